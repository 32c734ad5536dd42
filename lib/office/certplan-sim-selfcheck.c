/* Queues whose answers are known, in the same engine. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-sim-stats-private.h"
#include "certplan-table-private.h"
#include <string.h>

#define N_REPLICATIONS 50
#define MAX_Z 4 /* chance alone goes beyond it about twice in 10,000 times at 50 replications */

/* Numbers with six decimals. */
typedef struct
{
  const char *queue;
  const char *measure;
  const char *subject;
  const char *expected, *observed, *standard_error, *z;
  const char *verdict;
} Line;

static const char *const verdicts[] = { "ok", "failed", NULL };

static const CertplanColumn columns[] = {
  CERTPLAN_RESULT_COLUMN (Line, queue, NOTE),
  CERTPLAN_RESULT_COLUMN (Line, measure, NOTE),
  CERTPLAN_RESULT_COLUMN (Line, subject, NOTE),
  CERTPLAN_RESULT_COLUMN (Line, expected, NOTE),
  CERTPLAN_RESULT_COLUMN (Line, observed, NOTE),
  CERTPLAN_RESULT_COLUMN (Line, standard_error, NOTE),
  CERTPLAN_RESULT_COLUMN (Line, z, NOTE),
  CERTPLAN_RESULT_COLUMN (Line, verdict, CHOICE, .values = verdicts),
};

typedef struct
{
  guint64 seed;
  guint effort, n_threads;
  CertplanProgress *progress;
  GCancellable *cancellable;
  GStringChunk *texts;
  GArray *lines;
  guint n_failed;
  char *queue;               /* that runs now */
  CertplanSimResult *result; /* of it */
  GError *error;
} Check;

#define SHORT_TIMES "warmup=500\nlength=8000\n"

