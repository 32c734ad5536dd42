/* Bank statements as banks export them. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-payment.h"
#include "certplan-record-files.h"
#include "test-rows.h"
#include <string.h>

/* Reads @text in an encoding; @out: a line a payment, "payment|date|fen|payer|reference", then a
 * line for all that was left out, "line kind text". */
static char *
read_statement (const char *text, const char *encoding, CertplanFaults *faults)
{
  gsize length;
  g_autofree char *bytes = g_convert (text, -1, encoding, "UTF-8", NULL, &length, NULL);
  g_autoptr (GBytes) given = g_bytes_new (bytes, length);
  g_autoptr (CertplanRecords) records
      = certplan_records_load_bytes ("payments", "s.csv", given, NULL, NULL, faults, NULL);
  static const char *const kinds[] = { "title", "column", "sum", "unchecked", "footer" };
  GString *out = g_string_new (NULL);

  for (guint i = 0; records != NULL && i < certplan_records_get_n (records); i++)
    {
      g_autofree char *number = certplan_records_dup_text (records, i, "payment");
      g_autofree char *date = certplan_records_dup_text (records, i, "date");
      g_autofree char *payer = certplan_records_dup_text (records, i, "payer");
      g_autofree char *reference = certplan_records_dup_text (records, i, "reference");
      g_string_append_printf (out, "%s|%s|%" G_GINT64_FORMAT "|%s|%s\n", number ? number : "", date,
                              certplan_payment_get (records, i)->amount, payer ? payer : "",
                              reference ? reference : "");
    }
  for (guint i = 0; records != NULL && i < certplan_records_get_n_left_out (records); i++)
    g_string_append_printf (out, "%u %s %s\n", certplan_records_get_left_out_line (records, i),
                            kinds[certplan_records_get_left_out_kind (records, i)],
                            certplan_records_get_left_out_text (records, i));
  return g_string_free (out, FALSE);
}

typedef struct
{
  const char *name;
  const char *text;
  const char *rows; /* as read_statement() gives them */
} GoodCase;

#define HEADER "交易日期,收入金额,支出金额,对方户名,摘要\n"
#define ONE_ROW "2026-11-02,100.00,,甲公司,年金\n"
#define ONE "|2026-11-02|10000|甲公司|年金\n"

