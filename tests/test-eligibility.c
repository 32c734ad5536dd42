/* Criteria against facts: expected values by hand, from the clauses that are quoted.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-eligibility.h"

#define UP "up/build/2"
#define GOOD "entity=yes capital=100万元 cisp=8 engineers=75 value_3y=2000000 "
#define HELD_1 "held_up/build/1=2024-05-11/2027-05-10 "
#define DOWN_1 "leader=yes "

static const Case cases[] = {
  /* ten per cent of 75 is 7.5, rounded up 8, which is more than 6 */
  { "all-met", UP, "2026-12-01", NULL, GOOD HELD_1 "service_since=2023-12-01", NULL, NULL, NULL,
    "entity|yes|yes||met|\n"
    "rung|up/build/1 held|2024-05-11/2027-05-10||met|\n"
    "years|P36M|2023-12-01|0|met|\n"
    "capital|1000000.00|1000000.00|0.00|met|\n"
    "cisp|8|8|0|met|\n"
    "value|2000000.00|2000000.00|0.00|met|\n",
    "no_known_obstacle|2026-12-01\n" },
  { "one-day-too-early", UP, "2026-11-30", NULL, GOOD HELD_1 "service_since=2023-12-01", NULL, NULL,
    NULL,
    "entity|yes|yes||met|\n"
    "rung|up/build/1 held|2024-05-11/2027-05-10||met|\n"
    "years|P36M|2023-12-01|1|not_met|2026-12-01\n"
    "capital|1000000.00|1000000.00|0.00|met|\n"
    "cisp|8|8|0|met|\n"
    "value|2000000.00|2000000.00|0.00|met|\n",
    "not_met|2026-12-01\n" },
  /* when three years of service are over, level 1 has expired: time alone does not help */
  { "level-1-ends-before-the-years", UP, "2026-12-01", NULL, GOOD HELD_1 "service_since=2024-05-11",
    NULL, NULL, NULL,
    "entity|yes|yes||met|\n"
    "rung|up/build/1 held|2024-05-11/2027-05-10||met|\n"
    "years|P36M|2024-05-11|161|not_met|2027-05-11\n"
    "capital|1000000.00|1000000.00|0.00|met|\n"
    "cisp|8|8|0|met|\n"
    "value|2000000.00|2000000.00|0.00|met|\n",
    "not_met|\n" },
  /* 31 engineers ask for 4 by the share, so for 6; a leap day's third year ends on 28 February */
  { "gaps-and-leap-day", UP, "2027-02-27", NULL,
    "entity=no capital=999999.99 cisp=5 engineers=31 value_3y=0 service_since=2024-02-29 "
    "held_up/build/1=no",
    NULL, NULL, NULL,
    "entity|yes|no||not_met|\n"
    "rung|up/build/1 held|no||not_met|\n"
    "years|P36M|2024-02-29|1|not_met|2027-02-28\n"
    "capital|1000000.00|999999.99|0.01|not_met|\n"
    "cisp|6|5|1|not_met|\n"
    "value|2000000.00|0.00|2000000.00|not_met|\n",
    "not_met|\n" },
  /* too few for the number alone is too few for the share also; enough for it may be too few */
  { "share-of-nothing-known", UP, "2026-12-01", NULL, HELD_1 "cisp=5", NULL, NULL, NULL,
    "entity|yes|||unknown|\nrung|up/build/1 held|2024-05-11/2027-05-10||met|\n"
    "years|P36M|||unknown|\ncapital|1000000.00|||unknown|\ncisp|6|5|1|not_met|\n"
    "value|2000000.00|||unknown|\n",
    "not_met|\n" },
  { "share-unknown", UP, "2026-12-01", NULL, HELD_1 "cisp=9 service_since=3", NULL, NULL, NULL,
    "entity|yes|||unknown|\nrung|up/build/1 held|2024-05-11/2027-05-10||met|\n"
    "years|P36M|2023-12-01|0|met|\ncapital|1000000.00|||unknown|\ncisp|6|9|0|unknown|\n"
    "value|2000000.00|||unknown|\n",
    "unknown|2026-12-01\n" },
  /* no expiry printed: three years by clause 5; renewed without a gap: one holding */
  { "register", UP, "2027-06-01", NULL, GOOD "service_since=5", NULL,
    "c1,up/build/1,Firm,2024-05-11,\nc2,up/build/1,Firm,2027-05-11,2030-05-10\n", NULL,
    "entity|yes|yes||met|\nrung|up/build/1 held|2024-05-11/2030-05-10||met|\n"
    "years|P36M|2022-06-01|0|met|\ncapital|1000000.00|1000000.00|0.00|met|\ncisp|8|8|0|met|\n"
    "value|2000000.00|2000000.00|0.00|met|\n",
    "no_known_obstacle|2027-06-01\n" },
  { "register-revoked", UP, "2026-06-01", NULL, GOOD "service_since=5", NULL,
    "c1,up/build/1,Firm,2024-05-11,\n", "c1,revocation,2026-06-01,\n",
    "entity|yes|yes||met|\nrung|up/build/1 held|2024-05-11/2026-05-31||not_met|\n"
    "years|P36M|2021-06-01|0|met|\ncapital|1000000.00|1000000.00|0.00|met|\ncisp|8|8|0|met|\n"
    "value|2000000.00|2000000.00|0.00|met|\n",
    "not_met|\n" },
  /* suspended on the day: not before it is restored */
  { "register-suspended", UP, "2026-06-01", NULL, GOOD "service_since=5", NULL,
    "c1,up/build/1,Firm,2024-05-11,\n", "c1,suspension,2026-05-01,\nc1,restored,2026-07-01,\n",
    "entity|yes|yes||met|\nrung|up/build/1 held|2024-05-11/2027-05-11|30|not_met|2026-07-01\n"
    "years|P36M|2021-06-01|0|met|\ncapital|1000000.00|1000000.00|0.00|met|\ncisp|8|8|0|met|\n"
    "value|2000000.00|2000000.00|0.00|met|\n",
    "not_met|2026-07-01\n" },
  /* valid on the day of application, not three months later */
  { "ladder-at-issue-too", UP, "2027-03-01", "ladder-check=application-and-issue",
    GOOD HELD_1 "service_since=5", NULL, NULL, NULL,
    "entity|yes|yes||met|\nrung|up/build/1 held|2024-05-11/2027-05-10||not_met|\n"
    "years|P36M|2022-03-01|0|met|\ncapital|1000000.00|1000000.00|0.00|met|\ncisp|8|8|0|met|\n"
    "value|2000000.00|2000000.00|0.00|met|\n",
    "not_met|\n" },
  /* both ends of the three years are in them; another category and a running project are not */
  { "project-window", UP, "2026-12-01", NULL, GOOD HELD_1 "service_since=5",
    "a,build,,2023-12-01,500000,,\nb,up/build,,2026-12-01,700000,,\nc,建设,,2023-11-30,9000000,,\n"
    "d,run,,2025-01-01,9000000,,\ne,build,2025-01-01,,9000000,,\nf,build,,2026-12-24,800000,,\n",
    NULL, NULL,
    "entity|yes|yes||met|\nrung|up/build/1 held|2024-05-11/2027-05-10||met|\n"
    "years|P36M|2021-12-01|0|met|\ncapital|1000000.00|1000000.00|0.00|met|\ncisp|8|8|0|met|\n"
    "value|2000000.00|1200000.00|800000.00|not_met|\n",
    "not_met|\n" },
  /* 500,000 leave the window on 2 December, and on the 24th 800,000 come: 1,500,000 */
  { "project-still-to-come", UP, "2026-11-01", NULL, GOOD HELD_1 "service_since=5",
    "a,build,,2023-12-24,1200000,,\nf,build,,2026-12-24,800000,,\n", NULL, NULL,
    "entity|yes|yes||met|\nrung|up/build/1 held|2024-05-11/2027-05-10||met|\n"
    "years|P36M|2021-11-01|0|met|\ncapital|1000000.00|1000000.00|0.00|met|\ncisp|8|8|0|met|\n"
    "value|2000000.00|1200000.00|800000.00|not_met|2026-12-24\n",
    "not_met|2026-12-24\n" },
  /* the last three closed years before 2026 are 2023 to 2025 */
  { "closed-years", UP, "2026-12-01", "project-window=closed-years", GOOD HELD_1 "service_since=5",
    "a,build,,2023-01-01,1500000,,\nb,build,,2026-01-01,700000,,\nc,build,,2025-12-31,400000,,\n",
    NULL, NULL,
    "entity|yes|yes||met|\nrung|up/build/1 held|2024-05-11/2027-05-10||met|\n"
    "years|P36M|2021-12-01|0|met|\ncapital|1000000.00|1000000.00|0.00|met|\ncisp|8|8|0|met|\n"
    "value|2000000.00|1900000.00|100000.00|not_met|\n",
    "not_met|\n" },
  { "value-not-told", UP, "2026-12-01", NULL, GOOD HELD_1 "service_since=5",
    "a,build,,2025-01-01,1500000,,\nb,build,,2025-01-01,,,\n", NULL, NULL,
    "entity|yes|yes||met|\nrung|up/build/1 held|2024-05-11/2027-05-10||met|\n"
    "years|P36M|2021-12-01|0|met|\ncapital|1000000.00|1000000.00|0.00|met|\ncisp|8|8|0|met|\n"
    "value|2000000.00|1500000.00|500000.00|unknown|\n",
    "unknown|2026-12-01\n" },
  { "seven-domains", "up/run/1", "2026-12-01", NULL, "cisp=4 domains=6", NULL, NULL, NULL,
    "cisp|4|4|0|met|\ndomains|7|6|1|not_met|\n", "not_met|\n" },
  { "six-domains", "up/run/1", "2026-12-01", "cloud-domains=six", "cisp=4 domains=6", NULL, NULL,
    NULL, "cisp|4|4|0|met|\ndomains|6|6|0|met|\n", "no_known_obstacle|2026-12-01\n" },
  /* nine people are enough for eight and for four, not for twelve */
  { "shared-staff", "up/build/2 up/run/1", "2026-12-01", NULL,
    "entity=yes capital=1000000 cisp=9 engineers=80 value_3y=2000000 domains=7 service_since=5 "
    "held_up/build/1=2026-01-01/",
    NULL, NULL, NULL,
    "entity|yes|yes||met|\nrung|up/build/1 held|2026-01-01/2029-01-01||met|\n"
    "years|P36M|2021-12-01|0|met|\ncapital|1000000.00|1000000.00|0.00|met|\ncisp|8|9|0|met|\n"
    "value|2000000.00|2000000.00|0.00|met|\ncisp|4|9|0|met|\ndomains|7|7|0|met|\n",
    "no_known_obstacle|2026-12-01\nno_known_obstacle|2026-12-01\n" },
  { "staff-of-one-category", "up/build/2 up/run/1", "2026-12-01", "shared-staff=exclusive",
    "entity=yes capital=1000000 cisp=9 engineers=80 value_3y=2000000 domains=7 service_since=5 "
    "held_up/build/1=2026-01-01/",
    NULL, NULL, NULL,
    "entity|yes|yes||met|\nrung|up/build/1 held|2026-01-01/2029-01-01||met|\n"
    "years|P36M|2021-12-01|0|met|\ncapital|1000000.00|1000000.00|0.00|met|\ncisp|8|9|0|met|\n"
    "value|2000000.00|2000000.00|0.00|met|\ncisp|4|1|3|not_met|\ndomains|7|7|0|met|\n",
    "no_known_obstacle|2026-12-01\nnot_met|\n" },
  /* the same people for the same category, however often it is asked for */
  { "staff-of-the-same-category", "up/run/1 up/run/1", "2026-12-01", "shared-staff=exclusive",
    "cisp=4 domains=7", NULL, NULL, NULL,
    "cisp|4|4|0|met|\ndomains|7|7|0|met|\ncisp|4|4|0|met|\ndomains|7|7|0|met|\n",
    "no_known_obstacle|2026-12-01\nno_known_obstacle|2026-12-01\n" },
  /* three years of service, or level 3 held for one: the second is over on 2026-09-01 */
  { "any-of-by-ladder", "down/risk/2", "2026-08-31", NULL,
    "service_since=2024-01-01 held_down/risk/3=2025-09-01/ lead_master=no lead_senior=yes", NULL,
    NULL, NULL,
    "service|P36M|2024-01-01|123|not_met|2027-01-01\n"
    "ladder|down/risk/3 held for P12M|2025-09-01/|1|not_met|2026-09-01\n"
    "lead|yes|no||not_needed|\nlead_title|yes|yes||met|\n",
    "not_met|2026-09-01\n" },
  { "any-of-met", "down/risk/2", "2026-09-01", NULL,
    "service_since=2024-01-01 held_down/risk/3=2025-09-01/ lead_master=yes", NULL, NULL, NULL,
    "service|P36M|2024-01-01|122|not_needed|2027-01-01\n"
    "ladder|down/risk/3 held for P12M|2025-09-01/||met|\n"
    "lead|yes|yes||met|\nlead_title|yes|||not_needed|\n",
    "no_known_obstacle|2026-09-01\n" },
  { "any-of-open", "down/risk/2", "2026-09-01", NULL, "service_since=1 lead_master=no", NULL, NULL,
    NULL,
    "service|P36M|2025-09-01|731|not_met|2028-09-01\n"
    "ladder|down/risk/3 held for P12M|||unknown|\n"
    "lead|yes|no||not_met|\nlead_title|yes|||unknown|\n",
    "unknown|2026-09-01\n" },
  /* a year of holding less 61 suspended days */
  { "suspended-time-counts", "down/risk/2", "2026-09-01", NULL, "lead_master=yes", NULL,
    "c1,down/risk/3,Firm,2025-09-01,\n", "c1,suspension,2026-01-01,2026-03-03\n",
    "service|P36M|||not_needed|\nladder|down/risk/3 held for P12M|2025-09-01/||met|\n"
    "lead|yes|yes||met|\nlead_title|yes|||not_needed|\n",
    "no_known_obstacle|2026-09-01\n" },
  { "suspended-time-left-out", "down/risk/2", "2026-09-01", "suspended-holding=excluded",
    "lead_master=yes service_since=0", NULL, "c1,down/risk/3,Firm,2025-09-01,\n",
    "c1,suspension,2026-01-01,2026-03-03\n",
    "service|P36M|2026-09-01|1096|not_met|2029-09-01\n"
    "ladder|down/risk/3 held for P12M|2025-09-01/|61|not_met|2026-11-01\n"
    "lead|yes|yes||met|\nlead_title|yes|||not_needed|\n",
    "not_met|2026-11-01\n" },
  /* the leader is excused from the ladder alone */
  { "leader", "down/risk/1", "2026-12-01", NULL,
    "leader=yes held_down/risk/2=no works_3y=2 large_3y=1 sectors_3y=5", NULL, NULL, NULL,
    "ladder|down/risk/2 held for P12M|no||exempt|\nworks|2|2|0|met|\nlarge|2|1|1|not_met|\n"
    "sectors|2|5|0|met|\n",
    "not_met|\n" },
  { "leader-not-said", "down/risk/1", "2026-12-01", NULL,
    "held_down/risk/2=no works_3y=2 large_3y=2 sectors_3y=5", NULL, NULL, NULL,
    "ladder|down/risk/2 held for P12M|no||unknown|\nworks|2|2|0|met|\nlarge|2|2|0|met|\n"
    "sectors|2|5|0|met|\n",
    "unknown|2026-12-01\n" },
  /* held since 2026-06-01, a year on 2027-06-01, whoever leads or not */
  { "leader-not-said-in-time", "down/risk/1", "2026-12-01", NULL,
    "held_down/risk/2=2026-06-01/ works_3y=2 large_3y=2 sectors_3y=5", NULL, NULL, NULL,
    "ladder|down/risk/2 held for P12M|2026-06-01/|182|unknown|2027-06-01\nworks|2|2|0|met|\n"
    "large|2|2|0|met|\nsectors|2|5|0|met|\n",
    "unknown|2027-06-01\n" },
  { "no-leader", "down/risk/1", "2026-12-01", NULL,
    "leader=no held_down/risk/2=no works_3y=2 large_3y=2 sectors_3y=5", NULL, NULL, NULL,
    "ladder|down/risk/2 held for P12M|no||not_met|\nworks|2|2|0|met|\nlarge|2|2|0|met|\n"
    "sectors|2|5|0|met|\n",
    "not_met|\n" },
  /* signed before the three years: not counted where both days must lie in them; users are not
   * added up; the same sector counts once */
  { "projects", "down/risk/1", "2026-12-01", NULL, "leader=yes",
    "a,risk,2023-11-30,2024-06-01,1,100000,bank\nb,risk,2023-12-01,2024-06-01,1,99999,bank\n"
    "c,risk,2024-01-01,2024-06-01,1,200000,\n",
    NULL, NULL,
    "ladder|down/risk/2 held for P12M|||exempt|\nworks|2|2|0|met|\nlarge|2|2|0|met|\n"
    "sectors|2|1|1|unknown|\n",
    "unknown|2026-12-01\n" },
  /* two hours at most; three are one too many */
  { "at-most-met", "down/risk/3", "2026-12-01", NULL, "hours=2 works_ever=1", NULL, NULL, NULL,
    "hours|at most 2|2|0|met|\nworks|1|1|0|met|\n", "no_known_obstacle|2026-12-01\n" },
  { "at-most-not-met", "down/risk/3", "2026-12-01", NULL, "hours=3", NULL, NULL, NULL,
    "hours|at most 2|3|1|not_met|\nworks|1|||unknown|\n", "not_met|\n" },
  { "at-most-unknown", "down/risk/3", "2026-12-01", NULL, "works_ever=0", NULL, NULL, NULL,
    "hours|at most 2|||unknown|\nworks|1|0|1|not_met|\n", "not_met|\n" },
  /* no time is named: what was completed long ago counts, what is still to be completed does not */
  { "projects-of-all-times", "down/risk/3", "2026-12-01", "project-window=closed-years", "hours=1",
    "a,risk,1999-01-01,1999-06-01,1,1000,bank\nb,risk,2026-01-01,2026-12-02,1,2000,shop\n", NULL,
    NULL, "hours|at most 2|1|0|met|\nworks|1|1|0|met|\n", "no_known_obstacle|2026-12-01\n" },
  { "projects-still-to-come", "down/risk/3", "2026-12-01", NULL, "hours=1",
    "b,risk,2026-01-01,2026-12-02,1,2000,shop\n", NULL, NULL,
    "hours|at most 2|1|0|met|\nworks|1|0|1|not_met|2026-12-02\n", "not_met|2026-12-02\n" },
  { "projects-without-days", "down/risk/1", "2026-12-01", NULL, "leader=yes",
    "a,risk,,2024-06-01,1,,bank\nb,risk,2024-01-01,2024-06-01,1,100000,shop\n", NULL, NULL,
    "ladder|down/risk/2 held for P12M|||exempt|\nworks|2|1|1|unknown|\nlarge|2|1|1|unknown|\n"
    "sectors|2|2|0|met|\n",
    "unknown|2026-12-01\n" },
};

