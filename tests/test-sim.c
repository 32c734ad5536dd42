/* The simulation: plans by hand, a second engine, models that cannot be.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-sim-stats-private.h"
#include "certplan-rulebook.h"
#include "test-rows.h"
#include <string.h>

static const CertplanWorkcal *
get_workcal (void)
{
  static CertplanRulebook *rulebook;
  if (rulebook == NULL)
    rulebook = certplan_rulebook_load (NULL, NULL, NULL, NULL);
  return certplan_rulebook_get_workcal (rulebook);
}

static CertplanSimModel *
load (const char *text, CertplanFaults *faults, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  return certplan_sim_model_load_bytes ("m.ini", bytes, get_workcal (), faults, error);
}

static CertplanSimModel *
load_good (const char *text)
{
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;
  CertplanSimModel *model = load (text, faults, &error);
  for (guint i = 0; i < certplan_faults_get_n_kept (faults); i++)
    {
      g_autofree char *fault = certplan_faults_dup_text (faults, i);
      g_test_message ("%s", fault);
    }
  g_assert_no_error (error);
  return model;
}

/* Every case's way in one replication. (transfer full) (element-type SimStep) */
static GArray *
trace (const CertplanSimModel *model, guint64 seed)
{
  const guint n_totals = sim_count_histograms (model) * SIM_N_BINS;
  g_autofree guint64 *totals = g_new0 (guint64, n_totals);
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (SimStep));
  Sim *sim = _certplan_sim_new (model, totals, NULL);
  sim->steps = steps;
  g_assert_true (_certplan_sim_run (sim, seed, 0));
  _certplan_sim_free (sim);
  return steps;
}

/* Ticks as days: "2.5". */
static void
append_days (GString *out, gint64 tick)
{
  const gint64 thousandths = tick * 1000 / CERTPLAN_TICKS_PER_DAY;
  if (tick < 0)
    g_string_append (out, "?");
  else if (thousandths % 1000 == 0)
    g_string_append_printf (out, "%" G_GINT64_FORMAT, thousandths / 1000);
  else
    g_string_append_printf (out, "%g", (gdouble)thousandths / 1000);
}

/* "A0@0-2.5" = case 0 began stage A on day 0 and ended it in the middle of day 2; "0>done@2.5". */
static char *
describe (const CertplanSimModel *model, const GArray *steps)
{
  GString *out = g_string_new (NULL);
  for (guint i = 0; i < steps->len; i++)
    {
      const SimStep *step = &g_array_index (steps, SimStep, i);
      if (out->len > 0)
        g_string_append_c (out, ' ');
      if (step->is_out)
        {
          g_string_append_printf (out, "%u>%s@", step->number,
                                  (const char *)model->outcomes->pdata[step->stage]);
          append_days (out, step->joined);
          continue;
        }
      g_string_append_printf (out, "%s%u@", _certplan_sim_stage (model, step->stage)->name,
                              step->number);
      append_days (out, step->started);
      g_string_append_c (out, '-');
      append_days (out, step->ended);
    }
  return g_string_free (out, FALSE);
}

typedef struct
{
  const char *name, *text, *way;
} PlanRow;

/* 2027-01-04 is a Monday. */
#define DATED                                                                                      \
  "[model]\nstart=2027-01-04\nlength=30\ncutoff=100\ncalendar=weekdays\n"                          \
  "[calendar weekdays]\nbase=weekdays\n"
#define HOLIDAYS                                                                                   \
  "[model]\nstart=2027-01-04\nlength=30\ncutoff=100\ncalendar=own\n"                               \
  "[calendar own]\nbase=weekdays\nclosed=2027-01-06/2027-01-12\n"
#define BARE "[model]\nlength=30\n"

