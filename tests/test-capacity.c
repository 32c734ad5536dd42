/* Capacity: shortages, what-ifs, and options. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-capacity.h"

/* A body left out is one that has no reviewers; growth is more of what is expected. */
static void
test_what_if (void)
{
  const Texts with = { ONE_BODY "B,one,四川,,\n", ONE_REVIEWER "S,B,reviewer,1\n", "",
                       "2026-03,ccia/energy/2,initial,20,四川\n" };
  const Texts without = { with.bodies, ONE_REVIEWER, "", with.arrivals };
  const Texts grown
      = { with.bodies, with.reviewers, "", "2026-03,ccia/energy/2,initial,26,四川\n" };
  g_autoptr (CertplanWorkload) workload = make_workload (&with);
  g_autoptr (CertplanCapacityOptions) options = certplan_capacity_options_new ();
  certplan_capacity_options_leave_out (options, "B");
  g_autoptr (CertplanCapacity) left_out = make_capacity (workload, options);
  g_autoptr (CertplanWorkload) other = make_workload (&without);
  g_autoptr (CertplanCapacity) fewer = make_capacity (other, NULL);
  g_assert_cmpmem (left_out->goals, sizeof left_out->goals, fewer->goals, sizeof fewer->goals);

  g_autoptr (CertplanCapacityOptions) growth = certplan_capacity_options_new ();
  g_assert_true (certplan_capacity_options_set_growth (growth, "30%", NULL));
  g_autoptr (CertplanCapacity) more = make_capacity (workload, growth);
  g_autoptr (CertplanWorkload) larger = make_workload (&grown);
  g_autoptr (CertplanCapacity) as_much = make_capacity (larger, NULL);
  g_assert_cmpmem (more->goals, sizeof more->goals, as_much->goals, sizeof as_much->goals);
}

/* A reviewer of class one, and 40 cases of level 2 that must be done within March, which has 22
 * working days: 40 x 7.5 person-days (hours 12+16+32 and 24+32+64, thirds of them, are 60) less 22
 * lack; 278 person-days a month mend that, and 277 do not. */
static void
test_shortage (void)
{
  g_autoptr (GString) cases = g_string_new (NULL);
  for (guint i = 0; i < 40; i++)
    g_string_append_printf (cases, "C%u,ccia/energy/2,initial,O,四川,2026-03-02,,,2026-03-31\n", i);
  const Texts texts = { ONE_BODY, ONE_REVIEWER, cases->str, "" };
  g_autoptr (CertplanWorkload) workload = make_workload (&texts);
  g_autoptr (CertplanCapacity) capacity = make_capacity (workload, NULL);
  g_assert_cmpint (certplan_capacity_get_unserved (capacity), ==,
                   (40 * 15 / 2 - 22) * (gint64)CERTPLAN_TICKS_PER_DAY);
  g_assert_cmpuint (capacity->shortages->len, ==, 1);
  g_assert_cmpuint (capacity->repairs->len, ==, 1);
  const CertplanRepair *repair = &g_array_index (capacity->repairs, CertplanRepair, 0);
  g_assert_cmpint (repair->days, ==, 278);
  g_assert_cmpint (repair->body_class, ==, 1);
  g_assert_cmpint (repair->left, ==, 0);
  /* two whole cases fit into 22 days */
  g_assert_cmpuint (certplan_capacity_count_unplaced (capacity), ==, 38);
}

/* What a body has is asked of its people alone, and told by what it is: levels 1 and 2, though the
 * same people may do both; 4 % of 22 days are not 15. */
static void
test_fixed_levels (void)
{
  const Texts texts = { ONE_BODY, "R,A,reviewer,0.04\n",
                        "C1,ccia/energy/1,initial,O,四川,2026-03-02,A,,2026-03-31\n"
                        "C2,ccia/energy/2,initial,O,四川,2026-03-02,A,,2026-03-31\n",
                        "" };
  g_autoptr (CertplanWorkload) workload = make_workload (&texts);
  g_autoptr (CertplanCapacity) capacity = make_capacity (workload, NULL);
  g_autofree char *levels = dup_cell (capacity, "shortages", 0, 3);
  g_assert_cmpuint (capacity->shortages->len, ==, 1);
  g_assert_cmpstr (levels, ==, "ccia/*/1, ccia/*/2");
}

/* Article 15: who consulted does not evaluate, and nobody else is there; so it is no matter of
 * time, though its last day lies behind the months. */
static void
test_only_consultant (void)
{
  const Texts texts
      = { ONE_BODY, ONE_REVIEWER, "C,ccia/energy/2,initial,O,四川,2026-03-02,,A,2027-03-31\n", "" };
  g_autoptr (CertplanWorkload) workload = make_workload (&texts);
  g_autoptr (CertplanCapacity) capacity = make_capacity (workload, NULL);
  g_autofree char *assignment = dup_cell (capacity, "plan", 0, 5);
  g_assert_cmpstr (assignment, ==, "refused");
  g_assert_cmpuint (certplan_capacity_count_unplaced (capacity), ==, 1);
}

/* What is expected nobody knows where is on the map of loads all the same: 15 person-days for two
 * cases, or a part of them, in March and April. */
static void
test_heat_of_no_region (void)
{
  const Texts texts = { ONE_BODY, ONE_REVIEWER, "", "2026-03,ccia/energy/2,initial,2,\n" };
  g_autoptr (CertplanWorkload) workload = make_workload (&texts);
  g_autoptr (CertplanCapacity) capacity = make_capacity (workload, NULL);
  g_autofree char *region = dup_cell (capacity, "heatmap", 0, 0);
  g_autofree char *demand = dup_cell (capacity, "heatmap", 0, 2);
  g_assert_cmpstr (region, ==, "region not known");
  g_assert_cmpstr (demand, !=, "0.00");
}

