/* When the certificates of a plan are filed, issued and over; and the rungs they need.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-budget-private.h"
#include "certplan-error.h"
#include "certplan-timeline.h"

/* The latest days of filing for a wish; NONE = no such limit is published. */
typedef struct
{
  CertplanDate target, cap;
} Starts;

CertplanDate
_certplan_budget_step (CertplanDate day, const CertplanPeriod *period, gint sign)
{
  CertplanDate moved = certplan_date_add_period (day, period, sign);
  if (moved != CERTPLAN_DATE_NONE)
    return moved;
  return sign < 0 ? certplan_date_new (1, 1, 1) : certplan_date_new (9999, 12, 31);
}

const CertplanRule *
_certplan_budget_find_period (const CertplanBudgetRun *run, guint handle, const char *kind,
                              const char *period, CertplanDate on)
{
  return _certplan_rulebook_look_up (run->rulebook, CERTPLAN_RULES_PERIODS, handle,
                                     kind != NULL ? kind : "", period, on);
}

static const CertplanRule *
list_criteria (const CertplanBudgetRun *run, guint handle, guint *n_rows)
{
  return _certplan_rulebook_get_rows (run->rulebook, CERTPLAN_RULES_CRITERIA, handle, n_rows);
}

/* Whether a lower level is in the plan, or must be. */
static gboolean
has_lower (const CertplanBudgetRun *run, const CertplanCert *cert)
{
  guint n_rows, lower;
  for (gint i = 1; (lower = _certplan_rulebook_step (run->rulebook, cert->handle, -i)) != 0; i++)
    if (_certplan_budget_find_cert (run, cert->org, lower) != NULL)
      return TRUE;
  const CertplanRule *rows = list_criteria (run, cert->handle, &n_rows);
  for (guint i = 0; i < n_rows; i++)
    if (_certplan_budget_is_ladder (run, cert, &rows[i])
        && certplan_rulebook_is_higher (
            run->rulebook, cert->handle,
            certplan_rulebook_find (run->rulebook, rows[i].requires, NULL)))
      return TRUE;
  return FALSE;
}

static const char *
choose_kind (const CertplanBudgetRun *run, const CertplanCert *cert)
{
  const char *upgrade
      = _certplan_rulebook_get_kind_by_role (run->rulebook, cert->handle, "upgrade");
  if (upgrade != NULL && has_lower (run, cert))
    return upgrade;
  return certplan_rulebook_check_kind (run->rulebook, cert->handle, NULL, NULL);
}

static gboolean
compute_starts (const CertplanBudgetRun *run, const CertplanCert *cert, Starts *starts,
                GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CertplanTimelineRequest) request = certplan_timeline_request_new (
      run->rulebook, run->policy, certplan_rulebook_get_qualification (run->rulebook, cert->handle),
      cert->kind, error);
  if (request == NULL)
    return FALSE;
  certplan_timeline_request_set_wish (request, cert->wish);
  g_autoptr (CertplanTimeline) timeline = certplan_timeline_new (request, run->as_of, &local);
  if (timeline == NULL
      && !g_error_matches (local, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_NO_PUBLISHED_PERIOD))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  *starts = (Starts){ CERTPLAN_DATE_NONE, CERTPLAN_DATE_NONE };
  if (timeline != NULL)
    *starts = (Starts){ certplan_timeline_get_latest_start (timeline, "target"),
                        certplan_timeline_get_latest_start (timeline, "cap") };
  return TRUE;
}

/* Many certificates of a plan have one qualification and wish. */
static gboolean
find_starts (const CertplanBudgetRun *run, const CertplanCert *cert, Starts *starts, GError **error)
{
  gboolean is_upgrade
      = g_strcmp0 (_certplan_rulebook_get_role (run->rulebook, cert->handle, cert->kind), "upgrade")
        == 0;
  gint64 key = ((gint64)(cert->handle * 2 + is_upgrade) << 32) | (guint32)cert->wish;
  const Starts *known = g_hash_table_lookup (run->starts, &key);
  if (known == NULL)
    {
      Starts found;
      if (!compute_starts (run, cert, &found, error))
        return FALSE;
      g_hash_table_insert (run->starts, g_memdup2 (&key, sizeof (key)),
                           g_memdup2 (&found, sizeof (found)));
      *starts = found;
    }
  else
    *starts = *known;
  return TRUE;
}

CertplanDate
_certplan_budget_get_issue (const CertplanRule *target, CertplanDate filed)
{
  return target != NULL ? _certplan_budget_step (filed, &target->duration, 1) : filed;
}

