/* Checked rules: what loads but cannot be meant, each with its place.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-rows.h"
#include "test-rule-folder.h"

/* A scheme of which nothing can be said. */
typedef struct
{
  const char *file;
  const char *text;
} RuleFile;

static const RuleFile files[] = {
  { "scheme.ini", "[scheme]\nname=Guild\nname[zh_CN]=行会\nlevels=2;1\nsource=Act\nclause=1\n"
                  "[category mill]\nname=farming\nname[zh_CN]=农业\n"
                  "[level 1]\nname=master\nname[zh_CN]=师\n"
                  "[kind first]\nrole=initial\nname=first time\nname[zh_CN]=初次\n"
                  "[kind again]\nrole=renewal\n" },
  { "documents.csv", "document,title\nAct,Act on guilds\n" },
  { "labels.csv", "key,en,zh\nagain,again,再次\nguild_fee,fee,会费\nreview_term,term,期限\n"
                  "asking,asking,申请\nasked,asked,提出\njudging,judging,评判\nvote,vote,表决\n"
                  "guild,guild,行会\nmajority,majority,过半数\nno_need,no need,无需\n"
                  "none,none,无\nheld,held,持有\nended,ended,终止\ngrant,grant,授予\n"
                  "end,end,到期\nclock,clock,时间\n" },
  { "tariff.csv", "qualification,kind,item,amount,valid_from,valid_to,source,clause\n"
                  "guild/mill/*,first,guild_fee,1000,2025-01-01,2025-12-31,Act,2\n"
                  "guild/mill/*,first,guild_fee,1100,2026-01-01,,Act,2\n" },
  { "periods.csv", "qualification,kind,period,duration,event,modality,source,clause\n"
                   "guild/mill/*,,review_term,P30D,asked,must,Act,3\n" },
  { "stages.csv", "qualification,kind,stage,place,performer,stops_clock,event,modality,passes,"
                  "waiver,reading,source,clause\n"
                  "guild/mill/*,,asking,1,applicant,yes,,,,,,Act,4\n"
                  "guild/mill/*,,judging,2,guild,no,asked,,,,stage-order=art-18,Act,4\n"
                  "guild/mill/*,,vote,3,guild,no,,,majority,no_need,stage-order=art-18,Act,4\n"
                  "guild/mill/*,,vote,2,guild,no,,,,,stage-order=art-15,Act,4\n"
                  "guild/mill/*,,judging,3,guild,no,,,,,stage-order=art-15,Act,4\n" },
  { "lifecycle.csv", "qualification,state,event,next_state,anchor,after,actor,modality,source,"
                     "clause\n"
                     "guild/mill/*,none,grant,held,,,guild,must,Act,5\n"
                     "guild/mill/*,held,end,ended,grant,P3Y,clock,must,Act,5\n" },
  { "routing.csv", "qualification,stage,performer,body_class,modality,excludes,source,clause\n"
                   "guild/mill/*,judging,guild,1,must,applicant,Act,6\n" },
  { "industries.csv", "industry,category,title,title_zh,source,clause\n"
                      "beekeeping,mill,beekeeping,养蜂,Act,7\n" },
};

/* One change to it, in one file, and the faults then. */
typedef struct
{
  const char *name;
  const char *file;
  const char *old_text, *new_text;
  const char *faults; /* one a line, each behind "schemes/guild/" */
  gboolean is_loaded; /* without the check */
} CheckCase;

#define NO_LABEL "\"; wanted a row with its English and Chinese name in labels.csv\n"
#define PERIODS                                                                                    \
  "qualification,kind,period,duration,event,modality,source,clause\n"                              \
  "guild/mill/*,,review_term,P30D,asked,must,Act,3\n"
#define DATED_PERIODS                                                                              \
  "qualification,kind,period,duration,event,modality,valid_from,valid_to,source,clause\n"
