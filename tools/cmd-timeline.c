/* certplan timeline: when a case is due. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli.h"

static const char examples[]
    = "  certplan timeline cnitsec/engineering/2 --start 2026-03-02\n"
      "  certplan timeline cnitsec/engineering/2 --start 2026-03-02 \\\n"
      "      --pause supplement:2026-04-01/2026-04-20 --stage payment=P5B -o plan.csv -o plan.png\n"
      "  certplan timeline cnitsec/engineering/2 --wish 2027-02-28";

typedef struct
{
  char *kind, *start, *finish, *wish, *events, *case_name;
  char **pauses, **stages;
  gboolean explain, fail;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->kind);
  g_free (options->start);
  g_free (options->finish);
  g_free (options->wish);
  g_free (options->events);
  g_free (options->case_name);
  g_strfreev (options->pauses);
  g_strfreev (options->stages);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
check_options (const Options *options, int argc, GError **error)
{
  if (argc != 2)
    return cli_usage (error, _ ("one qualification is needed; \"certplan list\" shows them"));
  if (options->start == NULL && options->wish == NULL)
    return cli_usage (error, _ ("--start or --wish is needed"));
  if (options->start == NULL && options->finish != NULL)
    return cli_usage (error, _ ("--finish needs --start"));
  if (options->case_name != NULL && options->events == NULL)
    return cli_usage (error, _ ("--case needs --events"));
  return TRUE;
}

static gboolean
set_dates (CertplanTimelineRequest *request, const Options *options, GError **error)
{
  CertplanDate start, finish, wish;
  if (!cli_parse_date ("--start", options->start, &start, error)
      || !cli_parse_date ("--finish", options->finish, &finish, error)
      || !cli_parse_date ("--wish", options->wish, &wish, error))
    return FALSE;
  certplan_timeline_request_set_start (request, start);
  certplan_timeline_request_set_finish (request, finish);
  certplan_timeline_request_set_wish (request, wish);
  return TRUE;
}

static gboolean
add_events (Cli *cli, CertplanTimelineRequest *request, const Options *options, GError **error)
{
  g_autoptr (CertplanRecords) events = NULL;
  return cli_load_given (cli, "events", options->events, &events, error)
         && (events == NULL
             || certplan_timeline_request_add_events (request, events, options->case_name, error));
}

static gboolean
fill_request (CertplanTimelineRequest *request, const Options *options, GError **error)
{
  if (!set_dates (request, options, error))
    return FALSE;
  for (guint i = 0; options->pauses != NULL && options->pauses[i] != NULL; i++)
    if (!certplan_timeline_request_parse_pause (request, options->pauses[i], error))
      return FALSE;
  for (guint i = 0; options->stages != NULL && options->stages[i] != NULL; i++)
    if (!certplan_timeline_request_add_stage (request, options->stages[i], error))
      return FALSE;
  return TRUE;
}

gboolean
cmd_timeline (Cli *cli, int argc, char **argv, GError **error)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "start", 's', 0, G_OPTION_ARG_STRING, &options.start,
      N_ ("The day on which the clock starts"), N_ ("DATE") },
    { "finish", 0, 0, G_OPTION_ARG_STRING, &options.finish,
      N_ ("The day on which the certificate was issued"), N_ ("DATE") },
    { "wish", 0, 0, G_OPTION_ARG_STRING, &options.wish,
      N_ ("Also tell the latest start whose limits lie not after DATE"), N_ ("DATE") },
    { "kind", 'k', 0, G_OPTION_ARG_STRING, &options.kind,
      N_ ("Kind of application; the first one if not given"), N_ ("KIND") },
    { "pause", 'p', 0, G_OPTION_ARG_STRING_ARRAY, &options.pauses,
      N_ ("A pause: its first day and the day of resumption; without TO it is open (repeatable)"),
      N_ ("REASON:FROM/[TO]") },
    { "events", 0, 0, G_OPTION_ARG_FILENAME, &options.events,
      N_ ("Pauses out of a file of events, as \"certplan formats events\" tells"), N_ ("FILE") },
    { "case", 0, 0, G_OPTION_ARG_STRING, &options.case_name,
      N_ ("The case whose events count; needed where the file has several"), N_ ("CASE") },
    { "stage", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.stages,
      N_ ("How long a stage takes, as P20D, P1M or P10B for working days (repeatable)"),
      N_ ("STAGE=PERIOD") },
    { "explain", 0, 0, G_OPTION_ARG_NONE, &options.explain, N_ ("Also show the reasons"), NULL },
    { "fail", 0, 0, G_OPTION_ARG_NONE, &options.fail,
      N_ ("Exit with status 3 if the last limit is not kept, now or as planned"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  const CliInfo info = { N_ ("QUALIFICATION"),
                         N_ ("When a case is due: target, maximum, pauses, dated stages.\n"
                             "Results: plan, limits, clock, pauses, wish, reasons, notes, gantt."),
                         examples, entries };
  cli->reads_files = TRUE;
  cli->draws = TRUE;
  cli->own_forms = " .ics";
  if (!cli_parse (cli, &argc, &argv, &info, error) || !check_options (&options, argc, error)
      || !cli_load (cli, error))
    return FALSE;
  g_autoptr (CertplanTimelineRequest) request
      = certplan_timeline_request_new (cli->rulebook, cli->policy, argv[1], options.kind, error);
  if (request == NULL || !fill_request (request, &options, error)
      || !add_events (cli, request, &options, error))
    return FALSE;
  g_autoptr (CertplanTimeline) timeline = certplan_timeline_new (request, cli->as_of, error);
  if (timeline == NULL)
    return FALSE;
  if (options.fail && !certplan_timeline_is_kept (timeline))
    cli->status = CLI_EXIT_NO;
  g_autoptr (CertplanTables) tables = certplan_timeline_dup_tables (timeline, options.explain);
  const char *const inputs[] = { options.events, NULL };
  return cli_write (cli, tables, inputs, error);
}
