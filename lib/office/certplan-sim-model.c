/* A model: making one, piece by piece. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-sim-private.h"
#include <string.h>

static void
clear_class (gpointer data)
{
  CertplanSimClass *class = data;
  g_free (class->name);
  for (guint i = 0; i < CERTPLAN_SIM_N_LIMITS; i++)
    g_free (class->ends[i]);
}

static void
clear_group (gpointer data)
{
  CertplanSimGroup *group = data;
  g_free (group->name);
  g_free (group->has);
}

static void
clear_resource (gpointer data)
{
  CertplanSimResource *resource = data;
  g_free (resource->name);
  g_clear_pointer (&resource->changes, g_array_unref);
  g_free (resource->mask);
  g_free (resource->next_work);
  g_free (resource->strength);
  g_free (resource->power);
}

static void
clear_unit (gpointer data)
{
  g_free (((CertplanSimUnit *)data)->name);
}

static void
clear_stage (gpointer data)
{
  CertplanSimStage *stage = data;
  g_free (stage->name);
  g_free (stage->needs);
  g_clear_pointer (&stage->tags, g_array_unref);
  if (stage->batch != NULL)
    {
      g_array_unref (stage->batch->slots);
      g_clear_pointer (&stage->batch->changes, g_array_unref);
    }
  g_free (stage->batch);
}

static void
clear_source (gpointer data)
{
  CertplanSimSource *source = data;
  g_free (source->name);
  g_clear_pointer (&source->months, g_array_unref);
  g_clear_pointer (&source->at, g_array_unref);
  g_clear_pointer (&source->class_at, g_array_unref);
  g_clear_pointer (&source->name_at, g_ptr_array_unref);
}

static void
clear_route (gpointer data)
{
  g_array_unref (((CertplanSimRoute *)data)->branches);
}

static void
clear_cluster (gpointer data)
{
  g_free (((CertplanSimCluster *)data)->stages);
}

static void
free_calendar (gpointer data)
{
  CertplanSimCalendar *calendar = data;
  g_free (calendar->rank);
  g_free (calendar->select);
  g_free (calendar);
}

static GArray *
make_array (gsize size, GDestroyNotify clear)
{
  GArray *array = g_array_new (FALSE, TRUE, (guint)size);
  if (clear != NULL)
    g_array_set_clear_func (array, clear);
  return array;
}

CertplanSimModel *
_certplan_sim_model_new (void)
{
  CertplanSimModel *model = g_atomic_rc_box_new0 (CertplanSimModel);
  model->start = model->provisional_after = CERTPLAN_DATE_NONE;
  model->calendars = g_ptr_array_new_with_free_func (free_calendar);
  model->classes = make_array (sizeof (CertplanSimClass), clear_class);
  model->resources = make_array (sizeof (CertplanSimResource), clear_resource);
  model->units = make_array (sizeof (CertplanSimUnit), clear_unit);
  model->stages = make_array (sizeof (CertplanSimStage), clear_stage);
  model->sources = make_array (sizeof (CertplanSimSource), clear_source);
  model->dists = make_array (sizeof (CertplanDist), NULL);
  model->routes = make_array (sizeof (CertplanSimRoute), clear_route);
  model->clusters = make_array (sizeof (CertplanSimCluster), clear_cluster);
  model->marks = make_array (sizeof (gint64), NULL);
  model->agenda = make_array (sizeof (CertplanSimItem), NULL);
  model->groups = make_array (sizeof (CertplanSimGroup), clear_group);
  model->stage_kinds = g_ptr_array_new_with_free_func (g_free);
  model->teams = g_ptr_array_new_with_free_func (g_free);
  model->tags = g_ptr_array_new_with_free_func (g_free);
  model->texts = g_string_chunk_new (64);
  model->dockets = make_array (sizeof (CertplanSimDocket), NULL);
  model->outcomes = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (model->outcomes, g_strdup ("done"));
  return model;
}

static void
free_contents (gpointer data)
{
  CertplanSimModel *model = data;
  for (guint i = 0; model->limit_end != NULL && i < model->stages->len; i++)
    g_free (model->limit_end[i]);
  g_free (model->limit_end);
  g_free (model->name);
  g_free (model->digest);
  g_ptr_array_unref (model->calendars);
  g_array_unref (model->classes);
  g_array_unref (model->resources);
  g_array_unref (model->units);
  g_array_unref (model->stages);
  g_array_unref (model->sources);
  g_array_unref (model->dists);
  g_array_unref (model->routes);
  g_array_unref (model->clusters);
  g_array_unref (model->marks);
  g_array_unref (model->agenda);
  g_ptr_array_unref (model->outcomes);
  g_ptr_array_unref (model->stage_kinds);
  g_ptr_array_unref (model->teams);
  g_ptr_array_unref (model->tags);
  g_clear_pointer (&model->rulebook, certplan_rulebook_unref);
  g_clear_pointer (&model->findings, g_array_unref);
  g_array_unref (model->groups);
  g_array_unref (model->dockets);
  g_string_chunk_free (model->texts);
  g_free (model->effort_of);
  g_free (model->route_of);
  g_free (model->at_work);
}

CertplanSimModel *
certplan_sim_model_ref (CertplanSimModel *model)
{
  g_return_val_if_fail (model != NULL, NULL);

  return g_atomic_rc_box_acquire (model);
}

void
certplan_sim_model_unref (CertplanSimModel *model)
{
  g_return_if_fail (model != NULL);

  g_atomic_rc_box_release_full (model, free_contents);
}

G_DEFINE_BOXED_TYPE (CertplanSimModel, certplan_sim_model, certplan_sim_model_ref,
                     certplan_sim_model_unref)

const char *
certplan_sim_model_get_name (const CertplanSimModel *model)
{
  g_return_val_if_fail (model != NULL, NULL);

  return model->name;
}

const char *
certplan_sim_model_get_digest (const CertplanSimModel *model)
{
  g_return_val_if_fail (model != NULL, NULL);

  return model->digest;
}

guint
_certplan_sim_add_class (CertplanSimModel *model, const char *name, gint priority)
{
  const CertplanSimClass class = { .name = g_strdup (name),
                                   .priority = priority,
                                   .limits = { _CERTPLAN_PERIOD_NONE, _CERTPLAN_PERIOD_NONE } };
  g_array_append_val (model->classes, class);
  return model->classes->len - 1;
}

guint
_certplan_sim_add_resource (CertplanSimModel *model, const char *name, gint count)
{
  const CertplanSimResource resource
      = { .name = g_strdup (name), .count = count, .calendar = -1, .closes = G_MAXINT64 };
  g_array_append_val (model->resources, resource);
  return model->resources->len - 1;
}

guint
_certplan_sim_add_unit (CertplanSimModel *model, const char *name)
{
  const CertplanSimUnit unit
      = { .name = g_strdup (name), .calendar = -1, .share = 1000000, .team = -1 };
  g_array_append_val (model->units, unit);
  return model->units->len - 1;
}

/* FNV-1a, mixed: names that differ in a letter shall differ everywhere. */
guint64
_certplan_sim_name_draws (const char *name)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);
  for (const char *c = name; *c != '\0'; c++)
    hash = (hash ^ (guchar)*c) * G_GUINT64_CONSTANT (0x100000001b3);
  return _certplan_random_at (hash, 0) >> 20 << 4;
}

