/* Two models with the same random numbers. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-sim-stats-private.h"
#include "test-tables.h"
#include <string.h>

static CertplanSimModel *
load (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  CertplanSimModel *model = certplan_sim_model_load_bytes ("m.ini", bytes, NULL, NULL, &error);
  g_assert_no_error (error);
  return model;
}

static CertplanSimComparison *
compare (const char *text, const char *base_text, guint n, guint n_threads)
{
  g_autoptr (CertplanSimModel) model = load (text), base = load (base_text);
  g_autoptr (GError) error = NULL;
  CertplanSimComparison *comparison
      = certplan_sim_compare (model, base, 5, n, n_threads, NULL, NULL, &error);
  g_assert_no_error (error);
  return comparison;
}

/* A row's cells from the third one on. */
static char *
spell_row (CertplanTable *table, guint row, guint from)
{
  g_autoptr (CertplanCursor) cursor = certplan_table_open (table);
  GString *text = g_string_new (NULL);
  for (guint i = 0; i <= row; i++)
    g_assert_true (certplan_cursor_next (cursor, NULL));
  for (guint c = from; c < certplan_table_get_n_columns (table); c++)
    {
      g_autofree char *cell = certplan_cursor_dup_text (cursor, c);
      g_string_append_printf (text, "%s%s", c > from ? "|" : "", cell);
    }
  return g_string_free (text, FALSE);
}

#define FIXED(days)                                                                                \
  "[model]\nlength=10\ntarget=P2D\ncap=P5D\n[resource r]\ncount=1\n[stage "                        \
  "A]\nneeds=r\neffort=" days "\n[arrivals x]\nat=1;5\n"

typedef struct
{
  const char *name, *text, *base, *table, *expected;
} HandRow;

static const HandRow hand_rows[] = {
  /* two cases that do not meet: 3 days each against 2, whatever the random numbers */
  { "days", FIXED ("3"), FIXED ("2"), "difference", "2.00|3.00|1.00|1.00|1.00|worse" },
  { "shorter", FIXED ("1.5"), FIXED ("2"), "difference", "2.00|1.50|-0.50|-0.50|-0.50|better" },
  { "same", FIXED ("2"), FIXED ("2"), "difference",
    "2.00|2.00|0.00|0.00|0.00|no_clear_difference" },
  /* 2 days are in time for the target of 2, 3 are not */
  { "target", FIXED ("3"), FIXED ("2"), "difference-limits", "1|0|-1|-1|-1|worse" },
  { "target-reached", FIXED ("2"), FIXED ("3"), "difference-limits", "0|1|1|1|1|better" },
};

static void
test_by_hand (gconstpointer data)
{
  const HandRow *row = data;
  g_autoptr (CertplanSimComparison) comparison = compare (row->text, row->base, 3, 1);
  g_autoptr (CertplanTables) tables = certplan_sim_comparison_dup_tables (comparison);
  CertplanTable *table = certplan_tables_find (tables, row->table);
  g_autofree char *found = spell_row (table, 0, g_str_equal (row->table, "difference") ? 3 : 2);
  g_assert_cmpstr (found, ==, row->expected);
}

#define QUEUE(effort)                                                                              \
  "[model]\nwarmup=500\nlength=4000\n[resource r]\ncount=1\n[stage A]\nneeds=r\n"                  \
  "effort=exponential " effort "\n[arrivals x]\nrate=0.5\n"

static const SimPair *
find_pair (const CertplanSimComparison *comparison, SimMeasure measure)
{
  for (guint i = 0; i < comparison->pairs->len; i++)
    {
      const SimPair *pair = &g_array_index (comparison->pairs, SimPair, i);
      if (g_array_index (comparison->result->metrics, SimMetric, pair->metric).measure == measure)
        return pair;
    }
  return NULL;
}

/* M/M/1 has a mean time of 1 / (mu - lambda): 2 days at a mean service of 1 day and half a case a
 * day, 1 / (1 / 0.9 - 1 / 2) = 1.636364 at 0.9. The same numbers make long services long in both,
 * so the paired interval is less than a third of that of two independent runs. */
