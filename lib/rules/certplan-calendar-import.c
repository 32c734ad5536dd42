/* Holiday files of others as calendar files. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-calendar-import-private.h"
#include "certplan-calendar.h"
#include "certplan-faults-private.h"
#include "certplan-input-private.h"
#include "certplan-labels-private.h"
#include "certplan-private.h"
#include "certplan-rulebook-parts-private.h"
#include "certplan-table-error.h"
#include "certplan-table-private.h"
#include <string.h>

#define MAX_MEBIBYTES 4
#define MAX_DAYS 10000

typedef struct
{
  CertplanDate date;
  const char *kind, *name, *source;
} ImportLine;

static const CertplanColumn columns[] = {
  CERTPLAN_RESULT_COLUMN (ImportLine, date, DATE),
  CERTPLAN_RESULT_COLUMN (ImportLine, kind, CHOICE),
  CERTPLAN_RESULT_COLUMN (ImportLine, name, CHOICE),
  CERTPLAN_RESULT_COLUMN (ImportLine, source, TEXT),
};

void
_certplan_calendar_import_fault (CertplanCalendarImport *import, guint line, const char *what,
                                 const char *value, const char *wanted)
{
  certplan_faults_add (import->faults, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_VALUE,
                       import->file, line, 0, what, value, wanted);
}

/* The label key of a holiday that people call @name; NULL if no calendar knows it. */
static const char *
find_key (const CertplanCalendarImport *import, const char *name)
{
  for (guint i = 0; i < _certplan_calendar_days_get_n (import->known); i++)
    {
      const char *key = _certplan_calendar_days_get (import->known, i)->name;
      for (CertplanLang lang = CERTPLAN_LANG_EN; lang <= CERTPLAN_LANG_ZH_CN; lang++)
        if (g_strcmp0 (_certplan_labels_find (NULL, lang, key), name) == 0)
          return key;
    }
  return NULL;
}

/* Two festivals that meet are named in either order. */
static const char *
find_name (const CertplanCalendarImport *import, const char *name)
{
  const char *key = find_key (import, name);
  g_auto (GStrv) parts = g_strsplit (name, "、", -1);
  if (key == NULL && g_strv_length (parts) == 2)
    {
      g_autofree char *turned = g_strconcat (parts[1], "、", parts[0], NULL);
      key = find_key (import, turned);
    }
  return key != NULL ? key : name;
}

/* An escape of JSON can write what no text of a user's may hold; a source may be a file's name. */
static void
check_text (CertplanCalendarImport *import, guint line, const char *text)
{
  if (_certplan_text_find_refused (text) != NULL || !g_utf8_validate (text, -1, NULL))
    _certplan_calendar_import_fault (
        import, line, _ ("a control character or a byte order mark stands in the text"), text,
        _ ("text; of controls, only tabs and line ends"));
}

void
_certplan_calendar_import_add (CertplanCalendarImport *import, guint line, CertplanDate date,
                               CertplanDayKind kind, const char *name, const char *source)
{
  g_autofree char *clean = g_strstrip (g_strdup (name));
  CertplanCalendarDay day = {
    .date = date,
    .kind = import->is_closed ? CERTPLAN_DAY_CLOSED : kind,
    .name = g_string_chunk_insert_const (import->texts, find_name (import, clean)),
    .source
    = g_string_chunk_insert_const (import->texts, import->source != NULL ? import->source : source),
    .line = line,
  };
  g_autofree char *text = certplan_date_format (date);
  check_text (import, line, clean);
  check_text (import, line, day.source);
  if (clean[0] == '\0')
    _certplan_calendar_import_fault (import, line, _ ("day without a name"), text, NULL);
  else if (import->lines->len == MAX_DAYS)
    _certplan_calendar_import_fault (import, line, _ ("more than 10,000 days"), NULL, NULL);
  else if (import->lines->len < MAX_DAYS
           && !g_hash_table_add (import->seen, GINT_TO_POINTER (date)))
    _certplan_calendar_import_fault (import, line, _ ("day there twice"), text,
                                     _ ("each day once in a file"));
  if (import->lines->len <= MAX_DAYS)
    g_array_append_val (import->lines, day);
}

static gint
compare_days (gconstpointer a, gconstpointer b)
{
  const CertplanCalendarDay *x = a, *y = b;
  return x->date < y->date ? -1 : x->date > y->date;
}

