/* Cells as texts, in files and for people. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-table.h"

typedef struct
{
  const char *name;
  CertplanColumnType type;
  CertplanValue value;
  const char *file;      /* in a file with field names */
  const char *people_en; /* in a text for people */
  const char *people_zh;
} ValueCase;

#define TEXT(text)                                                                                 \
  {                                                                                                \
    text, NO_NUMBER,                                                                               \
    {                                                                                              \
      G_MININT32, 0, 0                                                                             \
    }                                                                                              \
  }
#define NUMBER(number)                                                                             \
  {                                                                                                \
    NULL, number,                                                                                  \
    {                                                                                              \
      G_MININT32, 0, 0                                                                             \
    }                                                                                              \
  }
#define PERIOD(months, days, working_days)                                                         \
  {                                                                                                \
    NULL, NO_NUMBER,                                                                               \
    {                                                                                              \
      months, days, working_days                                                                   \
    }                                                                                              \
  }

static const ValueCase value_cases[] = {
  { "money", CERTPLAN_COLUMN_MONEY, NUMBER (123456789), "1234567.89", "1,234,567.89",
    "1,234,567.89" },
  { "money-negative", CERTPLAN_COLUMN_MONEY, NUMBER (-5), "-0.05", "-0.05", "-0.05" },
  { "money-largest", CERTPLAN_COLUMN_MONEY, NUMBER (G_MAXINT64), "92233720368547758.07",
    "92,233,720,368,547,758.07", "92,233,720,368,547,758.07" },
  { "date", CERTPLAN_COLUMN_DATE, NUMBER (0), "1970-01-01", "1970-01-01", "1970-01-01" },
  { "date-first", CERTPLAN_COLUMN_DATE, NUMBER (-719162), "0001-01-01", "0001-01-01",
    "0001-01-01" },
  { "month", CERTPLAN_COLUMN_MONTH, NUMBER (-719162), "0001-01", "0001-01", "0001-01" },
  { "int", CERTPLAN_COLUMN_INT, NUMBER (1234567), "1234567", "1234567", "1234567" },
  { "int-least", CERTPLAN_COLUMN_INT, NUMBER (-G_MAXINT32), "-2147483647", "-2147483647",
    "-2147483647" },
  { "decimal", CERTPLAN_COLUMN_DECIMAL, NUMBER (123450), "1234.50", "1,234.50", "1,234.50" },
  { "decimal-negative", CERTPLAN_COLUMN_DECIMAL, NUMBER (-5), "-0.05", "-0.05", "-0.05" },
  { "absent-decimal", CERTPLAN_COLUMN_DECIMAL, NUMBER (NO_NUMBER), "", "", "" },
  { "share-none", CERTPLAN_COLUMN_SHARE, NUMBER (0), "0", "0 %", "0 %" },
  { "share-all", CERTPLAN_COLUMN_SHARE, NUMBER (1000000), "1", "100 %", "100 %" },
  { "share-70", CERTPLAN_COLUMN_SHARE, NUMBER (700000), "0.7", "70 %", "70 %" },
  { "share-7", CERTPLAN_COLUMN_SHARE, NUMBER (70000), "0.07", "7 %", "7 %" },
  { "share-70.5", CERTPLAN_COLUMN_SHARE, NUMBER (705000), "0.705", "70.5 %", "70.5 %" },
  { "share-third", CERTPLAN_COLUMN_SHARE, NUMBER (333333), "0.333333", "33.3333 %", "33.3333 %" },
  { "share-millionth", CERTPLAN_COLUMN_SHARE, NUMBER (1), "0.000001", "0.0001 %", "0.0001 %" },
  { "share-negative", CERTPLAN_COLUMN_SHARE, NUMBER (-5000), "-0.005", "-0.5 %", "-0.5 %" },
  { "months", CERTPLAN_COLUMN_PERIOD, PERIOD (3, 0, 0), "P3M", "3 months", "3 个月" },
  { "one-month", CERTPLAN_COLUMN_PERIOD, PERIOD (1, 0, 0), "P1M", "1 month", "1 个月" },
  { "days", CERTPLAN_COLUMN_PERIOD, PERIOD (0, 30, 0), "P30D", "30 days", "30 天" },
  { "one-day", CERTPLAN_COLUMN_PERIOD, PERIOD (0, 1, 0), "P1D", "1 day", "1 天" },
  { "no-days", CERTPLAN_COLUMN_PERIOD, PERIOD (0, 0, 0), "P0D", "0 days", "0 天" },
  { "working-days", CERTPLAN_COLUMN_PERIOD, PERIOD (0, 0, 10), "P10B", "10 working days",
    "10 个工作日" },
  { "one-working-day", CERTPLAN_COLUMN_PERIOD, PERIOD (0, 0, 1), "P1B", "1 working day",
    "1 个工作日" },
  { "month-and-days", CERTPLAN_COLUMN_PERIOD, PERIOD (1, 10, 0), "P1M10D", "1 month and 10 days",
    "1 个月 10 天" },
  { "choice", CERTPLAN_COLUMN_CHOICE, TEXT ("initial"), "initial", "initial certification",
    "首次" },
  { "choice-unknown", CERTPLAN_COLUMN_CHOICE, TEXT ("nowhere"), "nowhere", "nowhere", "nowhere" },
  { "text-is-no-key", CERTPLAN_COLUMN_TEXT, TEXT ("initial"), "initial", "initial", "initial" },
  { "note-is-no-sentence", CERTPLAN_COLUMN_NOTE, TEXT ("\x1dinitial"), "\x1dinitial", "\x1dinitial",
    "\x1dinitial" },
  { "sentence", CERTPLAN_COLUMN_SENTENCE,
    TEXT ("\x1dtest.due\x1f\x1einitial\x1f"
          "7"),
    "initial certification: 7 days left", "initial certification: 7 days left", "首次还剩7天" },
  { "absent-text", CERTPLAN_COLUMN_TEXT, TEXT (NULL), "", "", "" },
  { "absent-sentence", CERTPLAN_COLUMN_SENTENCE, TEXT (NULL), "", "", "" },
  { "absent-money", CERTPLAN_COLUMN_MONEY, NUMBER (NO_NUMBER), "", "", "" },
  { "absent-date", CERTPLAN_COLUMN_DATE, NUMBER (NO_NUMBER), "", "", "" },
  { "absent-month", CERTPLAN_COLUMN_MONTH, NUMBER (NO_NUMBER), "", "", "" },
  { "absent-share", CERTPLAN_COLUMN_SHARE, NUMBER (NO_NUMBER), "", "", "" },
  { "absent-period", CERTPLAN_COLUMN_PERIOD, NUMBER (NO_NUMBER), "", "", "" },
};

