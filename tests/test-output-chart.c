/* Charts: the script as a text, the pictures, and texts that fit.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-workcal-private.h"
#include "test-output-gantt.h"
#include "test-rows.h"

typedef struct
{
  const char *name;
  CertplanPicture picture;
  CertplanLang lang;
  const char *file;
} ScriptCase;

static const ScriptCase script_cases[] = {
  { "png-chinese", CERTPLAN_PICTURE_PNG, ZH, "gantt-zh.gnuplot" },
  { "svg-english", CERTPLAN_PICTURE_SVG, EN, "gantt-en.gnuplot" },
};

static void
test_script (gconstpointer data)
{
  const ScriptCase *row = data;
  g_autoptr (CertplanTable) table = make_plan ();
  g_autofree char *script = make_script (table, row->picture, row->lang);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "golden", row->file, NULL);
  g_autofree char *wanted = NULL;

  if (g_getenv ("CERTPLAN_TEST_UPDATE") != NULL)
    g_assert_true (g_file_set_contents (path, script, -1, NULL));
  g_assert_true (g_file_get_contents (path, &wanted, NULL, NULL));
  g_assert_cmpstr (script, ==, wanted);
}

typedef struct
{
  const char *name;
  const char *file;
  const char *begin;
} PictureCase;

static const PictureCase picture_cases[] = {
  { "png", "a.png", "\x89PNG\r\n\x1a\n" },
  { "svg", "a.svg", "<?xml" },
  { "pdf", "a.pdf", "%PDF-" },
};

static GBytes *
read_bytes (const Folder *folder, const char *name)
{
  g_autofree char *path = in_folder (folder, name);
  char *data = NULL;
  gsize size = 0;

  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  return g_bytes_new_take (data, size);
}

/* The same bytes twice, whatever the clock says in between. */
static void
test_picture (gconstpointer data)
{
  const PictureCase *row = data;
  Folder folder;

  if (skip_without_gnuplot ())
    return;
  open_folder (&folder);
  g_autofree char *unused = write_table (&folder, make_plan (), row->file, ZH);
  g_autoptr (GBytes) first = read_bytes (&folder, row->file);
  if (g_str_equal (row->name, "pdf"))
    g_usleep (1100 * 1000); /* gnuplot's date has seconds */
  g_autofree char *again = write_table (&folder, make_plan (), row->file, ZH);
  g_autoptr (GBytes) second = read_bytes (&folder, row->file);
  g_assert_true (g_bytes_equal (first, second));
  g_assert_cmpmem (g_bytes_get_data (first, NULL), strlen (row->begin), row->begin,
                   strlen (row->begin));
  close_folder (&folder);
}

/* The date inside is that of the result: 2026-11-02 in write_table(). */
static void
test_pdf_date (void)
{
  Folder folder;

  if (skip_without_gnuplot ())
    return;
  open_folder (&folder);
  g_autofree char *unused = write_table (&folder, make_plan (), "a.pdf", EN);
  g_autoptr (GBytes) bytes = read_bytes (&folder, "a.pdf");
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  const char *found = g_strstr_len (data, (gssize)size, "/CreationDate (D:");
  if (found == NULL) /* memory may hold a NUL before it */
    for (gsize i = 0; i + 40 < size && found == NULL; i++)
      if (memcmp (data + i, "/CreationDate (D:", 17) == 0)
        found = data + i;
  g_assert_nonnull (found);
  if (found != NULL)
    g_assert_cmpmem (found + 17, 14, "20261102000000", 14);
  close_folder (&folder);
}

static void
test_svg_fonts (void)
{
  Folder folder;

  if (skip_without_gnuplot ())
    return;
  open_folder (&folder);
  g_autofree char *svg = write_table (&folder, make_plan (), "a.svg", ZH);
  g_assert_nonnull (strstr (svg, "font-family=\"Noto Sans CJK SC,Microsoft YaHei,PingFang SC,"));
  g_assert_null (strstr (svg, "font-family=\"Noto Sans CJK SC\""));
  g_assert_nonnull (strstr (svg, ">准备申请材料<"));
  close_folder (&folder);
}