static const PlanRow plan_rows[] = {
  /* 2.5 days from Monday on; the other one from Wednesday noon to the end of Friday */
  { "zero-variance",
    DATED "[resource r]\ncount=1\n[stage A]\nneeds=r\neffort=2.5\n[arrivals x]\nat=0;1\n",
    "A0@0-2.5 A1@2.5-5 0>done@2.5 1>done@5" },
  /* begun on Friday morning, 2 days: Friday and Monday */
  { "weekend", DATED "[resource r]\ncount=1\n[stage A]\nneeds=r\neffort=2\n[arrivals x]\nat=4\n",
    "A0@4-8 0>done@8" },
  /* came on Saturday: begins on Monday, day 7 */
  { "rest-day", DATED "[resource r]\ncount=1\n[stage A]\nneeds=r\neffort=1\n[arrivals x]\nat=5.5\n",
    "A0@7-8 0>done@8" },
  /* Monday and Tuesday, then from Wednesday the 13th on, day 9, half a day */
  { "holiday-week",
    HOLIDAYS "[resource r]\ncount=1\n[stage A]\nneeds=r\neffort=2.5\n[arrivals x]\nat=0\n",
    "A0@0-9.5 0>done@9.5" },
  /* the shipped calendar: the Spring Festival of 2026 is off from Sunday 02-15 to Monday 02-23, and
   * 02-14 and 02-28, Saturdays, are worked. From Friday 02-13 on 3 days: 13, 14, 24 */
  { "spring-festival",
    "[model]\nstart=2026-02-13\nlength=30\ncutoff=60\ncalendar=working\n"
    "[resource r]\ncount=1\n[stage A]\nneeds=r\neffort=3\n[arrivals x]\nat=0\n",
    "A0@0-12 0>done@12" },
  /* the last Thursday of January 2027 is the 28th, day 24, that of February the 25th, day 52; who
   * is ready on the panel's own morning is taken, who is ready later waits */
  { "panel", DATED "[stage P]\nslots=last working Thursday\n[arrivals x]\nat=0;24;24.1\n",
    "P0@24-24 P1@24-24 0>done@24 1>done@24 P2@52-52 2>done@52" },
  { "panel-quota", BARE "[stage P]\nslots=P10D\nquota=2\n[arrivals x]\nat=0;1;2;3;4\n",
    "P0@10-10 P1@10-10 P2@20-20 P3@20-20 P4@30-30 0>done@10 1>done@10 2>done@20 3>done@20 "
    "4>done@30" },
  /* what the panel lets go is printed by the later batch of that day */
  { "same-day-batches",
    BARE "[stage P]\nslots=P10D\nnext=C\n[stage C]\nslots=P5D\n[arrivals x]\nat=0;10.5\n",
    "P0@10-10 C0@10-10 0>done@10 P1@20-20 C1@20-20 1>done@20" },
  { "panel-takes-time", DATED "[stage P]\nslots=day 2\neffort=3\n[arrivals x]\nat=0\n",
    "P0@29-32 0>done@32" },
  /* Tuesday and Wednesday off: Monday and Thursday */
  { "leave",
    DATED "[reviewer a]\nleave=2027-01-05/2027-01-06\n[resource r]\nmembers=a\n"
          "[stage A]\nneeds=r\neffort=2\n[arrivals x]\nat=0\n",
    "A0@0-4 0>done@4" },
  /* a is off on Tuesday and Wednesday, b on Monday: both are there on Thursday */
  { "team-same-instant",
    DATED "[reviewer a]\nleave=2027-01-05/2027-01-06\n[reviewer b]\nleave=2027-01-04\n"
          "[resource r]\nmembers=a;b\n[stage A]\nneeds=r 2\neffort=1\n[arrivals x]\nat=0\n",
    "A0@3-4 0>done@4" },
  /* half of the time: 2 days of work take 4 */
  { "share",
    DATED "[reviewer a]\nshare=0.5\n[resource r]\nmembers=a\n[stage A]\nneeds=r\neffort=2\n"
          "[arrivals x]\nat=0\n",
    "A0@0-4 0>done@4" },
  /* case 1 asks for two of two reviewers while one is busy until day 4; case 2, which would find
   * one free, does not overtake it */
  { "no-overtaking",
    BARE "[class one]\n[class two]\n[resource r]\ncount=2\n[stage A]\nneeds=r\neffort=4\n"
         "[stage B]\nneeds=r 2\neffort=1\n[arrivals x]\nat=0;2\nstage=A\n[arrivals y]\nat=1\n"
         "stage=B\n",
    "A0@0-4 B1@4-5 A2@5-9 0>done@4 1>done@5 2>done@9" },
  { "no-overtaking-by-name",
    BARE "[reviewer a]\n[reviewer b]\n[resource r]\nmembers=a;b\n[stage A]\nneeds=r\neffort=4\n"
         "[stage B]\nneeds=r 2\neffort=1\n[arrivals x]\nat=0;2\nstage=A\n[arrivals y]\nat=1\n"
         "stage=B\n",
    "A0@0-4 B1@4-5 A2@5-9 0>done@4 1>done@5 2>done@9" },
  /* the witness comes free on day 3; the reviewer is kept for case 1 until then */
  { "witness",
    BARE "[resource r]\ncount=1\n[resource w]\ncount=1\n[stage A]\nneeds=w\neffort=3\n"
         "[stage B]\nneeds=r;w\neffort=1\n[stage C]\nneeds=r\neffort=1\n[arrivals x]\nat=0\n"
         "stage=A\n[arrivals y]\nat=1\nstage=B\n[arrivals z]\nat=2\nstage=C\n",
    "A0@0-3 B1@3-4 C2@4-5 0>done@3 1>done@4 2>done@5" },
  /* b, who alone may decide, is also a reviewer: while b decides, a reviews alone */
  { "one-person-two-groups",
    BARE "[reviewer a]\n[reviewer b]\n[resource r]\nmembers=a;b\n[resource d]\nmembers=b\n"
         "[stage A]\nneeds=r\neffort=4\n[stage B]\nneeds=d\neffort=3\n"
         "[arrivals x]\nat=0;2;3\nstage=A\n[arrivals y]\nat=1\nstage=B\n",
    "A0@0-4 B1@1-4 A2@4-8 A3@4-8 0>done@4 1>done@4 2>done@8 3>done@8" },
  { "priority",
    BARE "[class urgent]\npriority=1\n[class other]\npriority=2\n"
         "[resource r]\ncount=1\norder=priority\n[stage A]\nneeds=r\neffort=2\n"
         "[arrivals x]\nclass=other\nat=0;0.5;0.6\n[arrivals y]\nclass=urgent\nat=1\n",
    "A0@0-2 A1@4-6 A2@6-8 A3@2-4 0>done@2 3>done@4 1>done@6 2>done@8" },
  /* the second resource has an order of its own, which the first one's is not */
  { "orders-of-their-own",
    BARE "[class urgent]\npriority=1\n[class other]\npriority=2\n"
         "[resource q]\ncount=1\n[resource r]\ncount=1\norder=priority\n"
         "[stage A]\nneeds=r\neffort=2\n[stage B]\nneeds=q\neffort=1\n"
         "[arrivals x]\nclass=other\nat=0;0.5;0.6\nstage=A\n"
         "[arrivals y]\nclass=urgent\nat=1\nstage=A\n"
         "[arrivals z]\nclass=other\nat=20\nstage=B\n",
    "A0@0-2 A1@4-6 A2@6-8 A3@2-4 0>done@2 3>done@4 1>done@6 2>done@8 B4@20-21 4>done@21" },
  /* case 1 came a hundred days ago: it is due first */
  { "earliest-due-date",
    "[model]\nlength=30\ntarget=P90D\n[resource r]\ncount=1\norder=due\n[stage A]\nneeds=r\n"
    "effort=2\n[arrivals x]\nat=0;0.5\n[arrivals old]\nat=1\nage=20\n",
    "A0@0-2 A1@4-6 A2@2-4 0>done@2 2>done@4 1>done@6" },
  /* two reviewers of four each, in turn */
  { "shortest-line",
    BARE "[resource a]\ncount=1\n[resource b]\ncount=2\n[stage S]\neffort=0\nroute=shortest\n"
         "next=A;B\n[stage A]\nneeds=a\neffort=9\n[stage B]\nneeds=b\neffort=9\n"
         "[arrivals x]\nstage=S\nat=0;1;2;3\n",
    "S0@0-0 A0@0-9 S1@1-1 B1@1-10 S2@2-2 B2@2-11 S3@3-3 A3@9-18 0>done@9 1>done@10 2>done@11 "
    "3>done@18" },
  { "no-room",
    BARE "[resource r]\ncount=1\n[stage A]\nneeds=r\neffort=3\nroom=2\n[arrivals x]\nat=0;1;2\n",
    "A0@0-3 A1@3-6 2>lost@2 0>done@3 1>done@6" },
  /* one more round takes half of the effort; after one return it is over */
  { "rework",
    BARE "[resource r]\ncount=1\n[stage A]\nneeds=r\neffort=4\nagain=0.5\nrounds=1\nnext=A 1\n"
         "exceeded=out failed\n[arrivals x]\nat=0\n",
    "A0@0-4 A0@4-6 0>failed@6" },
  /* a supplement that takes 10 days is late after 5 */
  { "supplement-late",
    BARE "[stage S]\neffort=10\nlimit=5\nlate=L\nclock=stops\n[stage L]\neffort=1\n"
         "[arrivals x]\nat=0\n",
    "S0@0-5 L0@5-6 0>done@6" },
  /* a month from 2027-01-29 ends with 2027-02-28, day 55: 31 days later, its end included */
  { "limit-of-a-month",
    DATED "[stage S]\ncalendar=none\neffort=60\nlimit=P1M\n[arrivals x]\nat=25\n",
    "S0@25-56 0>late@56" },
  { "withdrawn",
    BARE "[resource r]\ncount=1\n[stage A]\nneeds=r\neffort=4\npatience=2\n"
         "[arrivals x]\nat=0;1;3\n",
    "A0@0-4 A1@?-3 A2@4-8 1>withdrawn@3 0>done@4 2>done@8" },
  /* nobody in the first ten days */
  { "no-server",
    BARE "[resource r]\ncount=0\nchanges=10 1\n[stage A]\nneeds=r\neffort=2\n"
         "[arrivals x]\nat=0;1\n",
    "A0@10-12 A1@12-14 0>done@12 1>done@14" },
  { "server-goes",
    BARE "[resource r]\ncount=2\nchanges=1 1\n[stage A]\nneeds=r\neffort=2\n"
         "[arrivals x]\nat=0;0;0.5;0.5\n",
    "A0@0-2 A1@0-2 A2@2-4 A3@4-6 0>done@2 1>done@2 2>done@4 3>done@6" },
  /* attendance 0: no panel is ever held; nobody is waited for beyond the cutoff */
  { "no-quorum",
    BARE "cutoff=90\n[resource e]\ncount=5\n[stage P]\nslots=P10D\nmembers=e\nquorum=3\n"
         "attendance=0\n[arrivals x]\nat=0\n",
    "P0@?-?" },
  /* nobody but a is there, and a is on leave on the first panel's day, 2027-02-02 */
  { "quorum-on-leave",
    DATED "[reviewer a]\nleave=2027-02-02\n[resource e]\nmembers=a\n[stage P]\nslots=day 2\n"
          "members=e\nquorum=1\n[arrivals x]\nat=10\n",
    "P0@57-57 0>done@57" },
  { "never-served",
    BARE "cutoff=90\n[resource r]\ncount=1\nchanges=1 0\n[stage A]\nneeds=r\neffort=1\n"
         "[arrivals x]\nat=2\n",
    "A0@?-?" },
  { "nobody-comes", BARE "[stage A]\neffort=1\n[arrivals x]\nat=\n", "" },
};

