/* The simulation against a bare loop over a binary heap, of the same network.
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Six stages one behind the other. The bare program knows nothing but pools of equal servers and
 * first come, first served: no calendars, classes, ways, limits or months. */
#include "bench.h"
#include "certplan-sim-stats-private.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define N_STAGES 6
#define N_CASES 200000
#define N_FEWER_CASES 20000
#define N_SERVERS 3
#define CASES_A_DAY 2
#define MEAN_DAYS 1.2 /* of each stage: 3 servers are busy for 80 % */

/* The bare program */

typedef struct
{
  guint64 tick;
  guint32 what; /* 0: an arrival; s + 1: the end of stage s */
  guint32 number;
} BareEvent;

typedef struct
{
  BareEvent *heap;
  guint n;
  guint32 *next;
  guint64 *joined, *arrived;
  guint32 head[N_STAGES], tail[N_STAGES];
  gint free[N_STAGES];
  guint64 waited[N_STAGES], gross;
  guint64 counter;
  guint n_servers;
} Bare;

static void
bare_push (Bare *bare, guint64 tick, guint32 what, guint32 number)
{
  guint i = bare->n++;
  for (; i > 0 && bare->heap[(i - 1) / 2].tick > tick; i = (i - 1) / 2)
    bare->heap[i] = bare->heap[(i - 1) / 2];
  bare->heap[i] = (BareEvent){ tick, what, number };
}

static BareEvent
bare_pop (Bare *bare)
{
  const BareEvent top = bare->heap[0], last = bare->heap[--bare->n];
  guint i = 0;
  for (guint child = 1; child < bare->n; child = 2 * i + 1)
    {
      if (child + 1 < bare->n && bare->heap[child + 1].tick < bare->heap[child].tick)
        child++;
      if (bare->heap[child].tick >= last.tick)
        break;
      bare->heap[i] = bare->heap[child];
      i = child;
    }
  bare->heap[i] = last;
  return top;
}

static guint64
bare_draw (Bare *bare, gdouble mean_days)
{
  const gdouble unit = _certplan_random_unit (_certplan_random_at (1, bare->counter++));
  return (guint64)(-log (unit) * mean_days * CERTPLAN_TICKS_PER_DAY + 0.5);
}

static void
bare_join (Bare *bare, guint64 now, guint32 s, guint32 number)
{
  bare->joined[number] = now;
  if (bare->free[s] > 0)
    {
      bare->free[s]--;
      bare_push (bare, now + bare_draw (bare, MEAN_DAYS), s + 1, number);
      return;
    }
  bare->next[number] = G_MAXUINT32;
  if (bare->head[s] == G_MAXUINT32)
    bare->head[s] = number;
  else
    bare->next[bare->tail[s]] = number;
  bare->tail[s] = number;
}

static void
bare_leave (Bare *bare, guint64 now, guint32 s, guint32 number)
{
  const guint32 first = bare->head[s];
  if (first == G_MAXUINT32)
    bare->free[s]++;
  else
    {
      bare->head[s] = bare->next[first];
      bare->waited[s] += now - bare->joined[first];
      bare_push (bare, now + bare_draw (bare, MEAN_DAYS), s + 1, first);
    }
  if (s + 1 < N_STAGES)
    bare_join (bare, now, s + 1, number);
  else
    bare->gross += now - bare->arrived[number];
}

static guint64
run_bare (gpointer data)
{
  Bare bare = { .heap = g_new (BareEvent, N_CASES + N_STAGES * 64),
                .next = g_new (guint32, N_CASES),
                .joined = g_new (guint64, N_CASES),
                .arrived = g_new (guint64, N_CASES) };
  for (guint s = 0; s < N_STAGES; s++)
    {
      bare.free[s] = N_SERVERS;
      bare.head[s] = G_MAXUINT32;
    }
  bare_push (&bare, bare_draw (&bare, 1.0 / CASES_A_DAY), 0, 0);
  while (bare.n > 0)
    {
      const BareEvent event = bare_pop (&bare);
      if (event.what > 0)
        {
          bare_leave (&bare, event.tick, event.what - 1, event.number);
          continue;
        }
      bare.arrived[event.number] = event.tick;
      if (event.number + 1 < N_CASES)
        bare_push (&bare, event.tick + bare_draw (&bare, 1.0 / CASES_A_DAY), 0, event.number + 1);
      bare_join (&bare, event.tick, 0, event.number);
    }
  guint64 sum = bare.gross;
  for (guint s = 0; s < N_STAGES; s++)
    sum += bare.waited[s];
  g_free (bare.heap);
  g_free (bare.next);
  g_free (bare.joined);
  g_free (bare.arrived);
  return sum;
}

/* Ours */

typedef struct
{
  CertplanSimModel *model;
  guint64 *totals;
  Sim *sim;
  guint64 n_allocations;
} Ours;

