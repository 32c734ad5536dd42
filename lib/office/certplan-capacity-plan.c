/* Where each open case goes, and why it cannot go elsewhere. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "certplan-capacity-private.h"
#include "certplan-records-private.h"

typedef struct
{
  const char *case_id;
  const char *org;
  const char *qualification;
  const char *kind;
  const char *region;
  const char *assignment;
  const char *body;
  CertplanDate month, until, target, cap;
  gint32 late_months;
  const char *witness;
  gint64 person_days;
  char *why; /* a sentence */
  const char *source;
  const char *clause;
} PlanLine;

static const CertplanColumn plan_columns[] = {
  { .name = "case", .type = CERTPLAN_COLUMN_ID, .offset = G_STRUCT_OFFSET (PlanLine, case_id) },
  CERTPLAN_RESULT_COLUMN (PlanLine, org, TEXT),
  CERTPLAN_RESULT_COLUMN (PlanLine, qualification, QUALIFICATION),
  CERTPLAN_RESULT_COLUMN (PlanLine, kind, CHOICE),
  CERTPLAN_RESULT_COLUMN (PlanLine, region, TEXT),
  CERTPLAN_RESULT_COLUMN (PlanLine, assignment, CHOICE),
  CERTPLAN_RESULT_COLUMN (PlanLine, body, TEXT),
  CERTPLAN_RESULT_COLUMN (PlanLine, month, MONTH),
  CERTPLAN_RESULT_COLUMN (PlanLine, until, MONTH),
  CERTPLAN_RESULT_COLUMN (PlanLine, target, DATE),
  CERTPLAN_RESULT_COLUMN (PlanLine, cap, DATE),
  CERTPLAN_RESULT_COLUMN (PlanLine, late_months, INT, .unit = "months"),
  CERTPLAN_RESULT_COLUMN (PlanLine, witness, TEXT),
  CERTPLAN_RESULT_COLUMN (PlanLine, person_days, DECIMAL, .unit = "person_days"),
  CERTPLAN_RESULT_COLUMN (PlanLine, why, SENTENCE),
  CERTPLAN_RESULT_COLUMN (PlanLine, source, CHOICE),
  CERTPLAN_RESULT_COLUMN (PlanLine, clause, TEXT),
};

static void
plan_line_clear (gpointer data)
{
  g_free (((PlanLine *)data)->why);
}

static const char *
get_body_name (const CertplanCapacity *capacity, guint place_plus_1)
{
  return place_plus_1 != 0 ? _certplan_capacity_get_body (capacity, place_plus_1 - 1)->name : NULL;
}

/* What the rules say of the body that has it; NULL where they say nothing. */
static const CertplanRule *
find_rule (const CertplanCapacity *capacity, const CertplanDemand *demand, guint body)
{
  const CertplanCapacityBody *found = _certplan_capacity_get_body (capacity, body);
  CertplanRoute route;

  for (guint i = 0; i < found->n_staff; i++)
    {
      const CertplanStaff *staff = _certplan_capacity_get_staff (capacity, found->first_staff + i);
      if (staff->resource == demand->resource
          && _certplan_capacity_staff_may (capacity, staff, demand->handle, demand->region, &route))
        return route.rule;
    }
  return NULL;
}

static const char *
get_assignment (const CertplanPlacement *placement, const CertplanDemand *demand)
{
  static const char *const names[] = { "proposal", "full", "after_horizon", "refused" };

  if (placement->state == CERTPLAN_PLACED && demand->body != 0)
    return "fixed";
  return names[placement->state];
}

static char *
explain_placement (const CertplanCapacity *capacity, const CertplanPlacement *placement)
{
  const CertplanJob *job = _certplan_capacity_get_job (capacity, placement->job);
  g_autofree char *n_bodies = g_strdup_printf ("%u", placement->others + 1);

  if (placement->state == CERTPLAN_REFUSED && job->demand->body != 0)
    return _certplan_sentence ("why.body_may_not", get_body_name (capacity, job->demand->body),
                               NULL);
  if (placement->state == CERTPLAN_REFUSED)
    return _certplan_sentence ("why.nobody_may", NULL);
  if (placement->state == CERTPLAN_FULL)
    return _certplan_sentence ("why.all_full", NULL);
  if (placement->state == CERTPLAN_LATER)
    return _certplan_sentence ("why.after_horizon", NULL);
  if (job->demand->body != 0)
    return _certplan_sentence ("why.fixed", NULL);
  if (placement->others == 0)
    return _certplan_sentence ("why.only_one", NULL);
  return _certplan_sentence ("why.best", n_bodies, NULL);
}

