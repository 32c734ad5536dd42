/* Names that people write: of qualifications and of kinds of application.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-rulebook-private.h"
#include "certplan-table-private.h"
#include "test-rows.h"
#include "test-rulebook.h"

typedef struct
{
  const char *name;
  const char *qualification;
  const char *message;
} NameRow;

static const NameRow unknown_names[] = {
  { "misspelt", "cnitsec/enginering/2",
    "unknown qualification \"cnitsec/enginering/2\"; near it: \"cnitsec/engineering/2\", "
    "\"cnitsec/engineering/1\" or \"cnitsec/engineering/3\"" },
  { "level-out-of-the-ladder", "cnitsec/cloud/6",
    "unknown qualification \"cnitsec/cloud/6\"; near it: \"cnitsec/cloud/1\", \"cnitsec/cloud/2\" "
    "or "
    "\"cnitsec/cloud/3\"" },
  { "part", "cloud",
    "unknown qualification \"cloud\"; near it: \"cnitsec/cloud/1\", \"cnitsec/cloud/2\" or "
    "\"cnitsec/cloud/3\"" },
  { "nothing-near", "zzz",
    "unknown qualification \"zzz\"; wanted SCHEME/CATEGORY/LEVEL, as \"certplan list\" shows "
    "them" },
};

static void
test_unknown_name (gconstpointer data)
{
  const NameRow *row = data;
  g_autoptr (GError) error = NULL;
  g_assert_cmpuint (certplan_rulebook_find (get_rulebook (), row->qualification, &error), ==, 0);
  g_assert_error (error, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_UNKNOWN_QUALIFICATION);
  g_assert_cmpstr (error->message, ==, row->message);
}

/* Names as the lists in Chinese show them, and as the certificates of each scheme are written:
 * level in digits (cnitsec guide, chapter 二: 五级) or characters, 类 or not, any bracket. */
static const NameRow chinese_names[] = {
  { "category-and-level", "安全工程类2级", "cnitsec/engineering/2" },
  { "level-in-characters", "安全工程类二级", "cnitsec/engineering/2" },
  { "without-the-word", "安全工程类2", "cnitsec/engineering/2" },
  { "characters-without-the-word", "安全工程二", "cnitsec/engineering/2" },
  { "digit-alone", "２", NULL },
  { "roman", "安全工程类Ⅱ级", "cnitsec/engineering/2" },
  { "roman-in-letters", "安全工程类III级", "cnitsec/engineering/3" },
  { "roman-without-the-word", "安全工程 IV", "cnitsec/engineering/4" },
  { "roman-of-the-other-ladder", "风险评估Ⅰ级", "isccc/risk-assessment/1" },
  { "roman-not-in-the-ladder", "风险评估Ⅳ级", NULL },
  { "no-roman-number", "安全工程类IIV级", NULL },
  { "roman-alone", "Ⅱ级", NULL },
  { "without-class", "安全工程二级", "cnitsec/engineering/2" },
  { "with-scheme", "CNITSEC 信息安全服务资质 安全工程类2级", "cnitsec/engineering/2" },
  { "blanks-left-out", "cnitsec信息安全服务资质安全工程类2级", "cnitsec/engineering/2" },
  { "certificate", "信息安全服务资质证书（安全工程类二级）", "cnitsec/engineering/2" },
  { "wide-digit", "云计算安全类（１级）", "cnitsec/cloud/1" },
  { "brackets-in-the-name", "灾难备份与恢复（技术服务类）三级", "isccc/recovery-technical/3" },
  { "brackets-left-out", "灾难备份与恢复资源服务类3级", "isccc/recovery-resource/3" },
  { "operation", "安全运营类2级", "cnitsec/operation/2" },
  { "maintenance-is-not-operation", "安全运维二级", "isccc/maintenance-service/2" },
  { "sector", "信息系统业务安全服务资质（金融2级）", "ccia/finance/2" },
  { "scheme-by-identifier", "ccia 政府四级", "ccia/government/4" },
  { "of-another-scheme", "CCIA 安全工程类2级", NULL },
  { "not-in-the-ladder", "安全工程类6级", NULL },
  { "without-level", "安全工程类", NULL },
  { "part-of-a-category", "工程类2级", NULL },
  { "more-before", "甲公司安全工程类2级", NULL },
  { "more-behind", "安全工程类2级（维持）", NULL },
  { "level-twice", "安全工程类2级2级", NULL },
  { "scheme-alone", "CNITSEC 信息安全服务资质", NULL },
};

