/* The cells of CSV, the short way that most of them go: the same bytes as the long one.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-render-private.h"
#include "test-output-tables.h"

/* In a table with several columns, cells as nearly all are go a shorter way than in one with a
 * single column, which is what they are compared with. */
static const CertplanColumn short_columns[]
    = { CERTPLAN_RESULT_COLUMN (TextRow, text, NOTE), CERTPLAN_RESULT_COLUMN (TextRow, text, TEXT),
        CERTPLAN_RESULT_COLUMN (TextRow, text, CHOICE) };

/* The rows of @table, which is taken over. Returns: (transfer full) */
static char *
render (CertplanTable *table)
{
  const CertplanRenderOptions options = { .lang = CERTPLAN_LANG_FIELD };
  const CertplanRenderer *renderer = &_certplan_render_csv;
  g_autoptr (CertplanSink) sink = _certplan_sink_new_memory ();
  g_autoptr (CertplanTable) owned = table;
  g_autoptr (CertplanCursor) cursor = certplan_table_open (table);
  gpointer state = renderer->open (sink, &options);
  gsize length;

  g_assert_true (renderer->begin (state, table, NULL, NULL));
  while (_certplan_render_next (cursor, NULL, NULL))
    renderer->row (state, cursor);
  renderer->end (state);
  g_assert_true (renderer->close (state, NULL));
  const char *bytes = _certplan_sink_get_bytes (sink, &length);
  return g_strndup (bytes, length);
}

/* Returns: (transfer full): how the text is written where it is the only cell */
static char *
render_alone (const char *text)
{
  const TextRow rows[] = { { text } };
  g_autofree char *bytes = render (MAKE_TEXTS ("t", text_columns, rows, 1));
  const char *cell = bytes + strlen ("text\r\n");

  return *text == '\0' ? g_strdup ("") /* where it is not alone, it needs no quotes */
                       : g_strndup (cell, strlen (cell) - strlen ("\r\n"));
}

static char *
make_text (GRand *rand)
{
  static const char *const pieces[] = { "a",
                                        "Z9",
                                        "北京市",
                                        "公",
                                        "仿宋",
                                        "\u4000\u9fff",
                                        " ",
                                        ",",
                                        ";",
                                        "=",
                                        "'",
                                        "\t",
                                        "\"",
                                        "\xe5",
                                        "\xe5\x8c",
                                        "\x97",
                                        "\xe3\x80\x80",
                                        "\u3fff",
                                        "\x7f",
                                        "\xf0\x9f",
                                        "abcdefghijklm",
                                        "0123456789abc",
                                        "甲乙丙丁戊己",
                                        "_-./(~" };
  GString *text = g_string_new (NULL);

  /* most of them of the pieces that need nothing, so that long texts are of them alone */
  const gint n_kinds = g_rand_boolean (rand) ? 6 : (gint)G_N_ELEMENTS (pieces);
  for (gint n = g_rand_int_range (rand, 0, 14); n > 0; n--)
    g_string_append (text, pieces[g_rand_int_range (rand, 0, n_kinds)]);
  return g_string_free (text, FALSE);
}

static void
test_short_way (void)
{
  enum
  {
    N_ROWS = 12
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (guint round = 0; round < 1000; round++)
    {
      g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GString) expected = g_string_new ("text,text,text\r\n");
      TextRow rows[N_ROWS];
      for (guint i = 0; i < N_ROWS; i++)
        {
          const gboolean is_again = i > 0 && g_rand_boolean (rand);
          g_ptr_array_add (texts, is_again ? g_strdup (rows[i - 1].text) : make_text (rand));
          rows[i].text = texts->pdata[i];
          g_autofree char *cell = render_alone (rows[i].text);
          g_string_append_printf (expected, "%s,%s,%s\r\n", cell, cell, cell);
        }
      CertplanTable *table = make_table ("t", short_columns, G_N_ELEMENTS (short_columns), rows,
                                         sizeof *rows, N_ROWS);
      g_autofree char *text = render (table);
      g_assert_cmpstr (text, ==, expected->str);
    }
}