/* An office with nothing to do has its time all the same: 22 working days in March 2026. */
static void
test_no_work (void)
{
  const Texts texts = { ONE_BODY, ONE_REVIEWER, "", "" };
  g_autoptr (CertplanWorkload) workload = make_workload (&texts);
  g_autoptr (CertplanCapacity) capacity = make_capacity (workload, NULL);
  g_autofree char *supply = dup_cell (capacity, "load", 0, 3);
  g_assert_cmpstr (supply, ==, "22");
}

/* March with 22 days a reviewer. Cases of A and of B and some that either may take lack 20 + 20 + 3
 * cases of 7.5 days less 44, and nobody alone mends that, as cases stay with their body. In another
 * region 20 cases less 22 days lack; with all 128 days that mend them, the first 278.5 are left. */
static void
test_left_with_repair (void)
{
  static const struct
  {
    const char *region, *body;
    guint n;
  } lots[] = { { "四川", "A", 20 }, { "四川", "B", 20 }, { "四川", "", 3 }, { "江苏", "", 20 } };
  g_autoptr (GString) cases = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (lots); i++)
    for (guint k = 0; k < lots[i].n; k++)
      g_string_append_printf (cases,
                              "C%u-%u,ccia/energy/2,initial,O,%s,2026-03-02,%s,,2026-03-31\n", i, k,
                              lots[i].region, lots[i].body);
  const Texts texts = { ONE_BODY "B,one,四川,,\nC,one,江苏,,\n",
                        ONE_REVIEWER "S,B,reviewer,1\nT,C,reviewer,1\n", cases->str, "" };
  g_autoptr (CertplanWorkload) workload = make_workload (&texts);
  g_autoptr (CertplanCapacity) capacity = make_capacity (workload, NULL);
  g_assert_cmpuint (capacity->repairs->len, ==, 1);
  const CertplanRepair *repair = &g_array_index (capacity->repairs, CertplanRepair, 0);
  g_assert_cmpint (repair->days, ==, 128);
  g_assert_cmpint (repair->left, ==, (43 * 15 - 2 * 44) * (gint64)CERTPLAN_TICKS_PER_DAY / 2);
}

typedef struct
{
  const char *name, *add, *growth, *without;
} BadOption;

static const BadOption bad_options[] = {
  { "no-value", "class", NULL, NULL },
  { "unknown-part", "class=one,days=3,colour=red", NULL, NULL },
  { "unknown-class", "class=nine,days=3", NULL, NULL },
  { "no-class", "days=3", NULL, NULL },
  { "no-days", "class=one", NULL, NULL },
  { "days-zero", "class=one,days=0", NULL, NULL },
  { "days-a-word", "class=one,days=many", NULL, NULL },
  { "no-month", "class=one,days=3,from=May", NULL, NULL },
  { "unknown-region", "class=one,days=3,region=Atlantis %s", NULL, NULL },
  { "growth-a-word", NULL, "much", NULL },
  { "growth-below-nothing", NULL, "-101%", NULL },
  { "unknown-body", NULL, NULL, "Nobody" },
};

static void
test_bad_option (gconstpointer data)
{
  const BadOption *row = data;
  const Texts texts = { ONE_BODY, ONE_REVIEWER, "", "" };
  g_autoptr (CertplanWorkload) workload = make_workload (&texts);
  g_autoptr (CertplanCapacityOptions) options = certplan_capacity_options_new ();
  g_autoptr (GError) error = NULL;
  gboolean is_good = TRUE;

  if (row->add != NULL)
    is_good = certplan_capacity_options_add (options, row->add, &error);
  if (row->growth != NULL)
    is_good = certplan_capacity_options_set_growth (options, row->growth, &error);
  if (row->without != NULL)
    certplan_capacity_options_leave_out (options, row->without);
  if (is_good)
    g_assert_null (certplan_capacity_new (workload, options, NULL, NULL, &error));
  g_assert_error (error, CERTPLAN_OFFICE_ERROR, CERTPLAN_OFFICE_ERROR_WHAT_IF);
}

static void
test_cancelled (void)
{
  const Texts texts = { ONE_BODY, ONE_REVIEWER, "", "2026-03,ccia/energy/2,initial,90,四川\n" };
  g_autoptr (CertplanWorkload) workload = make_workload (&texts);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (certplan_capacity_new (workload, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/capacity/shortage", test_shortage);
  g_test_add_func ("/capacity/fixed-levels", test_fixed_levels);
  g_test_add_func ("/capacity/only-consultant", test_only_consultant);
  g_test_add_func ("/capacity/heat-of-no-region", test_heat_of_no_region);
  g_test_add_func ("/capacity/no-work", test_no_work);
  g_test_add_func ("/capacity/left-with-repair", test_left_with_repair);
  g_test_add_func ("/capacity/what-if", test_what_if);
  add_random_tests ();
  add_barred_tests ();
  g_test_add_func ("/capacity/cancelled", test_cancelled);
  for (gsize i = 0; i < G_N_ELEMENTS (bad_options); i++)
    {
      g_autofree char *path = g_strconcat ("/capacity/bad/", bad_options[i].name, NULL);
      g_test_add_data_func (path, &bad_options[i], test_bad_option);
    }
  return g_test_run ();
}
