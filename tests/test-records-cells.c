/* Records: cells, files and headers, row by row. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-records.h"

typedef struct
{
  const char *name;
  guint column;
  const char *cell;
  const char *text; /* what is read, as a file has it; NULL = absent */
} CellCase;

static const CellCase cell_cases[] = {
  { "id", CERTIFICATE, "0012345", "0012345" }, /* leading zeros stay */
  { "id-keeps-blanks", CERTIFICATE, " C 1 ", " C 1 " },
  { "id-hexadecimal", CERTIFICATE, "1E5", "1E5" }, /* spreadsheets write 1E+05 */
  { "id-with-plus", CERTIFICATE, "1E+X", "1E+X" },
  { "id-of-two-numbers", CERTIFICATE, "12+3", "12+3" },
  { "id-with-empty-exponent", CERTIFICATE, "1E+", "1E+" },
  { "date", ISSUED, "2025-05-01", "2025-05-01" },
  { "date-slashes", ISSUED, " 2025/5/1 ", "2025-05-01" },
  { "date-chinese", ISSUED, "2025年5月1日", "2025-05-01" },
  { "text", ORG, "北京甲公司", "北京甲公司" },
  { "text-keeps-blanks", ORG, "  a ", "  a " },
  { "text-empty", ORG, "", NULL },
  { "text-of-blanks", ORG, " \t \n", NULL },
  { "text-of-wide-blanks", ORG, "　\u00a0　", NULL },
  { "text-compatible", ORG, "①㈱ﬁ", "①㈱ﬁ" }, /* names are never normalised */
  { "text-guarded", ORG, "'=1+2", "=1+2" },
  { "text-guarded-plus", ORG, "'+86 10", "+86 10" },
  { "text-guarded-minus", ORG, "'-", "-" },
  { "text-guarded-at", ORG, "'@a", "@a" },
  { "text-guarded-tab", ORG, "'\ta", "\ta" },
  { "text-guarded-cr", ORG, "'\ra", "\ra" },
  { "text-guarded-wide-equals", ORG, "'＝a", "＝a" },
  { "text-guarded-wide-plus", ORG, "'＋a", "＋a" },
  { "text-guarded-wide-minus", ORG, "'－a", "－a" },
  { "text-guarded-wide-at", ORG, "'＠a", "＠a" },
  { "text-guarded-twice", ORG, "''=a", "'=a" },
  { "text-apostrophe", ORG, "'t Hooft", "'t Hooft" },
  { "text-apostrophe-alone", ORG, "'", "'" },
  { "text-unguarded", ORG, "=a", "=a" },
  { "note-guarded", NOTE, "'=\nb", "=\nb" },
  { "id-guarded", CERTIFICATE, "'-7", "-7" },
  { "month", MONTH, "2026-03", "2026-03" },
  { "month-slash", MONTH, "2026/3", "2026-03" },
  { "month-chinese", MONTH, "2026年3月", "2026-03" },
  { "month-chinese-wide", MONTH, "　２０２６ 年 １２ 月 ", "2026-12" },
  { "month-two-digits", MONTH, "2026/03", "2026-03" },
  { "money", AMOUNT, "72000", "72000.00" },
  { "money-grouped", AMOUNT, "￥72,000.00", "72000.00" },
  { "money-wan", AMOUNT, "7.2万元", "72000.00" },
  { "money-zero", AMOUNT, "0", "0.00" },
  { "money-negative", BALANCE, "(1,200)", "-1200.00" },
  { "int", COUNT, "12", "12" },
  { "int-zero", COUNT, "0", "0" },
  { "int-blanks", COUNT, " 12 ", "12" },
  { "int-grouped", COUNT, "1,234,567", "1234567" },
  { "int-wide", COUNT, "１，２３４", "1234" },
  { "int-negative", DELTA, "-12", "-12" },
  { "int-largest", DELTA, "2147483647", "2147483647" },
  { "int-least", DELTA, "-2147483647", "-2147483647" },
  { "int-leading-zeros", DELTA, "007", "7" }, /* decimal, never octal */
  { "share", SHARE, "0.7", "0.7" },
  { "share-percent", SHARE, "70%", "0.7" },
  { "share-percent-blank", SHARE, "100 %", "1" },
  { "share-percent-wide", SHARE, "７０％", "0.7" },
  { "share-exact", SHARE, "0.123456", "0.123456" },
  { "share-exact-percent", SHARE, "12.3456%", "0.123456" },
  { "share-trailing-zeros", SHARE, "0.70000000000000000000", "0.7" },
  { "share-one", SHARE, "1", "1" },
  { "share-millionth", SHARE, "0.0001%", "0.000001" },
  { "period", LENGTH, "P3M", "P3M" },
  { "period-years", LENGTH, " P1Y6M", "P18M" },
  { "period-working-days", LENGTH, "P10B", "P10B" },
  { "choice", KIND, "initial", "initial" },
  { "choice-case", KIND, "Initial", "initial" },
  { "choice-english", KIND, "certificate RENEWAL", "renewal" },
  { "choice-chinese", KIND, "换证", "renewal" },
  { "choice-blanks", KIND, " upgrade　", "upgrade" },
  { "choice-wide", KIND, "ｕｐｇｒａｄｅ", "upgrade" },
  { "qualification", QUALIFICATION, "cnitsec/cloud/1", "cnitsec/cloud/1" },
  { "qualification-wide", QUALIFICATION, " cnitsec／cloud／１", "cnitsec/cloud/1" },
  { "note-lines", NOTE, "a\nb\r\nc \"d\"", "a\nb\r\nc \"d\"" },
  { "blank-month", MONTH, "  ", NULL },
  { "blank-amount", AMOUNT, "", NULL },
  { "blank-count", COUNT, "　", NULL },
  { "blank-share", SHARE, "", NULL },
  { "blank-length", LENGTH, "", NULL },
  { "blank-kind", KIND, "", NULL },
  { "blank-qualification", QUALIFICATION, "", NULL },
};

