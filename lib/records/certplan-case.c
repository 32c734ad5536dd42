/* Cases and events. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-case.h"
#include "certplan-record-types-private.h"

static const CertplanColumn case_columns[] = {
  CERTPLAN_RECORD_COLUMN_NAMED (CertplanCase, case_id, "case", ID,
                                CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_KEY,
                                CERTPLAN_ALIASES ("案件号", "受理编号", "申请编号", "项目编号"),
                                .help = "the case's number, each one once"),
  CERTPLAN_RECORD_COLUMN (CertplanCase, qualification, QUALIFICATION, CERTPLAN_COLUMN_REQUIRED,
                          CERTPLAN_QUALIFICATION_ALIASES,
                          .help = "SCHEME/CATEGORY/LEVEL, as cnitsec/engineering/2; the level may "
                                  "stand in a column of its own"),
  CERTPLAN_RECORD_COLUMN (CertplanCase, kind, TEXT, CERTPLAN_COLUMN_REQUIRED,
                          CERTPLAN_ALIASES ("申请种类"),
                          .help = "a kind of application of the scheme, as initial"),
  CERTPLAN_RECORD_COLUMN (CertplanCase, org, TEXT, CERTPLAN_COLUMN_REQUIRED, CERTPLAN_ORG_ALIASES,
                          .help = "the applicant"),
  CERTPLAN_RECORD_COLUMN (CertplanCase, certificate, ID, CERTPLAN_COLUMN_PLACED,
                          CERTPLAN_ALIASES ("证书号", "原证书编号"),
                          .help = "the certificate that is renewed or changed"),
  CERTPLAN_RECORD_COLUMN (CertplanCase, region, TEXT, 0,
                          CERTPLAN_ALIASES ("区域", "省份", "所在地"),
                          .help = "where the work is done"),
  CERTPLAN_RECORD_COLUMN (CertplanCase, filed, DATE, 0,
                          CERTPLAN_ALIASES ("申报日期", "受理日期", "提交日期"),
                          .help = "the day on which the complete file was received"),
  CERTPLAN_RECORD_COLUMN (CertplanCase, agreed, DATE, 0,
                          CERTPLAN_ALIASES ("协议签订日期", "签约日期"),
                          .help = "the day on which the agreement took effect"),
  CERTPLAN_RECORD_COLUMN (CertplanCase, paid, DATE, 0,
                          CERTPLAN_ALIASES ("缴费日期", "付款日期", "到账日期"),
                          .help = "the day on which the fee was paid"),
  CERTPLAN_RECORD_COLUMN (CertplanCase, finished, DATE, 0,
                          CERTPLAN_ALIASES ("办结日期", "结案日期", "发证日期"),
                          .help = "the day of the certificate's issue; empty: not yet"),
  CERTPLAN_RECORD_COLUMN (CertplanCase, body, TEXT, CERTPLAN_COLUMN_PLACED,
                          CERTPLAN_ALIASES ("评估机构", "机构"),
                          .help = "the evaluation body; empty: not chosen yet"),
  CERTPLAN_RECORD_COLUMN (CertplanCase, consultant, TEXT, 0, CERTPLAN_ALIASES ("咨询单位"),
                          .help = "the consulting body"),
  CERTPLAN_RECORD_COLUMN (CertplanCase, witness, TEXT, 0, CERTPLAN_ALIASES ("见证单位", "观察员"),
                          .help = "the witness body or the observer"),
  CERTPLAN_RECORD_COLUMN (CertplanCase, stage, TEXT, 0, CERTPLAN_ALIASES ("当前阶段", "进度"),
                          .help = "where the case stands"),
  CERTPLAN_RECORD_COLUMN (CertplanCase, effort_left, INT, CERTPLAN_COLUMN_UNSIGNED, .unit = "hours",
                          .help = "person-hours still to be spent in that stage"),
  CERTPLAN_RECORD_COLUMN (CertplanCase, due, DATE, 0, CERTPLAN_ALIASES ("应完成日期", "截止日期"),
                          .help = "by when it is to be finished, where no rule says it"),
};

static void
finish_case (CertplanRowCheck *check)
{
  CertplanCase *row = check->row;

  _certplan_row_check_kind (check, row->qualification, &row->kind);
  _certplan_row_check_order (check, row->filed, row->finished, "finished");
  _certplan_row_check_order (check, row->agreed, row->finished, "finished");
}

const CertplanRecordType _certplan_cases_type = CERTPLAN_RECORD_TYPE (
    CertplanCase, "cases", case_columns, finish_case, "applications under way or done");

/* In the order of CertplanEventKind. */
static const char *const event_names[] = {
  "supplement",   "agreement",  "payment",  "applicant",  "annual_check", "annual_confirmation",
  "surveillance", "suspension", "restored", "revocation", "withdrawal",   "change",
  "transfer",     "loss",       "reissue",  "downgrade",  "warning",      "rectification",
  "appeal",       "complaint",  "other",    NULL
};
G_STATIC_ASSERT (G_N_ELEMENTS (event_names) == CERTPLAN_EVENT_OTHER + 1);

static const CertplanColumn event_columns[] = {
  CERTPLAN_RECORD_COLUMN (CertplanEvent, subject, ID,
                          CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_PLACED,
                          CERTPLAN_ALIASES ("证书编号", "案件编号", "证书号", "案件号"),
                          .help = "the number of the certificate or of the case"),
  CERTPLAN_RECORD_COLUMN (CertplanEvent, event, CHOICE, CERTPLAN_COLUMN_REQUIRED,
                          .values = event_names, CERTPLAN_ALIASES ("事项", "类型"),
                          .help = "what happened"),
  CERTPLAN_RECORD_COLUMN (CertplanEvent, from, DATE, CERTPLAN_COLUMN_REQUIRED,
                          CERTPLAN_ALIASES ("开始日期", "起始日期", "日期"),
                          .help = "the day, or the first day"),
  CERTPLAN_RECORD_COLUMN (CertplanEvent, to, DATE, 0,
                          CERTPLAN_ALIASES ("结束日期", "恢复日期", "截止日期"),
                          .help = "the day on which it is over; empty: a single day, or open"),
  CERTPLAN_RECORD_COLUMN (CertplanEvent, note, NOTE, 0, CERTPLAN_ALIASES ("备注"),
                          .help = "free text"),
};

static void
finish_event (CertplanRowCheck *check)
{
  const CertplanEvent *row = check->row;

  _certplan_row_check_order (check, row->from, row->to, "to");
}

const CertplanRecordType _certplan_events_type
    = CERTPLAN_RECORD_TYPE (CertplanEvent, "events", event_columns, finish_event,
                            "what happened to cases and certificates");

const CertplanCase *
certplan_case_get (const CertplanRecords *records, guint i)
{
  g_return_val_if_fail (_certplan_records_get_type (records) == &_certplan_cases_type, NULL);

  return _certplan_records_row (records, i);
}

const CertplanEvent *
certplan_event_get (const CertplanRecords *records, guint i)
{
  g_return_val_if_fail (_certplan_records_get_type (records) == &_certplan_events_type, NULL);

  return _certplan_records_row (records, i);
}

const char *
certplan_event_kind_get_name (CertplanEventKind kind)
{
  g_return_val_if_fail (kind >= CERTPLAN_EVENT_NONE && kind <= CERTPLAN_EVENT_OTHER, NULL);

  return kind == CERTPLAN_EVENT_NONE ? NULL : event_names[kind - 1];
}
