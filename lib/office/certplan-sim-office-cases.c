/* Who comes: the open cases one by one, expected ones by month. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "certplan-private.h"
#include "certplan-office-data-private.h"
#include "certplan-rulebook-parts-private.h"
#include "certplan-sim-office-private.h"
#include <string.h>

static gint64
to_tick (const SimOffice *sim, CertplanDate day)
{
  return (gint64)(day - sim->start) * CERTPLAN_TICKS_PER_DAY;
}

static gboolean
is_same_work (const CertplanStep *a, const CertplanStep *b)
{
  if (a->works->len != b->works->len)
    return FALSE;
  for (guint i = 0; i < a->works->len; i++)
    {
      const CertplanWork *x = &g_array_index (a->works, CertplanWork, i);
      const CertplanWork *y = &g_array_index (b->works, CertplanWork, i);
      if (x->resource != y->resource || x->team != y->team || x->is_own != y->is_own
          || memcmp (x->hours, y->hours, sizeof x->hours) != 0)
        return FALSE;
    }
  return TRUE;
}

/* Whether the same rows of the rules, and the same work, make both. */
static gboolean
is_same_process (const CertplanProcess *a, const CertplanProcess *b)
{
  if (a->steps->len != b->steps->len)
    return FALSE;
  for (guint i = 0; i < a->steps->len; i++)
    {
      const CertplanStep *x = &g_array_index (a->steps, CertplanStep, i);
      const CertplanStep *y = &g_array_index (b->steps, CertplanStep, i);
      if (x->stage->line != y->stage->line || !g_str_equal (x->stage->file, y->stage->file)
          || memcmp (&x->duration, &y->duration, sizeof x->duration) != 0 || !is_same_work (x, y))
        return FALSE;
    }
  return TRUE;
}

/* The first qualification of the scheme's level stands for all categories whose cases take the same
 * way, unless people have skills of their own. */
static guint
get_level (const SimOffice *sim, const CertplanApplication *application)
{
  const guint handle = application->handle, first = sim->workload->levels[handle];
  const CertplanProcess *own = _certplan_workload_get_process (
      sim->workload, handle, application->kind, application->is_waived, application->start);
  const CertplanProcess *other = _certplan_workload_get_process (
      sim->workload, first, application->kind, application->is_waived, application->start);
  return sim->office->skills->len <= 1 && is_same_process (own, other) ? first : handle;
}

/* (transfer full): what a class is counted under: its level, its kind, its region */
static char *
name_group (const SimOffice *sim, const SimOfficeClass *class, guint dimension)
{
  const CertplanNameParts parts
      = _certplan_rulebook_get_name_parts (sim->office->rulebook, class->handle);
  const char *region
      = class->region != 0 ? _certplan_regions_get_name (sim->office->regions, class->region) : "";
  if (dimension == 0)
    return g_strjoin ("/", "level", sim->workload->schemes[class->handle], parts.level, NULL);
  return dimension == 1 ? g_strjoin ("/", "kind", class->kind, NULL)
                        : g_strjoin ("/", "region", region, NULL);
}

static gint
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(char *const *)a, *(char *const *)b);
}

/* Levels first, then kinds, then regions; each by name. */
static void
make_groups (SimOffice *sim)
{
  for (guint dimension = 0; dimension < 3; dimension++)
    {
      g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
      for (guint i = 0; i < sim->classes->len; i++)
        g_ptr_array_add (names, name_group (sim, sim->classes->pdata[i], dimension));
      g_ptr_array_sort (names, compare_names);
      for (guint n = 0; n < names->len; n++)
        for (guint i = 0; i < sim->classes->len; i++)
          {
            g_autofree char *own = name_group (sim, sim->classes->pdata[i], dimension);
            if (g_str_equal (own, names->pdata[n]))
              _certplan_sim_add_to_group (sim->model, own, i);
          }
    }
}

/* The steps before the filing, which are the applicant's own, are no part of it. */
static guint
find_first (const CertplanProcess *process)
{
  guint first = 0;
  for (guint i = 0; i < process->steps->len; i++)
    {
      const CertplanRule *stage = g_array_index (process->steps, CertplanStep, i).stage;
      if (_certplan_performer_get_resource (stage->performer) == NULL
          && g_strcmp0 (stage->stops_clock, "yes") != 0)
        first = i + 1;
    }
  return first < process->steps->len ? first : 0;
}

