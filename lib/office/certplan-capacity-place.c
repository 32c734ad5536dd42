/* Gives each open case whole to one body. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-capacity-private.h"
#include <string.h>

/* Staff that may do a type, and what a tick of it costs. */
typedef struct
{
  guint staff, cost;
} Server;

/* What it comes to if one body takes a job. */
typedef struct
{
  guint body;
  guint first, last; /* months */
  gint64 late, misplaced;
  gint64 load; /* of the months, with the job, in millionths */
} Offer;

typedef struct
{
  CertplanCapacity *capacity;
  Server *servers;      /* by type */
  guint *first_servers; /* by type; one more at the end */
  guint *witness_jobs;  /* by case: plus 1 */
  gint8 *excludes;      /* by handle: whether one who consulted must not evaluate; -1 = not known */
} Placing;

static void
list_servers (Placing *placing)
{
  const CertplanCapacity *capacity = placing->capacity;
  const guint n_types = capacity->types->len;
  guint *first = g_new0 (guint, n_types + 2), n = 0;

  for (guint i = 0; i < capacity->staff->len; i++)
    {
      const GArray *skills = _certplan_capacity_get_staff (capacity, i)->skills;
      n += skills->len;
      for (guint k = 0; k < skills->len; k++)
        first[g_array_index (skills, CertplanTransportSkill, k).type + 2]++;
    }
  for (guint type = 0; type < n_types; type++)
    first[type + 2] += first[type + 1];
  placing->servers = g_new (Server, n + 1);
  for (guint i = 0; i < capacity->staff->len; i++)
    {
      const GArray *skills = _certplan_capacity_get_staff (capacity, i)->skills;
      for (guint k = 0; k < skills->len; k++)
        {
          const CertplanTransportSkill *skill = &g_array_index (skills, CertplanTransportSkill, k);
          placing->servers[first[skill->type + 1]++] = (Server){ i, skill->cost };
        }
    }
  placing->first_servers = first;
}

static gint64
get_free (const CertplanStaff *staff, guint month, gboolean is_reserved)
{
  const gint64 kept = is_reserved ? staff->reserved[month] : 0;
  return MAX (staff->ticks[month] - staff->placed[month] - kept, 0);
}

/* Staff of one body that may do a job, and what of their time counts. */
typedef struct
{
  const CertplanJob *job;
  const Server *servers;
  guint n_servers;
  gboolean is_reserved;
} Team;

/* What the team would do of its job from month @start on. Returns: FALSE if it is not done by the
 * cap */
static gboolean
try_start (const CertplanCapacity *capacity, const Team *team, guint start, Offer *out)
{
  const CertplanJob *job = team->job;
  Offer offer = { .first = G_MAXUINT, .last = start };
  gint64 left = job->ticks, busy = 0, all = 0;

  for (guint month = start; left > 0 && month < capacity->n_months && month <= job->cap; month++)
    for (guint i = 0; i < team->n_servers; i++)
      {
        const CertplanStaff *staff
            = _certplan_capacity_get_staff (capacity, team->servers[i].staff);
        const gint64 taken = MIN (left, get_free (staff, month, team->is_reserved));
        all += staff->ticks[month];
        busy += staff->placed[month] + staff->reserved[month] + taken;
        left -= taken;
        if (taken == 0)
          continue;
        offer.first = MIN (offer.first, month);
        offer.last = month;
        offer.late += month > job->target ? taken * (month - job->target) : 0;
        offer.misplaced += taken * team->servers[i].cost;
      }
  if (left > 0)
    return FALSE;
  offer.body = _certplan_capacity_get_staff (capacity, team->servers[0].staff)->body;
  offer.first = MIN (offer.first, offer.last); /* where there is nothing to do */
  offer.load = all > 0 ? (gint64)((__int128)busy * CERTPLAN_MILLION / all) : 0;
  *out = offer;
  return TRUE;
}

/* The start that makes it least late, then that which stretches it over the fewest months. */
static gboolean
make_offer (const CertplanCapacity *capacity, const Team *team, guint release, Offer *out)
{
  const guint last_start = MIN (team->job->cap, capacity->n_months - 1);
  gboolean is_found = FALSE;
  Offer offer;

  for (guint start = release; start <= last_start; start++)
    {
      if (!try_start (capacity, team, start, &offer))
        break; /* later ones have less time */
      if (is_found && offer.late > out->late)
        break;
      if (!is_found || offer.late < out->late || offer.last - offer.first < out->last - out->first)
        *out = offer;
      is_found = TRUE;
      if (out->first == out->last)
        break;
    }
  return is_found;
}

