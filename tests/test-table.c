/* Tables and their walks. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-table.h"

/* One result row with a column of each type. */
typedef struct
{
  const char *id;
  const char *org;
  const char *note;
  CertplanDate due;
  CertplanDate month;
  CertplanMoney amount;
  gint32 count;
  gint32 share;
  CertplanPeriod length;
  const char *kind;
  const char *qualification;
  const char *reason;
} Row;

static const char *const kinds[] = { "initial", "upgrade", NULL };

static const CertplanColumn columns[] = {
  CERTPLAN_RESULT_COLUMN (Row, id, ID),
  CERTPLAN_RESULT_COLUMN (Row, org, TEXT),
  CERTPLAN_RESULT_COLUMN (Row, note, NOTE),
  CERTPLAN_RESULT_COLUMN (Row, due, DATE),
  CERTPLAN_RESULT_COLUMN (Row, month, MONTH),
  CERTPLAN_RESULT_COLUMN (Row, amount, MONEY),
  CERTPLAN_RESULT_COLUMN (Row, count, INT),
  CERTPLAN_RESULT_COLUMN (Row, share, SHARE),
  CERTPLAN_RESULT_COLUMN (Row, length, PERIOD),
  CERTPLAN_RESULT_COLUMN (Row, kind, CHOICE, .values = kinds),
  CERTPLAN_RESULT_COLUMN (Row, qualification, QUALIFICATION),
  CERTPLAN_RESULT_COLUMN (Row, reason, SENTENCE),
};

enum
{
  ID,
  ORG,
  NOTE,
  DUE,
  MONTH,
  AMOUNT,
  COUNT,
  SHARE,
  LENGTH,
  KIND,
  QUALIFICATION,
  REASON,
  N_COLUMNS,
};

typedef struct
{
  Row rows[3];
  char *reason;
  guint *n_freed;
} Result;

static void
free_result (gpointer data)
{
  Result *result = data;

  (*result->n_freed)++;
  g_free (result->reason);
  g_free (result);
}

/* A full row, one with nothing in it, one with zeros. */
static CertplanTable *
make_table (guint *n_freed)
{
  Result *result = g_new0 (Result, 1);

  result->n_freed = n_freed;
  result->reason = _certplan_sentence ("test.due", CERTPLAN_LABEL "initial", "7", NULL);
  result->rows[0] = (Row){ .id = "C-1",
                           .org = "北京甲公司",
                           .note = "a\nb",
                           .due = certplan_date_new (2026, 2, 28),
                           .month = certplan_date_new (2026, 3, 1),
                           .amount = 7200000,
                           .count = -12,
                           .share = 705000,
                           .length = { 3, 0, 0 },
                           .kind = "initial",
                           .qualification = "cnitsec/operation/2",
                           .reason = result->reason };
  result->rows[1] = (Row){ .due = CERTPLAN_DATE_NONE,
                           .month = CERTPLAN_DATE_NONE,
                           .amount = CERTPLAN_MONEY_NONE,
                           .count = G_MININT32,
                           .share = G_MININT32,
                           .length = _CERTPLAN_PERIOD_NONE };
  result->rows[2] = (Row){ .id = "", .reason = "as it is" };
  return _certplan_table_new_rows ("things", columns, G_N_ELEMENTS (columns), result->rows,
                                   sizeof (Row), G_N_ELEMENTS (result->rows), result, free_result);
}

typedef struct
{
  const char *name;
  guint column;
  const char *texts[3]; /* by row */
} TextCase;

static const TextCase text_cases[] = {
  { "id", ID, { "C-1", "", "" } },
  { "text", ORG, { "北京甲公司", "", "" } },
  { "note", NOTE, { "a\nb", "", "" } },
  { "date", DUE, { "2026-02-28", "", "1970-01-01" } },
  { "month", MONTH, { "2026-03", "", "1970-01" } },
  { "money", AMOUNT, { "72000.00", "", "0.00" } },
  { "int", COUNT, { "-12", "", "0" } },
  { "share", SHARE, { "0.705", "", "0" } },
  { "period", LENGTH, { "P3M", "", "P0D" } },
  { "choice", KIND, { "initial", "", "" } },
  { "qualification", QUALIFICATION, { "cnitsec/operation/2", "", "" } },
  { "sentence", REASON, { "initial certification: 7 days left", "", "as it is" } },
};