static void
test_plan (gconstpointer data)
{
  const PlanRow *row = data;
  g_autoptr (CertplanSimModel) model = load_good (row->text);
  if (model == NULL)
    return;
  g_autoptr (GArray) steps = trace (model, 1);
  g_autofree char *way = describe (model, steps);
  g_assert_cmpstr (way, ==, row->way);
}

/* The second engine: no events, no heap. Case after case takes the server that is free first. */

typedef struct
{
  guint number;
  gint64 joined, started, ended;
} Visit;

static int
compare_visits (const void *a, const void *b)
{
  const Visit *x = a, *y = b;
  if (x->joined != y->joined)
    return x->joined < y->joined ? -1 : 1;
  return x->number < y->number ? -1 : x->number > y->number;
}

static void
serve (Visit *visits, guint n, guint n_servers, const CertplanDist *effort, const guint64 *randoms,
       guint64 draw)
{
  gint64 free_at[16] = { 0 };
  qsort (visits, n, sizeof *visits, compare_visits);
  for (guint i = 0; i < n; i++)
    {
      guint best = 0;
      for (guint k = 1; k < n_servers; k++)
        if (free_at[k] < free_at[best])
          best = k;
      visits[i].started = MAX (visits[i].joined, free_at[best]);
      visits[i].ended = free_at[best]
          = visits[i].started + _certplan_dist_draw (effort, randoms[visits[i].number], draw);
    }
}

