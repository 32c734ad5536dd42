/* Duties as tables: duties, states, summary, findings. SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "certplan-duties-private.h"
#include "certplan-warnings-private.h"

/* A terminal shows what fits a hundred of its columns. */
static const CertplanColumn duty_columns[] = {
  CERTPLAN_RESULT_COLUMN (CertplanDutyLine, subject, ID),
  CERTPLAN_RESULT_COLUMN (CertplanDutyLine, org, TEXT, .flags = CERTPLAN_COLUMN_WIDE),
  CERTPLAN_RESULT_COLUMN (CertplanDutyLine, qualification, QUALIFICATION),
  CERTPLAN_RESULT_COLUMN (CertplanDutyLine, duty, CHOICE),
  CERTPLAN_RESULT_COLUMN (CertplanDutyLine, actor, CHOICE, .flags = CERTPLAN_COLUMN_WIDE),
  CERTPLAN_RESULT_COLUMN (CertplanDutyLine, modality, CHOICE, .flags = CERTPLAN_COLUMN_WIDE),
  CERTPLAN_RESULT_COLUMN (CertplanDutyLine, due, DATE),
  CERTPLAN_RESULT_COLUMN (CertplanDutyLine, days_left, INT, .flags = CERTPLAN_COLUMN_WIDE),
  CERTPLAN_RESULT_COLUMN (CertplanDutyLine, warning, CHOICE),
  CERTPLAN_RESULT_COLUMN (CertplanDutyLine, counted_from, DATE, .flags = CERTPLAN_COLUMN_WIDE),
  CERTPLAN_RESULT_COLUMN (CertplanDutyLine, period, PERIOD, .flags = CERTPLAN_COLUMN_WIDE),
  CERTPLAN_RESULT_COLUMN (CertplanDutyLine, if_missed, CHOICE, .flags = CERTPLAN_COLUMN_WIDE),
  CERTPLAN_RESULT_COLUMN (CertplanDutyLine, at_stake, MONEY, .unit = "yuan",
                          .flags = CERTPLAN_COLUMN_WIDE),
  CERTPLAN_RESULT_COLUMN (CertplanDutyLine, tariff, CHOICE, .flags = CERTPLAN_COLUMN_WIDE),
  CERTPLAN_RESULT_COLUMN (CertplanDutyLine, basis, CHOICE),
  CERTPLAN_RESULT_COLUMN (CertplanDutyLine, source, CHOICE, .flags = CERTPLAN_COLUMN_WIDE),
  CERTPLAN_RESULT_COLUMN (CertplanDutyLine, clause, TEXT),
  CERTPLAN_RESULT_COLUMN (CertplanDutyLine, chain, ID), /* from here on not shown */
  CERTPLAN_RESULT_COLUMN (CertplanDutyLine, term, INT),
  CERTPLAN_RESULT_COLUMN (CertplanDutyLine, number, INT),
  CERTPLAN_RESULT_COLUMN (CertplanDutyLine, cycle_from, DATE),
};
enum /* places in duty_columns */
{
  SUBJECT,
  ORG,
  QUALIFICATION,
  DUTY,
  ACTOR,
  MODALITY,
  DUE,
  DAYS_LEFT,
  WARNING,
  COUNTED_FROM,
  PERIOD,
  IF_MISSED,
  AT_STAKE,
  TARIFF,
  BASIS,
  SOURCE,
  CLAUSE,
  CHAIN,
  TERM,
  NUMBER,
  CYCLE_FROM,
};
#define N_HIDDEN 4

/* How a duty becomes an event of a calendar; rung as its warning grows louder. */
static const CertplanEventSpec *
get_duty_events (void)
{
  static const guint summary[] = { DUTY, SUBJECT, QUALIFICATION, ORG };
  static const guint description[]
      = { SUBJECT, ORG,       QUALIFICATION, DUTY,   ACTOR, MODALITY, DUE,   COUNTED_FROM,
          PERIOD,  IF_MISSED, AT_STAKE,      TARIFF, BASIS, SOURCE,   CLAUSE };
  static const guint key[] = { CHAIN, QUALIFICATION, DUTY, TERM, NUMBER };
  static CertplanEventSpec spec = {
    .date = DUE,
    .category = DUTY,
    .mark = WARNING, /* an overdue one stays on its day, which is past */
    .summary = summary,
    .n_summary = G_N_ELEMENTS (summary),
    .description = description,
    .n_description = G_N_ELEMENTS (description),
    .key = key,
    .n_key = G_N_ELEMENTS (key),
    .alarm_from = CYCLE_FROM,
  };
  return _certplan_warnings_ring (&spec);
}

