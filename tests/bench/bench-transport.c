/* Five years of a country's work against LEMON's network simplex over all pairs.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "bench.h"
#include "certplan-transport-private.h"
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define N_PERIODS 60
#define N_REGIONS 34
#define N_LEVELS 4
#define N_BODIES 2000
#define N_DEMANDS (N_PERIODS * N_REGIONS * N_LEVELS)
#define TARGET 2 /* months behind the filing */
#define CAP 5
#define TICKS_A_DAY 28800

typedef struct
{
  gint64 body_class, region;
  gint64 ticks[N_PERIODS];
} Body;

typedef struct
{
  Body bodies[N_BODIES];
  gint64 demands[N_DEMANDS];
} Country;

/* Bodies of one to nine people; the work of a region is about what its bodies have. */
static void
make_country (Country *country)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  gint64 ticks[N_REGIONS][2] = { { 0 } };

  for (guint i = 0; i < N_BODIES; i++)
    {
      Body *body = &country->bodies[i];
      body->body_class = g_rand_int_range (random, 1, 3);
      body->region = g_rand_int_range (random, 0, N_REGIONS);
      const gint64 n_people = g_rand_int_range (random, 1, 10);
      for (guint period = 0; period < N_PERIODS; period++)
        body->ticks[period] = n_people * g_rand_int_range (random, 15, 24) * TICKS_A_DAY;
      ticks[body->region][body->body_class - 1] += n_people * 19 * TICKS_A_DAY;
    }
  for (guint i = 0; i < N_DEMANDS; i++)
    {
      const gint64 *region = ticks[i / N_LEVELS % N_REGIONS];
      const gint64 share = i % N_LEVELS < 2 ? region[0] / 3 : (region[0] / 3 + region[1]) / 2;
      country->demands[i] = share / 100 * g_rand_int_range (random, 60, 145);
    }
}

static guint
get_type (guint region, guint level)
{
  return region * N_LEVELS + level;
}

static CertplanTransportDemand
get_demand (const Country *country, guint i)
{
  const guint period = i / (N_LEVELS * N_REGIONS);

  return (CertplanTransportDemand){ .type = get_type (i / N_LEVELS % N_REGIONS, i % N_LEVELS),
                                    .release = period,
                                    .target = period + TARGET,
                                    .cap = MIN (period + CAP, N_PERIODS - 1),
                                    .ticks = country->demands[i] };
}

static void
add_bodies (CertplanTransport *transport, const Country *country)
{
  for (guint i = 0; i < N_BODIES; i++)
    {
      const Body *body = &country->bodies[i];
      CertplanTransportSkill skills[N_LEVELS];
      guint n_skills = 0;
      for (guint level = body->body_class == 1 ? 0 : 2; level < N_LEVELS; level++)
        skills[n_skills++] = (CertplanTransportSkill){ get_type ((guint)body->region, level),
                                                       body->body_class == 1 && level >= 2 };
      const guint set = _certplan_transport_add_skills (transport, skills, n_skills);
      for (guint period = 0; period < N_PERIODS; period++)
        _certplan_transport_add_supply (transport, period, set, body->ticks[period]);
    }
}

static CertplanTransportPlan *
solve_country (const Country *country)
{
  g_autoptr (CertplanTransport) transport
      = _certplan_transport_new (N_PERIODS, N_REGIONS * N_LEVELS);

  add_bodies (transport, country);
  for (guint i = 0; i < N_DEMANDS; i++)
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

  put (bytes, N_PERIODS);
  put (bytes, N_BODIES);
  put (bytes, N_DEMANDS);
  put (bytes, plan->weights[CERTPLAN_TRANSPORT_UNSERVED]);
  put (bytes, plan->weights[CERTPLAN_TRANSPORT_LATE]);
  put (bytes, plan->weights[CERTPLAN_TRANSPORT_MISPLACED]);
  for (guint i = 0; i < N_BODIES; i++)
    {
      put (bytes, country->bodies[i].body_class);
      put (bytes, country->bodies[i].region);
    }
  for (guint i = 0; i < N_BODIES; i++)
    for (guint period = 0; period < N_PERIODS; period++)
      put (bytes, country->bodies[i].ticks[period]);
  for (guint i = 0; i < N_DEMANDS; i++)
    {
      const CertplanTransportDemand demand = get_demand (country, i);
      const gint64 numbers[] = { i % N_LEVELS < 2 ? 1 : 2,
                                 i / N_LEVELS % N_REGIONS,
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

void
bench_transport (BenchReport *report)
{
  g_autofree Country *country = NULL;
  gdouble ours_ms = G_MAXDOUBLE;

  if (!bench_is_wanted (report, "transport"))
    return;
  fprintf (stderr, "transport...\n");
  country = g_new0 (Country, 1);
  make_country (country);
  for (guint run = 0; run < 5; run++)
    {
      const clock_t begin = clock ();
      g_autoptr (CertplanTransportPlan) plan = solve_country (country);
      ours_ms = MIN (ours_ms, (gdouble)(clock () - begin) * 1e3 / CLOCKS_PER_SEC);
    }
  g_autoptr (CertplanTransportPlan) plan = solve_country (country);
  g_autoptr (GByteArray) bytes = write_country (country, plan);
  g_autofree char *output = run_lemon (LEMON_PROGRAM, bytes);
  if (output == NULL)
    {
      fprintf (stderr, "transport: nothing to hold it against (Debian: liblemon-dev, g++)\n");
      bench_add_figure (report, "transport alone", "ms", ours_ms, 0);
      return;
    }
  char *end;
  const gint64 cost = g_ascii_strtoll (output, &end, 10);
  bench_add_times (report, "transport/network-simplex", "demands", N_DEMANDS, ours_ms,
                   g_ascii_strtod (end, NULL), 25, cost == get_cost (plan));
}
