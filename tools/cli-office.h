/* What the commands about an office share: its folder, and the months asked about.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "cli.h"

#define CLI_OFFICE_MAX_TYPES 16

typedef struct
{
  char *from;                        /* of --from */
  gint months;                       /* of --months, or CLI_NOT_GIVEN */
  char *files[CLI_OFFICE_MAX_TYPES]; /* of --bodies and the like, by type of record */
  CertplanOfficeRecords *records;    /* once loaded */
} CliOffice;

/* What if: of --add, --growth and --without. */
typedef struct
{
  char **additions, **without;
  char *growth;
} CliWhatIf;

void cli_what_if_clear (CliWhatIf *what_if);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliWhatIf, cli_what_if_clear)
gboolean cli_what_if_is_asked (const CliWhatIf *what_if);
/* @growth_alone: without the people that are added and the bodies that are left out */
CertplanCapacityOptions *cli_what_if_make (const CliWhatIf *what_if, gboolean growth_alone,
                                           GError **error);
void cli_office_clear (CliOffice *office);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliOffice, cli_office_clear)

/* The entries of a command, then --add, --growth and --without where @what_if is not NULL, then
 * those of all commands about an office: --from, --months, a file for each type of records.
 * Returns: (transfer full): free with g_free() */
GOptionEntry *cli_office_dup_entries (CliOffice *office, CliWhatIf *what_if,
                                      const GOptionEntry *own);
/* Whether any of these options was given. */
gboolean cli_office_is_asked (const CliOffice *office);
/* Whether any file was given, which is in place of a folder, too. */
gboolean cli_office_has_files (const CliOffice *office);
/* One folder, or files alone: FALSE with a usage error else. @argc: with the command's name */
gboolean cli_office_check_folder (const CliOffice *office, int argc, GError **error);
/* After cli_load(): reads the folder and makes the office over the months asked for: from the month
 * after --as-of on, 12 of them, if not given. */
CertplanOffice *cli_office_load (Cli *cli, CliOffice *office, const char *folder, GError **error);
/* The files that were read. Returns: (transfer full): for cli_write() */
char **cli_office_dup_inputs (const CliOffice *office);
