/* How many people it takes: a search over simulations. SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "certplan-private.h"
#include "certplan-sim-private.h"
#include "certplan-sim-read-private.h"
#include "certplan-staffing-private.h"
#include "certplan-workload-private.h"
#include <string.h>

#define SAFE_HUNDREDTHS 95
#define LONGEST_FULL_CURVE 12
#define POINTS_BEHIND 2

static void
search_clear (gpointer data)
{
  g_array_unref (((StaffingSearch *)data)->points);
}

CertplanStaffing *
certplan_staffing_ref (CertplanStaffing *staffing)
{
  g_return_val_if_fail (staffing != NULL, NULL);

  return g_atomic_rc_box_acquire (staffing);
}

static void
free_contents (gpointer data)
{
  CertplanStaffing *staffing = data;
  g_clear_pointer (&staffing->model, certplan_sim_model_unref);
  certplan_workload_unref (staffing->workload);
  g_array_unref (staffing->searches);
  g_array_unref (staffing->days);
  g_array_unref (staffing->panels);
  g_string_chunk_free (staffing->texts);
}

void
certplan_staffing_unref (CertplanStaffing *staffing)
{
  g_return_if_fail (staffing != NULL);

  g_atomic_rc_box_release_full (staffing, free_contents);
}

G_DEFINE_BOXED_TYPE (CertplanStaffing, certplan_staffing, certplan_staffing_ref,
                     certplan_staffing_unref)

/* How every simulation of the search is run. */
typedef struct
{
  CertplanStaffing *staffing;
  guint n_threads;
  CertplanProgress *progress;
  GCancellable *cancellable;
} Runs;

static gint32
to_millionths (gdouble share)
{
  return (gint32)(CLAMP (share, 0, 1) * 1e6 + 0.5);
}

/* Returns: FALSE where no case has the limit */
static gboolean
read_point (const CertplanStaffing *staffing, const CertplanSimResult *result, StaffingPoint *point)
{
  gdouble share, low, high;
  const SimMetric *metric
      = _certplan_sim_result_find (result, staffing->is_target ? SIM_IN_TARGET : SIM_IN_CAP, "", 0);
  const SimMetric *limited = _certplan_sim_result_find (
      result, staffing->is_target ? SIM_HAS_TARGET : SIM_HAS_CAP, "", 0);
  if (!_certplan_sim_share_estimate (metric, _certplan_sim_metric_count (limited), &share, &low,
                                     &high))
    return FALSE;
  point->probability = to_millionths (share);
  point->low = to_millionths (low);
  point->high = to_millionths (high);
  return TRUE;
}

static CertplanSimResult *
simulate (const Runs *runs, CertplanSimModel *model, GError **error)
{
  const CertplanStaffing *staffing = runs->staffing;
  return certplan_sim_run (model, staffing->seed, staffing->n_replications, 1, 1, runs->n_threads,
                           runs->progress, runs->cancellable, error);
}

/* The probability with so many people or cases; it is kept with the points, once. */
static gboolean
try_number (const Runs *runs, StaffingSearch *search, guint n, StaffingPoint *point, GError **error)
{
  for (guint i = 0; i < search->points->len; i++)
    {
      *point = g_array_index (search->points, StaffingPoint, i);
      if (point->n == n)
        return TRUE;
    }
  g_autoptr (CertplanSimOfficeOptions) options = certplan_sim_office_options_new ();
  *point = (StaffingPoint){ .n = n };
  if (search->body_class != NULL)
    certplan_sim_office_options_set_reviewers (options, search->body_class, n);
  else
    certplan_sim_office_options_set_panel_quota (options, search->panel, n);
  g_autoptr (CertplanSimModel) model
      = certplan_sim_model_new_office (runs->staffing->workload, options, NULL, error);
  g_autoptr (CertplanSimResult) result = model != NULL ? simulate (runs, model, error) : NULL;
  if (result == NULL)
    return FALSE;
  read_point (runs->staffing, result, point);
  g_array_append_val (search->points, *point);
  return TRUE;
}

static gint
compare_points (gconstpointer a, gconstpointer b)
{
  const StaffingPoint *x = a, *y = b;
  return (x->n > y->n) - (x->n < y->n);
}

static gboolean
is_same (const StaffingPoint *a, const StaffingPoint *b)
{
  return a->probability == b->probability && a->low == b->low && a->high == b->high;
}

