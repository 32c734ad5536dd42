/* Duties and states, by hand from the clauses. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-duties-private.h"
#include "certplan-warnings-private.h"
#include "certplan-duties.h"
#include "certplan-case.h"
#include "certplan-record-files.h"
#include "certplan-rules-error.h"
#include "certplan-table-error.h"
#include "test-duties.h"
#include "test-given.h"
#include "test-rows.h"
#include <string.h>

#define HEADER "certificate,qualification,org,issued,printed_expiry,kind,supersedes\n"
#define EVENTS "subject,event,from,to,note\n"
#define CASES "case,qualification,kind,org,certificate,filed\n"

typedef struct
{
  const char *rows, *events, *cases, *policy, *as_of, *until, *actor;
} Call;

static CertplanDuties *
make (const Call *call, CertplanFaults *faults, GError **error)
{
  g_autoptr (CertplanRecords) certificates
      = load_rows (get_rulebook (), "register", "x.csv", HEADER, call->rows);
  g_autoptr (CertplanRecords) events
      = load_rows (get_rulebook (), "events", "x.csv", EVENTS, call->events);
  g_autoptr (CertplanRecords) cases
      = load_rows (get_rulebook (), "cases", "x.csv", CASES, call->cases);
  g_autoptr (CertplanPolicy) policy = certplan_policy_new ();
  if (call->policy != NULL)
    g_assert_true (certplan_policy_set (policy, call->policy, NULL));
  return certplan_duties_new (get_rulebook (), policy, certificates, cases, events,
                              parse_day (call->as_of), parse_day (call->until), call->actor, faults,
                              error);
}

typedef struct
{
  const char *name;
  const char *row, *events, *cases, *policy, *as_of;
  const char *state, *since, *clause;
} StateRow;

#define E2 "A,cnitsec/engineering/2,O,2024-02-29,2027-02-28,,\n"
#define OP "A,cnitsec/operation/2,O,2024-02-29,2027-02-28,,\n"
#define CC "A,ccia/finance/2,O,2024-05-20,2027-05-20,,\n"
#define IS "A,isccc/software/3,O,2025-01-31,,,\n"

/* cnitsec 2025-05 clause 四: apply six months before the expiry, first application again later than
 * six months after it; operation clause 5; ccia articles 20, 21, 27; isccc 6.8.2, 6.8.3, 6.8.4. */
