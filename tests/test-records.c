/* Records: headers, cells, faults, keys, round trips. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-records-parts-private.h"
#include "test-rows.h"
#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  guint32 line;
  guint32 certificate, org, note;
  CertplanDate issued, month;
  CertplanMoney amount, balance;
  gint32 count, delta, share;
  CertplanPeriod length;
  guint16 qualification;
  guint8 kind;
} Row;

static const char *const kinds[] = { "initial", "upgrade", "renewal", NULL };
static const char *const amount_aliases[] = { "Fee", "价款", NULL };

#define REQUIRED CERTPLAN_COLUMN_REQUIRED
#define KEY CERTPLAN_COLUMN_KEY
#define HEADED CERTPLAN_COLUMN_HEADED
#define UNSIGNED CERTPLAN_COLUMN_UNSIGNED
#define COLUMN(member, TYPE, column_flags, ...)                                                    \
  CERTPLAN_RECORD_COLUMN (Row, member, TYPE, column_flags, __VA_ARGS__)

enum
{
  CERTIFICATE,
  ISSUED,
  ORG,
  MONTH,
  AMOUNT,
  BALANCE,
  COUNT,
  DELTA,
  SHARE,
  LENGTH,
  KIND,
  QUALIFICATION,
  NOTE,
  N_COLUMNS,
};

static const CertplanColumn columns[] = {
  COLUMN (certificate, ID, REQUIRED | KEY, .help = "the certificate's number"),
  COLUMN (issued, DATE, REQUIRED),
  COLUMN (org, TEXT, HEADED),
  COLUMN (month, MONTH, 0),
  COLUMN (amount, MONEY, UNSIGNED, .aliases = amount_aliases),
  COLUMN (balance, MONEY, 0, .unit = "yuan"),
  COLUMN (count, INT, UNSIGNED, .unit = "days"),
  COLUMN (delta, INT, 0),
  COLUMN (share, SHARE, 0),
  COLUMN (length, PERIOD, 0),
  COLUMN (kind, CHOICE, 0, .values = kinds),
  COLUMN (qualification, QUALIFICATION, 0),
  COLUMN (note, NOTE, 0),
};

/* What a row lacks is taken from another column; what does not go together is refused. */
static void
finish (CertplanRowCheck *check)
{
  Row *row = check->row;

  if (row->balance == CERTPLAN_MONEY_NONE)
    row->balance = row->amount;
  if (row->month != CERTPLAN_DATE_NONE && row->month < row->issued - 31)
    _certplan_row_fault (check, MONTH, "the month is before the issue", "a later month");
  if (row->share == 0 && row->count != G_MININT32)
    _certplan_row_fault (check, SHARE, "a count without a share", NULL);
}

static const CertplanRecordType record_type = {
  .name = "things",
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
  .row_size = sizeof (Row),
  .finish = finish,
};

static const char *const qualifications[] = { "cnitsec/operation/2", "cnitsec/cloud/1" };
static guint n_resolved;

static guint16
resolve (gpointer data, const char *text, GString *wanted)
{
  n_resolved++;
  for (guint16 i = 0; i < G_N_ELEMENTS (qualifications); i++)
    if (g_str_equal (text, qualifications[i]))
      return i + 1;
  if (g_str_has_prefix (text, "cnitsec"))
    g_string_append (wanted, "\"cnitsec/cloud/1\"");
  return 0;
}

static const char *
get_name (gpointer data, guint16 handle)
{
  return qualifications[handle - 1];
}

static const CertplanResolver resolver = { resolve, get_name, NULL };

static CertplanRecords *
load_text (const CertplanRecordType *type, const char *text, CertplanFaults *faults, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return _certplan_records_load_bytes (type, "t.csv", bytes, NULL, &resolver, faults, error);
}

/* All faults, one a line. */
static char *
dup_faults (const CertplanFaults *faults)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < certplan_faults_get_n_kept (faults); i++)
    {
      g_autofree char *text = certplan_faults_dup_text (faults, i);
      g_string_append_printf (all, "%s%s", i > 0 ? "\n" : "", text);
    }
  return g_string_free (all, FALSE);
}

/* A cell as a CSV file has it. */
static void
append_quoted (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (; *text != '\0'; text++)
    g_string_append (out, *text == '"' ? "\"\"" : (char[]){ *text, '\0' });
  g_string_append_c (out, '"');
}

/* One row with a cell for a column beside those that must be there. */
#define ROW_START "C1,2026-01-31,x,"

