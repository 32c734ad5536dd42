/* A plan's rows as certificates, checked. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-budget-private.h"
#include "certplan-private.h"

static gint64
make_key (guint32 org, guint handle)
{
  return ((gint64)org << 16) | handle;
}

CertplanCert *
_certplan_budget_find_cert (const CertplanBudgetRun *run, guint32 org, guint handle)
{
  gint64 key = make_key (org, handle);
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (run->by_place, &key));
  return place > 0 ? &g_array_index (run->certs, CertplanCert, place - 1) : NULL;
}

guint
_certplan_budget_add_cert (CertplanBudgetRun *run, const CertplanCert *cert)
{
  gint64 key = make_key (cert->org, cert->handle);
  g_array_append_vals (run->certs, cert, 1);
  g_hash_table_insert (run->by_place, g_memdup2 (&key, sizeof (key)),
                       GUINT_TO_POINTER (run->certs->len));
  return run->certs->len - 1;
}

const CertplanPlanItem *
_certplan_budget_get_row (const CertplanBudgetRun *run, const CertplanCert *cert)
{
  return certplan_plan_item_get (run->plan, cert->row);
}

static void
add_duplicate (const CertplanBudgetRun *run, guint i, const CertplanCert *first,
               CertplanFaults *faults)
{
  const CertplanPlanItem *row = certplan_plan_item_get (run->plan, i);
  g_autofree char *wanted = g_strdup_printf (
      _ ("one row an organization and qualification, held or wanted; the first is in line %u"),
      certplan_records_get_line (run->plan, first->row));
  _certplan_records_fault_cell (
      run->plan, faults, i, "qualification", CERTPLAN_TABLE_ERROR_DUPLICATE,
      _ ("column \"qualification\": stands twice"),
      certplan_rulebook_get_qualification (run->rulebook, row->qualification), wanted);
}

/* What is held was issued by now. */
static void
check_issue (const CertplanBudgetRun *run, guint i, CertplanFaults *faults)
{
  const CertplanPlanItem *row = certplan_plan_item_get (run->plan, i);
  if (row->action != CERTPLAN_PLAN_HOLD || row->date <= run->as_of)
    return;
  g_autofree char *date = certplan_date_format (row->date);
  g_autofree char *as_of = certplan_date_format (run->as_of);
  g_autofree char *wanted
      = g_strdup_printf (_ ("a day of issue not after %s, or the action \"want\""), as_of);
  _certplan_records_fault_cell (run->plan, faults, i, "date", CERTPLAN_TABLE_ERROR_VALUE,
                                _ ("column \"date\": held, and issued in the future"), date,
                                wanted);
}

static void
add_row (CertplanBudgetRun *run, guint i)
{
  const CertplanPlanItem *row = certplan_plan_item_get (run->plan, i);
  gboolean is_held = row->action == CERTPLAN_PLAN_HOLD;
  CertplanCert cert = {
    .origin = is_held ? CERTPLAN_CERT_HELD : CERTPLAN_CERT_WANTED,
    .row = i,
    .org = row->org,
    .handle = row->qualification,
    .wish = is_held ? CERTPLAN_DATE_NONE : row->date,
    .file_by = CERTPLAN_DATE_NONE,
    .file_safe = CERTPLAN_DATE_NONE,
    .filed = CERTPLAN_DATE_NONE,
    .issued = is_held ? row->date : CERTPLAN_DATE_NONE,
    .expiry = is_held ? row->expiry : CERTPLAN_DATE_NONE,
    .ends = CERTPLAN_DATE_NONE,
    .needed_on = CERTPLAN_DATE_NONE,
  };
  _certplan_budget_add_cert (run, &cert);
}

gboolean
_certplan_budget_read (CertplanBudgetRun *run, CertplanFaults *faults, GError **error)
{
  guint n_before = certplan_faults_get_n (faults);
  for (guint i = 0; i < certplan_records_get_n (run->plan); i++)
    {
      const CertplanPlanItem *row = certplan_plan_item_get (run->plan, i);
      const CertplanCert *first = _certplan_budget_find_cert (run, row->org, row->qualification);
      check_issue (run, i, faults);
      if (first != NULL)
        add_duplicate (run, i, first, faults);
      else
        add_row (run, i);
    }
  return certplan_faults_get_n (faults) == n_before || certplan_faults_set_error (faults, error);
}
