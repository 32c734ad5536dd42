/* CSV (RFC 4180) that spreadsheets open and never run. SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Rows are made where the sink writes them from. Most cells read as the one above, or stand as they
 * are: for these there is a short way. */
#include "certplan-csv-plain-private.h"
#include "certplan-digits-private.h"
#include "certplan-private.h"
#include "certplan-render-private.h"
#include <string.h>

#define BYTE_ORDER_MARK "\xef\xbb\xbf"
/* What is copied at once for a short cell, so that nobody asks how long it is. */
#define SHORT_BYTES 64
#define LEAST_ROOM (2 * SHORT_BYTES) /* for any short cell, with its comma and what is copied */

/* How a column's cells are written, and how they lie in a row. */
typedef enum
{
  LONG, /* none of them goes the short way */
  TEXT,
  DAY,
  NUMBER, /* of 32 bits */
  LARGE_NUMBER,
} Way;

typedef struct
{
  CertplanColumnType type;
  Way way;
  guint offset;
  /* the last short cell, which the next one may be again */
  const char *known; /* its text: in text, or in bytes if it stands there as it is */
  gint64 number;     /* or its number */
  gsize length;
  char bytes[SHORT_BYTES]; /* how it was written */
  char text[SHORT_BYTES];
} Cell;

/* A day that was written lately: of so many in a row each has a place of its own. */
#define N_DAYS 1024
#define DAY_BYTES 10
typedef struct
{
  CertplanDate date;
  char bytes[12];
} Day;

typedef struct
{
  CertplanSink *sink;
  CertplanLang lang;
  GString *text; /* of a cell that is looked at */
  GString *made; /* as it is written */
  /* the current table */
  const CertplanLabels *labels;
  const CertplanColumn *columns;
  guint n_columns;
  Cell *cells; /* one a column */
  Day *days;   /* by the last bits of their dates */
  char *end;   /* of the room in the sink */
} Csv;

static Day *
make_days (void)
{
  Day *days = g_new (Day, N_DAYS);
  for (guint i = 0; i < N_DAYS; i++)
    days[i].date = CERTPLAN_DATE_NONE;
  return days;
}

static gpointer
open_csv (CertplanSink *sink, const CertplanRenderOptions *options)
{
  Csv *csv = g_new0 (Csv, 1);

  csv->sink = sink;
  csv->lang = options->lang;
  csv->text = g_string_new (NULL);
  csv->made = g_string_new (NULL);
  csv->days = make_days ();
  if (options->bom)
    _certplan_sink_puts (sink, BYTE_ORDER_MARK);
  return csv;
}

static gboolean
needs_quotes (const char *text, gsize length)
{
  return strpbrk (text, ",;\t\"\r\n") != NULL
         || (length > 0 && (text[0] == ' ' || text[length - 1] == ' '));
}

static void
append_quoted (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *text);
    }
  g_string_append_c (out, '"');
}

/* No input may hold what a terminal obeys, but the name of a file or a program's own text can: it
 * is shown as in text tables. Tabs and line ends are text. */
static void
show_refused (GString *cell)
{
  const char *from = cell->str, *at = _certplan_text_find_refused (from);
  if (at == NULL)
    return;
  g_autoptr (GString) shown = g_string_new (NULL);

  for (; at != NULL; at = _certplan_text_find_refused (from))
    {
      const char *behind = g_utf8_next_char (at);
      g_autofree char *character = g_strndup (at, (gsize)(behind - at));
      g_string_append_len (shown, from, at - from);
      _certplan_text_append_visible (shown, character, 0);
      from = behind;
    }
  g_string_append (shown, from);
  g_string_assign (cell, shown->str);
}

/* Makes of csv->text what is written of it. */
static void
make_cell (Csv *csv, gboolean is_text)
{
  GString *text = csv->text;

  if (is_text && !g_utf8_validate_len (text->str, text->len, NULL))
    {
      g_autofree char *valid = g_utf8_make_valid (text->str, (gssize)text->len);
      g_string_assign (text, valid);
    }
  if (is_text)
    show_refused (text);
  if (is_text && _certplan_text_needs_guard (text->str))
    g_string_prepend_c (text, '\'');
  g_string_truncate (csv->made, 0);
  /* a row of one empty cell would be a blank line, which is no row */
  if (needs_quotes (text->str, text->len) || (csv->n_columns == 1 && text->len == 0))
    append_quoted (csv->made, text->str);
  else
    g_string_append_len (csv->made, text->str, (gssize)text->len);
}

/* Room for @n more bytes, and for what is copied behind them. Returns: @at, which may be elsewhere
 */
