/* Hostile words on a chart: they run nothing and spoil nothing.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-hostile.h"
#include "test-output-any.h"

/* Where hostile commands would leave their mark. */
#define MARKER "/tmp/certplan-hostile-marker"

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

/* All numbers made equal: places depend on how long texts are. */
static void
hide_numbers (char *commands)
{
  char *to = commands;

  for (const char *at = commands; *at != '\0'; at++)
    if (!g_ascii_isdigit (*at))
      *to++ = *at;
    else if (to == commands || to[-1] != '0')
      *to++ = '0';
  *to = '\0';
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

/* A chart of each other kind: the same rows, every text a hostile one. */
#define TEXTS(kind_)                                                                               \
  .kind = CERTPLAN_CHART_##kind_, .mark = ANY_MARK, .actor = ANY_MARK, .label = ANY_LABEL,         \
  .days = ANY_X, .to = ANY_TO, .amount = ANY_N
static const CertplanChartSpec any_specs[] = {
  { TEXTS (CALENDAR), .from = ANY_DAY, .note = CERTPLAN_CHART_COLUMN (ANY_GROUP),
    .more = CERTPLAN_CHART_COLUMN (ANY_MORE) },
  { TEXTS (STACK), .from = ANY_DAY, .capacity = CERTPLAN_CHART_COLUMN (ANY_X) },
  { TEXTS (BARS), .from = ANY_GROUP },
  { TEXTS (HEAT), .from = ANY_GROUP },
  { TEXTS (LINES), .from = ANY_X, .capacity = CERTPLAN_CHART_COLUMN (ANY_N) },
  { TEXTS (HISTOGRAM), .from = ANY_X },
};

static CertplanTable *
make_hostile_kind (const CertplanChartSpec *spec, const char *text, const char *other)
{
  static AnyRow rows[6];

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *const marks[] = { text, other, "bin", "percentile", "limit", "cap" };
      rows[i] = any_blank;
      rows[i].mark = marks[i];
      rows[i].label = i % 2 == 0 ? text : other;
      rows[i].group = i % 2 == 0 ? other : text;
      rows[i].more = text;
      rows[i].day = 20513 + (CertplanDate)i;
      rows[i].x = (gint32)i - 1;
      rows[i].to = 20;
      rows[i].n = (gint32)i + 1;
    }
  CertplanTable *table = make_any (spec, rows, G_N_ELEMENTS (rows));
  _certplan_table_set_title (table, text, other);
  return table;
}

/* The commands are the same whatever the texts are: compared with those of a harmless text. */
static void
test_payload_script (gconstpointer data)
{
  const HostileCase *row = data;
  g_autoptr (CertplanTable) table = make_hostile (row->text, "other");
  g_autofree char *script = make_script (table, CERTPLAN_PICTURE_SVG, EN);
  g_autofree char *commands = strip_data (script);

  g_assert_true (g_utf8_validate (script, -1, NULL));
  g_autoptr (CertplanTable) plain = make_hostile ("harmless", "other");
  g_autofree char *plain_script = make_script (plain, CERTPLAN_PICTURE_SVG, EN);
  g_autofree char *plain_commands = strip_data (plain_script);
  hide_numbers (commands);
  hide_numbers (plain_commands);
  g_autofree char *clean = _certplan_text_clean (row->text);
  if (*clean != '\0') /* an empty text takes less room */
    g_assert_cmpstr (commands, ==, plain_commands);
}

static void
test_payload_kinds (gconstpointer data)
{
  const HostileCase *row = data;
  g_autofree char *clean = _certplan_text_clean (row->text);

  for (guint i = 0; i < G_N_ELEMENTS (any_specs); i++)
    {
      g_autoptr (CertplanTable) table = make_hostile_kind (&any_specs[i], row->text, "other");
      g_autofree char *script = make_script (table, CERTPLAN_PICTURE_SVG, EN);
      g_autofree char *commands = strip_data (script);
      g_autoptr (CertplanTable) plain = make_hostile_kind (&any_specs[i], "harmless", "other");
      g_autofree char *plain_script = make_script (plain, CERTPLAN_PICTURE_SVG, EN);
      g_autofree char *plain_commands = strip_data (plain_script);
      hide_numbers (commands);
      hide_numbers (plain_commands);
      g_assert_true (g_utf8_validate (script, -1, NULL));
      if (*clean != '\0')
        g_assert_cmpstr (commands, ==, plain_commands);
    }
}

typedef struct
{
  const char *name;
  const char *text, *clean;
} CleanCase;

/* What goes is invisible or turns the text round (Unicode 15, general categories Cc and Cf, and the
 * code points that are no characters); what is near it stays. */