static const StateRow state_rows[] = {
  { "valid", E2, NULL, NULL, NULL, "2024-03-01", "valid", "2024-02-29", "5.5" },
  { "last-day-in-time", E2, NULL, NULL, NULL, "2026-08-28", "renewal_due", "2024-02-29", "四" },
  { "late", E2, NULL, NULL, NULL, "2026-08-29", "late", "2026-08-29", "四" },
  { "late-last-day", E2, NULL, NULL, NULL, "2027-02-28", "late", "2026-08-29", "四" },
  { "grace", E2, NULL, NULL, NULL, "2027-03-01", "grace", "2027-03-01", "四" },
  { "grace-last-day", E2, NULL, NULL, NULL, "2027-08-28", "grace", "2027-03-01", "四" },
  { "initial-again", E2, NULL, NULL, NULL, "2027-08-29", "initial_again", "2027-08-29", "四" },
  { "grace-end-initial", E2, NULL, NULL, "grace-end-day=initial", "2027-08-28", "initial_again",
    "2027-08-28", "四" },
  { "filed-in-time", E2, NULL, "K,cnitsec/engineering/2,maintenance,O,A,2026-08-28\n", NULL,
    "2026-09-15", "valid", "2024-02-29", "5.5" },
  { "filed-late", E2, NULL, "K,cnitsec/engineering/2,maintenance,O,A,2026-08-29\n", NULL,
    "2026-09-15", "late", "2026-08-29", "四" },
  { "filed-in-grace", E2, NULL, "K,cnitsec/engineering/2,maintenance,O,A,2027-08-28\n", NULL,
    "2027-09-15", "grace", "2027-03-01", "四" },
  { "operation-has-no-grace", OP, NULL, NULL, NULL, "2027-03-01", "invalid", "2027-03-01", "5" },
  { "operation-not-late", OP, NULL, NULL, NULL, "2027-02-28", "renewal_due", "2024-02-29", "5" },
  { "ccia-last-day", CC, NULL, NULL, NULL, "2027-05-20", "renewal_due", "2024-05-20",
    "第二十一条" },
  { "ccia-invalid", CC, NULL, NULL, NULL, "2027-05-21", "invalid", "2027-05-21", "第二十一条" },
  { "ccia-check-day", CC, "", NULL, NULL, "2025-05-20", "valid", "2024-05-20", "第十八条（五）" },
  { "ccia-abandoned", CC, "", NULL, NULL, "2025-05-21", "abandoned", "2025-05-21", "第二十条" },
  { "ccia-checked", CC, "A,annual_check,2025-05-20,,\n", NULL, NULL, "2026-01-01", "valid",
    "2024-05-20", "第十八条（五）" },
  { "ccia-second-missed", CC, "A,annual_check,2025-05-20,,\n", NULL, NULL, "2026-05-21",
    "abandoned", "2026-05-21", "第二十条" },
  { "ccia-checked-late", CC, "A,annual_check,2025-05-21,,\n", NULL, NULL, "2025-06-01", "abandoned",
    "2025-05-21", "第二十条" },
  { "ccia-suspended", CC, "A,suspension,2024-09-01,,\n", NULL, NULL, "2024-09-01", "suspended",
    "2024-09-01", "第二十七条" },
  { "ccia-revoked", CC, "A,revocation,2024-09-01,,\n", NULL, NULL, "2025-01-01", "revoked",
    "2024-09-01", "第二十七条" },
  { "ccia-restored", CC, "A,suspension,2024-09-01,2024-10-01,\n", NULL, NULL, "2024-10-01", "valid",
    "2024-10-01", "第二十七条" },
  { "operation-restored", OP, "A,suspension,2025-01-01,2025-02-01,\n", NULL, NULL, "2025-02-01",
    "valid", "2025-02-01", "6" },
  /* the day to apply passed while it was suspended */
  { "restored-is-late", E2, "A,suspension,2026-08-01,2026-09-15,\n", NULL, NULL, "2026-09-15",
    "late", "2026-09-15", "四" },
  { "suspended-to-the-end", E2, "A,suspension,2026-08-01,,\n", NULL, NULL, "2027-03-01", "grace",
    "2027-03-01", "四" },
  { "ccia-stopped", CC, "A,other,2025-01-01,,stop\n", NULL, NULL, "2025-01-01", "stopped",
    "2025-01-01", "第四条（五）" },
  { "ccia-calendar-day", CC, "", NULL, "annual-check-days=calendar-day", "2026-05-01", "valid",
    "2024-05-20", "第十八条（五）" },
  { "isccc-open-ended", IS, NULL, NULL, NULL, "2035-01-01", "valid", "2025-01-31", "6.6" },
  { "isccc-any-cause", IS, "A,suspension,2025-06-01,,\n", NULL, NULL, "2025-06-01", "suspended",
    "2025-06-01", "6.8.2 d)" },
  { "isccc-cause-named", IS, "A,suspension,2025-06-01,,misuse\n", NULL, NULL, "2025-06-01",
    "suspended", "2025-06-01", "6.8.2 b)" },
  { "isccc-restored", IS, "A,suspension,2025-06-01,2025-08-01,\n", NULL, NULL, "2025-08-01",
    "valid", "2025-08-01", "6.8.2" },
  { "isccc-withdrawn", IS, "A,withdrawal,2025-06-01,,\n", NULL, NULL, "2025-08-01", "withdrawn",
    "2025-06-01", "6.8.4" },
  { "event-of-the-life-cycle", IS, "A,other,2025-06-01,,misuse_harm\n", NULL, NULL, "2025-08-01",
    "revoked", "2025-06-01", "6.8.3 b)" },
  { "later-events-do-not-count", IS, "A,withdrawal,2025-06-01,,\n", NULL, NULL, "2025-05-31",
    "valid", "2025-01-31", "6.6" },
  { "no-life-cycle", "A,cnitsec/engineering/1,O,2024-05-11,2027-05-10,,\n", NULL, NULL, NULL,
    "2027-05-10", "valid", "2024-05-11", "" },
  { "no-life-cycle-expired", "A,cnitsec/engineering/1,O,2024-05-11,2027-05-10,,\n", NULL, NULL,
    NULL, "2027-05-11", "invalid", "2027-05-11", "" },
  { "superseded",
    "A,cnitsec/operation/2,O,2021-03-15,2024-03-15,,\n"
    "B,cnitsec/operation/2,O,2024-03-01,2027-03-15,,A\n",
    NULL, NULL, NULL, "2024-03-01", "superseded", "2024-03-01", "5" },
};