static void
test_text (gconstpointer data)
{
  const TextCase *row = data;
  guint n_freed = 0;
  g_autoptr (CertplanLabels) labels = make_labels ();
  g_autoptr (CertplanTable) table = make_table (&n_freed);
  g_autoptr (CertplanCursor) cursor = certplan_table_open (table);

  _certplan_table_set_labels (table, labels);
  for (gsize i = 0; i < G_N_ELEMENTS (row->texts); i++)
    {
      g_assert_true (certplan_cursor_next (cursor, NULL));
      g_autofree char *text = certplan_cursor_dup_text (cursor, row->column);
      g_assert_cmpstr (text, ==, row->texts[i]);
    }
  g_assert_false (certplan_cursor_next (cursor, NULL));
}

typedef struct
{
  const char *name;
  guint column;
  gint64 numbers[3];
  CertplanMoney money[3];
  CertplanDate dates[3];
} NumberCase;

#define NO_NUMBERS                                                                                 \
  {                                                                                                \
    NO_NUMBER, NO_NUMBER, NO_NUMBER                                                                \
  }
#define NO_DATES                                                                                   \
  {                                                                                                \
    CERTPLAN_DATE_NONE, CERTPLAN_DATE_NONE, CERTPLAN_DATE_NONE                                     \
  }

static const NumberCase number_cases[] = {
  { "id", ID, NO_NUMBERS, NO_NUMBERS, NO_DATES },
  /* 2026-02-28 is 56 * 365 + 14 leap days + 58 days after 1970-01-01 */
  { "date", DUE, { 20512, NO_NUMBER, 0 }, NO_NUMBERS, { 20512, CERTPLAN_DATE_NONE, 0 } },
  { "month", MONTH, { 20513, NO_NUMBER, 0 }, NO_NUMBERS, { 20513, CERTPLAN_DATE_NONE, 0 } },
  { "money", AMOUNT, { 7200000, NO_NUMBER, 0 }, { 7200000, NO_NUMBER, 0 }, NO_DATES },
  { "int", COUNT, { -12, NO_NUMBER, 0 }, NO_NUMBERS, NO_DATES },
  { "share", SHARE, { 705000, NO_NUMBER, 0 }, NO_NUMBERS, NO_DATES },
  { "period", LENGTH, NO_NUMBERS, NO_NUMBERS, NO_DATES },
  { "choice", KIND, NO_NUMBERS, NO_NUMBERS, NO_DATES },
  { "sentence", REASON, NO_NUMBERS, NO_NUMBERS, NO_DATES },
};

static void
test_number (gconstpointer data)
{
  const NumberCase *row = data;
  guint n_freed = 0;
  g_autoptr (CertplanTable) table = make_table (&n_freed);
  g_autoptr (CertplanCursor) cursor = certplan_table_open (table);

  for (gsize i = 0; i < G_N_ELEMENTS (row->numbers); i++)
    {
      g_assert_true (certplan_cursor_next (cursor, NULL));
      g_assert_cmpint (certplan_cursor_get_int (cursor, row->column), ==, row->numbers[i]);
      g_assert_cmpint (certplan_cursor_get_money (cursor, row->column), ==, row->money[i]);
      g_assert_cmpint (certplan_cursor_get_date (cursor, row->column), ==, row->dates[i]);
    }
}

