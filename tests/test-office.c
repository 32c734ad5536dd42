/* The folder of an office, its regions, its bodies and their time: by hand from the calendar of
 * 2026 and articles 7, 18 and 28 of ccia-2024-8. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-error.h"
#include "certplan-office-private.h"
#include "certplan-record-files.h"
#include "certplan-table-error.h"
#include "test-given-office.h"
#include "test-rows.h"
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define BODIES "body,class,region,valid_from,valid_to\n"
#define REVIEWERS "reviewer,body,role,share,valid_from,valid_to,skills,leave,daily_limit\n"
#define REGIONS "region,parent,alias\n"

typedef struct
{
  const char *bodies, *reviewers, *regions;
} Texts;

/* 2026, from January on. */
static CertplanOffice *
make (const Texts *texts, CertplanFaults *faults, GError **error)
{
  g_autoptr (CertplanOfficeRecords) records = certplan_office_records_new (get_rulebook ());
  set (records, "bodies", BODIES, texts->bodies);
  set (records, "reviewers", REVIEWERS, texts->reviewers);
  set (records, "regions", REGIONS, texts->regions);
  return certplan_office_new (NULL, records, certplan_date_new (2025, 12, 1),
                              certplan_date_new (2026, 1, 1), 12, faults, error);
}

/* Working days of 2026: weekdays, less the holidays that fall on them, plus the make-up days
 * (notice of the State Council for 2026). February: 20 - 6 (16 to 20, 23) + 2 (14, 28) = 16; March:
 * 22; October: 22 - 5 (1, 2, 5 to 7) + 1 (10) = 18. */
typedef struct
{
  const char *name;
  const char *bodies, *reviewer;
  const char *performer;
  guint month;
  gint64 hours;
} SupplyRow;

#define ONE "B,one,四川,,\n"

static const SupplyRow supply_rows[] = {
  { "february", ONE, "R,B,reviewer,1,,,,,\n", "evaluation_body", 1, 16 * 8 },
  { "march", ONE, "R,B,reviewer,1,,,,,\n", "evaluation_body", 2, 22 * 8 },
  { "october", ONE, "R,B,reviewer,1,,,,,\n", "evaluation_body", 9, 18 * 8 },
  { "half", ONE, "R,B,reviewer,0.5,,,,,\n", "evaluation_body", 1, 8 * 8 },
  { "two-people", ONE, "R,B,reviewer,0.5,,,,,\nS,B,reviewer,1,,,,,\n", "evaluation_body", 1,
    24 * 8 },
  { "another-resource", ONE, "R,B,reviewer,1,,,,,\n", "witness_body", 1, 0 },
  { "witness", ONE, "R,B,witness,1,,,,,\n", "witness_body", 1, 16 * 8 },
  { "observer", "C,centre,,,\n", "R,C,observer,1,,,,,\n", "witness_body", 1, 16 * 8 },
  { "centre", "C,centre,,,\n", "R,C,reviewer,1,,,,,\n", "centre", 1, 16 * 8 },
  { "no-class-is-the-centre", "C,,,,\n", "R,C,reviewer,1,,,,,\n", "centre", 1, 16 * 8 },
  { "expert-of-the-centre", "C,中心,,,\n", "R,C,expert,1,,,,,\n", "expert_panel", 1, 16 * 8 },
  { "expert-of-the-branch", "C,branch,,,\n", "R,C,expert,1,,,,,\n", "expert_committee", 1, 16 * 8 },
  /* 2 to 6 March: five working days; 14 February is a Saturday that is worked */
  { "leave", ONE, "R,B,reviewer,1,,,,2026-03-02/2026-03-06,\n", "evaluation_body", 2, 17 * 8 },
  { "leave-on-a-make-up-day", ONE, "R,B,reviewer,1,,,,2026-02-14,\n", "evaluation_body", 1,
    15 * 8 },
  { "leave-on-a-holiday", ONE, "R,B,reviewer,1,,,,2026-02-17,\n", "evaluation_body", 1, 16 * 8 },
  { "leave-over-the-month", ONE, "R,B,reviewer,1,,,,2026-02-27/2026-03-02,\n", "evaluation_body", 2,
    21 * 8 },
  /* up to Friday the 13th: 2 to 6 and 9 to 13 */
  { "reviewer-leaves", ONE, "R,B,reviewer,1,,2026-03-13,,,\n", "evaluation_body", 2, 10 * 8 },
  { "reviewer-comes", ONE, "R,B,reviewer,1,2026-03-16,,,,\n", "evaluation_body", 2, 12 * 8 },
  { "authorisation-ends", "B,one,四川,,2026-03-13\n", "R,B,reviewer,1,,,,,\n", "evaluation_body", 2,
    10 * 8 },
  { "authorisation-over", "B,one,四川,,2026-03-13\n", "R,B,reviewer,1,,,,,\n", "evaluation_body", 3,
    0 },
  { "authorisation-begins", "B,one,四川,2026-03-16,\n", "R,B,reviewer,1,,,,,\n", "evaluation_body",
    2, 12 * 8 },
  { "class-lowered", "B,one,四川,,\nB,two,四川,2026-03-16,\n", "R,B,reviewer,1,,,,,\n",
    "evaluation_body", 2, 22 * 8 },
  { "two-regions", "B,one,四川,,\nB,two,云南,,\n", "R,B,reviewer,1,,,,,\n", "evaluation_body", 2,
    22 * 8 },
};

