/* The parts of which a timeline's tables are made. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-table-private.h"
#include "certplan-timeline-private.h"

/* A table over @rows (taken over), which the timeline's texts keep alive. */
CertplanTable *_certplan_timeline_make_table (CertplanTimeline *timeline, const char *name,
                                              const CertplanColumn *columns, guint n_columns,
                                              GArray *rows);
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
