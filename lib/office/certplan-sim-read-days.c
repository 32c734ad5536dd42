/* A model's calendars and times. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-sim-read-private.h"
#include "certplan-private.h"
#include "certplan-office.h"
#include "certplan-workcal.h"
#include <string.h>

/* Calendars */

static guint8 *
make_base (CertplanSimReader *reader, const char *group, const char *base, gint n_days)
{
  const CertplanSimModel *model = reader->model;
  guint8 *days = g_new0 (guint8, n_days);
  const CertplanDate last = model->start + (CertplanDate)(model->cutoff / CERTPLAN_TICKS_PER_DAY);
  const gboolean is_working = g_str_equal (base, "working") && reader->workcal != NULL;
  if (is_working && certplan_workcal_is_provisional (reader->workcal, model->start, last))
    reader->model->provisional_after = certplan_workcal_get_last_published (reader->workcal);
  for (gint day = 0; day < n_days; day++)
    {
      const CertplanDate date = model->start + day;
      days[day] = is_working ? certplan_workcal_is_working (reader->workcal, date)
                  : g_str_equal (base, "weekdays") ? certplan_date_get_weekday (date) <= 5
                                                   : 1;
    }
  return days;
}

/* Days parted by ";", or first and last days parted by "/". */
void
_certplan_sim_set_days (CertplanSimReader *reader, const char *group, const char *key, guint8 *days,
                        gint n_days, guint8 value)
{
  g_autofree char *text = _certplan_sim_get_text (reader, group, key);
  const char *at = text;
  CertplanDate first, last;
  g_autoptr (GError) error = NULL;
  if (text == NULL)
    return;
  while (certplan_leave_parse (&at, &first, &last, &error))
    for (CertplanDate date = MAX (first, reader->model->start);
         date <= last && date - reader->model->start < n_days; date++)
      days[date - reader->model->start] = value;
  if (error != NULL)
    _certplan_sim_add_fault (reader, group, key, error->message, text,
                             "2027-02-01/2027-02-14;2027-05-04");
}

gint
_certplan_sim_add_days (CertplanSimReader *reader, const guint8 *days, gint n_days)
{
  g_checksum_update (reader->digest, days, n_days);
  return (gint)_certplan_sim_add_calendar (reader->model, days, n_days);
}

gint
_certplan_sim_count_days (const CertplanSimReader *reader)
{
  return (gint)(reader->model->cutoff / CERTPLAN_TICKS_PER_DAY) + 2;
}

static void
read_calendar_group (CertplanSimReader *reader, const char *group, const char *name)
{
  g_autofree char *base = _certplan_sim_get_text (reader, group, "base");
  const gint n_days = _certplan_sim_count_days (reader);
  if (base != NULL && !g_str_equal (base, "working") && !g_str_equal (base, "weekdays")
      && !g_str_equal (base, "all"))
    _certplan_sim_add_fault (reader, group, "base", _ ("unknown days"), base,
                             "working, weekdays, all");
  else
    {
      g_autofree guint8 *days = make_base (reader, group, base != NULL ? base : "working", n_days);
      _certplan_sim_set_days (reader, group, "closed", days, n_days, 0);
      _certplan_sim_set_days (reader, group, "open", days, n_days, 1);
      g_hash_table_replace (reader->names, g_strconcat ("calendar ", name, NULL),
                            GINT_TO_POINTER (_certplan_sim_add_days (reader, days, n_days) + 1));
    }
}

/* The whole model */

static gboolean
uses_working (CertplanSimReader *reader, char **groups)
{
  for (char **group = groups; *group != NULL; group++)
    {
      g_autofree char *calendar = _certplan_sim_get_text (reader, *group, "calendar");
      g_autofree char *base = _certplan_sim_get_text (reader, *group, "base");
      if (g_str_has_prefix (*group, "calendar ") ? base == NULL || g_str_equal (base, "working")
                                                 : g_strcmp0 (calendar, "working") == 0)
        return TRUE;
    }
  return FALSE;
}

/* A day to go on with, so that what else is wrong is found at once. */
static void
replace_start (CertplanSimReader *reader)
{
  reader->model->start = reader->workcal != NULL ? certplan_workcal_get_first (reader->workcal)
                                                 : certplan_date_new (2027, 1, 1);
}

static void
read_start (CertplanSimReader *reader)
{
  g_autofree char *text = _certplan_sim_get_text (reader, "model", "start");
  g_autoptr (GError) error = NULL;
  if (text == NULL || certplan_date_parse (text, &reader->model->start, &error))
    return;
  _certplan_sim_add_fault (reader, "model", "start", error->message, NULL, "2027-01-01");
  replace_start (reader);
}

