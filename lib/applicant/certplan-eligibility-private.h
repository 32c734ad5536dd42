/* What the files of the eligibility share. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-cycle.h"
#include "certplan-eligibility.h"
#include "certplan-explain-private.h"
#include "certplan-holdings-private.h"
#include "certplan-policy-private.h"
#include "certplan-rulebook-private.h"
#include "certplan-stages-private.h"

/* A qualification that is asked for. */
typedef struct
{
  guint handle;
  const char *kind; /* of the rulebook */
} CertplanWanted;

struct _CertplanEligibilityRequest
{
  CertplanRulebook *rulebook;
  CertplanPolicy *policy;
  GArray *wanted;                                              /* CertplanWanted */
  CertplanRecords *profile, *projects, *certificates, *events; /* NULL = not given */
  guint32 org; /* the number of its text in certificates; 0 = there is none */
  gboolean is_used;
};

/* What a fact of the profile is; bits, for one fact may be asked for in several rows. */
typedef enum
{
  CERTPLAN_FACT_YES_NO = 1 << 0,
  CERTPLAN_FACT_COUNT = 1 << 1,
  CERTPLAN_FACT_AMOUNT = 1 << 2,
  CERTPLAN_FACT_SINCE = 1 << 3,
  CERTPLAN_FACT_HELD = 1 << 4,
  CERTPLAN_FACT_PEOPLE = 1 << 5, /* a count of people */
  CERTPLAN_FACT_LAST = CERTPLAN_FACT_PEOPLE,
} CertplanFactType;

/* The label of the unit of CERTPLAN_FACT_PEOPLE. */
#define CERTPLAN_UNIT_PEOPLE "people"

/* What a criterion comes to. */
typedef enum
{
  CERTPLAN_CRITERION_MET,
  CERTPLAN_CRITERION_NOT_MET,
  CERTPLAN_CRITERION_UNKNOWN,
  CERTPLAN_CRITERION_EXEMPT,
  CERTPLAN_CRITERION_NOT_NEEDED, /* another row of its group is met */
} CertplanCriterionState;

#define CERTPLAN_NO_NUMBER G_MININT64

/* A fact that is not known, while the answer hangs on it. */
#define CERTPLAN_MAX_LACKS 2

/* A criterion as it is on a day. Texts are plain texts or sentences. */
typedef struct
{
  const CertplanRule *rule;
  guint wanted; /* index */
  CertplanCriterionState state;
  gboolean is_unclaimed;   /* unknown only for want of the fact that exempts */
  gint64 required, actual; /* a number, or fen */
  CertplanDate earliest;   /* from the day of application on; NONE = time alone does not help */
  char *required_text, *actual_text, *gap_text; /* owned; NULL = nothing to say */
  const char *unit;                             /* yuan, days, people, NULL */
  char *held;                                   /* owned: the fact of a `held` row; NULL = none */
  char *note;                                   /* owned, a sentence: how it was judged */
  char *lacks[CERTPLAN_MAX_LACKS];              /* owned: facts */
} CertplanJudgement;

void _certplan_judgement_clear (gpointer data);

/* What one qualification comes to. */
typedef struct
{
  guint n_met, n_not_met, n_unknown;
  const char *verdict;
  CertplanDate earliest;
} CertplanVerdict;

struct _CertplanEligibility
{
  CertplanEligibilityRequest *request;
  CertplanDate on;
  CertplanHoldings *holdings; /* of the request's register; NULL = not given */
  GHashTable *facts;          /* name -> value text, both of the profile; blank ones are left out */
  GHashTable *categories;     /* what the projects are of: number of the text -> guint8 by handle */
  GHashTable *spent;   /* people who count elsewhere: name of the fact -> GHashTable of category ->
                        * number; used where the policy has them count once */
  GArray *judgements;  /* CertplanJudgement, by qualification, in the order of the files */
  GArray *verdicts;    /* CertplanVerdict */
  GArray *unavailable; /* CertplanJudgement without a state */
};

/* The criteria of a qualification that count: of its kind, in force on @on (NONE: all terms), read
 * so by the policy; in the order of the files. Returns: (transfer container) */
GPtrArray *_certplan_eligibility_list (const CertplanEligibilityRequest *request,
                                       const CertplanWanted *wanted, CertplanDate on);
