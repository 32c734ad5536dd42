/* Holiday files of others, and what a check of calendars finds.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-calendar.h"
#include "certplan-table-error.h"
#include "test-rows.h"
#include <glib/gstdio.h>
#include <string.h>

static CertplanRulebook *shipped;

/* A file that goes with the test. */
typedef struct
{
  char *folder, *path;
} File;

static void
file_clear (File *file)
{
  g_unlink (file->path);
  g_rmdir (file->folder);
  g_free (file->folder);
  g_free (file->path);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (File, file_clear)

static File
make_file (const char *name, const char *text, gssize length)
{
  File file = { g_dir_make_tmp ("import-XXXXXX", NULL), NULL };
  file.path = g_build_filename (file.folder, name, NULL);
  g_assert_true (g_file_set_contents (file.path, text, length, NULL));
  return file;
}

/* All rows, a line each, cells kept apart by commas. */
static char *
join_rows (CertplanTable *table)
{
  g_autoptr (CertplanCursor) cursor = certplan_table_open (table);
  g_autoptr (GString) text = g_string_new (NULL);
  while (certplan_cursor_next (cursor, NULL))
    for (guint c = 0; c < certplan_table_get_n_columns (table); c++)
      {
        g_autofree char *cell = certplan_cursor_dup_text (cursor, c);
        g_string_append_printf (text, "%s%s",
                                c > 0           ? ","
                                : text->len > 0 ? "\n"
                                                : "",
                                cell != NULL ? cell : "");
      }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

typedef struct
{
  const char *name;
  const char *file;
  const char *text;
  const char *rows;  /* NULL = a fault */
  guint line;        /* of the first fault */
  const char *fault; /* what its text has */
} ImportRow;

#define DAY(name, date, off)                                                                       \
  "{\"name\": \"" name "\", \"date\": \"" date "\", \"isOffDay\": " off "}"

static const ImportRow json_rows[] = {
  { "holiday", "a.json", "{\"days\": [" DAY ("元旦", "2026-01-01", "true") "]}",
    "2026-01-01,holiday,new_year,a.json", 0, NULL },
  { "working-day", "a.json",
    "{\"year\": 2026, \"papers\": [\"p\", \"q\"], \"days\": [" DAY ("春节", "2026-02-14",
                                                                    "false") "]}",
    "2026-02-14,workday,spring_festival,p q", 0, NULL },
  { "by-date", "a.json",
    "{\"days\": [" DAY ("端午节", "2026-06-19", "true") "," DAY ("元旦", "2026-01-01", "true") "]}",
    "2026-01-01,holiday,new_year,a.json\n2026-06-19,holiday,dragon_boat,a.json", 0, NULL },
  { "two-festivals", "a.json", "{\"days\": [" DAY ("国庆节、中秋节", "2028-10-03", "true") "]}",
    "2028-10-03,holiday,mid_autumn_and_national_day,a.json", 0, NULL },
  { "unknown-name", "a.json", "{\"days\": [" DAY ("抗战胜利日", "2015-09-03", "true") "]}",
    "2015-09-03,holiday,抗战胜利日,a.json", 0, NULL },
  { "december-before", "A.JSON",
    "\xef\xbb\xbf{\"year\": 2023, \"days\": [" DAY ("元旦", "2022-12-31", "true") "]}",
    "2022-12-31,holiday,new_year,A.JSON", 0, NULL },
  { "not-published-yet", "a.json", "{\"year\": 2027, \"papers\": [], \"days\": []}", NULL, 0,
    "no day in the file" },
  { "no-days", "a.json", "{\"year\": 2027}", NULL, 0, "no list of days" },
  { "list-at-the-top", "a.json", "[1, 2]", NULL, 0, "no list of days" },
  { "days-no-list", "a.json", "{\"days\": {}}", NULL, 0, "no list of days" },
  { "day-no-object", "a.json", "{\"days\": [1]}", NULL, 0, "day that is no object" },
  { "empty", "a.json", "", NULL, 0, "no list of days" },
  { "no-json", "a.json", "{\"days\": [\n{\"name\": }", NULL, 2, "no JSON here" },
  { "cut-off", "a.json", "{\"days\": [" DAY ("元旦", "2026-01-01", "true"), NULL, 1, "no JSON" },
  { "no-name", "a.json", "{\"days\": [\n\n{\"date\": \"2026-01-01\", \"isOffDay\": true}]}", NULL,
    3, "missing member: \"name\"" },
  { "name-a-number", "a.json",
    "{\"days\": [{\"name\": 1, \"date\": \"2026-01-01\", "
    "\"isOffDay\": true}]}",
    NULL, 1, "member of a wrong type: \"name\"" },
  { "off-a-text", "a.json", "{\"days\": [" DAY ("元旦", "2026-01-01", "\"yes\"") "]}", NULL, 1,
    "member of a wrong type: \"isOffDay\"" },
  { "no-such-day", "a.json", "{\"days\": [\n" DAY ("元旦", "2026-02-30", "true") "]}", NULL, 2,
    "no day: \"2026-02-30\"" },
  { "other-form-of-a-day", "a.json", "{\"days\": [" DAY ("元旦", "2026/1/1", "true") "]}", NULL, 1,
    "no day" },
  { "another-year", "a.json",
    "{\"year\": 2026, \"days\": [" DAY ("元旦", "2062-01-01", "true") "]}", NULL, 1,
    "day far from the file's year" },
  { "twice", "a.json",
    "{\"days\": [" DAY ("元旦", "2026-01-01", "true") ",\n" DAY ("元旦", "2026-01-01",
                                                                 "false") "]}",
    NULL, 2, "day there twice: \"2026-01-01\"" },
  { "blank-name", "a.json", "{\"days\": [" DAY (" ", "2026-01-01", "true") "]}", NULL, 1,
    "day without a name" },
  { "not-utf-8", "a.json", "{\"days\": [\"\xff\"]}", NULL, 0, "not UTF-8" },
  { "other-ending", "a.txt", "{}", NULL, 0, "wanted a name that ends with .json or .ics" },
};

#define CALENDAR(events) "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" events "END:VCALENDAR\r\n"
#define EVENT(lines) "BEGIN:VEVENT\r\n" lines "END:VEVENT\r\n"
#define START "DTSTART;VALUE=DATE:20260101\r\n"

/* RFC 5545 3.6.1: the end of an all-day event is the day after the last one. */
static const ImportRow ics_rows[] = {
  { "end-without-beginning", "a.ics", "END:VCALENDAR\r\n" CALENDAR (""), NULL, 1,
    "an end without a beginning" },
  { "beginning-of-nothing", "a.ics", "BEGIN\r\nEND:VCALENDAR\r\n", NULL, 2,
    "an end without a beginning" },
  { "folded-end", "a.ics", CALENDAR (EVENT (START "SUMMARY:x\r\n") "E\r\n ND:VEVENT\r\nEND:x\r\n"),
    NULL, 9, "an end without a beginning" },
  { "one-day", "a.ics", CALENDAR (EVENT (START "SUMMARY:元旦（休）\r\n")),
    "2026-01-01,holiday,new_year,a.ics", 0, NULL },
  { "end-is-outside", "a.ics",
    CALENDAR (EVENT (START "DTEND;VALUE=DATE:20260103\r\nSUMMARY:元旦假期\r\n")),
    "2026-01-01,holiday,new_year,a.ics\n2026-01-02,holiday,new_year,a.ics", 0, NULL },
  { "duration", "a.ics", CALENDAR (EVENT (START "DURATION:P2D\r\nSUMMARY:元旦 休\r\n")),
    "2026-01-01,holiday,new_year,a.ics\n2026-01-02,holiday,new_year,a.ics", 0, NULL },
  { "end-is-the-start", "a.ics",
    CALENDAR (EVENT (START "DTEND;VALUE=DATE:20260101\r\nSUMMARY:元旦 假期 第1天/共3天\r\n")),
    "2026-01-01,holiday,new_year,a.ics", 0, NULL },
  { "hours-of-a-working-day", "a.ics",
    CALENDAR (EVENT ("DTSTART:20260214T090000\r\nDTEND:20260214T180000\r\n"
                     "SUMMARY:春节 补班 第1天/共2天\r\n")),
    "2026-02-14,workday,spring_festival,a.ics", 0, NULL },
  { "hours-in-a-zone", "a.ics",
    CALENDAR (EVENT ("DTSTART;TZID=Asia/Shanghai:20260214T000000\r\n"
                     "DTEND;TZID=Asia/Shanghai:20260215T000000\r\nSUMMARY:春节(班)\r\n")),
    "2026-02-14,workday,spring_festival,a.ics", 0, NULL },
  { "work-before-the-name", "a.ics", CALENDAR (EVENT (START "SUMMARY:上班(补元旦假期)\r\n")),
    "2026-01-01,workday,new_year,a.ics", 0, NULL },
  { "folded-line", "a.ics", CALENDAR (EVENT (START "SUMMARY:元旦\r\n （休）\r\n")),
    "2026-01-01,holiday,new_year,a.ics", 0, NULL },
  { "calendar-name", "a.ics",
    CALENDAR ("X-WR-CALNAME:节假日\r\n" EVENT (START "SUMMARY:元旦休\r\n")),
    "2026-01-01,holiday,new_year,节假日", 0, NULL },
  { "only-a-festival", "a.ics", CALENDAR (EVENT (START "SUMMARY:元旦\r\n")), NULL, 3,
    "neither a day off nor a working day: \"元旦\"" },
  { "both", "a.ics",
    CALENDAR (EVENT (START "SUMMARY:上班族休假\r\n") EVENT (START "SUMMARY:值班休\r\n")), NULL, 7,
    "neither a day off nor a working day: \"值班休\"" },
  { "second-event", "a.ics",
    CALENDAR (EVENT (START "SUMMARY:元旦休\r\n") EVENT ("SUMMARY:春节休\r\n")), NULL, 7,
    "event without days" },
  { "utc", "a.ics",
    CALENDAR (EVENT ("DTSTART:20251231T160000Z\r\nDTEND:20260101T160000Z\r\nSUMMARY:元旦休\r\n")),
    NULL, 3, "event without days" },
  { "comes-again", "a.ics", CALENDAR (EVENT (START "RRULE:FREQ=YEARLY\r\nSUMMARY:元旦休\r\n")),
    NULL, 3, "event that comes again" },
  { "no-title", "a.ics", CALENDAR (EVENT (START)), NULL, 3, "event without a title" },
  { "for-ever", "a.ics", CALENDAR (EVENT (START "DTEND;VALUE=DATE:99991231\r\nSUMMARY:元旦休\r\n")),
    NULL, 3, "more than 60 days" },
  { "backward", "a.ics", CALENDAR (EVENT (START "DTEND;VALUE=DATE:20251230\r\nSUMMARY:元旦休\r\n")),
    NULL, 3, "event of no or of more" },
  { "no-such-day", "a.ics", CALENDAR (EVENT ("DTSTART;VALUE=DATE:20260230\r\nSUMMARY:元旦休\r\n")),
    NULL, 3, "event without days" },
  { "no-events", "a.ics", CALENDAR (""), NULL, 0, "no day in the file" },
  { "no-calendar", "a.ics", "元旦休\r\n", NULL, 0, "no iCalendar file" },
  { "empty", "a.ics", "", NULL, 0, "no iCalendar file" },
};

static void
test_import (gconstpointer data)
{
  const ImportRow *row = data;
  g_auto (File) file = make_file (row->file, row->text, -1);
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTables) tables
      = certplan_calendar_import (shipped, file.path, NULL, FALSE, faults, &error);
  if (g_error_matches (error, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_NO_READER)
      && strstr (error->message, "built without") != NULL)
    {
      g_test_skip (error->message);
      return;
    }
  g_assert_cmpint (tables == NULL, ==, error != NULL);
  if (row->rows != NULL)
    {
      g_assert_no_error (error);
      g_autofree char *rows = join_rows (certplan_tables_get (tables, 0));
      g_assert_cmpstr (rows, ==, row->rows);
      return;
    }
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, row->fault));
  if (row->line > 0)
    g_assert_cmpuint (certplan_faults_get_line (faults, 0), ==, row->line);
}

