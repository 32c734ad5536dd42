/* Five years of a country's work against LEMON's network simplex over all pairs, and a year of a
 * small one against glpsol.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "bench.h"
#include "certplan-transport-private.h"
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_PERIODS 60
#define MAX_REGIONS 34
#define MAX_BODIES 2000
#define N_LEVELS 4
#define MAX_DEMANDS (MAX_PERIODS * MAX_REGIONS * N_LEVELS)
#define TARGET 2 /* months behind the filing */
#define CAP 5
#define TICKS_A_DAY 28800

typedef struct
{
  gint64 body_class, region;
  gint64 ticks[MAX_PERIODS];
} Body;

typedef struct
{
  guint n_periods, n_regions, n_bodies, n_demands;
  Body bodies[MAX_BODIES];
  gint64 demands[MAX_DEMANDS];
} Country;

/* Bodies of one to nine people; the work of a region is about what its bodies have. */
static Country *
make_country (guint n_periods, guint n_regions, guint n_bodies)
{
  Country *country = g_new0 (Country, 1);
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  gint64 ticks[MAX_REGIONS][2] = { { 0 } };

  country->n_periods = n_periods;
  country->n_regions = n_regions;
  country->n_bodies = n_bodies;
  country->n_demands = n_periods * n_regions * N_LEVELS;

  for (guint i = 0; i < n_bodies; i++)
    {
      Body *body = &country->bodies[i];
      body->body_class = g_rand_int_range (random, 1, 3);
      body->region = g_rand_int_range (random, 0, (gint)n_regions);
      const gint64 n_people = g_rand_int_range (random, 1, 10);
      for (guint period = 0; period < n_periods; period++)
        body->ticks[period] = n_people * g_rand_int_range (random, 15, 24) * TICKS_A_DAY;
      ticks[body->region][body->body_class - 1] += n_people * 19 * TICKS_A_DAY;
    }
  for (guint i = 0; i < country->n_demands; i++)
    {
      const gint64 *region = ticks[i / N_LEVELS % n_regions];
      const gint64 share = i % N_LEVELS < 2 ? region[0] / 3 : (region[0] / 3 + region[1]) / 2;
      country->demands[i] = share / 100 * g_rand_int_range (random, 60, 145);
    }
  return country;
}

static guint
get_type (guint region, guint level)
{
  return region * N_LEVELS + level;
}

static CertplanTransportDemand
get_demand (const Country *country, guint i)
{
  const guint period = i / (N_LEVELS * country->n_regions);

  return (CertplanTransportDemand){ .type
                                    = get_type (i / N_LEVELS % country->n_regions, i % N_LEVELS),
                                    .release = period,
                                    .target = period + TARGET,
                                    .cap = MIN (period + CAP, country->n_periods - 1),
                                    .ticks = country->demands[i] };
}

static void
add_bodies (CertplanTransport *transport, const Country *country)
{
  for (guint i = 0; i < country->n_bodies; i++)
    {
      const Body *body = &country->bodies[i];
      CertplanTransportSkill skills[N_LEVELS];
      guint n_skills = 0;
      for (guint level = body->body_class == 1 ? 0 : 2; level < N_LEVELS; level++)
        skills[n_skills++] = (CertplanTransportSkill){ get_type ((guint)body->region, level),
                                                       body->body_class == 1 && level >= 2 };
      const guint set = _certplan_transport_add_skills (transport, skills, n_skills);
      for (guint period = 0; period < country->n_periods; period++)
        _certplan_transport_add_supply (transport, period, set, body->ticks[period]);
    }
}

static CertplanTransportPlan *
solve_country (const Country *country)
{
  g_autoptr (CertplanTransport) transport
      = _certplan_transport_new (country->n_periods, country->n_regions * N_LEVELS);

  add_bodies (transport, country);
  for (guint i = 0; i < country->n_demands; i++)
    {
      const CertplanTransportDemand demand = get_demand (country, i);
      _certplan_transport_add_demand (transport, &demand);
    }
  return _certplan_transport_solve (transport, NULL, NULL);
}

static void
put (GByteArray *bytes, gint64 number)
{
  g_byte_array_append (bytes, (const guint8 *)&number, sizeof number);
}

