/* Payments. SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Banks tell the direction of a payment in three ways: a signed amount, two columns, or an amount
 * and a flag. For the holder of the account, credit (贷) is what comes in and debit (借) what goes
 * out. */
#include "certplan-payment.h"
#include "certplan-record-types-private.h"

/* Few statements have the columns behind the first. */
typedef struct
{
  CertplanPayment kept;
  CertplanMoney credit;
  CertplanMoney debit;
  CertplanMoney balance;
  guint32 flag;
  guint32 bank;
  guint32 currency;
  guint32 time;
  guint32 payee;
  guint32 payee_account;
} PaymentRow;

static const CertplanColumn columns[] = {
  CERTPLAN_RECORD_COLUMN (CertplanPayment, payment, ID, 0,
                          CERTPLAN_ALIASES ("交易流水号", "流水编号", "流水号", "交易编号",
                                            "银行流水号", "账户明细编号-交易流水号", "核心流水号",
                                            "交易流水", "业务参考号", "业务流水号", "付款编号",
                                            "收款编号"),
                          .help = "the bank's number of the payment; empty: none"),
  CERTPLAN_RECORD_COLUMN (CertplanPayment, date, DATE, CERTPLAN_COLUMN_REQUIRED,
                          CERTPLAN_ALIASES ("交易日期", "交易日", "记账日期", "记帐日期",
                                            "入账日期", "到账日期", "会计日期", "收款日期",
                                            "交易时间", "记账时间", "发生时间"),
                          .help = "the day of the transaction"),
  CERTPLAN_RECORD_COLUMN (CertplanPayment, amount, MONEY, CERTPLAN_COLUMN_SUMMED, .unit = "yuan",
                          CERTPLAN_ALIASES ("交易金额", "发生额", "到账金额", "收款金额"),
                          .help = "what came in, less than 0 what went out; or with a flag"),
  CERTPLAN_RECORD_COLUMN (PaymentRow, credit, MONEY, CERTPLAN_COLUMN_SUMMED, .unit = "yuan",
                          CERTPLAN_ALIASES ("收入金额", "贷方发生额", "贷方金额", "贷方",
                                            "转入金额", "存入金额", "入账金额", "收入", "存入",
                                            "转入", "入账"),
                          .help = "what came in; with debit, instead of amount"),
  CERTPLAN_RECORD_COLUMN (PaymentRow, debit, MONEY, CERTPLAN_COLUMN_SUMMED, .unit = "yuan",
                          CERTPLAN_ALIASES ("支出金额", "借方发生额", "借方金额", "借方",
                                            "转出金额", "支取金额", "出账金额", "支出", "支取",
                                            "转出", "出账"),
                          .help = "what went out; with credit, instead of amount"),
  CERTPLAN_RECORD_COLUMN (PaymentRow, flag, TEXT, 0,
                          CERTPLAN_ALIASES ("借贷", "借贷方向", "借贷类型", "借/贷", "收支",
                                            "收支标志", "收付标志", "交易方向", "收/支", "收/付"),
                          .help = "credit or in, debit or out: the direction of amount"),
  CERTPLAN_RECORD_COLUMN (
      CertplanPayment, payer, TEXT, CERTPLAN_COLUMN_HEADED,
      CERTPLAN_ALIASES ("对方户名", "对方单位名称", "对方账户名称", "对方账户名", "对方名称",
                        "对方单位", "对方客户名称", "收(付)方名称", "收(付)方户名", "收/付方名称",
                        "收付方名称", "付款人名称", "付款人户名", "付款方", "付款方户名",
                        "付款方名称", "付款单位", "对手方", "交易对方"),
      .help = "the other side's name"),
  CERTPLAN_RECORD_COLUMN (
      CertplanPayment, reference, NOTE, CERTPLAN_COLUMN_HEADED,
      CERTPLAN_ALIASES ("交易摘要", "业务摘要", "摘要备注", "其他摘要", "用途", "交易用途", "附言",
                        "交易附言", "备注", "交易备注", "note", "说明", "个性化信息",
                        "回单个性化信息"),
      .help = "what the payer wrote; several such columns are read one behind the other"),
  CERTPLAN_RECORD_COLUMN (CertplanPayment, account, ID, 0,
                          CERTPLAN_ALIASES ("对方账户", "对方帐号", "对方账号/卡号", "收(付)方账号",
                                            "收/付方账号", "收付方账号", "付款账号", "付款人账号"),
                          .help = "the other side's account"),
  CERTPLAN_RECORD_COLUMN (PaymentRow, bank, TEXT, 0,
                          CERTPLAN_ALIASES ("对方银行", "对方行名", "对方开户机构",
                                            "对方开户行名称", "收(付)方开户行名", "付款人开户行",
                                            "开户行"),
                          .help = "the other side's bank"),
  CERTPLAN_RECORD_COLUMN (PaymentRow, balance, MONEY, 0, .unit = "yuan",
                          CERTPLAN_ALIASES ("账户余额", "帐户余额", "本次余额", "交易后余额"),
                          .help = "the account's balance behind it"),
  CERTPLAN_RECORD_COLUMN (PaymentRow, currency, TEXT, 0,
                          CERTPLAN_ALIASES ("货币", "交易货币", "交易币种", "币别"),
                          .help = "yuan: CNY, RMB or 人民币"),
  CERTPLAN_RECORD_COLUMN (PaymentRow, time, NOTE, 0, CERTPLAN_ALIASES ("交易时间戳"),
                          .help = "the time of day; not used"),
  CERTPLAN_RECORD_COLUMN (PaymentRow, payee, TEXT, 0,
                          CERTPLAN_ALIASES ("收款人名称", "收款人户名", "收款人", "收款方",
                                            "收款方名称", "收款单位", "收款方户名"),
                          .help = "who gets it: of what goes out, the other side's name"),
  CERTPLAN_RECORD_COLUMN (PaymentRow, payee_account, ID, 0,
                          CERTPLAN_ALIASES ("收款人账号", "收款账号", "收款方账号"),
                          .help = "the account that gets it: of what goes out, the other side's"),
};