/* All cells of a walk in one text. */
static char *
dup_walk (CertplanTable *table)
{
  g_autoptr (CertplanCursor) cursor = certplan_table_open (table);
  GString *all = g_string_new (NULL);

  while (certplan_cursor_next (cursor, NULL))
    for (guint column = 0; column < certplan_table_get_n_columns (table); column++)
      {
        g_autofree char *text = certplan_cursor_dup_text (cursor, column);
        g_string_append_printf (all, "%s|", text);
      }
  return g_string_free (all, FALSE);
}

static void
test_two_walks (void)
{
  guint n_freed = 0;
  g_autoptr (CertplanTable) table = make_table (&n_freed);
  g_autoptr (CertplanCursor) halfway = certplan_table_open (table);

  g_assert_true (certplan_cursor_next (halfway, NULL));
  g_autofree char *first = dup_walk (table);
  g_autofree char *second = dup_walk (table);
  g_assert_cmpstr (first, ==, second);
  g_assert_true (g_str_has_prefix (first, "C-1|北京甲公司|a\nb|2026-02-28|2026-03|72000.00|"));
  g_autofree char *id
      = certplan_cursor_dup_text (halfway, ID); /* walks do not disturb each other */
  g_assert_cmpstr (id, ==, "C-1");
}

static void
test_outside_rows (void)
{
  guint n_freed = 0;
  g_autoptr (CertplanTable) table = make_table (&n_freed);
  g_autoptr (CertplanCursor) cursor = certplan_table_open (table);
  g_autoptr (GError) error = NULL;

  g_autofree char *before = certplan_cursor_dup_text (cursor, ID);
  g_assert_cmpstr (before, ==, "");
  g_assert_cmpint (certplan_cursor_get_money (cursor, AMOUNT), ==, CERTPLAN_MONEY_NONE);
  while (certplan_cursor_next (cursor, &error))
    ;
  g_assert_no_error (error);
  g_autofree char *behind = certplan_cursor_dup_text (cursor, DUE);
  g_assert_cmpstr (behind, ==, "");
  g_assert_false (certplan_cursor_next (cursor, &error));
  g_assert_no_error (error);
}

static void
test_no_rows (void)
{
  g_autoptr (CertplanTable) table = _certplan_table_new_rows (
      "nothing", columns, G_N_ELEMENTS (columns), NULL, sizeof (Row), 0, NULL, NULL);
  g_autofree char *walk = dup_walk (table);

  g_assert_cmpstr (walk, ==, "");
}

/* The result lives as long as the table or a cursor does, and is freed once. */
static void
test_ownership (void)
{
  guint n_freed = 0;
  CertplanTable *table = make_table (&n_freed);
  CertplanCursor *cursor = certplan_table_open (table);

  certplan_table_unref (table);
  g_assert_cmpuint (n_freed, ==, 0);
  g_assert_true (certplan_cursor_next (cursor, NULL));
  CertplanCursor *same = certplan_cursor_ref (cursor);
  certplan_cursor_unref (cursor);
  g_autofree char *id = certplan_cursor_dup_text (same, ID);
  g_assert_cmpstr (id, ==, "C-1");
  certplan_cursor_unref (same);
  g_assert_cmpuint (n_freed, ==, 1);
}

