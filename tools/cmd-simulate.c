/* certplan simulate: how long cases will take. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli-office.h"
#include <string.h>

static const char examples[]
    = "  certplan simulate examples/office --from 2027-01 --months 12\n"
      "  certplan simulate examples/office --from 2027-01 --growth 20 --half-width 24 \\\n"
      "      -o limits=limits.csv -o histogram=days.png -o months=backlog.png\n"
      "  certplan simulate examples/office --from 2027-01 --half-width-share 1.5% -o "
      "limits=known.csv\n"
      "  certplan simulate --model examples/panel.ini\n"
      "  certplan simulate --model examples/panel.ini --replications 400 --seed 7 -o out.html\n"
      "  certplan simulate --model examples/panel.ini --shard 2/4 -o part-2.csv\n"
      "  certplan simulate --model examples/panel.ini --half-width 12 --steps -o steps=steps.csv\n"
      "  certplan simulate --selfcheck";

typedef struct
{
  char *model, *shard, *seed;
  gint n_replications, n_threads, n_hours, warmup, growth;
  char *half_share;
  char **without;
  gboolean selfcheck, steps;
  CliOffice office;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->model);
  g_free (options->shard);
  g_free (options->seed);
  g_free (options->half_share);
  g_strfreev (options->without);
  cli_office_clear (&options->office);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

typedef struct
{
  guint64 seed;
  guint shard, n_shards;
  guint half_share; /* millionths */
} Numbers;

/* "I/N" */
static gboolean
parse_shard (const char *text, Numbers *numbers, GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, "/", 2);
  guint64 shard, n_shards;
  if (g_strv_length (words) != 2
      || !g_ascii_string_to_unsigned (words[0], 10, 1, 1000000, &shard, NULL)
      || !g_ascii_string_to_unsigned (words[1], 10, shard, 1000000, &n_shards, NULL))
    return cli_usage (error, _ ("--shard: \"%s\" is no I/N with I from 1 to N, as 2/20"), text);
  numbers->shard = (guint)shard;
  numbers->n_shards = (guint)n_shards;
  return TRUE;
}

/* "1%", "0.5%", "2.25": per cent with at most two decimals. */
static gboolean
parse_half_share (const char *text, Numbers *numbers, GError **error)
{
  const gsize length = strlen (text);
  g_autofree char *number = g_strndup (text, length - g_str_has_suffix (text, "%"));
  g_auto (GStrv) parts = g_strsplit (number, ".", 2);
  g_autofree char *decimals
      = g_strconcat (parts[0] != NULL && parts[1] != NULL ? parts[1] : "", "00", NULL);
  guint64 whole = 0, hundredths = 0;
  decimals[MIN (strlen (decimals), 2)] = '\0';
  if (parts[0] != NULL && (parts[1] == NULL || strlen (parts[1]) <= 2)
      && g_ascii_string_to_unsigned (parts[0], 10, 0, 50, &whole, NULL)
      && g_ascii_string_to_unsigned (decimals, 10, 0, 99, &hundredths, NULL)
      && whole * 100 + hundredths >= 1 && whole * 100 + hundredths <= 5000)
    {
      numbers->half_share = (guint)(whole * 100 + hundredths) * 100;
      return TRUE;
    }
  return cli_usage (error, _ ("--half-width-share: \"%s\"; wanted 0.01%% to 50%%, as 1%%"), text);
}

static gboolean
check_options (const Options *options, int argc, Numbers *numbers, GError **error)
{
  const guint n_asked = (argc == 2) + (options->model != NULL) + (options->selfcheck != FALSE);
  if (argc > 2 || n_asked != 1)
    return cli_usage (error, _ ("one of a folder of an office, --model and --selfcheck is needed"));
  if (options->n_replications < 1)
    return cli_usage (error, _ ("--replications: %d is not above 0"), options->n_replications);
  if (options->n_threads < 0)
    return cli_usage (error, _ ("--threads: %d is negative"), options->n_threads);
  if (options->n_hours < 0 || options->n_hours > 1000000)
    return cli_usage (error, _ ("--half-width: %d is no number of hours"), options->n_hours);
  if ((options->n_hours > 0 || options->half_share != NULL || options->steps)
      && (options->shard != NULL || options->selfcheck))
    return cli_usage (error, _ ("--half-width and --steps need the whole run of a model"));
  if (options->seed != NULL
      && !g_ascii_string_to_unsigned (options->seed, 10, 0, G_MAXUINT64, &numbers->seed, NULL))
    return cli_usage (error, _ ("--seed: \"%s\" is no whole number from 0 to 2^64 - 1"),
                      options->seed);
  if (options->shard != NULL && options->selfcheck)
    return cli_usage (error, _ ("--shard does not go with --selfcheck"));
  if (options->half_share != NULL && !parse_half_share (options->half_share, numbers, error))
    return FALSE;
  return options->shard == NULL || parse_shard (options->shard, numbers, error);
}

