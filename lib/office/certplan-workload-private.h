/* What the parts of a workload share. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-explain-private.h"
#include "certplan-holdings-parts-private.h"
#include "certplan-office-private.h"
#include "certplan-panel-rule-private.h"
#include "certplan-slots-private.h"
#include "certplan-workload.h"

/* Whose time a stage takes, and how much of it. */
typedef struct
{
  const char *resource; /* equal texts are equal pointers */
  gint64 ticks;         /* of one case: the mean */
  gint32 hours[3];      /* the triangle: min, mode, max person-hours */
  gint32 team;          /* how many work on it together */
  gboolean is_own;      /* the stage's own performer does it */
  gboolean is_assumed;  /* nobody of the office said how much */
} CertplanWork;

typedef struct
{
  const CertplanRule *stage; /* a row of stages; of a yearly duty, its period */
  CertplanPeriod duration;   /* P0D where nobody said anything */
  GArray *works;             /* CertplanWork */
  gboolean is_known;         /* somebody said how much work it is, or nobody's time it is */
} CertplanStep;

/* The stages of one kind of application, in order. */
typedef struct _CertplanProcess CertplanProcess;
struct _CertplanProcess
{
  guint handle;
  const char *kind;
  gboolean is_waived;           /* without the stages that may be left out */
  GArray *steps;                /* CertplanStep */
  CertplanDate from, to;        /* the rows are these for what is begun in [from, to) */
  const CertplanRule *rerouted; /* (nullable) the first row of the routing that comes or goes... */
  CertplanDate rerouted_on;     /* ...within the months, and when */
  CertplanProcess *next;        /* (nullable) owned: the same of another term */
};

/* By the rows in force on @on. */
CertplanProcess *_certplan_process_new (const CertplanOffice *office, guint handle,
                                        const char *kind, gboolean is_waived, CertplanDate on);
void _certplan_process_free (CertplanProcess *process);
/* Appends what the work of @stage is (@performer does it), of the office's own rows, else of the
 * assumptions of that day. Returns: whether anybody says it */
gboolean _certplan_effort_find (const CertplanOffice *office, guint handle, const char *kind,
                                const char *stage, const char *performer, CertplanDate on,
                                GArray *works);

/* Work of one month, region, level, kind, stage and resource. */
typedef struct
{
  guint32 month;
  guint32 region; /* of service; 0 = not known */
  guint32 handle; /* the first qualification of that scheme and level */
  const char *kind;
  const char *stage;
  const char *resource;
  gint64 microticks;          /* exact: ticks of a case times millionths of cases */
  gint64 millionths;          /* of cases */
  gint64 expected_microticks; /* of those that are no case yet */
  gint64 ticks;               /* once all are there: they add up */
  gboolean is_assumed;
} CertplanWorkCell;

/* By when it should be done, and by when it must; NONE = nobody says. */
typedef struct
{
  CertplanDate target, cap;
} CertplanLimits;

/* The day that binds. */
static inline CertplanDate
_certplan_limits_get_due (const CertplanLimits *limits)
{
  return limits->cap != CERTPLAN_DATE_NONE ? limits->cap : limits->target;
}

/* What one case, or one expected group of cases, asks of one resource. */
typedef struct
{
  guint handle;
  guint region;       /* of service; 0 = not known */
  guint exact_region; /* as stated */
  const char *kind;
  const char *resource;
  CertplanDate release; /* filed, or the day on which one looks */
  CertplanDate due;     /* NONE = no rule states it and nobody gave one */
  CertplanLimits limits;
  gint64 ticks;      /* of all of them together; these add up to the whole */
  gint64 millionths; /* of cases */
  gint32 case_row;   /* in the cases; -1 = expected */
  guint body;        /* that has it, its place + 1; 0 = free */
  guint consultant;  /* the body that consulted the applicant, its place + 1; 0 = none of ours */
  gboolean needs_witness;
} CertplanDemand;

struct _CertplanWorkload
{
  CertplanOffice *office;
  CertplanHoldings *holdings; /* nullable */
  guint16 *levels;            /* by handle: the first one of that scheme and level */
  const char **schemes;       /* by handle: as "ccia" */
  GHashTable *processes;      /* "handle kind waived" -> CertplanProcess, and others after it */
  GArray *cells;        /* CertplanWorkCell, by month, region, handle, kind, stage, resource */
  CertplanSlots slots;  /* of cells, while they are added */
  GArray *applications; /* CertplanApplication, in the order in which they were found */
  GArray *demands;      /* CertplanDemand, in the order in which they were found */
  GHashTable *totals;   /* resource -> gint64 by month */
  gint64 before, after, total;
  gint64 before_micro, after_micro, rest_micro; /* while they are added */
  GArray *findings;                             /* CertplanOfficeFinding */
  GHashTable *counts;   /* label key of a finding, subject and qualification -> how often */
  GHashTable *no_place; /* texts of regions that nobody knows -> gint64: millionths of cases */
  GStringChunk *texts;  /* of subjects */
  gboolean is_too_much; /* more work than can be counted */
  guint n_cases, n_held, n_expected;
};

/* An application, whole or expected. */
typedef struct
{
  guint handle;
  const char *kind;
  gboolean is_waived;
  guint region; /* exact */
  CertplanDate start;
  guint first_step;
  gint64 own_ticks; /* left in the first step for its own performer; negative = all of it */
  CertplanDate release;
  CertplanLimits limits;
  gint64 millionths;
  gint32 case_row;
  guint body, consultant;
  gint32 paused_days; /* so long the clock has stood still until now */
} CertplanApplication;

/* One panel: of the office's own records, or assumed for a scheme's stage. */
typedef struct
{
  const char *panel;
  const char *scheme;
  const char *resource; /* who sits in it */
  GArray *terms;        /* CertplanPanelTerm, in order */
  gboolean is_assumed;
} CertplanWorkPanel;