typedef struct
{
  const char *certificate;
  const char *org;
  const char *qualification;
  const char *state;
  CertplanDate since;
  CertplanDate issued;
  CertplanDate expiry;
  CertplanDate computed_expiry;
  const char *basis;
  const char *source;
  const char *clause;
} StateLine;

static const CertplanColumn state_columns[] = {
  CERTPLAN_RESULT_COLUMN (StateLine, certificate, ID),
  CERTPLAN_RESULT_COLUMN (StateLine, org, TEXT, .flags = CERTPLAN_COLUMN_WIDE),
  CERTPLAN_RESULT_COLUMN (StateLine, qualification, QUALIFICATION),
  CERTPLAN_RESULT_COLUMN (StateLine, state, CHOICE),
  CERTPLAN_RESULT_COLUMN (StateLine, since, DATE),
  CERTPLAN_RESULT_COLUMN (StateLine, issued, DATE, .flags = CERTPLAN_COLUMN_WIDE),
  CERTPLAN_RESULT_COLUMN (StateLine, expiry, DATE),
  CERTPLAN_RESULT_COLUMN (StateLine, computed_expiry, DATE, .flags = CERTPLAN_COLUMN_WIDE),
  CERTPLAN_RESULT_COLUMN (StateLine, basis, CHOICE),
  CERTPLAN_RESULT_COLUMN (StateLine, source, CHOICE, .flags = CERTPLAN_COLUMN_WIDE),
  CERTPLAN_RESULT_COLUMN (StateLine, clause, TEXT),
};

typedef struct
{
  CertplanDate month;
  const char *duty;
  gint32 duties;
  gint32 overdue;
  CertplanMoney at_stake;
  gint32 unknown;
  const char *source;
} SummaryLine;

