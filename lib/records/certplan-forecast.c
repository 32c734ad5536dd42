/* Arrivals, effort, renewal. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-forecast.h"
#include "certplan-record-types-private.h"

#define MILLION 1000000

static const CertplanColumn arrival_columns[] = {
  CERTPLAN_RECORD_COLUMN (CertplanArrival, month, MONTH, CERTPLAN_COLUMN_REQUIRED,
                          CERTPLAN_ALIASES ("月", "年月"), .help = "the month, as 2027-01"),
  CERTPLAN_RECORD_COLUMN (CertplanArrival, qualification, QUALIFICATION, CERTPLAN_COLUMN_REQUIRED,
                          CERTPLAN_ALIASES ("资质等级", "资质类别等级"),
                          .help = "SCHEME/CATEGORY/LEVEL, as cnitsec/engineering/2"),
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
                          CERTPLAN_ALIASES ("资质等级", "资质类别等级"),
                          .help = "SCHEME/CATEGORY/LEVEL, as cnitsec/engineering/2"),
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
  CERTPLAN_RECORD_COLUMN (CertplanReturn, qualification, QUALIFICATION,
                          CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_KEY,
                          CERTPLAN_ALIASES ("资质等级", "资质类别等级"),
                          .help = "each one once: SCHEME/CATEGORY/LEVEL"),
  CERTPLAN_RECORD_COLUMN (CertplanReturn, renew, SHARE, CERTPLAN_COLUMN_REQUIRED,
                          CERTPLAN_ALIASES ("续证率", "维持比例"),
                          .help = "the share of holders that renew, as 0.7 or 70%"),
  CERTPLAN_RECORD_COLUMN (CertplanReturn, upgrade, SHARE, CERTPLAN_COLUMN_REQUIRED,
                          CERTPLAN_ALIASES ("升级率"),
                          .help = "the share of holders that go one level higher"),
  CERTPLAN_RECORD_COLUMN (CertplanReturn, lead, PERIOD, CERTPLAN_COLUMN_REQUIRED,
                          CERTPLAN_ALIASES ("提前时间"),
                          .help = "how long before the expiry they file, as P7M"),
};

static void
finish_renewal (CertplanRowCheck *check)
{
  const CertplanReturn *row = check->row;

  if (row->renew + row->upgrade > MILLION)
    _certplan_row_refuse (check, "upgrade", _ ("more holders come back than there are"),
                          _ ("renew and upgrade, together at most 1"));
}

const CertplanRecordType _certplan_renewal_type
    = CERTPLAN_RECORD_TYPE (CertplanReturn, "renewal", renewal_columns, finish_renewal,
                            "how many holders renew or go higher, and when they file");

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
