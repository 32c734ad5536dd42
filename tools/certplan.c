/* The command: a table of commands, and what becomes of their errors.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli.h"
#include <locale.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct
{
  const char *name;
  const char *summary;
  CliCommand run;
} Command;

static const Command commands[] = {
  { "quote", N_ ("What certificates cost"), cmd_quote },
  { "timeline", N_ ("When a case is due, stage by stage"), cmd_timeline },
  { "check", N_ ("What stands in the way of an application"), cmd_check },
  { "duties", N_ ("What falls due for certificates that are held"), cmd_duties },
  { "simulate", N_ ("How long cases will take, and who will be how busy"), cmd_simulate },
  { "staffing", N_ ("How many reviewers it takes to be in time"), cmd_staffing },
  { "merge", N_ ("The parts of a simulation put together"), cmd_merge },
  { "budget", N_ ("What a plan of certificates costs over years"), cmd_budget },
  { "workload", N_ ("How much work an office has, and whether its people have the time"),
    cmd_workload },
  { "capacity", N_ ("Whether an office's people can carry its work, and what mends it"),
    cmd_capacity },
  { "charges", N_ ("What is due for certificates and cases, and when"), cmd_charges },
  { "reconcile", N_ ("Which payments pay which charges, and what stays open"), cmd_reconcile },
  { "accrue", N_ ("What of charges is earned, month by month"), cmd_accrue },
  { "journal", N_ ("The vouchers of a month, for ledgers"), cmd_journal },
  { "list", N_ ("The qualifications that the rules know"), cmd_list },
  { "show", N_ ("All that is published of a qualification; the policies"), cmd_show },
  { "rules", N_ ("Check rules of your own"), cmd_rules },
  { "calendar", N_ ("What the working calendar covers; import holidays"), cmd_calendar },
  { "formats", N_ ("The record files: columns, empty templates"), cmd_formats },
  { "rows", N_ ("The rows of any CSV, as JSON arrays"), cmd_rows },
  { "doctor", N_ ("What is missing for charts, Chinese, workbooks, and how to get it"),
    cmd_doctor },
};

static const Command *
find_command (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, name))
      return &commands[i];
  return NULL;
}

static char *
make_help (void)
{
  GString *help = g_string_new (NULL);
  g_string_append (help, _ ("Usage: certplan COMMAND [OPTION...] [ARGUMENT...]\n\n"
                            "Certification rules as money, dates and workload.\n\nCommands:\n"));
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (help, "  %-10s %s\n", commands[i].name, _ (commands[i].summary));
  g_string_append (help,
                   _ ("\n\"certplan COMMAND --help\" tells a command's options and examples, \"man "
                      "certplan-COMMAND\" more.\n"
                      "certplan --version prints the version.\n"));
  return g_string_free (help, FALSE);
}

/* What a caller can mend by calling differently is a fault of the call. */
static int
get_exit_status (const GError *error)
{
  if (error->domain == G_OPTION_ERROR || error->domain == CERTPLAN_USAGE_ERROR
      || error->domain == CERTPLAN_APPLICANT_ERROR || error->domain == CERTPLAN_FINANCE_ERROR)
    return 2;
  if (error->domain == CERTPLAN_OFFICE_ERROR)
    return error->code == CERTPLAN_OFFICE_ERROR_HORIZON || error->code == CERTPLAN_OFFICE_ERROR_RUN
                   || error->code == CERTPLAN_OFFICE_ERROR_WHAT_IF
               ? 2
               : 1;
  if (error->domain == CERTPLAN_RULES_ERROR)
    return error->code == CERTPLAN_RULES_ERROR_NO_PUBLISHED_TARIFF
                   || error->code == CERTPLAN_RULES_ERROR_NO_PUBLISHED_PERIOD
                   || error->code == CERTPLAN_RULES_ERROR_NO_PUBLISHED_RULE
                   || error->code == CERTPLAN_RULES_ERROR_BAD_RULES
               ? 1
               : 2;
  if (error->domain == CERTPLAN_OUTPUT_ERROR)
    return error->code == CERTPLAN_OUTPUT_ERROR_TARGET || error->code == CERTPLAN_OUTPUT_ERROR_NAME
               ? 2
               : 1;
  if (error->domain == CERTPLAN_TABLE_ERROR && error->code == CERTPLAN_TABLE_ERROR_NAME)
    return 2;
  return 1;
}

