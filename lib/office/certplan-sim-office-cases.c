/* Who comes: the open cases one by one, expected ones by month. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "certplan-private.h"
#include "certplan-sim-office-private.h"

static gint64
to_tick (const SimOffice *sim, CertplanDate day)
{
  return (gint64)(day - sim->start) * CERTPLAN_TICKS_PER_DAY;
}

/* The column of the body that has the case and may do it; the last one's: it is yet to be chosen.
 */
static guint
find_column (const SimOffice *sim, const SimOfficeClass *class,
             const CertplanApplication *application, guint step)
{
  if (_certplan_sim_office_is_refused (sim, class, application, step))
    return class->candidates->len;
  for (guint b = 0; b < class->candidates->len; b++)
    if (application->body == g_array_index (class->candidates, guint, b) + 1)
      return b;
  return class->candidates->len;
}

/* Whether the limits run from a stage that is still to come, on or behind @step. */
static gboolean
is_clock_ahead (const SimOffice *sim, const SimOfficeClass *class, guint step)
{
  const guint n_columns = class->candidates->len + 1;
  for (guint i = step; i < class->process->steps->len; i++)
    {
      const gint entry = g_array_index (class->entries, gint, (i + 1) * n_columns - 1);
      if (entry >= 0 && _certplan_sim_stage (sim->model, entry)->starts_clock)
        return TRUE;
    }
  return FALSE;
}

/* What is told of the case: where it is, who has it, how old it is on the legal clock. */
static void
describe_docket (SimOffice *sim, const SimOfficeClass *class,
                 const CertplanApplication *application, guint step, CertplanSimDocket *docket)
{
  CertplanRecords *rows = certplan_office_records_get (sim->office->records, "cases");
  const CertplanCase *row = certplan_case_get (rows, (guint)application->case_row);
  GStringChunk *texts = sim->model->texts;
  const gboolean is_agreed = docket->clock != G_MININT64;
  const CertplanDate begun = is_agreed ? row->agreed : row->filed;
  docket->name
      = g_string_chunk_insert_const (texts, certplan_records_get_note (rows, row->case_id));
  docket->qualification = g_string_chunk_insert_const (
      texts, certplan_rulebook_get_qualification (sim->office->rulebook, application->handle));
  docket->stage = g_string_chunk_insert_const (
      texts, g_array_index (class->process->steps, CertplanStep, step).stage->item);
  docket->body = g_string_chunk_insert_const (
      texts, _certplan_sim_office_get_body_name (sim, class, application, step));
  docket->is_clock_ahead = !is_agreed && is_clock_ahead (sim, class, step);
  docket->age_days = G_MININT32;
  if (begun != CERTPLAN_DATE_NONE && !docket->is_clock_ahead)
    docket->age_days = MAX (sim->start - begun - application->paused_days, 0);
}

/* The instant at which an open case's clock began; the rules' own day is in the case. */
static void
add_docket (SimOffice *sim, const SimOfficeClass *class, const CertplanApplication *application,
            guint step, CertplanSimSource *source)
{
  CertplanRecords *rows = certplan_office_records_get (sim->office->records, "cases");
  const CertplanCase *row = certplan_case_get (rows, (guint)application->case_row);
  CertplanSimClass *made = _certplan_sim_class (sim->model, class->number);
  CertplanSimDocket docket = { .clock = G_MININT64, .left = -1, .due = G_MININT64 };
  const gboolean has_limit = _certplan_sim_has_limit (made, CERTPLAN_SIM_TARGET)
                             || _certplan_sim_has_limit (made, CERTPLAN_SIM_CAP);
  const CertplanDate due
      = row->due != CERTPLAN_DATE_NONE
            ? row->due
            : (!has_limit ? _certplan_limits_get_due (&application->limits) : CERTPLAN_DATE_NONE);
  gint n_team = 1;
  if (application->body != 0 && sim->model->tags->len > 0
      && !_certplan_sim_office_is_refused (sim, class, application, step))
    docket.tag = (guint8)_certplan_sim_office_get_tag (sim, application->body - 1, sim->start);
  docket.barred = (gint)_certplan_sim_office_get_barred (sim, application);
  docket.paused = (gint64)application->paused_days * CERTPLAN_TICKS_PER_DAY;
  if (row->agreed != CERTPLAN_DATE_NONE && row->agreed <= sim->start)
    docket.clock = to_tick (sim, row->agreed);
  if (due != CERTPLAN_DATE_NONE)
    {
      docket.due = to_tick (sim, due + 1);
      made->has_due = TRUE;
    }
  const CertplanSimStage *stage = _certplan_sim_stage (sim->model, source->stage);
  if (stage->n_needs > 0)
    n_team = stage->needs[0].units;
  if (application->own_ticks >= 0 && stage->n_needs > 0)
    docket.left = application->own_ticks / n_team;
  describe_docket (sim, class, application, step, &docket);
  g_array_append_val (sim->model->dockets, docket);
  source->docket = (guint16)sim->model->dockets->len;
}