#define N_STAGES 4

typedef struct
{
  const char *name, *interval, *efforts[N_STAGES];
  guint n_servers[N_STAGES];
} TandemRow;

static const TandemRow tandem_rows[] = {
  { "poisson",
    "exponential 1",
    { "exponential 2", "erlang 2 0.8", "uniform 0 5", "lognormal 1 2" },
    { 3, 1, 3, 2 } },
  { "regular", "1", { "hyper 2 4", "fixed 1", "triangular 0 1 3", "fixed 0" }, { 3, 2, 2, 1 } },
  /* some ticks: many things happen at one instant. None takes no time at all: then an instant has
   * an order of its own */
  { "ties",
    "uniform 0 0.0002",
    { "uniform 0.00004 0.0003", "uniform 0.00004 0.0002", "fixed 0.0001",
      "uniform 0.00004 0.0001" },
    { 2, 2, 1, 1 } },
  { "busy", "exponential 1", { "exponential 8", "exponential 4", "1", "1" }, { 10, 5, 2, 2 } },
};

static char *
make_tandem (const TandemRow *row)
{
  GString *text = g_string_new ("[model]\nlength=");
  g_string_append (text, g_str_equal (row->name, "ties") ? "0.5\n" : "3000\n");
  for (guint s = 0; s < N_STAGES; s++)
    g_string_append_printf (text, "[resource r%u]\ncount=%u\n", s, row->n_servers[s]);
  for (guint s = 0; s < N_STAGES; s++)
    {
      g_string_append_printf (text, "[stage s%u]\nneeds=r%u\neffort=%s\n", s, s, row->efforts[s]);
      if (s + 1 < N_STAGES)
        g_string_append_printf (text, "next=s%u\n", s + 1);
    }
  g_string_append_printf (text, "[arrivals x]\ninterval=%s\n", row->interval);
  return g_string_free (text, FALSE);
}

