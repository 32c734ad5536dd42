/* An office as a model for the simulation. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-private.h"
#include "certplan-sim-office-private.h"
#include <string.h>

/* Cases that came in the months asked about are waited for so long. */
#define DAYS_BEHIND 730
#define DAYS_STEP 30

static void
class_free (gpointer data)
{
  SimOfficeClass *class = data;
  g_array_unref (class->candidates);
  g_array_unref (class->entries);
  g_array_unref (class->owns);
  g_free (class->expected);
  g_free (class->way);
  g_free (class);
}

static void
sim_office_clear (SimOffice *sim)
{
  g_array_unref (sim->people);
  g_hash_table_unref (sim->groups);
  g_hash_table_unref (sim->nodes);
  g_hash_table_unref (sim->rings);
  g_hash_table_unref (sim->class_of);
  g_ptr_array_unref (sim->classes);
  g_array_unref (sim->efforts);
  g_array_unref (sim->routes);
  g_array_unref (sim->panels);
  g_hash_table_unref (sim->told);
  g_clear_pointer (&sim->findings, g_array_unref);
  g_clear_pointer (&sim->model, certplan_sim_model_unref);
  g_clear_error (&sim->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SimOffice, sim_office_clear)

static void
sim_office_init (SimOffice *sim, CertplanWorkload *workload, CertplanSimOfficeOptions *options)
{
  sim->workload = workload;
  sim->office = workload->office;
  sim->options = options;
  sim->what_if = options != NULL ? options->what_if : NULL;
  sim->model = _certplan_sim_model_new ();
  sim->people = g_array_new (FALSE, FALSE, sizeof (SimPerson));
  sim->groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  sim->nodes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  sim->rings = g_hash_table_new (NULL, NULL);
  sim->class_of = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  sim->classes = g_ptr_array_new_with_free_func (class_free);
  sim->efforts = g_array_new (FALSE, FALSE, sizeof (SimSetting));
  sim->routes = g_array_new (FALSE, FALSE, sizeof (SimSetting));
  sim->panels = _certplan_workload_list_panels (workload);
  sim->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  sim->findings = g_array_new (FALSE, TRUE, sizeof (CertplanOfficeFinding));
  g_array_set_clear_func (sim->findings, _certplan_office_finding_clear);
}

void
_certplan_sim_office_tell (SimOffice *sim, const char *key, const char *subject,
                           const char *qualification, const char *detail)
{
  g_autofree char *name = g_strjoin (" ", key, subject, detail != NULL ? detail : "", NULL);
  if (!g_hash_table_add (sim->told, g_steal_pointer (&name)))
    return;
  const gboolean is_word = detail != NULL && !g_ascii_isdigit (detail[0]);
  g_autofree char *label = g_strconcat (is_word ? CERTPLAN_LABEL : "", detail, NULL);
  const CertplanOfficeFinding finding = {
    .subject = g_intern_string (subject),
    .qualification = qualification,
    .finding = _certplan_sentence (key, label, NULL),
    .source = "assumption",
  };
  g_array_append_val (sim->findings, finding);
}

/* What is read otherwise than by default. */
static void
tell_policies (SimOffice *sim)
{
  for (guint i = 0; i < CERTPLAN_N_OFFICE_POLICIES; i++)
    {
      char *note = _certplan_policy_dup_note (sim->office->policy, _certplan_office_policies[i]);
      const CertplanOfficeFinding finding
          = { .subject = "policy", .finding = note, .source = "user" };
      if (note != NULL)
        g_array_append_val (sim->findings, finding);
    }
}

/* From the day on which one looks, or from the beginning of the warm-up, to two years behind the
 * last month, as far as the working calendar goes. */
static gboolean
set_times (SimOffice *sim, GError **error)
{
  const CertplanOffice *office = sim->office;
  const CertplanWorkcal *workcal = certplan_rulebook_get_workcal (office->rulebook);
  const CertplanDate first = office->months[0], end = office->months[office->n_months];
  const gint warmup = sim->options != NULL ? sim->options->warmup : 0;
  gint n_worked, behind = DAYS_BEHIND;
  sim->start
      = warmup > 0 ? certplan_date_add_months (first, -warmup) : MIN (office->as_of, end - 1);
  if (office->as_of < first && warmup == 0)
    sim->start = office->as_of;
  while (behind > DAYS_STEP
         && !certplan_workcal_count (workcal, sim->start, end + behind + 2, &n_worked, NULL))
    behind -= DAYS_STEP;
  if (!certplan_workcal_count (workcal, sim->start, end + behind + 2, &n_worked, error))
    return FALSE;
  CertplanSimModel *model = sim->model;
  model->start = sim->start;
  model->warmup = (gint64)MAX (first - sim->start, 0) * CERTPLAN_TICKS_PER_DAY;
  model->end = (gint64)(end - sim->start) * CERTPLAN_TICKS_PER_DAY;
  model->cutoff = model->end + (gint64)behind * CERTPLAN_TICKS_PER_DAY;
  sim->n_days = (gint)(model->cutoff / CERTPLAN_TICKS_PER_DAY) + 2;
  if (certplan_workcal_is_provisional (workcal, sim->start, sim->start + sim->n_days - 1))
    model->provisional_after = certplan_workcal_get_last_published (workcal);
  gint year, month, first_year, first_month;
  certplan_date_get_ymd (end - 1, &year, &month, NULL);
  certplan_date_get_ymd (sim->start, &first_year, &first_month, NULL);
  sim->n_months = (guint)((year - first_year) * 12 + month - first_month + 1);
  return TRUE;
}

static void
add_working_days (SimOffice *sim)
{
  const CertplanWorkcal *workcal = certplan_rulebook_get_workcal (sim->office->rulebook);
  g_autofree guint8 *days = g_new0 (guint8, sim->n_days);
  for (gint i = 0; i < sim->n_days; i++)
    days[i] = certplan_workcal_is_working (workcal, sim->start + i);
  sim->calendar = _certplan_sim_add_calendar (sim->model, days, sim->n_days);
}

/* What a class has nothing of its own for: no effort, and out. */
static void
add_defaults (SimOffice *sim)
{
  const CertplanDist none = _certplan_sim_office_make_dist (0, 0, 0);
  _certplan_sim_add_dist (sim->model, &none);
  _certplan_sim_office_add_route (sim, -1);
}

static void
fill_settings (SimOffice *sim)
{
  CertplanSimModel *model = sim->model;
  _certplan_sim_allot (model);
  for (guint i = 0; i < sim->efforts->len; i++)
    {
      const SimSetting *setting = &g_array_index (sim->efforts, SimSetting, i);
      model->effort_of[setting->stage * model->classes->len + setting->class] = setting->number;
    }
  for (guint i = 0; i < sim->routes->len; i++)
    {
      const SimSetting *setting = &g_array_index (sim->routes, SimSetting, i);
      model->route_of[setting->stage * model->classes->len + setting->class] = setting->number;
    }
}

/* The first flaw as an error: an office that passed its checks has none but odd ones. */
static gboolean
finish (SimOffice *sim, GError **error)
{
  g_autoptr (GArray) flaws = _certplan_sim_model_finish (sim->model);
  if (flaws->len == 0)
    return TRUE;
  const CertplanSimFlaw *flaw = &g_array_index (flaws, CertplanSimFlaw, 0);
  g_set_error (error, CERTPLAN_OFFICE_ERROR, CERTPLAN_OFFICE_ERROR_MODEL,
               _ ("the office cannot be simulated: %s %s: %s; wanted %s"), flaw->group,
               flaw->name != NULL ? flaw->name : "", flaw->what, flaw->wanted);
  return FALSE;
}

static gboolean
check_any_case (const SimOffice *sim, GError **error)
{
  if (sim->model->sources->len > 0)
    return TRUE;
  g_set_error_literal (
      error, CERTPLAN_OFFICE_ERROR, CERTPLAN_OFFICE_ERROR_MODEL,
      _ ("no case to simulate: nothing is open, expected or falls due in these months; wanted rows "
         "in cases.csv, arrivals.csv or register.csv"));
  return FALSE;
}

static gboolean
fill (SimOffice *sim, GError **error)
{
  if (sim->what_if != NULL && !_certplan_what_if_check (sim->what_if, sim->office, error))
    return FALSE;
  if (!set_times (sim, error))
    return FALSE;
  sim->model->name = g_strdup ("office");
  sim->model->shrinks = TRUE;
  sim->model->is_cap_fixed
      = _certplan_policy_is (sim->office->policy, CERTPLAN_POLICY_CAP_PAUSES, "counted");
  sim->model->rulebook = certplan_rulebook_ref (sim->office->rulebook);
  tell_policies (sim);
  add_working_days (sim);
  add_defaults (sim);
  if (!_certplan_sim_office_add_people (sim) || !_certplan_sim_office_add_cases (sim))
    {
      g_propagate_error (error, g_steal_pointer (&sim->error));
      return FALSE;
    }
  if (!check_any_case (sim, error))
    return FALSE;
  fill_settings (sim);
  if (!finish (sim, error))
    return FALSE;
  _certplan_sim_office_tell_ends (sim);
  sim->model->digest = _certplan_sim_model_make_digest (sim->model);
  return TRUE;
}

CertplanSimModel *
certplan_sim_model_new_office (CertplanWorkload *workload, CertplanSimOfficeOptions *options,
                               CertplanFaults *faults, GError **error)
{
  g_return_val_if_fail (workload != NULL, NULL);

  g_autoptr (SimPassages) passages = _certplan_sim_passages_new (workload->office, faults, error);
  if (passages == NULL)
    return NULL;
  g_auto (SimOffice) sim = { 0 };
  sim_office_init (&sim, workload, options);
  sim.passages = passages;
  if (!fill (&sim, error))
    return NULL;
  sim.model->findings = g_steal_pointer (&sim.findings);
  return g_steal_pointer (&sim.model);
}