static const char *const criterion_columns[]
    = { "criterion", "required", "actual", "gap", "state", "earliest", NULL };
static const char *const verdict_columns[] = { "verdict", "earliest", NULL };

static void
test_case (gconstpointer data)
{
  const Case *row = data;
  g_autoptr (GError) error = NULL;
  Folder folder;
  folder_set_up (&folder, NULL);
  write_rules (&folder);
  g_autoptr (CertplanRulebook) rulebook = load (&folder, NULL, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanEligibility) eligibility
      = rulebook != NULL ? check (row, rulebook, &error) : NULL;
  g_assert_no_error (error);
  if (eligibility != NULL)
    {
      g_autoptr (CertplanTables) tables = certplan_eligibility_dup_tables (eligibility, TRUE, TRUE);
      g_autofree char *criteria
          = dup_columns (certplan_tables_find (tables, "criteria"), criterion_columns, "|");
      g_autofree char *verdicts
          = dup_columns (certplan_tables_find (tables, "verdict"), verdict_columns, "|");
      g_assert_cmpstr (criteria, ==, row->criteria);
      g_assert_cmpstr (verdicts, ==, row->verdicts);
      /* what a program asks for is what the table says */
      g_autoptr (GString) asked = g_string_new (NULL);
      for (guint i = 0; i < certplan_eligibility_get_n_qualifications (eligibility); i++)
        {
          g_autofree char *earliest
              = certplan_date_format (certplan_eligibility_get_earliest (eligibility, i));
          g_string_append_printf (asked, "%s|%s\n",
                                  certplan_eligibility_get_verdict (eligibility, i), earliest);
        }
      g_assert_cmpstr (asked->str, ==, row->verdicts);
      g_assert_cmpint (certplan_eligibility_is_clear (eligibility), ==,
                       strstr (row->verdicts, "not_met") == NULL
                           && strstr (row->verdicts, "unknown|") == NULL);
    }
  folder_tear_down (&folder, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions (); /* one failing case must not hide the others */
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/eligibility/case/", cases[i].name, NULL);
      g_test_add_data_func (path, &cases[i], test_case);
    }
  return g_test_run ();
}