/* Cases are waited for as long as they came, if nothing else is said and the calendar knows it. */
static void
read_times (CertplanSimReader *reader, gboolean is_working)
{
  CertplanSimModel *model = reader->model;
  gint64 length = 365 * CERTPLAN_TICKS_PER_DAY;
  gint64 most = CERTPLAN_TICKS_MAX - 3 * CERTPLAN_TICKS_PER_DAY;
  _certplan_sim_read_tick (reader, "model", "warmup", &model->warmup);
  _certplan_sim_read_tick (reader, "model", "length", &length);
  model->end = model->warmup + length;
  model->cutoff = model->end * 2;
  if (is_working && reader->workcal != NULL)
    most = ((gint64)certplan_workcal_get_last (reader->workcal) - model->start - 2)
           * CERTPLAN_TICKS_PER_DAY;
  model->cutoff = MAX (MIN (model->cutoff, most), model->end);
  if (_certplan_sim_read_tick (reader, "model", "cutoff", &model->cutoff)
      && model->cutoff < model->end)
    _certplan_sim_add_fault (reader, "model", "cutoff", _ ("an end before all cases have come"),
                             NULL, _ ("a time from warmup + length on"));
  if (model->cutoff > most || model->end > most)
    _certplan_sim_add_fault (reader, "model", "length", _ ("longer than the calendar knows"), NULL,
                             _ ("an end inside the years of the calendar"));
  if (is_working
      && (reader->workcal == NULL || model->start < certplan_workcal_get_first (reader->workcal)))
    {
      _certplan_sim_add_fault (reader, "model", "start", _ ("a start before the calendar begins"),
                               NULL, _ ("a start inside the years of the calendar"));
      replace_start (reader);
    }
}

/* A class's own, else the model's. */
static void
read_limits (CertplanSimReader *reader)
{
  static const char *const keys[] = { "target", "cap" };
  CertplanPeriod limits[] = { _CERTPLAN_PERIOD_NONE, _CERTPLAN_PERIOD_NONE };
  for (guint k = 0; k < CERTPLAN_SIM_N_LIMITS; k++)
    _certplan_sim_read_period (reader, "model", keys[k], &limits[k]);
  for (guint i = 0; i < reader->model->classes->len; i++)
    for (guint k = 0; k < CERTPLAN_SIM_N_LIMITS; k++)
      {
        CertplanSimClass *class = _certplan_sim_class (reader->model, i);
        g_autofree char *group = g_strconcat ("class ", class->name, NULL);
        class->limits[k] = limits[k];
        _certplan_sim_read_period (reader, group, keys[k], &class->limits[k]);
      }
}

void
_certplan_sim_read_model (CertplanSimReader *reader, char **groups)
{
  CertplanSimModel *model = reader->model;
  const gboolean is_working = uses_working (reader, groups);
  gboolean has_calendar = is_working;
  model->name = _certplan_sim_get_text (reader, "model", "name");
  if (model->name == NULL)
    model->name = g_path_get_basename (reader->file_name);
  read_start (reader);
  for (char **group = groups; *group != NULL; group++)
    has_calendar |= g_str_has_prefix (*group, "calendar ");
  if (has_calendar && model->start == CERTPLAN_DATE_NONE)
    {
      _certplan_sim_add_fault (reader, "model", NULL, _ ("calendars in a model without a start"),
                               NULL, "start=2027-01-01");
      replace_start (reader);
    }
  const guint n_before = certplan_faults_get_n (reader->faults);
  read_times (reader, is_working);
  if (certplan_faults_get_n (reader->faults) > n_before)
    {
      model->warmup = 0;
      model->end = model->cutoff = 100 * CERTPLAN_TICKS_PER_DAY;
    }
  read_limits (reader);
}

void
_certplan_sim_read_calendars (CertplanSimReader *reader, char **groups)
{
  const gint n_days = _certplan_sim_count_days (reader);
  reader->calendar = -1;
  if (uses_working (reader, groups))
    {
      g_autofree guint8 *days = make_base (reader, "model", "working", n_days);
      g_hash_table_replace (reader->names, g_strdup ("calendar working"),
                            GINT_TO_POINTER (_certplan_sim_add_days (reader, days, n_days) + 1));
    }
  for (char **group = groups; *group != NULL; group++)
    if (g_str_has_prefix (*group, "calendar "))
      read_calendar_group (reader, *group, *group + strlen ("calendar "));
  _certplan_sim_read_calendar (reader, "model", &reader->calendar);
}
