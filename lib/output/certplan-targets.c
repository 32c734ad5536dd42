/* Which files a run writes: what the user asked for, and whether it can be done.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-private.h"
#include "certplan-targets-private.h"
#include "certplan-table-private.h"
#include <errno.h>
#include <string.h>

#define SCRIPT_ENDING ".gnuplot"

G_DEFINE_BOXED_TYPE (CertplanTargets, certplan_targets, certplan_targets_ref,
                     certplan_targets_unref)

typedef struct
{
  const char *ending;
  CertplanFormat format;
  CertplanPicture picture; /* where it has one */
} Ending;

static const Ending endings[] = {
  { ".txt", CERTPLAN_FORMAT_TEXT, 0 },
  { ".csv", CERTPLAN_FORMAT_CSV, 0 },
  { ".json", CERTPLAN_FORMAT_JSON, 0 },
  { ".html", CERTPLAN_FORMAT_HTML, CERTPLAN_PICTURE_SVG },
  { ".xlsx", CERTPLAN_FORMAT_XLSX, CERTPLAN_PICTURE_PNG },
  { ".ics", CERTPLAN_FORMAT_ICS, 0 },
  { ".journal", CERTPLAN_FORMAT_JOURNAL, 0 },
  { ".beancount", CERTPLAN_FORMAT_BEANCOUNT, 0 },
  { ".png", CERTPLAN_FORMAT_PNG, CERTPLAN_PICTURE_PNG },
  { ".svg", CERTPLAN_FORMAT_SVG, CERTPLAN_PICTURE_SVG },
  { ".pdf", CERTPLAN_FORMAT_PDF, CERTPLAN_PICTURE_PDF },
};

static void
free_target (gpointer data)
{
  CertplanTarget *target = data;

  g_free (target->name);
  g_free (target->path);
  g_free (target->resolved);
  g_free (target->script_of);
  g_free (target);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanTarget, free_target)

CertplanTargets *
certplan_targets_new (void)
{
  CertplanTargets *targets = g_atomic_rc_box_new0 (CertplanTargets);

  targets->items = g_ptr_array_new_with_free_func (free_target);
  targets->warnings = g_ptr_array_new_with_free_func (g_free);
  targets->lang = CERTPLAN_LANG_FIELD;
  targets->reading_lang = CERTPLAN_LANG_EN;
  targets->bom = TRUE;
  targets->as_of = CERTPLAN_DATE_NONE;
  return targets;
}

CertplanTargets *
certplan_targets_ref (CertplanTargets *targets)
{
  g_return_val_if_fail (targets != NULL, NULL);

  return g_atomic_rc_box_acquire (targets);
}

static void
release_contents (gpointer data)
{
  CertplanTargets *targets = data;

  g_ptr_array_unref (targets->items);
  g_ptr_array_unref (targets->warnings);
  g_free (targets->digest);
}

void
certplan_targets_unref (CertplanTargets *targets)
{
  g_return_if_fail (targets != NULL);

  g_atomic_rc_box_release_full (targets, release_contents);
}

/* The length of NAME in `NAME=FILE`; 0 if there is none. A FILE with such a beginning is written
 * ./NAME=FILE. */
static gsize
measure_name (const char *spec)
{
  const gsize length = strspn (spec, "abcdefghijklmnopqrstuvwxyz-");

  return length > 0 && spec[0] != '-' && spec[length] == '=' ? length : 0;
}

/* A format that this build of the library cannot write. */
static gboolean
check_built (const CertplanTarget *target, GError **error)
{
#ifndef HAVE_XLSXWRITER
  if (target->format == CERTPLAN_FORMAT_XLSX)
    {
      g_autofree char *shown = _certplan_path_show (target->path);
      g_set_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_TARGET,
                   _ ("\"%s\" cannot be written: this certplan was built without libxlsxwriter; "
                      "wanted .csv, or the Debian package libxlsxwriter-dev and a new ./configure"),
                   shown);
      return FALSE;
    }