static char *
make_file (guint column, const char *cell)
{
  GString *file = g_string_new ("certificate,issued,org");

  g_string_append_printf (file, ",%s\n" ROW_START, columns[column].name);
  append_quoted (file, cell);
  g_string_append_c (file, '\n');
  return g_string_free (file, FALSE);
}

/* The same for the three columns that must be there. */
static char *
make_first_file (guint column, const char *cell)
{
  const char *const cells[] = { "C1", "2026-01-31", "x" };
  GString *file = g_string_new ("certificate,issued,org\n");

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      append_quoted (file, i == column ? cell : cells[i]);
      g_string_append_c (file, i < G_N_ELEMENTS (cells) - 1 ? ',' : '\n');
    }
  return g_string_free (file, FALSE);
}

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
    "qualification: unknown qualification: \"x\"; wanted SCHEME/CATEGORY/LEVEL" },
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
    "t.csv:1:1: unknown column: \"甲\"; wanted " ALL_COLUMNS "\n"
    "t.csv:1:3: unknown column: \"乙\"; wanted " ALL_COLUMNS "\n"
    "t.csv:1:4: column missing; wanted certificate\n"
    "t.csv:1:4: column missing; wanted issued or 发证日期\n"
    "t.csv:1:4: column missing; wanted org or 企业名称" },
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

static const char good_file[]
    = "certificate,issued,org,amount,balance,share,length,kind,qualification,note,month,count,delta"
      "\n"
      "C1,2026-01-31,甲,12.50,,50%,P10B,renewal,cnitsec/cloud/1,\"a\nb\",2026-02,7,-7\n"
      "C2,2026-02-28,乙,,-3,,,,,,,,\n"
      "\n"
      "C3,2026-02-28,甲,0,,,,,cnitsec/cloud/1,,,,\n";

static void
test_rows (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanRecords) records = load_text (&record_type, good_file, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (certplan_records_get_n (records), ==, 3);
  g_assert_cmpstr (certplan_records_get_type_name (records), ==, "things");
  g_assert_true (_certplan_records_get_type (records) == &record_type);
  const Row *first = _certplan_records_row (records, 0);
  const Row *second = _certplan_records_row (records, 1);
  const Row *third = _certplan_records_row (records, 2);
  g_assert_cmpuint (first->line, ==, 2);
  g_assert_cmpuint (second->line, ==, 4); /* the first row is two lines long */
  g_assert_cmpuint (certplan_records_get_line (records, 2), ==, 6);
  g_assert_cmpuint (first->org, ==, third->org);
  g_assert_cmpuint (first->org, !=, second->org);
  g_assert_cmpuint (_certplan_records_get_n_texts (records), ==, 2);
  g_assert_cmpstr (_certplan_records_text (records, second->org), ==, "乙");
  g_assert_cmpint (first->balance, ==, 1250); /* by the hook */
  g_assert_cmpint (first->share, ==, 500000);
  g_assert_cmpint (first->length.working_days, ==, 10);
  g_assert_cmpint (first->kind, ==, 3);
  g_assert_cmpint (first->qualification, ==, 2);
  g_assert_cmpint (first->month, ==, certplan_date_new (2026, 2, 1));
  g_assert_cmpint (first->delta, ==, -7);
  g_assert_cmpint (second->amount, ==, CERTPLAN_MONEY_NONE);
  g_assert_cmpint (second->balance, ==, -300);
  g_assert_cmpint (second->count, ==, G_MININT32);
  g_assert_cmpint (second->share, ==, G_MININT32);
  g_assert_cmpint (second->month, ==, CERTPLAN_DATE_NONE);
  g_assert_true (_certplan_period_is_none (&second->length));
  g_assert_cmpint (second->kind, ==, 0);
  g_assert_cmpint (second->qualification, ==, 0);
  g_assert_null (_certplan_records_note (records, second->note));
  g_assert_null (_certplan_records_text (records, 0));
}

