/* Tables made for the tests of the output room, and files of a temporary folder.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-outputs.h"
#include "certplan-table-private.h"
#include <glib/gstdio.h>
#include <string.h>

#define NO_INT G_MININT32
#define NO_DATE CERTPLAN_DATE_NONE
#define NO_MONEY CERTPLAN_MONEY_NONE
#define NO_PERIOD _CERTPLAN_PERIOD_NONE

/* A row with a column of each kind that renderers tell apart. */
typedef struct
{
  const char *id;
  const char *org;
  const char *state;
  CertplanDate due;
  CertplanDate month;
  CertplanMoney amount;
  gint32 days;
  gint32 share;
  CertplanPeriod length;
  const char *reason;
} CellRow;

static const CertplanColumn cell_columns[] = {
  CERTPLAN_RESULT_COLUMN (CellRow, id, ID),
  CERTPLAN_RESULT_COLUMN (CellRow, org, TEXT),
  CERTPLAN_RESULT_COLUMN (CellRow, state, CHOICE),
  CERTPLAN_RESULT_COLUMN (CellRow, due, DATE),
  CERTPLAN_RESULT_COLUMN (CellRow, month, MONTH),
  CERTPLAN_RESULT_COLUMN (CellRow, amount, MONEY),
  CERTPLAN_RESULT_COLUMN (CellRow, days, INT),
  CERTPLAN_RESULT_COLUMN (CellRow, share, SHARE),
  CERTPLAN_RESULT_COLUMN (CellRow, length, PERIOD),
  CERTPLAN_RESULT_COLUMN (CellRow, reason, SENTENCE),
};

/* A table whose only column holds texts. */
typedef struct
{
  const char *text;
} TextRow;

G_GNUC_UNUSED static const CertplanColumn text_columns[]
    = { CERTPLAN_RESULT_COLUMN (TextRow, text, NOTE) };
G_GNUC_UNUSED static const CertplanColumn sentence_columns[]
    = { CERTPLAN_RESULT_COLUMN (TextRow, text, SENTENCE) };

/* The lines of a Gantt chart. */
typedef struct
{
  const char *mark;
  const char *label;
  const char *actor;
  CertplanDate from;
  CertplanDate to;
  gint32 days;
} GanttRow;

G_GNUC_UNUSED static const CertplanColumn gantt_columns[] = {
  CERTPLAN_RESULT_COLUMN (GanttRow, mark, CHOICE),
  CERTPLAN_RESULT_COLUMN (GanttRow, label, SENTENCE),
  CERTPLAN_RESULT_COLUMN (GanttRow, actor, CHOICE),
  CERTPLAN_RESULT_COLUMN (GanttRow, from, DATE),
  CERTPLAN_RESULT_COLUMN (GanttRow, to, DATE),
  CERTPLAN_RESULT_COLUMN (GanttRow, days, INT),
};
G_GNUC_UNUSED static const CertplanChartSpec gantt_spec
    = { CERTPLAN_CHART_GANTT, .mark = 0, .label = 1, .actor = 2, .from = 3, .to = 4, .days = 5 };

/* Own words, so that a change of the shipped ones breaks no test. */
G_GNUC_UNUSED static CertplanLabels *
make_labels (void)
{
  static const char *const words[][3] = {
    { "column.id", "case", "案件" },
    { "column.org", "organization", "企业名称" },
    { "column.state", "state", "状态" },
    { "column.due", "due", "截止日" },
    { "column.month", "month", "月份" },
    { "column.amount", "amount (yuan)", "金额（元）" },
    { "column.days", "days", "天数" },
    { "column.share", "share", "占比" },
    { "column.length", "length", "时长" },
    { "column.reason", "reason", "依据" },
    { "column.text", "text", "文本" },
    { "on_time", "on time", "按期" },
    { "late", "late", "逾期" },
    { "applicant", "applicant", "申请单位" },
    { "centre", "centre", "测评中心" },
    { "fee.reason", "{1}, clause {2}", "{1}第{2}条" },
    { "document", "fee rules", "收费规定" },
    { "test.title", "Fees of {1}", "{1}的费用" },
    { "test.subtitle", "as agreed", "按协议" },
    { "text.no_rows", "(no rows)", "（无记录）" },
    { "table.fees", "Fees", "费用" },
    { "table.notes", "Notes", "说明" },
  };
  CertplanLabels *labels = _certplan_labels_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    _certplan_labels_add (labels, words[i][0], words[i][1], words[i][2]);
  return labels;
}