static PlanLine
make_line (const CertplanCapacity *capacity, const CertplanPlacement *placement)
{
  const CertplanRecords *cases = certplan_office_records_get (capacity->office->records, "cases");
  const CertplanJob *job = _certplan_capacity_get_job (capacity, placement->job);
  const CertplanDemand *demand = job->demand;
  const CertplanCase *row = certplan_case_get (cases, (guint)demand->case_row);
  const gboolean is_placed = placement->state == CERTPLAN_PLACED;
  const CertplanRule *rule = is_placed ? find_rule (capacity, demand, placement->body - 1) : NULL;

  return (PlanLine){
    .case_id = certplan_records_get_note (cases, row->case_id),
    .org = certplan_records_get_text (cases, row->org),
    .qualification
    = certplan_rulebook_get_qualification (capacity->office->rulebook, demand->handle),
    .kind = demand->kind,
    .region = _certplan_capacity_get_region (capacity, demand->exact_region),
    .assignment = get_assignment (placement, demand),
    .body = is_placed ? get_body_name (capacity, placement->body)
                      : get_body_name (capacity, demand->body),
    .month
    = is_placed ? _certplan_capacity_get_month (capacity, placement->first) : CERTPLAN_DATE_NONE,
    .until
    = is_placed ? _certplan_capacity_get_month (capacity, placement->last) : CERTPLAN_DATE_NONE,
    .target = demand->limits.target,
    .cap = demand->limits.cap,
    .late_months = !is_placed                      ? G_MININT32
                   : placement->last > job->target ? (gint32)(placement->last - job->target)
                                                   : 0,
    .witness = get_body_name (capacity, placement->witness),
    .person_days = _certplan_office_to_days (job->ticks),
    .why = explain_placement (capacity, placement),
    .source = rule != NULL ? rule->source : "computed",
    .clause = rule != NULL ? rule->clause : NULL,
  };
}

void
_certplan_capacity_add_plan (CertplanCapacity *capacity, CertplanTables *tables)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (PlanLine));

  g_array_set_clear_func (rows, plan_line_clear);
  for (guint i = 0; i < capacity->placements->len; i++)
    {
      const PlanLine line
          = make_line (capacity, &g_array_index (capacity->placements, CertplanPlacement, i));
      g_array_append_val (rows, line);
    }
  _certplan_capacity_take_rows (capacity, tables, "plan", plan_columns, G_N_ELEMENTS (plan_columns),
                                rows, NULL);
}

/* Why one body does not take one case. */
typedef struct
{
  const char *case_id;
  const char *body;
  const char *reason;
  const char *source;
  const char *clause;
} RefusalLine;

static const CertplanColumn refusal_columns[] = {
  { .name = "case", .type = CERTPLAN_COLUMN_ID, .offset = G_STRUCT_OFFSET (RefusalLine, case_id) },
  CERTPLAN_RESULT_COLUMN (RefusalLine, body, TEXT),
  CERTPLAN_RESULT_COLUMN (RefusalLine, reason, CHOICE),
  CERTPLAN_RESULT_COLUMN (RefusalLine, source, CHOICE),
  CERTPLAN_RESULT_COLUMN (RefusalLine, clause, TEXT),
};

/* One walk over all bodies for each case that has none; made while it is walked, for there may be
 * many millions of them. */
typedef struct
{
  const CertplanCapacity *capacity;
  guint placement, body; /* those of the next line */
  RefusalLine line;
} RefusalWalk;

static gpointer
refusal_open (gconstpointer data)
{
  RefusalWalk *walk = g_new0 (RefusalWalk, 1);
  walk->capacity = data;
  return walk;
}

static const char *
get_verdict_name (CertplanRouteVerdict verdict)
{
  switch (verdict)
    {
    case CERTPLAN_ROUTE_CLASS:
      return "refused_class";
    case CERTPLAN_ROUTE_REGION:
      return "refused_region";
    case CERTPLAN_ROUTE_NO_PLACE:
      return "refused_no_place";
    default:
      return "refused_skill";
    }
}

/* Whether staff have any time between the job's release and its cap. */
static gboolean
has_time (const CertplanCapacity *capacity, const CertplanStaff *staff, const CertplanJob *job)
{
  for (guint month = job->release; month < capacity->n_months && month <= job->cap; month++)
    if (staff->ticks[month] > 0)
      return TRUE;
  return FALSE;
}

/* What the terms of a body that is not in force now would have said. Returns: whether one of them
 * would let it */
