/* Cases that take one way through the stages, and what they are counted under.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-office-data-private.h"
#include "certplan-private.h"
#include "certplan-rulebook-parts-private.h"
#include "certplan-sim-office-private.h"
#include <string.h>

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

SimOfficeClass *
_certplan_sim_office_get_class (SimOffice *sim, const CertplanApplication *application)
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
void
_certplan_sim_office_make_groups (SimOffice *sim)
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
