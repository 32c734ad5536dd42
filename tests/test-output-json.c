/* Tables as JSON: exact bytes, and what another parser reads of them.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-output-tables.h"
#include "test-rows.h"

#define FIELD CERTPLAN_LANG_FIELD
#define ZH CERTPLAN_LANG_ZH_CN

static CellRow cells[] = {
  { "A-1", "北京甲公司", "on_time", 20679, 20513, 6300000, 26, 250000, { 3, 0, 0 }, NULL },
  { NULL, NULL, NULL, NO_DATE, NO_DATE, NO_MONEY, NO_INT, NO_INT, NO_PERIOD, NULL },
  { "=1", "\"\\/", "late", NO_DATE, NO_DATE, -5, -7, -1, { 0, 10, 0 }, "plain" },
};

typedef struct
{
  const char *name;
  CertplanLang lang;
  const char *reason;
} JsonCase;

/* Keys and choices stay what programs compare; sentences are spoken, in English without a language.
 */
static const JsonCase json_cases[] = {
  { "fields", FIELD, "fee rules, clause 4" },
  { "english", CERTPLAN_LANG_EN, "fee rules, clause 4" },
  { "chinese", ZH, "收费规定第4条" },
};

static void
test_json (gconstpointer data)
{
  const JsonCase *row = data;
  Folder folder;

  cells[0].reason = say ("fee.reason", CERTPLAN_LABEL "document", "4");
  open_folder (&folder);
  g_autofree char *text = write_table (&folder, MAKE_CELLS ("fees", cells, 3), "t.json", row->lang);
  g_autofree char *wanted = g_strdup_printf (
      "{\n"
      "  \"fees\": [\n"
      "    {\"id\": \"A-1\", \"org\": \"北京甲公司\", \"state\": \"on_time\", \"due\": "
      "\"2026-08-14\", \"month\": \"2026-03\", \"amount\": 63000.00, \"days\": 26, \"share\": "
      "0.25, "
      "\"length\": \"P3M\", \"reason\": \"%s\"},\n"
      "    {\"id\": null, \"org\": null, \"state\": null, \"due\": null, \"month\": null, "
      "\"amount\": null, \"days\": null, \"share\": null, \"length\": null, \"reason\": null},\n"
      "    {\"id\": \"=1\", \"org\": \"\\\"\\\\/\", \"state\": \"late\", \"due\": null, \"month\": "
      "null, \"amount\": -0.05, \"days\": -7, \"share\": -0.000001, \"length\": \"P10D\", "
      "\"reason\": \"plain\"}\n"
      "  ]\n"
      "}\n",
      row->reason);
  g_assert_cmpstr (text, ==, wanted);
  close_folder (&folder);
}

static CertplanTables *
make_tables (void)
{
  static const TextRow rows[] = { { "x" }, { "y" } };
  CertplanTables *tables = certplan_tables_new ();
  CertplanTable *drawn = MAKE_TEXTS ("drawn", text_columns, rows, 2);

  certplan_tables_take (tables, MAKE_TEXTS ("first", text_columns, rows, 2));
  certplan_tables_take (tables, MAKE_TEXTS ("second", text_columns, rows, 0));
  _certplan_table_set_drawn_only (drawn);
  certplan_tables_take (tables, drawn);
  return tables;
}

typedef struct
{
  const char *name;
  const char *table; /* NULL = plain FILE */
  const char *text;
} TablesCase;

static const TablesCase tables_cases[] = {
  { "all", NULL,
    "{\n  \"first\": [\n    {\"text\": \"x\"},\n    {\"text\": \"y\"}\n  ],\n  \"second\": "
    "[]\n}\n" },
  { "one-by-name", "first",
    "{\n  \"first\": [\n    {\"text\": \"x\"},\n    {\"text\": \"y\"}\n  ]\n}\n" },
  { "an-empty-one", "second", "{\n  \"second\": []\n}\n" },
  { "a-drawn-one", "drawn",
    "{\n  \"drawn\": [\n    {\"text\": \"x\"},\n    {\"text\": \"y\"}\n  ]\n}\n" },
};

static void
test_tables (gconstpointer data)
{
  const TablesCase *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTables) tables = make_tables ();
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();
  Folder folder;

  open_folder (&folder);
  add_target (targets, &folder, row->table, "t.json");
  g_assert_true (certplan_write_outputs (tables, targets, NULL, &error));
  g_autofree char *text = read_file (&folder, "t.json");
  g_assert_cmpstr (text, ==, row->text);
  close_folder (&folder);
}

