/* The tables of a scheme's folder: what each row becomes, in show, in the digest, in a timeline.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-policy.h"
#include "certplan-timeline.h"
#include "test-rows.h"
#include "test-rule-folder.h"
#include "test-tables.h"

static const char ini[] = "[scheme]\nname=Trade\nname[zh_CN]=行业\nlevels=2;1\n"
                          "[category mill]\nname=farming\nname[zh_CN]=农业\n"
                          "[category shop]\nname=shops\nname[zh_CN]=商业\n"
                          "[level 1]\nname=expert\nname[zh_CN]=专家级\n"
                          "[kind first]\nrole=initial\nname=first time\nname[zh_CN]=初次\n";
static const char periods[] = "qualification,kind,period,duration,event,modality,source,clause\n"
                              "trade/*/*,,target,P30D,filing,must,Act,5\n";
#define STAGE_HEAD                                                                                 \
  "qualification,kind,stage,place,performer,stops_clock,event,modality,members_min,members_odd,"   \
  "members_drawn,passes,frequency,waiver,reading,source,clause\n"
static const char stages[]
    = STAGE_HEAD "trade/*/*,,review,1,body,no,filing,,,,,,,,,Act,18(1)\n"
                 "trade/*/*,,meeting,2,panel,no,,should,5,yes,no,simple_majority,P1M,"
                 "second_renewal,,Act,18(2)\n"
                 "trade/*/*,,notice,3,office,no,,,,,,,,,stage-order=art-18,Act,18(4)\n"
                 "trade/*/*,,decision,4,board,no,,,,,,,,,stage-order=art-18,Act,18(5)\n"
                 "trade/*/*,,decision,3,board,no,,,,,,,,,stage-order=art-15,Act,15\n"
                 "trade/*/*,,notice,4,office,no,,,,,,,,,stage-order=art-15,Act,15\n";
static const char lifecycle[]
    = "qualification,state,event,next_state,anchor,after,actor,modality,basis,source,clause\n"
      "trade/*/*,none,issue,valid,,,office,must,stated,Act,19\n"
      "trade/*/*,valid,expiry,invalid,issue,P3Y,clock,must,inferred,Act,21\n"
      "trade/*/*,valid,loss,valid,,,holder,may,,Act,23\n";
static const char routing[]
    = "qualification,stage,performer,body_class,region_basis,modality,excludes,source,clause\n"
      "trade/*/1,review,body,1,registered_place,must,consultant,Act,7\n"
      "trade/*/2,review,body,1,registered_place,may,,Act,7\n"
      "trade/*/2,review,body,2,onsite_place,may,,Act,7\n";
#define CRITERION_HEAD                                                                             \
  "qualification,kind,criterion,group,condition,fact,threshold,amount,share,share_of,duration,"    \
  "window,users_min,staff,requires,exempt,reading,source,clause\n"
static const char criteria[]
    = CRITERION_HEAD "trade/*/1,first,rung,way,held,,,,,,P1Y,,,,trade/mill/2,leader,,Act,9(1)\n"
                     "trade/*/1,,years,way,since,founded,,,,,P3Y,,,,,,,Act,9(1)\n"
                     "trade/*/1,,guards,,count,,6,,10%,staff,,,,yes,,,,Act,9(2)\n"
                     "trade/*/1,,works,,projects,,2,,,,P3Y,signed_and_completed,1000,,,,,Act,9(3)\n"
                     "trade/*/1,,turnover,,project_value,,,200万元,,,P3Y,completed,,,,,"
                     "stage-order=art-18,Act,9(4)\n"
                     "trade/*/1,,details,,unavailable,,,,,,,,,,,,,Act,9(5)\n";
static const char industries[] = "industry,category,title,title_zh,aliases,source,clause\n"
                                 "angling,mill,angling,垂钓业,anglers|钓鱼,Act,12\n"
                                 "kiosk,shop,kiosk trade,报亭业,,Act,12\n";