static const CleanCase clean_cases[] = {
  { "number-sign", "a#b & c", "a#b & c" },
  { "reference", "a&#x1b;b", "a&＃x1b;b" },
  { "cdata-end", "a]]>b", "a]]＞b" },
  { "other-ends", "a]>b>", "a]>b>" },
  { "quote", "a\"b", "a”b" },
  { "backslash", "a\\b", "a＼b" },
  { "controls", "a\tb\x7f\xc2\x80\xc2\x9f\xc2\xa0", "a b   \xc2\xa0" },
  { "line-ends", "a\u2027\u2028\u2029b", "a\u2027  b" },
  { "directions", "a\u061b\u061cb\u2029\u202a\u202e\u202fc", "a\u061bb \u202fc" },
  { "no-width", "a\u200a\u200b\u200f\u2010b", "a\u200a\u2010b" },
  { "joiners", "a\u2060\u206f\u2070b", "a\u2070b" },
  { "byte-order-mark", "a\ufefe\ufeffb", "a\ufefeb" },
  { "annotations", "a\ufff8\ufff9\ufffb\ufffcb", "a\ufff8\ufffcb" },
  { "no-characters",
    "a\xef\xbf\xbe\xef\xbf\xbf\xf0\x9f\xbf\xbe"
    "b",
    "ab" },
  { "no-characters-arabic", "a\ufdcf\ufdd0\ufdef\ufdf0b", "a\ufdcf\ufdf0b" },
  { "tags", "a\U000e0000\U000e007f\U000e0080b", "a\U000e0080b" },
  { "ends", " \n a b \t", "a b" },
};

static void
test_clean (gconstpointer data)
{
  const CleanCase *row = data;
  g_autofree char *clean = _certplan_text_clean (row->text);
  g_assert_cmpstr (clean, ==, row->clean);
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
  const HostileCase *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTables) tables = NULL;
  g_autoptr (CertplanTargets) targets = NULL;
  Folder folder;

  if (skip_without_gnuplot ())
    return;
  open_folder (&folder);
  tables = certplan_tables_new ();
  targets = certplan_targets_new ();
  certplan_tables_take (tables, make_hostile (row->text, "EOD other"));
  add_target (targets, &folder, NULL, "a.svg");
  g_assert_true (certplan_write_outputs (tables, targets, NULL, &error));
  g_assert_no_error (error);
  assert_xml (&folder, "a.svg");
  g_autofree char *names = list_folder (&folder);
  g_assert_cmpstr (names, ==, "a.svg");
  g_assert_false (g_file_test (MARKER, G_FILE_TEST_EXISTS));
  close_folder (&folder);
}

/* Every kind, with the worst of the texts in one. */
static void
test_kinds_drawn (void)
{
  static const char text[]
      = "EOD\n`touch " MARKER "` \"$(touch " MARKER ")\" 'x' system('touch " MARKER
        "') \\012 %s @a <|!>]]>&#x1b; {} \xff\x01";
  Folder folder;

  if (skip_without_gnuplot ())
    return;
  open_folder (&folder);
  for (guint i = 0; i < G_N_ELEMENTS (any_specs); i++)
    {
      g_autofree char *svg
          = write_table (&folder, make_hostile_kind (&any_specs[i], text, "EOD"), "a.svg", ZH);
      g_assert_true (g_str_has_prefix (svg, "<?xml"));
      assert_xml (&folder, "a.svg");
    }
  g_autofree char *names = list_folder (&folder);
  g_assert_cmpstr (names, ==, "a.svg");
  g_assert_false (g_file_test (MARKER, G_FILE_TEST_EXISTS));
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  for (gsize i = 0; i < G_N_ELEMENTS (clean_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/output/hostile/clean/", clean_cases[i].name, NULL);
      g_test_add_data_func (path, &clean_cases[i], test_clean);
    }
  static GArray *cases; /* to the end: rows are borrowed */
  cases = load_hostile (MARKER);
  for (guint i = 0; i < cases->len; i++)
    {
      const HostileCase *row = &g_array_index (cases, HostileCase, i);
      g_autofree char *script = g_strconcat ("/output/hostile/payload-in-script/", row->name, NULL);
      g_autofree char *kinds = g_strconcat ("/output/hostile/payload-in-kinds/", row->name, NULL);
      g_autofree char *drawn = g_strconcat ("/output/hostile/payload-drawn/", row->name, NULL);
      g_test_add_data_func (script, row, test_payload_script);
      g_test_add_data_func (kinds, row, test_payload_kinds);
      if (g_test_slow () || i % 4 == 0) /* tests/test-hostile.py draws them all */
        g_test_add_data_func (drawn, row, test_payload_drawn);
    }
  g_test_add_func ("/output/hostile/kinds-drawn", test_kinds_drawn);
  g_test_add_func ("/output/hostile/random", test_random);
  return g_test_run ();
}
