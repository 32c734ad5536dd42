/* The simulation: models that cannot be, and runs that cannot. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "test-sim.h"

typedef struct
{
  const char *name, *text, *fault;
} FaultRow;

#define GOOD "[resource r]\ncount=1\n[stage A]\nneeds=r\neffort=1\n[arrivals x]\nrate=1\n"

static const FaultRow fault_rows[] = {
  { "no-stage", "[model]\n[arrivals x]\nrate=1\n", "m.ini:1: no stage" },
  { "no-arrivals", "[stage A]\n", "no arrivals" },
  { "unknown-group", GOOD "[nonsense]\n", "m.ini:8: unknown group: \"nonsense\"" },
  { "unknown-key", GOOD "speed=2\n", "m.ini:8: unknown key: \"speed\"" },
  { "unknown-class-key", "[stage A]\neffort.urgent=1\n[arrivals x]\nrate=1\n",
    "m.ini:2: unknown key" },
  { "twice", GOOD "[arrivals x]\nrate=2\n", "m.ini:8: there twice" },
  { "no-way-out", "[stage A]\nnext=B\n[stage B]\nnext=A\n[arrivals x]\nrate=1\n",
    "no way leads out of the system" },
  { "no-way-out-of-a-class", "[class c]\n[class d]\n[stage A]\nnext.c=A\n[arrivals x]\nrate=1\n",
    "no way leads out of the system" },
  { "probabilities", "[stage A]\nnext=A 0.5;out 0.6\n[arrivals x]\nrate=1\n",
    "m.ini:2: no ways to go on" },
  { "probabilities-missing", "[stage A]\nnext=A 0.5;out 0.4\n[arrivals x]\nrate=1\n",
    "m.ini:2: no ways to go on" },
  { "unknown-stage", "[stage A]\nnext=B\n[arrivals x]\nrate=1\n", "m.ini:2: no ways to go on" },
  { "too-many-asked", "[resource r]\ncount=1\n[stage A]\nneeds=r 2\n[arrivals x]\nrate=1\n",
    "m.ini:4: asks for more than there ever is" },
  { "asked-twice", "[resource r]\ncount=2\n[stage A]\nneeds=r;r\n[arrivals x]\nrate=1\n",
    "a resource is named twice" },
  { "one-person-twice",
    "[reviewer p]\n[reviewer q]\n[resource a]\nmembers=p;q\n[resource b]\nmembers=q\n[stage A]\n"
    "needs=a;b\n[arrivals x]\nrate=1\n",
    "m.ini:8: two groups that share a reviewer are needed together" },
  { "unknown-need", "[stage A]\nneeds=q\n[arrivals x]\nrate=1\n", "m.ini:2: unknown need" },
  { "quorum-never",
    "[resource e]\ncount=2\n[stage P]\nslots=P9D\nmembers=e\nquorum=3\n[arrivals x]\nrate=1\n",
    "m.ini:6: a quorum that is never reached" },
  { "draws-too-many",
    "[resource e]\ncount=2\n[stage P]\nslots=P9D\nmembers=e\ndraw=3\n[arrivals x]\nrate=1\n",
    "more are drawn than there are" },
  { "quorum-of-nobody", "[stage P]\nslots=P9D\nquorum=3\n[arrivals x]\nrate=1\n",
    "a quorum of nobody" },
  { "slots-never", "[model]\nlength=5\n[stage P]\nslots=P30D\n[arrivals x]\nrate=1\n",
    "no slot lies in the time simulated" },
  { "slots-and-needs",
    "[resource r]\ncount=1\n[stage P]\nslots=P9D\nneeds=r\n[arrivals x]\nrate=1\n",
    "both slots and needs" },
  { "slots-no-rule", "[stage P]\nslots=now and then\n[arrivals x]\nrate=1\n",
    "m.ini:2: no rule for slots: \"now and then\"" },
  { "slots-need-dates", "[stage P]\nslots=last working Thursday\n[arrivals x]\nrate=1\n",
    "no rule for slots" },
  { "effort", "[stage A]\neffort=normal 1 2\n[arrivals x]\nrate=1\n", "no length of time" },
  { "effort-order", "[stage A]\neffort=triangular 3 2 1\n[arrivals x]\nrate=1\n",
    "bounds that are not in order" },
  { "rate", "[stage A]\n[arrivals x]\nrate=0\n", "no such number" },
  { "when", "[stage A]\n[arrivals x]\nrate=1\nat=2\n", "arrivals without one time of coming" },
  { "interval-0", "[stage A]\n[arrivals x]\ninterval=0\n", "arrivals without end at one instant" },
  { "at-order", "[stage A]\n[arrivals x]\nat=2;1\n", "no time: \"1\"" },
  { "count", "[resource q]\ncount=-1\n" GOOD, "no such number: \"-1\"" },
  { "no-count", "[resource q]\n" GOOD, "a resource without units" },
  { "count-and-members", "[reviewer a]\n[resource q]\ncount=1\nmembers=a\n" GOOD,
    "both a number and names" },
  { "unknown-member", "[resource q]\nmembers=a\n" GOOD, "unknown name: \"a\"" },
  { "order", "[resource q]\ncount=1\norder=lifo\n" GOOD, "unknown order: \"lifo\"" },
  { "order-due", "[resource q]\ncount=1\norder=due\n" GOOD, "no due dates to go by" },
  { "orders",
    "[resource a]\ncount=1\norder=priority\n[resource b]\ncount=1\n[stage A]\nneeds=a;b\n"
    "[arrivals x]\nrate=1\n",
    "another order than a resource" },
  { "no-length", "[model]\nlength=0\n" GOOD, "no time in which cases would be counted" },
  { "cutoff", "[model]\nlength=10\ncutoff=5\n" GOOD, "an end before all cases have come" },
  { "target-months", "[model]\ntarget=P3M\n" GOOD,
    "m.ini:2: a period that cannot be counted here: \"P3M\"" },
  { "target-months-of-a-class", "[class c]\ntarget=P3M\n" GOOD,
    "m.ini:2: a period that cannot be counted here: \"P3M\"" },
  { "calendar-no-start", "[model]\ncalendar=working\n" GOOD,
    "calendars in a model without a start" },
  { "calendar-beyond", "[model]\nstart=2035-01-01\nlength=1000\ncalendar=working\n" GOOD,
    "longer than the calendar knows" },
  { "calendar-before", "[model]\nstart=1999-01-01\ncalendar=working\n" GOOD,
    "a start before the calendar begins" },
  { "leave", "[model]\nstart=2027-01-01\n[reviewer a]\nleave=tomorrow\n" GOOD, "m.ini:4: " },
  { "limit-with-needs",
    "[resource r]\ncount=1\n[stage A]\nneeds=r\nlimit=3\n[arrivals x]\nrate=1\n",
    "a limit where nobody is waited for" },
  { "patience-without-line", "[stage A]\npatience=3\n[arrivals x]\nrate=1\n",
    "patience where there is no line" },
  { "name", "[stage a;b]\n[arrivals x]\nrate=1\n", "no name: \"a;b\"" },
  { "stage-out", "[stage out]\n[arrivals x]\nrate=1\n", "no name: \"out\"" },
  { "clock", "[stage A]\nclock=runs\n[arrivals x]\nrate=1\n", "unknown word: \"runs\"" },
  { "share", "[stage A]\nagain=1.5\n[arrivals x]\nrate=1\n", "no share: \"1.5\"" },
  { "months", "[stage A]\n[arrivals x]\nmonths=3\n", "months in a model without a start" },
  { "empty", "", "m.ini: the file is empty; wanted [group] and key=value" },
  { "not-utf-8", "[stage \xb1]\n", "m.ini: no key file in UTF-8; wanted the file saved as UTF-8" },
  { "no-time", "[model]\nlength=soon\n" GOOD, "m.ini:2: no time: \"soon\"; wanted days" },
  { "no-period", "[model]\ntarget=soon\n" GOOD, "m.ini:2: no period: \"soon\"; wanted as P3M" },
  { "unknown-class", GOOD "class=c\n",
    "m.ini:8: unknown name: \"c\"; wanted the NAME of a [class" },
  { "share-0", "[reviewer a]\nshare=0\n" GOOD, "m.ini:2: no share: \"0\"; wanted a number above" },
  { "leave-without-a-start", "[reviewer a]\nleave=2027-01-04\n" GOOD,
    "m.ini:2: dates in a model without a start" },
  { "change-without-a-number", "[resource q]\ncount=1\nchanges=5\n" GOOD,
    "m.ini:3: no change of a number: \"5\"; wanted TIME COUNT" },
  { "changes-not-in-order", "[resource q]\ncount=1\nchanges=5 2;5 3\n" GOOD,
    "m.ini:3: no change of a number: \"5 3\"" },
  { "change-behind-a-bad-one", "[resource q]\ncount=1\nchanges=5 2;soon;4 3\n" GOOD,
    "m.ini:3: no change of a number: \"4 3\"" },
  { "change-at-the-start", "[resource q]\ncount=1\nchanges=0 2\n" GOOD,
    "m.ini:3: no change of a number: \"0 2\"" },
  { "member-twice", "[reviewer a]\n[resource q]\nmembers=a;a\n" GOOD, "there twice: \"a\"" },
  { "unknown-target", "[stage A]\nlimit=3\nlate=B\nslots=P9D\n[arrivals x]\nrate=1\n",
    "m.ini:3: unknown stage: \"B\"" },
  { "limit-is-no-period", "[stage A]\nlimit=soon\nslots=P9D\n[arrivals x]\nrate=1\n",
    "m.ini:2: no period: \"soon\"; wanted days" },
  { "limit-in-months-without-a-start", "[stage A]\nlimit=P1M\nslots=P9D\n[arrivals x]\nrate=1\n",
    "m.ini:2: no period: \"P1M\"" },
  { "route", "[stage A]\nroute=longest\n[arrivals x]\nrate=1\n",
    "m.ini:2: unknown word: \"longest\"; wanted shortest" },
  { "month-is-no-number", "[model]\nstart=2027-01-01\n[stage A]\n[arrivals x]\nmonths=3;many\n",
    "m.ini:5: no such number: \"many\"" },
  { "unknown-days", "[model]\nstart=2027-01-01\n[calendar c]\nbase=sundays\n" GOOD,
    "m.ini:4: unknown days: \"sundays\"; wanted working, weekdays, all" },
};

static void
test_fault (gconstpointer data)
{
  const FaultRow *row = data;
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanSimModel) model = load (row->text, faults, &error);
  g_autoptr (GString) all = g_string_new (NULL);
  g_assert_null (model);
  g_assert_error (error, CERTPLAN_OFFICE_ERROR, CERTPLAN_OFFICE_ERROR_MODEL);
  for (guint i = 0; i < certplan_faults_get_n_kept (faults); i++)
    {
      g_autofree char *text = certplan_faults_dup_text (faults, i);
      g_string_append_printf (all, "%s\n", text);
    }
  if (strstr (all->str, row->fault) == NULL)
    g_assert_cmpstr (all->str, ==, row->fault);
}

/* A case that comes back for nothing, as often as not... for ever: the last branch is taken with a
 * probability of 2^-64 or so. Or one that two full stages send to each other. */
