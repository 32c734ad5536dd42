/* The shipped criteria: each template can be filled in so that nothing stands in the way, and each
 * answer matters. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-eligibility.h"
#include "certplan-record-files.h"
#include <string.h>

#define DAY certplan_date_new (2026, 12, 1)

/* What satisfies, by what the template asks. */
static const struct
{
  const char *asked, *good, *bad;
} answers[] = {
  { ": yes or no; ", "yes", "no" },
  { ": a number; ", "100000", "0" },
  { ": the number or amount, or a file of --projects; ", "100000000", "0" },
  { ": an amount in yuan; ", "100000000", "0" },
  { ": the day since when, or whole years; ", "2000-01-01", "2026-12-01" },
  { ": ISSUED/EXPIRY, or no; ", "2024-12-01/2027-11-30", "no" },
};

typedef struct
{
  char *fact;
  const char *good, *bad; /* static */
} Answer;

static void
answer_clear (gpointer data)
{
  g_free (((Answer *)data)->fact);
}

static CertplanEligibilityRequest *
ask (CertplanRulebook *rulebook, guint handle)
{
  g_autoptr (CertplanEligibilityRequest) request
      = certplan_eligibility_request_new (rulebook, NULL);
  const char *name = certplan_rulebook_get_qualification (rulebook, handle);
  return certplan_eligibility_request_add (request, name, NULL, NULL) ? g_steal_pointer (&request)
                                                                      : NULL;
}

/* Each fact of the template with its answers. */
static GArray *
list_answers (CertplanEligibilityRequest *request)
{
  GArray *list = g_array_new (FALSE, TRUE, sizeof (Answer));
  g_array_set_clear_func (list, answer_clear);
  g_autoptr (CertplanTables) tables = certplan_eligibility_request_dup_template (request);
  g_autoptr (CertplanCursor) cursor = certplan_table_open (certplan_tables_get (tables, 0));
  while (certplan_cursor_next (cursor, NULL))
    {
      Answer answer = { certplan_cursor_dup_text (cursor, 0), NULL, NULL };
      g_autofree char *note = certplan_cursor_dup_text (cursor, 2);
      gboolean is_exemption = strstr (note, ", which exempts from ") != NULL;
      for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
        if (!is_exemption && strstr (note, answers[i].asked) != NULL)
          {
            answer.good = answers[i].good;
            answer.bad = answers[i].bad;
          }
      if (strstr (note, ": at most ") != NULL)
        {
          answer.good = "1"; /* hours to respond in */
          answer.bad = "100";
        }
      if (is_exemption)
        {
          answer.good = "no"; /* the other way is taken */
          answer.bad = "yes";
        }
      g_assert_nonnull (answer.good);
      g_array_append_val (list, answer);
    }
  return list;
}

/* The verdict with all answers good but for @place, which is @value (NULL = not told). */
static char *
judge (CertplanRulebook *rulebook, guint handle, const GArray *list, guint place, const char *value)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanEligibilityRequest) request = ask (rulebook, handle);
  g_autoptr (CertplanRecords) profile = certplan_records_new ("profile", NULL, NULL);
  for (guint i = 0; i < list->len; i++)
    {
      const Answer *answer = &g_array_index (list, Answer, i);
      const char *const row[] = { answer->fact, i == place ? value : answer->good, NULL };
      if (row[1] != NULL)
        g_assert_true (certplan_records_append (profile, row, NULL, NULL));
    }
  certplan_eligibility_request_set_profile (request, profile);
  g_autoptr (CertplanEligibility) eligibility
      = certplan_eligibility_new (request, DAY, NULL, &error);
  g_assert_no_error (error);
  return eligibility != NULL ? g_strdup (certplan_eligibility_get_verdict (eligibility, 0)) : NULL;
}

/* How many facts change the verdict when they are not told, or told badly; the others are one way
 * of several. */
