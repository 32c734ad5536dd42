/* How much of a fee is earned by the end of a day. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-account.h"
#include "certplan-date.h"
#include "certplan-money.h"

/* How a term is divided. */
typedef enum
{
  CERTPLAN_EARNING_ONCE,     /* not at all: it is earned on one day */
  CERTPLAN_EARNING_BY_MONTH, /* a part a month, the first one in the month of its beginning */
  CERTPLAN_EARNING_BY_DAY,   /* a part a day, see _certplan_term_get_anchor() */
} CertplanEarningWay;

/* A fee in equal parts, the first ones a fen larger where they do not come out even. Where
 * something changed in between, @n_done parts and @done_fen lie behind, and @amount_fen is what the
 * others share. */
typedef struct
{
  CertplanDate from, to; /* the term; from NONE = not known, then nothing is earned yet */
  CertplanDate anchor;   /* by day: the one before that of the first part */
  CertplanEarningWay way;
  guint n_parts, n_done;
  CertplanMoney done_fen, amount_fen;
} CertplanEarning;

/* The months of a term, to the nearest: 36 for 2026-03-01 to 2029-02-28, and to 2029-03-01. At
 * least 1. */
guint _certplan_earning_count_months (CertplanDate from, CertplanDate to);

/* @earned: WHEN_DUE counts from @due. @from, @to: the term; NONE = not known. */
CertplanEarning _certplan_earning_new (CertplanMoney amount_fen, CertplanEarned earned,
                                       CertplanDate due, CertplanDate from, CertplanDate to,
                                       gboolean by_day);
/* How many parts are earned by the end of the day. */
guint _certplan_earning_count (const CertplanEarning *earning, CertplanDate day);
/* How much is earned by the end of the day. */
CertplanMoney _certplan_earning_get (const CertplanEarning *earning, CertplanDate day);
/* The day on which the last part is earned; NONE = not known. */
CertplanDate _certplan_earning_get_last (const CertplanEarning *earning);
/* The same from @day on, after @taken_fen of what is not earned by then was taken away and
 * @undone_fen of what is was undone. */
CertplanEarning _certplan_earning_cut (const CertplanEarning *earning, CertplanDate day,
                                       CertplanMoney taken_fen, CertplanMoney undone_fen);