static inline char *
make_room (Csv *csv, char *at, gsize n)
{
  if (G_LIKELY ((gsize)(csv->end - at) >= n + LEAST_ROOM))
    return at;
  const gsize wanted = n + (csv->n_columns + 1) * LEAST_ROOM;
  _certplan_sink_commit (csv->sink, at);
  at = _certplan_sink_reserve (csv->sink, wanted);
  csv->end = at + wanted;
  return at;
}

static char *
put_bytes (Csv *csv, char *at, const char *bytes, gsize n)
{
  at = make_room (csv, at, n);
  memcpy (at, bytes, n);
  return at + n;
}

/* Any cell, whatever it holds. */
static char *
put_any (Csv *csv, const Cell *cell, CertplanValue value, char *at)
{
  g_string_truncate (csv->text, 0);
  _certplan_value_append (csv->labels, csv->lang, FALSE, cell->type, &value, csv->text);
  make_cell (csv, _certplan_column_is_text (cell->type));
  return put_bytes (csv, at, csv->made->str, csv->made->len);
}

/* @text was written as the bytes at @bytes. */
static void
remember_text (Cell *cell, const char *text, const char *bytes, gsize length)
{
  const gsize text_length = strlen (text);

  if (length >= SHORT_BYTES || text_length >= SHORT_BYTES)
    return;
  memcpy (cell->bytes, bytes, length);
  memcpy (cell->text, text, text_length + 1);
  cell->known = cell->text;
  cell->length = length;
}

/* The same of one that stands as it is. */
static inline void
remember_plain (Cell *cell, const char *bytes, gsize length)
{
  if (length >= SHORT_BYTES)
    return;
  memcpy (cell->bytes, bytes, length);
  cell->bytes[length] = '\0';
  cell->known = cell->bytes;
  cell->length = length;
}

/* A text that is not the last one again. */
static char *
put_new_text (Csv *csv, Cell *cell, const char *text, char *at)
{
  const gboolean is_key = cell->type == CERTPLAN_COLUMN_CHOICE;
  const char *shown = is_key ? certplan_labels_get (csv->labels, csv->lang, text) : text;
  const gsize length = strlen (shown);

  if (!_certplan_csv_is_plain (shown, length))
    {
      at = put_any (csv, cell, (CertplanValue){ .text = text }, at);
      remember_text (cell, text, csv->made->str, csv->made->len);
      return at;
    }
  if (shown == text)
    remember_plain (cell, shown, length);
  else
    remember_text (cell, text, shown, length);
  return put_bytes (csv, at, shown, length);
}

static inline char *
put_text (Csv *csv, Cell *cell, const char *text, char *at)
{
  if (text == NULL)
    return at;
  if (strcmp (cell->known, text) != 0)
    return put_new_text (csv, cell, text, at);
  memcpy (at, cell->bytes, SHORT_BYTES);
  return at + cell->length;
}

static inline char *
put_number (Cell *cell, gint64 number, char *at)
{
  if (number == G_MININT64) /* absent */
    return at;
  if (number != cell->number)
    {
      cell->number = number;
      cell->length = (gsize)(_certplan_value_put (cell->bytes, cell->type, number) - cell->bytes);
    }
  memcpy (at, cell->bytes, _CERTPLAN_DIGITS_MAX);
  return at + cell->length;
}

static inline char *
put_day (Csv *csv, CertplanDate date, char *at)
{
  Day *day = &csv->days[(guint)date & (N_DAYS - 1)];
  if (date == CERTPLAN_DATE_NONE)
    return at;
  if (date != day->date)
    {
      _certplan_value_put (day->bytes, CERTPLAN_COLUMN_DATE, date);
      day->date = date;
    }
  memcpy (at, day->bytes, sizeof day->bytes);
  return at + DAY_BYTES;
}

static inline char *
put_value (Csv *csv, Cell *cell, CertplanValue value, char *at)
{
  switch (cell->way)
    {
    case TEXT:
      return put_text (csv, cell, value.text, at);
    case NUMBER:
    case LARGE_NUMBER:
      return put_number (cell, value.number, at);
    case DAY:
      return put_day (
          csv, value.number != G_MININT64 ? (CertplanDate)value.number : CERTPLAN_DATE_NONE, at);
    case LONG:
      break;
    }
  return put_any (csv, cell, value, at);
}