void
_certplan_budget_remark (const CertplanBudgetRun *run, CertplanCert *cert, char *sentence)
{
  g_autofree char *all = g_strconcat (cert->remark != NULL ? cert->remark : "", sentence, NULL);
  cert->remark = g_string_chunk_insert_const (run->texts, all);
  g_free (sentence);
}

static CertplanDate
get_latest (const CertplanCert *cert)
{
  return cert->file_by != CERTPLAN_DATE_NONE     ? cert->file_by
         : cert->file_safe != CERTPLAN_DATE_NONE ? cert->file_safe
                                                 : cert->wish;
}

void
_certplan_budget_file (const CertplanBudgetRun *run, CertplanCert *cert, CertplanDate filed)
{
  const CertplanRule *cycle = cert->target != NULL ? cert->target : cert->cap;
  cert->filed = filed;
  cert->issued
      = filed == get_latest (cert) ? cert->wish : _certplan_budget_get_issue (cycle, filed);
  cert->validity
      = _certplan_budget_find_period (run, cert->handle, cert->kind, "validity", cert->issued);
  cert->expiry = cert->validity != NULL
                     ? _certplan_budget_step (cert->issued, &cert->validity->duration, 1)
                     : CERTPLAN_DATE_NONE;
}

/* Filed on the latest day, by the target; today where that is past; later where that is asked: what
 * needs a rung is late already then. */
static void
choose_dates (const CertplanBudgetRun *run, CertplanCert *cert)
{
  const CertplanPeriod late
      = { .months = cert->origin == CERTPLAN_CERT_RUNG ? 0 : run->n_late_months };
  CertplanDate latest = get_latest (cert);
  _certplan_budget_file (run, cert, MAX (_certplan_budget_step (latest, &late, 1), run->as_of));
  if (latest < run->as_of)
    _certplan_budget_remark (run, cert, _certplan_sentence ("remark.late_for_wish", NULL));
  else if (cert->target == NULL && cert->cap == NULL)
    _certplan_budget_remark (run, cert, _certplan_sentence ("remark.no_cycle", NULL));
}

/* The end of what is held, where it is not printed, as of a first application; it may be older than
 * the rules. */
static void
set_expiry (const CertplanBudgetRun *run, CertplanCert *cert)
{
  const char *initial
      = _certplan_rulebook_get_kind_by_role (run->rulebook, cert->handle, "initial");
  cert->validity = _certplan_rulebook_look_up_since (run->rulebook, CERTPLAN_RULES_PERIODS,
                                                     cert->handle, initial != NULL ? initial : "",
                                                     "validity", cert->issued, run->as_of);
  if (cert->expiry == CERTPLAN_DATE_NONE && cert->validity != NULL)
    cert->expiry = _certplan_budget_step (cert->issued, &cert->validity->duration, 1);
}

gboolean
_certplan_budget_set_dates (const CertplanBudgetRun *run, CertplanCert *cert, GError **error)
{
  Starts starts;
  if (cert->origin == CERTPLAN_CERT_HELD)
    {
      set_expiry (run, cert);
      return TRUE;
    }
  cert->kind = choose_kind (run, cert);
  if (!find_starts (run, cert, &starts, error))
    return FALSE;
  cert->file_by = starts.target;
  cert->file_safe = starts.cap;
  cert->target = _certplan_budget_find_period (run, cert->handle, cert->kind, "target", cert->wish);
  cert->cap = _certplan_budget_find_period (run, cert->handle, cert->kind, "cap", cert->wish);
  choose_dates (run, cert);
  return TRUE;
}

/* A higher level that is obtained ends what is below it. */
static void
supersede (const CertplanBudgetRun *run, CertplanCert *cert)
{
  guint higher;
  for (gint i = 1; (higher = _certplan_rulebook_step (run->rulebook, cert->handle, i)) != 0; i++)
    {
      const CertplanCert *other = _certplan_budget_find_cert (run, cert->org, higher);
      if (other != NULL && other->origin != CERTPLAN_CERT_HELD && other->issued >= cert->issued
          && (cert->ends == CERTPLAN_DATE_NONE || other->issued < cert->ends))
        cert->ends = other->issued;
    }
}

gboolean
_certplan_budget_schedule (CertplanBudgetRun *run, GError **error)
{
  for (guint i = 0; i < run->certs->len; i++)
    if (!_certplan_budget_set_dates (run, &g_array_index (run->certs, CertplanCert, i), error))
      return FALSE;
  if (!_certplan_budget_climb (run, error))
    return FALSE;
  for (guint i = 0; i < run->certs->len; i++)
    {
      CertplanCert *cert = &g_array_index (run->certs, CertplanCert, i);
      supersede (run, cert);
      if (cert->origin != CERTPLAN_CERT_HELD)
        run->all_held = MAX (run->all_held, cert->issued); /* NONE is the least */
    }
  return TRUE;
}