static gboolean
judge_terms (const CertplanCapacity *capacity, const CertplanOfficeBody *body,
             const CertplanDemand *demand, CertplanRoute *out_route)
{
  *out_route = (CertplanRoute){ CERTPLAN_ROUTE_CLASS, NULL };
  for (guint i = 0; body != NULL && i < body->terms->len; i++)
    {
      *out_route = _certplan_office_judge_term (capacity->office, demand->resource,
                                                &g_array_index (body->terms, CertplanTerm, i),
                                                demand->handle, demand->region);
      if (_certplan_route_may (out_route))
        return TRUE;
    }
  return FALSE;
}

/* Class, region and skills first, then the terms, then the time. Returns: NULL for a body that does
 * other work */
static const char *
find_reason (const CertplanCapacity *capacity, const CertplanJob *job,
             const CertplanCapacityBody *body, const CertplanRule **out_rule)
{
  const CertplanDemand *demand = job->demand;
  const char *reason = NULL;
  CertplanRoute route;
  gboolean is_there = FALSE;

  for (guint i = 0; i < body->n_staff; i++)
    {
      const CertplanStaff *staff = _certplan_capacity_get_staff (capacity, body->first_staff + i);
      if (staff->resource != demand->resource)
        continue;
      const gboolean may
          = _certplan_capacity_staff_may (capacity, staff, demand->handle, demand->region, &route);
      *out_rule = route.rule;
      if (may && has_time (capacity, staff, job))
        return "refused_full";
      is_there = TRUE;
      if (!may)
        reason = get_verdict_name (route.verdict);
    }
  if (!is_there
      && (body->body == NULL || body->body->resources == NULL
          || body->body->resources[CERTPLAN_REVIEWER_REVIEWER] != demand->resource))
    return NULL;
  if (judge_terms (capacity, body->body, demand, &route))
    reason = is_there ? "refused_expired" : "refused_no_people";
  else if (reason == NULL)
    reason = get_verdict_name (route.verdict);
  *out_rule = route.rule;
  return reason;
}

static gboolean
make_refusal (RefusalWalk *walk, const CertplanPlacement *placement, guint place)
{
  const CertplanCapacity *capacity = walk->capacity;
  const CertplanJob *job = _certplan_capacity_get_job (capacity, placement->job);
  const CertplanRecords *cases = certplan_office_records_get (capacity->office->records, "cases");
  const CertplanRule *rule = _certplan_capacity_find_exclusion (capacity, job->demand->handle);
  const char *reason = NULL;

  if (job->demand->consultant == place + 1 && rule != NULL)
    reason = "refused_consulted";
  else
    reason = find_reason (capacity, job, _certplan_capacity_get_body (capacity, place), &rule);
  if (reason == NULL)
    return FALSE;
  walk->line = (RefusalLine){
    .case_id = certplan_records_get_note (
        cases, certplan_case_get (cases, (guint)job->demand->case_row)->case_id),
    .body = get_body_name (capacity, place + 1),
    .reason = reason,
    .source = rule != NULL ? rule->source : "computed",
    .clause = rule != NULL ? rule->clause : NULL,
  };
  return TRUE;
}

/* A case whose body is fixed asks that one alone. */
static gboolean
refusal_next (gpointer data, GError **error)
{
  RefusalWalk *walk = data;
  const CertplanCapacity *capacity = walk->capacity;

  for (; walk->placement < capacity->placements->len; walk->placement++, walk->body = 0)
    {
      const CertplanPlacement *placement
          = &g_array_index (capacity->placements, CertplanPlacement, walk->placement);
      const guint fixed = _certplan_capacity_get_job (capacity, placement->job)->demand->body;
      while (placement->state != CERTPLAN_PLACED && walk->body < capacity->bodies->len)
        {
          const guint place = walk->body++;
          if ((fixed == 0 || fixed == place + 1) && make_refusal (walk, placement, place))
            return TRUE;
        }
    }
  return FALSE;
}

static gconstpointer
refusal_row (gpointer data)
{
  return &((RefusalWalk *)data)->line;
}

static const CertplanTableSource refusal_source
    = { refusal_open, refusal_next, NULL, g_free, refusal_row };

void
_certplan_capacity_add_refusals (CertplanCapacity *capacity, CertplanTables *tables)
{
  _certplan_capacity_take_table (
      capacity, tables,
      _certplan_table_new ("refusals", refusal_columns, G_N_ELEMENTS (refusal_columns),
                           &refusal_source, certplan_capacity_ref (capacity),
                           (GDestroyNotify)certplan_capacity_unref),
      NULL);
}
