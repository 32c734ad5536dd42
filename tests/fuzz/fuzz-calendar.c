/* Any bytes as a holiday file of others. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-calendar-private.h"
#include "certplan-calendar.h"
#include "fuzz-feed.h"
#include "fuzz.h"
#include <glib/gstdio.h>

/* What was imported as the CSV file that it becomes: each day is there, as it is. */
static void
check_rows (CertplanTable *table, const char *name)
{
  g_autoptr (GString) file = g_string_new ("date,kind,name,source");
  g_autoptr (CertplanCursor) cursor = certplan_table_open (table);
  g_autoptr (CertplanCalendarDays) days = _certplan_calendar_days_new ();
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  guint n = 0;

  for (; certplan_cursor_next (cursor, NULL); n++)
    for (guint c = 0; c < 4; c++)
      {
        g_autofree char *cell = certplan_cursor_dup_text (cursor, c);
        g_string_append_c (file, c > 0 ? ',' : '\n');
        fuzz_append_cell (file, cell);
      }
  g_autoptr (GBytes) bytes = g_bytes_new (file->str, file->len);
  _certplan_calendar_days_read (days, name, bytes, faults);
  fuzz_check_faults (TRUE, NULL, faults);
  g_assert_cmpuint (_certplan_calendar_days_get_n (days), ==, n);
}

gboolean
fuzz_calendar (const guint8 *data, gsize n)
{
  if (n == 0)
    return FALSE;
  const char *name = (data[0] & 1) != 0 ? "days.json" : "days.ics";
  const char *source = (data[0] & 2) != 0 ? "a notice" : NULL;
  g_autofree char *path = g_build_filename (fuzz_get_folder (), name, NULL);
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;

  fuzz_write (path, data + 1, n - 1);
  g_autoptr (CertplanTables) tables = certplan_calendar_import (fuzz_get_rulebook (), path, source,
                                                                (data[0] & 4) != 0, faults, &error);
  g_unlink (path);
  if (error != NULL && error->domain == CERTPLAN_RULES_ERROR)
    return FALSE; /* no library for it */
  fuzz_check_faults (tables != NULL, error, faults);
  if (tables != NULL)
    check_rows (certplan_tables_get (tables, 0), name);
  return tables != NULL;
}
