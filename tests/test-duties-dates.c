/* The days of duties by two other programs' arithmetic of months, for each day of issue of eight
 * years: every 29 February and end of a month. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-duties.h"
#include "certplan-record-files.h"
#include <gio/gio.h>

#define N_TERMS 3
#define N_DAYS_AHEAD 4000

/* @days plus @n_months each, as another program has it. Returns: (transfer full) (element-type
 * CertplanDate) */
typedef GArray *(*Shift) (const GArray *days, gint n_months);

static GArray *
shift_by_glib (const GArray *days, gint n_months)
{
  GArray *shifted = g_array_new (FALSE, FALSE, sizeof (CertplanDate));
  for (guint i = 0; i < days->len; i++)
    {
      gint year, month, day;
      GDate date;
      certplan_date_get_ymd (g_array_index (days, CertplanDate, i), &year, &month, &day);
      g_date_set_dmy (&date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
      if (n_months < 0)
        g_date_subtract_months (&date, (guint)-n_months);
      else
        g_date_add_months (&date, (guint)n_months);
      const CertplanDate there = certplan_date_new (
          g_date_get_year (&date), (gint)g_date_get_month (&date), g_date_get_day (&date));
      g_array_append_val (shifted, there);
    }
  return shifted;
}

static char *
find_dateutils (void)
{
  char *program = g_find_program_in_path ("dateutils.dadd");
  return program != NULL ? program : g_find_program_in_path ("dadd");
}

static GArray *
shift_by_dateutils (const GArray *days, gint n_months)
{
  g_autofree char *program = find_dateutils ();
  g_autofree char *duration = g_strdup_printf ("%+dmo", n_months);
  g_autofree char *output = NULL;
  g_autoptr (GString) input = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  for (guint i = 0; i < days->len; i++)
    {
      g_autofree char *day = certplan_date_format (g_array_index (days, CertplanDate, i));
      g_string_append_printf (input, "%s\n", day);
    }
  g_autoptr (GSubprocess) process
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                          program, "--", duration, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, input->str, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_auto (GStrv) lines = g_strsplit (output, "\n", -1);
  GArray *shifted = g_array_new (FALSE, FALSE, sizeof (CertplanDate));
  for (guint i = 0; i < days->len; i++)
    {
      CertplanDate there;
      g_assert_true (certplan_date_parse (lines[i], &there, NULL));
      g_array_append_val (shifted, there);
    }
  return shifted;
}

/* A duty's days, one a day of issue. */
typedef struct
{
  const char *duty;
  GArray *days;
} Column;

static void
column_clear (gpointer data)
{
  g_array_unref (((Column *)data)->days);
}

static void
add_column (GArray *columns, const char *duty, Shift shift, const GArray *from, gint n_months)
{
  const Column column = { duty, shift (from, n_months) };
  g_array_append_val (columns, column);
}

/* Engineering and cloud, clause 四: apply six months before the expiry, with the maintenance tariff
 * until six months after it; each term of 36 months follows the expiry before. */
static void
add_renewal (GArray *columns, Shift shift, const GArray *start, const GArray *end)
{
  add_column (columns, "renewal_lead", shift, end, -6);
  add_column (columns, "renewal_grace", shift, end, 6);
}

/* ccia articles 20, 21: a check each year inside the term, the renewal complete at its end. */
static void
add_checks (GArray *columns, Shift shift, const GArray *start, const GArray *end)
{
  add_column (columns, "annual_check", shift, start, 12);
  add_column (columns, "annual_check", shift, start, 24);
  add_column (columns, "renewal_completion", shift, end, 0);
}

typedef struct
{
  const char *name;
  const char *qualification;
  void (*add) (GArray *columns, Shift shift, const GArray *start, const GArray *end);
} Scheme;

/* isccc 6.7.1: a review each twelve months, for ever. */
static const Scheme schemes[] = {
  { "renewal", "cnitsec/cloud/1", add_renewal },
  { "checks", "ccia/finance/2", add_checks },
  { "reviews", "isccc/software/1", NULL },
};

static GArray *
make_columns (const Scheme *scheme, Shift shift, const GArray *issued)
{
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (Column));
  g_array_set_clear_func (columns, column_clear);
  g_autoptr (GArray) start = shift (issued, 0);
  for (guint term = 0; scheme->add != NULL && term < N_TERMS + 1; term++)
    {
      GArray *end = shift (start, 36);
      scheme->add (columns, shift, start, end);
      g_array_unref (start);
      start = end;
    }
  for (gint n = 1; scheme->add == NULL && n <= 11; n++)
    add_column (columns, "surveillance", shift, issued, 12 * n);
  return columns;
}

