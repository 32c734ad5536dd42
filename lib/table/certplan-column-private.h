/* A column, declared once and used both ways: to read a cell into a struct, to show a struct as a
 * cell. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-date-private.h"
#include "certplan-labels-private.h"
#include "certplan-money-private.h"
#include "certplan-table.h"

/* One cell: a text (NULL = absent) for text columns, else a number (G_MININT64 = absent), else a
 * period. */
typedef struct
{
  const char *text; /* borrowed until the next row */
  gint64 number;
  CertplanPeriod period;
} CertplanValue;

typedef enum
{
  CERTPLAN_COLUMN_REQUIRED = 1 << 0, /* the header must have it and no cell may be empty */
  CERTPLAN_COLUMN_KEY = 1 << 1,      /* no two rows have the same */
  CERTPLAN_COLUMN_HEADED = 1 << 2,   /* the header must have it, cells may be empty */
  CERTPLAN_COLUMN_UNSIGNED = 1 << 3, /* MONEY, INT: not negative */
  CERTPLAN_COLUMN_SUMMED = 1 << 4,   /* MONEY: a row of sums holds its sum */
  CERTPLAN_COLUMN_PLACED = 1 << 5,   /* faults across rows are told at its cells */
  CERTPLAN_COLUMN_WIDE
  = 1 << 6, /* left out of text on standard output, which says so; files have it */
  CERTPLAN_COLUMN_CALENDAR = 1 << 7, /* PERIOD: not of working days */
} CertplanColumnFlags;

/* How a column of each type lies in a row.
 *
 *                  in a record (CertplanRecords)              in a result's row
 *   ID, NOTE       guint32, an offset into the arena          const char *
 *   TEXT           guint32, an index of the distinct texts    const char *
 *   CHOICE         guint8, 1-based place in values            const char * (the value)
 *   QUALIFICATION  guint16, a handle of the rulebook          const char * (the identifier)
 *   SENTENCE       (not in records)                           const char *
 *   DATE           CertplanDate                               the same
 *   MONTH          CertplanDate, the month's first day        the same
 *   MONEY          CertplanMoney                              the same
 *   INT            gint32, G_MININT32 = absent                the same
 *   SHARE          gint32, millionths, G_MININT32 = absent    the same
 *   PERIOD         CertplanPeriod                             the same
 *   DECIMAL        (not in records)                           gint64, hundredths
 *
 * Absent is 0 of a text in a record, NULL of one in a result, and G_MININT64 of a DECIMAL. */
typedef struct
{
  const char *name; /* the field's name, [a-z_] */
  CertplanColumnType type;
  CertplanColumnFlags flags;
  guint offset;
  const char *const *values;  /* CHOICE: NULL-terminated */
  const char *const *aliases; /* other headers that readers meet; NULL = none */
  const char *const *behind;  /* heads of a column whose texts go behind this one's; NULL = none */
  const char *unit;           /* NULL, or "yuan", "days", ... */
  const char *help; /* one line for `certplan formats`, English; of records the key of a label */
  const char *head; /* its label is "column." and this, where others of its name are called
                       otherwise; NULL = and its name */
} CertplanColumn;

/* How many bytes a column of this type takes in a record's row. */
#define _CERTPLAN_SIZE_ID sizeof (guint32)
#define _CERTPLAN_SIZE_NOTE sizeof (guint32)
#define _CERTPLAN_SIZE_TEXT sizeof (guint32)
#define _CERTPLAN_SIZE_CHOICE sizeof (guint8)
#define _CERTPLAN_SIZE_QUALIFICATION sizeof (guint16)
#define _CERTPLAN_SIZE_DATE sizeof (CertplanDate)
#define _CERTPLAN_SIZE_MONTH sizeof (CertplanDate)
#define _CERTPLAN_SIZE_MONEY sizeof (CertplanMoney)
#define _CERTPLAN_SIZE_INT sizeof (gint32)
#define _CERTPLAN_SIZE_SHARE sizeof (gint32)
#define _CERTPLAN_SIZE_PERIOD sizeof (CertplanPeriod)

/* An offset that only compiles where the member has the size that the type asks for. */
#define _CERTPLAN_OFFSET(Struct, member, size)                                                     \
  (G_STRUCT_OFFSET (Struct, member)                                                                \
   + 0 * sizeof (char[sizeof (((Struct *)0)->member) == (size) ? 1 : -1]))

/* A column of a record: CERTPLAN_RECORD_COLUMN (CertplanCertificate, issued, DATE, REQUIRED flags,
 * .help = N_("...")). The member has the column's name. */
