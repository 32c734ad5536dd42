/* What the tables of reconcile say. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-reconcile.h"

typedef struct
{
  const char *name;
  Call call;
  const char *table, *columns, *wanted;
} TableRow;

#define TOLERATED_MONTHS                                                                           \
  "P1 C-1 62985.00 2026-06-02 by_charge_number by_payment\n"                                       \
  "P2 C-1 10.00 2026-07-20 by_charge_number by_payment\n"                                          \
  "P3 C-1 5.00 2026-08-03 by_charge_number by_payment\n"                                           \
  "- C-1 15.00 2026-06-02 by_tolerance by_difference\n"                                            \
  "- C-1 -10.00 2026-07-20 by_tolerance by_difference\n"                                           \
  "- C-1 -5.00 2026-08-03 by_tolerance by_difference\n"
#define TOLERATED_OPENING                                                                          \
  "P1,2026-06-02,62985,某人,C-1,applied,C-1,62985,2026-06-02,by_charge_number,\n"
#define CLOSED_OPENING "P1,2026-06-02,63000,北京甲科技有限公司,,unmatched,,63000,2026-06-02,,\n"

static const TableRow table_rows[] = {
  /* The number is made of FNV-1a of payer, reference and account, a NUL behind each, without its
   * last 16 bits (computed in Python). One payment in two exports, of which the second does not
   * tell the payer; the third row is equal to the second but has no number. */
  { "repeated",
    { JIA, P ("63000,某人,C-1") ",2026-06-03,5,某人,x\n,2026-06-03,5,某人,x\n", P ("63000,,C-1") },
    "repeated",
    "payment amount repetition file line first_file first_line",
    "P1 63000.00 same_payment payments.csv 2 payments.csv 2\n"
    "2026-06-03/5.00/bd9270c5782f/2 5.00 equal_payment payments.csv 4 payments.csv 3\n" },
  { "repeated-control",
    { JIA, P ("63000,某人,C-1") ",2026-06-03,5,某人,x\n,2026-06-03,5,某人,x\n", P ("63000,,C-1") },
    "control",
    "side outcome rows amount",
    "control_in statement 3 63010.00\ncontrol_in statement 1 63000.00\n"
    "control_in total 4 126010.00\ncontrol_out applied 1 63000.00\ncontrol_out refund 0 0.00\n"
    "control_out over 0 0.00\ncontrol_out unmatched 2 10.00\ncontrol_out excluded 0 0.00\n"
    "control_out later_payment 0 0.00\ncontrol_out repeated_rows 1 63000.00\n"
    "control_out total 4 126010.00\ncontrol_difference - 0 0.00\n" },
  /* What was excluded by a decision is so, and the decision asks for no more. */
  { "decided-once-more",
    { JIA, NULL,
      .opening = "P1,2026-06-02,64000,某人,C-1,applied,C-1,63000,2026-06-02,by_charge_number,\n"
                 "P1,2026-06-02,64000,某人,C-1,excluded,,1000,2026-06-02,by_decision,\n",
      .decisions = "P1,,1000,ignore,张,2026-07-01,\n" },
    "findings",
    "subject finding",
    "" },
  /* Of 63,000 nobody asks for 3,000. */
  { "statuses",
    { BOTH, P ("63000,某人,C-1"), .decisions = ",C-2,3000,waive,张,2026-07-01,\n" },
    "statuses",
    "status charges expected paid outstanding",
    "paid 1 63000.00 63000.00 0.00\nmissing 1 60000.00 0.00 60000.00\n"
    "total 2 123000.00 63000.00 60000.00\n" },
  /* What no payment settles is handed on behind all payments: a waiver on the day of the decision,
   * whatever is left behind what has an amount; a bank's fee; what the tolerance lets pass on the
   * day of the last payment. */
  { "waived-applied",
    { BOTH, P ("60000,某人,C-1") "P2,2026-06-09,62990,某人,C-2\n",
      .decisions = ",C-1,,waive,张,2026-09-01,\n,C-1,1000,waive,张,2026-07-01,\n"
                   ",C-2,10,bank_fee,李,2026-07-02,\n" },
    "applied",
    "payment charge amount date reason settlement",
    "P1 C-1 60000.00 2026-06-02 by_charge_number by_payment\n"
    "P2 C-2 62990.00 2026-06-09 by_charge_number by_payment\n"
    "- C-1 1000.00 2026-07-01 by_decision by_waiver\n"
    "- C-2 10.00 2026-07-02 by_decision by_difference\n"
    "- C-1 2000.00 2026-09-01 by_decision by_waiver\n" },
  { "tolerated-applied",
    { JIA, P ("3000,某人,C-1") "P2,2026-06-09,59985,某人,C-1\n", .tolerance = "20" },
    "applied",
    "payment charge amount date reason settlement",
    "P1 C-1 3000.00 2026-06-02 by_charge_number by_payment\n"
    "P2 C-1 59985.00 2026-06-09 by_charge_number by_payment\n"
    "- C-1 15.00 2026-06-09 by_tolerance by_difference\n" },
  { "tolerated-in-a-closed-month", /* on the day on which the payment is booked */
    { JIA, P ("62985,某人,C-1"), .tolerance = "20", .closed = "2026-06-30" },
    "applied",
    "payment charge amount date reason settlement",
    "P1 C-1 62985.00 2026-07-01 by_charge_number by_payment\n"
    "- C-1 15.00 2026-07-01 by_tolerance by_difference\n" },
  /* What a closed month tolerated stays its own: what is paid of it later is taken back then. By
   * hand: 15 are missing at the end of June, 5 at that of July, and nothing in August. */
  { "tolerated-and-paid-after-the-close",
    { JIA, "P2,2026-07-20,10,某人,C-1\nP3,2026-08-03,5,某人,C-1\n", .opening = TOLERATED_OPENING,
      .tolerance = "20", .closed = "2026-06-30" },
    "applied",
    "payment charge amount date reason settlement",
    TOLERATED_MONTHS },
  { "tolerated-and-paid-in-closed-months",
    { JIA, NULL,
      .opening
      = TOLERATED_OPENING "P2,2026-07-20,10,某人,C-1,applied,C-1,10,2026-07-20,by_charge_number,\n"
                          "P3,2026-08-03,5,某人,C-1,applied,C-1,5,2026-08-03,by_charge_number,\n",
      .tolerance = "20", .closed = "2026-08-31" },
    "applied",
    "payment charge amount date reason settlement",
    TOLERATED_MONTHS },
  { "tolerated-and-waived-after-the-close", /* the fee that is not asked for was one already */
    { JIA, NULL, .opening = TOLERATED_OPENING, .decisions = ",C-1,,bank_fee,李,2026-07-02,\n",
      .tolerance = "20", .closed = "2026-06-30" },
    "applied",
    "payment charge amount date reason settlement",
    "P1 C-1 62985.00 2026-06-02 by_charge_number by_payment\n"
    "- C-1 15.00 2026-06-02 by_tolerance by_difference\n"
    "- C-1 15.00 2026-07-02 by_decision by_difference\n"
    "- C-1 -15.00 2026-07-02 by_tolerance by_difference\n" },
  { "missing-and-paid-in-one-month", /* of no month's end */
    { JIA, NULL,
      .opening
      = TOLERATED_OPENING "P2,2026-06-20,15,某人,C-1,applied,C-1,15,2026-06-20,by_charge_number,\n",
      .tolerance = "20", .closed = "2026-08-31" },
    "applied",
    "payment charge amount date settlement",
    "P1 C-1 62985.00 2026-06-02 by_payment\nP2 C-1 15.00 2026-06-20 by_payment\n" },
  { "missing-and-paid-in-open-months", /* the same before the first one is closed */
    { JIA, P ("62985,某人,C-1") "P2,2026-07-20,15,某人,C-1\n", .tolerance = "20" },
    "applied",
    "payment charge amount date settlement",
    "P1 C-1 62985.00 2026-06-02 by_payment\nP2 C-1 15.00 2026-07-20 by_payment\n"
    "- C-1 15.00 2026-06-02 by_difference\n- C-1 -15.00 2026-07-20 by_difference\n" },
  { "given-back-and-paid-again", /* the first payment was all of it */
    { JIA, P ("63000,某人,C-1") "P2,2026-07-10,-10,某人,退C-1\nP3,2026-08-10,10,某人,C-1\n",
      .tolerance = "20", .closed = "2026-05-31" },
    "applied",
    "payment charge amount date settlement",
    "P1 C-1 63000.00 2026-06-02 by_payment\nP2 C-1 -10.00 2026-07-10 by_payment\n"
    "P3 C-1 10.00 2026-08-10 by_payment\n"
    "- C-1 10.00 2026-07-10 by_difference\n- C-1 -10.00 2026-08-10 by_difference\n" },
  { "waived-in-the-next-month", /* the end of the first one is the same for who looks on that day */
    { JIA, P ("62985,某人,C-1"), .decisions = ",C-1,5,waive,李,2026-07-02,\n", .tolerance = "20" },
    "applied",
    "payment charge amount date settlement",
    "P1 C-1 62985.00 2026-06-02 by_payment\n- C-1 15.00 2026-06-02 by_difference\n"
    "- C-1 5.00 2026-07-02 by_waiver\n- C-1 -5.00 2026-07-02 by_difference\n" },
  { "settled-on-one-day", /* 62000 + 975 + 12 + 10 + 3 = 63000 */
    { JIA, P ("62000,某人,C-1") "P2,2026-06-09,975,某人,C-1\n",
      .decisions = ",C-1,10,bank_fee,李,2026-06-09,\n,C-1,12,waive,李,2026-06-09,\n",
      .tolerance = "20" },
    "applied",
    "payment charge amount date reason settlement",
    "P1 C-1 62000.00 2026-06-02 by_charge_number by_payment\n"
    "P2 C-1 975.00 2026-06-09 by_charge_number by_payment\n"
    "- C-1 12.00 2026-06-09 by_decision by_waiver\n"
    "- C-1 10.00 2026-06-09 by_decision by_difference\n"
    "- C-1 3.00 2026-06-09 by_tolerance by_difference\n" },
  { "tolerance-without-a-payment", /* which might miss anything: all of it is asked for */
    { "C-1 北京甲科技有限公司 15 2026-06-01\n", NULL, .tolerance = "20" },
    "reconciliation",
    "charge status outstanding",
    "C-1 missing 15.00\n" },
  /* Each charge tells the payments that it has a part of, the last of their days, and the reason of
   * the first one. */
  { "payments-of-each-charge",
    { WHOLE "C-2 上海乙信息有限公司 500 2026-06-01\n",
      P ("70000,某人,C-1") "P2,2026-06-09,8000,某人,K-C-1\n" },
    "reconciliation",
    "charge n_payments last_paid reason",
    "C-1/audit_fee 1 2026-06-02 by_certificate_number\n"
    "C-1/annuity 2 2026-06-09 by_certificate_number\nC-2 0 - -\n" },
  /* What belongs to a closed month is booked on the day after. */
  { "closed",
    { JIA, NULL, .opening = CLOSED_OPENING, .decisions = "P1,C-1,,apply,张,2026-11-03,\n",
      .closed = "2026-10-31" },
    "applied",
    "payment charge amount date reason",
    "P1 C-1 63000.00 2026-11-01 by_decision\n" },
  { "closed-undone",
    { BOTH, NULL,
      .opening = "P1,2026-06-02,63000,某人,C-1,applied,C-1,63000,2026-06-02,by_charge_number,\n",
      .decisions = "P1,C-1,,refuse,张,2026-11-03,\nP1,C-2,,apply,张,2026-11-03,\n",
      .closed = "2026-10-31" },
    "applied",
    "payment charge amount date reason",
    "P1 C-1 63000.00 2026-06-02 by_charge_number\nP1 C-1 -63000.00 2026-11-01 by_decision\n"
    "P1 C-2 63000.00 2026-11-01 by_decision\n" },
  /* What is still in its place was not found now: the closed month's sums stay as they were. By
   * hand: all of P1 is paid, so it moves; P2 and P3 stay, and so does what P4 paid too much. */
  { "closed-kept",
    { JIA, NULL,
      .opening = CLOSED_OPENING "P2,2026-10-22,5000.01,某人,,unmatched,,5000.01,2026-10-22,,\n"
                                "P3,2026-10-13,-500,某人,,unmatched,,-500,2026-10-13,,\n"
                                "P4,2026-10-14,7,某人,C-1,over,C-1,7,2026-10-14,by_charge_number,\n"
                                "P5,2026-10-15,0,某人,,excluded,,0,2026-10-15,,\n",
      .decisions = "P1,C-1,,apply,张,2026-11-03,\n", .closed = "2026-10-31" },
    "ledger",
    "payment outcome charge part_amount booked",
    "P1 applied C-1 63000.00 2026-11-01\nP3 unmatched - -500.00 2026-10-13\n"
    "P4 over C-1 7.00 2026-10-14\nP5 excluded - 0.00 2026-10-15\n"
    "P2 unmatched - 5000.01 2026-10-22\n" },
  /* Of 100,000 only the 63,000 that the charge asks for move; of the 37,000 that stay unmatched
   * 30,000 were in June, where the earlier day goes first, and 7,000 of the 70,000 in September. */
  { "closed-kept-in-part",
    { JIA, NULL,
      .opening = "P1,2026-06-02,100000,某人,,unmatched,,70000,2026-09-01,,\n"
                 "P1,2026-06-02,100000,某人,,unmatched,,30000,2026-06-02,,\n",
      .decisions = "P1,C-1,63000,apply,张,2026-11-03,\n", .closed = "2026-10-31" },
    "ledger",
    "outcome part_amount booked",
    "applied 63000.00 2026-11-01\nunmatched 30000.00 2026-06-02\nunmatched 7000.00 2026-09-01\n" },
  /* What is newly placed is booked on the first open day: that of P1 was unmatched, and of P2, of
   * which 10 were excluded, 90 more are. A word says the same of P3 as a person did. */
  { "closed-excluded",
    { JIA, NULL,
      .opening = "P1,2026-06-02,50,某人,,unmatched,,50,2026-06-02,,\n"
                 "P2,2026-06-03,100,某人,,excluded,,10,2026-06-03,by_decision,\n"
                 "P2,2026-06-03,100,某人,,unmatched,,90,2026-06-03,,\n"
                 "P3,2026-06-04,3,银行,利息,excluded,,3,2026-06-04,by_decision,\n",
      .decisions = "P1,,,ignore,张,2026-11-03,\nP2,,,ignore,张,2026-11-03,\n", .words = "利息,\n",
      .closed = "2026-10-31" },
    "ledger",
    "payment outcome part_amount booked reason",
    "P1 excluded 50.00 2026-11-01 by_decision\nP2 excluded 10.00 2026-06-03 by_decision\n"
    "P2 excluded 90.00 2026-11-01 by_decision\nP3 excluded 3.00 2026-06-04 by_word\n" },
  /* And it keeps that day in the runs to come, whatever is closed then. */
  { "closed-no-more",
    { JIA, NULL, .opening = "P1,2026-06-02,50,某人,,unmatched,,50,2026-11-01,,\n" },
    "ledger",
    "outcome part_amount booked",
    "unmatched 50.00 2026-11-01\n" },
  /* 30 a slip of the hand, 20 the amount, 10 the day; of the pairs of the payers two are alike: 2 *
   * 2 / (2 + 6) = 50 of 100, a quarter of them 12. */
  { "near",
    { "C-120034 甲公司 63000 2026-06-01\nC-2 乙公司 63000 2026-06-01\n"
      "C-3 丙公司 63000 2025-11-01\nC-4 丁公司 63000 2026-06-01\n",
      P ("63000,甲公司上海分部,C-120043") },
    "unmatched",
    "payment rank charge score number_score payer_score amount_score date_score",
    "P1 1 C-120034 72 30 12 20 10\nP1 2 C-2 30 0 0 20 10\nP1 3 C-4 30 0 0 20 10\n" },
  { "near-payer", /* 3 of 6 pairs are alike: 2 * 3 / (3 + 6) = 66 of 100, a quarter of them 16 */
    { "C-1 云盾北京有限公司 63000 2026-06-01\n", P ("63000,云盾北京上海分,") },
    "unmatched",
    "payment rank charge score payer_score",
    "P1 1 C-1 46 16\n" },
  { "near-payer-without-a-day", /* the same, of which no day is known: 10 less */
    { "C-1 云盾北京有限公司 63000 \n", P ("63000,云盾北京上海分,") },
    "unmatched",
    "payment rank charge score payer_score date_score",
    "P1 1 C-1 36 16 0\n" },
  /* Five characters, two of them exchanged: one slip, 80 of 100 are alike, a quarter of them 20; a
   * part of the amount 5; the day 10. */
  /* What goes out: 30 for the payer, 20 for all that was paid, 5 for a part of it, 10 for the day.
   */
  { "near-going-out",
    { JIA "C-3 北京甲科技有限公司 500 2026-06-01\nC-4 北京甲科技有限公司 7 2026-06-01\n",
      P ("63000,某人,C-1") "P2,2026-06-03,500,某人,C-3\nP3,2026-06-04,7,某人,C-4\n"
                           "P4,2026-06-09,-500,北京甲科技有限公司,\n" },
    "unmatched",
    "payment rank charge score payer_score amount_score date_score",
    "P4 1 C-3 60 30 20 10\nP4 2 C-1 45 30 5 10\nP4 3 C-4 40 30 0 10\n" },
  { "near-payer-alone",
    { BOTH, P ("20000,北京甲技科有限公司,") },
    "unmatched",
    "payment reason rank charge score number_score payer_score amount_score date_score",
    "P1 nothing_known 1 C-1 35 0 20 5 10\n" },
  /* One slip of four characters (75, 18 points), two of four (50, 12 points), none in common. */
  { "near-payers-best",
    { "C-1 云盾数安有限公司 900 2026-06-01\nC-2 云盾信安有限公司 900 2026-06-01\n"
      "C-3 云盾数科有限公司 900 2026-06-01\nC-4 金山办公有限公司 900 2026-06-01\n"
      "C-5 云盾信通有限公司 900 2026-06-01\n",
      P ("700,云盾数字有限公司,") },
    "unmatched",
    "payment rank charge score payer_score",
    "P1 1 C-1 33 18\nP1 2 C-3 33 18\nP1 3 C-2 27 12\n" },
  { "near-payer-paid", /* who owes nothing is not asked */
    { JIA, P ("63000,某人,C-1") "P2,2026-06-09,20000,北京甲技科有限公司,\n" },
    "unmatched",
    "payment rank charge",
    "P2 - -\n" },
  /* Two debtors that differ in the legal form alone are two, and the one that owes nothing is not
   * asked: one slip of four characters (75, 18 points), the day 10, nothing of the amount. */
  { "near-payer-legal-form",
    { "C-1 云盾数据有限公司 100 2026-06-01\nC-2 云盾数据股份有限公司 300 2026-06-01\n",
      P ("300,云盾数据股份有限公司,C-2") "P2,2026-06-09,300,云盾数椐,\n" },
    "unmatched",
    "payment rank charge score payer_score",
    "P2 1 C-1 28 18\n" },
  { "near-payer-refused",
    { JIA, P ("20000,北京甲技科有限公司,"), .decisions = "P1,C-1,,refuse,张,2026-11-03,\n" },
    "unmatched",
    "payment rank charge",
    "P1 - -\n" },
  { "nothing-near-one-letter", /* which is no pair of letters */
    { JIA, P ("7,某,") },
    "unmatched",
    "payment rank charge score",
    "P1 - - -\n" },
  { "near-amount-alone",
    { JIA, P ("63000,张三,x") },
    "unmatched",
    "payment rank charge score amount_score date_score",
    "P1 1 C-1 30 20 10\n" },
  { "nothing-near",
    { JIA, P ("7,张三,x") },
    "unmatched",
    "payment rank charge score",
    "P1 - - -\n" },
  /* 2026-11-21 less 2026-06-01 is 173 days, less 2026-11-21 none, less 2026-10-22 30. */
  { "ageing",
    { JIA "C-2 乙 500 2026-11-21\nC-3 乙 70 2026-10-22\nC-4 乙 8 2026-10-21\nC-5 乙 - 2020-01-01\n"
          "C-6 乙 1 2025-11-20\nC-7 乙 -9 2025-11-20\n",
      NULL },
    "ageing",
    "age charges outstanding",
    "age_not_due 1 500.00\nage_30 1 70.00\nage_60 1 8.00\nage_90 0 0.00\n"
    "age_180 1 63000.00\nage_365 0 0.00\nage_over_365 1 1.00\n" },
  { "months",
    { JIA, P ("63000,某人,C-1") "P2,2026-08-02,1000,某人,C-1\n" },
    "months",
    "month expected received difference",
    "2026-06 63000.00 63000.00 0.00\n2026-08 0.00 1000.00 -1000.00\n" },
  { "months-of-no-day", /* which month it was expected in nobody knows */
    { "C-1 甲公司 63000 \n", P ("63000,某人,C-1") },
    "months",
    "month expected received difference",
    "2026-06 0.00 63000.00 -63000.00\n" },
  { "findings",
    { JIA, P ("63000,某人,"),
      .decisions = "P9,C-1,,apply,张,2026-11-03,\nP1,C-9,,apply,张,2026-11-03,\n"
                   "P1,C-1,63001,apply,张,2026-11-03,\n,C-1,63001,waive,张,2026-11-03,\n" },
    "findings",
    "subject line",
    "P1 4\nP1 3\nP9 2\nC-1 5\n" },
  { "paid-once-more", /* of two charges of that amount the one that is due about then */
    { "C-0 北京甲科技有限公司 63000 2024-06-01\n" JIA,
      "P0,2024-06-01,63000,某人,C-0\nP1,2026-06-02,63000,某人,C-1\n"
      "P2,2026-06-09,63000,北京甲科技有限公司,\n" },
    "findings",
    "subject line finding",
    "P2 - Payment P2 (63000.00) comes from the payer of charge C-1 and is its amount, but the "
    "charge is settled: it is for nothing until a decision says what to do with it\n" },
  { "paid-once-more-beside-an-open-one", /* which was due two years before */
    { "C-0 北京甲科技有限公司 63000 2024-06-01\n" JIA,
      P ("63000,某人,C-1") "P2,2026-06-09,63000,北京甲科技有限公司,\n" },
    "findings",
    "subject line finding",
    "P2 - Payment P2 (63000.00) comes from the payer of charge C-1 and is its amount, but the "
    "charge is settled: it is for nothing until a decision says what to do with it\n" },
  { "paid-once-more-of-an-opening", /* whose charges were others */
    { JIA, NULL,
      .opening = "P1,2026-06-02,5,北京甲科技有限公司,,unmatched,,5,2026-06-02,already_paid,\n" },
    "findings",
    "subject line finding",
    "" },
};

