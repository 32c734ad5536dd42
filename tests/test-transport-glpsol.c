/* Transport plans against glpsol, goal for goal. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-transport.h"
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#define BATCH 250 /* problems that one run of glpsol solves */

/* A column of the linear program: what one unit of it adds to the goals of its problem. */
typedef struct
{
  guint problem;
  gint64 goals[CERTPLAN_TRANSPORT_N_GOALS];
} LpColumn;

typedef struct
{
  GString *objective, *rows, *bounds;
  GArray *columns; /* LpColumn */
  guint problem;
  gint64 weights[CERTPLAN_TRANSPORT_N_GOALS];
  GString *served[MAX_DEMANDS];           /* terms of the columns of a demand */
  GString *loaded[MAX_SETS][MAX_PERIODS]; /* terms of those that a pool does */
} Lp;

/* Every goal is bounded by the ticks of all demands, so sums, not paths, give these weights. */
static void
set_weights (Lp *lp, const Problem *problem)
{
  gint64 total = 0;

  for (guint i = 0; i < problem->n_demands; i++)
    total += problem->demands[i].ticks;
  lp->weights[CERTPLAN_TRANSPORT_IMBALANCE] = 1;
  lp->weights[CERTPLAN_TRANSPORT_CARRIED] = 9 * total + 1;
  lp->weights[CERTPLAN_TRANSPORT_MISPLACED]
      = total * lp->weights[CERTPLAN_TRANSPORT_CARRIED] + 9 * total + 1;
  lp->weights[CERTPLAN_TRANSPORT_LATE]
      = (2 * total + 1) * lp->weights[CERTPLAN_TRANSPORT_MISPLACED];
  lp->weights[CERTPLAN_TRANSPORT_UNSERVED]
      = (MAX_PERIODS * total + 1) * lp->weights[CERTPLAN_TRANSPORT_LATE];
}

/* Returns: the number of a new column */
static guint
add_column (Lp *lp, const gint64 *goals)
{
  LpColumn column = { .problem = lp->problem };
  gint64 cost = 0;

  memcpy (column.goals, goals, sizeof column.goals);
  for (guint goal = 0; goal < CERTPLAN_TRANSPORT_N_GOALS; goal++)
    cost += goals[goal] * lp->weights[goal];
  g_string_append_printf (lp->objective, " + %" G_GINT64_FORMAT " x%u\n", cost, lp->columns->len);
  g_array_append_val (lp->columns, column);
  return lp->columns->len - 1;
}

static gint64
get_lateness (const CertplanTransportDemand *demand, guint period)
{
  return period > demand->target ? period - demand->target : 0;
}

static void
add_demand (Lp *lp, const Problem *problem, guint i)
{
  const CertplanTransportDemand *demand = &problem->demands[i];
  const gint64 unserved[CERTPLAN_TRANSPORT_N_GOALS] = { [CERTPLAN_TRANSPORT_UNSERVED] = 1 };

  g_string_append_printf (lp->rows, " x%u", add_column (lp, unserved));
  if (demand->cap >= problem->n_periods)
    {
      const gint64 carried[CERTPLAN_TRANSPORT_N_GOALS]
          = { [CERTPLAN_TRANSPORT_CARRIED] = 1,
              [CERTPLAN_TRANSPORT_LATE] = get_lateness (demand, problem->n_periods) };
      g_string_append_printf (lp->rows, " + x%u", add_column (lp, carried));
    }
  for (guint period = demand->release; period < problem->n_periods && period <= demand->cap;
       period++)
    for (guint set = 0; set < problem->n_sets; set++)
      if (problem->costs[set][demand->type] >= 0 && lp->loaded[set][period] != NULL)
        {
          const gint64 goals[CERTPLAN_TRANSPORT_N_GOALS]
              = { [CERTPLAN_TRANSPORT_LATE] = get_lateness (demand, period),
                  [CERTPLAN_TRANSPORT_MISPLACED] = problem->costs[set][demand->type] };
          const guint column = add_column (lp, goals);
          g_string_append_printf (lp->rows, " + x%u", column);
          g_string_append_printf (lp->loaded[set][period], " + x%u", column);
        }
  g_string_append_printf (lp->rows, " = %" G_GINT64_FORMAT "\n", demand->ticks);
}

/* Sets that serve the same are one pool. */
static guint
find_first_alike (const Problem *problem, guint set)
{
  for (guint other = 0; other < set; other++)
    if (memcmp (problem->costs[other], problem->costs[set], sizeof problem->costs[set]) == 0)
      return other;
  return set;
}

static void
add_steps (Lp *lp, guint set, guint period, gint64 ticks)
{
  for (guint step = 0; step < 10; step++)
    {
      const gint64 goals[CERTPLAN_TRANSPORT_N_GOALS] = { [CERTPLAN_TRANSPORT_IMBALANCE] = step };
      const guint column = add_column (lp, goals);
      g_string_append_printf (lp->loaded[set][period], " - x%u", column);
      g_string_append_printf (lp->bounds, " x%u <= %" G_GINT64_FORMAT "\n", column,
                              ticks * (step + 1) / 10 - ticks * step / 10);
    }
  g_string_append_printf (lp->rows, "%s = 0\n", lp->loaded[set][period]->str);
}

