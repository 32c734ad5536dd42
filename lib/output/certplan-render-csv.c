/* CSV (RFC 4180) that spreadsheets open and never run. SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Rows are made where the sink writes them from. Most cells read as the one above, or stand as they
 * are: for these there is a short way. */
#include "certplan-bytes-private.h"
#include "certplan-digits-private.h"
#include "certplan-private.h"
#include "certplan-render-private.h"
#include <string.h>

#define BYTE_ORDER_MARK "\xef\xbb\xbf"
/* What is copied at once for a short cell, so that nobody asks how long it is. */
#define SHORT_BYTES 64
#define LEAST_ROOM (2 * SHORT_BYTES) /* for any short cell, with its comma and what is copied */

/* How a column's cells are written. */
typedef struct
{
  CertplanColumnType type;
  gboolean is_text;
  gboolean is_long; /* none of them goes the short way */
  /* the last short cell, which the next one may be again */
  const char *known; /* its text: in text, or in bytes if it stands there as it is */
  gint64 number;     /* or its number */
  gsize length;
  char bytes[SHORT_BYTES]; /* how it was written */
  char text[SHORT_BYTES];
} Cell;

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
  char *end;   /* of the room in the sink */
} Csv;

static gpointer
open_csv (CertplanSink *sink, const CertplanRenderOptions *options)
{
  Csv *csv = g_new0 (Csv, 1);

  csv->sink = sink;
  csv->lang = options->lang;
  csv->text = g_string_new (NULL);
  csv->made = g_string_new (NULL);
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

/* So many bytes at @text, fewer than sixteen, and zeros behind them. What was just written byte
 * by byte is slow to be read in one, so this does not go through memory where it matters. */
static inline CertplanBytes
load_few (const char *text, gsize n)
{
  guint64 halves[2] = { 0, 0 };
  CertplanBytes bytes;

  if (n > sizeof *halves)
    {
      memcpy (&halves[0], text, sizeof *halves);
      memcpy (&halves[1], text + n - sizeof *halves, sizeof *halves); /* some of them again */
      halves[1] = GUINT64_TO_LE (GUINT64_FROM_LE (halves[1]) >> 8 * (sizeof bytes - n));
    }
  else
    memcpy (halves, text, n);
  memcpy (&bytes, halves, sizeof bytes);
  return bytes;
}

/* Which of the bytes may stand in a text that is written as it is: printable ASCII that is never in
 * quotes, and whole characters U+4000 .. U+9FFF, which are neither blanks nor signs in any form.
 * @cut: how many bytes of a character before are missing, a bit each; then of the last one */
static inline gboolean
check_bytes (CertplanBytes b, guint n, guint *cut)
{
  const guint used = (1u << n) - 1;
  const CertplanBytes special
      = (CertplanBytes)(b == ',') | (CertplanBytes)(b == ';') | (CertplanBytes)(b == '"');
  const guint plain
      = _certplan_bytes_get_bits ((CertplanBytes)(b >= ' ') & (CertplanBytes)(b < 0x7f) & ~special);
  const guint lead
      = _certplan_bytes_get_bits ((CertplanBytes)(b >= 0xe4) & (CertplanBytes)(b <= 0xe9));
  const guint inner
      = _certplan_bytes_get_bits ((CertplanBytes)(b >= 0x80) & (CertplanBytes)(b < 0xc0));
  const guint wanted = lead << 1 | lead << 2 | *cut;

  *cut = wanted >> n;
  return ((plain | lead | inner) & used) == used && (wanted & used) == inner;
}

/* Whether the text is written as it stands: also begins it with a letter, a digit or a Chinese
 * character, and does not end with a blank. */
static gboolean
is_plain (const char *text, gsize length)
{
  guint cut = 0;
  gsize i = 0;

  if (length == 0)
    return TRUE;
  if (((guint8)*text < 0x80 && !g_ascii_isalnum (*text)) || text[length - 1] == ' ')
    return FALSE;
  for (; length - i >= sizeof (CertplanBytes); i += sizeof (CertplanBytes))
    {
      if (!check_bytes (_certplan_bytes_load (text + i), sizeof (CertplanBytes), &cut))
        return FALSE;
    }
  return (i == length || check_bytes (load_few (text + i, length - i), (guint)(length - i), &cut))
         && cut == 0;
}

/* Any cell, whatever it holds. */
static char *
put_any (Csv *csv, const Cell *cell, CertplanValue value, char *at)
{
  g_string_truncate (csv->text, 0);
  _certplan_value_append (csv->labels, csv->lang, FALSE, cell->type, &value, csv->text);
  make_cell (csv, cell->is_text);
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

  if (!is_plain (shown, length))
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
  if (cell->type == CERTPLAN_COLUMN_DATE) /* seldom the one above, and quickly made */
    return _certplan_value_put (at, cell->type, number);
  if (number != cell->number)
    {
      cell->number = number;
      cell->length = (gsize)(_certplan_value_put (cell->bytes, cell->type, number) - cell->bytes);
    }
  memcpy (at, cell->bytes, _CERTPLAN_DIGITS_MAX);
  return at + cell->length;
}

static inline char *
put_value (Csv *csv, Cell *cell, CertplanValue value, char *at)
{
  if (cell->is_long)
    return put_any (csv, cell, value, at);
  return cell->is_text ? put_text (csv, cell, value.text, at) : put_number (cell, value.number, at);
}

static char *
end_row (char *at)
{
  *at++ = '\r';
  *at++ = '\n';
  return at;
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
      cell->is_text = _certplan_column_is_text (cell->type);
      cell->is_long = csv->n_columns == 1 || cell->type == CERTPLAN_COLUMN_SENTENCE
                      || cell->type == CERTPLAN_COLUMN_PERIOD;
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

static inline CertplanValue
get_member (const CertplanColumn *column, gconstpointer row)
{
  CertplanValue value;

  _certplan_column_get_value (column, row, &value);
  return value;
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
  char *at = begin_row (csv);

  for (guint i = 0; i < csv->n_columns; i++)
    {
      Cell *cell = &csv->cells[i];
      at = make_room (csv, at, 0);
      if (i > 0)
        *at++ = ',';
      at = put_value (csv, cell,
                      row != NULL ? get_member (&csv->columns[i], row) : get_cell (cursor, i), at);
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