/* Arrivals up to @n, and each case's own generator. */
static void
draw_arrivals (const CertplanSimModel *model, guint64 seed, Visit *visits, guint64 *randoms,
               guint n)
{
  const guint64 replication = _certplan_random_at (seed, 0),
                draw = _certplan_sim_source (model, 0)->draw;
  const guint64 cases = _certplan_random_at (replication, draw + SIM_CASES_KEY),
                gaps = _certplan_random_at (replication, draw + SIM_GAPS_KEY);
  const CertplanDist *interval
      = _certplan_sim_dist (model, _certplan_sim_source (model, 0)->interval);
  gint64 tick = 0;
  for (guint i = 0; i < n; i++)
    {
      tick += _certplan_dist_draw (interval, gaps, i);
      visits[i] = (Visit){ i, tick, 0, 0 };
      randoms[i] = _certplan_random_at (cases, i);
    }
}

static void
test_second_engine (gconstpointer data)
{
  const TandemRow *row = data;
  g_autofree char *text = make_tandem (row);
  g_autoptr (CertplanSimModel) model = load_good (text);
  g_autoptr (GArray) steps = trace (model, 77);
  guint n = 0;
  for (guint i = 0; i < steps->len; i++)
    n = MAX (n, g_array_index (steps, SimStep, i).number + 1);
  g_assert_cmpuint (n, >, 500);
  g_autofree Visit *visits = g_new (Visit, n);
  g_autofree guint64 *randoms = g_new (guint64, n);
  g_autofree SimStep *by_case = g_new0 (SimStep, n);
  draw_arrivals (model, 77, visits, randoms, n);
  guint n_differing = 0, n_compared = 0;
  for (guint s = 0; s < N_STAGES; s++)
    {
      CertplanDist effort;
      g_assert_null (_certplan_sim_dist (model, 0)->kind == CERTPLAN_DIST_FIXED ? NULL : "");
      effort = *_certplan_sim_dist (model, model->effort_of[s]);
      serve (visits, n, row->n_servers[s], &effort, randoms, _certplan_sim_stage (model, s)->draw);
      memset (by_case, 0xff, n * sizeof *by_case);
      for (guint i = 0; i < steps->len; i++)
        {
          const SimStep *step = &g_array_index (steps, SimStep, i);
          if (!step->is_out && step->stage == s)
            by_case[step->number] = *step;
        }
      for (guint i = 0; i < n; i++)
        {
          const SimStep *step = &by_case[visits[i].number];
          /* those under way when the last counted case was done have no end */
          n_compared += step->ended >= 0;
          n_differing += step->joined >= 0 && step->joined != visits[i].joined;
          n_differing += step->started >= 0 && step->started != visits[i].started;
          n_differing += step->ended >= 0 && step->ended != visits[i].ended;
        }
      for (guint i = 0; i < n; i++)
        visits[i].joined = visits[i].ended;
    }
  g_assert_cmpuint (n_compared, >, n * 2);
  g_assert_cmpuint (n_differing, ==, 0);
}