static void
test_closed_form (void)
{
  g_autoptr (CertplanSimComparison) comparison = compare (QUEUE ("0.9"), QUEUE ("1"), 100, 2);
  const SimPair *pair = find_pair (comparison, SIM_GROSS);
  gdouble mean, standard_error, paired, one, other, unused, spread;
  g_assert_true (
      _certplan_sim_metric_estimate (&pair->difference, &mean, &standard_error, &paired));
  g_assert_cmpfloat (mean, >, -4.0 / 11 - 4 * standard_error);
  g_assert_cmpfloat (mean, <, -4.0 / 11 + 4 * standard_error);
  _certplan_sim_metric_estimate (
      &g_array_index (comparison->result->metrics, SimMetric, pair->metric), &unused, &spread,
      &one);
  _certplan_sim_metric_estimate (&g_array_index (comparison->base->metrics, SimMetric, pair->base),
                                 &unused, &spread, &other);
  g_test_message ("half-widths: %f paired, %f and %f", paired, one, other);
  g_assert_cmpfloat (9 * paired * paired, <, one * one + other * other);
}

/* A stage and a stream of cases more, named first: those of the same name draw as before. */
#define STREAM "[stage A]\neffort=lognormal 2 1\n[arrivals x]\nclass=a\nstage=A\nrate=1\n"

static void
test_same_names (void)
{
  g_autoptr (CertplanSimComparison) comparison
      = compare ("[model]\nlength=50\n[class b]\n[class a]\n[stage Z]\neffort=exponential 1\n"
                 "[arrivals w]\nclass=b\nstage=Z\nrate=3\n" STREAM,
                 "[model]\nlength=50\n[class a]\n[class b]\n" STREAM, 20, 1);
  for (guint i = 0; i < comparison->pairs->len; i++)
    {
      const SimPair *pair = &g_array_index (comparison->pairs, SimPair, i);
      const SimMetric *metric
          = &g_array_index (comparison->result->metrics, SimMetric, pair->metric);
      gdouble mean, standard_error, half_width;
      if (metric->measure != SIM_GROSS || !g_str_equal (metric->subject, "a"))
        continue;
      g_assert_true (
          _certplan_sim_metric_estimate (&pair->difference, &mean, &standard_error, &half_width));
      g_assert_cmpfloat (mean, ==, 0);
      g_assert_cmpfloat (half_width, ==, 0);
    }
  g_assert_cmpuint (comparison->pairs->len, >, 3);
}

static char *
spell (CertplanSimComparison *comparison)
{
  return spell_tables (certplan_sim_comparison_dup_tables (comparison));
}

static void
test_threads (void)
{
  g_autoptr (CertplanSimComparison) one = compare (QUEUE ("0.9"), QUEUE ("1"), 17, 1),
                                    three = compare (QUEUE ("0.9"), QUEUE ("1"), 17, 3);
  g_autofree char *a = spell (one), *b = spell (three);
  g_assert_cmpuint (strlen (a), >, 500);
  g_assert_cmpstr (a, ==, b);
}

/* The part done within so many days rises, and reaches 1 where every case is done: 2 days each. */
static void
test_within (void)
{
  g_autoptr (CertplanSimComparison) comparison = compare (FIXED ("1.5"), FIXED ("2"), 2, 1);
  g_autoptr (CertplanTables) tables = certplan_sim_comparison_dup_tables (comparison);
  CertplanTable *table = certplan_tables_find (tables, "within");
  static const char *const expected[] = { "0|0", "1|0", "2|0", "3|1", "0|0", "1|0", "2|1", "3|1" };
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *found = spell_row (table, i, 1);
      if (!g_str_equal (found, expected[i]))
        g_test_message ("%u", i);
      g_assert_cmpstr (found, ==, expected[i]);
    }
}

static void
test_refused (void)
{
  g_autoptr (CertplanSimModel) model = load (FIXED ("1"));
  g_autoptr (GError) error = NULL;
  g_assert_null (certplan_sim_compare (model, model, 1, 0, 1, NULL, NULL, &error));
  g_assert_error (error, CERTPLAN_OFFICE_ERROR, CERTPLAN_OFFICE_ERROR_RUN);
  g_clear_error (&error);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_cancellable_cancel (cancellable);
  g_assert_null (certplan_sim_compare (model, model, 1, 5, 2, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  for (gsize i = 0; i < G_N_ELEMENTS (hand_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/sim-compare/by-hand/", hand_rows[i].name, NULL);
      g_test_add_data_func (path, &hand_rows[i], test_by_hand);
    }
  g_test_add_func ("/sim-compare/closed-form", test_closed_form);
  g_test_add_func ("/sim-compare/same-names", test_same_names);
  g_test_add_func ("/sim-compare/threads", test_threads);
  g_test_add_func ("/sim-compare/within", test_within);
  g_test_add_func ("/sim-compare/refused", test_refused);
  return g_test_run ();
}
