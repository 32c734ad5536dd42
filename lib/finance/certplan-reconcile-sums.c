/* The sums of a reconciliation: ageing, months, control totals, passes, what was left out.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-reconcile-tables-private.h"
#include "certplan-shipped-private.h"

typedef struct
{
  guint32 line;
  guint32 bucket;
  gint32 days; /* at most; absent: the rest */
} BucketRow;

static const CertplanColumn bucket_columns[] = {
  CERTPLAN_RECORD_COLUMN (BucketRow, bucket, NOTE, CERTPLAN_COLUMN_REQUIRED),
  CERTPLAN_RECORD_COLUMN (BucketRow, days, INT, CERTPLAN_COLUMN_HEADED),
};
static const CertplanRecordType bucket_type = {
  .name = "ageing",
  .columns = bucket_columns,
  .n_columns = G_N_ELEMENTS (bucket_columns),
  .row_size = sizeof (BucketRow),
};

static const CertplanRecords *
get_buckets (void)
{
  return _certplan_shipped_get ("ageing", &bucket_type);
}

typedef struct
{
  const char *age;
  gint32 charges;
  CertplanMoney outstanding;
} AgeLine;

static const CertplanColumn age_columns[] = {
  CERTPLAN_RESULT_COLUMN (AgeLine, age, CHOICE),
  CERTPLAN_RESULT_COLUMN (AgeLine, charges, INT),
  CERTPLAN_RESULT_COLUMN (AgeLine, outstanding, MONEY, .unit = "yuan"),
};
static const CertplanChartSpec age_chart
    = { .kind = CERTPLAN_CHART_BARS, .from = 0, .label = 0, .amount = 2 };

/* The bucket of a charge that is late by so many days; one that falls due at no known day is not
 * late. */
static guint
find_bucket (const CertplanRecords *buckets, gint64 days)
{
  guint i = 0;
  while (i + 1 < certplan_records_get_n (buckets)
         && days > ((const BucketRow *)_certplan_records_row (buckets, i))->days)
    i++;
  return i;
}

static GArray *
make_ageing (gconstpointer data)
{
  const CertplanReconciliation *self = data;
  const CertplanRecords *buckets = get_buckets ();
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (AgeLine));
  AgeLine all = { "total", 0, 0 };
  for (guint i = 0; i < certplan_records_get_n (buckets); i++)
    {
      const BucketRow *row = _certplan_records_row (buckets, i);
      const AgeLine line = { _certplan_records_note (buckets, row->bucket), 0, 0 };
      g_array_append_val (lines, line);
    }
  for (guint i = 0; i < self->claims->len; i++)
    {
      const CertplanMoney fen = _certplan_claim_outstanding (self, i);
      const CertplanDate due = _certplan_claim_charge (self, i)->due;
      const gint64 days = due != CERTPLAN_DATE_NONE ? (gint64)self->as_of - due : 0;
      AgeLine *line = &g_array_index (lines, AgeLine, find_bucket (buckets, days));
      line->charges += fen > 0;
      line->outstanding += fen;
      all.charges += fen > 0;
      all.outstanding += fen;
    }
  g_assert (all.outstanding == self->outstanding);
  return lines;
}

typedef struct
{
  const char *status;
  gint32 charges;
  CertplanMoney expected, paid, over, outstanding;
} StatusLine;

