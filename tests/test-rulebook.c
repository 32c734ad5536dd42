/* The rulebook: shipped rules, layers, faults. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-table-error.h"
#include "certplan-policy.h"
#include "certplan-quote.h"
#include "certplan-rulebook.h"
#include "certplan-rulebook-parts-private.h"
#include "certplan-table-private.h"
#include "certplan-timeline.h"
#include "test-rows.h"
#include "test-rulebook.h"

static CertplanMoney
price (CertplanRulebook *rulebook, const char *qualification, const char *kind, const char *on,
       GError **error)
{
  CertplanDate day = CERTPLAN_DATE_NONE;
  if (on != NULL)
    g_assert_true (certplan_date_parse (on, &day, NULL));
  guint handle = certplan_rulebook_find (rulebook, qualification, error);
  if (handle == 0)
    return CERTPLAN_MONEY_NONE;
  g_autoptr (CertplanQuote) quote = certplan_quote_new (rulebook, handle, kind, day, error);
  return quote != NULL ? certplan_quote_get_total (quote) : CERTPLAN_MONEY_NONE;
}

static const char second_ini[]
    = "[scheme]\nname=Second scheme\nname[zh_CN]=第二体系\nlevels=c;b;a\n"
      "[category test]\nname=testing\nname[zh_CN]=测试类\n"
      "[kind first]\nrole=initial\n[kind again]\nrole=renewal\n";
static const char second_tariff[]
    = "qualification,kind,item,amount,valid_from,valid_to,source,clause\n"
      "second/test/*,first,fee,1000,2026-01-01,,Decree 1,2\n"
      "second/test/a,again,fee,7.5万元,,,Decree 1,3\n";
static const char second_periods[]
    = "qualification,kind,period,duration,event,modality,source,clause\n"
      "second/test/*,,target,P30D,filing,must,Decree 1,5\n";
static const char second_stages[]
    = "qualification,kind,stage,place,performer,stops_clock,event,source,clause\n"
      "second/test/*,,reading,1,bureau,no,filing,Decree 1,6\n"
      "second/test/*,,answer,2,applicant,yes,,Decree 1,7\n";

static void
write_second (const Folder *folder)
{
  write_file (folder, "schemes/second/scheme.ini", second_ini);
  write_file (folder, "schemes/second/tariff.csv", second_tariff);
  write_file (folder, "schemes/second/periods.csv", second_periods);
  write_file (folder, "schemes/second/stages.csv", second_stages);
}

/* A scheme that is only a folder: list, show, quote and timeline know it. */
static void
test_second_scheme (Folder *folder, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  write_second (folder);
  g_autoptr (CertplanRulebook) rulebook = load (folder, NULL, NULL, &error);
  g_assert_no_error (error);
  guint high = certplan_rulebook_find (rulebook, "second/test/a", &error);
  guint low = certplan_rulebook_find (rulebook, "second/test/c", &error);
  g_assert_no_error (error);
  g_assert_true (certplan_rulebook_is_higher (rulebook, high, low));
  g_assert_false (certplan_rulebook_is_higher (rulebook, low, high));
  g_assert_cmpint (price (rulebook, "second/test/b", "first", "2026-05-01", &error), ==, 100000);
  g_assert_cmpint (price (rulebook, "second/test/a", "again", NULL, &error), ==, 7500000);
  g_assert_no_error (error);

  g_autoptr (CertplanTimelineRequest) request
      = certplan_timeline_request_new (rulebook, NULL, "second/test/b", NULL, &error);
  g_assert_no_error (error);
  certplan_timeline_request_set_start (request, certplan_date_new (2026, 5, 1));
  g_assert_true (
      certplan_timeline_request_parse_pause (request, "answer:2026-05-05/2026-05-08", NULL));
  g_autoptr (CertplanTimeline) timeline
      = certplan_timeline_new (request, certplan_date_new (2026, 5, 1), &error);
  g_assert_no_error (error);
  g_assert_cmpint (certplan_timeline_get_due (timeline, "target"), ==,
                   certplan_date_new (2026, 6, 3)); /* 05-31, and three paused days */
  g_autoptr (CertplanTables) show = certplan_rulebook_dup_show (rulebook, high);
  g_assert_nonnull (certplan_tables_find (show, "tariff"));
}

static void
test_directions (void)
{
  guint one = certplan_rulebook_find (get_rulebook (), "cnitsec/engineering/1", NULL);
  guint five = certplan_rulebook_find (get_rulebook (), "cnitsec/engineering/5", NULL);
  guint other = certplan_rulebook_find (get_rulebook (), "cnitsec/cloud/1", NULL);
  g_assert_true (
      certplan_rulebook_is_higher (get_rulebook (), five, one)); /* chapter 二: five is highest */
  g_assert_false (certplan_rulebook_is_higher (get_rulebook (), five, other));
  g_assert_false (certplan_rulebook_is_higher (get_rulebook (), one, one));
}

