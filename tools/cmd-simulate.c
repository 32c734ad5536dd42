/* certplan simulate: how long cases will take. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli-office.h"
#include <string.h>

static const char examples[]
    = "  certplan simulate examples/office --from 2027-01 --months 12\n"
      "  certplan simulate examples/office --from 2027-01 --growth 20% --half-width 24 \\\n"
      "      -o limits=limits.csv -o histogram=days.png -o months=backlog.png\n"
      "  certplan simulate examples/office --from 2027-01 --half-width-share 1.5% -o "
      "limits=known.csv\n"
      "  certplan simulate examples/office --from 2027-01 --growth 30% --against as-is\n"
      "  certplan simulate examples/office --from 2027-01 --growth 30% \\\n"
      "      --add class=two,days=40 --against growth -o difference=difference.csv\n"
      "  certplan simulate --model examples/panel.ini\n"
      "  certplan simulate --model examples/panel.ini --replications 400 --seed 7 -o out.html\n"
      "  certplan simulate --model examples/panel.ini --shard 2/4 -o part-2.csv\n"
      "  certplan simulate --model examples/panel.ini --half-width 12 --steps -o steps=steps.csv\n"
      "  certplan simulate --selfcheck";

#define DEFAULT_REPLICATIONS 100

/* What --against names beside folders and files. */
#define AS_IS "as-is"
#define GROWTH "growth"

typedef struct
{
  char *model, *shard, *seed, *against, *half_share;
  gint n_replications, n_threads, n_hours, warmup; /* the first and the third or CLI_NOT_GIVEN */
  CliWhatIf what_if;
  gboolean selfcheck, steps;
  CliOffice office, other; /* @other: of --against */
} Options;