static const CheckCase check_cases[] = {
  { "nothing", "tariff.csv", "1000", "1000", "", TRUE },
  { "gap", "tariff.csv", "2026-01-01", "2026-01-03",
    "tariff.csv:3:35: gap between two terms: \"guild/mill/2 first guild_fee\"; wanted valid_from "
    "2026-01-01, the day after line 2 ends\n",
    TRUE },
  { "ended-is-no-gap", "tariff.csv", "guild/mill/*,first,guild_fee,1100,2026-01-01,,Act,2\n", "",
    "", TRUE },
  { "overlap", "tariff.csv", "2026-01-01", "2025-12-31",
    "tariff.csv:3:35: overlapping terms: \"guild/mill/2 first guild_fee\"; wanted a term that does "
    "not meet that of line 2\n",
    FALSE },
  { "item-by-its-english-name", "tariff.csv", "guild_fee,1100", "Fee,1100", "", TRUE },
  { "item-by-its-chinese-name-overlaps", "tariff.csv", "guild_fee,1100,2026-01-01",
    "会费,1100,2025-12-31",
    "tariff.csv:3:28: overlapping terms: \"guild/mill/2 first guild_fee\"; wanted a term that does "
    "not meet that of line 2\n",
    FALSE },
  { "item-shown-like-another", "tariff.csv", "guild_fee,1100,2026-01-01", "fee,1100,2025-12-31",
    "tariff.csv:3:20: item with the name of another one: \"fee\"; wanted \"guild_fee\" to replace "
    "it, or a label of its own\n",
    FALSE },
  { "kind-by-its-name", "tariff.csv", "first,guild_fee,1100", "初次,guild_fee,1100", "", TRUE },
  { "stage-by-its-name", "routing.csv", "judging,guild,1,must,applicant",
    "评判,行会,1,must,applicant", "", TRUE },
  { "states-by-their-names", "lifecycle.csv", "held,end,ended,grant", "持有,到期,终止,授予", "",
    TRUE },
  { "unknown-policy", "stages.csv", "stage-order=art-15", "stage-order=art-14",
    "stages.csv:5:35: policy \"stage-order\" has no such value: \"art-14\"; it has: art-18, "
    "art-15\n",
    FALSE },
  { "unreached-state", "lifecycle.csv", "held,end", "holding,end",
    "lifecycle.csv:3:14: no label: \"holding" NO_LABEL
    "lifecycle.csv:3:14: nothing leads to this state: \"holding\"; wanted a row with it as "
    "next_state\n",
    TRUE },
  { "state-that-is-nowhere", "lifecycle.csv", "end,ended", "end,endde",
    "lifecycle.csv:3:23: no such state: \"endde\"; wanted a row with it as state, or a label for "
    "an end\n",
    TRUE },
  { "a-loop-leads-nowhere", "lifecycle.csv", "held,end,ended,grant",
    "held,end,held,,,guild,must,Act,5\nguild/mill/*,ended,end,ended,grant",
    "lifecycle.csv:4:14: nothing leads to this state: \"ended\"; wanted a row with it as "
    "next_state\n",
    TRUE },
  { "unknown-anchor", "lifecycle.csv", "ended,grant", "ended,vote",
    "lifecycle.csv:3:29: nothing to count from: \"vote\"; wanted an event of a row, issue, expiry, "
    "renew_by or grace_end\n",
    TRUE },
  { "anchor-of-a-certificate", "lifecycle.csv", "ended,grant", "ended,expiry", "", TRUE },
  { "routing-of-no-stage", "routing.csv", "judging", "grant",
    "routing.csv:2:14: no such stage: \"grant\"; wanted a stage of stages.csv\n", TRUE },
  { "routing-to-nobody", "routing.csv", "judging,guild", "judging,clock",
    "routing.csv:2:22: nobody does a stage: \"clock\"; wanted one of stages.csv\n", TRUE },
  { "routing-excludes-nobody", "routing.csv", "applicant", "clock",
    "routing.csv:2:35: nobody does a stage: \"clock\"; wanted one of stages.csv\n", TRUE },
  { "unknown-document", "periods.csv", ",Act,", ",Atc,",
    "periods.csv:2:43: no such document: \"Atc\"; wanted one that documents.csv lists\n", TRUE },
  { "industry-of-no-document", "industries.csv", ",Act,", ",Atc,",
    "industries.csv:2:31: no such document: \"Atc\"; wanted one that documents.csv lists\n", TRUE },
  { "industry-of-no-category", "industries.csv", ",mill,", ",frm,",
    "industries.csv:2:12: no such category: \"frm\"; wanted a category of scheme.ini\n", TRUE },
  { "industry-without-chinese", "industries.csv", "养蜂", "",
    "industries.csv:2: no Chinese title: \"beekeeping\"; wanted one in the column title_zh\n",
    TRUE },
  { "place-twice", "stages.csv", "vote,3", "vote,2",
    "stages.csv:4:20: two stages at one place: \"2\"; wanted a place other than that of "
    "\"judging\" in line 3\n",
    TRUE },
  { "place-twice-of-two-readings", "stages.csv", "vote,2,guild,no,,,", "vote,2,guild,no,,should,",
    "", TRUE },
  { "place-twice-where-one-may", "stages.csv", "vote,3,guild,no,,,", "vote,2,guild,no,,may,", "",
    TRUE },
  { "fee-without-label", "tariff.csv", "guild_fee,1000", "dues,1000",
    "tariff.csv:2:20: no label: \"dues" NO_LABEL, TRUE },
  { "performer-without-label", "stages.csv", "asking,1,applicant", "asking,1,nobody",
    "routing.csv:2:35: nobody does a stage: \"applicant\"; wanted one of stages.csv\n"
    "stages.csv:2:24: no label: \"nobody" NO_LABEL,
    TRUE },
  { "event-without-label", "periods.csv", "asked", "askde",
    "periods.csv:2:32: no label: \"askde" NO_LABEL, TRUE },
  { "vote-without-label", "stages.csv", "majority", "all",
    "stages.csv:4:33: no label: \"all" NO_LABEL, TRUE },
  { "waiver-without-label", "stages.csv", "no_need", "never",
    "stages.csv:4:42: no label: \"never" NO_LABEL, TRUE },
  { "actor-without-label", "lifecycle.csv", "clock", "watch",
    "lifecycle.csv:3:39: no label: \"watch" NO_LABEL, TRUE },
  { "kind-without-label", "labels.csv", "again,again,再次\n", "",
    "scheme.ini:17: no label: \"again\"; wanted name= and name[zh_CN]= in its group\n", TRUE },
  { "broken-labels-hide-no-labels", "labels.csv", "again,again,再次\n", "again,again\n",
    "labels.csv:2: the row has 2 cells, the header 3\n", FALSE },
  { "scheme-without-clause", "scheme.ini", "clause=1\n", "",
    "scheme.ini:1: group that lacks a key: \"[scheme]\"; wanted clause=...\n", TRUE },
  { "category-without-chinese", "scheme.ini", "name[zh_CN]=农业\n", "",
    "scheme.ini:7: group that lacks a key: \"[category mill]\"; wanted name[zh_CN]=...\n", TRUE },
  { "level-of-no-ladder", "scheme.ini", "[level 1]", "[level 3]",
    "scheme.ini:10: level that no ladder has: \"3\"; wanted one of levels=\n", TRUE },
  { "no-fault-hides-another", "tariff.csv", "guild/mill/*,first,guild_fee,1100,2026-01-01,,Act,2\n",
    "guild/mill/*,first,guild_fee,1100,2026-01-03,,Act,2\n"
    "guild/mill/*,frist,guild_fee,1100,2027-01-01,,Act,2\n"
    "guild/mill/*,first,guild_fee,1100,2028-01-02,2028-01-01,Act,2\n"
    "guild/mill/3,first,guild_fee,1100,2028-01-01,,Act,2\n"
    "guild/mill/*,first,guild_fee,1100,2026-01-03,,Act,2\n"
    "guild/mill/*,first,dues,1100,,,Atc,\n",
    "tariff.csv:3:35: gap between two terms: \"guild/mill/2 first guild_fee\"; wanted valid_from "
    "2026-01-01, the day after line 2 ends\n"
    "tariff.csv:4:14: unknown kind of application: \"frist\"; wanted first (初次), again (再次)\n"
    "tariff.csv:5:46: valid_to is before valid_from: \"2028-01-01\"; wanted a day not before "
    "valid_from\n"
    "tariff.csv:6:1: qualification: unknown qualification: \"guild/mill/3\"; wanted "
    "\"guild/mill/1\" or \"guild/mill/2\"\n"
    "tariff.csv:7:35: overlapping terms: \"guild/mill/2 first guild_fee\"; wanted a term that does "
    "not meet that of line 3\n"
    "tariff.csv:8:36: clause: the cell is empty; wanted the clause in it\n",
    FALSE },
  { "row-at-fault-between-is-no-gap", "tariff.csv", "guild/mill/*,first,guild_fee,1100,2026-01-01",
    "guild/mill/*,frist,guild_fee,1050,2026-01-01,2026-06-30,Act,2\n"
    "guild/mill/*,first,guild_fee,1100,2026-07-01",
    "tariff.csv:3:14: unknown kind of application: \"frist\"; wanted first (初次), again (再次)\n",
    FALSE },
  { "scheme-at-fault-blames-no-row", "scheme.ini", "levels=2;1", "levels=2;2",
    "scheme.ini:4: no list of levels: \"2;2\"; wanted levels=LOWEST;...;HIGHEST, each once, "
    "without / and *\n",
    FALSE },
  { "unknown-key", "scheme.ini", "role=renewal\n", "role=renewal\nrool=renewal\n",
    "scheme.ini:19: unknown key: \"rool\"; wanted name, name[zh_CN], role\n", FALSE },
  { "group-twice", "scheme.ini", "[level 1]", "[category mill]\n[level 1]",
    "scheme.ini:10: there twice: \"[category mill]\"; wanted each one once; it is first on line "
    "7\n",
    FALSE },
  { "key-twice", "scheme.ini", "levels=2;1\n", "levels=2;1\nlevels=3;2\n",
    "scheme.ini:5: there twice: \"levels\"; wanted each one once; it is first on line 4\n", FALSE },
  { "scheme-of-no-document", "scheme.ini", "source=Act", "source=Atc",
    "scheme.ini:5: no such document: \"Atc\"; wanted one that documents.csv lists\n", TRUE },
  { "scheme-not-in-utf-8", "scheme.ini", "行会", "\xd0\xd0\xbb\xe1",
    "scheme.ini: no key file in UTF-8; wanted the file saved as UTF-8\n", FALSE },
  { "maximum-under-target", "periods.csv", "guild/mill/*,,review_term,P30D,asked,must,Act,3\n",
    "guild/mill/*,,target,P3M,asked,should,Act,3\nguild/mill/*,,cap,P89D,asked,must,Act,3\n",
    "periods.csv:3:19: a maximum shorter than the target: \"P89D\"; wanted at least the P3M of "
    "line 2\n",
    TRUE },
  { "maximum-as-long-as-target", "periods.csv", "guild/mill/*,,review_term,P30D,asked,must,Act,3\n",
    "guild/mill/*,,target,P3M,asked,should,Act,3\nguild/mill/*,,cap,P3M,asked,must,Act,3\n", "",
    TRUE },
  { "maximum-of-another-kind", "periods.csv", "guild/mill/*,,review_term,P30D,asked,must,Act,3\n",
    "guild/mill/*,first,target,P3M,asked,should,Act,3\n"
    "guild/mill/*,again,cap,P1M,asked,must,Act,3\n",
    "", TRUE },
  { "period-of-working-days", "periods.csv", "review_term,P30D", "review_term,P20B",
    "periods.csv:2:27: duration: a period of working days: \"P20B\"; wanted calendar days or "
    "months, as P30D or P6M\n",
    FALSE },
  { "no-clause", "routing.csv", "Act,6", "Act,",
    "routing.csv:2:49: clause: the cell is empty; wanted the clause in it\n", FALSE },
  { "category-without-a-name", "scheme.ini", "[category mill]", "[category mi*ll]",
    "scheme.ini:7: no name for a category: \"mi*ll\"; wanted letters, digits and -\n", FALSE },
  { "kind-without-a-role", "scheme.ini", "role=renewal\n", "",
    "scheme.ini:17: a kind without a name or a role: \"kind again\"; wanted [kind NAME] with "
    "role=initial, upgrade, renewal or another word\n",
    FALSE },
  { "kind-without-a-name", "scheme.ini", "[kind again]", "[kind a:b]",
    "scheme.ini:17: a kind without a name or a role: \"kind a:b\"; wanted [kind NAME] with "
    "role=initial, upgrade, renewal or another word\n",
    FALSE },
  { "no-initial-kind", "scheme.ini", "role=initial", "role=first",
    "scheme.ini:1: scheme without what it needs: \"guild\"; wanted a [category NAME] and a "
    "[kind NAME] with role=initial\n",
    FALSE },
  { "no-category", "scheme.ini", "[category mill]\nname=farming\nname[zh_CN]=农业\n", "",
    "scheme.ini:1: scheme without what it needs: \"guild\"; wanted a [category NAME] and a "
    "[kind NAME] with role=initial\n",
    FALSE },
  { "unknown-group", "scheme.ini", "[level 1]", "[grade 1]",
    "scheme.ini:10: unknown group: \"grade 1\"; wanted [scheme], [category NAME], [kind NAME], "
    "[level NAME]\n",
    FALSE },
  { "key-file-of-another-encoding", "scheme.ini", "levels=2;1\n", "levels=2;1\nEncoding=GBK\n",
    "scheme.ini: Key file contains unsupported encoding “GBK”\n", FALSE },
  { "fee-of-another-scheme", "tariff.csv", "guild/mill/*,first,guild_fee,1100,2026-01-01,,Act,2\n",
    "guild/mill/*,first,guild_fee,1100,2026-01-01,,Act,2\n"
    "cnitsec/cloud/2,initial,guild_fee,100,2026-01-01,,Act,2\n",
    "tariff.csv:4:1: qualification of another scheme: \"cnitsec/cloud/2\"; wanted guild\n", FALSE },
  { "place-twice-for-a-kind", "stages.csv",
    "guild/mill/*,,vote,2,guild,no,,,,,stage-order=art-15,Act,4\n",
    "guild/mill/*,,vote,2,guild,no,,,,,stage-order=art-15,Act,4\n"
    "guild/mill/*,again,grant,3,guild,no,,,,,stage-order=art-18,Act,4\n",
    "stages.csv:6:26: two stages at one place: \"3\"; wanted a place other than that of "
    "\"vote\" in line 4\n",
    TRUE },
  { "place-twice-but-moved-for-the-kind", "stages.csv",
    "guild/mill/*,,vote,2,guild,no,,,,,stage-order=art-15,Act,4\n",
    "guild/mill/*,,vote,2,guild,no,,,,,stage-order=art-15,Act,4\n"
    "guild/mill/*,again,grant,3,guild,no,,,,,stage-order=art-18,Act,4\n"
    "guild/mill/*,again,vote,4,guild,no,,,,,stage-order=art-18,Act,4\n",
    "", TRUE },
  { "place-twice-for-two-kinds", "stages.csv",
    "guild/mill/*,,vote,2,guild,no,,,,,stage-order=art-15,Act,4\n",
    "guild/mill/*,,vote,2,guild,no,,,,,stage-order=art-15,Act,4\n"
    "guild/mill/*,again,grant,9,guild,no,,,,,stage-order=art-18,Act,4\n"
    "guild/mill/*,first,held,9,guild,no,,,,,stage-order=art-18,Act,4\n",
    "", TRUE },
  { "maximum-of-later-years", "periods.csv", PERIODS,
    DATED_PERIODS "guild/mill/*,,target,P3M,asked,should,2025-01-01,2025-12-31,Act,3\n"
                  "guild/mill/*,,cap,P1M,asked,must,2026-01-01,,Act,3\n",
    "", TRUE },
  { "maximum-of-earlier-years", "periods.csv", PERIODS,
    DATED_PERIODS "guild/mill/*,,target,P3M,asked,should,2026-01-01,,Act,3\n"
                  "guild/mill/*,,cap,P1M,asked,must,2025-01-01,2025-12-31,Act,3\n",
    "", TRUE },
  { "maximum-of-a-common-day", "periods.csv", PERIODS,
    DATED_PERIODS "guild/mill/*,,target,P3M,asked,should,2025-01-01,2026-01-01,Act,3\n"
                  "guild/mill/*,,cap,P1M,asked,must,2026-01-01,,Act,3\n",
    "periods.csv:3:19: a maximum shorter than the target: \"P1M\"; wanted at least the P3M of "
    "line 2\n",
    TRUE },
  { "maximum-of-working-days", "periods.csv", PERIODS,
    DATED_PERIODS "guild/mill/*,,target,P20D,asked,should,,,Act,3\n"
                  "guild/mill/*,,cap,P20B,asked,must,,,Act,3\n",
    "periods.csv:3:19: duration: a period of working days: \"P20B\"; wanted calendar days or "
    "months, as P30D or P6M\n",
    FALSE },
};

