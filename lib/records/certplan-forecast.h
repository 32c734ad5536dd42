/* What an office expects: cases to come, their work, what becomes of them, how many come back.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-records.h"

G_BEGIN_DECLS

/**
 * CertplanArrival:
 * @line: of the file; 0 for rows of a program
 * @month: the month's first day
 * @qualification: a handle of the rulebook
 * @kind: as "initial"; certplan_records_get_text()
 * @cases: how many are expected in that month
 * @region: where they come from; certplan_records_get_text(); 0 = not known
 *
 * A row of the record "arrivals". Members are only ever appended.
 */
typedef struct
{
  guint32 line;
  CertplanDate month;
  guint16 qualification;
  guint32 kind;
  gint32 cases;
  guint32 region;
} CertplanArrival;

/**
 * CertplanEffort:
 * @line: of the file; 0 for rows of a program
 * @qualification: a handle of the rulebook
 * @kind: certplan_records_get_text(); 0 = every kind
 * @stage: as "onsite_audit"; certplan_records_get_text()
 * @min: person-hours at least; 8 are a day
 * @mode: person-hours most often
 * @max: person-hours at most
 * @team: how many work on it together, 1 or more
 * @performer: whose time it takes; certplan_records_get_text(); 0 = who does the stage
 *
 * A row of the record "effort". Members are only ever appended.
 */
typedef struct
{
  guint32 line;
  guint16 qualification;
  guint32 kind;
  guint32 stage;
  gint32 min;
  gint32 mode;
  gint32 max;
  gint32 team;
  guint32 performer;
} CertplanEffort;

/**
 * CertplanReturn:
 * @line: of the file; 0 for rows of a program
 * @qualification: a handle of the rulebook
 * @renew: the share of holders that renew, in millionths
 * @upgrade: the share of holders that go one level higher, in millionths
 * @lead: how long before the expiry they file
 *
 * A row of the record "renewal". Members are only ever appended.
 */
typedef struct
{
  guint32 line;
  guint16 qualification;
  gint32 renew;
  gint32 upgrade;
  CertplanPeriod lead;
} CertplanReturn;

/**
 * CertplanPassage:
 * @line: of the file; 0 for rows of a program
 * @qualification: a pattern, as "cnitsec/&ast;/2"; certplan_records_get_text()
 * @stage: as "expert_review"; certplan_records_get_text()
 * @share: of the cases, how many go through an applicant's stage, in millionths; %G_MININT32 = not
 *   stated
 * @delay_min: calendar days that pass there besides work, at least; %G_MININT32 = not stated
 * @delay_mode: days most often
 * @delay_max: days at most
 * @returns_to: the stage that looks again; certplan_records_get_text(); 0 = the next one
 * @again: of that stage's work, in millionths; %G_MININT32 = all of it
 * @failed: of the cases that come to the stage, how many end there without a certificate
 * @withdrawn: how many applicants withdraw there
 * @rework: how many go back to @returns_to
 * @source: certplan_records_get_text()
 * @clause: certplan_records_get_text()
 *
 * A row of the record "passage". Members are only ever appended.
 */
typedef struct
{
  guint32 line;
  guint32 qualification;
  guint32 stage;
  gint32 share;
  gint32 delay_min;
  gint32 delay_mode;
  gint32 delay_max;
  guint32 returns_to;
  gint32 again;
  gint32 failed;
  gint32 withdrawn;
  gint32 rework;
  guint32 source;
  guint32 clause;
} CertplanPassage;

/**
 * certplan_arrival_get: (skip)
 * @records: of the type "arrivals"
 *
 * Row @i, as the struct that C programs read.
 *
 * Returns: (transfer none): row @i; lives as long as @records
 */
const CertplanArrival *certplan_arrival_get (const CertplanRecords *records, guint i);

/**
 * certplan_effort_get: (skip)
 * @records: of the type "effort"
 *
 * Row @i, as the struct that C programs read.
 *
 * Returns: (transfer none): row @i; lives as long as @records
 */
const CertplanEffort *certplan_effort_get (const CertplanRecords *records, guint i);

/**
 * certplan_return_get: (skip)
 * @records: of the type "renewal"
 *
 * Row @i, as the struct that C programs read.
 *
 * Returns: (transfer none): row @i; lives as long as @records
 */
const CertplanReturn *certplan_return_get (const CertplanRecords *records, guint i);

/**
 * certplan_passage_get: (skip)
 * @records: of the type "passage"
 *
 * Row @i, as the struct that C programs read.
 *
 * Returns: (transfer none): row @i; lives as long as @records
 */
const CertplanPassage *certplan_passage_get (const CertplanRecords *records, guint i);

G_END_DECLS
