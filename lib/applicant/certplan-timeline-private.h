/* What the timeline's own files share. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-cycle.h"
#include "certplan-explain-private.h"
#include "certplan-policy-private.h"
#include "certplan-stages-private.h"
#include "certplan-rulebook-private.h"
#include "certplan-timeline.h"

/* A pause as it was given. */
typedef struct
{
  const char *reason; /* of the request's texts */
  CertplanDate from;
  CertplanDate to; /* NONE = still open */
} CertplanPauseFact;

/* A stage's length as it was given. */
typedef struct
{
  const char *stage; /* of the rulebook */
  CertplanPeriod duration;
} CertplanStageFact;

struct _CertplanTimelineRequest
{
  CertplanRulebook *rulebook;
  CertplanPolicy *policy;
  GStringChunk *texts;
  guint handle;
  const char *kind; /* of the rulebook */
  CertplanDate start, finish, wish;
  const char *case_name; /* whose events were added; of texts; NULL = nobody said */
  GArray *pauses;        /* CertplanPauseFact */
  GArray *stages;        /* CertplanStageFact */
  guint n_other_events;  /* of the case, that are no pauses */
  gboolean is_used;      /* by a timeline: fixed from then on */
};

/* A limit of the cycle. */
typedef struct
{
  const CertplanRule *rule; /* NULL = not published */
  CertplanDate base;        /* without pauses */
  CertplanDate due;
  CertplanDate latest_start; /* for the wish */
  gint n_paused;             /* days by which pauses move it */
  gint days_left;
  const char *state;         /* of this limit, where the clock is read */
  const char *planned_state; /* at the planned finish, NULL where none is planned */
  gboolean is_provisional;   /* due leans on provisional days of the working calendar */
  gboolean is_start_provisional;
} CertplanLimit;

enum
{
  CERTPLAN_LIMIT_TARGET,
  CERTPLAN_LIMIT_CAP,
  CERTPLAN_N_LIMITS,
};

/* One bar of the plan: a stage, or a pause that is a fact. */
typedef struct
{
  const char *label; /* the stage or reason */
  const char *performer;
  CertplanDate from, to; /* half-open; NONE where a length is unknown */
  gint days;             /* of its performer: paused days inside are left out */
  const char *basis;     /* stated (by the caller), assumption, unknown */
  gboolean is_pause;
  gboolean counts;          /* a pause: whether it stops the clock */
  CertplanDate counted_to;  /* a pause: up to where it stops the clock */
  gboolean is_open;         /* a pause: no resumption was given */
  CertplanDate limit;       /* a pause: its own last day, NONE = it has none */
  const CertplanRule *rule; /* the stage's row; NULL = a reason that no document names */
  const CertplanRule *limit_rule;
  gboolean is_provisional; /* from or to leans on provisional days of the working calendar */
} CertplanBar;

/* Pauses and stages as they lie from a start on. */
typedef struct
{
  GArray *bars;           /* CertplanBar, by from */
  CertplanPauses *pauses; /* what stops the clock: facts and planned */
  CertplanDate finish;    /* planned, NONE where a length is unknown, or nothing was planned */
  CertplanDate closed;    /* NONE, or the day on which a missed supplement closes the case */
  const CertplanRule *closing_rule; /* that supplement's limit */
  gboolean is_provisional;          /* of finish */
  gboolean has_no_stages;           /* there was nothing to plan with */
} CertplanPlan;

void _certplan_plan_init (CertplanPlan *plan);
void _certplan_plan_clear (CertplanPlan *plan);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CertplanPlan, _certplan_plan_clear)

/* When a limit is over. */
typedef struct
{
  CertplanDate base; /* without pauses */
  CertplanDate last; /* with pauses */
  CertplanDate due;  /* with rest days as the policy says */
  gint n_paused;
  gboolean is_provisional;
} CertplanDue;

struct _CertplanTimeline
{
  CertplanTimelineRequest *request;
  CertplanDate as_of;
  const char *start_event; /* a label key */
  CertplanLimit limits[CERTPLAN_N_LIMITS];
  CertplanPlan plan;
  gint days_used;
  const char *state;
  GStringChunk *texts; /* of the tables */
};

const char *_certplan_limit_name (guint limit);

/* Lays out pauses and stages from @start into @plan, which is empty. */
gboolean _certplan_timeline_lay_out (const CertplanTimeline *timeline, CertplanDate start,
                                     CertplanPlan *plan, GError **error);
/* When a limit that is counted from @start over the pauses of @plan is over; rolls rest days only
 * where that day lies not after @latest (NONE = always). */
gboolean _certplan_timeline_get_due (const CertplanTimeline *timeline, guint limit,
                                     CertplanDate start, const CertplanPlan *plan,
                                     CertplanDate latest, CertplanDue *due, GError **error);
/* Whether the policy counts this limit by the calendar, pauses or not. */
gboolean _certplan_timeline_is_hard (const CertplanTimeline *timeline, guint limit);
/* The case's state on the planned finish; NULL if none is planned. */
const char *_certplan_timeline_get_planned_state (const CertplanTimeline *timeline);
/* What the case ends with, a label key: a certificate, or no more than the procedure's end. */
const char *_certplan_timeline_get_end (const CertplanTimeline *timeline);
/* Whether any date of the timeline leans on provisional days of the working calendar. */
gboolean _certplan_timeline_is_provisional (const CertplanTimeline *timeline);