static gint
compare_lines (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *)a, *(const char *const *)b);
}

static char *
make_wanted (const GArray *columns, guint i, CertplanDate until)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  for (guint c = 0; c < columns->len; c++)
    {
      const Column *column = &g_array_index (columns, Column, c);
      const CertplanDate due = g_array_index (column->days, CertplanDate, i);
      g_autofree char *day = certplan_date_format (due);
      if (due <= until)
        g_ptr_array_add (lines, g_strconcat (day, " ", column->duty, NULL));
    }
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **)lines->pdata);
}

static char *
list_duties (CertplanRulebook *rulebook, const char *qualification, CertplanDate issued,
             CertplanDate until)
{
  g_autofree char *day = certplan_date_format (issued);
  const char *values[] = { "A", qualification, "O", day, NULL };
  g_autoptr (CertplanRecords) records = certplan_records_new ("register", rulebook, NULL);
  g_assert_true (certplan_records_append (records, values, NULL, NULL));
  g_autoptr (CertplanDuties) duties
      = certplan_duties_new (rulebook, NULL, records, NULL, NULL, issued, until, NULL, NULL, NULL);
  g_autoptr (CertplanTables) tables = certplan_duties_dup_tables (duties, FALSE);
  g_autoptr (CertplanCursor) cursor = certplan_table_open (certplan_tables_find (tables, "duties"));
  GString *lines = g_string_new (NULL);
  while (certplan_cursor_next (cursor, NULL))
    {
      g_autofree char *duty = certplan_cursor_dup_text (cursor, 3);
      g_autofree char *due = certplan_date_format (certplan_cursor_get_date (cursor, 6));
      g_string_append_printf (lines, "%s%s %s", lines->len > 0 ? "\n" : "", due, duty);
    }
  return g_string_free (lines, FALSE);
}

static void
compare_all (const Scheme *scheme, Shift shift)
{
  g_autoptr (CertplanRulebook) rulebook = certplan_rulebook_load (NULL, NULL, NULL, NULL);
  g_autoptr (GArray) issued = g_array_new (FALSE, FALSE, sizeof (CertplanDate));
  for (CertplanDate day = certplan_date_new (2027, 1, 1); day < certplan_date_new (2035, 1, 1);
       day++)
    g_array_append_val (issued, day);
  g_autoptr (GArray) columns = make_columns (scheme, shift, issued);
  for (guint i = 0; i < issued->len; i++)
    {
      const CertplanDate day = g_array_index (issued, CertplanDate, i);
      g_autofree char *wanted = make_wanted (columns, i, day + N_DAYS_AHEAD);
      g_autofree char *found
          = list_duties (rulebook, scheme->qualification, day, day + N_DAYS_AHEAD);
      g_assert_cmpstr (found, ==, wanted);
    }
}

static void
test_glib (gconstpointer data)
{
  compare_all (data, shift_by_glib);
}

static void
test_dateutils (gconstpointer data)
{
  g_autofree char *program = find_dateutils ();
  if (program == NULL)
    g_test_skip ("dateutils is not installed");
  else
    compare_all (data, shift_by_dateutils);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      g_autofree char *by_glib = g_strconcat ("/duties-dates/glib/", schemes[i].name, NULL);
      g_autofree char *by_dateutils
          = g_strconcat ("/duties-dates/dateutils/", schemes[i].name, NULL);
      g_test_add_data_func (by_glib, &schemes[i], test_glib);
      g_test_add_data_func (by_dateutils, &schemes[i], test_dateutils);
    }
  return g_test_run ();
}
