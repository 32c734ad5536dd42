/* The work of an office: what is found and told, what cannot be, and when panels meet.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-workload.h"

typedef struct
{
  const char *name;
  Texts texts;
  const char *subject, *finding; /* NULL = none at all */
} FindingRow;

#define ONE                                                                                        \
  .bodies = "B,one,四川,,\nW,witness,,,\nO,office,,,\n",                                           \
  .reviewers = "R,B,reviewer,1\nS,W,witness,1\nE,O,expert,1\nM,O,committee,1\nP,O,reviewer,1\n"
static const FindingRow finding_rows[] = {
  { "served", { ONE, .arrivals = "2027-01,ccia/finance/1,initial,1,成都\n" }, NULL, NULL },
  { "region-unserved",
    { ONE, .arrivals = "2027-01,ccia/finance/1,initial,2,云南\n" },
    "云南",
    "no evaluation body may work here; cases, and certificates that are expected to come back: 2" },
  /* rows stand for cases: 5 + 7 */
  { "region-unserved-in-several-rows",
    { ONE, .arrivals
           = "2027-01,ccia/finance/1,initial,5,云南\n2027-02,ccia/finance/1,initial,7,云南\n" },
    "云南",
    "no evaluation body may work here; cases, and certificates that are expected to come back: "
    "12" },
  /* of one certificate that expires, the seven tenths that come back */
  { "region-unserved-for-a-share",
    { ONE, .held = "C,ccia/finance/3,O,2024-09-15,2027-09-15,initial,云南\n",
      .renewal = "ccia/finance/3,70%,0%,P6M\n" },
    "云南",
    "no evaluation body may work here; cases, and certificates that are expected to come back: "
    "0.7" },
  { "unknown-region",
    { ONE, .arrivals = "2027-01,ccia/finance/1,initial,2,四州\n" },
    "四州",
    "no such region; counted without one: 2; perhaps \"四川\", \"兰州\" or \"广州\"" },
  { "nobody",
    { .arrivals = "2027-01,cnitsec/cloud/1,initial,2,北京\n" },
    "北京",
    "no centre may work here; cases, and certificates that are expected to come back: 2" },
  { "unknown-stage",
    { ONE, .cases = "K,ccia/finance/3,initial,O,,四川,2026-11-02,,,onsite_revue,,\n" },
    "onsite_revue",
    "no such stage; cases counted from the first one: 1; perhaps \"onsite_review\"" },
  { "received-after-its-due-day",
    { ONE, .cases = "K,ccia/finance/3,initial,O,,四川,2026-11-02,,,,,2026-10-30\n" },
    "K",
    "received after 2026-10-30, by when it should be finished" },
  { "past-its-cap",
    { .bodies = "C,centre,,,\n",
      .reviewers = "R,C,reviewer,1\nE,C,expert,1\n",
      .cases = "K,cnitsec/cloud/1,initial,O,,,2026-06-01,,,evaluation,,\n" },
    "K",
    "should have been finished by 2026-12-01" },
  /* 1 June + 6 months, and the 30 days that the supplement took */
  { "not-yet-past-its-cap",
    { .bodies = "C,centre,,,\n",
      .reviewers = "R,C,reviewer,1\nE,C,expert,1\n",
      .cases = "K,cnitsec/cloud/1,initial,O,,,2026-06-01,,,evaluation,,\n",
      .events = "K,supplement,2026-07-01,2026-07-31\n" },
    NULL,
    NULL },
  { "no-stages",
    { .cases = "K,cnitsec/cloud/3,initial,O,,,2026-11-01,,,,,\n" },
    "initial",
    "no stages are known; not counted: 1" },
  { "no-stages-of-expected-ones",
    { .arrivals = "2027-01,cnitsec/cloud/3,initial,4,\n" },
    "initial",
    "no stages are known; not counted: 4" },
  { "filed-too-late-to-be-complete",
    { ONE, .held = "C,ccia/finance/3,O,2024-09-15,2027-09-15,initial,四川\n",
      .renewal = "ccia/finance/3,100%,0%,P1M\n" },
    "ccia/finance/3",
    "renewals that would not be complete by the expiry, being filed too late for the assumed "
    "length "
    "of the stages: 1" },
  /* article 20: the annual check of September 2025 stands in no event; of two certificates */
  { "missed-for-want-of-events",
    { ONE,
      .held = "C,ccia/finance/3,O,2024-09-15,2027-09-15,initial,四川\n"
              "D,ccia/finance/3,P,2024-10-15,2027-10-15,initial,四川\n",
      .events = "C,change,2025-01-10,\n" },
    "ccia/finance/3",
    "certificates that count as abandoned, for no event says that the duty was done; they bring no "
    "work: 2" },
  { "done-by-events",
    { ONE, .held = "C,ccia/finance/3,O,2024-09-15,2027-09-15,initial,四川\n",
      .events = "C,annual_check,2025-09-10,\nC,annual_check,2026-09-10,\n" },
    NULL,
    NULL },
  { "authorisation-ends",
    { .bodies = "B,one,四川,,2027-05-31\n", .arrivals = "2027-01,ccia/finance/1,initial,0,\n" },
    "B",
    "no row of bodies goes on after 2027-05-31: its people give no time from then on" },
  /* ten cases of five times 40 minutes each in March: 8.3 days, for which one meeting has 5 seats
   */
  { "too-few-meetings",
    { .bodies = "C,centre,,,\n",
      .reviewers = "R,C,reviewer,1\nE,C,expert,1\n",
      .arrivals = "2027-01,cnitsec/cloud/1,initial,10,\n",
      .panels = "P,cnitsec,last working Thursday,5,1\n" },
    "P",
    "too few meetings; months: 1" },
  /* one expert has 23 days in March, and a meeting asks for 24 */
  { "below-quorum",
    { .bodies = "C,centre,,,\n",
      .reviewers = "R,C,reviewer,1\nE,C,expert,1\n",
      .arrivals = "2027-01,cnitsec/cloud/1,initial,1,\n",
      .panels = "P,cnitsec,每月最后一个周四,30,24\n" },
    "P",
    "fewer people than the quorum; months: 1" },
};

