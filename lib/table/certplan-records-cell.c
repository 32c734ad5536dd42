/* Cells into the members of a row, and the index of keys. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "certplan-bytes-private.h"
#include "certplan-date-private.h"
#include "certplan-money-private.h"
#include "certplan-private.h"
#include "certplan-records-parts-private.h"
#include <string.h>

static gboolean
refuse_size (CertplanTableError *code, CertplanRefusal *refusal)
{
  *code = CERTPLAN_TABLE_ERROR_LIMIT;
  return _certplan_refusal_set (refusal, _ ("the file's texts are too large to hold"),
                                _ ("less than 4 GiB of them in one file"));
}

static gboolean
set_note (CertplanRecords *records, guint32 *member, const CertplanCell *cell,
          CertplanTableError *code, CertplanRefusal *refusal)
{
  const char *text = _certplan_text_unguard (cell->text);
  const guint32 offset
      = _certplan_arena_add (&records->arena, text, cell->length - (gsize)(text - cell->text));

  if (offset == 0)
    return refuse_size (code, refusal);
  *member = offset;
  return TRUE;
}

static gboolean
set_id (CertplanRecords *records, guint32 *member, const CertplanCell *cell,
        CertplanTableError *code, CertplanRefusal *refusal)
{
  if (_certplan_cell_is_scientific (cell->text))
    return _certplan_refusal_set (refusal, _ ("a spreadsheet has rounded this number"),
                                  _ ("all its digits, from a column formatted as text"));
  return set_note (records, member, cell, code, refusal);
}

static gboolean
equal_text (gconstpointer data, guint32 number, gconstpointer wanted)
{
  const CertplanTextSpan *span = wanted;
  const char *text = _certplan_records_text (data, number);

  return strncmp (text, span->text, span->length) == 0 && text[span->length] == '\0';
}

/* Returns: the number of the distinct text, made if it is new; 0 if there is no room */
static guint32
intern_text (CertplanRecords *records, const CertplanTextSpan *span, guint32 hash)
{
  const guint32 known
      = _certplan_slots_find (&records->text_slots, hash, equal_text, records, span);

  if (known != 0)
    return known;
  const guint32 offset = _certplan_arena_add (&records->arena, span->text, span->length);
  const guint32 place = offset != 0 ? _certplan_pile_take (&records->texts, 1) : 0;
  if (place == 0)
    return 0;
  *(guint32 *)_certplan_pile_at (&records->texts, place) = offset;
  records->n_texts = place - (1u << _CERTPLAN_TEXTS_FIRST_BIT) + 1;
  return _certplan_slots_add (&records->text_slots, hash, records->n_texts) ? records->n_texts : 0;
}

void
_certplan_records_settle (CertplanRecords *records)
{
  _certplan_slots_clear (&records->text_slots);
}

gboolean
_certplan_records_unsettle (CertplanRecords *records)
{
  if (records->text_slots.n_used == records->n_texts)
    return TRUE;
  _certplan_slots_clear (&records->text_slots);
  for (guint32 number = 1; number <= records->n_texts; number++)
    {
      const char *text = _certplan_records_text (records, number);
      if (!_certplan_slots_add (&records->text_slots, _certplan_hash (text, strlen (text)), number))
        return FALSE;
    }
  return TRUE;
}

guint32
_certplan_row_intern (CertplanRowCheck *check, const char *text)
{
  const CertplanTextSpan span = { text, strlen (text) };

  return intern_text (check->records, &span, _certplan_hash (span.text, span.length));
}

/* Returns: the number of an announced text; 0 if there is no room */
static guint32
find_text (CertplanRecords *records, CertplanColumnIndex *index, const CertplanCell *cell)
{
  if (!index->is_again)
    {
      const CertplanTextSpan span = _certplan_cell_get_span (cell);
      index->last = intern_text (records, &span, index->hash);
      index->last_length = span.length;
      index->last_text = index->last != 0 ? _certplan_records_text_at (records, index->last) : NULL;
    }
  return index->last;
}

static gboolean
set_text (CertplanRecords *records, CertplanColumnIndex *index, guint32 *member,
          const CertplanCell *cell, CertplanTableError *code, CertplanRefusal *refusal)
{
  const guint32 number = find_text (records, index, cell);

  if (number == 0)
    return refuse_size (code, refusal);
  *member = number;
  return TRUE;
}

/* "a, b or c", in Chinese for one who writes @text in Chinese. */
static char *
list_values (const char *const *values, const char *text)
{
  const CertplanLang lang = g_str_is_ascii (text) ? CERTPLAN_LANG_FIELD : CERTPLAN_LANG_ZH_CN;
  GString *list = g_string_new (NULL);

  for (; *values != NULL; values++)
    {
      if (list->len > 0)
        g_string_append (list, values[1] == NULL ? _ (" or ") : ", ");
      g_string_append (list, certplan_labels_get (certplan_labels_get_default (), lang, *values));
    }
  return g_string_free (list, FALSE);
}

