/* The reader against libcsv. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "fuzz.h"
#include "test-reader-oracle.h"
#include "certplan-private.h"

/* libcsv takes any number of cells. */
static gboolean
may_be_too_many (const char *text, char delimiter)
{
  guint n = 0;
  for (; *text != '\0'; text++)
    n += *text == delimiter;
  return n >= CERTPLAN_READER_MAX_COLUMNS;
}

/* What the reader takes out or refuses and libcsv does not. */
static gboolean
is_of_interest (const char *text, gsize n, char delimiter)
{
  return strlen (text) == n && !may_be_too_many (text, delimiter)
         && g_utf8_validate (text, (gssize)n, NULL) && _certplan_text_find_refused (text) == NULL
         && g_ascii_strncasecmp (text, "sep=", 4) != 0;
}

gboolean
fuzz_csv (const guint8 *data, gsize n)
{
  static const char delimiters[] = ",;\t |";

  if (n == 0)
    return FALSE;
  g_autofree char *text = g_strndup ((const char *)data + 1, n - 1);
  const char delimiter = delimiters[data[0] % (sizeof delimiters - 1)];
  if (!is_of_interest (text, n - 1, delimiter))
    return FALSE;
  Oracle oracle = { g_string_new (NULL), g_string_new (NULL) };
  g_autoptr (GString) rows = g_string_new (NULL);
  compare_text (&oracle, rows, text, n - 1, delimiter);
  g_string_free (oracle.rows, TRUE);
  g_string_free (oracle.row, TRUE);
  return TRUE;
}
