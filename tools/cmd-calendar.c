/* certplan calendar: check what it covers, import further years. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "cli.h"

static const char examples[] = "  certplan calendar check\n"
                               "  certplan calendar import 2026.json -o 2026.csv";

typedef struct
{
  char *source;
  gboolean closed, fail;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->source);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* Files to be checked are calendars on top of those of the options. */
static gboolean
check (Cli *cli, int argc, char **argv, const Options *options, GError **error)
{
  guint n_findings;
  if (options->source != NULL || options->closed)
    return cli_usage (error, _ ("check does not take --source or --closed"));
  g_autoptr (CertplanRulebookOptions) loading = cli_make_options (cli, error);
  if (loading == NULL)
    return FALSE;
  for (int i = 2; i < argc; i++)
    certplan_rulebook_options_add_calendar (loading, argv[i]);
  g_autoptr (CertplanRulebook) rulebook
      = certplan_rulebook_load_with_options (loading, cli->faults, cli->cancellable, error);
  if (rulebook == NULL)
    return FALSE;
  g_autoptr (CertplanTables) tables = certplan_calendar_dup_check (rulebook, &n_findings);
  if (options->fail && n_findings > 0)
    cli->status = CLI_EXIT_NO;
  return cli_write (cli, tables, (const char *const *)argv + 2, error);
}

static gboolean
import (Cli *cli, int argc, char **argv, const Options *options, GError **error)
{
  if (options->fail)
    return cli_usage (error, _ ("import does not take --fail"));
  if (argc != 3)
    return cli_usage (error, _ ("one .json or .ics file is needed"));
  if (!cli_load (cli, error))
    return FALSE;
  g_autoptr (CertplanTables) tables = certplan_calendar_import (
      cli->rulebook, argv[2], options->source, options->closed, cli->faults, error);
  return tables != NULL && cli_write (cli, tables, (const char *const *)argv + 2, error);
}

gboolean
cmd_calendar (Cli *cli, int argc, char **argv, GError **error)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "source", 0, 0, G_OPTION_ARG_STRING, &options.source,
      N_ ("import: the notice that says so; what the file tells of itself if not given"),
      N_ ("TEXT") },
    { "closed", 0, 0, G_OPTION_ARG_NONE, &options.closed,
      N_ ("import: the days are closing days of your own, not those of a notice"), NULL },
    { "fail", 0, 0, G_OPTION_ARG_NONE, &options.fail,
      N_ ("check: exit with status 3 if there are findings"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  const CliInfo info
      = { N_ ("check [FILE...] | import FILE"),
          N_ ("check: which years the working calendar knows, with FILEs on top, and "
              "rows that make\nno sense. Results: coverage, findings.\n"
              "import: a holiday file (.json, .ics) as a calendar for --calendar."),
          examples, entries };
  if (!cli_parse (cli, &argc, &argv, &info, error))
    return FALSE;
  if (argc > 1 && g_str_equal (argv[1], "check"))
    return check (cli, argc, argv, &options, error);
  if (argc > 1 && g_str_equal (argv[1], "import"))
    return import (cli, argc, argv, &options, error);
  return cli_usage (error, _ ("wanted: certplan calendar check [FILE...] or certplan calendar "
                              "import FILE"));
}
