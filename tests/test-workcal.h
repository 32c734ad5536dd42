/* The shipped working calendar, read by tests. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-workcal-private.h"
#include "test-date.h"

#define CALENDAR CERTPLAN_BASE_ERROR_CALENDAR

/* The rows of data/calendars/cn.csv, without comments and head; no cell of it has quotes. */
G_GNUC_UNUSED static char **
load_rows (void)
{
  g_autofree char *path
      = g_test_build_filename (G_TEST_DIST, "..", "data", "calendars", "cn.csv", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  if (error != NULL)
    g_error ("%s", error->message);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GStrvBuilder) rows = g_strv_builder_new ();
  gboolean has_head = FALSE;
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (lines[i][0] == '#' || lines[i][0] == '\0')
        continue;
      if (has_head)
        g_strv_builder_add (rows, lines[i]);
      else
        g_assert_cmpstr (lines[i], ==, "date,kind,name,source");
      has_head = TRUE;
    }
  return g_strv_builder_end (rows);
}

G_GNUC_UNUSED static CertplanWorkcal *
load_china (void)
{
  g_auto (GStrv) rows = load_rows ();
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (CertplanWorkcalDay));
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);

  for (guint i = 0; rows[i] != NULL; i++)
    {
      char **row = g_strsplit (rows[i], ",", -1);
      g_ptr_array_add (cells, row);
      const CertplanWorkcalDay day
          = { date_of (row[0]), strcmp (row[1], "workday") == 0, row[2], FALSE };
      g_array_append_val (days, day);
    }
  return _certplan_workcal_new (2023, 2026, (const CertplanWorkcalDay *)(void *)days->data,
                                days->len);
}

/* Registers what stands in test-workcal-walk.c. */
void add_walk_tests (void);
