/* What is due, by hand from the clauses. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-charging.h"

typedef struct
{
  const char *name;
  Call call;
  const char *lines, *years, *findings; /* NULL = not looked at */
} Row;

/* engineering 九-1: 72,000 and 15,000, of maintenance 九-2: 48,000; operation 9-1: 63,000 and
 * 15,000, of maintenance nothing; due on the day of the agreement plus terms (an assumption). By
 * month the 15,000.00 are 24 parts of 416.67 and 12 of 416.66; on 2026-11-21 those of 2026-03 ..
 * 2026-11 are earned: 9 * 416.67 = 3,750.03. */
static const Row rows[] = {
  { "initial",
    { .certificates = E2, .applied = PAID },
    "C/audit_fee 72000.00 2025-12-20 agreement_day 2026-03-15 2026-03-15 published\n"
    "C/annuity 15000.00 2025-12-20 agreement_day 2026-03-15 2029-03-15 published\n",
    "1 2026-03-15 2027-03-15 5000.00 5000.00 3750.03\n"
    "2 2027-03-16 2028-03-15 5000.00 5000.00 0.00\n"
    "3 2028-03-16 2029-03-15 5000.00 5000.00 0.00\n",
    "" },
  { "terms",
    { .certificates = E2, .terms = "P1M" },
    "C/audit_fee 72000.00 2026-01-20 agreement_day 2026-03-15 2026-03-15 published\n"
    "C/annuity 15000.00 2026-01-20 agreement_day 2026-03-15 2029-03-15 published\n",
    NULL,
    "" },
  /* 2025-12-20 is a Saturday: ten working days on, with 2026-01-01 to 01-03 off and Sunday 01-04
   * worked, are 22 .. 26, 29 .. 31 December, 4 and 5 January. */
  { "terms-of-working-days",
    { .certificates = E2, .terms = "P10B" },
    "C/audit_fee 72000.00 2026-01-05 agreement_day 2026-03-15 2026-03-15 published\n"
    "C/annuity 15000.00 2026-01-05 agreement_day 2026-03-15 2029-03-15 published\n",
    NULL,
    NULL },
  { "agreed-days-past-the-calendar", /* of working days, which ends with 2035 */
    { .certificates = "C,cnitsec/engineering/2,甲,2036-03-15,2039-03-15,initial,,2035-12-28\n",
      .agreed = "C,audit_fee,72000,2036-01-01\nC,annuity,15000,2036-02-01\n",
      .terms = "P10B",
      .as_of = "2036-12-31" },
    "C/audit_fee 72000.00 2036-01-01 agreed_date 2036-03-15 2036-03-15 published\n"
    "C/annuity 15000.00 2036-02-01 agreed_date 2036-03-15 2039-03-15 published\n",
    NULL,
    NULL },
  { "no-agreement-known",
    { .certificates = "C,cnitsec/engineering/2,甲,2026-03-15,2029-03-15,initial,,\n" },
    "C/audit_fee 72000.00 2026-03-15 issue 2026-03-15 2026-03-15 published\n"
    "C/annuity 15000.00 2026-03-15 issue 2026-03-15 2029-03-15 published\n",
    NULL,
    NULL },
  { "audit-when-due",
    { .certificates = "C,cnitsec/engineering/2,甲,2026-03-15,2029-03-15,initial,,2026-01-10\n",
      .policy = "audit-fee=when-due" },
    "C/audit_fee 72000.00 2026-01-10 agreement_day 2026-01-10 2026-01-10 published\n"
    "C/annuity 15000.00 2026-01-10 agreement_day 2026-03-15 2029-03-15 published\n",
    NULL,
    NULL },
  { "no-expiry-printed",
    { .certificates = "C,cnitsec/engineering/2,甲,2024-02-29,,initial,,2024-01-01\n" },
    "C/audit_fee 72000.00 2024-01-01 agreement_day 2024-02-29 2024-02-29 published\n"
    "C/annuity 15000.00 2024-01-01 agreement_day 2024-02-29 2027-02-28 published\n",
    NULL,
    NULL },
  { "no-tariff",
    { .certificates = "C,cnitsec/operation/2,甲,2026-03-15,2029-03-15,maintenance,,2026-01-01\n" },
    "C/fee - 2026-01-01 agreement_day 2026-03-15 2026-03-15 no_published_tariff\n",
    "",
    NULL },
  { "other-kind-same-amount", /* 63,000 is operation's audit fee, and maintenance of engineering in
                                 all */
    { .certificates = "C,cnitsec/engineering/2,甲,2026-03-15,2029-03-15,维持,,2026-01-01\n" },
    "C/audit_fee 48000.00 2026-01-01 agreement_day 2026-03-15 2026-03-15 published\n"
    "C/annuity 15000.00 2026-01-01 agreement_day 2026-03-15 2029-03-15 published\n",
    NULL,
    NULL },
  { "renewed-in-time", /* its term follows the old one's, and so does what its annuity pays for */
    { .certificates = "A,cnitsec/cloud/1,甲,2023-06-01,2026-06-01,initial,,2023-02-01\n"
                      "B,cnitsec/cloud/1,甲,2026-04-20,2029-06-01,,A,2026-01-15\n" },
    "A/audit_fee 21000.00 2023-02-01 agreement_day 2023-06-01 2023-06-01 published\n"
    "A/annuity 15000.00 2023-02-01 agreement_day 2023-06-01 2026-06-01 published\n"
    "B/audit_fee 21000.00 2026-01-15 agreement_day 2026-04-20 2026-04-20 published\n"
    "B/annuity 15000.00 2026-01-15 agreement_day 2026-06-02 2029-06-01 published\n",
    "1 2023-06-01 2024-06-01 5000.00 - 5000.00\n2 2024-06-02 2025-06-01 5000.00 - 5000.00\n"
    "3 2025-06-02 2026-06-01 5000.00 - 5000.00\n1 2026-06-02 2027-06-01 5000.00 - 2500.02\n"
    "2 2027-06-02 2028-06-01 5000.00 - 0.00\n3 2028-06-02 2029-06-01 5000.00 - 0.00\n",
    NULL },
  { "renewed-from-issue",
    { .certificates = "A,cnitsec/cloud/1,甲,2023-06-01,2026-06-01,initial,,2023-02-01\n"
                      "B,cnitsec/cloud/1,甲,2026-04-20,2029-04-20,,A,2026-01-15\n",
      .policy = "renewed-term=from-issue" },
    NULL,
    "1 2023-06-01 2024-06-01 5000.00 - 5000.00\n2 2024-06-02 2025-06-01 5000.00 - 5000.00\n"
    "3 2025-06-02 2026-06-01 5000.00 - 5000.00\n1 2026-04-20 2027-04-20 5000.00 - 3333.36\n"
    "2 2027-04-21 2028-04-20 5000.00 - 0.00\n3 2028-04-21 2029-04-20 5000.00 - 0.00\n",
    NULL },
  /* Both terms end the day before; the new one begins the day after the old one's last, and by
   * 2026-11-21 nothing of it is earned: of the old one 36 months are. */
  { "renewed-from-day-to-day",
    { .certificates = "A,cnitsec/cloud/1,甲,2023-12-01,2026-11-30,initial,,2023-10-01\n"
                      "B,cnitsec/cloud/1,甲,2026-11-20,2029-11-30,,A,2026-08-01\n" },
    NULL,
    "1 2023-12-01 2024-11-30 5000.00 - 5000.00\n2 2024-12-01 2025-11-30 5000.00 - 5000.00\n"
    "3 2025-12-01 2026-11-30 5000.00 - 5000.00\n1 2026-12-01 2027-11-30 5000.00 - 0.00\n"
    "2 2027-12-01 2028-11-30 5000.00 - 0.00\n3 2028-12-01 2029-11-30 5000.00 - 0.00\n",
    NULL },
  { "years-from-day-to-day",
    { .certificates = "C,cnitsec/cloud/1,甲,2026-10-20,2029-10-19,initial,,2026-08-01\n" },
    NULL,
    "1 2026-10-20 2027-10-19 5000.00 - 833.34\n2 2027-10-20 2028-10-19 5000.00 - 0.00\n"
    "3 2028-10-20 2029-10-19 5000.00 - 0.00\n",
    NULL },
  { "years-to-the-same-day", /* the day of the issue is not counted: the first one has it besides */
    { .certificates = "C,cnitsec/cloud/1,甲,2026-10-20,2029-10-20,initial,,2026-08-01\n" },
    NULL,
    "1 2026-10-20 2027-10-20 5000.00 - 833.34\n2 2027-10-21 2028-10-20 5000.00 - 0.00\n"
    "3 2028-10-21 2029-10-20 5000.00 - 0.00\n",
    NULL },
  { "upgraded", /* the old certificate ends at the issue of the new one; nothing is credited */
    { .certificates = "A,cnitsec/engineering/1,甲,2024-05-06,2027-05-06,initial,,2024-03-01\n"
                      "B,cnitsec/engineering/2,甲,2026-10-08,2029-10-08,,A,2026-07-01\n" },
    "A/fee - 2024-03-01 agreement_day 2024-05-06 2024-05-06 no_published_tariff\n"
    "B/audit_fee 72000.00 2026-07-01 agreement_day 2026-10-08 2026-10-08 published\n"
    "B/annuity 15000.00 2026-07-01 agreement_day 2026-10-08 2029-10-08 published\n",
    "1 2026-10-08 2027-10-08 5000.00 - 833.34\n2 2027-10-09 2028-10-08 5000.00 - 0.00\n"
    "3 2028-10-09 2029-10-08 5000.00 - 0.00\n",
    NULL },
  { "revoked",
    { .certificates = E2, .events = "C,revocation,2026-06-15\n" },
    NULL,
    "1 2026-03-15 2027-03-15 5000.00 - 5000.00\n2 2027-03-16 2028-03-15 5000.00 - 5000.00\n"
    "3 2028-03-16 2029-03-15 5000.00 - 5000.00\n",
    NULL },
  { "revoked-and-returned", /* 4 months of 416.67 */
    { .certificates = E2,
      .events = "C,revocation,2026-06-15\n",
      .policy = "ended-annuity=returned" },
    NULL,
    "1 2026-03-15 2027-03-15 5000.00 - 1666.68\n2 2027-03-16 2028-03-15 5000.00 - 0.00\n"
    "3 2028-03-16 2029-03-15 5000.00 - 0.00\n",
    NULL },
  { "issued-unpaid",
    { .certificates = E2,
      .applied = "P1,C/audit_fee,72000,2026-01-05\nP2,C/annuity,7000,2026-03-16\n" },
    NULL,
    "1 2026-03-15 2027-03-15 5000.00 5000.00 3750.03\n2 2027-03-16 2028-03-15 5000.00 2000.00 "
    "0.00\n"
    "3 2028-03-16 2029-03-15 5000.00 0.00 0.00\n",
    "C Issued on 2026-03-15 though unpaid: of 87,000.00 yuan 72,000.00 were paid by then, "
    "79,000.00 by now 5.3、九-3\n" },
  /* Of the annuity 7,000.00 are waived in the fourth month: 1,666.68 are earned, and 6,333.32 stay
   * for 32 months: 633,332 = 32 * 19,791 + 20, of which five are over on 2026-11-21. */
  { "waived",
    { .certificates = E2,
      .applied = "P1,C/audit_fee,72000,2026-01-05,\nP2,C/annuity,8000,2026-01-05,\n"
                 ",C/annuity,7000,2026-06-12,by_waiver\n" },
    NULL,
    "1 2026-03-15 2027-03-15 2666.67 2666.67 2656.28\n"
    "2 2027-03-16 2028-03-15 2666.67 2666.67 0.00\n"
    "3 2028-03-16 2029-03-15 2666.66 2666.66 0.00\n",
    "" },
  { "waived-in-parts", /* in one month: the same; so is what is waived of another one */
    { .certificates = E2 "D,cnitsec/engineering/2,乙,2026-03-15,2029-03-15,initial,,2025-12-20\n",
      .applied = "P1,C/audit_fee,72000,2026-01-05,\nP2,C/annuity,8000,2026-01-05,\n"
                 "P3,D/audit_fee,72000,2026-01-05,\nP4,D/annuity,8000,2026-01-05,\n"
                 ",D/annuity,3000,2026-06-13,by_waiver\n,D/annuity,4000,2026-06-12,by_waiver\n"
                 ",C/annuity,3000,2026-06-12,by_waiver\n,C/annuity,4000,2026-06-12,by_waiver\n" },
    NULL,
    "1 2026-03-15 2027-03-15 2666.67 2666.67 2656.28\n"
    "2 2027-03-16 2028-03-15 2666.67 2666.67 0.00\n"
    "3 2028-03-16 2029-03-15 2666.66 2666.66 0.00\n"
    "1 2026-03-15 2027-03-15 2666.67 2666.67 2656.28\n"
    "2 2027-03-16 2028-03-15 2666.67 2666.67 0.00\n"
    "3 2028-03-16 2029-03-15 2666.66 2666.66 0.00\n",
    "" },
  { "bank-fee-that-was-paid-after-all",
    { .certificates = E2,
      .applied = "P1,C/audit_fee,72000,2026-01-05,\nP2,C/annuity,14985,2026-01-05,\n"
                 "P3,C/annuity,15,2026-03-05,\n,C/annuity,15,2026-01-05,by_difference\n"
                 ",C/annuity,-15,2026-03-05,by_difference\n" },
    NULL,
    "1 2026-03-15 2027-03-15 5000.00 5000.00 3750.03\n"
    "2 2027-03-16 2028-03-15 5000.00 5000.00 0.00\n"
    "3 2028-03-16 2029-03-15 5000.00 5000.00 0.00\n",
    "" },
  { "tolerated-then-waived", /* nothing is asked for, whatever the order of the rows */
    { .certificates = E2,
      .applied = "P1,C/audit_fee,72000,2026-01-05,\nP2,C/annuity,14985,2026-01-05,\n"
                 "P3,C/annuity,-14985,2026-02-05,\n,C/annuity,15,2026-01-05,by_difference\n"
                 ",C/annuity,15000,2026-02-10,by_waiver\n"
                 ",C/annuity,-15,2026-02-10,by_difference\n" },
    NULL,
    "1 2026-03-15 2027-03-15 0.00 0.00 0.00\n2 2027-03-16 2028-03-15 0.00 0.00 0.00\n"
    "3 2028-03-16 2029-03-15 0.00 0.00 0.00\n",
    "" },
  { "bank-fee", /* is not asked for, and earned all the same; a waiver of tomorrow is not yet */
    { .certificates = E2,
      .applied = "P1,C/audit_fee,72000,2026-01-05,\nP2,C/annuity,14985,2026-01-05,\n"
                 ",C/annuity,15,2026-01-05,by_difference\n"
                 ",C/annuity,7000,2026-11-22,by_waiver\n" },
    NULL,
    "1 2026-03-15 2027-03-15 5000.00 5000.00 3750.03\n"
    "2 2027-03-16 2028-03-15 5000.00 5000.00 0.00\n"
    "3 2028-03-16 2029-03-15 5000.00 4985.00 0.00\n",
    "" },
  { "paid-on-the-day", /* the gate asks for all of it before the evaluation: by the issue it must be
                          there */
    { .certificates = E2,
      .applied = "P1,C/audit_fee,72000,2026-01-05\nP2,C/annuity,15000,2026-03-15\n" },
    NULL,
    NULL,
    "" },
  { "paid-late",
    { .certificates = E2,
      .applied = "P1,C/audit_fee,72000,2026-01-05\nP2,C/annuity,15000,2026-03-16\n" },
    NULL,
    NULL,
    "C Issued on 2026-03-15 before it was paid: of 87,000.00 yuan 72,000.00 were paid by then, all "
    "of it by now 5.3、九-3\n" },
  { "paid-too-much-for-one", /* what is over for one charge does not pay another */
    { .certificates = E2, .applied = "P1,C/audit_fee,87000,2026-01-05\n" },
    NULL,
    NULL,
    "C Issued on 2026-03-15 though unpaid: of 87,000.00 yuan 72,000.00 were paid by then, "
    "72,000.00 by now 5.3、九-3\n" },
  { "paid-after-the-look",
    { .certificates = E2, .applied = PAID, .as_of = "2026-01-04" },
    NULL,
    "1 2026-03-15 2027-03-15 5000.00 0.00 0.00\n2 2027-03-16 2028-03-15 5000.00 0.00 0.00\n"
    "3 2028-03-16 2029-03-15 5000.00 0.00 0.00\n",
    "" },
  /* What was neither agreed nor issued by then is not there, whatever is known of it today. */
  { "agreed-after-the-look",
    { .certificates = E2 "D,cnitsec/cloud/1,乙,2025-03-15,2028-03-15,initial,,\n",
      .cases = "K,cnitsec/cloud/1,initial,丙,2026-09-01,2026-09-20,2026-10-10,2026-10-12\n",
      .agreed = "C,implementation,100,\n",
      .applied = PAID,
      .as_of = "2025-12-19" },
    "D/audit_fee 21000.00 2025-03-15 issue 2025-03-15 2025-03-15 published\n"
    "D/annuity 15000.00 2025-03-15 issue 2025-03-15 2028-03-15 published\n",
    NULL,
    NULL },
  { "paid-after-the-look-at-what-was-issued", /* on 15 March; what comes in May is not there in
                                                 April */
    { .certificates = E2,
      .applied = "P1,C/audit_fee,72000,2026-01-05\nP2,C/annuity,15000,2026-05-01\n",
      .as_of = "2026-04-30" },
    NULL,
    NULL,
    "C Issued on 2026-03-15 though unpaid: of 87,000.00 yuan 72,000.00 were paid by then, "
    "72,000.00 by now 5.3、九-3\n" },
  { "refunded",
    { .certificates = E2, .applied = PAID "P3,C/annuity,-5000,2026-05-01\n" },
    NULL,
    "1 2026-03-15 2027-03-15 5000.00 5000.00 3750.03\n2 2027-03-16 2028-03-15 5000.00 5000.00 "
    "0.00\n"
    "3 2028-03-16 2029-03-15 5000.00 0.00 0.00\n",
    "" },
  { "event-that-no-document-knows",
    { .certificates = "C,isccc/software/1,甲,2026-03-15,2029-03-15,initial,,2025-12-20\n",
      .events = "C,other,2026-06-15\n" },
    NULL,
    NULL,
    "C No document says what the event of 2026-06-15 (other) does to a certificate that is: valid "
    "-\n" },
  { "unknown-charge",
    { .certificates = E2, .applied = PAID "P3,D/annuity,1,2026-05-01\n" },
    NULL,
    NULL,
    "D/annuity A payment is applied to a charge that there is not -\n" },
  { "case-of-the-certificate", /* its charges keep the number that they had before the issue */
    { .certificates = "C,cnitsec/engineering/2,甲,2026-03-15,2029-03-15,,,\n",
      .cases = "K,cnitsec/engineering/2,initial,甲,2025-12-01,2025-12-20,2026-03-20,2026-03-15\n" },
    "K/audit_fee 72000.00 2025-12-20 agreement_day 2026-03-15 2026-03-15 published\n"
    "K/annuity 15000.00 2025-12-20 agreement_day 2026-03-15 2029-03-15 published\n",
    NULL,
    "C Issued on 2026-03-15 before it was paid: of 87,000.00 yuan 0.00 were paid by then, all of "
    "it "
    "by now 5.3、九-3\n" },
  { "case-of-another-day",
    { .certificates = "C,cnitsec/cloud/1,甲,2026-03-15,2029-03-15,initial,,2025-12-20\n",
      .cases = "K,cnitsec/cloud/1,initial,甲,2025-12-01,2025-12-20,2026-01-05,2026-03-16\n" },
    "C/audit_fee 21000.00 2025-12-20 agreement_day 2026-03-15 2026-03-15 published\n"
    "C/annuity 15000.00 2025-12-20 agreement_day 2026-03-15 2029-03-15 published\n"
    "K/audit_fee 21000.00 2025-12-20 agreement_day 2026-03-16 2026-03-16 published\n"
    "K/annuity 15000.00 2025-12-20 agreement_day - - published\n",
    NULL,
    "K The case was finished on 2026-03-16, and no certificate of that day is in the register "
    "-\n" },
  { "two-days-of-the-agreement",
    { .certificates = E2,
      .cases = "K,cnitsec/engineering/2,initial,甲,2025-12-01,2025-12-22,2026-01-05,2026-03-15\n" },
    "K/audit_fee 72000.00 2025-12-20 agreement_day 2026-03-15 2026-03-15 published\n"
    "K/annuity 15000.00 2025-12-20 agreement_day 2026-03-15 2029-03-15 published\n",
    NULL,
    "C The register says that the agreement is of 2025-12-20, the case says 2025-12-22; the "
    "register "
    "counts -\n" },
  { "under-way",
    { .cases = "K,cnitsec/cloud/1,initial,甲,2026-09-01,2026-09-20,2026-10-10,\n" },
    "K/audit_fee 21000.00 2026-09-20 agreement_day - - published\n"
    "K/annuity 15000.00 2026-09-20 agreement_day - - published\n",
    "",
    "" },
  { "not-agreed",
    { .cases = "K,cnitsec/cloud/1,initial,甲,2026-09-01,,,\n" },
    "K/audit_fee 21000.00 - - - - published\nK/annuity 15000.00 - - - - published\n",
    "",
    "" },
  { "instalments",
    { .certificates = E2,
      .agreed
      = "C,审核费用,30000,2026-01-01\nC,implementation,12000.5,\nC,audit_fee,42000,2026-02-01\n" },
    "C/audit_fee/1 30000.00 2026-01-01 agreed_date 2026-03-15 2026-03-15 published\n"
    "C/audit_fee/2 42000.00 2026-02-01 agreed_date 2026-03-15 2026-03-15 published\n"
    "C/annuity 15000.00 2025-12-20 agreement_day 2026-03-15 2029-03-15 published\n"
    "C/implementation 12000.50 2025-12-20 agreement_day 2026-03-15 2026-03-15 own_amount\n",
    NULL,
    NULL },
  { "one-instalment-of-the-annuity",
    { .certificates = E2, .agreed = "C,annuity,15000,2026-03-01\n" },
    "C/audit_fee 72000.00 2025-12-20 agreement_day 2026-03-15 2026-03-15 published\n"
    "C/annuity 15000.00 2026-03-01 agreed_date 2026-03-15 2029-03-15 published\n",
    NULL,
    NULL },
  { "item-misspelt", /* 年金 is a part of the item's name; 差旅 is near none */
    { .certificates = E2, .agreed = "C,audit_fe,72000,\nC,年金,1,\nC,年金,2,\nC,差旅,3,\n" },
    NULL,
    NULL,
    "C \"audit_fe\" was agreed on and is charged on top of the tariff; the tariff has \"audit "
    "fee\": what is an instalment of that must have its name 九-1\n"
    "C \"年金\" was agreed on and is charged on top of the tariff; the tariff has \"three-year "
    "annuity\": what is an instalment of that must have its name 九-1\n" },
  { "two-costs-of-one-name",
    { .certificates = E2, .agreed = "C,差旅,1,\nC,差旅,2,\nC,餐费,3,\n" },
    "C/audit_fee 72000.00 2025-12-20 agreement_day 2026-03-15 2026-03-15 published\n"
    "C/annuity 15000.00 2025-12-20 agreement_day 2026-03-15 2029-03-15 published\n"
    "C/差旅/1 1.00 2025-12-20 agreement_day 2026-03-15 2026-03-15 own_amount\n"
    "C/差旅/2 2.00 2025-12-20 agreement_day 2026-03-15 2026-03-15 own_amount\n"
    "C/餐费 3.00 2025-12-20 agreement_day 2026-03-15 2026-03-15 own_amount\n",
    NULL,
    NULL },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanCharging) charging = make (get_rulebook (), &row->call, NULL, &error);
  g_assert_no_error (error);
  if (charging == NULL)
    return;
  check (charging, "charges", line_names, row->lines);
  check (charging, "years", year_names, row->years);
  check (charging, "findings", finding_names, row->findings);
}