static const GoodCase good_cases[] = {
  { "plain", HEADER ONE_ROW, ONE },
  { "titles", "中国某银行账户明细\n户名：乙中心，账号：62220001\n\n" HEADER ONE_ROW,
    ONE "1 title 中国某银行账户明细\n2 title 户名：乙中心，账号：62220001\n" },
  { "titles-with-cells", "账号,62220001,币种,人民币,\n起始日期,2026-11-01,,,\n" HEADER ONE_ROW,
    ONE "1 title 账号\n2 title 起始日期\n" },
  { "titles-above-tabs",
    "中国某银行\n交易日期\t收入金额\t支出金额\t对方户名\t摘要\n2026-11-02\t1,000."
    "00\t\t甲公司\t年金\n",
    "|2026-11-02|100000|甲公司|年金\n1 title 中国某银行\n" },
  { "tabs-in-cells",
    "明细\n流水号\t,交易日期\t,金额\t,对方户名\t,摘要\t\n0012\t,20261102\t,\"1,000.00\t\",甲公司\t,"
    "年金\t\n",
    "0012|2026-11-02|100000|甲公司|年金\n1 title 明细\n" },
  { "columns-that-are-not-read",
    "交易日期,凭证号,金额,对方户名,摘要,交易渠道\n2026-11-02,77,100,甲公司,年金,网银\n",
    ONE "1 column 凭证号\n1 column 交易渠道\n" },
  { "two-notes",
    "交易日期,金额,对方户名,摘要,用途\n2026-11-02,100,甲公司,转账,C-1 年金\n"
    "2026-11-03,100,甲公司,,C-2\n2026-11-04,100,甲公司,转账,\n",
    "|2026-11-02|10000|甲公司|转账 C-1 年金\n|2026-11-03|10000|甲公司|C-2\n"
    "|2026-11-04|10000|甲公司|转账\n" },
  { "two-dates", "记账日期,交易日期,金额,对方户名,摘要\n2026-11-03,2026-11-02,100,甲公司,年金\n",
    ONE "1 column 记账日期\n" },
  { "two-dates-the-other-way",
    "交易日期,记账日期,金额,对方户名,摘要\n2026-11-02,2026-11-03,100,甲公司,年金\n",
    ONE "1 column 记账日期\n" },
  { "date-and-time", "交易时间,金额,对方户名,摘要\n2026-11-02 10:30:15,100,甲公司,年金\n", ONE },
  { "date-and-time-apart",
    "交易日期,时间,金额,对方户名,摘要\n2026-11-02,10:30:15,100,甲公司,年金\n", ONE },
  { "empty-cells-behind", HEADER "2026-11-02,100.00,,甲公司,年金,,\n", ONE },
  /* 100.00 + 250.50 = 350.50 in, 30.00 out */
  { "sums",
    HEADER ONE_ROW "2026-11-03,250.50,,乙公司,x\n2026-11-04,,30,丙公司,工资\n"
                   "合计,350.50,30.00,,\n打印日期：2026-12-01,,,,\n",
    ONE "|2026-11-03|25050|乙公司|x\n|2026-11-04|-3000|丙公司|工资\n"
        "5 sum 合计\n6 footer 打印日期：2026-12-01\n" },
  { "sums-with-next-payer",
    HEADER ONE_ROW "本页小计,100.00,0.00,乙公司,\n2026-11-03,250.50,,乙公司,x\n"
                   "2026-11-04,1.00,,乙公司,y\n2026-11-05,1.00,, 乙公司,z\n",
    ONE "|2026-11-03|25050|乙公司|x\n|2026-11-04|100|乙公司|y\n|2026-11-05|100|乙公司|z\n"
        "3 sum 本页小计\n" },
  { "sums-of-pages",
    HEADER ONE_ROW "本页小计,100.00,0.00,,\n2026-11-03,250.50,,乙公司,x\n"
                   "本页小计,250.50,0.00,,\n总 计：,350.50,0.00,,\n",
    ONE "|2026-11-03|25050|乙公司|x\n3 sum 本页小计\n5 sum 本页小计\n6 sum 总 计：\n" },
  /* A flag beside the amount: 100 in and 30 out are 130 as they stand, 70 with their signs. */
  { "sum-beside-flags",
    "交易日期,金额,借贷标志,对方户名,摘要\n2026-11-02,100,贷,甲公司,年金\n"
    "2026-11-03,30,借,丙公司,工资\n合计,130,,,\n",
    ONE "|2026-11-03|-3000|丙公司|工资\n4 sum 合计\n" },
  { "sum-with-signs",
    "交易日期,金额,借贷标志,对方户名,摘要\n2026-11-02,100,贷,甲公司,年金\n"
    "2026-11-03,30,借,丙公司,工资\n合计,70,,,\n",
    ONE "|2026-11-03|-3000|丙公司|工资\n4 sum 合计\n" },
  { "sum-in-one-cell", HEADER ONE_ROW "合计：收入1笔100.00元\n",
    ONE "3 unchecked 合计：收入1笔100.00元\n" },
  /* The headings of exports of large banks, as published importers of them quote. */
  { "flag-beside-two-columns",
    "[HISTORYDETAIL]\n\n凭证号,本方账号,对方账号,交易时间,借/"
    "贷,借方发生额,贷方发生额,对方行号,摘要,用途,"
    "对方单位名称,余额\n"
    "0,0200,1100,2026-11-02 09:11:05,贷,0.00,\"100.00\",102,转账,年金,甲公司,\"1,100.00\"\n"
    "0,0200,1101,2026-11-04 10:00:00,借,30.00,0.00,102,工资,,丙公司,\"1,070.00\"\n",
    "|2026-11-02|10000|甲公司|转账 年金\n|2026-11-04|-3000|丙公司|工资\n"
    "1 title [HISTORYDETAIL]\n3 column 凭证号\n3 column 本方账号\n3 column 对方行号\n" },
  { "direction-in-brackets",
    "账号,账户名称,交易时间,借方发生额（支取）,贷方发生额（收入）,余额,币种,对方户名,对方账号,"
    "对方开户机构,记账日期,摘要,备注,账户明细编号-交易流水号\n"
    "3100,乙中心,20261102 10:22:31,.00,100.00,\"1,100.00\",人民币元,甲公司,31,某行,20261103,转账,"
    "年金,1-A001\n",
    "1-A001|2026-11-03|10000|甲公司|转账 年金\n"
    "1 column 账号\n1 column 账户名称\n1 column 交易时间\n" },
  { "in-and-out-in-brackets",
    "交易日期,借方(出账),贷方(入账),余额,摘要,收(付)方名称,收(付)方账号,交易类型\n"
    "20261102,,100.00,1100.00,年金,甲公司,755,转账汇款\n",
    ONE "1 column 交易类型\n" },
  { "two-languages",
    "查询账号[ Inquirer account number ],3400\n交易笔数,1\n"
    "[交易类型Transaction Type],[付款人账号Debit Account No. ],[付款人名称Payer's Name],"
    "[收款人名称Payee's Name],[交易日期Transaction Date],[交易时间Transaction time],"
    "[交易货币Trade Currency],[交易金额Trade Amount],[交易后余额After-transaction balance],"
    "[交易流水号Transaction reference number],[摘要 Reference],[用途Purpose],[备注Remarks]\n"
    "来账,104,甲公司,乙中心,20261102,102231,CNY,100.00,1100.00,1001,转账,年金,C-1\n"
    "往账,3400,乙中心,丙公司,20261103,102231,CNY,-5.00,1095.00,1002,转账,退款,C-2\n"
    "往账,3400,乙中心,,20261103,102231,CNY,-1.00,1094.00,1003,收费,,\n",
    "1001|2026-11-02|10000|甲公司|转账 年金 C-1\n1002|2026-11-03|-500|丙公司|转账 退款 C-2\n"
    "1003|2026-11-03|-100|乙中心|收费\n1 title 查询账号[ Inquirer account number ]\n"
    "2 title 交易笔数\n3 column [交易类型Transaction Type]\n"
    "3 column [交易时间Transaction time]\n" },
  { "two-languages-in-brackets",
    "付款人名称[ Payer's Name ],交易日期[ Transaction Date ],交易金额[ Trade Amount ],"
    "摘要[ Reference ]\n甲公司,20261102,100.00,年金\n",
    ONE },
  { "counts-below", HEADER ONE_ROW "期末余额,1100.00,,,\n总笔数：1,,,,\n以下空白,,,,\n",
    ONE "3 footer 期末余额\n4 footer 总笔数：1\n5 footer 以下空白\n" },
  { "sums-of-months",
    HEADER ONE_ROW "本月合计,100.00,0.00,,\n2026-12-03,250.50,,乙公司,x\n本月合计,250.50,0.00,,\n"
                   "支出合计：0.00,,,,\n",
    ONE "|2026-12-03|25050|乙公司|x\n3 sum 本月合计\n5 sum 本月合计\n"
        "6 unchecked 支出合计：0.00\n" },
  { "signs-in-brackets",
    "业务流水号,发生时间,对方账号,交易对方,收入金额（+元）,支出金额（-元）,账户余额（元）,备注\n"
    "90,2026-11-02 08:00:00,a@b.cn,甲公司,100.00,,1100.00,年金\n",
    "90|2026-11-02|10000|甲公司|年金\n" },
  { "payer-called-sum", "对方户名,交易日期,金额,摘要\n合计财务公司,2026-11-02,100,年金\n",
    "|2026-11-02|10000|合计财务公司|年金\n" },
};