guint
_certplan_sim_add_stage (CertplanSimModel *model, const char *name)
{
  const CertplanSimStage stage = { .name = g_strdup (name),
                                   .draw = _certplan_sim_name_draws (name),
                                   .calendar = -1,
                                   .room = G_MAXINT,
                                   .full = -1,
                                   .also = -1,
                                   .again = 1000000,
                                   .max_rounds = CERTPLAN_SIM_MAX_ROUNDS,
                                   .exceeded = -1,
                                   .patience = -1,
                                   .impatient = -1,
                                   .limit = G_MAXINT64,
                                   .limit_period = _CERTPLAN_PERIOD_NONE,
                                   .late = -1,
                                   .closed = CERTPLAN_SIM_STAYS,
                                   .closes = G_MAXINT64 };
  g_array_append_val (model->stages, stage);
  return model->stages->len - 1;
}

guint
_certplan_sim_add_source (CertplanSimModel *model, const char *name)
{
  const CertplanSimSource source = { .name = g_strdup (name),
                                     .draw = _certplan_sim_name_draws (name),
                                     .calendar = -1,
                                     .interval = -1,
                                     .until = G_MAXINT64 };
  g_array_append_val (model->sources, source);
  return model->sources->len - 1;
}

guint
_certplan_sim_add_dist (CertplanSimModel *model, const CertplanDist *dist)
{
  g_array_append_val (model->dists, *dist);
  return model->dists->len - 1;
}

