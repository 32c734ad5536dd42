/* Capacity: what must hold of any plan of any office, repairs tried as what-ifs, and options.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-capacity-private.h"
#include "certplan-record-files.h"
#include "certplan-records-private.h"
#include "test-given-office.h"
#include <string.h>

#define BODIES "body,class,region,valid_from,valid_to\n"
#define REVIEWERS "reviewer,body,role,share\n"
#define CASES "case,qualification,kind,org,region,filed,body,consultant,due\n"
#define ARRIVALS "month,qualification,kind,cases,region\n"
#define N_MONTHS 6

typedef struct
{
  const char *bodies, *reviewers, *cases, *arrivals;
} Texts;

/* Half a year from March 2026 on. */
static CertplanWorkload *
make_workload (const Texts *texts)
{
  g_autoptr (CertplanOfficeRecords) records = certplan_office_records_new (get_rulebook ());
  g_autoptr (GError) error = NULL;
  set (records, "bodies", BODIES, texts->bodies);
  set (records, "reviewers", REVIEWERS, texts->reviewers);
  set (records, "cases", CASES, texts->cases);
  set (records, "arrivals", ARRIVALS, texts->arrivals);
  g_autoptr (CertplanOffice) office
      = certplan_office_new (NULL, records, certplan_date_new (2026, 3, 1),
                             certplan_date_new (2026, 3, 1), N_MONTHS, NULL, &error);
  g_assert_no_error (error);
  CertplanWorkload *workload = certplan_workload_new (office, NULL, NULL, &error);
  g_assert_no_error (error);
  return workload;
}

static CertplanCapacity *
make_capacity (CertplanWorkload *workload, CertplanCapacityOptions *options)
{
  g_autoptr (GError) error = NULL;
  CertplanCapacity *capacity = certplan_capacity_new (workload, options, NULL, NULL, &error);
  g_assert_no_error (error);
  return capacity;
}

/* A random office, as text and as numbers that the checks use. */
#define MAX_BODIES 5
#define MAX_CASES 10

static const char *const regions[] = { "四川", "云南", "北京" };

typedef struct
{
  guint n_bodies, n_cases;
  gint classes[MAX_BODIES];
  guint regions[MAX_BODIES];
  gint levels[MAX_CASES];
  guint case_regions[MAX_CASES];
  gint bodies[MAX_CASES], consultants[MAX_CASES]; /* -1 = none */
  GString *texts[4];
} RandomOffice;

