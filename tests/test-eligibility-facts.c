/* Facts of a profile: what is refused, what is missing, what a template asks; and properties.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-eligibility.h"
#include "certplan-error.h"

/* A profile as it stands in a file, and what is wrong with it. */
typedef struct
{
  const char *name;
  const char *text;
  const char *faults;
} FaultCase;

#define NOT_ANSWERED "a value that does not answer what is asked: \""
static const FaultCase fault_cases[] = {
  { "good", "fact,value\nentity,是\ncapital,500万元\ncisp,8\nservice_since,2020年5月1日\n", "" },
  { "empty-value", "fact,value,note\nentity,,\n", "" },
  { "held-unasked", "fact,value\nheld up/run/2,2024-01-01/2027-01-01\n", "" },
  { "held-with-slashes", "fact,value\nheld up/build/1,2024/1/1/2027/1/1\n", "" },
  { "unknown-fact", "fact,value\ncips,8\n",
    "profile.csv:2:1: no criterion asks for this fact: \"cips\"; wanted \"cisp\"\n" },
  { "unknown-to-all", "fact,value\nnumber of chairs,8\n",
    "profile.csv:2:1: no criterion asks for this fact: \"number of chairs\"; wanted a fact that "
    "\"certplan check --template\" lists\n" },
  { "unknown-held", "fact,value\nheld up/build/9,no\n",
    "profile.csv:2:1: unknown qualification \"up/build/9\"; near it: \"up/build/1\" or "
    "\"up/build/2\"\n" },
  { "twice", "fact,value\ncisp,8\ncisp,9\n", NULL },
  { "yes-no", "note,fact,value\nx,entity,perhaps\n",
    "profile.csv:2:10: " NOT_ANSWERED "perhaps\"; wanted yes or no\n" },
  { "count", "fact,value\ncisp,8.5\nengineers,-3\n",
    "profile.csv:2:6: " NOT_ANSWERED "8.5\"; wanted a whole number from 0 on\n"
    "profile.csv:3:11: " NOT_ANSWERED "-3\"; wanted a whole number from 0 on\n" },
  { "amount", "fact,value\ncapital,lots\n",
    "profile.csv:2:9: " NOT_ANSWERED "lots\"; wanted an amount in yuan, as 5000000\n" },
  { "negative-amount", "fact,value\ncapital,-1\n",
    "profile.csv:2:9: " NOT_ANSWERED "-1\"; wanted an amount in yuan, as 5000000\n" },
  { "since", "fact,value\nservice_since,long\n",
    "profile.csv:2:15: " NOT_ANSWERED
    "long\"; wanted the day since when, as 2023-05-01, or whole years\n" },
  { "held", "fact,value\nheld up/build/1,2027-01-01/2024-01-01\n",
    "profile.csv:2:17: " NOT_ANSWERED
    "2027-01-01/2024-01-01\"; wanted ISSUED/EXPIRY, as 2024-03-01/2027-03-01, ISSUED/ without an "
    "end, or no\n" },
  { "unit-of-people", "fact,value\ncisp,7人\nengineers,40 people\n", "" },
  { "wide-unit-of-people", "fact,value\ncisp,７　人\n", "" },
  { "years-with-unit", "fact,value\nservice_since,5年\n", "" },
  { "another-unit", "fact,value\ncisp,7台\nservice_since,60个月\n",
    "profile.csv:2:6: " NOT_ANSWERED "7台\"; wanted a whole number from 0 on\n"
    "profile.csv:3:15: " NOT_ANSWERED
    "60个月\"; wanted the day since when, as 2023-05-01, or whole years\n" },
  { "people-are-no-amount", "fact,value\ncapital,5人\n",
    "profile.csv:2:9: " NOT_ANSWERED "5人\"; wanted an amount in yuan, as 5000000\n" },
  { "people-are-no-things", "fact,value\ndomains,5人\n",
    "profile.csv:2:9: " NOT_ANSWERED "5人\"; wanted a whole number from 0 on\n" },
  { "unit-alone", "fact,value\ncisp,人\n",
    "profile.csv:2:6: " NOT_ANSWERED "人\"; wanted a whole number from 0 on\n" },
  { "a-year-is-no-number-of-years", "fact,value\nservice_since,2023年\n",
    "profile.csv:2:15: " NOT_ANSWERED
    "2023年\"; wanted the day since when, as 2023-05-01, or whole years\n" },
  { "held-by-its-name", "fact,value\nheld 建设1级,2024-01-01/2027-01-01\n", "" },
  { "held-by-two-names", "fact,value\nheld up/build/1,no\nheld 建设1级,no\n",
    "profile.csv:3:1: there twice: \"held 建设1级\"; wanted held up/build/1\n" },
  { "held-without-days", "fact,value\nheld up/build/1,yes\n",
    "profile.csv:2:17: " NOT_ANSWERED
    "yes\"; wanted ISSUED/EXPIRY, as 2024-03-01/2027-03-01, ISSUED/ without an end, or no\n" },
};