static gboolean
is_routed (const SimOffice *sim, const CertplanStep *step, guint handle)
{
  g_autoptr (GPtrArray) rows = _certplan_routing_list (sim->office->rulebook, handle,
                                                       step->stage->item, sim->office->months[0]);
  for (guint i = 0; i < rows->len; i++)
    if (g_str_equal (((const CertplanRule *)rows->pdata[i])->performer, step->stage->performer))
      return TRUE;
  return FALSE;
}

static gboolean
has_work (const CertplanStep *step)
{
  for (guint i = 0; i < step->works->len; i++)
    if (g_array_index (step->works, CertplanWork, i).hours[2] > 0)
      return TRUE;
  return FALSE;
}

/* The stages of the performer whom the rules choose by class and region: one body does them all. */
static void
find_bodies (SimOffice *sim, SimOfficeClass *class)
{
  const char *resource = NULL;
  class->body_from = class->body_to = -1;
  for (guint i = class->first; i < class->process->steps->len; i++)
    {
      const CertplanStep *step = &g_array_index (class->process->steps, CertplanStep, i);
      const char *own = _certplan_performer_get_resource (step->stage->performer);
      if (resource == NULL && own != NULL && is_routed (sim, step, class->handle))
        {
          resource = own;
          class->body_from = (gint)i;
        }
      if (resource != NULL && own == resource && has_work (step))
        class->body_to = (gint)i;
    }
  if (class->body_to < class->body_from)
    class->body_from = class->body_to = -1;
  class->candidates
      = class->body_from >= 0
            ? _certplan_sim_office_list_bodies (sim, resource, class->handle, class->region)
            : g_array_new (FALSE, FALSE, sizeof (guint));
  if (class->candidates->len > 0)
    _certplan_sim_office_add_tags (sim, resource);
  /* An office that has no such people at all: their stages take the assumed time. */
  if (class->body_from >= 0 && class->candidates->len == 0
      && certplan_office_get_supply (sim->office, resource, 0) == 0
      && !g_hash_table_contains (sim->office->supply, resource))
    class->body_from = class->body_to = -1;
}

static void
set_limits (const SimOffice *sim, const SimOfficeClass *class)
{
  const CertplanRulebook *rulebook = sim->office->rulebook;
  CertplanSimClass *made = _certplan_sim_class (sim->model, class->number);
  const CertplanRule *target
      = _certplan_rulebook_look_up (rulebook, CERTPLAN_RULES_PERIODS, class->handle, class->kind,
                                    CERTPLAN_LIMIT_TARGET, class->on);
  const CertplanRule *cap = _certplan_rulebook_look_up (
      rulebook, CERTPLAN_RULES_PERIODS, class->handle, class->kind, CERTPLAN_LIMIT_CAP, class->on);
  if (target != NULL && target->duration.working_days == 0)
    made->limits[CERTPLAN_SIM_TARGET] = target->duration;
  if (cap != NULL && cap->duration.working_days == 0)
    made->limits[CERTPLAN_SIM_CAP] = cap->duration;
}

static void
refuse_number (SimOffice *sim)
{
  if (sim->error == NULL)
    g_set_error (&sim->error, CERTPLAN_OFFICE_ERROR, CERTPLAN_OFFICE_ERROR_MODEL,
                 _ ("more than %d kinds of cases (level, kind and region); wanted fewer regions in "
                    "bodies.csv, or a part of the office"),
                 CERTPLAN_SIM_MAX_CLASSES);
}

/* (transfer full) */
static char *
name_way (const SimOffice *sim, const CertplanProcess *process)
{
  const gboolean is_later = process->from > _certplan_workload_get_first_day (sim->workload);
  g_autofree char *from = is_later ? certplan_date_format (process->from) : NULL;
  return g_strconcat (certplan_rulebook_get_qualification (sim->office->rulebook, process->handle),
                      " ", process->kind, process->is_waived ? " waived" : "",
                      is_later ? " from " : NULL, from, NULL);
}

static void
tell_rerouted (SimOffice *sim, const CertplanProcess *process)
{
  g_autofree char *day = certplan_date_format (process->rerouted_on);
  const char *name = certplan_rulebook_get_qualification (sim->office->rulebook, process->handle);
  if (process->rerouted != NULL)
    _certplan_sim_office_tell (sim, "finding.sim_rerouted", name, name, day);
}

