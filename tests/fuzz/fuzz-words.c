/* Any bytes as what may stand on a command line. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-capacity.h"
#include "certplan-office.h"
#include "certplan-panel-rule-private.h"
#include "certplan-policy.h"
#include "certplan-targets-private.h"
#include "fuzz-feed.h"
#include "fuzz.h"
#include <string.h>

static gboolean
check_target (const char *text)
{
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (certplan_targets_add (targets, text, &error) == (error == NULL));
  g_assert_cmpuint (targets->items->len, ==, error == NULL ? 1 : 0);
  if (error != NULL)
    return FALSE;
  const CertplanTarget *target = targets->items->pdata[0];
  g_autofree char *again = target->name != NULL
                               ? g_strconcat (target->name, "=", target->path, NULL)
                               : g_strdup (target->path);
  g_assert_cmpstr (again, ==, text);
  g_assert_false (certplan_targets_add (targets, text, NULL)); /* the same file twice */
  return TRUE;
}

static gboolean
check_cycle (const char *text)
{
  g_autoptr (CertplanRulebookOptions) options = certplan_rulebook_options_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (certplan_rulebook_options_add_cycle (options, text, &error) == (error == NULL));
  return error == NULL;
}

static gboolean
check_policy (const char *text)
{
  g_autoptr (CertplanPolicy) policy = certplan_policy_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (certplan_policy_set (policy, text, &error) == (error == NULL));
  if (error != NULL)
    return FALSE;
  g_auto (GStrv) words = g_strsplit (text, "=", 2);
  g_assert_cmpstr (certplan_policy_get (policy, words[0]), ==, words[1]);
  return TRUE;
}

/* A name leads to a qualification whose own name leads there too. */
static gboolean
check_qualification (const char *text)
{
  CertplanRulebook *rulebook = fuzz_get_rulebook ();
  g_autoptr (GError) error = NULL;
  const guint handle = certplan_rulebook_find (rulebook, text, &error);

  g_assert_true ((handle == 0) == (error != NULL));
  if (handle != 0)
    g_assert_cmpuint (certplan_rulebook_find (
                          rulebook, certplan_rulebook_get_qualification (rulebook, handle), NULL),
                      ==, handle);
  return handle != 0;
}

/* Days in order, inside of what is asked for. */
static gboolean
check_panel_rule (const char *text)
{
  const CertplanWorkcal *workcal = certplan_rulebook_get_workcal (fuzz_get_rulebook ());
  const CertplanDate from = certplan_date_new (2026, 1, 1), to = certplan_date_new (2027, 1, 1);
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (CertplanDate));
  CertplanPanelRule rule;

  if (!_certplan_panel_rule_parse (text, &rule))
    return FALSE;
  _certplan_panel_rule_list (&rule, workcal, from, from, to, days);
  for (guint i = 0; i < days->len; i++)
    {
      const CertplanDate day = g_array_index (days, CertplanDate, i);
      g_assert_true (day >= from && day < to);
      g_assert_true (i == 0 || day >= g_array_index (days, CertplanDate, i - 1));
    }
  return days->len > 0;
}

static gboolean
check_leave (const char *text)
{
  g_autoptr (GError) error = NULL;
  const char *at = text, *before = text;
  CertplanDate first, last;

  while (certplan_leave_parse (&at, &first, &last, &error))
    {
      g_assert_true (at > before && first <= last);
      before = at;
    }
  return error == NULL && at > text;
}

static gboolean
check_addition (const char *text)
{
  g_autoptr (CertplanCapacityOptions) options = certplan_capacity_options_new ();
  g_autoptr (GError) error = NULL;

  const gboolean is_added = certplan_capacity_options_add (options, text, &error);
  g_assert_true (is_added == (error == NULL));
  g_clear_error (&error);
  const gboolean is_set = certplan_capacity_options_set_growth (options, text, &error);
  g_assert_true (is_set == (error == NULL));
  return is_added || is_set;
}

/* "DAY PERIOD": working days that are added are those that are counted; months never pass the same
 * day of their last one. */
static gboolean
check_sum (const char *text)
{
  const CertplanWorkcal *workcal = certplan_rulebook_get_workcal (fuzz_get_rulebook ());
  g_auto (GStrv) words = g_strsplit (text, " ", 2);
  CertplanPeriod period;
  CertplanDate date, sum;
  gint n_days;

  if (g_strv_length (words) != 2 || !certplan_date_parse (words[0], &date, NULL)
      || !certplan_period_parse (words[1], &period, NULL))
    return FALSE;
  if (!certplan_workcal_add_period (workcal, date, &period, &sum, NULL))
    return FALSE;
  g_assert_true (sum >= date);
  if (period.working_days > 0)
    {
      g_assert_true (certplan_workcal_is_working (workcal, sum));
      g_assert_true (certplan_workcal_count (workcal, date + 1, sum + 1, &n_days, NULL));
      g_assert_cmpint (n_days, ==, period.working_days);
      return TRUE;
    }
  g_assert_cmpint (certplan_date_add_period (date, &period, 1), ==, sum);
  if (period.days == 0)
    {
      gint year, month, day, sum_year, sum_month, sum_day;
      certplan_date_get_ymd (date, &year, &month, &day);
      certplan_date_get_ymd (sum, &sum_year, &sum_month, &sum_day);
      g_assert_cmpint (sum_year * 12 + sum_month, ==, year * 12 + month + period.months);
      g_assert_true (
          sum_day <= day
          && (sum_day == day
              || certplan_date_new (sum_year, sum_month, sum_day + 1) == CERTPLAN_DATE_NONE));
    }
  return TRUE;
}

gboolean
fuzz_words (const guint8 *data, gsize n)
{
  static gboolean (*const checks[]) (const char *)
      = { check_target,     check_cycle, check_policy,   check_qualification,
          check_panel_rule, check_leave, check_addition, check_sum };

  if (n == 0)
    return FALSE;
  g_autofree char *text = g_strndup ((const char *)data + 1, n - 1);
  return checks[data[0] % G_N_ELEMENTS (checks)](text);
}