typedef struct
{
  const char *name;
  guint n_rows;
  gint n_days; /* of the whole */
  gboolean has_dates;
} SizeCase;

static const SizeCase size_cases[] = {
  { "nothing", 0, 0, FALSE },        { "one-day", 1, 1, TRUE },
  { "one-week", 3, 7, TRUE },        { "two-months", 10, 60, TRUE },
  { "three-years", 40, 1096, TRUE }, { "thirty-years", 5, 10957, TRUE },
  { "no-dates", 4, 0, FALSE },       { "all-on-one-day", 5, 0, TRUE },
  { "most-rows", 400, 300, TRUE },
};

/* Every size draws, and no shape or text leaves the picture. */
static void
test_size (gconstpointer data)
{
  const SizeCase *row = data;
  g_autofree GanttRow *rows = g_new0 (GanttRow, row->n_rows + 1);
  gint width = 0, height = 0;
  Folder folder;

  for (guint i = 0; i < row->n_rows; i++)
    {
      const CertplanDate from
          = row->has_dates ? 20513 + (gint)i * row->n_days / (gint)MAX (row->n_rows, 1) : NO_DATE;
      const CertplanDate to
          = row->has_dates ? 20513 + (gint)(i + 1) * row->n_days / (gint)row->n_rows : NO_DATE;
      rows[i] = (GanttRow){ "bar",       "准备申请材料 and a name that is rather long",
                            "applicant", from,
                            to,          to - from };
    }
  CertplanTable *table = make_gantt (rows, row->n_rows, "title", NULL);
  g_autofree char *script = make_script (table, CERTPLAN_PICTURE_SVG, EN);
  const char *range = strstr (script, "set xrange [0:");
  g_assert_cmpint (sscanf (range, "set xrange [0:%d]\nset yrange [%d:0]", &width, &height), ==, 2);
  g_auto (GStrv) lines = g_strsplit (script, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      gint x, y;
      if (sscanf (lines[i], "%d\t%d\t", &x, &y) != 2)
        continue;
      g_assert_cmpint (x, >=, 0);
      g_assert_cmpint (x, <=, width);
      g_assert_cmpint (y, >=, 0);
      g_assert_cmpint (y, <=, height);
    }
  open_folder (&folder);
  if (!skip_without_gnuplot ())
    {
      g_autofree char *svg = write_table (&folder, certplan_table_ref (table), "a.svg", EN);
      g_assert_true (g_str_has_prefix (svg, "<?xml"));
    }
  certplan_table_unref (table);
  close_folder (&folder);
}

static void
test_too_many_rows (void)
{
  const CertplanChartOptions options = { CERTPLAN_PICTURE_SVG, EN, 20513, FALSE, FALSE };
  g_autofree GanttRow *rows = g_new0 (GanttRow, 401);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 401; i++)
    rows[i] = (GanttRow){ "bar", "x", NULL, 20513, 20514, 1 };
  g_autoptr (CertplanTable) table = make_gantt (rows, 401, NULL, NULL);
  g_assert_null (_certplan_chart_script (table, &options, FAMILY, &error));
  g_assert_error (error, CERTPLAN_OUTPUT_ERROR, CHART);
}

