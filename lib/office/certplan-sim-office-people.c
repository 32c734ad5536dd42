/* The people of an office as the simulation's reviewers. SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Each row of reviewers is one person for each set of terms of the body: so a body whose class is
 * lowered goes on with the same people on the same days, who may do less from that day on. */
#include "certplan-private.h"
#include "certplan-sim-office-private.h"
#include <string.h>

#define MOST_ADDED 1000 /* people */

/* Whether exactly the pool's terms are in force on @day. */
static gboolean
is_in_force (const CertplanOffice *office, const CertplanPool *pool, CertplanDate day)
{
  const GArray *terms = _certplan_office_get_body (office, pool->body)->terms;
  guint next = 0;
  for (guint i = 0; i < terms->len; i++)
    {
      const CertplanTerm *term = &g_array_index (terms, CertplanTerm, i);
      const gboolean is_of_pool
          = next < pool->terms->len && g_array_index (pool->terms, guint, next) == i;
      if (is_of_pool != (term->from <= day && day <= term->to))
        return FALSE;
      next += is_of_pool;
    }
  return TRUE;
}

static void
mark_leave (const SimOffice *sim, const CertplanRecords *rows, const CertplanReviewer *row,
            guint8 *days)
{
  const char *leave = certplan_records_get_note (rows, row->leave);
  CertplanDate first, last;
  while (leave != NULL && certplan_leave_parse (&leave, &first, &last, NULL))
    for (CertplanDate day = MAX (first, sim->start); day <= last && day - sim->start < sim->n_days;
         day++)
      days[day - sim->start] = 0;
}

/* The days on which the person works. */
static gint
add_days (const SimOffice *sim, const CertplanRecords *rows, const CertplanReviewer *row,
          const CertplanPool *pool)
{
  const CertplanSimCalendar *worked = sim->model->calendars->pdata[sim->calendar];
  g_autofree guint8 *days = g_new0 (guint8, sim->n_days);
  for (gint i = 0; i < sim->n_days; i++)
    {
      const CertplanDate day = sim->start + i;
      days[i] = _certplan_sim_is_worked (worked, i) && day >= row->valid_from
                && (row->valid_to == CERTPLAN_DATE_NONE || day <= row->valid_to)
                && is_in_force (sim->office, pool, day);
    }
  mark_leave (sim, rows, row, days);
  return (gint)_certplan_sim_add_calendar (sim->model, days, sim->n_days);
}

static guint
add_unit (SimOffice *sim, const char *name, const SimPerson *person)
{
  g_autofree char *team = g_strconcat (person->resource, "/", person->name, NULL);
  const guint unit = _certplan_sim_add_unit (sim->model, name);
  _certplan_sim_unit (sim->model, unit)->team = (gint)_certplan_sim_add_team (sim->model, team);
  g_array_append_val (sim->people, *person);
  return unit;
}

static void
add_person (SimOffice *sim, const CertplanRecords *rows, guint i, guint place)
{
  const CertplanReviewer *row = certplan_reviewer_get (rows, i);
  const CertplanPool *pool = _certplan_office_get_pool (sim->office, place);
  const CertplanOfficeBody *body = _certplan_office_get_body (sim->office, pool->body);
  const SimPerson person
      = { .body = pool->body, .name = body->name, .pool = pool, .resource = pool->resource };
  if (row->share <= 0)
    return;
  const guint unit = add_unit (sim, certplan_records_get_text (rows, row->reviewer), &person);
  CertplanSimUnit *made = _certplan_sim_unit (sim->model, unit);
  made->share = row->share;
  if (row->daily_limit > 0)
    made->least = (CERTPLAN_TICKS_PER_DAY - 1) / row->daily_limit + 1;
  made->calendar = add_days (sim, rows, row, pool);
}

/* How many reviewers the body shall have, of @n that it has. */
static guint
find_wanted (const SimOffice *sim, const CertplanOfficeBody *body, guint n)
{
  const guint wanted
      = sim->options != NULL && body->class_name != NULL && n > 0
            ? GPOINTER_TO_UINT (g_hash_table_lookup (sim->options->reviewers, body->class_name))
            : 0;
  return wanted > 0 ? wanted : n;
}