static void
test_supply (gconstpointer data)
{
  const SupplyRow *row = data;
  const Texts texts = { row->bodies, row->reviewer, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanOffice) office = make (&texts, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (certplan_office_get_supply (office, row->performer, row->month), ==,
                   row->hours * 3600);
}

/* A third of 16 days: 460,800 ticks x 333,333 / 1,000,000 = 153,599.8464, rounded down. */
static void
test_supply_rounds_once (void)
{
  const Texts texts = { ONE, "R,B,reviewer,0.333333,,,,,\n", NULL };
  g_autoptr (CertplanOffice) office = make (&texts, NULL, NULL);
  g_assert_cmpint (certplan_office_get_body_supply (office, "B", "evaluation_body", 1), ==, 153599);
  g_assert_cmpint (certplan_office_get_body_supply (office, "X", "evaluation_body", 1), ==, 0);
  g_assert_cmpint (certplan_office_get_body_supply (office, "B", "centre", 1), ==, 0);
}

/* Article 7: class one reviews levels 1 to 4, class two 3 and 4, each in its region. */
typedef struct
{
  const char *name;
  const char *bodies, *reviewer;
  const char *qualification, *region;
  CertplanRouteVerdict verdict;
  gboolean may;
} MayRow;

#define R "R,B,reviewer,1,,,,,\n"
static const MayRow may_rows[] = {
  { "one-level-1", ONE, R, "ccia/finance/1", "四川", CERTPLAN_ROUTE_ALLOWED, TRUE },
  { "one-level-4", ONE, R, "ccia/finance/4", "四川省", CERTPLAN_ROUTE_ALLOWED, TRUE },
  { "two-level-3", "B,2,四川,,\n", R, "ccia/finance/3", "四川", CERTPLAN_ROUTE_ALLOWED, TRUE },
  { "two-level-2", "B,二类,四川,,\n", R, "ccia/finance/2", "四川", CERTPLAN_ROUTE_CLASS, FALSE },
  { "capital", ONE, R, "ccia/finance/1", "成都", CERTPLAN_ROUTE_ALLOWED, TRUE },
  { "capital-with-suffix", ONE, R, "ccia/finance/1", "成都市", CERTPLAN_ROUTE_ALLOWED, TRUE },
  { "only-the-capital", "B,one,成都市,,\n", R, "ccia/finance/1", "四川", CERTPLAN_ROUTE_REGION,
    FALSE },
  { "another-region", ONE, R, "ccia/finance/1", "云南", CERTPLAN_ROUTE_REGION, FALSE },
  { "unknown-region", ONE, R, "ccia/finance/1", "", CERTPLAN_ROUTE_NO_PLACE, FALSE },
  { "everywhere", "B,one,,,\n", R, "ccia/finance/1", "", CERTPLAN_ROUTE_ALLOWED, TRUE },
  { "class-before-region", "B,two,云南,,\n", R, "ccia/finance/1", "四川", CERTPLAN_ROUTE_CLASS,
    FALSE },
  { "second-region", "B,two,云南,,\nB,one,四川,,\n", R, "ccia/finance/1", "四川",
    CERTPLAN_ROUTE_ALLOWED, TRUE },
  { "class-of-another-region", "B,one,云南,,\nB,two,四川,,\n", R, "ccia/finance/1", "四川",
    CERTPLAN_ROUTE_REGION, FALSE },
  { "skill", ONE, "R,B,reviewer,1,,,ccia/finance,,\n", "ccia/finance/1", "四川",
    CERTPLAN_ROUTE_ALLOWED, TRUE },
  { "skill-of-a-level", ONE, "R,B,reviewer,1,,,ccia/*/2;cnitsec,,\n", "ccia/finance/2", "四川",
    CERTPLAN_ROUTE_ALLOWED, TRUE },
  { "other-skill", ONE, "R,B,reviewer,1,,,ccia/energy,,\n", "ccia/finance/1", "四川",
    CERTPLAN_ROUTE_NOT_STATED, FALSE },
  { "centre-goes-everywhere", "B,centre,四川,,\n", R, "cnitsec/cloud/1", "云南",
    CERTPLAN_ROUTE_ALLOWED, TRUE },
};

static void
test_may (gconstpointer data)
{
  const MayRow *row = data;
  const Texts texts = { row->bodies, row->reviewer, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanOffice) office = make (&texts, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (office->pools->len, ==, 1);
  CertplanRoute route;
  const guint handle = certplan_rulebook_find (get_rulebook (), row->qualification, NULL);
  g_assert_true (_certplan_office_pool_may (office, _certplan_office_get_pool (office, 0), handle,
                                            _certplan_regions_find (office->regions, row->region),
                                            &route)
                 == row->may);
  g_assert_cmpint (route.verdict, ==, row->verdict);
}

/* Article 28: from the 16th on the body is of class two. 2 to 13 March are ten working days, 16 to
 * 31 twelve: the month is shared, and no day belongs to both. */
static void
test_lowered (void)
{
  const Texts texts = { "B,one,四川,,\nB,two,四川,2026-03-16,\n", R, NULL };
  g_autoptr (CertplanOffice) office = make (&texts, NULL, NULL);
  const guint high = certplan_rulebook_find (get_rulebook (), "ccia/finance/2", NULL);
  const guint region = _certplan_regions_find (office->regions, "四川");
  gint64 days[2] = { 0, 0 };
  g_assert_cmpuint (office->pools->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      const CertplanPool *pool = _certplan_office_get_pool (office, i);
      days[_certplan_office_pool_may (office, pool, high, region, NULL)]
          += pool->ticks[2] / CERTPLAN_TICKS_PER_DAY;
    }
  g_assert_cmpint (days[TRUE], ==, 10);
  g_assert_cmpint (days[FALSE], ==, 12);
}

typedef struct
{
  const char *name, *text, *found;
  const char *own;
} RegionRow;

#define EAST "East,,华东\n上海,East,\n"
static const RegionRow region_rows[] = {
  { "name", "四川", "四川", NULL },
  { "province", "四川省", "四川", NULL },
  { "suffix-without-a-row", "成都市", "成都", NULL },
  { "autonomous", "新疆维吾尔自治区", "新疆", NULL },
  { "english", "sichuan Province", "四川", NULL },
  { "blanks", " 四川 ", "四川", NULL },
  { "unknown", "四州", NULL, NULL },
  { "suffix-alone", "省", NULL, NULL },
  { "own", "East", "East", EAST },
  { "own-alias", "华东", "East", EAST },
  { "own-in-place-of-shipped", "上海市", "上海", EAST },
  { "own-new-with-suffix", "苏州市", "苏州", "苏州,江苏,\n" },
  { "own-city-of-its-province", "吉林市", "吉林市", "吉林市,吉林,\n" },
  { "province-of-an-own-city", "吉林省", "吉林", "吉林市,吉林,\n" },
};

static void
test_region (gconstpointer data)
{
  const RegionRow *row = data;
  const Texts texts = { NULL, NULL, row->own };
  g_autoptr (CertplanOffice) office = make (&texts, NULL, NULL);
  const guint region = _certplan_regions_find (office->regions, row->text);
  g_assert_cmpstr (region != 0 ? _certplan_regions_get_name (office->regions, region) : NULL, ==,
                   row->found);
}

/* Where work is counted: 成都 in 四川 as long as no body names it, 上海 in East where a body does.
 */
static void
test_service_region (void)
{
  const Texts texts = { "B,one,East,,\nC,two,贵阳,,\n", NULL, EAST "North,,北京;天津\n" };
  const char *const pairs[][2] = { { "成都", "四川" },
                                   { "上海", "East" },
                                   { "贵阳", "贵阳" },
                                   { "贵州", "贵州" },
                                   { "北京", "North" } };
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanOffice) office = make (&texts, NULL, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    g_assert_cmpstr (
        _certplan_regions_get_name (
            office->regions, _certplan_office_get_service_region (
                                 office, _certplan_regions_find (office->regions, pairs[i][0]))),
        ==, pairs[i][1]);
}

typedef struct
{
  const char *name;
  Texts texts;
  const char *faults;
} FaultRow;

static const FaultRow fault_rows[] = {
  { "unknown-body",
    { ONE "CC,one,四川,,\n", "R,BB,reviewer,1,,,,,\nS,somebody,reviewer,1,,,,,\n", NULL },
    "reviewers.csv:2:3: body: no body of that name: \"BB\"; wanted \"B\" or \"CC\"\n"
    "reviewers.csv:3:3: body: no body of that name: \"somebody\"; wanted a body of bodies.csv\n" },
  { "no-bodies",
    { NULL, R, NULL },
    "reviewers.csv:2:3: body: no body of that name: \"B\"; wanted a body of bodies.csv\n" },
  { "overlapping-leave",
    { ONE, "R,B,reviewer,1,,,,2026-03-02/2026-03-06;2026-03-06,\n", NULL },
    "reviewers.csv:2:19: leave: days off twice, from 2026-03-06 on one leave lasts until "
    "2026-03-06: "
    "\"2026-03-02/2026-03-06;2026-03-06\"; wanted each day off once\n" },
  { "share-above-one",
    { ONE, "R,B,reviewer,0.6,,,,,\nR,B,witness,0.5,2026-03-01,2026-03-31,,,\n", NULL },
    "reviewers.csv:3:13: share: with the rows of the same time, 110.00 % of one person's: \"R\"; "
    "wanted at most 1 in all\n" },
  { "shares-one-after-another",
    { ONE, "R,B,reviewer,0.6,,2026-02-28,,,\nR,B,witness,0.5,2026-03-01,,,,\n", NULL },
    "" },
  { "unknown-class",
    { "B,three,四川,,\n", NULL, NULL },
    "bodies.csv:2:3: class: no such class of bodies: \"three\"; wanted one, two, witness, "
    "consulting, office, branch, centre, certification-body, none\n" },
  { "unknown-region",
    { "B,one,四州,,\nB,one,Atlantis,,\n", NULL, NULL },
    "bodies.csv:2:7: region: no such region: \"四州\"; wanted \"四川\", \"兰州\" or \"广州\"\n"
    "bodies.csv:3:7: region: no such region: \"Atlantis\"; wanted a province, or a region of "
    "regions.csv\n" },
  { "two-resources",
    { "B,one,四川,,\nB,branch,四川,2026-03-01,\n", NULL, NULL },
    "bodies.csv:3:3: class: the body does other work by an earlier row: \"branch\"; wanted one\n" },
  { "same-day-twice",
    { "B,one,四川,2026-01-01,\nB,two,四川,2026-01-01,\n", NULL, NULL },
    "bodies.csv:3:10: valid_from: the body has another row for that day and region: "
    "\"2026-01-01\"; "
    "wanted a term that does not meet that of line 2\n" },
  { "stated-overlap",
    { "B,one,四川,,2026-06-30\nB,two,四川省,2026-06-30,\n", NULL, NULL },
    "bodies.csv:3:11: valid_from: the body has another row for that day and region: "
    "\"2026-06-30\"; "
    "wanted a term that does not meet that of line 2\n" },
  { "unknown-skill",
    { ONE, "R,B,reviewer,1,,,ccia/finance;cloud,,\n", NULL },
    "reviewers.csv:2:18: skills: no scheme or category is called so: \"cloud\"; wanted SCHEME, "
    "SCHEME/CATEGORY or SCHEME/CATEGORY/LEVEL, parted by ;\n" },
  { "region-without-parent",
    { NULL, NULL, "苏州,江书,\n" },
    "regions.csv:2:4: parent: no such region: \"江书\"; wanted \"江苏\" or \"江西\"\n" },
  { "regions-in-a-circle",
    { NULL, NULL, "A,C,\nC,A,\n" },
    "regions.csv:3:3: parent: lies in this very region: \"A\"; wanted another region\n" },
  { "region-twice",
    { NULL, NULL, "四川,,\n四川省,,\n" },
    "regions.csv:3:1: region: the same one as in an earlier row: \"四川省\"; wanted 四川\n" },
  { "alias-twice",
    { NULL, NULL, "A,,X\nC,,X\n" },
    "regions.csv:3:4: alias: the name of another region: \"X\"; wanted A\n" },
};

static void
test_faults (gconstpointer data)
{
  const FaultRow *row = data;
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanOffice) office = make (&row->texts, faults, &error);
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < certplan_faults_get_n (faults); i++)
    {
      g_autofree char *line = certplan_faults_dup_text (faults, i);
      g_string_append_printf (text, "%s\n", line);
    }
  g_assert_cmpstr (text->str, ==, row->faults);
  g_assert_true ((office == NULL) == (row->faults[0] != '\0'));
  if (office == NULL)
    g_assert_error (error, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_VALUE);
}