static void
write_trade (const Folder *folder)
{
  write_file (folder, "schemes/trade/scheme.ini", ini);
  write_file (folder, "schemes/trade/periods.csv", periods);
  write_file (folder, "schemes/trade/stages.csv", stages);
  write_file (folder, "schemes/trade/lifecycle.csv", lifecycle);
  write_file (folder, "schemes/trade/routing.csv", routing);
  write_file (folder, "schemes/trade/criteria.csv", criteria);
  write_file (folder, "schemes/trade/industries.csv", industries);
}

typedef struct
{
  const char *name;
  const char *qualification;
  const char *table;
  const char *columns[18];
  const char *rows;
} ShowRow;

static const ShowRow show_rows[] = {
  { "stages",
    "trade/mill/1",
    "stages",
    { "place", "item", "performer", "modality", "members_min", "members_odd", "members_drawn",
      "passes", "frequency", "waiver", "reading", "basis", "source", "clause", NULL },
    "1|review|body|must||||||||user|Act|18(1)\n"
    "2|meeting|panel|should|5|yes|no|simple_majority|P1M|second_renewal||user|Act|18(2)\n"
    "3|notice|office|must|||||||stage-order=art-18|user|Act|18(4)\n"
    "3|decision|board|must|||||||stage-order=art-15|user|Act|15\n"
    "4|decision|board|must|||||||stage-order=art-18|user|Act|18(5)\n"
    "4|notice|office|must|||||||stage-order=art-15|user|Act|15\n" },
  { "lifecycle",
    "trade/shop/2",
    "lifecycle",
    { "state", "event", "next_state", "anchor", "after", "actor", "modality", "basis", "source",
      "clause", NULL },
    "none|issue|valid|||office|must|user|Act|19\n"
    "valid|expiry|invalid|issue|P36M|clock|must|user|Act|21\n"
    "valid|loss|valid|||holder|may|user|Act|23\n" },
  { "routing-of-the-highest",
    "trade/mill/1",
    "routing",
    { "item", "performer", "body_class", "region_basis", "modality", "excludes", "source", "clause",
      NULL },
    "review|body|1|registered_place|must|consultant|Act|7\n" },
  { "routing-of-the-lowest",
    "trade/mill/2",
    "routing",
    { "item", "performer", "body_class", "region_basis", "modality", "excludes", "source", "clause",
      NULL },
    "review|body|1|registered_place|may||Act|7\nreview|body|2|onsite_place|may||Act|7\n" },
  { "criteria",
    "trade/mill/1",
    "criteria",
    { "kind", "item", "group", "condition", "fact", "threshold", "amount", "least_share",
      "share_of", "duration", "window", "users_min", "requires", "exempt", "reading", "clause",
      NULL },
    "first|rung|way|held||||||P12M|||trade/mill/2|leader||9(1)\n"
    "|years|way|since|founded|||||P36M||||||9(1)\n"
    "|guards||count|guards|6||0.1|staff|||||||9(2)\n"
    "|works||projects|works|2||||P36M|signed_and_completed|1000||||9(3)\n"
    "|turnover||project_value|turnover||2000000.00|||P36M|completed||||stage-order=art-18|9(4)\n"
    "|details||unavailable||||||||||||9(5)\n" },
  { "industries",
    "trade/mill/1",
    "industries",
    { "industry", "title", "category", "aliases", "source", "clause", NULL },
    "angling|angling|farming|anglers|钓鱼|Act|12\n" },
};

static void
test_show (gconstpointer data)
{
  const ShowRow *row = data;
  g_autoptr (GError) error = NULL;
  Folder folder;
  folder_set_up (&folder, NULL);
  write_trade (&folder);
  g_autoptr (CertplanRulebook) rulebook = load (&folder, NULL, NULL, &error);
  g_assert_no_error (error);
  if (rulebook != NULL)
    {
      guint handle = certplan_rulebook_find (rulebook, row->qualification, NULL);
      g_autoptr (CertplanTables) tables = certplan_rulebook_dup_show (rulebook, handle);
      g_autofree char *text
          = dup_columns (certplan_tables_find (tables, row->table), row->columns, "|");
      g_assert_cmpstr (text, ==, row->rows);
    }
  folder_tear_down (&folder, NULL);
}

static const char effort[] = "qualification,kind,stage,performer,min,mode,max,team,source,clause\n"
                             "trade/*/*,first,review,,4,8,16,2,Act,5\n";