typedef struct
{
  const char *name;
  const char *tariff; /* on top of the shipped 72000 + 15000 */
  const char *on;
  gint64 yuan; /* -1 = a date is needed, -2 = no tariff */
} LayerRow;

#define HEAD "qualification,kind,item,amount,valid_from,valid_to,source,clause\n"
#define ROW(amount, from, to)                                                                      \
  "cnitsec/engineering/2,initial,audit_fee," amount "," from "," to ",letter,1\n"
static const LayerRow layer_rows[] = {
  { "same-term-replaces", HEAD ROW ("80000", "", ""), NULL, 95000 },
  { "later-term-cuts-before", HEAD ROW ("80000", "2027-01-01", ""), "2026-12-31", 87000 },
  { "later-term-cuts-from", HEAD ROW ("80000", "2027-01-01", ""), "2027-01-01", 95000 },
  { "closed-term-before", HEAD ROW ("80000", "2027-01-01", "2027-06-30"), "2026-12-31", 87000 },
  { "closed-term-within", HEAD ROW ("80000", "2027-01-01", "2027-06-30"), "2027-06-30", 95000 },
  { "closed-term-after", HEAD ROW ("80000", "2027-01-01", "2027-06-30"), "2027-07-01", 87000 },
  { "open-end-until-the-next-row",
    HEAD ROW ("80000", "2027-01-01", "") ROW ("90000", "2028-01-01", ""), "2027-12-31", 95000 },
  { "the-next-row", HEAD ROW ("80000", "2027-01-01", "") ROW ("90000", "2028-01-01", ""),
    "2028-01-01", 105000 },
  { "dated-and-no-date", HEAD ROW ("80000", "2027-01-01", ""), NULL, -1 },
  { "another-kind-is-untouched", HEAD "cnitsec/engineering/2,upgrade,audit_fee,1,,,letter,1\n",
    NULL, 87000 },
};

static void
test_layer (gconstpointer data)
{
  const LayerRow *row = data;
  g_autoptr (GError) error = NULL;
  Folder folder;
  folder_set_up (&folder, NULL);
  write_file (&folder, "tariff.csv", row->tariff);
  g_autoptr (CertplanRulebook) rulebook = load (&folder, "tariff.csv", NULL, &error);
  g_assert_no_error (error);
  CertplanMoney total = price (rulebook, "cnitsec/engineering/2", "initial", row->on, &error);
  if (row->yuan >= 0)
    g_assert_cmpint (total, ==, row->yuan * 100);
  else
    g_assert_error (error, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_DATE_NEEDED);
  g_assert_cmpstr (certplan_rulebook_get_digest (rulebook), !=,
                   certplan_rulebook_get_digest (get_rulebook ()));
  folder_tear_down (&folder, NULL);
}

/* A layer's document, industry and name stand instead of those that are shipped, not beside them.
 */
static void
test_layered_scheme (Folder *folder, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  write_file (folder, "schemes/ccia/scheme.ini", "[scheme]\nname=Renamed\nname[zh_CN]=改名\n");
  write_file (folder, "schemes/ccia/documents.csv",
              "document,title\nccia-2024-8,Our edition\nown,Our letter\n");
  write_file (folder, "schemes/ccia/industries.csv",
              "industry,category,title,title_zh,source,clause\n"
              "government-bodies,finance,moved,移,own,1\n");
  g_autoptr (CertplanRulebook) rulebook = load (folder, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rulebook->documents->len, ==, get_rulebook ()->documents->len + 1);
  g_assert_cmpstr (_certplan_documents_find (rulebook->documents, "ccia-2024-8")->title, ==,
                   "Our edition");
  g_assert_cmpuint (rulebook->industries->len, ==, get_rulebook ()->industries->len);
  guint n_moved = 0;
  for (guint i = 0; i < rulebook->industries->len; i++)
    {
      const CertplanIndustry *industry = &g_array_index (rulebook->industries, CertplanIndustry, i);
      const CertplanIndustry *old
          = &g_array_index (get_rulebook ()->industries, CertplanIndustry, i);
      g_assert_cmpstr (industry->industry, ==, old->industry);
      n_moved += !g_str_equal (industry->category, old->category);
      if (g_str_equal (industry->industry, "government-bodies"))
        g_assert_cmpstr (industry->category, ==, "finance");
    }
  g_assert_cmpuint (n_moved, ==, 1);
}

/* A folder that is given twice states nothing new: its key files are no file with each key twice.
 */