/* The most that was tried is far away from what is drawn. */
static void
drop_most (StaffingSearch *search)
{
  const guint last = search->points->len - 1;
  if (last > 0 && g_array_index (search->points, StaffingPoint, last - 1).n + 1 < search->most
      && (gint)search->most != search->needed)
    g_array_set_size (search->points, last);
}

/* Enough may be so by luck, or for a number that makes whole teams: so are the next two, else it is
 * what comes behind the last one that is not. */
static gboolean
look_behind (const Runs *runs, StaffingSearch *search, GError **error)
{
  const gboolean is_small = search->needed <= LONGEST_FULL_CURVE;
  StaffingPoint point;
  for (guint n = (guint)search->needed;
       is_small && n <= (guint)search->needed + POINTS_BEHIND && n < search->most; n++)
    {
      if (!try_number (runs, search, n, &point, error))
        return FALSE;
      if (point.probability < runs->staffing->wish)
        search->needed = (gint)n + 1;
    }
  return TRUE;
}

/* A curve that is short has all of its points, and two behind the answer. */
static gboolean
fill_curve (const Runs *runs, StaffingSearch *search, GError **error)
{
  StaffingPoint point;
  if (!look_behind (runs, search, error))
    return FALSE;
  for (guint n = 1; search->needed <= LONGEST_FULL_CURVE && n < (guint)search->needed; n++)
    if (!try_number (runs, search, n, &point, error))
      return FALSE;
  if (search->needed <= (gint)search->most
      && !try_number (runs, search, (guint)search->needed, &point, error))
    return FALSE;
  g_array_sort (search->points, compare_points);
  drop_most (search);
  return TRUE;
}

/* Between too few and enough: the gap is halved. */
static gboolean
halve_gap (const Runs *runs, StaffingSearch *search, guint too_few, guint enough, GError **error)
{
  while (enough - too_few > 1)
    {
      const guint middle = too_few + (enough - too_few) / 2;
      StaffingPoint point;
      if (!try_number (runs, search, middle, &point, error))
        return FALSE;
      if (point.probability >= runs->staffing->wish)
        enough = middle;
      else
        too_few = middle;
    }
  search->needed = (gint)enough;
  return fill_curve (runs, search, error);
}

/* One and the most tell whether the number matters, and whether any is enough. Then it is doubled
 * until it is, or nothing changes any more. */
static gboolean
run_search (const Runs *runs, StaffingSearch *search, GError **error)
{
  const gint32 wish = runs->staffing->wish;
  StaffingPoint one, most, point;
  search->needed = -1;
  if (!try_number (runs, search, 1, &one, error)
      || !try_number (runs, search, search->most, &most, error))
    return FALSE;
  search->is_no_matter = is_same (&one, &most);
  if (search->is_no_matter)
    return TRUE;
  point = one;
  while (most.probability >= wish ? point.probability < wish : !is_same (&point, &most))
    if (!try_number (runs, search, MIN (2 * point.n, search->most), &point, error))
      return FALSE;
  if (most.probability >= wish)
    return halve_gap (runs, search, point.n / 2, point.n, error);
  g_array_sort (search->points, compare_points);
  drop_most (search);
  return TRUE;
}

static StaffingSearch *
find_search (GArray *searches, const char *body_class)
{
  for (guint i = 0; i < searches->len; i++)
    if (g_strcmp0 (g_array_index (searches, StaffingSearch, i).body_class, body_class) == 0)
      return &g_array_index (searches, StaffingSearch, i);
  const StaffingSearch search = { .body_class = body_class,
                                  .most = CERTPLAN_STAFFING_MOST,
                                  .points = g_array_new (FALSE, FALSE, sizeof (StaffingPoint)) };
  g_array_append_val (searches, search);
  return &g_array_index (searches, StaffingSearch, searches->len - 1);
}

/* The classes of bodies that the rules choose by class: the others' people do not wait for one
 * another. */
