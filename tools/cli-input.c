/* How input files are read: the options of commands that take some.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli.h"

gboolean
cli_make_input (Cli *cli, GError **error)
{
  cli->input = certplan_input_options_new ();
  certplan_input_options_set_excel_serial (cli->input, cli->excel_serial);
  return certplan_input_options_set_encoding (cli->input, cli->encoding, error)
         && certplan_input_options_set_delimiter (cli->input, cli->delimiter, error);
}

static const char *
name_delimiter (char delimiter)
{
  switch (delimiter)
    {
    case ',':
      return _ ("commas");
    case ';':
      return _ ("semicolons");
    case '\t':
      return _ ("tabs");
    default:
      return NULL;
    }
}

void
cli_tell_input (const Cli *cli, const char *path, const char *encoding, char delimiter)
{
  const char sign[] = { '"', delimiter, '"', '\0' };
  const char *name = name_delimiter (delimiter);
  if (!cli->verbose)
    return;
  g_autofree char *shown = certplan_text_dup_visible (path);
  g_printerr (_ ("%s: text in %s, cells between %s\n"), shown, encoding,
              name != NULL ? name : sign);
}

static CertplanRecords *
tell_records (const Cli *cli, CertplanRecords *records, const char *path)
{
  if (records != NULL)
    cli_tell_input (cli, path, certplan_records_get_encoding (records),
                    certplan_records_get_delimiter (records));
  return records;
}

CertplanRecords *
cli_load_records (Cli *cli, const char *type, const char *path, GError **error)
{
  return tell_records (cli,
                       certplan_records_load (type, path, cli->input, cli->rulebook, cli->faults,
                                              cli->cancellable, error),
                       path);
}

CertplanRecords *
cli_finish_load (Cli *cli, CertplanLoad *load, const char *path, GError **error)
{
  return tell_records (cli, certplan_load_finish (load, cli->faults, error), path);
}

gboolean
cli_load_given (Cli *cli, const char *type, const char *path, CertplanRecords **records,
                GError **error)
{
  *records = path != NULL ? cli_load_records (cli, type, path, error) : NULL;
  return path == NULL || *records != NULL;
}

void
cli_close_gaps (const char **paths, gsize n_paths)
{
  gsize n = 0;
  for (gsize i = 0; i < n_paths; i++)
    if (paths[i] != NULL)
      paths[n++] = paths[i];
  if (n < n_paths)
    paths[n] = NULL;
}
