/* Charts: the script as a text, hostile words, and a gnuplot that is missing or misbehaves.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-canvas-private.h"
#include "test-output-tables.h"
#include "test-rows.h"

#define EN CERTPLAN_LANG_EN
#define ZH CERTPLAN_LANG_ZH_CN
#define CHART CERTPLAN_OUTPUT_ERROR_CHART
#define FAMILY "Noto Sans CJK SC"

static CertplanDate
day (const char *text)
{
  CertplanDate date = NO_DATE;

  g_assert_true (certplan_date_parse (text, &date, NULL));
  return date;
}

/* @rows must outlive the table. */
static CertplanTable *
make_gantt (const GanttRow *rows, gsize n_rows, const char *title, const char *subtitle)
{
  CertplanTable *table = make_table ("gantt", gantt_columns, G_N_ELEMENTS (gantt_columns), rows,
                                     sizeof (GanttRow), n_rows);

  _certplan_table_set_chart (table, &gantt_spec);
  _certplan_table_set_title (table, title, subtitle);
  return table;
}

static char *
make_script (CertplanTable *table, CertplanPicture picture, CertplanLang lang)
{
  const CertplanChartOptions options = { picture, lang, 20513 };
  g_autoptr (GError) error = NULL;
  char *script = _certplan_chart_script (table, &options, FAMILY, &error);

  g_assert_no_error (error);
  return script;
}

/* A plan with all that a chart can show; it is the picture that was looked at. */
static CertplanTable *
make_plan (void)
{
  static GanttRow rows[20];
  guint n = 0;

#define ADD(mark, label, actor, from, to, days)                                                    \
  rows[n++] = (GanttRow){ mark, label, actor, day (from), to, days }
  ADD ("bar", "准备申请材料", "applicant", "2026-03-02", day ("2026-03-28"), 26);
  ADD ("bar", "受理审查", "centre", "2026-03-30", day ("2026-04-11"), 12);
  ADD ("bar", "资料补正", "applicant", "2026-04-13", day ("2026-05-01"), 18);
  ADD ("bar", "static evaluation", "centre", "2026-05-21", day ("2026-06-13"), NO_INT);
  ADD ("bar", "on-site", "audit_team", "2026-06-15", day ("2026-06-15"), 0);
  ADD ("milestone", "颁发证书", NULL, "2026-08-14", NO_DATE, NO_INT);
  ADD ("limit", "supplement due", "applicant", "2026-05-06", NO_DATE, NO_INT);
  ADD ("limit", "target", NULL, "2026-07-31", NO_DATE, NO_INT);
  ADD ("limit", "cap", NULL, "2026-10-31", NO_DATE, NO_INT);
  ADD ("rest", "清明节", NULL, "2026-04-04", NO_DATE, NO_INT);
  ADD ("rest", "清明节", NULL, "2026-04-05", NO_DATE, NO_INT);
  ADD ("rest", "清明节", NULL, "2026-04-06", NO_DATE, NO_INT);
  ADD ("rest", "劳动节", NULL, "2026-05-01", day ("2026-05-06"), NO_INT);
  ADD ("rest", "端午节", NULL, "2030-05-01", day ("2030-05-06"), NO_INT);
#undef ADD
  return make_gantt (rows, n, say ("test.title", "甲", NULL), say ("test.subtitle", NULL, NULL));
}

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

/* A script's commands, its data lines left out. No data line may begin with anything but a digit or
 * a minus of ours; a line of four or five fields is all that a block holds. */
static char *
strip_data (const char *script)
{
  g_auto (GStrv) lines = g_strsplit (script, "\n", -1);
  GString *commands = g_string_new (NULL);
  gboolean is_inside = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    if (is_inside && g_str_equal (lines[i], "EOD"))
      is_inside = FALSE;
    else if (is_inside)
      {
        g_assert_true (g_ascii_isdigit (lines[i][0]) || lines[i][0] == '-');
        g_auto (GStrv) fields = g_strsplit (lines[i], "\t", -1);
        g_assert_cmpuint (g_strv_length (fields), >=, 4);
        g_assert_cmpuint (g_strv_length (fields), <=, 5);
      }
    else
      {
        is_inside = g_str_has_suffix (lines[i], "<< EOD");
        g_string_append_printf (commands, "%s\n", lines[i]);
      }
  g_assert_false (is_inside);
  return g_string_free (commands, FALSE);
}

