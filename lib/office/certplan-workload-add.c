/* Adding work to a workload. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-private.h"
#include "certplan-rulebook-parts-private.h"
#include "certplan-workload-private.h"
#include <string.h>

const CertplanProcess *
_certplan_workload_get_process (CertplanWorkload *workload, guint handle, const char *kind,
                                gboolean is_waived, CertplanDate on)
{
  const CertplanDate day = MAX (on, _certplan_workload_get_first_day (workload));
  g_autofree char *key = g_strdup_printf ("%u %s %d", handle, kind, is_waived);
  CertplanProcess *first = g_hash_table_lookup (workload->processes, key), *process = first;
  while (process != NULL && (day < process->from || day >= process->to))
    process = process->next;
  if (process != NULL)
    return process;
  process = _certplan_process_new (workload->office, handle, kind, is_waived, day);
  if (first == NULL)
    g_hash_table_insert (workload->processes, g_steal_pointer (&key), process);
  else
    {
      process->next = first->next;
      first->next = process;
    }
  return process;
}

typedef struct
{
  guint32 month, region, handle;
  const char *kind, *stage, *resource;
  gboolean is_expected; /* counted beside, in the same cell */
} Key;

static gboolean
is_cell (gconstpointer data, guint32 number, gconstpointer wanted)
{
  const CertplanWorkCell *cell
      = &g_array_index ((const GArray *)data, CertplanWorkCell, number - 1);
  const Key *key = wanted;
  return cell->month == key->month && cell->region == key->region && cell->handle == key->handle
         && cell->resource == key->resource && g_str_equal (cell->stage, key->stage)
         && g_str_equal (cell->kind, key->kind);
}

static guint32
hash_key (const Key *key)
{
  const guint32 parts[] = { key->month,
                            key->region,
                            key->handle,
                            g_str_hash (key->kind),
                            g_str_hash (key->stage),
                            g_str_hash (key->resource) };
  return _certplan_hash (parts, sizeof parts);
}

static CertplanWorkCell *
find_cell (CertplanWorkload *workload, const Key *key)
{
  const guint32 hash = hash_key (key);
  guint32 number = _certplan_slots_find (&workload->slots, hash, is_cell, workload->cells, key);
  if (number == 0)
    {
      const CertplanWorkCell cell = { .month = key->month,
                                      .region = key->region,
                                      .handle = key->handle,
                                      .kind = key->kind,
                                      .stage = key->stage,
                                      .resource = key->resource };
      g_array_append_val (workload->cells, cell);
      number = workload->cells->len;
      workload->is_too_much |= !_certplan_slots_add (&workload->slots, hash, number);
    }
  return &g_array_index (workload->cells, CertplanWorkCell, number - 1);
}

static void
add_micro (CertplanWorkload *workload, gint64 *sum, gint64 more)
{
  workload->is_too_much |= __builtin_add_overflow (*sum, more, sum);
}

static void
add_work (CertplanWorkload *workload, Key *key, CertplanDate day, gint64 ticks, gint64 millionths,
          gboolean is_assumed)
{
  const gint month = _certplan_office_find_month (workload->office, day);
  gint64 micro;
  workload->is_too_much |= __builtin_mul_overflow (ticks, millionths, &micro);
  if (month < 0)
    add_micro (workload, &workload->before_micro, micro);
  else if (month >= (gint)workload->office->n_months)
    add_micro (workload, &workload->after_micro, micro);
  else
    {
      key->month = (guint)month;
      CertplanWorkCell *cell = find_cell (workload, key);
      add_micro (workload, &cell->microticks, micro);
      add_micro (workload, &cell->millionths, millionths);
      if (key->is_expected)
        add_micro (workload, &cell->expected_microticks, micro);
      cell->is_assumed |= is_assumed;
    }
}

/* What the whole of it asks of each resource, however it may be moved in time. */
static void
add_to_demand (CertplanWorkload *workload, GArray *demands, const CertplanApplication *application,
               const char *resource, gint64 ticks)
{
  for (guint i = 0; i < demands->len; i++)
    if (g_array_index (demands, CertplanDemand, i).resource == resource)
      {
        g_array_index (demands, CertplanDemand, i).ticks += ticks;
        return;
      }
  const CertplanDemand demand = {
    .handle = application->handle,
    .region = _certplan_office_get_service_region (workload->office, application->region),
    .exact_region = application->region,
    .kind = application->kind,
    .resource = resource,
    .release = application->release,
    .due = _certplan_limits_get_due (&application->limits),
    .limits = application->limits,
    .ticks = ticks,
    .millionths = application->millionths,
    .case_row = application->case_row,
    .body = application->body,
    .consultant = application->consultant,
  };
  g_array_append_val (demands, demand);
}

