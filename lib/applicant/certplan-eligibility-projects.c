/* Projects inside a window of time: how many, of what value, in how many sectors.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-date-private.h"
#include "certplan-eligibility-private.h"
#include "certplan-faults-private.h"
#include "certplan-plan.h"
#include "certplan-private.h"

gboolean
_certplan_criterion_asks_projects (const CertplanRule *rule)
{
  return _certplan_criterion_is (rule, "projects") || _certplan_criterion_is (rule, "project_value")
         || _certplan_criterion_is (rule, "sectors");
}

/* Under the policy of closed years, whole years before that of the application; months that are no
 * whole years look back from the day itself. */
static gboolean
has_closed_years (const CertplanEligibility *eligibility, const CertplanRule *rule)
{
  return rule->duration.months % 12 == 0 && rule->duration.days == 0
         && _certplan_policy_is (eligibility->request->policy, CERTPLAN_POLICY_PROJECT_WINDOW,
                                 "closed-years");
}

void
_certplan_projects_get_window (const CertplanEligibility *eligibility, const CertplanRule *rule,
                               CertplanDate day, CertplanProjectsFound *found)
{
  found->to = day;
  found->from = CERTPLAN_DATE_NONE; /* before every day */
  if (_certplan_period_is_none (&rule->duration))
    return;
  found->from = certplan_date_add_period (day, &rule->duration, -1);
  if (!has_closed_years (eligibility, rule))
    return;
  const gint year = _certplan_date_get_year (day);
  found->from = certplan_date_new (year - rule->duration.months / 12, 1, 1);
  found->to = certplan_date_new (year, 1, 1) - 1;
}

/* Whether the project is of the qualification's category. */
static gboolean
is_of (const CertplanEligibility *eligibility, const CertplanProject *project, guint handle)
{
  const guint8 *is_of
      = g_hash_table_lookup (eligibility->categories, GUINT_TO_POINTER (project->category));
  return is_of != NULL && is_of[handle];
}

void
_certplan_projects_read (CertplanEligibility *eligibility, CertplanFaults *faults)
{
  const CertplanRecords *projects = eligibility->request->projects;
  const guint n_projects = projects != NULL ? certplan_records_get_n (projects) : 0;
  for (guint i = 0; i < n_projects && !_certplan_faults_is_full (faults); i++)
    {
      const gpointer number = GUINT_TO_POINTER (certplan_project_get (projects, i)->category);
      if (g_hash_table_contains (eligibility->categories, number))
        continue;
      const char *text = certplan_records_get_text (projects, GPOINTER_TO_UINT (number));
      g_autoptr (GString) wanted = g_string_new (NULL);
      guint8 *is_of
          = _certplan_rulebook_find_category (eligibility->request->rulebook, text, wanted);
      if (is_of != NULL)
        g_hash_table_insert (eligibility->categories, number, is_of);
      else
        _certplan_records_fault_cell (projects, faults, i, "category", CERTPLAN_TABLE_ERROR_VALUE,
                                      _ ("unknown category"), text, wanted->str);
    }
}

/* Whether the project lies in the window; *lack names the column that would tell. */
static gboolean
is_inside (const CertplanRule *rule, const CertplanProject *project,
           const CertplanProjectsFound *found, const char **lack)
{
  if (project->completed == CERTPLAN_DATE_NONE || project->completed < found->from
      || project->completed > found->to)
    return FALSE;
  if (g_strcmp0 (rule->window, "signed_and_completed") != 0)
    return TRUE;
  if (project->signed_date == CERTPLAN_DATE_NONE)
    *lack = "signed";
  return project->signed_date == CERTPLAN_DATE_NONE || project->signed_date >= found->from;
}

static gboolean
has_users (const CertplanRule *rule, const CertplanProject *project, const char **lack)
{
  if (rule->users_min == G_MININT32 || project->users >= rule->users_min)
    return TRUE;
  if (project->users == G_MININT32)
    *lack = "users";
  return project->users == G_MININT32;
}

/* What of the project adds to the number; *lack names the column that would tell. */
static gint64
measure (const CertplanRule *rule, const CertplanProject *project, GHashTable *sectors,
         const char **lack)
{
  if (_certplan_criterion_is (rule, "project_value"))
    {
      if (project->value == CERTPLAN_MONEY_NONE)
        *lack = "value";
      return project->value == CERTPLAN_MONEY_NONE ? 0 : project->value;
    }
  if (!_certplan_criterion_is (rule, "sectors"))
    return 1;
  if (project->sector == 0)
    *lack = "sector";
  if (*lack != NULL)
    return 1;
  return g_hash_table_add (sectors, GUINT_TO_POINTER (project->sector)) ? 1 : 0;
}

