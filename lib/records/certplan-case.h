/* Cases that are under way or done, and what happened to them and to certificates.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-records.h"

G_BEGIN_DECLS

/**
 * CertplanCase:
 * @line: of the file; 0 for rows of a program
 * @case_id: its number; certplan_records_get_note()
 * @qualification: a handle of the rulebook
 * @kind: as "initial"; certplan_records_get_text()
 * @org: the applicant; certplan_records_get_text()
 * @certificate: the one that is renewed or changed; certplan_records_get_note()
 * @region: where the work is done; certplan_records_get_text()
 * @filed: the day of filing
 * @agreed: the day on which the agreement took effect
 * @paid: the day on which the fee was paid
 * @finished: the day of the certificate's issue
 * @body: the evaluation body that has the case; certplan_records_get_text()
 * @consultant: the consulting body; certplan_records_get_text()
 * @witness: the witness body or observer; certplan_records_get_text()
 * @stage: where the case stands; certplan_records_get_text()
 * @effort_left: person-hours still to be spent in @stage; %G_MININT32 = not known
 * @due: by when it is to be finished, where the caller knows better than the rules
 *
 * A row of the record "cases". Members are only ever appended.
 */
typedef struct
{
  guint32 line;
  guint32 case_id;
  guint16 qualification;
  guint32 kind;
  guint32 org;
  guint32 certificate;
  guint32 region;
  CertplanDate filed;
  CertplanDate agreed;
  CertplanDate paid;
  CertplanDate finished;
  guint32 body;
  guint32 consultant;
  guint32 witness;
  guint32 stage;
  gint32 effort_left;
  CertplanDate due;
} CertplanCase;

/**
 * CertplanEventKind:
 * @CERTPLAN_EVENT_NONE: not in a row that was read
 * @CERTPLAN_EVENT_SUPPLEMENT: material is supplemented
 * @CERTPLAN_EVENT_AGREEMENT: the agreement waits for approval and effect
 * @CERTPLAN_EVENT_PAYMENT: the fee is awaited
 * @CERTPLAN_EVENT_APPLICANT: another delay of the applicant's
 * @CERTPLAN_EVENT_ANNUAL_CHECK: the yearly information was given
 * @CERTPLAN_EVENT_ANNUAL_CONFIRMATION: the year was confirmed
 * @CERTPLAN_EVENT_SURVEILLANCE: a surveillance review was passed
 * @CERTPLAN_EVENT_SUSPENSION: the certificate is suspended
 * @CERTPLAN_EVENT_RESTORED: the suspension was lifted
 * @CERTPLAN_EVENT_REVOCATION: the certificate was revoked or cancelled
 * @CERTPLAN_EVENT_WITHDRAWAL: the holder gave the certificate back
 * @CERTPLAN_EVENT_CHANGE: something about the holder changed
 * @CERTPLAN_EVENT_TRANSFER: the holder became another entity
 * @CERTPLAN_EVENT_LOSS: the certificate was lost
 * @CERTPLAN_EVENT_REISSUE: the certificate was issued anew after a change or a loss
 * @CERTPLAN_EVENT_DOWNGRADE: the level was lowered
 * @CERTPLAN_EVENT_WARNING: the holder was warned
 * @CERTPLAN_EVENT_RECTIFICATION: the holder has to rectify
 * @CERTPLAN_EVENT_APPEAL: an appeal was made
 * @CERTPLAN_EVENT_COMPLAINT: a complaint was made
 * @CERTPLAN_EVENT_OTHER: anything else; the note says what
 *
 * Only ever appended to.
 */
typedef enum
{
  CERTPLAN_EVENT_NONE,
  CERTPLAN_EVENT_SUPPLEMENT,
  CERTPLAN_EVENT_AGREEMENT,
  CERTPLAN_EVENT_PAYMENT,
  CERTPLAN_EVENT_APPLICANT,
  CERTPLAN_EVENT_ANNUAL_CHECK,
  CERTPLAN_EVENT_ANNUAL_CONFIRMATION,
  CERTPLAN_EVENT_SURVEILLANCE,
  CERTPLAN_EVENT_SUSPENSION,
  CERTPLAN_EVENT_RESTORED,
  CERTPLAN_EVENT_REVOCATION,
  CERTPLAN_EVENT_WITHDRAWAL,
  CERTPLAN_EVENT_CHANGE,
  CERTPLAN_EVENT_TRANSFER,
  CERTPLAN_EVENT_LOSS,
  CERTPLAN_EVENT_REISSUE,
  CERTPLAN_EVENT_DOWNGRADE,
  CERTPLAN_EVENT_WARNING,
  CERTPLAN_EVENT_RECTIFICATION,
  CERTPLAN_EVENT_APPEAL,
  CERTPLAN_EVENT_COMPLAINT,
  CERTPLAN_EVENT_OTHER,
} CertplanEventKind;

/**
 * CertplanEvent:
 * @line: of the file; 0 for rows of a program
 * @subject: the certificate or the case; certplan_records_get_note()
 * @event: a #CertplanEventKind
 * @from: the day, or the first one of several
 * @to: the day on which it is over (the first one that no longer belongs to it);
 *   CERTPLAN_DATE_NONE = a single day, or not over yet
 * @note: certplan_records_get_note()
 *
 * A row of the record "events". Members are only ever appended.
 */
typedef struct
{
  guint32 line;
  guint32 subject;
  guint8 event;
  CertplanDate from;
  CertplanDate to;
  guint32 note;
} CertplanEvent;

/**
 * certplan_case_get: (skip)
 * @records: of the type "cases"
 *
 * Row @i, as the struct that C programs read.
 *
 * Returns: (transfer none): row @i; lives as long as @records
 */
const CertplanCase *certplan_case_get (const CertplanRecords *records, guint i);

/**
 * certplan_event_get: (skip)
 * @records: of the type "events"
 *
 * Row @i, as the struct that C programs read.
 *
 * Returns: (transfer none): row @i; lives as long as @records
 */
const CertplanEvent *certplan_event_get (const CertplanRecords *records, guint i);

/**
 * certplan_event_kind_get_name:
 *
 * The word that stands in files, as "annual_check"; %NULL for NONE.
 */
const char *certplan_event_kind_get_name (CertplanEventKind kind);

G_END_DECLS