static void
test_no_tables (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTables) tables = certplan_tables_new ();
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();
  Folder folder;

  open_folder (&folder);
  add_target (targets, &folder, NULL, "t.json");
  g_assert_true (certplan_write_outputs (tables, targets, NULL, &error));
  g_autofree char *text = read_file (&folder, "t.json");
  g_assert_cmpstr (text, ==, "{}\n");
  close_folder (&folder);
}

/* Reads the JSON strictly, and compares its texts with lines of hexadecimal UTF-8. */
static const char compare_script[]
    = "import json, sys\n"
      "def no(x): raise ValueError(x)\n"
      "data = json.load(open(sys.argv[1], encoding='utf-8'), parse_constant=no)\n"
      "want = [bytes.fromhex(l).decode('utf-8') for l in "
      "open(sys.argv[2]).read().split('\\n')[:-1]]\n"
      "have = [row['text'] for row in data['t']]\n"
      "sys.exit(have != want)\n";

/* @texts, of which all are UTF-8, go through the file and another parser as they are. */
static void
assert_same_texts (const Folder *folder, const TextRow *rows, gsize n_rows)
{
  g_autoptr (GString) hex = g_string_new (NULL);
  g_autofree char *json_path = in_folder (folder, "t.json");
  g_autofree char *hex_path = in_folder (folder, "hex");
  const char *argv[] = { "/usr/bin/python3", "-c", compare_script, json_path, hex_path, NULL };
  int status = 0;

  for (gsize i = 0; i < n_rows; i++)
    {
      for (const char *at = rows[i].text; *at != '\0'; at++)
        g_string_append_printf (hex, "%02x", (guchar)*at);
      g_string_append_c (hex, '\n');
    }
  g_assert_true (g_file_set_contents (hex_path, hex->str, -1, NULL));
  g_autofree char *text
      = write_table (folder, MAKE_TEXTS ("t", text_columns, rows, n_rows), "t.json", FIELD);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  if (!g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status,
                     NULL))
    g_test_skip ("/usr/bin/python3 is missing");
  else
    g_assert_cmpint (status, ==, 0);
}

/* All characters up to U+02FF, and those that viewers obey. */
static void
test_characters (void)
{
  enum
  {
    N_LOW = 0x2ff
  };
  static const char *const others[]
      = { "\u2028", "\u2029", "\u202e", "\u2066", "\ufeff", "\uffff", "😀", "\U0010ffff" };
  TextRow rows[N_LOW + G_N_ELEMENTS (others)];
  g_autoptr (GStringChunk) texts = g_string_chunk_new (1024);
  Folder folder;

  for (gunichar character = 1; character <= N_LOW; character++)
    {
      char bytes[8] = { 0 };
      g_unichar_to_utf8 (character, bytes);
      rows[character - 1].text = g_string_chunk_insert (texts, bytes);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    rows[N_LOW + i].text = others[i];
  open_folder (&folder);
  assert_same_texts (&folder, rows, G_N_ELEMENTS (rows));
  close_folder (&folder);
}

static void
test_random (void)
{
  static const char *const pieces[]
      = { "\"", "\\",   "/", "\n", "\x01", "\x7f", "\xc2\x85", "\u2028",
          "u",  "北京", "😀", "{",  "]",    ",",    "\\u0000",  "</script>" };
  TextRow rows[300];
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  g_autoptr (GStringChunk) texts = g_string_chunk_new (1024);
  Folder folder;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      for (gint n = g_rand_int_range (rand, 0, 10); n > 0; n--)
        g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      rows[i].text = g_string_chunk_insert (texts, text->str);
    }
  open_folder (&folder);
  assert_same_texts (&folder, rows, G_N_ELEMENTS (rows));
  close_folder (&folder);
}

/* A terminal that shows the file shows it. */
static void
test_nothing_obeyed (void)
{
  static const TextRow rows[] = { { "\x1b[2J\x7f\xc2\x9b\u202e\u2028\xff" } };
  Folder folder;

  open_folder (&folder);
  g_autofree char *text
      = write_table (&folder, MAKE_TEXTS ("t", text_columns, rows, 1), "t.json", FIELD);
  g_assert_cmpstr (text, ==,
                   "{\n  \"t\": [\n    {\"text\": "
                   "\"\\u001b[2J\\u007f\\u009b\\u202e\\u2028\ufffd\"}\n  ]\n}\n");
  close_folder (&folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  ADD_ROWS ("/output/json/golden/", json_cases, test_json)
  ADD_ROWS ("/output/json/tables/", tables_cases, test_tables)
  g_test_add_func ("/output/json/no-tables", test_no_tables);
  g_test_add_func ("/output/json/characters", test_characters);
  g_test_add_func ("/output/json/random", test_random);
  g_test_add_func ("/output/json/nothing-obeyed", test_nothing_obeyed);
  return g_test_run ();
}