static void
test_finding (gconstpointer data)
{
  const FindingRow *row = data;
  g_autoptr (CertplanWorkload) workload = make (&row->texts, NULL, 12);
  g_autoptr (CertplanTables) tables = certplan_workload_dup_tables (workload, FALSE);
  CertplanTable *table = certplan_tables_find (tables, "findings");
  g_autoptr (CertplanCursor) cursor = table != NULL ? certplan_table_open (table) : NULL;
  gboolean is_found = FALSE;
  while (cursor != NULL && certplan_cursor_next (cursor, NULL))
    {
      g_autofree char *subject = certplan_cursor_dup_text (cursor, 0);
      g_autofree char *finding = certplan_cursor_dup_text (cursor, 2);
      g_test_message ("%s: %s", subject, finding);
      is_found |= row->subject == NULL
                  || (strcmp (subject, row->subject) == 0 && strcmp (finding, row->finding) == 0);
    }
  g_assert_true (is_found == (row->subject != NULL));
}

typedef struct
{
  const char *name;
  Texts texts;
  const char *fault; /* the first one */
} FaultRow;

static const FaultRow fault_rows[] = {
  { "case-of-an-unknown-body",
    { ONE, .cases = "K,ccia/finance/3,initial,O,,四川,2026-11-02,,A,,,\n" },
    "cases.csv:2:44: body: no body of that name: \"A\"; wanted \"B\", \"O\" or \"W\"" },
  { "panel-of-no-scheme",
    { .panels = "P,cnits,P1M,5,5\n" },
    "panels.csv:2:3: scheme: no scheme of that name has panels: \"cnits\"; wanted a scheme, as "
    "cnitsec" },
  { "panel-without-a-day",
    { .panels = "P,cnitsec,sometimes,5,5\n" },
    "panels.csv:2:11: rule: not understood: \"sometimes\"; wanted as \"last working Thursday\", "
    "\"first "
    "working day\" or P21D" },
  { "certificate-of-the-future",
    { .held = "C,ccia/finance/2,O,2027-09-15,2030-09-15,initial,四川\n" },
    NULL },
};

