/* An office over some months. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-faults-private.h"
#include "certplan-office-data-private.h"
#include "certplan-office-private.h"
#include "certplan-private.h"

G_DEFINE_BOXED_TYPE (CertplanOffice, certplan_office, certplan_office_ref, certplan_office_unref)

CertplanOffice *
certplan_office_ref (CertplanOffice *office)
{
  return g_atomic_rc_box_acquire (office);
}

static void
office_clear (gpointer data)
{
  CertplanOffice *office = data;
  g_free (office->months);
  g_free (office->is_named);
  g_clear_pointer (&office->regions, _certplan_regions_free);
  g_array_unref (office->bodies);
  g_hash_table_unref (office->body_places);
  g_ptr_array_unref (office->pools);
  g_array_unref (office->row_skills);
  g_ptr_array_unref (office->skills);
  g_hash_table_unref (office->supply);
  g_hash_table_unref (office->verdicts);
  g_mutex_clear (&office->verdicts_lock);
  g_array_unref (office->findings);
  certplan_office_records_unref (office->records);
  g_clear_pointer (&office->policy, certplan_policy_unref);
  certplan_rulebook_unref (office->rulebook);
}

void
certplan_office_unref (CertplanOffice *office)
{
  g_atomic_rc_box_release_full (office, office_clear);
}

static void
body_clear (gpointer data)
{
  CertplanOfficeBody *body = data;
  g_free ((gpointer)body->resources);
  g_array_unref (body->terms);
}

void
_certplan_office_finding_clear (gpointer data)
{
  g_free (((CertplanOfficeFinding *)data)->finding);
}

static CertplanOffice *
office_alloc (CertplanPolicy *policy, CertplanOfficeRecords *records, CertplanDate as_of)
{
  CertplanOffice *office = g_atomic_rc_box_new0 (CertplanOffice);
  office->rulebook = certplan_rulebook_ref (certplan_office_records_get_rulebook (records));
  office->policy = policy != NULL ? certplan_policy_ref (policy) : NULL;
  office->records = certplan_office_records_ref (records);
  office->as_of = as_of;
  office->bodies = g_array_new (FALSE, FALSE, sizeof (CertplanOfficeBody));
  g_array_set_clear_func (office->bodies, body_clear);
  office->body_places = g_hash_table_new (g_str_hash, g_str_equal);
  office->pools = g_ptr_array_new ();
  office->row_skills = g_array_new (FALSE, FALSE, sizeof (guint));
  office->skills = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (office->skills, NULL);
  office->supply = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  office->verdicts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_mutex_init (&office->verdicts_lock);
  office->findings = g_array_new (FALSE, FALSE, sizeof (CertplanOfficeFinding));
  g_array_set_clear_func (office->findings, _certplan_office_finding_clear);
  return office;
}

/* Their first days, counted from the first one, and the day after the last one. */
static gboolean
set_months (CertplanOffice *office, CertplanDate from, guint n_months, GError **error)
{
  gint year, month;
  certplan_date_get_ymd (from, &year, &month, NULL);
  const CertplanDate first = certplan_date_new (year, month, 1);
  if (n_months == 0 || n_months > CERTPLAN_OFFICE_MAX_MONTHS
      || certplan_date_add_months (first, (gint)n_months) == CERTPLAN_DATE_NONE)
    {
      g_set_error (error, CERTPLAN_OFFICE_ERROR, CERTPLAN_OFFICE_ERROR_HORIZON,
                   _ ("%u months from %04d-%02d; wanted 1 to %d, in the years 1 to 9999"), n_months,
                   year, month, CERTPLAN_OFFICE_MAX_MONTHS);
      return FALSE;
    }
  office->n_months = n_months;
  office->months = g_new (CertplanDate, n_months + 1);
  for (guint i = 0; i <= n_months; i++)
    office->months[i] = certplan_date_add_months (first, (gint)i);
  return TRUE;
}