/* Marks without a label stand on the line above: as many as one likes, and no day beside them. */
static void
test_shared_line (void)
{
  const CertplanChartOptions options = { CERTPLAN_PICTURE_SVG, EN, 20513, FALSE, FALSE };
  g_autofree GanttRow *rows = g_new0 (GanttRow, 402);
  g_autoptr (GError) error = NULL;

  rows[0] = (GanttRow){ "bar", "x", "applicant", 20513, 20960, NO_INT };
  for (guint i = 1; i < 401; i++)
    rows[i] = (GanttRow){ "milestone", NULL, NULL, 20513 + (gint)i, NO_DATE, NO_INT };
  rows[401] = (GanttRow){ "milestone", "alone", NULL, 20940, NO_DATE, NO_INT };
  g_autoptr (CertplanTable) table = make_gantt (rows, 402, NULL, NULL);
  g_autofree char *script = _certplan_chart_script (table, &options, FAMILY, &error);
  g_assert_no_error (error);
  g_assert_null (strstr (script, "1 May 2026"));    /* 20574, on the bar */
  g_assert_nonnull (strstr (script, "2 May 2027")); /* 20940, on a line of its own */
}

/* Limits a day apart: their words stand on different lines. Missed ones are red: 0xc8434f. */
static void
test_limits (void)
{
  const GanttRow rows[] = {
    { "bar", "late", "applicant", 20513, 20560, 47 },
    { "limit", "first of them", NULL, 20540, NO_DATE, NO_INT },
    { "limit", "second of them", NULL, 20541, NO_DATE, NO_INT },
    { "limit", "kept", NULL, 20559, NO_DATE, NO_INT }, /* the bar's last day */
    { "limit", "of another", "centre", 20550, NO_DATE, NO_INT },
  };
  static const struct
  {
    const char *text;
    gboolean is_missed;
  } wanted[] = { { "first of them: 28 Mar", TRUE },
                 { "second of them: 29 Mar", TRUE },
                 { "kept: 16 Apr", FALSE },
                 { "of another: 7 Apr", FALSE } };
  g_autoptr (CertplanTable) table = make_gantt (rows, G_N_ELEMENTS (rows), NULL, NULL);
  g_autofree char *script = make_script (table, CERTPLAN_PICTURE_SVG, EN);
  gint heights[G_N_ELEMENTS (wanted)] = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_auto (GStrv) lines = g_strsplit (script, "\n", -1);
      gint x = 0;
      guint rgb = 0;
      for (guint j = 0; lines[j] != NULL; j++)
        if (g_str_has_suffix (lines[j], wanted[i].text))
          g_assert_cmpint (sscanf (lines[j], "%d\t%d\t%u\t", &x, &heights[i], &rgb), ==, 3);
      g_assert_cmpint (rgb == 0xc8434f, ==, wanted[i].is_missed);
    }
  g_assert_cmpint (heights[0], !=, heights[1]);
}

/* The script's line that begins in @block and has the numbers of @format first. */
static gint
find_number (const char *script, const char *block, const char *format)
{
  const char *at = strstr (script, block);
  gint number = -1;
  for (; at != NULL && number < 0 && !g_str_has_prefix (at, "EOD"); at = strchr (at, '\n') + 1)
    sscanf (at, format, &number);
  return number;
}

/* A limit's line, wherever it stands, is kept off a bar's note: 3 px, which are 30 here, before and
 * behind it, and no farther. A day takes about a pixel. */
static void
test_limit_at_note (void)
{
  gint note = 0, end = 0;
  gint at[80];
  gboolean is_free[80];
  for (guint i = 0; i < G_N_ELEMENTS (at); i++)
    {
      const GanttRow rows[] = {
        { "bar", "first", "applicant", 20513, 20560, 47 },
        { "bar", "long", "applicant", 20560, 21260, 700 },
        { "limit", "last", NULL, 20545 + (gint)i, NO_DATE, NO_INT },
      };
      g_autoptr (CertplanTable) table = make_gantt (rows, G_N_ELEMENTS (rows), NULL, NULL);
      g_autofree char *script = make_script (table, CERTPLAN_PICTURE_SVG, EN);
      gint y = 0, right = 0;
      const char *text = strstr (script, "\t47 d\n");
      while (text > script && text[-1] != '\n')
        text--;
      g_assert_cmpint (sscanf (text, "%d\t%d\t", &note, &y), ==, 2);
      g_autofree char *box
          = g_strdup_printf ("%d\t%d\t%%d\t%d\t16777215", note - 30, y - 80, y + 80);
      right = find_number (script, "$box5", box);
      at[i] = find_number (script, "$line4", "%d\t");
      is_free[i] = right >= 0;
      end = right >= 0 ? right : end;
    }
  guint n_close = 0;
  for (guint i = 0; i < G_N_ELEMENTS (at); i++)
    {
      g_assert_cmpint (is_free[i], ==, at[i] > note - 30 && at[i] < end);
      n_close += at[i] > end - 30 && at[i] < end;
    }
  g_assert_cmpuint (n_close, >, 1);
  g_assert_false (is_free[0] || is_free[G_N_ELEMENTS (at) - 1]);
}