static gboolean
is_better (const Offer *offer, const Offer *other)
{
  if (offer->late != other->late)
    return offer->late < other->late;
  if (offer->misplaced != other->misplaced)
    return offer->misplaced < other->misplaced;
  return offer->load < other->load;
}

/* @barred: the place + 1 of the body that it must not go to; 0 = of none. Returns: how many bodies
 * could take it; 0 with @best untouched */
static guint
find_best (const Placing *placing, const CertplanJob *job, guint release, guint barred,
           gboolean is_reserved, Offer *best)
{
  const guint end = placing->first_servers[job->type + 1];
  guint n_offers = 0;
  Offer offer;

  for (guint i = placing->first_servers[job->type], next; i < end; i = next)
    {
      const guint body
          = _certplan_capacity_get_staff (placing->capacity, placing->servers[i].staff)->body;
      for (next = i + 1;
           next < end
           && _certplan_capacity_get_staff (placing->capacity, placing->servers[next].staff)->body
                  == body;)
        next++;
      const Team team = { job, &placing->servers[i], next - i, is_reserved };
      if (body + 1 == barred || !make_offer (placing->capacity, &team, release, &offer))
        continue;
      if (n_offers++ == 0 || is_better (&offer, best))
        *best = offer;
    }
  return n_offers;
}

static void
take_time (const Placing *placing, const CertplanJob *job, const Offer *offer, gboolean is_reserved)
{
  const CertplanCapacity *capacity = placing->capacity;
  const guint end = placing->first_servers[job->type + 1];
  gint64 left = job->ticks;

  for (guint month = offer->first; month <= offer->last && month < capacity->n_months; month++)
    for (guint i = placing->first_servers[job->type]; i < end && left > 0; i++)
      {
        CertplanStaff *staff = _certplan_capacity_get_staff (capacity, placing->servers[i].staff);
        if (staff->body != offer->body)
          continue;
        const gint64 taken = MIN (left, get_free (staff, month, is_reserved));
        staff->placed[month] += taken;
        left -= taken;
      }
  g_assert (left == 0);
}

/* First in the time that the optimum has for open cases, then, as cases are there and expected ones
 * are not, in that of expected ones too, unless the case may as well wait. Returns: how many bodies
 * could have taken it */
static guint
place_job (const Placing *placing, const CertplanJob *job, guint release, guint barred,
           Offer *out_offer)
{
  guint n = find_best (placing, job, release, barred, TRUE, out_offer);

  if (n > 0)
    take_time (placing, job, out_offer, TRUE);
  else if (job->target < placing->capacity->n_months)
    {
      n = find_best (placing, job, release, barred, FALSE, out_offer);
      if (n > 0)
        take_time (placing, job, out_offer, FALSE);
    }
  return n;
}

const CertplanRule *
_certplan_capacity_find_exclusion (const CertplanCapacity *capacity, guint handle)
{
  return _certplan_routing_find_exclusion (capacity->office->rulebook, handle, "evaluation_body",
                                           "consulting_body", capacity->office->months[0]);
}

/* The body that consulted the applicant, if it must not evaluate. */
static guint
get_barred (Placing *placing, const CertplanDemand *demand)
{
  gint8 *excludes = &placing->excludes[demand->handle];
  if (*excludes < 0)
    *excludes = _certplan_capacity_find_exclusion (placing->capacity, demand->handle) != NULL;
  return *excludes ? demand->consultant : 0;
}

/* Another body's witness, while the case is reviewed or later, by its cap. */
static void
place_witness (Placing *placing, CertplanPlacement *placement)
{
  const CertplanDemand *demand
      = _certplan_capacity_get_job (placing->capacity, placement->job)->demand;
  const guint number = placing->witness_jobs[demand->case_row];
  Offer offer;

  if (number == 0)
    return;
  CertplanJob *job = _certplan_capacity_get_job (placing->capacity, number - 1);
  if (place_job (placing, job, MAX (placement->first, job->release), placement->body, &offer) == 0)
    return;
  placement->witness = offer.body + 1;
  placement->late += offer.late;
  job->is_placed = TRUE;
}

/* Whether any body may do the job at all, however much time it has. */
static gboolean
may_anybody (const Placing *placing, const CertplanJob *job, guint barred)
{
  const guint end = placing->first_servers[job->type + 1];
  for (guint i = placing->first_servers[job->type]; i < end; i++)
    if (_certplan_capacity_get_staff (placing->capacity, placing->servers[i].staff)->body + 1
        != barred)
      return TRUE;
  return FALSE;
}

