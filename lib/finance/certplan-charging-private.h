/* What the parts of charging share. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-applied.h"
#include "certplan-case.h"
#include "certplan-charge.h"
#include "certplan-charging.h"
#include "certplan-ending-private.h"
#include "certplan-explain-private.h"
#include "certplan-fee-terms-private.h"
#include "certplan-holdings-private.h"
#include "certplan-policy-private.h"
#include "certplan-register.h"

struct _CertplanChargingRequest
{
  CertplanRulebook *rulebook;
  CertplanPolicy *policy;
  CertplanRecords *certificates;
  CertplanRecords *cases, *events, *agreements, *applied; /* NULL = none */
  CertplanDate on;                                        /* NONE = not given */
  CertplanPeriod terms;                                   /* "no period" = not given */
  gboolean is_used;                                       /* fixed from then on */
};

/* A certificate or a case that fees are owed for. */
typedef struct
{
  const char
      *number; /* of the case that is known, else of the certificate: charges begin with it */
  const char *certificate, *case_id; /* NULL = none */
  const char *org;
  guint handle;
  const char *kind;
  gboolean is_kind_inferred;
  gboolean is_later;                        /* begins after as_of: nothing is due yet */
  CertplanDate agreed, filed, issued, paid; /* NONE = not known */
  CertplanDate from, to;                    /* the term; NONE = not known */
  CertplanDate ended;                       /* before its term; NONE = it did not */
  CertplanDate on;                          /* the day of the tariff; NONE = not known */
  guint32 holding, case_place;              /* places in the register, the cases + 1; 0 = none */
  guint32 agreement;                        /* the first row that was agreed + 1; 0 = none */
  guint first_line, n_lines;
} CertplanSubject;

/* One charge: a row of the record "charges", and what stands behind it. */
typedef struct
{
  const char *charge, *certificate, *case_id;
  const char *qualification, *kind, *item;
  CertplanMoney amount; /* NONE = nobody published it */
  CertplanDate due;
  const char *org;
  CertplanDate period_from, period_to;
  const char *due_basis, *status, *source, *clause;
  const CertplanRule *rule; /* NULL = agreed, or missing */
  CertplanEarned earned;
  CertplanMoney paid_fen;     /* by as_of */
  CertplanMoney by_issue_fen; /* by the issue */
  CertplanMoney waived_fen;   /* by as_of: a credit */
  CertplanMoney differ_fen;   /* by as_of: the differences, whatever waivers leave for them */
} CertplanChargeLine;

/* What does not fit, and is told and not mended. */
typedef struct
{
  const char *subject;
  const char *qualification;
  char *finding; /* a sentence */
  const char *source;
  const char *clause;
} CertplanChargingFinding;

/* What a person no longer asks for of a line, by as_of. */
typedef struct
{
  guint line;
  CertplanDate date;
  CertplanMoney fen;
} CertplanWaiver;

struct _CertplanCharging
{
  CertplanChargingRequest *request;
  CertplanDate as_of;
  CertplanHoldings *holdings;
  CertplanFeeTerms *fees;
  GArray *subjects;        /* CertplanSubject */
  GArray *lines;           /* CertplanChargeLine, by subject */
  guint32 *next_agreement; /* by row of the agreements: the next one of its subject + 1 */
  GArray *waivers;         /* CertplanWaiver, by line and day */
  GArray *findings;        /* CertplanChargingFinding */
  GStringChunk *texts;
  CertplanMoney total_fen;
  guint n_missing, n_unpaid;
  gboolean knows_payments;
};

static inline CertplanSubject *
_certplan_charging_get_subject (const CertplanCharging *charging, guint i)
{
  return &g_array_index (charging->subjects, CertplanSubject, i);
}
static inline CertplanChargeLine *
_certplan_charging_get_line (const CertplanCharging *charging, guint i)
{
  return &g_array_index (charging->lines, CertplanChargeLine, i);
}

/* @sentence: (transfer full). @rule: NULL = no document says it. */
void _certplan_charging_take_finding (CertplanCharging *charging, const CertplanSubject *subject,
                                      char *sentence, const CertplanRule *rule);

/* Who owes fees: certificates with their cases, then cases without a certificate. */
void _certplan_charging_list_subjects (CertplanCharging *charging, CertplanFaults *faults);
/* What was agreed on, by subject; then the charges of all subjects. */
void _certplan_charging_link_agreements (CertplanCharging *charging, CertplanFaults *faults);
gboolean _certplan_charging_list_lines (CertplanCharging *charging, CertplanFaults *faults,
                                        GError **error);
/* What was paid, and whether that was before the issue. */
gboolean _certplan_charging_pay (CertplanCharging *charging, GError **error);