static void
test_value (gconstpointer data)
{
  const ValueCase *row = data;
  g_autoptr (CertplanLabels) labels = make_labels ();
  g_autoptr (GString) text = g_string_new (NULL);

  _certplan_value_append (labels, FIELD, FALSE, row->type, &row->value, text);
  g_assert_cmpstr (text->str, ==, row->file);
  g_string_truncate (text, 0);
  _certplan_value_append (labels, EN, TRUE, row->type, &row->value, text);
  g_assert_cmpstr (text->str, ==, row->people_en);
  g_string_truncate (text, 0);
  _certplan_value_append (labels, ZH, TRUE, row->type, &row->value, text);
  g_assert_cmpstr (text->str, ==, row->people_zh);
  g_assert_cmpint (_certplan_value_is_absent (row->type, &row->value), ==, *row->file == '\0');
}

/* Files in Chinese have the words of Chinese and the numbers of files. */
static void
test_value_chinese_file (void)
{
  const CertplanValue period = PERIOD (3, 0, 0), money = NUMBER (7200000), kind = TEXT ("initial");
  g_autoptr (CertplanLabels) labels = make_labels ();
  g_autoptr (GString) text = g_string_new (NULL);

  _certplan_value_append (labels, ZH, FALSE, CERTPLAN_COLUMN_PERIOD, &period, text);
  g_string_append_c (text, '|');
  _certplan_value_append (labels, ZH, FALSE, CERTPLAN_COLUMN_MONEY, &money, text);
  g_string_append_c (text, '|');
  _certplan_value_append (labels, ZH, FALSE, CERTPLAN_COLUMN_CHOICE, &kind, text);
  g_assert_cmpstr (text->str, ==, "P3M|72000.00|首次");
}

void
add_value_tests (void)
{
  ADD_ROWS ("/table/value/", value_cases, test_value);
  g_test_add_func ("/table/value-in-a-chinese-file", test_value_chinese_file);
}
