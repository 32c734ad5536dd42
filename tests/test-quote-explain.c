/* What explains a quote, in words. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-quote.h"
#include "certplan-table-private.h"
#include "test-rule-folder.h"
#include "test-rows.h"

typedef struct
{
  const char *name;
  const char *qualification, *kind;
  CertplanLang lang;
  const char *text;
} ExplainRow;

/* The amounts and clauses are those printed in the guides. */
static const ExplainRow explain_rows[] = {
  { "english", "cnitsec/engineering/2", "maintenance", CERTPLAN_LANG_EN,
    "audit fee: cnitsec/engineering/2, maintenance: 48,000.00 yuan (cnitsec-engineering-2-2025-05, "
    "九-2; certplan:schemes/cnitsec/tariff.csv:*)\n"
    "three-year annuity: cnitsec/engineering/2, maintenance: 15,000.00 yuan "
    "(cnitsec-engineering-2-2025-05, 九-2; certplan:schemes/cnitsec/tariff.csv:*)\n" },
  { "field-is-english", "cnitsec/cloud/1", NULL, CERTPLAN_LANG_FIELD,
    "audit fee: cnitsec/cloud/1, initial: 21,000.00 yuan (cnitsec-cloud-1-2025-05, 九-1; "
    "certplan:schemes/cnitsec/tariff.csv:*)\n"
    "three-year annuity: cnitsec/cloud/1, initial: 15,000.00 yuan (cnitsec-cloud-1-2025-05, 九-1; "
    "certplan:schemes/cnitsec/tariff.csv:*)\n" },
  { "chinese", "cnitsec/operation/2", "upgrade", CERTPLAN_LANG_ZH_CN,
    "审核费用：cnitsec/operation/2（升级）：63,000.00 元（cnitsec-operation-2，9-1；"
    "certplan:schemes/cnitsec/tariff.csv:*）\n"
    "三年年金：cnitsec/operation/2（升级）：15,000.00 元（cnitsec-operation-2，9-1；"
    "certplan:schemes/cnitsec/tariff.csv:*）\n" },
};

/* Returns: the explanation; NULL if there is no such fee */
static char *
dup_explanation (CertplanRulebook *rulebook, const char *qualification, const char *kind,
                 CertplanDate on, CertplanLang lang)
{
  const guint handle = certplan_rulebook_find (rulebook, qualification, NULL);
  g_autoptr (CertplanQuote) quote = certplan_quote_new (rulebook, handle, kind, on, NULL);
  if (quote == NULL)
    return NULL;
  GString *text = g_string_new (NULL);
  certplan_quote_explain (quote, lang, text);
  return g_string_free (text, FALSE);
}

static void
test_explain (gconstpointer data)
{
  const ExplainRow *row = data;
  g_autoptr (CertplanRulebook) rulebook = certplan_rulebook_load (NULL, NULL, NULL, NULL);
  g_autofree char *text
      = dup_explanation (rulebook, row->qualification, row->kind, CERTPLAN_DATE_NONE, row->lang);
  g_autoptr (GRegex) line = g_regex_new ("tariff.csv:[0-9]+", 0, 0, NULL); /* rows may move */
  g_autofree char *got = g_regex_replace_literal (line, text, -1, 0, "tariff.csv:*", 0, NULL);

  g_assert_cmpstr (got, ==, row->text);
}

static void
append_cell (CertplanRulebook *rulebook, CertplanLang lang, CertplanTable *table,
             CertplanCursor *cursor, const char *name, GString *out)
{
  for (guint i = 0; i < certplan_table_get_n_columns (table); i++)
    if (g_str_equal (certplan_table_get_column_name (table, i), name))
      {
        CertplanValue value;
        _certplan_cursor_get (cursor, i, &value);
        _certplan_value_append (certplan_rulebook_get_labels (rulebook), lang, TRUE,
                                certplan_table_get_column_type (table, i), &value, out);
      }
}

/* The table of reasons, put into the same words. */
static char *
dup_reasons (CertplanRulebook *rulebook, const char *qualification, const char *kind,
             CertplanDate on, CertplanLang lang)
{
  static const char *const english[] = { "", ": ", " (", ", ", "; ", ")\n" };
  static const char *const chinese[] = { "", "：", "（", "，", "；", "）\n" };
  static const char *const columns[] = { "subject", "rule", "source", "clause", "found_in" };
  const char *const *between = lang == CERTPLAN_LANG_EN ? english : chinese;
  g_autoptr (CertplanQuotes) quotes = certplan_quotes_new (rulebook, NULL);
  GString *text = g_string_new (NULL);

  g_assert_true (certplan_quotes_add (quotes, qualification, kind, on, NULL));
  g_autoptr (CertplanTables) tables = certplan_quotes_dup_tables (quotes, TRUE);
  CertplanTable *table = certplan_tables_find (tables, "reasons");
  g_autoptr (CertplanCursor) cursor = certplan_table_open (table);
  while (certplan_cursor_next (cursor, NULL))
    {
      for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
        {
          g_string_append (text, between[i]);
          append_cell (rulebook, lang, table, cursor, columns[i], text);
        }
      g_string_append (text, between[G_N_ELEMENTS (columns)]);
    }
  return g_string_free (text, FALSE);
}

/* A layer with a fee that replaces, one that is new, and texts that look like placeholders. */
static void
test_like_table (Folder *folder, gconstpointer data)
{
  static const char *const kinds[] = { "initial", "upgrade", "maintenance" };
  static const CertplanLang langs[] = { CERTPLAN_LANG_EN, CERTPLAN_LANG_ZH_CN };
  g_autofree char *path = g_build_filename (folder->path, "tariff.csv", NULL);
  const char *layers[] = { path, NULL };
  guint n_quotes = 0, n_replaced = 0;

  g_assert_true (g_file_set_contents (
      path,
      "qualification,kind,item,amount,valid_from,source,clause\n"
      "cnitsec/cloud/1,initial,audit_fee,1234567.89,,offer {3},\"{1} {3}, 100 %s\"\n"
      "cnitsec/cloud/2,initial,audit_fee,0.05,2026-01-01,offer,own\n",
      -1, NULL));
  g_autoptr (CertplanRulebook) rulebook = certplan_rulebook_load (layers, NULL, NULL, NULL);
  const CertplanDate on = certplan_date_new (2026, 9, 1);
  for (guint handle = 1; handle <= certplan_rulebook_get_n_qualifications (rulebook); handle++)
    for (gsize i = 0; i < G_N_ELEMENTS (kinds) * G_N_ELEMENTS (langs); i++)
      {
        const char *name = certplan_rulebook_get_qualification (rulebook, handle);
        const char *kind = kinds[i / G_N_ELEMENTS (langs)];
        const CertplanLang lang = langs[i % G_N_ELEMENTS (langs)];
        g_autofree char *text = dup_explanation (rulebook, name, kind, on, lang);
        if (text == NULL)
          continue;
        g_autofree char *reasons = dup_reasons (rulebook, name, kind, on, lang);
        g_assert_cmpstr (text, ==, reasons);
        n_quotes++;
        n_replaced += strstr (text, "1,234,567.89") != NULL && strstr (text, "100 %s") != NULL;
      }
  g_assert_cmpuint (n_quotes, ==, (7 + 1) * G_N_ELEMENTS (langs));
  g_assert_cmpuint (n_replaced, ==, G_N_ELEMENTS (langs));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  ADD_ROWS ("/quote-explain/text/", explain_rows, test_explain);
  g_test_add ("/quote-explain/like-table", Folder, NULL, folder_set_up, test_like_table,
              folder_tear_down);
  return g_test_run ();
}
