/* Records: rows that a program appends, and their keys. SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-records.h"

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

/* Cells that are kept aside: those of the rows before the first and behind the last one are not
 * there, and a file's texts are known to rows that come later. */
static void
test_aside (void)
{
  const CertplanRecordType type = { .name = "aside",
                                    .columns = columns,
                                    .n_columns = N_COLUMNS,
                                    .row_size = sizeof (Row),
                                    .kept_size = G_STRUCT_OFFSET (Row, amount) };
  const char *wrong[N_COLUMNS] = { "C1", "2026-01-31", [AMOUNT] = "7", [COUNT] = "1" };
  const char *next[N_COLUMNS] = { "C5", "2026-01-31", "甲", [KIND] = "renewal" };
  const char *const expected[][2]
      = { { NULL, NULL }, { "1.00", NULL }, { NULL, NULL }, { "2.00", NULL }, { NULL, "renewal" } };
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanRecords) records
      = load_text (&type,
                   "certificate,issued,org,amount\nC1,2026-01-31,甲,\nC2,2026-01-31,乙,1\n"
                   "C3,2026-01-31,甲,\nC4,2026-01-31,丙,2\n",
                   NULL, &error);
  g_assert_no_error (error);
  g_assert_false (_certplan_records_append (records, wrong, NULL, NULL));
  Row row; /* one that is kept, but is not counted, as there was no memory for its key */
  memcpy (&row, records->absent_row, sizeof row);
  row.amount = 700;
  g_assert_true (_certplan_records_keep_row (records, &row));
  _certplan_records_forget_row (records);
  g_assert_true (_certplan_records_append (records, next, NULL, &error));
  g_assert_no_error (error);

  g_assert_cmpuint (certplan_records_get_n (records), ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *amount = certplan_records_dup_text (records, i, "amount");
      g_autofree char *kind = certplan_records_dup_text (records, i, "kind");
      g_assert_cmpstr (amount, ==, expected[i][0]);
      g_assert_cmpstr (kind, ==, expected[i][1]);
    }
  const Row *first = _certplan_records_row (records, 0), *last = _certplan_records_row (records, 4);
  g_assert_cmpuint (first->org, ==, last->org);
  g_assert_cmpuint (_certplan_records_get_n_texts (records), ==, 3);
  g_assert_cmpint (certplan_records_get_money (records, 3, "amount"), ==, 200);
}

/* What no text of a file may hold a program cannot bring in either. */
static void
test_append_refused (void)
{
  static const char *const texts[] = { "\x1b[2J", "a\x01", "\x7f", "\xc2\x9b", "甲\xef\xbb\xbf" };
  const char *values[N_COLUMNS] = { "C1", "2026-01-31", [NOTE] = "two\nlines\tand a tab" };
  g_autoptr (CertplanRecords) records = _certplan_records_new (&record_type, &resolver);
  g_autoptr (GError) error = NULL;

  g_assert_true (_certplan_records_append (records, values, NULL, &error));
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      values[0] = "C2";
      values[NOTE] = texts[i];
      g_assert_false (_certplan_records_append (records, values, NULL, &error));
      g_assert_error (error, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_ENCODING);
      if (i == 0)
        g_assert_cmpstr (error->message, ==,
                         "note: a control character or a byte order mark stands in the text: "
                         "\"\\x1b[2J\"; wanted text; of controls, only tabs and line ends");
      g_clear_error (&error);
    }
  g_assert_cmpuint (certplan_records_get_n (records), ==, 1);
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
  column.flags = KEY;
  g_autoptr (CertplanRecords) records = _certplan_records_new (&type, &resolver);
  g_autoptr (GError) error = NULL;
  const char *absent = NULL;

  g_assert_true (_certplan_records_append (records, &row->first, NULL, &error));
  g_assert_true (_certplan_records_append (records, &row->other, NULL, &error));
  g_assert_true (_certplan_records_append (records, &absent, NULL, &error));
  g_assert_true (_certplan_records_append (records, &absent, NULL, &error)); /* no key at all */
  g_assert_no_error (error);
  g_assert_false (_certplan_records_append (records, &row->same, NULL, &error));
  g_assert_error (error, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_DUPLICATE);
  g_assert_cmpuint (certplan_records_get_n (records), ==, 4);
}

void
add_append_tests (void)
{
  ADD_ROWS ("/records/key/", key_cases, test_key);
  g_test_add_func ("/records/append", test_append);
  g_test_add_func ("/records/aside", test_aside);
  g_test_add_func ("/records/append-refused", test_append_refused);
  g_test_add_func ("/records/append-large-cell", test_append_large_cell);
  g_test_add_func ("/records/limits", test_text_limit);
}
