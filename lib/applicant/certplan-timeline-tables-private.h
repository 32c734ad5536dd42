/* The parts of which a timeline's tables are made. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-table-private.h"
#include "certplan-timeline-private.h"

/* A table over @rows (taken over), which the timeline's texts keep alive. */
CertplanTable *_certplan_timeline_make_table (CertplanTimeline *timeline, const char *name,
                                              const CertplanColumn *columns, guint n_columns,
                                              GArray *rows);
/* Keeps a text as long as the timeline. @text: (transfer full) */
const char *_certplan_timeline_keep (CertplanTimeline *timeline, char *text);

/* Of which case a row is: columns behind those that a table shows, for events alone. */
typedef struct
{
  const char *case_name; /* NULL = nobody said */
  const char *qualification;
  const char *kind;
  const char *named; /* the case's name, else the day that was asked about: tells it from others */
} CertplanTimelineCase;
#define _CERTPLAN_TIMELINE_CASE_COLUMN(Line, member, TYPE)                                         \
  {                                                                                                \
    .name = #member, .type = CERTPLAN_COLUMN_##TYPE,                                               \
    .offset = G_STRUCT_OFFSET (Line, of) + G_STRUCT_OFFSET (CertplanTimelineCase, member)          \
  }
#define _CERTPLAN_TIMELINE_CASE_COLUMNS(Line)                                                      \
  _CERTPLAN_TIMELINE_CASE_COLUMN (Line, case_name, ID),                                            \
      _CERTPLAN_TIMELINE_CASE_COLUMN (Line, qualification, QUALIFICATION),                         \
      _CERTPLAN_TIMELINE_CASE_COLUMN (Line, kind, CHOICE),                                         \
      _CERTPLAN_TIMELINE_CASE_COLUMN (Line, named, ID)
CertplanTimelineCase _certplan_timeline_get_case (CertplanTimeline *timeline);

/* What stands in the column "calendar". */
static inline const char *
_certplan_timeline_name_calendar (gboolean is_provisional)
{
  return is_provisional ? "provisional" : NULL;
}

/* Where a stage or reason is named; one of the caller's own stands in no document. */
static inline const char *
_certplan_timeline_get_source (const CertplanRule *rule)
{
  return rule != NULL ? rule->source : "no_document";
}

static inline const char *
_certplan_timeline_get_clause (const CertplanRule *rule)
{
  return rule != NULL ? rule->clause : NULL;
}

/* The table "plan". */
CertplanTable *_certplan_timeline_make_plan (CertplanTimeline *timeline);

/* The title and the grey line beneath it: sentences. @is_provisional: whether what is shown leans
 * on provisional days. (transfer full) */
char *_certplan_timeline_dup_title (const CertplanTimeline *timeline);
/* @is_picture: what a picture alone has is said, too. */
char *_certplan_timeline_dup_subtitle (const CertplanTimeline *timeline, gboolean is_provisional,
                                       gboolean is_picture);

/* The table "gantt": bars, milestones, limits, rest days; only to be drawn. */
CertplanTable *_certplan_timeline_make_gantt (CertplanTimeline *timeline);

/* Why each date is what it is, and what the reader must know beside. */
CertplanExplanation *_certplan_timeline_explain (const CertplanTimeline *timeline);