static void
test_table (gconstpointer data)
{
  const TableRow *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanReconciliation) result = make (&row->call, NULL, &error);
  g_assert_no_error (error);
  g_autofree char *text = show (result, row->table, row->columns);
  g_assert_cmpstr (text, ==, row->wanted);
}

static gpointer
show_repeated (gpointer data)
{
  return show (data, "repeated", "payment line first_line");
}

/* A result is the same for all who look at it, at the same time, too. The later a row of the first
 * file, the earlier its day; each stands in the second file once more, behind the header. */
static void
test_threads (void)
{
  enum
  {
    N_ROWS = 3000,
    N_THREADS = 4
  };
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autoptr (GString) wanted = g_string_new (NULL);
  for (guint i = 0; i < N_ROWS; i++)
    g_string_append_printf (rows, "P%04u,2027-0%u-01,5,某人,\n", i, 9 - i / 1000);
  for (guint thousand = N_ROWS / 1000; thousand > 0; thousand--)
    for (guint i = (thousand - 1) * 1000; i < thousand * 1000; i++)
      g_string_append_printf (wanted, "P%04u %u %u\n", i, i + 2, i + 2);
  const Call call = { JIA, rows->str, rows->str };
  g_autoptr (CertplanReconciliation) result = make (&call, NULL, NULL);
  GThread *threads[N_THREADS];
  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new (NULL, show_repeated, result);
  for (guint i = 0; i < N_THREADS; i++)
    {
      g_autofree char *text = g_thread_join (threads[i]);
      g_assert_cmpstr (text, ==, wanted->str);
    }
}

