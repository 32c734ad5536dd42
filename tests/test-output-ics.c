/* Tables as calendars: exact bytes, what is no event, where lines are folded.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-output-tables.h"
#include "test-rows.h"

#define FIELD CERTPLAN_LANG_FIELD
#define EN CERTPLAN_LANG_EN
#define ZH CERTPLAN_LANG_ZH_CN

#ifdef HAVE_LIBICAL

enum /* columns of cells */
{
  ID,
  ORG,
  STATE,
  DUE,
  MONTH
};
static const guint summary[] = { STATE, ID, ORG }, description[] = { ORG, DUE },
                   key[] = { ID, STATE };
static const gint32 shares[] = { 500000, 250000, 1 };
static const CertplanEventSpec spec = {
  .date = DUE,
  .category = STATE,
  .mark = CERTPLAN_EVENT_NO_COLUMN,
  .summary = summary,
  .n_summary = G_N_ELEMENTS (summary),
  .description = description,
  .n_description = G_N_ELEMENTS (description),
  .key = key,
  .n_key = G_N_ELEMENTS (key),
  .alarm_from = MONTH,
  .alarm_shares = shares,
  .n_alarms = G_N_ELEMENTS (shares),
};

/* Each table of the test is seen on 2026-11-02: 739921 days after 0001-01-01 (Python: date (2026,
 * 11, 2).toordinal () - 1). */
#define HEAD(language, name)                                                                       \
  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//certplan//certplan " VERSION "//" language          \
  "\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\nX-WR-CALNAME:" name "\r\n"
#define STAMP "DTSTAMP:20261102T000000Z\r\nSEQUENCE:739921\r\n"
#define ALARM(trigger, text)                                                                       \
  "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:" trigger "\r\nDESCRIPTION:" text "\r\nEND:"          \
  "VALARM\r\n"
#define END "END:VCALENDAR\r\n"

/* printf 'fees\037A-1\037late' | sha256sum, its first 32 digits */
#define UID_A "UID:a3ea524d0b4cf5f043b98251fab6d37a@certplan\r\n"

static CertplanTable *
make_fees (const CellRow *rows, gsize n_rows)
{
  CertplanTable *table = MAKE_CELLS ("fees", rows, n_rows);
  _certplan_table_set_events (table, &spec, 0);
  return table;
}

static char *
write_fees (const CellRow *rows, gsize n_rows, CertplanLang lang)
{
  Folder folder;
  open_folder (&folder);
  char *text = write_table (&folder, make_fees (rows, n_rows), "t.ics", lang);
  close_folder (&folder);
  return text;
}

/* 2026-11-12 is day 20769; the 20 days from 2026-10-23 on: half is 10 days before, which is today,
 * a quarter 5; a millionth is no day. */
static const CellRow plain_row
    = { "A-1", "Fee, Ltd; a\\b", "late", 20769, 20749, 0, 0, 0, NO_PERIOD, NULL };

typedef struct
{
  const char *name;
  CertplanLang lang;
  const char *text;
} BytesCase;

static const BytesCase bytes_cases[] = {
  { "english", EN,
    HEAD ("EN", "Fees") "BEGIN:VEVENT\r\n" UID_A STAMP
                        "DTSTART;VALUE=DATE:20261112\r\nDTEND;VALUE=DATE:20261113\r\n"
                        "SUMMARY:late: A-1\\, Fee\\, Ltd\\; a\\\\b\r\n"
                        "DESCRIPTION:organization: Fee\\, Ltd\\; a\\\\b\\ndue: 2026-11-12\r\n"
                        "CATEGORIES:late\r\nTRANSP:TRANSPARENT\r\n" ALARM (
                            "-P9DT15H", "late: A-1\\, Fee\\, Ltd\\; a\\\\b")
                            ALARM ("-P4DT15H", "late: A-1\\, Fee\\, "
                                               "Ltd\\; a\\\\b")
                                ALARM ("PT9H",
                                       "late: A-1\\, Fee\\, Ltd\\; a\\\\b") "END:VEVENT\r\n" END },
  { "chinese", ZH,
    HEAD ("ZH", "费用") "BEGIN:VEVENT\r\n" UID_A STAMP
                        "DTSTART;VALUE=DATE:20261112\r\nDTEND;VALUE=DATE:20261113\r\n"
                        "SUMMARY:逾期：A-1、Fee\\, Ltd\\; a\\\\b\r\n"
                        "DESCRIPTION:企业名称：Fee\\, Ltd\\; a\\\\b\\n截止日：2026-11-12\r\n"
                        "CATEGORIES:逾期\r\nTRANSP:TRANSPARENT\r\n" ALARM (
                            "-P9DT15H", "逾期：A-1、Fee\\, Ltd\\; a\\\\b")
                            ALARM ("-P4DT15H", "逾期：A-1、Fee\\, Ltd\\; "
                                               "a\\\\b")
                                ALARM ("PT9H",
                                       "逾期：A-1、Fee\\, Ltd\\; a\\\\b") "END:VEVENT\r\n" END },
};