static char *
list_all (const CertplanFaults *faults)
{
  GString *list = g_string_new (NULL);
  for (guint i = 0; i < certplan_faults_get_n (faults); i++)
    {
      g_autofree char *text = certplan_faults_dup_text (faults, i);
      g_string_append_printf (list, "%s\n", text);
    }
  return g_string_free (list, FALSE);
}

static CertplanRulebook *
load_rules (Folder *folder)
{
  g_autoptr (GError) error = NULL;
  folder_set_up (folder, NULL);
  write_rules (folder);
  CertplanRulebook *rulebook = load (folder, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert (rulebook != NULL);
  return rulebook;
}

static void
test_faults (gconstpointer data)
{
  const FaultCase *row = data;
  Folder folder;
  g_autoptr (CertplanRulebook) rulebook = load_rules (&folder);
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (row->text, strlen (row->text));
  g_autoptr (CertplanRecords) profile
      = certplan_records_load_bytes ("profile", "profile.csv", bytes, NULL, NULL, faults, &error);
  if (row->faults == NULL)
    g_assert_error (error, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_DUPLICATE);
  else
    {
      g_assert_no_error (error);
      g_autoptr (CertplanEligibilityRequest) request
          = certplan_eligibility_request_new (rulebook, NULL);
      certplan_eligibility_request_add (request, "up/build/2", NULL, &error);
      certplan_eligibility_request_set_profile (request, profile);
      g_autoptr (CertplanEligibility) eligibility
          = certplan_eligibility_new (request, certplan_date_new (2026, 12, 1), faults, &error);
      g_autofree char *list = list_all (faults);
      g_assert_cmpstr (list, ==, row->faults);
      g_assert_cmpint (eligibility != NULL, ==, row->faults[0] == '\0');
    }
  folder_tear_down (&folder, NULL);
}

/* A category that no rule knows is not simply another one: it would count as no project at all. */
static void
test_unknown_category (void)
{
  static const char text[] = "project,category,signed,completed,value,users,sector\n"
                             "a,Build,,2025-01-01,1,,\nb,\"建设\",,2025-01-01,1,,\n"
                             "c,建没,,2025-01-01,1,,\nd,build?,,2025-01-01,1,,\ne,chairs,,,,,\n";
  Folder folder;
  g_autoptr (CertplanRulebook) rulebook = load_rules (&folder);
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (CertplanRecords) projects
      = certplan_records_load_bytes ("projects", "p.csv", bytes, NULL, NULL, faults, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanEligibilityRequest) request
      = certplan_eligibility_request_new (rulebook, NULL);
  certplan_eligibility_request_add (request, "up/build/2", NULL, NULL);
  certplan_eligibility_request_set_projects (request, projects);
  g_assert_null (
      certplan_eligibility_new (request, certplan_date_new (2026, 12, 1), faults, &error));
  g_autofree char *list = list_all (faults);
  g_assert_cmpstr (
      list, ==,
      "p.csv:4:3: unknown category: \"建没\"; wanted \"建设\"\n"
      "p.csv:5:3: unknown category: \"build?\"; wanted \"build\"\n"
      "p.csv:6:3: unknown category: \"chairs\"; wanted a category as \"certplan list\" shows them: "
      "the middle of SCHEME/CATEGORY/LEVEL, or its name\n");
  folder_tear_down (&folder, NULL);
}

static void
test_errors (void)
{
  Folder folder;
  g_autoptr (CertplanRulebook) rulebook = load_rules (&folder);
  g_autoptr (CertplanEligibilityRequest) request
      = certplan_eligibility_request_new (rulebook, NULL);
  const struct
  {
    const char *qualification, *kind;
    gint code;
  } rows[] = {
    { "up/build/7", NULL, CERTPLAN_RULES_ERROR_UNKNOWN_QUALIFICATION },
    { "up/build/2", "third", CERTPLAN_RULES_ERROR_UNKNOWN_KIND },
    { "up/build/1", NULL, CERTPLAN_RULES_ERROR_NO_PUBLISHED_RULE },
    { "up/run/2", NULL, CERTPLAN_RULES_ERROR_NO_PUBLISHED_RULE }, /* no more than a document */
  };
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_false (
          certplan_eligibility_request_add (request, rows[i].qualification, rows[i].kind, &error));
      g_assert_error (error, CERTPLAN_RULES_ERROR, rows[i].code);
    }
  g_autoptr (CertplanRecords) two = make_records (
      "register", "certificate,qualification,org,issued,printed_expiry\n",
      "c1,up/build/1,Firm,2024-05-11,\nc2,up/build/1,Other,2024-05-11,\n", rulebook, NULL);
  const char *const orgs[] = { NULL, "Nobody", "Firm" };
  for (gsize i = 0; i < G_N_ELEMENTS (orgs); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean is_set = certplan_eligibility_request_set_register (request, two, orgs[i], &error);
      g_assert_cmpint (is_set, ==, i == 2);
      if (i < 2)
        g_assert_error (error, CERTPLAN_APPLICANT_ERROR, CERTPLAN_APPLICANT_ERROR_SUBJECT);
    }
  folder_tear_down (&folder, NULL);
}

