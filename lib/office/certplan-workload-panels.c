/* Panels as what they are: so many seats on so many days. SPDX-License-Identifier:
 * LGPL-2.1-or-later
 */
#include "certplan-office-data-private.h"
#include "certplan-panel-rule-private.h"
#include "certplan-private.h"
#include "certplan-workload-tables-private.h"

typedef struct
{
  CertplanDate month;
  const char *panel, *scheme, *performer;
  gint32 meetings, quota, quorum;
  gint64 demand, seats, supply;
  gint64 needed; /* person-days / 100 of those who must be there */
  const char *verdict, *basis, *source;
} PanelLine;

static const CertplanColumn columns[] = {
  CERTPLAN_RESULT_COLUMN (PanelLine, month, MONTH),
  CERTPLAN_RESULT_COLUMN (PanelLine, panel, CHOICE),
  CERTPLAN_RESULT_COLUMN (PanelLine, scheme, TEXT),
  CERTPLAN_RESULT_COLUMN (PanelLine, performer, CHOICE),
  CERTPLAN_RESULT_COLUMN (PanelLine, meetings, INT),
  CERTPLAN_RESULT_COLUMN (PanelLine, quota, INT),
  CERTPLAN_RESULT_COLUMN (PanelLine, quorum, INT),
  CERTPLAN_RESULT_COLUMN (PanelLine, demand, DECIMAL, .unit = "person_days"),
  CERTPLAN_RESULT_COLUMN (PanelLine, seats, DECIMAL, .unit = "person_days"),
  CERTPLAN_RESULT_COLUMN (PanelLine, supply, DECIMAL, .unit = "person_days"),
  CERTPLAN_RESULT_COLUMN (PanelLine, verdict, CHOICE),
  CERTPLAN_RESULT_COLUMN (PanelLine, basis, CHOICE),
  CERTPLAN_RESULT_COLUMN (PanelLine, source, CHOICE),
};

/* The demand for a scheme's people of that resource, by month. (transfer full) */
static gint64 *
sum_demand (const CertplanWorkload *workload, const CertplanWorkPanel *panel)
{
  gint64 *sums = g_new0 (gint64, workload->office->n_months);
  for (guint i = 0; i < workload->cells->len; i++)
    {
      const CertplanWorkCell *cell = &g_array_index (workload->cells, CertplanWorkCell, i);
      if (cell->resource == panel->resource && workload->schemes[cell->handle] == panel->scheme)
        sums[cell->month] += cell->ticks;
    }
  return sums;
}

static gboolean
has_panel (const GArray *panels, const char *scheme, const char *resource)
{
  for (guint i = 0; i < panels->len; i++)
    if (g_array_index (panels, CertplanWorkPanel, i).scheme == scheme
        && (resource == NULL || g_array_index (panels, CertplanWorkPanel, i).resource == resource))
      return TRUE;
  return FALSE;
}

/* Who does the stage that the scheme's panels do, by the assumptions. */
static const char *
find_stage_resource (const CertplanOffice *office, const CertplanRule *panel)
{
  guint n_rows;
  const CertplanRule *rows = _certplan_rulebook_get_rows (office->rulebook, CERTPLAN_RULES_STAGES,
                                                          panel->handle, &n_rows);
  for (guint i = 0; i < n_rows; i++)
    if (g_str_equal (rows[i].item, panel->item))
      return _certplan_performer_get_resource (rows[i].performer);
  return NULL;
}

/* The scheme of a word that is its name or its label. */
static const CertplanRule *
find_assumed (const CertplanOffice *office, const char *scheme)
{
  CertplanLabels *labels = certplan_rulebook_get_labels (office->rulebook);
  for (guint handle = 1; handle <= certplan_rulebook_get_n_qualifications (office->rulebook);
       handle++)
    {
      guint n_rows;
      const CertplanRule *rows
          = _certplan_rulebook_get_rows (office->rulebook, CERTPLAN_RULES_PANELS, handle, &n_rows);
      const char *label = _certplan_rulebook_get_name_parts (office->rulebook, handle).scheme + 1;
      g_auto (GStrv) parts
          = g_strsplit (certplan_rulebook_get_qualification (office->rulebook, handle), "/", 2);
      if (n_rows > 0
          && (scheme == NULL || g_str_equal (parts[0], scheme)
              || _certplan_labels_is_name (labels, label, scheme)))
        return &rows[0];
    }
  return NULL;
}

static void
panel_clear (gpointer data)
{
  g_array_unref (((CertplanWorkPanel *)data)->terms);
}

static void
add_term (CertplanWorkPanel *panel, const CertplanPanelTerm *term)
{
  if (panel->terms == NULL)
    panel->terms = g_array_new (FALSE, FALSE, sizeof (CertplanPanelTerm));
  g_array_append_val (panel->terms, *term);
}

