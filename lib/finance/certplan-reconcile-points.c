/* What a person must look at, as tables. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-reconcile-tables-private.h"

typedef struct
{
  CertplanPartLine part;
  gint32 rank;
  const char *charge, *org;
  CertplanDate due;
  CertplanMoney outstanding;
  gint32 score, number_score, payer_score, amount_score, date_score;
} NearLine;

#define PART_COLUMN(member, TYPE, ...)                                                             \
  {                                                                                                \
    .name = #member, .type = CERTPLAN_COLUMN_##TYPE,                                               \
    .offset = G_STRUCT_OFFSET (NearLine, part.member), __VA_ARGS__                                 \
  }
static const CertplanColumn unmatched_columns[] = {
  PART_COLUMN (payment, ID),
  PART_COLUMN (date, DATE),
  { .name = "amount",
    .type = CERTPLAN_COLUMN_MONEY,
    .offset = G_STRUCT_OFFSET (NearLine, part.part),
    .unit = "yuan" },
  PART_COLUMN (payer, TEXT),
  PART_COLUMN (reference, NOTE),
  PART_COLUMN (reason, CHOICE),
  CERTPLAN_RESULT_COLUMN (NearLine, rank, INT),
  CERTPLAN_RESULT_COLUMN (NearLine, charge, ID),
  CERTPLAN_RESULT_COLUMN (NearLine, org, TEXT),
  CERTPLAN_RESULT_COLUMN (NearLine, due, DATE),
  CERTPLAN_RESULT_COLUMN (NearLine, outstanding, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (NearLine, score, INT),
  CERTPLAN_RESULT_COLUMN (NearLine, number_score, INT),
  CERTPLAN_RESULT_COLUMN (NearLine, payer_score, INT),
  CERTPLAN_RESULT_COLUMN (NearLine, amount_score, INT),
  CERTPLAN_RESULT_COLUMN (NearLine, date_score, INT),
};

typedef struct
{
  const char *payment;
  CertplanDate date;
  CertplanMoney amount;
  const char *payer, *repetition;
  const char *file;
  gint32 line;
  const char *first_file;
  gint32 first_line;
} RepeatLine;

static const CertplanColumn repeat_columns[] = {
  CERTPLAN_RESULT_COLUMN (RepeatLine, payment, ID),
  CERTPLAN_RESULT_COLUMN (RepeatLine, date, DATE),
  CERTPLAN_RESULT_COLUMN (RepeatLine, amount, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (RepeatLine, payer, TEXT),
  CERTPLAN_RESULT_COLUMN (RepeatLine, repetition, CHOICE),
  CERTPLAN_RESULT_COLUMN (RepeatLine, file, TEXT),
  CERTPLAN_RESULT_COLUMN (RepeatLine, line, INT),
  CERTPLAN_RESULT_COLUMN (RepeatLine, first_file, TEXT),
  CERTPLAN_RESULT_COLUMN (RepeatLine, first_line, INT),
};

typedef struct
{
  const char *subject;
  gint32 line;
  const char *finding;
} FindingLine;

static const CertplanColumn finding_columns[] = {
  CERTPLAN_RESULT_COLUMN (FindingLine, subject, ID),
  CERTPLAN_RESULT_COLUMN (FindingLine, line, INT),
  CERTPLAN_RESULT_COLUMN (FindingLine, finding, SENTENCE),
};

static const char *
get_reversed (const CertplanReconciliation *self, const CertplanPart *part)
{
  const guint there
      = GPOINTER_TO_UINT (g_hash_table_lookup (self->reverses, GUINT_TO_POINTER (part->receipt)));
  return part->place == CERTPLAN_LEDGER_REFUND && there != 0
             ? _certplan_receipt_texts (self, there - 1).id
             : NULL;
}

CertplanPartLine
_certplan_reconcile_show_part (const CertplanReconciliation *self, const CertplanPart *part)
{
  const CertplanReceipt *receipt = _certplan_receipt (self, part->receipt);
  const CertplanReceiptTexts texts = _certplan_receipt_texts (self, part->receipt);
  return (CertplanPartLine){
    .payment = texts.id,
    .date = receipt->date,
    .amount = receipt->amount,
    .payer = texts.payer,
    .reference = texts.reference,
    .place = _certplan_ledger_name_place (part->place),
    .charge = part->claim != 0 ? _certplan_claim_name (self, part->claim - 1) : NULL,
    .part = part->fen,
    .booked = part->booked,
    .reason = _certplan_ledger_name_reason (part->reason),
    .reverses = get_reversed (self, part),
  };
}

static void
set_near (const CertplanReconciliation *self, const CertplanNear *near, NearLine *line)
{
  line->rank = (gint32)near->rank;
  line->charge = _certplan_claim_name (self, near->claim);
  line->org = _certplan_reconcile_get_text (self, _certplan_claim (self, near->claim)->org);
  line->due = _certplan_claim_charge (self, near->claim)->due;
  line->outstanding = _certplan_claim_outstanding (self, near->claim);
  line->score = near->score;
  line->number_score = near->number_score;
  line->payer_score = near->payer_score;
  line->amount_score = near->amount_score;
  line->date_score = near->date_score;
}

/* A row a candidate, or one without any. @k: the next candidate: they stand in the order of the
 * parts */
