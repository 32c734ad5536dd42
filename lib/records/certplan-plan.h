/* What an applicant wants and has: the plan, the profile, the projects.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-records.h"

G_BEGIN_DECLS

/**
 * CertplanPlanAction:
 * @CERTPLAN_PLAN_NONE: not in a row that was read
 * @CERTPLAN_PLAN_HOLD: the certificate is held and to be kept; the date is that of its issue
 * @CERTPLAN_PLAN_WANT: the certificate is wanted; the date is the wished one
 *
 * Only ever appended to.
 */
typedef enum
{
  CERTPLAN_PLAN_NONE,
  CERTPLAN_PLAN_HOLD,
  CERTPLAN_PLAN_WANT,
} CertplanPlanAction;

/**
 * CertplanPlanLadder:
 * @CERTPLAN_PLAN_LADDER_NONE: what must be held first is planned; what is one way of several is not
 * @CERTPLAN_PLAN_LADDER_CLIMB: what is one way of several is planned too
 * @CERTPLAN_PLAN_LADDER_EXEMPT: an exemption or another way is met: of these nothing is planned
 *
 * Only ever appended to.
 */
typedef enum
{
  CERTPLAN_PLAN_LADDER_NONE,
  CERTPLAN_PLAN_LADDER_CLIMB,
  CERTPLAN_PLAN_LADDER_EXEMPT,
} CertplanPlanLadder;

/**
 * CertplanPlanItem:
 * @line: of the file; 0 for rows of a program
 * @org: certplan_records_get_text()
 * @qualification: a handle of the rulebook
 * @action: a #CertplanPlanAction
 * @date: of the issue, or the wished one
 * @expiry: the last day of validity, where it is printed
 * @owner: who looks after it; certplan_records_get_text()
 * @extra: costs of one's own on top, in fen
 * @ladder: a #CertplanPlanLadder
 *
 * A row of the record "plan". Members are only ever appended.
 */
typedef struct
{
  guint32 line;
  guint32 org;
  guint16 qualification;
  guint8 action;
  CertplanDate date;
  CertplanDate expiry;
  guint32 owner;
  CertplanMoney extra;
  guint8 ladder;
} CertplanPlanItem;

/**
 * CertplanFact:
 * @line: of the file; 0 for rows of a program
 * @fact: as "cisp_full_time"; certplan_records_get_note()
 * @value: certplan_records_get_note(); 0 = not known
 * @note: certplan_records_get_note()
 * @fact_place: where the cell of the fact stands in its line, from 1; 0 = in no file
 * @value_place: the same of the value
 *
 * A row of the record "profile". Members are only ever appended.
 */
typedef struct
{
  guint32 line;
  guint32 fact;
  guint32 value;
  guint32 note;
  guint32 fact_place;
  guint32 value_place;
} CertplanFact;

/**
 * CertplanProject:
 * @line: of the file; 0 for rows of a program
 * @project: certplan_records_get_note()
 * @category: as "engineering"; certplan_records_get_text()
 * @signed_date: when the contract was signed
 * @completed: when it was completed; CERTPLAN_DATE_NONE = not yet
 * @value: in fen
 * @users: of the system; %G_MININT32 = not known
 * @sector: of the customer; certplan_records_get_text()
 *
 * A row of the record "projects". Members are only ever appended.
 */
typedef struct
{
  guint32 line;
  guint32 project;
  guint32 category;
  CertplanDate signed_date;
  CertplanDate completed;
  CertplanMoney value;
  gint32 users;
  guint32 sector;
} CertplanProject;

/**
 * certplan_plan_item_get: (skip)
 * @records: of the type "plan"
 *
 * Row @i, as the struct that C programs read.
 *
 * Returns: (transfer none): row @i; lives as long as @records
 */
const CertplanPlanItem *certplan_plan_item_get (const CertplanRecords *records, guint i);

/**
 * certplan_fact_get: (skip)
 * @records: of the type "profile"
 *
 * Row @i, as the struct that C programs read.
 *
 * Returns: (transfer none): row @i; lives as long as @records
 */
const CertplanFact *certplan_fact_get (const CertplanRecords *records, guint i);

/**
 * certplan_project_get: (skip)
 * @records: of the type "projects"
 *
 * Row @i, as the struct that C programs read.
 *
 * Returns: (transfer none): row @i; lives as long as @records
 */
const CertplanProject *certplan_project_get (const CertplanRecords *records, guint i);

G_END_DECLS
