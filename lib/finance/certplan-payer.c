/* Names of payers. SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A name as a bank has it and the same name in the register differ in width, blanks, brackets, the
 * case of letters, and in the legal form. Two debtors that differ in the legal form alone are two:
 * then it counts for all who share the rest. */
#include "certplan-payer-private.h"
#include "certplan-records-private.h"
#include <gio/gio.h>
#include <string.h>

#define SUFFIXES_RESOURCE "/certplan/payer-suffixes.csv"
#define MIN_STEM 2 /* characters that a legal form must leave */

GResource *_certplan_get_resource (void);

typedef struct
{
  guint32 line;
  guint32 suffix;
} SuffixRow;

static const CertplanColumn suffix_columns[] = {
  CERTPLAN_RECORD_COLUMN (SuffixRow, suffix, NOTE, CERTPLAN_COLUMN_REQUIRED),
};
static const CertplanRecordType suffix_type = {
  .name = "payer-suffixes",
  .columns = suffix_columns,
  .n_columns = G_N_ELEMENTS (suffix_columns),
  .row_size = sizeof (SuffixRow),
};

/* A name in full; [0] unused. */
typedef struct
{
  guint32 stem;
  gboolean is_debtor;
} Full;

/* What is left without the legal form; [0] unused. */
typedef struct
{
  const char *text;
  guint32 n_debtors;
} Stem;

struct _CertplanPayers
{
  GStringChunk *texts;
  GHashTable *full_numbers; /* text -> place in fulls */
  GHashTable *stem_numbers; /* text -> place in stems */
  GArray *fulls, *stems;
  GString *folded;
};

/* Read once; part of the program, so a fault in it is a bug. */
static const CertplanRecords *
get_suffixes (void)
{
  static gsize once = 0;
  static CertplanRecords *rows;
  if (g_once_init_enter (&once))
    {
      const CertplanReadOptions options = { .comments = TRUE };
      g_autoptr (CertplanFaults) faults = certplan_faults_new ();
      g_autoptr (GBytes) bytes
          = g_resource_lookup_data (_certplan_get_resource (), SUFFIXES_RESOURCE, 0, NULL);
      rows = _certplan_records_load_bytes (&suffix_type, "payer-suffixes.csv", bytes, &options,
                                           NULL, faults, NULL);
      g_assert (rows != NULL);
      g_once_init_leave (&once, 1);
    }
  return rows;
}

CertplanPayers *
_certplan_payers_new (void)
{
  CertplanPayers *payers = g_new0 (CertplanPayers, 1);
  const Full no_full = { 0 };
  const Stem no_stem = { 0 };
  payers->texts = g_string_chunk_new (1 << 14);
  payers->full_numbers = g_hash_table_new (g_str_hash, g_str_equal);
  payers->stem_numbers = g_hash_table_new (g_str_hash, g_str_equal);
  payers->fulls = g_array_new (FALSE, FALSE, sizeof (Full));
  payers->stems = g_array_new (FALSE, FALSE, sizeof (Stem));
  payers->folded = g_string_new (NULL);
  g_array_append_val (payers->fulls, no_full);
  g_array_append_val (payers->stems, no_stem);
  return payers;
}

void
_certplan_payers_free (CertplanPayers *payers)
{
  g_hash_table_unref (payers->full_numbers);
  g_hash_table_unref (payers->stem_numbers);
  g_array_unref (payers->fulls);
  g_array_unref (payers->stems);
  g_string_free (payers->folded, TRUE);
  g_string_chunk_free (payers->texts);
  g_free (payers);
}

#define FULL_WIDTH_FIRST 0xFF01
#define FULL_WIDTH_LAST 0xFF5E
#define FULL_WIDTH_SHIFT 0xFEE0

