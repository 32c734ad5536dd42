/* What the parts of duties share. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-case.h"
#include "certplan-duties.h"
#include "certplan-explain-private.h"
#include "certplan-policy-private.h"
#include "certplan-record-files.h"
#include "certplan-register.h"
#include "certplan-rulebook-private.h"

/* How a period becomes a day. */
typedef enum
{
  CERTPLAN_DUTY_ONCE,      /* forward from its anchor */
  CERTPLAN_DUTY_BACKWARD,  /* backward from its anchor */
  CERTPLAN_DUTY_EVERY,     /* again and again inside the term */
  CERTPLAN_DUTY_ROLLING,   /* again and again, from the last time it was done */
  CERTPLAN_DUTY_MIDDLE,    /* once inside the period: planned at its middle */
  CERTPLAN_DUTY_AT_EVENTS, /* once an event */
} CertplanDutyWay;

/* A period of the rules from which a duty follows. */
typedef struct
{
  const char *period; /* the row of periods.csv */
  const char *anchor; /* the day of the life cycle at which it ends or from which it runs */
  const char *event;  /* of the life cycle: doing it */
  CertplanDutyWay way;
  CertplanEventKind done; /* the event that says it was done, or from which it runs */
  const char *actor;      /* where the life cycle has no edge for it */
} CertplanDutyType;

#define CERTPLAN_N_DUTY_TYPES 10
extern const CertplanDutyType _certplan_duty_types[CERTPLAN_N_DUTY_TYPES];
enum /* places in _certplan_duty_types */
{
  CERTPLAN_DUTY_RENEWAL_LEAD,
  CERTPLAN_DUTY_RENEWAL_COMPLETION,
  CERTPLAN_DUTY_RENEWAL_GRACE,
  CERTPLAN_DUTY_ANNUAL_CHECK,
  CERTPLAN_DUTY_ANNUAL_CONFIRMATION,
  CERTPLAN_DUTY_SURVEILLANCE,
  CERTPLAN_DUTY_WAIVED_SURVEILLANCE,
  CERTPLAN_DUTY_CHANGE_REPORT,
  CERTPLAN_DUTY_SUSPENSION,
  CERTPLAN_DUTY_RETENTION,
};

/* One state of a qualification's life cycle. */
typedef struct
{
  const char *name;
  GPtrArray *edges;                                 /* of const CertplanRule: those that leave */
  GPtrArray *clock;                                 /* those that time alone takes */
  const CertplanRule *doing[CERTPLAN_N_DUTY_TYPES]; /* the edge of each duty; NULL = none */
} CertplanDutyState;

/* What is at stake: the difference of the tariffs. */
typedef struct
{
  CertplanMoney amount_fen; /* NONE = unknown, or nothing stated */
  const char *status;       /* published, no_published_tariff, not_stated */
} CertplanStake;

/* A duty of a qualification. */
typedef struct
{
  const CertplanRule *rule;   /* NULL = the documents have no such period */
  const CertplanRule *missed; /* the edge that missing it takes; NULL = none is stated */
  CertplanStake stake;
} CertplanDutyRule;

/* All that the rules say of one qualification. */
typedef struct
{
  guint handle;
  GPtrArray *states;         /* CertplanDutyState */
  CertplanDutyState *first;  /* of an issued certificate */
  const CertplanRule *issue; /* NULL = no document has a life cycle */
  const CertplanRule *validity;
  CertplanDutyRule duties[CERTPLAN_N_DUTY_TYPES];
  gboolean has_dated_tariff; /* the stakes are those of the day on which a duty is due */
} CertplanDutyPlan;

CertplanDutyPlan *_certplan_duty_plan_new (CertplanRulebook *rulebook, guint handle,
                                           CertplanDate on);
void _certplan_duty_plan_free (CertplanDutyPlan *plan);
CertplanDutyState *_certplan_duty_plan_get_state (CertplanDutyPlan *plan, const char *name);
/* Whether one who lost the certificate over @state has to apply for the first time. */
gboolean _certplan_duty_state_is_lost (const CertplanDutyPlan *plan, const char *state);
/* What missing it costs: where the certificate is lost, a first application instead of the renewal
 * (of a renewal) or instead of nothing (of other duties). */
CertplanStake _certplan_duty_get_stake (CertplanRulebook *rulebook, const CertplanDutyPlan *plan,
                                        guint type, CertplanDate on);

/* One event of a certificate, in the order of time. */
typedef struct
{
  guint32 certificate; /* its place in the register */
  CertplanDate day;
  guint8 kind;       /* CertplanEventKind; NONE = by name */
  const char *name;  /* of the life cycle: the event, where the kind does not say it */
  const char *state; /* what the certificate then is, whatever the rules say; NULL = as they say */
} CertplanDutyEvent;