/* (nullable): NULL where there are too many, or the kind has no stages */
static SimOfficeClass *
get_class (SimOffice *sim, const CertplanApplication *application)
{
  const guint handle = get_level (sim, application);
  const guint region = _certplan_office_get_service_region (sim->office, application->region);
  const CertplanProcess *process = _certplan_workload_get_process (
      sim->workload, handle, application->kind, application->is_waived, application->start);
  g_autofree char *way = name_way (sim, process);
  g_autofree char *key = g_strjoin (
      " ", way, region != 0 ? _certplan_regions_get_name (sim->office->regions, region) : NULL,
      NULL);
  SimOfficeClass *class = g_hash_table_lookup (sim->class_of, key);
  if (class != NULL || process->steps->len == 0)
    return class;
  if (sim->classes->len == CERTPLAN_SIM_MAX_CLASSES)
    {
      refuse_number (sim);
      return NULL;
    }
  class = g_new0 (SimOfficeClass, 1);
  class->handle = handle;
  class->region = region;
  class->kind = application->kind;
  class->process = process;
  class->on = MAX (application->start, _certplan_workload_get_first_day (sim->workload));
  class->way = g_steal_pointer (&way);
  class->first = find_first (process);
  class->number = _certplan_sim_add_class (sim->model, key, 0);
  class->expected = g_new0 (gdouble, sim->n_months);
  g_ptr_array_add (sim->classes, class);
  g_hash_table_insert (sim->class_of, g_steal_pointer (&key), class);
  tell_rerouted (sim, process);
  find_bodies (sim, class);
  set_limits (sim, class);
  _certplan_sim_office_add_ways (sim, class);
  return class;
}

/* The column of the body that has the case; the last one's: it is yet to be chosen. */
static guint
find_column (const SimOfficeClass *class, const CertplanApplication *application)
{
  for (guint b = 0; b < class->candidates->len; b++)
    if (application->body == g_array_index (class->candidates, guint, b) + 1)
      return b;
  return class->candidates->len;
}

/* Whether the limits run from a stage that is still to come, on or behind @step. */
static gboolean
is_clock_ahead (const SimOffice *sim, const SimOfficeClass *class, guint step)
{
  const guint n_columns = class->candidates->len + 1;
  for (guint i = step; i < class->process->steps->len; i++)
    {
      const gint entry = g_array_index (class->entries, gint, (i + 1) * n_columns - 1);
      if (entry >= 0 && _certplan_sim_stage (sim->model, entry)->starts_clock)
        return TRUE;
    }
  return FALSE;
}

/* What is told of the case: where it is, who has it, how old it is on the legal clock. */
static void
describe_docket (SimOffice *sim, const SimOfficeClass *class,
                 const CertplanApplication *application, guint step, CertplanSimDocket *docket)
{
  CertplanRecords *rows = certplan_office_records_get (sim->office->records, "cases");
  const CertplanCase *row = certplan_case_get (rows, (guint)application->case_row);
  GStringChunk *texts = sim->model->texts;
  const gboolean is_agreed = docket->clock != G_MININT64;
  const CertplanDate begun = is_agreed ? row->agreed : row->filed;
  docket->name
      = g_string_chunk_insert_const (texts, certplan_records_get_note (rows, row->case_id));
  docket->qualification = g_string_chunk_insert_const (
      texts, certplan_rulebook_get_qualification (sim->office->rulebook, application->handle));
  docket->stage = g_string_chunk_insert_const (
      texts, g_array_index (class->process->steps, CertplanStep, step).stage->item);
  docket->body = g_string_chunk_insert_const (
      texts, application->body != 0
                 ? _certplan_office_get_body (sim->office, application->body - 1)->name
                 : "");
  docket->is_clock_ahead = !is_agreed && is_clock_ahead (sim, class, step);
  docket->age_days = G_MININT32;
  if (begun != CERTPLAN_DATE_NONE && !docket->is_clock_ahead)
    docket->age_days = MAX (sim->start - begun - application->paused_days, 0);
}