static void
test_cell (gconstpointer data)
{
  const CellCase *row = data;
  g_autofree char *file = row->column <= ORG ? make_first_file (row->column, row->cell)
                                             : make_file (row->column, row->cell);
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanRecords) records = load_text (&record_type, file, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (certplan_records_get_n (records), ==, 1);
  g_autofree char *text
      = certplan_records_dup_text (records, 0, record_type.columns[row->column].name);
  g_assert_cmpstr (text, ==, row->text);
}

typedef struct
{
  const char *name;
  guint column;
  const char *cell;
  CertplanTableError code;
  const char *text; /* of the fault, behind the place */
} RefusedCase;

#define VALUE CERTPLAN_TABLE_ERROR_VALUE
#define MISSING CERTPLAN_TABLE_ERROR_MISSING
#define NO_INT "; wanted a number like 12 or 1,200"
#define LARGE_INT "; wanted at most 2,147,483,647"
#define NO_MONTH "; wanted 2026-03, 2026/3 or 2026年3月"
#define NO_SHARE "; wanted 0.7 or 70%"

static const RefusedCase refused_cases[] = {
  { "id-missing", CERTIFICATE, "", MISSING,
    "certificate: the cell is empty; wanted the certificate's number" },
  { "id-blank", CERTIFICATE, " 　", MISSING,
    "certificate: the cell is empty; wanted the certificate's number" },
  { "id-failed-formula", CERTIFICATE, "#N/A", VALUE,
    "certificate: a formula of a spreadsheet has failed: \"#N/A\"; wanted what the formula should "
    "have given, or an empty cell" },
  { "id-rounded", CERTIFICATE, "1.23E+17", VALUE,
    "certificate: a spreadsheet has rounded this number: \"1.23E+17\"; wanted all its digits, from "
    "a column formatted as text" },
  { "id-rounded-blanks", CERTIFICATE, " 1.23457E+17　", VALUE,
    "certificate: a spreadsheet has rounded this number: \" 1.23457E+17　\"; wanted all its "
    "digits, "
    "from a column formatted as text" },
  { "id-rounded-negative", CERTIFICATE, "-1E+10", VALUE,
    "certificate: a spreadsheet has rounded this number: \"-1E+10\"; wanted all its digits, from a "
    "column formatted as text" },
  { "id-rounded-short", CERTIFICATE, "1e+05", VALUE,
    "certificate: a spreadsheet has rounded this number: \"1e+05\"; wanted all its digits, from a "
    "column formatted as text" },
  { "date-missing", ISSUED, "", MISSING, "issued: the cell is empty" },
  { "date-ambiguous", ISSUED, "1/5/2025", VALUE,
    "issued: \"1/5/2025\" does not begin with the year; write it as 2025-05-01" },
  { "date-no-day", ISSUED, "2026-02-30", VALUE,
    "issued: \"2026-02-30\" is no date: that month has 28 days" },
  { "month-13", MONTH, "2026-13", VALUE,
    "month: no such month: \"2026-13\"; wanted a month from 0001-01 to 9999-12" },
  { "month-year-0", MONTH, "0000-01", VALUE,
    "month: no such month: \"0000-01\"; wanted a month from 0001-01 to 9999-12" },
  { "month-is-date", MONTH, "2026-03-01", VALUE, "month: not a month: \"2026-03-01\"" NO_MONTH },
  { "month-first", MONTH, "3/2026", VALUE, "month: not a month: \"3/2026\"" NO_MONTH },
  { "month-short-year", MONTH, "26-03", VALUE, "month: not a month: \"26-03\"" NO_MONTH },
  { "month-name", MONTH, "Mar-26", VALUE, "month: not a month: \"Mar-26\"" NO_MONTH },
  { "month-three-digits", MONTH, "2026-003", VALUE, "month: not a month: \"2026-003\"" NO_MONTH },
  { "month-mixed", MONTH, "2026年3", VALUE, "month: not a month: \"2026年3\"" NO_MONTH },
  { "money-separators", AMOUNT, "7,20", VALUE,
    "amount: the separators of \"7,20\" are misplaced; write 72,000.00 or 72000.00" },
  { "money-unsigned", AMOUNT, "-1", VALUE, "amount: negative: \"-1\"; wanted 0 or more" },
  { "int-text", COUNT, "many", VALUE, "count: not a whole number: \"many\"" NO_INT },
  { "int-decimals", COUNT, "12.0", VALUE, "count: not a whole number: \"12.0\"" NO_INT },
  { "int-plus", COUNT, "+12", VALUE, "count: not a whole number: \"+12\"" NO_INT },
  { "int-exponent", COUNT, "1E+05", VALUE, "count: not a whole number: \"1E+05\"" NO_INT },
  { "int-groups", COUNT, "12,34", VALUE, "count: not a whole number: \"12,34\"" NO_INT },
  { "int-long-group", COUNT, "1234,567", VALUE, "count: not a whole number: \"1234,567\"" NO_INT },
  { "int-zero-group", COUNT, "0,123", VALUE, "count: not a whole number: \"0,123\"" NO_INT },
  { "int-blank-inside", COUNT, "1 2", VALUE, "count: not a whole number: \"1 2\"" NO_INT },
  { "int-hexadecimal", COUNT, "0x10", VALUE, "count: not a whole number: \"0x10\"" NO_INT },
  { "int-unsigned", COUNT, "-1", VALUE, "count: negative: \"-1\"; wanted 0 or more" },
  { "int-too-large", DELTA, "2147483648", VALUE,
    "delta: number too large: \"2147483648\"" LARGE_INT },
  { "int-too-small", DELTA, "-2147483648", VALUE, /* the number that means absent */
    "delta: number too large: \"-2147483648\"" LARGE_INT },
  { "int-64-bits", DELTA, "18446744073709551617", VALUE,
    "delta: number too large: \"18446744073709551617\"" LARGE_INT },
  { "int-many-groups", DELTA, "9,999,999,999,999,999,999,999", VALUE,
    "delta: number too large: \"9,999,999,999,999,999,999,999\"" LARGE_INT },
  { "share-whole", SHARE, "70", VALUE,
    "share: share over one: \"70\"; wanted 0.7 or 70%, at most 1 or 100%" },
  { "share-over", SHARE, "100.0001%", VALUE,
    "share: share over one: \"100.0001%\"; wanted 0.7 or 70%, at most 1 or 100%" },
  { "share-huge", SHARE, "99999999999999999999999", VALUE,
    "share: share over one: \"99999999999999999999999\"; wanted 0.7 or 70%, at most 1 or 100%" },
  { "share-inexact", SHARE, "0.1234567", VALUE,
    "share: share more exact than a millionth: \"0.1234567\"; wanted at most 0.123456 or "
    "12.3456%" },
  { "share-inexact-percent", SHARE, "33.33333%", VALUE,
    "share: share more exact than a millionth: \"33.33333%\"; wanted at most 0.123456 or "
    "12.3456%" },
  { "share-negative", SHARE, "-0.5", VALUE, "share: not a share: \"-0.5\"" NO_SHARE },
  { "share-comma", SHARE, "0,5", VALUE, "share: not a share: \"0,5\"" NO_SHARE },
  { "share-no-digit", SHARE, "0.", VALUE, "share: not a share: \"0.\"" NO_SHARE },
  { "share-percent-first", SHARE, "%70", VALUE, "share: not a share: \"%70\"" NO_SHARE },
  { "share-percent-twice", SHARE, "70%%", VALUE, "share: not a share: \"70%%\"" NO_SHARE },
  { "period", LENGTH, "3 months", VALUE,
    "length: \"3 months\" is not a period like P3M, P30D, P2W, P1Y6M or P10B (10 working days)" },
  { "choice", KIND, "first", VALUE,
    "kind: unknown word: \"first\"; wanted initial, upgrade or renewal" },
  { "choice-long", KIND,
    "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123"
    "4567890123456789012345678901234567890123456789",
    VALUE,
    "kind: unknown word: \"012345678901234567890123456789012345678901234567890123456789...\"; "
    "wanted initial, upgrade or renewal" },
  { "qualification", QUALIFICATION, "cnitsec/cloud/9", VALUE,
    "qualification: unknown qualification: \"cnitsec/cloud/9\"; wanted \"cnitsec/cloud/1\"" },
  { "qualification-far", QUALIFICATION, "x", VALUE,
    "qualification: unknown qualification: \"x\"; wanted SCHEME/CATEGORY/LEVEL, "
    "as \"certplan list\" shows them" },
  { "marks-of-direction", COUNT, "\u202e31", VALUE,
    "count: not a whole number: \"\\u{202e}31\"" NO_INT },
};