static void
count_decisive (CertplanRulebook *rulebook, guint handle, const GArray *list, guint *n_decisive)
{
  for (guint i = 0; i < list->len; i++)
    {
      const Answer *answer = &g_array_index (list, Answer, i);
      g_autofree char *untold = judge (rulebook, handle, list, i, NULL);
      g_autofree char *bad = judge (rulebook, handle, list, i, answer->bad);
      *n_decisive += g_str_equal (untold, "unknown");
      /* a share of nothing asks for nothing, but to leave it out leaves the number open */
      g_assert_true (g_str_equal (untold, "unknown") || g_str_equal (bad, "no_known_obstacle"));
    }
}

static void
test_qualification (gconstpointer data)
{
  guint handle = GPOINTER_TO_UINT (data), n_decisive = 0;
  g_autoptr (CertplanRulebook) rulebook = certplan_rulebook_load (NULL, NULL, NULL, NULL);
  g_autoptr (CertplanEligibilityRequest) request = ask (rulebook, handle);
  g_autoptr (GArray) list = list_answers (request);
  g_autofree char *all = judge (rulebook, handle, list, G_MAXUINT, NULL);
  g_assert_cmpstr (all, ==, "no_known_obstacle");
  count_decisive (rulebook, handle, list, &n_decisive);
  g_assert_cmpuint (n_decisive, >, 0);
  g_test_message ("%u facts, %u decisive", list->len, n_decisive);
}

/* The numbers of the documents, just reached and just missed. */
typedef struct
{
  const char *qualification, *fact, *value, *verdict;
} Edge;

