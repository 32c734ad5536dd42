/* An office: evaluation bodies, regions, reviewers, panels. SPDX-License-Identifier:
 * LGPL-2.1-or-later
 */
#pragma once
#include "certplan-records.h"

G_BEGIN_DECLS

/**
 * CertplanBody:
 * @line: of the file; 0 for rows of a program
 * @body: its name; certplan_records_get_text(). A body has a row for each region and term
 * @body_class: as "one", by which a scheme tells what it may do; certplan_records_get_text()
 * @region: where it may work; certplan_records_get_text(); 0 = everywhere
 * @valid_from: the first day; CERTPLAN_DATE_NONE = always
 * @valid_to: the last day; CERTPLAN_DATE_NONE = no end
 *
 * A row of the record "bodies". Members are only ever appended.
 */
typedef struct
{
  guint32 line;
  guint32 body;
  guint32 body_class;
  guint32 region;
  CertplanDate valid_from;
  CertplanDate valid_to;
} CertplanBody;

/**
 * CertplanRegion:
 * @line: of the file; 0 for rows of a program
 * @region: its name; certplan_records_get_text()
 * @parent: the region that it lies in; certplan_records_get_text()
 * @alias: other names, parted by ";"; certplan_records_get_note()
 *
 * A row of the record "regions". Members are only ever appended.
 */
typedef struct
{
  guint32 line;
  guint32 region;
  guint32 parent;
  guint32 alias;
} CertplanRegion;

/**
 * CertplanReviewerRole:
 * @CERTPLAN_REVIEWER_NONE: not in a row that was read
 * @CERTPLAN_REVIEWER_REVIEWER: reviews documents and on site
 * @CERTPLAN_REVIEWER_WITNESS: witnesses a review, for a witness body
 * @CERTPLAN_REVIEWER_OBSERVER: observes a review
 * @CERTPLAN_REVIEWER_EXPERT: sits in expert reviews
 * @CERTPLAN_REVIEWER_COMMITTEE: sits in the committee that decides
 *
 * Only ever appended to.
 */
typedef enum
{
  CERTPLAN_REVIEWER_NONE,
  CERTPLAN_REVIEWER_REVIEWER,
  CERTPLAN_REVIEWER_WITNESS,
  CERTPLAN_REVIEWER_OBSERVER,
  CERTPLAN_REVIEWER_EXPERT,
  CERTPLAN_REVIEWER_COMMITTEE,
} CertplanReviewerRole;

/**
 * CertplanReviewer:
 * @line: of the file; 0 for rows of a program
 * @reviewer: who; certplan_records_get_text(). A reviewer has a row for each role and term
 * @body: whom the reviewer works for; certplan_records_get_text()
 * @role: a #CertplanReviewerRole
 * @share: of the working time, in millionths
 * @valid_from: the first day; CERTPLAN_DATE_NONE = always
 * @valid_to: the last day; CERTPLAN_DATE_NONE = no end
 * @skills: parted by ";", as "cnitsec/cloud"; certplan_records_get_note(); 0 = everything
 * @leave: days off, see certplan_leave_parse(); certplan_records_get_note()
 * @daily_limit: how many cases a day at most, in simulations alone; %G_MININT32 = no limit
 *
 * A row of the record "reviewers". Members are only ever appended.
 */
typedef struct
{
  guint32 line;
  guint32 reviewer;
  guint32 body;
  guint8 role;
  gint32 share;
  CertplanDate valid_from;
  CertplanDate valid_to;
  guint32 skills;
  guint32 leave;
  gint32 daily_limit;
} CertplanReviewer;

/**
 * CertplanPanel:
 * @line: of the file; 0 for rows of a program
 * @panel: its name; certplan_records_get_note()
 * @scheme: whose cases it decides; certplan_records_get_text()
 * @rule: when it meets, as "last working Thursday" or "P21D"; certplan_records_get_note()
 * @quota: how many members are invited
 * @quorum: how many must be there; at most @quota
 *
 * A row of the record "panels". Members are only ever appended.
 */
typedef struct
{
  guint32 line;
  guint32 panel;
  guint32 scheme;
  guint32 rule;
  gint32 quota;
  gint32 quorum;
} CertplanPanel;

/**
 * certplan_body_get: (skip)
 * @records: of the type "bodies"
 *
 * Row @i, as the struct that C programs read.
 *
 * Returns: (transfer none): row @i; lives as long as @records
 */
const CertplanBody *certplan_body_get (const CertplanRecords *records, guint i);

/**
 * certplan_region_get: (skip)
 * @records: of the type "regions"
 *
 * Row @i, as the struct that C programs read.
 *
 * Returns: (transfer none): row @i; lives as long as @records
 */
const CertplanRegion *certplan_region_get (const CertplanRecords *records, guint i);

/**
 * certplan_reviewer_get: (skip)
 * @records: of the type "reviewers"
 *
 * Row @i, as the struct that C programs read.
 *
 * Returns: (transfer none): row @i; lives as long as @records
 */
const CertplanReviewer *certplan_reviewer_get (const CertplanRecords *records, guint i);

/**
 * certplan_panel_get: (skip)
 * @records: of the type "panels"
 *
 * Row @i, as the struct that C programs read.
 *
 * Returns: (transfer none): row @i; lives as long as @records
 */
const CertplanPanel *certplan_panel_get (const CertplanRecords *records, guint i);

/**
 * certplan_leave_parse:
 * @text: (inout): days off parted by ";": a day, or its first and last day parted by "/", as
 *   `2027-02-01/2027-02-14;2027-05-04`; moved behind the piece that was read
 * @out_first: (out): the first day off; untouched at the end and on error
 * @out_last: (out): the last day off; untouched at the end and on error
 * @error: %CERTPLAN_BASE_ERROR_SYNTAX or %CERTPLAN_BASE_ERROR_RANGE
 *
 * Reads the days off of a reviewer, piece by piece.
 *
 * Returns: %TRUE if there was one more piece; %FALSE without @error at the end
 */
gboolean certplan_leave_parse (const char **text, CertplanDate *out_first, CertplanDate *out_last,
                               GError **error);

G_END_DECLS