static void
test_getters (void)
{
  g_autoptr (CertplanRecords) records = load_text (&record_type, good_file, NULL, NULL);

  g_assert_cmpint (certplan_records_get_date (records, 0, "issued"), ==,
                   certplan_date_new (2026, 1, 31));
  g_assert_cmpint (certplan_records_get_date (records, 0, "month"), ==,
                   certplan_date_new (2026, 2, 1));
  g_assert_cmpint (certplan_records_get_date (records, 1, "month"), ==, CERTPLAN_DATE_NONE);
  g_assert_cmpint (certplan_records_get_date (records, 0, "amount"), ==, CERTPLAN_DATE_NONE);
  g_assert_cmpint (certplan_records_get_date (records, 0, "nothing"), ==, CERTPLAN_DATE_NONE);
  g_assert_cmpint (certplan_records_get_money (records, 0, "amount"), ==, 1250);
  g_assert_cmpint (certplan_records_get_money (records, 2, "amount"), ==, 0);
  g_assert_cmpint (certplan_records_get_money (records, 1, "amount"), ==, CERTPLAN_MONEY_NONE);
  g_assert_cmpint (certplan_records_get_money (records, 0, "count"), ==, CERTPLAN_MONEY_NONE);
  g_assert_cmpint (certplan_records_get_money (records, 0, "nothing"), ==, CERTPLAN_MONEY_NONE);
  g_assert_cmpint (certplan_records_get_int (records, 0, "count"), ==, 7);
  g_assert_cmpint (certplan_records_get_int (records, 0, "share"), ==, 500000);
  g_assert_cmpint (certplan_records_get_int (records, 1, "share"), ==, G_MININT32);
  g_assert_cmpint (certplan_records_get_int (records, 0, "issued"), ==, G_MININT32);
  g_assert_null (certplan_records_dup_text (records, 0, "nothing"));
  g_autofree char *note = certplan_records_dup_text (records, 0, "note");
  g_assert_cmpstr (note, ==, "a\nb");
}

/* All cells of a walk, in the table's columns. */
static char *
dup_walk (CertplanTable *table)
{
  g_autoptr (CertplanCursor) cursor = certplan_table_open (table);
  GString *all = g_string_new (NULL);

  while (certplan_cursor_next (cursor, NULL))
    {
      for (guint column = 0; column < certplan_table_get_n_columns (table); column++)
        {
          g_autofree char *text = certplan_cursor_dup_text (cursor, column);
          g_string_append_printf (all, "%s|", text);
        }
      g_string_append_c (all, '\n');
    }
  return g_string_free (all, FALSE);
}

static void
test_table (void)
{
  CertplanRecords *records = load_text (&record_type, good_file, NULL, NULL);
  g_autoptr (CertplanTable) table = certplan_records_dup_table (records);

  certplan_records_unref (records); /* the table holds it */
  g_assert_cmpstr (certplan_table_get_name (table), ==, "things");
  g_assert_cmpuint (certplan_table_get_n_columns (table), ==, N_COLUMNS);
  g_autofree char *first = dup_walk (table);
  g_autofree char *second = dup_walk (table);
  g_assert_cmpstr (
      first, ==,
      "C1|2026-01-31|甲|2026-02|12.50|12.50|7|-7|0.5|P10B|renewal|cnitsec/cloud/1|a\nb|\n"
      "C2|2026-02-28|乙|||-3.00||||||||\n"
      "C3|2026-02-28|甲||0.00|0.00||||||cnitsec/cloud/1||\n");
  g_assert_cmpstr (second, ==, first);
}

static void
test_header_only (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanRecords) records
      = load_text (&record_type, "certificate,issued,org\n", NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (certplan_records_get_n (records), ==, 0);
}

/* Rows of commas alone, which spreadsheets leave, and columns without a name or a value. */
static void
test_empty_rows (void)
{
  static const char *const files[] = {
    ",,\ncertificate,issued,org\n,,\nC1,2026-01-31,x\n,,\n \n,,,,,\nC2,2026-01-31,y\n,,\n,,",
    "certificate,issued,org,, \nC1,2026-01-31,x,,\n,,,,\n\"\",,,,\n\nC2,2026-01-31,y\n,\n",
    "certificate\tissued\torg\t\nC1\t2026-01-31\tx\t\nC2\t2026-01-31\ty\t　\n\t\t\t\n",
  };
  static const guint lines[][2] = { { 4, 8 }, { 2, 6 }, { 2, 3 } };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CertplanRecords) records = load_text (&record_type, files[i], NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (certplan_records_get_n (records), ==, 2);
      g_assert_cmpuint (certplan_records_get_line (records, 0), ==, lines[i][0]);
      g_assert_cmpuint (certplan_records_get_line (records, 1), ==, lines[i][1]);
    }
}

static void
test_resolved_once (void)
{
  GString *file = g_string_new ("certificate,issued,org,qualification\n");

  for (guint i = 0; i < 100; i++)
    g_string_append_printf (file, "C%u,2026-01-31,x,%s\n", i, qualifications[i % 2]);
  n_resolved = 0;
  g_autoptr (CertplanRecords) records = load_text (&record_type, file->str, NULL, NULL);
  g_string_free (file, TRUE);
  g_assert_nonnull (records);
  g_assert_cmpuint (n_resolved, ==, 2);
}

