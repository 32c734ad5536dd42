/* Columns both ways: the text of a cell as a value, a member of a result's row as a value.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-column-private.h"
#include "certplan-private.h"
#include <string.h>

#define MILLION 1000000
#define ENDLESS G_GINT64_CONSTANT (100000000000)

gboolean
_certplan_refusal_set (CertplanRefusal *refusal, const char *what, const char *wanted)
{
  refusal->what = g_strdup (what);
  refusal->wanted = g_strdup (wanted);
  return FALSE;
}

/* The base room's errors name the value and what would be right. Returns: FALSE */
static gboolean
refuse_as (CertplanRefusal *refusal, const GError *error)
{
  return _certplan_refusal_set (refusal, error->message, NULL);
}

gboolean
_certplan_cell_read_date (const char *text, CertplanDate *out, CertplanRefusal *refusal)
{
  g_autoptr (GError) error = NULL;

  return certplan_date_parse (text, out, &error) || refuse_as (refusal, error);
}

gboolean
_certplan_cell_read_money (const char *text, CertplanMoney *out, CertplanRefusal *refusal)
{
  g_autoptr (GError) error = NULL;

  return certplan_money_parse (text, out, &error) || refuse_as (refusal, error);
}

gboolean
_certplan_cell_read_period (const char *text, CertplanPeriod *out, CertplanRefusal *refusal)
{
  g_autoptr (GError) error = NULL;

  return certplan_period_parse (text, out, &error) || refuse_as (refusal, error);
}

/* Returns: how many digits there are; @number is as good as endless from 10^11 on */
static guint
read_digits (const char **at, gint64 *number)
{
  guint n_digits = 0;

  *number = 0;
  for (; g_ascii_isdigit (**at); (*at)++, n_digits++)
    if (*number < ENDLESS)
      *number = *number * 10 + (**at - '0');
  return n_digits;
}

static void
skip_blanks (const char **at)
{
  while (**at == ' ')
    (*at)++;
}

static gboolean
skip_word (const char **at, const char *word)
{
  if (!g_str_has_prefix (*at, word))
    return FALSE;
  *at += strlen (word);
  return TRUE;
}

/* 2026-03, 2026/3, 2026年3月 */
static gboolean
read_year_month (const char *at, gint64 *year, gint64 *month)
{
  if (read_digits (&at, year) != 4)
    return FALSE;
  skip_blanks (&at);
  const gboolean is_chinese = skip_word (&at, "年");
  if (!is_chinese && !skip_word (&at, "-") && !skip_word (&at, "/"))
    return FALSE;
  skip_blanks (&at);
  const guint n_digits = read_digits (&at, month);
  if (n_digits != 1 && n_digits != 2)
    return FALSE;
  skip_blanks (&at);
  return (!is_chinese || skip_word (&at, "月")) && *at == '\0';
}

gboolean
_certplan_cell_read_month (const char *text, CertplanDate *out, CertplanRefusal *refusal)
{
  char folded[_CERTPLAN_FOLD_SIZE];
  gint64 year, month;

  if (!_certplan_text_fold (text, folded, sizeof folded)
      || !read_year_month (folded, &year, &month))
    return _certplan_refusal_set (refusal, _ ("not a month"), _ ("2026-03, 2026/3 or 2026年3月"));
  const CertplanDate first_day = certplan_date_new ((gint)year, (gint)month, 1);
  if (first_day == CERTPLAN_DATE_NONE)
    return _certplan_refusal_set (refusal, _ ("no such month"),
                                  _ ("a month from 0001-01 to 9999-12"));
  *out = first_day;
  return TRUE;
}

/* Thousands in groups of three, after a first group of one to three digits. */
static gboolean
read_groups (const char **at, gint64 *number)
{
  const gboolean starts_with_0 = **at == '0';
  const guint n_first = read_digits (at, number);

  if (n_first == 0)
    return FALSE;
  if (**at == ',' && (n_first > 3 || starts_with_0))
    return FALSE;
  while (**at == ',')
    {
      gint64 group;
      (*at)++;
      if (read_digits (at, &group) != 3)
        return FALSE;
      if (*number <= G_MAXINT32) /* larger ones are refused, whatever follows */
        *number = *number * 1000 + group;
    }
  return TRUE;
}

static gboolean
read_whole (const char *at, gint64 *number)
{
  const gboolean negative = skip_word (&at, "-");

  if (!read_groups (&at, number) || *at != '\0')
    return FALSE;
  if (negative)
    *number = -*number;
  return TRUE;
}

gboolean
_certplan_cell_read_int (const char *text, gint32 *out, CertplanRefusal *refusal)
{
  char folded[_CERTPLAN_FOLD_SIZE];
  gint64 number;

  if (!_certplan_text_fold (text, folded, sizeof folded) || !read_whole (folded, &number))
    return _certplan_refusal_set (refusal, _ ("not a whole number"),
                                  _ ("a number like 12 or 1,200"));
  if (number > G_MAXINT32 || number < -G_MAXINT32) /* G_MININT32 is "absent" */
    return _certplan_refusal_set (refusal, _ ("number too large"), _ ("at most 2,147,483,647"));
  *out = (gint32)number;
  return TRUE;
}

typedef enum
{
  SHARE_OK,
  SHARE_OTHER,
  SHARE_RANGE,
  SHARE_INEXACT,
} ShareFault;

