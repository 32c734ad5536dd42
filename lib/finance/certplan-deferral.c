/* What of a list of charges is billed, earned and given back by any day.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-deferral-private.h"
#include "certplan-charge-private.h"
#include "certplan-private.h"
#include "certplan-records-private.h"
#include "certplan-register.h"

static void
finding_clear (gpointer data)
{
  g_free (((CertplanDeferralFinding *)data)->finding);
}

void
_certplan_deferral_free (CertplanDeferral *deferral)
{
  g_array_unref (deferral->items);
  g_array_unref (deferral->pieces);
  g_array_unref (deferral->credits);
  g_array_unref (deferral->findings);
  g_ptr_array_unref (deferral->keys);
  g_clear_pointer (&deferral->fees, _certplan_fee_terms_free);
  g_clear_pointer (&deferral->holdings, _certplan_holdings_unref);
  certplan_records_unref (deferral->charges);
  g_clear_pointer (&deferral->certificates, certplan_records_unref);
  g_clear_pointer (&deferral->policy, certplan_policy_unref);
  certplan_rulebook_unref (deferral->rulebook);
  g_free (deferral);
}

static CertplanDeferral *
deferral_alloc (const CertplanDeferralRequest *request)
{
  CertplanDeferral *deferral = g_new0 (CertplanDeferral, 1);
  deferral->rulebook = certplan_rulebook_ref (request->rulebook);
  deferral->policy = request->policy != NULL ? certplan_policy_ref (request->policy) : NULL;
  deferral->charges = certplan_records_ref (request->charges);
  deferral->by_day = request->by_day;
  deferral->vat = request->vat;
  deferral->items = g_array_new (FALSE, FALSE, sizeof (CertplanDeferred));
  deferral->pieces = g_array_new (FALSE, FALSE, sizeof (CertplanDeferralPiece));
  deferral->credits = g_array_new (FALSE, FALSE, sizeof (CertplanDeferralCredit));
  deferral->findings = g_array_new (FALSE, FALSE, sizeof (CertplanDeferralFinding));
  deferral->keys = g_ptr_array_new ();
  g_array_set_clear_func (deferral->findings, finding_clear);
  return deferral;
}

const CertplanCharge *
_certplan_deferral_get_charge (const CertplanDeferral *deferral, guint i)
{
  return certplan_charge_get (deferral->charges, _certplan_deferral_get (deferral, i)->row);
}

const char *
_certplan_deferral_get_number (const CertplanDeferral *deferral, guint i)
{
  return certplan_records_get_note (deferral->charges,
                                    _certplan_deferral_get_charge (deferral, i)->charge);
}

void
_certplan_deferral_take_finding (CertplanDeferral *deferral, guint row, char *sentence)
{
  const CertplanCharge *charge = certplan_charge_get (deferral->charges, row);
  const CertplanDeferralFinding finding = {
    .subject = certplan_records_get_note (deferral->charges, charge->charge),
    .qualification
    = certplan_rulebook_get_qualification (deferral->rulebook, charge->qualification),
    .finding = sentence,
    .source = "no_document",
  };
  g_array_append_val (deferral->findings, finding);
}

CertplanMoney
_certplan_deferral_take_tax (CertplanMoney gross_fen, gint32 vat, CertplanMoney *tax_fen)
{
  const gint64 one = 1000000, divisor = one + vat;
  const __int128 gross = gross_fen < 0 ? -(__int128)gross_fen : (__int128)gross_fen;
  const gint64 net_fen = (gint64)((gross * one * 2 + divisor) / (divisor * 2));
  const CertplanMoney net = gross_fen < 0 ? -net_fen : net_fen;
  *tax_fen = gross_fen - net;
  return net;
}

CertplanMoney
_certplan_deferral_get_share (CertplanMoney tax_fen, CertplanMoney part_fen,
                              CertplanMoney whole_fen)
{
  if (whole_fen == 0)
    return 0;
  return (CertplanMoney)(((__int128)tax_fen * part_fen * 2 + whole_fen)
                         / ((__int128)whole_fen * 2));
}

static guint32
add_piece (CertplanDeferral *deferral, const CertplanEarning *earning)
{
  const CertplanDeferralPiece piece = { .since = G_MININT32, .earning = *earning };
  g_array_append_val (deferral->pieces, piece);
  return deferral->pieces->len - 1;
}

static void
add_item (CertplanDeferral *deferral, guint row, const char *item, CertplanDate ended)
{
  const CertplanCharge *charge = certplan_charge_get (deferral->charges, row);
  const CertplanRecords *charges = deferral->charges;
  const CertplanChargePeriod period = _certplan_charge_get_period (charges, row);
  CertplanDeferred deferred = {
    .row = row,
    .subject = certplan_records_get_note (charges, _certplan_charge_get_subject (charges, row)),
    .item = item,
    .way = _certplan_fee_terms_find (deferral->fees, item)->earned,
    .billed = _certplan_charge_get_billed (charges, row),
    .ended = ended,
  };
  deferred.amount_fen
      = _certplan_deferral_take_tax (charge->amount, deferral->vat, &deferred.tax_fen);
  const CertplanEarning earning = _certplan_earning_new (
      deferred.amount_fen, deferred.way, deferred.billed, period.from, period.to, deferral->by_day);
  deferred.first = deferred.last = add_piece (deferral, &earning);
  if (deferred.billed == CERTPLAN_DATE_NONE)
    _certplan_deferral_take_finding (deferral, row,
                                     _certplan_sentence ("finding.not_billed", NULL));
  else if (earning.from != CERTPLAN_DATE_NONE && earning.from < deferred.billed)
    {
      g_autofree char *from = certplan_date_format (earning.from);
      g_autofree char *billed = certplan_date_format (deferred.billed);
      _certplan_deferral_take_finding (
          deferral, row, _certplan_sentence ("finding.earned_unbilled", from, billed, NULL));
    }
  g_array_append_val (deferral->items, deferred);
}

/* The days on which certificates ended early, by their number. Where their fees run on all the
 * same, none has ended. */