static const CertplanColumn status_columns[] = {
  CERTPLAN_RESULT_COLUMN (StatusLine, status, CHOICE, .head = "payment_status"),
  CERTPLAN_RESULT_COLUMN (StatusLine, charges, INT),
  CERTPLAN_RESULT_COLUMN (StatusLine, expected, MONEY, .unit = "yuan", .head = "expected_fees"),
  { .name = "paid",
    .type = CERTPLAN_COLUMN_MONEY,
    .offset = G_STRUCT_OFFSET (StatusLine, paid),
    .unit = "yuan",
    .head = "received_fees" },
  CERTPLAN_RESULT_COLUMN (StatusLine, over, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (StatusLine, outstanding, MONEY, .unit = "yuan"),
};

static void
add_to_status (const CertplanReconciliation *self, guint32 c, StatusLine *line)
{
  const CertplanClaim *claim = _certplan_claim (self, c);
  const CertplanMoney expected = _certplan_claim_expected (self, c);
  line->charges++;
  line->expected += expected != CERTPLAN_MONEY_NONE ? expected : 0;
  line->paid += claim->paid;
  line->over += _certplan_claim_more (self, c)->over;
  line->outstanding += _certplan_claim_outstanding (self, c);
}

static GArray *
make_statuses (gconstpointer data)
{
  const CertplanReconciliation *self = data;
  StatusLine sums[CERTPLAN_CLAIM_N] = { { 0 } };
  StatusLine all = { .status = "total" };
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (StatusLine));
  for (guint i = 0; i < self->claims->len; i++)
    {
      add_to_status (self, i, &sums[_certplan_claim (self, i)->status]);
      add_to_status (self, i, &all);
    }
  for (guint status = 0; status < CERTPLAN_CLAIM_N; status++)
    {
      sums[status].status = _certplan_claim_name_status (status);
      if (sums[status].charges > 0)
        g_array_append_val (lines, sums[status]);
    }
  g_array_append_val (lines, all);
  return lines;
}

typedef struct
{
  CertplanDate month;
  CertplanMoney expected, received, difference;
} MonthLine;

static const CertplanColumn month_columns[] = {
  CERTPLAN_RESULT_COLUMN (MonthLine, month, MONTH),
  CERTPLAN_RESULT_COLUMN (MonthLine, expected, MONEY, .unit = "yuan", .head = "expected_fees"),
  CERTPLAN_RESULT_COLUMN (MonthLine, received, MONEY, .unit = "yuan", .head = "received_fees"),
  CERTPLAN_RESULT_COLUMN (MonthLine, difference, MONEY, .unit = "yuan"),
};
static const CertplanChartSpec month_chart = {
  .kind = CERTPLAN_CHART_BARS, .from = 0, .label = 0, .amount = 1, .more = CERTPLAN_CHART_COLUMN (2)
};

static CertplanDate
get_month (CertplanDate date)
{
  gint year, month;
  certplan_date_get_ymd (date, &year, &month, NULL);
  return certplan_date_new (year, month, 1);
}

#define N_DAYS 1024 /* a power of two */

/* Sums by month, and those of days that were seen lately. */
typedef struct
{
  GHashTable *months; /* first day -> MonthLine */
  CertplanDate days[N_DAYS];
  MonthLine *lines[N_DAYS]; /* NULL = none */
} Months;

static MonthLine *
find_month (Months *months, CertplanDate date)
{
  const CertplanDate month = get_month (date);
  MonthLine *line = g_hash_table_lookup (months->months, GINT_TO_POINTER (month));
  if (line == NULL)
    {
      line = g_new0 (MonthLine, 1);
      line->month = month;
      g_hash_table_insert (months->months, GINT_TO_POINTER (month), line);
    }
  return line;
}

static void
add_to_month (Months *months, CertplanDate date, CertplanMoney expected_fen,
              CertplanMoney received_fen)
{
  const guint place = (guint)date & (N_DAYS - 1);
  if (date == CERTPLAN_DATE_NONE)
    return;
  if (months->lines[place] == NULL || months->days[place] != date)
    {
      months->lines[place] = find_month (months, date);
      months->days[place] = date;
    }
  months->lines[place]->expected += expected_fen;
  months->lines[place]->received += received_fen;
}

static gint
compare_months (gconstpointer a, gconstpointer b)
{
  return GPOINTER_TO_INT (a) < GPOINTER_TO_INT (b) ? -1 : a != b;
}