/* The rows of the body's reviewers in turn, until there are as many as there shall be. */
static void
add_reviewers (SimOffice *sim, const CertplanRecords *rows, guint body)
{
  const CertplanOfficeBody *of = _certplan_office_get_body (sim->office, body);
  g_autoptr (GArray) own = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < certplan_records_get_n (rows); i++)
    {
      const CertplanReviewer *row = certplan_reviewer_get (rows, i);
      if (row->role == CERTPLAN_REVIEWER_REVIEWER
          && _certplan_office_find_body (sim->office, certplan_records_get_text (rows, row->body))
                 == body + 1)
        g_array_append_val (own, i);
    }
  const guint n = find_wanted (sim, of, own->len);
  for (guint k = 0; k < n; k++)
    {
      const guint i = g_array_index (own, guint, k % own->len);
      for (guint p = 0; p < sim->office->pools->len; p++)
        {
          const CertplanPool *pool = _certplan_office_get_pool (sim->office, p);
          if (pool->body == body && pool->resource == of->resources[CERTPLAN_REVIEWER_REVIEWER]
              && pool->skills == g_array_index (sim->office->row_skills, guint, i))
            add_person (sim, rows, i, p);
        }
    }
}

/* Witnesses, experts and members of committees. */
static void
add_others (SimOffice *sim, const CertplanRecords *rows)
{
  for (guint i = 0; i < certplan_records_get_n (rows); i++)
    {
      const CertplanReviewer *row = certplan_reviewer_get (rows, i);
      const guint body
          = _certplan_office_find_body (sim->office, certplan_records_get_text (rows, row->body));
      if (row->role == CERTPLAN_REVIEWER_REVIEWER || body == 0)
        continue;
      const char *resource
          = _certplan_office_get_body (sim->office, body - 1)->resources[row->role];
      for (guint p = 0; p < sim->office->pools->len; p++)
        {
          const CertplanPool *pool = _certplan_office_get_pool (sim->office, p);
          if (pool->body == body - 1 && pool->resource == resource
              && pool->skills == g_array_index (sim->office->row_skills, guint, i))
            add_person (sim, rows, i, p);
        }
    }
}

/* The mean number of working days in a month of those asked about. */
static gdouble
count_days_a_month (const SimOffice *sim)
{
  const CertplanOffice *office = sim->office;
  const CertplanSimCalendar *worked = sim->model->calendars->pdata[sim->calendar];
  gint n = 0;
  for (CertplanDate day = office->months[0]; day < office->months[office->n_months]; day++)
    n += _certplan_sim_is_worked (worked, day - sim->start);
  return (gdouble)MAX (n, 1) / office->n_months;
}

/* So many person-days a month: as few people as can give them, all alike. */
static void
add_addition (SimOffice *sim, guint number)
{
  const CertplanAddition *addition
      = &g_array_index (sim->what_if->additions, CertplanAddition, number);
  const CertplanSimCalendar *worked = sim->model->calendars->pdata[sim->calendar];
  const gdouble n_full
      = (gdouble)addition->ticks / CERTPLAN_TICKS_PER_DAY / count_days_a_month (sim);
  const guint n_people = (guint)MIN (n_full + 0.999999, MOST_ADDED);
  if (n_full > MOST_ADDED && sim->error == NULL)
    g_set_error (&sim->error, CERTPLAN_OFFICE_ERROR, CERTPLAN_OFFICE_ERROR_WHAT_IF,
                 _ ("\"%s\" are more people than can be simulated; wanted at most %d"),
                 addition->text, MOST_ADDED);
  const SimPerson person = { .body = sim->office->bodies->len + number,
                             .name = addition->name,
                             .resource = addition->resource,
                             .term = _certplan_addition_make_term (addition, sim->office) };
  g_autofree guint8 *days = g_new0 (guint8, sim->n_days);
  for (gint i = 0; i < sim->n_days; i++)
    days[i] = _certplan_sim_is_worked (worked, i) && sim->start + i >= person.term.from;
  for (guint i = 0; i < n_people; i++)
    {
      const guint unit = add_unit (sim, addition->name, &person); /* the array may move */
      CertplanSimUnit *made = _certplan_sim_unit (sim->model, unit);
      made->share = (gint32)MIN (n_full / n_people * CERTPLAN_MILLION + 0.5, CERTPLAN_MILLION);
      made->calendar = (gint)_certplan_sim_add_calendar (sim->model, days, sim->n_days);
    }
}