static void
test_circles (void)
{
  static const char *const texts[]
      = { "[stage A]\nnext=A 0.99999999999999;out\n[arrivals x]\nat=1\n",
          "[resource r]\ncount=1\n[stage Z]\nnext=A\n"
          "[stage A]\nneeds=r\neffort=5\nroom=1\nfull=B\n"
          "[stage B]\nneeds=r\neffort=5\nroom=1\nfull=A\n[arrivals x]\nat=1;1;1\nstage=Z\n" };
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (CertplanSimModel) model = load_good (texts[i]);
      g_autoptr (GError) error = NULL;
      g_assert_null (certplan_sim_run (model, 1, 2, 1, 1, 1, NULL, NULL, &error));
      g_assert_error (error, CERTPLAN_OFFICE_ERROR, CERTPLAN_OFFICE_ERROR_LIMIT);
      g_assert_nonnull (strstr (error->message, "\"A\""));
    }
}

/* A limit that ends behind the year 9999 is kept by everybody, also by who came before the first
 * day. */
static void
test_far_limit (void)
{
  g_autoptr (CertplanSimModel) model
      = load_good ("[model]\nstart=2027-01-01\nlength=10\ncap=P119000M\n[stage A]\neffort=1\n"
                   "[arrivals x]\nat=1;2\nage=5\n");
  g_autoptr (CertplanSimResult) result = certplan_sim_run (model, 1, 1, 1, 1, 1, NULL, NULL, NULL);
  const SimMetric *metric = _certplan_sim_result_find (result, SIM_IN_CAP, "", 0);
  g_assert_cmpint ((gint64)metric->sum.low, ==, 1000000000);
  g_assert_cmpint (result->limit_days[CERTPLAN_SIM_CAP], ==, 0); /* it is nowhere to be drawn */
}