/* How it is in [from, to). */
typedef struct
{
  CertplanDate from, to;
  CertplanPanelRule rule;
  gint32 quota, quorum; /* how many are invited, and must be there */
} CertplanPanelTerm;

typedef struct
{
  CertplanDate day;
  gint32 quota, quorum;
} CertplanPanelMeeting;

/* (transfer full) (element-type CertplanWorkPanel) */
GArray *_certplan_workload_list_panels (const CertplanWorkload *workload);
/* Those in [@from, @to). (transfer full) (element-type CertplanPanelMeeting) */
GArray *_certplan_workload_list_meetings (const CertplanWorkload *workload,
                                          const CertplanWorkPanel *panel, CertplanDate from,
                                          CertplanDate to);

/* Before which nothing is begun. */
static inline CertplanDate
_certplan_workload_get_first_day (const CertplanWorkload *workload)
{
  return MIN (workload->office->as_of, workload->office->months[0]);
}
/* The first step with @stage, by its name or its label; -1 = there is none. */
gint _certplan_process_find_step (const CertplanOffice *office, const CertplanProcess *process,
                                  const char *stage);
/* That of an application begun on @on: filed, or looked at, then. All that was begun before the
 * months and the day on which one looks is of the earlier of these days. */
const CertplanProcess *_certplan_workload_get_process (CertplanWorkload *workload, guint handle,
                                                       const char *kind, gboolean is_waived,
                                                       CertplanDate on);
/* The day after the last one of all stages, begun on @start. */
gboolean _certplan_workload_add_application (CertplanWorkload *workload,
                                             const CertplanApplication *application,
                                             CertplanDate *out_end, GError **error);
/* Where the last stage of such a procedure ends. */
gboolean _certplan_workload_find_end (CertplanWorkload *workload, guint handle, const char *kind,
                                      gboolean is_waived, CertplanDate start, CertplanDate *out_end,
                                      GError **error);
/* What the certificate of an application brings from its issue on: yearly duties, and renewals. */
gboolean _certplan_workload_add_issued (CertplanWorkload *workload,
                                        const CertplanApplication *application, CertplanDate issued,
                                        GError **error);
/* Work that is no application's, on one day. */
void _certplan_workload_add_duty (CertplanWorkload *workload, guint handle, const char *duty,
                                  const GArray *works, guint region, CertplanDate day,
                                  gint64 millionths);
/* By when the rules have it finished, by target and cap of its kind. */
CertplanLimits _certplan_workload_find_limits (const CertplanWorkload *workload, guint handle,
                                               const char *kind, CertplanDate filed,
                                               CertplanDate agreed);
/* The policies by which an office's work, and the days by which it must be done, are read. */
#define CERTPLAN_N_OFFICE_POLICIES 11
extern const CertplanPolicyKey _certplan_office_policies[CERTPLAN_N_OFFICE_POLICIES];

/* How holders of a qualification come back. */
typedef struct
{
  gint32 renew, upgrade; /* in millionths */
  CertplanPeriod lead;   /* so long before the expiry they file */
  gboolean is_known;
} CertplanComeback;

/* Of certificates that expire on @expiry: the office's own row, else the assumed one of that day.
 */
CertplanComeback _certplan_workload_find_comeback (const CertplanOffice *office, guint handle,
                                                   CertplanDate expiry);
/* Those who go up a level, if the ladder has one more. */
gboolean _certplan_workload_add_upgrade (CertplanWorkload *workload, guint handle, guint region,
                                         CertplanDate filed, gint64 millionths, GError **error);
/* Whether the audit on site is waived for a renewal, by the policy: of the register's certificate
 * in that place + 1 (0 = not known) or, where it @is_again one, of the renewed one that follows.
 * What is renewed must be a renewed one itself, and nothing that happened to it may say that it was
 * not stable. Source: cnitsec-operation-2, 4.4.2. */
gboolean _certplan_workload_is_waived (const CertplanWorkload *workload, guint certificate,
                                       const char *renewal, gboolean is_again);
/* The region of that name; what nobody knows is counted, for so many @millionths of cases. */
guint _certplan_workload_find_region (CertplanWorkload *workload, const char *text,
                                      gint64 millionths);
/* Counts a finding, which is told once a subject and qualification, for so many @millionths of
 * cases, certificates, ...: a row of expected ones stands for several. @key: a static label with
 * the arguments number and @detail. */
void _certplan_workload_weigh_finding (CertplanWorkload *workload, const char *key,
                                       const char *subject, const char *qualification,
                                       const char *detail, const CertplanRule *rule,
                                       gint64 millionths);
/* The same for one of them. */
void _certplan_workload_count_finding (CertplanWorkload *workload, const char *key,
                                       const char *subject, const char *qualification,
                                       const char *detail, const CertplanRule *rule);
/* (transfer full): as 12 or, where a share comes back, 0.7 */
char *_certplan_workload_format_count (gint64 millionths);

/* The parts: held certificates, applications under way, expected ones. */
gboolean _certplan_workload_add_held (CertplanWorkload *workload, CertplanFaults *faults,
                                      GCancellable *cancellable, GError **error);
gboolean _certplan_workload_add_cases (CertplanWorkload *workload, CertplanFaults *faults,
                                       GCancellable *cancellable, GError **error);
gboolean _certplan_workload_add_arrivals (CertplanWorkload *workload, GError **error);
/* What panels cannot decide, and whose people drop out. */
void _certplan_workload_find_panels (CertplanWorkload *workload);
void _certplan_workload_find_ends (CertplanWorkload *workload);
/* What nobody can do; after all demands are there. */
void _certplan_workload_find_unserved (CertplanWorkload *workload);