/* What is written is read back as the record "charges", in the fields' names and in Chinese, with
 * the missing tariff as what it is. */
static void
test_round_trip (void)
{
  static const Call call
      = { .certificates
          = E2 "M,cnitsec/operation/2,乙,2026-03-15,2029-03-15,maintenance,,2026-01-01\n",
          .cases = "K,cnitsec/cloud/1,initial,\"=丙 \"\"有限\"\", 公司\",2026-09-01,2026-09-20,,\n",
          .agreed = "K,=1+1,7,\n" };
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanCharging) charging = make (get_rulebook (), &call, NULL, &error);
  g_assert_no_error (error);
  g_autofree char *folder = g_dir_make_tmp ("certplan-charging-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "charges.csv", NULL);
  const CertplanLang langs[] = { CERTPLAN_LANG_FIELD, CERTPLAN_LANG_EN, CERTPLAN_LANG_ZH_CN };
  for (gsize i = 0; i < G_N_ELEMENTS (langs); i++)
    {
      g_autoptr (CertplanTables) tables = certplan_charging_dup_tables (charging, FALSE);
      g_autoptr (CertplanTargets) targets = certplan_targets_new ();
      certplan_targets_set_lang (targets, langs[i]);
      g_assert_true (certplan_targets_add (targets, path, NULL));
      g_assert_true (certplan_write_outputs (tables, targets, NULL, &error));
      g_assert_no_error (error);
      g_autoptr (CertplanRecords) read
          = certplan_records_load ("charges", path, NULL, get_rulebook (), NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (certplan_records_get_n (read), ==, 6);
      g_unlink (path);
    }
  g_rmdir (folder);
}

/* 20,000 certificates take ten times as long as 2,000, give or take: each is looked at once. */
static CertplanCharging *
make_many (guint n)
{
  g_autoptr (GString) rows_text = g_string_new (NULL);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (
        rows_text, "C%u,cnitsec/engineering/2,企业%u,2026-%02u-%02u,,initial,,2025-12-20\n", i, i,
        i % 10 + 1, i % 28 + 1);
  const Call call = { .certificates = rows_text->str };
  return make (get_rulebook (), &call, NULL, NULL);
}

static void
test_many (void)
{
  const guint n = g_test_slow () ? 100000 : 10000;
  g_autoptr (CertplanCharging) charging = make_many (n);
  g_assert_nonnull (charging);
  g_assert_cmpint (certplan_charging_get_total (charging), ==, (CertplanMoney)n * 8700000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  ADD_ROWS ("/charging/", rows, test_row);
  add_fault_tests ();
  g_test_add_func ("/charging/round-trip", test_round_trip);
  g_test_add_func ("/charging/many", test_many);
  return g_test_run ();
}