static const CertplanColumn summary_columns[] = {
  CERTPLAN_RESULT_COLUMN (SummaryLine, month, MONTH),
  CERTPLAN_RESULT_COLUMN (SummaryLine, duty, CHOICE),
  CERTPLAN_RESULT_COLUMN (SummaryLine, duties, INT),
  CERTPLAN_RESULT_COLUMN (SummaryLine, overdue, INT),
  CERTPLAN_RESULT_COLUMN (SummaryLine, at_stake, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (SummaryLine, unknown, INT),
  CERTPLAN_RESULT_COLUMN (SummaryLine, source, CHOICE),
};

static const CertplanColumn finding_columns[] = {
  CERTPLAN_RESULT_COLUMN (CertplanHoldingFinding, subject, ID),
  CERTPLAN_RESULT_COLUMN (CertplanHoldingFinding, qualification, QUALIFICATION),
  CERTPLAN_RESULT_COLUMN (CertplanHoldingFinding, finding, SENTENCE),
  CERTPLAN_RESULT_COLUMN (CertplanHoldingFinding, source, CHOICE),
  CERTPLAN_RESULT_COLUMN (CertplanHoldingFinding, clause, TEXT),
};

/* One walk over the duties. */
typedef struct
{
  CertplanDutyWalk walk;
  const CertplanDutyLine *line;
} DutyState;

static gpointer
duty_open (gconstpointer data)
{
  DutyState *state = g_new0 (DutyState, 1);
  _certplan_duty_walk_init (&state->walk, data);
  return state;
}

static gboolean
duty_next (gpointer data, GError **error)
{
  DutyState *state = data;
  state->line = _certplan_duty_walk_next (&state->walk);
  return state->line != NULL;
}

static gconstpointer
duty_row (gpointer data)
{
  return ((DutyState *)data)->line;
}

static void
duty_close (gpointer data)
{
  _certplan_duty_walk_clear (&((DutyState *)data)->walk);
  g_free (data);
}

static const CertplanTableSource duty_source = { duty_open, duty_next, NULL, duty_close, duty_row };

/* One walk over the states. */
typedef struct
{
  const CertplanDuties *duties;
  guint next;
  StateLine line;
} StateWalk;

static gpointer
state_open (gconstpointer data)
{
  StateWalk *walk = g_new0 (StateWalk, 1);
  walk->duties = data;
  return walk;
}

static gboolean
state_next (gpointer data, GError **error)
{
  StateWalk *walk = data;
  const CertplanDuties *duties = walk->duties;
  if (walk->next == _certplan_holdings_get_n (duties->holdings))
    return FALSE;
  const CertplanHolding *holding = _certplan_holdings_get (duties->holdings, walk->next);
  const CertplanCertificate *row = certplan_certificate_get (duties->certificates, walk->next);
  const CertplanRule *renewal = _certplan_duties_find_renewal_due (duties, walk->next);
  const CertplanRule *rule = renewal != NULL ? renewal : holding->rule;
  walk->line = (StateLine){
    .certificate = certplan_records_get_note (duties->certificates, row->certificate),
    .org = certplan_records_get_text (duties->certificates, row->org),
    .qualification = certplan_rulebook_get_qualification (duties->rulebook, row->qualification),
    .state = certplan_duties_get_state (duties, walk->next),
    .since = holding->since,
    .issued = row->issued,
    .expiry = holding->expiry,
    .computed_expiry = holding->computed,
    .basis = renewal != NULL ? "assumption"
             : rule != NULL  ? rule->basis
                             : NULL,
    .source = rule != NULL ? rule->source : "no_document",
    .clause = rule != NULL ? rule->clause : NULL,
  };
  walk->next++;
  return TRUE;
}

static gconstpointer
state_row (gpointer data)
{
  return &((StateWalk *)data)->line;
}

static const CertplanTableSource state_source = { state_open, state_next, NULL, g_free, state_row };

/* The first of the month, which stands for it. */
static CertplanDate
get_month (CertplanDate date)
{
  gint year, month;
  certplan_date_get_ymd (date, &year, &month, NULL);
  return certplan_date_new (year, month, 1);
}

static gint
compare_summary (gconstpointer a, gconstpointer b)
{
  const SummaryLine *one = a, *other = b;
  if (one->month != other->month)
    return one->month < other->month ? -1 : 1;
  return g_strcmp0 (one->duty, other->duty);
}

static void
add_to_summary (SummaryLine *sum, const CertplanDutyLine *line)
{
  sum->duties++;
  sum->overdue += line->days_left < 0;
  sum->unknown += g_str_equal (line->tariff, "no_published_tariff");
  if (line->at_stake == CERTPLAN_MONEY_NONE)
    return;
  if (sum->at_stake == CERTPLAN_MONEY_NONE)
    sum->at_stake = line->at_stake;
  else if (!certplan_money_add (sum->at_stake, line->at_stake, &sum->at_stake, NULL))
    sum->unknown++; /* no sum of money is as large */
}

static GArray *
make_summary (const CertplanDuties *duties)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (SummaryLine));
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);
  const CertplanDutyLine *line;
  g_auto (CertplanDutyWalk) walk;
  _certplan_duty_walk_init (&walk, duties);
  while ((line = _certplan_duty_walk_next (&walk)) != NULL)
    {
      const CertplanDate month = get_month (line->due);
      const gpointer key = GINT_TO_POINTER (month * (CERTPLAN_N_DUTY_TYPES + 1) + (gint)line->type);
      guint place = GPOINTER_TO_UINT (g_hash_table_lookup (places, key));
      if (place == 0)
        {
          const SummaryLine sum = { .month = month,
                                    .duty = line->duty,
                                    .at_stake = CERTPLAN_MONEY_NONE,
                                    .source = "computed" };
          g_array_append_val (lines, sum);
          place = lines->len;
          g_hash_table_insert (places, key, GUINT_TO_POINTER (place));
        }
      add_to_summary (&g_array_index (lines, SummaryLine, place - 1), line);
    }
  g_array_sort (lines, compare_summary);
  return lines;
}

