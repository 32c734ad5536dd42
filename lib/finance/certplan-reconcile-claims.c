/* Charges as they are paid. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-reconcile-private.h"
#include <string.h>

/* The item's place in its tariff, where the documents name the audit before the annuity. */
static guint32
get_item_rank (const CertplanReconciliation *self, const CertplanCharge *charge)
{
  const char *item = _certplan_records_text (self->request->charges, charge->item);
  guint n_rows;
  guint32 rank = G_MAXUINT32;
  const CertplanRule *rows = _certplan_rulebook_get_rows (
      self->request->rulebook, CERTPLAN_RULES_TARIFF, charge->qualification, &n_rows);
  for (guint i = 0; i < n_rows; i++)
    if (g_strcmp0 (rows[i].item, item) == 0)
      rank = MIN (rank, rows[i].line);
  return rank;
}

static const CertplanCertificate *
find_certificate (const CertplanReconciliation *self, const CertplanCharge *charge)
{
  const CertplanRecords *certificates = self->request->certificates;
  const guint row = _certplan_records_find_id (
      certificates, _certplan_records_note (self->request->charges, charge->certificate));
  return row != 0 ? certplan_certificate_get (certificates, row - 1) : NULL;
}

static void
set_window (const CertplanReconciliation *self, CertplanClaim *claim)
{
  claim->from = claim->to = CERTPLAN_DATE_NONE;
  if (claim->due == CERTPLAN_DATE_NONE)
    return;
  claim->from = certplan_date_add_period (claim->due, &self->request->window, -1);
  claim->to = certplan_date_add_period (claim->due, &self->request->window, 1);
}

gboolean
_certplan_reconcile_is_in_window (const CertplanClaim *claim, CertplanDate date)
{
  return (claim->from == CERTPLAN_DATE_NONE || date >= claim->from)
         && (claim->to == CERTPLAN_DATE_NONE || date <= claim->to);
}

static void
add_claim (CertplanReconciliation *self, guint row)
{
  const CertplanRecords *charges = self->request->charges;
  const CertplanCharge *charge = certplan_charge_get (charges, row);
  const CertplanCertificate *certificate = find_certificate (self, charge);
  CertplanClaim claim = {
    .amount = charge->amount,
    .row = row,
    .due = charge->due,
    .issued = certificate != NULL ? certificate->issued : CERTPLAN_DATE_NONE,
    .first_paid = G_MAXINT32, /* none yet */
    .last_paid = CERTPLAN_DATE_NONE,
    .item_rank = get_item_rank (self, charge),
  };
  const char *org = charge->org != 0 ? _certplan_records_text (charges, charge->org)
                    : certificate != NULL
                        ? _certplan_records_text (self->request->certificates, certificate->org)
                        : NULL;
  claim.payer = _certplan_payers_add (self->payers, org, TRUE);
  set_window (self, &claim);
  g_array_append_val (self->claims, claim);
}

/* What is due at no known day is paid last. */
static gint
compare_due (const CertplanClaim *one, const CertplanClaim *other)
{
  const gint64 a = one->due != CERTPLAN_DATE_NONE ? one->due : G_MAXINT64;
  const gint64 b = other->due != CERTPLAN_DATE_NONE ? other->due : G_MAXINT64;
  return (a > b) - (a < b);
}

static gint
compare_claims (gconstpointer a, gconstpointer b, gpointer data)
{
  const CertplanReconciliation *self = data;
  const CertplanClaim *one = a, *other = b;
  const gint by_due = compare_due (one, other);
  const gint by_item = (one->item_rank > other->item_rank) - (one->item_rank < other->item_rank);
  const gint first = self->is_item_first ? by_item : by_due,
             second = self->is_item_first ? by_due : by_item;
  if (first != 0 || second != 0)
    return first != 0 ? first : second;
  const CertplanRecords *charges = self->request->charges;
  return strcmp (
      _certplan_records_note (charges, certplan_charge_get (charges, one->row)->charge),
      _certplan_records_note (charges, certplan_charge_get (charges, other->row)->charge));
}

static const char *
get_number (const CertplanReconciliation *self, guint i, CertplanNumberKind kind)
{
  const CertplanCharge *charge = _certplan_claim_charge (self, i);
  const guint32 note = kind == CERTPLAN_NUMBER_CHARGE        ? charge->charge
                       : kind == CERTPLAN_NUMBER_CERTIFICATE ? charge->certificate
                                                             : charge->case_id;
  return _certplan_records_note (self->request->charges, note);
}

/* A charge's own number goes before a certificate's, if they are the same. */
static void
add_number (CertplanReconciliation *self, guint i, CertplanNumberKind kind)
{
  const char *text = get_number (self, i, kind);
  const guint32 place = text != NULL ? _certplan_numbers_add (self->numbers, text, kind) : 0;
  if (place == 0)
    return;
  CertplanNumber *number = _certplan_numbers_get (self->numbers, place);
  if (number->kind != kind)
    {
      number->is_ambiguous |= number->kind != CERTPLAN_NUMBER_CHARGE;
      return;
    }
  number->is_ambiguous |= kind == CERTPLAN_NUMBER_CHARGE && number->first != 0;
  _certplan_claim (self, i)->next_of[kind] = number->first;
  number->first = i + 1;
}

void
_certplan_reconcile_read_claims (CertplanReconciliation *self)
{
  const guint n = certplan_records_get_n (self->request->charges);
  for (guint row = 0; row < n; row++)
    add_claim (self, row);
  g_array_sort_with_data (self->claims, compare_claims, self);
  self->claim_of_row = g_new (guint32, n + 1);
  for (guint i = 0; i < n; i++)
    self->claim_of_row[_certplan_claim (self, i)->row] = i;
  /* From the last to the first: chains are then in the order of the claims. */
  for (guint kind = 0; kind < CERTPLAN_NUMBER_N_KINDS; kind++)
    for (guint i = n; i > 0; i--)
      add_number (self, i - 1, kind);
}
