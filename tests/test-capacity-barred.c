/* Capacity: work that nobody may do, and work that no limit holds for.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-capacity.h"

/* What nobody may do, and what no limit holds for. 7.5 person-days an initial case of level 2. */
typedef struct
{
  const char *name;
  Texts texts;
  guint n_undone;               /* hundredths of a person-day */
  const char *limits, *regions; /* of the shortages */
  const char *repairs;          /* the regions of the repairs */
  const char *note;             /* one of them begins so */
  const char *not_note;         /* and none so */
} BarredRow;

#define ALL_WELL "All work that has a maximum or a target within these months can be done by it"
#define NOBODY "7.50 of 7.50 person-days may be done by nobody of this office"
static const BarredRow barred_rows[] = {
  /* nobody of 云南: undone, though no document gives ccia a limit */
  { "no-limit",
    { ONE_BODY, ONE_REVIEWER, "", "2026-03,ccia/energy/2,initial,1,云南\n" },
    750,
    "at_any_time|",
    "云南|",
    "云南|",
    NOBODY,
    ALL_WELL },
  /* class two is there, and level 2 asks for class one: article 7 */
  { "wrong-class",
    { "A,two,四川,,\n", ONE_REVIEWER, "", "2026-03,ccia/energy/2,initial,1,四川\n" },
    750,
    "at_any_time|",
    "四川|",
    "四川|",
    NOBODY,
    ALL_WELL },
  /* its last day lies behind the months, August */
  { "limit-behind-the-months",
    { ONE_BODY, ONE_REVIEWER, "C,ccia/energy/2,initial,O,云南,2026-03-02,,,2027-03-31\n", "" },
    750,
    "at_any_time|",
    "云南|",
    "云南|",
    NOBODY,
    ALL_WELL },
  { "limit-within-the-months",
    { ONE_BODY, ONE_REVIEWER, "C,ccia/energy/2,initial,O,云南,2026-03-02,,,2026-05-31\n", "" },
    750,
    "cap|",
    "云南|",
    "云南|",
    NOBODY,
    ALL_WELL },
  /* no people mend a word that names no region */
  { "unknown-region",
    { ONE_BODY, ONE_REVIEWER, "", "2026-03,ccia/energy/2,initial,1,四州\n" },
    750,
    "at_any_time|",
    "region_unknown|",
    "",
    "Shortage 1: people do not mend it, for nobody knows where the work is; correct the region of "
    "its rows: \"四州\" (",
    ALL_WELL },
  /* the body that has it may not: no shortage of anybody, and all is not well */
  { "refused",
    { ONE_BODY "B,two,四川,,\n", ONE_REVIEWER "S,B,reviewer,1\n",
      "C,ccia/energy/2,initial,O,四川,2026-03-02,B,,2026-05-31\n", "" },
    0,
    "",
    "",
    "",
    "1 open cases may not be evaluated by the body that has them",
    ALL_WELL },
  /* can be done, but when is too late nobody says */
  { "unlimited",
    { ONE_BODY, ONE_REVIEWER, "", "2026-03,ccia/energy/2,initial,1,四川\n" },
    0,
    "",
    "",
    "",
    "7.50 of 7.50 person-days have no limit, for no document states one, and so can never be too "
    "late; --cycle ccia=TARGET,MAXIMUM",
    ALL_WELL },
  { "all-well",
    { ONE_BODY, ONE_REVIEWER, "C,ccia/energy/2,initial,O,四川,2026-03-02,,,2026-05-31\n", "" },
    0,
    "",
    "",
    "",
    ALL_WELL,
    "7.50 of 7.50" },
};

static void
test_barred (gconstpointer data)
{
  const BarredRow *row = data;
  g_autoptr (CertplanWorkload) workload = make_workload (&row->texts);
  g_autoptr (CertplanCapacity) capacity = make_capacity (workload, NULL);
  g_autofree char *limits = dup_column (capacity, "shortages", 1);
  g_autofree char *regions_told = dup_column (capacity, "shortages", 4);
  g_autofree char *repairs = dup_column (capacity, "repair", 4);
  g_autofree char *notes = dup_column (capacity, "notes", 0);
  g_assert_cmpint (certplan_capacity_get_unserved (capacity), ==,
                   row->n_undone * (gint64)CERTPLAN_TICKS_PER_DAY / 100);
  g_assert_cmpstr (limits, ==, row->limits);
  g_assert_cmpstr (regions_told, ==, row->regions);
  g_assert_cmpstr (repairs, ==, row->repairs);
  g_test_message ("%s", notes);
  g_assert_nonnull (strstr (notes, row->note));
  g_assert_null (strstr (notes, row->not_note));
}

/* The office's own people are bound to no place; a thousandth of one has next to no time. */
static void
test_repair_of_no_region (void)
{
  const Texts texts = { ONE_BODY "O,office,,,\n", ONE_REVIEWER "S,O,reviewer,0.001\n",
                        "C,ccia/energy/2,initial,O,四川,2026-03-02,,,2026-05-31\n", "" };
  g_autoptr (CertplanWorkload) workload = make_workload (&texts);
  g_autoptr (CertplanCapacity) capacity = make_capacity (workload, NULL);
  g_autofree char *performers = dup_column (capacity, "repair", 2);
  g_autofree char *places = dup_column (capacity, "repair", 4);
  g_assert_cmpstr (performers, ==, "office|");
  g_assert_cmpstr (places, ==, "|");
}

void
add_barred_tests (void)
{
  g_test_add_func ("/capacity/repair-of-no-region", test_repair_of_no_region);
  for (gsize i = 0; i < G_N_ELEMENTS (barred_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/capacity/barred/", barred_rows[i].name, NULL);
      g_test_add_data_func (path, &barred_rows[i], test_barred);
    }
}