gboolean _certplan_criterion_is (const CertplanRule *rule, const char *condition);

/* What the row asks the profile: the fact's type; 0 = nothing. */
CertplanFactType _certplan_criterion_get_type (const CertplanRule *rule);
/* "held SCHEME/CATEGORY/LEVEL" (transfer full) */
char *_certplan_fact_dup_held (const char *qualification);
/* Fills eligibility->facts; faults are added for what cannot be meant. */
void _certplan_facts_read (CertplanEligibility *eligibility, CertplanFaults *faults);
/* FALSE = not known. */
gboolean _certplan_facts_get_yes (const CertplanEligibility *eligibility, const char *fact,
                                  gboolean *is_yes);
gboolean _certplan_facts_get_count (const CertplanEligibility *eligibility, const char *fact,
                                    gint64 *count);
gboolean _certplan_facts_get_amount (const CertplanEligibility *eligibility, const char *fact,
                                     CertplanMoney *fen);
/* A number of years is taken as the latest day that is so many years before the application;
 * *is_years then. */
gboolean _certplan_facts_get_since (const CertplanEligibility *eligibility, const char *fact,
                                    CertplanDate *since, gboolean *is_years);
/* ISSUED/EXPIRY; both NONE for "no", an absent expiry NONE. */
gboolean _certplan_facts_get_held (const CertplanEligibility *eligibility, const char *fact,
                                   CertplanDate *issued, CertplanDate *expiry);

/* Follows the certificates of the request's register. */
void _certplan_eligibility_add_holdings (CertplanEligibility *eligibility);
/* Judging a `held` row on @day: fills state, texts, note and lacks. */
void _certplan_holding_judge (const CertplanEligibility *eligibility, CertplanJudgement *judgement);
/* Returns: the first day from @from on which it is held as the row asks; NONE = none is known */
CertplanDate _certplan_holding_find_day (const CertplanEligibility *eligibility,
                                         const CertplanRule *rule, CertplanDate from);

/* What of the projects lies in the row's window on @day. */
typedef struct
{
  CertplanDate from, to; /* the window */
  gint64 sure;           /* projects, sectors or fen */
  gint64 possible;       /* with those whose row lacks what is asked; G_MAXINT64 = no bound */
  const char *lack;      /* the first column that lacks; NULL = none */
} CertplanProjectsFound;

/* Fills eligibility->categories; a fault is added for each project of an unknown one. */
void _certplan_projects_read (CertplanEligibility *eligibility, CertplanFaults *faults);
gboolean _certplan_criterion_asks_projects (const CertplanRule *rule);
void _certplan_projects_find (const CertplanEligibility *eligibility, const CertplanRule *rule,
                              CertplanDate day, CertplanProjectsFound *found);
/* The window of time that the row looks at on @day. */
void _certplan_projects_get_window (const CertplanEligibility *eligibility,
                                    const CertplanRule *rule, CertplanDate day,
                                    CertplanProjectsFound *found);
/* Returns: the first day from @from on which the projects are enough; NONE = none is known */
CertplanDate _certplan_projects_find_day (const CertplanEligibility *eligibility,
                                          const CertplanRule *rule, CertplanDate from);
/* How many projects of the file are of no category that was asked for. */
guint _certplan_projects_count_others (const CertplanEligibility *eligibility);
/* The least number, or fen, that the row states outright. */
gint64 _certplan_criterion_get_least (const CertplanRule *rule);

/* Judges one row on the day of application. */
void _certplan_criterion_judge (CertplanEligibility *eligibility, CertplanJudgement *judgement);
/* Returns: the first day from @from on which the row is met; NONE = time alone does not help */
CertplanDate _certplan_criterion_find_day (const CertplanEligibility *eligibility,
                                           const CertplanJudgement *judgement, CertplanDate from);

const char *_certplan_criterion_state_get_name (CertplanCriterionState state);
/* A table of the eligibility; @rows is taken over. */
CertplanTable *_certplan_eligibility_make_table (CertplanEligibility *eligibility, const char *name,
                                                 const CertplanColumn *columns, guint n_columns,
                                                 GArray *rows);
CertplanTable *_certplan_eligibility_make_missing (CertplanEligibility *eligibility);
