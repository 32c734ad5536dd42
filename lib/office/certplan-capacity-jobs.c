/* The work that is to be done, and who may do it. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-capacity-private.h"
#include "certplan-records-private.h"
#include <string.h>

/* A type, made where there is none yet. Returns: its place */
static guint
find_type (CertplanCapacity *capacity, const char *resource, guint handle, guint region)
{
  g_autofree char *key = g_strdup_printf ("%s %u %u", resource, handle, region);
  const guint known = GPOINTER_TO_UINT (g_hash_table_lookup (capacity->type_keys, key));
  if (known != 0)
    return known - 1;
  const CertplanWorkType type = { .resource = resource, .handle = handle, .region = region };
  g_array_append_val (capacity->types, type);
  g_hash_table_insert (capacity->type_keys, g_steal_pointer (&key),
                       GUINT_TO_POINTER (capacity->types->len));
  return capacity->types->len - 1;
}

/* How many qualifications of @handle's scheme a class may evaluate: what can do less is cheaper. */
static guint
count_allowed (const CertplanCapacity *capacity, const char *resource, guint handle,
               gint32 body_class)
{
  const CertplanRulebook *rulebook = capacity->office->rulebook;
  const char *name = certplan_rulebook_get_qualification (rulebook, handle);
  const gsize scheme = strcspn (name, "/") + 1;
  const CertplanTerm term
      = { .from = G_MININT32, .to = G_MAXINT32, .body_class = body_class, .region = 0 };
  guint n = 0;

  for (guint other = 1; other <= certplan_rulebook_get_n_qualifications (rulebook); other++)
    if (strncmp (certplan_rulebook_get_qualification (rulebook, other), name, scheme) == 0)
      {
        const CertplanRoute route
            = _certplan_office_judge_term (capacity->office, resource, &term, other, 0);
        n += _certplan_route_may (&route);
      }
  return n;
}

GArray *
_certplan_capacity_list_classes (const CertplanCapacity *capacity, const char *resource,
                                 guint handle)
{
  GArray *classes = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (GPtrArray) rows = _certplan_routing_list (capacity->office->rulebook, handle, NULL,
                                                       capacity->office->months[0]);
  for (guint i = 0; i < rows->len; i++)
    {
      const CertplanRule *row = g_ptr_array_index (rows, i);
      gboolean is_known = row->body_class == G_MININT32;
      for (guint k = 0; k < classes->len; k++)
        is_known = is_known || g_array_index (classes, gint32, k) == row->body_class;
      if (!is_known && g_str_equal (row->performer, resource))
        g_array_append_val (classes, row->body_class);
    }
  return classes;
}

/* 1 where another class, which may do less in all, may do this too: class-one time on levels 3 and
 * 4 is lost for levels 1 and 2. Source: ccia-2024-8, article 7. */
static guint
get_cost (CertplanCapacity *capacity, GHashTable *costs, const char *resource, guint handle,
          gint32 body_class)
{
  if (body_class == G_MININT32)
    return 0;
  g_autofree char *key = g_strdup_printf ("%s %u %d", resource, handle, body_class);
  const guint known = GPOINTER_TO_UINT (g_hash_table_lookup (costs, key));
  if (known != 0)
    return known - 1;
  g_autoptr (GArray) classes = _certplan_capacity_list_classes (capacity, resource, handle);
  const guint n_own = count_allowed (capacity, resource, handle, body_class);
  guint cost = 0;
  for (guint i = 0; cost == 0 && i < classes->len; i++)
    cost = count_allowed (capacity, resource, handle, g_array_index (classes, gint32, i)) < n_own;
  g_hash_table_insert (costs, g_steal_pointer (&key), GUINT_TO_POINTER (cost + 1));
  return cost;
}

/* What the terms and skills of staff come to: equal texts, equal answers for every type. */
static char *
sign_staff (const CertplanCapacity *capacity, const CertplanStaff *staff)
{
  GString *text = g_string_new (staff->resource);

  if (staff->pool == NULL)
    g_string_append_printf (text, " 0 %d:%u", staff->term.body_class, staff->term.region);
  else
    {
      g_string_append_printf (text, " %u", staff->pool->skills);
      for (guint i = 0; i < staff->pool->terms->len; i++)
        {
          const CertplanTerm *term = _certplan_office_get_term (capacity->office, staff->pool, i);
          g_string_append_printf (text, " %d:%u", term->body_class, term->region);
        }
    }
  return g_string_free (text, FALSE);
}

/* The class by which they may: what counts where a class may do more than is asked for. */
static gint32
get_class (const CertplanRoute *route)
{
  return route->rule != NULL ? route->rule->body_class : G_MININT32;
}

