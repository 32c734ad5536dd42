/* Payments that are as if they had never come. SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A refund gives back what was paid: the charge was met once, and somebody decided otherwise. What
 * a bank reverses was never paid: the charge is as open as before. The bank says so in words. */
#include "certplan-reconcile-private.h"
#include "certplan-shipped-private.h"
#include <string.h>

typedef struct
{
  guint32 line;
  guint32 word;
} WordRow;

static const CertplanColumn word_columns[] = {
  CERTPLAN_RECORD_COLUMN (WordRow, word, NOTE, CERTPLAN_COLUMN_REQUIRED),
};
static const CertplanRecordType word_type = {
  .name = "reversal-words",
  .columns = word_columns,
  .n_columns = G_N_ELEMENTS (word_columns),
  .row_size = sizeof (WordRow),
};

/* Folded. */
static GPtrArray *
load_words (void)
{
  const CertplanRecords *rows = _certplan_shipped_get ("reversal-words", &word_type);
  GPtrArray *words = g_ptr_array_new ();
  for (guint i = 0; i < certplan_records_get_n (rows); i++)
    {
      const WordRow *row = _certplan_records_row (rows, i);
      GString *word = g_string_new (NULL);
      _certplan_numbers_fold (_certplan_records_note (rows, row->word), word, NULL);
      g_ptr_array_add (words, g_string_free (word, FALSE));
    }
  return words;
}

/* Read once. */
static const GPtrArray *
get_words (void)
{
  static gsize once = 0;
  static GPtrArray *words;
  if (g_once_init_enter (&once))
    {
      words = load_words ();
      g_once_init_leave (&once, 1);
    }
  return words;
}

gboolean
_certplan_receipt_is_reversal (const CertplanReconciliation *self, guint r)
{
  const char *reference = _certplan_receipt_texts (self, r).reference;
  const GPtrArray *words = get_words ();
  if (reference == NULL)
    return FALSE;
  g_autoptr (GString) folded = g_string_new (NULL);
  _certplan_numbers_fold (reference, folded, NULL);
  for (guint i = 0; i < words->len; i++)
    if (strstr (folded->str, g_ptr_array_index (words, i)) != NULL)
      return TRUE;
  return FALSE;
}