static void
options_clear (Options *options)
{
  g_free (options->model);
  g_free (options->shard);
  g_free (options->seed);
  g_free (options->half_share);
  g_free (options->against);
  cli_what_if_clear (&options->what_if);
  cli_office_clear (&options->office);
  cli_office_clear (&options->other);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

typedef struct
{
  guint64 seed;
  guint n_replications;
  guint n_hours; /* 0 = not so */
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
is_precise (const Options *options)
{
  return options->n_hours != CLI_NOT_GIVEN || options->half_share != NULL;
}

static gboolean
check_against (const Options *options, GError **error)
{
  if (options->against == NULL)
    return TRUE;
  if (options->shard != NULL || options->selfcheck || is_precise (options))
    return cli_usage (error, _ ("--against does not go with --shard, --half-width, "
                                "--half-width-share and --selfcheck"));
  if (options->model == NULL && g_str_equal (options->against, AS_IS)
      && !cli_what_if_is_asked (&options->what_if))
    return cli_usage (error,
                      _ ("--against %s: nothing is changed; wanted --add, --growth or "
                         "--without"),
                      AS_IS);
  if (options->model == NULL && g_str_equal (options->against, GROWTH)
      && options->what_if.growth == NULL)
    return cli_usage (error, _ ("--against %s: --growth is not given"), GROWTH);
  return TRUE;
}

/* A folder, or files alone. */
static gboolean
has_office (const Options *options, int argc)
{
  return argc == 2
         || (options->model == NULL && !options->selfcheck
             && cli_office_has_files (&options->office));
}

/* What is simulated, and that nothing is asked of anything else: no option is passed over. */
static gboolean
check_subject (const Options *options, int argc, GError **error)
{
  const guint n_asked
      = has_office (options, argc) + (options->model != NULL) + (options->selfcheck != FALSE);
  if (argc > 2 || n_asked != 1)
    return cli_usage (error, _ ("one of a folder of an office, --model and --selfcheck is needed"));
  if (!has_office (options, argc)
      && (cli_office_is_asked (&options->office) || cli_what_if_is_asked (&options->what_if)
          || options->warmup != 0))
    return cli_usage (error, _ ("--from, --months, --warm-up, --add, --growth, --without and files "
                                "of records need a folder of an office"));
  if (options->selfcheck && options->n_replications != CLI_NOT_GIVEN)
    return cli_usage (error, _ ("--replications does not go with --selfcheck"));
  if (options->shard != NULL && options->selfcheck)
    return cli_usage (error, _ ("--shard does not go with --selfcheck"));
  if ((is_precise (options) || options->steps) && (options->shard != NULL || options->selfcheck))
    return cli_usage (error, _ ("--half-width and --steps need the whole run of a model"));
  return check_against (options, error);
}

static gboolean
read_numbers (const Options *options, Numbers *numbers, GError **error)
{
  if (options->n_replications != CLI_NOT_GIVEN && options->n_replications < 1)
    return cli_usage (error, _ ("--replications: %d is not above 0"), options->n_replications);
  if (options->n_threads < 0)
    return cli_usage (error, _ ("--threads: %d is negative"), options->n_threads);
  if (options->n_hours != CLI_NOT_GIVEN && (options->n_hours < 1 || options->n_hours > 1000000))
    return cli_usage (error, _ ("--half-width: %d is no number of hours"), options->n_hours);
  if (options->seed != NULL
      && !g_ascii_string_to_unsigned (options->seed, 10, 0, G_MAXUINT64, &numbers->seed, NULL))
    return cli_usage (error, _ ("--seed: \"%s\" is no whole number from 0 to 2^64 - 1"),
                      options->seed);
  if (options->n_replications != CLI_NOT_GIVEN)
    numbers->n_replications = (guint)options->n_replications;
  if (options->n_hours != CLI_NOT_GIVEN)
    numbers->n_hours = (guint)options->n_hours;
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
run_alone (Cli *cli, CertplanSimModel *model, const Options *options, const Numbers *numbers,
           CertplanProgress *progress, GError **error)
{
  const guint n = numbers->n_replications, n_threads = (guint)options->n_threads;
  return is_precise (options)
             ? certplan_sim_run_until (model, numbers->seed, n, numbers->n_hours,
                                       numbers->half_share, n_threads, progress, cli->cancellable,
                                       error)
             : certplan_sim_run (model, numbers->seed, n, numbers->shard, numbers->n_shards,
                                 n_threads, progress, cli->cancellable, error);
}

/* @base: (nullable): what the model is compared with */
static CertplanTables *
run_all (Cli *cli, CertplanSimModel *model, CertplanSimModel *base, const Options *options,
         const Numbers *numbers, GError **error)
{
  g_autoptr (CertplanProgress) progress = certplan_progress_new ();
  g_autoptr (CertplanSimResult) result = NULL;
  g_autoptr (CertplanSimComparison) comparison = NULL;
  cli_begin_progress (progress);
  if (base != NULL)
    comparison
        = certplan_sim_compare (model, base, numbers->seed, numbers->n_replications,
                                (guint)options->n_threads, progress, cli->cancellable, error);
  else
    result = run_alone (cli, model, options, numbers, progress, error);
  cli_end_progress ();
  if (comparison != NULL)
    return certplan_sim_comparison_dup_tables (comparison);
  return result != NULL ? certplan_sim_result_dup_tables (result) : NULL;
}

/* Runs the model and writes what it gave. */
static gboolean
run (Cli *cli, const Options *options, const Numbers *numbers, CertplanSimModel *model,
     CertplanSimModel *base, const char *const *inputs, GError **error)
{
  g_autoptr (CertplanTables) tables = run_all (cli, model, base, options, numbers, error);
  if (tables == NULL)
    return FALSE;
  if (options->steps)
    {
      CertplanTable *steps = certplan_sim_trace (model, numbers->seed, cli->cancellable, error);
      if (steps == NULL)
        return FALSE;
      certplan_tables_take (tables, steps);
      CertplanTable *cases
          = certplan_sim_trace_cases (model, numbers->seed, cli->cancellable, error);
      if (cases == NULL)
        return FALSE;
      certplan_tables_take (tables, cases);
    }
  return cli_write (cli, tables, inputs, error);
}

static CertplanSimModel *
load_model (Cli *cli, const char *path, GError **error)
{
  return certplan_sim_model_load (path, certplan_rulebook_get_workcal (cli->rulebook), cli->faults,
                                  error);
}

static gboolean
run_model (Cli *cli, const Options *options, const Numbers *numbers, GError **error)
{
  const char *const inputs[] = { options->model, options->against, NULL };
  g_autoptr (CertplanSimModel) model = load_model (cli, options->model, error);
  g_autoptr (CertplanSimModel) base = model != NULL && options->against != NULL
                                          ? load_model (cli, options->against, error)
                                          : NULL;
  return model != NULL && (base != NULL || options->against == NULL)
         && run (cli, options, numbers, model, base, inputs, error);
}

/* @what_if: (nullable) */
static CertplanSimModel *
make_office (Cli *cli, const Options *options, CertplanWorkload *workload,
             CertplanCapacityOptions *what_if, GError **error)
{
  g_autoptr (CertplanSimOfficeOptions) how = certplan_sim_office_options_new ();
  certplan_sim_office_options_set_what_if (how, what_if);
  return certplan_sim_office_options_set_warmup (how, options->warmup, error)
             ? certplan_sim_model_new_office (workload, how, cli->faults, error)
             : NULL;
}

static CertplanWorkload *
load_workload (Cli *cli, CliOffice *files, const char *folder, GError **error)
{
  g_autoptr (CertplanOffice) office = cli_office_load (cli, files, folder, error);
  return office != NULL ? certplan_workload_new (office, cli->faults, cli->cancellable, error)
                        : NULL;
}

/* The same office without what is tried, or another one over the same months. */
static CertplanSimModel *
make_base (Cli *cli, Options *options, CertplanWorkload *workload, GError **error)
{
  if (g_str_equal (options->against, AS_IS))
    return make_office (cli, options, workload, NULL, error);
  if (g_str_equal (options->against, GROWTH))
    {
      g_autoptr (CertplanCapacityOptions) growth
          = cli_what_if_make (&options->what_if, TRUE, error);
      return growth != NULL ? make_office (cli, options, workload, growth, error) : NULL;
    }
  options->other.from = g_strdup (options->office.from);
  options->other.months = options->office.months;
  g_autoptr (CertplanWorkload) other
      = load_workload (cli, &options->other, options->against, error);
  return other != NULL ? make_office (cli, options, other, NULL, error) : NULL;
}

/* The files of both offices. */
static char **
dup_inputs (const Options *options)
{
  g_auto (GStrv) own = cli_office_dup_inputs (&options->office);
  g_auto (GStrv) other = cli_office_dup_inputs (&options->other);
  GPtrArray *paths = g_ptr_array_new ();
  for (char **path = own; *path != NULL; path++)
    g_ptr_array_add (paths, g_strdup (*path));
  for (char **path = other; *path != NULL; path++)
    g_ptr_array_add (paths, g_strdup (*path));
  g_ptr_array_add (paths, NULL);
  return (char **)g_ptr_array_free (paths, FALSE);
}

static gboolean
run_office (Cli *cli, Options *options, const Numbers *numbers, const char *folder, GError **error)
{
  g_autoptr (CertplanCapacityOptions) what_if = cli_what_if_make (&options->what_if, FALSE, error);
  g_autoptr (CertplanWorkload) workload
      = what_if != NULL ? load_workload (cli, &options->office, folder, error) : NULL;
  g_autoptr (CertplanSimModel) model
      = workload != NULL ? make_office (cli, options, workload, what_if, error) : NULL;
  g_autoptr (CertplanSimModel) base = model != NULL && options->against != NULL
                                          ? make_base (cli, options, workload, error)
                                          : NULL;
  if (model == NULL || (base == NULL && options->against != NULL))
    return FALSE;
  g_auto (GStrv) inputs = dup_inputs (options);
  return run (cli, options, numbers, model, base, (const char *const *)inputs, error);
}

gboolean
cmd_simulate (Cli *cli, int argc, char **argv, GError **error)
{
  g_auto (Options) options = { .n_replications = CLI_NOT_GIVEN, .n_hours = CLI_NOT_GIVEN };
  Numbers numbers
      = { .seed = 1, .n_replications = DEFAULT_REPLICATIONS, .shard = 1, .n_shards = 1 };
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
    { "against", 0, 0, G_OPTION_ARG_FILENAME, &options.against,
      N_ ("Also tell the difference to another folder or model, to the office as it is (as-is), or "
          "to its growth alone (growth), with the same random numbers"),
      N_ ("BASE") },
    { "selfcheck", 0, 0, G_OPTION_ARG_NONE, &options.selfcheck,
      N_ ("Simulate queues whose answers are known and print how far off they are, as TAP"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autofree GOptionEntry *entries
      = cli_office_dup_entries (&options.office, &options.what_if, own);
  const CliInfo info = {
    N_ ("[OFFICE]"),
    N_ ("How long cases will take, who is how busy, and what part is in time, with confidence\n"
        "intervals. OFFICE is a folder with bodies.csv, reviewers.csv, cases.csv, ...\n"
        "Results: cycle, quantiles, limits, open (open cases), stages, resources, outcomes,\n"
        "months (also a chart), utilisation (also a chart), histogram (chart), findings, run;\n"
        "with --steps: steps, cases; with --shard: part;\n"
        "with --against: difference, difference-limits, within (also a chart)."),
    examples, entries
  };
  cli->reads_files = TRUE;
  cli->draws = TRUE;
  if (!cli_parse (cli, &argc, &argv, &info, error) || !check_subject (&options, argc, error)
      || !read_numbers (&options, &numbers, error) || !cli_load (cli, error))
    return FALSE;
  if (has_office (&options, argc))
    return run_office (cli, &options, &numbers, argc > 1 ? argv[1] : NULL, error);
  return options.selfcheck ? run_selfcheck (cli, &options, &numbers, error)
                           : run_model (cli, &options, &numbers, error);
}
