/* What all commands share: their common options, inputs and outputs.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

G_DEFINE_QUARK (certplan_usage_error, certplan_usage_error)

gboolean
cli_usage (GError **error, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, CERTPLAN_USAGE_ERROR, 0, message);
  return FALSE;
}

gboolean
cli_parse_date (const char *option, const char *text, CertplanDate *date, GError **error)
{
  g_autoptr (GError) cause = NULL;
  *date = CERTPLAN_DATE_NONE;
  if (text == NULL || certplan_date_parse (text, date, &cause))
    return TRUE;
  return cli_usage (error, "%s: %s", option, cause->message);
}

static CertplanDate
get_today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  return certplan_date_new (g_date_time_get_year (now), g_date_time_get_month (now),
                            g_date_time_get_day_of_month (now));
}

static gboolean
check_common (Cli *cli, GError **error)
{
  if (cli->lang != NULL && !g_str_equal (cli->lang, "en") && !g_str_equal (cli->lang, "zh_CN"))
    return cli_usage (error, _ ("--lang: unknown language \"%s\"; wanted en or zh_CN"), cli->lang);
  if (!cli_parse_date ("--as-of", cli->as_of_text, &cli->as_of, error))
    return FALSE;
  if (cli->calendar_beyond != NULL && !g_str_equal (cli->calendar_beyond, "statutory")
      && !g_str_equal (cli->calendar_beyond, "error"))
    return cli_usage (error, _ ("--calendar-beyond: \"%s\" is unknown; wanted statutory or error"),
                      cli->calendar_beyond);
  if (cli->as_of == CERTPLAN_DATE_NONE)
    cli->as_of = get_today ();
  return TRUE;
}

/* GLib leaves "--" where it stands when the next word has no dash. */
static void
drop_double_dash (int *argc, char **argv)
{
  for (int i = 1; i < *argc; i++)
    if (g_str_equal (argv[i], "--"))
      {
        memmove (argv + i, argv + i + 1, (*argc - i) * sizeof (*argv));
        (*argc)--;
        return;
      }
}