/* What one answer settles comes before what waits for two; a qualification that is refused already
 * waits last. */
static void
test_missing (void)
{
  static const char *const columns[] = { "place", "fact", "n_deciding", "n_criteria", NULL };
  const Case row = { .qualifications = "up/build/2 down/risk/2 up/run/1",
                     .on = "2026-12-01",
                     .facts = "domains=1 value_3y=2000000 cisp=20" };
  Folder folder;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanRulebook) rulebook = load_rules (&folder);
  g_autoptr (CertplanEligibility) eligibility = check (&row, rulebook, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanTables) tables = certplan_eligibility_dup_tables (eligibility, TRUE, FALSE);
  g_autofree char *missing = dup_columns (certplan_tables_find (tables, "missing"), columns, "|");
  /* service_since is asked by build/2, where it settles a row, and by risk/2, where it is one way
   * of two */
  g_assert_cmpstr (missing, ==,
                   "1|service_since|1|2\n2|entity|1|1\n3|held up/build/1|1|1\n4|capital|1|1\n"
                   "5|engineers|1|1\n6|held down/risk/3|0|1\n7|lead_master|0|1\n"
                   "8|lead_senior|0|1\n");
  folder_tear_down (&folder, NULL);
}

/* Every fact once; what is written is read again. */
static void
test_template (void)
{
  static const char *const columns[] = { "fact", "value", "note", NULL };
  Folder folder;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanRulebook) rulebook = load_rules (&folder);
  g_autoptr (CertplanEligibilityRequest) request
      = certplan_eligibility_request_new (rulebook, NULL);
  g_assert_true (certplan_eligibility_request_add (request, "up/build/2", NULL, &error));
  g_assert_true (certplan_eligibility_request_add (request, "up/run/1", NULL, &error));
  g_assert_true (certplan_eligibility_request_add (request, "down/risk/1", NULL, &error));
  g_autoptr (CertplanTables) tables = certplan_eligibility_request_dup_template (request);
  g_autofree char *text = dup_columns (certplan_tables_find (tables, "profile"), columns, "|");
  g_assert_cmpstr (
      text, ==,
      "entity||entity: yes or no; up/build/2 3.1-1\n"
      "held up/build/1||level below: ISSUED/EXPIRY, or no; up/build/2 3.1-4\n"
      "service_since||years: the day since when, or whole years; up/build/2 3.2-1: at least P36M\n"
      "capital||capital: an amount in yuan; up/build/2 3.2-2: at least 1000000.00\n"
      "cisp||cisp: a number; up/build/2 3.2-4: at least 6, or 10 % of \"engineers\", rounded up, "
      "where that is more; up/run/1 3.2: at least 4\n"
      "engineers||engineers, of which \"cisp\" is a share: a number; up/build/2 3.2-4\n"
      "value_3y||value: the number or amount, or a file of --projects; up/build/2 3.2-6: at least "
      "2000000.00\n"
      "domains||domains: a number; up/run/1 3.3: at least 7\n"
      "held down/risk/2||ladder: ISSUED/EXPIRY, or no; down/risk/1 4.3.1\n"
      "leader||leader, which exempts from \"ladder\": yes or no; down/risk/1 4.3.1\n"
      "works_3y||works: the number or amount, or a file of --projects; down/risk/1 4.3.6b: at "
      "least "
      "2\n"
      "large_3y||large: the number or amount, or a file of --projects; down/risk/1 A1: at least 2, "
      "of 100000 users or more each\n"
      "sectors_3y||sectors: the number or amount, or a file of --projects; down/risk/1 A2: at "
      "least "
      "2\n");
  folder_tear_down (&folder, NULL);
}

