/* What the tests of pages share. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-markup-private.h"
#include "test-output-gantt.h"
#include "test-rows.h"

/* Writes @tables (or the one of that name) as t.html. Returns: (transfer full): the page */
G_GNUC_UNUSED static char *
write_page (const Folder *folder, CertplanTables *tables, CertplanTargets *targets,
            const char *name)
{
  g_autoptr (GError) error = NULL;

  add_target (targets, folder, name, "t.html");
  g_assert_true (certplan_write_outputs (tables, targets, NULL, &error));
  g_assert_no_error (error);
  return read_file (folder, "t.html");
}

/* A chart whose table is shown too, and another one. */
G_GNUC_UNUSED static CertplanTables *
make_charts (const char *text)
{
  static const TextRow rows[] = { { "x" } };
  static GanttRow lines[3];
  g_autoptr (CertplanLabels) labels = make_labels ();
  CertplanTables *tables = certplan_tables_new ();

  lines[0] = (GanttRow){ "bar", text, text, 20513, 20540, 27 };
  lines[1] = (GanttRow){ "milestone", text, NULL, 20560, NO_DATE, NO_INT };
  lines[2] = (GanttRow){ "limit", text, NULL, 20555, NO_DATE, NO_INT };
  CertplanTable *other = make_table ("other", gantt_columns, G_N_ELEMENTS (gantt_columns), lines,
                                     sizeof (GanttRow), 3);
  _certplan_table_set_chart (other, &gantt_spec);
  _certplan_table_set_title (other, text, text);
  CertplanTable *drawn = make_gantt (lines, 3, text, text);
  _certplan_table_set_drawn_only (drawn);
  certplan_tables_take (tables, MAKE_TEXTS ("first", text_columns, rows, 1));
  certplan_tables_take (tables, other);
  certplan_tables_take (tables, drawn);
  return tables;
}

void add_hostile_tests (void);