/* Models that say the same in other words. */

static void
assert_same_steps (const char *one, const char *other, guint64 seed)
{
  g_autoptr (CertplanSimModel) a = load_good (one), b = load_good (other);
  g_autoptr (GArray) x = trace (a, seed), y = trace (b, seed);
  g_assert_cmpuint (x->len, >, 200);
  g_assert_cmpuint (x->len, ==, y->len);
  for (guint i = 0; i < MIN (x->len, y->len); i++)
    {
      const SimStep *p = &g_array_index (x, SimStep, i), *q = &g_array_index (y, SimStep, i);
      if (p->number != q->number || p->stage != q->stage || p->joined != q->joined
          || p->started != q->started || p->ended != q->ended)
        {
          g_test_message ("step %u: case %u, %u", i, p->number, q->number);
          g_test_fail ();
          return;
        }
    }
}

#define TWO_STAGES                                                                                 \
  "[stage A]\neffort=exponential 2\nneeds=r %u\nnext=B 0.5;A 0.2;out\n"                            \
  "[stage B]\neffort=uniform 0 3\nneeds=r\n[arrivals x]\ninterval=exponential %s\n"

typedef struct
{
  const char *name;
  guint n, team;
  const char *gap;
} NamesRow;

static const NamesRow names_rows[] = {
  { "5", 5, 2, "1.4" },
  { "64", 64, 3, "0.14" },
  { "65", 65, 1, "0.055" },
  { "130", 130, 7, "0.14" },
};

/* Reviewers by name who are always there are a pool. */
static void
test_names (gconstpointer data)
{
  const NamesRow *row = data;
  g_autoptr (GString) names = g_string_new ("[model]\nlength=300\n");
  g_autoptr (GString) members = g_string_new (NULL);
  for (guint i = 0; i < row->n; i++)
    {
      g_string_append_printf (names, "[reviewer p%u]\n", i);
      g_string_append_printf (members, "p%u;", i);
    }
  g_string_append_printf (names, "[resource r]\nmembers=%s\n", members->str);
  g_string_append_printf (names, TWO_STAGES, row->team, row->gap);
  g_autofree char *pool = g_strdup_printf (
      "[model]\nlength=300\n[resource r]\ncount=%u\n" TWO_STAGES, row->n, row->team, row->gap);
  assert_same_steps (pool, names->str, 7);
}