static const char returns[] = "qualification,renew,upgrade,lead,source,clause\n"
                              "trade/*/*,80%,5%,P6M,Act,5\n";
static const char panels[] = "qualification,stage,rule,quota,quorum,source,clause\n"
                             "trade/*/*,meeting,last working Thursday,5,3,Act,5\n";
static const char durations[] = "qualification,kind,stage,duration,source,clause\n"
                                "trade/*/*,,review,P10B,Act,5\n";

/* A cell of any column of any table changes the digest; that of the place in the file does not. */
typedef struct
{
  const char *name;
  const char *file; /* of the scheme's folder, or assumptions/... */
  const char *text; /* the whole file before */
  const char *old_cell, *new_cell;
  gboolean is_same;
} DigestRow;

static const DigestRow digest_rows[] = {
  { "stage-modality", "stages.csv", stages, "should", "may", FALSE },
  { "stage-members-min", "stages.csv", stages, ",5,", ",6,", FALSE },
  { "stage-members-odd", "stages.csv", stages, ",yes,no,simple", ",no,no,simple", FALSE },
  { "stage-members-drawn", "stages.csv", stages, ",yes,no,simple", ",yes,yes,simple", FALSE },
  { "stage-passes", "stages.csv", stages, "simple_majority", "unanimous", FALSE },
  { "stage-frequency", "stages.csv", stages, "P1M", "P2M", FALSE },
  { "stage-waiver", "stages.csv", stages, "second_renewal", "never", FALSE },
  { "stage-reading", "stages.csv", stages, "stage-order=art-15,Act,15", ",Act,15", FALSE },
  { "edge-state", "lifecycle.csv", lifecycle, "none,", "lost,", FALSE },
  { "edge-event", "lifecycle.csv", lifecycle, ",loss", ",theft", FALSE },
  { "edge-next-state", "lifecycle.csv", lifecycle, "invalid", "expired", FALSE },
  { "edge-anchor", "lifecycle.csv", lifecycle, "invalid,issue", "invalid,decision", FALSE },
  { "edge-after", "lifecycle.csv", lifecycle, "P3Y", "P36M", TRUE },
  { "edge-after-other", "lifecycle.csv", lifecycle, "P3Y", "P35M", FALSE },
  { "edge-actor", "lifecycle.csv", lifecycle, "holder", "office", FALSE },
  { "edge-modality", "lifecycle.csv", lifecycle, "holder,may", "holder,must", FALSE },
  { "routing-performer", "routing.csv", routing, "body,2", "witness,2", FALSE },
  { "routing-class", "routing.csv", routing, "body,2", "body,3", FALSE },
  { "routing-region", "routing.csv", routing, "onsite_place", "any", FALSE },
  { "routing-excludes", "routing.csv", routing, "consultant", "witness", FALSE },
  { "criterion-group", "criteria.csv", criteria, "rung,way", "rung,", FALSE },
  { "criterion-condition", "criteria.csv", criteria, ",projects,", ",sectors,", FALSE },
  { "criterion-fact", "criteria.csv", criteria, "founded", "started", FALSE },
  { "criterion-threshold", "criteria.csv", criteria, ",6,,10%", ",7,,10%", FALSE },
  { "criterion-amount", "criteria.csv", criteria, "200万元", "2000001", FALSE },
  { "criterion-same-amount", "criteria.csv", criteria, "200万元", "2000000.00", TRUE },
  { "criterion-share", "criteria.csv", criteria, "10%", "11%", FALSE },
  { "criterion-share-of", "criteria.csv", criteria, "10%,staff", "10%,engineers", FALSE },
  { "criterion-window", "criteria.csv", criteria, "signed_and_completed", "completed", FALSE },
  { "criterion-users", "criteria.csv", criteria, ",1000,", ",1001,", FALSE },
  { "criterion-staff", "criteria.csv", criteria, ",yes,,,,Act,9(2)", ",no,,,,Act,9(2)", FALSE },
  { "criterion-exempt", "criteria.csv", criteria, ",leader,", ",,", FALSE },
  { "criterion-reading", "criteria.csv", criteria, "stage-order=art-18", "", FALSE },
  { "criterion-fact-by-name", "criteria.csv", criteria, "guards,,count,,", "guards,,count,guards,",
    TRUE },
  { "industry", "industries.csv", industries, "angling,mill", "fishery,mill", FALSE },
  { "industry-category", "industries.csv", industries, "angling,mill", "angling,shop", FALSE },
  { "industry-title", "industries.csv", industries, "垂钓业", "渔猎", FALSE },
  { "industry-alias", "industries.csv", industries, "钓鱼", "捕捞", FALSE },
  { "industry-clause", "industries.csv", industries, "Act,12", "Act,13", FALSE },
  { "duration", "assumptions/durations.csv", durations, "P10B", "P11B", FALSE },
  { "effort-min", "assumptions/effort.csv", effort, ",4,", ",3,", FALSE },
  { "effort-mode", "assumptions/effort.csv", effort, ",8,", ",9,", FALSE },
  { "effort-max", "assumptions/effort.csv", effort, ",16,", ",17,", FALSE },
  { "effort-team", "assumptions/effort.csv", effort, ",2,Act", ",3,Act", FALSE },
  { "effort-performer", "assumptions/effort.csv", effort, "review,,", "review,office,", FALSE },
  { "return-renew", "assumptions/renewal.csv", returns, "80%", "81%", FALSE },
  { "return-renew-otherwise-written", "assumptions/renewal.csv", returns, "80%", "0.8", TRUE },
  { "return-upgrade", "assumptions/renewal.csv", returns, ",5%", ",6%", FALSE },
  { "return-lead", "assumptions/renewal.csv", returns, "P6M", "P7M", FALSE },
  { "panel-rule", "assumptions/panels.csv", panels, "Thursday", "Friday", FALSE },
  { "panel-quota", "assumptions/panels.csv", panels, ",5,3", ",7,3", FALSE },
  { "panel-quorum", "assumptions/panels.csv", panels, ",5,3", ",5,5", FALSE },
  { "comment-alone", "routing.csv", routing, "qualification,stage", "# note\nqualification,stage",
    TRUE },
};