/* One hostile text at every place where a chart has one. */
static CertplanTable *
make_hostile (const char *text, const char *other)
{
  static GanttRow rows[8];

  rows[0] = (GanttRow){ "bar", text, text, 20513, 20540, 27 };
  rows[1] = (GanttRow){ "bar", other, other, 20540, 20550, 10 };
  rows[2] = (GanttRow){ "milestone", text, NULL, 20560, NO_DATE, NO_INT };
  rows[3] = (GanttRow){ "limit", text, other, 20555, NO_DATE, NO_INT };
  rows[4] = (GanttRow){ "limit", other, NULL, 20545, NO_DATE, NO_INT };
  rows[5] = (GanttRow){ "rest", text, NULL, 20520, 20524, NO_INT };
  rows[6] = (GanttRow){ "rest", other, NULL, 20530, 20532, NO_INT };
  return make_gantt (rows, 7, text, other);
}

typedef struct
{
  const char *name;
  const char *text; /* @ stands for the marker's path */
} PayloadCase;

static const PayloadCase payload_cases[] = {
  { "back-ticks", "`touch @`" },
  { "dollar", "$(touch @)" },
  { "system-in-double-quotes", "x\"; system(\"touch @\"); print \"" },
  { "system-in-single-quotes", "x'; system('touch @'); print '" },
  { "newline-bang", "x\n!touch @" },
  { "newline-system", "x\nsystem('touch @')" },
  { "return-bang", "x\r!touch @\r" },
  { "line-separator-bang", "x\u2028!touch @" },
  { "bang", "!touch @" },
  { "end-mark", "EOD" },
  { "end-mark-as-prefix", "EOD认证中心" },
  { "end-mark-and-command", "\nEOD\n!touch @\nEOD" },
  { "end-of-inline-data", "e\n!touch @" },
  { "extra", "extra" },
  { "pipe-in", "< touch @" },
  { "pipe-out", "| touch @" },
  { "macro", "@MACRO @" },
  { "octal", "\\140touch @\\140" },
  { "octal-newline", "x\\012!touch @" },
  { "escapes", "a\\nb\\tc\\\\" },
  { "percent", "50% 完成 100% %s %d %n" },
  { "enhanced", "AUDIT_2026_Q1 {/=40 x}^2 @" },
  { "comment", "# touch @" },
  { "tabs", "a\tb\tc" },
  { "double-quote-first", "\"touch @" },
  { "single-quotes", "'' '" },
  { "not-a-number", "NaN" },
  { "missing", "?" },
  { "number", "1e5" },
  { "braces", "sprintf('%s', system('touch @'))" },
  { "datablock", "$text_left_16 << EOD" },
  { "markup", "<script>alert(1)</script>&amp;]]>" },
  { "control", "a\x01\x1b[31mb\x7f" },
  { "c1", "a\xc2\x9b"
          "b" },
  { "bidi", "\u202egnp.exe\u2066" },
  { "bad-utf8", "\xff\xfe\x80 a" },
  { "noncharacter", "a\uffff\ufffe" },
  { "emoji", "👨\u200d👩 ok" },
  { "empty", "" },
  { "blank", "  \u3000 " },
  { "very-long", NULL }, /* made by the test */
  { "semicolon", "; system 'touch @'" },
  { "backslash-at-the-end", "a\\" },
};

static char *
expand_payload (const PayloadCase *row, const char *marker)
{
  if (row->text == NULL)
    return g_strnfill (5000, 'W');
  g_auto (GStrv) parts = g_strsplit (row->text, "@", -1);
  return g_strjoinv (marker, parts);
}

/* The commands are the same whatever the texts are: compared with those of a harmless text. */
static void
test_payload_script (gconstpointer data)
{
  const PayloadCase *row = data;
  g_autofree char *text = expand_payload (row, "/tmp/certplan-marker");
  g_autoptr (CertplanTable) table = make_hostile (text, "other");
  g_autofree char *script = make_script (table, CERTPLAN_PICTURE_SVG, EN);
  g_autofree char *commands = strip_data (script);

  g_assert_true (g_utf8_validate (script, -1, NULL));
  g_assert_null (strstr (commands, "touch"));
  g_assert_null (strstr (commands, "system"));
  g_assert_null (strstr (commands, "marker"));
  g_assert_null (strchr (commands, '`'));
  g_assert_null (strchr (commands, '!'));
}

static gboolean
skip_without_gnuplot (void)
{
  g_autofree char *path = g_find_program_in_path ("gnuplot");

  if (path == NULL)
    g_test_skip ("gnuplot is missing");
  return path == NULL;
}

/* Whether the SVG is XML, as another program sees it. */
static void
assert_xml (const Folder *folder, const char *name)
{
  g_autofree char *path = in_folder (folder, name);
  const char *argv[] = { "/usr/bin/python3", "-c",
                         "import sys, xml.dom.minidom as m; m.parse(sys.argv[1])", path, NULL };
  int status = 0;

  if (g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, NULL,
                    &status, NULL))
    g_assert_cmpint (status, ==, 0);
}