static GHashTable *
index_endings (const CertplanDeferral *deferral)
{
  GHashTable *days = g_hash_table_new (g_str_hash, g_str_equal);
  if (_certplan_ending_get (deferral->policy) == CERTPLAN_ENDING_RUNS_ON)
    return days;
  for (guint i = 0; deferral->holdings != NULL && i < _certplan_holdings_get_n (deferral->holdings);
       i++)
    {
      const CertplanDate day = _certplan_ending_get_day (deferral->holdings, deferral->policy, i);
      const CertplanCertificate *row = _certplan_holdings_get_row (deferral->holdings, i);
      if (day != CERTPLAN_DATE_NONE)
        g_hash_table_insert (
            days, (gpointer)certplan_records_get_note (deferral->certificates, row->certificate),
            GINT_TO_POINTER (day));
    }
  return days;
}

static CertplanDate
find_ending (const CertplanDeferral *deferral, GHashTable *endings, const CertplanCharge *charge)
{
  gpointer day;
  const char *certificate = certplan_records_get_note (deferral->charges, charge->certificate);
  if (certificate == NULL || !g_hash_table_lookup_extended (endings, certificate, NULL, &day))
    return CERTPLAN_DATE_NONE;
  return GPOINTER_TO_INT (day);
}

/* All amounts together, without their signs, fit: then so does every sum of some of them. */
static gboolean
check_sum (const CertplanDeferral *deferral, GError **error)
{
  CertplanMoney sum_fen = 0;
  for (guint i = 0; i < certplan_records_get_n (deferral->charges); i++)
    {
      const CertplanMoney fen = certplan_charge_get (deferral->charges, i)->amount;
      if (fen != CERTPLAN_MONEY_NONE && !certplan_money_add (sum_fen, ABS (fen), &sum_fen, error))
        return FALSE;
    }
  return TRUE;
}

static gint
compare_credits (gconstpointer a, gconstpointer b)
{
  const CertplanDeferralCredit *one = a, *other = b;
  if (one->date != other->date)
    return one->date < other->date ? -1 : 1;
  if (one->row != other->row)
    return one->row < other->row ? -1 : 1;
  return (one->amount_fen > other->amount_fen) - (one->amount_fen < other->amount_fen);
}

static void
add_credit (CertplanDeferral *deferral, guint row, const char *item)
{
  const CertplanCharge *charge = certplan_charge_get (deferral->charges, row);
  CertplanDeferralCredit credit
      = { .row = row, .date = _certplan_charge_get_billed (deferral->charges, row), .item = item };
  if (credit.date == CERTPLAN_DATE_NONE)
    {
      _certplan_deferral_take_finding (deferral, row,
                                       _certplan_sentence ("finding.not_billed", NULL));
      return;
    }
  credit.amount_fen = _certplan_deferral_take_tax (charge->amount, deferral->vat, &credit.tax_fen);
  g_array_append_val (deferral->credits, credit);
}

