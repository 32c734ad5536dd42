/* A reconciliation as tables: charges, payments, what a person must look at.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-reconcile-tables-private.h"

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

/* As the record "ledger" has them, so that the next month begins with what is written. */
static const CertplanColumn ledger_columns[] = {
  CERTPLAN_RESULT_COLUMN (CertplanPartLine, payment, ID),
  CERTPLAN_RESULT_COLUMN (CertplanPartLine, date, DATE),
  CERTPLAN_RESULT_COLUMN (CertplanPartLine, amount, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (CertplanPartLine, payer, TEXT),
  CERTPLAN_RESULT_COLUMN (CertplanPartLine, reference, NOTE),
  { .name = "outcome",
    .type = CERTPLAN_COLUMN_CHOICE,
    .offset = G_STRUCT_OFFSET (CertplanPartLine, place),
    .head = "whereabouts" },
  CERTPLAN_RESULT_COLUMN (CertplanPartLine, charge, ID),
  { .name = "part_amount",
    .type = CERTPLAN_COLUMN_MONEY,
    .offset = G_STRUCT_OFFSET (CertplanPartLine, part),
    .unit = "yuan" },
  CERTPLAN_RESULT_COLUMN (CertplanPartLine, booked, DATE),
  CERTPLAN_RESULT_COLUMN (CertplanPartLine, reason, CHOICE, .head = "matched_by"),
  CERTPLAN_RESULT_COLUMN (CertplanPartLine, reverses, ID),
};

/* As the record "applied" has them: a month that is closed gets no more. */
static const CertplanColumn applied_columns[] = {
  CERTPLAN_RESULT_COLUMN (CertplanPartLine, payment, ID),
  CERTPLAN_RESULT_COLUMN (CertplanPartLine, charge, ID),
  { .name = "amount",
    .type = CERTPLAN_COLUMN_MONEY,
    .offset = G_STRUCT_OFFSET (CertplanPartLine, part),
    .unit = "yuan" },
  { .name = "date",
    .type = CERTPLAN_COLUMN_DATE,
    .offset = G_STRUCT_OFFSET (CertplanPartLine, booked) },
  CERTPLAN_RESULT_COLUMN (CertplanPartLine, reason, CHOICE, .head = "matched_by"),
  CERTPLAN_RESULT_COLUMN (CertplanPartLine, settlement, CHOICE),
};

static const CertplanColumn excluded_columns[] = {
  CERTPLAN_RESULT_COLUMN (CertplanPartLine, payment, ID),
  CERTPLAN_RESULT_COLUMN (CertplanPartLine, date, DATE),
  { .name = "amount",
    .type = CERTPLAN_COLUMN_MONEY,
    .offset = G_STRUCT_OFFSET (CertplanPartLine, part),
    .unit = "yuan" },
  CERTPLAN_RESULT_COLUMN (CertplanPartLine, payer, TEXT),
  CERTPLAN_RESULT_COLUMN (CertplanPartLine, reference, NOTE),
  CERTPLAN_RESULT_COLUMN (CertplanPartLine, reason, CHOICE, .head = "matched_by"),
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
    .case_id = self->has_numbers[CERTPLAN_NUMBER_CASE]
                   ? _certplan_records_note (charges, _certplan_charge_get_case (charges, i))
                   : NULL,
    .org = _certplan_reconcile_get_text (self, claim->org),
    .item = _certplan_records_text (charges, charge->item),
    .due = charge->due,
    .expected = _certplan_claim_expected (self, i),
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

/* One walk over claims or parts: lines are made as they are asked for. */
typedef struct
{
  const CertplanReconciliation *self;
  guint next;
  CertplanPartWalk parts;
  ClaimLine claim;
  CertplanPartLine part;
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

static guint64
claim_count (gconstpointer data)
{
  return ((const CertplanReconciliation *)data)->claims->len;
}

static void
claim_seek (gpointer data, guint64 row)
{
  ((Walk *)data)->next = (guint)row;
}

static gconstpointer
claim_row (gpointer data)
{
  return &((Walk *)data)->claim;
}

static gboolean
part_next (gpointer data, GError **error)
{
  Walk *walk = data;
  CertplanPart part;
  if (!_certplan_parts_next (walk->self, &walk->parts, &part))
    return FALSE;
  walk->part = _certplan_reconcile_show_part (walk->self, &part);
  return TRUE;
}

static gconstpointer
part_row (gpointer data)
{
  return &((Walk *)data)->part;
}

/* What no payment settles stands behind all payments. */
static gboolean
waived_next (Walk *walk)
{
  if (walk->next == walk->self->waived->len)
    return FALSE;
  const CertplanSettled *settled
      = &g_array_index (walk->self->waived, CertplanSettled, walk->next++);
  walk->part = (CertplanPartLine){
    .charge = _certplan_claim_name (walk->self, settled->claim),
    .part = settled->fen,
    .booked = settled->date,
    .reason = settled->is_decided ? _certplan_ledger_name_reason (CERTPLAN_LEDGER_DECISION)
                                  : "by_tolerance",
    .settlement = settled->settlement == CERTPLAN_APPLIED_BY_WAIVER ? "by_waiver" : "by_difference",
  };
  return TRUE;
}

static gboolean
applied_next (gpointer data, GError **error)
{
  Walk *walk = data;
  CertplanPart part;
  while (_certplan_parts_next (walk->self, &walk->parts, &part))
    if (part.claim != 0 && part.place != CERTPLAN_LEDGER_OVER)
      {
        walk->part = _certplan_reconcile_show_part (walk->self, &part);
        walk->part.settlement = "by_payment";
        return TRUE;
      }
  return waived_next (walk);
}

static gboolean
excluded_next (gpointer data, GError **error)
{
  Walk *walk = data;
  CertplanPart part;
  while (_certplan_parts_next (walk->self, &walk->parts, &part))
    if (part.place == CERTPLAN_LEDGER_EXCLUDED)
      {
        walk->part = _certplan_reconcile_show_part (walk->self, &part);
        return TRUE;
      }
  return FALSE;
}

static const CertplanTableSource claim_source = { walk_open, claim_next, NULL, g_free, claim_row };
static const CertplanTableJump claim_jump = { claim_count, claim_seek };
static const CertplanTableSource ledger_source = { walk_open, part_next, NULL, g_free, part_row };
static const CertplanTableSource applied_source
    = { walk_open, applied_next, NULL, g_free, part_row };
static const CertplanTableSource excluded_source
    = { walk_open, excluded_next, NULL, g_free, part_row };

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

CertplanTable *
_certplan_reconcile_take_made (CertplanReconciliation *self, CertplanTables *tables,
                               const char *name, const char *title, const CertplanColumn *columns,
                               guint n_columns, CertplanTableMake make)
{
  CertplanTable *table = _certplan_table_new_made (name, columns, n_columns, make,
                                                   certplan_reconciliation_ref (self),
                                                   (GDestroyNotify)certplan_reconciliation_unref);
  _certplan_reconcile_take_table (self, tables, table, title);
  return table;
}

static CertplanTable *
take_walk (CertplanReconciliation *self, CertplanTables *tables, const char *name,
           const char *title, const CertplanColumn *columns, guint n_columns,
           const CertplanTableSource *source)
{
  CertplanTable *table
      = _certplan_table_new (name, columns, n_columns, source, certplan_reconciliation_ref (self),
                             (GDestroyNotify)certplan_reconciliation_unref);
  _certplan_reconcile_take_table (self, tables, table, title);
  return table;
}
#define TAKE_WALK(name, title, columns, source)                                                    \
  take_walk (self, tables, name, title, columns, G_N_ELEMENTS (columns), source)

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

/* A statement's balance is not that of the vouchers' account by what is nobody's. */
static void
explain_bank (const CertplanReconciliation *self, CertplanExplanation *explanation)
{
  CertplanMoney all_fen = 0;
  for (guint place = 0; place < CERTPLAN_LEDGER_N_PLACES; place++)
    all_fen += self->placed[place];
  g_autofree char *booked = _certplan_argument_money (self->booked_fen);
  g_autofree char *others = _certplan_argument_money (all_fen - self->booked_fen);
  _certplan_explanation_take_note (
      explanation, _certplan_sentence ("note.reconcile_bank", booked, others, NULL));
}

/* What the books take off what is due without a payment. */
static void
explain_waived (const CertplanReconciliation *self, CertplanExplanation *explanation)
{
  CertplanMoney sums[2] = { 0 };
  for (guint i = 0; i < self->waived->len; i++)
    {
      const CertplanSettled *settled = &g_array_index (self->waived, CertplanSettled, i);
      sums[settled->settlement == CERTPLAN_APPLIED_BY_DIFFERENCE] += settled->fen;
    }
  g_autofree char *waived = _certplan_argument_money (sums[0]);
  g_autofree char *differences = _certplan_argument_money (sums[1]);
  if (self->waived->len > 0)
    _certplan_explanation_take_note (
        explanation, _certplan_sentence ("note.reconcile_waived", waived, differences, NULL));
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
  explain_bank (self, explanation);
  explain_waived (self, explanation);
  _certplan_policy_explain (request->policy, keys, G_N_ELEMENTS (keys), explanation);
  return explanation;
}

CertplanTables *
certplan_reconciliation_dup_tables (CertplanReconciliation *self, gboolean with_reasons)
{
  g_return_val_if_fail (self != NULL, NULL);

  CertplanTables *tables = certplan_tables_new ();
  CertplanTable *claims
      = TAKE_WALK ("reconciliation", "title.reconciliation", claim_columns, &claim_source);
  _certplan_table_set_jump (claims, &claim_jump, self->request->n_threads);
  TAKE_WALK ("applied", "title.applied", applied_columns, &applied_source);
  _certplan_reconcile_add_unmatched (self, tables);
  TAKE_WALK ("excluded", "title.excluded", excluded_columns, &excluded_source);
  _certplan_reconcile_add_points (self, tables);
  _certplan_reconcile_add_sums (self, tables);
  TAKE_WALK ("ledger", "title.ledger", ledger_columns, &ledger_source);
  _certplan_reconcile_add_signing (self, tables);
  g_autoptr (CertplanExplanation) explanation = explain (self);
  _certplan_explanation_add_tables (explanation, with_reasons, tables);
  return tables;
}