/* One walk over the summary, which is only made where somebody wants it. */
typedef struct
{
  GArray *lines; /* SummaryLine */
  guint next;
} SummaryWalk;

static gpointer
summary_open (gconstpointer data)
{
  SummaryWalk *walk = g_new0 (SummaryWalk, 1);
  walk->lines = make_summary (data);
  return walk;
}

static gboolean
summary_next (gpointer data, GError **error)
{
  SummaryWalk *walk = data;
  return walk->next++ < walk->lines->len;
}

static gconstpointer
summary_row (gpointer data)
{
  const SummaryWalk *walk = data;
  return &g_array_index (walk->lines, SummaryLine, walk->next - 1);
}

static void
summary_close (gpointer data)
{
  g_array_unref (((SummaryWalk *)data)->lines);
  g_free (data);
}

static const CertplanTableSource summary_source
    = { summary_open, summary_next, NULL, summary_close, summary_row };

static void
take_table (CertplanDuties *duties, CertplanTables *tables, CertplanTable *table, const char *title)
{
  g_autofree char *as_of = certplan_date_format (duties->as_of);
  g_autofree char *until = certplan_date_format (duties->until);
  g_autofree char *sentence = _certplan_sentence (title, as_of, until, NULL);
  _certplan_table_set_title (table, sentence, NULL);
  _certplan_table_set_labels (table, certplan_rulebook_get_labels (duties->rulebook));
  certplan_tables_take (tables, table);
}

static void
take_array (CertplanDuties *duties, CertplanTables *tables, const char *name, const char *title,
            const CertplanColumn *columns, guint n_columns, GArray *rows)
{
  take_table (duties, tables,
              _certplan_table_new_array (name, columns, n_columns, rows,
                                         certplan_duties_ref (duties),
                                         (GDestroyNotify)certplan_duties_unref),
              title);
}

static void
explain_duty (const CertplanDutyRule *duty, CertplanExplanation *explanation)
{
  g_autofree char *period = certplan_period_format (&duty->rule->duration);
  g_autofree char *event = g_strconcat (CERTPLAN_LABEL, duty->rule->event, NULL);
  g_autofree char *missed = g_strconcat (
      CERTPLAN_LABEL, duty->missed != NULL ? duty->missed->next_state : "not_stated", NULL);
  _certplan_explanation_take_reason (
      explanation, duty->rule->item,
      _certplan_sentence ("why.duty", duty->rule->qualification, period, event, missed, NULL),
      duty->rule);
  if (duty->missed != NULL)
    {
      g_autofree char *before = g_strconcat (CERTPLAN_LABEL, duty->missed->item, NULL);
      g_autofree char *happens = g_strconcat (CERTPLAN_LABEL, duty->missed->event, NULL);
      _certplan_explanation_take_reason (explanation, duty->rule->item,
                                         _certplan_sentence ("why.missed",
                                                             duty->rule->qualification, before,
                                                             happens, missed, NULL),
                                         duty->missed);
    }
}

static void
explain_rules (const CertplanDuties *duties, const CertplanHoldingRules *rules,
               CertplanExplanation *explanation)
{
  const char *name = certplan_rulebook_get_qualification (duties->rulebook, rules->handle);
  if (rules->issue == NULL)
    _certplan_explanation_take_note (explanation,
                                     _certplan_sentence ("note.no_lifecycle", name, NULL));
  for (guint type = 0; type < CERTPLAN_N_DUTY_TYPES; type++)
    if (rules->duties[type].rule != NULL)
      explain_duty (&rules->duties[type], explanation);
}

static void
note_warnings (CertplanExplanation *explanation)
{
  for (guint i = 0; i < _certplan_warnings_get_n (); i++)
    {
      gint32 share;
      const char *name = _certplan_warnings_get (i, &share);
      g_autofree char *warning = g_strconcat (CERTPLAN_LABEL, name, NULL);
      g_autofree char *percent = g_strdup_printf ("%d.%02d", share / 10000, share % 10000 / 100);
      _certplan_explanation_take_note (explanation,
                                       _certplan_sentence ("note.warning", warning, percent, NULL));
    }
}

