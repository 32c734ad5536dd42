/* The reader against libcsv. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "fuzz.h"
#include "test-reader-oracle.h"
#include "certplan-private.h"

/* What the reader takes out or refuses and libcsv does not. */
static gboolean
is_of_interest (const char *text, gsize n)
{
  return strlen (text) == n && g_utf8_validate (text, (gssize)n, NULL)
         && _certplan_text_find_refused (text) == NULL
         && g_ascii_strncasecmp (text, "sep=", 4) != 0;
}

gboolean
fuzz_csv (const guint8 *data, gsize n)
{
  static const char delimiters[] = ",;\t |";

  if (n == 0)
    return FALSE;
  g_autofree char *text = g_strndup ((const char *)data + 1, n - 1);
  if (!is_of_interest (text, n - 1))
    return FALSE;
  Oracle oracle = { g_string_new (NULL), g_string_new (NULL) };
  g_autoptr (GString) rows = g_string_new (NULL);
  compare_text (&oracle, rows, text, n - 1, delimiters[data[0] % (sizeof delimiters - 1)]);
  g_string_free (oracle.rows, TRUE);
  g_string_free (oracle.row, TRUE);
  return TRUE;
}