CertplanOffice *
certplan_office_new (CertplanPolicy *policy, CertplanOfficeRecords *records, CertplanDate as_of,
                     CertplanDate from, guint n_months, CertplanFaults *faults, GError **error)
{
  g_return_val_if_fail (records != NULL, NULL);
  g_return_val_if_fail (as_of != CERTPLAN_DATE_NONE && from != CERTPLAN_DATE_NONE, NULL);

  g_autoptr (CertplanFaults) own = faults == NULL ? certplan_faults_new () : NULL;
  CertplanFaults *list = faults != NULL ? faults : own;
  const guint first = certplan_faults_get_n_kept (list), n_before = certplan_faults_get_n (list);
  g_autoptr (CertplanOffice) office = office_alloc (policy, records, as_of);
  if (!set_months (office, from, n_months, error))
    return NULL;
  office->regions = _certplan_regions_new (certplan_office_records_get (records, "regions"), list);
  office->is_named = g_new0 (gboolean, _certplan_regions_get_n (office->regions));
  _certplan_office_read_bodies (office, list);
  _certplan_office_check_reviewers (office, list);
  _certplan_office_check_panels (office, list);
  if (!_certplan_office_make_pools (office, list, error))
    return NULL;
  _certplan_faults_sort (list, first);
  if (!_certplan_faults_set_error_since (list, n_before, CERTPLAN_TABLE_ERROR,
                                         CERTPLAN_TABLE_ERROR_LIMIT, error))
    return NULL;
  return g_steal_pointer (&office);
}

guint
certplan_office_get_n_months (const CertplanOffice *office)
{
  g_return_val_if_fail (office != NULL, 0);

  return office->n_months;
}

CertplanDate
certplan_office_get_month (const CertplanOffice *office, guint month)
{
  g_return_val_if_fail (office != NULL && month < office->n_months, CERTPLAN_DATE_NONE);

  return office->months[month];
}

gint64
certplan_office_get_supply (const CertplanOffice *office, const char *performer, guint month)
{
  g_return_val_if_fail (office != NULL && performer != NULL && month < office->n_months, 0);

  const gint64 *sum = g_hash_table_lookup (office->supply, performer);
  return sum != NULL ? sum[month] : 0;
}

gint64
certplan_office_get_body_supply (const CertplanOffice *office, const char *body,
                                 const char *performer, guint month)
{
  g_return_val_if_fail (office != NULL && body != NULL && performer != NULL, 0);
  g_return_val_if_fail (month < office->n_months, 0);

  const guint place = _certplan_office_find_body (office, body);
  gint64 sum = 0;
  for (guint i = 0; i < office->pools->len; i++)
    {
      const CertplanPool *pool = _certplan_office_get_pool (office, i);
      if (pool->body + 1 == place && g_str_equal (pool->resource, performer))
        sum += pool->ticks[month];
    }
  return sum;
}

gint
_certplan_office_find_month (const CertplanOffice *office, CertplanDate day)
{
  if (day < office->months[0])
    return -1;
  gint year, month, first_year, first_month;
  certplan_date_get_ymd (office->months[0], &first_year, &first_month, NULL);
  certplan_date_get_ymd (day, &year, &month, NULL);
  return MIN ((year - first_year) * 12 + month - first_month, (gint)office->n_months);
}

guint
_certplan_office_get_service_region (const CertplanOffice *office, guint region)
{
  guint top = region;
  for (guint at = region; at != 0; at = _certplan_regions_get_parent (office->regions, at))
    {
      if (office->is_named[at])
        return at;
      top = at;
    }
  return top;
}

void
_certplan_office_take_finding (CertplanOffice *office, const char *subject,
                               const char *qualification, char *sentence, const CertplanRule *rule)
{
  const CertplanOfficeFinding finding = {
    .subject = subject,
    .qualification = qualification,
    .finding = sentence,
    .source = rule != NULL ? rule->source : "no_document",
    .clause = rule != NULL ? rule->clause : NULL,
  };
  g_array_append_val (office->findings, finding);
}