static void
test_refused (gconstpointer data)
{
  const RefusedCase *row = data;
  static const guint first_places[] = { 1, 6, 19 }; /* quoted cells: "C1","2026-01-31", */
  const guint place
      = row->column <= ORG ? first_places[row->column] : (guint)strlen (ROW_START) + 1;
  g_autofree char *file = row->column <= ORG ? make_first_file (row->column, row->cell)
                                             : make_file (row->column, row->cell);
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (load_text (&record_type, file, faults, &error));
  g_autofree char *wanted = g_strdup_printf ("t.csv:2:%u: %s", place, row->text);
  g_assert_cmpuint (certplan_faults_get_n (faults), ==, 1);
  g_autofree char *text = certplan_faults_dup_text (faults, 0);
  g_assert_cmpstr (text, ==, wanted);
  g_assert_error (error, CERTPLAN_TABLE_ERROR, (gint)row->code);
  g_assert_cmpstr (error->message, ==, wanted);
}

/* A program's own rows are refused for the same reasons. */
static void
test_refused_append (gconstpointer data)
{
  const RefusedCase *row = data;
  const char *values[N_COLUMNS] = { "C1", "2026-01-31", "x" };
  g_autoptr (CertplanRecords) records = _certplan_records_new (&record_type, &resolver);
  g_autoptr (GError) error = NULL;

  values[row->column] = row->cell;
  g_assert_false (_certplan_records_append (records, values, NULL, &error));
  g_assert_error (error, CERTPLAN_TABLE_ERROR, (gint)row->code);
  g_assert_cmpstr (error->message, ==, row->text);
  g_assert_cmpuint (certplan_records_get_n (records), ==, 0);
}

