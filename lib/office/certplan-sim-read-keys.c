/* Values of a model's key file. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-sim-read-private.h"
#include "certplan-private.h"

void
_certplan_sim_add_fault (CertplanSimReader *reader, const char *group, const char *key,
                         const char *what, const char *value, const char *wanted)
{
  _certplan_key_file_fault (reader->file, reader->faults, group, key, what, value, wanted);
}

/* (nullable): the value, stripped */
char *
_certplan_sim_get_text (CertplanSimReader *reader, const char *group, const char *key)
{
  char *text = g_key_file_get_string (reader->file->keys, group, key, NULL);
  return text != NULL ? g_strstrip (text) : NULL;
}

/* Each tells whether the key is there and good; a bad one is a fault. */

gboolean
_certplan_sim_read_int (CertplanSimReader *reader, const char *group, const char *key, gint lowest,
                        gint highest, gint *number)
{
  g_autofree char *text = _certplan_sim_get_text (reader, group, key);
  if (text == NULL)
    return FALSE;
  if (_certplan_sim_parse_int (text, lowest, highest, number))
    return TRUE;
  g_autofree char *wanted = g_strdup_printf (_ ("a whole number, %d to %d"), lowest, highest);
  _certplan_sim_add_fault (reader, group, key, _ ("no such number"), text, wanted);
  return FALSE;
}

void
_certplan_sim_read_share (CertplanSimReader *reader, const char *group, const char *key,
                          gint32 *millionths)
{
  g_autofree char *text = _certplan_sim_get_text (reader, group, key);
  if (text != NULL && !_certplan_sim_parse_share (text, millionths))
    _certplan_sim_add_fault (reader, group, key, _ ("no share"), text,
                             _ ("a number from 0 to 1, as 0.25"));
}

gboolean
_certplan_sim_read_tick (CertplanSimReader *reader, const char *group, const char *key,
                         gint64 *tick)
{
  g_autofree char *text = _certplan_sim_get_text (reader, group, key);
  if (text == NULL)
    return FALSE;
  if (_certplan_sim_parse_tick (reader->model, text, tick))
    return TRUE;
  _certplan_sim_add_fault (
      reader, group, key, _ ("no time"), text,
      _ ("days, as 12.5, or a date from the start on in a model with a start"));
  return FALSE;
}

void
_certplan_sim_read_period (CertplanSimReader *reader, const char *group, const char *key,
                           CertplanPeriod *period)
{
  g_autofree char *text = _certplan_sim_get_text (reader, group, key);
  g_autoptr (GError) error = NULL;
  if (text != NULL && !certplan_period_parse (text, period, &error))
    _certplan_sim_add_fault (reader, group, key, _ ("no period"), text, _ ("as P3M or P90D"));
}

/* The number of a distribution; -1 where the key is not there or bad. */
gint
_certplan_sim_read_dist (CertplanSimReader *reader, const char *group, const char *key)
{
  g_autofree char *text = _certplan_sim_get_text (reader, group, key);
  CertplanDist dist;
  if (text == NULL)
    return -1;
  const char *wrong = _certplan_sim_parse_dist (text, &dist);
  if (wrong == NULL)
    return (gint)_certplan_sim_add_dist (reader->model, &dist);
  _certplan_sim_add_fault (
      reader, group, key, wrong, text,
      _ ("days: 2, uniform 1 4, triangular 1 2 6, exponential 2, erlang 2 1 (phases, mean), "
         "lognormal 3 0.25 or hyper 1 4 (mean, squared variation)"));
  return -1;
}

/* Looks up what a key names; FALSE where the key is not there or bad. */
gboolean
_certplan_sim_find_name (CertplanSimReader *reader, const char *kind, const char *name,
                         guint *number)
{
  g_autofree char *full = g_strconcat (kind, " ", name, NULL);
  const guint found = GPOINTER_TO_UINT (g_hash_table_lookup (reader->names, full));
  if (found > 0)
    *number = found - 1;
  return found > 0;
}

gboolean
_certplan_sim_read_name (CertplanSimReader *reader, const char *group, const char *key,
                         const char *kind, guint *number)
{
  g_autofree char *text = _certplan_sim_get_text (reader, group, key);
  if (text == NULL)
    return FALSE;
  if (_certplan_sim_find_name (reader, kind, text, number))
    return TRUE;
  g_autofree char *wanted = g_strdup_printf (_ ("the NAME of a [%s NAME]"), kind);
  _certplan_sim_add_fault (reader, group, key, _ ("unknown name"), text, wanted);
  return FALSE;
}

void
_certplan_sim_read_calendar (CertplanSimReader *reader, const char *group, gint *calendar)
{
  guint number;
  *calendar = reader->calendar;
  g_autofree char *text = _certplan_sim_get_text (reader, group, "calendar");
  if (g_strcmp0 (text, "none") == 0)
    *calendar = -1;
  else if (_certplan_sim_read_name (reader, group, "calendar", "calendar", &number))
    *calendar = (gint)number;
}