/* Every state that a certificate can come to is in a row above. */
static void
test_states (void)
{
  static const char *const states[]
      = { "valid",     "renewal_due",   "late",    "grace",     "invalid",    "suspended",
          "abandoned", "initial_again", "revoked", "withdrawn", "superseded", "stopped" };
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      guint n = 0;
      for (guint row = 0; row < G_N_ELEMENTS (state_rows); row++)
        n += g_str_equal (state_rows[row].state, states[i]);
      g_assert_cmpuint (n, >, 0);
    }
}

/* The cell of the first row of a table. */
static char *
dup_cell (CertplanTables *tables, const char *name, const char *column)
{
  CertplanTable *table = certplan_tables_find (tables, name);
  g_autoptr (CertplanCursor) cursor = certplan_table_open (table);
  g_assert_true (certplan_cursor_next (cursor, NULL));
  for (guint i = 0; i < certplan_table_get_n_columns (table); i++)
    if (g_str_equal (certplan_table_get_column_name (table, i), column))
      return certplan_cursor_dup_text (cursor, i);
  return NULL;
}

static void
test_state (gconstpointer data)
{
  const StateRow *row = data;
  const Call call
      = { row->row, row->events, row->cases, row->policy, row->as_of, row->as_of, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanDuties) duties = make (&call, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanTables) tables = certplan_duties_dup_tables (duties, FALSE);
  g_autofree char *since = dup_cell (tables, "states", "since");
  g_autofree char *clause = dup_cell (tables, "states", "clause");

  g_assert_cmpstr (certplan_duties_get_state (duties, 0), ==, row->state);
  g_assert_cmpstr (since, ==, row->since);
  g_assert_cmpstr (clause, ==, row->clause);
}

typedef struct
{
  const char *name;
  const char *rows, *events, *cases, *policy, *as_of, *until, *actor;
  const char *lines; /* subject duty due days_left warning if_missed at_stake basis; in lines */
} ListRow;