static char *
load_digest (const Folder *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanRulebook) rulebook = load (folder, NULL, NULL, &error);
  g_assert_no_error (error);
  return rulebook != NULL ? g_strdup (certplan_rulebook_get_digest (rulebook)) : NULL;
}

static void
test_digest (gconstpointer data)
{
  const DigestRow *row = data;
  Folder folder;
  folder_set_up (&folder, NULL);
  write_trade (&folder);
  g_autofree char *file = g_str_has_prefix (row->file, "assumptions/")
                              ? g_strdup (row->file)
                              : g_strconcat ("schemes/trade/", row->file, NULL);
  write_file (&folder, file, row->text);
  g_autofree char *before = load_digest (&folder);
  const char *at = strstr (row->text, row->old_cell);
  g_assert_nonnull (at);
  g_autofree char *start = g_strndup (row->text, at - row->text);
  g_autofree char *changed = g_strconcat (start, row->new_cell, at + strlen (row->old_cell), NULL);
  write_file (&folder, file, changed);
  g_autofree char *after = load_digest (&folder);
  g_assert_cmpint (g_strcmp0 (before, after) == 0, ==, row->is_same);
  folder_tear_down (&folder, NULL);
}

typedef struct
{
  const char *name;
  const char *setting; /* NULL = the defaults */
  const char *stages;  /* in the order of the plan */
} OrderRow;

static const OrderRow order_rows[] = {
  { "default", NULL, "review|body\nmeeting|panel\nnotice|office\ndecision|board\n" },
  { "named", "stage-order=art-18", "review|body\nmeeting|panel\nnotice|office\ndecision|board\n" },
  { "other", "stage-order=art-15", "review|body\nmeeting|panel\ndecision|board\nnotice|office\n" },
};