static char *
replace_once (const char *text, const char *old_text, const char *new_text)
{
  const char *at = strstr (text, old_text);
  g_assert_nonnull (at);
  g_autofree char *start = g_strndup (text, at - text);
  return g_strconcat (start, new_text, at + strlen (old_text), NULL);
}

static void
write_files (const Folder *folder, const CheckCase *change)
{
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *name = g_strconcat ("schemes/guild/", files[i].file, NULL);
      g_autofree char *text = g_str_equal (files[i].file, change->file)
                                  ? replace_once (files[i].text, change->old_text, change->new_text)
                                  : g_strdup (files[i].text);
      write_file (folder, name, text);
    }
}

static CertplanRulebook *
load_checked (const Folder *folder, CertplanFaults *faults, GError **error)
{
  g_autoptr (CertplanRulebookOptions) options = certplan_rulebook_options_new ();
  certplan_rulebook_options_add_layer (options, folder->path);
  certplan_rulebook_options_set_checked (options, TRUE);
  return certplan_rulebook_load_with_options (options, faults, NULL, error);
}

/* The faults of one change, and whether a load without the check minds it. */
static void
test_check (gconstpointer data)
{
  const CheckCase *row = data;
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;
  Folder folder;
  folder_set_up (&folder, NULL);
  write_files (&folder, row);
  g_autoptr (CertplanRulebook) checked = load_checked (&folder, faults, &error);
  g_autoptr (CertplanRulebook) loaded = load (&folder, NULL, NULL, NULL);
  g_autofree char *place = g_strconcat (folder.path, "/schemes/guild", NULL);
  g_autofree char *list = list_faults (faults, place);
  g_assert_cmpstr (list, ==, row->faults);
  g_assert_cmpint (checked != NULL, ==, row->faults[0] == '\0');
  g_assert_cmpint (error == NULL, ==, row->faults[0] == '\0');
  g_assert_cmpint (loaded != NULL, ==, row->is_loaded);
  folder_tear_down (&folder, NULL);
}