static const ListRow list_rows[] = {
  /* 四: 2027-02-28 less six months; 87,000 - 63,000 = 24,000 (九-1, 九-2) */
  { "engineering", E2, NULL, NULL, NULL, "2026-08-01", "2027-12-31", NULL,
    "A renewal_lead 2026-08-28 27 urgent late 0.00 stated\n"
    "A renewal_grace 2027-08-28 392 prepare initial_again 24000.00 stated\n" },
  { "later-terms", E2, NULL, NULL, NULL, "2024-03-01", "2033-02-28", NULL,
    "A renewal_lead 2026-08-28 910 later late 0.00 stated\n"
    "A renewal_grace 2027-08-28 1275 later initial_again 24000.00 stated\n"
    "A renewal_lead 2029-08-28 2006 later late 0.00 assumption\n"
    "A renewal_grace 2030-08-28 2371 later initial_again 24000.00 assumption\n"
    "A renewal_lead 2032-08-28 3102 later late 0.00 assumption\n" },
  { "filed", E2, NULL, "K,cnitsec/engineering/2,maintenance,O,A,2026-07-01\n", NULL, "2026-08-01",
    "2027-12-31", NULL, "" },
  /* article 20, anniversaries strictly inside; article 21 */
  { "ccia", CC, NULL, NULL, NULL, "2024-06-01", "2027-06-01", NULL,
    "A annual_check 2025-05-20 353 later abandoned  stated\n"
    "A annual_check 2026-05-20 718 later abandoned  stated\n"
    "A renewal_completion 2027-05-20 1083 later invalid  stated\n" },
  { "ccia-with-expiry", CC, NULL, NULL, "annual-check-days=with-expiry", "2026-06-01", "2027-06-01",
    NULL,
    "A renewal_completion 2027-05-20 353 prepare invalid  stated\n"
    "A annual_check 2027-05-20 353 later abandoned  stated\n" },
  /* which day, the office says: none is listed */
  { "ccia-calendar-day", CC, "", NULL, "annual-check-days=calendar-day", "2024-06-01", "2027-06-01",
    NULL, "A renewal_completion 2027-05-20 1083 later invalid  stated\n" },
  { "ccia-done", CC, "A,annual_check,2025-05-01,,\n", NULL, NULL, "2025-05-02", "2026-05-20", NULL,
    "A annual_check 2026-05-20 383 later abandoned  stated\n" },
  /* article 22: 30 natural days, the day of the change not counted */
  { "change", CC, "A,change,2024-08-01,,\n", NULL, NULL, "2024-08-21", "2024-12-31", NULL,
    "A change_report 2024-08-31 10 prepare   stated\n" },
  { "change-overdue", CC, "A,change,2024-08-01,,\n", NULL, NULL, "2024-09-01", "2024-12-31", NULL,
    "A change_report 2024-08-31 -1 overdue   stated\n" },
  { "change-done", CC, "A,change,2024-08-01,,\nA,reissue,2024-08-20,,\n", NULL, NULL, "2024-09-01",
    "2024-12-31", NULL, "" },
  /* 6.7.1: at most twelve months; from 01-31 */
  { "surveillance", IS, "", NULL, NULL, "2025-12-31", "2027-01-30", NULL,
    "A surveillance 2026-01-31 31 soon suspended  stated\n" },
  { "surveillance-last-review", IS, "A,surveillance,2025-11-30,,\n", NULL, NULL, "2025-12-31",
    "2027-12-31", NULL,
    "A surveillance 2026-11-30 334 later suspended  stated\n"
    "A surveillance 2027-11-30 699 later suspended  assumption\n" },
  { "surveillance-anniversary", IS, "A,surveillance,2025-11-30,,\n", NULL,
    "surveillance-anchor=anniversary", "2025-12-31", "2027-12-31", NULL,
    "A surveillance 2027-01-31 396 later suspended  stated\n" },
  /* the interval runs on in a suspension; or it stops for 30 + 31 days */
  { "surveillance-clock-runs", IS, "A,suspension,2025-06-01,2025-08-01,\n", NULL, NULL,
    "2025-12-31", "2027-01-30", NULL, "A surveillance 2026-01-31 31 soon suspended  stated\n" },
  { "surveillance-clock-stops", IS, "A,suspension,2025-06-01,2025-08-01,\n", NULL,
    "suspension-clock=stops", "2025-12-31", "2027-01-30", NULL,
    "A surveillance 2026-04-02 92 prepare suspended  stated\n" },
  { "surveillance-clock-stopped-before", IS,
    "A,suspension,2025-06-01,2025-08-01,\nA,surveillance,2025-09-01,,\n", NULL,
    "suspension-clock=stops", "2025-12-31", "2027-01-30", NULL,
    "A surveillance 2026-09-01 244 later suspended  stated\n" },
  { "surveillance-clock-stopped-partly", IS,
    "A,suspension,2025-06-01,2025-08-01,\nA,surveillance,2025-07-01,,\n", NULL,
    "suspension-clock=stops", "2025-12-31", "2027-01-30", NULL,
    "A surveillance 2026-08-01 213 later suspended  stated\n" },
  { "surveillance-overdue", IS, "", NULL, NULL, "2026-02-01", "2026-02-01", NULL,
    "A surveillance 2026-01-31 -1 overdue suspended  stated\n" },
  { "surveillance-unknown-counts-as-held", IS, NULL, NULL, NULL, "2026-02-01", "2027-01-31", NULL,
    "A surveillance 2027-01-31 364 later suspended  assumption\n" },
  /* 6.8.2: normally three months */
  { "suspension", IS, "A,suspension,2025-06-30,,\n", NULL, NULL, "2025-07-01", "2026-12-31", NULL,
    "A suspension 2025-09-30 91 later revoked  stated\n" },
  { "suspension-not-of-the-office", IS, "A,suspension,2025-06-30,,\n", NULL, NULL, "2025-07-01",
    "2026-12-31", "office", "" },
  /* clause 5: annual confirmation; should apply six months before; clause 8: six years */
  { "operation", OP, NULL, NULL, NULL, "2026-03-01", "2026-12-31", NULL,
    "A renewal_lead 2026-08-28 180 prepare   stated\n" },
  { "operation-confirmation", OP, NULL, NULL, NULL, "2024-03-01", "2026-02-28", NULL,
    "A annual_confirmation 2025-02-28 364 later valid  stated\n"
    "A annual_confirmation 2026-02-28 729 later valid  stated\n" },
  { "archive-is-the-centres", OP, NULL, NULL, NULL, "2027-03-01", "2030-12-31", "centre",
    "A retention 2030-02-28 1095 later   assumption\n" },
  { "archive-is-not-the-holders", OP, NULL, NULL, NULL, "2027-03-01", "2030-12-31", NULL, "" },
  { "waived-surveillance",
    "B,cnitsec/operation/2,O,2021-02-28,2024-02-28,maintenance,\n"
    "A,cnitsec/operation/2,O,2024-02-28,2027-02-28,maintenance,B\n",
    NULL, NULL, NULL, "2024-02-28", "2026-01-01", "centre",
    "A waived_surveillance 2025-08-28 547 later   assumption\n" },
  { "first-renewal-is-on-site", "A,cnitsec/operation/2,O,2024-02-28,2027-02-28,maintenance,\n",
    NULL, NULL, NULL, "2024-02-28", "2026-01-01", "centre", "" },
  { "any-renewal", "A,cnitsec/operation/2,O,2024-02-28,2027-02-28,maintenance,\n", NULL, NULL,
    "onsite-waiver=any-renewal", "2024-02-28", "2026-01-01", "centre",
    "A waived_surveillance 2025-08-28 547 later   assumption\n" },
  { "lost", E2, NULL, NULL, NULL, "2027-08-29", "2030-01-01", NULL, "" },
  /* 5.2: one month from the e-mail */
  { "supplement", E2, "K,supplement,2025-01-31,,\n", "K,cnitsec/cloud/1,initial,P,,2025-01-10\n",
    NULL, "2025-02-01", "2025-03-01", NULL, "K supplement 2025-02-28 27 later   stated\n" },
  { "supplement-done", E2, "K,supplement,2025-01-31,2025-02-01,\n",
    "K,cnitsec/cloud/1,initial,P,,2025-01-10\n", NULL, "2025-02-01", "2025-03-01", NULL, "" },
};

