/* One cell as a text: for files, or for people in their language.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-date-private.h"
#include "certplan-digits-private.h"
#include "certplan-money-private.h"
#include "certplan-private.h"
#include "certplan-table-private.h"
#include <string.h>

gboolean
_certplan_value_is_absent (CertplanColumnType type, const CertplanValue *value)
{
  if (type == CERTPLAN_COLUMN_PERIOD)
    return _certplan_period_is_none (&value->period);
  if (_certplan_column_is_text (type))
    return value->text == NULL;
  return value->number == G_MININT64;
}

static char *
put_month (char *at, gint64 day)
{
  _certplan_date_put (at, (CertplanDate)day);
  return at + strlen ("2026-03"); /* of 2026-03-01 */
}

/* @units / 10^@places without trailing zeros. */
static char *
put_decimal (char *at, gint64 units, guint places)
{
  guint64 scale = 1;

  for (guint i = 0; i < places; i++)
    scale *= 10;
  if (units < 0)
    *at++ = '-';
  guint64 rest = units < 0 ? -(guint64)units : (guint64)units;
  at = _certplan_digits_put (at, rest / scale);
  rest %= scale;
  if (rest > 0)
    *at++ = '.';
  for (; rest > 0; rest %= scale)
    {
      scale /= 10;
      *at++ = (char)('0' + rest / scale);
    }
  return at;
}

char *
_certplan_value_put (char *at, CertplanColumnType type, gint64 number)
{
  switch (type)
    {
    case CERTPLAN_COLUMN_DATE:
    case CERTPLAN_COLUMN_MONTH:
      g_return_val_if_fail (number == (CertplanDate)number, at);
      g_return_val_if_fail (_certplan_date_is_valid ((CertplanDate)number), at);
      return type == CERTPLAN_COLUMN_DATE ? _certplan_date_put (at, (CertplanDate)number)
                                          : put_month (at, number);
    case CERTPLAN_COLUMN_MONEY:
    case CERTPLAN_COLUMN_DECIMAL: /* both have two decimals */
      return _certplan_money_put (at, number);
    case CERTPLAN_COLUMN_SHARE:
      return put_decimal (at, number, 6);
    default:
      return _certplan_digits_put_signed (at, number);
    }
}

static void
append_percent (GString *out, gint64 millionths)
{
  char digits[_CERTPLAN_DIGITS_MAX];

  g_string_append_len (out, digits, put_decimal (digits, millionths, 4) - digits);
  g_string_append (out, " %");
}

/* "3 months" or "1 month", from the labels @many and @one; the text is owned by the caller. */
static char *
count_units (const CertplanLabels *labels, CertplanLang lang, gint64 n, const char *one,
             const char *many)
{
  g_autoptr (GString) number = g_string_new (NULL);
  _certplan_text_append_int (number, n);
  g_autofree char *sentence
      = _certplan_sentence (n == 1 || n == -1 ? one : many, number->str, NULL);
  GString *text = g_string_new (NULL);

  _certplan_labels_append_sentence (labels, lang, sentence, text);
  return g_string_free (text, FALSE);
}

/* Puts @part behind what @text already says. */
static void
join_part (const CertplanLabels *labels, CertplanLang lang, GString *text, const char *part)
{
  if (text->len == 0)
    {
      g_string_append (text, part);
      return;
    }
  g_autofree char *sentence = _certplan_sentence ("period.and", text->str, part, NULL);
  g_string_truncate (text, 0);
  _certplan_labels_append_sentence (labels, lang, sentence, text);
}

static void
append_period_words (const CertplanLabels *labels, CertplanLang lang, const CertplanPeriod *period,
                     GString *out)
{
  const struct
  {
    gint64 n;
    const char *one;
    const char *many;
  } parts[] = {
    { period->months, "period.month", "period.months" },
    { period->days, "period.day", "period.days" },
    { period->working_days, "period.working_day", "period.working_days" },
  };
  const gboolean is_zero = period->months == 0 && period->days == 0 && period->working_days == 0;
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i].n != 0 || (is_zero && i == 1)) /* "0 days" */
      {
        g_autofree char *part = count_units (labels, lang, parts[i].n, parts[i].one, parts[i].many);
        join_part (labels, lang, text, part);
      }
  g_string_append (out, text->str);
}

static void
append_period (const CertplanLabels *labels, CertplanLang lang, gboolean grouped,
               const CertplanPeriod *period, GString *out)
{
  if (grouped)
    append_period_words (labels, lang, period, out);
  else
    _certplan_period_append (out, period);
}

static void
append_number (CertplanColumnType type, gint64 number, gboolean grouped, GString *out)
{
  char digits[_CERTPLAN_DIGITS_MAX];

  if (grouped && type == CERTPLAN_COLUMN_SHARE)
    append_percent (out, number);
  else if (grouped && (type == CERTPLAN_COLUMN_MONEY || type == CERTPLAN_COLUMN_DECIMAL))
    _certplan_money_append (out, number, TRUE);
  else
    g_string_append_len (out, digits, _certplan_value_put (digits, type, number) - digits);
}

void
_certplan_value_append (const CertplanLabels *labels, CertplanLang lang, gboolean grouped,
                        CertplanColumnType type, const CertplanValue *value, GString *out)
{
  g_return_if_fail (value != NULL && out != NULL);

  if (_certplan_value_is_absent (type, value))
    return;
  if (labels == NULL)
    labels = certplan_labels_get_default ();
  if (type == CERTPLAN_COLUMN_PERIOD)
    append_period (labels, lang, grouped, &value->period, out);
  else if (type == CERTPLAN_COLUMN_CHOICE)
    g_string_append (out, certplan_labels_get (labels, lang, value->text));
  else if (type == CERTPLAN_COLUMN_SENTENCE)
    _certplan_labels_append_sentence (labels, lang, value->text, out);
  else if (_certplan_column_is_text (type))
    g_string_append (out, value->text);
  else
    append_number (type, value->number, grouped, out);
}
