/* What the budget's own files share. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-budget.h"
#include "certplan-explain-private.h"
#include "certplan-labels-private.h"
#include "certplan-plan.h"
#include "certplan-record-files.h"
#include "certplan-policy-private.h"
#include "certplan-rulebook-private.h"
#include "certplan-stages-private.h"

typedef enum
{
  CERTPLAN_BUDGET_MONTH,
  CERTPLAN_BUDGET_QUARTER,
  CERTPLAN_BUDGET_YEAR,
} CertplanBudgetPeriod;

struct _CertplanBudgetRequest
{
  CertplanRulebook *rulebook;
  CertplanPolicy *policy;
  CertplanRecords *plan;
  CertplanRecords *second;       /* NULL = none */
  CertplanRulebook *other_rules; /* NULL = none */
  CertplanRecords *other_plan;   /* the same plan under other_rules */
  CertplanDate from, until;      /* NONE = by default */
  CertplanBudgetPeriod period;
  gint n_late_months;
  gboolean is_used; /* by a budget: fixed from then on */
};

typedef enum
{
  CERTPLAN_CERT_HELD,
  CERTPLAN_CERT_WANTED,
  CERTPLAN_CERT_RUNG, /* in no row: another one needs it */
} CertplanCertOrigin;

/* A certificate of the plan. */
typedef struct
{
  CertplanCertOrigin origin;
  guint row; /* of the plan; of a rung, the row of the certificate that needs it */
  guint32 org;
  guint handle;
  guint asks;             /* a rung: the handle of what needs it */
  const char *kind;       /* of the application; NULL for those held */
  CertplanDate wish;      /* NONE for those held */
  CertplanDate file_by;   /* by target, NONE = no cycle is published */
  CertplanDate file_safe; /* by cap */
  CertplanDate filed;     /* as planned */
  CertplanDate issued;    /* as planned, or as held */
  CertplanDate expiry;    /* of the first term; NONE = it has none, or nobody published it */
  CertplanDate ends;      /* a higher level replaces it then; NONE = nothing does */
  CertplanDate needed_on; /* the last day on which another one asks for it; NONE = none does */
  const CertplanRule *target, *cap, *validity, *needs; /* NULL = there is none */
  const CertplanRule *waits_for; /* what must be held first moves the filing; NULL = nothing */
  const char *remark;            /* sentences, of run->texts; NULL = nothing to say */
} CertplanCert;

/* One application of a certificate. */
typedef struct
{
  guint cert;
  guint handle;
  const char *kind;
  CertplanDate date;
  const char *basis;
  const CertplanRule *date_rule;
  CertplanDate anchor;
  CertplanDate from, to; /* the term that it gives; to: NONE = nobody published how long it is */
  const CertplanRule *validity; /* how long that is; NULL = nobody published it */
  gboolean is_first;            /* a first application, though it comes in the place of a renewal */
  gint n_days_without;          /* between the end of the last term and this one */
} CertplanApplication;

/* One amount on one day; or one that nobody published. */
typedef struct
{
  guint cert; /* its place */
  CertplanDate date;
  const char *org;
  const char *qualification;
  const char *kind; /* NULL for costs of one's own */
  const char *item;
  CertplanMoney amount;            /* NONE = nobody published it */
  const char *basis;               /* why on that day: a label key */
  const CertplanRule *rule;        /* of the tariff; NULL = missing, or one's own */
  const CertplanRule *date_rule;   /* NULL = the plan or arithmetic alone */
  CertplanDate anchor;             /* what the day is counted from */
  CertplanDate term_from, term_to; /* what is paid for; NONE = not a term */
  const CertplanRule *validity;    /* how long that term is; NULL = not a term */
} CertplanCash;

/* A plan, priced one way. */
typedef struct
{
  CertplanRulebook *rulebook; /* owned */
  CertplanPolicy *policy;     /* owned */
  CertplanRecords *plan;      /* owned */
  CertplanDate as_of, from, until;
  gint n_late_months;
  GArray *certs;        /* CertplanCert */
  GHashTable *by_place; /* org and handle, a gint64 -> its place in certs + 1 */
  GStringChunk *texts;  /* of remarks */
  GHashTable *starts;   /* handle, limit and wish -> latest start */
  GArray *cash;         /* CertplanCash, by date */
  CertplanMoney total_fen;
  CertplanMoney before_fen; /* before the horizon */
  guint n_missing;
  gint n_days_without;   /* without a valid certificate between an expiry and its renewal */
  CertplanDate all_held; /* when the last wanted one is issued; NONE = none is wanted */
} CertplanBudgetRun;