static void
add_unmatched (const CertplanReconciliation *self, const CertplanPart *part, guint *k,
               GArray *lines)
{
  NearLine line = { .part = _certplan_reconcile_show_part (self, part),
                    .rank = G_MININT32,
                    .due = CERTPLAN_DATE_NONE,
                    .outstanding = CERTPLAN_MONEY_NONE,
                    .score = G_MININT32,
                    .number_score = G_MININT32,
                    .payer_score = G_MININT32,
                    .amount_score = G_MININT32,
                    .date_score = G_MININT32 };
  const guint before = lines->len;
  for (; *k < self->near->len
         && g_array_index (self->near, CertplanNear, *k).receipt == part->receipt;
       (*k)++)
    {
      set_near (self, &g_array_index (self->near, CertplanNear, *k), &line);
      g_array_append_val (lines, line);
    }
  if (lines->len == before)
    g_array_append_val (lines, line);
}

static GArray *
make_unmatched (gconstpointer data)
{
  const CertplanReconciliation *self = data;
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (NearLine));
  CertplanPart part;
  guint k = 0;
  for (CertplanPartWalk walk = { self->order, 0, 0 }; _certplan_parts_next (self, &walk, &part);)
    if (part.place == CERTPLAN_LEDGER_UNMATCHED)
      add_unmatched (self, &part, &k, lines);
  return lines;
}

/* The payment that a row is, and the row. */
typedef struct
{
  guint receipt;
  guint32 rank; /* of the receipt */
  guint32 row, first;
  gboolean is_twin;
} Repetition;

static gint
compare_repetitions (gconstpointer a, gconstpointer b)
{
  const Repetition *one = a, *other = b;
  if (one->rank != other->rank)
    return one->rank < other->rank ? -1 : 1;
  return (one->row > other->row) - (one->row < other->row); /* files and lines rise with rows */
}

static GArray *
list_repetitions (const CertplanReconciliation *self)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (Repetition));
  for (guint i = 0; i < self->repeats->len; i++)
    {
      const CertplanRepeat *repeat = &g_array_index (self->repeats, CertplanRepeat, i);
      const guint32 own = repeat->is_twin ? repeat->row : repeat->first;
      const guint r = _certplan_reconcile_get_receipt (self, own);
      const Repetition repetition
          = { r, self->ranks_of[r], repeat->row, repeat->first, repeat->is_twin };
      g_array_append_val (list, repetition);
    }
  g_array_sort (list, compare_repetitions);
  return list;
}

static GArray *
make_repeats (gconstpointer data)
{
  const CertplanReconciliation *self = data;
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (RepeatLine));
  g_autoptr (GArray) list = list_repetitions (self);
  for (guint i = 0; i < list->len; i++)
    {
      const Repetition *repetition = &g_array_index (list, Repetition, i);
      const CertplanReceipt *receipt = _certplan_receipt (self, repetition->receipt);
      const CertplanReceiptTexts texts = _certplan_receipt_texts (self, repetition->receipt);
      const CertplanReceiptTexts here = _certplan_reconcile_read_texts (self, repetition->row);
      const CertplanReceiptTexts first = _certplan_reconcile_read_texts (self, repetition->first);
      const RepeatLine line = {
        .payment = texts.id,
        .date = receipt->date,
        .amount = receipt->amount,
        .payer = texts.payer,
        .repetition = repetition->is_twin ? "equal_payment" : "same_payment",
        .file = _certplan_reconcile_name_file (self, here.file),
        .line = (gint32)here.line,
        .first_file = _certplan_reconcile_name_file (self, first.file),
        .first_line = (gint32)first.line,
      };
      g_array_append_val (lines, line);
    }
  return lines;
}

static GArray *
make_findings (gconstpointer data)
{
  const CertplanReconciliation *self = data;
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (FindingLine));
  for (guint i = 0; i < self->findings->len; i++)
    {
      const CertplanReconcileFinding *finding
          = &g_array_index (self->findings, CertplanReconcileFinding, i);
      const FindingLine line = { finding->subject, (gint32)finding->line, finding->finding };
      g_array_append_val (lines, line);
    }
  return lines;
}

void
_certplan_reconcile_add_unmatched (CertplanReconciliation *self, CertplanTables *tables)
{
  TAKE_MADE ("unmatched", "title.unmatched", unmatched_columns, make_unmatched);
}

void
_certplan_reconcile_add_points (CertplanReconciliation *self, CertplanTables *tables)
{
  TAKE_MADE ("repeated", "title.repeated", repeat_columns, make_repeats);
  TAKE_MADE ("findings", "title.reconcile_findings", finding_columns, make_findings);
}