/* A calendar on which every day is worked is none. */
static void
test_every_day (void)
{
  g_autofree char *none
      = g_strdup_printf ("[model]\nlength=300\n[resource r]\ncount=4\n" TWO_STAGES, 2, "1.6");
  g_autofree char *all
      = g_strdup_printf ("[model]\nstart=2027-01-01\nlength=300\ncalendar=c\n[calendar c]\n"
                         "base=all\n[resource r]\ncount=4\n" TWO_STAGES,
                         2, "1.6");
  assert_same_steps (none, all, 8);
}

/* With arrivals and work on working days alone, the clock of working time sees the same as a model
 * without a calendar: 500 working days of the one are 500 days of the other. */
static void
test_working_time (void)
{
  g_autofree char *plain = g_strdup_printf (
      "[model]\nlength=500\ncutoff=600\n[resource r]\ncount=4\n" TWO_STAGES, 2, "1.6");
  g_autofree char *working
      = g_strdup_printf ("[model]\nstart=2027-01-04\nlength=700\ncutoff=840\ncalendar=c\n"
                         "[calendar c]\nbase=weekdays\n[resource r]\ncount=4\n" TWO_STAGES,
                         2, "1.6");
  g_autoptr (CertplanSimModel) a = load_good (plain), b = load_good (working);
  g_autoptr (GArray) x = trace (a, 9), y = trace (b, 9);
  const CertplanSimCalendar *calendar = b->calendars->pdata[0];
  guint n_differing = 0;
  g_assert_cmpuint (x->len, >, 500);
  g_assert_cmpuint (x->len, ==, y->len);
  for (guint i = 0; i < MIN (x->len, y->len); i++)
    {
      const SimStep *p = &g_array_index (x, SimStep, i), *q = &g_array_index (y, SimStep, i);
      n_differing
          += p->number != q->number || p->stage != q->stage
             || p->joined != _certplan_sim_work_before (calendar, q->joined)
             || (p->started >= 0 && p->started != _certplan_sim_work_before (calendar, q->started))
             || (p->ended >= 0 && p->ended != _certplan_sim_work_before (calendar, q->ended));
    }
  g_assert_cmpuint (n_differing, ==, 0);
}

/* Queues in closed form; the seed is fixed. */
static void
test_selfcheck (void)
{
  guint n_failed = 99;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTable) table
      = certplan_sim_selfcheck (20261121, 1, 0, &n_failed, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_failed, ==, 0);
}

/* The digest stands for all that a model is made of. */
static void
test_digest (void)
{
  const char *const text = "[model]\nname=queue\n[stage A]\n[arrivals x]\nrate=1\n";
  g_autoptr (CertplanSimModel) one = load (text, NULL, NULL);
  g_autoptr (CertplanSimModel) again = load (text, NULL, NULL);
  g_autoptr (CertplanSimModel) other
      = load ("[model]\nname=queue\n[stage A]\n[arrivals x]\nrate=2\n", NULL, NULL);
  g_assert_cmpstr (certplan_sim_model_get_name (one), ==, "queue");
  g_assert_cmpuint (strlen (certplan_sim_model_get_digest (one)), ==, 64);
  g_assert_cmpstr (certplan_sim_model_get_digest (one), ==, certplan_sim_model_get_digest (again));
  g_assert_cmpstr (certplan_sim_model_get_digest (one), !=, certplan_sim_model_get_digest (other));
}

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

/* What a first replication has allotted is enough for a second one like it: the loop asks for
 * memory only where more cases are under way than ever before. */
