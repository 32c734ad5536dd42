/* The stages of an application as work: whose time, how much, how long.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-office-data-private.h"
#include "certplan-rulebook-parts-private.h"
#include "certplan-stages-private.h"
#include "certplan-workload-private.h"

/* (min + mode + max) / 3 hours, which is a whole number of ticks. */
static gint64
get_mean_ticks (gint32 min, gint32 mode, gint32 max)
{
  return ((gint64)min + mode + max) * (CERTPLAN_TICKS_PER_HOUR / 3);
}

/* What one row says; a later one of the same resource counts for it. */
static void
put_work (GArray *works, const char *performer, const char *own, const gint32 hours[3], gint32 team,
          gboolean is_assumed)
{
  const char *resource = _certplan_performer_get_resource (performer != NULL ? performer : own);
  const gboolean is_own = performer == NULL || g_str_equal (performer, own);
  const CertplanWork work = {
    .resource = resource,
    .ticks = get_mean_ticks (hours[0], hours[1], hours[2]),
    .hours = { hours[0], hours[1], hours[2] },
    .team = MAX (team, 1),
    .is_own = is_own,
    .is_assumed = is_assumed,
  };
  for (guint i = 0; i < works->len; i++)
    if (g_array_index (works, CertplanWork, i).resource == resource
        && g_array_index (works, CertplanWork, i).is_own == is_own)
      {
        g_array_index (works, CertplanWork, i) = work;
        return;
      }
  if (resource != NULL)
    g_array_append_val (works, work);
}

/* Rows for every kind first, then those of the kind itself. */
static gboolean
add_assumed (const CertplanOffice *office, guint handle, const char *kind, const char *stage,
             const char *performer, CertplanDate on, GArray *works)
{
  guint n_rows;
  const CertplanRule *rows
      = _certplan_rulebook_get_rows (office->rulebook, CERTPLAN_RULES_EFFORT, handle, &n_rows);
  gboolean is_found = FALSE;
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < n_rows; i++)
      {
        const CertplanRule *row = &rows[i];
        if (!g_str_equal (row->item, stage) || !_certplan_rule_applies (row, on)
            || !g_str_equal (row->kind, pass == 0 ? "" : kind))
          continue;
        is_found = TRUE;
        put_work (works, row->performer, performer,
                  (const gint32[]){ row->hours_min, row->hours_mode, row->hours_max }, row->team,
                  TRUE);
      }
  return is_found;
}

static gboolean
is_stage_named (const CertplanOffice *office, const char *stage, const char *text)
{
  return g_str_equal (stage, text)
         || _certplan_labels_is_name (certplan_rulebook_get_labels (office->rulebook), stage, text);
}

static gboolean
add_own (const CertplanOffice *office, guint handle, const char *kind, const char *stage,
         const char *performer, GArray *works)
{
  const CertplanRecords *rows = certplan_office_records_get (office->records, "effort");
  const guint n = rows != NULL ? certplan_records_get_n (rows) : 0;
  gboolean is_found = FALSE;
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < n; i++)
      {
        const CertplanEffort *row = certplan_effort_get (rows, i);
        const char *of_kind = certplan_records_get_text (rows, row->kind);
        if (row->qualification != handle || (of_kind != NULL) != (pass == 1)
            || (of_kind != NULL && !g_str_equal (of_kind, kind))
            || !is_stage_named (office, stage, certplan_records_get_text (rows, row->stage)))
          continue;
        is_found = TRUE;
        put_work (works, certplan_records_get_text (rows, row->performer), performer,
                  (const gint32[]){ row->min, row->mode, row->max }, row->team, FALSE);
      }
  return is_found;
}

gboolean
_certplan_effort_find (const CertplanOffice *office, guint handle, const char *kind,
                       const char *stage, const char *performer, CertplanDate on, GArray *works)
{
  const gboolean is_assumed = add_assumed (office, handle, kind, stage, performer, on, works);
  return add_own (office, handle, kind, stage, performer, works) || is_assumed;
}

static void
add_step (const CertplanOffice *office, const CertplanRule *stage, const char *kind,
          CertplanDate on, GArray *steps)
{
  const CertplanRule *length = _certplan_rulebook_look_up (
      office->rulebook, CERTPLAN_RULES_DURATIONS, stage->handle, kind, stage->item, on);
  CertplanStep step = {
    .stage = stage,
    .duration = length != NULL ? length->duration : (CertplanPeriod){ 0, 0, 0 },
    .works = g_array_new (FALSE, FALSE, sizeof (CertplanWork)),
  };
  step.is_known = _certplan_effort_find (office, stage->handle, kind, stage->item, stage->performer,
                                         on, step.works)
                  || _certplan_performer_get_resource (stage->performer) == NULL;
  g_array_append_val (steps, step);
}