typedef struct
{
  const char *name;
  const char *file;
  const char *fault; /* "" = none */
} FileNameCase;

#define SCHEME_FILES                                                                               \
  "tariff.csv, periods.csv, stages.csv, criteria.csv, lifecycle.csv, routing.csv, scheme.ini, "    \
  "documents.csv, labels.csv, industries.csv\n"
static const FileNameCase file_name_cases[] = {
  { "misspelt", "schemes/guild/stage.csv",
    "schemes/guild/stage.csv: no file of rules is called so; wanted " SCHEME_FILES },
  { "capital", "schemes/guild/Criteria.CSV",
    "schemes/guild/Criteria.CSV: no file of rules is called so; wanted " SCHEME_FILES },
  { "workbook", "schemes/guild/tariff.xlsx",
    "schemes/guild/tariff.xlsx: no file of rules is called so; wanted " SCHEME_FILES },
  { "assumption", "assumptions/duration.csv",
    "assumptions/duration.csv: no file of rules is called so; wanted durations.csv, "
    "effort.csv, renewal.csv, panels.csv, accounts.csv, fees.csv, passage.csv\n" },
  { "notes", "schemes/guild/README.md", "" },
  { "hidden", "schemes/guild/.tariff.csv.swp", "" },
};

static void
test_file_name (gconstpointer data)
{
  const FileNameCase *row = data;
  const CheckCase no_change = { "", "tariff.csv", "1000", "1000", "", TRUE };
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;
  Folder folder;
  folder_set_up (&folder, NULL);
  write_files (&folder, &no_change);
  write_file (&folder, row->file, "x\n");
  g_autoptr (CertplanRulebook) checked = load_checked (&folder, faults, &error);
  g_autofree char *list = list_faults (faults, folder.path);
  g_assert_cmpstr (list, ==, row->fault);
  g_assert_cmpint (checked != NULL, ==, row->fault[0] == '\0');
  folder_tear_down (&folder, NULL);
}