/* The instant at which an open case's clock began; the rules' own day is in the case. */
static void
add_docket (SimOffice *sim, const SimOfficeClass *class, const CertplanApplication *application,
            guint step, CertplanSimSource *source)
{
  CertplanRecords *rows = certplan_office_records_get (sim->office->records, "cases");
  const CertplanCase *row = certplan_case_get (rows, (guint)application->case_row);
  CertplanSimClass *made = _certplan_sim_class (sim->model, class->number);
  CertplanSimDocket docket = { .clock = G_MININT64, .left = -1, .due = G_MININT64 };
  const gboolean has_limit = _certplan_sim_has_limit (made, CERTPLAN_SIM_TARGET)
                             || _certplan_sim_has_limit (made, CERTPLAN_SIM_CAP);
  const CertplanDate due
      = row->due != CERTPLAN_DATE_NONE
            ? row->due
            : (!has_limit ? _certplan_limits_get_due (&application->limits) : CERTPLAN_DATE_NONE);
  gint n_team = 1;
  if (application->body != 0 && sim->model->tags->len > 0)
    docket.tag = (guint8)_certplan_sim_office_get_tag (sim, application->body - 1, sim->start);
  if (_certplan_routing_find_exclusion (sim->office->rulebook, application->handle,
                                        "evaluation_body", "consulting_body",
                                        sim->office->months[0])
      != NULL)
    docket.barred = (gint)application->consultant;
  docket.paused = (gint64)application->paused_days * CERTPLAN_TICKS_PER_DAY;
  if (row->agreed != CERTPLAN_DATE_NONE && row->agreed <= sim->start)
    docket.clock = to_tick (sim, row->agreed);
  if (due != CERTPLAN_DATE_NONE)
    {
      docket.due = to_tick (sim, due + 1);
      made->has_due = TRUE;
    }
  const CertplanSimStage *stage = _certplan_sim_stage (sim->model, source->stage);
  if (stage->n_needs > 0)
    n_team = stage->needs[0].units;
  if (application->own_ticks >= 0 && stage->n_needs > 0)
    docket.left = application->own_ticks / n_team;
  describe_docket (sim, class, application, step, &docket);
  g_array_append_val (sim->model->dockets, docket);
  source->docket = (guint16)sim->model->dockets->len;
}

static gboolean
check_number (SimOffice *sim)
{
  if (sim->model->dockets->len < G_MAXUINT16)
    return TRUE;
  if (sim->error == NULL)
    g_set_error (&sim->error, CERTPLAN_OFFICE_ERROR, CERTPLAN_OFFICE_ERROR_LIMIT,
                 _ ("more than %d open cases; wanted fewer, as those of one scheme"), G_MAXUINT16);
  return FALSE;
}

static void
add_open_case (SimOffice *sim, const CertplanApplication *application)
{
  CertplanRecords *rows = certplan_office_records_get (sim->office->records, "cases");
  const CertplanCase *row = certplan_case_get (rows, (guint)application->case_row);
  const SimOfficeClass *class = get_class (sim, application);
  if (class == NULL || !check_number (sim))
    return;
  const guint column = find_column (class, application);
  const guint n_columns = class->candidates->len + 1;
  const guint step = MAX (application->first_step, class->first);
  const GArray *starts = application->own_ticks >= 0 && column < class->candidates->len
                             ? class->owns
                             : class->entries;
  const gint stage = g_array_index (starts, gint, step * n_columns + column);
  const CertplanDate filed = row->filed != CERTPLAN_DATE_NONE ? row->filed : sim->start;
  const gint64 at = to_tick (sim, MAX (filed, sim->start));
  if (stage < 0 || at >= sim->model->cutoff)
    {
      _certplan_sim_office_tell (sim, "finding.sim_left_out",
                                 certplan_records_get_note (rows, row->case_id), NULL, NULL);
      return;
    }
  const guint number
      = _certplan_sim_add_source (sim->model, certplan_records_get_note (rows, row->case_id));
  CertplanSimSource *source = _certplan_sim_source (sim->model, number);
  source->class = class->number;
  source->stage = stage;
  source->at = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (source->at, at);
  source->age = to_tick (sim, MAX (filed, sim->start)) - to_tick (sim, filed);
  add_docket (sim, class, application, step, source);
}