static void
add_possible (CertplanProjectsFound *found, gint64 amount, gboolean is_bound)
{
  if (!is_bound || found->possible > G_MAXINT64 - amount)
    found->possible = G_MAXINT64;
  else
    found->possible += amount;
}

static void
add_project (const CertplanRule *rule, const CertplanProject *project, GHashTable *sectors,
             CertplanProjectsFound *found)
{
  const char *lack = NULL;
  if (!is_inside (rule, project, found, &lack) || !has_users (rule, project, &lack))
    return;
  gint64 amount = measure (rule, project, sectors, &lack);
  add_possible (found, amount, g_strcmp0 (lack, "value") != 0);
  if (lack == NULL)
    found->sure = found->sure > G_MAXINT64 - amount ? G_MAXINT64 : found->sure + amount;
  else if (found->lack == NULL)
    found->lack = lack;
}

/* The projects of the row's category, in the order of the file. (transfer container) */
static GPtrArray *
list_projects (const CertplanEligibility *eligibility, const CertplanRule *rule)
{
  const CertplanRecords *projects = eligibility->request->projects;
  GPtrArray *list = g_ptr_array_new ();
  for (guint i = 0; i < certplan_records_get_n (projects); i++)
    {
      const CertplanProject *project = certplan_project_get (projects, i);
      if (is_of (eligibility, project, rule->handle))
        g_ptr_array_add (list, (gpointer)project);
    }
  return list;
}

static void
find_among (const CertplanEligibility *eligibility, const CertplanRule *rule,
            const GPtrArray *projects, CertplanDate day, CertplanProjectsFound *found)
{
  g_autoptr (GHashTable) sectors = g_hash_table_new (NULL, NULL);
  *found = (CertplanProjectsFound){ 0 };
  _certplan_projects_get_window (eligibility, rule, day, found);
  for (guint i = 0; i < projects->len; i++)
    add_project (rule, projects->pdata[i], sectors, found);
}

void
_certplan_projects_find (const CertplanEligibility *eligibility, const CertplanRule *rule,
                         CertplanDate day, CertplanProjectsFound *found)
{
  g_autoptr (GPtrArray) projects = list_projects (eligibility, rule);
  find_among (eligibility, rule, projects, day, found);
}

static gint
compare_days (gconstpointer a, gconstpointer b)
{
  const CertplanDate *x = a, *y = b;
  return *x < *y ? -1 : *x > *y;
}

/* The days after @from on which a project can begin to count, in order. (transfer full) */
static GArray *
list_days (const CertplanEligibility *eligibility, const CertplanRule *rule,
           const GPtrArray *projects, CertplanDate from)
{
  GArray *days = g_array_new (FALSE, FALSE, sizeof (CertplanDate));
  gboolean is_closed = has_closed_years (eligibility, rule);
  for (guint i = 0; i < projects->len; i++)
    {
      CertplanDate day = ((const CertplanProject *)projects->pdata[i])->completed;
      if (day != CERTPLAN_DATE_NONE && is_closed)
        day = certplan_date_new (_certplan_date_get_year (day) + 1, 1, 1);
      if (day > from) /* NONE is the least */
        g_array_append_val (days, day);
    }
  g_array_sort (days, compare_days);
  return days;
}

CertplanDate
_certplan_projects_find_day (const CertplanEligibility *eligibility, const CertplanRule *rule,
                             CertplanDate from)
{
  gint64 least = _certplan_criterion_get_least (rule);
  CertplanProjectsFound found;
  g_autoptr (GPtrArray) projects = list_projects (eligibility, rule);
  g_autoptr (GArray) days = list_days (eligibility, rule, projects, from);
  CertplanDate day = from;
  for (guint i = 0;; i++)
    {
      find_among (eligibility, rule, projects, day, &found);
      if (found.sure >= least)
        return day;
      while (i < days->len && g_array_index (days, CertplanDate, i) == day)
        i++;
      if (i >= days->len)
        return CERTPLAN_DATE_NONE;
      day = g_array_index (days, CertplanDate, i);
    }
}

guint
_certplan_projects_count_others (const CertplanEligibility *eligibility)
{
  const CertplanEligibilityRequest *request = eligibility->request;
  guint n_others = 0;
  for (guint i = 0; request->projects != NULL && i < certplan_records_get_n (request->projects);
       i++)
    {
      const CertplanProject *project = certplan_project_get (request->projects, i);
      gboolean is_asked = FALSE;
      for (guint w = 0; w < request->wanted->len; w++)
        is_asked |= is_of (eligibility, project,
                           g_array_index (request->wanted, CertplanWanted, w).handle);
      n_others += !is_asked;
    }
  return n_others;
}