/* Digits after the point, in units of 10^-@places: 0.5 with 6 places is 500000. */
static ShareFault
read_decimals (const char **at, guint places, gint64 *units)
{
  guint n_digits = 0;

  *units = 0;
  for (; g_ascii_isdigit (**at); (*at)++, n_digits++)
    if (n_digits < places)
      *units = *units * 10 + (**at - '0');
    else if (**at != '0')
      return SHARE_INEXACT;
  for (guint i = n_digits; i < places; i++)
    *units *= 10;
  return n_digits > 0 ? SHARE_OK : SHARE_OTHER;
}

/* 0.7 in millionths, or 70 % in units of 1/10,000 of a percent, which is the same number. */
static ShareFault
read_share (const char *at, gint64 *millionths)
{
  const gboolean is_percent = strchr (at, '%') != NULL;
  const guint places = is_percent ? 4 : 6;
  gint64 whole, part = 0;

  if (read_digits (&at, &whole) == 0)
    return SHARE_OTHER;
  if (skip_word (&at, "."))
    {
      const ShareFault fault = read_decimals (&at, places, &part);
      if (fault != SHARE_OK)
        return fault;
    }
  skip_blanks (&at);
  if (is_percent && !skip_word (&at, "%"))
    return SHARE_OTHER;
  if (*at != '\0')
    return SHARE_OTHER;
  *millionths = whole * (is_percent ? MILLION / 100 : MILLION) + part;
  return *millionths <= MILLION ? SHARE_OK : SHARE_RANGE;
}

gboolean
_certplan_cell_read_share (const char *text, gint32 *out, CertplanRefusal *refusal)
{
  char folded[_CERTPLAN_FOLD_SIZE];
  gint64 millionths = 0;
  ShareFault fault = SHARE_OTHER;

  if (_certplan_text_fold (text, folded, sizeof folded))
    fault = read_share (folded, &millionths);
  switch (fault)
    {
    case SHARE_OK:
      *out = (gint32)millionths;
      return TRUE;
    case SHARE_RANGE:
      return _certplan_refusal_set (refusal, _ ("share over one"),
                                    _ ("0.7 or 70%, at most 1 or 100%"));
    case SHARE_INEXACT:
      return _certplan_refusal_set (refusal, _ ("share more exact than a millionth"),
                                    _ ("at most 0.123456 or 12.3456%"));
    default:
      return _certplan_refusal_set (refusal, _ ("not a share"), _ ("0.7 or 70%"));
    }
}

gboolean
_certplan_cell_is_formula_error_indeed (const char *text)
{
  static const char *const errors[]
      = { "#N/A",   "#REF!",   "#VALUE!", "#DIV/0!", "#NAME?",        "#NUM!",
          "#NULL!", "#SPILL!", "#CALC!",  "#FIELD!", "#GETTING_DATA", NULL };

  return g_strv_contains (errors, text);
}

gboolean
_certplan_cell_is_scientific_indeed (const char *text)
{
  char folded[_CERTPLAN_FOLD_SIZE];
  const char *at = folded;
  gint64 ignored;

  /* nearly every cell ends here */
  if (strchr (text, '+') == NULL || !_certplan_text_fold (text, folded, sizeof folded))
    return FALSE;
  skip_word (&at, "-");
  if (read_digits (&at, &ignored) == 0)
    return FALSE;
  if (skip_word (&at, "."))
    read_digits (&at, &ignored);
  if (!skip_word (&at, "E+") && !skip_word (&at, "e+"))
    return FALSE;
  return read_digits (&at, &ignored) > 0 && *at == '\0';
}

gboolean
_certplan_cell_is_blank_indeed (const char *text, gsize length)
{
  const char *end = text + length;

  while (text < end)
    if (g_ascii_isspace (*text))
      text++;
    else if ((guchar)*text < 0x80)
      return FALSE;
    else if (g_str_has_prefix (text, "\u3000"))
      text += strlen ("\u3000");
    else if (g_str_has_prefix (text, "\u00a0"))
      text += strlen ("\u00a0");
    else
      return FALSE;
  return TRUE;
}

/* Past blanks and what has no width, which an import may trim. */
static const char *
skip_unseen (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      const gunichar character = g_utf8_get_char_validated (text, -1);
      if (character >= 0x110000
          || !(g_unichar_isspace (character) || g_unichar_iszerowidth (character)))
        break;
    }
  return text;
}

static gboolean
starts_formula (const char *text)
{
  static const char *const full_width[] = { "＝", "＋", "－", "＠" };

  if (*text != '\0' && strchr ("\t\r\n", *text) != NULL)
    return TRUE;
  text = skip_unseen (text);
  if (*text != '\0' && strchr ("=+-@", *text) != NULL)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (full_width); i++)
    if (g_str_has_prefix (text, full_width[i]))
      return TRUE;
  return FALSE;
}

gboolean
_certplan_text_needs_guard (const char *text)
{
  return starts_formula (text + strspn (text, "'"));
}

const char *
_certplan_column_get_head (const CertplanColumn *column, const CertplanLabels *labels,
                           CertplanLang lang)
{
  return lang == CERTPLAN_LANG_FIELD || column->head == NULL
             ? _certplan_labels_get_column (labels, lang, column->name)
             : _certplan_labels_get_column (labels, lang, column->head);
}

char *
_certplan_column_dup_label (const CertplanColumn *column)
{
  return g_strconcat ("column.", column->head != NULL ? column->head : column->name, NULL);
}

char *
_certplan_column_dup_names (const CertplanColumn *column)
{
  const char *zh = _certplan_column_get_head (column, NULL, CERTPLAN_LANG_ZH_CN);

  if (g_str_equal (zh, column->name))
    return g_strdup (column->name);
  return g_strconcat (column->name, _ (" or "), zh, NULL);
}
