/* A model's arrivals. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-sim-read-private.h"
#include "certplan-private.h"

/* Arrivals */

static void
read_at (CertplanSimReader *reader, const char *group, CertplanSimSource *source, const char *text)
{
  g_auto (GStrv) items = g_strsplit (text, ";", -1);
  gint64 last = 0;
  source->at = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (char **item = items; *item != NULL; item++)
    {
      gint64 tick;
      if (g_strstrip (*item)[0] == '\0' && item[1] == NULL)
        break;
      if (_certplan_sim_parse_tick (reader->model, *item, &tick) && tick >= last)
        {
          g_array_append_val (source->at, tick);
          last = tick;
        }
      else
        _certplan_sim_add_fault (
            reader, group, "at", _ ("no time"), *item,
            _ ("times in order: days, as 12.5, or dates in a model with a start"));
    }
}

static void
read_months (CertplanSimReader *reader, const char *group, CertplanSimSource *source,
             const char *text)
{
  g_auto (GStrv) items = g_strsplit (text, ";", -1);
  source->months = g_array_new (FALSE, FALSE, sizeof (gdouble));
  for (char **item = items; *item != NULL; item++)
    {
      gdouble number;
      if (g_strstrip (*item)[0] == '\0' && item[1] == NULL)
        break;
      if (_certplan_sim_parse_number (*item, &number) && number <= CERTPLAN_SIM_MAX_COUNT)
        g_array_append_val (source->months, number);
      else
        _certplan_sim_add_fault (reader, group, "months", _ ("no such number"), *item,
                                 _ ("cases expected in each month from the start on, parted by ;"));
    }
  if (reader->model->start == CERTPLAN_DATE_NONE || source->months->len == 0)
    _certplan_sim_add_fault (reader, group, "months",
                             _ ("months in a model without a start, or none"), NULL,
                             "start=2027-01-01");
}

/* So many a day, each at any instant alike: exponential gaps. */
static void
read_rate (CertplanSimReader *reader, const char *group, CertplanSimSource *source,
           const char *text)
{
  gdouble rate = 0;
  CertplanDist dist = { .kind = CERTPLAN_DIST_EXPONENTIAL };
  if (_certplan_sim_parse_number (text, &rate) && rate > 0)
    dist.a = 1 / rate;
  if (rate <= 0 || rate > 10000 || _certplan_dist_prepare (&dist) != NULL)
    {
      _certplan_sim_add_fault (reader, group, "rate", _ ("no such number"), text,
                               _ ("cases a day, above 0 to 10000"));
      return;
    }
  source->interval = (gint)_certplan_sim_add_dist (reader->model, &dist);
}

static void
read_when (CertplanSimReader *reader, const char *group, guint number)
{
  CertplanSimSource *source = _certplan_sim_source (reader->model, number);
  g_autofree char *file = _certplan_sim_get_text (reader, group, "file");
  g_autofree char *at = _certplan_sim_get_text (reader, group, "at");
  g_autofree char *months = _certplan_sim_get_text (reader, group, "months");
  g_autofree char *rate = _certplan_sim_get_text (reader, group, "rate");
  const gboolean has_interval = g_key_file_has_key (reader->file->keys, group, "interval", NULL);
  if ((at != NULL) + (months != NULL) + (rate != NULL) + (file != NULL) + has_interval != 1)
    {
      _certplan_sim_add_fault (reader, group, NULL, _ ("arrivals without one time of coming"), NULL,
                               _ ("one of rate=, interval=, months=, at=, file="));
      return;
    }
  if (at != NULL)
    read_at (reader, group, source, at);
  else if (file != NULL)
    _certplan_sim_read_filings (reader, group, number, file);
  else if (months != NULL)
    read_months (reader, group, source, months);
  else if (rate != NULL)
    read_rate (reader, group, source, rate);
  else
    source->interval = _certplan_sim_read_dist (reader, group, "interval");
  if (source->interval >= 0
      && _certplan_dist_get_mean (_certplan_sim_dist (reader->model, source->interval)) <= 0)
    _certplan_sim_add_fault (reader, group, "interval", _ ("arrivals without end at one instant"),
                             NULL, _ ("a length of time above 0"));
}

void
_certplan_sim_read_source (CertplanSimReader *reader, const char *group, guint number)
{
  CertplanSimSource *source = _certplan_sim_source (reader->model, number);
  guint stage = 0;
  _certplan_sim_read_name (reader, group, "class", "class", &source->class);
  read_when (reader, group, number);
  _certplan_sim_read_calendar (reader, group, &source->calendar);
  if (_certplan_sim_read_name (reader, group, "stage", "stage", &stage))
    source->stage = (gint)stage;
  _certplan_sim_read_tick (reader, group, "until", &source->until);
  _certplan_sim_read_tick (reader, group, "age", &source->age);
}