/* The day on a calendar: what, for which certificate, whose. */
static const CertplanChartSpec calendar_spec = {
  .kind = CERTPLAN_CHART_CALENDAR,
  .from = DUE,
  .label = SUBJECT,
  .actor = DUTY,
  .days = DAYS_LEFT,
  .note = CERTPLAN_CHART_COLUMN (ORG),
  .more = CERTPLAN_CHART_COLUMN (QUALIFICATION),
};

/* Where several people's duties are there, whose each one is matters as much as what it is. */
static const CertplanColumn *
get_columns (const CertplanDuties *duties)
{
  static gsize once = 0;
  static CertplanColumn all_columns[G_N_ELEMENTS (duty_columns)];
  if (g_once_init_enter (&once))
    {
      for (gsize c = 0; c < G_N_ELEMENTS (duty_columns); c++)
        all_columns[c] = duty_columns[c];
      all_columns[ACTOR].flags &= ~(guint)CERTPLAN_COLUMN_WIDE;
      g_once_init_leave (&once, 1);
    }
  return duties->actor == _certplan_duty_actor_find ("all") ? all_columns : duty_columns;
}

static CertplanTable *
make_duties (CertplanDuties *duties)
{
  CertplanTable *table = _certplan_table_new (
      "duties", get_columns (duties), G_N_ELEMENTS (duty_columns) - N_HIDDEN, &duty_source,
      certplan_duties_ref (duties), (GDestroyNotify)certplan_duties_unref);
  _certplan_table_set_events (table, get_duty_events (), N_HIDDEN);
  _certplan_table_set_chart (table, &calendar_spec);
  _certplan_table_set_workcal (table, certplan_rulebook_get_workcal (duties->rulebook));
  return table;
}

static CertplanExplanation *
explain (CertplanDuties *duties)
{
  CertplanExplanation *explanation = _certplan_explanation_new (duties->rulebook);
  for (guint h = 0; h <= certplan_rulebook_get_n_qualifications (duties->rulebook); h++)
    if (_certplan_holdings_get_rules (duties->holdings, h) != NULL)
      explain_rules (duties, _certplan_holdings_get_rules (duties->holdings, h), explanation);
  _certplan_holdings_explain (duties->holdings, explanation);
  note_warnings (explanation);
  _certplan_holdings_explain_policy (duties->holdings, explanation);
  return explanation;
}

static GArray *
copy_findings (const CertplanDuties *duties) /* the sentences stay those of the holdings */
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (CertplanHoldingFinding));
  for (guint i = 0; i < _certplan_holdings_get_n_findings (duties->holdings); i++)
    g_array_append_vals (rows, _certplan_holdings_get_finding (duties->holdings, i), 1);
  return rows;
}

CertplanTables *
certplan_duties_dup_tables (CertplanDuties *duties, gboolean with_reasons)
{
  CertplanTables *tables = certplan_tables_new ();
  take_table (duties, tables, make_duties (duties), "title.duties");
  take_table (duties, tables,
              _certplan_table_new ("states", state_columns, G_N_ELEMENTS (state_columns),
                                   &state_source, certplan_duties_ref (duties),
                                   (GDestroyNotify)certplan_duties_unref),
              "title.states");
  take_table (duties, tables,
              _certplan_table_new ("summary", summary_columns, G_N_ELEMENTS (summary_columns),
                                   &summary_source, certplan_duties_ref (duties),
                                   (GDestroyNotify)certplan_duties_unref),
              "title.duty_summary");
  if (_certplan_holdings_get_n_findings (duties->holdings) > 0)
    take_array (duties, tables, "findings", "title.duty_findings", finding_columns,
                G_N_ELEMENTS (finding_columns), copy_findings (duties));
  g_autoptr (CertplanExplanation) explanation = explain (duties);
  _certplan_explanation_add_tables (explanation, with_reasons, tables);
  return tables;
}