/* Messages name values as the user gave them, which a terminal must not obey. Further lines of ours
 * are indented, so that no value can feign a line of its own. */
static void
print_message (const GError *error)
{
  g_auto (GStrv) lines = g_strsplit (error->message, "\n  ", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *shown = certplan_text_dup_visible (lines[i]);
      g_printerr ("%s%s\n", i == 0 ? "certplan: " : "  ", shown);
    }
}

/* @is_beyond: whether years without a notice were refused by wish */
static int
report (const CertplanFaults *faults, const GError *error, gboolean is_beyond)
{
  guint n_kept = certplan_faults_get_n_kept (faults), n_all = certplan_faults_get_n (faults);
  for (guint i = 0; i < n_kept; i++)
    {
      g_autofree char *text = certplan_faults_dup_text (faults, i);
      g_printerr ("%s\n", text);
    }
  if (n_all > n_kept)
    g_printerr (_ ("certplan: and %u more\n"), n_all - n_kept);
  if (n_all > 0)
    return 1;
  print_message (error);
  if (is_beyond && g_error_matches (error, CERTPLAN_BASE_ERROR, CERTPLAN_BASE_ERROR_CALENDAR))
    g_printerr (_ ("certplan: leave out \"--calendar-beyond error\", or give a further year's days "
                   "off with --calendar; \"certplan calendar import\" makes them of a notice\n"));
  return get_exit_status (error);
}

/* The process ends as the signal would have ended it, now that nothing half-done is left. */
static void
die_of (int number)
{
  sigset_t set;
  signal (number, SIG_DFL);
  sigemptyset (&set);
  sigaddset (&set, number);
  raise (number);
  pthread_sigmask (SIG_UNBLOCK, &set, NULL);
}

static int
run_command (const Command *command, int argc, char **argv)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;
  Cli cli = { .cancellable = cancellable, .faults = faults };
  g_autofree char *program = g_strconcat ("certplan ", command->name, NULL);
  g_set_prgname (program); /* the usage line of --help */
  cli_watch_signals (cancellable);
  gboolean is_done = command->run (&cli, argc, argv, &error);
  int status = is_done ? cli.status : 0;
  if (!is_done && cli_get_signal () == 0)
    status = report (faults, error, g_strcmp0 (cli.calendar_beyond, "error") == 0);
  cli_clear (&cli);
  if (!is_done && cli_get_signal () != 0)
    die_of (cli_get_signal ());
  return status;
}

static int
print (const char *text)
{
  g_autoptr (GError) error = NULL;
  if (cli_print (text, strlen (text), &error))
    return EXIT_SUCCESS;
  print_message (error);
  return EXIT_FAILURE;
}

/* @name: NULL = none was given. Returns: the exit status */
static int
refuse_command (const char *name)
{
  g_autofree char *help = make_help ();
  g_autofree char *shown = name != NULL ? certplan_text_dup_visible (name) : NULL;
  if (shown != NULL)
    g_printerr (_ ("certplan: unknown command \"%s\"\n\n"), shown);
  g_printerr ("%s", help);
  return 2;
}

/* What "certplan help COMMAND" says is what "certplan COMMAND --help" says. */
static int
help_command (const char *name)
{
  char option[] = "--help";
  const Command *command = find_command (name);
  char *words[] = { (char *)name, option, NULL };
  return command != NULL ? run_command (command, 2, words) : refuse_command (name);
}

int
main (int argc, char **argv)
{
  cli_prepare_streams ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("certplan");

  const char *name = argc > 1 ? argv[1] : NULL;
  g_autofree char *help = make_help ();
  if (name != NULL && g_str_equal (name, "help") && argc > 2)
    return help_command (argv[2]);
  if (name != NULL
      && (g_str_equal (name, "--help") || g_str_equal (name, "-h") || g_str_equal (name, "help")))
    return print (help);
  if (name != NULL && g_str_equal (name, "--version"))
    return print (PACKAGE_STRING "\n");
  const Command *command = name != NULL ? find_command (name) : NULL;
  if (command != NULL)
    return run_command (command, argc - 1, argv + 1);
  return refuse_command (name);
}