/* As lemon.cc reads it; with our weights, so that both minimize one sum. */
static GByteArray *
write_country (const Country *country, const CertplanTransportPlan *plan)
{
  GByteArray *bytes = g_byte_array_new ();

  put (bytes, country->n_periods);
  put (bytes, country->n_bodies);
  put (bytes, country->n_demands);
  put (bytes, plan->weights[CERTPLAN_TRANSPORT_UNSERVED]);
  put (bytes, plan->weights[CERTPLAN_TRANSPORT_LATE]);
  put (bytes, plan->weights[CERTPLAN_TRANSPORT_MISPLACED]);
  for (guint i = 0; i < country->n_bodies; i++)
    {
      put (bytes, country->bodies[i].body_class);
      put (bytes, country->bodies[i].region);
    }
  for (guint i = 0; i < country->n_bodies; i++)
    for (guint period = 0; period < country->n_periods; period++)
      put (bytes, country->bodies[i].ticks[period]);
  for (guint i = 0; i < country->n_demands; i++)
    {
      const CertplanTransportDemand demand = get_demand (country, i);
      const gint64 numbers[] = { i % N_LEVELS < 2 ? 1 : 2,
                                 i / N_LEVELS % country->n_regions,
                                 demand.release,
                                 demand.target,
                                 demand.cap,
                                 demand.ticks };
      for (guint n = 0; n < G_N_ELEMENTS (numbers); n++)
        put (bytes, numbers[n]);
    }
  return bytes;
}

/* Returns: what it printed; NULL where it is not there or failed */
static char *
run_lemon (const char *program, const GByteArray *bytes)
{
  g_autofree char *path = NULL;
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;
  const int fd = g_file_open_tmp ("bench-XXXXXX", &path, &error);
  gint status;

  if (fd < 0 || !g_close (fd, &error)
      || !g_file_set_contents (path, (const char *)bytes->data, bytes->len, &error))
    return NULL;
  const char *argv[] = { program, path, NULL };
  const gboolean is_done = g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL,
                                         &output, NULL, &status, &error)
                           && status == 0;
  g_unlink (path);
  return is_done ? g_steal_pointer (&output) : NULL;
}

static gint64
get_cost (const CertplanTransportPlan *plan)
{
  gint64 cost = 0;

  for (guint goal = 0; goal < CERTPLAN_TRANSPORT_IMBALANCE; goal++)
    cost += plan->goals[goal] * plan->weights[goal];
  return cost;
}

/* As glpsol reads it: a column for what each body does of a demand in a period, one for what nobody
 * does. Ticks are counted in days, lest a simplex in floating point gets lost between the goals. */
static void
write_lp (const Country *country, const CertplanTransportPlan *plan, const char *path)
{
  g_autoptr (GString) goal = g_string_new ("Minimize\n sum:");
  g_autoptr (GString) rows = g_string_new ("Subject To\n");
  g_autoptr (GPtrArray) loads = g_ptr_array_new ();

  for (guint i = 0; i < country->n_bodies * country->n_periods; i++)
    g_ptr_array_add (loads, g_string_new (NULL));
  for (guint i = 0; i < country->n_demands; i++)
    {
      const CertplanTransportDemand demand = get_demand (country, i);
      const gint64 level_class = i % N_LEVELS < 2 ? 1 : 2;
      g_string_append_printf (goal, " + %" G_GINT64_FORMAT " u%u\n",
                              plan->weights[CERTPLAN_TRANSPORT_UNSERVED], i);
      g_string_append_printf (rows, " u%u", i);
      for (guint b = 0; b < country->n_bodies; b++)
        if (country->bodies[b].region == i / N_LEVELS % country->n_regions
            && country->bodies[b].body_class <= level_class)
          for (guint period = demand.release; period <= demand.cap; period++)
            {
              const gint64 cost
                  = (period > demand.target
                         ? (period - demand.target) * plan->weights[CERTPLAN_TRANSPORT_LATE]
                         : 0)
                    + (country->bodies[b].body_class < level_class
                           ? plan->weights[CERTPLAN_TRANSPORT_MISPLACED]
                           : 0);
              if (cost > 0)
                g_string_append_printf (goal, " + %" G_GINT64_FORMAT " x%u_%u_%u\n", cost, i, b,
                                        period);
              g_string_append_printf (rows, " + x%u_%u_%u\n", i, b, period);
              g_string_append_printf (loads->pdata[b * country->n_periods + period],
                                      " + x%u_%u_%u\n", i, b, period);
            }
      g_string_append_printf (rows, " = %" G_GINT64_FORMAT "\n", demand.ticks);
    }
  for (guint i = 0; i < loads->len; i++)
    {
      GString *load = loads->pdata[i];
      if (load->len > 0)
        g_string_append_printf (
            rows, "%s <= %" G_GINT64_FORMAT "\n", load->str,
            country->bodies[i / country->n_periods].ticks[i % country->n_periods]);
      g_string_free (load, TRUE);
    }
  g_string_append (goal, rows->str);
  g_string_append (goal, "End\n");
  if (!g_file_set_contents (path, goal->str, (gssize)goal->len, NULL))
    g_error ("%s cannot be written", path);
}