static void
test_too_many (void)
{
  g_autoptr (CertplanSimModel) model
      = load_good ("[model]\nlength=100000\n[stage A]\n[arrivals x]\nrate=10000\n");
  g_autoptr (GError) error = NULL;
  g_assert_null (certplan_sim_run (model, 1, 1, 1, 1, 1, NULL, NULL, &error));
  g_assert_error (error, CERTPLAN_OFFICE_ERROR, CERTPLAN_OFFICE_ERROR_LIMIT);
}

typedef struct
{
  const char *name;
  guint n_replications, shard, n_shards, n_threads;
} RunRow;

static const RunRow run_rows[] = {
  { "none", 0, 1, 1, 1 },          { "too-many", 1000001, 1, 1, 1 }, { "shard-0", 10, 0, 2, 1 },
  { "shard-beyond", 10, 3, 2, 1 }, { "shards", 10, 1, 11, 1 },       { "threads", 10, 1, 1, 5000 },
};

static void
test_bad_run (gconstpointer data)
{
  const RunRow *row = data;
  g_autoptr (CertplanSimModel) model = load_good (GOOD);
  g_autoptr (GError) error = NULL;
  g_assert_null (certplan_sim_run (model, 1, row->n_replications, row->shard, row->n_shards,
                                   row->n_threads, NULL, NULL, &error));
  g_assert_error (error, CERTPLAN_OFFICE_ERROR, CERTPLAN_OFFICE_ERROR_RUN);
}

static void
test_cancelled (void)
{
  g_autoptr (CertplanSimModel) model = load_good (GOOD);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_cancellable_cancel (cancellable);
  g_assert_null (certplan_sim_run (model, 1, 1000000, 1, 1, 2, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

void
add_fault_tests (void)
{
  ADD_ROWS ("/sim/fault/", fault_rows, test_fault);
  g_test_add_func ("/sim/circles", test_circles);
  g_test_add_func ("/sim/far-limit", test_far_limit);
  g_test_add_func ("/sim/too-many-cases", test_too_many);
  ADD_ROWS ("/sim/bad-run/", run_rows, test_bad_run);
  g_test_add_func ("/sim/cancelled", test_cancelled);
}