/* Cells and rows that are larger than what is written at once, also between others. */
static void
test_large (void)
{
  static const gsize lengths[]
      = { 3, 63, 64, 65, 60000, 70000, 5, 65536, 65537, 300000, 1, 200, 1000000, 7 };
  TextRow rows[G_N_ELEMENTS (lengths)];
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) expected = g_string_new ("\xef\xbb\xbf"
                                               "text,text,text\r\n");
  Folder folder;

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_ptr_array_add (texts, g_strnfill (lengths[i], (char)('a' + i)));
      rows[i].text = texts->pdata[i];
      for (guint c = 0; c < G_N_ELEMENTS (short_columns); c++)
        g_string_append_printf (expected, "%s%s", c > 0 ? "," : "", rows[i].text);
      g_string_append (expected, "\r\n");
    }
  open_folder (&folder);
  CertplanTable *table = make_table ("t", short_columns, G_N_ELEMENTS (short_columns), rows,
                                     sizeof *rows, G_N_ELEMENTS (rows));
  g_autofree char *text = write_table (&folder, table, "t.csv", CERTPLAN_LANG_FIELD);
  g_assert_true (g_str_equal (text, expected->str));
  close_folder (&folder);
}

/* By GLib's calendar and printf(). */
static void
append_numbers (GString *out, const CellRow *row)
{
  if (row->due != NO_DATE)
    {
      GDate date;
      g_date_clear (&date, 1);
      g_date_set_julian (&date, (guint32)(row->due + 719163)); /* 1970-01-01 is day 719163 */
      g_string_append_printf (out, "%04u-%02u-%02u", g_date_get_year (&date),
                              g_date_get_month (&date), g_date_get_day (&date));
    }
  g_string_append_c (out, ',');
  if (row->amount != NO_MONEY)
    g_string_append_printf (out, "%s%" G_GINT64_FORMAT ".%02d", row->amount < 0 ? "-" : "",
                            ABS (row->amount / 100), (int)ABS (row->amount % 100));
  g_string_append_c (out, ',');
  if (row->days != NO_INT)
    g_string_append_printf (out, "%d", row->days);
  g_string_append (out, "\r\n");
}

/* Numbers of each length, absent ones, and the same as in the row above. */
static CellRow
make_numbers (GRand *rand, const CellRow *above)
{
  CellRow row = *above;
  const guint shift = (guint)g_rand_int_range (rand, 0, 63);
  const gint64 number
      = (gint64)((guint64)g_rand_int (rand) << 32 | g_rand_int (rand)) / ((gint64)1 << shift);

  if (g_rand_boolean (rand))
    row.amount = g_rand_int_range (rand, 0, 5) == 0 ? NO_MONEY : number;
  if (g_rand_boolean (rand))
    row.days = g_rand_int_range (rand, 0, 5) == 0 ? NO_INT : (gint32)number;
  if (g_rand_boolean (rand)) /* 0001-01-01 .. 9999-12-31 */
    row.due
        = g_rand_int_range (rand, 0, 5) == 0 ? NO_DATE : g_rand_int_range (rand, -719162, 2932897);
  return row;
}

static void
test_numbers (void)
{
  enum
  {
    N_ROWS = 5000
  };
  static const CertplanColumn columns[] = { CERTPLAN_RESULT_COLUMN (CellRow, due, DATE),
                                            CERTPLAN_RESULT_COLUMN (CellRow, amount, MONEY),
                                            CERTPLAN_RESULT_COLUMN (CellRow, days, INT) };
  g_autofree CellRow *rows = g_new0 (CellRow, N_ROWS);
  g_autoptr (GRand) rand = g_rand_new_with_seed (13);
  g_autoptr (GString) expected = g_string_new ("due,amount,days\r\n");

  for (guint i = 0; i < N_ROWS; i++)
    {
      rows[i] = make_numbers (rand, &rows[i > 0 ? i - 1 : 0]);
      append_numbers (expected, &rows[i]);
    }
  CertplanTable *table
      = make_table ("t", columns, G_N_ELEMENTS (columns), rows, sizeof *rows, N_ROWS);
  g_autofree char *text = render (table);
  g_assert_true (g_str_equal (text, expected->str));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/output/csv-cells/short-way", test_short_way);
  g_test_add_func ("/output/csv-cells/large", test_large);
  g_test_add_func ("/output/csv-cells/numbers", test_numbers);
  return g_test_run ();
}