typedef struct
{
  const char *name;
  const char *family;
  const char *used;
} FamilyCase;

static const FamilyCase family_cases[] = {
  { "plain", "WenQuanYi Micro Hei", "\"WenQuanYi Micro Hei,12\"" },
  { "quotes", "x\"; system(\"id\")", "\"Noto Sans CJK SC,12\"" },
  { "back-ticks", "`id`", "\"Noto Sans CJK SC,12\"" },
  { "chinese", "文泉驿微米黑", "\"Noto Sans CJK SC,12\"" },
  { "empty", "", "\"Noto Sans CJK SC,12\"" },
};

static void
test_family (gconstpointer data)
{
  const FamilyCase *row = data;
  const CertplanChartOptions options = { CERTPLAN_PICTURE_PNG, EN, 20513, FALSE, FALSE };
  g_autoptr (CertplanTable) table = make_plan ();
  g_autofree char *script = _certplan_chart_script (table, &options, row->family, NULL);

  g_assert_nonnull (strstr (script, row->used));
}

typedef struct
{
  const char *name;
  const char *text;
  gint width; /* in pixels, for a font of 10: a letter takes 5.6, a Chinese character 10 */
  guint max_lines;
  const char *lines; /* with | between */
} WrapCase;

static const WrapCase wrap_cases[] = {
  { "fits", "abc", 100, 2, "abc" },
  { "at-a-blank", "aaaa bbbb cccc", 60, 3, "aaaa bbbb|cccc" },
  { "chinese-anywhere", "一二三四五六七八", 45, 3, "一二三四|五六七八" },
  { "no-line-begins-with-a-stop", "一二三四。五六", 45, 3, "一二三|四。五六" },
  { "one-long-word", "aaaaaaaaaaaa", 30, 2, "aaaaa|aaa…" },
  { "cut-at-the-end", "aaaa bbbb cccc dddd", 35, 2, "aaaa|bbbb…" },
  { "one-line", "一二三四五六七八", 45, 1, "一二三…" },
  { "empty", "", 45, 2, "" },
  { "narrower-than-a-character", "一二三", 1, 2, "…" },
};

static void
test_wrap (gconstpointer data)
{
  const WrapCase *row = data;
  g_auto (GStrv) lines
      = _certplan_text_wrap (row->text, 10, CERTPLAN_PX (row->width), row->max_lines);
  g_autofree char *joined = g_strjoinv ("|", lines);

  g_assert_cmpstr (joined, ==, row->lines);
}

/* Of letters 10 high a digit and a dash are 5.6 wide, a capital letter 6.6, a Chinese sign and the
 * dots 10: 60 - 10 = 50 are left, 25 for the end, which takes 22.4, and 27.6 for the beginning. */
static const WrapCase middle_cases[] = {
  { "fits", "SZ-2023-11", 60, 1, "SZ-2023-11" },
  { "keeps-both-ends", "SZ-GC-2023-0011", 60, 1, "SZ-G…0011" },
  { "chinese", "一二三四五六七八", 45, 1, "一二…八" },
  { "no-room", "一二三", 1, 1, "…" },
};