static void
test_good (gconstpointer data)
{
  static const char *const encodings[] = { "UTF-8", "GB18030", "UTF-16" };
  const GoodCase *row = data;

  for (gsize i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      g_autoptr (CertplanFaults) faults = certplan_faults_new ();
      g_autofree char *rows = read_statement (row->text, encodings[i], faults);

      g_assert_cmpstr (rows, ==, row->rows);
      g_assert_cmpuint (certplan_faults_get_n (faults), ==, 0);
    }
}

typedef struct
{
  const char *name;
  const char *text;
  const char *fault;
} BadCase;

static const BadCase bad_cases[] = {
  { "sum-that-differs", HEADER ONE_ROW "合计,99.00,0.00,,\n",
    "s.csv:3:4: credit: not the sum of the rows above: \"99.00\"; wanted 100.00" },
  { "page-sum-that-differs",
    HEADER ONE_ROW "小计,100.00,,,\n2026-11-03,1,,乙公司,x\n小计,101.00,,,\n",
    "s.csv:5:4: credit: not the sum of the rows above: \"101.00\"; wanted 1.00" },
  { "half-a-file", HEADER ONE_ROW "2026-11-03,1.00", "s.csv:3: the row has 2 cells, the header 5" },
  { "no-header", "中国某银行\n没有数据\n",
    "s.csv:1:1: none of the first 20 rows is a header of a file of this kind: \"payments\"; wanted "
    "date or 日期, payer or 付款人, reference or 摘要" },
  { "misspelt-date", "标题\n交易日子,金额,对方户名,摘要\n2026-11-02,1,甲公司,x\n",
    "s.csv:2:16: column missing; wanted date or 日期" },
  { "amount-twice", "标题\n交易日期,金额,贷方金额,对方户名,摘要\n2026-11-02,1,1,甲公司,x\n",
    "s.csv:3:12: amount: amount beside credit or debit: \"1\"; wanted one way to tell how much" },
  { "flag-of-the-other-column",
    "交易日期,借/贷,借方金额,贷方金额,对方户名,摘要\n2026-11-02,借,,1,甲公司,x\n",
    "s.csv:2:12: flag: not the column in which the amount stands: \"借\"; wanted the direction of "
    "credit or debit, or nothing" },
  { "unknown-flag-beside-two-columns",
    "交易日期,借/贷,借方金额,贷方金额,对方户名,摘要\n2026-11-02,往,,1,甲公司,x\n",
    "s.csv:2:12: flag: unknown word: \"往\"; wanted credit (贷, 收入), debit (借, 支出)" },
  { "other-direction-in-brackets",
    "交易日期,贷方金额（支出）,对方户名,摘要\n2026-11-02,1,甲公司,x\n",
    "s.csv:1:6: column in another unit: \"贷方金额（支出）\"; wanted credit (yuan)" },
  { "in-ten-thousands", "交易日期,金额（万元）,对方户名,摘要\n2026-11-02,1,甲公司,x\n",
    "s.csv:1:6: column in another unit: \"金额（万元）\"; wanted amount (yuan)" },
  { "in-dollars", "交易日期,金额[USD],对方户名,摘要\n2026-11-02,1,甲公司,x\n",
    "s.csv:1:6: column in another unit: \"金额[USD]\"; wanted amount (yuan)" },
  { "text-below-without-sums", HEADER ONE_ROW "制表人：2026-12-01,,,,\n",
    "s.csv:3:1: date: \"制表人：2026-12-01\" is not a date like 2025-05-01, 2025/5/1 or "
    "20250501" },
};