struct _CertplanBudget
{
  CertplanBudgetRequest *request;
  CertplanDate as_of;
  CertplanBudgetRun *run;
  CertplanBudgetRun *late, *second, *other; /* NULL = not asked for */
  GStringChunk *texts;                      /* of the tables; under the lock of texts */
};

/* Returns: NULL with @error set, all faults added to @faults */
CertplanBudgetRun *_certplan_budget_run_new (const CertplanBudgetRequest *request,
                                             CertplanRulebook *rulebook, CertplanRecords *plan,
                                             gint n_late_months, CertplanDate as_of,
                                             CertplanFaults *faults, GError **error);
void _certplan_budget_run_free (CertplanBudgetRun *run);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanBudgetRun, _certplan_budget_run_free)

/* The certificates out of the plan's rows, checked; then their dates and rungs. */
gboolean _certplan_budget_read (CertplanBudgetRun *run, CertplanFaults *faults, GError **error);
gboolean _certplan_budget_schedule (CertplanBudgetRun *run, GError **error);
/* The fees of all applications into run->cash. */
gboolean _certplan_budget_pay (CertplanBudgetRun *run, GError **error);

CertplanCert *_certplan_budget_find_cert (const CertplanBudgetRun *run, guint32 org, guint handle);
/* Adds a certificate that has no row yet. Returns: its place */
guint _certplan_budget_add_cert (CertplanBudgetRun *run, const CertplanCert *cert);
const CertplanPlanItem *_certplan_budget_get_row (const CertplanBudgetRun *run,
                                                  const CertplanCert *cert);
/* @day + @period, or the same back; the last day known where that leaves the years. */
CertplanDate _certplan_budget_step (CertplanDate day, const CertplanPeriod *period, gint sign);
/* The limit ("target" or "cap") of an application, NULL if none is published. */
const CertplanRule *_certplan_budget_find_period (const CertplanBudgetRun *run, guint handle,
                                                  const char *kind, const char *period,
                                                  CertplanDate on);
/* Whether the row says that another qualification must be held for a first application, and so is
 * planned where it is missing. */
gboolean _certplan_budget_is_ladder (const CertplanBudgetRun *run, const CertplanCert *cert,
                                     const CertplanRule *rule);
/* All dates of a certificate that is not held, once it is filed on @filed. */
void _certplan_budget_file (const CertplanBudgetRun *run, CertplanCert *cert, CertplanDate filed);
gboolean _certplan_budget_set_dates (const CertplanBudgetRun *run, CertplanCert *cert,
                                     GError **error);
/* Adds the rungs that nobody planned, moves what is filed before them, and says what is not so. */
gboolean _certplan_budget_climb (CertplanBudgetRun *run, GError **error);
/* Adds a sentence (taken over) to the certificate's remarks. */
void _certplan_budget_remark (const CertplanBudgetRun *run, CertplanCert *cert, char *sentence);

/* The last day for a renewal, and the rule that says so. */
CertplanDate _certplan_budget_find_renew_by (const CertplanBudgetRun *run, const CertplanCert *cert,
                                             const char *kind, CertplanDate expiry,
                                             const CertplanRule **rule);
/* The renewal of the term that ends on @expiry, filed on the last day of its lead, or so much later
 * as the run is late. Returns: FALSE = there is none */
gboolean _certplan_budget_plan_renewal (const CertplanBudgetRun *run, guint place,
                                        CertplanDate expiry, CertplanApplication *application);
/* Whether the certificate, renewed as planned, is valid on @day. */
gboolean _certplan_budget_is_valid (const CertplanBudgetRun *run, guint place, CertplanDate day);
/* The fees of one application on one day. Returns: FALSE with @error set where the sum overflows */
gboolean _certplan_budget_sum_fees (const CertplanBudgetRun *run, guint handle, const char *kind,
                                    CertplanDate day, CertplanMoney *sum, guint *n_missing,
                                    GError **error);
/* What must be held for a first application of @place on @day, and is not by the plan: handles. */
GArray *_certplan_budget_list_needed (const CertplanBudgetRun *run, guint place, const char *kind,
                                      CertplanDate day);

/* When a certificate that was filed then is issued by target (NULL: at once). */
CertplanDate _certplan_budget_get_issue (const CertplanRule *target, CertplanDate filed);
