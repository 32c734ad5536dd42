/* How much of a fee is earned by the end of a day. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-earning-private.h"
#include "certplan-date-private.h"

guint
_certplan_earning_count_months (CertplanDate from, CertplanDate to)
{
  const gint n = _certplan_date_get_month (to) - _certplan_date_get_month (from);
  const CertplanDate even = certplan_date_add_months (from, n);
  const gint rest = to - even; /* printed terms end a day early, or a few late */
  return (guint)MAX (1, n + (rest > 15) - (rest < -15));
}

CertplanEarning
_certplan_earning_new (CertplanMoney amount_fen, CertplanEarned earned, CertplanDate due,
                       CertplanDate from, CertplanDate to, gboolean by_day)
{
  CertplanEarning earning = { .from = earned == CERTPLAN_EARNED_WHEN_DUE ? due : from,
                              .to = to,
                              .way = CERTPLAN_EARNING_ONCE,
                              .n_parts = 1,
                              .amount_fen = amount_fen };
  if (earned != CERTPLAN_EARNED_OVER_TERM || from == CERTPLAN_DATE_NONE)
    return earning;
  if (to == CERTPLAN_DATE_NONE)
    earning.from = CERTPLAN_DATE_NONE; /* a term without an end has no parts */
  else if (by_day && to > from)
    {
      earning.way = CERTPLAN_EARNING_BY_DAY;
      earning.anchor = _certplan_term_get_anchor (from, to);
      earning.n_parts = (guint)(to - earning.anchor);
    }
  else if (!by_day)
    {
      earning.way = CERTPLAN_EARNING_BY_MONTH;
      earning.n_parts = _certplan_earning_count_months (from, to);
    }
  return earning;
}

guint
_certplan_earning_count (const CertplanEarning *earning, CertplanDate day)
{
  gint64 n = 1;
  if (earning->from == CERTPLAN_DATE_NONE || day < earning->from)
    return 0;
  if (earning->way == CERTPLAN_EARNING_BY_MONTH)
    n = (gint64)_certplan_date_get_month (day) - _certplan_date_get_month (earning->from) + 1;
  else if (earning->way == CERTPLAN_EARNING_BY_DAY)
    n = (gint64)day - earning->anchor;
  return (guint)MIN (n, (gint64)earning->n_parts);
}

CertplanMoney
_certplan_earning_get (const CertplanEarning *earning, CertplanDate day)
{
  const guint n = _certplan_earning_count (earning, day);
  if (n <= earning->n_done)
    return earning->done_fen;
  return earning->done_fen
         + certplan_money_split_sum (earning->amount_fen, earning->n_parts - earning->n_done,
                                     n - earning->n_done);
}

CertplanDate
_certplan_earning_get_last (const CertplanEarning *earning)
{
  if (earning->from == CERTPLAN_DATE_NONE || earning->way == CERTPLAN_EARNING_ONCE)
    return earning->from;
  if (earning->way == CERTPLAN_EARNING_BY_DAY)
    return earning->to;
  return certplan_date_add_months (earning->from, (gint)earning->n_parts - 1);
}

CertplanEarning
_certplan_earning_cut (const CertplanEarning *earning, CertplanDate day, CertplanMoney taken_fen,
                       CertplanMoney undone_fen)
{
  CertplanEarning cut = *earning;
  const CertplanMoney earned_fen = _certplan_earning_get (earning, day);
  cut.n_done = MAX (earning->n_done, _certplan_earning_count (earning, day));
  cut.done_fen = earned_fen - undone_fen;
  cut.amount_fen = earning->done_fen + earning->amount_fen - earned_fen - taken_fen;
  return cut;
}