static CertplanTables *
make_tables (CertplanCalendarImport *import, CertplanLabels *labels)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (ImportLine));
  g_array_sort (import->lines, compare_days);
  for (guint i = 0; i < import->lines->len; i++)
    {
      const CertplanCalendarDay *day = &g_array_index (import->lines, CertplanCalendarDay, i);
      ImportLine line
          = { day->date, _certplan_day_kind_get_name (day->kind), day->name, day->source };
      g_array_append_val (rows, line);
    }
  CertplanTable *table = _certplan_table_new_array ("calendar", columns, G_N_ELEMENTS (columns),
                                                    rows, g_steal_pointer (&import->texts),
                                                    (GDestroyNotify)g_string_chunk_free);
  g_autofree char *title = _certplan_sentence ("title.calendar", NULL);
  _certplan_table_set_title (table, title, NULL);
  _certplan_table_set_labels (table, labels);
  CertplanTables *tables = certplan_tables_new ();
  certplan_tables_take (tables, table);
  return tables;
}

/* The whole file, without its byte order mark, ended by a NUL; NULL with a fault added. */
static char *
read_file (CertplanCalendarImport *import, gsize *length)
{
  g_autoptr (GBytes) bytes
      = _certplan_input_read_all (import->file, MAX_MEBIBYTES, NULL, import->faults);
  if (bytes == NULL)
    return NULL;
  gsize n;
  const char *data = g_bytes_get_data (bytes, &n);
  const char *what = NULL;
  if (n > 0 && memchr (data, '\0', n) != NULL)
    what = _ ("NUL in the text");
  else if (!g_utf8_validate_len (data, n, NULL))
    what = _ ("not UTF-8");
  if (what != NULL)
    {
      _certplan_calendar_import_fault (import, 0, what, NULL, NULL);
      return NULL;
    }
  gsize skip = n >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  *length = n - skip;
  return g_strndup (data + skip, n - skip);
}

typedef void (*ReadHolidays) (CertplanCalendarImport *import, const char *text, gsize length);

/* Returns: FALSE with @error set where no reader is for that name, or this build has none */
static gboolean
find_reader (const char *path, ReadHolidays *reader, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);
  const char *library = NULL;
  *reader = NULL;
  if (g_str_has_suffix (lower, ".json"))
    library = "json-glib";
  else if (g_str_has_suffix (lower, ".ics"))
    library = "libical";
#ifdef HAVE_JSON_GLIB
  if (g_str_has_suffix (lower, ".json"))
    *reader = _certplan_calendar_import_json;
#endif
#ifdef HAVE_LIBICAL
  if (g_str_has_suffix (lower, ".ics"))
    *reader = _certplan_calendar_import_ics;
#endif
  if (library == NULL)
    g_set_error (error, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_NO_READER,
                 _ ("no reader for \"%s\"; wanted a name that ends with .json or .ics"), path);
  else if (*reader == NULL)
    g_set_error (error, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_NO_READER,
                 _ ("\"%s\" cannot be read: certplan was built without %s"), path, library);
  return *reader != NULL;
}

CertplanTables *
certplan_calendar_import (CertplanRulebook *rulebook, const char *path, const char *source,
                          gboolean is_closed, CertplanFaults *faults, GError **error)
{
  g_return_val_if_fail (rulebook != NULL && path != NULL, NULL);

  ReadHolidays reader;
  if (!find_reader (path, &reader, error))
    return NULL;
  g_autoptr (CertplanFaults) own = certplan_faults_new ();
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (CertplanCalendarDay));
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  CertplanCalendarImport import = {
    .file = path,
    .source = source,
    .is_closed = is_closed,
    .known = rulebook->calendar,
    .texts = g_string_chunk_new (1024),
    .lines = lines,
    .seen = seen,
    .faults = faults != NULL ? faults : own,
  };
  guint n_before = certplan_faults_get_n (import.faults);
  gsize length;
  g_autofree char *text = read_file (&import, &length);
  if (text != NULL)
    reader (&import, text, length);
  if (text != NULL && lines->len == 0 && certplan_faults_get_n (import.faults) == n_before)
    _certplan_calendar_import_fault (&import, 0, _ ("no day in the file"), NULL,
                                     _ ("a year whose notice is published"));
  if (certplan_faults_get_n (import.faults) == n_before)
    return make_tables (&import, certplan_rulebook_get_labels (rulebook));
  g_string_chunk_free (import.texts);
  _certplan_faults_set_error_since (import.faults, n_before, CERTPLAN_TABLE_ERROR,
                                    CERTPLAN_TABLE_ERROR_LIMIT, error);
  return NULL;
}