/* TAP: a line a figure. */
static gboolean
print_tap (CertplanTable *table, GError **error)
{
  g_autoptr (CertplanCursor) cursor = certplan_table_open (table);
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = 0;
  while (certplan_cursor_next (cursor, NULL))
    {
      g_autofree char *queue = certplan_cursor_dup_text (cursor, 0);
      g_autofree char *measure = certplan_cursor_dup_text (cursor, 1);
      g_autofree char *subject = certplan_cursor_dup_text (cursor, 2);
      g_autofree char *expected = certplan_cursor_dup_text (cursor, 3);
      g_autofree char *observed = certplan_cursor_dup_text (cursor, 4);
      g_autofree char *standard_error = certplan_cursor_dup_text (cursor, 5);
      g_autofree char *z = certplan_cursor_dup_text (cursor, 6);
      g_autofree char *verdict = certplan_cursor_dup_text (cursor, 7);
      g_string_append_printf (
          text, "%s %u - %s: %s%s%s: %s, expected %s, standard error %s, z %s\n",
          g_str_equal (verdict, "ok") ? "ok" : "not ok", ++n, queue, measure,
          subject[0] != '\0' ? " of " : "", subject, observed, expected, standard_error, z);
    }
  g_string_append_printf (text, "1..%u\n", n);
  return cli_print (text->str, text->len, error);
}

static gboolean
run_selfcheck (Cli *cli, const Options *options, const Numbers *numbers, GError **error)
{
  guint n_failed;
  if (!cli_refuse_output (cli, error))
    return FALSE;
  g_autoptr (CertplanProgress) progress = certplan_progress_new ();
  cli_begin_progress (progress);
  g_autoptr (CertplanTable) table = certplan_sim_selfcheck (
      numbers->seed, 1, (guint)options->n_threads, &n_failed, progress, cli->cancellable, error);
  cli_end_progress ();
  if (table == NULL)
    return FALSE;
  if (n_failed > 0)
    cli->status = CLI_EXIT_NO;
  return print_tap (table, error);
}

static CertplanSimResult *
run_all (Cli *cli, CertplanSimModel *model, const Options *options, const Numbers *numbers,
         GError **error)
{
  const guint n = (guint)options->n_replications, n_threads = (guint)options->n_threads;
  g_autoptr (CertplanProgress) progress = certplan_progress_new ();
  cli_begin_progress (progress);
  CertplanSimResult *result
      = options->n_hours > 0 || numbers->half_share > 0
            ? certplan_sim_run_until (model, numbers->seed, n, (guint)options->n_hours,
                                      numbers->half_share, n_threads, progress, cli->cancellable,
                                      error)
            : certplan_sim_run (model, numbers->seed, n, numbers->shard, numbers->n_shards,
                                n_threads, progress, cli->cancellable, error);
  cli_end_progress ();
  return result;
}

/* Runs the model and writes what it gave. */
static gboolean
run (Cli *cli, const Options *options, const Numbers *numbers, CertplanSimModel *model,
     const char *const *inputs, GError **error)
{
  g_autoptr (CertplanSimResult) result = run_all (cli, model, options, numbers, error);
  if (result == NULL)
    return FALSE;
  g_autoptr (CertplanTables) tables = certplan_sim_result_dup_tables (result);
  if (options->steps)
    {
      CertplanTable *steps = certplan_sim_trace (model, numbers->seed, cli->cancellable, error);
      if (steps == NULL)
        return FALSE;
      certplan_tables_take (tables, steps);
    }
  return cli_write (cli, tables, inputs, error);
}

static gboolean
run_model (Cli *cli, const Options *options, const Numbers *numbers, GError **error)
{
  const char *const inputs[] = { options->model, NULL };
  g_autoptr (CertplanSimModel) model = certplan_sim_model_load (
      options->model, certplan_rulebook_get_workcal (cli->rulebook), cli->faults, error);
  return model != NULL && run (cli, options, numbers, model, inputs, error);
}