/* Returns: the least sum, in millions, which glpsol prints in ten digits */
static guint64
solve_small (gpointer data)
{
  g_autoptr (CertplanTransportPlan) plan = solve_country (data);
  return (guint64)get_cost (plan);
}

/* "Objective:  sum = 123456789 (MINimum)": so many digits as glpsol prints are the same. */
static gboolean
has_same_cost (const char *printed, gsize length, guint64 ours)
{
  const char *at = strstr (printed, "Objective:  sum = ");
  const gdouble theirs = at != NULL ? g_ascii_strtod (at + strlen ("Objective:  sum = "), NULL) : 0;
  const gdouble difference = theirs - (gdouble)ours;

  return at != NULL && ABS (difference) <= theirs / 1e8;
}

static void
bench_glpsol (BenchReport *report)
{
  g_autofree Country *country = make_country (24, 6, 100);
  g_autoptr (CertplanTransportPlan) plan = solve_country (country);
  g_autofree char *folder = g_dir_make_tmp ("certplan-bench-XXXXXX", NULL);
  if (folder == NULL)
    g_error ("no folder for the problem");
  g_autofree char *problem = g_build_filename (folder, "problem.lp", NULL);
  g_autofree char *solution = g_build_filename (folder, "solution.txt", NULL);
  const char *const argv[]
      = { "/bin/sh", "-c", "glpsol --lp \"$1\" -o \"$2\" > /dev/null && cat \"$2\"", "sh", problem,
          solution,  NULL };
  const BenchRival rival = { .name = "transport/glpsol",
                             .what = "576 demands of 24 months, 6 regions, 4 levels on 100 bodies",
                             .against = "glpsol: the simplex method",
                             .unit = "demands",
                             .package = "glpk-utils",
                             .n_units = country->n_demands,
                             .ours = solve_small,
                             .argv = argv,
                             .is_same = has_same_cost,
                             .data = country };

  write_lp (country, plan, problem);
  bench_run_rival (report, &rival);
  g_unlink (problem);
  g_unlink (solution);
  g_rmdir (folder);
}

static void
bench_lemon (BenchReport *report)
{
  g_autofree Country *country = make_country (MAX_PERIODS, MAX_REGIONS, MAX_BODIES);
  BenchTimes times = { .name = "transport/network-simplex",
                       .what = "8,160 demands of 60 months, 34 regions, 4 levels on 2,000 bodies",
                       .against = "LEMON: network simplex over all pairs",
                       .unit = "demands",
                       .n_units = country->n_demands,
                       .ours_ms = G_MAXDOUBLE,
                       .limit = 25 };
  fprintf (stderr, "%s...\n", times.name);
  for (guint run = 0; run < 5; run++)
    {
      const gdouble begin = bench_read_cpu_ms ();
      g_autoptr (CertplanTransportPlan) plan = solve_country (country);
      times.ours_ms = MIN (times.ours_ms, bench_read_cpu_ms () - begin);
    }
  g_autoptr (CertplanTransportPlan) plan = solve_country (country);
  g_autoptr (GByteArray) bytes = write_country (country, plan);
  g_autofree char *output = run_lemon (LEMON_PROGRAM, bytes);
  if (output != NULL)
    {
      char *end;
      times.is_same = g_ascii_strtoll (output, &end, 10) == get_cost (plan);
      times.bare_ms = g_ascii_strtod (end, NULL);
    }
  else
    fprintf (stderr, "%s: missing (Debian: liblemon-dev, g++)\n", times.name);
  bench_add_times (report, &times);
}

void
bench_transport (BenchReport *report)
{
  if (bench_is_wanted (report, "transport/network-simplex"))
    bench_lemon (report);
  if (bench_is_wanted (report, "transport/glpsol"))
    bench_glpsol (report);
}