static void
add_own (const CertplanWorkload *workload, GArray *panels)
{
  const CertplanOffice *office = workload->office;
  const CertplanRecords *rows = certplan_office_records_get (office->records, "panels");
  for (guint i = 0; rows != NULL && i < certplan_records_get_n (rows); i++)
    {
      const CertplanPanel *row = certplan_panel_get (rows, i);
      const CertplanRule *assumed
          = find_assumed (office, certplan_records_get_text (rows, row->scheme));
      CertplanWorkPanel panel = {
        .panel = certplan_records_get_note (rows, row->panel),
      };
      CertplanPanelTerm term
          = { G_MININT32, G_MAXINT32, .quota = row->quota, .quorum = row->quorum };
      if (assumed == NULL
          || !_certplan_panel_rule_parse (certplan_records_get_note (rows, row->rule), &term.rule))
        continue; /* told as a fault */
      panel.resource = find_stage_resource (office, assumed);
      panel.scheme = workload->schemes[assumed->handle];
      if (panel.resource == NULL)
        continue;
      add_term (&panel, &term);
      g_array_append_val (panels, panel);
    }
}

/* Adds the row's term, unless it is over before anybody looks, or begins behind the months. */
static void
add_assumed_term (const CertplanWorkload *workload, const CertplanRule *row,
                  CertplanWorkPanel *panel)
{
  const CertplanOffice *office = workload->office;
  CertplanPanelTerm term
      = { .from = row->valid_from,
          .to = row->valid_to != CERTPLAN_DATE_NONE ? row->valid_to + 1 : G_MAXINT32,
          .quota = row->quota,
          .quorum = row->quorum };
  if (term.to > _certplan_workload_get_first_day (workload)
      && term.from < office->months[office->n_months]
      && _certplan_panel_rule_parse (row->meets, &term.rule))
    add_term (panel, &term);
}

/* Where the office has no panel of its own for a scheme, the one that is assumed. */
static void
add_assumed (const CertplanWorkload *workload, GArray *panels)
{
  const CertplanOffice *office = workload->office;
  for (guint handle = 1; handle <= certplan_rulebook_get_n_qualifications (office->rulebook);
       handle++)
    {
      guint n_rows;
      const CertplanRule *rows
          = _certplan_rulebook_get_rows (office->rulebook, CERTPLAN_RULES_PANELS, handle, &n_rows);
      const char *scheme = workload->schemes[handle];
      for (guint i = 0, next; i < n_rows; i = next)
        {
          CertplanWorkPanel panel = {
            .panel = rows[i].item,
            .scheme = scheme,
            .resource = find_stage_resource (office, &rows[i]),
            .is_assumed = TRUE,
          };
          const gboolean is_wanted
              = panel.resource != NULL && !has_panel (panels, scheme, panel.resource);
          for (next = i; next < n_rows && g_str_equal (rows[next].item, rows[i].item); next++)
            if (is_wanted)
              add_assumed_term (workload, &rows[next], &panel);
          if (panel.terms != NULL)
            g_array_append_val (panels, panel);
        }
    }
}

/* Seats are days of the people invited; a meeting below its quorum is none. */
static const char *
judge (const PanelLine *line)
{
  if (line->demand > line->seats)
    return "too_few_meetings";
  if (line->supply < line->needed)
    return "below_quorum";
  return line->demand > line->supply ? "too_few_people" : "enough";
}

/* A term's first meeting is counted from the first month, or from the day on which it begins. */
GArray *
_certplan_workload_list_meetings (const CertplanWorkload *workload, const CertplanWorkPanel *panel,
                                  CertplanDate from, CertplanDate to)
{
  const CertplanOffice *office = workload->office;
  const CertplanWorkcal *workcal = certplan_rulebook_get_workcal (office->rulebook);
  GArray *meetings = g_array_new (FALSE, FALSE, sizeof (CertplanPanelMeeting));
  for (guint t = 0; t < panel->terms->len; t++)
    {
      const CertplanPanelTerm *term = &g_array_index (panel->terms, CertplanPanelTerm, t);
      g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (CertplanDate));
      if (MAX (from, term->from) >= MIN (to, term->to))
        continue;
      _certplan_panel_rule_list (&term->rule, workcal, MAX (office->months[0], term->from),
                                 MAX (from, term->from), MIN (to, term->to), days);
      for (guint i = 0; i < days->len; i++)
        {
          const CertplanPanelMeeting meeting
              = { g_array_index (days, CertplanDate, i), term->quota, term->quorum };
          g_array_append_val (meetings, meeting);
        }
    }
  return meetings;
}

/* What it is like at the end of the month; before its first term as in that. */
static const CertplanPanelTerm *
find_term (const CertplanWorkPanel *panel, CertplanDate end)
{
  guint t = panel->terms->len - 1;
  while (t > 0 && g_array_index (panel->terms, CertplanPanelTerm, t).from >= end)
    t--;
  return &g_array_index (panel->terms, CertplanPanelTerm, t);
}