static gboolean
check_number (SimOffice *sim)
{
  if (sim->model->dockets->len < G_MAXUINT16)
    return TRUE;
  if (sim->error == NULL)
    g_set_error (&sim->error, CERTPLAN_OFFICE_ERROR, CERTPLAN_OFFICE_ERROR_LIMIT,
                 _ ("more than %d open cases; wanted fewer, as those of one scheme"), G_MAXUINT16);
  return FALSE;
}

static void
add_open_case (SimOffice *sim, const CertplanApplication *application)
{
  CertplanRecords *rows = certplan_office_records_get (sim->office->records, "cases");
  const CertplanCase *row = certplan_case_get (rows, (guint)application->case_row);
  const SimOfficeClass *class = _certplan_sim_office_get_class (sim, application);
  if (class == NULL || !check_number (sim))
    return;
  const guint step = MAX (application->first_step, class->first);
  const guint column = find_column (sim, class, application, step);
  const guint n_columns = class->candidates->len + 1;
  const GArray *starts = application->own_ticks >= 0 && column < class->candidates->len
                             ? class->owns
                             : class->entries;
  const gint stage = g_array_index (starts, gint, step * n_columns + column);
  const CertplanDate filed = row->filed != CERTPLAN_DATE_NONE ? row->filed : sim->start;
  const gint64 at = to_tick (sim, MAX (filed, sim->start));
  if (stage < 0 || at >= sim->model->cutoff)
    {
      _certplan_sim_office_tell (sim, "finding.sim_left_out",
                                 certplan_records_get_note (rows, row->case_id), NULL, NULL);
      return;
    }
  const guint number
      = _certplan_sim_add_source (sim->model, certplan_records_get_note (rows, row->case_id));
  CertplanSimSource *source = _certplan_sim_source (sim->model, number);
  source->class = class->number;
  source->stage = stage;
  source->at = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (source->at, at);
  source->age = to_tick (sim, MAX (filed, sim->start)) - to_tick (sim, filed);
  add_docket (sim, class, application, step, source);
  _certplan_sim_office_tell_open (sim, class, application, step,
                                  certplan_records_get_note (rows, row->case_id));
}

/* The month of the model in which @day lies; -1 = none */
static gint
find_month (const SimOffice *sim, CertplanDate day)
{
  gint year, month, first_year, first_month;
  if (day < sim->start)
    return -1;
  certplan_date_get_ymd (day, &year, &month, NULL);
  certplan_date_get_ymd (sim->start, &first_year, &first_month, NULL);
  const gint n = (year - first_year) * 12 + month - first_month;
  return n < (gint)sim->n_months ? n : -1;
}

static void
add_expected (SimOffice *sim, const CertplanApplication *application)
{
  const gint growth = sim->what_if != NULL ? sim->what_if->growth : 0;
  const gdouble cases = (gdouble)application->millionths / CERTPLAN_MILLION * (100 + growth) / 100;
  const gint month = find_month (sim, application->release);
  SimOfficeClass *class = month >= 0 ? _certplan_sim_office_get_class (sim, application) : NULL;
  if (class != NULL)
    class->expected[month] += cases;
}

static gint
get_first_month (const SimOffice *sim)
{
  return MAX (find_month (sim, sim->office->months[0]), 0);
}

/* From the first month asked about on. */
static gdouble
sum_expected (const SimOffice *sim, const SimOfficeClass *class)
{
  gdouble sum = 0;
  for (guint k = (guint)get_first_month (sim); k < sim->n_months; k++)
    sum += class->expected[k];
  return sum;
}

