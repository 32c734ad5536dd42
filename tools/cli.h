/* What all commands share: their common options, inputs and outputs.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include <certplan.h>
#include <glib/gi18n.h>

/* The call itself is at fault: exit status 2. */
#define CERTPLAN_USAGE_ERROR (certplan_usage_error_quark ())
GQuark certplan_usage_error_quark (void);

#define CLI_EXIT_NO 3 /* done, and the answer asked for is no */

/* What an option that takes a number holds until it is given one: 0 is a number. */
#define CLI_NOT_GIVEN G_MININT

/* One run. */
typedef struct
{
  GCancellable *cancellable; /* borrowed */
  CertplanFaults *faults;    /* borrowed: what main prints when a command fails */
  int status;                /* what a command that succeeds exits with */
  /* the common options */
  char *lang;
  char *as_of_text;
  char **rules;
  char **calendars;
  char *calendar_beyond;
  char **cycles;
  char **policies;
  char **outputs;
  gboolean no_bom;
  gboolean chart_script;
  gboolean writes_csv; /* a command says so: without -o, CSV goes to standard output */
  /* what a command says before cli_parse() of what it writes */
  gboolean prints_only;  /* no files */
  gboolean draws;        /* also charts */
  const char *own_forms; /* endings that it alone knows, each behind a blank; NULL = none */
  char *output_help;
  /* those of commands that read files; a command says before cli_parse() that it does */
  gboolean reads_files;
  char *encoding;
  char *delimiter;
  gboolean excel_serial;
  gboolean verbose;
  /* what comes of them */
  CertplanDate as_of;
  CertplanRulebook *rulebook;
  CertplanPolicy *policy;
  CertplanInputOptions *input; /* NULL where the command reads no files */
} Cli;

/* A command: FALSE with @error set, or with cli->faults filled. */
typedef gboolean (*CliCommand) (Cli *cli, int argc, char **argv, GError **error);

/* What a command says of itself. */
typedef struct
{
  const char *arguments; /* N_(): "QUALIFICATION..."; NULL = none, not "" */
  const char *summary;   /* N_() */
  const char *examples;  /* a command a line, as they are */
  const GOptionEntry *entries;
} CliInfo;

/* At the beginning of main(): no stream is missing, and none fails unseen. */
void cli_prepare_streams (void);
/* What the options of a call are given. */
typedef GPtrArray CliWords;
CliWords *cli_words_new (void);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliWords, g_ptr_array_unref)
/* Adds @entries to @context, which must not outlive @words. */
void cli_words_add (CliWords *words, GOptionContext *context, const GOptionEntry *entries);
/* After the parse: reads all, texts as UTF-8 without controls, and refuses a second word of an
 * option that takes one. */
gboolean cli_words_read (CliWords *words, GError **error);
/* Parses options (the command's and the common ones); @argc and @argv keep the arguments, [0] the
 * name. */
gboolean cli_parse (Cli *cli, int *argc, char ***argv, const CliInfo *info, GError **error);
/* Makes cli->input of --encoding and its like. */
gboolean cli_make_input (Cli *cli, GError **error);
/* With -v: tells on stderr how a file was read. */
void cli_tell_input (const Cli *cli, const char *path, const char *encoding, char delimiter);
/* Loads the records in @path and tells how. Returns: (transfer full): NULL with @error set */
CertplanRecords *cli_load_records (Cli *cli, const char *type, const char *path, GError **error);
/* The same of a file that is read already. */
CertplanRecords *cli_finish_load (Cli *cli, CertplanLoad *load, const char *path, GError **error);
/* The same of a file that need not be given. Returns: TRUE with @records NULL where @path is */
gboolean cli_load_given (Cli *cli, const char *type, const char *path, CertplanRecords **records,
                         GError **error);
/* Moves the paths that are NULL, of files that were not given, to the end. */
void cli_close_gaps (const char **paths, gsize n_paths);
/* What the options of the command line say a rulebook is loaded from. (transfer full) (nullable) */
CertplanRulebookOptions *cli_make_options (const Cli *cli, GError **error);
/* Loads the rulebook and the policy that the options ask for. */
gboolean cli_load (Cli *cli, GError **error);
/* The language of what is read on the spot: that of --lang, else that of the locale. */
CertplanLang cli_get_lang (const Cli *cli);
/* Writes the tables where -o says, else as text to standard output. */
gboolean cli_write (Cli *cli, CertplanTables *tables, const char *const *inputs, GError **error);
/* The same of a file to fill in, which is CSV on standard output too, and a workbook at most. */
gboolean cli_write_template (Cli *cli, CertplanTables *tables, GError **error);
/* For what only goes to standard output: FALSE with a usage error if -o was given. */
gboolean cli_refuse_output (const Cli *cli, GError **error);
/* Writes a text to standard output and checks that it got there. */
gboolean cli_print (const char *text, gsize length, GError **error);
void cli_clear (Cli *cli);

/* Parses a date that option @option was given; NULL gives CERTPLAN_DATE_NONE. */
gboolean cli_parse_date (const char *option, const char *text, CertplanDate *date, GError **error);
G_GNUC_PRINTF (2, 3) gboolean cli_usage (GError **error, const char *format, ...);

/* Watches for SIGINT and SIGTERM from here on: the first one cancels @cancellable. Call it before
 * any other thread starts. */
void cli_watch_signals (GCancellable *cancellable);
/* Shows on a terminal's stderr how far it is, from the first second on until the end is told. */
void cli_begin_progress (CertplanProgress *progress);
void cli_end_progress (void);
/* Returns: the signal that came, 0 if none did */
int cli_get_signal (void);

gboolean cmd_quote (Cli *cli, int argc, char **argv, GError **error);
gboolean cmd_budget (Cli *cli, int argc, char **argv, GError **error);
gboolean cmd_timeline (Cli *cli, int argc, char **argv, GError **error);
gboolean cmd_check (Cli *cli, int argc, char **argv, GError **error);
gboolean cmd_workload (Cli *cli, int argc, char **argv, GError **error);
gboolean cmd_capacity (Cli *cli, int argc, char **argv, GError **error);
gboolean cmd_duties (Cli *cli, int argc, char **argv, GError **error);
gboolean cmd_reconcile (Cli *cli, int argc, char **argv, GError **error);
gboolean cmd_accrue (Cli *cli, int argc, char **argv, GError **error);
gboolean cmd_charges (Cli *cli, int argc, char **argv, GError **error);
gboolean cmd_simulate (Cli *cli, int argc, char **argv, GError **error);
gboolean cmd_staffing (Cli *cli, int argc, char **argv, GError **error);
gboolean cmd_merge (Cli *cli, int argc, char **argv, GError **error);
gboolean cmd_journal (Cli *cli, int argc, char **argv, GError **error);
gboolean cmd_list (Cli *cli, int argc, char **argv, GError **error);
gboolean cmd_show (Cli *cli, int argc, char **argv, GError **error);
gboolean cmd_rules (Cli *cli, int argc, char **argv, GError **error);
gboolean cmd_calendar (Cli *cli, int argc, char **argv, GError **error);
gboolean cmd_doctor (Cli *cli, int argc, char **argv, GError **error);
gboolean cmd_formats (Cli *cli, int argc, char **argv, GError **error);
gboolean cmd_rows (Cli *cli, int argc, char **argv, GError **error);
