/* The types of records: what their files look like, what is read and what is refused.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan.h"
#include "certplan-record-types-private.h"
#include "test-rows.h"
#include <string.h>

static CertplanRulebook *rulebook;

static CertplanRecords *
load_text (const char *type, const char *text, CertplanFaults *faults, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return certplan_records_load_bytes (type, "t.csv", bytes, NULL, rulebook, faults, error);
}

/* Returns: the cells of a row that are there, as name=text, parted by " | " */
static char *
dup_row (const CertplanRecords *records, guint i)
{
  const CertplanRecordType *type = _certplan_records_get_type (records);
  GString *out = g_string_new (NULL);

  for (guint c = 0; c < type->n_columns; c++)
    {
      g_autofree char *text = certplan_records_dup_text (records, i, type->columns[c].name);
      if (text != NULL)
        g_string_append_printf (out, "%s%s=%s", out->len > 0 ? " | " : "", type->columns[c].name,
                                text);
    }
  return g_string_free (out, FALSE);
}

typedef struct
{
  const char *name;
  const char *type;
  const char *text;
  const char *row; /* the first one; of payments with what the finish made of the amount */
} GoodCase;

static const GoodCase good_cases[] = {
  { "register", "register",
    "certificate,qualification,org,issued,printed_expiry,kind,registered_region,supersedes,agreed,"
    "note\n"
    "C-001,cnitsec/engineering/"
    "2,北京甲公司,2026-03-01,2029-02-28,initial,北京,C-000,2025-12-01,x\n",
    "certificate=C-001 | qualification=cnitsec/engineering/2 | org=北京甲公司 | issued=2026-03-01 "
    "| "
    "printed_expiry=2029-02-28 | kind=initial | registered_region=北京 | supersedes=C-000 | "
    "agreed=2025-12-01 | note=x" },
  { "register-chinese", "register",
    "资质等级,证书号,企业名称,发证日期,有效期至,备注\r\n"
    "cnitsec/cloud/1,00012,北京甲公司,2026年3月1日,2029/2/28,\r\n",
    "certificate=00012 | qualification=cnitsec/cloud/1 | org=北京甲公司 | issued=2026-03-01 | "
    "printed_expiry=2029-02-28" },
  { "cases", "cases",
    "case,qualification,kind,org,certificate,region,filed,agreed,paid,finished,body,consultant,"
    "witness,stage,effort_left,due\n"
    "K1,cnitsec/engineering/2,maintenance,甲,C1,北京,2026-01-01,2026-02-01,2026-02-03,2026-05-01,"
    "评审一所,咨询一所,见证一所,evaluation,16,2026-06-01\n",
    "case=K1 | qualification=cnitsec/engineering/2 | kind=maintenance | org=甲 | certificate=C1 | "
    "region=北京 | filed=2026-01-01 | agreed=2026-02-01 | paid=2026-02-03 | finished=2026-05-01 | "
    "body=评审一所 | consultant=咨询一所 | witness=见证一所 | stage=evaluation | effort_left=16 | "
    "due=2026-06-01" },
  { "cases-in-two-columns", "cases",
    "case,资质类别,级别,kind,org\nK1,云计算安全类,一级,initial,甲\n",
    "case=K1 | qualification=cnitsec/cloud/1 | kind=initial | org=甲" },
  { "level-in-front", "cases",
    "level,case,qualification,kind,org\n 1 ,K1, cnitsec/cloud ,initial,甲\n",
    "case=K1 | qualification=cnitsec/cloud/1 | kind=initial | org=甲" },
  { "level-as-a-second-heading", "plan",
    "org,资质类别,资质等级,action,date\n甲,安全工程类,2,已持有,2026-01-01\n",
    "org=甲 | qualification=cnitsec/engineering/2 | action=hold | date=2026-01-01" },
  { "level-twice", "cases", "case,qualification,等级,kind,org\nK1,cnitsec/cloud/1,1,initial,甲\n",
    "case=K1 | qualification=cnitsec/cloud/1 | kind=initial | org=甲" },
  { "level-empty", "cases", "case,qualification,等级,kind,org\nK1,安全工程类二级,,initial,甲\n",
    "case=K1 | qualification=cnitsec/engineering/2 | kind=initial | org=甲" },
  { "cases-chinese-kind", "cases", "case,qualification,kind,org\nK1,cnitsec/cloud/1,维持,甲\n",
    "case=K1 | qualification=cnitsec/cloud/1 | kind=maintenance | org=甲" },
  { "events", "events", "subject,event,from,to,note\nC1,suspension,2026-01-01,2026-04-01,x\n",
    "subject=C1 | event=suspension | from=2026-01-01 | to=2026-04-01 | note=x" },
  { "events-chinese", "events", "案件编号,事项,开始日期,恢复日期\nK1,补充资料,2026-01-01,\n",
    "subject=K1 | event=supplement | from=2026-01-01" },
  { "charges", "charges",
    "charge,certificate,case,qualification,kind,item,amount,due,org,period_from,period_to\n"
    "F1,C1,,cnitsec/engineering/2,initial,annuity,15000,2026-03-01,甲,2026-03-01,2029-02-28\n",
    "charge=F1 | certificate=C1 | qualification=cnitsec/engineering/2 | kind=initial | "
    "item=annuity | amount=15000.00 | due=2026-03-01 | org=甲 | period_from=2026-03-01 | "
    "period_to=2029-02-28" },
  { "charges-unpublished", "charges",
    "charge,case,qualification,kind,item,amount,due,due_basis,status,source,clause\n"
    "F1,A1,cnitsec/operation/2,维持,fee,,2026-03-01,协议,无公布标准,没有文件,\n",
    "charge=F1 | case=A1 | qualification=cnitsec/operation/2 | kind=maintenance | item=fee | "
    "due=2026-03-01 | due_basis=协议 | status=no_published_tariff | source=没有文件" },
  { "applied", "applied", "payment,charge,amount,date,reason\nP1,F1,-100.5,2026-03-02,退款\n",
    "payment=P1 | charge=F1 | amount=-100.50 | date=2026-03-02 | reason=退款" },
  { "applied-waived", "applied", "payment,charge,amount,date,核销方式\n,F1,100.5,2026-03-02,免收\n",
    "charge=F1 | amount=100.50 | date=2026-03-02 | settlement=by_waiver" },
  { "agreements", "agreements", "subject,item,amount,due\nA1,annuity,7500,2026-03-02\n",
    "subject=A1 | item=annuity | amount=7500.00 | due=2026-03-02" },
  { "fees", "fees", "item,terms,earned\n*,P30D,有效期内分摊\n",
    "item=* | terms=P30D | earned=over_term" },
  { "accounts", "accounts",
    "role,item,account_code,account_name,account_type\nrevenue,annuity,600102,年金,income\n",
    "role=revenue | item=annuity | account_code=600102 | account_name=年金 | account_type=income" },
  { "decisions", "decisions",
    "payment,charge,amount,action,by,date,note\nP1,F1,100.5,核销,李四,2026-03-02,x\n",
    "payment=P1 | charge=F1 | amount=100.50 | action=apply | by=李四 | date=2026-03-02 | note=x" },
  { "bodies", "bodies",
    "body,class,region,valid_from,valid_to\n评审一所,one,华北,2026-01-01,2026-12-31\n",
    "body=评审一所 | class=one | region=华北 | valid_from=2026-01-01 | valid_to=2026-12-31" },
  { "regions", "regions", "region,parent,alias\n北京,华北,北京市;京\n",
    "region=北京 | parent=华北 | alias=北京市;京" },
  { "reviewers", "reviewers",
    "reviewer,body,role,share,valid_from,valid_to,skills,leave,daily_limit\n"
    "张三,评审一所,专家,50%,2026-01-01,2027-12-31,cnitsec/cloud,"
    "2027-02-01/2027-02-14; 2027-05-04,2\n",
    "reviewer=张三 | body=评审一所 | role=expert | share=0.5 | valid_from=2026-01-01 | "
    "valid_to=2027-12-31 | skills=cnitsec/cloud | leave=2027-02-01/2027-02-14; 2027-05-04 | "
    "daily_limit=2" },
  { "panels", "panels", "panel,scheme,rule,quota,quorum\n月会,cnitsec,last working Thursday,7,5\n",
    "panel=月会 | scheme=cnitsec | rule=last working Thursday | quota=7 | quorum=5" },
  { "filings", "filings", "case,filed,class\nA1,12.5,urgent\n",
    "case=A1 | filed=12.5 | class=urgent" },
  { "arrivals", "arrivals",
    "month,qualification,kind,cases,region\n2027-01,cnitsec/cloud/1,initial,12,北京\n",
    "month=2027-01 | qualification=cnitsec/cloud/1 | kind=initial | cases=12 | region=北京" },
  { "effort", "effort",
    "qualification,kind,stage,min,mode,max,team\ncnitsec/cloud/1,,evaluation,8,16,40,2\n",
    "qualification=cnitsec/cloud/1 | stage=evaluation | min=8 | mode=16 | max=40 | team=2" },
  { "renewal", "renewal", "qualification,renew,upgrade,lead\ncnitsec/cloud/1,0.7,20%,P7M\n",
    "qualification=cnitsec/cloud/1 | renew=0.7 | upgrade=0.2 | lead=P7M" },
  { "plan", "plan",
    "org,qualification,action,date,expiry,owner,extra\n"
    "甲,cnitsec/cloud/1,已持有,2026-01-01,2029-01-01,王五,1.2万元\n",
    "org=甲 | qualification=cnitsec/cloud/1 | action=hold | date=2026-01-01 | expiry=2029-01-01 | "
    "owner=王五 | extra=12000.00" },
  { "profile", "profile", "fact,value,note\ncisp_full_time,8,x\n",
    "fact=cisp_full_time | value=8 | note=x" },
  { "projects", "projects",
    "project,category,signed,completed,value,users,sector\n"
    "J1,engineering,2024-01-01,2024-12-31,￥500000,\"1,200\",金融\n",
    "project=J1 | category=engineering | signed=2024-01-01 | completed=2024-12-31 | "
    "value=500000.00 | users=1200 | sector=金融" },

  { "payments-signed", "payments",
    "payment,date,amount,payer,reference,account\nP1,2026-03-01,-10.5,甲,审核费,0200001\n",
    "payment=P1 | date=2026-03-01 | amount=-10.50 | payer=甲 | reference=审核费 | "
    "account=0200001" },
  { "payments-credit", "payments",
    "交易日期,流水号,收入,支出,余额,对方户名,摘要\n2026/3/1,P1,\"72,000.00\",,1.00,甲,审核费\n",
    "payment=P1 | date=2026-03-01 | amount=72000.00 | payer=甲 | "
    "reference=审核费 | balance=1.00" },
  { "payments-debit-with-zero", "payments",
    "交易日期,交易流水号,借方发生额,贷方发生额,对方户名,摘要\n20260301,P1,72000,0.00,甲,退费\n",
    "payment=P1 | date=2026-03-01 | amount=-72000.00 | payer=甲 | "
    "reference=退费" },
  { "payments-flag-credit", "payments",
    "交易日期,流水号,金额,借贷标志,对方户名,摘要\n2026-03-01,P1,100,贷,甲,x\n",
    "payment=P1 | date=2026-03-01 | amount=100.00 | flag=贷 | payer=甲 | reference=x" },
  { "payments-flag-debit", "payments",
    "交易日期,流水号,金额,收支,对方户名,摘要,币种\n2026-03-01,P1,100,支出,甲,x,人民币\n",
    "payment=P1 | date=2026-03-01 | amount=-100.00 | flag=支出 | payer=甲 | reference=x | "
    "currency=人民币" },
  { "payments-flag-debit-negative", "payments",
    "payment,date,amount,flag,payer,reference\nP1,2026-03-01,-100,DEBIT,甲,x\n",
    "payment=P1 | date=2026-03-01 | amount=-100.00 | flag=DEBIT | payer=甲 | reference=x" },
  { "payments-nothing", "payments",
    "payment,date,credit,debit,payer,reference\nP1,2026-03-01,0.00,0.00,,\n",
    "payment=P1 | date=2026-03-01 | amount=0.00" },
};