static void
test_bad (gconstpointer data)
{
  const BadCase *row = data;
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autofree char *rows = read_statement (row->text, "GB18030", faults);

  g_assert_cmpstr (rows, ==, "");
  g_autofree char *first = certplan_faults_dup_text (faults, 0);
  g_assert_cmpstr (first, ==, row->fault);
}

/* Random statements: their own sums are taken, any other sum is refused. */
static void
test_sums (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261121);

  for (guint n = 0; n < 300; n++)
    {
      g_autoptr (GString) text = g_string_new ("账户明细\n" HEADER);
      gint64 sum = 0, off = n % 2 == 0 ? 0 : g_rand_int_range (rand, 1, 1000);
      const gint n_rows = g_rand_int_range (rand, 0, 40);
      for (gint i = 0; i < n_rows; i++)
        {
          const gint64 fen = g_rand_int_range (rand, 1, 10000000);
          g_string_append_printf (text, "2026-11-02,%" G_GINT64_FORMAT ".%02d,,甲,x\n", fen / 100,
                                  (int)(fen % 100));
          sum += fen;
        }
      g_string_append_printf (text, "合计,%" G_GINT64_FORMAT ".%02d,,,\n", (sum + off) / 100,
                              (int)((sum + off) % 100));
      g_autoptr (CertplanFaults) faults = certplan_faults_new ();
      g_autofree char *rows = read_statement (text->str, "UTF-8", faults);
      g_assert_cmpuint (certplan_faults_get_n (faults), ==, off == 0 ? 0 : 1);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  ADD_ROWS ("/statements/good/", good_cases, test_good)
  ADD_ROWS ("/statements/bad/", bad_cases, test_bad)
  g_test_add_func ("/statements/sums", test_sums);
  return g_test_run ();
}
