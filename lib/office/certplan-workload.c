/* How much work an office has to do. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-faults-private.h"
#include "certplan-private.h"
#include "certplan-workload-private.h"
#include <string.h>

G_DEFINE_BOXED_TYPE (CertplanWorkload, certplan_workload, certplan_workload_ref,
                     certplan_workload_unref)

CertplanWorkload *
certplan_workload_ref (CertplanWorkload *workload)
{
  return g_atomic_rc_box_acquire (workload);
}

static void
workload_clear (gpointer data)
{
  CertplanWorkload *workload = data;
  g_free (workload->levels);
  g_free (workload->schemes);
  g_hash_table_unref (workload->processes);
  g_array_unref (workload->cells);
  _certplan_slots_clear (&workload->slots);
  g_array_unref (workload->applications);
  g_array_unref (workload->demands);
  g_hash_table_unref (workload->totals);
  g_array_unref (workload->findings);
  g_hash_table_unref (workload->counts);
  g_hash_table_unref (workload->no_place);
  g_string_chunk_free (workload->texts);
  g_clear_pointer (&workload->holdings, _certplan_holdings_unref);
  certplan_office_unref (workload->office);
}

void
certplan_workload_unref (CertplanWorkload *workload)
{
  g_atomic_rc_box_release_full (workload, workload_clear);
}

/* The first qualification of the same scheme and level, whatever the category. */
static guint16 *
list_levels (CertplanRulebook *rulebook)
{
  const guint n = certplan_rulebook_get_n_qualifications (rulebook);
  guint16 *levels = g_new0 (guint16, n + 1);
  g_autoptr (GHashTable) first = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint handle = 1; handle <= n; handle++)
    {
      const CertplanNameParts parts = _certplan_rulebook_get_name_parts (rulebook, handle);
      char *key = g_strjoin ("/", parts.scheme, parts.level, NULL);
      if (!g_hash_table_contains (first, key))
        g_hash_table_insert (first, g_strdup (key), GUINT_TO_POINTER (handle));
      levels[handle] = (guint16)GPOINTER_TO_UINT (g_hash_table_lookup (first, key));
      g_free (key);
    }
  return levels;
}

static const char **
list_schemes (CertplanRulebook *rulebook)
{
  const guint n = certplan_rulebook_get_n_qualifications (rulebook);
  const char **schemes = g_new0 (const char *, n + 1);
  for (guint handle = 1; handle <= n; handle++)
    schemes[handle] = strchr (_certplan_rulebook_get_name_parts (rulebook, handle).scheme, '.') + 1;
  return schemes;
}

static CertplanWorkload *
workload_alloc (CertplanOffice *office)
{
  CertplanWorkload *workload = g_atomic_rc_box_new0 (CertplanWorkload);
  workload->office = certplan_office_ref (office);
  workload->levels = list_levels (office->rulebook);
  workload->schemes = list_schemes (office->rulebook);
  workload->processes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                               (GDestroyNotify)_certplan_process_free);
  workload->cells = g_array_new (FALSE, FALSE, sizeof (CertplanWorkCell));
  workload->applications = g_array_new (FALSE, FALSE, sizeof (CertplanApplication));
  workload->demands = g_array_new (FALSE, FALSE, sizeof (CertplanDemand));
  workload->totals = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  workload->findings = g_array_new (FALSE, TRUE, sizeof (CertplanOfficeFinding));
  g_array_set_clear_func (workload->findings, _certplan_office_finding_clear);
  workload->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  workload->no_place = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  workload->texts = g_string_chunk_new (1024);
  return workload;
}

static gint
compare_cells (gconstpointer a, gconstpointer b)
{
  const CertplanWorkCell *x = a, *y = b;
  if (x->month != y->month)
    return x->month < y->month ? -1 : 1;
  if (x->region != y->region)
    return x->region < y->region ? -1 : 1;
  if (x->handle != y->handle)
    return x->handle < y->handle ? -1 : 1;
  const gint by_kind = strcmp (x->kind, y->kind), by_stage = strcmp (x->stage, y->stage);
  return by_kind != 0 ? by_kind : by_stage != 0 ? by_stage : strcmp (x->resource, y->resource);
}

static void
add_to_total (CertplanWorkload *workload, const CertplanWorkCell *cell)
{
  gint64 *total = g_hash_table_lookup (workload->totals, cell->resource);
  if (total == NULL)
    {
      total = g_new0 (gint64, workload->office->n_months);
      g_hash_table_insert (workload->totals, (gpointer)cell->resource, total);
    }
  total[cell->month] += cell->ticks;
  workload->total += cell->ticks;
}

/* What is left of a tick in one cell goes to the next: they add up to the whole. */
static void
close_cells (CertplanWorkload *workload)
{
  gint64 rest = 0;
  _certplan_slots_clear (&workload->slots);
  g_array_sort (workload->cells, compare_cells);
  for (guint i = 0; i < workload->cells->len; i++)
    {
      CertplanWorkCell *cell = &g_array_index (workload->cells, CertplanWorkCell, i);
      cell->ticks = cell->microticks / CERTPLAN_MILLION;
      rest += cell->microticks % CERTPLAN_MILLION;
      cell->ticks += rest / CERTPLAN_MILLION;
      rest %= CERTPLAN_MILLION;
      add_to_total (workload, cell);
    }
  workload->before = (workload->before_micro + rest) / CERTPLAN_MILLION;
  rest = (workload->before_micro + rest) % CERTPLAN_MILLION;
  workload->after = (workload->after_micro + rest) / CERTPLAN_MILLION;
}

