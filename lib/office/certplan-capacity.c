/* Whether the people of an office can carry its work. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-capacity-private.h"
#include "certplan-private.h"

G_DEFINE_BOXED_TYPE (CertplanCapacity, certplan_capacity, certplan_capacity_ref,
                     certplan_capacity_unref)

static void
staff_clear (gpointer data)
{
  CertplanStaff *staff = data;
  g_array_unref (staff->skills);
  g_free (staff->ticks);
  g_free (staff->placed);
  g_free (staff->reserved);
}

static CertplanCapacity *
capacity_new (CertplanWorkload *workload, CertplanCapacityOptions *options)
{
  CertplanCapacity *capacity = g_atomic_rc_box_new0 (CertplanCapacity);

  capacity->workload = certplan_workload_ref (workload);
  capacity->office = workload->office;
  capacity->options = options != NULL ? certplan_capacity_options_ref (options)
                                      : certplan_capacity_options_new ();
  capacity->n_months = capacity->office->n_months;
  capacity->bodies = g_array_new (FALSE, TRUE, sizeof (CertplanCapacityBody));
  capacity->staff = g_array_new (FALSE, TRUE, sizeof (CertplanStaff));
  g_array_set_clear_func (capacity->staff, staff_clear);
  capacity->types = g_array_new (FALSE, TRUE, sizeof (CertplanWorkType));
  capacity->type_keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  capacity->jobs = g_array_new (FALSE, TRUE, sizeof (CertplanJob));
  capacity->placements = g_array_new (FALSE, TRUE, sizeof (CertplanPlacement));
  capacity->shortages = g_array_new (FALSE, TRUE, sizeof (CertplanShortage));
  capacity->repairs = g_array_new (FALSE, TRUE, sizeof (CertplanRepair));
  return capacity;
}

static void
capacity_clear (gpointer data)
{
  CertplanCapacity *capacity = data;
  GArray *const arrays[]
      = { capacity->bodies,     capacity->staff,     capacity->types,  capacity->jobs,
          capacity->placements, capacity->shortages, capacity->repairs };

  for (guint i = 0; i < G_N_ELEMENTS (arrays); i++)
    g_array_unref (arrays[i]);
  for (guint limit = 0; limit < CERTPLAN_N_LIMITS; limit++)
    {
      g_clear_pointer (&capacity->plans[limit], _certplan_transport_plan_free);
      g_clear_pointer (&capacity->job_demand[limit], g_array_unref);
    }
  g_clear_pointer (&capacity->rest, _certplan_transport_plan_free);
  g_hash_table_unref (capacity->type_keys);
  g_free (capacity->staff_of_set);
  certplan_capacity_options_unref (capacity->options);
  certplan_workload_unref (capacity->workload);
}

CertplanCapacity *
certplan_capacity_ref (CertplanCapacity *capacity)
{
  return g_atomic_rc_box_acquire (capacity);
}

void
certplan_capacity_unref (CertplanCapacity *capacity)
{
  g_atomic_rc_box_release_full (capacity, capacity_clear);
}

/* What takes about as long as a thousand cases. */
#define SOLVING 1000

static guint
count_whole (const CertplanCapacity *capacity)
{
  guint n = 0;

  for (guint i = 0; i < capacity->jobs->len; i++)
    n += _certplan_capacity_get_job (capacity, i)->is_whole;
  return n;
}

CertplanCapacity *
certplan_capacity_new (CertplanWorkload *workload, CertplanCapacityOptions *options,
                       CertplanProgress *progress, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (workload != NULL, NULL);

  g_autoptr (CertplanCapacity) capacity = capacity_new (workload, options);
  if (!_certplan_what_if_check (capacity->options, capacity->office, error))
    return NULL;
  _certplan_capacity_read_staff (capacity);
  _certplan_capacity_read_jobs (capacity);
  certplan_progress_add_total (progress, 3 * SOLVING + count_whole (capacity));
  if (!_certplan_capacity_solve (capacity, cancellable, error))
    return NULL;
  certplan_progress_add_done (progress, SOLVING);
  if (!_certplan_capacity_find_shortages (capacity, cancellable, error))
    return NULL;
  certplan_progress_add_done (progress, SOLVING);
  if (!_certplan_capacity_place_cases (capacity, progress, cancellable, error)
      || !_certplan_capacity_solve_rest (capacity, cancellable, error))
    return NULL;
  certplan_progress_add_done (progress, SOLVING);
  return g_steal_pointer (&capacity);
}

gint64
certplan_capacity_get_unserved (const CertplanCapacity *capacity)
{
  g_return_val_if_fail (capacity != NULL, 0);

  return capacity->plans[CERTPLAN_BY_CAP]->goals[CERTPLAN_TRANSPORT_UNSERVED];
}

gint64
certplan_capacity_get_late (const CertplanCapacity *capacity)
{
  g_return_val_if_fail (capacity != NULL, 0);

  return capacity->plans[CERTPLAN_BY_CAP]->goals[CERTPLAN_TRANSPORT_LATE];
}

guint
certplan_capacity_count_unplaced (const CertplanCapacity *capacity)
{
  g_return_val_if_fail (capacity != NULL, 0);

  guint n = 0;

  for (guint i = 0; i < capacity->placements->len; i++)
    {
      const CertplanPlacementState state
          = g_array_index (capacity->placements, CertplanPlacement, i).state;
      n += state == CERTPLAN_FULL || state == CERTPLAN_REFUSED;
    }
  return n;
}
