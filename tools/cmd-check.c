/* certplan check: what stands in the way of an application. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "cli.h"

static const char examples[]
    = "  certplan check --template cnitsec/engineering/2 -o profile.csv\n"
      "  certplan check cnitsec/engineering/2 examples/profile.csv --on 2026-12-01 --missing\n"
      "  certplan check cnitsec/engineering/2 cnitsec/cloud/1 examples/profile.csv \\\n"
      "      --projects examples/projects.csv --on 2026-12-01 --explain -o check.xlsx";

typedef struct
{
  char *kind, *on, *projects, *certificates, *events, *org;
  gboolean is_template, missing, explain;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->kind);
  g_free (options->on);
  g_free (options->projects);
  g_free (options->certificates);
  g_free (options->events);
  g_free (options->org);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
check_options (const Options *options, int argc, GError **error)
{
  if (argc < 2)
    return cli_usage (error, _ ("a qualification is needed; \"certplan list\" shows them"));
  if (!options->is_template && argc < 3)
    return cli_usage (error, _ ("the profile is needed behind the qualifications; "
                                "\"certplan check --template\" writes an empty one"));
  if (options->certificates == NULL && (options->events != NULL || options->org != NULL))
    return cli_usage (error, _ ("--events and --org need --register"));
  return TRUE;
}

static gboolean
add_register (Cli *cli, CertplanEligibilityRequest *request, const Options *options, GError **error)
{
  if (options->certificates == NULL)
    return TRUE;
  g_autoptr (CertplanRecords) certificates
      = cli_load_records (cli, "register", options->certificates, error);
  if (certificates == NULL
      || !certplan_eligibility_request_set_register (request, certificates, options->org, error))
    return FALSE;
  if (options->events == NULL)
    return TRUE;
  g_autoptr (CertplanRecords) events = cli_load_records (cli, "events", options->events, error);
  if (events != NULL)
    certplan_eligibility_request_set_events (request, events);
  return events != NULL;
}

static gboolean
add_files (Cli *cli, CertplanEligibilityRequest *request, const Options *options,
           const char *profile_path, GError **error)
{
  g_autoptr (CertplanRecords) profile = cli_load_records (cli, "profile", profile_path, error);
  if (profile == NULL)
    return FALSE;
  certplan_eligibility_request_set_profile (request, profile);
  g_autoptr (CertplanRecords) projects = NULL;
  if (!cli_load_given (cli, "projects", options->projects, &projects, error))
    return FALSE;
  if (projects != NULL)
    certplan_eligibility_request_set_projects (request, projects);
  return add_register (cli, request, options, error);
}

static gboolean
write_template (Cli *cli, CertplanEligibilityRequest *request, GError **error)
{
  g_autoptr (CertplanTables) tables = certplan_eligibility_request_dup_template (request);
  return cli_write_template (cli, tables, error);
}

static gboolean
write_result (Cli *cli, CertplanEligibilityRequest *request, const Options *options,
              const char *profile, GError **error)
{
  CertplanDate on = cli->as_of;
  if (options->on != NULL && !cli_parse_date ("--on", options->on, &on, error))
    return FALSE;
  g_autoptr (CertplanEligibility) eligibility
      = certplan_eligibility_new (request, on, cli->faults, error);
  if (eligibility == NULL)
    return FALSE;
  if (!certplan_eligibility_is_clear (eligibility))
    cli->status = CLI_EXIT_NO;
  g_autoptr (CertplanTables) tables
      = certplan_eligibility_dup_tables (eligibility, options->missing, options->explain);
  const char *inputs[]
      = { profile, options->projects, options->certificates, options->events, NULL };
  cli_close_gaps (inputs, G_N_ELEMENTS (inputs));
  return cli_write (cli, tables, inputs, error);
}

gboolean
cmd_check (Cli *cli, int argc, char **argv, GError **error)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "on", 0, 0, G_OPTION_ARG_STRING, &options.on,
      N_ ("The day of application; the day of --as-of if not given"), N_ ("DATE") },
    { "kind", 'k', 0, G_OPTION_ARG_STRING, &options.kind,
      N_ ("Kind of application; the first one if not given"), N_ ("KIND") },
    { "projects", 0, 0, G_OPTION_ARG_FILENAME, &options.projects,
      N_ ("The applicant's projects, instead of facts that count them"), N_ ("FILE") },
    { "register", 0, 0, G_OPTION_ARG_FILENAME, &options.certificates,
      N_ ("The certificates that the applicant holds"), N_ ("FILE") },
    { "events", 0, 0, G_OPTION_ARG_FILENAME, &options.events,
      N_ ("What happened to them: suspensions, revocations, withdrawals"), N_ ("FILE") },
    { "org", 0, 0, G_OPTION_ARG_STRING, &options.org,
      N_ ("The applicant's name; needed where the register has several holders"), N_ ("NAME") },
    { "missing", 0, 0, G_OPTION_ARG_NONE, &options.missing,
      N_ ("Also list the facts that the profile lacks, the most decisive first"), NULL },
    { "explain", 0, 0, G_OPTION_ARG_NONE, &options.explain, N_ ("Also show the reasons"), NULL },
    { "template", 0, 0, G_OPTION_ARG_NONE, &options.is_template,
      N_ ("Write an empty profile for these qualifications"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  const CliInfo info
      = { N_ ("QUALIFICATION... PROFILE"),
          N_ ("Whether the published criteria are met, one by one. Exits with status 3 unless no\n"
              "obstacle is known.\n"
              "Results: criteria, verdict, unavailable, missing, reasons, notes; profile."),
          examples, entries };
  cli->reads_files = TRUE;
  if (!cli_parse (cli, &argc, &argv, &info, error) || !check_options (&options, argc, error)
      || !cli_load (cli, error))
    return FALSE;
  g_autoptr (CertplanEligibilityRequest) request
      = certplan_eligibility_request_new (cli->rulebook, cli->policy);
  const int n_qualifications = options.is_template ? argc : argc - 1;
  for (int i = 1; i < n_qualifications; i++)
    if (!certplan_eligibility_request_add (request, argv[i], options.kind, error))
      return FALSE;
  if (options.is_template)
    return write_template (cli, request, error);
  return add_files (cli, request, &options, argv[argc - 1], error)
         && write_result (cli, request, &options, argv[argc - 1], error);
}
