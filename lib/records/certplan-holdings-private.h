/* Certificates followed through the life cycle of their scheme: the state of each on a day, and
 * what falls due from then on. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-case.h"
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

/* An edge that time alone takes. */
typedef struct
{
  const CertplanRule *edge;
  guint type; /* the renewal duty whose day is its anchor; CERTPLAN_N_DUTY_TYPES = none */
} CertplanHoldingClock;

/* One state of a qualification's life cycle. */
typedef struct
{
  const char *name;
  GPtrArray *edges;                                 /* of const CertplanRule: those that leave */
  GArray *clock;                                    /* CertplanHoldingClock: those that leave so */
  const CertplanRule *doing[CERTPLAN_N_DUTY_TYPES]; /* the edge of each duty; NULL = none */
} CertplanHoldingState;

/* A duty of a qualification. */
typedef struct
{
  const CertplanRule *rule;   /* NULL = the documents have no such period */
  const CertplanRule *missed; /* the edge that missing it takes; NULL = none is stated */
} CertplanDutyRule;

/* All that the rules say of the certificates of one qualification. */
typedef struct
{
  guint handle;
  GPtrArray *states;           /* CertplanHoldingState */
  CertplanHoldingState *first; /* of an issued certificate */
  const CertplanRule *issue;   /* NULL = no document has a life cycle */
  CertplanDutyRule duties[CERTPLAN_N_DUTY_TYPES];
} CertplanHoldingRules;

/* Whether one who lost the certificate over @state has to apply for the first time. */
gboolean _certplan_holding_rules_is_lost (const CertplanHoldingRules *rules, const char *state);

/* Where a certificate stands. */
typedef struct
{
  CertplanHoldingRules *rules;
  CertplanHoldingState *state;
  const CertplanRule *rule; /* the edge that led there; NULL = no document has it */
  CertplanDate since;
  CertplanDate expiry;   /* in force: as printed, else computed; NONE = no document states an end */
  CertplanDate computed; /* by the rules alone */
  const CertplanRule *validity; /* how long its term lasts; NULL = no document states it */
  CertplanDate ended; /* the day from which another certificate may stand; NONE = not ended */
  CertplanDate filed; /* for renewal */
  CertplanDate suspended;
  guint32 predecessor, successor; /* places in the register + 1; 0 = none */
  gboolean is_old_unknown;        /* it replaced one that the register does not have */
  const char *chain; /* the first certificate of those of one qualification that were renewed */
  guint32 term;      /* the place in that chain, from 0 */
  guint32 first_event, n_events;
} CertplanHolding;

/* What does not fit together, and is told and not mended. */
typedef struct
{
  const char *subject; /* the certificate, or what an event names */
  const char *qualification;
  char *finding; /* a sentence */
  const char *source;
  const char *clause;
  gboolean is_unknown; /* about a number that is perhaps mistaken */
} CertplanHoldingFinding;

/* All certificates of a register on a day. Immutable once made, reference counted. */
typedef struct _CertplanHoldings CertplanHoldings;

/* @policy: (nullable): NULL = the defaults. @certificates: a register. @cases: (nullable): what is
 * applied for. @events: (nullable): all that happened; NULL = nobody knows, then yearly duties of
 * the past count as done. All loaded with @rulebook. @as_of: the day on which one looks; later
 * events do not count. @until: the last day of which duties are wanted, not before @as_of.
 * @faults: (nullable): gets all that is wrong across the rows of the register.
 * Returns: (transfer full) (nullable): NULL with @error set from the first new fault */
CertplanHoldings *_certplan_holdings_new (CertplanRulebook *rulebook, CertplanPolicy *policy,
                                          CertplanRecords *certificates, CertplanRecords *cases,
                                          CertplanRecords *events, CertplanDate as_of,
                                          CertplanDate until, CertplanFaults *faults,
                                          GError **error);
/* The same for one who may look back at a day on which some of the certificates did not yet stand:
 * an issue after @as_of is no fault. */
