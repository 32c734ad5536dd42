/* When a case is due: the legal clock, its pauses, and dated stages.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-applicant-error.h"
#include "certplan-date.h"
#include "certplan-policy.h"
#include "certplan-records.h"
#include "certplan-rulebook.h"

G_BEGIN_DECLS

/**
 * CertplanTimelineRequest:
 *
 * What is known of a case. Belongs to one thread, and is fixed once a timeline was made of it;
 * reference counted.
 */
typedef struct _CertplanTimelineRequest CertplanTimelineRequest;

#define CERTPLAN_TYPE_TIMELINE_REQUEST (certplan_timeline_request_get_type ())
GType certplan_timeline_request_get_type (void);

/**
 * certplan_timeline_request_new:
 * @policy: (nullable): %NULL = the defaults
 * @qualification: `SCHEME/CATEGORY/LEVEL`
 * @kind: (nullable): a kind of application; %NULL = the first application
 * @error: %CERTPLAN_RULES_ERROR_UNKNOWN_QUALIFICATION or %CERTPLAN_RULES_ERROR_UNKNOWN_KIND
 *
 * Asks when a case is due; its days are set next.
 */
CertplanTimelineRequest *certplan_timeline_request_new (CertplanRulebook *rulebook,
                                                        CertplanPolicy *policy,
                                                        const char *qualification, const char *kind,
                                                        GError **error);

/**
 * certplan_timeline_request_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @request
 */
CertplanTimelineRequest *certplan_timeline_request_ref (CertplanTimelineRequest *request);

/**
 * certplan_timeline_request_unref:
 *
 * Gives a reference back; the last one frees @request.
 */
void certplan_timeline_request_unref (CertplanTimelineRequest *request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanTimelineRequest, certplan_timeline_request_unref)

/**
 * certplan_timeline_request_set_start:
 *
 * The day on which the clock starts; what event that is, the rules and the policy say.
 */
void certplan_timeline_request_set_start (CertplanTimelineRequest *request, CertplanDate start);

/**
 * certplan_timeline_request_set_finish:
 *
 * The day on which the certificate was issued.
 */
void certplan_timeline_request_set_finish (CertplanTimelineRequest *request, CertplanDate finish);

/**
 * certplan_timeline_request_set_wish:
 *
 * The day by which one wishes a limit to lie.
 */
void certplan_timeline_request_set_wish (CertplanTimelineRequest *request, CertplanDate wish);

/**
 * certplan_timeline_request_add_pause:
 * @reason: a stage or reason of the scheme, as "supplement", or its label; another one is recorded
 * and stops no clock
 * @from: the first day of the pause
 * @to: the day of resumption, not paused any more; CERTPLAN_DATE_NONE = still open
 * @error: %CERTPLAN_RULES_ERROR_BAD_INTERVAL or %CERTPLAN_APPLICANT_ERROR_PAUSE
 *
 * Adds days on which the clock of the limits stands still.
 */
gboolean certplan_timeline_request_add_pause (CertplanTimelineRequest *request, const char *reason,
                                              CertplanDate from, CertplanDate to, GError **error);

/**
 * certplan_timeline_request_parse_pause:
 * @pause: `REASON:FROM/TO` (half-open), `REASON:FROM/` (still open)
 * @error: as certplan_timeline_request_add_pause()
 *
 * Adds a pause that is written as one text, as on the command line.
 */
gboolean certplan_timeline_request_parse_pause (CertplanTimelineRequest *request, const char *pause,
                                                GError **error);

/**
 * certplan_timeline_request_add_events:
 * @events: records of the type "events"
 * @subject: (nullable): the case; %NULL = the one case of all rows
 * @error: %CERTPLAN_APPLICANT_ERROR_SUBJECT, or as certplan_timeline_request_add_pause()
 *
 * The case's supplements, agreements, payments and other delays of the applicant's as pauses; one
 * without an end is still open. Events of certificates, as annual checks, stop no clock.
 */
gboolean certplan_timeline_request_add_events (CertplanTimelineRequest *request,
                                               const CertplanRecords *events, const char *subject,
                                               GError **error);