/* The month of the model in which @day lies; -1 = none */
static gint
find_month (const SimOffice *sim, CertplanDate day)
{
  gint year, month, first_year, first_month;
  if (day < sim->start)
    return -1;
  certplan_date_get_ymd (day, &year, &month, NULL);
  certplan_date_get_ymd (sim->start, &first_year, &first_month, NULL);
  const gint n = (year - first_year) * 12 + month - first_month;
  return n < (gint)sim->n_months ? n : -1;
}

static void
add_expected (SimOffice *sim, const CertplanApplication *application)
{
  const gint growth = sim->what_if != NULL ? sim->what_if->growth : 0;
  const gdouble cases = (gdouble)application->millionths / CERTPLAN_MILLION * (100 + growth) / 100;
  const gint month = find_month (sim, application->release);
  SimOfficeClass *class = month >= 0 ? get_class (sim, application) : NULL;
  if (class != NULL)
    class->expected[month] += cases;
}

static gint
get_first_month (const SimOffice *sim)
{
  return MAX (find_month (sim, sim->office->months[0]), 0);
}

/* From the first month asked about on. */
static gdouble
sum_expected (const SimOffice *sim, const SimOfficeClass *class)
{
  gdouble sum = 0;
  for (guint k = (guint)get_first_month (sim); k < sim->n_months; k++)
    sum += class->expected[k];
  return sum;
}

/* The cases of all terms of the class's rows. Before the months asked about, those of its first
 * term go on, behind them those of its last one. */
static gdouble
sum_terms (const SimOffice *sim, const SimOfficeClass *class, gboolean *is_first, gboolean *is_last)
{
  gdouble sum = 0;
  *is_first = *is_last = TRUE;
  for (guint i = 0; i < sim->classes->len; i++)
    {
      const SimOfficeClass *other = sim->classes->pdata[i];
      if (other->handle != class->handle || other->region != class->region
          || !g_str_equal (other->kind, class->kind)
          || other->process->is_waived != class->process->is_waived
          || sum_expected (sim, other) <= 0)
        continue;
      sum += sum_expected (sim, other);
      *is_first = *is_first && other->process->from >= class->process->from;
      *is_last = *is_last && other->process->from <= class->process->from;
    }
  return sum;
}

/* Before the first month (a warm-up) and behind the last one the mean of all months goes on. */
static void
fill_months (const SimOffice *sim, SimOfficeClass *class, GArray *months)
{
  const gint first = get_first_month (sim);
  gboolean is_first, is_last;
  const gdouble mean = sum_terms (sim, class, &is_first, &is_last) / (sim->n_months - (guint)first);
  const gboolean is_warming = sim->options != NULL && sim->options->warmup > 0;
  const gdouble before = is_first ? mean : 0, behind = is_last ? mean : 0;
  for (guint k = 0; k < sim->n_months; k++)
    {
      const gdouble n = is_warming && (gint)k < first ? before : class->expected[k];
      g_array_append_val (months, n);
    }
  g_array_append_val (months, behind);
}

static void
add_arrivals (SimOffice *sim, SimOfficeClass *class)
{
  gdouble sum = 0;
  for (guint k = 0; k < sim->n_months; k++)
    sum += class->expected[k];
  if (sum <= 0)
    return;
  const CertplanSimClass *made = _certplan_sim_class (sim->model, class->number);
  const guint number = _certplan_sim_add_source (sim->model, made->name);
  CertplanSimSource *source = _certplan_sim_source (sim->model, number);
  source->class = class->number;
  source->stage = (guint)g_array_index (
      class->entries, gint, class->first * (class->candidates->len + 1) + class->candidates->len);
  source->calendar = (gint)sim->calendar;
  source->months = g_array_new (FALSE, FALSE, sizeof (gdouble));
  fill_months (sim, class, source->months);
}

gboolean
_certplan_sim_office_add_cases (SimOffice *sim)
{
  const GArray *applications = sim->workload->applications;
  const gboolean is_warming = sim->options != NULL && sim->options->warmup > 0;
  for (guint i = 0; sim->error == NULL && i < applications->len; i++)
    {
      const CertplanApplication *application
          = &g_array_index (applications, CertplanApplication, i);
      if (application->case_row < 0)
        add_expected (sim, application);
      else if (!is_warming)
        add_open_case (sim, application);
    }
  for (guint i = 0; sim->error == NULL && i < sim->classes->len; i++)
    add_arrivals (sim, sim->classes->pdata[i]);
  make_groups (sim);
  return sim->error == NULL;
}
