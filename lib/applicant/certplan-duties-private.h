/* What the parts of duties share. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-duties.h"
#include "certplan-holdings-private.h"

/* Whose duties are wanted. */
typedef struct _CertplanDutyActor CertplanDutyActor;

/* What is at stake: the difference of the tariffs. */
typedef struct
{
  CertplanMoney amount_fen; /* NONE = unknown, or nothing stated */
  const char *status;       /* published, no_published_tariff, not_stated; NULL = not asked yet */
} CertplanStake;

/* What is at stake in the duties of one qualification. */
typedef struct
{
  gboolean has_dated_tariff; /* the stakes are those of the day on which a duty is due */
  CertplanStake stakes[CERTPLAN_N_DUTY_TYPES];
} CertplanStakes;

struct _CertplanDuties
{
  CertplanRulebook *rulebook;
  CertplanRecords *certificates, *cases;
  CertplanHoldings *holdings;
  CertplanDate as_of, until;
  const CertplanDutyActor *actor;
  CertplanStakes **stakes; /* by handle, NULL where the register has none of it */
};

/* One row of the table of duties. */
typedef struct
{
  guint type; /* in _certplan_duty_types; CERTPLAN_N_DUTY_TYPES = another */
  const char *subject;
  const char *org;
  const char *qualification;
  const char *duty;
  const char *actor;
  const char *modality;
  CertplanDate due;
  gint32 days_left;
  const char *warning;
  CertplanDate counted_from;
  CertplanPeriod period;
  const char *if_missed;
  CertplanMoney at_stake;
  const char *tariff;
  const char *basis;
  const char *source;
  const char *clause;
  /* not shown: what makes it the same duty in every run, whatever its day becomes */
  const char *chain;
  gint32 term;
  gint32 number; /* of its kind in the term, from 1 */
  CertplanDate cycle_from;
} CertplanDutyLine;

/* What missing a duty costs: where the certificate is lost, a first application instead of the
 * renewal (of a renewal) or instead of nothing (of other duties). */
void _certplan_duties_add_stakes (CertplanDuties *duties);
CertplanStake _certplan_duties_get_stake (const CertplanDuties *duties, guint handle,
                                          const CertplanDue *due);

/* The rule of the renewal, if it is so near that it warns; NULL = it is not. */
const CertplanRule *_certplan_duties_find_renewal_due (const CertplanDuties *duties, guint i);

/* Returns: (nullable): the actor of that name; NULL = certplan_duties_new() knows none */
const CertplanDutyActor *_certplan_duty_actor_find (const char *name);

/* One walk over all lines of the actor's duties: by certificate, then by date. */
typedef struct
{
  const CertplanDuties *duties;
  CertplanDueWalk walk;
  CertplanDutyLine line;
} CertplanDutyWalk;

void _certplan_duty_walk_init (CertplanDutyWalk *walk, const CertplanDuties *duties);
void _certplan_duty_walk_clear (CertplanDutyWalk *walk);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CertplanDutyWalk, _certplan_duty_walk_clear)
/* Returns: the next line, which lives until the next call; NULL at the end */
const CertplanDutyLine *_certplan_duty_walk_next (CertplanDutyWalk *walk);