/* What is open, and how much lies where: over 7,000, missing 63,000, 5 that nobody knows. */
static void
test_sums (void)
{
  const Call call = { BOTH, P ("70000,某人,C-1") "P2,2026-06-03,5,某人,\n" };
  g_autoptr (CertplanReconciliation) result = make (&call, NULL, NULL);
  g_assert_cmpint (certplan_reconciliation_get_outstanding (result), ==, 6300000);
  g_assert_cmpint (certplan_reconciliation_get_placed (result, "applied"), ==, 6300000);
  g_assert_cmpint (certplan_reconciliation_get_placed (result, "over"), ==, 700000);
  g_assert_cmpint (certplan_reconciliation_get_placed (result, "unmatched"), ==, 500);
  g_assert_cmpint (certplan_reconciliation_get_placed (result, "no such place"), ==, 0);
  g_assert_cmpuint (certplan_reconciliation_get_n_open (result), ==, 3);
}

/* The explanation says from which day on is booked. */
static void
test_closed_note (void)
{
  const Call call = { JIA, P ("63000,某人,C-1"), .closed = "2026-10-31" };
  g_autoptr (CertplanReconciliation) result = make (&call, NULL, NULL);
  g_autofree char *notes = show (result, "notes", "note");
  g_assert_nonnull (strstr (notes, "Closed through 2026-10-31: what is found now and belongs there "
                                   "is booked on 2026-11-01\n"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  ADD_ROWS ("/reconcile/table/", table_rows, test_table)
  g_test_add_func ("/reconcile/closed-note", test_closed_note);
  g_test_add_func ("/reconcile/sums", test_sums);
  g_test_add_func ("/reconcile/threads", test_threads);
  return g_test_run ();
}