static void
test_good (gconstpointer data)
{
  const GoodCase *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanRecords) records = load_text (row->type, row->text, NULL, &error);

  g_assert_no_error (error);
  if (records == NULL)
    return;
  g_assert_cmpuint (certplan_records_get_n (records), ==, 1);
  g_autofree char *text = dup_row (records, 0);
  g_assert_cmpstr (text, ==, row->row);
}

typedef struct
{
  const char *name;
  const char *type;
  const char *text;
  gint code; /* CERTPLAN_TABLE_ERROR */
  const char *fault;
} BadCase;

#define REGISTER "certificate,qualification,org,issued,printed_expiry"
#define PAYMENTS "payment,date,amount,credit,debit,flag,payer,reference"
#define VALUE CERTPLAN_TABLE_ERROR_VALUE

static const BadCase bad_cases[] = {
  { "column-missing", "register", "certificate,qualification,org,issued\n",
    CERTPLAN_TABLE_ERROR_HEADER,
    "t.csv:1:37: column missing; wanted printed_expiry or 证书有效期至" },
  { "column-unknown", "register", REGISTER ",isued\n", CERTPLAN_TABLE_ERROR_HEADER,
    "t.csv:1:53: unknown column: \"isued\"; wanted \"issued\"" },
  { "column-twice", "register", REGISTER ",发证日期\n", CERTPLAN_TABLE_ERROR_HEADER,
    "t.csv:1:53: column there twice: \"发证日期\"; wanted each column once" },
  { "level-column-twice", "register", REGISTER ",级别,等级\n", CERTPLAN_TABLE_ERROR_HEADER,
    "t.csv:1:56: column there twice: \"等级\"; wanted each column once" },
  { "level-alone", "register", "certificate,级别,org,issued,printed_expiry\n",
    CERTPLAN_TABLE_ERROR_HEADER, "t.csv:1:41: column missing; wanted qualification or 资质" },
  { "level-unknown", "register", REGISTER ",级别\nC1,安全工程类,甲,2026-03-01,,九级\n", VALUE,
    "t.csv:2:4: qualification: unknown qualification: \"安全工程类九级\"; wanted "
    "SCHEME/CATEGORY/LEVEL, as \"certplan list\" shows them" },
  { "cell-missing", "register", REGISTER "\nC1,cnitsec/cloud/1,,2026-03-01,\n",
    CERTPLAN_TABLE_ERROR_MISSING,
    "t.csv:2:20: org: the cell is empty; wanted who holds the certificate" },
  { "cells-too-few", "register", REGISTER "\nC1,cnitsec/cloud/1,甲\n", CERTPLAN_TABLE_ERROR_WIDTH,
    "t.csv:2: the row has 3 cells, the header 5" },
  { "key-twice", "register",
    REGISTER "\nC1,cnitsec/cloud/1,甲,2026-03-01,\nC1,cnitsec/cloud/1,乙,2026-03-01,\n",
    CERTPLAN_TABLE_ERROR_DUPLICATE,
    "t.csv:3:1: certificate: there twice: \"C1\"; wanted each one once; it is first on line 2" },
  { "unclosed-quote", "register", REGISTER "\nC1,\"cnitsec", CERTPLAN_TABLE_ERROR_QUOTE,
    "t.csv:2:4: the quote that opens here is never closed: \"\"cnitsec\"; wanted a closing quote" },
  { "number-rounded", "register", REGISTER "\n1.23E+17,cnitsec/cloud/1,甲,2026-03-01,\n", VALUE,
    "t.csv:2:1: certificate: a spreadsheet has rounded this number: \"1.23E+17\"; wanted all its "
    "digits, from a column formatted as text" },
  { "applied-to-nothing", "ledger",
    "payment,date,amount,outcome,charge,part_amount,booked,reason\nP1,2026-03-02,100,applied,,100,,"
    "by_word\n",
    VALUE, "t.csv:2:27: charge: what is applied names no charge: \"\"; wanted a charge's number" },
  { "expiry-before-issue", "register", REGISTER "\nC1,cnitsec/cloud/1,甲,2026-03-01,2026-02-28\n",
    VALUE, "t.csv:2:33: printed_expiry: too early: \"2026-02-28\"; wanted 2026-03-01 or later" },
  { "kind-unknown", "register", REGISTER ",kind\nC1,cnitsec/cloud/1,甲,2026-03-01,,renewal\n",
    VALUE,
    "t.csv:2:34: kind: unknown kind of application: \"renewal\"; wanted initial (首次), upgrade "
    "(升级), maintenance (维持)" },
  { "case-kind-unknown", "cases", "case,qualification,kind,org\nK1,cnitsec/cloud/1,初次,甲\n",
    VALUE,
    "t.csv:2:20: kind: unknown kind of application: \"初次\"; wanted initial (首次), upgrade "
    "(升级), maintenance (维持)" },
  { "finished-before-filed", "cases",
    "case,qualification,kind,org,filed,finished\n"
    "K1,cnitsec/cloud/1,initial,甲,2026-03-01,2026-02-01\n",
    VALUE, "t.csv:2:41: finished: too early: \"2026-02-01\"; wanted 2026-03-01 or later" },
  { "finished-before-agreed", "cases",
    "case,qualification,kind,org,agreed,finished\n"
    "K1,cnitsec/cloud/1,initial,甲,2026-03-01,2026-02-01\n",
    VALUE, "t.csv:2:41: finished: too early: \"2026-02-01\"; wanted 2026-03-01 or later" },
  { "effort-left-negative", "cases",
    "case,qualification,kind,org,effort_left\nK1,cnitsec/cloud/1,initial,甲,-1\n", VALUE,
    "t.csv:2:30: effort_left: negative: \"-1\"; wanted 0 or more" },
  { "event-unknown", "events", "subject,event,from\nC1,suplement,2026-01-01\n", VALUE,
    "t.csv:2:4: event: unknown word: \"suplement\"; wanted supplement, agreement, payment, "
    "applicant, annual_check, annual_confirmation, surveillance, suspension, restored, revocation, "
    "withdrawal, change, transfer, loss, reissue, downgrade, warning, rectification, appeal, "
    "complaint or other" },
  { "event-backward", "events", "subject,event,from,to\nC1,change,2026-03-01,2026-02-01\n", VALUE,
    "t.csv:2:22: to: too early: \"2026-02-01\"; wanted 2026-03-01 or later" },
  { "charge-of-nothing", "charges",
    "charge,certificate,case,qualification,kind,item,amount,due\n"
    "F1,,,cnitsec/cloud/1,initial,annuity,1,\n",
    VALUE,
    "t.csv:2:4: certificate: neither a certificate nor a case is named: \"\"; wanted one of them" },
  { "charge-half-a-period", "charges",
    "charge,certificate,qualification,kind,item,amount,due,period_from,period_to\n"
    "F1,C1,cnitsec/cloud/1,initial,annuity,1,,2026-01-01,\n",
    VALUE,
    "t.csv:2:53: period_to: only one end of the period is named: \"\"; wanted both or none" },
  { "charge-period-backward", "charges",
    "charge,certificate,qualification,kind,item,amount,due,period_from,period_to\n"
    "F1,C1,cnitsec/cloud/1,initial,annuity,1,,2026-01-01,2025-01-01\n",
    VALUE, "t.csv:2:53: period_to: too early: \"2025-01-01\"; wanted 2026-01-01 or later" },
  { "charge-without-amount", "charges",
    "charge,certificate,qualification,kind,item,amount,due\n"
    "F1,C1,cnitsec/cloud/1,initial,annuity,,\n",
    VALUE,
    "t.csv:2:39: amount: the charge has no amount: \"\"; wanted an amount, or none and "
    "no_published_tariff as its status" },
  { "charge-with-unpublished-amount", "charges",
    "charge,certificate,qualification,kind,item,amount,due,status\n"
    "F1,C1,cnitsec/cloud/1,initial,annuity,1,,no_published_tariff\n",
    VALUE,
    "t.csv:2:39: amount: an amount that nobody published: \"1\"; wanted an amount, or none and "
    "no_published_tariff as its status" },
  { "decision-without-payment", "decisions",
    "payment,charge,amount,action,by,date,note\n,F1,,apply,甲,2026-01-01,\n", VALUE,
    "t.csv:2:1: payment: the decision names no payment: \"\"; wanted a payment's number" },
  { "decision-without-charge", "decisions",
    "payment,charge,amount,action,by,date,note\nP1,,,waive,甲,2026-01-01,\n", VALUE,
    "t.csv:2:4: charge: the decision names no charge: \"\"; wanted a charge's number" },
  { "fee-without-charge", "decisions",
    "payment,charge,amount,action,by,date,note\nP1,,,银行手续费,甲,2026-01-01,\n", VALUE,
    "t.csv:2:4: charge: the decision names no charge: \"\"; wanted a charge's number" },
  { "applied-without-payment", "applied", "payment,charge,amount,date\n,F1,100,2026-03-02\n", VALUE,
    "t.csv:2:1: payment: what is applied names no payment: \"\"; wanted a payment's number" },
  { "waived-less-than-nothing", "applied",
    "payment,charge,amount,date,settlement\n,F1,-5,2026-03-02,免收\n", VALUE,
    "t.csv:2:5: amount: nothing or less than nothing: \"-5\"; wanted more than 0" },
  { "difference-of-nothing", "applied",
    "payment,charge,amount,date,settlement\n,F1,0,2026-03-02,by_difference\n", VALUE,
    "t.csv:2:5: amount: a difference of nothing: \"0\"; wanted more than 0, or less where it was "
    "paid after all" },
  { "decision-of-nothing", "decisions",
    "payment,charge,amount,action,by,date,note\nP1,F1,0,apply,甲,2026-01-01,\n", VALUE,
    "t.csv:2:7: amount: nothing or less than nothing: \"0\"; wanted more than 0, or an empty cell "
    "for all of it" },
  { "body-backward", "bodies",
    "body,class,region,valid_from,valid_to\n甲,one,北京,2026-03-01,2026-02-28\n", VALUE,
    "t.csv:2:21: valid_to: too early: \"2026-02-28\"; wanted 2026-03-01 or later" },
  { "region-in-itself", "regions", "region,parent,alias\n北京,北京,\n", VALUE,
    "t.csv:2:4: parent: the region lies in itself: \"北京\"; wanted another region" },
  { "share-over-one", "reviewers", "reviewer,body,role,share\n张三,甲,expert,1.5\n", VALUE,
    "t.csv:2:13: share: share over one: \"1.5\"; wanted 0.7 or 70%, at most 1 or 100%" },
  { "leave-backward", "reviewers",
    "reviewer,body,role,share,leave\n张三,甲,expert,1,2027-01-01;2027-05-02/2027-05-01\n", VALUE,
    "t.csv:2:15: leave: \"2027-05-02/2027-05-01\" ends before it begins: "
    "\"2027-01-01;2027-05-02/2027-05-01\"; wanted 2027-02-01/2027-02-14;2027-05-04" },
  { "quorum-over-quota", "panels", "panel,scheme,rule,quota,quorum\n月会,cnitsec,P21D,5,7\n", VALUE,
    "t.csv:2:19: quorum: more than are invited: \"7\"; wanted at most the quota 5" },
  { "arrivals-kind", "arrivals", "month,qualification,kind,cases\n2027-01,cnitsec/cloud/1,x,1\n",
    VALUE,
    "t.csv:2:25: kind: unknown kind of application: \"x\"; wanted initial (首次), upgrade (升级), "
    "maintenance (维持)" },
  { "arrivals-month", "arrivals",
    "month,qualification,kind,cases\n2027-13,cnitsec/cloud/1,initial,1\n", VALUE,
    "t.csv:2:1: month: no such month: \"2027-13\"; wanted a month from 0001-01 to 9999-12" },
  { "effort-mode-under-min", "effort",
    "qualification,stage,min,mode,max,team\ncnitsec/cloud/1,evaluation,16,8,40,1\n", VALUE,
    "t.csv:2:31: mode: less than min: \"8\"; wanted min, mode and max in order" },
  { "effort-max-under-mode", "effort",
    "qualification,stage,min,mode,max,team\ncnitsec/cloud/1,evaluation,8,16,12,1\n", VALUE,
    "t.csv:2:33: max: less than mode: \"12\"; wanted min, mode and max in order" },
  { "effort-of-nobody", "effort",
    "qualification,stage,min,mode,max,team\ncnitsec/cloud/1,evaluation,8,16,40,0\n", VALUE,
    "t.csv:2:36: team: nobody works on it: \"0\"; wanted 1 or more" },
  { "lead-of-working-days", "renewal",
    "qualification,renew,upgrade,lead\ncnitsec/cloud/1,0.7,20%,P20B\n", VALUE,
    "t.csv:2:25: lead: a period of working days: \"P20B\"; wanted calendar days or months, as P30D "
    "or P6M" },
  { "more-return-than-are", "renewal",
    "qualification,renew,upgrade,lead\ncnitsec/cloud/1,0.7,0.4,P7M\n", VALUE,
    "t.csv:2:21: upgrade: more holders come back than there are: \"0.4\"; wanted renew and "
    "upgrade, "
    "together at most 1" },
  { "passage-days", "passage",
    "qualification,stage,delay_min,delay_mode,delay_max\ncnitsec/*/*,payment,3,2,9\n", VALUE,
    "t.csv:2:23: delay_mode: not in order, or too long: \"2\"; wanted delay_min <= delay_mode <= "
    "delay_max <= 3650" },
  { "passage-days-in-part", "passage",
    "qualification,stage,delay_min,delay_mode,delay_max\ncnitsec/*/*,payment,3,,9\n", VALUE,
    "t.csv:2:23: delay_mode: not in order, or too long: \"\"; wanted delay_min <= delay_mode <= "
    "delay_max <= 3650" },
  { "passage-more-leave-than-come", "passage",
    "qualification,stage,failed,withdrawn\ncnitsec/*/*,expert_review,60%,50%\n", VALUE,
    "t.csv:2:27: failed: more cases leave the stage than come to it: \"60%\"; wanted failed, "
    "withdrawn and rework, together at most 1" },
  { "passage-rework-to-nowhere", "passage",
    "qualification,stage,returns_to,rework\ncnitsec/*/*,expert_review,,5%\n", VALUE,
    "t.csv:2:27: returns_to: nothing says where cases go back to: \"\"; wanted the stage that does "
    "its work again" },
  { "plan-expired-before-issue", "plan",
    "org,qualification,action,date,expiry\n甲,cnitsec/cloud/1,hold,2026-03-01,2026-02-28\n", VALUE,
    "t.csv:2:35: expiry: too early: \"2026-02-28\"; wanted 2026-03-01 or later" },
  { "fact-twice", "profile", "fact,value\na,1\na,2\n", CERTPLAN_TABLE_ERROR_DUPLICATE,
    "t.csv:3:1: fact: there twice: \"a\"; wanted each one once; it is first on line 2" },
  { "completed-before-signed", "projects",
    "project,category,signed,completed,value,users,sector\nJ1,cloud,2026-03-01,2026-02-28,,,\n",
    VALUE, "t.csv:2:21: completed: too early: \"2026-02-28\"; wanted 2026-03-01 or later" },

  { "payment-without-amount", "payments", PAYMENTS "\nP1,2026-03-01,,,,,甲,x\n", VALUE,
    "t.csv:2:15: amount: the payment has no amount: \"\"; wanted an amount, or credit or debit" },
  { "payment-two-sides", "payments", PAYMENTS "\nP1,2026-03-01,,1,2,,甲,x\n", VALUE,
    "t.csv:2:18: debit: credit and debit in one row: \"2\"; wanted one of them" },
  { "payment-amount-and-side", "payments", PAYMENTS "\nP1,2026-03-01,1,1,,,甲,x\n", VALUE,
    "t.csv:2:15: amount: amount beside credit or debit: \"1\"; wanted one way to tell how much" },
  { "payment-flag-of-other-side", "payments", PAYMENTS "\nP1,2026-03-01,,1,,借,甲,x\n", VALUE,
    "t.csv:2:19: flag: not the column in which the amount stands: \"借\"; wanted the direction of "
    "credit or debit, or nothing" },
  { "payment-flag-unknown", "payments", PAYMENTS "\nP1,2026-03-01,1,,,转,甲,x\n", VALUE,
    "t.csv:2:19: flag: unknown word: \"转\"; wanted credit (贷, 收入), debit (借, 支出)" },
  { "payment-flag-against-sign", "payments", PAYMENTS "\nP1,2026-03-01,-1,,,贷,甲,x\n", VALUE,
    "t.csv:2:15: amount: less than nothing came in: \"-1\"; wanted an amount without a sign beside "
    "its flag" },
  { "payment-in-dollars", "payments",
    "payment,date,amount,payer,reference,currency\nP1,2026-03-01,1,甲,x,USD\n", VALUE,
    "t.csv:2:21: currency: another currency than yuan: \"USD\"; wanted CNY, RMB, 人民币" },
};

