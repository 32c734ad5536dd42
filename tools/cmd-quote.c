/* certplan quote: what certificates cost. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli.h"

static const char examples[]
    = "  certplan quote cnitsec/engineering/2\n"
      "  certplan quote cnitsec/operation/2 cnitsec/cloud/1 --extra implementation:12000\n"
      "  certplan quote cnitsec/engineering/2 --expiry 2026-10-31 --submitted 2026-06-01\n"
      "  certplan quote cnitsec/engineering/2 --kind maintenance --explain -o quote.csv";

typedef struct
{
  char *kind, *on, *expiry, *submitted;
  char **extras;
  gboolean explain;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->kind);
  g_free (options->on);
  g_free (options->expiry);
  g_free (options->submitted);
  g_strfreev (options->extras);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
check_options (const Options *options, int argc, GError **error)
{
  if (argc < 2)
    return cli_usage (error, _ ("a qualification is needed; \"certplan list\" shows them"));
  if ((options->expiry == NULL) != (options->submitted == NULL))
    return cli_usage (error, _ ("--expiry and --submitted go together"));
  if (options->expiry != NULL && (options->kind != NULL || options->on != NULL))
    return cli_usage (error, _ ("--expiry and --submitted say the kind and the day; "
                                "--kind and --on do not go with them"));
  return TRUE;
}

static gboolean
add_renewals (CertplanQuotes *quotes, const Options *options, char **qualifications, GError **error)
{
  CertplanDate expiry, submitted;
  if (!cli_parse_date ("--expiry", options->expiry, &expiry, error)
      || !cli_parse_date ("--submitted", options->submitted, &submitted, error))
    return FALSE;
  for (char **name = qualifications; *name != NULL; name++)
    if (!certplan_quotes_add_renewal (quotes, *name, expiry, submitted, error))
      return FALSE;
  return TRUE;
}

static gboolean
add_quotes (CertplanQuotes *quotes, const Options *options, char **qualifications, GError **error)
{
  CertplanDate on;
  if (!cli_parse_date ("--on", options->on, &on, error))
    return FALSE;
  for (char **name = qualifications; *name != NULL; name++)
    if (!certplan_quotes_add (quotes, *name, options->kind, on, error))
      return FALSE;
  return TRUE;
}

/* Asked for alone, a fee that nobody published is the answer: an error with the row that mends it.
 */
static gboolean
check_single (Cli *cli, const CertplanQuotes *quotes, const Options *options, char **qualifications,
              GError **error)
{
  CertplanDate on;
  if (qualifications[1] != NULL || certplan_quotes_get_n_missing (quotes) == 0
      || options->expiry != NULL)
    return TRUE;
  guint handle = certplan_rulebook_find (cli->rulebook, qualifications[0], error);
  if (handle == 0 || !cli_parse_date ("--on", options->on, &on, error))
    return FALSE;
  g_autoptr (CertplanQuote) quote
      = certplan_quote_new (cli->rulebook, handle, options->kind, on, error);
  return quote != NULL;
}

gboolean
cmd_quote (Cli *cli, int argc, char **argv, GError **error)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "kind", 'k', 0, G_OPTION_ARG_STRING, &options.kind,
      N_ ("Kind of application: initial, maintenance, upgrade ...; the first one if not given"),
      N_ ("KIND") },
    { "on", 0, 0, G_OPTION_ARG_STRING, &options.on,
      N_ ("The day of the agreement, else of the filing: it picks the tariff"), N_ ("DATE") },
    { "expiry", 0, 0, G_OPTION_ARG_STRING, &options.expiry,
      N_ ("Last day of the certificate held; the kind follows from --submitted"), N_ ("DATE") },
    { "submitted", 0, 0, G_OPTION_ARG_STRING, &options.submitted,
      N_ ("The day on which its renewal is submitted"), N_ ("DATE") },
    { "extra", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.extras,
      N_ ("A cost of your own, in yuan (repeatable)"), N_ ("NAME:AMOUNT") },
    { "explain", 0, 0, G_OPTION_ARG_NONE, &options.explain, N_ ("Also show the reasons"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  const CliInfo info = { N_ ("QUALIFICATION..."),
                         N_ ("What certificates cost, item by item, with "
                             "source and clause."),
                         examples, entries };
  if (!cli_parse (cli, &argc, &argv, &info, error) || !check_options (&options, argc, error)
      || !cli_load (cli, error))
    return FALSE;
  g_autoptr (CertplanQuotes) quotes = certplan_quotes_new (cli->rulebook, cli->policy);
  if (options.expiry != NULL ? !add_renewals (quotes, &options, argv + 1, error)
                             : !add_quotes (quotes, &options, argv + 1, error))
    return FALSE;
  for (guint i = 0; options.extras != NULL && options.extras[i] != NULL; i++)
    if (!certplan_quotes_add_extra (quotes, options.extras[i], error))
      return FALSE;
  if (!check_single (cli, quotes, &options, argv + 1, error))
    return FALSE;
  g_autoptr (CertplanTables) tables = certplan_quotes_dup_tables (quotes, options.explain);
  return cli_write (cli, tables, NULL, error);
}