static void
test_chinese_name (gconstpointer data)
{
  const NameRow *row = data;
  guint handle = certplan_rulebook_find (get_rulebook (), row->qualification, NULL);
  g_assert_cmpstr (handle != 0 ? certplan_rulebook_get_qualification (get_rulebook (), handle)
                               : NULL,
                   ==, row->message);
}

/* Every name that our own list shows leads back to its qualification. */
static void
test_listed_names (void)
{
  g_autoptr (CertplanTables) tables = certplan_rulebook_dup_list (get_rulebook ());
  g_autoptr (CertplanCursor) cursor = certplan_table_open (certplan_tables_get (tables, 0));
  guint n_rows = 0;
  for (; certplan_cursor_next (cursor, NULL); n_rows++)
    {
      g_autofree char *identifier = certplan_cursor_dup_text (cursor, 0);
      g_autoptr (GString) name = g_string_new (NULL);
      CertplanValue value;
      _certplan_cursor_get (cursor, 1, &value);
      _certplan_value_append (certplan_rulebook_get_labels (get_rulebook ()), CERTPLAN_LANG_ZH_CN,
                              TRUE, CERTPLAN_COLUMN_SENTENCE, &value, name);
      g_assert_cmpuint (certplan_rulebook_find (get_rulebook (), name->str, NULL), ==,
                        certplan_rulebook_find (get_rulebook (), identifier, NULL));
    }
  g_assert_cmpuint (n_rows, ==, certplan_rulebook_get_n_qualifications (get_rulebook ()));
}

/* A name that two schemes have is refused, with both; with the scheme it is clear. */
static void
test_ambiguous_name (Folder *folder, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  write_file (folder, "schemes/second/scheme.ini",
              "[scheme]\nname=Second scheme\nname[zh_CN]=第二体系\nlevels=1;2\n"
              "[category works]\nname=works\nname[zh_CN]=安全工程\n"
              "[kind first]\nrole=initial\n");
  g_autoptr (CertplanRulebook) rulebook = load (folder, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (certplan_rulebook_find (rulebook, "安全工程类二级", &error), ==, 0);
  g_assert_error (error, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_UNKNOWN_QUALIFICATION);
  g_assert_cmpstr (error->message, ==,
                   "unknown qualification \"安全工程类二级\"; near it: "
                   "\"cnitsec/engineering/2\" or \"second/works/2\"");
  g_assert_cmpuint (certplan_rulebook_find (rulebook, "第二体系安全工程二级", NULL), ==,
                    certplan_rulebook_find (rulebook, "second/works/2", NULL));
}

/* What leads to no qualification: the fault names those it may be. */
static const NameRow meant_names[] = {
  { "cut-short", "云安全一级", "near it: cnitsec/cloud/1" },
  { "misspelt-character", "安全工呈类2级", "near it: cnitsec/engineering/2" },
  { "misspelt-with-roman", "云计算案全类Ⅲ级", "near it: cnitsec/cloud/3" },
  { "without-level", "安全工程类",
    "near it: cnitsec/engineering/1, cnitsec/engineering/2, cnitsec/engineering/3, "
    "cnitsec/engineering/4, cnitsec/engineering/5" },
  { "misspelt-without-level", "风险评古",
    "near it: isccc/risk-assessment/3, isccc/risk-assessment/2, isccc/risk-assessment/1" },
  { "level-out-of-the-ladder", "安全工程类6级",
    "wanted SCHEME/CATEGORY/LEVEL, as \"certplan list\" shows them" },
};

static void
test_meant_name (gconstpointer data)
{
  const NameRow *row = data;
  g_autoptr (GError) error = NULL;
  g_assert_cmpuint (certplan_rulebook_find (get_rulebook (), row->qualification, &error), ==, 0);
  g_autofree char *message
      = g_strdup_printf ("unknown qualification \"%s\"; %s", row->qualification, row->message);
  g_assert_cmpstr (error->message, ==, message);
}

/* A category as files of projects have it; how many qualifications are of it. */
static const struct
{
  const char *text;
  guint n;
  const char *wanted;
} category_rows[] = {
  { "engineering", 5, "" },
  { "Engineering", 5, "" },
  { "CNITSEC/Engineering", 5, "" },
  { "安全工程类", 5, "" },
  { "安全工程", 5, "" },
  { "CNITSEC 信息安全服务资质 安全工程类", 5, "" },
  { "Security Engineering", 5, "" },
  { "风险评估类", 3, "" },
  { "灾难备份与恢复(资源服务)", 3, "" },
  { "安全工程服务", 0, "\"安全工程类\"" },
  { "安全工呈", 0, "\"安全工程类\"" },
  { "风险评古类", 0, "\"风险评估\"" },
  { "enginering", 0, "\"engineering\"" },
  { "类", 0,
    "a category as \"certplan list\" shows them: the middle of SCHEME/CATEGORY/LEVEL, or "
    "its name" },
  { "乱七八糟", 0,
    "a category as \"certplan list\" shows them: the middle of SCHEME/CATEGORY/LEVEL, or its "
    "name" },
};

static void
test_categories (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (category_rows); i++)
    {
      g_autoptr (GString) wanted = g_string_new (NULL);
      g_autofree guint8 *is_of
          = _certplan_rulebook_find_category (get_rulebook (), category_rows[i].text, wanted);
      guint n = 0;
      for (guint h = 1;
           is_of != NULL && h <= certplan_rulebook_get_n_qualifications (get_rulebook ()); h++)
        n += is_of[h];
      g_test_message ("%s", category_rows[i].text);
      g_assert_cmpuint (n, ==, category_rows[i].n);
      g_assert_cmpint (is_of == NULL, ==, n == 0);
      g_assert_cmpstr (wanted->str, ==, category_rows[i].wanted);
    }
}

