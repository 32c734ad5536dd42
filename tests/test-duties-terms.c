/* How long terms last where the rules changed, and where they say it of one kind alone.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-duties.h"
#include "test-duties.h"
#include "test-given.h"
#include "test-rule-folder.h"
#include "test-tables.h"

#define HEADER "certificate,qualification,org,issued,printed_expiry,kind,supersedes\n"
#define PERIODS                                                                                    \
  "qualification,kind,period,duration,event,modality,valid_from,valid_to,source,clause\n"

/* Three years up to the end of 2025, two from 2026 on. */
#define SHORTENED                                                                                  \
  PERIODS "cnitsec/cloud/1,,validity,P36M,issue,must,,2025-12-31,house,1\n"                        \
          "cnitsec/cloud/1,,validity,P24M,issue,must,2026-01-01,,house,2\n"
/* Five years for an upgrade, one for what is renewed, three for all else. */
#define BY_KIND                                                                                    \
  PERIODS "cnitsec/cloud/1,upgrade,validity,P60M,issue,must,,,house,1\n"                           \
          "cnitsec/cloud/1,maintenance,validity,P12M,issue,must,,,house,2\n"                       \
          "cnitsec/operation/2,initial,validity,P48M,issue,must,,,house,3\n"

typedef struct
{
  const char *name;
  const char *periods;
  const char *rows;
  const char *as_of, *until;
  const char *states, *findings;
  const char *duties;
  const char *policy; /* NULL = as it is */
} TermRow;

static const TermRow term_rows[] = {
  /* by the rules of its issue; the next term, from 2028-03-01 on, by those of then */
  { "rules-of-the-issue", SHORTENED, "A,cnitsec/cloud/1,O,2025-03-01,,,\n", "2026-06-01",
    "2030-12-31", "A|2028-03-01\n", "",
    "renewal_lead|2027-09-01\n"
    "renewal_grace|2028-09-01\n"
    "renewal_lead|2029-09-01\n"
    "renewal_grace|2030-09-01\n",
    NULL },
  { "printed-under-the-old-rules", SHORTENED, "A,cnitsec/cloud/1,O,2025-03-01,2028-03-01,,\n",
    "2026-06-01", "2026-06-01", "A|2028-03-01\n", "", "", NULL },
  { "issued-under-the-new-rules", SHORTENED, "A,cnitsec/cloud/1,O,2026-03-01,2029-03-01,,\n",
    "2026-06-01", "2026-06-01", "A|2029-03-01\n", "A|2\n", "", NULL },
  { "renewed-under-the-new-rules", SHORTENED,
    "A,cnitsec/cloud/1,O,2023-03-01,,,\nB,cnitsec/cloud/1,O,2026-02-01,,,A\n", "2026-06-01",
    "2026-06-01", "A|2026-03-01\nB|2028-03-01\n", "", "", NULL },
  /* older than any row: article 19 of ccia-2024-8, in force from 2024-03-01 on */
  { "older-than-the-rules", PERIODS, "A,ccia/finance/3,O,2024-02-29,,,\n", "2026-06-01",
    "2026-06-01", "A|2027-02-28\n", "", "", NULL },
  { "by-kind", BY_KIND,
    "A,cnitsec/cloud/1,O,2025-03-01,,upgrade,\n"
    "B,cnitsec/cloud/1,P,2025-09-01,,maintenance,\n"
    "C,cnitsec/cloud/1,Q,2025-03-01,,initial,\n"
    "D,cnitsec/cloud/1,R,2025-03-01,,,\n"
    "E,cnitsec/operation/2,R,2025-06-30,,,\n",
    "2026-06-01", "2026-06-01",
    "A|2030-03-01\nB|2026-09-01\nC|2028-03-01\nD|2028-03-01\nE|2029-06-30\n", "",
    "renewal_lead|2026-03-01\n", NULL },
  /* a renewal is filed as the rules say of renewals */
  { "lead-of-another-kind",
    PERIODS "cnitsec/cloud/1,upgrade,renewal_lead,P9M,expiry,must,,,house,1\n",
    "A,cnitsec/cloud/1,O,2025-03-01,,,\n", "2026-06-01", "2028-01-31", "A|2028-03-01\n", "",
    "renewal_lead|2027-09-01\n", NULL },
  /* of renewals the rules say nothing: then what they say of any kind */
  { "duty-of-another-kind",
    PERIODS "cnitsec/cloud/1,upgrade,renewal_completion,P12M,expiry,must,,,house,1\n",
    "A,cnitsec/cloud/1,O,2025-03-01,,upgrade,\n", "2026-01-01", "2029-06-30", "A|2028-03-01\n", "",
    "renewal_lead|2027-09-01\n"
    "renewal_grace|2028-09-01\n"
    "renewal_completion|2029-03-01\n",
    NULL },
  /* what replaces one of the same level is a renewal, and so is each later term */
  { "renewal-without-its-kind", BY_KIND,
    "A,cnitsec/cloud/1,O,2022-09-01,,,\nB,cnitsec/cloud/1,O,2025-09-01,,,A\n", "2026-01-01",
    "2027-06-30", "A|2025-09-01\nB|2026-09-01\n", "",
    "renewal_lead|2026-03-01\n"
    "renewal_lead|2027-03-01\n"
    "renewal_grace|2027-03-01\n",
    NULL },
  /* 四, 九: what is filed today is issued three months later; after the old expiry, the next term
   * runs from there: 2027-02-22 + 36 months - 6 */
  { "next-term-in-grace", PERIODS, "A,cnitsec/engineering/2,O,2023-06-01,2026-05-31,,\n",
    "2026-11-22", "2030-12-31", "A|2026-05-31\n", "",
    "renewal_lead|2025-11-30\n"
    "renewal_grace|2026-11-30\n"
    "renewal_lead|2029-08-22\n"
    "renewal_grace|2030-08-22\n",
    NULL },
  { "next-term-late", PERIODS, "A,cnitsec/engineering/2,O,2023-06-01,2026-05-31,,\n", "2026-03-01",
    "2029-06-30", "A|2026-05-31\n", "",
    "renewal_lead|2025-11-30\n"
    "renewal_grace|2026-11-30\n"
    "renewal_lead|2028-12-01\n",
    NULL },
  /* issued on 2026-05-28, by the expiry: from 2026-05-31 */
  { "next-term-late-and-early-enough", PERIODS,
    "A,cnitsec/engineering/2,O,2023-06-01,2026-05-31,,\n", "2026-02-28", "2029-06-30",
    "A|2026-05-31\n", "",
    "renewal_lead|2025-11-30\n"
    "renewal_grace|2026-11-30\n"
    "renewal_lead|2028-11-30\n",
    NULL },
  /* filed on 2025-11-30, issued on 2026-02-28 */
  { "next-term-from-issue", PERIODS, "A,cnitsec/engineering/2,O,2023-06-01,2026-05-31,,\n",
    "2025-11-01", "2029-06-30", "A|2026-05-31\n", "",
    "renewal_lead|2025-11-30\n"
    "renewal_grace|2026-11-30\n"
    "renewal_lead|2028-08-28\n",
    "renewed-term=from-issue" },
  /* an annual confirmation counts from the issue of the late one, 2027-03-01: 5 of operation */
  { "yearly-from-the-late-issue", PERIODS "cnitsec/operation/2,,target,P3M,filing,must,,,house,1\n",
    "A,cnitsec/operation/2,O,2024-02-29,2027-02-28,,\n", "2026-12-01", "2028-12-31",
    "A|2027-02-28\n", "",
    "renewal_lead|2026-08-28\n"
    "annual_confirmation|2028-03-01\n",
    NULL },
};