static gboolean
is_left_out (const SimOffice *sim, const char *body)
{
  return sim->what_if != NULL && _certplan_what_if_is_left_out (sim->what_if, body);
}

gboolean
_certplan_sim_office_add_people (SimOffice *sim)
{
  const CertplanRecords *rows = certplan_office_records_get (sim->office->records, "reviewers");
  for (guint body = 0; rows != NULL && body < sim->office->bodies->len; body++)
    if (_certplan_office_get_body (sim->office, body)->resources != NULL)
      add_reviewers (sim, rows, body);
  if (rows != NULL)
    add_others (sim, rows);
  for (guint i = 0; sim->what_if != NULL && i < sim->what_if->additions->len; i++)
    add_addition (sim, i);
  return sim->error == NULL;
}

static gboolean
may (const SimOffice *sim, const SimPerson *person, const char *resource, guint handle,
     guint region)
{
  if (person->resource != resource || is_left_out (sim, person->name))
    return FALSE;
  if (person->pool == NULL)
    {
      if (region == SIM_ANY_TERMS)
        return TRUE;
      const CertplanRoute route
          = _certplan_office_judge_term (sim->office, resource, &person->term, handle, region);
      return _certplan_route_may (&route);
    }
  const guint8 *covered = g_ptr_array_index (sim->office->skills, person->pool->skills);
  return region == SIM_ANY_TERMS
             ? covered == NULL || covered[handle]
             : _certplan_office_pool_may (sim->office, person->pool, handle, region, NULL);
}

gint
_certplan_sim_office_find_group (SimOffice *sim, const char *resource, guint body, guint without,
                                 guint handle, guint region, gint *out_n)
{
  const guint n_words = (sim->model->units->len + 63) / 64;
  g_autofree guint64 *mask = g_new0 (guint64, n_words + 1);
  g_autoptr (GString) key = g_string_new (resource);
  gint n = 0;
  for (guint u = 0; u < sim->people->len; u++)
    {
      const SimPerson *person = &g_array_index (sim->people, SimPerson, u);
      if ((body != SIM_NO_BODY && person->body != body) || person->body == without
          || !may (sim, person, resource, handle, region))
        continue;
      mask[u / 64] |= (guint64)1 << u % 64;
      n++;
    }
  *out_n = n;
  if (n == 0)
    return -1;
  for (guint w = 0; w < n_words; w++)
    g_string_append_printf (key, " %" G_GINT64_MODIFIER "x", mask[w]);
  const guint known = GPOINTER_TO_UINT (g_hash_table_lookup (sim->groups, key->str));
  if (known != 0)
    return (gint)known - 1;
  const guint made = _certplan_sim_add_resource (sim->model, key->str, n);
  _certplan_sim_resource (sim->model, made)->mask = g_steal_pointer (&mask);
  g_hash_table_insert (sim->groups, g_strdup (key->str), GUINT_TO_POINTER (made + 1));
  return (gint)made;
}

GArray *
_certplan_sim_office_list_bodies (SimOffice *sim, const char *resource, guint handle, guint region)
{
  const guint n_bodies
      = sim->office->bodies->len + (sim->what_if != NULL ? sim->what_if->additions->len : 0);
  GArray *bodies = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree guint8 *has = g_new0 (guint8, n_bodies);
  for (guint u = 0; u < sim->people->len; u++)
    {
      const SimPerson *person = &g_array_index (sim->people, SimPerson, u);
      if (!has[person->body] && may (sim, person, resource, handle, region))
        has[person->body] = TRUE;
    }
  for (guint body = 0; body < n_bodies; body++)
    if (has[body])
      g_array_append_val (bodies, body);
  return bodies;
}