static void
test_payload_drawn (gconstpointer data)
{
  const PayloadCase *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTables) tables = NULL;
  g_autoptr (CertplanTargets) targets = NULL;
  Folder folder;

  if (skip_without_gnuplot ())
    return;
  open_folder (&folder);
  g_autofree char *marker = in_folder (&folder, "marker");
  g_autofree char *text = expand_payload (row, marker);
  tables = certplan_tables_new ();
  targets = certplan_targets_new ();
  certplan_tables_take (tables, make_hostile (text, "EOD other"));
  add_target (targets, &folder, NULL, "a.svg");
  g_assert_true (certplan_write_outputs (tables, targets, NULL, &error));
  g_assert_no_error (error);
  assert_xml (&folder, "a.svg");
  g_autofree char *names = list_folder (&folder);
  g_assert_cmpstr (names, ==, "a.svg"); /* no marker */
  close_folder (&folder);
}

/* Random texts of dangerous pieces, many on one chart. */
static void
test_random (void)
{
  static const char *const pieces[]
      = { "EOD",  "!touch @", "`touch @`",         "\"",    "'", "\\", "\n", "\r", "\t",   "%s",
          "|",    "<",        "$(touch @)",        "{",     "}", "_",  "^",  "#",  "认证", "e",
          "\x01", "\xff",     "system('touch @')", "\\012", ";", " " };
  g_autoptr (GRand) rand = g_rand_new_with_seed (13);
  Folder folder;

  if (skip_without_gnuplot ())
    return;
  open_folder (&folder);
  g_autofree char *marker = in_folder (&folder, "marker");
  for (guint round = 0; round < 6; round++)
    {
      GanttRow rows[40];
      g_autoptr (GStringChunk) texts = g_string_chunk_new (1024);
      for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
        {
          g_autoptr (GString) text = g_string_new (NULL);
          for (gint n = g_rand_int_range (rand, 0, 8); n > 0; n--)
            g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
          g_string_replace (text, "@", marker, 0);
          const CertplanDate from = 20513 + g_rand_int_range (rand, 0, 900);
          rows[i] = (GanttRow){ i % 7 == 3    ? "limit"
                                : i % 11 == 5 ? "rest"
                                              : "bar",
                                g_string_chunk_insert (texts, text->str),
                                g_string_chunk_insert (texts, text->str),
                                from,
                                from + g_rand_int_range (rand, -2, 60),
                                (gint32)i };
        }
      CertplanTable *table = make_gantt (rows, G_N_ELEMENTS (rows), rows[0].label, rows[1].label);
      g_autofree char *script = make_script (table, CERTPLAN_PICTURE_SVG, ZH);
      g_autofree char *commands = strip_data (script);
      g_assert_null (strstr (commands, "touch"));
      g_autofree char *svg = write_table (&folder, table, "a.svg", ZH);
      g_assert_true (g_str_has_prefix (svg, "<?xml"));
      assert_xml (&folder, "a.svg");
      g_autofree char *names = list_folder (&folder);
      g_assert_cmpstr (names, ==, "a.svg");
    }
  close_folder (&folder);
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
  const CertplanChartOptions options = { CERTPLAN_PICTURE_SVG, EN, 20513 };
  g_autofree GanttRow *rows = g_new0 (GanttRow, 401);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 401; i++)
    rows[i] = (GanttRow){ "bar", "x", NULL, 20513, 20514, 1 };
  g_autoptr (CertplanTable) table = make_gantt (rows, 401, NULL, NULL);
  g_assert_null (_certplan_chart_script (table, &options, FAMILY, &error));
  g_assert_error (error, CERTPLAN_OUTPUT_ERROR, CHART);
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

typedef struct
{
  const char *name;
  const char *program; /* NULL = none in the path */
  const char *words;
} ProgramCase;

/* What stands in the path as gnuplot. */
static const ProgramCase program_cases[] = {
  { "missing", NULL, "gnuplot-nox" },
  { "fails", "#!/bin/sh\necho 'line 3: no such thing' >&2\nexit 1\n", "line 3: no such thing" },
  { "fails-silently", "#!/bin/sh\nexit 2\n", "gnuplot failed" },
  { "dies", "#!/bin/sh\nkill -9 $$\n", "gnuplot failed" },
  { "gives-nothing", "#!/bin/sh\nexit 0\n", "no whole picture" },
  { "half-a-picture", "#!/bin/sh\nprintf '\\211PNG\\r\\n\\032\\n and then no end'\n",
    "no whole picture" },
  { "says-and-gives-nothing", "#!/bin/sh\necho 'disk \x1b[31mfull' >&2\n", "disk \\x1b[31mfull" },
  { "not-executable", "no program", "cannot be started" },
};