#endif
#ifndef HAVE_LIBICAL
  if (target->format == CERTPLAN_FORMAT_ICS)
    {
      g_autofree char *shown = _certplan_path_show (target->path);
      g_set_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_TARGET,
                   _ ("\"%s\" cannot be written: this certplan was built without libical; wanted "
                      ".csv, or the Debian package libical-dev and a new ./configure"),
                   shown);
      return FALSE;
    }
#endif
  return TRUE;
}

static gboolean
find_format (CertplanTarget *target, GError **error)
{
  const char *path = target->path;
  const gsize length = strlen (path);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      const gsize n = strlen (endings[i].ending);
      if (length > n && g_ascii_strcasecmp (path + length - n, endings[i].ending) == 0
          && path[length - n - 1] != '/')
        {
          target->format = endings[i].format;
          target->picture = endings[i].picture;
          return check_built (target, error);
        }
    }
  g_autoptr (GString) list = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    g_string_append_printf (list, "%s%s", i > 0 ? " " : "", endings[i].ending);
  g_autofree char *shown = _certplan_path_show (path);
  g_set_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_TARGET,
               _ ("\"%s\" has no ending that names a format; wanted one of %s"), shown, list->str);
  return FALSE;
}

/* Takes over @target, whose path is set. */
static gboolean
take_target (CertplanTargets *targets, CertplanTarget *target, GError **error)
{
  g_autoptr (CertplanTarget) owned = target;

  owned->resolved = _certplan_path_resolve (owned->path);
  for (guint i = 0; i < targets->items->len; i++)
    {
      const CertplanTarget *other = targets->items->pdata[i];
      if (g_str_equal (other->resolved, owned->resolved))
        {
          g_autofree char *shown = _certplan_path_show (owned->path);
          g_set_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_TARGET,
                       _ ("\"%s\" is to be written twice; wanted another file name"), shown);
          return FALSE;
        }
    }
  g_ptr_array_add (targets->items, g_steal_pointer (&owned));
  return TRUE;
}

gboolean
certplan_targets_add (CertplanTargets *targets, const char *spec, GError **error)
{
  g_return_val_if_fail (targets != NULL && spec != NULL, FALSE);

  const gsize n = measure_name (spec);
  g_autoptr (CertplanTarget) target = g_new0 (CertplanTarget, 1);
  target->name = n > 0 ? g_strndup (spec, n) : NULL;
  target->path = g_strdup (n > 0 ? spec + n + 1 : spec);
  return find_format (target, error) && take_target (targets, g_steal_pointer (&target), error);
}

static gboolean
add_script (CertplanTargets *targets, const CertplanTarget *of, GError **error)
{
  CertplanTarget *target = g_new0 (CertplanTarget, 1);

  target->name = g_strdup (of->name);
  target->path = g_strconcat (of->path, SCRIPT_ENDING, NULL);
  target->script_of = g_strdup (of->path);
  target->format = CERTPLAN_FORMAT_SCRIPT;
  target->picture = of->picture;
  return take_target (targets, target, error);
}

gboolean
certplan_targets_add_scripts (CertplanTargets *targets, GError **error)
{
  g_return_val_if_fail (targets != NULL, FALSE);

  const guint n = targets->items->len;
  guint n_pictures = 0;
  for (guint i = 0; i < n; i++)
    {
      const CertplanTarget *target = targets->items->pdata[i];
      if (!_certplan_format_is_picture (target->format))
        continue;
      n_pictures++;
      if (!add_script (targets, target, error))
        return FALSE;
    }
  if (n_pictures > 0)
    return TRUE;
  g_set_error_literal (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_TARGET,
                       _ ("no picture is drawn whose script could be kept; wanted a file that ends "
                          "in .png, .svg or .pdf"));
  return FALSE;
}

void
certplan_targets_add_stdout (CertplanTargets *targets)
{
  g_return_if_fail (targets != NULL);

  targets->to_stdout = TRUE;
  targets->stdout_format = CERTPLAN_FORMAT_TEXT;
}