static const Edge edges[] = {
  /* cnitsec-operation-2, 3.2-1, 3.2-2, 3.2-4, 3.2-6 */
  { "cnitsec/operation/2", "security_services_time", "2023-12-01", "no_known_obstacle" },
  { "cnitsec/operation/2", "security_services_time", "2023-12-02", "not_met" },
  { "cnitsec/operation/2", "security_services_time", "3", "no_known_obstacle" },
  { "cnitsec/operation/2", "security_services_time", "2", "not_met" },
  { "cnitsec/operation/2", "registered_capital", "1000万元", "no_known_obstacle" },
  { "cnitsec/operation/2", "registered_capital", "9999999.99", "not_met" },
  { "cnitsec/operation/2", "total_assets", "10000000", "no_known_obstacle" },
  { "cnitsec/operation/2", "total_assets", "9999999.99", "not_met" },
  { "cnitsec/operation/2", "cisp_full_time", "8", "no_known_obstacle" },
  { "cnitsec/operation/2", "cisp_full_time", "7", "not_met" },
  { "cnitsec/operation/2", "operation_project_value_3y", "5000000", "no_known_obstacle" },
  { "cnitsec/operation/2", "operation_project_value_3y", "4999999.99", "not_met" },
  /* level 1 valid on the day of application (3.1-3) */
  { "cnitsec/operation/2", "held cnitsec/operation/1", "2023-12-01/2026-12-01",
    "no_known_obstacle" },
  { "cnitsec/operation/2", "held cnitsec/operation/1", "2023-11-30/2026-11-30", "not_met" },
  /* cnitsec-engineering-2-2025-05, 3.2-2, 3.2-6 */
  { "cnitsec/engineering/2", "registered_capital", "1000000", "no_known_obstacle" },
  { "cnitsec/engineering/2", "registered_capital", "999999.99", "not_met" },
  { "cnitsec/engineering/2", "total_assets", "2000000", "no_known_obstacle" },
  { "cnitsec/engineering/2", "total_assets", "1999999.99", "not_met" },
  { "cnitsec/engineering/2", "engineering_project_value_3y", "2000000", "no_known_obstacle" },
  { "cnitsec/engineering/2", "engineering_project_value_3y", "1999999.99", "not_met" },
  /* cnitsec-cloud-1-2025-05, 3.2.3-5, 3.3 */
  { "cnitsec/cloud/1", "cisp_full_time", "4", "no_known_obstacle" },
  { "cnitsec/cloud/1", "cisp_full_time", "3", "not_met" },
  { "cnitsec/cloud/1", "cloud_domains_practised", "7", "no_known_obstacle" },
  { "cnitsec/cloud/1", "cloud_domains_practised", "6", "not_met" },
  /* isccc-sv-001-2015, 4.1.4, 4.2.4, 4.3.4 a) and d) */
  { "isccc/risk-assessment/3", "head_management_time", "2", "no_known_obstacle" },
  { "isccc/risk-assessment/3", "head_management_time", "1", "not_met" },
  { "isccc/risk-assessment/2", "head_management_time", "3", "no_known_obstacle" },
  { "isccc/risk-assessment/2", "head_management_time", "2", "not_met" },
  { "isccc/risk-assessment/1", "head_management_time", "4", "no_known_obstacle" },
  { "isccc/risk-assessment/1", "head_management_time", "3", "not_met" },
  { "isccc/risk-assessment/3", "service_staff", "10", "no_known_obstacle" },
  { "isccc/risk-assessment/3", "service_staff", "9", "not_met" },
  { "isccc/risk-assessment/2", "service_staff", "30", "no_known_obstacle" },
  { "isccc/risk-assessment/2", "service_staff", "29", "not_met" },
  { "isccc/risk-assessment/1", "service_staff", "50", "no_known_obstacle" },
  { "isccc/risk-assessment/1", "service_staff", "49", "not_met" },
  /* annex C: C1.1 d) local within two hours; C2.1 e) within one, remote within eight */
  { "isccc/emergency/3", "emergency_local_hours", "2", "no_known_obstacle" },
  { "isccc/emergency/3", "emergency_local_hours", "3", "not_met" },
  { "isccc/emergency/2", "emergency_local_hours", "2", "not_met" },
  { "isccc/emergency/2", "emergency_remote_hours", "8", "no_known_obstacle" },
  { "isccc/emergency/2", "emergency_remote_hours", "9", "not_met" },
  { "isccc/emergency/1", "emergency_remote_hours", "5", "not_met" },
  /* 4.2.6 a), b): level 3 held for a year stands for three years of service; six projects */
  { "isccc/risk-assessment/2", "assessment_service_time", "0", "no_known_obstacle" },
  { "isccc/risk-assessment/2", "held isccc/risk-assessment/3", "no", "no_known_obstacle" },
  { "isccc/risk-assessment/2", "assessment_projects_3y", "6", "no_known_obstacle" },
  { "isccc/risk-assessment/2", "assessment_projects_3y", "5", "not_met" },
  /* 4.3.1: level 2 for a year, 4.3.6 a): five years of service */
  { "isccc/risk-assessment/1", "held isccc/risk-assessment/2", "2025-12-01/", "no_known_obstacle" },
  { "isccc/risk-assessment/1", "held isccc/risk-assessment/2", "2025-12-02/", "not_met" },
  { "isccc/risk-assessment/1", "assessment_service_time", "5", "no_known_obstacle" },
  { "isccc/risk-assessment/1", "assessment_service_time", "4", "not_met" },
};

static void
test_edge (gconstpointer data)
{
  const Edge *edge = data;
  g_autoptr (CertplanRulebook) rulebook = certplan_rulebook_load (NULL, NULL, NULL, NULL);
  guint handle = certplan_rulebook_find (rulebook, edge->qualification, NULL);
  g_autoptr (CertplanEligibilityRequest) request = ask (rulebook, handle);
  g_assert (request != NULL);
  g_autoptr (GArray) list = list_answers (request);
  guint place = 0;
  while (place < list->len && !g_str_equal (g_array_index (list, Answer, place).fact, edge->fact))
    place++;
  g_assert_cmpuint (place, <, list->len);
  g_autofree char *verdict = judge (rulebook, handle, list, place, edge->value);
  g_assert_cmpstr (verdict, ==, edge->verdict);
}

/* isccc 4.2.6 a): level 3 held for a year on DAY; 6.8.3, 6.8.4: not when it is revoked or given
 * back.
 */