static void
test_unknown_kind (void)
{
  g_autoptr (GError) error = NULL;
  guint handle = certplan_rulebook_find (get_rulebook (), "cnitsec/cloud/1", NULL);
  g_assert_null (certplan_rulebook_check_kind (get_rulebook (), handle, "renewal", &error));
  g_assert_error (error, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_UNKNOWN_KIND);
  g_assert_cmpstr (error->message, ==,
                   "unknown kind \"renewal\"; cnitsec has: initial (首次), upgrade (升级), "
                   "maintenance (维持)");
}

typedef struct
{
  const char *name;
  const char *text;
  const char *kind; /* NULL = none */
} KindRow;

static const KindRow kind_rows[] = {
  { "none-is-the-first", NULL, "initial" },
  { "name", "maintenance", "maintenance" },
  { "chinese", "维持", "maintenance" },
  { "chinese-first", "首次", "initial" },
  { "chinese-of-the-scheme", "首次申请", "initial" },
  { "chinese-upgrade", "升级", "upgrade" },
  { "english", "Upgrade", "upgrade" },
  { "of-another-scheme", "换证", NULL },
  { "part-of-a-label", "维", NULL },
  { "empty", "", NULL },
};

static void
test_kind (gconstpointer data)
{
  const KindRow *row = data;
  guint handle = certplan_rulebook_find (get_rulebook (), "cnitsec/cloud/1", NULL);
  g_assert_cmpstr (certplan_rulebook_check_kind (get_rulebook (), handle, row->text, NULL), ==,
                   row->kind);
}

void
add_names (void)
{
  ADD_IN_FOLDER ("/rulebook/ambiguous-name", test_ambiguous_name);
  ADD_ROWS ("/rulebook/meant-name/", meant_names, test_meant_name);
  g_test_add_func ("/rulebook/categories", test_categories);
  g_test_add_func ("/rulebook/unknown-kind", test_unknown_kind);
  ADD_ROWS ("/rulebook/unknown-name/", unknown_names, test_unknown_name);
  ADD_ROWS ("/rulebook/chinese-name/", chinese_names, test_chinese_name);
  g_test_add_func ("/rulebook/listed-names", test_listed_names);
  ADD_ROWS ("/rulebook/kind/", kind_rows, test_kind);
}