typedef struct
{
  const char *name;
  const char *file;
  CertplanTableError code; /* of the first fault */
  const char *faults;      /* one a line */
} FileCase;

#define ALL_COLUMNS                                                                                \
  "certificate, issued, org, month, amount, balance, count, delta, share, length, kind, "          \
  "qualification, note"

static const FileCase file_cases[] = {
  { "empty", "", CERTPLAN_TABLE_ERROR_HEADER,
    "t.csv: the file is empty; wanted a header and rows" },
  { "blank-lines", "\n\r\n\n", CERTPLAN_TABLE_ERROR_HEADER,
    "t.csv: the file is empty; wanted a header and rows" },
  { "column-missing", "certificate,org\nC1,x\n", CERTPLAN_TABLE_ERROR_HEADER,
    "t.csv:1:16: column missing; wanted issued or 发证日期" },
  { "columns-missing", "amount\n1\n", CERTPLAN_TABLE_ERROR_HEADER,
    "t.csv:1:7: column missing; wanted certificate\n"
    "t.csv:1:7: column missing; wanted issued or 发证日期\n"
    "t.csv:1:7: column missing; wanted org or 企业名称" },
  { "column-unknown", "certificate,issued,org,amuont\nC1,2026-01-31,x,1\n",
    CERTPLAN_TABLE_ERROR_HEADER, "t.csv:1:24: unknown column: \"amuont\"; wanted \"amount\"" },
  { "column-unknown-chinese", "certificate,issued,企业名\nC1,2026-01-31,x\n",
    CERTPLAN_TABLE_ERROR_HEADER,
    "t.csv:1:20: unknown column: \"企业名\"; wanted \"企业名称\"\n"
    "t.csv:1:23: column missing; wanted org or 企业名称" },
  { "column-unknown-far", "certificate,issued,org,nothing at all\nC1,2026-01-31,x,1\n",
    CERTPLAN_TABLE_ERROR_HEADER,
    "t.csv:1:24: unknown column: \"nothing at all\"; wanted " ALL_COLUMNS },
  { "column-without-name", "certificate,issued,,org\nC1,2026-01-31,,x\n",
    CERTPLAN_TABLE_ERROR_HEADER, "t.csv:1:20: column without a name; wanted " ALL_COLUMNS },
  { "value-without-name",
    "certificate,issued,org,, \nC1,2026-01-31,x,,\n,,,　,\nC2,2026-01-31,x,,1\n",
    CERTPLAN_TABLE_ERROR_HEADER,
    "t.csv:4:18: a value in a column without a name: \"1\"; wanted a name in the header" },
  { "too-narrow-with-unnamed", "certificate,issued,org,,\nC1,2026-01-31\n",
    CERTPLAN_TABLE_ERROR_WIDTH, "t.csv:2: the row has 2 cells, the header 5" },
  { "empty-rows", "\n,,\n\" \",　\n,,,,,\n", CERTPLAN_TABLE_ERROR_HEADER,
    "t.csv: the file is empty; wanted a header and rows" },
  { "column-twice", "certificate,issued,org,发证日期\nC1,2026-01-31,x,2026-01-31\n",
    CERTPLAN_TABLE_ERROR_HEADER,
    "t.csv:1:24: column there twice: \"发证日期\"; wanted each column once" },
  { "other-unit", "certificate,issued,org,价款（万元）\nC1,2026-01-31,x,1\n",
    CERTPLAN_TABLE_ERROR_HEADER,
    "t.csv:1:24: column in another unit: \"价款（万元）\"; wanted amount (yuan)" },
  { "other-unit-of-int", "certificate,issued,org,count (months)\nC1,2026-01-31,x,1\n",
    CERTPLAN_TABLE_ERROR_HEADER,
    "t.csv:1:24: column in another unit: \"count (months)\"; wanted count (days)" },
  { "unit-of-none", "certificate,issued,org,share (%)\nC1,2026-01-31,x,1\n",
    CERTPLAN_TABLE_ERROR_HEADER,
    "t.csv:1:24: column in another unit: \"share (%)\"; wanted share" },
  { "header-and-cells", "certificate,issued,org,amuont,count\nC1,soon,x,1,many\n",
    CERTPLAN_TABLE_ERROR_HEADER,
    "t.csv:1:24: unknown column: \"amuont\"; wanted \"amount\"\n"
    "t.csv:2:4: issued: \"soon\" is not a date like 2025-05-01, 2025/5/1 or 20250501\n"
    "t.csv:2:13: count: not a whole number: \"many\"; wanted a number like 12 or 1,200" },
  { "another-file", "甲,乙\n1,2\n3\n", CERTPLAN_TABLE_ERROR_HEADER,
    "t.csv:1:1: none of the first 20 rows is a header of a file of this kind: \"things\"; wanted "
    "certificate, issued or 发证日期, org or 企业名称" },
  { "all-misspelt", "甲,乙,丙\n1,2,3\n", CERTPLAN_TABLE_ERROR_HEADER,
    "t.csv:1:1: unknown column: \"甲\"; wanted " ALL_COLUMNS "\n"
    "t.csv:1:3: unknown column: \"乙\"; wanted " ALL_COLUMNS "\n"
    "t.csv:1:5: unknown column: \"丙\"; wanted " ALL_COLUMNS "\n"
    "t.csv:1:6: column missing; wanted certificate\n"
    "t.csv:1:6: column missing; wanted issued or 发证日期\n"
    "t.csv:1:6: column missing; wanted org or 企业名称" },
  /* a title above is passed over, and a fault stands where it is */
  { "unknown-below-title", "登记表,,,\n\ncertificate,issued,org,amuont\nC1,2026-01-31,x,1\n",
    CERTPLAN_TABLE_ERROR_HEADER, "t.csv:3:24: unknown column: \"amuont\"; wanted \"amount\"" },
  { "cell-below-titles", "登记表\n截至今日\ncertificate,issued,org\nC1,soon,x\n",
    CERTPLAN_TABLE_ERROR_VALUE,
    "t.csv:4:4: issued: \"soon\" is not a date like 2025-05-01, 2025/5/1 or 20250501" },
  { "titles-alone", "登记表\n截至今日\n", CERTPLAN_TABLE_ERROR_HEADER,
    "t.csv:1:1: none of the first 20 rows is a header of a file of this kind: \"things\"; wanted "
    "certificate, issued or 发证日期, org or 企业名称" },
  { "title-above-others", "登记表,\norg,甲\nC1,x\n", CERTPLAN_TABLE_ERROR_HEADER,
    "t.csv:1:1: none of the first 20 rows is a header of a file of this kind: \"things\"; wanted "
    "certificate, issued or 发证日期, org or 企业名称" },
  { "titles-of-several-cells", /* one of which is called as a column */
    "登记表,,,\norg,甲,填表日期:,2026/11/20\ncertificate,issued,org,amuont\nC1,2026-01-31,x,1\n",
    CERTPLAN_TABLE_ERROR_HEADER, "t.csv:3:24: unknown column: \"amuont\"; wanted \"amount\"" },
  { "twenty-titles",
    "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n19\n20\n"
    "certificate,issued,org\nC1,2026-01-31,x\n",
    CERTPLAN_TABLE_ERROR_HEADER,
    "t.csv:1:1: none of the first 20 rows is a header of a file of this kind: \"things\"; wanted "
    "certificate, issued or 发证日期, org or 企业名称" },
  { "nineteen-titles",
    "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n19\n"
    "certificate,issued,org\nC1,soon,x\n",
    CERTPLAN_TABLE_ERROR_VALUE,
    "t.csv:21:4: issued: \"soon\" is not a date like 2025-05-01, 2025/5/1 or 20250501" },
  { "workbook", "PK\x03\x04\x14\x01\n", CERTPLAN_TABLE_ERROR_ENCODING,
    "t.csv: this is a workbook of a spreadsheet, not its text; wanted the sheet, saved as CSV from "
    "the spreadsheet" },
  { "older-workbook", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1>\n", CERTPLAN_TABLE_ERROR_ENCODING,
    "t.csv: this is a workbook of a spreadsheet, not its text; wanted the sheet, saved as CSV from "
    "the spreadsheet" },
  { "too-narrow", "certificate,issued,org\nC1,2026-01-31\n", CERTPLAN_TABLE_ERROR_WIDTH,
    "t.csv:2: the row has 2 cells, the header 3" },
  { "too-wide", "certificate,issued,org\nC1,2026-01-31,x,\n\nC2,2026-01-31,y,z,\n",
    CERTPLAN_TABLE_ERROR_WIDTH,
    "t.csv:2: the row has 4 cells, the header 3\n"
    "t.csv:4: the row has 5 cells, the header 3" },
  { "cells-empty", "certificate,issued,org\n,,x\n", CERTPLAN_TABLE_ERROR_MISSING,
    "t.csv:2:1: certificate: the cell is empty; wanted the certificate's number\n"
    "t.csv:2:2: issued: the cell is empty" },
  { "duplicate",
    "certificate,issued,org\nC1,2026-01-31,x\nC2,2026-01-31,x\n\nC1,2026-01-31,y\n"
    "C1,2026-01-31,z\n",
    CERTPLAN_TABLE_ERROR_DUPLICATE,
    "t.csv:5:1: certificate: there twice: \"C1\"; wanted each one once; it is first on line 2\n"
    "t.csv:6:1: certificate: there twice: \"C1\"; wanted each one once; it is first on line 2" },
  { "duplicate-of-faulty-row", "certificate,issued,org\nC1,soon,x\nC1,2026-01-31,y\n",
    CERTPLAN_TABLE_ERROR_VALUE,
    "t.csv:2:4: issued: \"soon\" is not a date like 2025-05-01, 2025/5/1 or 20250501\n"
    "t.csv:3:1: certificate: there twice: \"C1\"; wanted each one once; it is first on line 2" },
  /* the faulty cell stands behind one with newlines and quotes in it */
  { "newline-before",
    "certificate,org,issued,note\nC1,\"a\nb\r\n\"\"c\"\"\",soon,\"n\n\"\nC2,x,later,\n",
    CERTPLAN_TABLE_ERROR_VALUE,
    "t.csv:4:8: issued: \"soon\" is not a date like 2025-05-01, 2025/5/1 or 20250501\n"
    "t.csv:6:6: issued: \"later\" is not a date like 2025-05-01, 2025/5/1 or 20250501" },
  { "chinese-before", "org,issued,certificate\n北京甲公司,soon,C1\n", CERTPLAN_TABLE_ERROR_VALUE,
    "t.csv:2:7: issued: \"soon\" is not a date like 2025-05-01, 2025/5/1 or 20250501" },
  { "newline-in-header", "certificate,\"org\n\",issued,\"note\n\"\nC1,x,soon,\n",
    CERTPLAN_TABLE_ERROR_VALUE,
    "t.csv:4:6: issued: \"soon\" is not a date like 2025-05-01, 2025/5/1 or 20250501" },
  { "hook", "certificate,issued,org,month\nC1,2026-03-31,x,2026-01\n", CERTPLAN_TABLE_ERROR_VALUE,
    "t.csv:2:17: the month is before the issue: \"2026-01\"; wanted a later month" },
  { "hook-not-on-faulty-rows", "certificate,issued,org,month,delta\nC1,2026-03-31,x,2026-01,many\n",
    CERTPLAN_TABLE_ERROR_VALUE,
    "t.csv:2:25: delta: not a whole number: \"many\"; wanted a number like 12 or 1,200" },
  { "hook-and-key", "certificate,issued,org,month\nC1,2026-01-31,x,\nC1,2026-03-31,x,2026-01\n",
    CERTPLAN_TABLE_ERROR_VALUE,
    "t.csv:3:17: the month is before the issue: \"2026-01\"; wanted a later month\n"
    "t.csv:3:1: certificate: there twice: \"C1\"; wanted each one once; it is first on line 2" },
  { "quote", "certificate,issued,org\nC1,2026-01-31,\"x\n", CERTPLAN_TABLE_ERROR_QUOTE,
    "t.csv:2:15: the quote that opens here is never closed: \"\"x\\x0a\"; wanted a closing "
    "quote" },
};