/* Letters and digits alone, narrow and large. */
static void
fold (const char *text, GString *out)
{
  g_string_truncate (out, 0);
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      if (c >= FULL_WIDTH_FIRST && c <= FULL_WIDTH_LAST)
        c -= FULL_WIDTH_SHIFT;
      if (c < 0x80 ? g_ascii_isalnum ((char)c) : g_unichar_isalnum (c))
        g_string_append_unichar (out, c < 0x80 ? (gunichar)g_ascii_toupper ((char)c)
                                               : g_unichar_toupper (c));
    }
}

static gboolean
strip_one (GString *text)
{
  const CertplanRecords *suffixes = get_suffixes ();
  for (guint i = 0; i < certplan_records_get_n (suffixes); i++)
    {
      const SuffixRow *row = _certplan_records_row (suffixes, i);
      const char *suffix = _certplan_records_note (suffixes, row->suffix);
      const gsize length = strlen (suffix);
      if (!g_str_has_suffix (text->str, suffix)
          || g_utf8_strlen (text->str, (gssize)(text->len - length)) < MIN_STEM)
        continue;
      g_string_truncate (text, text->len - length);
      return TRUE;
    }
  return FALSE;
}

static guint32
add_stem (CertplanPayers *payers)
{
  while (strip_one (payers->folded))
    ;
  guint32 number
      = GPOINTER_TO_UINT (g_hash_table_lookup (payers->stem_numbers, payers->folded->str));
  if (number != 0)
    return number;
  const Stem stem = { g_string_chunk_insert (payers->texts, payers->folded->str), 0 };
  number = payers->stems->len;
  g_array_append_val (payers->stems, stem);
  g_hash_table_insert (payers->stem_numbers, (gpointer)stem.text, GUINT_TO_POINTER (number));
  return number;
}

static guint32
add_full (CertplanPayers *payers)
{
  guint32 number
      = GPOINTER_TO_UINT (g_hash_table_lookup (payers->full_numbers, payers->folded->str));
  if (number != 0)
    return number;
  const char *text = g_string_chunk_insert (payers->texts, payers->folded->str);
  const Full full = { add_stem (payers), FALSE };
  number = payers->fulls->len;
  g_array_append_val (payers->fulls, full);
  g_hash_table_insert (payers->full_numbers, (gpointer)text, GUINT_TO_POINTER (number));
  return number;
}

guint32
_certplan_payers_add (CertplanPayers *payers, const char *text, gboolean is_debtor)
{
  if (text == NULL)
    return 0;
  fold (text, payers->folded);
  if (payers->folded->len == 0)
    return 0;
  const guint32 number = add_full (payers);
  Full *full = &g_array_index (payers->fulls, Full, number);
  if (is_debtor && !full->is_debtor)
    {
      full->is_debtor = TRUE;
      g_array_index (payers->stems, Stem, full->stem).n_debtors++;
    }
  return number;
}

/* Even: a stem that at most one debtor has. Odd: a name in full. */
guint32
_certplan_payers_get (const CertplanPayers *payers, guint32 added)
{
  if (added == 0)
    return 0;
  const Full *full = &g_array_index (payers->fulls, Full, added);
  return g_array_index (payers->stems, Stem, full->stem).n_debtors <= 1 ? full->stem * 2
                                                                        : added * 2 + 1;
}

guint32
_certplan_payers_get_limit (const CertplanPayers *payers)
{
  return MAX (payers->fulls->len, payers->stems->len) * 2 + 2;
}

gboolean
_certplan_payers_is_debtor (const CertplanPayers *payers, guint32 number)
{
  if (number % 2 == 1)
    return g_array_index (payers->fulls, Full, number / 2).is_debtor;
  return number != 0 && g_array_index (payers->stems, Stem, number / 2).n_debtors > 0;
}

const char *
_certplan_payers_get_stem (const CertplanPayers *payers, guint32 number)
{
  const guint32 stem
      = number % 2 == 1 ? g_array_index (payers->fulls, Full, number / 2).stem : number / 2;
  return g_array_index (payers->stems, Stem, stem).text;
}