/* A file of nothing but faults: 100 are kept, reading stops at 1000. */
static void
test_many_faults (void)
{
  g_autoptr (GString) file = g_string_new ("certificate,issued,org\n");
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (file, "C%u,soon,x\n", i);
  g_assert_null (load_text (&record_type, file->str, faults, &error));
  g_assert_cmpuint (certplan_faults_get_n (faults), ==, 1000);
  g_assert_cmpuint (certplan_faults_get_n_kept (faults), ==, 100);
  g_assert_true (g_str_has_suffix (error->message, " (and 999 more)"));
}

/* The error is the first fault of this file, not of another one read before. */
static void
test_faults_before (void)
{
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) late_error = NULL;

  certplan_faults_add (faults, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_FILE, "a.csv", 0, 0,
                       "cannot be read", NULL, NULL);
  g_autoptr (CertplanRecords) good = load_text (&record_type, good_file, faults, &error);
  g_assert_no_error (error);
  g_assert_nonnull (good);
  g_assert_null (load_text (&record_type, "certificate,issued,org\nC1,,x\n,,y\n", faults, &error));
  g_assert_error (error, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_MISSING);
  g_assert_cmpstr (error->message, ==, "t.csv:2:4: issued: the cell is empty (and 2 more)");

  for (guint i = 0; i < 200; i++)
    certplan_faults_add (faults, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_FILE, "a.csv", 0, 0,
                         "cannot be read", NULL, NULL);
  g_assert_null (load_text (&record_type, "certificate,issued,org\nC1,,x\n", faults, &late_error));
  g_assert_error (late_error, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_LIMIT);
  g_assert_cmpstr (late_error->message, ==, "1 more faults than the list can show");
}

static void
test_no_file (void)
{
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (_certplan_records_load (&record_type, "/nonexistent/t.csv", NULL, &resolver,
                                         faults, NULL, &error));
  g_assert_error (error, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_FILE);
  g_assert_cmpuint (certplan_faults_get_n (faults), ==, 1);
  g_assert_true (g_str_has_prefix (error->message, "/nonexistent/t.csv: "));
}

