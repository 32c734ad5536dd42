/* Lengths of time in months, days and working days. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-date-private.h"
#include "certplan-error.h"
#include "certplan-private.h"

#define MAX_MONTHS (9999 * 12)
#define MAX_DAYS (_CERTPLAN_DATE_LAST - _CERTPLAN_DATE_FIRST + 1)

static gpointer
copy_period (gpointer period)
{
  return g_memdup2 (period, sizeof (CertplanPeriod));
}

G_DEFINE_BOXED_TYPE (CertplanPeriod, certplan_period, copy_period, g_free)

CertplanDate
certplan_date_add_period (CertplanDate date, const CertplanPeriod *period, gint sign)
{
  g_return_val_if_fail (period != NULL && !_certplan_period_is_none (period), CERTPLAN_DATE_NONE);
  g_return_val_if_fail (period->working_days == 0, CERTPLAN_DATE_NONE);
  g_return_val_if_fail (sign == 1 || sign == -1, CERTPLAN_DATE_NONE);

  const CertplanDate moved = certplan_date_add_months (date, sign * period->months);
  if (moved == CERTPLAN_DATE_NONE)
    return CERTPLAN_DATE_NONE;
  return _certplan_date_from_day ((gint64)moved + (gint64)sign * period->days);
}

/* What is wrong with a text. */
typedef enum
{
  PERIOD_OK,
  PERIOD_OTHER,
  PERIOD_MIXED,
  PERIOD_RANGE,
} PeriodFault;

/* A unit, what it counts, and where it may stand: a unit may follow those of a lower rank only. */
typedef struct
{
  char letter;
  gint rank;
  gboolean stands_alone;
  gint64 months;
  gint64 days;
  gint64 working_days;
} PeriodUnit;

static const PeriodUnit period_units[] = {
  { 'Y', 1, FALSE, 12, 0, 0 }, { 'M', 2, FALSE, 1, 0, 0 }, { 'W', 3, TRUE, 0, 7, 0 },
  { 'D', 4, FALSE, 0, 1, 0 },  { 'B', 5, TRUE, 0, 0, 1 },
};

static const PeriodUnit *
find_unit (char letter)
{
  for (gsize i = 0; i < G_N_ELEMENTS (period_units); i++)
    if (period_units[i].letter == letter)
      return &period_units[i];
  return NULL;
}

/* Reads one number with its unit. */
static PeriodFault
read_part (const char **at, gint64 *number, const PeriodUnit **unit)
{
  const char *start = *at;

  *number = 0;
  for (; g_ascii_isdigit (**at); (*at)++)
    if (*number <= MAX_DAYS) /* larger ones are refused, whatever else follows */
      *number = *number * 10 + (**at - '0');
  if (*at == start)
    return PERIOD_OTHER;
  *unit = find_unit (**at);
  if (*unit == NULL)
    return PERIOD_OTHER;
  (*at)++;
  return PERIOD_OK;
}

static PeriodFault
parse_folded (const char *at, CertplanPeriod *out_period)
{
  gint64 months = 0, days = 0, working_days = 0;
  gint last_rank = 0;
  gboolean has_lone = FALSE;

  if (*at++ != 'P' || *at == '\0')
    return PERIOD_OTHER;
  while (*at != '\0')
    {
      gint64 number;
      const PeriodUnit *unit;
      if (read_part (&at, &number, &unit) != PERIOD_OK)
        return PERIOD_OTHER;
      if (has_lone || (unit->stands_alone && last_rank > 0))
        return PERIOD_MIXED;
      if (unit->rank <= last_rank)
        return PERIOD_OTHER;
      last_rank = unit->rank;
      has_lone = unit->stands_alone;
      months += number * unit->months;
      days += number * unit->days;
      working_days += number * unit->working_days;
    }
  if (months > MAX_MONTHS || days > MAX_DAYS || working_days > MAX_DAYS)
    return PERIOD_RANGE;
  *out_period = (CertplanPeriod){ (gint32)months, (gint32)days, (gint32)working_days };
  return PERIOD_OK;
}

static const char *
describe (PeriodFault fault)
{
  switch (fault)
    {
    case PERIOD_MIXED:
      return _ ("\"%s\" mixes weeks or working days with other units; write P2W or P10B alone");
    case PERIOD_RANGE:
      return _ ("\"%s\" is longer than 9999 years");
    default:
      return _ ("\"%s\" is not a period like P3M, P30D, P2W, P1Y6M or P10B (10 working days)");
    }
}

gboolean
certplan_period_parse (const char *text, CertplanPeriod *out_period, GError **error)
{
  g_return_val_if_fail (text != NULL && out_period != NULL, FALSE);

  char folded[_CERTPLAN_FOLD_SIZE];
  PeriodFault fault = PERIOD_OTHER;
  if (_certplan_text_fold (text, folded, sizeof folded))
    fault = parse_folded (folded, out_period);
  if (fault == PERIOD_OK)
    return TRUE;
  const gint code = fault == PERIOD_RANGE ? CERTPLAN_BASE_ERROR_RANGE : CERTPLAN_BASE_ERROR_SYNTAX;
  return _certplan_refuse (error, CERTPLAN_BASE_ERROR, code, describe (fault), text);
}

static void
append_part (GString *text, gint32 number, char unit)
{
  if (number == 0)
    return;
  _certplan_text_append_int (text, number);
  g_string_append_c (text, unit);
}

void
_certplan_period_append (GString *text, const CertplanPeriod *period)
{
  g_return_if_fail (text != NULL && period != NULL);

  if (_certplan_period_is_none (period))
    return;
  g_string_append_c (text, 'P');
  append_part (text, period->months, 'M');
  append_part (text, period->days, 'D');
  append_part (text, period->working_days, 'B');
  if (period->months == 0 && period->days == 0 && period->working_days == 0)
    g_string_append (text, "0D");
}

char *
certplan_period_format (const CertplanPeriod *period)
{
  GString *text = g_string_new (NULL);

  _certplan_period_append (text, period);
  return g_string_free (text, FALSE);
}