static gboolean
run_office (Cli *cli, Options *options, const Numbers *numbers, const char *folder, GError **error)
{
  g_autoptr (CertplanSimOfficeOptions) what_if = certplan_sim_office_options_new ();
  if (!certplan_sim_office_options_set_warmup (what_if, options->warmup, error)
      || !certplan_sim_office_options_set_growth (what_if, options->growth, error))
    return FALSE;
  for (char **body = options->without; body != NULL && *body != NULL; body++)
    certplan_sim_office_options_leave_out (what_if, *body);
  g_autoptr (CertplanOffice) office = cli_office_load (cli, &options->office, folder, error);
  g_autoptr (CertplanWorkload) workload
      = office != NULL ? certplan_workload_new (office, cli->faults, cli->cancellable, error)
                       : NULL;
  g_autoptr (CertplanSimModel) model
      = workload != NULL ? certplan_sim_model_new_office (workload, what_if, cli->faults, error)
                         : NULL;
  g_auto (GStrv) inputs = model != NULL ? cli_office_dup_inputs (&options->office) : NULL;
  return model != NULL && run (cli, options, numbers, model, (const char *const *)inputs, error);
}

gboolean
cmd_simulate (Cli *cli, int argc, char **argv, GError **error)
{
  g_auto (Options) options = { .n_replications = 100 };
  Numbers numbers = { .seed = 1, .shard = 1, .n_shards = 1 };
  const GOptionEntry own[] = {
    { "model", 0, 0, G_OPTION_ARG_FILENAME, &options.model,
      N_ ("What to simulate: a key file of resources, stages and arrivals"), N_ ("FILE") },
    { "replications", 0, 0, G_OPTION_ARG_INT, &options.n_replications,
      N_ ("How often, each time with other random numbers; 100 if not given"), N_ ("N") },
    { "seed", 0, 0, G_OPTION_ARG_STRING, &options.seed,
      N_ ("Same seed, same results; 1 if not given"), N_ ("NUMBER") },
    { "threads", 0, 0, G_OPTION_ARG_INT, &options.n_threads,
      N_ ("How many processors; all if not given. The results are the same"), N_ ("N") },
    { "shard", 0, 0, G_OPTION_ARG_STRING, &options.shard,
      N_ ("Run part I of N and write its sums, for \"certplan merge\""), N_ ("I/N") },
    { "half-width", 0, 0, G_OPTION_ARG_INT, &options.n_hours,
      N_ ("Double the replications until the mean time of the cases is known so well (8 hours a "
          "day)"),
      N_ ("HOURS") },
    { "half-width-share", 0, 0, G_OPTION_ARG_STRING, &options.half_share,
      N_ ("... until the part of the cases in time is known so well, by target and maximum, as 1%"),
      N_ ("SHARE") },
    { "steps", 0, 0, G_OPTION_ARG_NONE, &options.steps,
      N_ ("Also tell each step of each case of the first replication"), NULL },
    { "warm-up", 0, 0, G_OPTION_ARG_INT, &options.warmup,
      N_ ("Begin empty so many months before, without the open cases"), N_ ("MONTHS") },
    { "growth", 0, 0, G_OPTION_ARG_INT, &options.growth,
      N_ ("What if there were so much more expected work, as 30, or less, as -10"),
      N_ ("PERCENT") },
    { "without", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.without,
      N_ ("What if that body gave no time; repeatable"), N_ ("BODY") },
    { "selfcheck", 0, 0, G_OPTION_ARG_NONE, &options.selfcheck,
      N_ ("Simulate queues whose answers are known and print how far off they are, as TAP"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autofree GOptionEntry *entries = cli_office_dup_entries (&options.office, own);
  const CliInfo info = {
    N_ ("[OFFICE]"),
    N_ ("How long cases will take, who is how busy, and what part is in time, with confidence\n"
        "intervals. OFFICE is a folder with bodies.csv, reviewers.csv, cases.csv, ...\n"
        "Results: cycle, quantiles, limits, stages, resources, outcomes, months (also a "
        "chart),\nutilisation (also a chart), histogram (chart), findings, run; with --steps: "
        "steps;\nwith --shard: part."),
    examples, entries
  };
  cli->reads_files = TRUE;
  if (!cli_parse (cli, &argc, &argv, &info, error)
      || !check_options (&options, argc, &numbers, error) || !cli_load (cli, error))
    return FALSE;
  if (argc == 2)
    return run_office (cli, &options, &numbers, argv[1], error);
  return options.selfcheck ? run_selfcheck (cli, &options, &numbers, error)
                           : run_model (cli, &options, &numbers, error);
}
