/* Calendars of the user's own in the rulebook. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-error.h"
#include "certplan-rulebook.h"
#include "test-rows.h"
#include <glib/gstdio.h>

#define HEAD "date,kind,name,source\n"

static CertplanDate
date_of (const char *text)
{
  CertplanDate date = CERTPLAN_DATE_NONE;
  g_assert_true (certplan_date_parse (text, &date, NULL));
  return date;
}

/* A file that goes with the test. */
typedef struct
{
  char *path;
} File;

static void
file_clear (File *file)
{
  g_unlink (file->path);
  g_free (file->path);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (File, file_clear)

static File
make_file (const char *text)
{
  File file = { NULL };
  gint fd = g_file_open_tmp ("calendar-XXXXXX.csv", &file.path, NULL);
  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (file.path, text, -1, NULL));
  return file;
}

/* One day of an own calendar stands, the shipped days around it too. */
static void
test_own_day (void)
{
  g_auto (File) first = make_file (HEAD "2026-06-26,holiday,founding_day,office\n"
                                        "2026-06-27,workday,founding_day,office\n");
  g_auto (File) second = make_file (HEAD "2026-06-27,holiday,founding_day,office\n");
  g_autoptr (CertplanRulebookOptions) options = certplan_rulebook_options_new ();
  g_autoptr (GError) error = NULL;
  certplan_rulebook_options_add_calendar (options, first.path);
  certplan_rulebook_options_add_calendar (options, second.path);
  g_autoptr (CertplanRulebook) rulebook
      = certplan_rulebook_load_with_options (options, NULL, NULL, &error);
  g_assert_no_error (error);
  const CertplanWorkcal *workcal = certplan_rulebook_get_workcal (rulebook);

  g_assert_false (certplan_workcal_is_working (workcal, date_of ("2026-06-26"))); /* a Friday */
  g_assert_cmpstr (certplan_workcal_get_name (workcal, date_of ("2026-06-26")), ==, "founding_day");
  g_assert_false (certplan_workcal_is_working (workcal, date_of ("2026-06-27"))); /* later wins */
  g_assert_false (certplan_workcal_is_working (workcal, date_of ("2026-10-01"))); /* shipped */
  g_assert_true (certplan_workcal_is_working (workcal, date_of ("2026-02-28")));  /* shipped */
}

/* What is wrong with a calendar is told with file and line, of all calendars at once. */
static void
test_faults (void)
{
  g_auto (File) bad = make_file (HEAD "2026-06-26,party,founding_day,office\n");
  g_auto (File) twice
      = make_file (HEAD "2026-06-26,holiday,a,office\n2026-06-26,holiday,b,office\n");
  g_autoptr (CertplanRulebookOptions) options = certplan_rulebook_options_new ();
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;
  certplan_rulebook_options_add_calendar (options, bad.path);
  certplan_rulebook_options_add_calendar (options, twice.path);
  certplan_rulebook_options_add_calendar (options, "/nowhere/calendar.csv");

  g_assert_null (certplan_rulebook_load_with_options (options, faults, NULL, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (certplan_faults_get_n (faults), ==, 3);
  g_assert_cmpstr (certplan_faults_get_file (faults, 0), ==, bad.path);
  g_assert_cmpuint (certplan_faults_get_line (faults, 0), ==, 2);
  g_assert_cmpstr (certplan_faults_get_file (faults, 1), ==, twice.path);
  g_assert_cmpuint (certplan_faults_get_line (faults, 1), ==, 3);
  g_assert_cmpstr (certplan_faults_get_file (faults, 2), ==, "/nowhere/calendar.csv");
}

/* Nothing added, or no options: the shipped rules. */
static void
test_no_options (void)
{
  g_autoptr (CertplanRulebookOptions) options = certplan_rulebook_options_new ();
  g_autoptr (CertplanRulebook) a = certplan_rulebook_load_with_options (options, NULL, NULL, NULL);
  g_autoptr (CertplanRulebook) b = certplan_rulebook_load_with_options (NULL, NULL, NULL, NULL);
  g_autoptr (CertplanRulebook) c = certplan_rulebook_load (NULL, NULL, NULL, NULL);
  g_assert_cmpstr (certplan_rulebook_get_digest (a), ==, certplan_rulebook_get_digest (b));
  g_assert_cmpstr (certplan_rulebook_get_digest (a), ==, certplan_rulebook_get_digest (c));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/calendar/own-day", test_own_day);
  g_test_add_func ("/calendar/faults", test_faults);
  g_test_add_func ("/calendar/no-options", test_no_options);
  return g_test_run ();
}