/* A timeline uses the rows of the policy's reading alone. */
static void
test_order (gconstpointer data)
{
  static const char *const columns[] = { "label", "performer", NULL };
  const OrderRow *row = data;
  g_autoptr (GError) error = NULL;
  Folder folder;
  folder_set_up (&folder, NULL);
  write_trade (&folder);
  g_autoptr (CertplanRulebook) rulebook = load (&folder, NULL, NULL, &error);
  g_autoptr (CertplanPolicy) policy = certplan_policy_new ();
  g_assert_true (row->setting == NULL || certplan_policy_set (policy, row->setting, NULL));
  g_autoptr (CertplanTimelineRequest) request
      = certplan_timeline_request_new (rulebook, policy, "trade/mill/1", NULL, &error);
  g_assert_no_error (error);
  const char *const lengths[] = { "review=P1D", "meeting=P1D", "notice=P1D", "decision=P1D" };
  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    g_assert_true (certplan_timeline_request_add_stage (request, lengths[i], NULL));
  certplan_timeline_request_set_start (request, certplan_date_new (2026, 5, 1));
  g_autoptr (CertplanTimeline) timeline
      = certplan_timeline_new (request, certplan_date_new (2026, 5, 1), &error);
  g_assert_no_error (error);
  g_autoptr (CertplanTables) tables = certplan_timeline_dup_tables (timeline, FALSE);
  g_autofree char *plan = dup_columns (certplan_tables_find (tables, "plan"), columns, "|");
  g_assert_nonnull (strstr (plan, row->stages));
  CertplanTable *notes = certplan_tables_find (tables, "notes");
  static const char *const note[] = { "note", NULL };
  g_autofree char *told = notes != NULL ? dup_columns (notes, note, "|") : g_strdup ("");
  g_assert_cmpint (strstr (told, "Policy stage-order=") != NULL, ==,
                   g_strcmp0 (row->setting, "stage-order=art-15") == 0);
  folder_tear_down (&folder, NULL);
}

typedef struct
{
  const char *name;
  const char *industry;
  const char *qualifications; /* NULL = unknown */
  const char *message;
} IndustryRow;

#define FARM "trade/mill/2|\ntrade/mill/1|expert\n"
#define SHOP "trade/shop/2|\ntrade/shop/1|expert\n"
static const IndustryRow industry_rows[] = {
  { "key", "angling", FARM, NULL },
  { "title", "Kiosk Trade", SHOP, NULL },
  { "chinese", "垂钓业", FARM, NULL },
  { "alias", "anglers", FARM, NULL },
  { "chinese-alias", " 钓鱼 ", FARM, NULL },
  { "misspelt", "kisok", NULL, "unknown line of business \"kisok\"; wanted \"kiosk\"" },
  { "part", "报亭", NULL, "unknown line of business \"报亭\"; wanted \"报亭业\"" },
  { "inner-part", "亭业", NULL, "unknown line of business \"亭业\"; wanted \"报亭业\"" },
  { "category-is-no-industry", "mill", NULL,
    "unknown line of business \"mill\"; wanted government-bodies (政府及政府常设机构), " },
  { "empty", "", NULL,
    "unknown line of business \"\"; wanted government-bodies (政府及政府常设机构), " },
};

static void
test_industry (gconstpointer data)
{
  static const char *const columns[] = { "qualification", "level_name", NULL };
  const IndustryRow *row = data;
  g_autoptr (GError) error = NULL;
  Folder folder;
  folder_set_up (&folder, NULL);
  write_trade (&folder);
  g_autoptr (CertplanRulebook) rulebook = load (&folder, NULL, NULL, NULL);
  g_autoptr (CertplanTables) tables
      = certplan_rulebook_dup_industry (rulebook, row->industry, &error);
  if (row->qualifications != NULL)
    {
      static const char *const found[] = { "source", "clause", NULL };
      g_assert_no_error (error);
      g_autofree char *list
          = dup_columns (certplan_tables_find (tables, "qualifications"), columns, "|");
      g_autofree char *why = dup_columns (certplan_tables_find (tables, "industries"), found, "|");
      g_assert_cmpstr (list, ==, row->qualifications);
      g_assert_cmpstr (why, ==, "Act|12\n");
    }
  else
    {
      g_assert_error (error, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_UNKNOWN_INDUSTRY);
      g_assert_true (g_str_has_prefix (error->message, row->message));
    }
  folder_tear_down (&folder, NULL);
}

typedef struct
{
  const char *name;
  const char *file, *text;
  const char *faults;
} FaultRow;

