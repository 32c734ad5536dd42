/* The working calendar: a walk from day to day over all days known is the oracle.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-workcal.h"

/* Whether @date is worked, found by looking at the rows of the file one by one. */
static gboolean
look_up (char **rows, CertplanDate date)
{
  g_autofree char *text = certplan_date_format (date);

  for (guint i = 0; rows[i] != NULL; i++)
    if (g_str_has_prefix (rows[i], text))
      return strstr (rows[i], ",workday,") != NULL;
  return certplan_date_get_weekday (date) <= 5;
}

#define N_KNOWN (3 * 365 + 366) /* days of 2023 to 2026 */

static void
test_is_working_walk (void)
{
  g_autoptr (CertplanWorkcal) china = load_china ();
  g_auto (GStrv) rows = load_rows ();
  const CertplanDate first = certplan_workcal_get_first (china);

  assert_date (first, "2023-01-01");
  assert_date (certplan_workcal_get_last (china), "2026-12-31");
  g_assert_cmpint (certplan_workcal_get_last (china) - first + 1, ==, N_KNOWN);
  for (CertplanDate date = first; date <= certplan_workcal_get_last (china); date++)
    g_assert_cmpint (certplan_workcal_is_working (china, date), ==, look_up (rows, date));
}

/* Walks from each day forward and back until the calendar ends, and compares add and count on the
 * way. */
static void
walk_from (const CertplanWorkcal *china, const gboolean *worked, CertplanDate first, gint from,
           gint step)
{
  gint n_worked = 0;
  gint day = from + step;

  for (; day >= 0 && day < N_KNOWN; day += step)
    {
      CertplanDate end = CERTPLAN_DATE_NONE;
      if (!worked[day])
        continue;
      n_worked += step;
      if (!certplan_workcal_add (china, first + from, n_worked, &end, NULL) || end != first + day)
        g_test_fail ();
    }
  CertplanDate end;
  if (certplan_workcal_add (china, first + from, n_worked + step, &end, NULL))
    g_test_fail ();
}

static void
count_from (const CertplanWorkcal *china, const gboolean *worked, CertplanDate first, gint from)
{
  gint n_worked = 0, n_days, n_back;

  for (gint to = from; to <= N_KNOWN; to++)
    {
      if (!certplan_workcal_count (china, first + from, first + to, &n_days, NULL)
          || !certplan_workcal_count (china, first + to, first + from, &n_back, NULL)
          || n_days != n_worked || n_back != -n_worked)
        g_test_fail ();
      n_worked += to < N_KNOWN && worked[to];
    }
}

static void
test_walk (void)
{
  g_autoptr (CertplanWorkcal) china = load_china ();
  g_auto (GStrv) rows = load_rows ();
  const CertplanDate first = certplan_workcal_get_first (china);
  gboolean worked[N_KNOWN];

  for (gint i = 0; i < N_KNOWN; i++)
    worked[i] = look_up (rows, first + i);
  for (gint from = 0; from < N_KNOWN; from++)
    {
      walk_from (china, worked, first, from, 1);
      walk_from (china, worked, first, from, -1);
      count_from (china, worked, first, from);
    }
}

static void
test_roll_walk (void)
{
  g_autoptr (CertplanWorkcal) china = load_china ();
  g_auto (GStrv) rows = load_rows ();
  const CertplanDate first = certplan_workcal_get_first (china);

  for (gint i = 0; i < N_KNOWN; i++)
    {
      CertplanDate expected = first + i, rolled = CERTPLAN_DATE_NONE;
      while (!look_up (rows, expected))
        expected++;
      g_assert_true (certplan_workcal_roll (china, first + i, &rolled, NULL));
      g_assert_cmpint (rolled, ==, expected);
    }
}

void
add_walk_tests (void)
{
  g_test_add_func ("/workcal/is-working-walk", test_is_working_walk);
  g_test_add_func ("/workcal/walk", test_walk);
  g_test_add_func ("/workcal/roll-walk", test_roll_walk);
}
