/* The list of faults: texts, counts, the error made of it.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-error.h"
#include "certplan-faults.h"
#include "test-rows.h"

typedef struct
{
  const char *name;
  const char *file;
  guint line;
  guint column;
  const char *what;
  const char *value;
  const char *wanted;
  const char *text;
} TextCase;

#define SIXTY "123456789012345678901234567890123456789012345678901234567890"

static const TextCase text_cases[] = {
  { "all", "register.csv", 7, 12, "no such day", "2026-02-30", "2026-02-28",
    "register.csv:7:12: no such day: \"2026-02-30\"; wanted 2026-02-28" },
  { "no-column", "register.csv", 7, 0, "too few cells", NULL, NULL,
    "register.csv:7: too few cells" },
  { "no-line", "register.csv", 0, 0, "is empty", NULL, NULL, "register.csv: is empty" },
  { "column-without-line", "register.csv", 0, 3, "is empty", NULL, NULL, "register.csv: is empty" },
  { "no-file", NULL, 7, 12, "no such day", "x", NULL, "7:12: no such day: \"x\"" },
  { "nothing-but-what", NULL, 0, 0, "is empty", NULL, NULL, "is empty" },
  { "no-value", "a.csv", 1, 1, "a column is missing", NULL, "org",
    "a.csv:1:1: a column is missing; wanted org" },
  { "empty-value", "a.csv", 2, 1, "must not be empty", "", NULL,
    "a.csv:2:1: must not be empty: \"\"" },
  { "chinese", "登记.csv", 2, 1, "unknown", "北京甲公司", NULL,
    "登记.csv:2:1: unknown: \"北京甲公司\"" },
  { "escape-sequence", "a.csv", 2, 1, "unknown", "\x1b[31mred\x07", NULL,
    "a.csv:2:1: unknown: \"\\x1b[31mred\\x07\"" },
  { "newline", "a.csv", 2, 1, "unknown", "one\ntwo\r\t", NULL,
    "a.csv:2:1: unknown: \"one\\x0atwo\\x0d\\x09\"" },
  { "escape-in-a-file-name", "a\x1b[2J.csv", 2, 0, "unknown", NULL, NULL,
    "a\\x1b[2J.csv:2: unknown" },
  { "escape-in-what", "a.csv", 2, 0, "bad\x1b[2J\nfile", NULL, "x\x1b",
    "a.csv:2: bad\\x1b[2J\\x0afile; wanted x\\x1b" },
  { "sixty-characters", NULL, 0, 0, "long", SIXTY, NULL, "long: \"" SIXTY "\"" },
  { "sixty-one-characters", NULL, 0, 0, "long", SIXTY "1", NULL, "long: \"" SIXTY "...\"" },
  { "sixty-one-chinese", NULL, 0, 0, "long",
    "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十"
    "一二三四五六七八九十一二三四五六七八九十一",
    NULL,
    "long: \"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十"
    "一二三四五六七八九十一二三四五六七八九十...\"" },
};

static void
test_text (gconstpointer data)
{
  const TextCase *row = data;
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;

  certplan_faults_add (faults, CERTPLAN_BASE_ERROR, CERTPLAN_BASE_ERROR_RANGE, row->file, row->line,
                       row->column, row->what, row->value, row->wanted);
  g_autofree char *text = certplan_faults_dup_text (faults, 0);
  g_assert_cmpstr (text, ==, row->text);
  g_assert_cmpstr (certplan_faults_get_file (faults, 0), ==, row->file);
  g_assert_cmpuint (certplan_faults_get_line (faults, 0), ==, row->line);
  g_assert_cmpuint (certplan_faults_get_column (faults, 0), ==, row->column);
  g_assert_cmpint (certplan_faults_get_code (faults, 0), ==, CERTPLAN_BASE_ERROR_RANGE);
  g_assert_false (certplan_faults_set_error (faults, &error));
  g_assert_error (error, CERTPLAN_BASE_ERROR, CERTPLAN_BASE_ERROR_RANGE);
  g_assert_cmpstr (error->message, ==, row->text);
}

static void
test_none (void)
{
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (certplan_faults_get_n (faults), ==, 0);
  g_assert_cmpuint (certplan_faults_get_n_kept (faults), ==, 0);
  g_assert_true (certplan_faults_set_error (faults, &error));
  g_assert_no_error (error);
}

typedef struct
{
  const char *name;
  guint n;
  guint n_kept;
  const char *message;
} CountCase;

/* The first 100 are kept, all are counted. */
static const CountCase count_cases[] = {
  { "one", 1, 1, "a.csv:1: bad: \"x\"" },
  { "two", 2, 2, "a.csv:1: bad: \"x\" (and 1 more)" },
  { "twelve", 12, 12, "a.csv:1: bad: \"x\" (and 11 more)" },
  { "hundred", 100, 100, "a.csv:1: bad: \"x\" (and 99 more)" },
  { "hundred-and-one", 101, 100, "a.csv:1: bad: \"x\" (and 100 more)" },
  { "many", 250000, 100, "a.csv:1: bad: \"x\" (and 249999 more)" },
};

static void
test_count (gconstpointer data)
{
  const CountCase *row = data;
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < row->n; i++)
    certplan_faults_add (faults, CERTPLAN_BASE_ERROR, CERTPLAN_BASE_ERROR_SYNTAX, "a.csv", i + 1, 0,
                         "bad", "x", NULL);
  g_assert_cmpuint (certplan_faults_get_n (faults), ==, row->n);
  g_assert_cmpuint (certplan_faults_get_n_kept (faults), ==, row->n_kept);
  g_assert_cmpuint (certplan_faults_get_line (faults, row->n_kept - 1), ==, row->n_kept);
  g_assert_false (certplan_faults_set_error (faults, &error));
  g_assert_cmpstr (error->message, ==, row->message);
  g_assert_false (certplan_faults_set_error (faults, NULL));
}

/* Faults may be of several rooms; the error is the first one's. */
static void
test_first_domain (void)
{
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;
  const GQuark other = g_quark_from_static_string ("test-other-domain");

  certplan_faults_add (faults, other, 7, NULL, 0, 0, "first", NULL, NULL);
  certplan_faults_add (faults, CERTPLAN_BASE_ERROR, CERTPLAN_BASE_ERROR_RANGE, NULL, 0, 0, "second",
                       NULL, NULL);
  certplan_faults_set_error (faults, &error);
  g_assert_error (error, other, 7);
  g_assert_cmpint (certplan_faults_get_code (faults, 1), ==, CERTPLAN_BASE_ERROR_RANGE);
}

static void
test_boxed (void)
{
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  CertplanFaults *copy = g_boxed_copy (CERTPLAN_TYPE_FAULTS, faults);

  g_assert_true (copy == faults);
  g_boxed_free (CERTPLAN_TYPE_FAULTS, copy);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();

  ADD_ROWS ("/faults/text/", text_cases, test_text)
  ADD_ROWS ("/faults/count/", count_cases, test_count)
  g_test_add_func ("/faults/none", test_none);
  g_test_add_func ("/faults/first-domain", test_first_domain);
  g_test_add_func ("/faults/boxed", test_boxed);
  return g_test_run ();
}