static void
append_lines (CertplanTable *table, GString *out)
{
  static const char *const wanted[]
      = { "subject", "duty", "due", "days_left", "warning", "if_missed", "at_stake", "basis" };
  g_autoptr (CertplanCursor) cursor = certplan_table_open (table);
  while (certplan_cursor_next (cursor, NULL))
    for (guint w = 0; w < G_N_ELEMENTS (wanted); w++)
      for (guint i = 0; i < certplan_table_get_n_columns (table); i++)
        if (g_str_equal (certplan_table_get_column_name (table, i), wanted[w]))
          {
            g_autofree char *cell = certplan_cursor_dup_text (cursor, i);
            g_string_append (out, cell);
            g_string_append_c (out, w + 1 < G_N_ELEMENTS (wanted) ? ' ' : '\n');
          }
}

static void
test_list (gconstpointer data)
{
  const ListRow *row = data;
  const Call call
      = { row->rows, row->events, row->cases, row->policy, row->as_of, row->until, row->actor };
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanDuties) duties = make (&call, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanTables) tables = certplan_duties_dup_tables (duties, TRUE);
  g_autoptr (GString) lines = g_string_new (NULL), again = g_string_new (NULL);
  append_lines (certplan_tables_find (tables, "duties"), lines);
  append_lines (certplan_tables_find (tables, "duties"), again);

  g_assert_cmpstr (lines->str, ==, row->lines);
  g_assert_cmpstr (again->str, ==, lines->str);
}