static gint
rank (const char *verdict)
{
  return g_str_equal (verdict, "no_known_obstacle") ? 2 : g_str_equal (verdict, "unknown") ? 1 : 0;
}

/* From nothing known on, each fact that satisfies leaves the verdict as it is or betters it, in any
 * order of telling. */
static void
test_monotonous (void)
{
  static const char *const facts[] = { "entity=yes",      "held_up/build/1=2026-01-01/",
                                       "service_since=4", "capital=1000000",
                                       "cisp=8",          "engineers=80",
                                       "value_3y=2000000" };
  Folder folder;
  g_autoptr (CertplanRulebook) rulebook = load_rules (&folder);
  g_autoptr (GRand) random = g_rand_new_with_seed (20240301);
  for (guint round = 0; round < 100; round++)
    {
      g_autoptr (GString) told = g_string_new (NULL);
      gint before = 0;
      guint order[G_N_ELEMENTS (facts)];
      for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
        {
          guint j = (guint)g_rand_int_range (random, 0, (gint32)i + 1);
          order[i] = order[j];
          order[j] = i;
        }
      for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
        {
          g_string_append_printf (told, "%s ", facts[order[i]]);
          const Case row
              = { .qualifications = "up/build/2", .on = "2026-12-01", .facts = told->str };
          g_autoptr (CertplanEligibility) eligibility = check (&row, rulebook, NULL);
          gint now = rank (certplan_eligibility_get_verdict (eligibility, 0));
          g_assert_cmpint (now, >=, before);
          g_assert_cmpint (now, ==, i + 1 < G_N_ELEMENTS (facts) ? 1 : 2);
          before = now;
        }
    }
  folder_tear_down (&folder, NULL);
}

static gint
read_int (CertplanTables *tables, guint column)
{
  g_autoptr (CertplanCursor) cursor
      = certplan_table_open (certplan_tables_find (tables, "criteria"));
  g_assert_true (certplan_cursor_next (cursor, NULL));
  g_autofree char *text = certplan_cursor_dup_text (cursor, column);
  return (gint)g_ascii_strtoll (text, NULL, 10);
}