static void
test_layer_twice (Folder *folder, gconstpointer data)
{
  const char *const layers[] = { folder->path, folder->path, NULL };
  g_autoptr (GError) error = NULL;
  write_second (folder);
  g_autoptr (CertplanRulebook) once = load (folder, NULL, NULL, NULL);
  g_autoptr (CertplanRulebook) twice = certplan_rulebook_load (layers, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (certplan_rulebook_get_digest (once), ==, certplan_rulebook_get_digest (twice));
}

typedef struct
{
  const char *name;
  const char *file, *text;
  const char *faults; /* one a line, without the folder */
} FaultRow;

static const FaultRow fault_rows[] = {
  { "overlap-in-one-layer", "tariff.csv",
    HEAD ROW ("1", "2026-01-01", "2026-12-31") ROW ("2", "2026-06-01", "2027-12-31"),
    "tariff.csv:3:43: overlapping terms: \"cnitsec/engineering/2 initial audit_fee\"; wanted a "
    "term "
    "that does not meet that of line 2\n" },
  { "twice-the-same-row", "tariff.csv", HEAD ROW ("1", "", "") ROW ("2", "", ""),
    "tariff.csv:3:1: overlapping terms: \"cnitsec/engineering/2 initial audit_fee\"; wanted a term "
    "that does not meet that of line 2\n" },
  { "term-ends-before-it-begins", "tariff.csv", HEAD ROW ("1", "2026-02-01", "2026-01-01"),
    "tariff.csv:2:54: valid_to is before valid_from: \"2026-01-01\"; wanted a day not before "
    "valid_from\n" },
  { "criterion-count", "schemes/cnitsec/criteria.csv",
    "qualification,criterion,condition,share,source,clause\n"
    "cnitsec/cloud/1,staff,count,10%,letter,1\n",
    "schemes/cnitsec/criteria.csv:2:23: the condition cannot be judged: \"count\"; "
    "wanted a value in the column threshold, or in share and share_of\n" },
  { "criterion-amount", "schemes/cnitsec/criteria.csv",
    "qualification,criterion,condition,source,clause\n"
    "cnitsec/cloud/1,staff,amount,letter,1\n",
    "schemes/cnitsec/criteria.csv:2:23: the condition cannot be judged: \"amount\"; "
    "wanted a value in the column amount\n" },
  { "criterion-since", "schemes/cnitsec/criteria.csv",
    "qualification,criterion,condition,source,clause\n"
    "cnitsec/cloud/1,staff,since,letter,1\n",
    "schemes/cnitsec/criteria.csv:2:23: the condition cannot be judged: \"since\"; "
    "wanted a value in the column duration\n" },
  { "criterion-held", "schemes/cnitsec/criteria.csv",
    "qualification,criterion,condition,source,clause\n"
    "cnitsec/cloud/1,staff,held,letter,1\n",
    "schemes/cnitsec/criteria.csv:2:23: the condition cannot be judged: \"held\"; "
    "wanted a value in the column requires\n" },
  { "criterion-projects", "schemes/cnitsec/criteria.csv",
    "qualification,criterion,condition,duration,source,clause\n"
    "cnitsec/cloud/1,staff,projects,P3Y,letter,1\n",
    "schemes/cnitsec/criteria.csv:2:23: the condition cannot be judged: \"projects\"; "
    "wanted a value in the column threshold\n" },
  { "criterion-project_value", "schemes/cnitsec/criteria.csv",
    "qualification,criterion,condition,duration,source,clause\n"
    "cnitsec/cloud/1,staff,project_value,P3Y,letter,1\n",
    "schemes/cnitsec/criteria.csv:2:23: the condition cannot be judged: "
    "\"project_value\"; "
    "wanted a value in the column amount\n" },
  { "criterion-sectors", "schemes/cnitsec/criteria.csv",
    "qualification,criterion,condition,duration,source,clause\n"
    "cnitsec/cloud/1,staff,sectors,P3Y,letter,1\n",
    "schemes/cnitsec/criteria.csv:2:23: the condition cannot be judged: \"sectors\"; "
    "wanted a value in the column threshold\n" },
  { "criterion-at-most", "schemes/cnitsec/criteria.csv",
    "qualification,criterion,condition,source,clause\n"
    "cnitsec/cloud/1,hours,at_most,letter,1\n",
    "schemes/cnitsec/criteria.csv:2:23: the condition cannot be judged: \"at_most\"; "
    "wanted a value in the column threshold\n" },
  { "unknown-kind", "tariff.csv", HEAD "cnitsec/cloud/1,renewal,audit_fee,1,,,letter,1\n",
    "tariff.csv:2:17: unknown kind of application: \"renewal\"; wanted initial (首次), upgrade "
    "(升级), maintenance (维持)\n" },
  { "no-source", "tariff.csv", HEAD "cnitsec/cloud/1,initial,audit_fee,1,,,,1\n", NULL },
  { "ini-line", "schemes/x/scheme.ini",
    "[scheme]\nlevels=1;2\nnonsense\n[kind initial]\nrole=initial\n",
    "schemes/x/scheme.ini:3: not a line of a key file: \"nonsense\"; wanted [group], key=value or "
    "# "
    "comment\n" },
  { "ini-levels", "schemes/x/scheme.ini",
    "[scheme]\nlevels=1;1\n[category c]\n[kind initial]\nrole=initial\n",
    "schemes/x/scheme.ini:2: no list of levels: \"1;1\"; wanted levels=LOWEST;...;HIGHEST, each "
    "once, "
    "without / and *\n" },
  { "ini-empty", "schemes/x/scheme.ini", "",
    "schemes/x/scheme.ini: the file is empty; wanted [group] and key=value\n" },
  { "ini-nothing", "schemes/x/scheme.ini", "[scheme]\nlevels=1\n",
    "schemes/x/scheme.ini:1: scheme without what it needs: \"x\"; wanted a [category NAME] and a "
    "[kind "
    "NAME] with role=initial\n" },
  { "scheme-without-ini", "schemes/x/tariff.csv", HEAD,
    "schemes/x/scheme.ini: scheme that no layer describes: \"x\"; wanted a scheme.ini in its "
    "folder\n" },
  { "another-schemes-row", "schemes/cnitsec/tariff.csv", HEAD, "" },
};

static void
test_faults (gconstpointer data)
{
  const FaultRow *row = data;
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;
  Folder folder;
  folder_set_up (&folder, NULL);
  write_file (&folder, row->file, row->text);
  gboolean is_single = strchr (row->file, '/') == NULL;
  g_autoptr (CertplanRulebook) rulebook
      = load (&folder, is_single ? row->file : NULL, faults, &error);
  g_autofree char *list = list_faults (faults, folder.path);
  if (row->faults != NULL)
    g_assert_cmpstr (list, ==, row->faults);
  gboolean is_good = row->faults != NULL && row->faults[0] == '\0';
  g_assert_cmpint (rulebook != NULL, ==, is_good);
  g_assert_cmpint (error == NULL, ==, is_good);
  folder_tear_down (&folder, NULL);
}

/* A list that holds faults of another file: the error tells of this one's. */
static void
test_earlier_faults (Folder *folder, gconstpointer data)
{
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;
  certplan_faults_add (faults, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_FILE, "a.csv", 0, 0,
                       "cannot be read", NULL, NULL);
  write_second (folder);
  write_file (folder, "schemes/second/tariff.csv",
              HEAD "second/test/z,first,fee,12,,,Decree 1,2\n");
  g_assert_null (load (folder, NULL, faults, &error));
  g_assert_error (error, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_VALUE);
  g_assert_nonnull (strstr (error->message, "schemes/second/tariff.csv:2:1: "));
  g_assert_null (strstr (error->message, " more)"));
}

/* All faults of all files at once. */
static void
test_all_at_once (Folder *folder, gconstpointer data)
{
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  write_second (folder);
  write_file (folder, "schemes/second/tariff.csv",
              HEAD
              "second/test/z,first,fee,12,,,Decree 1,2\nsecond/test/a,first,fee,1.234,,,Decree "
              "1,2\n");
  write_file (folder, "schemes/second/periods.csv",
              "qualification,kind,period,duration,event,modality,source,clause\n"
              "second/test/a,,target,three months,filing,must,Decree 1,5\n");
  g_autoptr (CertplanRulebook) rulebook = load (folder, NULL, faults, NULL);
  g_assert_null (rulebook);
  g_assert_cmpuint (certplan_faults_get_n (faults), ==, 3);
}

static void
test_nothing_there (Folder *folder, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanRulebook) empty = load (folder, NULL, NULL, &error);
  g_assert_null (empty);
  g_assert_error (error, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_BAD_RULES);
  g_clear_error (&error);
  g_autoptr (CertplanRulebook) missing = load (folder, "nowhere", NULL, &error);
  g_assert_null (missing);
  g_assert_error (error, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_FILE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  ADD_IN_FOLDER ("/rulebook/second-scheme", test_second_scheme);
  ADD_IN_FOLDER ("/rulebook/earlier-faults", test_earlier_faults);
  ADD_IN_FOLDER ("/rulebook/all-at-once", test_all_at_once);
  ADD_IN_FOLDER ("/rulebook/nothing-there", test_nothing_there);
  ADD_IN_FOLDER ("/rulebook/layered-scheme", test_layered_scheme);
  ADD_IN_FOLDER ("/rulebook/layer-twice", test_layer_twice);
  g_test_add_func ("/rulebook/directions", test_directions);
  ADD_ROWS ("/rulebook/layer/", layer_rows, test_layer);
  ADD_ROWS ("/rulebook/faults/", fault_rows, test_faults);
  add_names ();
  add_policies ();
  return g_test_run ();
}