typedef struct
{
  const char *name;
  const char *file;
  const char *row;
  const char *fault; /* "" = none */
} AssumptionCase;

#define EFFORT "qualification,kind,stage,performer,min,mode,max,team,source,clause\n"
#define RENEWAL "qualification,renew,upgrade,lead,source,clause\n"
#define PANELS "qualification,stage,rule,quota,quorum,source,clause\n"
static const AssumptionCase assumption_cases[] = {
  { "hours-in-order", "effort.csv", EFFORT "guild/mill/*,,judging,,4,4,4,1,assumption,own\n", "" },
  { "mode-under-min", "effort.csv", EFFORT "guild/mill/*,,judging,,4,3,8,1,assumption,own\n",
    "effort.csv:2:26: the hours are not in order: \"3\"; wanted min, mode and max in order\n" },
  { "max-under-mode", "effort.csv", EFFORT "guild/mill/*,,judging,,2,5,4,1,assumption,own\n",
    "effort.csv:2:26: the hours are not in order: \"5\"; wanted min, mode and max in order\n" },
  { "no-team", "effort.csv", EFFORT "guild/mill/*,,judging,,2,3,4,0,assumption,own\n",
    "effort.csv:2:30: nobody works on it: \"0\"; wanted 1 or more\n" },
  { "all-come-back", "renewal.csv", RENEWAL "guild/mill/*,80%,20%,P6M,assumption,own\n", "" },
  { "more-than-all-come-back", "renewal.csv", RENEWAL "guild/mill/*,80%,21%,P6M,assumption,own\n",
    "renewal.csv:2:18: more holders come back than there are: \"21%\"; wanted renew and upgrade, "
    "together at most 1\n" },
  { "all-sit", "panels.csv", PANELS "guild/mill/*,judging,P21D,5,5,assumption,own\n", "" },
  { "more-sit-than-are-asked", "panels.csv",
    PANELS "guild/mill/*,judging,P21D,5,6,assumption,own\n",
    "panels.csv:2:29: more than are invited: \"6\"; wanted at most the quota\n" },
};