/* The cases of all terms of the class's rows. Before the months asked about, those of its first
 * term go on, behind them those of its last one. */
static gdouble
sum_terms (const SimOffice *sim, const SimOfficeClass *class, gboolean *is_first, gboolean *is_last)
{
  gdouble sum = 0;
  *is_first = *is_last = TRUE;
  for (guint i = 0; i < sim->classes->len; i++)
    {
      const SimOfficeClass *other = sim->classes->pdata[i];
      if (other->handle != class->handle || other->region != class->region
          || !g_str_equal (other->kind, class->kind)
          || other->process->is_waived != class->process->is_waived
          || sum_expected (sim, other) <= 0)
        continue;
      sum += sum_expected (sim, other);
      *is_first = *is_first && other->process->from >= class->process->from;
      *is_last = *is_last && other->process->from <= class->process->from;
    }
  return sum;
}

/* Before the first month (a warm-up) and behind the last one the mean of all months goes on. */
static void
fill_months (const SimOffice *sim, SimOfficeClass *class, GArray *months)
{
  const gint first = get_first_month (sim);
  gboolean is_first, is_last;
  const gdouble mean = sum_terms (sim, class, &is_first, &is_last) / (sim->n_months - (guint)first);
  const gboolean is_warming = sim->options != NULL && sim->options->warmup > 0;
  const gdouble before = is_first ? mean : 0, behind = is_last ? mean : 0;
  for (guint k = 0; k < sim->n_months; k++)
    {
      const gdouble n = is_warming && (gint)k < first ? before : class->expected[k];
      g_array_append_val (months, n);
    }
  g_array_append_val (months, behind);
}

static void
add_arrivals (SimOffice *sim, SimOfficeClass *class)
{
  gdouble sum = 0;
  for (guint k = 0; k < sim->n_months; k++)
    sum += class->expected[k];
  if (sum <= 0)
    return;
  const CertplanSimClass *made = _certplan_sim_class (sim->model, class->number);
  const guint number = _certplan_sim_add_source (sim->model, made->name);
  CertplanSimSource *source = _certplan_sim_source (sim->model, number);
  source->class = class->number;
  source->stage = (guint)g_array_index (
      class->entries, gint, class->first * (class->candidates->len + 1) + class->candidates->len);
  source->calendar = (gint)sim->calendar;
  source->months = g_array_new (FALSE, FALSE, sizeof (gdouble));
  fill_months (sim, class, source->months);
}

static gboolean
is_unserved (const SimOfficeClass *class)
{
  return class->body_from >= 0 && class->candidates->len == 0;
}

/* Of each region at its first class. */
static void
tell_unserved (SimOffice *sim)
{
  for (guint i = 0; i < sim->classes->len; i++)
    {
      const SimOfficeClass *first = sim->classes->pdata[i];
      gboolean is_told = FALSE;
      gdouble cases = 0;
      for (guint k = 0; k < sim->classes->len; k++)
        {
          const SimOfficeClass *class = sim->classes->pdata[k];
          if (class->region != first->region || !is_unserved (class))
            continue;
          is_told = is_told || k < i;
          cases += sum_expected (sim, class);
        }
      if (is_unserved (first) && !is_told)
        _certplan_sim_office_tell_unserved (sim, first->region, cases);
    }
}

gboolean
_certplan_sim_office_add_cases (SimOffice *sim)
{
  const GArray *applications = sim->workload->applications;
  const gboolean is_warming = sim->options != NULL && sim->options->warmup > 0;
  for (guint i = 0; sim->error == NULL && i < applications->len; i++)
    {
      const CertplanApplication *application
          = &g_array_index (applications, CertplanApplication, i);
      if (application->case_row < 0)
        add_expected (sim, application);
      else if (!is_warming)
        add_open_case (sim, application);
    }
  for (guint i = 0; sim->error == NULL && i < sim->classes->len; i++)
    add_arrivals (sim, sim->classes->pdata[i]);
  tell_unserved (sim);
  _certplan_sim_office_tell_regions (sim);
  _certplan_sim_office_make_groups (sim);
  return sim->error == NULL;
}
