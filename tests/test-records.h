/* A record with a column of each type, for the tests of records. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#pragma once
#include "certplan-records-parts-private.h"
#include "test-rows.h"
#include "test-tables.h"
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
static inline void
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

static inline guint16
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

static inline const char *
get_name (gpointer data, guint16 handle)
{
  return qualifications[handle - 1];
}

static const CertplanResolver resolver = { resolve, get_name, NULL };

static inline CertplanRecords *
load_text (const CertplanRecordType *type, const char *text, CertplanFaults *faults, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return _certplan_records_load_bytes (type, "t.csv", bytes, NULL, &resolver, faults, error);
}

/* All faults, one a line. */
static inline char *
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
static inline void
append_quoted (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (; *text != '\0'; text++)
    g_string_append (out, *text == '"' ? "\"\"" : (char[]){ *text, '\0' });
  g_string_append_c (out, '"');
}

/* One row with a cell for a column beside those that must be there. */
#define ROW_START "C1,2026-01-31,x,"

static inline char *
make_file (guint column, const char *cell)
{
  GString *file = g_string_new ("certificate,issued,org");

  g_string_append_printf (file, ",%s\n" ROW_START, columns[column].name);
  append_quoted (file, cell);
  g_string_append_c (file, '\n');
  return g_string_free (file, FALSE);
}

/* The same for the three columns that must be there. */
static inline char *
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

static const char good_file[]
    = "certificate,issued,org,amount,balance,share,length,kind,qualification,note,month,count,delta"
      "\n"
      "C1,2026-01-31,甲,12.50,,50%,P10B,renewal,cnitsec/cloud/1,\"a\nb\",2026-02,7,-7\n"
      "C2,2026-02-28,乙,,-3,,,,,,,,\n"
      "\n"
      "C3,2026-02-28,甲,0,,,,,cnitsec/cloud/1,,,,\n";

/* Whatever the shipped labels call other things. */
static inline void
add_labels (void)
{
  CertplanLabels *labels = certplan_labels_get_default ();

  for (guint c = 0; c < N_COLUMNS; c++)
    {
      g_autofree char *key = g_strconcat ("column.", columns[c].name, NULL);
      _certplan_labels_add (labels, key, columns[c].name, NULL);
    }
  _certplan_labels_add (labels, "column.issued", "Issued on", "发证日期");
  _certplan_labels_add (labels, "column.org", "Organisation", "企业名称");
  _certplan_labels_add (labels, "renewal", "certificate renewal", "换证");
}

/* In test-records-append.c. */
void add_append_tests (void);
