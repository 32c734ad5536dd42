/* Each open case: will it be in time, and when is it done. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "certplan-sim-tables-private.h"

typedef struct
{
  const char *case_id, *qualification;
  const char *stage, *body; /* a sentence; NULL = none */
  gint32 age_days;
  CertplanDate target, cap;
  gint32 in_target, target_half, in_cap, cap_half;
  CertplanDate done_p50, done_p90, done_p95;
  gint32 done;
} Line;

static const CertplanColumn columns[] = {
  { .name = "case", .type = CERTPLAN_COLUMN_ID, .offset = G_STRUCT_OFFSET (Line, case_id) },
  CERTPLAN_RESULT_COLUMN (Line, qualification, NOTE),
  CERTPLAN_RESULT_COLUMN (Line, stage, SENTENCE),
  CERTPLAN_RESULT_COLUMN (Line, body, TEXT),
  CERTPLAN_RESULT_COLUMN (Line, age_days, INT, .unit = "days"),
  CERTPLAN_RESULT_COLUMN (Line, target, DATE),
  CERTPLAN_RESULT_COLUMN (Line, in_target, SHARE),
  CERTPLAN_RESULT_COLUMN (Line, target_half, SHARE),
  CERTPLAN_RESULT_COLUMN (Line, cap, DATE),
  CERTPLAN_RESULT_COLUMN (Line, in_cap, SHARE),
  CERTPLAN_RESULT_COLUMN (Line, cap_half, SHARE),
  CERTPLAN_RESULT_COLUMN (Line, done_p50, DATE),
  CERTPLAN_RESULT_COLUMN (Line, done_p90, DATE),
  CERTPLAN_RESULT_COLUMN (Line, done_p95, DATE),
  CERTPLAN_RESULT_COLUMN (Line, done, SHARE),
};

/* A case is in time or not in each of the replications, which are independent: the half width is
 * that of Wilson's score interval, z / (1 + z^2/n) sqrt (p (1 - p) / n + z^2 / (4 n^2)). */
static void
fill_share (gint count, gdouble n, gint32 *share, gint32 *half)
{
  const gdouble z2 = 3.841458820694124, p = count / n;
  *share = _certplan_sim_round_share (p);
  *half = _certplan_sim_round_share (_certplan_sqrt (z2 * (p * (1 - p) / n + z2 / (4 * n * n)))
                                     / (1 + z2 / n));
}

static Line
make_line (const SimMaker *maker, guint i)
{
  const CertplanSimResult *result = maker->result;
  const SimOpen *open = result->open;
  const SimOpenCase *one = &g_array_index (open->cases, SimOpenCase, i);
  const gint *counts = open->counts + (gsize)i * SIM_OPEN_N_COUNTS;
  const guint n = result->n_replications;
  g_autofree char *stage = g_strconcat (CERTPLAN_LABEL, one->stage, NULL);
  gint32 unused;
  Line line
      = { .case_id = one->name,
          .qualification = one->qualification,
          .stage = _certplan_sim_keep (maker, _certplan_sentence ("label_plain", stage, NULL)),
          .body = one->body[0] != '\0' ? one->body : NULL,
          .age_days = one->age_days,
          .target = one->last[CERTPLAN_SIM_TARGET],
          .cap = one->last[CERTPLAN_SIM_CAP],
          .in_target = G_MININT32,
          .target_half = G_MININT32,
          .in_cap = G_MININT32,
          .cap_half = G_MININT32,
          .done_p50 = _certplan_sim_open_find_day (open, i, n, 50),
          .done_p90 = _certplan_sim_open_find_day (open, i, n, 90),
          .done_p95 = _certplan_sim_open_find_day (open, i, n, 95) };
  if (one->has[CERTPLAN_SIM_TARGET])
    fill_share (counts[SIM_OPEN_IN_TARGET], n, &line.in_target, &line.target_half);
  if (one->has[CERTPLAN_SIM_CAP])
    fill_share (counts[SIM_OPEN_IN_CAP], n, &line.in_cap, &line.cap_half);
  fill_share (counts[SIM_OPEN_DONE], n, &line.done, &unused);
  return line;
}

void
_certplan_sim_make_open (const SimMaker *maker)
{
  const SimOpen *open = maker->result->open;
  if (open == NULL)
    return;
  GArray *rows = sim_new_rows (Line);
  for (guint i = 0; i < open->cases->len; i++)
    {
      const Line line = make_line (maker, i);
      g_array_append_val (rows, line);
    }
  _certplan_sim_take_table (maker, "open", columns, G_N_ELEMENTS (columns), rows);
}