static gint
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (a, b);
}

static void
tell_unknown_regions (CertplanWorkload *workload)
{
  g_autoptr (GList) texts = g_hash_table_get_keys (workload->no_place);
  texts = g_list_sort (texts, compare_texts);
  for (const GList *at = texts; at != NULL; at = at->next)
    {
      g_autoptr (GString) nearest = g_string_new (NULL);
      _certplan_regions_append_nearest (workload->office->regions, at->data, nearest);
      _certplan_workload_weigh_finding (
          workload, nearest->len > 0 ? "finding.unknown_region_near" : "finding.unknown_region",
          at->data, NULL, nearest->str, NULL,
          *(const gint64 *)g_hash_table_lookup (workload->no_place, at->data));
    }
}

char *
_certplan_workload_format_count (gint64 millionths)
{
  const gint64 hundredths = (millionths + CERTPLAN_MILLION / 200) / (CERTPLAN_MILLION / 100);
  const gint64 whole = hundredths / 100, rest = hundredths % 100;
  if (rest == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT, whole);
  if (rest % 10 == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT, whole, rest / 10);
  return g_strdup_printf ("%" G_GINT64_FORMAT ".%02" G_GINT64_FORMAT, whole, rest);
}

static void
speak_findings (CertplanWorkload *workload)
{
  for (guint i = 0; i < workload->findings->len; i++)
    {
      CertplanOfficeFinding *finding
          = &g_array_index (workload->findings, CertplanOfficeFinding, i);
      g_autofree char *n = _certplan_workload_format_count (finding->millionths);
      if (finding->finding == NULL)
        finding->finding = _certplan_sentence (finding->key, n, finding->detail, NULL);
    }
}

static gboolean
add_all (CertplanWorkload *workload, CertplanFaults *faults, GCancellable *cancellable,
         GError **error)
{
  return _certplan_workload_add_held (workload, faults, cancellable, error)
         && _certplan_workload_add_cases (workload, faults, cancellable, error)
         && _certplan_workload_add_arrivals (workload, error);
}

CertplanWorkload *
certplan_workload_new (CertplanOffice *office, CertplanFaults *faults, GCancellable *cancellable,
                       GError **error)
{
  g_return_val_if_fail (office != NULL, NULL);

  g_autoptr (CertplanFaults) own = faults == NULL ? certplan_faults_new () : NULL;
  CertplanFaults *list = faults != NULL ? faults : own;
  const guint first = certplan_faults_get_n_kept (list), n_before = certplan_faults_get_n (list);
  g_autoptr (CertplanWorkload) workload = workload_alloc (office);
  if (!add_all (workload, list, cancellable, error))
    return NULL;
  _certplan_faults_sort (list, first);
  if (!_certplan_faults_set_error_since (list, n_before, CERTPLAN_TABLE_ERROR,
                                         CERTPLAN_TABLE_ERROR_LIMIT, error))
    return NULL;
  if (workload->is_too_much)
    {
      g_set_error_literal (error, CERTPLAN_OFFICE_ERROR, CERTPLAN_OFFICE_ERROR_LIMIT,
                           _ ("more work than can be counted: too many cases, or too many hours"));
      return NULL;
    }
  close_cells (workload);
  tell_unknown_regions (workload);
  _certplan_workload_find_unserved (workload);
  _certplan_workload_find_panels (workload);
  _certplan_workload_find_ends (workload);
  speak_findings (workload);
  return g_steal_pointer (&workload);
}

gint64
certplan_workload_get_demand (const CertplanWorkload *workload, const char *performer, guint month)
{
  g_return_val_if_fail (workload != NULL && performer != NULL, 0);
  g_return_val_if_fail (month < workload->office->n_months, 0);

  const gint64 *total = g_hash_table_lookup (workload->totals, performer);
  return total != NULL ? total[month] : 0;
}

gint64
certplan_workload_get_total (const CertplanWorkload *workload)
{
  g_return_val_if_fail (workload != NULL, 0);

  return workload->total;
}

gint64
certplan_workload_get_before (const CertplanWorkload *workload)
{
  g_return_val_if_fail (workload != NULL, 0);

  return workload->before;
}

gint64
certplan_workload_get_after (const CertplanWorkload *workload)
{
  g_return_val_if_fail (workload != NULL, 0);

  return workload->after;
}

guint
certplan_workload_count_overloads (const CertplanWorkload *workload)
{
  g_return_val_if_fail (workload != NULL, 0);

  guint n = 0;
  GHashTableIter totals;
  gpointer resource, total;
  g_hash_table_iter_init (&totals, workload->totals);
  while (g_hash_table_iter_next (&totals, &resource, &total))
    for (guint month = 0; month < workload->office->n_months; month++)
      n += ((const gint64 *)total)[month]
           > certplan_office_get_supply (workload->office, resource, month);
  return n;
}

guint
certplan_workload_count_unknown (const CertplanWorkload *workload)
{
  g_return_val_if_fail (workload != NULL, 0);

  return workload->holdings != NULL ? _certplan_holdings_get_n_unknown (workload->holdings) : 0;
}
