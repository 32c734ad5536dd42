/* Bodies, regions, reviewers, panels. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-office.h"
#include "certplan-error.h"
#include "certplan-record-types-private.h"
#include <string.h>

static const CertplanColumn body_columns[] = {
  CERTPLAN_RECORD_COLUMN (CertplanBody, body, TEXT, CERTPLAN_COLUMN_REQUIRED,
                          CERTPLAN_ALIASES ("机构名称", "评估机构", "机构"),
                          .help = "the body; one row for each region and term"),
  CERTPLAN_RECORD_COLUMN_NAMED (
      CertplanBody, body_class, "class", TEXT, CERTPLAN_COLUMN_HEADED | CERTPLAN_COLUMN_PLACED,
      CERTPLAN_ALIASES ("机构等级", "类"),
      .help = "one or two; or witness, office, branch, centre, ...; empty: the centre's"),
  CERTPLAN_RECORD_COLUMN (CertplanBody, region, TEXT,
                          CERTPLAN_COLUMN_HEADED | CERTPLAN_COLUMN_PLACED,
                          CERTPLAN_ALIASES ("授权地区", "区域", "省份"),
                          .help = "where it may work; empty: everywhere"),
  CERTPLAN_RECORD_COLUMN (CertplanBody, valid_from, DATE, CERTPLAN_COLUMN_PLACED,
                          CERTPLAN_ALIASES ("授权起", "开始日期"),
                          .help = "the first day of it; empty: always"),
  CERTPLAN_RECORD_COLUMN (CertplanBody, valid_to, DATE, 0, CERTPLAN_ALIASES ("授权止", "结束日期"),
                          .help = "the last day of it; empty: no end"),
};

static void
finish_body (CertplanRowCheck *check)
{
  const CertplanBody *row = check->row;

  _certplan_row_check_order (check, row->valid_from, row->valid_to, "valid_to");
}

const CertplanRecordType _certplan_bodies_type = CERTPLAN_RECORD_TYPE (
    CertplanBody, "bodies", body_columns, finish_body, "evaluation bodies and where they work");

static const CertplanColumn region_columns[] = {
  CERTPLAN_RECORD_COLUMN (CertplanRegion, region, TEXT,
                          CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_KEY | CERTPLAN_COLUMN_PLACED,
                          CERTPLAN_ALIASES ("区域", "省份", "城市"),
                          .help = "the region, each one once"),
  CERTPLAN_RECORD_COLUMN (
      CertplanRegion, parent, TEXT, CERTPLAN_COLUMN_HEADED | CERTPLAN_COLUMN_PLACED,
      CERTPLAN_ALIASES ("上级", "所属地区"), .help = "the region that it lies in"),
  CERTPLAN_RECORD_COLUMN (
      CertplanRegion, alias, NOTE, CERTPLAN_COLUMN_HEADED | CERTPLAN_COLUMN_PLACED,
      CERTPLAN_ALIASES ("简称", "其他名称"), .help = "other names for it, parted by ;"),
};

static void
finish_region (CertplanRowCheck *check)
{
  const CertplanRegion *row = check->row;

  if (row->parent == row->region)
    _certplan_row_refuse (check, "parent", _ ("the region lies in itself"), _ ("another region"));
}

const CertplanRecordType _certplan_regions_type
    = CERTPLAN_RECORD_TYPE (CertplanRegion, "regions", region_columns, finish_region,
                            "regions, which lie in others, and their other names");

static const CertplanColumn reviewer_columns[] = {
  CERTPLAN_RECORD_COLUMN (CertplanReviewer, reviewer, TEXT, CERTPLAN_COLUMN_REQUIRED,
                          CERTPLAN_ALIASES ("评审人员", "姓名", "审核员"),
                          .help = "who; one row for each role and term"),
  CERTPLAN_RECORD_COLUMN (
      CertplanReviewer, body, TEXT, CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_PLACED,
      CERTPLAN_ALIASES ("所属机构", "机构名称", "机构"), .help = "whom the reviewer works for"),
  CERTPLAN_RECORD_COLUMN (
      CertplanReviewer, role, CHOICE, CERTPLAN_COLUMN_REQUIRED,
      CERTPLAN_VALUES ("reviewer", "witness", "observer", "expert", "committee"),
      CERTPLAN_ALIASES ("职责", "岗位"), .help = "what the reviewer does"),
  CERTPLAN_RECORD_COLUMN (CertplanReviewer, share, SHARE,
                          CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_PLACED,
                          CERTPLAN_ALIASES ("工时占比", "投入比例"),
                          .help = "the share of the working time, as 0.5 or 50%"),
  CERTPLAN_RECORD_COLUMN (CertplanReviewer, valid_from, DATE, 0,
                          CERTPLAN_ALIASES ("入职日期", "开始日期"),
                          .help = "the first day of it; empty: always"),
  CERTPLAN_RECORD_COLUMN (CertplanReviewer, valid_to, DATE, 0,
                          CERTPLAN_ALIASES ("离职日期", "结束日期"),
                          .help = "the last day of it; empty: no end"),
  CERTPLAN_RECORD_COLUMN (CertplanReviewer, skills, NOTE, CERTPLAN_COLUMN_PLACED,
                          CERTPLAN_ALIASES ("可评类别", "能力"),
                          .help = "what can be reviewed, parted by ;, as cnitsec/cloud"),
  CERTPLAN_RECORD_COLUMN (CertplanReviewer, leave, NOTE, CERTPLAN_COLUMN_PLACED,
                          CERTPLAN_ALIASES ("请假", "休假日期"),
                          .help = "days off, as 2027-02-01/2027-02-14;2027-05-04"),
  CERTPLAN_RECORD_COLUMN (
      CertplanReviewer, daily_limit, INT, CERTPLAN_COLUMN_UNSIGNED, CERTPLAN_ALIASES ("日上限"),
      .help = "how many cases a day at most, in simulations alone; empty: no limit"),
};

/* The piece up to @end. */
static gboolean
parse_days_off (const char *piece, CertplanDate *out_first, CertplanDate *out_last, GError **error)
{
  const char *slash = strchr (piece, '/');
  g_autofree char *first_text = slash != NULL ? g_strndup (piece, (gsize)(slash - piece)) : NULL;
  CertplanDate first, last;

  if (!certplan_date_parse (slash != NULL ? first_text : piece, &first, error))
    return FALSE;
  last = first;
  if (slash != NULL && !certplan_date_parse (slash + 1, &last, error))
    return FALSE;
  if (last < first)
    return _certplan_refuse (error, CERTPLAN_BASE_ERROR, CERTPLAN_BASE_ERROR_RANGE,
                             _ ("\"%s\" ends before it begins"), piece);
  *out_first = first;
  *out_last = last;
  return TRUE;
}