static void
add_problem (Lp *lp, const Problem *problem)
{
  gint64 ticks[MAX_SETS][MAX_PERIODS] = { { 0 } };

  set_weights (lp, problem);
  for (guint i = 0; i < problem->n_supplies; i++)
    {
      const guint set = find_first_alike (problem, problem->supplies[i].set);
      const guint period = problem->supplies[i].period;
      ticks[set][period] += problem->supplies[i].ticks;
      if (lp->loaded[set][period] == NULL)
        lp->loaded[set][period] = g_string_new ("");
    }
  for (guint i = 0; i < problem->n_demands; i++)
    add_demand (lp, problem, i);
  for (guint set = 0; set < problem->n_sets; set++)
    for (guint period = 0; period < problem->n_periods; period++)
      if (lp->loaded[set][period] != NULL)
        {
          add_steps (lp, set, period, ticks[set][period]);
          g_string_free (g_steal_pointer (&lp->loaded[set][period]), TRUE);
        }
  lp->problem++;
}

static char *
run_glpsol (const char *glpsol, const char *folder, const GString *text)
{
  g_autofree char *problem = g_build_filename (folder, "problem.lp", NULL);
  g_autofree char *solution = g_build_filename (folder, "solution.txt", NULL);
  const char *argv[] = { glpsol, "--lp", problem, "-w", solution, NULL };
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;
  char *result = NULL;
  gint status;

  g_file_set_contents (problem, text->str, (gssize)text->len, &error);
  g_assert_no_error (error);
  g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  g_file_get_contents (solution, &result, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_unlink (problem), ==, 0);
  g_assert_cmpint (g_unlink (solution), ==, 0);
  return result;
}

/* Lines "j NUMBER STATUS VALUE DUAL" for the columns, in their order. */
static void
read_goals (const Lp *lp, const char *solution, gint64 (*out_goals)[CERTPLAN_TRANSPORT_N_GOALS])
{
  g_auto (GStrv) lines = g_strsplit (solution, "\n", -1);
  guint n_read = 0;

  for (char **line = lines; *line != NULL; line++)
    {
      g_auto (GStrv) words = g_strsplit (*line, " ", -1);
      if (g_strcmp0 (words[0], "j") != 0)
        continue;
      const guint i = (guint)strtoul (words[1], NULL, 10) - 1;
      const gint64 value = (gint64)(g_ascii_strtod (words[3], NULL) + 0.5);
      const LpColumn *column = &g_array_index (lp->columns, LpColumn, i);
      for (guint goal = 0; goal < CERTPLAN_TRANSPORT_N_GOALS; goal++)
        out_goals[column->problem][goal] += value * column->goals[goal];
      n_read++;
    }
  g_assert_cmpuint (n_read, ==, lp->columns->len);
}

static void
solve_by_glpsol (const char *glpsol, const char *folder, const Problem *problems,
                 gint64 (*out_goals)[CERTPLAN_TRANSPORT_N_GOALS])
{
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (LpColumn));
  Lp lp = { .objective = g_string_new ("minimize\n"),
            .rows = g_string_new ("subject to\n"),
            .bounds = g_string_new ("bounds\n"),
            .columns = columns };

  for (guint i = 0; i < BATCH; i++)
    add_problem (&lp, &problems[i]);
  g_string_append (lp.objective, lp.rows->str);
  g_string_append (lp.objective, lp.bounds->str);
  g_string_append (lp.objective, "end\n");
  g_autofree char *solution = run_glpsol (glpsol, folder, lp.objective);
  read_goals (&lp, solution, out_goals);
  g_string_free (lp.objective, TRUE);
  g_string_free (lp.rows, TRUE);
  g_string_free (lp.bounds, TRUE);
}

static void
test_goals (gconstpointer data)
{
  const guint seed = GPOINTER_TO_UINT (data);
  g_autofree char *glpsol = g_find_program_in_path ("glpsol");
  g_autofree Problem *problems = g_new (Problem, BATCH);
  g_autofree gint64 (*goals)[CERTPLAN_TRANSPORT_N_GOALS] = g_malloc0 (BATCH * sizeof *goals);
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (GError) error = NULL;
  guint n_short = 0;

  if (glpsol == NULL)
    {
      g_test_skip ("glpsol is not installed (Debian: glpk-utils)");
      return;
    }
  g_autofree char *folder = g_dir_make_tmp ("test-transport-XXXXXX", &error);
  g_assert_no_error (error);
  for (guint i = 0; i < BATCH; i++)
    make_problem (&problems[i], random, 1);
  solve_by_glpsol (glpsol, folder, problems, goals);
  for (guint i = 0; i < BATCH; i++)
    {
      g_autoptr (CertplanTransportPlan) plan = solve_problem (&problems[i]);
      for (guint goal = 0; goal < CERTPLAN_TRANSPORT_N_GOALS; goal++)
        if (plan->goals[goal] != goals[i][goal])
          g_test_message ("problem %u", i);
      g_assert_cmpmem (plan->goals, sizeof plan->goals, goals[i], sizeof plan->goals);
      n_short += plan->goals[CERTPLAN_TRANSPORT_UNSERVED] > 0;
    }
  g_assert_cmpuint (n_short, >, BATCH / 10); /* both kinds are met */
  g_assert_cmpuint (n_short, <, BATCH * 9 / 10);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint seed = 1; seed <= (g_test_slow () ? 40 : 4); seed++)
    {
      g_autofree char *path = g_strdup_printf ("/transport/glpsol/%u", seed);
      g_test_add_data_func (path, GUINT_TO_POINTER (seed), test_goals);
    }
  return g_test_run ();
}
