/* What the tests of the reader share. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-reader-private.h"
#include "test-rows.h"
#include <string.h>

/* Returns: cells parted by | and rows by / */
G_GNUC_UNUSED static char *
dup_rows (CertplanReader *reader)
{
  GString *out = g_string_new (NULL);

  while (reader != NULL && _certplan_reader_next (reader))
    {
      guint n;
      const CertplanCell *cells = _certplan_reader_get_cells (reader, &n);
      for (guint i = 0; i < n; i++)
        g_string_append_printf (out, "%s%s", i > 0 ? "|" : "", cells[i].text);
      g_string_append_c (out, '/');
    }
  return g_string_free (out, FALSE);
}

void add_encoding_tests (void);
void add_limit_tests (void);
