/* Charges as tables: charges, totals, years, findings. SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "certplan-charging-private.h"
#include "certplan-earning-private.h"
#include "certplan-table-private.h"
#include <string.h>

/* As the record "charges" has them, so that what is written is read back. */
static const CertplanColumn charge_columns[] = {
  CERTPLAN_RESULT_COLUMN (CertplanChargeLine, charge, ID),
  CERTPLAN_RESULT_COLUMN (CertplanChargeLine, certificate, ID),
  { .name = "case",
    .type = CERTPLAN_COLUMN_ID,
    .offset = G_STRUCT_OFFSET (CertplanChargeLine, case_id) },
  CERTPLAN_RESULT_COLUMN (CertplanChargeLine, qualification, QUALIFICATION),
  CERTPLAN_RESULT_COLUMN (CertplanChargeLine, kind, CHOICE),
  CERTPLAN_RESULT_COLUMN (CertplanChargeLine, item, CHOICE),
  CERTPLAN_RESULT_COLUMN (CertplanChargeLine, amount, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (CertplanChargeLine, due, DATE),
  CERTPLAN_RESULT_COLUMN (CertplanChargeLine, org, TEXT),
  CERTPLAN_RESULT_COLUMN (CertplanChargeLine, period_from, DATE),
  CERTPLAN_RESULT_COLUMN (CertplanChargeLine, period_to, DATE),
  CERTPLAN_RESULT_COLUMN (CertplanChargeLine, due_basis, CHOICE),
  CERTPLAN_RESULT_COLUMN (CertplanChargeLine, status, CHOICE, .head = "tariff"),
  CERTPLAN_RESULT_COLUMN (CertplanChargeLine, source, CHOICE),
  CERTPLAN_RESULT_COLUMN (CertplanChargeLine, clause, TEXT),
};

typedef struct
{
  const char *item;
  gint32 charges;
  CertplanMoney amount;
  gint32 missing;
  const char *source;
} TotalLine;

static const CertplanColumn total_columns[] = {
  CERTPLAN_RESULT_COLUMN (TotalLine, item, CHOICE),
  CERTPLAN_RESULT_COLUMN (TotalLine, charges, INT),
  CERTPLAN_RESULT_COLUMN (TotalLine, amount, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (TotalLine, missing, INT),
  CERTPLAN_RESULT_COLUMN (TotalLine, source, CHOICE),
};

/* A year of a certificate. */
typedef struct
{
  const char *certificate, *org, *qualification;
  gint32 certificate_year;
  CertplanDate from, to;
  CertplanMoney annual_fee, paid_amount, earned_amount;
  const char *basis;
  const char *source, *clause;
} YearLine;

static const CertplanColumn year_columns[] = {
  CERTPLAN_RESULT_COLUMN (YearLine, certificate, ID),
  CERTPLAN_RESULT_COLUMN (YearLine, org, TEXT),
  CERTPLAN_RESULT_COLUMN (YearLine, qualification, QUALIFICATION),
  CERTPLAN_RESULT_COLUMN (YearLine, certificate_year, INT),
  CERTPLAN_RESULT_COLUMN (YearLine, from, DATE),
  CERTPLAN_RESULT_COLUMN (YearLine, to, DATE),
  CERTPLAN_RESULT_COLUMN (YearLine, annual_fee, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (YearLine, paid_amount, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (YearLine, earned_amount, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (YearLine, basis, CHOICE),
  CERTPLAN_RESULT_COLUMN (YearLine, source, CHOICE),
  CERTPLAN_RESULT_COLUMN (YearLine, clause, TEXT),
};

static const CertplanColumn finding_columns[] = {
  CERTPLAN_RESULT_COLUMN (CertplanChargingFinding, subject, ID),
  CERTPLAN_RESULT_COLUMN (CertplanChargingFinding, qualification, QUALIFICATION),
  CERTPLAN_RESULT_COLUMN (CertplanChargingFinding, finding, SENTENCE),
  CERTPLAN_RESULT_COLUMN (CertplanChargingFinding, source, CHOICE),
  CERTPLAN_RESULT_COLUMN (CertplanChargingFinding, clause, TEXT),
};

static gint
compare_totals (gconstpointer a, gconstpointer b)
{
  const TotalLine *one = a, *other = b;
  return g_strcmp0 (one->item, other->item);
}

/* By item, then all: no sum is larger than all, which was checked. */
static GArray *
make_totals (const CertplanCharging *charging)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (TotalLine));
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  TotalLine all = { "total", 0, charging->total_fen, (gint32)charging->n_missing, "computed" };
  for (guint i = 0; i < charging->lines->len; i++)
    {
      const CertplanChargeLine *line = _certplan_charging_get_line (charging, i);
      guint place = GPOINTER_TO_UINT (g_hash_table_lookup (places, line->item));
      if (place == 0)
        {
          const TotalLine total = { line->item, 0, CERTPLAN_MONEY_NONE, 0, "computed" };
          g_array_append_val (lines, total);
          place = lines->len;
          g_hash_table_insert (places, (gpointer)line->item, GUINT_TO_POINTER (place));
        }
      TotalLine *total = &g_array_index (lines, TotalLine, place - 1);
      total->charges++;
      all.charges++;
      if (line->amount == CERTPLAN_MONEY_NONE)
        total->missing++;
      else
        total->amount = (total->amount != CERTPLAN_MONEY_NONE ? total->amount : 0) + line->amount;
    }
  g_array_sort (lines, compare_totals);
  g_array_append_val (lines, all);
  return lines;
}

/* What is earned over the term of one certificate, together. */
typedef struct
{
  CertplanMoney amount_fen, paid_fen, earned_fen;
  const CertplanChargeLine *line; /* the first one; NULL = there is none */
} Annuity;

/* What was waived of the line takes first what is not earned by then, as any credit does. */
static void
cut_waived (const CertplanCharging *charging, guint i, CertplanEarning *earning)
{
  guint low = 0, high = charging->waivers->len;
  while (low < high)
    {
      const guint middle = (low + high) / 2;
      if (g_array_index (charging->waivers, CertplanWaiver, middle).line < i)
        low = middle + 1;
      else
        high = middle;
    }
  for (; low < charging->waivers->len; low++)
    {
      const CertplanWaiver *waiver = &g_array_index (charging->waivers, CertplanWaiver, low);
      if (waiver->line != i)
        return;
      const CertplanMoney left_fen
          = earning->done_fen + earning->amount_fen - _certplan_earning_get (earning, waiver->date);
      const CertplanMoney taken_fen = MIN (waiver->fen, left_fen);
      *earning = _certplan_earning_cut (earning, waiver->date, taken_fen, waiver->fen - taken_fen);
    }
}

/* By as_of, and no longer than the certificate stands. */
static CertplanMoney
get_earned (const CertplanCharging *charging, const CertplanSubject *subject, guint i)
{
  const CertplanChargeLine *line = _certplan_charging_get_line (charging, i);
  CertplanEarning earning = _certplan_earning_new (line->amount, line->earned, line->due,
                                                   line->period_from, line->period_to, FALSE);
  cut_waived (charging, i, &earning);
  const CertplanEnding ending = _certplan_ending_get (charging->request->policy);
  if (subject->ended == CERTPLAN_DATE_NONE || subject->ended > charging->as_of
      || ending == CERTPLAN_ENDING_RUNS_ON)
    return _certplan_earning_get (&earning, charging->as_of);
  return ending == CERTPLAN_ENDING_EARNED ? line->amount - line->waived_fen
                                          : _certplan_earning_get (&earning, subject->ended);
}

static Annuity
add_annuity (const CertplanCharging *charging, const CertplanSubject *subject)
{
  Annuity sum = { 0 };
  for (guint k = 0; k < subject->n_lines; k++)
    {
      const CertplanChargeLine *line
          = _certplan_charging_get_line (charging, subject->first_line + k);
      if (line->earned != CERTPLAN_EARNED_OVER_TERM || line->amount == CERTPLAN_MONEY_NONE
          || line->period_from == CERTPLAN_DATE_NONE)
        continue;
      sum.amount_fen += line->amount - line->waived_fen;
      sum.paid_fen += CLAMP (line->paid_fen, 0, line->amount);
      sum.earned_fen += get_earned (charging, subject, subject->first_line + k);
      if (sum.line == NULL)
        sum.line = line;
    }
  return sum;
}

/* What fills the years one after the other: how much of @fen falls on one that has @fee_fen behind
 * @before_fen. */
static CertplanMoney
fill_year (CertplanMoney fen, CertplanMoney before_fen, CertplanMoney fee_fen)
{
  return CLAMP (fen - before_fen, 0, fee_fen);
}

static void
append_years (const CertplanCharging *charging, const CertplanSubject *subject, GArray *years)
{
  const Annuity annuity = add_annuity (charging, subject);
  if (annuity.line == NULL)
    return;
  const CertplanDate from = annuity.line->period_from, to = annuity.line->period_to;
  const guint n_years = MAX (1, (_certplan_earning_count_months (from, to) + 6) / 12);
  CertplanDate begin = from;
  for (guint year = 0; year < n_years; year++)
    {
      const CertplanMoney fee_fen = certplan_money_split (annuity.amount_fen, n_years, year);
      const CertplanMoney before_fen = certplan_money_split_sum (annuity.amount_fen, n_years, year);
      const YearLine line = {
        .certificate = subject->certificate,
        .org = subject->org,
        .qualification = annuity.line->qualification,
        .certificate_year = (gint32)year + 1,
        .from = begin,
        .to
        = year + 1 == n_years ? to : _certplan_term_get_part_end (from, to, (gint)year * 12 + 12),
        .annual_fee = fee_fen,
        .paid_amount = charging->knows_payments ? fill_year (annuity.paid_fen, before_fen, fee_fen)
                                                : CERTPLAN_MONEY_NONE,
        .earned_amount = fill_year (annuity.earned_fen, before_fen, fee_fen),
        .basis = "assumption",
        .source = annuity.line->source,
        .clause = annuity.line->clause,
      };
      g_array_append_val (years, line);
      begin = line.to + 1;
    }
}

/* One walk over the years, made certificate by certificate. */
typedef struct
{
  const CertplanCharging *charging;
  guint next;    /* subject */
  GArray *years; /* YearLine, of the current one */
  guint place;   /* in years, of the line after the current one */
} YearWalk;

static gpointer
year_open (gconstpointer data)
{
  YearWalk *walk = g_new0 (YearWalk, 1);
  walk->charging = data;
  walk->years = g_array_new (FALSE, FALSE, sizeof (YearLine));
  return walk;
}

static gboolean
year_next (gpointer data, GError **error)
{
  YearWalk *walk = data;
  while (walk->place == walk->years->len)
    {
      if (walk->next == walk->charging->subjects->len)
        return FALSE;
      g_array_set_size (walk->years, 0);
      walk->place = 0;
      append_years (walk->charging, _certplan_charging_get_subject (walk->charging, walk->next++),
                    walk->years);
    }
  walk->place++;
  return TRUE;
}

static gconstpointer
year_row (gpointer data)
{
  const YearWalk *walk = data;
  return &g_array_index (walk->years, YearLine, walk->place - 1);
}

static void
year_close (gpointer data)
{
  g_array_unref (((YearWalk *)data)->years);
  g_free (data);
}

static const CertplanTableSource year_source = { year_open, year_next, NULL, year_close, year_row };

static void
take_table (CertplanCharging *charging, CertplanTables *tables, CertplanTable *table,
            const char *title)
{
  g_autofree char *as_of = certplan_date_format (charging->as_of);
  g_autofree char *sentence = _certplan_sentence (title, as_of, NULL);
  _certplan_table_set_title (table, sentence, NULL);
  _certplan_table_set_labels (table, certplan_rulebook_get_labels (charging->request->rulebook));
  certplan_tables_take (tables, table);
}

#define TAKE_ROWS(table_name, title, table_columns, array)                                         \
  take_table (charging, tables,                                                                    \
              _certplan_table_new_rows (table_name, table_columns, G_N_ELEMENTS (table_columns),   \
                                        (array)->data, g_array_get_element_size (array),           \
                                        (array)->len, certplan_charging_ref (charging),            \
                                        (GDestroyNotify)certplan_charging_unref),                  \
              title)

static void
explain_rule (const CertplanRule *rule, CertplanExplanation *explanation)
{
  g_autofree char *amount = certplan_money_format (rule->amount_fen, TRUE);
  _certplan_explanation_take_reason (explanation, rule->item,
                                     _certplan_rule_dup_reason (rule, amount), rule);
  if (rule->valid_from == CERTPLAN_DATE_NONE && rule->published == CERTPLAN_DATE_NONE
      && !g_str_equal (rule->basis, "user"))
    _certplan_explanation_take_note (explanation,
                                     _certplan_sentence ("note.undated", rule->source, NULL));
}

/* A tariff is applied to days before its publication where nothing else is known: the first of them
 * of each document. */
static void
note_published (const CertplanCharging *charging, CertplanExplanation *explanation)
{
  g_autoptr (GHashTable) first = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < charging->subjects->len; i++)
    {
      const CertplanSubject *subject = _certplan_charging_get_subject (charging, i);
      for (guint k = 0; k < subject->n_lines; k++)
        {
          const CertplanRule *rule
              = _certplan_charging_get_line (charging, subject->first_line + k)->rule;
          gpointer known;
          if (rule == NULL || rule->valid_from != CERTPLAN_DATE_NONE
              || rule->published == CERTPLAN_DATE_NONE || subject->on == CERTPLAN_DATE_NONE
              || subject->on >= rule->published || g_str_equal (rule->basis, "user")
              || (g_hash_table_lookup_extended (first, rule->source, NULL, &known)
                  && GPOINTER_TO_INT (known) <= subject->on))
            continue;
          g_hash_table_insert (first, (gpointer)rule->source, GINT_TO_POINTER (subject->on));
        }
    }
  g_autoptr (GList) sources = g_hash_table_get_keys (first);
  sources = g_list_sort (sources, (GCompareFunc)(void (*) (void))strcmp);
  for (const GList *source = sources; source != NULL; source = source->next)
    {
      g_autofree char *day
          = certplan_date_format (GPOINTER_TO_INT (g_hash_table_lookup (first, source->data)));
      _certplan_explanation_take_note (
          explanation,
          _certplan_sentence ("note.before_published", (const char *)source->data, day, NULL));
    }
}

static void
note_terms (const CertplanCharging *charging, const char *item, CertplanExplanation *explanation)
{
  const CertplanFeeTerm *term = _certplan_fee_terms_find (charging->fees, item);
  const CertplanPeriod *terms = _certplan_period_is_none (&charging->request->terms)
                                    ? &term->terms
                                    : &charging->request->terms;
  g_autofree char *period = _certplan_argument_period (terms);
  g_autofree char *label = g_strconcat (CERTPLAN_LABEL, item, NULL);
  static const char *const earned[] = { NULL, "at_issue", "over_term", "when_due" };
  g_autofree char *way = g_strconcat (CERTPLAN_LABEL, earned[term->earned], NULL);
  _certplan_explanation_take_note (explanation,
                                   _certplan_sentence ("note.fee_terms", label, period, way, NULL));
}

/* What is left out, because it begins after the day on which one looks. */
static void
note_later (const CertplanCharging *charging, CertplanExplanation *explanation)
{
  const CertplanSubject *first = NULL;
  guint n_later = 0;
  for (guint i = 0; i < charging->subjects->len; i++)
    {
      const CertplanSubject *subject = _certplan_charging_get_subject (charging, i);
      if (subject->is_later && first == NULL)
        first = subject;
      n_later += subject->is_later;
    }
  if (first == NULL)
    return;
  g_autofree char *n = g_strdup_printf ("%u", n_later);
  g_autofree char *as_of = certplan_date_format (charging->as_of);
  _certplan_explanation_take_note (
      explanation, _certplan_sentence ("note.later_subjects", n, as_of, first->number, NULL));
}

static CertplanExplanation *
explain (const CertplanCharging *charging)
{
  static const CertplanPolicyKey keys[]
      = { CERTPLAN_POLICY_RENEWED_TERM, CERTPLAN_POLICY_ENDED_ANNUITY, CERTPLAN_POLICY_AUDIT_FEE };
  CertplanExplanation *explanation = _certplan_explanation_new (charging->request->rulebook);
  g_autoptr (GHashTable) known = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) items = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_inferred = 0;
  for (guint i = 0; i < charging->lines->len; i++)
    {
      const CertplanChargeLine *line = _certplan_charging_get_line (charging, i);
      if (line->rule != NULL && !g_hash_table_add (known, (gpointer)line->rule))
        continue; /* so is its item */
      if (line->rule != NULL)
        explain_rule (line->rule, explanation);
      if (line->amount != CERTPLAN_MONEY_NONE && g_hash_table_add (items, (gpointer)line->item))
        note_terms (charging, line->item, explanation);
    }
  note_published (charging, explanation);
  note_later (charging, explanation);
  for (guint i = 0; i < charging->subjects->len; i++)
    {
      const CertplanSubject *subject = _certplan_charging_get_subject (charging, i);
      n_inferred += subject->is_kind_inferred && !subject->is_later;
    }
  g_autofree char *n = g_strdup_printf ("%u", n_inferred);
  if (n_inferred > 0)
    _certplan_explanation_take_note (explanation,
                                     _certplan_sentence ("note.kind_inferred", n, NULL));
  if (!charging->knows_payments)
    _certplan_explanation_take_note (explanation, _certplan_sentence ("note.no_payments", NULL));
  _certplan_policy_explain (charging->request->policy, keys, G_N_ELEMENTS (keys), explanation);
  return explanation;
}

CertplanTables *
certplan_charging_dup_tables (CertplanCharging *charging, gboolean with_reasons)
{
  CertplanTables *tables = certplan_tables_new ();
  TAKE_ROWS ("charges", "title.charges", charge_columns, charging->lines);
  take_table (charging, tables,
              _certplan_table_new_array ("totals", total_columns, G_N_ELEMENTS (total_columns),
                                         make_totals (charging), certplan_charging_ref (charging),
                                         (GDestroyNotify)certplan_charging_unref),
              "title.charge_totals");
  take_table (charging, tables,
              _certplan_table_new ("years", year_columns, G_N_ELEMENTS (year_columns), &year_source,
                                   certplan_charging_ref (charging),
                                   (GDestroyNotify)certplan_charging_unref),
              "title.charge_years");
  TAKE_ROWS ("findings", "title.charge_findings", finding_columns, charging->findings);
  g_autoptr (CertplanExplanation) explanation = explain (charging);
  _certplan_explanation_add_tables (explanation, with_reasons, tables);
  return tables;
}
