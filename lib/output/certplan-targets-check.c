/* Whether what the user asked for can be written: names, inputs, days.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-commit-private.h"
#include "certplan-private.h"
#include "certplan-table-private.h"
#include "certplan-targets-private.h"
#include <sys/stat.h>

/* Whether @format can show @table at all. */
static gboolean
can_show (CertplanFormat format, const CertplanTable *table)
{
  if (format == CERTPLAN_FORMAT_ICS)
    return _certplan_table_get_events (table) != NULL;
  if (_certplan_format_is_ledger (format))
    return _certplan_table_get_ledger (table) != NULL;
  return !_certplan_format_is_picture (format) || certplan_table_has_chart (table);
}

/* The names of the tables that @format can show. */
static char *
list_names (CertplanFormat format, const CertplanTables *tables)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < certplan_tables_get_n (tables); i++)
    {
      CertplanTable *table = certplan_tables_get (tables, i);
      if (!can_show (format, table))
        continue;
      if (list->len > 0)
        g_string_append (list, ", ");
      g_string_append (list, certplan_table_get_name (table));
    }
  return g_string_free (list, FALSE);
}

/* What a result lacks that cannot be shown at all. */
static const char *
get_lack (CertplanFormat format)
{
  if (_certplan_format_is_picture (format))
    return _ ("\"%s\" cannot be drawn: this result has no chart; wanted .txt, .csv, .json, .html "
              "or .xlsx");
  if (_certplan_format_is_ledger (format))
    return _ ("\"%s\" cannot be written: this result has no vouchers; wanted .txt, .csv, .json, "
              ".html or .xlsx");
  return _ ("\"%s\" cannot be written: this result has no days for a calendar; wanted .txt, .csv, "
            ".json, .html or .xlsx");
}

/* What one of its tables lacks, while others could be shown. */
static const char *
get_other (CertplanFormat format)
{
  if (_certplan_format_is_picture (format))
    return _ ("\"%s\" cannot be drawn: \"%s\" is no chart; wanted one of: %s");
  if (_certplan_format_is_ledger (format))
    return _ ("\"%s\" cannot be written: \"%s\" has no vouchers; wanted one of: %s");
  return _ ("\"%s\" cannot be written: \"%s\" has no days for a calendar; wanted one of: %s");
}

/* A picture of a table that cannot be drawn, a calendar of one without days, a ledger without
 * vouchers. */
static gboolean
refuse_table (const CertplanTarget *target, const CertplanTables *tables, GError **error)
{
  g_autofree char *names = list_names (target->format, tables);
  g_autofree char *shown = _certplan_path_show (target->path);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  if (*names == '\0')
    g_set_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_TARGET,
                 get_lack (target->format), shown);
  else
    g_set_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_TARGET,
                 get_other (target->format), shown, target->name, names);
#pragma GCC diagnostic pop
  return FALSE;
}

static gboolean
check_name (const CertplanTarget *target, const CertplanTables *tables, GError **error)
{
  for (guint i = 0; target->name == NULL && i < certplan_tables_get_n (tables); i++)
    if (can_show (target->format, certplan_tables_get (tables, i)))
      return TRUE;
  if (target->name == NULL)
    return (target->format != CERTPLAN_FORMAT_ICS && !_certplan_format_is_ledger (target->format)
            && !_certplan_format_is_picture (target->format))
           || refuse_table (target, tables, error);
  CertplanTable *table = certplan_tables_find (tables, target->name);
  if (table != NULL)
    return can_show (target->format, table) || refuse_table (target, tables, error);
  g_autofree char *names = list_names (CERTPLAN_FORMAT_TEXT, tables);
  g_set_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_NAME,
               _ ("this result has no table \"%s\"; wanted one of: %s"), target->name, names);
  return FALSE;
}

/* The same file under any name, also through a hard link; or the same place where one is missing.
 */
static gboolean
is_same_file (const CertplanTarget *target, const char *input)
{
  struct stat out, in;
  const char *path = g_str_equal (input, "-") ? "/dev/stdin" : input;

  if (stat (target->path, &out) == 0 && stat (path, &in) == 0)
    return S_ISREG (in.st_mode) && out.st_dev == in.st_dev && out.st_ino == in.st_ino;
  g_autofree char *resolved = _certplan_path_resolve (path);
  return g_str_equal (target->resolved, resolved);
}

static gboolean
check_inputs (const CertplanTarget *target, const char *const *inputs, GError **error)
{
  for (guint i = 0; inputs != NULL && inputs[i] != NULL; i++)
    if (is_same_file (target, inputs[i]))
      {
        g_autofree char *shown = _certplan_path_show (target->path);
        g_set_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_TARGET,
                     _ ("\"%s\" is an input of this run; wanted another file name"), shown);
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_as_of (const CertplanTarget *target, CertplanDate as_of, GError **error)
{
  if ((target->format != CERTPLAN_FORMAT_PDF && target->format != CERTPLAN_FORMAT_XLSX
       && target->format != CERTPLAN_FORMAT_ICS)
      || as_of != CERTPLAN_DATE_NONE)
    return TRUE;
  g_autofree char *shown = _certplan_path_show (target->path);
  g_set_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_TARGET,
               _ ("\"%s\" carries a date and none was given; wanted the date of the result"),
               shown);
  return FALSE;
}

gboolean
certplan_targets_check (const CertplanTargets *targets, const CertplanTables *tables,
                        const char *const *inputs, GError **error)
{
  g_return_val_if_fail (targets != NULL && tables != NULL, FALSE);

  for (guint i = 0; i < targets->items->len; i++)
    {
      const CertplanTarget *target = targets->items->pdata[i];
      if (!check_name (target, tables, error) || !check_inputs (target, inputs, error)
          || !check_as_of (target, targets->as_of, error)
          || !_certplan_commit_check (target->path, error))
        return FALSE;
    }
  return TRUE;
}
