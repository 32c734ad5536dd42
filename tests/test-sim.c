/* The simulation: plans by hand, a second engine, closed forms, arrivals by months.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-sim.h"

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
  add_same_tests ();
  g_test_add_func ("/sim/selfcheck", test_selfcheck);
  g_test_add_func ("/sim/digest", test_digest);
  add_fault_tests ();
  g_test_add_func ("/sim/months", test_months);
  g_test_add_func ("/sim/month-without-work", test_month_without_work);
  g_test_add_func ("/sim/memory", test_memory);
  return g_test_run ();
}