/* @rows must outlive the table. */
G_GNUC_UNUSED static CertplanTable *
make_table (const char *name, const CertplanColumn *columns, guint n_columns, gconstpointer rows,
            gsize row_size, gsize n_rows)
{
  g_autoptr (CertplanLabels) labels = make_labels ();
  CertplanTable *table
      = _certplan_table_new_rows (name, columns, n_columns, rows, row_size, n_rows, NULL, NULL);

  _certplan_table_set_labels (table, labels);
  return table;
}

#define MAKE_CELLS(name, rows, n_rows)                                                             \
  make_table (name, cell_columns, G_N_ELEMENTS (cell_columns), rows, sizeof (CellRow), n_rows)
#define MAKE_TEXTS(name, columns, rows, n_rows)                                                    \
  make_table (name, columns, 1, rows, sizeof (TextRow), n_rows)

/* A sentence that lives as long as the test. */
G_GNUC_UNUSED static const char *
say (const char *key, const char *first, const char *second)
{
  g_autofree char *sentence = _certplan_sentence (key, first, second, NULL);

  return g_intern_string (sentence);
}

/* A folder of its own, with everything in it removed at the end. */
typedef struct
{
  char *path;
} Folder;

G_GNUC_UNUSED static char *
in_folder (const Folder *folder, const char *name)
{
  return g_build_filename (folder->path, name, NULL);
}

G_GNUC_UNUSED static void
open_folder (Folder *folder)
{
  g_autoptr (GError) error = NULL;

  folder->path = g_dir_make_tmp ("certplan-output-XXXXXX", &error);
  g_assert_no_error (error);
}

/* The names in the folder, sorted, with blanks between. */
G_GNUC_UNUSED static char *
list_folder (const Folder *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder->path, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  for (guint i = 1; i < names->len; i++)
    for (guint j = i; j > 0 && strcmp (names->pdata[j - 1], names->pdata[j]) > 0; j--)
      {
        gpointer swap = names->pdata[j];
        names->pdata[j] = names->pdata[j - 1];
        names->pdata[j - 1] = swap;
      }
  g_ptr_array_add (names, NULL);
  return g_strjoinv (" ", (char **)names->pdata);
}

G_GNUC_UNUSED static void
close_folder (Folder *folder)
{
  GDir *dir = g_dir_open (folder->path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = in_folder (folder, name);
      g_remove (path);
    }
  if (dir != NULL)
    g_dir_close (dir);
  g_rmdir (folder->path);
  g_clear_pointer (&folder->path, g_free);
}

/* The whole file; "" where there is none. */
G_GNUC_UNUSED static char *
read_file (const Folder *folder, const char *name)
{
  g_autofree char *path = in_folder (folder, name);
  char *data = NULL;

  if (!g_file_get_contents (path, &data, NULL, NULL))
    return g_strdup ("");
  return data;
}

G_GNUC_UNUSED static void
add_target (CertplanTargets *targets, const Folder *folder, const char *table, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = in_folder (folder, name);
  g_autofree char *spec = table != NULL ? g_strconcat (table, "=", path, NULL) : g_strdup (path);

  g_assert_true (certplan_targets_add (targets, spec, &error));
  g_assert_no_error (error);
}

/* Writes @table (transfer full) alone into @name. Returns: (transfer full): the file */
G_GNUC_UNUSED static char *
write_table (const Folder *folder, CertplanTable *table, const char *name, CertplanLang lang)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTables) tables = certplan_tables_new ();
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();

  certplan_tables_take (tables, table);
  add_target (targets, folder, NULL, name);
  certplan_targets_set_lang (targets, lang);
  certplan_targets_set_as_of (targets, certplan_date_new (2026, 11, 2));
  g_assert_true (certplan_write_outputs (tables, targets, NULL, &error));
  g_assert_no_error (error);
  return read_file (folder, name);
}