static guint64
run_ours (gpointer data)
{
  Ours *ours = data;
  _certplan_sim_run (ours->sim, 1, 0);
  memset (ours->sim->histograms, 0, 2 * SIM_N_BINS * sizeof *ours->sim->histograms);
  return ours->sim->n_events;
}

/* @resources: groups of a key file; each stage needs @need of its own or of all */
static CertplanSimModel *
make_model (const char *head, const char *resources, const char *need, gdouble days)
{
  g_autoptr (GString) text = g_string_new (head);
  g_autoptr (GError) error = NULL;
  g_string_append (text, resources);
  for (guint s = 0; s < N_STAGES; s++)
    {
      g_string_append_printf (text, "[stage s%u]\neffort=exponential %d.%d\nneeds=", s,
                              (int)(days * 10) / 10, (int)(days * 10) % 10);
      g_string_append_printf (text, need, s);
      if (s + 1 < N_STAGES)
        g_string_append_printf (text, "\nnext=s%u\n", s + 1);
    }
  g_string_append_printf (text, "\n[arrivals x]\nrate=%d\n", CASES_A_DAY);
  g_autoptr (GBytes) bytes = g_bytes_new (text->str, text->len);
  CertplanSimModel *model = certplan_sim_model_load_bytes ("bench.ini", bytes, NULL, NULL, &error);
  if (model == NULL)
    g_error ("%s", error->message);
  return model;
}

#define DAYS "100000" /* N_CASES of them */

static CertplanSimModel *
make_plain (void)
{
  g_autoptr (GString) resources = g_string_new (NULL);
  for (guint s = 0; s < N_STAGES; s++)
    g_string_append_printf (resources, "[resource r%u]\ncount=%d\n", s, N_SERVERS);
  return make_model ("[model]\nlength=" DAYS "\n", resources->str, "r%u", MEAN_DAYS);
}

/* Five of seven days: arrivals on these, too, so the load is the same. */
#define WORKED                                                                                     \
  "[model]\nstart=1950-01-02\nlength=140000\ncutoff=150000\ncalendar=weekdays\n"                   \
  "[calendar weekdays]\nbase=weekdays\n"

static CertplanSimModel *
make_calendars (void)
{
  g_autoptr (GString) resources = g_string_new (NULL);
  for (guint s = 0; s < N_STAGES; s++)
    g_string_append_printf (resources, "[resource r%u]\ncount=%d\n", s, N_SERVERS);
  return make_model (WORKED, resources->str, "r%u", MEAN_DAYS);
}

/* 40 reviewers for all stages, two on a case: 24 of them are busy in the mean. */
static CertplanSimModel *
make_teams (void)
{
  g_autoptr (GString) resources = g_string_new (NULL);
  g_autoptr (GString) members = g_string_new (NULL);
  for (guint u = 0; u < 40; u++)
    {
      g_string_append_printf (resources, "[reviewer p%u]\nleave=19%02u-07-01/19%02u-07-14\n", u,
                              51 + u % 20, 51 + u % 20);
      g_string_append_printf (members, "p%u;", u);
    }
  g_string_append_printf (resources, "[resource people]\nmembers=%s\n", members->str);
  return make_model (WORKED, resources->str, "people 2", 1.0);
}

static void
run_one (BenchReport *report, const char *name, const char *what, CertplanSimModel *(*make) (void),
         gint limit)
{
  Ours ours;
  if (!bench_is_wanted (report, name))
    return;
  ours.model = make ();
  ours.totals = g_new0 (guint64, (gsize)sim_count_histograms (ours.model) * SIM_N_BINS);
  ours.sim = _certplan_sim_new (ours.model, ours.totals, NULL);
  const Bench bench = { .name = name,
                        .what = what,
                        .against = "a bare loop over a binary heap",
                        .unit = "events",
                        .n_units = (guint64)N_CASES * (N_STAGES + 1),
                        .ours = run_ours,
                        .bare = run_bare,
                        .unlike = TRUE,
                        .limit = limit,
                        .data = &ours };
  bench_run (report, &bench);
  _certplan_sim_free (ours.sim);
  g_free (ours.totals);
  certplan_sim_model_unref (ours.model);
}

static gdouble
read_cpu_seconds (void)
{
  struct timespec now;
  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (gdouble)now.tv_sec + (gdouble)now.tv_nsec / 1e9;
}

/* In processor time by thread: others use the machine, and threads that take replication after
 * replication wait for nobody. */
static gdouble
time_threads (CertplanSimModel *model, guint n_threads)
{
  const gdouble begin = read_cpu_seconds ();
  certplan_sim_result_unref (certplan_sim_run (model, 1, 8, 1, 1, n_threads, NULL, NULL, NULL));
  return (read_cpu_seconds () - begin) / n_threads;
}