void
certplan_targets_add_stdout_csv (CertplanTargets *targets)
{
  g_return_if_fail (targets != NULL);

  targets->to_stdout = TRUE;
  targets->stdout_format = CERTPLAN_FORMAT_CSV;
}

void
certplan_targets_set_lang (CertplanTargets *targets, CertplanLang lang)
{
  g_return_if_fail (targets != NULL);

  targets->lang = lang;
}

void
certplan_targets_set_reading_lang (CertplanTargets *targets, CertplanLang lang)
{
  g_return_if_fail (targets != NULL && lang != CERTPLAN_LANG_FIELD);

  targets->reading_lang = lang;
}

void
certplan_targets_set_bom (CertplanTargets *targets, gboolean bom)
{
  g_return_if_fail (targets != NULL);

  targets->bom = bom;
}

void
certplan_targets_set_as_of (CertplanTargets *targets, CertplanDate as_of)
{
  g_return_if_fail (targets != NULL);

  targets->as_of = as_of;
}

void
certplan_targets_set_digest (CertplanTargets *targets, const char *digest)
{
  g_return_if_fail (targets != NULL);

  g_free (targets->digest);
  targets->digest = g_strdup (digest);
}

guint
certplan_targets_get_n_warnings (const CertplanTargets *targets)
{
  g_return_val_if_fail (targets != NULL, 0);

  return targets->warnings->len;
}

const char *
certplan_targets_get_warning (const CertplanTargets *targets, guint i)
{
  g_return_val_if_fail (targets != NULL && i < targets->warnings->len, NULL);

  return targets->warnings->pdata[i];
}

void
_certplan_targets_warn (CertplanTargets *targets, const char *shown, const char *what)
{
  g_ptr_array_add (targets->warnings, g_strconcat (shown, ": ", what, NULL));
}

CertplanLang
_certplan_targets_pick_lang (const CertplanTargets *targets, CertplanFormat format)
{
  const gboolean is_data = format == CERTPLAN_FORMAT_CSV || format == CERTPLAN_FORMAT_JSON;

  return is_data || targets->lang != CERTPLAN_LANG_FIELD ? targets->lang : targets->reading_lang;
}

/* The one table that a target without a name takes; NULL = all, or none. */
static CertplanTable *
pick_default (CertplanFormat format, const CertplanTables *tables)
{
  for (guint i = 0; i < certplan_tables_get_n (tables); i++)
    {
      CertplanTable *table = certplan_tables_get (tables, i);
      if (format == CERTPLAN_FORMAT_CSV && !_certplan_table_is_drawn_only (table))
        return table;
      if (_certplan_format_is_picture (format) && certplan_table_has_chart (table))
        return table;
    }
  return NULL;
}

gboolean
_certplan_target_wants (const CertplanTarget *target, const CertplanTables *tables,
                        CertplanTable *table)
{
  if (target != NULL && target->name != NULL)
    return g_str_equal (target->name, certplan_table_get_name (table));
  if (target != NULL && target->format == CERTPLAN_FORMAT_ICS)
    return _certplan_table_get_events (table) != NULL;
  if (target != NULL && _certplan_format_is_ledger (target->format))
    return _certplan_table_get_ledger (table) != NULL;
  if (target == NULL || _certplan_format_is_document (target->format))
    return !_certplan_table_is_drawn_only (table);
  return pick_default (target->format, tables) == table;
}

gboolean
_certplan_target_draws (const CertplanTarget *target, const CertplanTables *tables,
                        CertplanTable *table)
{
  if (!certplan_table_has_chart (table))
    return FALSE;
  if (_certplan_format_is_picture (target->format))
    return _certplan_target_wants (target, tables, table);
  return _certplan_format_holds_pictures (target->format)
         && (target->name == NULL || g_str_equal (target->name, certplan_table_get_name (table)));
}