static void
test_term (Folder *folder, gconstpointer data)
{
  static const char *const state_columns[] = { "certificate", "expiry", NULL };
  static const char *const finding_columns[] = { "subject", "clause", NULL };
  static const char *const duty_columns[] = { "duty", "due", NULL };
  const TermRow *row = data;
  g_autoptr (GError) error = NULL;
  write_file (folder, "schemes/cnitsec/periods.csv", row->periods);
  g_autoptr (CertplanRulebook) rulebook = load (folder, NULL, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanRecords) records = load_rows (rulebook, "register", NULL, HEADER, row->rows);
  g_autoptr (CertplanPolicy) policy = certplan_policy_new ();
  if (row->policy != NULL)
    g_assert_true (certplan_policy_set (policy, row->policy, NULL));
  g_autoptr (CertplanDuties) duties
      = certplan_duties_new (rulebook, policy, records, NULL, NULL, parse_day (row->as_of),
                             parse_day (row->until), NULL, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanTables) tables = certplan_duties_dup_tables (duties, FALSE);
  g_autofree char *states
      = dup_columns (certplan_tables_find (tables, "states"), state_columns, "|");
  g_autofree char *findings
      = dup_columns (certplan_tables_find (tables, "findings"), finding_columns, "|");
  g_autofree char *lines = dup_columns (certplan_tables_find (tables, "duties"), duty_columns, "|");
  g_assert_cmpstr (states, ==, row->states);
  g_assert_cmpstr (findings, ==, row->findings);
  g_assert_cmpstr (lines, ==, row->duties);
}

void
add_terms (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (term_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/duties/term/", term_rows[i].name, NULL);
      g_test_add (path, Folder, &term_rows[i], folder_set_up, test_term, folder_tear_down);
    }
}