CertplanHoldings *_certplan_holdings_new_looking_back (CertplanRulebook *rulebook,
                                                       CertplanPolicy *policy,
                                                       CertplanRecords *certificates,
                                                       CertplanRecords *cases,
                                                       CertplanRecords *events, CertplanDate as_of,
                                                       CertplanFaults *faults, GError **error);
/* The same for one who only asks what is held, of a register whose terms may overlap, or begin
 * later than on @as_of. */
CertplanHoldings *_certplan_holdings_new_unchecked (CertplanRulebook *rulebook,
                                                    CertplanPolicy *policy,
                                                    CertplanRecords *certificates,
                                                    CertplanRecords *events, CertplanDate as_of);
void _certplan_holdings_unref (CertplanHoldings *holdings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanHoldings, _certplan_holdings_unref)

guint _certplan_holdings_get_n (const CertplanHoldings *holdings);
/* Where certificate @i of the register stands, and its row. */
const CertplanHolding *_certplan_holdings_get (const CertplanHoldings *holdings, guint i);
const CertplanCertificate *_certplan_holdings_get_row (const CertplanHoldings *holdings, guint i);
/* What the rules say of a qualification's certificates; NULL = the register has none of it. */
const CertplanHoldingRules *_certplan_holdings_get_rules (const CertplanHoldings *holdings,
                                                          guint handle);
guint _certplan_holdings_get_n_findings (const CertplanHoldings *holdings);
/* How many of them are about a number that is perhaps mistaken. */
guint _certplan_holdings_get_n_unknown (const CertplanHoldings *holdings);
const CertplanHoldingFinding *_certplan_holdings_get_finding (const CertplanHoldings *holdings,
                                                              guint i);
/* Notes in @explanation: what is not known and what is supposed. */
void _certplan_holdings_explain (const CertplanHoldings *holdings,
                                 CertplanExplanation *explanation);
/* A note for each policy asked here that is not at its default. */
void _certplan_holdings_explain_policy (const CertplanHoldings *holdings,
                                        CertplanExplanation *explanation);

/* The end of the term that follows one which ends on @expiry and is renewed in time, or filed today
 * where that is past; NONE = no document states how long it is, or it has no length. @from: what it
 * is counted from */
CertplanDate _certplan_holdings_get_next_expiry (const CertplanHoldings *holdings, guint i,
                                                 CertplanDate expiry, CertplanDate *from);

/* The last day to renew in time, of validity, or of the grace: of the duty's anchor. */
CertplanDate _certplan_holdings_get_renewal_day (const CertplanHoldings *holdings, guint i,
                                                 guint type);

/* One thing that falls due. */
typedef struct
{
  gboolean is_of_case;
  guint place; /* in the register, or, if it is of a case, in the cases */
  guint type;  /* in _certplan_duty_types; CERTPLAN_N_DUTY_TYPES = a supplement */
  const char *actor;
  CertplanDate due;
  CertplanDate counted_from;
  CertplanDate cycle_from;    /* the beginning of the time of which the days left are a share */
  gboolean is_assumed;        /* it falls due if all goes as planned until then */
  guint32 term;               /* of the chain, from 0 */
  guint32 number;             /* of its kind in the term, or of the case, from 1 */
  const CertplanRule *rule;   /* the period */
  const CertplanRule *missed; /* the edge that missing it takes; NULL = none is stated */
} CertplanDue;

/* One walk over all that falls due up to @until and is not done: by certificate, then by date; the
 * cases follow. Made while it is walked. */
typedef struct
{
  const CertplanHoldings *holdings;
  guint next;    /* the next certificate */
  GArray *lines; /* CertplanDue, of the current one */
  guint place;   /* in lines, of the line after the current one */
} CertplanDueWalk;

void _certplan_due_walk_init (CertplanDueWalk *walk, const CertplanHoldings *holdings);
void _certplan_due_walk_clear (CertplanDueWalk *walk);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CertplanDueWalk, _certplan_due_walk_clear)
/* Returns: the next line, which lives until the next call; NULL at the end */
const CertplanDue *_certplan_due_walk_next (CertplanDueWalk *walk);
