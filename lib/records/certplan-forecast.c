/* Arrivals, effort, renewal, passage. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-forecast.h"
#include "certplan-record-types-private.h"

#define MILLION 1000000

static const CertplanColumn arrival_columns[] = {
  CERTPLAN_RECORD_COLUMN (CertplanArrival, month, MONTH, CERTPLAN_COLUMN_REQUIRED,
                          CERTPLAN_ALIASES ("月", "年月"), .help = "the month, as 2027-01"),
  CERTPLAN_RECORD_COLUMN (CertplanArrival, qualification, QUALIFICATION, CERTPLAN_COLUMN_REQUIRED,
                          CERTPLAN_QUALIFICATION_ALIASES,
                          .help = "SCHEME/CATEGORY/LEVEL, as cnitsec/engineering/2; the level may "
                                  "stand in a column of its own"),
  CERTPLAN_RECORD_COLUMN (CertplanArrival, kind, TEXT, CERTPLAN_COLUMN_REQUIRED,
                          CERTPLAN_ALIASES ("申请种类"),
                          .help = "a kind of application of the scheme, as initial"),
  CERTPLAN_RECORD_COLUMN (
      CertplanArrival, cases, INT, CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_UNSIGNED,
      CERTPLAN_ALIASES ("件数", "数量", "申请数"), .help = "how many are expected in that month"),
  CERTPLAN_RECORD_COLUMN (CertplanArrival, region, TEXT, 0, CERTPLAN_ALIASES ("区域", "省份"),
                          .help = "where they come from"),
};

static void
finish_arrival (CertplanRowCheck *check)
{
  CertplanArrival *row = check->row;

  _certplan_row_check_kind (check, row->qualification, &row->kind);
}

const CertplanRecordType _certplan_arrivals_type
    = CERTPLAN_RECORD_TYPE (CertplanArrival, "arrivals", arrival_columns, finish_arrival,
                            "how many cases are expected a month");

static const CertplanColumn effort_columns[] = {
  CERTPLAN_RECORD_COLUMN (CertplanEffort, qualification, QUALIFICATION, CERTPLAN_COLUMN_REQUIRED,
                          CERTPLAN_QUALIFICATION_ALIASES,
                          .help = "SCHEME/CATEGORY/LEVEL, as cnitsec/engineering/2; the level may "
                                  "stand in a column of its own"),
  CERTPLAN_RECORD_COLUMN (CertplanEffort, kind, TEXT, 0, CERTPLAN_ALIASES ("申请种类"),
                          .help = "a kind of application of the scheme; empty: every kind"),
  CERTPLAN_RECORD_COLUMN (CertplanEffort, stage, TEXT, CERTPLAN_COLUMN_REQUIRED,
                          CERTPLAN_ALIASES ("环节"),
                          .help = "the stage that takes the work, as onsite_audit"),
  CERTPLAN_RECORD_COLUMN (CertplanEffort, min, INT,
                          CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_UNSIGNED, .unit = "hours",
                          CERTPLAN_ALIASES ("最少"), .help = "person-hours at least; 8 are a day"),
  CERTPLAN_RECORD_COLUMN (
      CertplanEffort, mode, INT, CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_UNSIGNED,
      .unit = "hours", CERTPLAN_ALIASES ("一般"), .help = "person-hours most often; 8 are a day"),
  CERTPLAN_RECORD_COLUMN (CertplanEffort, max, INT,
                          CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_UNSIGNED, .unit = "hours",
                          CERTPLAN_ALIASES ("最多"), .help = "person-hours at most; 8 are a day"),
  CERTPLAN_RECORD_COLUMN (
      CertplanEffort, team, INT, CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_UNSIGNED,
      CERTPLAN_ALIASES ("组员数", "人数"), .help = "how many work on it together"),
  CERTPLAN_RECORD_COLUMN (CertplanEffort, performer, TEXT, 0, CERTPLAN_ALIASES ("承担方"),
                          .help = "whose time it takes; empty: who does the stage"),
};

static void
finish_effort (CertplanRowCheck *check)
{
  CertplanEffort *row = check->row;

  _certplan_row_check_kind (check, row->qualification, &row->kind);
  if (row->mode < row->min)
    _certplan_row_refuse (check, "mode", _ ("less than min"), _ ("min, mode and max in order"));
  else if (row->max < row->mode)
    _certplan_row_refuse (check, "max", _ ("less than mode"), _ ("min, mode and max in order"));
  if (row->team == 0)
    _certplan_row_refuse (check, "team", _ ("nobody works on it"), _ ("1 or more"));
}

const CertplanRecordType _certplan_effort_type = CERTPLAN_RECORD_TYPE (
    CertplanEffort, "effort", effort_columns, finish_effort, "how much work the stages take");

static const CertplanColumn renewal_columns[] = {
  CERTPLAN_RECORD_COLUMN (
      CertplanReturn, qualification, QUALIFICATION, CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_KEY,
      CERTPLAN_QUALIFICATION_ALIASES, .help = "each one once: SCHEME/CATEGORY/LEVEL"),
  CERTPLAN_RECORD_COLUMN (CertplanReturn, renew, SHARE, CERTPLAN_COLUMN_REQUIRED,
                          CERTPLAN_ALIASES ("续证率", "维持比例"),
                          .help = "the share of holders that renew, as 0.7 or 70%"),
  CERTPLAN_RECORD_COLUMN (CertplanReturn, upgrade, SHARE, CERTPLAN_COLUMN_REQUIRED,
                          CERTPLAN_ALIASES ("升级率"),
                          .help = "the share of holders that go one level higher"),
  CERTPLAN_RECORD_COLUMN (
      CertplanReturn, lead, PERIOD, CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_CALENDAR,
      CERTPLAN_ALIASES ("提前时间"), .help = "how long before the expiry they file, as P7M"),
};

static void
finish_renewal (CertplanRowCheck *check)
{
  const CertplanReturn *row = check->row;

  if ((gint64)row->renew + row->upgrade > MILLION)
    _certplan_row_refuse (check, "upgrade", _ ("more holders come back than there are"),
                          _ ("renew and upgrade, together at most 1"));
}

const CertplanRecordType _certplan_renewal_type
    = CERTPLAN_RECORD_TYPE (CertplanReturn, "renewal", renewal_columns, finish_renewal,
                            "how many holders renew or go higher, and when they file");

static const CertplanColumn passage_columns[] = {
  CERTPLAN_RECORD_COLUMN (CertplanPassage, qualification, TEXT, CERTPLAN_COLUMN_REQUIRED,
                          CERTPLAN_QUALIFICATION_ALIASES,
                          .help = "SCHEME/CATEGORY/LEVEL; a star is any, as cnitsec/*/2"),
  CERTPLAN_RECORD_COLUMN (CertplanPassage, stage, TEXT, CERTPLAN_COLUMN_REQUIRED,
                          CERTPLAN_ALIASES ("环节"),
                          .help = "the stage, as \"certplan timeline\" names it"),
  CERTPLAN_RECORD_COLUMN (CertplanPassage, share, SHARE, 0, CERTPLAN_ALIASES ("经过比例"),
                          .help = "of the cases, how many go through the applicant's stage"),
  CERTPLAN_RECORD_COLUMN (CertplanPassage, delay_min, INT, CERTPLAN_COLUMN_UNSIGNED, .unit = "days",
                          .help = "calendar days that pass there besides work, at least"),
  CERTPLAN_RECORD_COLUMN (CertplanPassage, delay_mode, INT, CERTPLAN_COLUMN_UNSIGNED,
                          .unit = "days", .help = "most often"),
  CERTPLAN_RECORD_COLUMN (CertplanPassage, delay_max, INT, CERTPLAN_COLUMN_UNSIGNED, .unit = "days",
                          .help = "at most"),
  CERTPLAN_RECORD_COLUMN (CertplanPassage, returns_to, TEXT, 0,
                          .help = "the stage that looks again at what was handed in"),
  CERTPLAN_RECORD_COLUMN (CertplanPassage, again, SHARE, 0, .help = "of that stage's work"),
  CERTPLAN_RECORD_COLUMN (CertplanPassage, failed, SHARE, 0, CERTPLAN_ALIASES ("不通过比例"),
                          .help = "of the cases that come here, how many do not pass and end"),
  CERTPLAN_RECORD_COLUMN (CertplanPassage, withdrawn, SHARE, 0, CERTPLAN_ALIASES ("撤回比例"),
                          .help = "how many applicants withdraw here"),
  CERTPLAN_RECORD_COLUMN (CertplanPassage, rework, SHARE, 0,
                          CERTPLAN_ALIASES ("整改率", "整改比例"),
                          .help = "how many go back from here to returns_to"),
  CERTPLAN_RECORD_COLUMN (CertplanPassage, source, TEXT, 0, CERTPLAN_ALIASES ("来源"),
                          .help = "where the figures come from"),
  CERTPLAN_RECORD_COLUMN (CertplanPassage, clause, TEXT, 0, CERTPLAN_ALIASES ("条款"),
                          .help = "where it stands there"),
};