static void
step_clear (gpointer data)
{
  g_array_unref (((CertplanStep *)data)->works);
}

/* For how long the rows are those of @on: of the stages, of what each takes, and of the limits. */
static void
set_term (const CertplanOffice *office, CertplanProcess *process, CertplanDate on)
{
  static const CertplanRulesTable tables[]
      = { CERTPLAN_RULES_DURATIONS, CERTPLAN_RULES_EFFORT, CERTPLAN_RULES_PERIODS };
  static const char *const limits[] = { CERTPLAN_LIMIT_TARGET, CERTPLAN_LIMIT_CAP };
  process->from = G_MININT32;
  process->to = G_MAXINT32;
  _certplan_rulebook_narrow_term (office->rulebook, CERTPLAN_RULES_STAGES, process->handle,
                                  process->kind, NULL, on, &process->from, &process->to);
  for (gsize i = 0; i < G_N_ELEMENTS (limits); i++)
    _certplan_rulebook_narrow_term (office->rulebook, CERTPLAN_RULES_PERIODS, process->handle,
                                    process->kind, limits[i], on, &process->from, &process->to);
  for (guint i = 0; i < process->steps->len * G_N_ELEMENTS (tables); i++)
    _certplan_rulebook_narrow_term (
        office->rulebook, tables[i % G_N_ELEMENTS (tables)], process->handle, process->kind,
        g_array_index (process->steps, CertplanStep, i / G_N_ELEMENTS (tables)).stage->item, on,
        &process->from, &process->to);
}

/* The day within the months on which the row comes into force, or goes; NONE = neither. */
static CertplanDate
find_change (const CertplanOffice *office, const CertplanRule *rule)
{
  const CertplanDate first = office->months[0], end = office->months[office->n_months];
  if (rule->valid_from > first && rule->valid_from < end)
    return rule->valid_from;
  return rule->valid_to >= first && rule->valid_to < end - 1 ? rule->valid_to + 1
                                                             : CERTPLAN_DATE_NONE;
}

/* Bodies and their people are sorted once by who may do what, on the first day. */
static void
set_rerouted (const CertplanOffice *office, CertplanProcess *process)
{
  guint n_rows;
  const CertplanRule *rows = _certplan_rulebook_get_rows (office->rulebook, CERTPLAN_RULES_ROUTING,
                                                          process->handle, &n_rows);
  for (guint i = 0; i < n_rows; i++)
    {
      const CertplanDate day = find_change (office, &rows[i]);
      if (day != CERTPLAN_DATE_NONE && (process->rerouted == NULL || day < process->rerouted_on))
        {
          process->rerouted = &rows[i];
          process->rerouted_on = day;
        }
    }
}

/* Stages that may be left to need, or happen at any time, are nobody's plan. */
CertplanProcess *
_certplan_process_new (const CertplanOffice *office, guint handle, const char *kind,
                       gboolean is_waived, CertplanDate on)
{
  g_autoptr (GPtrArray) stages
      = _certplan_rulebook_list_stages (office->rulebook, office->policy, handle, kind, on);
  CertplanProcess *process = g_new0 (CertplanProcess, 1);
  process->handle = handle;
  process->kind = kind;
  process->is_waived = is_waived;
  process->steps = g_array_new (FALSE, FALSE, sizeof (CertplanStep));
  g_array_set_clear_func (process->steps, step_clear);
  for (guint i = 0; i < stages->len; i++)
    {
      const CertplanRule *stage = stages->pdata[i];
      if (stage->place != G_MININT32 && g_strcmp0 (stage->modality, "may") != 0
          && !(is_waived && stage->waiver != NULL))
        add_step (office, stage, kind, on, process->steps);
    }
  set_term (office, process, on);
  set_rerouted (office, process);
  return process;
}

void
_certplan_process_free (CertplanProcess *process)
{
  if (process->next != NULL)
    _certplan_process_free (process->next);
  g_array_unref (process->steps);
  g_free (process);
}

gint
_certplan_process_find_step (const CertplanOffice *office, const CertplanProcess *process,
                             const char *stage)
{
  for (guint i = 0; i < process->steps->len; i++)
    if (is_stage_named (office, g_array_index (process->steps, CertplanStep, i).stage->item, stage))
      return (gint)i;
  return -1;
}