/* Writes a chart with @program as gnuplot; a file that was there stays. */
static void
write_with_program (const char *program, GCancellable *cancellable, GError **error)
{
  g_autoptr (CertplanTables) tables = certplan_tables_new ();
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();
  g_autofree char *kept_path = g_strdup (g_getenv ("PATH"));
  Folder folder, bin;

  open_folder (&folder);
  open_folder (&bin);
  g_autofree char *path = in_folder (&bin, "gnuplot");
  if (program != NULL)
    {
      g_assert_true (g_file_set_contents (path, program, -1, NULL));
      g_assert_cmpint (g_chmod (path, g_str_has_prefix (program, "#!") ? 0755 : 0644), ==, 0);
    }
  g_autofree char *old = in_folder (&folder, "a.png");
  g_assert_true (g_file_set_contents (old, "old", -1, NULL));
  certplan_tables_take (tables, make_plan ());
  add_target (targets, &folder, NULL, "a.png");
  add_target (targets, &folder, NULL, "b.csv");
  g_setenv ("PATH", bin.path, TRUE);
  g_assert_false (certplan_write_outputs (tables, targets, cancellable, error));
  g_setenv ("PATH", kept_path, TRUE);
  g_autofree char *names = list_folder (&folder);
  g_autofree char *content = read_file (&folder, "a.png");
  g_assert_cmpstr (names, ==, "a.png");
  g_assert_cmpstr (content, ==, "old");
  close_folder (&bin);
  close_folder (&folder);
}

static void
test_program (gconstpointer data)
{
  const ProgramCase *row = data;
  g_autoptr (GError) error = NULL;

  write_with_program (row->program, NULL, &error);
  g_assert_error (error, CERTPLAN_OUTPUT_ERROR, CHART);
  g_assert_nonnull (strstr (error->message, row->words));
  g_assert_nonnull (strstr (error->message, "/a.png: "));
}

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (200 * 1000);
  g_cancellable_cancel (data);
  return NULL;
}

/* A gnuplot that hangs is ended at once when the run is cancelled. */
static void
test_cancelled (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const gint64 start = g_get_monotonic_time ();
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);

  write_with_program ("#!/bin/sh\nexec /bin/sleep 30\n", cancellable, &error);
  g_thread_join (thread);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 10 * G_USEC_PER_SEC);
}

/* What the words of ~/.gnuplot and GNUTERM say does not count. */
static void
test_own_settings (void)
{
  Folder home, folder;
  g_autofree char *kept = g_strdup (g_getenv ("HOME"));

  if (skip_without_gnuplot ())
    return;
  open_folder (&home);
  open_folder (&folder);
  g_autofree char *settings = in_folder (&home, ".gnuplot");
  g_assert_true (g_file_set_contents (settings, "print \"mine\"\nexit status 3\n", -1, NULL));
  g_setenv ("HOME", home.path, TRUE);
  g_setenv ("GNUTERM", "dumb", TRUE);
  g_autofree char *svg = write_table (&folder, make_plan (), "a.svg", EN);
  g_assert_true (g_str_has_prefix (svg, "<?xml"));
  g_unsetenv ("GNUTERM");
  if (kept != NULL)
    g_setenv ("HOME", kept, TRUE);
  close_folder (&folder);
  close_folder (&home);
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
  const CertplanChartOptions options = { CERTPLAN_PICTURE_PNG, EN, 20513 };
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  ADD_ROWS ("/output/chart/script/", script_cases, test_script)
  ADD_ROWS ("/output/chart/payload-in-script/", payload_cases, test_payload_script)
  ADD_ROWS ("/output/chart/payload-drawn/", payload_cases, test_payload_drawn)
  ADD_ROWS ("/output/chart/picture/", picture_cases, test_picture)
  ADD_ROWS ("/output/chart/size/", size_cases, test_size)
  ADD_ROWS ("/output/chart/program/", program_cases, test_program)
  ADD_ROWS ("/output/chart/family/", family_cases, test_family)
  ADD_ROWS ("/output/chart/wrap/", wrap_cases, test_wrap)
  g_test_add_func ("/output/chart/random", test_random);
  g_test_add_func ("/output/chart/pdf-date", test_pdf_date);
  g_test_add_func ("/output/chart/svg-fonts", test_svg_fonts);
  g_test_add_func ("/output/chart/too-many-rows", test_too_many_rows);
  g_test_add_func ("/output/chart/limits", test_limits);
  g_test_add_func ("/output/chart/cancelled", test_cancelled);
  g_test_add_func ("/output/chart/own-settings", test_own_settings);
  return g_test_run ();
}