static void
test_assumption (gconstpointer data)
{
  const AssumptionCase *row = data;
  const CheckCase no_change = { "", "tariff.csv", "1000", "1000", "", TRUE };
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autofree char *file = g_strconcat ("assumptions/", row->file, NULL);
  Folder folder;
  folder_set_up (&folder, NULL);
  write_files (&folder, &no_change);
  write_file (&folder, file, row->row);
  g_autoptr (CertplanRulebook) loaded = load (&folder, NULL, faults, NULL);
  g_autofree char *place = g_strconcat (folder.path, "/assumptions", NULL);
  g_autofree char *list = list_faults (faults, place);
  g_assert_cmpstr (list, ==, row->fault);
  g_assert_cmpint (loaded != NULL, ==, row->fault[0] == '\0');
  folder_tear_down (&folder, NULL);
}

/* The shipped rules hold together. */
static void
test_shipped (void)
{
  g_autoptr (CertplanRulebookOptions) options = certplan_rulebook_options_new ();
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;
  certplan_rulebook_options_set_checked (options, TRUE);
  g_autoptr (CertplanRulebook) rulebook
      = certplan_rulebook_load_with_options (options, faults, NULL, &error);
  g_autofree char *list = list_faults (faults, "");
  g_assert_cmpstr (list, ==, "");
  g_assert_nonnull (rulebook);
}

/* A single file has no place for documents and labels. */
static void
test_single_file (Folder *folder, gconstpointer data)
{
  g_autoptr (CertplanRulebookOptions) options = certplan_rulebook_options_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (folder->path, "tariff.csv", NULL);
  write_file (folder, "tariff.csv",
              "qualification,kind,item,amount,source,clause\n"
              "cnitsec/cloud/2,initial,training,100,letter,1\n");
  certplan_rulebook_options_add_layer (options, path);
  certplan_rulebook_options_set_checked (options, TRUE);
  g_autoptr (CertplanRulebook) rulebook
      = certplan_rulebook_load_with_options (options, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (rulebook);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  ADD_ROWS ("/rule-check/", check_cases, test_check);
  ADD_ROWS ("/rule-check/file-name/", file_name_cases, test_file_name);
  ADD_ROWS ("/rule-check/assumption/", assumption_cases, test_assumption);
  g_test_add_func ("/rule-check/shipped", test_shipped);
  ADD_IN_FOLDER ("/rule-check/single-file", test_single_file);
  return g_test_run ();
}
