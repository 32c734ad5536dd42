/* What files of records look like, as programs are told, and records that programs make.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan.h"
#include "certplan-record-types-private.h"
#include "certplan-rulebook-private.h"
#include <string.h>

static CertplanRulebook *rulebook;

static CertplanRecords *
load_text (const char *type, const char *text, CertplanFaults *faults, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return certplan_records_load_bytes (type, "t.csv", bytes, NULL, rulebook, faults, error);
}

/* An empty file of each language is read back, by every type. */
static void
test_template (gconstpointer data)
{
  const char *type = data;
  static const CertplanLang langs[]
      = { CERTPLAN_LANG_FIELD, CERTPLAN_LANG_EN, CERTPLAN_LANG_ZH_CN };

  for (gsize i = 0; i < G_N_ELEMENTS (langs); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = certplan_record_type_dup_template (type, langs[i], &error);
      g_assert_no_error (error);
      g_assert_true (g_str_has_suffix (text, "\r\n") && strchr (text, '"') == NULL);
      g_autoptr (CertplanRecords) records = load_text (type, text, NULL, &error);
      g_assert_no_error (error);
      if (records != NULL)
        g_assert_cmpuint (certplan_records_get_n (records), ==, 0);
    }
}

/* A sheet of a workbook that a spreadsheet saved as CSV has its title above, each row as wide as
 * the table. */
static void
test_below_title (gconstpointer data)
{
  const char *type = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = certplan_record_type_dup_template (type, CERTPLAN_LANG_ZH_CN, &error);
  g_assert_no_error (error);
  g_autofree char *titled = g_strconcat (
      "应收费用（元）,,,\r\n编制：综合部,,填表日期：,2026/11/20\r\n,,,\r\n", text, NULL);
  g_autoptr (CertplanRecords) records = load_text (type, titled, NULL, &error);

  g_assert_no_error (error);
  if (records == NULL)
    return;
  g_assert_cmpuint (certplan_records_get_n (records), ==, 0);
  g_assert_cmpuint (certplan_records_get_n_left_out (records), ==, 2);
  g_assert_cmpint (certplan_records_get_left_out_kind (records, 1), ==, CERTPLAN_LEFT_OUT_TITLE);
  g_assert_cmpuint (certplan_records_get_left_out_line (records, 1), ==, 2);
  g_assert_cmpstr (certplan_records_get_left_out_text (records, 1), ==, "编制：综合部");
}

/* The Chinese template with one heading replaced is read without a fault. */
static void
check_heading (const CertplanRecordType *type, guint column, const char *heading)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (guint c = 0; c < type->n_columns; c++)
    {
      g_autofree char *key = _certplan_column_dup_label (&type->columns[c]);
      const char *label
          = certplan_labels_get (certplan_labels_get_default (), CERTPLAN_LANG_ZH_CN, key);
      g_assert_cmpstr (label, !=, key);
      g_string_append_printf (text, "%s%s", c > 0 ? "," : "", c == column ? heading : label);
    }
  g_autoptr (CertplanRecords) records = load_text (type->name, text->str, NULL, &error);
  g_assert_no_error (error);
}

static void
test_aliases (gconstpointer data)
{
  const CertplanRecordType *type = _certplan_record_type_find (data, NULL);

  for (guint c = 0; c < type->n_columns; c++)
    {
      const CertplanColumn *column = &type->columns[c];
      check_heading (type, c, column->name);
      for (guint a = 0; column->aliases != NULL && column->aliases[a] != NULL; a++)
        check_heading (type, c, column->aliases[a]);
    }
}

/* The words of CHOICE columns have Chinese labels, each its own, and are read by them. */
static void
test_words (gconstpointer data)
{
  const CertplanRecordType *type = _certplan_record_type_find (data, NULL);

  for (guint c = 0; c < type->n_columns; c++)
    for (guint v = 0; type->columns[c].values != NULL && type->columns[c].values[v] != NULL; v++)
      {
        const char *word = type->columns[c].values[v];
        const char *label
            = certplan_labels_get (certplan_labels_get_default (), CERTPLAN_LANG_ZH_CN, word);
        g_assert_cmpstr (label, !=, word);
        for (guint other = 0; other < v; other++)
          g_assert_cmpstr (label, !=,
                           certplan_labels_get (certplan_labels_get_default (), CERTPLAN_LANG_ZH_CN,
                                                type->columns[c].values[other]));
      }
}

static void
test_columns_table (gconstpointer data)
{
  const CertplanRecordType *type = _certplan_file_format_find (data, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTables) tables = certplan_record_type_dup_columns (data, &error);

  g_assert_no_error (error);
  g_autoptr (CertplanCursor) cursor = certplan_table_open (certplan_tables_get (tables, 0));
  for (guint c = 0; c < type->n_columns; c++)
    {
      g_assert_true (certplan_cursor_next (cursor, &error));
      g_autofree char *field = certplan_cursor_dup_text (cursor, 0);
      g_autofree char *help = certplan_cursor_dup_text (cursor, 7);
      g_assert_cmpstr (field, ==, type->columns[c].name);
      g_assert_cmpstr (help, ==, type->columns[c].help);
      g_assert_cmpuint (strlen (help), >, 0);
    }
  g_assert_false (certplan_cursor_next (cursor, &error));
}