/* A term that is renewed in time follows the old expiry as printed, so it never drifts. */
static void
test_chain (void)
{
  static const char rows[] = "A,cnitsec/engineering/2,O,2024-02-29,,,\n"
                             "B,cnitsec/engineering/2,O,2027-01-15,,,A\n"
                             "C,cnitsec/engineering/2,O,2030-02-28,,,B\n"
                             "D,cnitsec/engineering/2,O,2033-01-10,,,C\n";
  static const char *const expiries[] = { "2027-02-28", "2030-02-28", "2033-02-28", "2036-02-28" };
  const Call call = { rows, NULL, NULL, NULL, "2033-02-01", "2034-01-01", NULL };
  g_autoptr (CertplanDuties) duties = make (&call, NULL, NULL);
  const Call from_issue
      = { rows, NULL, NULL, "renewed-term=from-issue", "2033-02-01", "2034-01-01", NULL };
  g_autoptr (CertplanDuties) other = make (&from_issue, NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (expiries); i++)
    g_assert_cmpint (certplan_duties_get_expiry (duties, i), ==, parse_day (expiries[i]));
  g_assert_cmpint (certplan_duties_get_expiry (other, 1), ==, parse_day ("2030-01-15"));
  g_assert_cmpstr (certplan_duties_get_state (duties, 0), ==, "superseded");
  g_assert_cmpstr (certplan_duties_get_state (duties, 3), ==, "valid");
}

/* Issued after the old one expired: from its own issue. What is printed wins and is compared. */
static void
test_gap (void)
{
  const Call call = { "A,cnitsec/engineering/2,O,2024-02-29,2027-02-28,,\n"
                      "B,cnitsec/engineering/2,O,2027-03-01,2030-03-31,,A\n",
                      NULL,
                      NULL,
                      NULL,
                      "2027-04-01",
                      "2027-05-01",
                      NULL };
  g_autoptr (CertplanDuties) duties = make (&call, NULL, NULL);
  g_autoptr (CertplanTables) tables = certplan_duties_dup_tables (duties, FALSE);
  g_autofree char *finding = dup_cell (tables, "findings", "finding");

  g_assert_cmpint (certplan_duties_get_computed_expiry (duties, 1), ==, parse_day ("2030-03-01"));
  g_assert_cmpint (certplan_duties_get_expiry (duties, 1), ==, parse_day ("2030-03-31"));
  g_assert_cmpstr (finding, ==,
                   "The printed expiry is 2030-03-31, but 2027-03-01 and P36M make 2030-03-01; "
                   "what is printed counts");
}

typedef struct
{
  const char *name;
  const char *rows, *events;
  const char *text; /* all faults, in lines */
} FaultRow;