#define MAX_PASSAGE_DAYS 3650

static gint64
get_share (gint32 millionths)
{
  return MAX (millionths, 0);
}

static void
finish_passage (CertplanRowCheck *check)
{
  const CertplanPassage *row = check->row;
  const gboolean has_min = row->delay_min != G_MININT32, has_mode = row->delay_mode != G_MININT32,
                 has_max = row->delay_max != G_MININT32;
  const gint64 leaving
      = get_share (row->failed) + get_share (row->withdrawn) + get_share (row->rework);
  if (has_min != has_mode || has_mode != has_max || row->delay_min > row->delay_mode
      || row->delay_mode > row->delay_max || row->delay_max > MAX_PASSAGE_DAYS)
    _certplan_row_refuse (check, "delay_mode", _ ("not in order, or too long"),
                          _ ("delay_min <= delay_mode <= delay_max <= 3650"));
  if (leaving > MILLION)
    _certplan_row_refuse (check, "failed", _ ("more cases leave the stage than come to it"),
                          _ ("failed, withdrawn and rework, together at most 1"));
  if (get_share (row->rework) > 0 && row->returns_to == 0)
    _certplan_row_refuse (check, "returns_to", _ ("nothing says where cases go back to"),
                          _ ("the stage that does its work again"));
}

const CertplanRecordType _certplan_passage_type = CERTPLAN_RECORD_TYPE (
    CertplanPassage, "passage", passage_columns, finish_passage,
    "what passes in a stage besides work: supplements, failures, withdrawals");

const CertplanArrival *
certplan_arrival_get (const CertplanRecords *records, guint i)
{
  g_return_val_if_fail (_certplan_records_get_type (records) == &_certplan_arrivals_type, NULL);

  return _certplan_records_row (records, i);
}

const CertplanEffort *
certplan_effort_get (const CertplanRecords *records, guint i)
{
  g_return_val_if_fail (_certplan_records_get_type (records) == &_certplan_effort_type, NULL);

  return _certplan_records_row (records, i);
}

const CertplanReturn *
certplan_return_get (const CertplanRecords *records, guint i)
{
  g_return_val_if_fail (_certplan_records_get_type (records) == &_certplan_renewal_type, NULL);

  return _certplan_records_row (records, i);
}

const CertplanPassage *
certplan_passage_get (const CertplanRecords *records, guint i)
{
  g_return_val_if_fail (_certplan_records_get_type (records) == &_certplan_passage_type, NULL);

  return _certplan_records_row (records, i);
}