static gboolean
is_label (CertplanLang lang, const char *key, const char *text)
{
  const char *label = _certplan_labels_find (NULL, lang, key);

  return label != NULL && g_ascii_strcasecmp (label, text) == 0;
}

/* Returns: the 1-based place of the value that @text names by key or label; 0 if there is none */
static guint
find_choice (const CertplanColumn *column, const char *text)
{
  for (guint i = 0; column->values[i] != NULL; i++)
    if (g_ascii_strcasecmp (column->values[i], text) == 0)
      return i + 1;
  for (guint i = 0; column->values[i] != NULL; i++)
    if (is_label (CERTPLAN_LANG_ZH_CN, column->values[i], text)
        || is_label (CERTPLAN_LANG_EN, column->values[i], text))
      return i + 1;
  return 0;
}

static guint
read_choice (const CertplanColumn *column, const char *text, CertplanRefusal *refusal)
{
  char folded[_CERTPLAN_FOLD_SIZE];
  guint place = 0;

  if (_certplan_text_fold (text, folded, sizeof folded))
    place = find_choice (column, folded);
  if (place == 0)
    {
      g_autofree char *wanted = list_values (column->values, text);
      _certplan_refusal_set (refusal, _ ("unknown word"), wanted);
    }
  return place;
}

static guint
read_qualification (const CertplanResolver *resolver, const char *text, CertplanRefusal *refusal)
{
  char folded[_CERTPLAN_FOLD_SIZE];
  g_autoptr (GString) wanted = g_string_new (NULL);
  guint handle = 0;

  if (_certplan_text_fold (text, folded, sizeof folded))
    handle = resolver->resolve (resolver->data, folded, wanted);
  if (handle == 0)
    _certplan_refusal_set (refusal, _ ("unknown qualification"),
                           wanted->len > 0
                               ? wanted->str
                               : _ ("SCHEME/CATEGORY/LEVEL, as \"certplan list\" shows them"));
  return handle;
}

/* The number that a word stands for, found out once a distinct text. Returns: 0 if it is refused */
static guint
find_code (CertplanRecords *records, guint c, const char *text, CertplanRefusal *refusal)
{
  const CertplanColumn *column = &records->type->columns[c];
  CertplanColumnIndex *index = &records->indexes[c];
  gpointer key, known;

  if (index->codes == NULL)
    index->codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!g_hash_table_lookup_extended (index->codes, text, &key, &known))
    {
      const guint code = column->type == CERTPLAN_COLUMN_CHOICE
                             ? read_choice (column, text, refusal)
                             : read_qualification (&records->resolver, text, refusal);
      if (code == 0)
        return 0;
      key = g_strdup (text);
      known = GUINT_TO_POINTER (code);
      g_hash_table_insert (index->codes, key, known);
    }
  index->last = GPOINTER_TO_UINT (known);
  index->last_text = key;
  index->last_length = strlen (key);
  return index->last;
}

static gboolean
set_choice (CertplanRecords *records, guint c, guint8 *member, const char *text,
            CertplanRefusal *refusal)
{
  const guint code = find_code (records, c, text, refusal);

  if (code != 0)
    *member = (guint8)code;
  return code != 0;
}

static gboolean
set_qualification (CertplanRecords *records, guint c, guint16 *member, const char *text,
                   CertplanRefusal *refusal)
{
  const guint code = find_code (records, c, text, refusal);

  if (code != 0)
    *member = (guint16)code;
  return code != 0;
}

static gboolean
check_sign (const CertplanColumn *column, gint64 number, CertplanRefusal *refusal)
{
  if ((column->flags & CERTPLAN_COLUMN_UNSIGNED) == 0 || number >= 0)
    return TRUE;
  return _certplan_refusal_set (refusal, _ ("negative"), _ ("0 or more"));
}

static gboolean
set_money (const CertplanColumn *column, CertplanMoney *member, const char *text,
           CertplanRefusal *refusal)
{
  CertplanMoney fen;

  if (!_certplan_cell_read_money (text, &fen, refusal) || !check_sign (column, fen, refusal))
    return FALSE;
  *member = fen;
  return TRUE;
}

static gboolean
set_int (const CertplanColumn *column, gint32 *member, const char *text, CertplanRefusal *refusal)
{
  gint32 number;

  if (!_certplan_cell_read_int (text, &number, refusal) || !check_sign (column, number, refusal))
    return FALSE;
  *member = number;
  return TRUE;
}

static gboolean
set_period (const CertplanColumn *column, CertplanPeriod *member, const char *text,
            CertplanRefusal *refusal)
{
  CertplanPeriod period;

  if (!_certplan_cell_read_period (text, &period, refusal))
    return FALSE;
  if ((column->flags & CERTPLAN_COLUMN_CALENDAR) != 0 && period.working_days != 0)
    return _certplan_refusal_set (refusal, _ ("a period of working days"),
                                  _ ("calendar days or months, as P30D or P6M"));
  *member = period;
  return TRUE;
}

