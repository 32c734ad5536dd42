/* The simulation: models that say the same in other words. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "test-sim.h"

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

void
add_same_tests (void)
{
  ADD_ROWS ("/sim/names-are-a-pool/", names_rows, test_names);
  g_test_add_func ("/sim/every-day", test_every_day);
  g_test_add_func ("/sim/working-time", test_working_time);
}