static void
add_months (const CertplanReconciliation *self, Months *months)
{
  for (guint i = 0; i < self->claims->len; i++)
    {
      const CertplanMoney expected = _certplan_claim_expected (self, i);
      if (expected != CERTPLAN_MONEY_NONE)
        add_to_month (months, _certplan_claim_charge (self, i)->due, expected, 0);
    }
  CertplanPart part;
  for (CertplanPartWalk walk = { NULL, 0, 0 }; _certplan_parts_next (self, &walk, &part);)
    if (part.claim != 0)
      add_to_month (months, part.booked, 0, part.fen);
}

/* The months that have something. */
static GArray *
make_months (gconstpointer data)
{
  const CertplanReconciliation *self = data;
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (MonthLine));
  g_autofree Months *sums = g_new0 (Months, 1);
  g_autoptr (GHashTable) months = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  sums->months = months;
  add_months (self, sums);
  g_autoptr (GList) keys = g_list_sort (g_hash_table_get_keys (months), compare_months);
  for (const GList *key = keys; key != NULL; key = key->next)
    {
      MonthLine *line = g_hash_table_lookup (months, key->data);
      line->difference = line->expected - line->received;
      g_array_append_vals (lines, line, 1);
    }
  return lines;
}

typedef struct
{
  const char *side, *place, *file;
  gint32 rows;
  CertplanMoney amount;
} ControlLine;

static const CertplanColumn control_columns[] = {
  CERTPLAN_RESULT_COLUMN (ControlLine, side, CHOICE),
  CERTPLAN_RESULT_COLUMN (ControlLine, file, TEXT),
  { .name = "outcome",
    .type = CERTPLAN_COLUMN_CHOICE,
    .offset = G_STRUCT_OFFSET (ControlLine, place),
    .head = "whereabouts" },
  CERTPLAN_RESULT_COLUMN (ControlLine, rows, INT),
  CERTPLAN_RESULT_COLUMN (ControlLine, amount, MONEY, .unit = "yuan"),
};

static void
add_control (GArray *lines, ControlLine line, ControlLine *all)
{
  all->rows += line.rows;
  all->amount += line.amount;
  g_array_append_val (lines, line);
}

static ControlLine
count_in (const CertplanReconciliation *self, GArray *lines)
{
  ControlLine all = { .side = "control_in", .place = "total" };
  for (guint file = 0; file < self->statements->len; file++)
    {
      const CertplanControl *control = &g_array_index (self->statements, CertplanControl, file);
      const ControlLine line
          = { "control_in", file == 0 ? "carried_over" : "statement",
              _certplan_reconcile_name_file (self, file), control->rows, control->fen };
      if (file > 0 || self->request->opening != NULL)
        add_control (lines, line, &all);
    }
  g_array_append_val (lines, all);
  return all;
}

/* A payment's row counts where the first of its parts lies; its fen count where they lie. */
static ControlLine
count_out (const CertplanReconciliation *self, GArray *lines)
{
  ControlLine all = { .side = "control_out", .place = "total" };
  ControlLine repeated = { .side = "control_out", .place = "repeated_rows" };
  for (guint place = CERTPLAN_LEDGER_APPLIED; place < CERTPLAN_LEDGER_N_PLACES; place++)
    {
      const ControlLine line = { "control_out", _certplan_ledger_name_place (place), NULL,
                                 self->placed_rows[place], self->placed[place] };
      add_control (lines, line, &all);
    }
  for (guint i = 0; i < self->repeats->len; i++)
    {
      const CertplanRepeat *repeat = &g_array_index (self->repeats, CertplanRepeat, i);
      repeated.rows += !repeat->is_twin;
      repeated.amount
          += repeat->is_twin ? 0 : _certplan_reconcile_read_row (self, repeat->first).amount;
    }
  add_control (lines, repeated, &all);
  g_array_append_val (lines, all);
  return all;
}

CertplanControl
_certplan_reconcile_sum_control (const CertplanReconciliation *self, gboolean is_out)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (ControlLine));
  const ControlLine all = is_out ? count_out (self, lines) : count_in (self, lines);
  return (CertplanControl){ all.rows, all.amount };
}