static GArray *
list_skills (CertplanCapacity *capacity, GHashTable *costs, const CertplanStaff *staff)
{
  GArray *skills = g_array_new (FALSE, FALSE, sizeof (CertplanTransportSkill));

  for (guint i = 0; i < capacity->types->len; i++)
    {
      const CertplanWorkType *type = _certplan_capacity_get_type (capacity, i);
      CertplanRoute route;
      if (type->resource != staff->resource
          || !_certplan_capacity_staff_may (capacity, staff, type->handle, type->region, &route))
        continue;
      const CertplanTransportSkill skill
          = { i, get_cost (capacity, costs, type->resource, type->handle, get_class (&route)) };
      g_array_append_val (skills, skill);
    }
  return skills;
}

/* The types that are free to choose, for all staff. */
static void
read_skills (CertplanCapacity *capacity)
{
  g_autoptr (GHashTable) costs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) known
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
  for (guint i = 0; i < capacity->staff->len; i++)
    {
      CertplanStaff *staff = _certplan_capacity_get_staff (capacity, i);
      g_autofree char *signature = sign_staff (capacity, staff);
      GArray *skills = g_hash_table_lookup (known, signature);
      if (skills == NULL)
        {
          skills = list_skills (capacity, costs, staff);
          g_hash_table_insert (known, g_steal_pointer (&signature), skills);
        }
      if (skills->len > 0)
        g_array_append_vals (staff->skills, skills->data, skills->len);
      for (guint k = 0; k < skills->len; k++)
        _certplan_capacity_get_type (capacity,
                                     g_array_index (skills, CertplanTransportSkill, k).type)
            ->n_staff++;
    }
}

static gboolean
has_time (const CertplanCapacity *capacity, const CertplanStaff *staff)
{
  for (guint month = 0; month < capacity->n_months; month++)
    if (staff->ticks[month] > 0)
      return TRUE;
  return FALSE;
}

/* The types for which somebody who may has any time, of whichever body. */
static void
find_time (CertplanCapacity *capacity)
{
  for (guint i = 0; i < capacity->staff->len; i++)
    {
      const CertplanStaff *staff = _certplan_capacity_get_staff (capacity, i);
      if (!has_time (capacity, staff))
        continue;
      for (guint k = 0; k < staff->skills->len; k++)
        _certplan_capacity_get_type (capacity,
                                     g_array_index (staff->skills, CertplanTransportSkill, k).type)
            ->has_time
            = TRUE;
    }
}

/* What nobody may do lacks somebody, also where it has no limit or one behind the months: time
 * alone does not do it, so it is no work that can wait. Without a limit here, or with one
 * that has passed, it is to be done within the months. */
static void
bar_job (const CertplanCapacity *capacity, CertplanJob *job)
{
  const CertplanWorkType *type = _certplan_capacity_get_type (capacity, job->type);

  job->is_barred = !job->is_unknown && !job->is_refused
                   && (type->n_staff == 0 || (!type->has_time && !job->is_whole));
  if (!job->is_barred || job->cap < capacity->n_months || job->release >= capacity->n_months)
    return;
  const gboolean is_ahead = job->target < capacity->n_months
                            && job->demand->limits.target >= capacity->office->months[0];
  job->limit = is_ahead ? CERTPLAN_BY_TARGET : CERTPLAN_BY_NONE;
  job->cap = MAX (is_ahead ? job->target : capacity->n_months - 1, job->release);
  job->target = MIN (job->target, job->cap);
}

/* Work whose body is fixed asks for that body's people alone; what they may do alike is one type.
 * Returns: FALSE if none of them may */
static gboolean
pin_type (CertplanCapacity *capacity, CertplanJob *job, guint place)
{
  const CertplanCapacityBody *body = _certplan_capacity_get_body (capacity, place);
  g_autoptr (GString) key = g_string_new (NULL);
  guint cost, n_may = 0;

  g_string_printf (key, "%u", place);
  for (guint i = 0; i < body->n_staff; i++)
    {
      const CertplanStaff *staff = _certplan_capacity_get_staff (capacity, body->first_staff + i);
      const gboolean may = _certplan_capacity_find_skill (capacity, staff, job->asked, &cost);
      n_may += may;
      g_string_append_printf (key, may ? " %u" : " -", cost);
    }
  if (n_may == 0)
    return FALSE;
  const guint known = GPOINTER_TO_UINT (g_hash_table_lookup (capacity->type_keys, key->str));
  if (known != 0)
    {
      job->type = known - 1;
      return TRUE;
    }
  CertplanWorkType type = *_certplan_capacity_get_type (capacity, job->asked);
  type.body = place + 1;
  type.n_staff = n_may;
  g_array_append_val (capacity->types, type);
  job->type = capacity->types->len - 1;
  g_hash_table_insert (capacity->type_keys, g_strdup (key->str),
                       GUINT_TO_POINTER (capacity->types->len));
  for (guint i = 0; i < body->n_staff; i++)
    {
      CertplanStaff *staff = _certplan_capacity_get_staff (capacity, body->first_staff + i);
      const CertplanTransportSkill skill = { job->type, 0 };
      if (_certplan_capacity_find_skill (capacity, staff, job->asked, &cost))
        g_array_append_val (staff->skills, skill); /* the last type: the skills stay sorted */
    }
  return TRUE;
}