static void
test_middle (gconstpointer data)
{
  const WrapCase *row = data;
  g_autofree char *shown = _certplan_text_shorten_middle (row->text, 10, CERTPLAN_PX (row->width));

  g_assert_cmpstr (shown, ==, row->lines);
}

static guint
count_pieces (const char *text, const char *piece)
{
  guint n = 0;

  for (const char *at = text; (at = strstr (at, piece)) != NULL; at++)
    n++;
  return n;
}

/* The day on which all is said, in a chart that has it, and only there. The plan runs from March to
 * October 2026; its first day is not inside. */
static void
test_as_of (void)
{
  static const struct
  {
    const char *day;
    gboolean is_inside;
  } cases[] = {
    { "2026-03-02", FALSE }, { "2026-03-03", TRUE }, { "2026-10-31", TRUE }, { "2026-11-01", FALSE }
  };
  g_autoptr (CertplanTable) table = make_plan ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const CertplanChartOptions options
          = { CERTPLAN_PICTURE_SVG, EN, day (cases[i].day), FALSE, FALSE };
      g_autofree char *script = _certplan_chart_script (table, &options, FAMILY, NULL);
      g_assert_cmpint (strstr (script, "\tas of ") != NULL, ==, cases[i].is_inside);
      g_assert_cmpint (strstr (script, "$line3 << EOD") != NULL, ==, cases[i].is_inside);
    }
}

/* Of two holidays the one of the year without a notice is an outline, the other one a ground. */
static void
test_provisional (void)
{
  const GanttRow rows[] = {
    { "bar", "work", NULL, day ("2026-12-01"), day ("2027-03-01"), 1 },
    { "rest", "first", NULL, day ("2026-12-10"), day ("2026-12-12"), NO_INT },
    { "rest", "second", NULL, day ("2027-02-10"), day ("2027-02-12"), NO_INT },
  };
  const gboolean published[] = { TRUE, FALSE };
  g_autoptr (CertplanWorkcal) workcal
      = _certplan_workcal_new_covered (2026, 2027, published, NULL, 0);
  g_autoptr (CertplanTable) table = make_gantt (rows, G_N_ELEMENTS (rows), NULL, NULL);
  g_autofree char *all = make_script (table, CERTPLAN_PICTURE_SVG, ZH);
  _certplan_table_set_workcal (table, workcal);
  g_autofree char *script = make_script (table, CERTPLAN_PICTURE_SVG, ZH);
  g_autofree char *band = g_strdup_printf ("\t%u\n", 0xf0f1f3);

  g_assert_cmpuint (count_pieces (all, band), ==, 2);
  g_assert_cmpuint (count_pieces (script, band), ==, 1);
  g_assert_null (strstr (all, "节假日（暂定）"));
  g_assert_nonnull (strstr (script, "节假日（暂定）"));
  g_assert_nonnull (strstr (script, "\t节假日\n"));
}

/* A holiday over the end of the last year with a notice: each part is what it is, its name stands
 * once. */
static void
test_half_provisional (void)
{
  const GanttRow rows[] = {
    { "bar", "work", NULL, day ("2026-12-01"), day ("2027-02-01"), 1 },
    { "rest", "new year", NULL, day ("2026-12-31"), day ("2027-01-01"), NO_INT },
    { "rest", "new year", NULL, day ("2027-01-01"), day ("2027-01-02"), NO_INT },
    { "rest", "new year", NULL, day ("2027-01-02"), day ("2027-01-03"), NO_INT },
  };
  const gboolean published[] = { TRUE, FALSE };
  g_autoptr (CertplanWorkcal) workcal
      = _certplan_workcal_new_covered (2026, 2027, published, NULL, 0);
  g_autoptr (CertplanTable) table = make_gantt (rows, G_N_ELEMENTS (rows), NULL, NULL);
  _certplan_table_set_workcal (table, workcal);
  g_autofree char *script = make_script (table, CERTPLAN_PICTURE_SVG, ZH);

  g_assert_nonnull (strstr (script, "节假日（暂定）"));
  g_assert_nonnull (strstr (script, "\t节假日\n"));
  g_assert_cmpuint (count_pieces (script, "\tnew year\n"), ==, 1);
}