/* The words of banks for the direction. Returns: 1 in, -1 out, 0 another word */
static gint
read_flag (const char *text)
{
  static const char *const in[] = { "credit", "in",   "c",  "cr",   "+",    "贷",  "贷方",
                                    "收",     "收入", "进", "转入", "入账", "来账" };
  static const char *const out[] = { "debit", "out", "d",    "dr", "-",    "借",   "借方",
                                     "付",    "支",  "支出", "出", "转出", "出账", "往账" };
  char folded[_CERTPLAN_FOLD_SIZE];

  if (!_certplan_text_fold (text, folded, sizeof folded))
    return 0;
  for (gsize i = 0; i < G_N_ELEMENTS (in); i++)
    if (g_ascii_strcasecmp (folded, in[i]) == 0)
      return 1;
  for (gsize i = 0; i < G_N_ELEMENTS (out); i++)
    if (g_ascii_strcasecmp (folded, out[i]) == 0)
      return -1;
  return 0;
}

/* The amount is there; the flag says which way, and a sign must not say the other. */
static void
apply_flag (CertplanRowCheck *check, PaymentRow *row)
{
  const gint sign = read_flag (_certplan_records_text (check->records, row->flag));

  if (sign == 0)
    _certplan_row_refuse (check, "flag", _ ("unknown word"), "credit (贷, 收入), debit (借, 支出)");
  else if (sign > 0 && row->kept.amount < 0)
    _certplan_row_refuse (check, "amount", _ ("less than nothing came in"),
                          _ ("an amount without a sign beside its flag"));
  else if (sign < 0 && row->kept.amount > 0)
    row->kept.amount = -row->kept.amount;
}

/* Some banks tell the direction beside the two columns once more. */
static void
check_flag (CertplanRowCheck *check, const PaymentRow *row, gint column_sign)
{
  const gint sign = read_flag (_certplan_records_text (check->records, row->flag));

  if (sign == 0)
    _certplan_row_refuse (check, "flag", _ ("unknown word"), "credit (贷, 收入), debit (借, 支出)");
  else if (sign != column_sign)
    _certplan_row_refuse (check, "flag", _ ("not the column in which the amount stands"),
                          _ ("the direction of credit or debit, or nothing"));
}

static gboolean
is_nothing (CertplanMoney fen)
{
  return fen == CERTPLAN_MONEY_NONE || fen == 0;
}

