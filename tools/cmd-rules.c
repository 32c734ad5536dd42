/* certplan list, show and rules: what the rulebook holds. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "cli.h"
#include <string.h>

gboolean
cmd_list (Cli *cli, int argc, char **argv, GError **error)
{
  g_autofree char *industry = NULL;
  const GOptionEntry entries[] = {
    { "industry", 0, 0, G_OPTION_ARG_STRING, &industry,
      N_ ("Only those of the category that a line of business belongs to"), N_ ("NAME") },
    G_OPTION_ENTRY_NULL,
  };
  const CliInfo info
      = { NULL,
          N_ ("The qualifications that the rules know, and how much is published of each.\n"
              "--industry takes a key or a title in English or Chinese.\n"
              "Results: qualifications; with --industry industries too."),
          "  certplan list\n  certplan list --industry education", entries };
  if (!cli_parse (cli, &argc, &argv, &info, error))
    return FALSE;
  if (argc != 1)
    return cli_usage (error, _ ("list takes no argument: \"%s\""), argv[1]);
  if (!cli_load (cli, error))
    return FALSE;
  g_autoptr (CertplanTables) tables
      = industry != NULL ? certplan_rulebook_dup_industry (cli->rulebook, industry, error)
                         : certplan_rulebook_dup_list (cli->rulebook);
  return tables != NULL && cli_write (cli, tables, NULL, error);
}

gboolean
cmd_show (Cli *cli, int argc, char **argv, GError **error)
{
  gboolean policies = FALSE;
  const GOptionEntry entries[] = {
    { "policies", 0, 0, G_OPTION_ARG_NONE, &policies,
      N_ ("Show how the points are read that the documents leave open"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  const CliInfo info
      = { N_ ("QUALIFICATION"),
          N_ ("All that is published of a qualification, every row with source and clause.\n"
              "Results: tariff, periods, stages, criteria, lifecycle, routing, durations,\n"
              "effort, returns, panels, industries, documents, notes."),
          "  certplan show cnitsec/engineering/2\n  certplan show --policies", entries };
  if (!cli_parse (cli, &argc, &argv, &info, error))
    return FALSE;
  if (policies && argc > 1)
    return cli_usage (error, _ ("show --policies takes no qualification: \"%s\""), argv[1]);
  if (!policies && argc != 2)
    return cli_usage (error, _ ("one qualification is needed, or --policies"));
  if (!cli_load (cli, error))
    return FALSE;
  guint handle = policies ? 0 : certplan_rulebook_find (cli->rulebook, argv[1], error);
  if (!policies && handle == 0)
    return FALSE;
  g_autoptr (CertplanTables) tables = policies ? certplan_policy_dup_tables (cli->policy)
                                               : certplan_rulebook_dup_show (cli->rulebook, handle);
  return cli_write (cli, tables, NULL, error);
}

/* A result like any other: --lang chooses its language. */
static char *
say_no_fault (const Cli *cli, const CertplanRulebook *rulebook)
{
  g_autofree char *n = g_strdup_printf ("%u", certplan_rulebook_get_n_qualifications (rulebook));
  GString *text = g_string_new (
      certplan_labels_get (certplan_labels_get_default (), cli_get_lang (cli), "text.no_fault"));
  g_string_replace (text, "{1}", n, 1);
  g_string_replace (text, "{2}", certplan_rulebook_get_digest (rulebook), 1);
  g_string_append_c (text, '\n');
  return g_string_free (text, FALSE);
}

gboolean
cmd_rules (Cli *cli, int argc, char **argv, GError **error)
{
  const CliInfo info
      = { N_ ("check PATH..."),
          N_ ("Checks rules of your own on top of the shipped ones: a folder that "
              "mirrors data/\n(schemes/NAME/, calendars/, assumptions/) or a "
              "tariff.csv. All faults at once,\nalso what loads but cannot be meant: gaps "
              "between terms, references to nothing,\nwords without a name in "
              "both languages."),
          "  certplan rules check my-rules", NULL };
  cli->prints_only = TRUE;
  if (!cli_parse (cli, &argc, &argv, &info, error))
    return FALSE;
  if (argc < 3 || !g_str_equal (argv[1], "check"))
    return cli_usage (error, _ ("wanted: certplan rules check PATH..."));
  g_autoptr (CertplanRulebookOptions) options = certplan_rulebook_options_new ();
  certplan_rulebook_options_set_checked (options, TRUE);
  for (int i = 2; i < argc; i++)
    certplan_rulebook_options_add_layer (options, argv[i]);
  g_autoptr (CertplanRulebook) rulebook
      = certplan_rulebook_load_with_options (options, cli->faults, cli->cancellable, error);
  if (rulebook == NULL)
    return FALSE;
  g_autofree char *text = say_no_fault (cli, rulebook);
  return cli_print (text, strlen (text), error);
}