#define CERTPLAN_RECORD_COLUMN(Struct, member, TYPE, column_flags, ...)                            \
  {                                                                                                \
    .name = #member, .type = CERTPLAN_COLUMN_##TYPE, .flags = (column_flags),                      \
    .offset = _CERTPLAN_OFFSET (Struct, member, _CERTPLAN_SIZE_##TYPE), __VA_ARGS__                \
  }

/* A column of a result's row. */
#define CERTPLAN_RESULT_COLUMN(Struct, member, TYPE, ...)                                          \
  {                                                                                                \
    .name = #member, .type = CERTPLAN_COLUMN_##TYPE, .offset = G_STRUCT_OFFSET (Struct, member),   \
    __VA_ARGS__                                                                                    \
  }

/* Whether cells of this type are texts (else numbers, see CertplanValue). */
#define _certplan_column_is_text(type)                                                             \
  ((type) != CERTPLAN_COLUMN_DATE && (type) != CERTPLAN_COLUMN_MONTH                               \
   && (type) != CERTPLAN_COLUMN_MONEY && (type) != CERTPLAN_COLUMN_INT                             \
   && (type) != CERTPLAN_COLUMN_SHARE && (type) != CERTPLAN_COLUMN_PERIOD                          \
   && (type) != CERTPLAN_COLUMN_DECIMAL)

/* Why a cell is refused. @what follows the column's name and a colon; without @wanted it says by
 * itself which text stands there and what would be right. */
typedef struct
{
  char *what;   /* owned */
  char *wanted; /* owned; NULL = nothing to add */
} CertplanRefusal;

/* Returns: FALSE */
gboolean _certplan_refusal_set (CertplanRefusal *refusal, const char *what, const char *wanted);
static inline void
_certplan_refusal_clear (CertplanRefusal *refusal)
{
  if (refusal->what == NULL) /* nearly every cell is right */
    return;
  g_free (refusal->what);
  g_free (refusal->wanted);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CertplanRefusal, _certplan_refusal_clear)

/* Reading the text of one cell. On failure @out is untouched and @refusal filled (it must be
 * empty). */
gboolean _certplan_cell_read_date (const char *text, CertplanDate *out, CertplanRefusal *refusal);
gboolean _certplan_cell_read_month (const char *text, CertplanDate *out, CertplanRefusal *refusal);
gboolean _certplan_cell_read_money (const char *text, CertplanMoney *out, CertplanRefusal *refusal);
gboolean _certplan_cell_read_int (const char *text, gint32 *out, CertplanRefusal *refusal);
gboolean _certplan_cell_read_share (const char *text, gint32 *out, CertplanRefusal *refusal);
gboolean _certplan_cell_read_period (const char *text, CertplanPeriod *out,
                                     CertplanRefusal *refusal);
/* Whether an ID is what a spreadsheet makes of a long number: 1.23E+17. */
gboolean _certplan_cell_is_scientific_indeed (const char *text);
static inline gboolean
_certplan_cell_is_scientific (const char *text)
{
  return !g_ascii_isalpha (*text) && _certplan_cell_is_scientific_indeed (text);
}

/* Whether a cell holds what a spreadsheet shows for a formula that failed: #N/A, #REF!, ... */
gboolean _certplan_cell_is_formula_error_indeed (const char *text);
static inline gboolean
_certplan_cell_is_formula_error (const char *text)
{
  return *text == '#' && _certplan_cell_is_formula_error_indeed (text);
}

/* Whether a cell holds blanks only (also full-width ones). */
gboolean _certplan_cell_is_blank_indeed (const char *text, gsize length);
static inline gboolean
_certplan_cell_is_blank (const char *text, gsize length)
{
  const guint8 byte = length > 0 ? (guint8)*text : ' ';
  if ((byte > ' ' && byte < 0x80) || (byte >= 0xe4 && byte <= 0xe9)) /* nearly every cell is so */
    return FALSE;
  return _certplan_cell_is_blank_indeed (text, length);
}

/* A text that a spreadsheet would run begins with = + - @ TAB CR or a full-width = + - @; a CSV
 * file has it with a ' before. So that this can be undone, texts that begin like that after one or
 * several ' get one more. Returns: whether a writer puts a ' before @text */
gboolean _certplan_text_needs_guard (const char *text);
/* Returns: @text behind the ' that a writer put there */
static inline const char *
_certplan_text_unguard (const char *text)
{
  return *text == '\'' && _certplan_text_needs_guard (text) ? text + 1 : text;
}

/* The column's head in a language: its label, or its name under LANG_FIELD. */
const char *_certplan_column_get_head (const CertplanColumn *column, const CertplanLabels *labels,
                                       CertplanLang lang);
/* Returns: the key of that label */
char *_certplan_column_dup_label (const CertplanColumn *column);
/* "issued or 发证日期" (transfer full) */
char *_certplan_column_dup_names (const CertplanColumn *column);

/* One cell of a result's row. Inline: it is all that there is to do for nearly every cell. */
static inline void
_certplan_column_get_value (const CertplanColumn *column, gconstpointer row, CertplanValue *value)
{
  const gconstpointer member = (const guint8 *)row + column->offset;

  *value = (CertplanValue){ NULL, G_MININT64, _CERTPLAN_PERIOD_NONE };
  switch (column->type)
    {
    case CERTPLAN_COLUMN_MONEY:
    case CERTPLAN_COLUMN_DECIMAL:
      value->number = *(const gint64 *)member;
      break;
    case CERTPLAN_COLUMN_DATE:
    case CERTPLAN_COLUMN_MONTH:
    case CERTPLAN_COLUMN_INT:
    case CERTPLAN_COLUMN_SHARE:
      if (*(const gint32 *)member != G_MININT32)
        value->number = *(const gint32 *)member;
      break;
    case CERTPLAN_COLUMN_PERIOD:
      value->period = *(const CertplanPeriod *)member;
      break;
    default:
      value->text = *(const char *const *)member;
      break;
    }
}
