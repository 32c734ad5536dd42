/* Hostile words on a chart: they run nothing and spoil nothing.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-output-gantt.h"
#include "test-rows.h"

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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  ADD_ROWS ("/output/hostile/payload-in-script/", payload_cases, test_payload_script)
  ADD_ROWS ("/output/hostile/payload-drawn/", payload_cases, test_payload_drawn)
  g_test_add_func ("/output/hostile/random", test_random);
  return g_test_run ();
}