static CertplanPlacement
place_case (Placing *placing, guint i)
{
  const CertplanCapacity *capacity = placing->capacity;
  const CertplanJob *job = _certplan_capacity_get_job (capacity, i);
  CertplanPlacement placement = { .job = i, .state = CERTPLAN_REFUSED };
  const guint barred = get_barred (placing, job->demand);
  Offer offer;

  if (job->is_refused || !may_anybody (placing, job, barred))
    return placement;
  const guint n = place_job (placing, job, job->release, barred, &offer);
  if (n == 0)
    {
      placement.state = job->cap >= capacity->n_months ? CERTPLAN_LATER : CERTPLAN_FULL;
      return placement;
    }
  placement.state = CERTPLAN_PLACED;
  placement.body = offer.body + 1;
  placement.first = offer.first;
  placement.last = offer.last;
  placement.others = n - 1;
  placement.late = offer.late;
  placement.misplaced = offer.misplaced;
  place_witness (placing, &placement);
  return placement;
}

/* Those that have a body come first, then those whom few may take, then by their limits. */
static gint
compare_jobs (gconstpointer a, gconstpointer b, gpointer data)
{
  const CertplanCapacity *capacity = data;
  const guint i = *(const guint *)a, k = *(const guint *)b;
  const CertplanJob *x = _certplan_capacity_get_job (capacity, i);
  const CertplanJob *y = _certplan_capacity_get_job (capacity, k);
  const CertplanWorkType *x_type = _certplan_capacity_get_type (capacity, x->type);
  const CertplanWorkType *y_type = _certplan_capacity_get_type (capacity, y->type);
  const guint xs[] = { x_type->body == 0, x_type->n_staff, x->cap, x->target, x->release, i };
  const guint ys[] = { y_type->body == 0, y_type->n_staff, y->cap, y->target, y->release, k };

  for (guint part = 0; part < G_N_ELEMENTS (xs); part++)
    if (xs[part] != ys[part])
      return xs[part] < ys[part] ? -1 : 1;
  return 0;
}

static GArray *
list_cases (const CertplanCapacity *capacity)
{
  GArray *cases = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < capacity->jobs->len; i++)
    if (_certplan_capacity_get_job (capacity, i)->is_whole)
      g_array_append_val (cases, i);
  g_array_sort_with_data (cases, compare_jobs, (gpointer)capacity);
  return cases;
}

static guint *
list_witness_jobs (const CertplanCapacity *capacity)
{
  gint32 n = 0;

  for (guint i = 0; i < capacity->jobs->len; i++)
    n = MAX (n, _certplan_capacity_get_job (capacity, i)->demand->case_row + 1);
  guint *jobs = g_new0 (guint, (gsize)n + 1);
  for (guint i = 0; i < capacity->jobs->len; i++)
    {
      const CertplanDemand *demand = _certplan_capacity_get_job (capacity, i)->demand;
      if (demand->case_row >= 0 && g_str_equal (demand->resource, "witness_body"))
        jobs[demand->case_row] = i + 1;
    }
  return jobs;
}

static gint
compare_placements (gconstpointer a, gconstpointer b, gpointer data)
{
  const CertplanCapacity *capacity = data;
  const CertplanPlacement *x = a, *y = b;
  const gint32 x_row = _certplan_capacity_get_job (capacity, x->job)->demand->case_row;
  const gint32 y_row = _certplan_capacity_get_job (capacity, y->job)->demand->case_row;

  return x_row < y_row ? -1 : x_row > y_row;
}

gboolean
_certplan_capacity_place_cases (CertplanCapacity *capacity, CertplanProgress *progress,
                                GCancellable *cancellable, GError **error)
{
  const guint n_handles = certplan_rulebook_get_n_qualifications (capacity->office->rulebook) + 1;
  g_autoptr (GArray) cases = list_cases (capacity);
  Placing placing = { .capacity = capacity,
                      .witness_jobs = list_witness_jobs (capacity),
                      .excludes = g_new (gint8, n_handles) };
  gboolean is_done = TRUE;

  memset (placing.excludes, -1, n_handles);
  list_servers (&placing);
  for (guint i = 0; is_done && i < cases->len; i++)
    {
      const CertplanPlacement placement = place_case (&placing, g_array_index (cases, guint, i));
      g_array_append_val (capacity->placements, placement);
      certplan_progress_add_done (progress, 1);
      is_done = !g_cancellable_set_error_if_cancelled (cancellable, error);
    }
  g_array_sort_with_data (capacity->placements, compare_placements, capacity);
  g_free (placing.servers);
  g_free (placing.first_servers);
  g_free (placing.witness_jobs);
  g_free (placing.excludes);
  return is_done;
}
