/* What was paid of the charges, and whether that was before the issue.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-charging-private.h"

static gboolean
add_payment (const CertplanCharging *charging, CertplanChargeLine *line, CertplanDate issued,
             CertplanDate date, CertplanMoney fen, GError **error)
{
  if (date > charging->as_of)
    return TRUE;
  return certplan_money_add (line->paid_fen, fen, &line->paid_fen, error)
         && (issued == CERTPLAN_DATE_NONE || date > issued
             || certplan_money_add (line->by_issue_fen, fen, &line->by_issue_fen, error));
}

/* What nobody asks for any more is not paid, and not due. */
static gboolean
settle (CertplanCharging *charging, guint i, const CertplanApplied *row, GError **error)
{
  CertplanChargeLine *line = _certplan_charging_get_line (charging, i);
  if (row->date > charging->as_of)
    return TRUE;
  if (row->settlement != CERTPLAN_APPLIED_BY_WAIVER)
    return certplan_money_add (line->differ_fen, row->amount, &line->differ_fen, error);
  const CertplanMoney amount = line->amount != CERTPLAN_MONEY_NONE ? line->amount : 0;
  const CertplanWaiver waiver = { i, row->date, MIN (row->amount, amount - line->waived_fen) };
  line->waived_fen += waiver.fen;
  if (waiver.fen != 0)
    g_array_append_val (charging->waivers, waiver);
  return TRUE;
}

/* Of differences no more counts than waivers leave of the charge. */
static CertplanMoney
get_asked (const CertplanChargeLine *line)
{
  const CertplanMoney left_fen = line->amount - line->waived_fen;
  return left_fen - CLAMP (line->differ_fen, 0, MAX (left_fen, 0));
}

static gint
compare_waivers (gconstpointer a, gconstpointer b)
{
  const CertplanWaiver *one = a, *other = b;
  if (one->line != other->line)
    return one->line < other->line ? -1 : 1;
  if (one->date != other->date)
    return one->date < other->date ? -1 : 1;
  return (one->fen > other->fen) - (one->fen < other->fen);
}

static GHashTable *
index_lines (const CertplanCharging *charging)
{
  GHashTable *places = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < charging->lines->len; i++)
    g_hash_table_insert (places, (gpointer)_certplan_charging_get_line (charging, i)->charge,
                         GUINT_TO_POINTER (i + 1));
  return places;
}

static void
take_unknown (CertplanCharging *charging, const char *charge)
{
  const CertplanChargingFinding finding = {
    .subject = charge,
    .finding = _certplan_sentence ("finding.unknown_charge", NULL),
    .source = "payments",
  };
  g_array_append_val (charging->findings, finding);
}

/* Each payment to its charge; the days of issue by charge come from their subjects. */
static gboolean
add_applied (CertplanCharging *charging, GError **error)
{
  const CertplanRecords *records = charging->request->applied;
  g_autoptr (GHashTable) places = index_lines (charging);
  g_autofree CertplanDate *issued = g_new (CertplanDate, charging->lines->len + 1);
  for (guint i = 0; i < charging->subjects->len; i++)
    {
      const CertplanSubject *subject = _certplan_charging_get_subject (charging, i);
      for (guint k = 0; k < subject->n_lines; k++)
        issued[subject->first_line + k] = subject->issued;
    }
  for (guint i = 0; i < certplan_records_get_n (records); i++)
    {
      const CertplanApplied *row = certplan_applied_get (records, i);
      const char *charge = certplan_records_get_note (records, row->charge);
      const guint place = GPOINTER_TO_UINT (g_hash_table_lookup (places, charge));
      if (place == 0 && row->date <= charging->as_of)
        take_unknown (charging, charge);
      else if (place > 0 && row->settlement > CERTPLAN_APPLIED_BY_PAYMENT)
        {
          if (!settle (charging, place - 1, row, error))
            return FALSE;
        }
      else if (place > 0
               && !add_payment (charging, _certplan_charging_get_line (charging, place - 1),
                                issued[place - 1], row->date, row->amount, error))
        return FALSE;
    }
  g_array_sort (charging->waivers, compare_waivers);
  return TRUE;
}

/* Without payments, the day on which a case was paid says that all of it was. */
static void
add_paid_case (const CertplanCharging *charging, const CertplanSubject *subject)
{
  for (guint k = 0; k < subject->n_lines; k++)
    {
      CertplanChargeLine *line = _certplan_charging_get_line (charging, subject->first_line + k);
      const gboolean is_added
          = line->amount == CERTPLAN_MONEY_NONE
            || add_payment (charging, line, subject->issued, subject->paid, line->amount, NULL);
      g_assert (is_added); /* nothing was paid of it before */
    }
}

/* The stage that a case waits in until its fees are paid; NULL = no document has one. */
static const CertplanRule *
find_gate (const CertplanCharging *charging, const CertplanSubject *subject)
{
  return _certplan_rulebook_look_up (
      charging->request->rulebook, CERTPLAN_RULES_STAGES, subject->handle, subject->kind,
      certplan_event_kind_get_name (CERTPLAN_EVENT_PAYMENT), subject->issued);
}

/* Part payments do not open the gate. */
static void
check_gate (CertplanCharging *charging, const CertplanSubject *subject)
{
  CertplanMoney due_fen = 0, by_issue_fen = 0, paid_fen = 0;
  for (guint k = 0; k < subject->n_lines; k++)
    {
      const CertplanChargeLine *line
          = _certplan_charging_get_line (charging, subject->first_line + k);
      if (line->rule == NULL)
        continue;
      const CertplanMoney asked_fen = get_asked (line);
      due_fen += asked_fen; /* the sum of all charges is known to fit */
      by_issue_fen += CLAMP (line->by_issue_fen, 0, asked_fen);
      paid_fen += CLAMP (line->paid_fen, 0, asked_fen);
    }
  const CertplanRule *gate = find_gate (charging, subject);
  if (by_issue_fen >= due_fen || gate == NULL)
    return;
  g_autofree char *issued = certplan_date_format (subject->issued);
  g_autofree char *due = certplan_money_format (due_fen, TRUE);
  g_autofree char *by_issue = certplan_money_format (by_issue_fen, TRUE);
  g_autofree char *paid = certplan_money_format (paid_fen, TRUE);
  charging->n_unpaid++;
  _certplan_charging_take_finding (
      charging, subject,
      _certplan_sentence (paid_fen < due_fen ? "finding.issued_unpaid" : "finding.paid_late",
                          issued, due, by_issue, paid, NULL),
      gate);
}

gboolean
_certplan_charging_pay (CertplanCharging *charging, GError **error)
{
  charging->knows_payments = charging->request->applied != NULL;
  if (charging->knows_payments && !add_applied (charging, error))
    return FALSE;
  for (guint i = 0; i < charging->subjects->len; i++)
    {
      const CertplanSubject *subject = _certplan_charging_get_subject (charging, i);
      const gboolean is_told = charging->request->applied == NULL && subject->case_place > 0;
      if (is_told && subject->paid != CERTPLAN_DATE_NONE)
        add_paid_case (charging, subject);
      if (subject->issued != CERTPLAN_DATE_NONE && subject->issued <= charging->as_of
          && (charging->request->applied != NULL || is_told))
        check_gate (charging, subject);
      charging->knows_payments |= is_told;
    }
  return TRUE;
}
