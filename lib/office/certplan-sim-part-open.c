/* The open cases of a part of a simulation. SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * First how many there are and from when on days are counted, then each case with what is known of
 * it, then how often it was in time, and how often it was done on each day on which it ever was. */
#include "certplan-sim-part-private.h"

#define NO_AGE "-"

static void
add_row (SimPart *part, const char *row, const char *measure, const char *subject,
         const char *place, const char *n, const char *sum, const char *squares)
{
  const SimPartLine line = { row, measure, subject, place, n, sum, squares };
  g_array_append_val (part->lines, line);
}

static const char *
keep (SimPart *part, const char *text)
{
  return g_string_chunk_insert_const (part->texts, text);
}

/* "unknown" = there is a limit whose day is not known; "" = there is none */
static const char *
keep_limit (SimPart *part, const SimOpenCase *one, guint limit)
{
  g_autofree char *day = certplan_date_format (one->last[limit]);
  return g_string_chunk_insert_const (part->texts,
                                      one->has[limit] && day[0] == '\0' ? "unknown" : day);
}

static void
write_case (SimPart *part, const SimOpen *open, guint i)
{
  const SimOpenCase *one = &g_array_index (open->cases, SimOpenCase, i);
  const gint *counts = open->counts + (gsize)i * SIM_OPEN_N_COUNTS;
  const gint *bins = open->bins + (gsize)i * (gsize)open->n_bins;
  const char *number = _certplan_sim_part_keep_number (part, i);
  add_row (part, "open", keep (part, one->stage), keep (part, one->name),
           keep (part, one->qualification),
           one->age_days == G_MININT32
               ? NO_AGE
               : _certplan_sim_part_keep_number (part, (guint64)one->age_days),
           keep_limit (part, one, CERTPLAN_SIM_TARGET), keep_limit (part, one, CERTPLAN_SIM_CAP));
  add_row (part, "body", number, keep (part, one->body), NULL, NULL, NULL, NULL);
  for (guint k = 0; k < SIM_OPEN_N_COUNTS; k++)
    if (counts[k] > 0)
      add_row (part, "often", number, NULL, _certplan_sim_part_keep_number (part, k),
               _certplan_sim_part_keep_number (part, (guint64)counts[k]), NULL, NULL);
  for (gint bin = 0; bin < open->n_bins; bin++)
    if (bins[bin] > 0)
      add_row (part, "day", number, NULL, _certplan_sim_part_keep_number (part, (guint64)bin),
               _certplan_sim_part_keep_number (part, (guint64)bins[bin]), NULL, NULL);
}

void
_certplan_sim_part_write_open (SimPart *part, const SimOpen *open)
{
  if (open == NULL)
    return;
  g_autofree char *start = certplan_date_format (open->start);
  add_row (part, "opened", NULL, g_string_chunk_insert_const (part->texts, start),
           _certplan_sim_part_keep_number (part, (guint64)open->width),
           _certplan_sim_part_keep_number (part, open->n),
           _certplan_sim_part_keep_number (part, (guint64)open->n_bins), NULL);
  for (guint i = 0; i < open->n; i++)
    write_case (part, open, i);
}

static gboolean
read_opened (CertplanSimResult *result, char **cells)
{
  CertplanDate start;
  guint64 width, n, n_bins;
  if (result->open != NULL || !certplan_date_parse (cells[2], &start, NULL)
      || !_certplan_sim_part_read_number (cells[3], 100000, &width)
      || !_certplan_sim_part_read_number (cells[4], G_MAXUINT16, &n)
      || !_certplan_sim_part_read_number (cells[5], 1000000, &n_bins))
    return FALSE;
  result->open = _certplan_sim_open_new_empty ((guint)n, start, (gint)n_bins, (gint)width);
  return result->open != NULL;
}

static gboolean
read_limit (const char *cell, SimOpenCase *one, guint limit)
{
  one->has[limit] = cell[0] != '\0';
  one->last[limit] = CERTPLAN_DATE_NONE;
  return cell[0] == '\0' || g_str_equal (cell, "unknown")
         || certplan_date_parse (cell, &one->last[limit], NULL);
}

static gboolean
read_case (SimOpen *open, char **cells)
{
  SimOpenCase one = { .name = _certplan_sim_part_undefuse (cells[2]),
                      .qualification = cells[3],
                      .stage = _certplan_sim_part_undefuse (cells[1]),
                      .body = "",
                      .age_days = G_MININT32 };
  guint64 age;
  if (open->cases->len == open->n || !read_limit (cells[5], &one, CERTPLAN_SIM_TARGET)
      || !read_limit (cells[6], &one, CERTPLAN_SIM_CAP))
    return FALSE;
  if (_certplan_sim_part_read_number (cells[4], 10000000, &age))
    one.age_days = (gint32)age;
  _certplan_sim_open_add_case (open, &one);
  return TRUE;
}

gboolean
_certplan_sim_part_read_open (CertplanSimResult *result, char **cells)
{
  guint64 i, place, n;
  SimOpen *open = result->open;
  if (g_str_equal (cells[0], "opened"))
    return read_opened (result, cells);
  if (open == NULL)
    return FALSE;
  if (g_str_equal (cells[0], "open"))
    return read_case (open, cells);
  if (!_certplan_sim_part_read_number (cells[1], G_MAXUINT16, &i) || i >= open->cases->len)
    return FALSE;
  if (g_str_equal (cells[0], "body"))
    {
      g_array_index (open->cases, SimOpenCase, i).body
          = g_string_chunk_insert_const (open->texts, _certplan_sim_part_undefuse (cells[2]));
      return TRUE;
    }
  if (!_certplan_sim_part_read_number (cells[3], 1000000, &place)
      || !_certplan_sim_part_read_number (cells[4], 1000000, &n))
    return FALSE;
  const gboolean is_day = g_str_equal (cells[0], "day");
  if (place >= (is_day ? (guint64)open->n_bins : SIM_OPEN_N_COUNTS))
    return FALSE;
  if (is_day)
    open->bins[i * (guint64)open->n_bins + place] = (gint)n;
  else
    open->counts[i * SIM_OPEN_N_COUNTS + place] = (gint)n;
  return TRUE;
}

gboolean
_certplan_sim_part_has_same_open (const CertplanSimResult *a, const CertplanSimResult *b)
{
  if (a->open == NULL || b->open == NULL)
    return a->open == b->open;
  return a->open->n == b->open->n && a->open->n_bins == b->open->n_bins
         && a->open->width == b->open->width && a->open->start == b->open->start;
}