/* Runs one queue; the checks that follow are about it. */
static gboolean
run_for (Check *check, const char *queue, const char *times, const char *text)
{
  g_autofree char *whole = g_strconcat ("[model]\n", times, text, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (whole, strlen (whole));
  if (check->error != NULL)
    return FALSE;
  g_autoptr (CertplanSimModel) model
      = certplan_sim_model_load_bytes (queue, bytes, NULL, NULL, &check->error);
  g_clear_pointer (&check->result, certplan_sim_result_unref);
  check->queue = g_string_chunk_insert (check->texts, queue);
  if (model != NULL)
    check->result
        = certplan_sim_run (model, check->seed, N_REPLICATIONS * check->effort, 1, 1,
                            check->n_threads, check->progress, check->cancellable, &check->error);
  return check->result != NULL;
}

static gboolean
run (Check *check, const char *queue, const char *text)
{
  return run_for (check, queue, SHORT_TIMES, text);
}

/* With six decimals. */
static const char *
format (Check *check, gdouble x)
{
  const gint64 millionths = (gint64)((x < 0 ? -x : x) * 1e6 + 0.5);
  g_autofree char *text
      = g_strdup_printf ("%s%" G_GINT64_FORMAT ".%06d", x < 0 && millionths > 0 ? "-" : "",
                         millionths / 1000000, (gint)(millionths % 1000000));
  return g_string_chunk_insert_const (check->texts, text);
}

/* @unit: days, or what else one of the expected units is in the result's own */
static void
expect (Check *check, SimMeasure measure, const char *subject, gdouble expected, gdouble unit)
{
  gdouble mean, standard_error, half_width;
  if (check->result == NULL || check->error != NULL)
    return;
  const SimMetric *metric = _certplan_sim_result_find (check->result, measure, subject, 0);
  if (!_certplan_sim_metric_estimate (metric, &mean, &standard_error, &half_width))
    mean = standard_error = 0;
  const gdouble off = mean / unit - expected;
  const gdouble z = standard_error > 0 ? off / (standard_error / unit) : off == 0 ? 0 : 1e6;
  const gboolean is_good = z <= MAX_Z && z >= -MAX_Z;
  const Line line = { check->queue,
                      _certplan_sim_measures[measure],
                      g_string_chunk_insert_const (check->texts, subject),
                      format (check, expected),
                      format (check, mean / unit),
                      format (check, standard_error / unit),
                      format (check, z),
                      is_good ? "ok" : "failed" };
  check->n_failed += !is_good;
  g_array_append_val (check->lines, line);
}

/* Little's law for a stage. */
static void
expect_little (Check *check, const char *stage)
{
  expect (check, SIM_LITTLE, stage, 0, 1);
}

/* The stationary distribution of a queue in which n cases leave at rate @out[n]: its terms are
 * @rate^n / (out[1] ... out[n]), to n = @last. */
static void
fill_birth_death (gdouble rate, const gdouble *out, guint last, gdouble *p)
{
  gdouble sum = p[0] = 1;
  for (guint n = 1; n <= last; n++)
    sum += p[n] = p[n - 1] * rate / out[n];
  for (guint n = 0; n <= last; n++)
    p[n] /= sum;
}

static const char one_stage[] = "[resource server]\ncount=%d\n[stage serve]\nneeds=server\n"
                                "effort=%s\n[arrivals poisson]\nrate=%s\n";

/* M/M/c: the mean number that waits, by Erlang's C, over the rate. */
static void
check_mmc (Check *check)
{
  static const char *const rates[]
      = { "0.8", "1.6", "2.4", "3.2", "4", "4.8", "5.6", "6.4", "7.2", "8" };
  for (gint c = 1; c <= 10; c++)
    {
      gdouble rate = 0.8 * c, out[400], p[400], waiting = 0;
      g_autofree char *name = c == 1 ? g_strdup ("M/M/1") : g_strdup_printf ("M/M/%d", c);
      g_autofree char *text = g_strdup_printf (one_stage, c, "exponential 1", rates[c - 1]);
      for (gint n = 1; n < 400; n++)
        out[n] = MIN (n, c);
      fill_birth_death (rate, out, 399, p);
      for (gint n = c; n < 400; n++)
        waiting += (n - c) * p[n];
      run (check, name, text);
      expect (check, SIM_WAIT, "serve", waiting / rate, 1);
      expect (check, SIM_BUSY, "server", 0.8, 1);
      expect_little (check, "serve");
    }
}

/* M/M/3 with room for 6, at 3 a day: who is turned away; how long the others wait. */
static void
check_room (Check *check)
{
  static const gdouble out[] = { 0, 1, 2, 3, 3, 3, 3 };
  gdouble p[7];
  fill_birth_death (3, out, 6, p);
  const gdouble waiting = p[4] + 2 * p[5] + 3 * p[6];
  run (check, "M/M/3/6",
       "[resource server]\ncount=3\n[stage serve]\nneeds=server\neffort=exponential 1\nroom=6\n"
       "full=out lost\n[arrivals poisson]\nrate=3\n");
  expect (check, SIM_OUTCOME, "lost", p[6], 1);
  expect (check, SIM_WAIT, "serve", waiting / (3 * (1 - p[6])), 1);
  expect_little (check, "serve");
}

typedef struct
{
  const char *name, *effort;
  gdouble scv;
} Service;

/* M/G/1 at 0.7: Pollaczek and Khinchine. */
static void
check_mg1 (Check *check)
{
  static const Service services[] = {
    { "M/D/1", "fixed 1", 0 },
    { "M/U/1", "uniform 0 2", 1.0 / 3 },
    { "M/E2/1", "erlang 2 1", 0.5 },
    { "M/G/1, lognormal, cv2 = 0.25", "lognormal 1 0.25", 0.25 },
    { "M/G/1, triangular", "triangular 0 1 2", 1.0 / 6 },
    { "M/H2/1, cv2 = 4", "hyper 1 4", 4 },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (services); i++)
    {
      g_autofree char *text = g_strdup_printf (one_stage, 1, services[i].effort, "0.7");
      run (check, services[i].name, text);
      expect (check, SIM_WAIT, "serve", 0.7 * (1 + services[i].scv) / (2 * (1 - 0.7)), 1);
      expect_little (check, "serve");
    }
}

/* Two classes at 0.3 each before one server that finishes what it has begun (Cobham): what is left
 * of the case at work, 0.6, over 1 - 0.3; for the second class over (1 - 0.3) (1 - 0.6). */
static void
check_priority (Check *check)
{
  run (check, "M/M/1, two classes, non-preemptive",
       "[class urgent]\npriority=0\n[class other]\npriority=1\n"
       "[resource server]\ncount=1\norder=priority\n"
       "[stage serve]\nneeds=server\neffort=exponential 1\n"
       "[arrivals a]\nclass=urgent\nrate=0.3\n[arrivals b]\nclass=other\nrate=0.3\n");
  expect (check, SIM_GROSS, "urgent", 0.6 / 0.7 + 1, 1);
  expect (check, SIM_GROSS, "other", 0.6 / (0.7 * 0.4) + 1, 1);
  expect_little (check, "serve");
}

/* Each stage as if it were alone (Burke, Jackson). */
static void
check_tandem (Check *check)
{
  run (check, "tandem of M/M/1, M/M/2, M/M/1",
       "[resource a]\ncount=1\n[resource b]\ncount=2\n[resource c]\ncount=1\n"
       "[stage first]\nneeds=a\neffort=exponential 1\nnext=second\n"
       "[stage second]\nneeds=b\neffort=exponential 2\nnext=third\n"
       "[stage third]\nneeds=c\neffort=exponential 0.5\n[arrivals poisson]\nrate=0.7\n");
  expect (check, SIM_WAIT, "first", 0.7 / 0.3, 1);
  expect (check, SIM_WAIT, "second", 2 * 0.49 / (1 - 0.49), 1);
  expect (check, SIM_WAIT, "third", 0.5 * 0.35 / 0.65, 1);
  expect (check, SIM_GROSS, "", 0.7 / 0.3 + 1 + 2 * 0.49 / 0.51 + 2 + 0.5 * 0.35 / 0.65 + 0.5, 1);
  expect_little (check, "first");
  expect_little (check, "second");
  expect_little (check, "third");
}

/* Half of the cases come back: twice as many visits (Jackson). */
static void
check_rework (Check *check)
{
  run (check, "M/M/1 with rework",
       "[resource server]\ncount=1\n[stage serve]\nneeds=server\neffort=exponential 1\n"
       "next=serve 0.5;out\n[arrivals poisson]\nrate=0.35\n");
  expect (check, SIM_INSIDE, "serve", 0.7 / 0.3, 1);
  expect (check, SIM_GROSS, "", 2 / 0.3, 1);
  expect_little (check, "serve");
}

/* Who waits leaves after 2 days in the mean: n cases leave at the rate 1 + (n - 1) / 2. */
static void
check_patience (Check *check)
{
  gdouble out[100], p[100], waiting = 0;
  for (gint n = 1; n < 100; n++)
    out[n] = 1 + (n - 1) * 0.5;
  fill_birth_death (1, out, 99, p);
  for (gint n = 1; n < 100; n++)
    waiting += (n - 1) * p[n];
  run (check, "M/M/1 with withdrawal",
       "[resource server]\ncount=1\n[stage serve]\nneeds=server\neffort=exponential 1\n"
       "patience=exponential 2\n[arrivals poisson]\nrate=1\n");
  expect (check, SIM_OUTCOME, "withdrawn", waiting * 0.5, 1);
  expect (check, SIM_QUEUE, "serve", waiting, 1);
  expect_little (check, "serve");
}

/* A delay of 20 days in the mean and at most 30: e^-1.5 are late; the others' mean is what is left
 * of 20 (1 - 2.5 e^-1.5). */
static void
check_limit (Check *check)
{
  const gdouble late = _certplan_exp (-1.5);
  run (check, "applicant's delay with a limit",
       "[stage wait]\neffort=exponential 20\nlimit=30\n[arrivals poisson]\nrate=1\n");
  expect (check, SIM_OUTCOME, "late", late, 1);
  expect (check, SIM_GROSS, "", 20 * (1 - 2.5 * late) / (1 - late), 1);
  expect (check, SIM_INSIDE, "wait", 20 * (1 - late), 1);
}

typedef struct
{
  const char *name, *rate, *quota;
  gdouble months; /* of waiting, in the mean */
} Panel;

/* A panel every 30 days that takes as many as its quota. The numbers that are left behind are a
 * Markov chain; what is expected here was computed from its stationary distribution. */
static void
check_panel (Check *check)
{
  static const Panel panels[] = {
    { "monthly panel, 8 a month, quota 10", "0.266666666666667", "10", 0.609828 },
    { "monthly panel, 9 a month, quota 10", "0.3", "10", 0.844582 },
    { "monthly panel, 9.5 a month, quota 10", "0.316666666666667", "10", 1.337083 },
    { "monthly panel, 18 a month, quota 20", "0.6", "20", 0.644286 },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (panels); i++)
    {
      g_autofree char *text = g_strdup_printf ("[stage panel]\nslots=P30D\nquota=%s\n"
                                               "[arrivals poisson]\nrate=%s\n",
                                               panels[i].quota, panels[i].rate);
      run_for (check, panels[i].name, "warmup=6000\nlength=120000\n", text);
      expect (check, SIM_WAIT, "panel", panels[i].months, 30);
      expect_little (check, "panel");
    }
}

static void
line_array_free (gpointer data)
{
  g_string_chunk_free (data);
}

CertplanTable *
certplan_sim_selfcheck (guint64 seed, guint effort, guint n_threads, guint *out_n_failed,
                        CertplanProgress *progress, GCancellable *cancellable, GError **error)
{
  static void (*const checks[]) (Check *)
      = { check_mmc,    check_room,     check_mg1,   check_priority, check_tandem,
          check_rework, check_patience, check_limit, check_panel };
  g_return_val_if_fail (effort >= 1 && out_n_failed != NULL, NULL);

  Check check = { .seed = seed,
                  .effort = effort,
                  .n_threads = n_threads,
                  .progress = progress,
                  .cancellable = cancellable,
                  .texts = g_string_chunk_new (1024),
                  .lines = g_array_new (FALSE, FALSE, sizeof (Line)) };
  for (gsize i = 0; i < G_N_ELEMENTS (checks) && check.error == NULL; i++)
    checks[i](&check);
  g_clear_pointer (&check.result, certplan_sim_result_unref);
  CertplanTable *table = _certplan_table_new_array ("selfcheck", columns, G_N_ELEMENTS (columns),
                                                    check.lines, check.texts, line_array_free);
  if (check.error != NULL)
    {
      g_propagate_error (error, check.error);
      certplan_table_unref (table);
      return NULL;
    }
  *out_n_failed = check.n_failed;
  return table;
}