static void
test_horizon (void)
{
  g_autoptr (CertplanOfficeRecords) records = certplan_office_records_new (get_rulebook ());
  const CertplanDate day = certplan_date_new (2026, 3, 17);
  const guint wrong[] = { 0, CERTPLAN_OFFICE_MAX_MONTHS + 1 };
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (certplan_office_new (NULL, records, day, day, wrong[i], NULL, &error));
      g_assert_error (error, CERTPLAN_OFFICE_ERROR, CERTPLAN_OFFICE_ERROR_HORIZON);
    }
  g_autoptr (CertplanOffice) office = certplan_office_new (NULL, records, day, day, 2, NULL, NULL);
  g_assert_cmpuint (certplan_office_get_n_months (office), ==, 2);
  g_assert_cmpint (certplan_office_get_month (office, 1), ==, certplan_date_new (2026, 4, 1));
}

/* Years of which nothing is known. */
static void
test_beyond_calendar (void)
{
  g_autoptr (CertplanOfficeRecords) records = certplan_office_records_new (get_rulebook ());
  g_autoptr (GError) error = NULL;
  set (records, "bodies", BODIES, ONE);
  set (records, "reviewers", REVIEWERS, R);
  g_assert_null (certplan_office_new (NULL, records, certplan_date_new (2026, 1, 1),
                                      certplan_date_new (2050, 1, 1), 1, NULL, &error));
  g_assert_error (error, CERTPLAN_BASE_ERROR, CERTPLAN_BASE_ERROR_CALENDAR);
}