static void
list_classes (CertplanStaffing *staffing)
{
  const CertplanOffice *office = staffing->workload->office;
  const CertplanRecords *rows = certplan_office_records_get (office->records, "reviewers");
  g_autofree guint *n_reviewers = g_new0 (guint, office->bodies->len + 1);
  for (guint i = 0; rows != NULL && i < certplan_records_get_n (rows); i++)
    {
      const CertplanReviewer *row = certplan_reviewer_get (rows, i);
      if (row->role == CERTPLAN_REVIEWER_REVIEWER)
        n_reviewers[_certplan_office_find_body (office,
                                                certplan_records_get_text (rows, row->body))]++;
    }
  for (guint body = 0; body < office->bodies->len; body++)
    {
      const CertplanOfficeBody *of = _certplan_office_get_body (office, body);
      if (n_reviewers[body + 1] == 0 || of->class_name == NULL)
        continue;
      StaffingSearch *search = find_search (staffing->searches, of->class_name);
      search->n_bodies++;
      search->n_now += n_reviewers[body + 1];
    }
}

/* Cases a meeting of a panel, as it is. Returns: 0 where no case comes there */
static gint
find_quota (const CertplanStaffing *staffing, guint panel)
{
  g_autofree char *prefix = g_strdup_printf ("panel %u ", panel);
  for (guint s = 0; s < staffing->model->stages->len; s++)
    {
      const CertplanSimStage *stage = _certplan_sim_stage (staffing->model, s);
      if (stage->batch != NULL && g_str_has_prefix (stage->name, prefix))
        return stage->batch->quota;
    }
  return 0;
}

static void
add_panels (CertplanStaffing *staffing)
{
  for (guint i = 0; i < staffing->panels->len; i++)
    {
      const CertplanWorkPanel *panel = &g_array_index (staffing->panels, CertplanWorkPanel, i);
      const StaffingSearch search
          = { .panel = panel->panel,
              .n_bodies = 1,
              .n_now = (guint)find_quota (staffing, i),
              .most = CERTPLAN_STAFFING_MOST_CASES,
              .points = g_array_new (FALSE, FALSE, sizeof (StaffingPoint)) };
      if (search.n_now > 0)
        g_array_append_val (staffing->searches, search);
      else
        g_array_unref (search.points);
    }
}

static gdouble
get_mean (const CertplanSimResult *result, SimMeasure measure, const char *subject)
{
  gdouble mean = 0, standard_error, half_width;
  const SimMetric *metric = _certplan_sim_result_find (result, measure, subject, 0);
  return metric != NULL
                 && _certplan_sim_metric_estimate (metric, &mean, &standard_error, &half_width)
             ? mean
             : 0;
}

/* Of all cases: who still waits at the end, or has nobody to do it any more, over those that are
 * done. What no body may do at all, as in a region that nobody knows, says nothing of the others.
 */
static gdouble
find_left_over (const CertplanSimResult *result)
{
  const gdouble done = get_mean (result, SIM_OUTCOME, "done");
  const gdouble left
      = get_mean (result, SIM_UNFINISHED, "") + get_mean (result, SIM_OUTCOME, "unserved");
  return done > 0 ? left / done : 1;
}

/* Of the cases that pass: those that are done, and of those that never come to an end as many as
 * there are of all cases. Returns: -1 where fewer are ever done */
static gint
find_safe_days (const CertplanSimResult *result, guint group)
{
  const gint place = (gint)(SAFE_HUNDREDTHS * (1 + find_left_over (result)) + 0.999999);
  if (place > 100)
    return -1;
  const gint64 ticks
      = _certplan_sim_find_quantile (result->totals + (gsize)(group + 1) * 2 * SIM_N_BINS, place);
  return ticks < 0 ? -1 : (gint)((ticks + CERTPLAN_TICKS_PER_DAY - 1) / CERTPLAN_TICKS_PER_DAY);
}

static void
find_days (CertplanStaffing *staffing, const CertplanSimResult *result)
{
  for (guint g = 0; staffing->certificate_by != CERTPLAN_DATE_NONE && g < result->n_classes; g++)
    {
      const char *name = result->class_names->pdata[g];
      if (g_str_has_prefix (name, "region/") || g_str_has_prefix (name, "body/"))
        continue;
      const gint days = find_safe_days (result, g);
      const StaffingDay day = { g_string_chunk_insert_const (staffing->texts, name), days,
                                days >= 0 ? staffing->certificate_by - days : CERTPLAN_DATE_NONE };
      g_array_append_val (staffing->days, day);
    }
}

