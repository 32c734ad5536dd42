/* Which payments pay which charges. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-reconcile-private.h"
#include "certplan-faults-private.h"
#include "certplan-finance-error.h"
#include "certplan-private.h"
#include "certplan-threads-private.h"

G_DEFINE_BOXED_TYPE (CertplanReconciliation, certplan_reconciliation, certplan_reconciliation_ref,
                     certplan_reconciliation_unref)

CertplanReconciliation *
certplan_reconciliation_ref (CertplanReconciliation *reconciliation)
{
  return g_atomic_rc_box_acquire (reconciliation);
}

static void
finding_clear (gpointer data)
{
  g_free (((CertplanReconcileFinding *)data)->finding);
}

static void
reconciliation_clear (gpointer data)
{
  CertplanReconciliation *self = data;
  GArray *const arrays[]
      = { self->claims,   self->receipts,   self->parts,   self->named,   self->repeats, self->near,
          self->findings, self->statements, self->pending, self->earlier, self->waived };
  for (guint i = 0; i < G_N_ELEMENTS (arrays); i++)
    g_array_unref (arrays[i]);
  GHashTable *const tables[]
      = { self->more, self->ranks, self->reverses, self->told, self->refused, self->settled };
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    g_hash_table_unref (tables[i]);
  gpointer const blocks[] = { self->first_rows, self->first_texts, (gpointer)self->own_ids,
                              self->order,      self->names,       self->next_of[0],
                              self->next_of[1], self->next_of[2],  self->ranks_of,
                              self->windows,    self->rows };
  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    g_free (blocks[i]);
  g_clear_pointer (&self->owed, _certplan_owed_free);
  _certplan_payer_lists_clear (&self->claims_of);
  _certplan_payer_lists_clear (&self->receipts_of);
  _certplan_payers_free (self->payers);
  g_clear_pointer (&self->numbers, _certplan_numbers_free);
  _certplan_slots_clear (&self->ids);
  g_string_chunk_free (self->texts);
  certplan_reconcile_request_unref (self->request);
}

void
certplan_reconciliation_unref (CertplanReconciliation *reconciliation)
{
  g_atomic_rc_box_release_full (reconciliation, reconciliation_clear);
}

static CertplanReconciliation *
make (CertplanReconcileRequest *request, CertplanDate as_of)
{
  CertplanReconciliation *self = g_atomic_rc_box_new0 (CertplanReconciliation);
  self->request = certplan_reconcile_request_ref (request);
  self->charges = _certplan_records_get_rows (request->charges);
  self->as_of = as_of;
  self->is_item_first
      = _certplan_policy_is (request->policy, CERTPLAN_POLICY_PART_PAYMENTS, "item-first");
  self->holds_others = _certplan_policy_is (request->policy, CERTPLAN_POLICY_OTHER_PAYER, "held");
  self->claims = g_array_new (FALSE, FALSE, sizeof (CertplanClaim));
  self->receipts = g_array_new (FALSE, FALSE, sizeof (CertplanReceipt));
  self->parts = g_array_new (FALSE, FALSE, sizeof (CertplanPart));
  self->earlier = g_array_new (FALSE, FALSE, sizeof (CertplanEarlierPart));
  self->pending = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->named = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->repeats = g_array_new (FALSE, FALSE, sizeof (CertplanRepeat));
  self->near = g_array_new (FALSE, FALSE, sizeof (CertplanNear));
  self->findings = g_array_new (FALSE, FALSE, sizeof (CertplanReconcileFinding));
  g_array_set_clear_func (self->findings, finding_clear);
  self->waived = g_array_new (FALSE, FALSE, sizeof (CertplanSettled));
  self->statements = g_array_new (FALSE, FALSE, sizeof (CertplanControl));
  self->payers = _certplan_payers_new ();
  self->more = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->windows = g_new (CertplanWindow, CERTPLAN_N_WINDOWS);
  for (guint i = 0; i < CERTPLAN_N_WINDOWS; i++)
    self->windows[i].due = CERTPLAN_DATE_NONE;
  self->ranks = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->reverses = g_hash_table_new (NULL, NULL);
  self->told = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->refused = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->settled = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->texts = g_string_chunk_new (1 << 12);
  return self;
}

#define RANGE (1u << 16) /* receipts that one thread looks at */