static void
list_items (CertplanDeferral *deferral)
{
  g_autoptr (GHashTable) endings = index_endings (deferral);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint row = 0; row < certplan_records_get_n (deferral->charges); row++)
    {
      const CertplanCharge *charge = certplan_charge_get (deferral->charges, row);
      const char *item = _certplan_fee_terms_get_key (
          deferral->fees, certplan_records_get_text (deferral->charges, charge->item));
      if (charge->amount == CERTPLAN_MONEY_NONE)
        {
          deferral->n_missing++;
          continue;
        }
      if (g_hash_table_add (known, (gpointer)item))
        g_ptr_array_add (deferral->keys, (gpointer)item);
      if (charge->amount < 0)
        add_credit (deferral, row, item);
      else
        add_item (deferral, row, item, find_ending (deferral, endings, charge));
    }
  g_array_sort (deferral->credits, compare_credits);
}

/* What a person no longer asks for is a credit of that charge alone. */
static void
add_waiver (CertplanDeferral *deferral, const CertplanApplied *row, guint32 item)
{
  const CertplanDeferred *deferred = _certplan_deferral_get (deferral, item);
  CertplanDeferralCredit credit
      = { .row = deferred->row, .date = row->date, .item = deferred->item, .target = item + 1 };
  credit.amount_fen = _certplan_deferral_take_tax (-row->amount, deferral->vat, &credit.tax_fen);
  g_array_append_val (deferral->credits, credit);
}

static guint32 *
index_items (const CertplanDeferral *deferral)
{
  guint32 *places = g_new0 (guint32, certplan_records_get_n (deferral->charges) + 1);
  for (guint i = 0; i < deferral->items->len; i++)
    places[_certplan_deferral_get (deferral, i)->row] = i + 1;
  return places;
}

static void
add_waivers (CertplanDeferral *deferral, const CertplanRecords *applied, CertplanFaults *faults)
{
  g_autofree guint32 *places = index_items (deferral);
  for (guint i = 0; i < certplan_records_get_n (applied); i++)
    {
      const CertplanApplied *row = certplan_applied_get (applied, i);
      const char *charge = certplan_records_get_note (applied, row->charge);
      if (row->settlement != CERTPLAN_APPLIED_BY_WAIVER)
        continue;
      const guint place = _certplan_records_find_id (deferral->charges, charge);
      if (place == 0)
        _certplan_records_fault (applied, faults, i, CERTPLAN_TABLE_ERROR_VALUE,
                                 _ ("charge: no charge has that number"), charge,
                                 _ ("one of the charges"));
      else if (places[place - 1] == 0)
        _certplan_records_fault (applied, faults, i, CERTPLAN_TABLE_ERROR_VALUE,
                                 _ ("charge: nothing is asked for of it that could be waived"),
                                 charge, _ ("a charge with an amount"));
      else
        add_waiver (deferral, row, places[place - 1] - 1);
    }
}

/* Returns: FALSE, with @error set, where they are of charges that there are not */
static gboolean
list_waivers (CertplanDeferral *deferral, const CertplanRecords *applied, CertplanFaults *faults,
              GError **error)
{
  g_autoptr (CertplanFaults) list
      = faults != NULL ? certplan_faults_ref (faults) : certplan_faults_new ();
  const guint n_before = certplan_faults_get_n (list);
  if (applied == NULL)
    return TRUE;
  add_waivers (deferral, applied, list);
  g_array_sort (deferral->credits, compare_credits);
  if (certplan_faults_get_n (list) == n_before)
    return TRUE;
  certplan_faults_set_error (list, error);
  return FALSE;
}

/* Who is meant by a number that nobody has may be one whose charges end. */
static void
copy_unknown (CertplanDeferral *deferral)
{
  for (guint i = 0; i < _certplan_holdings_get_n_findings (deferral->holdings); i++)
    {
      const CertplanHoldingFinding *found = _certplan_holdings_get_finding (deferral->holdings, i);
      if (!found->is_unknown)
        continue;
      const CertplanDeferralFinding finding
          = { found->subject, found->qualification, g_strdup (found->finding), found->source,
              found->clause };
      g_array_append_val (deferral->findings, finding);
    }
}

static gboolean
make_holdings (CertplanDeferral *deferral, const CertplanDeferralRequest *request,
               CertplanFaults *faults, GError **error)
{
  if (request->certificates == NULL)
    return TRUE;
  deferral->holdings = _certplan_holdings_new_looking_back (
      request->rulebook, request->policy, request->certificates, NULL, request->events,
      request->as_of, faults, error);
  deferral->certificates = certplan_records_ref (request->certificates);
  if (deferral->holdings == NULL)
    return FALSE;
  copy_unknown (deferral);
  return TRUE;
}