static void
test_bytes (gconstpointer data)
{
  const BytesCase *row = data;
  g_autofree char *text = write_fees (&plain_row, 1, row->lang);
  g_assert_cmpstr (text, ==, row->text);
}

typedef struct
{
  const char *name;
  CellRow row;
  const char *has;   /* what stands in the file */
  const char *lacks; /* NULL = nothing looked for */
} RowCase;

static const RowCase row_cases[] = {
  { "no-day", { .id = "A-1", .due = NO_DATE, .month = NO_DATE }, "VCALENDAR", "VEVENT" },
  /* what is over rings no more */
  { "past",
    { "A-1", NULL, "late", 20758, 20000, 0, 0, 0, NO_PERIOD, NULL },
    "DTSTART;VALUE=DATE:20261101\r\nDTEND;VALUE=DATE:20261102\r\n",
    "VALARM" },
  { "today",
    { "A-1", NULL, "late", 20759, 20000, 0, 0, 0, NO_PERIOD, NULL },
    "TRIGGER:PT9H\r\n",
    "TRIGGER:-" },
  { "no-beginning",
    { "A-1", NULL, "late", 20769, NO_DATE, 0, 0, 0, NO_PERIOD, NULL },
    "TRIGGER:PT9H\r\n",
    "TRIGGER:-" },
  { "nothing-absent",
    { "A-1", NULL, "late", 20769, NO_DATE, 0, 0, 0, NO_PERIOD, NULL },
    "SUMMARY:late: A-1\r\nDESCRIPTION:due: 2026-11-12\r\n",
    "organization" },
  { "of-nothing",
    { NULL, NULL, "late", 20769, NO_DATE, 0, 0, 0, NO_PERIOD, NULL },
    "SUMMARY:late\r\n",
    NULL },
  { "last-day",
    { "A-1", NULL, "late", 376199, NO_DATE, 0, 0, 0, NO_PERIOD, NULL },
    "DTSTART;VALUE=DATE:29991231\r\nDTEND;VALUE=DATE:30000101\r\n",
    NULL },
  { "one-category",
    { "A-1", NULL, "a,b;c\\d", 20769, NO_DATE, 0, 0, 0, NO_PERIOD, NULL },
    "\r\nCATEGORIES:a b c d\r\n",
    NULL },
  { "no-controls",
    { "A-1", "a\tb\nc\rd\x1b\u202e", "late", 20769, NO_DATE, 0, 0, 0, NO_PERIOD, NULL },
    "a b c d\\\\x1b\\\\u{202e}\r\n",
    NULL },
};

static void
test_row (gconstpointer data)
{
  const RowCase *row = data;
  g_autofree char *text = write_fees (&row->row, 1, EN);
  g_assert_nonnull (strstr (text, row->has));
  if (row->lacks != NULL)
    g_assert_null (strstr (text, row->lacks));
}

/* Lines of one text end where a character of one to four bytes no longer fits, and nowhere else. */
static void
test_folds (void)
{
  static const char *const characters[] = { "a", "é", "证", "😀", " ", ",", "\\" };
  for (gsize c = 0; c < G_N_ELEMENTS (characters); c++)
    for (guint shift = 0; shift < 4; shift++)
      {
        g_autoptr (GString) name = g_string_new ("wxyz" + shift);
        for (guint i = 0; i < 300; i++)
          g_string_append (name, characters[c]);
        const CellRow row = { name->str, "z", "late", 20769, NO_DATE, 0, 0, 0, NO_PERIOD, NULL };
        g_autofree char *text = write_fees (&row, 1, EN);
        g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);
        for (guint i = 0; lines[i] != NULL; i++)
          {
            g_assert_cmpuint (strlen (lines[i]), <=, 75);
            g_assert_true (g_utf8_validate (lines[i], -1, NULL));
            g_assert_null (strpbrk (lines[i], "\r\n"));
            g_assert_true (lines[i][0] != '\0' || lines[i + 1] == NULL);
            if (lines[i + 1] != NULL && lines[i + 1][0] == ' ')
              g_assert_cmpuint (strlen (lines[i]), >=, 72);
          }
      }
}

typedef struct
{
  const char *name;
  const char *spec;  /* @ stands for the folder */
  const char *words; /* what the message says; NULL = goes through */
} TargetCase;

static const TargetCase target_cases[] = {
  { "all", "@/a.ics", NULL },
  { "named", "fees=@/a.ics", NULL },
  { "no-days", "texts=@/a.ics", "\"texts\" has no days for a calendar; wanted one of: fees" },
};