/* The same of a cell that lies in a row. */
static inline char *
put_member (Csv *csv, guint column, gconstpointer row, char *at)
{
  Cell *cell = &csv->cells[column];
  const gconstpointer member = (const guint8 *)row + cell->offset;
  CertplanValue value;
  switch (cell->way)
    {
    case TEXT:
      return put_text (csv, cell, *(const char *const *)member, at);
    case NUMBER:
      return *(const gint32 *)member != G_MININT32 ? put_number (cell, *(const gint32 *)member, at)
                                                   : at;
    case LARGE_NUMBER:
      return put_number (cell, *(const gint64 *)member, at);
    case DAY:
      return put_day (csv, *(const CertplanDate *)member, at);
    case LONG:
      break;
    }
  _certplan_column_get_value (&csv->columns[column], row, &value);
  return put_any (csv, cell, value, at);
}

static char *
end_row (char *at)
{
  *at++ = '\r';
  *at++ = '\n';
  return at;
}

static Way
find_way (const Csv *csv, CertplanColumnType type)
{
  if (csv->n_columns == 1 || type == CERTPLAN_COLUMN_SENTENCE || type == CERTPLAN_COLUMN_PERIOD)
    return LONG;
  if (_certplan_column_is_text (type))
    return TEXT;
  if (type == CERTPLAN_COLUMN_MONEY || type == CERTPLAN_COLUMN_DECIMAL)
    return LARGE_NUMBER;
  return type == CERTPLAN_COLUMN_DATE ? DAY : NUMBER;
}

/* Of the table whose columns are known. */
static void
prepare_cells (Csv *csv)
{
  csv->cells = g_new0 (Cell, csv->n_columns);
  for (guint i = 0; i < csv->n_columns; i++)
    {
      Cell *cell = &csv->cells[i];
      cell->type = csv->columns[i].type;
      cell->way = find_way (csv, cell->type);
      cell->offset = csv->columns[i].offset;
      cell->known = cell->text; /* "" is written as nothing */
      cell->number = G_MININT64;
    }
}

static char *
begin_row (Csv *csv)
{
  const gsize room = (csv->n_columns + 1) * LEAST_ROOM;
  char *at = _certplan_sink_reserve (csv->sink, room);

  csv->end = at + room;
  return at;
}

static gboolean
begin_csv (gpointer state, CertplanTable *table, GCancellable *cancellable, GError **error)
{
  Csv *csv = state;

  csv->labels = _certplan_render_labels (table);
  csv->columns = _certplan_table_get_columns (table, &csv->n_columns);
  g_free (csv->cells);
  prepare_cells (csv);
  char *at = begin_row (csv);
  for (guint i = 0; i < csv->n_columns; i++)
    {
      g_string_assign (csv->text,
                       _certplan_column_get_head (&csv->columns[i], csv->labels, csv->lang));
      make_cell (csv, TRUE);
      if (i > 0)
        *at++ = ',';
      at = put_bytes (csv, at, csv->made->str, csv->made->len);
    }
  _certplan_sink_commit (csv->sink, end_row (at));
  return TRUE;
}

static CertplanValue
get_cell (CertplanCursor *cursor, guint column)
{
  CertplanValue value;

  _certplan_cursor_get (cursor, column, &value);
  return value;
}

static void
write_row (gpointer state, CertplanCursor *cursor)
{
  Csv *csv = state;
  const gconstpointer row = _certplan_cursor_get_row (cursor);
  const guint n_columns = csv->n_columns;
  char *at = begin_row (csv);

  for (guint i = 0; i < n_columns; i++)
    {
      at = make_room (csv, at, 0);
      if (i > 0)
        *at++ = ',';
      at = row != NULL ? put_member (csv, i, row, at)
                       : put_value (csv, &csv->cells[i], get_cell (cursor, i), at);
    }
  _certplan_sink_commit (csv->sink, end_row (at));
}

static void
end_csv (gpointer state)
{
}

static void
drop_csv (gpointer state)
{
  Csv *csv = state;

  g_string_free (csv->text, TRUE);
  g_string_free (csv->made, TRUE);
  g_free (csv->cells);
  g_free (csv->days);
  g_free (csv);
}

/* Of the same table; there is nothing above its first row. */
static gpointer
branch_csv (gconstpointer state, CertplanSink *sink)
{
  Csv *csv = g_memdup2 (state, sizeof *csv);

  csv->sink = sink;
  csv->text = g_string_new (NULL);
  csv->made = g_string_new (NULL);
  csv->days = make_days ();
  prepare_cells (csv);
  return csv;
}

static gboolean
close_csv (gpointer state, GError **error)
{
  drop_csv (state);
  return TRUE;
}

const CertplanRenderer _certplan_render_csv = {
  open_csv, begin_csv, write_row, branch_csv, end_csv, NULL, close_csv, drop_csv,
};