/* What would take a parser's stack or the machine's memory is refused before anything is made of
 * it. */
static void
test_limits (void)
{
  g_autofree char *deep = g_strnfill (100000, '[');
  g_autofree char *large = g_strnfill (4 * 1024 * 1024 + 1, ' ');
  g_autoptr (GString) nested = g_string_new (NULL);
  for (guint i = 0; i < 100000; i++)
    g_string_append (nested, i % 2 == 0 ? "BEGIN:VCALENDAR\r\n" : "BE\n GIN;X=1:VEVENT\n");
  const struct
  {
    const char *file, *text;
    gssize length;
    const char *fault;
  } rows[] = {
    { "a.json", deep, -1, "more than 32 levels" },
    { "a.json", large, -1, "the file is larger than 4 MiB" },
    { "a.ics", large, -1, "the file is larger than 4 MiB" },
    { "a.ics", nested->str, -1, "components inside of one another; wanted at most 8" },
    { "a.json", "{\"days\": [\0]}", 14, "NUL in the text" },
    { "a.ics", "BEGIN:VCALENDAR\0", 16, "NUL in the text" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (File) file = make_file (rows[i].file, rows[i].text, rows[i].length);
      g_autoptr (GError) error = NULL;
      g_assert_null (certplan_calendar_import (shipped, file.path, NULL, FALSE, NULL, &error));
      g_assert_true (strstr (error->message, rows[i].fault) != NULL
                     || strstr (error->message, "built without") != NULL);
    }
}

/* Brackets inside texts are no levels. */
static void
test_brackets_in_texts (void)
{
  g_autoptr (GString) text = g_string_new ("{\"days\": [{\"name\": \"a\\\"");
  for (guint i = 0; i < 100; i++)
    g_string_append (text, "[{");
  g_string_append (text, "\", \"date\": \"2026-01-01\", \"isOffDay\": true}]}");
  g_auto (File) file = make_file ("a.json", text->str, -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTables) tables
      = certplan_calendar_import (shipped, file.path, NULL, FALSE, NULL, &error);
  if (error == NULL || strstr (error->message, "built without") == NULL)
    g_assert_no_error (error);
}

/* An office's own calendar: every title is a closing day, under the source that the caller names.
 */
static void
test_closed (void)
{
  g_auto (File) file = make_file ("a.ics", CALENDAR (EVENT (START "SUMMARY:停电\r\n")), -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTables) tables
      = certplan_calendar_import (shipped, file.path, "本院", TRUE, NULL, &error);
  if (tables == NULL && strstr (error->message, "built without") != NULL)
    {
      g_test_skip (error->message);
      return;
    }
  g_assert_no_error (error);
  g_autofree char *rows = join_rows (certplan_tables_get (tables, 0));
  g_assert_cmpstr (rows, ==, "2026-01-01,closed,停电,本院");
}

#define HEAD "date,kind,name,source\n"

typedef struct
{
  const char *name;
  const char *first, *second; /* calendars; NULL = none */
  const char *findings;       /* found_in without folders */
} CheckRow;

static const CheckRow check_rows[] = {
  { "shipped", NULL, NULL, "" },
  { "working-weekday", HEAD "2026-03-04,workday,new_year,n\n", NULL,
    "2026-03-04,a make-up working day that is no weekend day,1.csv:2" },
  { "opposite", HEAD "2026-03-07,workday,new_year,n\n", HEAD "2026-03-07,holiday,new_year,n\n",
    "2026-03-07,1.csv:2 says the opposite; this row counts,2.csv:2" },
  { "the-same-again", HEAD "2026-01-01,holiday,new_year,n\n", NULL, "" },
  { "closed-on-a-sunday", HEAD "2026-03-08,closed,moving,o\n", NULL,
    "2026-03-08,closed on a day that is no working day anyway,1.csv:2" },
  { "closed-on-a-monday", HEAD "2026-03-09,closed,moving,o\n", NULL, "" },
  { "unknown-year", HEAD "2022-12-31,holiday,new_year,n\n2040-01-08,closed,moving,o\n", NULL,
    "2022-12-31,the year is not known: its notice and its statutory days are not there,1.csv:2\n"
    "2040-01-08,the year is not known: its notice and its statutory days are not there,1.csv:3" },
  { "festivals-of-an-earlier-year",
    HEAD "2022-01-01,holiday,new_year,n\n2022-02-01,holiday,spring_festival,n\n"
         "2022-04-05,holiday,qingming,n\n2022-05-01,holiday,labour_day,n\n"
         "2022-06-03,holiday,dragon_boat,n\n2022-10-01,holiday,mid_autumn_and_national_day,n\n",
    NULL, "" },
  { "no-spring-festival",
    HEAD "2022-01-01,holiday,new_year,n\n2022-04-05,holiday,qingming,n\n"
         "2022-05-01,holiday,labour_day,n\n2022-06-03,holiday,dragon_boat,n\n"
         "2022-10-01,holiday,mid_autumn_and_national_day,n\n",
    NULL, "2022-01-01,no day off for Spring Festival in this year," },
};

/* Texts of files lie in a folder of chance: it is cut out. */
static char *
drop_folder (const char *text, const char *folder)
{
  g_autofree char *prefix = g_strconcat (folder, "/", NULL);
  g_auto (GStrv) parts = g_strsplit (text, prefix, -1);
  return g_strjoinv ("", parts);
}

static void
test_check (gconstpointer data)
{
  const CheckRow *row = data;
  g_autofree char *folder = g_dir_make_tmp ("check-XXXXXX", NULL);
  g_autofree char *first = g_build_filename (folder, "1.csv", NULL);
  g_autofree char *second = g_build_filename (folder, "2.csv", NULL);
  g_autoptr (CertplanRulebookOptions) options = certplan_rulebook_options_new ();
  g_autoptr (GError) error = NULL;
  g_assert_true (g_file_set_contents (first, row->first != NULL ? row->first : HEAD, -1, NULL));
  g_assert_true (g_file_set_contents (second, row->second != NULL ? row->second : HEAD, -1, NULL));
  certplan_rulebook_options_add_calendar (options, first);
  certplan_rulebook_options_add_calendar (options, second);
  g_autoptr (CertplanRulebook) rulebook
      = certplan_rulebook_load_with_options (options, NULL, NULL, &error);
  g_assert_no_error (error);
  guint n_findings = 4711, n_lines = 0;
  g_autoptr (CertplanTables) tables = certplan_calendar_dup_check (rulebook, &n_findings);
  g_autofree char *rows = join_rows (certplan_tables_find (tables, "findings"));
  g_autofree char *short_rows = drop_folder (rows, folder);
  g_assert_cmpstr (short_rows, ==, row->findings);
  for (const char *c = row->findings; *c != '\0'; c++)
    n_lines += *c == '\n';
  g_assert_cmpuint (n_findings, ==, row->findings[0] != '\0' ? n_lines + 1 : 0);
  g_unlink (first);
  g_unlink (second);
  g_rmdir (folder);
}

/* A notice that lacks one of the thirteen days leaves the year provisional, and is told. */
static void
test_check_half_a_notice (void)
{
  g_auto (File) file = make_file ("a.csv", HEAD "2027-01-01,holiday,new_year,n\n", -1);
  g_autoptr (CertplanRulebookOptions) options = certplan_rulebook_options_new ();
  certplan_rulebook_options_add_calendar (options, file.path);
  g_autoptr (CertplanRulebook) rulebook
      = certplan_rulebook_load_with_options (options, NULL, NULL, NULL);
  guint n_findings = 0;
  g_autoptr (CertplanTables) tables = certplan_calendar_dup_check (rulebook, &n_findings);
  g_assert_cmpuint (n_findings, ==, 12);
  g_assert_cmpuint (certplan_tables_get_n (tables), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  shipped = certplan_rulebook_load (NULL, NULL, NULL, NULL);
  ADD_ROWS ("/import/json/", json_rows, test_import);
  ADD_ROWS ("/import/ics/", ics_rows, test_import);
  g_test_add_func ("/import/limits", test_limits);
  g_test_add_func ("/import/brackets-in-texts", test_brackets_in_texts);
  g_test_add_func ("/import/closed", test_closed);
  ADD_ROWS ("/check/", check_rows, test_check);
  g_test_add_func ("/check/half-a-notice", test_check_half_a_notice);
  int status = g_test_run ();
  certplan_rulebook_unref (shipped);
  return status;
}