static void
test_target (gconstpointer data)
{
  static const TextRow texts[] = { { "x" } };
  const TargetCase *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTables) tables = certplan_tables_new ();
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();
  Folder folder;
  open_folder (&folder);
  g_auto (GStrv) parts = g_strsplit (row->spec, "@", -1);
  g_autofree char *path = g_strjoinv (folder.path, parts);
  certplan_tables_take (tables, MAKE_TEXTS ("texts", text_columns, texts, 1));
  certplan_tables_take (tables, make_fees (&plain_row, 1));
  g_assert_true (certplan_targets_add (targets, path, NULL));
  certplan_targets_set_as_of (targets, certplan_date_new (2026, 11, 2));
  if (certplan_write_outputs (tables, targets, NULL, &error))
    {
      g_autofree char *text = read_file (&folder, "a.ics");
      g_assert_null (row->words);
      g_assert_nonnull (strstr (text, "\r\nX-WR-CALNAME:Fees\r\n"));
    }
  else
    {
      g_assert_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_TARGET);
      g_assert_nonnull (strstr (error->message, row->words != NULL ? row->words : "goes through"));
    }
  close_folder (&folder);
}

static void
refuse (CertplanTable *table, CertplanDate as_of, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTables) tables = certplan_tables_new ();
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();
  certplan_tables_take (tables, table);
  g_assert_true (certplan_targets_add (targets, "/tmp/none/a.ics", NULL));
  certplan_targets_set_as_of (targets, as_of);
  g_assert_false (certplan_targets_check (targets, tables, NULL, &error));
  g_assert_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_TARGET);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_refused (void)
{
  static const TextRow texts[] = { { "x" } };
  refuse (make_fees (&plain_row, 1), NO_DATE, "carries a date and none was given");
  refuse (MAKE_TEXTS ("texts", text_columns, texts, 1), 20759,
          "this result has no days for a calendar");
}

/* libical would write zeros for it. */
static void
test_far_day (void)
{
  static const CellRow rows[] = {
    { "A-1", NULL, "late", 20769, NO_DATE, 0, 0, 0, NO_PERIOD, NULL },
    { "A-2", NULL, "late", 376200, NO_DATE, 0, 0, 0, NO_PERIOD, NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTables) tables = certplan_tables_new ();
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();
  Folder folder;
  open_folder (&folder);
  certplan_tables_take (tables, make_fees (rows, G_N_ELEMENTS (rows)));
  add_target (targets, &folder, NULL, "a.ics");
  certplan_targets_set_as_of (targets, certplan_date_new (2026, 11, 2));
  g_assert_false (certplan_write_outputs (tables, targets, NULL, &error));
  g_assert_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_LIMIT);
  g_assert_nonnull (strstr (error->message, "a.ics: the day 3000-01-01, "));
  g_autofree char *left = list_folder (&folder);
  g_assert_cmpstr (left, ==, "");
  close_folder (&folder);
}

/* Another run gives the same bytes, a later day a higher number, and each key a name of its own. */
static void
test_runs (void)
{
  const CellRow rows[] = {
    { "A-1", NULL, "late", 20769, NO_DATE, 0, 0, 0, NO_PERIOD, NULL },
    { "A-1", NULL, "on_time", 20769, NO_DATE, 0, 0, 0, NO_PERIOD, NULL },
    { "A", "-1", "late", 20769, NO_DATE, 0, 0, 0, NO_PERIOD, NULL },
  };
  g_autofree char *text = write_fees (rows, G_N_ELEMENTS (rows), EN);
  g_autofree char *again = write_fees (rows, G_N_ELEMENTS (rows), EN);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_assert_cmpstr (text, ==, again);
  for (const char *at = text; (at = strstr (at, "\r\nUID:")) != NULL; at++)
    g_hash_table_add (names, g_strndup (at + 6, 32));
  g_assert_cmpuint (g_hash_table_size (names), ==, 3);
}

#else

static void
test_refused (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();
  g_assert_false (certplan_targets_add (targets, "/tmp/a.ics", &error));
  g_assert_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_TARGET);
  g_assert_nonnull (strstr (error->message, "libical-dev"));
}

#endif

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
#ifdef HAVE_LIBICAL
  ADD_ROWS ("/output/ics/bytes/", bytes_cases, test_bytes);
  ADD_ROWS ("/output/ics/row/", row_cases, test_row);
  ADD_ROWS ("/output/ics/target/", target_cases, test_target);
  g_test_add_func ("/output/ics/folds", test_folds);
  g_test_add_func ("/output/ics/runs", test_runs);
  g_test_add_func ("/output/ics/far-day", test_far_day);
#endif
  g_test_add_func ("/output/ics/refused", test_refused);
  return g_test_run ();
}