/* Ticks of one case become those of all of them; what is left of a tick goes to the next one. */
static void
close_demands (CertplanWorkload *workload, GArray *demands)
{
  gboolean needs_witness = FALSE;
  for (guint i = 0; i < demands->len; i++)
    needs_witness
        |= g_str_equal (g_array_index (demands, CertplanDemand, i).resource, "witness_body");
  for (guint i = 0; i < demands->len; i++)
    {
      CertplanDemand *demand = &g_array_index (demands, CertplanDemand, i);
      gint64 micro;
      workload->is_too_much |= __builtin_mul_overflow (demand->ticks, demand->millionths, &micro);
      add_micro (workload, &micro, workload->rest_micro);
      demand->ticks = micro / CERTPLAN_MILLION;
      workload->rest_micro = micro % CERTPLAN_MILLION;
      demand->needs_witness = needs_witness;
    }
  g_array_append_vals (workload->demands, demands->data, demands->len);
}

static gboolean
add_length (const CertplanOffice *office, CertplanDate day, const CertplanPeriod *length,
            CertplanDate *out, GError **error)
{
  return certplan_workcal_add_period (certplan_rulebook_get_workcal (office->rulebook), day, length,
                                      out, error);
}

static void
add_step (CertplanWorkload *workload, const CertplanApplication *application,
          const CertplanStep *step, gint64 own_ticks, CertplanDate middle, GArray *demands)
{
  const CertplanOffice *office = workload->office;
  for (guint i = 0; i < step->works->len; i++)
    {
      const CertplanWork *work = &g_array_index (step->works, CertplanWork, i);
      const gboolean is_left = work->is_own && own_ticks >= 0;
      const gint64 ticks = is_left ? own_ticks : work->ticks;
      Key key = {
        .region = _certplan_office_get_service_region (office, application->region),
        .handle = workload->levels[application->handle],
        .kind = application->kind,
        .stage = step->stage->item,
        .resource = work->resource,
        .is_expected = application->case_row < 0,
      };
      if (ticks == 0)
        continue;
      add_work (workload, &key, middle, ticks, application->millionths,
                work->is_assumed && !is_left);
      add_to_demand (workload, demands, application, work->resource, ticks);
    }
}

/* A finding about a word of the rules. */
static void
tell_of (CertplanWorkload *workload, const char *key, const char *word, const char *qualification,
         const CertplanRule *rule, gint64 millionths)
{
  g_autofree char *subject = g_strconcat (CERTPLAN_LABEL, word, NULL);
  _certplan_workload_weigh_finding (workload, key, subject, qualification, NULL, rule, millionths);
}

/* Who may do what is one figure a run; that it changes is not kept quiet. */
static void
tell_rerouted (CertplanWorkload *workload, const CertplanProcess *process, const char *name,
               gint64 millionths)
{
  g_autofree char *day = certplan_date_format (process->rerouted_on);
  _certplan_workload_weigh_finding (workload, "finding.rerouted", name, name, day,
                                    process->rerouted, millionths);
}

gboolean
_certplan_workload_add_application (CertplanWorkload *workload,
                                    const CertplanApplication *application, CertplanDate *out_end,
                                    GError **error)
{
  const CertplanProcess *process = _certplan_workload_get_process (
      workload, application->handle, application->kind, application->is_waived, application->start);
  const char *name
      = certplan_rulebook_get_qualification (workload->office->rulebook, application->handle);
  g_autoptr (GArray) demands = g_array_new (FALSE, FALSE, sizeof (CertplanDemand));
  CertplanDate day = application->start;
  g_array_append_val (workload->applications, *application);
  if (process->steps->len == 0)
    tell_of (workload, "finding.no_stages", application->kind, name, NULL, application->millionths);
  if (process->rerouted != NULL)
    tell_rerouted (workload, process, name, application->millionths);
  for (guint i = application->first_step; i < process->steps->len; i++)
    {
      const CertplanStep *step = &g_array_index (process->steps, CertplanStep, i);
      CertplanDate end;
      if (!add_length (workload->office, day, &step->duration, &end, error))
        return FALSE;
      if (!step->is_known)
        tell_of (workload, "finding.no_effort", step->stage->item, name, step->stage,
                 application->millionths);
      add_step (workload, application, step,
                i == application->first_step ? application->own_ticks : -1, day + (end - day) / 2,
                demands);
      day = end;
    }
  close_demands (workload, demands);
  *out_end = day;
  return _certplan_workload_add_issued (workload, application, day, error);
}