static const FaultRow fault_rows[] = {
  { "future", "A,isccc/software/1,O,2026-01-02,,,\n", NULL,
    "x.csv:2:22: issued: the day lies in the future: \"2026-01-02\"; wanted a day up to "
    "2026-01-01\n" },
  { "overlap", E2 "B,cnitsec/engineering/2,O,2025-02-28,,,\n", NULL,
    "x.csv:3:27: the terms of two certificates of one qualification and organisation overlap: "
    "\"2025-02-28\"; "
    "wanted an issue after the term of \"A\", or its number in supersedes\n" },
  { "inside-a-longer-one",
    "A,isccc/software/1,O,2020-01-01,,,\nB,isccc/software/1,O,2021-01-01,2022-"
    "01-01,,\nC,isccc/software/1,O,2023-01-01,,,\n",
    NULL,
    "x.csv:3:22: the terms of two certificates of one qualification and organisation overlap: "
    "\"2021-01-01\"; "
    "wanted an issue after the term of \"A\", or its number in supersedes\n"
    "x.csv:4:22: the terms of two certificates of one qualification and organisation overlap: "
    "\"2023-01-01\"; "
    "wanted an issue after the term of \"A\", or its number in supersedes\n" },
  { "withdrawn-ends-it", IS "B,isccc/software/3,O,2025-06-02,,,\n", "A,withdrawal,2025-06-01,,\n",
    "" },
  { "the-day-after",
    "A,ccia/finance/2,O,2022-05-20,2025-05-20,,\nB,ccia/finance/2,O,2025-05-21,,,\n", NULL, "" },
  { "another-org", E2 "B,cnitsec/engineering/2,P,2025-02-28,,,\n", NULL, "" },
  { "wide-text-before",
    "A,isccc/software/1,\"甲,乙\",2024-01-02,,,\nB,isccc/software/1,\"甲,乙\",2024-01-03,,,\n",
    NULL,
    "x.csv:3:26: the terms of two certificates of one qualification and organisation overlap: "
    "\"2024-01-03\"; wanted an issue after the term of \"A\", or its number in supersedes\n" },
  { "quotes-before",
    "A,isccc/software/1,\"甲\"\"乙\",2024-01-02,,,\nB,isccc/software/"
    "1,\"甲\"\"乙\",2024-01-03,,,\n",
    NULL,
    "x.csv:3:27: the terms of two certificates of one qualification and organisation overlap: "
    "\"2024-01-03\"; wanted an issue after the term of \"A\", or its number in supersedes\n" },
  /* the cell stands in another line than the row begins in: the row is told */
  { "line-end-before",
    "A,isccc/software/1,\"甲\n乙\",2024-01-02,,,\nB,isccc/software/1,\"甲\n乙\",2024-01-03,,,\n",
    NULL,
    "x.csv:4: the terms of two certificates of one qualification and organisation overlap: "
    "\"2024-01-03\"; wanted an issue after the term of \"A\", or its number in supersedes\n" },
  { "replaces-an-unknown-one-later", E2 "B,cnitsec/engineering/2,O,2027-03-01,,,X\n", NULL,
    "x.csv:3:27: issued: the day lies in the future: \"2027-03-01\"; wanted a day up to "
    "2026-01-01\n" },
  { "replaces-an-unknown-one", E2 "B,cnitsec/engineering/2,O,2025-02-28,,,X\n", NULL,
    "x.csv:3:40: supersedes: the register has no such certificate, and the term overlaps that of "
    "another one of the holder: \"X\"; wanted an issue after the term of \"A\", or its number in "
    "supersedes\n" },
  { "revoked-in-suspension-ends-it", IS "B,isccc/software/3,O,2025-09-02,,,\n",
    "A,suspension,2025-06-01,,\nA,revocation,2025-09-01,,\n", "" },
  { "replaces", E2 "B,cnitsec/engineering/2,O,2025-02-28,,,A\n", NULL, "" },
  { "itself", "A,isccc/software/1,O,2025-01-02,,,A\n", NULL,
    "x.csv:2:35: supersedes: a certificate cannot replace itself: \"A\"; wanted the number of the "
    "old "
    "certificate\n" },
  { "twice",
    "A,isccc/software/1,O,2024-01-02,,,\nB,isccc/software/1,P,2025-01-02,,,A\n"
    "C,isccc/software/1,Q,2025-01-02,,,A\n",
    NULL,
    "x.csv:4:35: supersedes: another certificate replaced that one already: \"A\"; wanted each old "
    "certificate once\n" },
  { "older", "A,isccc/software/1,O,2024-01-02,,,B\nB,isccc/software/1,P,2025-01-02,,,\n", NULL,
    "x.csv:2:35: supersedes: the old certificate was issued later than this one: \"B\"; wanted a "
    "certificate that was issued before\n" },
};