static GArray *
make_control (gconstpointer data)
{
  const CertplanReconciliation *self = data;
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (ControlLine));
  const ControlLine in = count_in (self, lines);
  const ControlLine out = count_out (self, lines);
  const ControlLine difference
      = { "control_difference", NULL, NULL, in.rows - out.rows, in.amount - out.amount };
  g_assert (difference.rows == 0 && difference.amount == 0);
  g_array_append_val (lines, difference);
  return lines;
}

typedef struct
{
  const char *pass;
  gint32 parts;
  CertplanMoney amount;
} PassLine;

static const CertplanColumn pass_columns[] = {
  CERTPLAN_RESULT_COLUMN (PassLine, pass, CHOICE),
  CERTPLAN_RESULT_COLUMN (PassLine, parts, INT),
  CERTPLAN_RESULT_COLUMN (PassLine, amount, MONEY, .unit = "yuan"),
};

static GArray *
make_passes (gconstpointer data)
{
  const CertplanReconciliation *self = data;
  PassLine sums[CERTPLAN_LEDGER_N_REASONS] = { { 0 } };
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (PassLine));
  CertplanPart part;
  for (CertplanPartWalk walk = { NULL, 0, 0 }; _certplan_parts_next (self, &walk, &part);)
    {
      sums[part.reason].parts++;
      sums[part.reason].amount += part.fen;
    }
  for (guint reason = CERTPLAN_LEDGER_DECISION; reason < CERTPLAN_LEDGER_N_REASONS; reason++)
    {
      sums[reason].pass = _certplan_ledger_name_reason (reason);
      if (sums[reason].parts > 0)
        g_array_append_val (lines, sums[reason]);
    }
  return lines;
}

typedef struct
{
  const char *file;
  gint32 line;
  const char *left_out, *text;
} LeftLine;

static const CertplanColumn left_columns[] = {
  CERTPLAN_RESULT_COLUMN (LeftLine, file, TEXT),
  CERTPLAN_RESULT_COLUMN (LeftLine, line, INT),
  CERTPLAN_RESULT_COLUMN (LeftLine, left_out, CHOICE),
  CERTPLAN_RESULT_COLUMN (LeftLine, text, NOTE),
};

static GArray *
make_left_out (gconstpointer data)
{
  const CertplanReconciliation *self = data;
  static const char *const names[] = {
    [CERTPLAN_LEFT_OUT_TITLE] = "left_title",
    [CERTPLAN_LEFT_OUT_COLUMN] = "left_column",
    [CERTPLAN_LEFT_OUT_SUM] = "left_sum",
    [CERTPLAN_LEFT_OUT_UNCHECKED_SUM] = "left_unchecked_sum",
    [CERTPLAN_LEFT_OUT_FOOTER] = "left_footer",
  };
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (LeftLine));
  for (guint file = 1; file <= self->request->payments->len; file++)
    {
      const CertplanRecords *records = g_ptr_array_index (self->request->payments, file - 1);
      for (guint i = 0; i < certplan_records_get_n_left_out (records); i++)
        {
          const LeftLine line = { _certplan_reconcile_name_file (self, file),
                                  (gint32)certplan_records_get_left_out_line (records, i),
                                  names[certplan_records_get_left_out_kind (records, i)],
                                  certplan_records_get_left_out_text (records, i) };
          g_array_append_val (lines, line);
        }
    }
  return lines;
}

void
_certplan_reconcile_add_sums (CertplanReconciliation *self, CertplanTables *tables)
{
  TAKE_MADE ("statuses", "title.reconcile_summary", status_columns, make_statuses);
  CertplanTable *ageing = TAKE_MADE ("ageing", "title.ageing", age_columns, make_ageing);
  CertplanTable *months = TAKE_MADE ("months", "title.months", month_columns, make_months);
  TAKE_MADE ("control", "title.control", control_columns, make_control);
  TAKE_MADE ("passes", "title.passes", pass_columns, make_passes);
  TAKE_MADE ("left-out", "title.left_out", left_columns, make_left_out);
  _certplan_table_set_chart (ageing, &age_chart);
  _certplan_table_set_chart (months, &month_chart);
}