static void
test_fault (gconstpointer data)
{
  const FaultRow *row = data;
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanOffice) office = make_office (&row->texts, NULL, 12, faults, &error);
  g_autoptr (CertplanWorkload) workload
      = office != NULL ? certplan_workload_new (office, faults, NULL, &error) : NULL;
  g_assert_null (workload);
  g_assert_nonnull (error);
  g_assert_cmpuint (certplan_faults_get_n (faults), >, 0);
  g_autofree char *text = certplan_faults_dup_text (faults, 0);
  if (row->fault != NULL)
    g_assert_cmpstr (text, ==, row->fault);
}

static void
test_too_much (void)
{
  const Texts texts
      = { .arrivals = "2027-01,cnitsec/cloud/1,initial,2000000000,\n",
          .effort = "cnitsec/cloud/1,,evaluation,2000000000,2000000000,2000000000,1,\n" };
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanOffice) office = make_office (&texts, NULL, 12, NULL, NULL);
  g_assert_null (certplan_workload_new (office, NULL, NULL, &error));
  g_assert_error (error, CERTPLAN_OFFICE_ERROR, CERTPLAN_OFFICE_ERROR_LIMIT);
}

static void
test_cancelled (void)
{
  const Texts texts = { .held = "C,ccia/finance/2,O,2024-09-15,2027-09-15,initial,四川\n" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (CertplanOffice) office = make_office (&texts, NULL, 12, NULL, NULL);
  g_cancellable_cancel (cancellable);
  g_assert_null (certplan_workload_new (office, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

typedef struct
{
  const char *name, *text;
  gint month; /* of 2026 */
  const char *days;
} PanelRow;

/* 2026: 1 to 3 January off, the 4th (Sunday) worked; October 1 to 7 off; 30 April is a Thursday. */
static const PanelRow panel_rows[] = {
  { "last-working-thursday", "last working Thursday", 10, "2026-10-29 " },
  { "last-thursday-of-april", "last Thursday", 4, "2026-04-30 " },
  { "chinese", "每月最后一个周四", 2, "2026-02-26 " },
  { "second-wednesday", "第二个周三", 3, "2026-03-11 " },
  { "first-working-day", "first working day", 10, "2026-10-08 " },
  { "last-working-day-chinese", "每月最后一个工作日", 2, "2026-02-28 " },
  { "holiday-is-skipped", "first working Thursday", 1, "2026-01-08 " },
  { "every-three-weeks", "P21D", 1, "2026-01-04 2026-01-22 " },
  { "counted-from-the-anchor", "P21D", 3, "2026-03-05 2026-03-26 " },
  { "monthly", "P1M", 5, "2026-05-06 " }, /* 1 to 5 May off */
  /* the 2nd, 4th and 6th are off, as the 18th and 24th: what is held then is held with the next */
  { "each-day-once", "P2D", 10,
    "2026-10-08 2026-10-10 2026-10-12 2026-10-14 2026-10-16 2026-10-19 2026-10-20 2026-10-22 "
    "2026-10-26 2026-10-28 2026-10-30 " },
  { "unknown-word", "last working Thorsday", 1, NULL },
  { "no-day", "last", 1, NULL },
  { "no-length", "P0D", 1, NULL },
};

static void
test_panel (gconstpointer data)
{
  const PanelRow *row = data;
  CertplanPanelRule rule;
  const CertplanDate anchor = certplan_date_new (2026, 1, 1);
  const CertplanDate from = certplan_date_new (2026, row->month, 1);
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (CertplanDate));
  g_autoptr (GString) text = g_string_new (NULL);
  g_assert_true (_certplan_panel_rule_parse (row->text, &rule) == (row->days != NULL));
  if (row->days == NULL)
    return;
  _certplan_panel_rule_list (&rule, certplan_rulebook_get_workcal (get_rulebook ()), anchor, from,
                             certplan_date_add_months (from, 1), days);
  for (guint i = 0; i < days->len; i++)
    {
      g_autofree char *day = certplan_date_format (g_array_index (days, CertplanDate, i));
      g_string_append_printf (text, "%s ", day);
    }
  g_assert_cmpstr (text->str, ==, row->days);
}

void
add_finding_tests (void)
{
  ADD_ROWS ("/workload/finding/", finding_rows, test_finding);
  ADD_ROWS ("/workload/fault/", fault_rows, test_fault);
  ADD_ROWS ("/workload/panel/", panel_rows, test_panel);
  g_test_add_func ("/workload/too-much", test_too_much);
  g_test_add_func ("/workload/cancelled", test_cancelled);
}