/* Where a certificate stands. */
typedef struct
{
  CertplanDutyPlan *plan;
  CertplanDutyState *state;
  const CertplanRule *rule; /* the edge that led there; NULL = no document has it */
  CertplanDate since;
  CertplanDate expiry;   /* in force: as printed, else computed */
  CertplanDate computed; /* by the rules alone */
  CertplanDate ended;    /* the day from which another certificate may stand; NONE = not ended */
  CertplanDate filed;    /* for renewal */
  CertplanDate suspended;
  guint32 predecessor, successor; /* places in the register + 1; 0 = none */
  guint32 first_event, n_events;
} CertplanHolding;

struct _CertplanDuties
{
  CertplanRulebook *rulebook;
  CertplanPolicy *policy;
  CertplanRecords *certificates, *cases, *events;
  CertplanDate as_of, until;
  const char *actor;
  GPtrArray *plans;    /* CertplanDutyPlan by handle, NULL where not needed */
  GArray *moves;       /* CertplanDutyEvent, by certificate and day */
  GArray *holdings;    /* CertplanHolding, by certificate */
  GArray *findings;    /* CertplanDutyFinding */
  GArray *supplements; /* CertplanDutySupplement */
};

/* What does not fit together, and is told and not mended. */
typedef struct
{
  const char *subject;
  const char *qualification;
  char *finding; /* a sentence */
  const char *source;
  const char *clause;
} CertplanDutyFinding;

/* A supplement that a case still owes. */
typedef struct
{
  const char *case_id;
  const char *org;
  guint handle;
  CertplanDate from;
  const CertplanRule *rule;
} CertplanDutySupplement;

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
} CertplanDutyLine;

const CertplanCertificate *_certplan_duties_get (const CertplanDuties *duties, guint i);
static inline CertplanHolding *
_certplan_duties_get_holding (const CertplanDuties *duties, guint i)
{
  return &g_array_index (duties->holdings, CertplanHolding, i);
}
CertplanDutyPlan *_certplan_duties_get_plan (CertplanDuties *duties, guint handle);

/* Chains, terms and what is wrong across rows. */
void _certplan_duties_link (CertplanDuties *duties, CertplanFaults *faults);
void _certplan_duties_check_terms (CertplanDuties *duties, CertplanFaults *faults);
/* Sorts events and cases into moves. */
void _certplan_duties_collect (CertplanDuties *duties);
/* Follows the moves and the clock up to as_of. */
void _certplan_duties_follow (CertplanDuties *duties, guint i);
/* The @n-th last day of a duty that comes back, counted from @from and never one by one; 0 gives
 * @from. */
CertplanDate _certplan_duty_get_nth (const CertplanRule *rule, CertplanDate from, guint n);
/* Whether such a day lies inside the term that ends on @expiry, as the policy has it. */
gboolean _certplan_duties_is_inside (const CertplanDuties *duties, CertplanDate day,
                                     CertplanDate expiry);
/* The last day to renew in time, of validity, or of the grace: of the duty's anchor. */
CertplanDate _certplan_duties_get_renewal_day (const CertplanDuties *duties,
                                               const CertplanDutyPlan *plan, guint type,
                                               CertplanDate expiry);
/* Whether an event of that kind of certificate @i lies in (after, to]. */
gboolean _certplan_duties_has_event (const CertplanDuties *duties, const CertplanHolding *holding,
                                     CertplanEventKind kind, CertplanDate after, CertplanDate to);
/* The last such event up to as_of; NONE = none. */
CertplanDate _certplan_duties_get_last (const CertplanDuties *duties,
                                        const CertplanHolding *holding, CertplanEventKind kind);
/* @sentence: (transfer full) */
void _certplan_duties_take_finding (CertplanDuties *duties, guint i, char *sentence,
                                    const CertplanRule *rule);

/* Appends the lines of certificate @i to @lines (CertplanDutyLine), by date. */
void _certplan_duties_list (const CertplanDuties *duties, guint i, GArray *lines);
/* Those of the cases, after the certificates'. */
void _certplan_duties_list_supplements (const CertplanDuties *duties, GArray *lines);
/* The rule of the renewal, if it is so near that it warns; NULL = it is not. */
const CertplanRule *_certplan_duties_find_renewal_due (const CertplanDuties *duties, guint i);

/* The warning for so many days left of so many. */
const char *_certplan_warning_find (gint64 n_left, gint64 n_days);
/* The last rung: everything with more days left is "later". */
guint _certplan_warnings_get_n (void);
const char *_certplan_warnings_get (guint i, gint32 *share);

/* Whether @actor is one of those that certplan_duties_new() knows. */
gboolean _certplan_duty_actor_is_known (const char *actor);

/* One walk over all lines of duties: by certificate, then by date. */
typedef struct
{
  const CertplanDuties *duties;
  guint next;    /* the next certificate */
  GArray *lines; /* CertplanDutyLine, of the current one */
  guint place;   /* in lines, of the line after the current one */
} CertplanDutyWalk;

void _certplan_duty_walk_init (CertplanDutyWalk *walk, const CertplanDuties *duties);
void _certplan_duty_walk_clear (CertplanDutyWalk *walk);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CertplanDutyWalk, _certplan_duty_walk_clear)
/* Returns: the next line, which lives until the next call; NULL at the end */
const CertplanDutyLine *_certplan_duty_walk_next (CertplanDutyWalk *walk);