gboolean
certplan_leave_parse (const char **text, CertplanDate *out_first, CertplanDate *out_last,
                      GError **error)
{
  g_return_val_if_fail (text != NULL && out_first != NULL && out_last != NULL, FALSE);

  const char *at = *text + strspn (*text, "; ");
  const gsize n = strcspn (at, ";");
  if (n == 0)
    return FALSE;
  g_autofree char *piece = g_strchomp (g_strndup (at, n));
  if (!parse_days_off (piece, out_first, out_last, error))
    return FALSE;
  *text = at + n;
  return TRUE;
}

static void
finish_reviewer (CertplanRowCheck *check)
{
  const CertplanReviewer *row = check->row;
  const char *leave = _certplan_records_note (check->records, row->leave);
  g_autoptr (GError) error = NULL;
  CertplanDate first, last;

  _certplan_row_check_order (check, row->valid_from, row->valid_to, "valid_to");
  while (leave != NULL && certplan_leave_parse (&leave, &first, &last, &error))
    continue;
  if (error != NULL)
    _certplan_row_refuse (check, "leave", error->message, "2027-02-01/2027-02-14;2027-05-04");
}

const CertplanRecordType _certplan_reviewers_type
    = CERTPLAN_RECORD_TYPE (CertplanReviewer, "reviewers", reviewer_columns, finish_reviewer,
                            "who reviews, how much of the time, and when not");

static const CertplanColumn panel_columns[] = {
  CERTPLAN_RECORD_COLUMN (CertplanPanel, panel, ID, CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_KEY,
                          CERTPLAN_ALIASES ("评审会名称", "会议"),
                          .help = "the panel's name, each one once"),
  CERTPLAN_RECORD_COLUMN (
      CertplanPanel, scheme, TEXT, CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_PLACED,
      CERTPLAN_ALIASES ("体系", "制度"), .help = "whose cases it decides, as cnitsec"),
  CERTPLAN_RECORD_COLUMN (CertplanPanel, rule, NOTE,
                          CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_PLACED,
                          CERTPLAN_ALIASES ("会期", "会期规则", "规则"),
                          .help = "when it meets, as last working Thursday or P21D"),
  CERTPLAN_RECORD_COLUMN (
      CertplanPanel, quota, INT, CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_UNSIGNED,
      CERTPLAN_ALIASES ("应到人数", "人数"), .help = "how many members are invited"),
  CERTPLAN_RECORD_COLUMN (
      CertplanPanel, quorum, INT, CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_UNSIGNED,
      CERTPLAN_ALIASES ("最少到会人数"), .help = "how many members must be there"),
};

static void
finish_panel (CertplanRowCheck *check)
{
  const CertplanPanel *row = check->row;

  if (row->quorum <= row->quota)
    return;
  g_autofree char *wanted = g_strdup_printf (_ ("at most the quota %d"), row->quota);
  _certplan_row_refuse (check, "quorum", _ ("more than are invited"), wanted);
}

const CertplanRecordType _certplan_panels_type = CERTPLAN_RECORD_TYPE (
    CertplanPanel, "panels", panel_columns, finish_panel, "panels that decide, and when");

const CertplanBody *
certplan_body_get (const CertplanRecords *records, guint i)
{
  g_return_val_if_fail (_certplan_records_get_type (records) == &_certplan_bodies_type, NULL);

  return _certplan_records_row (records, i);
}

const CertplanRegion *
certplan_region_get (const CertplanRecords *records, guint i)
{
  g_return_val_if_fail (_certplan_records_get_type (records) == &_certplan_regions_type, NULL);

  return _certplan_records_row (records, i);
}

const CertplanReviewer *
certplan_reviewer_get (const CertplanRecords *records, guint i)
{
  g_return_val_if_fail (_certplan_records_get_type (records) == &_certplan_reviewers_type, NULL);

  return _certplan_records_row (records, i);
}

const CertplanPanel *
certplan_panel_get (const CertplanRecords *records, guint i)
{
  g_return_val_if_fail (_certplan_records_get_type (records) == &_certplan_panels_type, NULL);

  return _certplan_records_row (records, i);
}