gboolean
_certplan_workload_find_end (CertplanWorkload *workload, guint handle, const char *kind,
                             gboolean is_waived, CertplanDate start, CertplanDate *out_end,
                             GError **error)
{
  const CertplanProcess *process
      = _certplan_workload_get_process (workload, handle, kind, is_waived, start);
  *out_end = start;
  for (guint i = 0; i < process->steps->len; i++)
    if (!add_length (workload->office, *out_end,
                     &g_array_index (process->steps, CertplanStep, i).duration, out_end, error))
      return FALSE;
  return TRUE;
}

void
_certplan_workload_add_duty (CertplanWorkload *workload, guint handle, const char *duty,
                             const GArray *works, guint region, CertplanDate day, gint64 millionths)
{
  const CertplanOffice *office = workload->office;
  for (guint i = 0; i < works->len; i++)
    {
      const CertplanWork *work = &g_array_index (works, CertplanWork, i);
      Key key = {
        .region = _certplan_office_get_service_region (office, region),
        .handle = workload->levels[handle],
        .kind = duty,
        .stage = duty,
        .resource = work->resource,
      };
      if (work->ticks > 0)
        add_work (workload, &key, day, work->ticks, millionths, work->is_assumed);
    }
}

static CertplanDate
find_limit (const CertplanWorkload *workload, guint handle, const char *kind, const char *limit,
            CertplanDate filed, CertplanDate agreed)
{
  const CertplanRule *rule = _certplan_rulebook_look_up (
      workload->office->rulebook, CERTPLAN_RULES_PERIODS, handle, kind, limit, filed);
  if (rule == NULL || rule->duration.working_days != 0)
    return CERTPLAN_DATE_NONE;
  const gboolean is_agreed
      = agreed != CERTPLAN_DATE_NONE && g_strcmp0 (rule->event, "agreement_signed") == 0;
  return certplan_date_add_period (is_agreed ? agreed : filed, &rule->duration, 1);
}

CertplanLimits
_certplan_workload_find_limits (const CertplanWorkload *workload, guint handle, const char *kind,
                                CertplanDate filed, CertplanDate agreed)
{
  return (CertplanLimits){
    .target = find_limit (workload, handle, kind, CERTPLAN_LIMIT_TARGET, filed, agreed),
    .cap = find_limit (workload, handle, kind, CERTPLAN_LIMIT_CAP, filed, agreed),
  };
}

/* Of so many cases that they cannot be counted, the work cannot be, either. */
static void
add_millionths (CertplanWorkload *workload, gint64 *sum, gint64 millionths)
{
  workload->is_too_much |= __builtin_add_overflow (*sum, millionths, sum);
}

guint
_certplan_workload_find_region (CertplanWorkload *workload, const char *text, gint64 millionths)
{
  if (text == NULL)
    return 0;
  const guint region = _certplan_regions_find (workload->office->regions, text);
  if (region == 0)
    {
      gint64 *counted = g_hash_table_lookup (workload->no_place, text);
      if (counted == NULL)
        {
          counted = g_new0 (gint64, 1);
          g_hash_table_insert (workload->no_place, (gpointer)text, counted);
        }
      add_millionths (workload, counted, millionths);
    }
  return region;
}

void
_certplan_workload_weigh_finding (CertplanWorkload *workload, const char *key, const char *subject,
                                  const char *qualification, const char *detail,
                                  const CertplanRule *rule, gint64 millionths)
{
  g_autofree char *name
      = g_strjoin ("\x1f", key, subject, qualification != NULL ? qualification : "", detail, NULL);
  const guint place = GPOINTER_TO_UINT (g_hash_table_lookup (workload->counts, name));
  if (place != 0)
    {
      add_millionths (
          workload,
          &g_array_index (workload->findings, CertplanOfficeFinding, place - 1).millionths,
          millionths);
      return;
    }
  g_autofree char *spoken
      = subject[0] == CERTPLAN_LABEL[0] ? _certplan_sentence ("label_plain", subject, NULL) : NULL;
  const char *shown = spoken != NULL ? spoken : subject;
  const CertplanOfficeFinding finding = {
    .subject = g_string_chunk_insert_const (workload->texts, shown),
    .qualification = qualification,
    .key = key,
    .detail = detail != NULL ? g_string_chunk_insert_const (workload->texts, detail) : "",
    .millionths = millionths,
    .source = rule != NULL ? rule->source : "no_document",
    .clause = rule != NULL ? rule->clause : NULL,
  };
  g_array_append_val (workload->findings, finding);
  g_hash_table_insert (workload->counts, g_steal_pointer (&name),
                       GUINT_TO_POINTER (workload->findings->len));
}

void
_certplan_workload_count_finding (CertplanWorkload *workload, const char *key, const char *subject,
                                  const char *qualification, const char *detail,
                                  const CertplanRule *rule)
{
  _certplan_workload_weigh_finding (workload, key, subject, qualification, detail, rule,
                                    CERTPLAN_MILLION);
}