/* By turns, as what others do at the time slows both down. */
static void
compare_threads (BenchReport *report)
{
  g_autoptr (CertplanSimModel) model = make_plain ();
  gdouble ratios[7];
  for (guint i = 0; i < G_N_ELEMENTS (ratios); i++)
    {
      const gdouble one = time_threads (model, 1);
      ratios[i] = time_threads (model, 2) / one;
    }
  bench_add_figure (report, "simulate/two-threads", "% of the time of one",
                    100 * bench_find_median (ratios, G_N_ELEMENTS (ratios)), 100 / 1.8);
}

/* The 10,000 cases of ten years through 6 stages, 1,000 replications: seconds on all processors. */
static void
run_long (BenchReport *report)
{
  g_autoptr (CertplanSimModel) model
      = make_model ("[model]\nlength=5000\n", "[resource r]\ncount=40\n", "r", 1.0);
  const gint64 begin = g_get_monotonic_time ();
  certplan_sim_result_unref (certplan_sim_run (model, 1, 1000, 1, 1, 0, NULL, NULL, NULL));
  bench_add_figure (report, "simulate/10000-cases-1000-times", "s",
                    (gdouble)(g_get_monotonic_time () - begin) / 1e6, 60);
}

/* Other random numbers: two standard errors of so many cases that wait on each other are within a
 * tenth. */
static gboolean
has_like_number (const char *printed, gsize length, guint64 ours)
{
  const gdouble theirs = g_ascii_strtod (printed, NULL) * 100;
  return fabs (theirs - (gdouble)ours) <= 0.1 * theirs;
}

static guint
find_column (const CertplanTable *table, const char *name)
{
  guint i = 0;

  while (strcmp (certplan_table_get_column_name (table, i), name) != 0)
    i++;
  return i;
}

/* The mean time of a case, in hundredths of a day. */
static guint64
simulate_cases (gpointer data)
{
  g_autoptr (GString) text
      = g_string_new ("[model]\nlength=10000\n[arrivals x]\nrate=2\n"); /* N_FEWER_CASES */
  g_autoptr (GError) error = NULL;

  for (guint s = 0; s < 6; s++)
    {
      g_string_append_printf (text, "[resource r%u]\ncount=3\n", s);
      g_string_append_printf (text, "[stage s%u]\neffort=exponential 1.2\nneeds=r%u\n", s, s);
      if (s < 5)
        g_string_append_printf (text, "next=s%u\n", s + 1);
    }
  g_autoptr (GBytes) bytes = g_bytes_new (text->str, text->len);
  g_autoptr (CertplanSimModel) model
      = certplan_sim_model_load_bytes ("bench.ini", bytes, NULL, NULL, &error);
  if (model == NULL)
    g_error ("%s", error->message);
  g_autoptr (CertplanSimResult) result
      = certplan_sim_run (model, 1, 1, 1, 1, 1, NULL, NULL, &error);
  g_autoptr (CertplanTables) tables = certplan_sim_result_dup_tables (result);
  CertplanTable *cycle = certplan_tables_find (tables, "cycle");
  g_autoptr (CertplanCursor) cursor = certplan_table_open (cycle);
  if (!certplan_cursor_next (cursor, &error))
    g_error ("the cycle is empty");
  g_autofree char *mean = certplan_cursor_dup_text (cursor, find_column (cycle, "mean"));
  return (guint64)(g_ascii_strtod (mean, NULL) * 100);
}

static void
bench_cases (BenchReport *report)
{
  g_autofree char *n_cases = g_strdup_printf ("%u", N_FEWER_CASES);
  const char *const argv[] = { "/usr/bin/python3", SIMPY_PROGRAM, n_cases, NULL };
  const BenchRival rival = { .name = "simulate/SimPy",
                             .what = "20,000 cases in six stages",
                             .against = "SimPy 3",
                             .unit = "cases",
                             .package = "python3-simpy3",
                             .n_units = N_FEWER_CASES,
                             .ours = simulate_cases,
                             .argv = argv,
                             .is_same = has_like_number };
  bench_run_rival (report, &rival);
}

/* Our time may be 1 / 0.6, 1 / 0.4 and 1 / 0.2 of the bare one. */
void
bench_sim (BenchReport *report)
{
  run_one (report, "simulate/plain", "200,000 cases in six stages", make_plain, 166);
  run_one (report, "simulate/pool-calendars", "the same with working calendars", make_calendars,
           250);
  run_one (report, "simulate/40-reviewers-in-teams", "the same by 40 reviewers by name, two a case",
           make_teams, 500);
  if (bench_is_wanted (report, "simulate/two-threads"))
    compare_threads (report);
  if (bench_is_wanted (report, "simulate/10000-cases-1000-times"))
    run_long (report);
  bench_cases (report);
}