/* What commands take that write files. Returns: (transfer full): free with g_free() */
static GOptionEntry *
make_output_entries (Cli *cli)
{
  cli->output_help = g_strdup_printf (
      _ ("Write to FILE; .txt .csv .json .html .xlsx%s%s picks the form "
         "(repeatable)"),
      cli->own_forms != NULL ? cli->own_forms : "", cli->draws ? " .png .svg .pdf" : "");
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME_ARRAY, &cli->outputs, cli->output_help,
      N_ ("[NAME=]FILE") },
    { "no-bom", 0, 0, G_OPTION_ARG_NONE, &cli->no_bom,
      N_ ("Write .csv files without a byte order mark"), NULL },
    /* of commands with charts, so it stands last */
    { "chart-script", 0, 0, G_OPTION_ARG_NONE, &cli->chart_script,
      N_ ("Also write FILE.gnuplot, the gnuplot script, for each picture"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  GOptionEntry *copies = g_memdup2 (entries, sizeof entries);
  if (!cli->draws)
    copies[G_N_ELEMENTS (entries) - 2] = (GOptionEntry)G_OPTION_ENTRY_NULL;
  return copies;
}

/* What all commands take. Returns: (transfer full): free with g_free() */
static GOptionEntry *
make_common_entries (Cli *cli)
{
  const GOptionEntry entries[] = {
    { "lang", 0, 0, G_OPTION_ARG_STRING, &cli->lang, N_ ("Language of the results: en or zh_CN"),
      N_ ("LANG") },
    { "as-of", 0, 0, G_OPTION_ARG_STRING, &cli->as_of_text,
      N_ ("The day on which one looks; today if not given"), N_ ("DATE") },
    { "rules", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &cli->rules,
      N_ ("A folder of rules or a tariff.csv on top of the shipped ones (repeatable)"),
      N_ ("PATH") },
    { "calendar", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &cli->calendars,
      N_ ("Days that are not worked, or worked, on top of the shipped ones (repeatable)"),
      N_ ("FILE") },
    { "calendar-beyond", 0, 0, G_OPTION_ARG_STRING, &cli->calendar_beyond,
      N_ ("Years without a notice yet: statutory days alone (statutory), or an error (error)"),
      N_ ("HOW") },
    { "cycle", 0, 0, G_OPTION_ARG_STRING_ARRAY, &cli->cycles,
      N_ ("How long a cycle takes that no document states: ccia=P3M,P6M (repeatable)"),
      N_ ("NAME=TARGET[,MAXIMUM]") },
    { "policy", 0, 0, G_OPTION_ARG_STRING_ARRAY, &cli->policies,
      N_ ("How an open point is read; \"certplan show --policies\" lists them (repeatable)"),
      N_ ("KEY=VALUE") },
    G_OPTION_ENTRY_NULL,
  };
  return g_memdup2 (entries, sizeof entries);
}

/* What commands that read files take besides. Returns: (transfer full): free with g_free() */
static GOptionEntry *
make_input_entries (Cli *cli)
{
  const GOptionEntry entries[] = {
    { "encoding", 0, 0, G_OPTION_ARG_STRING, &cli->encoding,
      N_ ("Encoding of the files read: UTF-8, GB18030, GBK, UTF-16LE, UTF-16BE; else found out"),
      N_ ("NAME") },
    { "delimiter", 0, 0, G_OPTION_ARG_STRING, &cli->delimiter,
      N_ ("What separates their cells: a sign, or comma, semicolon, tab; else found out"),
      N_ ("SIGN") },
    { "excel-serial", 0, 0, G_OPTION_ARG_NONE, &cli->excel_serial,
      N_ ("Read 45778 as 2025-05-01 also where a column holds no other dates"), NULL },
    { "verbose", 'v', 0, G_OPTION_ARG_NONE, &cli->verbose,
      N_ ("Tell the encoding and the delimiter on stderr"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  return g_memdup2 (entries, sizeof entries);
}

/* @info->arguments is NULL for none: the translation of "" is the catalogue's own header. */
gboolean
cli_parse (Cli *cli, int *argc, char ***argv, const CliInfo *info, GError **error)
{
  g_autofree GOptionEntry *output = make_output_entries (cli);
  g_autofree GOptionEntry *common = make_common_entries (cli);
  g_autofree GOptionEntry *input = make_input_entries (cli);
  g_autoptr (CliWords) words = cli_words_new ();
  g_autoptr (GOptionContext) context = g_option_context_new (info->arguments);
  g_autofree char *examples = g_strconcat (_ ("Examples:"), "\n", info->examples, NULL);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, info->summary);
  g_option_context_set_description (context, examples);
  cli_words_add (words, context, info->entries);
  if (cli->reads_files)
    cli_words_add (words, context, input);
  if (!cli->prints_only)
    cli_words_add (words, context, output);
  cli_words_add (words, context, common);
  if (!g_option_context_parse (context, argc, argv, error) || !cli_words_read (words, error))
    return FALSE;
  if (cli->reads_files && !cli_make_input (cli, error))
    return FALSE;
  drop_double_dash (argc, *argv);
  return check_common (cli, error);
}

CertplanRulebookOptions *
cli_make_options (const Cli *cli, GError **error)
{
  g_autoptr (CertplanRulebookOptions) options = certplan_rulebook_options_new ();
  for (guint i = 0; cli->rules != NULL && cli->rules[i] != NULL; i++)
    certplan_rulebook_options_add_layer (options, cli->rules[i]);
  for (guint i = 0; cli->calendars != NULL && cli->calendars[i] != NULL; i++)
    certplan_rulebook_options_add_calendar (options, cli->calendars[i]);
  if (g_strcmp0 (cli->calendar_beyond, "error") == 0)
    certplan_rulebook_options_set_calendar_beyond (options, CERTPLAN_CALENDAR_BEYOND_ERROR);
  for (guint i = 0; cli->cycles != NULL && cli->cycles[i] != NULL; i++)
    if (!certplan_rulebook_options_add_cycle (options, cli->cycles[i], error))
      return NULL;
  return g_steal_pointer (&options);
}

gboolean
cli_load (Cli *cli, GError **error)
{
  cli->policy = certplan_policy_new ();
  for (guint i = 0; cli->policies != NULL && cli->policies[i] != NULL; i++)
    if (!certplan_policy_set (cli->policy, cli->policies[i], error))
      return FALSE;
  g_autoptr (CertplanRulebookOptions) options = cli_make_options (cli, error);
  if (options == NULL)
    return FALSE;
  cli->rulebook
      = certplan_rulebook_load_with_options (options, cli->faults, cli->cancellable, error);
  return cli->rulebook != NULL;
}

/* Results without -o speak the reader's language, as far as there is one. */
static CertplanLang
get_locale_lang (void)
{
  const char *name = g_get_language_names ()[0];
  return g_str_has_prefix (name, "zh") ? CERTPLAN_LANG_ZH_CN : CERTPLAN_LANG_EN;
}

CertplanLang
cli_get_lang (const Cli *cli)
{
  if (cli->lang == NULL)
    return get_locale_lang ();
  return g_str_equal (cli->lang, "zh_CN") ? CERTPLAN_LANG_ZH_CN : CERTPLAN_LANG_EN;
}

static void
set_lang (const Cli *cli, CertplanTargets *targets)
{
  if (cli->lang != NULL)
    certplan_targets_set_lang (targets, cli_get_lang (cli));
  certplan_targets_set_reading_lang (targets, get_locale_lang ());
}

/* Files of rules that were read are inputs too: no output may be one of them. */
static char **
list_inputs (const Cli *cli, const char *const *inputs)
{
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();
  for (guint i = 0; inputs != NULL && inputs[i] != NULL; i++)
    g_strv_builder_add (all, inputs[i]);
  for (guint i = 0; cli->rules != NULL && cli->rules[i] != NULL; i++)
    g_strv_builder_add (all, cli->rules[i]);
  for (guint i = 0; cli->calendars != NULL && cli->calendars[i] != NULL; i++)
    g_strv_builder_add (all, cli->calendars[i]);
  return g_strv_builder_end (all);
}

/* Whether writing @spec would land inside a folder of rules that was read. */
static gboolean
is_inside (const char *spec, const char *folder)
{
  const char *equals = strchr (spec, '=');
  g_autofree char *parent = g_path_get_dirname (equals != NULL ? equals + 1 : spec);
  g_autofree char *whole_parent = g_path_get_dirname (spec); /* a name may hold a = */
  const char *const parents[] = { parent, whole_parent };
  char *real_folder = realpath (folder, NULL);
  gboolean is_in = FALSE;
  for (gsize i = 0; real_folder != NULL && i < G_N_ELEMENTS (parents); i++)
    {
      char *real = realpath (parents[i], NULL);
      gsize length = strlen (real_folder);
      is_in |= real != NULL && strncmp (real, real_folder, length) == 0
               && (real[length] == '/' || real[length] == '\0');
      free (real);
    }
  free (real_folder);
  return is_in;
}

static gboolean
check_rules_folders (const Cli *cli, GError **error)
{
  for (guint i = 0; cli->outputs != NULL && cli->outputs[i] != NULL; i++)
    for (guint j = 0; cli->rules != NULL && cli->rules[j] != NULL; j++)
      if (g_file_test (cli->rules[j], G_FILE_TEST_IS_DIR)
          && is_inside (cli->outputs[i], cli->rules[j]))
        return cli_usage (error, _ ("-o %s lies in a folder of rules that is read: \"%s\""),
                          cli->outputs[i], cli->rules[j]);
  return TRUE;
}

static gboolean
add_outputs (const Cli *cli, CertplanTargets *targets, GError **error)
{
  for (guint i = 0; cli->outputs != NULL && cli->outputs[i] != NULL; i++)
    if (!certplan_targets_add (targets, cli->outputs[i], error))
      return FALSE;
  if (cli->outputs == NULL && cli->writes_csv)
    certplan_targets_add_stdout_csv (targets);
  else if (cli->outputs == NULL)
    certplan_targets_add_stdout (targets);
  return !cli->chart_script || certplan_targets_add_scripts (targets, error);
}

/* What was done otherwise than asked is told even where all went well. */
static void
print_warnings (const CertplanTargets *targets)
{
  for (guint i = 0; i < certplan_targets_get_n_warnings (targets); i++)
    g_printerr (_ ("certplan: warning: %s\n"), certplan_targets_get_warning (targets, i));
}

/* A reading that this result does not depend on was perhaps meant for another command. */
static void
print_unasked (const Cli *cli)
{
  for (guint i = 0; cli->policies != NULL && cli->policies[i] != NULL; i++)
    if (!certplan_policy_is_asked (cli->policy, cli->policies[i]))
      g_printerr (_ ("certplan: warning: nothing here depends on the policy \"%s\"\n"),
                  cli->policies[i]);
}

gboolean
cli_write (Cli *cli, CertplanTables *tables, const char *const *inputs, GError **error)
{
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();
  g_auto (GStrv) all_inputs = list_inputs (cli, inputs);
  if (!check_rules_folders (cli, error))
    return FALSE;
  if (!add_outputs (cli, targets, error))
    return FALSE;
  set_lang (cli, targets);
  certplan_targets_set_bom (targets, !cli->no_bom);
  certplan_targets_set_as_of (targets, cli->as_of);
  if (cli->rulebook != NULL)
    certplan_targets_set_digest (targets, certplan_rulebook_get_digest (cli->rulebook));
  gboolean is_done
      = certplan_targets_check (targets, tables, (const char *const *)all_inputs, error)
        && certplan_write_outputs (tables, targets, cli->cancellable, error);
  print_warnings (targets);
  if (is_done && cli->policy != NULL)
    print_unasked (cli);
  return is_done;
}

/* The ending of what -o says that is no form to fill in; NULL = it may be one. */
static const char *
find_unfit (const char *output)
{
  static const char *const endings[] = { ".txt", ".html", ".json" };
  const char *end = strrchr (output, '.');
  for (gsize i = 0; end != NULL && i < G_N_ELEMENTS (endings); i++)
    if (g_ascii_strcasecmp (end, endings[i]) == 0)
      return endings[i];
  return NULL;
}

gboolean
cli_write_template (Cli *cli, CertplanTables *tables, GError **error)
{
  for (char **output = cli->outputs; output != NULL && *output != NULL; output++)
    {
      const char *ending = find_unfit (*output);
      if (ending != NULL)
        return cli_usage (error,
                          _ ("\"%s\": a file to fill in is not of the form %s; wanted .csv "
                             "or .xlsx"),
                          *output, ending);
    }
  cli->writes_csv = TRUE;
  return cli_write (cli, tables, NULL, error);
}

gboolean
cli_refuse_output (const Cli *cli, GError **error)
{
  if (cli->chart_script)
    return cli_usage (error, _ ("this draws no picture; --chart-script does not go with it"));
  if (cli->outputs == NULL)
    return TRUE;
  return cli_usage (error, _ ("this goes to standard output only; -o does not go with it"));
}

void
cli_clear (Cli *cli)
{
  g_free (cli->output_help);
  g_free (cli->encoding);
  g_free (cli->delimiter);
  g_clear_pointer (&cli->input, certplan_input_options_unref);
  g_free (cli->lang);
  g_free (cli->as_of_text);
  g_strfreev (cli->rules);
  g_strfreev (cli->calendars);
  g_free (cli->calendar_beyond);
  g_strfreev (cli->cycles);
  g_strfreev (cli->policies);
  g_strfreev (cli->outputs);
  g_clear_pointer (&cli->rulebook, certplan_rulebook_unref);
  g_clear_pointer (&cli->policy, certplan_policy_unref);
}