#define REQUIRED 5 /* the columns of the table of criteria */
#define ACTUAL 6
#define GAP 7

/* What is required is a tenth of the staff, rounded up, and at least six; the gap is what lacks. */
static void
test_gap (void)
{
  Folder folder;
  g_autoptr (GError) error = NULL;
  folder_set_up (&folder, NULL);
  write_rules (&folder);
  write_file (&folder, "schemes/up/criteria.csv",
              HEAD "up/build/2,,cisp,,count,cisp,6,,10%,engineers,,,,,,,,Guide,3.2-4\n");
  g_autoptr (CertplanRulebook) rulebook = load (&folder, NULL, NULL, &error);
  g_autoptr (GRand) random = g_rand_new_with_seed (20250501);
  for (guint round = 0; round < 500; round++)
    {
      gint staff = g_rand_int_range (random, 0, 300), cisp = g_rand_int_range (random, 0, 40);
      g_autofree char *facts = g_strdup_printf ("engineers=%d cisp=%d", staff, cisp);
      const Case row = { .qualifications = "up/build/2", .on = "2026-12-01", .facts = facts };
      g_autoptr (CertplanEligibility) eligibility = check (&row, rulebook, &error);
      g_assert_no_error (error);
      g_autoptr (CertplanTables) tables
          = certplan_eligibility_dup_tables (eligibility, FALSE, FALSE);
      gint required = read_int (tables, REQUIRED), gap = read_int (tables, GAP);
      gint tenth = staff / 10 + (staff % 10 > 0);
      g_assert_cmpint (required, ==, MAX (6, tenth));
      g_assert_cmpint (read_int (tables, ACTUAL), ==, cisp);
      if (cisp < required)
        g_assert_cmpint (gap + cisp, ==, required);
      else
        g_assert_cmpint (gap, ==, 0);
      g_assert_cmpint (certplan_eligibility_is_clear (eligibility), ==, cisp >= required);
    }
  folder_tear_down (&folder, NULL);
}

/* A certificate that was issued before the rules came into force ends as they say now. */
static void
test_older_than_rules (void)
{
  static const struct
  {
    const char *on, *verdict;
  } rows[] = { { "2027-02-28", "no_known_obstacle" }, { "2027-03-01", "not_met" } };
  Folder folder;
  g_autoptr (GError) error = NULL;
  folder_set_up (&folder, NULL);
  write_rules (&folder);
  write_file (&folder, "schemes/up/criteria.csv",
              HEAD "up/build/2,,ladder,,held,,,,,,,,,,up/build/1,,,Guide,3.1-4\n");
  write_file (&folder, "schemes/up/periods.csv",
              "qualification,period,duration,event,modality,valid_from,source,clause\n"
              "up/build/1,validity,P36M,issue,must,2024-03-01,Guide,5\n");
  g_autoptr (CertplanRulebook) rulebook = load (&folder, NULL, NULL, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const Case row = { .qualifications = "up/build/2",
                         .on = rows[i].on,
                         .facts = "held_up/build/1=2024-02-29/" };
      g_autoptr (CertplanEligibility) eligibility = check (&row, rulebook, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (certplan_eligibility_get_verdict (eligibility, 0), ==, rows[i].verdict);
    }
  folder_tear_down (&folder, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions (); /* one failing case must not hide the others */
  for (gsize i = 0; i < G_N_ELEMENTS (fault_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/eligibility/fault/", fault_cases[i].name, NULL);
      g_test_add_data_func (path, &fault_cases[i], test_faults);
    }
  g_test_add_func ("/eligibility/unknown-category", test_unknown_category);
  g_test_add_func ("/eligibility/errors", test_errors);
  g_test_add_func ("/eligibility/missing", test_missing);
  g_test_add_func ("/eligibility/template", test_template);
  g_test_add_func ("/eligibility/monotonous", test_monotonous);
  g_test_add_func ("/eligibility/gap", test_gap);
  g_test_add_func ("/eligibility/older-than-rules", test_older_than_rules);
  return g_test_run ();
}