CertplanDeferral *
_certplan_deferral_new (const CertplanDeferralRequest *request, CertplanFaults *faults,
                        GError **error)
{
  g_autoptr (CertplanDeferral) deferral = deferral_alloc (request);
  deferral->fees = _certplan_fee_terms_new (request->rulebook, request->policy, faults, error);
  if (deferral->fees == NULL || !make_holdings (deferral, request, faults, error)
      || !check_sum (deferral, error))
    return NULL;
  list_items (deferral);
  if (!list_waivers (deferral, request->applied, faults, error))
    return NULL;
  _certplan_deferral_turn (deferral);
  return g_steal_pointer (&deferral);
}

static const CertplanDeferralPiece *
find_piece (const CertplanDeferral *deferral, const CertplanDeferred *item, CertplanDate day)
{
  const CertplanDeferralPiece *piece
      = &g_array_index (deferral->pieces, CertplanDeferralPiece, item->first);
  while (piece->next != 0)
    {
      const CertplanDeferralPiece *next
          = &g_array_index (deferral->pieces, CertplanDeferralPiece, piece->next - 1);
      if (next->since > day)
        break;
      piece = next;
    }
  return piece;
}

CertplanDeferralSums
_certplan_deferral_sum (const CertplanDeferral *deferral, guint i, CertplanDate day)
{
  const CertplanDeferred *item = _certplan_deferral_get (deferral, i);
  const CertplanDeferralPiece *piece = find_piece (deferral, item, day);
  return (CertplanDeferralSums){
    .billed_fen = item->billed != CERTPLAN_DATE_NONE && item->billed <= day ? item->amount_fen : 0,
    .earned_fen = _certplan_earning_get (&piece->earning, day),
    .reversed_fen = piece->reversed_fen,
  };
}

const CertplanEarning *
_certplan_deferral_get_earning (const CertplanDeferral *deferral, guint i)
{
  return &g_array_index (deferral->pieces, CertplanDeferralPiece,
                         _certplan_deferral_get (deferral, i)->last)
              .earning;
}

void
_certplan_deferral_cut (CertplanDeferral *deferral, CertplanDeferred *item, CertplanDate day,
                        CertplanMoney taken_fen, CertplanMoney undone_fen,
                        CertplanMoney reversed_fen)
{
  const CertplanDeferralPiece *last
      = &g_array_index (deferral->pieces, CertplanDeferralPiece, item->last);
  const CertplanDeferralPiece piece = {
    .since = day,
    .earning = _certplan_earning_cut (&last->earning, day, taken_fen, undone_fen),
    .reversed_fen = last->reversed_fen + reversed_fen,
  };
  g_array_append_val (deferral->pieces, piece);
  g_array_index (deferral->pieces, CertplanDeferralPiece, item->last).next = deferral->pieces->len;
  item->last = deferral->pieces->len - 1;
}

static void
note_item (const CertplanDeferral *deferral, const char *item, CertplanExplanation *explanation)
{
  static const char *const ways[] = { NULL, "at_issue", "over_term", "when_due" };
  g_autofree char *label = g_strconcat (CERTPLAN_LABEL, item, NULL);
  g_autofree char *way = g_strconcat (
      CERTPLAN_LABEL, ways[_certplan_fee_terms_find (deferral->fees, item)->earned], NULL);
  _certplan_explanation_take_note (explanation,
                                   _certplan_sentence ("note.earned", label, way, NULL));
}

void
_certplan_deferral_explain (const CertplanDeferral *deferral, CertplanExplanation *explanation)
{
  static const CertplanPolicyKey keys[]
      = { CERTPLAN_POLICY_RENEWED_TERM, CERTPLAN_POLICY_ENDED_ANNUITY, CERTPLAN_POLICY_AUDIT_FEE };
  g_autofree char *n = g_strdup_printf ("%u", deferral->n_missing);
  for (guint i = 0; i < deferral->keys->len; i++)
    note_item (deferral, g_ptr_array_index (deferral->keys, i), explanation);
  _certplan_explanation_take_note (
      explanation, _certplan_sentence (deferral->by_day ? "note.by_day" : "note.by_month", NULL));
  if (deferral->n_missing > 0)
    _certplan_explanation_take_note (explanation,
                                     _certplan_sentence ("note.charges_missing", n, NULL));
  if (deferral->holdings == NULL)
    _certplan_explanation_take_note (explanation, _certplan_sentence ("note.no_register", NULL));
  _certplan_policy_explain (deferral->policy, keys, G_N_ELEMENTS (keys), explanation);
}
