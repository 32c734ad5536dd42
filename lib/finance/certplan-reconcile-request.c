/* Of what charges and payments are brought together. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-private.h"
#include "certplan-reconcile-private.h"
#include "certplan-record-files.h"

#define DEFAULT_WINDOW_MONTHS 6
#define MAX_TOLERANCE_FEN 100000000 /* a million yuan: more is no tolerance */

G_DEFINE_BOXED_TYPE (CertplanReconcileRequest, certplan_reconcile_request,
                     certplan_reconcile_request_ref, certplan_reconcile_request_unref)

static gboolean
is_of (const CertplanRecords *records, const char *type)
{
  return records != NULL && g_str_equal (certplan_records_get_type_name (records), type);
}

CertplanReconcileRequest *
certplan_reconcile_request_new (CertplanRulebook *rulebook, CertplanPolicy *policy,
                                CertplanRecords *charges)
{
  g_return_val_if_fail (rulebook != NULL && is_of (charges, "charges"), NULL);

  CertplanReconcileRequest *request = g_atomic_rc_box_new0 (CertplanReconcileRequest);
  request->rulebook = certplan_rulebook_ref (rulebook);
  request->policy = policy != NULL ? certplan_policy_ref (policy) : certplan_policy_new ();
  request->charges = certplan_records_ref (charges);
  request->payments = g_ptr_array_new_with_free_func ((GDestroyNotify)certplan_records_unref);
  request->closed_through = CERTPLAN_DATE_NONE;
  request->window = (CertplanPeriod){ DEFAULT_WINDOW_MONTHS, 0, 0 };
  return request;
}

CertplanReconcileRequest *
certplan_reconcile_request_ref (CertplanReconcileRequest *request)
{
  return g_atomic_rc_box_acquire (request);
}

static void
request_clear (gpointer data)
{
  CertplanReconcileRequest *request = data;
  certplan_rulebook_unref (request->rulebook);
  certplan_policy_unref (request->policy);
  certplan_records_unref (request->charges);
  g_ptr_array_unref (request->payments);
  g_clear_pointer (&request->certificates, certplan_records_unref);
  g_clear_pointer (&request->decisions, certplan_records_unref);
  g_clear_pointer (&request->exclusions, certplan_records_unref);
  g_clear_pointer (&request->opening, certplan_records_unref);
}

void
certplan_reconcile_request_unref (CertplanReconcileRequest *request)
{
  g_atomic_rc_box_release_full (request, request_clear);
}

void
certplan_reconcile_request_add_payments (CertplanReconcileRequest *request,
                                         CertplanRecords *payments)
{
  g_return_if_fail (!request->is_used && is_of (payments, "payments"));
  g_return_if_fail (request->payments->len < G_MAXUINT16 - 1);

  g_ptr_array_add (request->payments, certplan_records_ref (payments));
}

static void
set_records (CertplanReconcileRequest *request, CertplanRecords **place, CertplanRecords *records,
             const char *type)
{
  g_return_if_fail (!request->is_used && (records == NULL || is_of (records, type)));

  g_clear_pointer (place, certplan_records_unref);
  *place = records != NULL ? certplan_records_ref (records) : NULL;
}

void
certplan_reconcile_request_set_certificates (CertplanReconcileRequest *request,
                                             CertplanRecords *certificates)
{
  set_records (request, &request->certificates, certificates, "register");
}

void
certplan_reconcile_request_set_decisions (CertplanReconcileRequest *request,
                                          CertplanRecords *decisions)
{
  set_records (request, &request->decisions, decisions, "decisions");
}

void
certplan_reconcile_request_set_exclusions (CertplanReconcileRequest *request,
                                           CertplanRecords *exclusions)
{
  set_records (request, &request->exclusions, exclusions, "exclusions");
}

void
certplan_reconcile_request_set_opening (CertplanReconcileRequest *request, CertplanRecords *opening)
{
  set_records (request, &request->opening, opening, "ledger");
}

void
certplan_reconcile_request_set_closed_through (CertplanReconcileRequest *request,
                                               CertplanDate closed_through)
{
  g_return_if_fail (!request->is_used);

  request->closed_through = closed_through;
}

gboolean
certplan_reconcile_request_set_tolerance (CertplanReconcileRequest *request,
                                          CertplanMoney tolerance_fen, GError **error)
{
  g_return_val_if_fail (!request->is_used, FALSE);

  if (tolerance_fen < 0 || tolerance_fen > MAX_TOLERANCE_FEN)
    {
      g_autofree char *amount = certplan_money_format (tolerance_fen, TRUE);
      return _certplan_refuse (error, CERTPLAN_FINANCE_ERROR, CERTPLAN_FINANCE_ERROR_TOLERANCE,
                               _ ("no tolerance: \"%s\"; wanted 0 to 1,000,000.00 yuan"), amount);
    }
  request->tolerance_fen = tolerance_fen;
  return TRUE;
}

gboolean
certplan_reconcile_request_set_window (CertplanReconcileRequest *request,
                                       const CertplanPeriod *window, GError **error)
{
  g_return_val_if_fail (!request->is_used && window != NULL, FALSE);

  if (window->months < 0 || window->days < 0 || window->working_days != 0)
    {
      g_autofree char *period = certplan_period_format (window);
      return _certplan_refuse (error, CERTPLAN_FINANCE_ERROR, CERTPLAN_FINANCE_ERROR_WINDOW,
                               _ ("no window around the due day: \"%s\"; wanted months or days, "
                                  "P0D or more"),
                               period);
    }
  request->window = *window;
  return TRUE;
}

CertplanRecords *
certplan_reconcile_charges (CertplanTable *charges, CertplanRulebook *rulebook, GError **error)
{
  g_return_val_if_fail (charges != NULL && rulebook != NULL, NULL);

  g_autoptr (CertplanRecords) records = certplan_records_new ("charges", rulebook, error);
  g_autoptr (CertplanCursor) cursor = certplan_table_open (charges);
  const guint n = certplan_table_get_n_columns (charges);
  while (records != NULL && certplan_cursor_next (cursor, error))
    {
      g_auto (GStrv) cells = g_new0 (char *, n + 1); /* the table has the record's columns */
      for (guint i = 0; i < n; i++)
        cells[i] = certplan_cursor_dup_text (cursor, i);
      if (!certplan_records_append (records, (const char *const *)cells, NULL, error))
        return NULL;
    }
  return g_steal_pointer (&records);
}

void
certplan_reconcile_request_set_threads (CertplanReconcileRequest *request, guint n_threads)
{
  g_return_if_fail (request != NULL && !request->is_used);

  request->n_threads = n_threads;
}
