/* A reconciliation as tables: charges, payments, what a person must look at.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-reconcile-private.h"

typedef struct
{
  const char *charge, *certificate, *case_id, *org, *item;
  CertplanDate due;
  CertplanMoney expected, paid, over, outstanding;
  gint32 days_late, n_payments;
  CertplanDate last_paid;
  const char *status, *reason;
} ClaimLine;

static const CertplanColumn claim_columns[] = {
  CERTPLAN_RESULT_COLUMN (ClaimLine, charge, ID),
  CERTPLAN_RESULT_COLUMN (ClaimLine, status, CHOICE, .head = "payment_status"),
  CERTPLAN_RESULT_COLUMN (ClaimLine, certificate, ID),
  { .name = "case", .type = CERTPLAN_COLUMN_ID, .offset = G_STRUCT_OFFSET (ClaimLine, case_id) },
  CERTPLAN_RESULT_COLUMN (ClaimLine, org, TEXT),
  CERTPLAN_RESULT_COLUMN (ClaimLine, item, CHOICE),
  CERTPLAN_RESULT_COLUMN (ClaimLine, due, DATE),
  CERTPLAN_RESULT_COLUMN (ClaimLine, expected, MONEY, .unit = "yuan", .head = "expected_fees"),
  { .name = "paid",
    .type = CERTPLAN_COLUMN_MONEY,
    .offset = G_STRUCT_OFFSET (ClaimLine, paid),
    .unit = "yuan",
    .head = "received_fees" },
  CERTPLAN_RESULT_COLUMN (ClaimLine, over, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (ClaimLine, outstanding, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (ClaimLine, days_late, INT),
  CERTPLAN_RESULT_COLUMN (ClaimLine, n_payments, INT),
  CERTPLAN_RESULT_COLUMN (ClaimLine, last_paid, DATE),
  CERTPLAN_RESULT_COLUMN (ClaimLine, reason, CHOICE, .head = "matched_by"),
};

typedef struct
{
  const char *payment;
  CertplanDate date;
  CertplanMoney amount;
  const char *payer, *reference;
  const char *place, *charge;
  CertplanMoney part;
  CertplanDate booked;
  const char *reason, *reverses;
} PartLine;

/* As the record "ledger" has them, so that the next month begins with what is written. */
static const CertplanColumn ledger_columns[] = {
  CERTPLAN_RESULT_COLUMN (PartLine, payment, ID),
  CERTPLAN_RESULT_COLUMN (PartLine, date, DATE),
  CERTPLAN_RESULT_COLUMN (PartLine, amount, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (PartLine, payer, TEXT),
  CERTPLAN_RESULT_COLUMN (PartLine, reference, NOTE),
  { .name = "outcome",
    .type = CERTPLAN_COLUMN_CHOICE,
    .offset = G_STRUCT_OFFSET (PartLine, place),
    .head = "whereabouts" },
  CERTPLAN_RESULT_COLUMN (PartLine, charge, ID),
  { .name = "part_amount",
    .type = CERTPLAN_COLUMN_MONEY,
    .offset = G_STRUCT_OFFSET (PartLine, part),
    .unit = "yuan" },
  CERTPLAN_RESULT_COLUMN (PartLine, booked, DATE),
  CERTPLAN_RESULT_COLUMN (PartLine, reason, CHOICE, .head = "matched_by"),
  CERTPLAN_RESULT_COLUMN (PartLine, reverses, ID),
};

/* As the record "applied" has them: a month that is closed gets no more. */
static const CertplanColumn applied_columns[] = {
  CERTPLAN_RESULT_COLUMN (PartLine, payment, ID),
  CERTPLAN_RESULT_COLUMN (PartLine, charge, ID),
  { .name = "amount",
    .type = CERTPLAN_COLUMN_MONEY,
    .offset = G_STRUCT_OFFSET (PartLine, part),
    .unit = "yuan" },
  { .name = "date", .type = CERTPLAN_COLUMN_DATE, .offset = G_STRUCT_OFFSET (PartLine, booked) },
  CERTPLAN_RESULT_COLUMN (PartLine, reason, CHOICE, .head = "matched_by"),
};

static const CertplanColumn excluded_columns[] = {
  CERTPLAN_RESULT_COLUMN (PartLine, payment, ID),
  CERTPLAN_RESULT_COLUMN (PartLine, date, DATE),
  { .name = "amount",
    .type = CERTPLAN_COLUMN_MONEY,
    .offset = G_STRUCT_OFFSET (PartLine, part),
    .unit = "yuan" },
  CERTPLAN_RESULT_COLUMN (PartLine, payer, TEXT),
  CERTPLAN_RESULT_COLUMN (PartLine, reference, NOTE),
  CERTPLAN_RESULT_COLUMN (PartLine, reason, CHOICE, .head = "matched_by"),
};

typedef struct
{
  PartLine part;
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

static ClaimLine
make_claim (const CertplanReconciliation *self, guint i)
{
  const CertplanRecords *charges = self->request->charges;
  const CertplanClaim *claim = _certplan_claim (self, i);
  const CertplanClaimMore *more = _certplan_claim_more (self, i);
  const CertplanCharge *charge = _certplan_claim_charge (self, i);
  const CertplanMoney outstanding = _certplan_claim_outstanding (self, i);
  return (ClaimLine){
    .charge = _certplan_records_note (charges, charge->charge),
    .certificate = _certplan_records_note (charges, charge->certificate),
    .case_id = _certplan_records_note (charges, charge->case_id),
    .org = _certplan_reconcile_get_text (self, claim->org),
    .item = _certplan_records_text (charges, charge->item),
    .due = charge->due,
    .expected
    = claim->amount == CERTPLAN_MONEY_NONE ? CERTPLAN_MONEY_NONE : claim->amount - more->waived,
    .paid = claim->paid,
    .over = more->over != 0 ? more->over : CERTPLAN_MONEY_NONE,
    .outstanding = outstanding,
    .days_late = outstanding > 0 && charge->due != CERTPLAN_DATE_NONE && charge->due < self->as_of
                     ? self->as_of - charge->due
                     : G_MININT32,
    .n_payments = (gint32)claim->n_payments,
    .last_paid = claim->paid_on,
    .status = _certplan_claim_name_status (claim->status),
    .reason = _certplan_ledger_name_reason (claim->reason),
  };
}

static const char *
get_reversed (const CertplanReconciliation *self, const CertplanPart *part)
{
  const guint there
      = GPOINTER_TO_UINT (g_hash_table_lookup (self->reverses, GUINT_TO_POINTER (part->receipt)));
  return part->place == CERTPLAN_LEDGER_REFUND && there != 0
             ? _certplan_receipt_texts (self, there - 1).id
             : NULL;
}

static PartLine
make_part (const CertplanReconciliation *self, const CertplanPart *part)
{
  const CertplanReceipt *receipt = _certplan_receipt (self, part->receipt);
  const CertplanReceiptTexts texts = _certplan_receipt_texts (self, part->receipt);
  return (PartLine){
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

/* One walk over claims or parts: lines are made as they are asked for. */
typedef struct
{
  const CertplanReconciliation *self;
  guint next;
  CertplanPartWalk parts;
  ClaimLine claim;
  PartLine part;
} Walk;

static gpointer
walk_open (gconstpointer data)
{
  Walk *walk = g_new0 (Walk, 1);
  walk->self = data;
  walk->parts.order = walk->self->order;
  return walk;
}

/* In the order of the charges' own file. */
static gboolean
claim_next (gpointer data, GError **error)
{
  Walk *walk = data;
  if (walk->next == walk->self->claims->len)
    return FALSE;
  walk->claim = make_claim (walk->self, walk->next++);
  return TRUE;
}

static void
claim_get (gpointer data, guint column, CertplanValue *value)
{
  _certplan_column_get_value (&claim_columns[column], &((Walk *)data)->claim, value);
}

static gboolean
part_next (gpointer data, GError **error)
{
  Walk *walk = data;
  CertplanPart part;
  if (!_certplan_parts_next (walk->self, &walk->parts, &part))
    return FALSE;
  walk->part = make_part (walk->self, &part);
  return TRUE;
}

static void
ledger_get (gpointer data, guint column, CertplanValue *value)
{
  _certplan_column_get_value (&ledger_columns[column], &((Walk *)data)->part, value);
}

static gboolean
applied_next (gpointer data, GError **error)
{
  Walk *walk = data;
  CertplanPart part;
  while (_certplan_parts_next (walk->self, &walk->parts, &part))
    if (part.claim != 0 && part.place != CERTPLAN_LEDGER_OVER)
      {
        walk->part = make_part (walk->self, &part);
        return TRUE;
      }
  return FALSE;
}

static void
applied_get (gpointer data, guint column, CertplanValue *value)
{
  _certplan_column_get_value (&applied_columns[column], &((Walk *)data)->part, value);
}

static gboolean
excluded_next (gpointer data, GError **error)
{
  Walk *walk = data;
  CertplanPart part;
  while (_certplan_parts_next (walk->self, &walk->parts, &part))
    if (part.place == CERTPLAN_LEDGER_EXCLUDED)
      {
        walk->part = make_part (walk->self, &part);
        return TRUE;
      }
  return FALSE;
}

static void
excluded_get (gpointer data, guint column, CertplanValue *value)
{
  _certplan_column_get_value (&excluded_columns[column], &((Walk *)data)->part, value);
}

static const CertplanTableSource claim_source = { walk_open, claim_next, claim_get, g_free };
static const CertplanTableSource ledger_source = { walk_open, part_next, ledger_get, g_free };
static const CertplanTableSource applied_source = { walk_open, applied_next, applied_get, g_free };
static const CertplanTableSource excluded_source
    = { walk_open, excluded_next, excluded_get, g_free };

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
  NearLine line = { .part = make_part (self, part),
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
make_unmatched (const CertplanReconciliation *self)
{
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
list_repetitions (CertplanReconciliation *self)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (Repetition));
  for (guint i = 0; i < self->repeats->len; i++)
    {
      const CertplanRepeat *repeat = &g_array_index (self->repeats, CertplanRepeat, i);
      const guint32 own = repeat->is_twin ? repeat->row : repeat->first;
      const guint r = _certplan_reconcile_get_receipt (self, own);
      const Repetition repetition
          = { r, _certplan_receipt_rank (self, r), repeat->row, repeat->first, repeat->is_twin };
      g_array_append_val (list, repetition);
    }
  g_array_sort (list, compare_repetitions);
  return list;
}

static GArray *
make_repeats (CertplanReconciliation *self)
{
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
make_findings (const CertplanReconciliation *self)
{
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
_certplan_reconcile_take_table (CertplanReconciliation *self, CertplanTables *tables,
                                CertplanTable *table, const char *title)
{
  g_autofree char *as_of = certplan_date_format (self->as_of);
  g_autofree char *outstanding = _certplan_argument_money (self->outstanding);
  g_autofree char *sentence = _certplan_sentence (title, as_of, outstanding, NULL);
  _certplan_table_set_title (table, sentence, NULL);
  _certplan_table_set_labels (table, certplan_rulebook_get_labels (self->request->rulebook));
  certplan_tables_take (tables, table);
}

#define TAKE_WALK(name, title, columns, source)                                                    \
  _certplan_reconcile_take_table (                                                                 \
      self, tables,                                                                                \
      _certplan_table_new (name, columns, G_N_ELEMENTS (columns), source,                          \
                           certplan_reconciliation_ref (self),                                     \
                           (GDestroyNotify)certplan_reconciliation_unref),                         \
      title)
#define TAKE_ARRAY(name, title, columns, array)                                                    \
  _certplan_reconcile_take_table (                                                                 \
      self, tables,                                                                                \
      _certplan_table_new_array (name, columns, G_N_ELEMENTS (columns), array,                     \
                                 certplan_reconciliation_ref (self),                               \
                                 (GDestroyNotify)certplan_reconciliation_unref),                   \
      title)

static void
explain_passes (CertplanExplanation *explanation)
{
  for (guint reason = CERTPLAN_LEDGER_DECISION; reason <= CERTPLAN_LEDGER_WORD; reason++)
    {
      const char *name = _certplan_ledger_name_reason (reason);
      g_autofree char *key = g_strconcat ("why.", name, NULL);
      _certplan_explanation_take_own (explanation, name, _certplan_sentence (key, NULL),
                                      "computed");
    }
}

static CertplanExplanation *
explain (const CertplanReconciliation *self)
{
  static const CertplanPolicyKey keys[]
      = { CERTPLAN_POLICY_PART_PAYMENTS, CERTPLAN_POLICY_OTHER_PAYER };
  const CertplanReconcileRequest *request = self->request;
  CertplanExplanation *explanation = _certplan_explanation_new (request->rulebook);
  g_autofree char *window = _certplan_argument_period (&request->window);
  g_autofree char *tolerance = _certplan_argument_money (request->tolerance_fen);
  explain_passes (explanation);
  _certplan_explanation_take_note (
      explanation, _certplan_sentence ("note.reconcile_window", window, tolerance, NULL));
  if (request->closed_through != CERTPLAN_DATE_NONE)
    {
      g_autofree char *closed = certplan_date_format (request->closed_through);
      g_autofree char *first = certplan_date_format (request->closed_through + 1);
      _certplan_explanation_take_note (
          explanation, _certplan_sentence ("note.reconcile_closed", closed, first, NULL));
    }
  if (request->certificates == NULL)
    _certplan_explanation_take_note (explanation,
                                     _certplan_sentence ("note.reconcile_register", NULL));
  _certplan_policy_explain (request->policy, keys, G_N_ELEMENTS (keys), explanation);
  return explanation;
}

CertplanTables *
certplan_reconciliation_dup_tables (CertplanReconciliation *self, gboolean with_reasons)
{
  g_return_val_if_fail (self != NULL, NULL);

  CertplanTables *tables = certplan_tables_new ();
  TAKE_WALK ("reconciliation", "title.reconciliation", claim_columns, &claim_source);
  TAKE_WALK ("applied", "title.applied", applied_columns, &applied_source);
  TAKE_ARRAY ("unmatched", "title.unmatched", unmatched_columns, make_unmatched (self));
  TAKE_WALK ("excluded", "title.excluded", excluded_columns, &excluded_source);
  TAKE_ARRAY ("repeated", "title.repeated", repeat_columns, make_repeats (self));
  TAKE_ARRAY ("findings", "title.reconcile_findings", finding_columns, make_findings (self));
  _certplan_reconcile_add_sums (self, tables);
  TAKE_WALK ("ledger", "title.ledger", ledger_columns, &ledger_source);
  _certplan_reconcile_add_signing (self, tables);
  g_autoptr (CertplanExplanation) explanation = explain (self);
  _certplan_explanation_add_tables (explanation, with_reasons, tables);
  return tables;
}
