/* Payments and charges, matched by hand. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-reconcile-rows.h"

#define C4                                                                                         \
  "C-4/audit_fee 甲公司 72000 2026-06-01\n"                                                     \
  "C-4/annuity 甲公司 15000 2026-06-01\n"
#define C4_PARTS                                                                                   \
  "C-4/annuity 甲公司 15000 2026-06-15\n"                                                       \
  "C-4/audit_fee/2 甲公司 36000 2026-07-01\n"                                                   \
  "C-4/audit_fee/1 甲公司 36000 2026-06-01\n"
/* As long as a number is searched for at most, in bytes: 127. */
#define SIXTY "123456789-123456789-123456789-123456789-123456789-123456789-"
#define LONGEST SIXTY SIXTY "1234567"

/* Each answer is what a person would do who applies nothing that is not certain. */
static const Row rows[] = {
  /* The number in the reference. */
  { "number", { BOTH, P ("63000,某人,C-1审核费") }, PAID_BY ("charge_number") },
  { "number-lower-case", { BOTH, P ("63000,某人,付c-1款") }, PAID_BY ("charge_number") },
  { "number-full-width-in-the-charges",
    { "Ｃ－１ 北京甲科技有限公司 63000 2026-06-01\n" YI, P ("63000,某人,C-1") },
    "P1 applied Ｃ－１ 63000.00 by_charge_number\n" },
  { "number-full-width", { BOTH, P ("63000,某人,证书Ｃ－１") }, PAID_BY ("charge_number") },
  { "number-of-other-letters",
    { "Ж-1 北京甲科技有限公司 63000 2026-06-01\n" YI, P ("63000,某人,оплата Ж-1") },
    "P1 applied Ж-1 63000.00 by_charge_number\n" },
  { "number-between-wide-blanks",
    { BOTH, P ("63000,某人,证书　C-1　款") },
    PAID_BY ("charge_number") },
  { "number-of-127-bytes",
    { LONGEST " 北京甲科技有限公司 63000 2026-06-01\n" YI, P ("63000,某人,付" LONGEST "款") },
    "P1 applied " LONGEST " 63000.00 by_charge_number\n" },
  { "number-of-128-bytes",
    { LONGEST "8 北京甲科技有限公司 63000 2026-06-01\n" YI, P ("63000,某人,付" LONGEST "8款") },
    OPEN ("nothing_known") },
  { "number-in-two-spellings",
    { BOTH, P ("63000,某人,C-1 即Ｃ－１款") },
    PAID_BY ("charge_number") },
  /* two debtors whose names begin alike: each is itself, and a third one is nobody */
  { "one-of-two-alike-another-amount",
    { "C-1 北京甲科技有限公司 63000 2026-06-01\nC-2 北京甲科技股份有限公司 72000 2026-06-01\n",
      P ("1000,北京甲科技有限公司,") },
    "P1 unmatched - 1000.00 no_exact_amount\n" },
  { "alike-to-two",
    { "C-1 北京甲科技有限公司 63000 2026-06-01\nC-2 北京甲科技股份有限公司 72000 2026-06-01\n",
      P ("1000,北京甲科技有限责任公司,") },
    "P1 unmatched - 1000.00 nothing_known\n" },
  /* 30,000 and 33,000 are 63,000; the other charge of the payer is paid and wants no parts */
  { "parts-beside-what-is-paid",
    { JIA "C-3 北京甲科技有限公司 72000 2026-06-01\n",
      P ("72000,某人,C-3") "P2,2026-06-03,30000,北京甲科技有限公司,\n"
                           "P3,2026-06-04,33000,北京甲科技有限公司,\n" },
    "P1 applied C-3 72000.00 by_charge_number\nP2 applied C-1 30000.00 by_payer_parts\n"
    "P3 applied C-1 33000.00 by_payer_parts\n" },
  { "number-full-width-digits", { BOTH, P ("63000,某人,C-１") }, PAID_BY ("charge_number") },
  { "number-em-dash", { BOTH, P ("63000,某人,C—1") }, PAID_BY ("charge_number") },
  { "number-double-dash", { BOTH, P ("63000,某人,C——1") }, PAID_BY ("charge_number") },
  { "number-minus-sign", { BOTH, P ("63000,某人,C−1") }, PAID_BY ("charge_number") },
  { "number-blanks-at-dash", { BOTH, P ("63000,某人,C - 1") }, PAID_BY ("charge_number") },
  { "number-in-brackets", { BOTH, P ("63000,某人,(C-1)") }, PAID_BY ("charge_number") },
  { "number-after-stop", { BOTH, P ("63000,某人,No.C-1") }, PAID_BY ("charge_number") },
  { "number-before-comma", { BOTH, P ("63000,某人,\"C-1,审核费\"") }, PAID_BY ("charge_number") },
  { "number-zero-width-blank", { BOTH, P ("63000,某人,C-\u200b1") }, PAID_BY ("charge_number") },
  { "number-in-longer", { BOTH, P ("63000,某人,C-12") }, OPEN ("nothing_known") },
  { "number-behind-letters", { BOTH, P ("63000,某人,XC-1") }, OPEN ("nothing_known") },
  { "number-behind-part", { BOTH, P ("63000,某人,B-C-1") }, OPEN ("nothing_known") },
  { "number-before-part", { BOTH, P ("63000,某人,C-1-2") }, OPEN ("nothing_known") },
  { "number-before-decimals",
    { "202611 甲公司 63000 2026-06-01\n", P ("63000,某人,202611.50元") },
    OPEN ("nothing_known") },
  { "number-short-digits",
    { "12 甲公司 63000 2026-06-01\n", P ("63000,某人,12月审核费") },
    OPEN ("nothing_known") },
  { "number-of-six-digits",
    { "202611 甲公司 63000 2026-06-01\n", P ("63000,某人,付202611款") },
    "P1 applied 202611 63000.00 by_charge_number\n" },
  { "number-of-five-digits",
    { "20261 甲公司 63000 2026-06-01\n", P ("63000,某人,付20261款") },
    OPEN ("nothing_known") },
  { "number-short-digits-alone",
    { "12 甲公司 63000 2026-06-01\n", P ("63000,某人,12") },
    "P1 applied 12 63000.00 by_charge_number\n" },
  { "number-year",
    { "2026 甲公司 63000 2026-06-01\n", P ("63000,某人,2026年审核费") },
    OPEN ("nothing_known") },
  { "number-in-groups",
    { "CN20260001 甲公司 63000 2026-06-01\n", P ("63000,某人,CN 2026 0001") },
    "P1 applied CN20260001 63000.00 by_charge_number\n" },
  { "number-short-in-groups",
    { "AB12 甲公司 63000 2026-06-01\n", P ("63000,某人,A B12") },
    OPEN ("nothing_known") },
  { "number-swapped-digits",
    { "C-1200034 甲公司 63000 2026-06-01\n", P ("63000,某人,C-1200043") },
    OPEN ("nothing_known") },
  { "number-of-certificate",
    { WHOLE, P ("78000,某人,证书C-1费用") },
    "P1 applied C-1/audit_fee 63000.00 by_certificate_number\n"
    "P1 applied C-1/annuity 15000.00 by_certificate_number\n",
    "C-1/audit_fee 63000.00 paid\nC-1/annuity 15000.00 paid\n" },
  { "number-of-case",
    { WHOLE, P ("78000,某人,K-C-1") },
    "P1 applied C-1/audit_fee 63000.00 by_case_number\n"
    "P1 applied C-1/annuity 15000.00 by_case_number\n" },
  { "charge-beside-certificate",
    { WHOLE, P ("15000,某人,证书C-1的C-1/annuity") },
    "P1 applied C-1/annuity 15000.00 by_charge_number\n" },
  { "two-numbers",
    { BOTH, P ("126000,某人,C-1和C-2") },
    "P1 applied C-1 63000.00 by_charge_number\nP1 applied C-2 63000.00 by_charge_number\n" },
  { "two-numbers-slash",
    { BOTH, P ("126000,某人,C-1/C-2") },
    "P1 applied C-1 63000.00 by_charge_number\nP1 applied C-2 63000.00 by_charge_number\n" },
  { "number-no-tariff",
    { "C-1 甲公司 - 2026-06-01\n", P ("63000,某人,C-1") },
    OPEN ("charge_without_amount"),
    "C-1 0.00 no_published_tariff\n" },
  { "number-part",
    { WHOLE, P ("70000,某人,C-1") },
    "P1 applied C-1/audit_fee 63000.00 by_certificate_number\n"
    "P1 applied C-1/annuity 7000.00 by_certificate_number\n",
    "C-1/audit_fee 63000.00 paid\nC-1/annuity 7000.00 under\n" },
  { "number-part-by-chinese-items", /* one due day: the audit before the annuity in any language */
    { "C-1/三年年金 甲公司 15000 2026-06-01\nC-1/审核费用 甲公司 63000 2026-06-01\n",
      P ("63000,某人,C-1") },
    "P1 applied C-1/审核费用 63000.00 by_certificate_number\n",
    "C-1/三年年金 0.00 missing\nC-1/审核费用 63000.00 paid\n" },
  /* What a certificate or case is paid is for its charge of that very amount, if there is one. */
  { "very-amount",
    { C4, P ("15000,某人,C-4 年金") },
    "P1 applied C-4/annuity 15000.00 by_certificate_number\n",
    "C-4/audit_fee 0.00 missing\nC-4/annuity 15000.00 paid\n" },
  { "very-amount-of-case",
    { C4, P ("15000,某人,K-C-4") },
    "P1 applied C-4/annuity 15000.00 by_case_number\n" },
  { "very-amount-less-a-fen",
    { C4, P ("14999.99,某人,C-4") },
    "P1 applied C-4/audit_fee 14999.99 by_certificate_number\n" },
  { "very-amount-twice", /* the second one finds it paid */
    { C4, P ("15000,某人,C-4") "P2,2026-06-03,15000,某人,C-4\n" },
    "P1 applied C-4/annuity 15000.00 by_certificate_number\n"
    "P2 applied C-4/audit_fee 15000.00 by_certificate_number\n",
    "C-4/audit_fee 15000.00 under\nC-4/annuity 15000.00 paid\n" },
  { "very-amount-twice-in-turned-rows", /* of one day: by their numbers, wherever they stand */
    { "C-4/annuity 甲公司 15000 2026-06-01\nC-4/audit_fee 甲公司 72000 2026-06-01\n",
      "P2,2026-06-02,15000,某人,C-4\n", P ("15000,某人,C-4") },
    "P1 applied C-4/annuity 15000.00 by_certificate_number\n"
    "P2 applied C-4/audit_fee 15000.00 by_certificate_number\n" },
  { "very-amount-of-the-rest",
    { C4, P ("10000,某人,C-4/annuity") "P2,2026-06-03,5000,某人,C-4\n" },
    "P1 applied C-4/annuity 10000.00 by_charge_number\n"
    "P2 applied C-4/annuity 5000.00 by_certificate_number\n" },
  { "very-amount-of-two-oldest",
    { "C-4/audit_fee 甲公司 15000 2026-06-01\nC-4/annuity 甲公司 15000 2026-05-01\n",
      P ("15000,某人,C-4") },
    "P1 applied C-4/annuity 15000.00 by_certificate_number\n" },
  { "very-amount-of-two-item-first",
    { "C-4/audit_fee 甲公司 15000 2026-06-01\nC-4/annuity 甲公司 15000 2026-05-01\n",
      P ("15000,某人,C-4"), .policy = "part-payments=item-first" },
    "P1 applied C-4/audit_fee 15000.00 by_certificate_number\n" },
  { "very-amount-of-instalments",
    { C4_PARTS,
      P ("36000,某人,C-4") "P2,2026-06-03,36000,某人,C-4\nP3,2026-06-04,15000,某人,C-4\n" },
    "P1 applied C-4/audit_fee/1 36000.00 by_certificate_number\n"
    "P2 applied C-4/audit_fee/2 36000.00 by_certificate_number\n"
    "P3 applied C-4/annuity 15000.00 by_certificate_number\n" },
  { "very-amount-of-no-single-one", /* 72,000 are both instalments, and also no one's amount */
    { C4_PARTS, P ("72000,某人,C-4") },
    "P1 applied C-4/audit_fee/1 36000.00 by_certificate_number\n"
    "P1 applied C-4/annuity 15000.00 by_certificate_number\n"
    "P1 applied C-4/audit_fee/2 21000.00 by_certificate_number\n" },
  { "very-amount-of-half",
    { C4, P ("36000,某人,C-4") "P2,2026-06-03,36000,某人,C-4\n" },
    "P1 applied C-4/audit_fee 36000.00 by_certificate_number\n"
    "P2 applied C-4/audit_fee 36000.00 by_certificate_number\n" },
  { "very-amount-of-one-refused",
    { C4, P ("15000,某人,C-4"), .decisions = "P1,C-4/annuity,,refuse,张,2026-07-01,\n" },
    "P1 applied C-4/audit_fee 15000.00 by_certificate_number\n" },
  { "very-amount-beside-charges-named", /* each of them is meant */
    { C4, P ("15000,某人,C-4/audit_fee和C-4/annuity") },
    "P1 applied C-4/audit_fee 15000.00 by_charge_number\n" },
  { "very-amount-of-a-credit",
    { "C-4/audit_fee 甲公司 -72000 2026-06-01\nC-4/annuity 甲公司 -15000 2026-06-01\n",
      P ("-15000,某人,C-4") },
    "P1 applied C-4/annuity -15000.00 by_certificate_number\n" },
  { "number-over",
    { JIA, P ("70000,某人,C-1") },
    "P1 applied C-1 63000.00 by_charge_number\nP1 over C-1 7000.00 by_charge_number\n",
    "C-1 63000.00 over\n" },
  { "number-all-again", /* what is for nothing is not paid once more */
    { WHOLE "C-1/copy 北京甲科技有限公司 0 2026-06-01\n",
      P ("78000,某人,C-1") "P2,2026-06-03,78000,某人,C-1\n" },
    "P1 applied C-1/audit_fee 63000.00 by_certificate_number\n"
    "P1 applied C-1/annuity 15000.00 by_certificate_number\n"
    "P2 over C-1/audit_fee 63000.00 by_certificate_number\n"
    "P2 over C-1/annuity 15000.00 by_certificate_number\n" },
  { "number-twice",
    { JIA, P ("63000,某人,C-1") "P2,2026-06-09,63000,某人,C-1\n" },
    PAID_BY ("charge_number") "P2 over C-1 63000.00 by_charge_number\n",
    "C-1 63000.00 duplicate\n" },
  { "number-other-payer",
    { BOTH, P ("63000,上海乙信息有限公司,C-1") },
    OPEN ("payer_differs"),
    "C-1 0.00 missing\nC-2 0.00 missing\n" },
  { "number-other-payer-policy",
    { BOTH, P ("63000,上海乙信息有限公司,C-1"), .policy = "other-payer=applied" },
    PAID_BY ("charge_number") },
  { "payer-for-three",
    { BOTH "C-4 丙公司 63000 2026-06-01\n", P ("189000,上海乙信息有限公司,C-1 C-2 C-4") },
    "P1 applied C-1 63000.00 by_charge_number\nP1 applied C-2 63000.00 by_charge_number\n"
    "P1 applied C-4 63000.00 by_charge_number\n" },
  { "agent-pays", { BOTH, P ("63000,某代理事务所,代付C-1") }, PAID_BY ("charge_number") },
  /* The payer and the amount. */
  { "payer", { BOTH, P ("63000,北京甲科技有限公司,") }, PAID_BY ("payer_amount") },
  { "payer-suffix", { BOTH, P ("63000,北京甲科技有限责任公司,") }, PAID_BY ("payer_amount") },
  { "payer-stock-company",
    { BOTH, P ("63000,北京甲科技股份有限公司,") },
    PAID_BY ("payer_amount") },
  { "payer-group", { BOTH, P ("63000,北京甲科技集团有限公司,") }, PAID_BY ("payer_amount") },
  { "payer-no-suffix", { BOTH, P ("63000,北京甲科技,") }, PAID_BY ("payer_amount") },
  { "payer-blanks", { BOTH, P ("63000,北京甲 科技　有限公司,") }, PAID_BY ("payer_amount") },
  { "payer-brackets",
    { "C-1 甲科技（北京）有限公司 63000 2026-06-01\n", P ("63000,甲科技(北京)有限公司,") },
    PAID_BY ("payer_amount") },
  { "payer-width",
    { "C-1 ＡＢＣ技术有限公司 63000 2026-06-01\n", P ("63000,abc技术有限公司,") },
    PAID_BY ("payer_amount") },
  { "payer-english",
    { "C-1 Acme 63000 2026-06-01\n", P ("63000,\"ACME CO., LTD.\",") },
    PAID_BY ("payer_amount") },
  { "payer-branch", { BOTH, P ("63000,北京甲科技有限公司上海分公司,") }, OPEN ("nothing_known") },
  { "payer-misspelt", { BOTH, P ("63000,北京申科技有限公司,") }, OPEN ("nothing_known") },
  { "payer-is-two",
    { "C-1 甲科技有限公司 63000 2026-06-01\nC-2 甲科技股份有限公司 63000 2026-06-01\n",
      P ("63000,甲科技有限公司,") },
    PAID_BY ("payer_amount") },
  { "payer-might-be-two",
    { "C-1 甲科技有限公司 63000 2026-06-01\nC-2 甲科技股份有限公司 63000 2026-06-01\n",
      P ("63000,甲科技,") },
    OPEN ("nothing_known") },
  { "payer-two-charges", { TWO, P ("63000,北京甲科技有限公司,") }, OPEN ("several_fit") },
  { "payer-two-of-two",
    { TWO, P ("63000,北京甲科技有限公司,") "P2,2026-06-03,63000,北京甲科技有限公司,\n" },
    OPEN ("several_fit") "P2 unmatched - 63000.00 several_fit\n" },
  { "payer-one-named",
    { TWO, P ("63000,北京甲科技有限公司,") "P2,2026-06-03,63000,北京甲科技有限公司,C-3\n" },
    PAID_BY ("payer_amount") "P2 applied C-3 63000.00 by_charge_number\n" },
  { "payer-paid-already",
    { JIA, P ("63000,北京甲科技有限公司,") "P2,2026-06-03,63000,北京甲科技有限公司,\n" },
    PAID_BY ("payer_amount") "P2 unmatched - 63000.00 already_paid\n" },
  { "payer-near-amount",
    { JIA, P ("62999.99,北京甲科技有限公司,") },
    "P1 unmatched - 62999.99 no_exact_amount\n" },
  { "payer-tolerance",
    { JIA, P ("62990,北京甲科技有限公司,"), .tolerance = "10" },
    "P1 applied C-1 62990.00 by_payer_amount\n",
    "C-1 62990.00 paid\n" },
  { "payer-over-tolerance",
    { JIA, P ("62989.99,北京甲科技有限公司,"), .tolerance = "10" },
    "P1 unmatched - 62989.99 no_exact_amount\n" },
  { "payer-more-within-tolerance",
    { JIA, P ("63000.50,北京甲科技有限公司,"), .tolerance = "1" },
    "P1 applied C-1 63000.00 by_payer_amount\nP1 over C-1 0.50 by_payer_amount\n",
    "C-1 63000.00 paid\n" },
  { "payer-before-window",
    { JIA, "P1,2025-11-30,63000,北京甲科技有限公司,\n" },
    OPEN ("no_exact_amount") },
  { "payer-window-edge",
    { JIA, "P1,2025-12-01,63000,北京甲科技有限公司,\n" },
    PAID_BY ("payer_amount") },
  { "payer-before-charge",
    { JIA, "P1,2026-05-01,63000,北京甲科技有限公司,\n", .window = "P10D" },
    OPEN ("no_exact_amount") },
  { "payer-sum",
    { WHOLE, P ("78000,北京甲科技有限公司,认证费") },
    "P1 applied C-1/audit_fee 63000.00 by_payer_sum\n"
    "P1 applied C-1/annuity 15000.00 by_payer_sum\n" },
  { "payer-sum-or-one",
    { WHOLE "C-3 北京甲科技有限公司 78000 2026-06-01\n", P ("78000,北京甲科技有限公司,认证费") },
    "P1 unmatched - 78000.00 several_fit\n" },
  { "payer-parts",
    { JIA, P ("40000,北京甲科技有限公司,") "P2,2026-06-03,23000,北京甲科技有限公司,\n" },
    "P1 applied C-1 40000.00 by_payer_parts\nP2 applied C-1 23000.00 by_payer_parts\n",
    "C-1 63000.00 paid\n" },
  { "payer-parts-of-three",
    { JIA, P ("20000,北京甲科技有限公司,") "P2,2026-06-03,20000,北京甲科技有限公司,\n"
                                           "P3,2026-06-04,23000,北京甲科技有限公司,\n" },
    "P1 applied C-1 20000.00 by_payer_parts\nP2 applied C-1 20000.00 by_payer_parts\n"
    "P3 applied C-1 23000.00 by_payer_parts\n" },
  { "payer-parts-of-two-charges",
    { TWO, P ("40000,北京甲科技有限公司,") "P2,2026-06-03,23000,北京甲科技有限公司,\n" },
    "P1 unmatched - 40000.00 no_exact_amount\nP2 unmatched - 23000.00 no_exact_amount\n" },
  { "payer-part-alone",
    { JIA, P ("40000,北京甲科技有限公司,") },
    "P1 unmatched - 40000.00 no_exact_amount\n" },
  { "payer-letters-of-elsewhere",
    { "C-1 ÜNAL公司 63000 2026-06-01\n", P ("63000,ünal公司,") },
    PAID_BY ("payer_amount") },
  { "charge-of-no-day",
    { "C-1 甲公司 63000 \n", P ("63000,某人,C-1") },
    PAID_BY ("charge_number") },
  { "payer-of-two-spellings", /* which the charges have both */
    { "C-1 ABC公司 63000 2026-06-01\nC-2 ＡＢＣ公司 500 2026-06-01\n", P ("500,abc公司,") },
    "P1 applied C-2 500.00 by_payer_amount\n" },
  { "statements-in-turned-order", /* of their numbers */
    { BOTH, "P5,2026-06-02,63000,某人,C-1\n", "P1,2026-06-03,63000,某人,C-2\n" },
    "P5 applied C-1 63000.00 by_charge_number\nP1 applied C-2 63000.00 by_charge_number\n" },
  { "payer-charge-of-no-day", /* long before the window of the one that has a day */
    { JIA "C-3 北京甲科技有限公司 72000 \n", "P1,2020-01-01,72000,北京甲科技有限公司,\n" },
    "P1 applied C-3 72000.00 by_payer_amount\n" },
  { "payer-of-one-letter", /* whose legal form is a part of the name: one letter is nobody's */
    { "C-1 甲有限公司 63000 2026-06-01\n", P ("63000,甲有限公司,") "P2,2026-06-03,63000,甲,\n" },
    "P1 applied C-1 63000.00 by_payer_amount\nP2 unmatched - 63000.00 nothing_known\n" },
  { "payer-unknown", { JIA, P ("63000,张三,审核费") }, OPEN ("nothing_known") },
  { "payer-of-the-second-export",
    { JIA, P ("63000,,"), P ("63000,北京甲科技有限公司,") },
    PAID_BY ("payer_amount") },
  { "reference-of-the-second-export",
    { BOTH, P ("63000,某人,"), P ("63000,某人,C-1") },
    PAID_BY ("charge_number") },
  { "payer-absent", { JIA, P ("63000,,") }, OPEN ("nothing_known") },
  { "nothing-paid", { JIA, P ("0,某人,") }, "P1 excluded - 0.00 -\n", "C-1 0.00 missing\n" },
  { "number-of-two",
    { "C-1 甲公司 63000 2026-06-01\nc-1 乙公司 63000 2026-06-01\n", P ("63000,某人,C-1") },
    OPEN ("several_fit") },
  /* Days. */
  { "later",
    { JIA, "P1,2026-11-22,63000,某人,C-1\n" },
    "P1 later_payment - 63000.00 -\n",
    "C-1 0.00 missing\n" },
  { "not-yet-due", { "C-1 甲公司 63000 2026-11-22\n", NULL }, "", "C-1 0.00 not_yet_due\n" },
  { "issued-unpaid",
    { JIA, NULL, .certificates = "C-1,cnitsec/operation/2,甲,2026-06-10,\n" },
    "",
    "C-1 0.00 issued_unpaid\n" },
  { "org-of-register",
    { "C-1  63000 2026-06-01\n", P ("63000,丁公司,"),
      .certificates = "C-1,cnitsec/operation/2,丁公司,2026-06-10,\n" },
    PAID_BY ("payer_amount") },
  { "oldest-first",
    { "C-1/annuity 甲公司 15000 2026-05-01\nC-1/audit_fee 甲公司 63000 2026-06-01\n",
      P ("20000,某人,C-1") },
    "P1 applied C-1/annuity 15000.00 by_certificate_number\n"
    "P1 applied C-1/audit_fee 5000.00 by_certificate_number\n" },
  { "item-first-of-instalments",
    { C4_PARTS, P ("40000,某人,C-4"), .policy = "part-payments=item-first" },
    "P1 applied C-4/audit_fee/1 36000.00 by_certificate_number\n"
    "P1 applied C-4/audit_fee/2 4000.00 by_certificate_number\n" },
  { "item-first",
    { "C-1/annuity 甲公司 15000 2026-05-01\nC-1/audit_fee 甲公司 63000 2026-06-01\n",
      P ("20000,某人,C-1"), .policy = "part-payments=item-first" },
    "P1 applied C-1/audit_fee 20000.00 by_certificate_number\n" },
};

void
test_reconciled (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanReconciliation) result = make (&row->call, NULL, &error);
  g_assert_no_error (error);
  g_autofree char *ledger = show (result, "ledger", "payment outcome charge part_amount reason");
  g_assert_cmpstr (ledger, ==, row->ledger);
  if (row->status == NULL)
    return;
  g_autofree char *status = show (result, "reconciliation", "charge paid status");
  g_assert_cmpstr (status, ==, row->status);
}

void
test_reconciled_again (gconstpointer data)
{
  check_again (&((const Row *)data)->call);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  ADD_ROWS ("/reconcile/case/", rows, test_reconciled)
  ADD_ROWS ("/reconcile/again/", rows, test_reconciled_again)
  add_decided_tests ();
  return g_test_run ();
}