static void
test_file (gconstpointer data)
{
  const FileCase *row = data;
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (load_text (&record_type, row->file, faults, &error));
  g_autofree char *texts = dup_faults (faults);
  g_assert_cmpstr (texts, ==, row->faults);
  g_assert_error (error, CERTPLAN_TABLE_ERROR, (gint)row->code);
}

typedef struct
{
  const char *name;
  const char *header; /* for a certificate, a date, an amount of 7, a count of 5 */
} HeaderCase;

static const HeaderCase header_cases[] = {
  { "fields", "certificate,issued,amount,count,org" },
  { "labels-zh", "certificate,发证日期,amount,count,企业名称" },
  { "labels-en", "certificate,Issued on,amount,count,Organisation" },
  { "case-and-blanks", " CERTIFICATE ,　Issued,Amount\t,COUNT,ORG" },
  { "wide", "ｃｅｒｔｉｆｉｃａｔｅ,issued,ａｍｏｕｎｔ,count,org" },
  { "alias", "certificate,issued,fee,count,org" },
  { "alias-zh", "certificate,issued,价款,count,org" },
  { "unit-wide", "certificate,issued,价款（元）,count（天）,org" },
  { "unit", "certificate,issued,amount (yuan),count (days),org" },
  { "unit-case", "certificate,issued,AMOUNT(RMB),count[Days],org" },
  { "unit-brackets", "certificate,issued,amount【人民币】,count ( 天 ),org" },
  { "quoted", "\"certificate\",\"issued\",\"amount\n\",count,org" },
};

static void
test_header (gconstpointer data)
{
  const HeaderCase *row = data;
  g_autofree char *file = g_strconcat (row->header, "\r\nC1,2026-01-31,7,5,x", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanRecords) records = load_text (&record_type, file, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (certplan_records_get_n (records), ==, 1);
  const Row *loaded = _certplan_records_row (records, 0);
  g_assert_cmpstr (_certplan_records_note (records, loaded->certificate), ==, "C1");
  g_assert_cmpint (loaded->issued, ==, certplan_date_new (2026, 1, 31));
  g_assert_cmpint (loaded->amount, ==, 700);
  g_assert_cmpint (loaded->count, ==, 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  add_labels ();
  ADD_ROWS ("/records/cell/", cell_cases, test_cell);
  ADD_ROWS ("/records/refused/", refused_cases, test_refused);
  ADD_ROWS ("/records/refused-append/", refused_cases, test_refused_append);
  ADD_ROWS ("/records/file/", file_cases, test_file);
  ADD_ROWS ("/records/header/", header_cases, test_header);
  return g_test_run ();
}