static const struct
{
  const char *name, *events, *state;
} held_rows[] = {
  { "held", "", "met" },
  { "revoked-by-its-cause", "A,other,2026-01-01,,serious_accident\n", "not_met" },
  { "given-back", "A,withdrawal,2026-01-01,,\n", "not_met" },
  { "restored", "A,suspension,2026-01-01,2026-02-01,\n", "met" },
  { "revoked-in-suspension", "A,suspension,2026-01-01,,\nA,revocation,2026-03-01,,\n", "not_met" },
};

static CertplanRecords *
load_text (const char *type, const char *text, CertplanRulebook *rulebook)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  return certplan_records_load_bytes (type, "x.csv", bytes, NULL, rulebook, NULL, NULL);
}

static void
test_held (gconstpointer data)
{
  const gsize place = GPOINTER_TO_SIZE (data);
  g_autofree char *text
      = g_strconcat ("subject,event,from,to,note\n", held_rows[place].events, NULL);
  g_autoptr (CertplanRulebook) rulebook = certplan_rulebook_load (NULL, NULL, NULL, NULL);
  g_autoptr (CertplanEligibilityRequest) request
      = ask (rulebook, certplan_rulebook_find (rulebook, "isccc/software/2", NULL));
  g_autoptr (CertplanRecords) certificates
      = load_text ("register",
                   "certificate,qualification,org,issued,printed_expiry\n"
                   "A,isccc/software/3,O,2025-01-01,\n",
                   rulebook);
  g_autoptr (CertplanRecords) events = load_text ("events", text, NULL);
  g_assert_true (certplan_eligibility_request_set_register (request, certificates, NULL, NULL));
  certplan_eligibility_request_set_events (request, events);
  g_autoptr (CertplanEligibility) eligibility = certplan_eligibility_new (request, DAY, NULL, NULL);
  g_autoptr (CertplanTables) tables = certplan_eligibility_dup_tables (eligibility, FALSE, FALSE);
  g_autoptr (CertplanCursor) cursor
      = certplan_table_open (certplan_tables_find (tables, "criteria"));
  guint n = 0;
  while (certplan_cursor_next (cursor, NULL))
    {
      g_autofree char *criterion = certplan_cursor_dup_text (cursor, 2);
      g_autofree char *state = certplan_cursor_dup_text (cursor, 1);
      if (!g_str_equal (criterion, "level_3_held"))
        continue;
      g_assert_cmpstr (state, ==, held_rows[place].state);
      n++;
    }
  g_assert_cmpuint (n, ==, 1);
}

static void
add_qualifications (CertplanRulebook *rulebook)
{
  for (guint handle = 1; handle <= certplan_rulebook_get_n_qualifications (rulebook); handle++)
    {
      g_autoptr (CertplanEligibilityRequest) request = ask (rulebook, handle);
      if (request == NULL)
        continue; /* no document states its criteria */
      g_autofree char *path = g_strconcat (
          "/eligibility/shipped/", certplan_rulebook_get_qualification (rulebook, handle), NULL);
      g_test_add_data_func (path, GUINT_TO_POINTER (handle), test_qualification);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions (); /* one failing case must not hide the others */
  g_autoptr (CertplanRulebook) rulebook = certplan_rulebook_load (NULL, NULL, NULL, NULL);
  g_assert (rulebook != NULL);
  add_qualifications (rulebook);
  for (gsize i = 0; i < G_N_ELEMENTS (held_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/eligibility/held/", held_rows[i].name, NULL);
      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_held);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (edges); i++)
    {
      g_autofree char *path = g_strdup_printf ("/eligibility/edge/%s/%s/%s", edges[i].qualification,
                                               edges[i].fact, edges[i].verdict);
      g_autofree char *unique = g_strdup_printf ("%s/%" G_GSIZE_FORMAT, path, i);
      g_test_add_data_func (unique, &edges[i], test_edge);
    }
  return g_test_run ();
}