static void
test_load_path (void)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  const int fd = g_file_open_tmp ("certplan-XXXXXX.csv", &path, &error);

  g_assert_no_error (error);
  g_assert_true (g_close (fd, NULL));
  g_assert_true (g_file_set_contents (path, good_file, -1, NULL));
  g_autoptr (CertplanRecords) records
      = _certplan_records_load (&record_type, path, NULL, &resolver, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (certplan_records_get_n (records), ==, 3);

  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_cancellable_cancel (cancellable);
  g_assert_null (
      _certplan_records_load (&record_type, path, NULL, &resolver, faults, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (certplan_faults_get_n (faults), ==, 0);
  g_assert_cmpint (g_remove (path), ==, 0);
}

static void
test_append (void)
{
  const char *first[N_COLUMNS] = { "C1", "2026-01-31", "甲", [AMOUNT] = "7", [NOTE] = "" };
  const char *second[N_COLUMNS] = { "C2", "2026/2/1", "甲", [KIND] = "换证", [NOTE] = "'=x" };
  const char *hooked[N_COLUMNS] = { "C3", "2026-03-31", [MONTH] = "2026-01" };
  const char *bytes[N_COLUMNS] = { "C3", "2026-03-31", "\xb1\xb1" };
  g_autoptr (CertplanRecords) records = _certplan_records_new (&record_type, &resolver);
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (_certplan_records_append (records, first, faults, &error));
  const Row *kept = _certplan_records_row (records, 0);
  const char *text = _certplan_records_text (records, kept->org);
  g_assert_true (_certplan_records_append (records, second, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (certplan_records_get_n (records), ==, 2);
  g_assert_cmpuint (certplan_records_get_line (records, 1), ==, 0);
  g_autofree char *note = certplan_records_dup_text (records, 1, "note");
  g_assert_cmpstr (note, ==, "=x");
  g_assert_cmpint (kept->balance, ==, 700);
  g_assert_cmpint (kept->note, ==, 0);

  g_assert_false (_certplan_records_append (records, first, faults, &error));
  g_assert_error (error, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_DUPLICATE);
  g_assert_cmpstr (error->message, ==, "certificate: there twice: \"C1\"; wanted each one once");
  g_clear_error (&error);
  g_assert_false (_certplan_records_append (records, hooked, NULL, &error));
  g_assert_error (error, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_VALUE);
  g_assert_cmpstr (error->message, ==,
                   "the month is before the issue: \"2026-01\"; wanted a later month");
  g_clear_error (&error);
  g_assert_false (_certplan_records_append (records, bytes, NULL, &error));
  g_assert_error (error, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_ENCODING);
  g_clear_error (&error);

  /* What was refused has left no trace: its key is free, the rows have not moved. */
  hooked[MONTH] = NULL;
  g_assert_true (_certplan_records_append (records, hooked, faults, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (certplan_records_get_n (records), ==, 3);
  g_assert_true (_certplan_records_row (records, 0) == kept);
  g_assert_true (_certplan_records_text (records, kept->org) == text);
}

static void
test_append_large_cell (void)
{
  g_autofree char *large = g_strnfill (CERTPLAN_READER_MAX_CELL_BYTES + 1, 'x');
  const char *values[N_COLUMNS] = { "C1", "2026-01-31", "甲", [NOTE] = large };
  g_autoptr (CertplanRecords) records = _certplan_records_new (&record_type, &resolver);
  g_autoptr (GError) error = NULL;

  g_assert_false (_certplan_records_append (records, values, NULL, &error));
  g_assert_error (error, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_LIMIT);
  g_clear_error (&error);
  large[CERTPLAN_READER_MAX_CELL_BYTES] = '\0';
  g_assert_true (_certplan_records_append (records, values, NULL, &error));
  g_assert_no_error (error);
}

/* The limit of 4 GiB, set lower. */
static void
test_text_limit (void)
{
  const char *note[N_COLUMNS] = { "C1", "2026-01-31", [NOTE] = "0123456789012345678901234567890" };
  const char *org[N_COLUMNS] = { "C1", "2026-01-31", "0123456789012345678901234567890" };
  const char *small[N_COLUMNS] = { "C1", "2026-01-31", "x" };
  g_autoptr (CertplanRecords) records = _certplan_records_new (&record_type, &resolver);
  g_autoptr (GError) error = NULL;

  records->arena.limit = records->arena.next + 20;
  g_assert_false (_certplan_records_append (records, note, NULL, &error));
  g_assert_error (error, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_LIMIT);
  g_assert_cmpstr (error->message, ==,
                   "note: the file's texts are too large to hold: "
                   "\"0123456789012345678901234567890\"; wanted less than 4 GiB of them in one "
                   "file");
  g_clear_error (&error);
  g_assert_false (_certplan_records_append (records, org, NULL, &error));
  g_assert_error (error, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_LIMIT);
  g_clear_error (&error);
  g_assert_true (_certplan_records_append (records, small, NULL, &error));
  g_assert_no_error (error);

  const char *other[N_COLUMNS] = { "C2", "2026-01-31", "x" };
  records->rows.limit = records->rows.next;
  g_assert_false (_certplan_records_append (records, other, NULL, &error));
  g_assert_error (error, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_LIMIT);
  g_assert_cmpstr (error->message, ==, "more rows than can be held; wanted a part of them");
  g_assert_cmpuint (certplan_records_get_n (records), ==, 1);
}

/* Keys of every type. */
typedef struct
{
  const char *name;
  guint column;
  const char *first;
  const char *same;  /* the same value, written in another way */
  const char *other; /* another one */
} KeyCase;

static const KeyCase key_cases[] = {
  { "id", CERTIFICATE, "C1", "C1", "C10" },
  { "note", NOTE, "a\nb", "a\nb", "a\nc" },
  { "text", ORG, "甲", "甲", "甲 " },
  { "date", ISSUED, "2026-02-01", "2026年2月1日", "2026-02-02" },
  { "month", MONTH, "2026-02", "2026/2", "2026-03" },
  { "money", AMOUNT, "72000", "7.2万", "720" },
  { "int", COUNT, "1200", "1,200", "12" },
  { "share", SHARE, "0.7", "70%", "0.07" },
  { "period", LENGTH, "P1Y", "P12M", "P12D" },
  { "choice", KIND, "renewal", "换证", "initial" },
  { "qualification", QUALIFICATION, "cnitsec/cloud/1", "cnitsec／cloud/1", "cnitsec/operation/2" },
};

static void
test_key (gconstpointer data)
{
  const KeyCase *row = data;
  CertplanColumn column = columns[row->column];
  const CertplanRecordType type
      = { .name = "keyed", .columns = &column, .n_columns = 1, .row_size = sizeof (Row) };
  g_autoptr (CertplanRecords) records = _certplan_records_new (&type, &resolver);
  g_autoptr (GError) error = NULL;
  const char *absent = NULL;

  column.flags = KEY;
  g_assert_true (_certplan_records_append (records, &row->first, NULL, &error));
  g_assert_true (_certplan_records_append (records, &row->other, NULL, &error));
  g_assert_true (_certplan_records_append (records, &absent, NULL, &error));
  g_assert_true (_certplan_records_append (records, &absent, NULL, &error)); /* no key at all */
  g_assert_no_error (error);
  g_assert_false (_certplan_records_append (records, &row->same, NULL, &error));
  g_assert_error (error, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_DUPLICATE);
  g_assert_cmpuint (certplan_records_get_n (records), ==, 4);
}

/* Rows, texts and keys past every size at which storage grows. */
static void
test_growth (void)
{
  const guint n = g_test_slow () ? 300000 : 30000;
  g_autoptr (GString) file = g_string_new ("certificate,issued,org,note\n");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (file, "C%u,2026-01-31,org %u,%*s%u\n", i, i % 7919, (gint)(i % 50), "n",
                            i);
  g_autoptr (CertplanRecords) records = load_text (&record_type, file->str, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (certplan_records_get_n (records), ==, n);
  g_assert_cmpuint (_certplan_records_get_n_texts (records), ==, 7919);
  for (guint i = 0; i < n; i++)
    {
      const Row *row = _certplan_records_row (records, i);
      g_autofree char *certificate = g_strdup_printf ("C%u", i);
      g_autofree char *org = g_strdup_printf ("org %u", i % 7919);
      g_autofree char *note = g_strdup_printf ("%*s%u", (gint)(i % 50), "n", i);
      if (g_strcmp0 (_certplan_records_note (records, row->certificate), certificate) != 0
          || g_strcmp0 (_certplan_records_text (records, row->org), org) != 0
          || g_strcmp0 (_certplan_records_note (records, row->note), note) != 0
          || row->line != i + 2)
        g_test_fail_printf ("row %u differs", i);
    }
}

static void
test_row_fault (void)
{
  g_autoptr (CertplanRecords) records = load_text (&record_type, good_file, NULL, NULL);
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();

  _certplan_records_fault (records, faults, 1, CERTPLAN_TABLE_ERROR_VALUE, "overlaps", "x", "y");
  g_autofree char *text = dup_faults (faults);
  g_assert_cmpstr (text, ==, "t.csv:4: overlaps: \"x\"; wanted y");
}

/* Cells that random rows are made of: what each type allows, and texts that try what they can. */
static const char *const random_texts[] = {
  "a",
  "'",
  "''",
  "=1+1",
  "+",
  "-1",
  "@x",
  "\tx",
  "\rx",
  "＝x",
  "＋",
  "－",
  "＠",
  "'=x",
  "''＠x",
  "a,b",
  "a;b",
  "\"",
  "\"\"",
  "a\nb",
  "\r\n",
  "北京甲公司",
  " a ",
  "x'=y",
  "\u3000",
  "#",
  "# a",
  "\xef\xbc\x87",
  "0123",
  "1.5",
  "①",
  "'t",
  "\xf0\x9f\x98\x80",
  "a\"b\nc,d",
};

static char *
make_random_cell (GRand *rand, CertplanColumnType type, guint row)
{
  const char *text = random_texts[g_rand_int_range (rand, 0, G_N_ELEMENTS (random_texts))];

  switch (type)
    {
    case CERTPLAN_COLUMN_ID:
      return g_strdup_printf ("%s%u", text, row);
    case CERTPLAN_COLUMN_TEXT:
    case CERTPLAN_COLUMN_NOTE:
      return g_strdup (text);
    case CERTPLAN_COLUMN_DATE:
      return certplan_date_format (g_rand_int_range (rand, -719162, 2932897));
    case CERTPLAN_COLUMN_MONTH:
      return g_strdup_printf ("%04d-%02d", g_rand_int_range (rand, 1, 10000),
                              g_rand_int_range (rand, 1, 13));
    case CERTPLAN_COLUMN_MONEY:
      return certplan_money_format (
          ((gint64)g_rand_int_range (rand, 0, G_MAXINT32) << g_rand_int_range (rand, 0, 32)),
          FALSE);
    case CERTPLAN_COLUMN_INT:
      return g_strdup_printf ("%d", g_rand_int_range (rand, 0, G_MAXINT32));
    case CERTPLAN_COLUMN_SHARE:
      return g_strdup_printf ("0.%06d", g_rand_int_range (rand, 1, 1000000));
    case CERTPLAN_COLUMN_PERIOD:
      return g_strdup_printf ("P%d%c", g_rand_int_range (rand, 0, 1000),
                              "MDB"[g_rand_int_range (rand, 0, 3)]);
    case CERTPLAN_COLUMN_CHOICE:
      return g_strdup (kinds[g_rand_int_range (rand, 0, 3)]);
    default:
      return g_strdup (qualifications[g_rand_int_range (rand, 0, 2)]);
    }
}

/* As a writer of CSV files does it. */
static char *
write_file (const CertplanRecords *records)
{
  GString *file = g_string_new (NULL);

  for (guint c = 0; c < N_COLUMNS; c++)
    g_string_append_printf (file, "%s%s", c > 0 ? "," : "", columns[c].name);
  g_string_append (file, "\r\n");
  for (guint i = 0; i < certplan_records_get_n (records); i++)
    {
      for (guint c = 0; c < N_COLUMNS; c++)
        {
          g_autofree char *text = certplan_records_dup_text (records, i, columns[c].name);
          g_autofree char *guarded = NULL;
          if (text != NULL && _certplan_column_is_text (columns[c].type)
              && _certplan_text_needs_guard (text))
            guarded = g_strconcat ("'", text, NULL);
          if (c > 0)
            g_string_append_c (file, ',');
          if (text != NULL)
            append_quoted (file, guarded != NULL ? guarded : text);
        }
      g_string_append (file, "\r\n");
    }
  return g_string_free (file, FALSE);
}

static const CertplanRecordType plain_type = {
  .name = "plain",
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
  .row_size = sizeof (Row),
};

static CertplanRecords *
make_random_records (GRand *rand, guint n_rows)
{
  CertplanRecords *records = _certplan_records_new (&plain_type, &resolver);

  for (guint i = 0; i < n_rows; i++)
    {
      g_auto (GStrv) values = g_new0 (char *, N_COLUMNS + 1);
      g_autoptr (GError) error = NULL;
      for (guint c = 0; c < N_COLUMNS; c++)
        if (c <= ISSUED || g_rand_boolean (rand))
          values[c] = make_random_cell (rand, columns[c].type, i);
        else
          values[c] = g_strdup ("");
      g_assert_true (_certplan_records_append (records, (const char *const *)values, NULL, &error));
      g_assert_no_error (error);
    }
  return records;
}

/* Records written as a CSV file and read again are the same records. */
static void
test_round_trip (void)
{
  const guint n_files = g_test_slow () ? 300 : 30;
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260228);

  for (guint i = 0; i < n_files; i++)
    {
      g_autoptr (CertplanRecords) records = make_random_records (rand, 50);
      g_autoptr (CertplanFaults) faults = certplan_faults_new ();
      g_autofree char *file = write_file (records);
      g_autoptr (CertplanRecords) again = load_text (&plain_type, file, faults, NULL);
      g_autofree char *texts = dup_faults (faults);
      g_assert_cmpstr (texts, ==, "");
      g_autofree char *file_again = write_file (again);
      g_assert_cmpstr (file_again, ==, file);
      g_autoptr (CertplanTable) table = certplan_records_dup_table (records);
      g_autoptr (CertplanTable) table_again = certplan_records_dup_table (again);
      g_autofree char *walk = dup_walk (table);
      g_autofree char *walk_again = dup_walk (table_again);
      g_assert_cmpstr (walk_again, ==, walk);
    }
}

/* Whatever a file holds, it is either loaded without a fault or refused with one, never both. */
static void
test_damaged (void)
{
  const guint n_files = g_test_slow () ? 200000 : 5000;
  static const char bytes[] = "\",;\t\r\n'#=0\x80\xe5\xff()%-年";
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260301);

  for (guint i = 0; i < n_files; i++)
    {
      g_autofree char *file = g_strdup (good_file);
      const gint length = (gint)strlen (file);
      for (gint n = g_rand_int_range (rand, 1, 6); n > 0; n--)
        file[g_rand_int_range (rand, 0, length)]
            = bytes[g_rand_int_range (rand, 0, (gint)sizeof bytes - 1)];
      g_autoptr (CertplanFaults) faults = certplan_faults_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (CertplanRecords) records = load_text (&record_type, file, faults, &error);
      if ((records == NULL) != (error != NULL)
          || (records == NULL) != (certplan_faults_get_n (faults) > 0))
        g_test_fail_printf ("file %u: %s", i, file);
    }
}

/* What guards a text and what takes the guard off undo each other, for any text. */
static void
test_guard (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (random_texts); i++)
    {
      const char *text = random_texts[i];
      g_autofree char *written
          = g_strconcat (_certplan_text_needs_guard (text) ? "'" : "", text, NULL);
      g_assert_cmpstr (_certplan_text_unguard (written), ==, text);
    }
  g_assert_true (_certplan_text_needs_guard ("=1"));
  g_assert_true (_certplan_text_needs_guard ("''\t"));
  g_assert_false (_certplan_text_needs_guard (""));
  g_assert_false (_certplan_text_needs_guard ("'"));
  g_assert_false (_certplan_text_needs_guard ("a=1"));
}

static void
test_pile (void)
{
  CertplanPile pile;

  _certplan_pile_init (&pile, sizeof (guint64), 2);
  g_assert_cmpuint (_certplan_pile_take (&pile, 3), ==, 4);
  g_assert_cmpuint (_certplan_pile_take (&pile, 2), ==, 8); /* 7 alone is too small for two */
  g_assert_cmpuint (_certplan_pile_take (&pile, 40), ==, 64);
  *(guint64 *)_certplan_pile_at (&pile, 4) = 1;
  *(guint64 *)_certplan_pile_at (&pile, 103) = 2;
  pile.limit = 110;
  g_assert_cmpuint (_certplan_pile_take (&pile, 7), ==, 0);
  g_assert_cmpuint (_certplan_pile_take (&pile, 6), ==, 104);
  _certplan_pile_drop_last (&pile);
  g_assert_cmpuint (_certplan_pile_take (&pile, 1), ==, 109);
  g_assert_cmpuint (_certplan_pile_take (&pile, 1), ==, 0);
  _certplan_pile_clear (&pile);

  _certplan_pile_init (&pile, 1, 10);
  pile.next = G_MAXUINT32; /* as if there were 4 GiB in it */
  g_assert_cmpuint (_certplan_pile_take (&pile, 2), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  CertplanLabels *labels = certplan_labels_get_default ();
  for (guint c = 0; c < N_COLUMNS; c++) /* whatever the shipped ones call other things */
    {
      g_autofree char *key = g_strconcat ("column.", columns[c].name, NULL);
      _certplan_labels_add (labels, key, columns[c].name, NULL);
    }
  _certplan_labels_add (labels, "column.issued", "Issued on", "发证日期");
  _certplan_labels_add (labels, "column.org", "Organisation", "企业名称");
  _certplan_labels_add (labels, "renewal", "certificate renewal", "换证");

  ADD_ROWS ("/records/cell/", cell_cases, test_cell);
  ADD_ROWS ("/records/refused/", refused_cases, test_refused);
  ADD_ROWS ("/records/refused-append/", refused_cases, test_refused_append);
  ADD_ROWS ("/records/file/", file_cases, test_file);
  ADD_ROWS ("/records/header/", header_cases, test_header);
  ADD_ROWS ("/records/key/", key_cases, test_key);
  g_test_add_func ("/records/rows", test_rows);
  g_test_add_func ("/records/getters", test_getters);
  g_test_add_func ("/records/table", test_table);
  g_test_add_func ("/records/header-only", test_header_only);
  g_test_add_func ("/records/empty-rows", test_empty_rows);
  g_test_add_func ("/records/resolved-once", test_resolved_once);
  g_test_add_func ("/records/many-faults", test_many_faults);
  g_test_add_func ("/records/faults-before", test_faults_before);
  g_test_add_func ("/records/no-file", test_no_file);
  g_test_add_func ("/records/load-path", test_load_path);
  g_test_add_func ("/records/append", test_append);
  g_test_add_func ("/records/append-large-cell", test_append_large_cell);
  g_test_add_func ("/records/limits", test_text_limit);
  g_test_add_func ("/records/growth", test_growth);
  g_test_add_func ("/records/row-fault", test_row_fault);
  g_test_add_func ("/records/round-trip", test_round_trip);
  g_test_add_func ("/records/damaged", test_damaged);
  g_test_add_func ("/records/guard", test_guard);
  g_test_add_func ("/records/pile", test_pile);
  return g_test_run ();
}