/* Files of rules are told like records, and in Chinese, too. */
static void
test_rule_files (void)
{
  const CertplanLabels *labels = certplan_labels_get_default ();
  guint n_rules = 0;
  for (guint i = certplan_record_types_get_n (); i < certplan_file_formats_get_n (); i++)
    {
      const char *name = certplan_file_formats_get_name (i);
      const CertplanRecordType *type = _certplan_file_format_find (name, NULL);
      g_assert_true (g_str_has_prefix (name, "rules/"));
      test_columns_table (name);
      for (guint c = 0; c < type->n_columns; c++)
        {
          g_autofree char *key = _certplan_column_dup_label (&type->columns[c]);
          g_assert_cmpstr (certplan_labels_get (labels, CERTPLAN_LANG_ZH_CN, key), !=, key);
          g_assert_cmpstr (certplan_labels_get (labels, CERTPLAN_LANG_ZH_CN, type->columns[c].help),
                           !=, type->columns[c].help);
        }
      n_rules++;
    }
  g_assert_cmpuint (n_rules, ==, CERTPLAN_RULES_N_TABLES + 4);
}

/* The name alone stands for the file of rules where no record has it. */
static void
test_short_names (void)
{
  g_autofree char *fees = certplan_record_type_dup_template ("tariff", CERTPLAN_LANG_FIELD, NULL);
  g_autofree char *own = certplan_record_type_dup_template ("effort", CERTPLAN_LANG_FIELD, NULL);
  g_autofree char *rules
      = certplan_record_type_dup_template ("rules/effort", CERTPLAN_LANG_FIELD, NULL);
  g_assert_cmpstr (
      fees, ==, "qualification,kind,item,amount,valid_from,valid_to,published,source,clause\r\n");
  g_assert_cmpstr (own, ==, "qualification,kind,stage,min,mode,max,team,performer\r\n");
  g_assert_cmpstr (rules, ==,
                   "qualification,kind,stage,performer,min,mode,max,team,valid_from,valid_to,"
                   "published,source,clause\r\n");
}

static void
test_columns_row (void)
{
  static const char *const wanted[] = { "event", "event", "type.choice", "filled.always",
                                        NULL,    "",      "事项, 类型",  "what happened" };
  g_autoptr (CertplanTables) tables = certplan_record_type_dup_columns ("events", NULL);
  g_autoptr (CertplanCursor) cursor = certplan_table_open (certplan_tables_get (tables, 0));

  g_assert_true (certplan_cursor_next (cursor, NULL) && certplan_cursor_next (cursor, NULL));
  for (guint c = 0; c < G_N_ELEMENTS (wanted); c++)
    {
      g_autofree char *text = certplan_cursor_dup_text (cursor, c);
      if (wanted[c] != NULL)
        g_assert_cmpstr (text, ==, wanted[c]);
      else
        g_assert_true (g_str_has_prefix (text, "supplement, agreement, payment, "));
    }
}

