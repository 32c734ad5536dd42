/* The folder of an office, and the months asked about. SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "cli-office.h"
#include <string.h>

#define DEFAULT_MONTHS 12

void
cli_what_if_clear (CliWhatIf *what_if)
{
  g_strfreev (what_if->additions);
  g_strfreev (what_if->without);
  g_free (what_if->growth);
}

gboolean
cli_what_if_is_asked (const CliWhatIf *what_if)
{
  return what_if->additions != NULL || what_if->without != NULL || what_if->growth != NULL;
}

static gboolean
read_people (const CliWhatIf *what_if, CertplanCapacityOptions *options, GError **error)
{
  for (char **text = what_if->additions; text != NULL && *text != NULL; text++)
    if (!certplan_capacity_options_add (options, *text, error))
      {
        g_prefix_error (error, "--add: ");
        return FALSE;
      }
  for (char **body = what_if->without; body != NULL && *body != NULL; body++)
    certplan_capacity_options_leave_out (options, *body);
  return TRUE;
}

CertplanCapacityOptions *
cli_what_if_make (const CliWhatIf *what_if, gboolean growth_alone, GError **error)
{
  g_autoptr (CertplanCapacityOptions) options = certplan_capacity_options_new ();

  if (!growth_alone && !read_people (what_if, options, error))
    return NULL;
  if (what_if->growth != NULL
      && !certplan_capacity_options_set_growth (options, what_if->growth, error))
    {
      g_prefix_error (error, "--growth: ");
      return NULL;
    }
  return g_steal_pointer (&options);
}

void
cli_office_clear (CliOffice *office)
{
  g_free (office->from);
  for (guint i = 0; i < CLI_OFFICE_MAX_TYPES; i++)
    g_free (office->files[i]);
  g_clear_pointer (&office->records, certplan_office_records_unref);
}

static void
append_what_if (GArray *entries, CliWhatIf *what_if)
{
  const GOptionEntry own[] = {
    { "add", 0, 0, G_OPTION_ARG_STRING_ARRAY, &what_if->additions,
      N_ ("What if people were added: class=one,region=North,from=2026-05,days=20 "
          "(person-days a month; repeatable)"),
      N_ ("PEOPLE") },
    { "growth", 0, 0, G_OPTION_ARG_STRING, &what_if->growth,
      N_ ("What if there were more (30%) or less (-10%) expected work"), N_ ("PERCENT") },
    { "without", 0, 0, G_OPTION_ARG_STRING_ARRAY, &what_if->without,
      N_ ("What if that body gave no time (repeatable)"), N_ ("BODY") },
  };
  g_array_append_vals (entries, own, G_N_ELEMENTS (own));
}

GOptionEntry *
cli_office_dup_entries (CliOffice *office, CliWhatIf *what_if, const GOptionEntry *own)
{
  const GOptionEntry months[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &office->from,
      N_ ("The first month, as 2027-01; the one after --as-of if not given"), N_ ("MONTH") },
    { "months", 0, 0, G_OPTION_ARG_INT, &office->months,
      N_ ("How many months ahead; 12 if not given"), N_ ("N") },
  };
  const guint n_types = MIN (certplan_office_records_get_n_types (), CLI_OFFICE_MAX_TYPES);
  GArray *entries = g_array_new (TRUE, TRUE, sizeof (GOptionEntry));

  office->months = CLI_NOT_GIVEN;
  for (; own->long_name != NULL; own++)
    g_array_append_val (entries, *own);
  if (what_if != NULL)
    append_what_if (entries, what_if);
  g_array_append_vals (entries, months, G_N_ELEMENTS (months));
  for (guint i = 0; i < n_types; i++)
    {
      const GOptionEntry file = { certplan_office_records_get_type_name (i),
                                  0,
                                  0,
                                  G_OPTION_ARG_FILENAME,
                                  &office->files[i],
                                  N_ ("In place of the folder's file of that name"),
                                  N_ ("FILE") };
      g_array_append_val (entries, file);
    }
  return (GOptionEntry *)(void *)g_array_free (entries, FALSE);
}

gboolean
cli_office_has_files (const CliOffice *office)
{
  for (guint i = 0; i < CLI_OFFICE_MAX_TYPES; i++)
    if (office->files[i] != NULL)
      return TRUE;
  return FALSE;
}

gboolean
cli_office_is_asked (const CliOffice *office)
{
  return office->from != NULL || office->months != CLI_NOT_GIVEN || cli_office_has_files (office);
}

gboolean
cli_office_check_folder (const CliOffice *office, int argc, GError **error)
{
  if (argc == 2 || (argc < 2 && cli_office_has_files (office)))
    return TRUE;
  return cli_usage (error, _ ("one folder is needed, with the records of an office; "
                              "\"certplan formats\" lists them"));
}

/* 2027-01, or any day of the month. */
static gboolean
parse_month (const Cli *cli, const char *text, CertplanDate *out_day, GError **error)
{
  g_autofree char *whole = text != NULL ? g_strconcat (text, "-01", NULL) : NULL;
  gint year, month;

  if (text == NULL)
    {
      certplan_date_get_ymd (cli->as_of, &year, &month, NULL);
      *out_day = certplan_date_add_months (certplan_date_new (year, month, 1), 1);
      return TRUE;
    }
  if (certplan_date_parse (whole, out_day, NULL))
    return TRUE;
  return cli_parse_date ("--from", text, out_day, error);
}

