/* What of a list of charges is billed, earned and given back by any day.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-applied.h"
#include "certplan-charge.h"
#include "certplan-earning-private.h"
#include "certplan-ending-private.h"
#include "certplan-explain-private.h"
#include "certplan-fee-terms-private.h"

/* Of what it is made. Only @rulebook, @charges and @as_of are needed. */
typedef struct
{
  CertplanRulebook *rulebook;
  CertplanPolicy *policy;
  CertplanRecords *charges;
  CertplanRecords *certificates, *events; /* NULL = nobody knows which certificates ended early */
  CertplanRecords *applied;               /* NULL = nobody knows what is waived */
  CertplanDate as_of;
  gboolean by_day;
  gint32 vat; /* in millionths of the net amount, inside the amounts of the charges; 0 = none */
} CertplanDeferralRequest;

/* A charge that is no credit, or a credit that no charge is there for. */
typedef struct
{
  guint row;           /* in the charges */
  const char *subject; /* the certificate, else the case */
  const char *item;    /* its key */
  CertplanEarned way;
  CertplanMoney amount_fen; /* without tax */
  CertplanMoney tax_fen;
  CertplanDate billed;        /* NONE = it falls due on no known day */
  CertplanDate ended;         /* of the certificate, before its term; NONE = it did not, or its
                               fee runs on all the same */
  CertplanMoney returned_fen; /* of what was left when it ended */
  guint32 first, last, next;  /* its pieces; the next one of its subject and item + 1 */
} CertplanDeferred;

/* How a charge is earned from a day on: a credit, or the end of the certificate, begins another. */
typedef struct
{
  CertplanDate since;
  CertplanEarning earning;
  CertplanMoney reversed_fen;
  guint32 next; /* + 1; 0 = the last one */
} CertplanDeferralPiece;

/* All by the end of a day, without tax. What is billed and neither earned nor reversed is deferred;
 * less than 0 is earned and not billed. */
typedef struct
{
  CertplanMoney billed_fen, earned_fen, reversed_fen;
} CertplanDeferralSums;

/* A credit that was set against charges; or a part of one, where it was before some of them. */
typedef struct
{
  guint row;         /* in the charges */
  CertplanDate date; /* its own; not before the charge that it takes back stands */
  const char *item;
  CertplanMoney amount_fen, tax_fen; /* less than 0; the parts are as it stands in the charges */
  CertplanMoney reversed_fen;        /* of it, what was not earned yet */
  CertplanMoney undone_fen;          /* and what was */
  guint32 target; /* what was waived: of this charge alone, its place + 1; 0 = of all of its item */
} CertplanDeferralCredit;

typedef struct
{
  const char *subject; /* a charge's number, or one of the register or its events */
  const char *qualification;
  char *finding; /* a sentence */
  const char *source;
  const char *clause;
} CertplanDeferralFinding;

typedef struct
{
  CertplanRulebook *rulebook;
  CertplanPolicy *policy;                  /* NULL = the defaults */
  CertplanRecords *charges, *certificates; /* certificates: NULL = not known */
  CertplanFeeTerms *fees;
  CertplanHoldings *holdings; /* NULL = not known */
  gboolean by_day;
  gint32 vat;
  GArray *items;    /* CertplanDeferred */
  GArray *pieces;   /* CertplanDeferralPiece */
  GArray *credits;  /* CertplanDeferralCredit, by date; behind them parts that waited */
  GArray *findings; /* CertplanDeferralFinding */
  GPtrArray *keys;  /* const char *: the items that there are, in their order */
  guint n_missing;  /* charges without an amount */
} CertplanDeferral;

/* Returns: NULL with @error set; faults across the rows are added to @faults (nullable) */
CertplanDeferral *_certplan_deferral_new (const CertplanDeferralRequest *request,
                                          CertplanFaults *faults, GError **error);
void _certplan_deferral_free (CertplanDeferral *deferral);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanDeferral, _certplan_deferral_free)

static inline const CertplanDeferred *
_certplan_deferral_get (const CertplanDeferral *deferral, guint i)
{
  return &g_array_index (deferral->items, CertplanDeferred, i);
}
const CertplanCharge *_certplan_deferral_get_charge (const CertplanDeferral *deferral, guint i);
const char *_certplan_deferral_get_number (const CertplanDeferral *deferral, guint i);
/* Of charge @i by the end of the day. */
CertplanDeferralSums _certplan_deferral_sum (const CertplanDeferral *deferral, guint i,
                                             CertplanDate day);
/* How charge @i is earned in the end. */
const CertplanEarning *_certplan_deferral_get_earning (const CertplanDeferral *deferral, guint i);
/* The net amount, and the tax that is inside @gross_fen, rounded half up once. */
CertplanMoney _certplan_deferral_take_tax (CertplanMoney gross_fen, gint32 vat,
                                           CertplanMoney *tax_fen);
/* The part of @tax_fen that goes with @part_fen of @whole_fen, rounded half up. None is less than
 * 0.
 */
CertplanMoney _certplan_deferral_get_share (CertplanMoney tax_fen, CertplanMoney part_fen,
                                            CertplanMoney whole_fen);
/* Notes in @explanation: assumptions, policies, what is not known. */
void _certplan_deferral_explain (const CertplanDeferral *deferral,
                                 CertplanExplanation *explanation);
/* Sets against the charges what ends them: used while one is made. */
void _certplan_deferral_turn (CertplanDeferral *deferral);
/* @sentence: (transfer full) */
void _certplan_deferral_take_finding (CertplanDeferral *deferral, guint row, char *sentence);
/* From @day on the charge is earned as _certplan_earning_cut() says, with @reversed_fen more given
 * back. */
void _certplan_deferral_cut (CertplanDeferral *deferral, CertplanDeferred *item, CertplanDate day,
                             CertplanMoney taken_fen, CertplanMoney undone_fen,
                             CertplanMoney reversed_fen);