static void
test_bad (gconstpointer data)
{
  const BadCase *row = data;
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanRecords) records = load_text (row->type, row->text, faults, &error);

  g_assert_null (records);
  g_assert_error (error, CERTPLAN_TABLE_ERROR, row->code);
  g_assert_cmpuint (certplan_faults_get_n (faults), ==, 1);
  g_autofree char *text = certplan_faults_dup_text (faults, 0);
  g_assert_cmpstr (text, ==, row->fault);
}

/* One payment told in every way that banks have. */
static void
test_ways (void)
{
  static const struct
  {
    const char *header;
    const char *in;  /* %s: the amount */
    const char *out; /* the same when it goes out */
  } ways[] = {
    { "amount", "%s", "-%s" },
    { "credit,debit", "%s,", ",%s" },
    { "贷方发生额,借方发生额", "%s,0.00", "0.00,%s" },
    { "金额,借贷标志", "%s,贷", "%s,借" },
    { "amount,flag", "%s,IN", "-%s,out" },
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260101);

  for (guint i = 0; i < 500; i++)
    {
      const gint32 fen = g_rand_int_range (rand, 1, 100000000);
      const gboolean is_in = g_rand_boolean (rand);
      const gsize w = i % G_N_ELEMENTS (ways);
      g_autofree char *amount = g_strdup_printf ("%d.%02d", fen / 100, fen % 100);
      g_auto (GStrv) cells = g_strsplit (is_in ? ways[w].in : ways[w].out, "%s", 2);
      g_autofree char *text
          = g_strdup_printf ("payment,date,payer,reference,%s\nP1,2026-03-01,甲,x,%s%s%s\n",
                             ways[w].header, cells[0], amount, cells[1]);
      g_autoptr (GError) error = NULL;
      g_autoptr (CertplanRecords) records = load_text ("payments", text, NULL, &error);
      g_assert_no_error (error);
      if (records != NULL)
        g_assert_cmpint (certplan_payment_get (records, 0)->amount, ==, is_in ? fen : -fen);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  rulebook = certplan_rulebook_load (NULL, NULL, NULL, NULL);
  ADD_ROWS ("/record-types/good/", good_cases, test_good)
  ADD_ROWS ("/record-types/bad/", bad_cases, test_bad)
  g_test_add_func ("/record-types/payment-ways", test_ways);
  const int status = g_test_run ();
  certplan_rulebook_unref (rulebook);
  return status;
}