static char *
write_file (const char *folder, const char *name, const char *text)
{
  char *path = g_build_filename (folder, name, NULL);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static void
test_folder (void)
{
  g_autofree char *folder = g_dir_make_tmp ("certplan-office-XXXXXX", NULL);
  g_autofree char *bodies = write_file (folder, "bodies.csv", BODIES ONE);
  g_autofree char *reviewers = write_file (folder, "reviewers.csv", REVIEWERS R R);
  g_autofree char *other = write_file (folder, "mine.txt", REVIEWERS R);
  g_autoptr (CertplanOfficeRecords) plain = certplan_office_records_new (get_rulebook ());
  g_assert_true (certplan_office_records_load (plain, folder, NULL, NULL, NULL, NULL));
  g_assert_cmpuint (certplan_records_get_n (certplan_office_records_get (plain, "bodies")), ==, 1);
  g_assert_cmpuint (certplan_records_get_n (certplan_office_records_get (plain, "reviewers")), ==,
                    2);
  g_assert_null (certplan_office_records_get (plain, "cases"));
  g_assert_cmpstr (certplan_office_records_get_path (plain, "bodies"), ==, bodies);
  g_autoptr (CertplanOfficeRecords) replaced = certplan_office_records_new (get_rulebook ());
  g_assert_true (certplan_office_records_set_path (replaced, "reviewers", other, NULL));
  g_assert_true (certplan_office_records_load (replaced, folder, NULL, NULL, NULL, NULL));
  g_assert_cmpuint (certplan_records_get_n (certplan_office_records_get (replaced, "reviewers")),
                    ==, 1);
  const char *const paths[] = { bodies, reviewers, other };
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    g_unlink (paths[i]);
  g_rmdir (folder);
}

/* All faults of all files, and of a file with a name that is none. */
static void
test_folder_faults (void)
{
  g_autofree char *folder = g_dir_make_tmp ("certplan-office-XXXXXX", NULL);
  g_autofree char *bodies = write_file (folder, "bodies.csv", BODIES "B,one,,31.12.2026,\n");
  g_autofree char *reviewers = write_file (folder, "reviewers.csv", REVIEWERS "R,B,boss,1,,,,,\n");
  g_autofree char *wrong = write_file (folder, "case.csv", "");
  g_autoptr (CertplanOfficeRecords) office = certplan_office_records_new (get_rulebook ());
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;
  g_assert_false (certplan_office_records_load (office, folder, NULL, faults, NULL, &error));
  g_assert_error (error, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_FILE);
  const char *const wanted[] = { wrong, bodies, reviewers };
  g_assert_cmpuint (certplan_faults_get_n (faults), ==, G_N_ELEMENTS (wanted));
  for (guint i = 0; i < certplan_faults_get_n (faults); i++)
    g_assert_cmpstr (certplan_faults_get_file (faults, i), ==, wanted[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++)
    g_unlink (wanted[i]);
  g_autoptr (GError) empty = NULL;
  g_autoptr (CertplanOfficeRecords) none = certplan_office_records_new (get_rulebook ());
  g_assert_false (certplan_office_records_load (none, folder, NULL, NULL, NULL, &empty));
  g_assert_error (empty, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_FILE);
  g_rmdir (folder);
  g_autoptr (GError) missing = NULL;
  g_assert_false (certplan_office_records_load (none, folder, NULL, NULL, NULL, &missing));
  g_assert_error (missing, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_FILE);
  g_autofree char *place = g_strconcat (folder, ": ", NULL); /* a folder has no lines */
  g_assert_true (g_str_has_prefix (empty->message, place));
  g_assert_true (g_str_has_prefix (missing->message, place));
}

/* A folder that one may walk through and not list, for root as somebody else. */
static void
test_unlisted_folder (void)
{
  g_autofree char *folder = g_dir_make_tmp ("certplan-office-XXXXXX", NULL);
  g_autofree char *bodies = write_file (folder, "bodies.csv", BODIES ONE);
  g_autoptr (CertplanOfficeRecords) office = certplan_office_records_new (get_rulebook ());
  g_autoptr (GError) error = NULL;
  const gboolean is_root = geteuid () == 0;
  g_assert_cmpint (g_chmod (folder, 0311), ==, 0);
  if (is_root)
    g_assert_cmpint (seteuid (65534), ==, 0);
  const gboolean is_there = g_file_test (folder, G_FILE_TEST_IS_DIR);
  const gboolean is_loaded
      = certplan_office_records_load (office, folder, NULL, NULL, NULL, &error);
  if (is_root)
    g_assert_cmpint (seteuid (0), ==, 0);
  g_unlink (bodies);
  g_rmdir (folder);
  if (!is_there)
    {
      g_test_skip ("the temporary folder is not open to others");
      return;
    }
  g_assert_false (is_loaded);
  g_assert_error (error, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_FILE);
  g_autofree char *unread = g_strconcat (folder, ": the folder cannot be read: ", NULL);
  g_assert_true (g_str_has_prefix (error->message, unread)); /* no line */
}

static void
test_other_records (void)
{
  g_autoptr (CertplanOfficeRecords) office = certplan_office_records_new (get_rulebook ());
  g_autoptr (CertplanRecords) plan = certplan_records_new ("plan", get_rulebook (), NULL);
  g_autoptr (GError) error = NULL, other = NULL;
  g_assert_false (certplan_office_records_set (office, plan, &error));
  g_assert_error (error, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_NAME);
  g_assert_false (certplan_office_records_set_path (office, "plan", "x.csv", &other));
  g_assert_error (other, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_NAME);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  ADD_ROWS ("/office/supply/", supply_rows, test_supply)
  ADD_ROWS ("/office/may/", may_rows, test_may)
  ADD_ROWS ("/office/region/", region_rows, test_region)
  ADD_ROWS ("/office/faults/", fault_rows, test_faults)
  g_test_add_func ("/office/supply-rounds-once", test_supply_rounds_once);
  g_test_add_func ("/office/class-lowered", test_lowered);
  g_test_add_func ("/office/service-region", test_service_region);
  g_test_add_func ("/office/horizon", test_horizon);
  g_test_add_func ("/office/beyond-calendar", test_beyond_calendar);
  g_test_add_func ("/office/folder", test_folder);
  g_test_add_func ("/office/folder-faults", test_folder_faults);
  g_test_add_func ("/office/unlisted-folder", test_unlisted_folder);
  g_test_add_func ("/office/other-records", test_other_records);
  return g_test_run ();
}