/* Limits of one day hang above each other in the order of the table, whatever memory looks like. */
static void
test_limits_of_one_day (void)
{
  GanttRow rows[41] = { { "bar", "work", NULL, day ("2026-03-02"), day ("2026-05-01"), 1 } };
  gint before = 0;

  for (guint i = 1; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *label = g_strdup_printf ("%02u is the number of this limit of one day", i);
      rows[i] = (GanttRow){ "limit", g_intern_string (label), NULL, day ("2026-04-01"), NO_DATE,
                            NO_INT };
    }
  g_autoptr (CertplanTable) table = make_gantt (rows, G_N_ELEMENTS (rows), NULL, NULL);
  g_autofree char *script = make_script (table, CERTPLAN_PICTURE_SVG, EN);
  for (guint i = 1; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *label = g_strdup_printf ("\t%02u is the", i);
      const char *line = strstr (script, label);
      gint y = 0;
      g_assert_nonnull (line);
      while (line > script && line[-1] != '\n')
        line--;
      g_assert_cmpint (sscanf (line, "%*d\t%d", &y), ==, 1);
      if (i > 1)
        g_assert_cmpint (y, <, before);
      before = y;
    }
}

/* A term that ends with the last day there is, and one that begins with the first. */
static void
test_ends_of_time (void)
{
  const GanttRow rows[] = {
    { "bar", "endless", NULL, day ("9999-11-20"), day ("9999-12-31"), 41 },
    { "milestone", "end", NULL, day ("9999-12-31"), NO_DATE, NO_INT },
    { "limit", "cap", NULL, day ("9999-12-31"), NO_DATE, NO_INT },
    { "bar", "first", NULL, day ("0001-01-01"), day ("0001-01-03"), 2 },
  };

  for (guint first = 0; first < G_N_ELEMENTS (rows); first++)
    for (guint n = 1; n <= G_N_ELEMENTS (rows) - first; n++)
      {
        g_autoptr (CertplanTable) table = make_gantt (rows + first, n, NULL, NULL);
        g_autofree char *script = make_script (table, CERTPLAN_PICTURE_SVG, EN);
        g_assert_nonnull (strstr (script, rows[first].label));
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  ADD_ROWS ("/output/chart/script/", script_cases, test_script)
  ADD_ROWS ("/output/chart/picture/", picture_cases, test_picture)
  ADD_ROWS ("/output/chart/size/", size_cases, test_size)
  ADD_ROWS ("/output/chart/family/", family_cases, test_family)
  ADD_ROWS ("/output/chart/wrap/", wrap_cases, test_wrap)
  ADD_ROWS ("/output/chart/middle/", middle_cases, test_middle)
  g_test_add_func ("/output/chart/pdf-date", test_pdf_date);
  g_test_add_func ("/output/chart/svg-fonts", test_svg_fonts);
  g_test_add_func ("/output/chart/too-many-rows", test_too_many_rows);
  g_test_add_func ("/output/chart/shared-line", test_shared_line);
  g_test_add_func ("/output/chart/limits", test_limits);
  g_test_add_func ("/output/chart/limits-of-one-day", test_limits_of_one_day);
  g_test_add_func ("/output/chart/ends-of-time", test_ends_of_time);
  g_test_add_func ("/output/chart/limit-at-note", test_limit_at_note);
  g_test_add_func ("/output/chart/as-of", test_as_of);
  g_test_add_func ("/output/chart/provisional", test_provisional);
  g_test_add_func ("/output/chart/half-provisional", test_half_provisional);
  return g_test_run ();
}