static void
test_unknown_type (void)
{
  static const char *const names[][2] = {
    { "regster", "no record is named \"regster\"; wanted \"register\"" },
    { "\x1b[2J登记",
      "no record is named \"\\x1b[2J登记\"; wanted register, cases, events, plan, profile, "
      "projects, "
      "bodies, regions, reviewers, panels, arrivals, effort, renewal, passage, filings, charges, "
      "payments, "
      "decisions, agreements, applied, ledger, exclusions, fees, accounts, rules/tariff, "
      "rules/periods, rules/stages, rules/criteria, rules/lifecycle, rules/routing, "
      "rules/durations, rules/effort, rules/renewal, rules/panels, rules/industries, "
      "rules/documents, rules/labels, rules/calendar" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (certplan_record_type_dup_template (names[i][0], CERTPLAN_LANG_FIELD, &error));
      g_assert_error (error, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_NAME);
      g_assert_cmpstr (error->message, ==, names[i][1]);
      g_assert_null (certplan_records_new (names[i][0], rulebook, NULL));
      g_assert_null (
          certplan_records_load (names[i][0], "t.csv", NULL, rulebook, NULL, NULL, NULL));
      g_assert_null (load_text (names[i][0], "a\n", NULL, NULL));
      g_assert_null (certplan_record_type_dup_columns (names[i][0], NULL));
      g_assert_null (certplan_record_types_get_help (names[i][0]));
    }
}

/* A program's rows pass the same checks; what is left out at the end is absent. */
static void
test_append (void)
{
  static const char *const good[] = { "C1", "cnitsec/cloud/1", "甲", "2026-03-01", NULL };
  static const char *const bad[]
      = { "C2", "cnitsec/cloud/1", "甲", "2026-03-01", "2026-02-01", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanRecords) records = certplan_records_new ("register", rulebook, &error);

  g_assert_no_error (error);
  g_assert_true (certplan_records_append (records, good, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (certplan_records_append (records, bad, NULL, &error));
  g_assert_error (error, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_VALUE);
  g_assert_cmpstr (error->message, ==,
                   "printed_expiry: too early: \"2026-02-01\"; wanted 2026-03-01 or later");
  g_assert_cmpuint (certplan_records_get_n (records), ==, 1);
  const CertplanCertificate *row = certplan_certificate_get (records, 0);
  g_assert_cmpstr (certplan_records_get_note (records, row->certificate), ==, "C1");
  g_assert_cmpstr (certplan_records_get_text (records, row->org), ==, "甲");
  g_assert_null (certplan_records_get_text (records, row->kind));
  g_assert_cmpint (row->printed_expiry, ==, CERTPLAN_DATE_NONE);
}

/* The records are used after everybody else has let go of the rulebook. */
static void
test_keeps_rulebook (void)
{
  CertplanRulebook *own = certplan_rulebook_load (NULL, NULL, NULL, NULL);
  static const char text[] = "qualification,renew,upgrade,lead\ncnitsec/cloud/1,0.7,0.2,P7M\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (CertplanRecords) records
      = certplan_records_load_bytes ("renewal", "t.csv", bytes, NULL, own, NULL, NULL);

  certplan_rulebook_unref (own);
  g_autofree char *qualification = certplan_records_dup_text (records, 0, "qualification");
  g_assert_cmpstr (qualification, ==, "cnitsec/cloud/1");
}

static void
test_words_of_events (void)
{
  g_assert_null (certplan_event_kind_get_name (CERTPLAN_EVENT_NONE));
  g_assert_cmpstr (certplan_event_kind_get_name (CERTPLAN_EVENT_SUPPLEMENT), ==, "supplement");
  g_assert_cmpstr (certplan_event_kind_get_name (CERTPLAN_EVENT_ANNUAL_CONFIRMATION), ==,
                   "annual_confirmation");
  g_assert_cmpstr (certplan_event_kind_get_name (CERTPLAN_EVENT_LOSS), ==, "loss");
  g_assert_cmpstr (certplan_event_kind_get_name (CERTPLAN_EVENT_OTHER), ==, "other");
}

static void
test_leave (void)
{
  const char *text = " 2027-02-01/2027-02-14 ;; 2027年5月4日;";
  CertplanDate first, last;
  g_autoptr (GError) error = NULL;

  g_assert_true (certplan_leave_parse (&text, &first, &last, &error));
  g_assert_cmpint (first, ==, certplan_date_new (2027, 2, 1));
  g_assert_cmpint (last, ==, certplan_date_new (2027, 2, 14));
  g_assert_true (certplan_leave_parse (&text, &first, &last, &error));
  g_assert_cmpint (first, ==, certplan_date_new (2027, 5, 4));
  g_assert_cmpint (last, ==, first);
  g_assert_false (certplan_leave_parse (&text, &first, &last, &error));
  g_assert_no_error (error);
  text = "2027-02-30";
  g_assert_false (certplan_leave_parse (&text, &first, &last, &error));
  g_assert_error (error, CERTPLAN_BASE_ERROR, CERTPLAN_BASE_ERROR_RANGE);
}

static void
add_of_types (const char *prefix, GTestDataFunc function)
{
  for (guint i = 0; i < certplan_record_types_get_n (); i++)
    {
      const char *name = certplan_record_types_get_name (i);
      g_autofree char *path = g_strconcat (prefix, name, NULL);
      g_test_add_data_func (path, name, function);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  rulebook = certplan_rulebook_load (NULL, NULL, NULL, NULL);
  add_of_types ("/record-formats/template/", test_template);
  add_of_types ("/record-formats/below-title/", test_below_title);
  add_of_types ("/record-formats/aliases/", test_aliases);
  add_of_types ("/record-formats/words/", test_words);
  add_of_types ("/record-formats/columns/", test_columns_table);
  g_test_add_func ("/record-formats/rule-files", test_rule_files);
  g_test_add_func ("/record-formats/short-names", test_short_names);
  g_test_add_func ("/record-formats/columns-row", test_columns_row);
  g_test_add_func ("/record-formats/unknown-type", test_unknown_type);
  g_test_add_func ("/record-formats/append", test_append);
  g_test_add_func ("/record-formats/keeps-rulebook", test_keeps_rulebook);
  g_test_add_func ("/record-formats/words-of-events", test_words_of_events);
  g_test_add_func ("/record-formats/leave", test_leave);
  const int status = g_test_run ();
  certplan_rulebook_unref (rulebook);
  return status;
}