/**
 * certplan_timeline_request_add_stage:
 * @stage: `STAGE=PERIOD`, as `evaluation=P20D` or `payment=P5B` (working days); STAGE is a key of
 * the rules or its label
 * @error: %CERTPLAN_RULES_ERROR_UNKNOWN_STAGE or %CERTPLAN_APPLICANT_ERROR_STAGE
 *
 * How long a stage takes; instead of the assumed length. A stage of the applicant's that stops the
 * clock becomes a planned pause.
 */
gboolean certplan_timeline_request_add_stage (CertplanTimelineRequest *request, const char *stage,
                                              GError **error);

/**
 * CertplanTimeline:
 *
 * The dates of one case. Immutable, reference counted.
 */
typedef struct _CertplanTimeline CertplanTimeline;

#define CERTPLAN_TYPE_TIMELINE (certplan_timeline_get_type ())
GType certplan_timeline_get_type (void);

/**
 * certplan_timeline_new:
 * @request: with a start, a wish, or both; fixed from now on
 * @as_of: the day on which one looks; open pauses run to it
 * @error: %CERTPLAN_RULES_ERROR_NO_PUBLISHED_PERIOD, %CERTPLAN_APPLICANT_ERROR_DATE, or
 *   %CERTPLAN_BASE_ERROR_CALENDAR
 *
 * due = start + limit + paused days; see certplan_pauses_due().
 *
 * Source: cnitsec-operation-2, clause 9-3; cnitsec-engineering-2-2025-05 and
 * cnitsec-cloud-1-2025-05, clauses 5.2, 5.3 and 九-3.
 */
CertplanTimeline *certplan_timeline_new (CertplanTimelineRequest *request, CertplanDate as_of,
                                         GError **error);

/**
 * certplan_timeline_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @timeline
 */
CertplanTimeline *certplan_timeline_ref (CertplanTimeline *timeline);

/**
 * certplan_timeline_unref:
 *
 * Gives a reference back; the last one frees @timeline.
 */
void certplan_timeline_unref (CertplanTimeline *timeline);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanTimeline, certplan_timeline_unref)

/**
 * certplan_timeline_get_due:
 * @limit: "target" or "cap"
 *
 * The day on which a limit ends.
 *
 * Returns: CERTPLAN_DATE_NONE if no such limit is published, or no start was given
 */
CertplanDate certplan_timeline_get_due (const CertplanTimeline *timeline, const char *limit);

/**
 * certplan_timeline_get_latest_start:
 *
 * The latest start whose @limit lies not after the wish; CERTPLAN_DATE_NONE as above.
 */
CertplanDate certplan_timeline_get_latest_start (const CertplanTimeline *timeline,
                                                 const char *limit);

/**
 * certplan_timeline_get_days_used:
 *
 * The days that the clock ran from the start to the finish, else to as_of.
 */
gint certplan_timeline_get_days_used (const CertplanTimeline *timeline);

/**
 * certplan_timeline_get_days_left:
 *
 * The days left to @limit, negative when it is over; G_MININT if there is no such limit, or the
 * case was closed.
 */
gint certplan_timeline_get_days_left (const CertplanTimeline *timeline, const char *limit);

/**
 * certplan_timeline_get_planned_finish:
 *
 * The planned end of the last stage, CERTPLAN_DATE_NONE where a stage's length is unknown, no
 * stage is known, or the case was closed.
 */
CertplanDate certplan_timeline_get_planned_finish (const CertplanTimeline *timeline);

/**
 * certplan_timeline_get_state:
 *
 * How the case stands.
 *
 * Returns: (transfer none): not_started, on_target, over_target, over_cap or closed
 */
const char *certplan_timeline_get_state (const CertplanTimeline *timeline);

/**
 * certplan_timeline_is_kept:
 *
 * Whether the last limit published is kept: by the finish, else as of now and as planned; without
 * a start, whether the latest one for the wish has not passed.
 */
gboolean certplan_timeline_is_kept (const CertplanTimeline *timeline);

/**
 * certplan_timeline_dup_tables:
 * @explain: whether the table of reasons is wanted
 *
 * The plan, the limits and the clocks, as tables.
 *
 * Returns: (transfer full): plan, limits, clock and pauses (with a start), wish (if asked for),
 *   reasons (if @explain), notes (if any), gantt (with a start; to be drawn)
 */
CertplanTables *certplan_timeline_dup_tables (CertplanTimeline *timeline, gboolean explain);

G_END_DECLS