static gboolean
read_folder (Cli *cli, CliOffice *office, const char *folder, GError **error)
{
  office->records = certplan_office_records_new (cli->rulebook);
  certplan_input_options_set_keep_good_rows (cli->input, TRUE);
  for (guint i = 0; i < certplan_office_records_get_n_types (); i++)
    if (office->files[i] != NULL
        && !certplan_office_records_set_path (
            office->records, certplan_office_records_get_type_name (i), office->files[i], error))
      return FALSE;
  if (!certplan_office_records_load (office->records, folder, cli->input, cli->faults,
                                     cli->cancellable, error))
    return FALSE;
  for (guint i = 0; i < certplan_office_records_get_n_types (); i++)
    {
      const char *name = certplan_office_records_get_type_name (i);
      const CertplanRecords *records = certplan_office_records_get (office->records, name);
      const char *path = certplan_office_records_get_path (office->records, name);
      if (records != NULL && path != NULL)
        cli_tell_input (cli, path, certplan_records_get_encoding (records),
                        certplan_records_get_delimiter (records));
    }
  return TRUE;
}

CertplanOffice *
cli_office_load (Cli *cli, CliOffice *office, const char *folder, GError **error)
{
  const gint months = office->months != CLI_NOT_GIVEN ? office->months : DEFAULT_MONTHS;
  CertplanDate from;

  if (months < 1 || months > CERTPLAN_OFFICE_MAX_MONTHS)
    {
      cli_usage (error, _ ("--months: %d; wanted 1 to %d"), months, CERTPLAN_OFFICE_MAX_MONTHS);
      return NULL;
    }
  if (!parse_month (cli, office->from, &from, error) || !read_folder (cli, office, folder, error))
    return NULL;
  /* What is wrong in single rows and what is wrong between those that are in order: all at once. */
  const gboolean is_whole = certplan_faults_get_n (cli->faults) == 0;
  g_autoptr (CertplanOffice) made
      = certplan_office_new (cli->policy, office->records, cli->as_of, from, (guint)months,
                             cli->faults, is_whole ? error : NULL);
  if (!is_whole)
    certplan_faults_set_error (cli->faults, error);
  return is_whole ? g_steal_pointer (&made) : NULL;
}

char **
cli_office_dup_inputs (const CliOffice *office)
{
  GPtrArray *paths = g_ptr_array_new ();

  for (guint i = 0; office->records != NULL && i < certplan_office_records_get_n_types (); i++)
    {
      const char *path = certplan_office_records_get_path (
          office->records, certplan_office_records_get_type_name (i));
      if (path != NULL)
        g_ptr_array_add (paths, g_strdup (path));
    }
  g_ptr_array_add (paths, NULL);
  return (char **)g_ptr_array_free (paths, FALSE);
}