/* The passes, each of which leaves to the next ones what is not certain to it. They run again from
 * the first one whenever one of them placed something, so that what is there in the end is all that
 * they can do: a run over its own result changes nothing. */
static gboolean (*const passes[]) (CertplanReconciliation *self) = {
  _certplan_reconcile_decide,       _certplan_reconcile_by_number,    _certplan_reconcile_exclude,
  _certplan_reconcile_reverse_only, _certplan_reconcile_by_payer,     _certplan_reconcile_by_parts,
  _certplan_reconcile_reverse_free, _certplan_reconcile_reverse_over,
};

static void
mark_pending (gpointer data, guint i)
{
  CertplanReconciliation *self = data;
  for (guint r = i * RANGE; r < MIN ((i + 1) * RANGE, self->receipts->len); r++)
    self->is_pending[r] = _certplan_rest (self, _certplan_receipt (self, r)) != 0;
}

static gboolean
is_pending (const CertplanReconciliation *self, guint32 i)
{
  return self->is_pending[self->order[i]];
}

/* What is wholly placed stays so, unless a decision takes it back. */
static void
list_pending (CertplanReconciliation *self)
{
  const guint n = self->receipts->len;
  self->is_pending = g_new (guint8, n + 1);
  _certplan_threads_run (self->request->n_threads, (n + RANGE - 1) / RANGE, mark_pending, self);
  g_array_unref (self->pending);
  self->pending = _certplan_reconcile_list (self, n, is_pending);
  for (guint i = 0; i < self->pending->len; i++)
    g_array_index (self->pending, guint32, i) = self->order[_certplan_pending (self, i)];
  g_clear_pointer (&self->is_pending, g_free);
}

static void
drop_placed (CertplanReconciliation *self)
{
  guint n = 0;
  for (guint i = 0; i < self->pending->len; i++)
    {
      const guint32 r = _certplan_pending (self, i);
      if (_certplan_rest (self, _certplan_receipt (self, r)) != 0)
        g_array_index (self->pending, guint32, n++) = r;
    }
  g_array_set_size (self->pending, n);
}

/* What was decided stands; what is certain whatever comes first is paid before all else. Decisions
 * alone take back what was placed. */
static gboolean
begin_round (CertplanReconciliation *self, gboolean has_decided)
{
  const gboolean is_first = !self->has_begun;
  const gboolean has_paid = is_first && _certplan_reconcile_pay_clean (self);
  self->has_begun = TRUE;
  if (is_first || has_decided)
    list_pending (self);
  return has_paid;
}

static gboolean
run_passes (CertplanReconciliation *self, GCancellable *cancellable, GError **error)
{
  gboolean has_paid = FALSE; /* and the pass by number has not run since */
  for (guint i = 0; i < G_N_ELEMENTS (passes);)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (passes[i] == _certplan_reconcile_reverse_only) /* the first one that looks at payers */
        _certplan_reconcile_want_payers (self, self->pending);
      gboolean has_placed = passes[i](self);
      if (passes[i] == _certplan_reconcile_decide)
        has_paid |= begin_round (self, has_placed);
      else if (passes[i] == _certplan_reconcile_by_number)
        {
          has_placed |= has_paid;
          has_paid = FALSE;
        }
      if (passes[i] != _certplan_reconcile_decide && has_placed)
        drop_placed (self);
      i = has_placed ? 0 : i + 1;
    }
  return TRUE;
}