/* Two columns, of which a bank leaves one empty or at 0.00. */
static void
apply_sides (CertplanRowCheck *check, PaymentRow *row)
{
  if (!is_nothing (row->credit) && !is_nothing (row->debit))
    _certplan_row_refuse (check, "debit", _ ("credit and debit in one row"), _ ("one of them"));
  else if (!is_nothing (row->debit))
    row->kept.amount = -row->debit;
  else
    row->kept.amount = row->credit != CERTPLAN_MONEY_NONE ? row->credit : 0;
  if (row->flag != 0 && row->kept.amount != 0)
    check_flag (check, row, is_nothing (row->debit) ? 1 : -1);
}

/* Returns: whether there is an amount and nothing else that says how much */
static gboolean
check_ways (CertplanRowCheck *check, const PaymentRow *row)
{
  const gboolean has_sides
      = row->credit != CERTPLAN_MONEY_NONE || row->debit != CERTPLAN_MONEY_NONE;

  if (row->kept.amount == CERTPLAN_MONEY_NONE && !has_sides)
    _certplan_row_refuse (check, "amount", _ ("the payment has no amount"),
                          _ ("an amount, or credit or debit"));
  else if (row->kept.amount != CERTPLAN_MONEY_NONE && has_sides)
    _certplan_row_refuse (check, "amount", _ ("amount beside credit or debit"),
                          _ ("one way to tell how much"));
  else
    return TRUE;
  return FALSE;
}

static void
check_currency (CertplanRowCheck *check, const PaymentRow *row)
{
  /* 156 is yuan in ISO 4217, 01 in the statements of Chinese banks. */
  static const char *const yuan[]
      = { "CNY", "RMB", "人民币", "人民币元", "元", "yuan", "156", "01" };
  const char *text = _certplan_records_text (check->records, row->currency);
  char folded[_CERTPLAN_FOLD_SIZE];

  if (text == NULL)
    return;
  if (_certplan_text_fold (text, folded, sizeof folded))
    for (gsize i = 0; i < G_N_ELEMENTS (yuan); i++)
      if (g_ascii_strcasecmp (folded, yuan[i]) == 0)
        return;
  _certplan_row_refuse (check, "currency", _ ("another currency than yuan"), "CNY, RMB, 人民币");
}

/* Where a bank names who pays and who gets it in two columns, ours is one of the two names: of what
 * goes out the first one. */
static void
choose_other_side (PaymentRow *row)
{
  if (row->kept.amount < 0 && row->payee != 0)
    row->kept.payer = row->payee;
  if (row->kept.amount < 0 && row->payee_account != 0)
    row->kept.account = row->payee_account;
  row->payee = row->payee_account = 0; /* one name, also when written */
}

static void
finish (CertplanRowCheck *check)
{
  PaymentRow *row = check->row;

  check_currency (check, row);
  if (!check_ways (check, row))
    return;
  if (row->kept.amount == CERTPLAN_MONEY_NONE)
    apply_sides (check, row);
  else if (row->flag != 0)
    apply_flag (check, row);
  row->credit = row->debit = CERTPLAN_MONEY_NONE; /* one way to tell how much, also when written */
  choose_other_side (row);
}

/* How banks begin a row of sums. */
static const char *const sum_words[] = { "合计",     "总计",     "累计",     "收入合计", "支出合计",
                                         "借方合计", "贷方合计", "借贷合计", "total",    NULL };
static const char *const page_sum_words[]
    = { "本页小计", "本页合计", "本日合计", "当日合计", "本月合计", "小计", "subtotal", NULL };
static const char *const foot_words[]
    = { "笔数",     "总笔数",   "借方笔数", "贷方笔数", "收入笔数", "支出笔数",
        "期初余额", "期末余额", "打印日期", "打印时间", "以下空白", NULL };
static const CertplanExportForm statement = { sum_words, page_sum_words, foot_words };

const CertplanRecordType _certplan_payments_type = {
  .name = "payments",
  .help = "payments, as bank statements tell them",
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
  .row_size = sizeof (PaymentRow),
  .kept_size = sizeof (CertplanPayment),
  .finish = finish,
  .export_form = &statement,
};

const CertplanPayment *
certplan_payment_get (const CertplanRecords *records, guint i)
{
  g_return_val_if_fail (_certplan_records_get_type (records) == &_certplan_payments_type, NULL);

  return _certplan_records_row (records, i);
}