static void
test_memory (void)
{
  g_autoptr (CertplanSimModel) model
      = load_good ("[model]\nlength=5000\n[resource r]\ncount=1\n[stage A]\nneeds=r\n"
                   "effort=exponential 1.2\n[arrivals x]\nrate=1\n");
  g_autofree guint64 *totals = g_new0 (guint64, (gsize)sim_count_histograms (model) * SIM_N_BINS);
  Sim *sim = _certplan_sim_new (model, totals, NULL);
  g_assert_true (_certplan_sim_run (sim, 1, 0));
  const guint64 n_events = sim->n_events;
  const SimCase *cases = sim->cases;
  const SimEvent *heap = sim->heap;
  g_assert_cmpuint (sim->slots_size, >, 500); /* more come than can be served */
  g_assert_true (_certplan_sim_run (sim, 1, 0));
  g_assert_cmpuint (sim->n_events, ==, 2 * n_events);
  g_assert_true (sim->cases == cases && sim->heap == heap);
  _certplan_sim_free (sim);
}

/* Poisson by month, on working days: 31 days of January expect 62 and 28 of February 7. */
static void
test_months (void)
{
  g_autoptr (CertplanSimModel) model
      = load_good ("[model]\nstart=2027-01-01\nlength=59\ncutoff=70\ncalendar=w\n"
                   "[calendar w]\nbase=weekdays\n[stage A]\n[arrivals x]\nmonths=62;7;0\n");
  guint n_january = 0, n_february = 0, n_rest = 0;
  for (guint64 seed = 0; seed < 400; seed++)
    {
      g_autoptr (GArray) steps = trace (model, seed);
      for (guint i = 0; i < steps->len; i++)
        {
          const SimStep *step = &g_array_index (steps, SimStep, i);
          const gint day = (gint)(step->joined / CERTPLAN_TICKS_PER_DAY);
          if (step->is_out)
            continue;
          n_january += day < 31;
          n_february += day >= 31 && day < 59;
          n_rest
              += day >= 59 || certplan_date_get_weekday (certplan_date_new (2027, 1, 1) + day) > 5;
        }
    }
  /* 400 x 62 = 24800 and 400 x 7 = 2800, within four roots of these */
  g_assert_cmpuint (n_january, >, 24800 - 630);
  g_assert_cmpuint (n_january, <, 24800 + 630);
  g_assert_cmpuint (n_february, >, 2800 - 212);
  g_assert_cmpuint (n_february, <, 2800 + 212);
  g_assert_cmpuint (n_rest, ==, 0);
}

/* No working time in February: nobody comes then, however many are expected. */
static void
test_month_without_work (void)
{
  g_autoptr (CertplanSimModel) model = load_good (
      "[model]\nstart=2027-01-01\nlength=90\ncutoff=100\ncalendar=w\n[calendar w]\nbase=weekdays\n"
      "closed=2027-02-01/2027-02-28\n[stage A]\n[arrivals x]\nmonths=0;9;0\n");
  for (guint64 seed = 0; seed < 20; seed++)
    {
      g_autoptr (GArray) steps = trace (model, seed);
      g_assert_cmpuint (steps->len, ==, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  ADD_ROWS ("/sim/plan/", plan_rows, test_plan);
  ADD_ROWS ("/sim/second-engine/", tandem_rows, test_second_engine);
  ADD_ROWS ("/sim/names-are-a-pool/", names_rows, test_names);
  g_test_add_func ("/sim/every-day", test_every_day);
  g_test_add_func ("/sim/working-time", test_working_time);
  g_test_add_func ("/sim/selfcheck", test_selfcheck);
  g_test_add_func ("/sim/digest", test_digest);
  ADD_ROWS ("/sim/fault/", fault_rows, test_fault);
  g_test_add_func ("/sim/circles", test_circles);
  g_test_add_func ("/sim/far-limit", test_far_limit);
  g_test_add_func ("/sim/too-many-cases", test_too_many);
  ADD_ROWS ("/sim/bad-run/", run_rows, test_bad_run);
  g_test_add_func ("/sim/cancelled", test_cancelled);
  g_test_add_func ("/sim/months", test_months);
  g_test_add_func ("/sim/month-without-work", test_month_without_work);
  g_test_add_func ("/sim/memory", test_memory);
  return g_test_run ();
}
