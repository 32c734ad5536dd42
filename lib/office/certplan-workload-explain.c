/* Why a workload is what it is. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-workload-tables-private.h"

const CertplanPolicyKey _certplan_office_policies[CERTPLAN_N_OFFICE_POLICIES]
    = { CERTPLAN_POLICY_AUTHORISED_REGION,   CERTPLAN_POLICY_STAGE_ORDER,
        CERTPLAN_POLICY_PAUSE_ON_DUE,        CERTPLAN_POLICY_PAUSE_REASONS,
        CERTPLAN_POLICY_CAP_PAUSES,          CERTPLAN_POLICY_ANNUAL_CHECK_DAYS,
        CERTPLAN_POLICY_SURVEILLANCE_ANCHOR, CERTPLAN_POLICY_RENEWED_TERM,
        CERTPLAN_POLICY_ONSITE_WAIVER,       CERTPLAN_POLICY_GRACE_END_DAY,
        CERTPLAN_POLICY_SUSPENSION_CLOCK };

/* A stage, whose time it takes and how much, by its rule and by the assumption. */
static void
explain_step (const CertplanWorkload *workload, const CertplanProcess *process,
              const CertplanStep *step, CertplanExplanation *explanation)
{
  g_autofree char *kind = g_strconcat (CERTPLAN_LABEL, process->kind, NULL);
  const gboolean is_later = process->from > _certplan_workload_get_first_day (workload);
  g_autofree char *from = is_later ? certplan_date_format (process->from) : NULL;
  g_autofree char *length = certplan_period_format (&step->duration);
  for (guint i = 0; i < step->works->len; i++)
    {
      const CertplanWork *work = &g_array_index (step->works, CertplanWork, i);
      g_autofree char *resource = g_strconcat (CERTPLAN_LABEL, work->resource, NULL);
      g_autofree char *basis
          = g_strconcat (CERTPLAN_LABEL, work->is_assumed ? "assumption" : "user", NULL);
      g_autofree char *days = _certplan_office_format_days (work->ticks);
      _certplan_explanation_take_reason (
          explanation, step->stage->item,
          _certplan_sentence (is_later ? "why.work_from" : "why.work", step->stage->qualification,
                              kind, resource, days, length, basis, from, NULL),
          step->stage);
    }
}

static gint
compare_processes (gconstpointer a, gconstpointer b)
{
  const CertplanProcess *x = a, *y = b;
  if (x->handle != y->handle)
    return x->handle < y->handle ? -1 : 1;
  const gint by_kind = g_strcmp0 (x->kind, y->kind);
  if (by_kind != 0 || x->is_waived != y->is_waived)
    return by_kind != 0 ? by_kind : x->is_waived - y->is_waived;
  return x->from < y->from ? -1 : x->from > y->from;
}

/* Sorted. (transfer container) */
static GList *
list_processes (const CertplanWorkload *workload)
{
  GHashTableIter at;
  gpointer first;
  GList *processes = NULL;
  g_hash_table_iter_init (&at, workload->processes);
  while (g_hash_table_iter_next (&at, NULL, &first))
    for (CertplanProcess *process = first; process != NULL; process = process->next)
      processes = g_list_prepend (processes, process);
  return g_list_sort (processes, compare_processes);
}

static void
note_days (CertplanExplanation *explanation, const char *key, gint64 ticks)
{
  g_autofree char *days = _certplan_office_format_days (ticks);
  if (ticks > 0)
    _certplan_explanation_take_note (explanation, _certplan_sentence (key, days, NULL));
}

static void
note_counts (const CertplanWorkload *workload, CertplanExplanation *explanation)
{
  g_autofree char *cases = g_strdup_printf ("%u", workload->n_cases);
  g_autofree char *held = g_strdup_printf ("%u", workload->n_held);
  g_autofree char *expected = g_strdup_printf ("%u", workload->n_expected);
  _certplan_explanation_take_note (
      explanation, _certplan_sentence ("note.work_counted", cases, held, expected, NULL));
}

static gboolean
has_daily_limit (const CertplanOffice *office)
{
  const CertplanRecords *rows = certplan_office_records_get (office->records, "reviewers");
  for (guint i = 0; rows != NULL && i < certplan_records_get_n (rows); i++)
    if (certplan_reviewer_get (rows, i)->daily_limit > 0)
      return TRUE;
  return FALSE;
}

void
_certplan_workload_explain (const CertplanWorkload *workload, CertplanExplanation *explanation)
{
  const CertplanOffice *office = workload->office;
  g_autoptr (GList) processes = list_processes (workload);
  for (const GList *at = processes; at != NULL; at = at->next)
    {
      const CertplanProcess *process = at->data;
      for (guint i = 0; i < process->steps->len; i++)
        explain_step (workload, process, &g_array_index (process->steps, CertplanStep, i),
                      explanation);
    }
  note_counts (workload, explanation);
  note_days (explanation, "note.work_before", workload->before);
  note_days (explanation, "note.work_after", workload->after);
  static const char *const notes[]
      = { "note.work_assumed", "note.work_middle", "note.work_optional", "note.work_issued" };
  for (gsize i = 0; i < G_N_ELEMENTS (notes); i++)
    _certplan_explanation_take_note (explanation, _certplan_sentence (notes[i], NULL));
  if (has_daily_limit (office))
    _certplan_explanation_take_note (explanation,
                                     _certplan_sentence ("note.work_daily_limit", NULL));
  if (certplan_workcal_is_provisional (certplan_rulebook_get_workcal (office->rulebook),
                                       office->months[0], office->months[office->n_months] - 1))
    _certplan_explanation_take_note (explanation,
                                     _certplan_sentence ("note.work_provisional", NULL));
  _certplan_policy_explain (office->policy, _certplan_office_policies, CERTPLAN_N_OFFICE_POLICIES,
                            explanation);
}