static void
test_faults (gconstpointer data)
{
  const FaultRow *row = data;
  const Call call = { row->rows, row->events, NULL, NULL, "2026-01-01", "2027-01-01", NULL };
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanDuties) duties = make (&call, faults, &error);
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < certplan_faults_get_n_kept (faults); i++)
    {
      g_autofree char *line = certplan_faults_dup_text (faults, i);
      g_string_append_printf (text, "%s\n", line);
    }

  g_assert_cmpstr (text->str, ==, row->text);
  g_assert_true ((duties == NULL) == (row->text[0] != '\0'));
  g_assert_true ((error != NULL) == (duties == NULL));
}

static void
test_calls (void)
{
  const Call nobody = { E2, NULL, NULL, NULL, "2026-01-01", "2027-01-01", "nobody" };
  const Call backward = { E2, NULL, NULL, NULL, "2026-01-01", "2025-12-31", NULL };
  g_autoptr (GError) error = NULL, other = NULL;

  g_assert_null (make (&nobody, NULL, &error));
  g_assert_error (error, CERTPLAN_APPLICANT_ERROR, CERTPLAN_APPLICANT_ERROR_ACTOR);
  g_assert_null (make (&backward, NULL, &other));
  g_assert_error (other, CERTPLAN_APPLICANT_ERROR, CERTPLAN_APPLICANT_ERROR_DATE);
}

static void
test_overdue (void)
{
  const Call call = {
    E2 "B,isccc/software/3,O,2025-01-31,,,\n", "", NULL, NULL, "2027-09-01", "2027-09-01", NULL
  };
  const Call earlier = {
    E2 "B,isccc/software/3,O,2025-01-31,,,\n", "", NULL, NULL, "2026-08-28", "2026-08-28", NULL
  };
  g_autoptr (CertplanDuties) duties = make (&call, NULL, NULL);
  g_autoptr (CertplanDuties) other = make (&earlier, NULL, NULL);

  g_assert_cmpuint (certplan_duties_count_overdue (duties), ==, 1); /* A is lost */
  g_assert_cmpuint (certplan_duties_count_overdue (other), ==, 1);
}

typedef struct
{
  const char *name;
  gint64 n_left, n_days;
  const char *warning;
} WarningCase;

/* data/warnings.csv: up to 8.3334 % of the time left is urgent, 16.6667 % soon, 33.3334 % prepare:
 * of 5,000,000 days 416,670, 833,335 and 1,666,670; of a year 30, 60 and 121 whole ones. */
static const WarningCase warning_cases[] = {
  { "late", -1, 365, "overdue" },
  { "last-day", 0, 365, "urgent" },
  { "a-month", 30, 365, "urgent" },
  { "more-than-a-month", 31, 365, "soon" },
  { "two-months", 60, 365, "soon" },
  { "more-than-two-months", 61, 365, "prepare" },
  { "a-third", 121, 365, "prepare" },
  { "more-than-a-third", 122, 365, "later" },
  { "just-urgent", 416670, 5000000, "urgent" },
  { "just-not-urgent", 416671, 5000000, "soon" },
  { "just-soon", 833335, 5000000, "soon" },
  { "just-prepare", 1666670, 5000000, "prepare" },
  { "just-later", 1666671, 5000000, "later" },
};

static void
test_warning (gconstpointer data)
{
  const WarningCase *row = data;
  g_assert_cmpstr (_certplan_warning_find (row->n_left, row->n_days), ==, row->warning);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  ADD_ROWS ("/duties/state/", state_rows, test_state);
  ADD_ROWS ("/duties/list/", list_rows, test_list);
  ADD_ROWS ("/duties/faults/", fault_rows, test_faults);
  ADD_ROWS ("/duties/warning/", warning_cases, test_warning);
  g_test_add_func ("/duties/states", test_states);
  g_test_add_func ("/duties/chain", test_chain);
  g_test_add_func ("/duties/gap", test_gap);
  g_test_add_func ("/duties/calls", test_calls);
  g_test_add_func ("/duties/overdue", test_overdue);
  add_terms ();
  add_unknown ();
  return g_test_run ();
}