/* As it is: whether any case has the limit, and when cases are done. */
static gboolean
run_now (const Runs *runs, const char *limit, GError **error)
{
  CertplanStaffing *staffing = runs->staffing;
  StaffingPoint point = { 0 };
  staffing->model = certplan_sim_model_new_office (staffing->workload, NULL, NULL, error);
  g_autoptr (CertplanSimResult) result
      = staffing->model != NULL ? simulate (runs, staffing->model, error) : NULL;
  if (result == NULL)
    return FALSE;
  staffing->is_target = limit != NULL
                            ? g_str_equal (limit, "target")
                            : _certplan_sim_result_find (result, SIM_IN_CAP, "", 0) == NULL;
  if (!read_point (staffing, result, &point))
    {
      g_set_error_literal (error, CERTPLAN_OFFICE_ERROR, CERTPLAN_OFFICE_ERROR_RUN,
                           _ ("no case has a limit that it could be in time for; wanted a limit, "
                              "as --cycle ccia=P3M,P6M, or due in cases.csv"));
      return FALSE;
    }
  staffing->now = point.probability;
  staffing->now_low = point.low;
  staffing->now_high = point.high;
  find_days (staffing, result);
  return TRUE;
}

static gboolean
read_wish (CertplanStaffing *staffing, const char *wish, const char *limit,
           const char *certificate_by, GError **error)
{
  if (!_certplan_sim_parse_percent (wish, &staffing->wish) || staffing->wish <= 0)
    {
      g_set_error (error, CERTPLAN_OFFICE_ERROR, CERTPLAN_OFFICE_ERROR_RUN,
                   _ ("wish \"%s\"; wanted a probability up to 100%%, as 90%%"), wish);
      return FALSE;
    }
  if (limit != NULL && !g_str_equal (limit, "target") && !g_str_equal (limit, "cap"))
    {
      g_set_error (error, CERTPLAN_OFFICE_ERROR, CERTPLAN_OFFICE_ERROR_RUN,
                   _ ("limit \"%s\"; wanted target or cap"), limit);
      return FALSE;
    }
  staffing->certificate_by = CERTPLAN_DATE_NONE;
  return certificate_by == NULL
         || certplan_date_parse (certificate_by, &staffing->certificate_by, error);
}

static CertplanStaffing *
staffing_alloc (CertplanWorkload *workload)
{
  CertplanStaffing *staffing = g_atomic_rc_box_new0 (CertplanStaffing);
  staffing->workload = certplan_workload_ref (workload);
  staffing->searches = g_array_new (FALSE, TRUE, sizeof (StaffingSearch));
  g_array_set_clear_func (staffing->searches, search_clear);
  staffing->panels = _certplan_workload_list_panels (workload);
  staffing->days = g_array_new (FALSE, FALSE, sizeof (StaffingDay));
  staffing->texts = g_string_chunk_new (1024);
  return staffing;
}

CertplanStaffing *
certplan_staffing_new (CertplanWorkload *workload, const char *wish, const char *limit,
                       const char *certificate_by, guint64 seed, guint n_replications,
                       guint n_threads, CertplanProgress *progress, GCancellable *cancellable,
                       GError **error)
{
  g_return_val_if_fail (workload != NULL && wish != NULL, NULL);

  g_autoptr (CertplanStaffing) staffing = staffing_alloc (workload);
  const Runs runs = { staffing, n_threads, progress, cancellable };
  staffing->seed = seed;
  staffing->n_replications = n_replications;
  if (!read_wish (staffing, wish, limit, certificate_by, error) || !run_now (&runs, limit, error))
    return NULL;
  list_classes (staffing);
  add_panels (staffing);
  for (guint i = 0; i < staffing->searches->len; i++)
    if (!run_search (&runs, &g_array_index (staffing->searches, StaffingSearch, i), error))
      return NULL;
  return g_steal_pointer (&staffing);
}

guint
certplan_staffing_count_failures (const CertplanStaffing *staffing)
{
  g_return_val_if_fail (staffing != NULL, 0);

  guint n = 0;
  for (guint i = 0; i < staffing->searches->len; i++)
    {
      const StaffingSearch *search = &g_array_index (staffing->searches, StaffingSearch, i);
      n += search->needed < 0 && (!search->is_no_matter || staffing->now < staffing->wish);
    }
  return n;
}