static void
add_lines (const CertplanWorkload *workload, const CertplanWorkPanel *panel, GArray *lines)
{
  const CertplanOffice *office = workload->office;
  g_autofree gint64 *demand = sum_demand (workload, panel);
  for (guint month = 0; month < office->n_months; month++)
    {
      g_autoptr (GArray) meetings = _certplan_workload_list_meetings (
          workload, panel, office->months[month], office->months[month + 1]);
      const CertplanPanelTerm *term = find_term (panel, office->months[month + 1]);
      PanelLine line = {
        .month = office->months[month],
        .panel = panel->panel,
        .scheme = panel->scheme,
        .performer = panel->resource,
        .meetings = (gint32)meetings->len,
        .quota = term->quota,
        .quorum = term->quorum,
        .demand = _certplan_office_to_days (demand[month]),
        .supply
        = _certplan_office_to_days (certplan_office_get_supply (office, panel->resource, month)),
        .basis = panel->is_assumed ? "assumption" : "user",
        .source = "computed",
      };
      for (guint i = 0; i < meetings->len; i++)
        {
          const CertplanPanelMeeting *meeting = &g_array_index (meetings, CertplanPanelMeeting, i);
          line.seats += (gint64)meeting->quota * 100;
          line.needed += (gint64)meeting->quorum * 100;
        }
      line.verdict = judge (&line);
      g_array_append_val (lines, line);
    }
}

static gboolean
is_wanted (const CertplanWorkload *workload, const CertplanWorkPanel *panel)
{
  g_autofree gint64 *demand = sum_demand (workload, panel);
  gint64 sum = panel->is_assumed ? 0 : 1;
  for (guint month = 0; month < workload->office->n_months; month++)
    sum += demand[month];
  return sum > 0;
}

GArray *
_certplan_workload_list_panels (const CertplanWorkload *workload)
{
  GArray *panels = g_array_new (FALSE, FALSE, sizeof (CertplanWorkPanel));
  g_array_set_clear_func (panels, panel_clear);
  add_own (workload, panels);
  add_assumed (workload, panels);
  return panels;
}

static GArray *
make_lines (const CertplanWorkload *workload)
{
  g_autoptr (GArray) panels = _certplan_workload_list_panels (workload);
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (PanelLine));
  for (guint i = 0; i < panels->len; i++)
    if (is_wanted (workload, &g_array_index (panels, CertplanWorkPanel, i)))
      add_lines (workload, &g_array_index (panels, CertplanWorkPanel, i), lines);
  return lines;
}

/* In how many months a panel cannot decide what is to be decided, by what is short. */
void
_certplan_workload_find_panels (CertplanWorkload *workload)
{
  g_autoptr (GArray) lines = make_lines (workload);
  for (guint i = 0; i < lines->len; i++)
    {
      const PanelLine *line = &g_array_index (lines, PanelLine, i);
      g_autofree char *panel = g_str_equal (line->basis, "assumption")
                                   ? g_strconcat (CERTPLAN_LABEL, line->panel, NULL)
                                   : g_strdup (line->panel);
      g_autofree char *verdict = g_strconcat (CERTPLAN_LABEL, line->verdict, NULL);
      if (!g_str_equal (line->verdict, "enough") && line->demand > 0)
        _certplan_workload_count_finding (workload, "finding.panel", panel, NULL, verdict, NULL);
    }
}

void
_certplan_workload_take_panels (CertplanWorkload *workload, CertplanTables *tables)
{
  GArray *lines = make_lines (workload);
  CertplanTable *table = _certplan_table_new_array ("panels", columns, G_N_ELEMENTS (columns),
                                                    lines, certplan_workload_ref (workload),
                                                    (GDestroyNotify)certplan_workload_unref);
  g_autofree char *title = _certplan_sentence ("title.work_panels", NULL);
  _certplan_table_set_title (table, title, NULL);
  _certplan_table_set_labels (table, certplan_rulebook_get_labels (workload->office->rulebook));
  certplan_tables_take (tables, table);
}

/* Rows whose scheme or rule means nothing. */
void
_certplan_office_check_panels (CertplanOffice *office, CertplanFaults *faults)
{
  const CertplanRecords *rows = certplan_office_records_get (office->records, "panels");
  for (guint i = 0; rows != NULL && i < certplan_records_get_n (rows); i++)
    {
      const CertplanPanel *row = certplan_panel_get (rows, i);
      const char *scheme = certplan_records_get_text (rows, row->scheme);
      const char *text = certplan_records_get_note (rows, row->rule);
      CertplanPanelRule rule;
      if (find_assumed (office, scheme) == NULL)
        _certplan_records_fault_cell (rows, faults, i, "scheme", CERTPLAN_TABLE_ERROR_VALUE,
                                      _ ("scheme: no scheme of that name has panels"), scheme,
                                      _ ("a scheme, as cnitsec"));
      if (!_certplan_panel_rule_parse (text, &rule))
        _certplan_records_fault_cell (
            rows, faults, i, "rule", CERTPLAN_TABLE_ERROR_VALUE, _ ("rule: not understood"), text,
            _ ("as \"last working Thursday\", \"first working day\" or P21D"));
    }
}