gboolean
_certplan_records_set_cell (CertplanRecords *records, guint c, gpointer row,
                            const CertplanCell *cell, CertplanTableError *code,
                            CertplanRefusal *refusal)
{
  const CertplanColumn *column = &records->type->columns[c];
  gpointer member = (guint8 *)row + column->offset;

  *code = CERTPLAN_TABLE_ERROR_VALUE;
  if (_certplan_cell_is_formula_error (cell->text))
    return _certplan_refusal_set (refusal, _ ("a formula of a spreadsheet has failed"),
                                  _ ("what the formula should have given, or an empty cell"));
  switch (column->type)
    {
    case CERTPLAN_COLUMN_ID:
      return set_id (records, member, cell, code, refusal);
    case CERTPLAN_COLUMN_TEXT:
      return set_text (records, &records->indexes[c], member, cell, code, refusal);
    case CERTPLAN_COLUMN_NOTE:
      return set_note (records, member, cell, code, refusal);
    case CERTPLAN_COLUMN_DATE:
      return _certplan_cell_read_date (cell->text, member, refusal);
    case CERTPLAN_COLUMN_MONTH:
      return _certplan_cell_read_month (cell->text, member, refusal);
    case CERTPLAN_COLUMN_MONEY:
      return set_money (column, member, cell->text, refusal);
    case CERTPLAN_COLUMN_INT:
      return set_int (column, member, cell->text, refusal);
    case CERTPLAN_COLUMN_SHARE:
      return _certplan_cell_read_share (cell->text, member, refusal);
    case CERTPLAN_COLUMN_PERIOD:
      return set_period (column, member, cell->text, refusal);
    case CERTPLAN_COLUMN_CHOICE:
      return set_choice (records, c, member, cell->text, refusal);
    case CERTPLAN_COLUMN_QUALIFICATION:
      return set_qualification (records, c, member, cell->text, refusal);
    default:
      g_return_val_if_reached (FALSE); /* a record has no sentences */
    }
}

/* Whether nothing is to be asked about a text that begins so: it is not blank, no failed formula,
 * and no ' stands before it. */
static inline gboolean
is_usual_start (guint8 byte)
{
  return (byte >= '0' && byte < 0x80) || (byte >= 0xe4 && byte <= 0xe9);
}

static inline gboolean
set_usual_note (CertplanRecords *records, guint32 *member, const CertplanCell *cell)
{
  const guint32 offset = is_usual_start ((guint8)*cell->text)
                             ? _certplan_arena_add (&records->arena, cell->text, cell->length)
                             : 0;

  *member = offset;
  return offset != 0;
}

/* A number with + may be one that a spreadsheet has rounded. */
static inline gboolean
may_be_scientific (const CertplanCell *cell)
{
  return *cell->text <= '9' && memchr (cell->text, '+', cell->length) != NULL;
}

static inline gboolean
set_usual_money (const CertplanFoundColumn *found, CertplanMoney *member, const CertplanCell *cell)
{
  CertplanMoney fen;

  if (!_certplan_money_parse_plain (cell->text, &fen) || (found->is_unsigned && fen < 0))
    return FALSE;
  *member = fen;
  return TRUE;
}

static inline gboolean
is_word_again (const CertplanColumnIndex *index, const CertplanCell *cell)
{
  return index->last != 0 && cell->length == index->last_length
         && _certplan_bytes_are_same (index->last_text, cell->text, cell->length);
}

static inline gboolean
set_usual (CertplanRecords *records, const CertplanFoundColumn *found, gpointer row,
           const CertplanCell *cell)
{
  gpointer member = (guint8 *)row + found->offset;
  CertplanColumnIndex *index = &records->indexes[found->column];

  switch (found->type)
    {
    case CERTPLAN_COLUMN_ID:
      return !may_be_scientific (cell) && set_usual_note (records, member, cell);
    case CERTPLAN_COLUMN_NOTE:
      return set_usual_note (records, member, cell);
    case CERTPLAN_COLUMN_TEXT:
      return is_usual_start ((guint8)*cell->text)
             && (*(guint32 *)member = find_text (records, index, cell)) != 0;
    case CERTPLAN_COLUMN_DATE:
      return _certplan_date_parse_plain (cell->text, member) && (index->has_date = TRUE);
    case CERTPLAN_COLUMN_MONEY:
      return set_usual_money (found, member, cell);
    case CERTPLAN_COLUMN_CHOICE:
      return is_word_again (index, cell) && (*(guint8 *)member = (guint8)index->last) != 0;
    case CERTPLAN_COLUMN_QUALIFICATION:
      return is_word_again (index, cell) && (*(guint16 *)member = (guint16)index->last) != 0;
    default:
      return FALSE;
    }
}

guint
_certplan_records_set_usual (CertplanRecords *records, const CertplanHeader *header, guint i,
                             gpointer row, const CertplanCell *cells)
{
  while (i < header->n_found
         && set_usual (records, &header->found[i], row, &cells[header->found[i].cell]))
    i++;
  return i;
}