static void
test_description (void)
{
  static const CertplanChartSpec gantt = { .kind = CERTPLAN_CHART_GANTT, .from = DUE };
  static const CertplanChartSpec none = { .kind = CERTPLAN_CHART_NONE };
  guint n_freed = 0, n_columns = 0;
  g_autoptr (CertplanTable) table = make_table (&n_freed);

  g_assert_cmpstr (certplan_table_get_name (table), ==, "things");
  g_assert_cmpuint (certplan_table_get_n_columns (table), ==, N_COLUMNS);
  g_assert_cmpstr (certplan_table_get_column_name (table, SHARE), ==, "share");
  g_assert_cmpint (certplan_table_get_column_type (table, SHARE), ==, CERTPLAN_COLUMN_SHARE);
  g_assert_true (_certplan_table_get_columns (table, &n_columns) == columns);
  g_assert_cmpuint (n_columns, ==, N_COLUMNS);
  g_assert_true (_certplan_table_get_labels (table) == certplan_labels_get_default ());
  g_assert_null (_certplan_table_get_title (table));

  _certplan_table_set_title (table, "title", "subtitle");
  _certplan_table_set_title (table, "other title", NULL);
  g_assert_cmpstr (_certplan_table_get_title (table), ==, "other title");
  g_assert_null (_certplan_table_get_subtitle (table));

  g_assert_false (certplan_table_has_chart (table));
  g_assert_null (_certplan_table_get_chart (table));
  _certplan_table_set_chart (table, &none);
  g_assert_false (certplan_table_has_chart (table));
  _certplan_table_set_chart (table, &gantt);
  g_assert_true (certplan_table_has_chart (table));
  g_assert_true (_certplan_table_get_chart (table) == &gantt);

  g_assert_false (_certplan_table_is_drawn_only (table));
  _certplan_table_set_drawn_only (table);
  g_assert_true (_certplan_table_is_drawn_only (table));
}

static void
test_tables (void)
{
  guint n_freed = 0;
  CertplanTables *tables = certplan_tables_new ();

  g_assert_cmpuint (certplan_tables_get_n (tables), ==, 0);
  g_assert_null (certplan_tables_find (tables, "things"));
  certplan_tables_take (tables, make_table (&n_freed));
  certplan_tables_take (
      tables, _certplan_table_new_rows ("others", columns, 1, NULL, sizeof (Row), 0, NULL, NULL));
  g_assert_cmpuint (certplan_tables_get_n (tables), ==, 2);
  g_assert_true (certplan_tables_get (tables, 0) == certplan_tables_find (tables, "things"));
  g_assert_true (certplan_tables_get (tables, 1) == certplan_tables_find (tables, "others"));
  g_assert_null (certplan_tables_find (tables, "thing"));
  certplan_tables_unref (certplan_tables_ref (tables));
  g_assert_cmpuint (n_freed, ==, 0);
  certplan_tables_unref (tables);
  g_assert_cmpuint (n_freed, ==, 1);
}

/* A source that fails in its second row. */
static gpointer
failing_open (gconstpointer data)
{
  return g_new0 (guint, 1);
}

static gboolean
failing_next (gpointer state, GError **error)
{
  guint *n = state;

  if (++*n == 1)
    return TRUE;
  g_assert_cmpuint (*n, ==, 2); /* nobody asks again after an error */
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "out of luck");
  return FALSE;
}

static void
failing_get (gpointer state, guint column, CertplanValue *value)
{
  value->text = "x";
}

static void
test_failing_source (void)
{
  static const CertplanTableSource source
      = { failing_open, failing_next, failing_get, g_free, NULL };
  g_autoptr (CertplanTable) table
      = _certplan_table_new ("failing", columns, 1, &source, NULL, NULL);
  g_autoptr (CertplanCursor) cursor = certplan_table_open (table);
  g_autoptr (GError) error = NULL;

  g_assert_true (certplan_cursor_next (cursor, &error));
  g_assert_no_error (error);
  g_assert_false (certplan_cursor_next (cursor, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_false (certplan_cursor_next (cursor, NULL));
  g_autofree char *text = certplan_cursor_dup_text (cursor, 0);
  g_assert_cmpstr (text, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  ADD_ROWS ("/table/text/", text_cases, test_text);
  ADD_ROWS ("/table/number/", number_cases, test_number);
  add_value_tests ();
  g_test_add_func ("/table/two-walks", test_two_walks);
  g_test_add_func ("/table/outside-rows", test_outside_rows);
  g_test_add_func ("/table/no-rows", test_no_rows);
  g_test_add_func ("/table/ownership", test_ownership);
  g_test_add_func ("/table/description", test_description);
  g_test_add_func ("/table/tables", test_tables);
  g_test_add_func ("/table/failing-source", test_failing_source);
  return g_test_run ();
}
