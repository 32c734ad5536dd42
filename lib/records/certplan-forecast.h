/* What an office expects: cases to come, the work they take, how many come back.
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
 * certplan_arrival_get: (skip)
 * @records: of the type "arrivals"
 *
 * Returns: (transfer none): row @i; lives as long as @records
 */
const CertplanArrival *certplan_arrival_get (const CertplanRecords *records, guint i);

/**
 * certplan_effort_get: (skip)
 * @records: of the type "effort"
 *
 * Returns: (transfer none): row @i; lives as long as @records
 */
const CertplanEffort *certplan_effort_get (const CertplanRecords *records, guint i);

/**
 * certplan_return_get: (skip)
 * @records: of the type "renewal"
 *
 * Returns: (transfer none): row @i; lives as long as @records
 */
const CertplanReturn *certplan_return_get (const CertplanRecords *records, guint i);

G_END_DECLS