static void
random_office_clear (RandomOffice *office)
{
  for (guint i = 0; i < G_N_ELEMENTS (office->texts); i++)
    g_string_free (office->texts[i], TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RandomOffice, random_office_clear)

static void
add_bodies (RandomOffice *office, GRand *random)
{
  office->n_bodies = (guint)g_rand_int_range (random, 1, MAX_BODIES + 1);
  for (guint i = 0; i < office->n_bodies; i++)
    {
      const gboolean ends = g_rand_int_range (random, 0, 4) == 0;
      office->classes[i] = g_rand_int_range (random, 1, 3);
      office->regions[i] = (guint)g_rand_int_range (random, 0, G_N_ELEMENTS (regions));
      g_string_append_printf (office->texts[0], "B%u,%s,%s,,%s\n", i,
                              office->classes[i] == 1 ? "one" : "two", regions[office->regions[i]],
                              ends ? "2026-05-20" : "");
      g_string_append_printf (office->texts[1], "R%u,B%u,reviewer,0.%d\n", i, i,
                              g_rand_int_range (random, 2, 10));
      if (g_rand_int_range (random, 0, 2) == 0)
        g_string_append_printf (office->texts[1], "W%u,B%u,witness,0.2\n", i, i);
    }
}

static gint
pick_body (const RandomOffice *office, GRand *random, gint chance)
{
  return g_rand_int_range (random, 0, chance) == 0
             ? g_rand_int_range (random, 0, (gint)office->n_bodies)
             : -1;
}

static void
append_body (GString *text, gint body)
{
  if (body >= 0)
    g_string_append_printf (text, "B%d", body);
  g_string_append_c (text, ',');
}

static void
add_cases (RandomOffice *office, GRand *random)
{
  GString *text = office->texts[2];
  office->n_cases = (guint)g_rand_int_range (random, 0, MAX_CASES + 1);
  for (guint i = 0; i < office->n_cases; i++)
    {
      const gint month = g_rand_int_range (random, 1, 7);
      office->levels[i] = g_rand_int_range (random, 1, 5);
      office->case_regions[i] = (guint)g_rand_int_range (random, 0, G_N_ELEMENTS (regions));
      office->bodies[i] = pick_body (office, random, 3);
      office->consultants[i] = pick_body (office, random, 4);
      g_string_append_printf (text, "C%u,ccia/energy/%d,initial,O,%s,2026-%02d-10,", i,
                              office->levels[i], regions[office->case_regions[i]], month);
      append_body (text, office->bodies[i]);
      append_body (text, office->consultants[i]);
      g_string_append_printf (text, "2026-%02d-20\n", month + g_rand_int_range (random, 0, 5));
    }
  for (gint month = 3; month < 9; month++)
    if (g_rand_int_range (random, 0, 2) == 0)
      g_string_append_printf (office->texts[3], "2026-%02d,ccia/energy/%d,initial,%d,%s\n", month,
                              g_rand_int_range (random, 1, 5), g_rand_int_range (random, 1, 3),
                              regions[g_rand_int_range (random, 0, G_N_ELEMENTS (regions))]);
}

static void
random_office_init (RandomOffice *office, GRand *random)
{
  for (guint i = 0; i < G_N_ELEMENTS (office->texts); i++)
    office->texts[i] = g_string_new (NULL);
  add_bodies (office, random);
  add_cases (office, random);
}

static CertplanWorkload *
make_random_workload (const RandomOffice *office)
{
  const Texts texts = { office->texts[0]->str, office->texts[1]->str, office->texts[2]->str,
                        office->texts[3]->str };
  return make_workload (&texts);
}

/* Articles 7 and 18: class one for levels 1 and 2, either for 3 and 4, each in its own region. */
static gboolean
may_evaluate (const RandomOffice *office, guint i, guint body)
{
  return office->regions[body] == office->case_regions[i]
         && (office->classes[body] == 1 || office->levels[i] >= 3)
         && office->consultants[i] != (gint)body; /* article 15 */
}

/* Nobody does more than there is time; all that is given away is somebody's. */
static void
check_time (const CertplanCapacity *capacity)
{
  const gint64 *loads = (const gint64 *)(const void *)capacity->rest->loads->data;
  gint64 placed = 0;

  for (guint i = 0; i < capacity->staff->len; i++)
    for (guint month = 0; month < N_MONTHS; month++)
      {
        const CertplanStaff *staff = _certplan_capacity_get_staff (capacity, i);
        g_assert_cmpint (staff->placed[month], >=, 0);
        g_assert_cmpint (staff->placed[month] + loads[i * N_MONTHS + month], <=,
                         staff->ticks[month]);
        placed += staff->placed[month];
      }
  for (guint i = 0; i < capacity->jobs->len; i++)
    {
      const CertplanJob *job = _certplan_capacity_get_job (capacity, i);
      if (job->is_placed)
        placed -= job->ticks;
    }
  for (guint i = 0; i < capacity->placements->len; i++)
    {
      const CertplanPlacement *placement
          = &g_array_index (capacity->placements, CertplanPlacement, i);
      if (placement->state == CERTPLAN_PLACED)
        placed -= _certplan_capacity_get_job (capacity, placement->job)->ticks;
    }
  g_assert_cmpint (placed, ==, 0);
}

/* Each case once, with at most one body, which may; the witness is another one. */
static void
check_placements (const CertplanCapacity *capacity, const RandomOffice *office)
{
  g_assert_cmpuint (capacity->placements->len, ==, office->n_cases);
  for (guint i = 0; i < office->n_cases; i++)
    {
      const CertplanPlacement *placement
          = &g_array_index (capacity->placements, CertplanPlacement, i);
      const CertplanJob *job = _certplan_capacity_get_job (capacity, placement->job);
      g_assert_cmpint (job->demand->case_row, ==, (gint)i);
      if (placement->state == CERTPLAN_PLACED)
        {
          g_assert_true (may_evaluate (office, i, placement->body - 1));
          g_assert_true (office->bodies[i] < 0 || office->bodies[i] == (gint)placement->body - 1);
          g_assert_cmpuint (placement->witness, !=, placement->body);
          g_assert_cmpuint (placement->first, >=, job->release);
          g_assert_cmpuint (placement->last, <=, job->cap);
        }
      else if (placement->state == CERTPLAN_REFUSED && office->bodies[i] >= 0)
        g_assert_false (may_evaluate (office, i, (guint)office->bodies[i]));
    }
}

/* Whole cases can be no better than the optimum. */
static void
check_distance (const CertplanCapacity *capacity)
{
  const gint64 *optimum = capacity->plans[CERTPLAN_BY_CAP]->goals;
  for (guint goal = 0; goal < CERTPLAN_TRANSPORT_IMBALANCE; goal++)
    {
      g_assert_cmpint (capacity->goals[goal], >=, optimum[goal]);
      if (capacity->goals[goal] > optimum[goal])
        break;
    }
}

/* Every case without a body has a reason for every evaluation body. */
static void
check_refusals (CertplanCapacity *capacity, const RandomOffice *office)
{
  g_autoptr (CertplanTables) tables = certplan_capacity_dup_tables (capacity, TRUE);
  CertplanTable *table = certplan_tables_find (tables, "refusals");
  guint wanted = 0, n_rows = 0;

  for (guint i = 0; i < office->n_cases; i++)
    if (g_array_index (capacity->placements, CertplanPlacement, i).state != CERTPLAN_PLACED)
      wanted += office->bodies[i] >= 0 ? 1 : office->n_bodies;
  g_autoptr (CertplanCursor) cursor = certplan_table_open (table);
  while (certplan_cursor_next (cursor, NULL))
    {
      g_autofree char *reason = certplan_cursor_dup_text (cursor, 2);
      g_assert_true (g_str_has_prefix (reason, "refused_"));
      n_rows++;
    }
  g_assert_cmpuint (n_rows, ==, wanted);
}

/* The repairs that were found, as what-ifs. */
static gint64
try_repairs (CertplanWorkload *workload, const CertplanCapacity *capacity, gint64 fewer)
{
  g_autoptr (CertplanCapacityOptions) options = certplan_capacity_options_new ();
  for (guint i = 0; i < capacity->repairs->len; i++)
    {
      const CertplanRepair *repair = &g_array_index (capacity->repairs, CertplanRepair, i);
      g_autofree char *month
          = certplan_date_format (_certplan_capacity_get_month (capacity, repair->from));
      g_autofree char *text = g_strdup_printf (
          "class=%s,%s%s,from=%s,days=%" G_GINT64_FORMAT,
          _certplan_capacity_get_class (repair->body_class), repair->region != 0 ? "region=" : "",
          repair->region != 0 ? _certplan_capacity_get_region (capacity, repair->region) : "days=1",
          month, repair->days - fewer);
      g_autoptr (GError) error = NULL;
      if (repair->limit == CERTPLAN_BY_CAP && repair->days > fewer)
        g_assert_true (certplan_capacity_options_add (options, text, &error));
      g_assert_no_error (error);
    }
  g_autoptr (CertplanCapacity) mended = make_capacity (workload, options);
  return certplan_capacity_get_unserved (mended);
}

static gboolean
has_fixed (const CertplanCapacity *capacity, const CertplanShortage *shortage)
{
  for (guint i = 0; i < shortage->types->len; i++)
    if (_certplan_capacity_get_type (capacity, g_array_index (shortage->types, guint, i))->body
        != 0)
      return TRUE;
  return FALSE;
}

/* All of it is mended by what is asked for, and one of them alone by no day less; more people of a
 * body that has its cases are no what-if, so those are left out here. */
static void
check_repairs (CertplanWorkload *workload, const CertplanCapacity *capacity)
{
  guint n_repairs = 0;
  for (guint i = 0; i < capacity->repairs->len; i++)
    {
      const CertplanRepair *repair = &g_array_index (capacity->repairs, CertplanRepair, i);
      if (repair->body != 0 || !g_str_equal (repair->resource, "evaluation_body"))
        return;
      n_repairs += repair->limit == CERTPLAN_BY_CAP;
    }
  for (guint i = 0; i < capacity->shortages->len; i++)
    {
      const CertplanShortage *shortage = &g_array_index (capacity->shortages, CertplanShortage, i);
      if (shortage->repair == 0)
        {
          g_assert_true (has_fixed (capacity, shortage));
          return;
        }
    }
  g_assert_cmpint (try_repairs (workload, capacity, 0), ==, 0);
  if (n_repairs == 1)
    g_assert_cmpint (try_repairs (workload, capacity, 1), >, 0);
}

static void
test_properties (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20261121);
  guint n_short = 0, n_placed = 0;

  for (guint i = 0; i < (g_test_slow () ? 10000 : 400); i++)
    {
      g_auto (RandomOffice) office;
      random_office_init (&office, random);
      g_autoptr (CertplanWorkload) workload = make_random_workload (&office);
      g_autoptr (CertplanCapacity) capacity = make_capacity (workload, NULL);
      check_time (capacity);
      check_placements (capacity, &office);
      check_distance (capacity);
      check_refusals (capacity, &office);
      check_repairs (workload, capacity);
      n_short += capacity->shortages->len > 0;
      for (guint k = 0; k < capacity->placements->len; k++)
        n_placed
            += g_array_index (capacity->placements, CertplanPlacement, k).state == CERTPLAN_PLACED;
    }
  g_assert_cmpuint (n_short, >, 100);
  g_assert_cmpuint (n_placed, >, 100);
}

#define ONE_BODY "A,one,四川,,\n"
#define ONE_REVIEWER "R,A,reviewer,1\n"

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

/* The cell of row @row in that column of the table. (transfer full) */
static char *
dup_cell (CertplanCapacity *capacity, const char *name, guint row, guint column)
{
  g_autoptr (CertplanTables) tables = certplan_capacity_dup_tables (capacity, FALSE);
  g_autoptr (CertplanCursor) cursor = certplan_table_open (certplan_tables_find (tables, name));
  for (guint i = 0; i <= row; i++)
    g_assert_true (certplan_cursor_next (cursor, NULL));
  return certplan_cursor_dup_text (cursor, column);
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
  g_test_add_func ("/capacity/properties", test_properties);
  g_test_add_func ("/capacity/cancelled", test_cancelled);
  for (gsize i = 0; i < G_N_ELEMENTS (bad_options); i++)
    {
      g_autofree char *path = g_strconcat ("/capacity/bad/", bad_options[i].name, NULL);
      g_test_add_data_func (path, &bad_options[i], test_bad_option);
    }
  return g_test_run ();
}