guint
_certplan_sim_add_route (CertplanSimModel *model)
{
  const CertplanSimRoute route
      = { make_array (sizeof (CertplanSimBranch), NULL), FALSE, CERTPLAN_SIM_STAYS };
  g_array_append_val (model->routes, route);
  return model->routes->len - 1;
}

guint
_certplan_sim_add_to_group (CertplanSimModel *model, const char *name, guint class)
{
  guint i = 0;
  while (i < model->groups->len && !g_str_equal (_certplan_sim_group (model, i)->name, name))
    i++;
  if (i == model->groups->len)
    {
      const CertplanSimGroup group = { g_strdup (name), g_new0 (guint8, CERTPLAN_SIM_MAX_CLASSES) };
      g_array_append_val (model->groups, group);
    }
  _certplan_sim_group (model, i)->has[class] = TRUE;
  return i;
}

/* Returns: the place of the name in the list, which has it from now on */
static guint
find_or_add (GPtrArray *names, const char *name)
{
  for (guint i = 0; i < names->len; i++)
    if (g_str_equal (names->pdata[i], name))
      return i;
  g_ptr_array_add (names, g_strdup (name));
  return names->len - 1;
}

guint
_certplan_sim_add_stage_kind (CertplanSimModel *model, const char *name)
{
  return find_or_add (model->stage_kinds, name);
}

guint
_certplan_sim_add_team (CertplanSimModel *model, const char *name)
{
  return find_or_add (model->teams, name);
}

guint
_certplan_sim_add_tag (CertplanSimModel *model, const char *name)
{
  return model->tags->len < CERTPLAN_SIM_MAX_TAGS ? find_or_add (model->tags, name) : 0;
}

guint
_certplan_sim_add_outcome (CertplanSimModel *model, const char *name)
{
  return find_or_add (model->outcomes, name);
}

void
_certplan_sim_set_needs (CertplanSimStage *stage, const CertplanSimNeed *needs, guint n)
{
  g_free (stage->needs);
  stage->needs = g_memdup2 (needs, n * sizeof *needs);
  stage->n_needs = n;
}

void
_certplan_sim_allot (CertplanSimModel *model)
{
  const gsize n = (gsize)model->stages->len * model->classes->len;
  model->effort_of = g_new0 (guint, n);
  model->route_of = g_new0 (guint, n);
}

static CertplanSimCalendar *
make_calendar (const guint8 *is_worked, gint n_days)
{
  CertplanSimCalendar *calendar = g_new (CertplanSimCalendar, 1);
  calendar->n_days = n_days;
  calendar->rank = g_new (gint, n_days + 1);
  calendar->rank[0] = 0;
  for (gint day = 0; day < n_days; day++)
    calendar->rank[day + 1] = calendar->rank[day] + (is_worked[day] != 0);
  calendar->n_worked = calendar->rank[n_days];
  calendar->select = g_new (gint, calendar->n_worked + 1);
  for (gint day = 0; day < n_days; day++)
    if (is_worked[day] != 0)
      calendar->select[calendar->rank[day]] = day;
  calendar->select[calendar->n_worked] = n_days;
  return calendar;
}

guint
_certplan_sim_add_calendar (CertplanSimModel *model, const guint8 *is_worked, gint n_days)
{
  CertplanSimCalendar *calendar = make_calendar (is_worked, n_days);
  for (guint i = 0; i < model->calendars->len; i++)
    {
      const CertplanSimCalendar *other = model->calendars->pdata[i];
      if (other->n_days == n_days
          && memcmp (other->rank, calendar->rank, (n_days + 1) * sizeof *calendar->rank) == 0)
        {
          free_calendar (calendar);
          return i;
        }
    }
  g_ptr_array_add (model->calendars, calendar);
  return model->calendars->len - 1;
}
