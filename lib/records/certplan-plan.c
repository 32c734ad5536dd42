/* Plan, profile, projects. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-plan.h"
#include "certplan-record-types-private.h"

static const CertplanColumn plan_columns[] = {
  CERTPLAN_RECORD_COLUMN (CertplanPlanItem, org, TEXT, CERTPLAN_COLUMN_REQUIRED,
                          CERTPLAN_ORG_ALIASES, .help = "whose plan it is"),
  CERTPLAN_RECORD_COLUMN (CertplanPlanItem, qualification, QUALIFICATION,
                          CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_PLACED,
                          CERTPLAN_QUALIFICATION_ALIASES,
                          .help = "SCHEME/CATEGORY/LEVEL, as cnitsec/engineering/2; the level may "
                                  "stand in a column of its own"),
  CERTPLAN_RECORD_COLUMN (
      CertplanPlanItem, action, CHOICE, CERTPLAN_COLUMN_REQUIRED, CERTPLAN_VALUES ("hold", "want"),
      CERTPLAN_ALIASES ("计划", "安排", "动作"), .help = "whether it is held and kept, or wanted"),
  CERTPLAN_RECORD_COLUMN (CertplanPlanItem, date, DATE,
                          CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_PLACED,
                          CERTPLAN_ALIASES ("期望日期", "发证日期", "期望日"),
                          .help = "hold: the day of issue; want: the wished day"),
  CERTPLAN_RECORD_COLUMN (CertplanPlanItem, expiry, DATE, 0,
                          CERTPLAN_ALIASES ("有效期至", "到期日期", "届满日期"),
                          .help = "the last day of validity as printed"),
  CERTPLAN_RECORD_COLUMN (CertplanPlanItem, owner, TEXT, 0, CERTPLAN_ALIASES ("责任人", "经办人"),
                          .help = "who looks after it"),
  CERTPLAN_RECORD_COLUMN (CertplanPlanItem, extra, MONEY, CERTPLAN_COLUMN_UNSIGNED, .unit = "yuan",
                          CERTPLAN_ALIASES ("其他费用", "实施费用"),
                          .help = "costs of one's own on top, as of implementation"),
  CERTPLAN_RECORD_COLUMN (CertplanPlanItem, ladder, CHOICE, 0, CERTPLAN_VALUES ("climb", "exempt"),
                          CERTPLAN_ALIASES ("级别要求"),
                          .help = "climb: also plan what is one way of several; exempt: an "
                                  "exemption or another way is met"),
};

static void
finish_plan (CertplanRowCheck *check)
{
  const CertplanPlanItem *row = check->row;

  if (row->action == CERTPLAN_PLAN_HOLD)
    _certplan_row_check_order (check, row->date, row->expiry, "expiry");
}

const CertplanRecordType _certplan_plan_type
    = CERTPLAN_RECORD_TYPE (CertplanPlanItem, "plan", plan_columns, finish_plan,
                            "certificates that are held or wanted, for a budget");

static const CertplanColumn profile_columns[] = {
  CERTPLAN_RECORD_COLUMN (CertplanFact, fact, ID, CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_KEY,
                          CERTPLAN_ALIASES ("事实", "项目", "条件"),
                          .help = "a fact that a criterion asks for, each one once"),
  CERTPLAN_RECORD_COLUMN (CertplanFact, value, NOTE, CERTPLAN_COLUMN_HEADED,
                          CERTPLAN_ALIASES ("数值", "内容"),
                          .help = "a number, an amount, a date, yes or no; empty: not known"),
  CERTPLAN_RECORD_COLUMN (CertplanFact, note, NOTE, 0, CERTPLAN_ALIASES ("备注"),
                          .help = "free text"),
};

/* A value can only be judged by who asks for the fact; its place is kept for that. */
static void
finish_fact (CertplanRowCheck *check)
{
  CertplanFact *row = check->row;

  row->fact_place = _certplan_row_get_place (check, 0);
  row->value_place = _certplan_row_get_place (check, 1);
}

const CertplanRecordType _certplan_profile_type
    = CERTPLAN_RECORD_TYPE (CertplanFact, "profile", profile_columns, finish_fact,
                            "facts about an applicant, for its eligibility");

static const CertplanColumn project_columns[] = {
  CERTPLAN_RECORD_COLUMN (CertplanProject, project, ID,
                          CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_KEY,
                          CERTPLAN_ALIASES ("项目名称", "合同编号", "项目"),
                          .help = "the project's name or number, each one once"),
  CERTPLAN_RECORD_COLUMN (
      CertplanProject, category, TEXT, CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_PLACED,
      CERTPLAN_ALIASES ("服务类别", "类型"),
      .help = "the category of service: engineering, cnitsec/engineering or its name"),
  CERTPLAN_RECORD_COLUMN_NAMED (
      CertplanProject, signed_date, "signed", DATE, CERTPLAN_COLUMN_HEADED,
      CERTPLAN_ALIASES ("合同签订日期", "签约日期"), .help = "when the contract was signed"),
  CERTPLAN_RECORD_COLUMN (CertplanProject, completed, DATE, CERTPLAN_COLUMN_HEADED,
                          CERTPLAN_ALIASES ("验收日期", "完工日期", "完成日期"),
                          .help = "when it was completed; empty: not yet"),
  CERTPLAN_RECORD_COLUMN (CertplanProject, value, MONEY,
                          CERTPLAN_COLUMN_HEADED | CERTPLAN_COLUMN_UNSIGNED, .unit = "yuan",
                          CERTPLAN_ALIASES ("合同金额", "金额", "合同额"),
                          .help = "the contract's value"),
  CERTPLAN_RECORD_COLUMN (CertplanProject, users, INT,
                          CERTPLAN_COLUMN_HEADED | CERTPLAN_COLUMN_UNSIGNED,
                          CERTPLAN_ALIASES ("系统用户数"), .help = "how many users the system has"),
  CERTPLAN_RECORD_COLUMN (CertplanProject, sector, TEXT, CERTPLAN_COLUMN_HEADED,
                          CERTPLAN_ALIASES ("所属行业", "客户行业"),
                          .help = "the customer's sector"),
};

static void
finish_project (CertplanRowCheck *check)
{
  const CertplanProject *row = check->row;

  _certplan_row_check_order (check, row->signed_date, row->completed, "completed");
}

const CertplanRecordType _certplan_projects_type
    = CERTPLAN_RECORD_TYPE (CertplanProject, "projects", project_columns, finish_project,
                            "an applicant's projects, for its eligibility");

const CertplanPlanItem *
certplan_plan_item_get (const CertplanRecords *records, guint i)
{
  g_return_val_if_fail (_certplan_records_get_type (records) == &_certplan_plan_type, NULL);

  return _certplan_records_row (records, i);
}

const CertplanFact *
certplan_fact_get (const CertplanRecords *records, guint i)
{
  g_return_val_if_fail (_certplan_records_get_type (records) == &_certplan_profile_type, NULL);

  return _certplan_records_row (records, i);
}

const CertplanProject *
certplan_project_get (const CertplanRecords *records, guint i)
{
  g_return_val_if_fail (_certplan_records_get_type (records) == &_certplan_projects_type, NULL);

  return _certplan_records_row (records, i);
}