/* Whether the body that has the case consulted the applicant. */
static gboolean
is_excluded (const CertplanCapacity *capacity, const CertplanDemand *demand)
{
  return demand->body == demand->consultant
         && _certplan_capacity_find_exclusion (capacity, demand->handle) != NULL;
}

/* The month of a limit: what lies before the horizon is due at once, none is never. */
static guint
find_month (const CertplanCapacity *capacity, CertplanDate day)
{
  if (day == CERTPLAN_DATE_NONE)
    return capacity->n_months;
  return (guint)MAX (_certplan_office_find_month (capacity->office, day), 0);
}

/* A cap that has passed already binds nobody any more: it is a finding, and the work is late. */
static void
set_window (const CertplanCapacity *capacity, CertplanJob *job)
{
  const CertplanDemand *demand = job->demand;

  job->release = demand->release != CERTPLAN_DATE_NONE ? find_month (capacity, demand->release) : 0;
  job->target = find_month (capacity, demand->limits.target);
  job->cap = find_month (capacity, demand->limits.cap);
  if (demand->limits.cap != CERTPLAN_DATE_NONE && demand->limits.cap < capacity->office->months[0])
    job->cap = capacity->n_months;
  job->target = MIN (job->target, job->cap);
}

static gint64
grow (const CertplanCapacity *capacity, const CertplanDemand *demand)
{
  if (demand->case_row >= 0 || capacity->options->growth == 0)
    return demand->ticks;
  return (gint64)((__int128)demand->ticks * (100 + capacity->options->growth) / 100);
}

static void
read_demands (CertplanCapacity *capacity)
{
  const GArray *demands = capacity->workload->demands;

  for (guint i = 0; i < demands->len; i++)
    {
      const CertplanDemand *demand = &g_array_index (demands, CertplanDemand, i);
      const guint asked = find_type (capacity, demand->resource, demand->handle, demand->region);
      CertplanJob job
          = { .demand = demand, .asked = asked, .type = asked, .ticks = grow (capacity, demand) };
      set_window (capacity, &job);
      g_array_append_val (capacity->jobs, job);
    }
}

/* A case is whole in what its reviewers do; where no evaluation body has a part in it, in what most
 * of it is. */
static gboolean
is_more (const CertplanJob *job, const CertplanJob *other)
{
  const gboolean is_review = g_str_equal (job->demand->resource, "evaluation_body");
  const gboolean is_other_review = g_str_equal (other->demand->resource, "evaluation_body");

  if (is_review != is_other_review)
    return is_review;
  return job->ticks > other->ticks;
}

/* The demands of a case lie together. */
static void
find_whole (CertplanCapacity *capacity)
{
  for (guint i = 0, next; i < capacity->jobs->len; i = next)
    {
      CertplanJob *whole = _certplan_capacity_get_job (capacity, i);
      const gint32 row = whole->demand->case_row;
      for (next = i + 1; next < capacity->jobs->len; next++)
        {
          CertplanJob *job = _certplan_capacity_get_job (capacity, next);
          if (job->demand->case_row != row || row < 0)
            break;
          if (is_more (job, whole))
            whole = job;
        }
      whole->is_whole = row >= 0 && !whole->is_unknown;
    }
}

/* Whose time it is, if anybody's. Work of reviewers is always that of somebody: they are what an
 * office is asked about. */
static gboolean
is_manned (const CertplanCapacity *capacity, const char *resource)
{
  for (guint i = 0; i < capacity->staff->len; i++)
    if (_certplan_capacity_get_staff (capacity, i)->resource == resource)
      return TRUE;
  return g_str_equal (resource, "evaluation_body");
}

static void
find_unknown (CertplanCapacity *capacity)
{
  g_autoptr (GHashTable) manned = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < capacity->jobs->len; i++)
    {
      CertplanJob *job = _certplan_capacity_get_job (capacity, i);
      const char *resource = job->demand->resource;
      if (!g_hash_table_contains (manned, resource))
        g_hash_table_insert (manned, (gpointer)resource,
                             GINT_TO_POINTER (is_manned (capacity, resource)));
      job->is_unknown = g_hash_table_lookup (manned, resource) == NULL;
    }
}

void
_certplan_capacity_read_jobs (CertplanCapacity *capacity)
{
  read_demands (capacity);
  find_unknown (capacity);
  find_whole (capacity);
  read_skills (capacity);
  for (guint i = 0; i < capacity->jobs->len; i++)
    {
      CertplanJob *job = _certplan_capacity_get_job (capacity, i);
      if (job->demand->body != 0 && job->is_whole)
        job->is_refused = is_excluded (capacity, job->demand)
                          || !pin_type (capacity, job, job->demand->body - 1);
    }
  find_time (capacity);
  for (guint i = 0; i < capacity->jobs->len; i++)
    bar_job (capacity, _certplan_capacity_get_job (capacity, i));
}