/* Where there is no amount for the sum of all, nothing else is told. */
static gboolean
read_all (CertplanReconciliation *self, CertplanFaults *faults, GError **error)
{
  g_autoptr (CertplanFaults) found = certplan_faults_new ();
  if (!_certplan_reconcile_check_opening (self, error))
    return FALSE;
  _certplan_reconcile_count_rows (self);
  _certplan_reconcile_read_claims (self);
  _certplan_reconcile_read_receipts (self, found);
  if (!_certplan_reconcile_check_range (self, error))
    return FALSE;
  _certplan_faults_append (faults, found);
  return TRUE;
}

/* What is not over yet cannot be closed. */
static gboolean
check_closed (const CertplanReconcileRequest *request, CertplanDate as_of, GError **error)
{
  if (request->closed_through == CERTPLAN_DATE_NONE || request->closed_through <= as_of)
    return TRUE;
  g_autofree char *closed = certplan_date_format (request->closed_through);
  g_autofree char *day = certplan_date_format (as_of);
  g_set_error (error, CERTPLAN_FINANCE_ERROR, CERTPLAN_FINANCE_ERROR_CLOSED,
               _ ("\"%s\" cannot be closed: it lies after the day on which one looks; "
                  "wanted \"%s\" or an earlier day"),
               closed, day);
  return FALSE;
}

CertplanReconciliation *
certplan_reconcile_new (CertplanReconcileRequest *request, CertplanDate as_of,
                        CertplanFaults *faults, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (request != NULL && as_of != CERTPLAN_DATE_NONE, NULL);

  g_autoptr (CertplanFaults) own = faults != NULL ? NULL : certplan_faults_new ();
  CertplanFaults *list = faults != NULL ? faults : own;
  const guint n_before = certplan_faults_get_n (list);
  if (!check_closed (request, as_of, error))
    return NULL;
  request->is_used = TRUE;
  g_autoptr (CertplanReconciliation) self = make (request, as_of);
  if (!read_all (self, list, error)
      || !_certplan_faults_set_error_since (list, n_before, CERTPLAN_TABLE_ERROR,
                                            CERTPLAN_TABLE_ERROR_VALUE, error))
    return NULL;
  _certplan_reconcile_index_claims (self);
  _certplan_reconcile_read_names (self);
  _certplan_reconcile_replay_opening (self, list);
  if (!_certplan_faults_set_error_since (list, n_before, CERTPLAN_TABLE_ERROR,
                                         CERTPLAN_TABLE_ERROR_VALUE, error)
      || !run_passes (self, cancellable, error))
    return NULL;
  _certplan_reconcile_settle (self);
  _certplan_reconcile_tell_paid (self);
  _certplan_reconcile_find_near (self);
  /* Tables, which several threads may ask for at once, change nothing. */
  if (self->repeats->len > 0)
    _certplan_receipt_rank (self, 0);
  return g_steal_pointer (&self);
}

CertplanMoney
certplan_reconciliation_get_outstanding (const CertplanReconciliation *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->outstanding;
}

CertplanMoney
certplan_reconciliation_get_placed (const CertplanReconciliation *self, const char *place)
{
  g_return_val_if_fail (self != NULL && place != NULL, 0);

  for (guint i = CERTPLAN_LEDGER_APPLIED; i < CERTPLAN_LEDGER_N_PLACES; i++)
    if (g_str_equal (_certplan_ledger_name_place (i), place))
      return self->placed[i];
  return 0;
}

guint
certplan_reconciliation_get_n_open (const CertplanReconciliation *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_open + self->n_unmatched + self->findings->len;
}

const char *
_certplan_reconcile_name_file (const CertplanReconciliation *self, guint file)
{
  const CertplanRecords *records
      = file == 0 ? self->request->opening : g_ptr_array_index (self->request->payments, file - 1);
  const char *name = records != NULL ? _certplan_records_get_name (records) : NULL;
  return name != NULL ? name : "-";
}