#define EDGE_HEAD "qualification,state,event,next_state,actor,modality,source,clause\n"
#define ROUTING_HEAD "qualification,stage,performer,body_class,modality,source,clause\n"
static const FaultRow fault_rows[] = {
  { "same-edge-twice", "lifecycle.csv",
    EDGE_HEAD "trade/mill/1,valid,expiry,invalid,clock,must,Act,1\n"
              "trade/mill/1,valid,expiry,late,clock,must,Act,2\n",
    "schemes/trade/lifecycle.csv:3:1: overlapping terms: \"trade/mill/1 valid expiry\"; wanted a "
    "term that does not meet that of line 2\n" },
  { "two-events-of-one-state", "lifecycle.csv",
    EDGE_HEAD "trade/mill/1,valid,expiry,invalid,clock,must,Act,1\n"
              "trade/mill/1,valid,loss,valid,holder,must,Act,2\n",
    "" },
  { "edge-without-clause", "lifecycle.csv",
    EDGE_HEAD "trade/mill/1,valid,expiry,invalid,clock,must,Act,\n",
    "schemes/trade/lifecycle.csv:2:50: clause: the cell is empty; wanted the clause in it\n" },
  { "two-classes", "routing.csv",
    ROUTING_HEAD "trade/mill/1,review,body,1,may,Act,7\ntrade/mill/1,review,body,2,may,Act,7\n",
    "" },
  { "one-class-twice", "routing.csv",
    ROUTING_HEAD "trade/mill/1,review,body,1,may,Act,7\ntrade/mill/1,review,body,1,must,Act,7\n",
    "schemes/trade/routing.csv:3:1: overlapping terms: \"trade/mill/1 review body 1\"; wanted a "
    "term that does not meet that of line 2\n" },
  { "unknown-modality", "routing.csv", ROUTING_HEAD "trade/mill/1,review,body,1,can,Act,7\n",
    "schemes/trade/routing.csv:2:28: modality: unknown word: \"can\"; wanted must, should or "
    "may\n" },
  { "unknown-policy", "stages.csv",
    STAGE_HEAD "trade/*/*,,a,1,body,no,,,,,,,,,stages-order=art-18,Act,18\n"
               "trade/*/*,,b,2,body,no,,,,,,,,,stage-order=art-16,Act,18\n",
    "schemes/trade/stages.csv:2:32: unknown policy \"stages-order\"; wanted \"stage-order\"\n"
    "schemes/trade/stages.csv:3:32: policy \"stage-order\" has no such value: \"art-16\"; it has: "
    "art-18, art-15\n" },
  { "industry-without-source", "industries.csv",
    "industry,category,title,source,clause\nfishing,mill,fishing,,12\n",
    "schemes/trade/industries.csv:2:22: source: the cell is empty; wanted the document\n" },
  { "industry-twice", "industries.csv",
    "industry,category,title,source,clause\nfishing,mill,a,Act,12\nfishing,shop,b,Act,12\n",
    "schemes/trade/industries.csv:3:1: industry: there twice: \"fishing\"; wanted each one once; "
    "it is first on line 2\n" },
};

static void
test_faults (gconstpointer data)
{
  const FaultRow *row = data;
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  Folder folder;
  folder_set_up (&folder, NULL);
  write_trade (&folder);
  g_autofree char *file = g_strconcat ("schemes/trade/", row->file, NULL);
  write_file (&folder, file, row->text);
  g_autoptr (CertplanRulebook) rulebook = load (&folder, NULL, faults, NULL);
  g_autofree char *list = list_faults (faults, folder.path);
  g_assert_cmpstr (list, ==, row->faults);
  g_assert_cmpint (rulebook != NULL, ==, row->faults[0] == '\0');
  folder_tear_down (&folder, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  ADD_ROWS ("/rule-tables/show/", show_rows, test_show);
  ADD_ROWS ("/rule-tables/digest/", digest_rows, test_digest);
  ADD_ROWS ("/rule-tables/order/", order_rows, test_order);
  ADD_ROWS ("/rule-tables/industry/", industry_rows, test_industry);
  ADD_ROWS ("/rule-tables/faults/", fault_rows, test_faults);
  return g_test_run ();
}
