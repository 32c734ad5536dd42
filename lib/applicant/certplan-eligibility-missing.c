/* The facts that are not known: those that the answer hangs on, and a profile to fill in.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-eligibility-private.h"

/* A fact that somebody asks for. */
typedef struct
{
  const char *fact;         /* owned by the list */
  const CertplanRule *rule; /* the first that asks */
  CertplanFactType type;
  gint n_deciding; /* criteria that it alone can settle */
  gint n_open;     /* criteria of qualifications whose verdict is open */
  gint n_criteria; /* all that wait for it */
  GString *places; /* who asks, and for how much: sentences; owned by the list */
  char *note;      /* owned by the list; a sentence */
  gint place;
} AskedFact;

static const CertplanColumn missing_columns[] = {
  CERTPLAN_RESULT_COLUMN (AskedFact, place, INT),
  CERTPLAN_RESULT_COLUMN (AskedFact, fact, ID),
  CERTPLAN_RESULT_COLUMN (AskedFact, n_deciding, INT),
  CERTPLAN_RESULT_COLUMN (AskedFact, n_criteria, INT),
  CERTPLAN_RESULT_COLUMN (AskedFact, note, SENTENCE),
};

typedef struct
{
  char *fact;
  const char *value; /* NULL: to be filled in */
  char *note;
} ProfileLine;

static const CertplanColumn profile_columns[] = {
  CERTPLAN_RESULT_COLUMN (ProfileLine, fact, ID),
  CERTPLAN_RESULT_COLUMN (ProfileLine, value, NOTE),
  CERTPLAN_RESULT_COLUMN (ProfileLine, note, SENTENCE),
};

static void
asked_fact_clear (gpointer data)
{
  AskedFact *asked = data;
  g_free ((char *)asked->fact);
  if (asked->places != NULL)
    g_string_free (asked->places, TRUE);
  g_free (asked->note);
}

static GArray *
new_list (void)
{
  GArray *list = g_array_new (FALSE, TRUE, sizeof (AskedFact));
  g_array_set_clear_func (list, asked_fact_clear);
  return list;
}

static AskedFact *
find_fact (GArray *list, const char *fact, const CertplanRule *rule, CertplanFactType type)
{
  for (guint i = 0; i < list->len; i++)
    if (g_str_equal (g_array_index (list, AskedFact, i).fact, fact))
      return &g_array_index (list, AskedFact, i);
  AskedFact asked = { .fact = g_strdup (fact), .rule = rule, .type = type };
  asked.places = g_string_new (NULL);
  g_array_append_val (list, asked);
  return &g_array_index (list, AskedFact, list->len - 1);
}

/* The least or the most that a row asks for, in words. (transfer full) */
static char *
dup_share (const CertplanRule *rule)
{
  const CertplanValue value = { .number = rule->share };
  g_autoptr (GString) share = g_string_new (NULL);
  g_autofree char *least
      = g_strdup_printf ("%" G_GINT64_FORMAT, _certplan_criterion_get_least (rule));
  g_autofree char *base = g_strconcat (CERTPLAN_LABEL, rule->share_of, NULL);
  _certplan_value_append (NULL, CERTPLAN_LANG_EN, TRUE, CERTPLAN_COLUMN_SHARE, &value, share);
  return _certplan_sentence ("place.share", rule->qualification, rule->clause, least, share->str,
                             base, NULL);
}

/* The number, amount or period that a row asks for; NULL where it asks for none. (transfer full) */
static char *
dup_least (const CertplanRule *rule)
{
  gint64 least = _certplan_criterion_get_least (rule);
  switch ((int)_certplan_criterion_get_type (rule))
    {
    case CERTPLAN_FACT_SINCE:
      return _certplan_argument_period (&rule->duration);
    case CERTPLAN_FACT_AMOUNT:
      return _certplan_argument_money (least);
    case CERTPLAN_FACT_COUNT:
    case CERTPLAN_FACT_PEOPLE:
      return g_strdup_printf ("%" G_GINT64_FORMAT, least);
    default:
      return NULL;
    }
}

/* Who asks, and for how much: one more sentence. */
static void
append_place (AskedFact *asked, const CertplanRule *rule)
{
  gboolean is_judged = rule->fact != NULL && g_str_equal (rule->fact, asked->fact);
  g_autofree char *least = is_judged ? dup_least (rule) : NULL;
  g_autofree char *users
      = rule->users_min != G_MININT32 ? g_strdup_printf ("%d", rule->users_min) : NULL;
  g_autofree char *place = NULL;
  if (is_judged && rule->share != G_MININT32 && rule->share_of != NULL)
    place = dup_share (rule);
  else
    place = _certplan_sentence (least == NULL                              ? "place"
                                : _certplan_criterion_is (rule, "at_most") ? "place.at_most"
                                : users != NULL                            ? "place.users"
                                                                           : "place.at_least",
                                rule->qualification, rule->clause, least, users, NULL);
  g_string_append (asked->places, place);
}

/* A fact that is named otherwise than its criterion may have a label of its own; another fact than
 * the one that is judged is not named by the criterion at all. */
static char *
dup_label (const AskedFact *asked, const CertplanLabels *labels)
{
  gboolean is_known = g_strcmp0 (asked->rule->share_of, asked->fact) == 0
                      || g_strcmp0 (asked->rule->exempt, asked->fact) == 0
                      || _certplan_labels_find (labels, CERTPLAN_LANG_ZH_CN, asked->fact) != NULL;
  return g_strconcat (CERTPLAN_LABEL, is_known ? asked->fact : asked->rule->item, NULL);
}

static void
set_note (AskedFact *asked, const CertplanLabels *labels)
{
  static const struct
  {
    CertplanFactType type;
    const char *sentence;
  } sentences[] = {
    { CERTPLAN_FACT_YES_NO, "ask.yes_no" }, { CERTPLAN_FACT_COUNT, "ask.count" },
    { CERTPLAN_FACT_AMOUNT, "ask.amount" }, { CERTPLAN_FACT_SINCE, "ask.since" },
    { CERTPLAN_FACT_HELD, "ask.held" },     { CERTPLAN_FACT_PEOPLE, "ask.count" },
  };
  g_autofree char *label = dup_label (asked, labels);
  g_autofree char *criterion = g_strconcat (CERTPLAN_LABEL, asked->rule->item, NULL);
  const char *own = g_strcmp0 (asked->rule->share_of, asked->fact) == 0 ? "ask.share_of"
                    : g_strcmp0 (asked->rule->exempt, asked->fact) == 0 ? "ask.exempt"
                    : _certplan_criterion_asks_projects (asked->rule)   ? "ask.projects"
                                                                        : NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (asked->type == sentences[i].type)
      {
        g_autofree char *question = _certplan_sentence (own != NULL ? own : sentences[i].sentence,
                                                        label, criterion, NULL);
        g_free (asked->note);
        asked->note = g_strconcat (question, asked->places->str, NULL);
      }
}

/* The type of a fact that a row lacks: what it is judged by, what a share is of, or a holding. */
static CertplanFactType
get_type (const CertplanRule *rule, const char *fact)
{
  if (rule->share_of != NULL && g_str_equal (rule->share_of, fact))
    return CERTPLAN_FACT_COUNT;
  if (rule->exempt != NULL && g_str_equal (rule->exempt, fact))
    return CERTPLAN_FACT_YES_NO;
  return _certplan_criterion_get_type (rule);
}

/* Of facts that decide alike, the order of the documents stays: the sort is stable. */
static gint
compare_asked (gconstpointer a, gconstpointer b)
{
  const AskedFact *x = a, *y = b;
  if ((x->n_open > 0) != (y->n_open > 0))
    return x->n_open > 0 ? -1 : 1;
  if (x->n_deciding != y->n_deciding)
    return x->n_deciding > y->n_deciding ? -1 : 1;
  if (x->n_criteria != y->n_criteria)
    return x->n_criteria > y->n_criteria ? -1 : 1;
  return 0;
}

/* A row without alternatives that lacks one fact alone is settled by it. */
static gboolean
is_deciding (const CertplanJudgement *row)
{
  return row->rule->group == NULL && row->lacks[1] == NULL;
}

/* Where the verdict stands already, a fact only tells what else is in the way. */
static gboolean
is_open (const CertplanEligibility *eligibility, const CertplanJudgement *row)
{
  return g_array_index (eligibility->verdicts, CertplanVerdict, row->wanted).n_not_met == 0;
}

static GArray *
list_missing (const CertplanEligibility *eligibility)
{
  GArray *list = new_list ();
  for (guint i = 0; i < eligibility->judgements->len; i++)
    {
      const CertplanJudgement *row = &g_array_index (eligibility->judgements, CertplanJudgement, i);
      for (guint l = 0; row->state == CERTPLAN_CRITERION_UNKNOWN && l < CERTPLAN_MAX_LACKS; l++)
        {
          if (row->lacks[l] == NULL)
            continue;
          AskedFact *asked
              = find_fact (list, row->lacks[l], row->rule, get_type (row->rule, row->lacks[l]));
          asked->n_criteria++;
          asked->n_deciding += is_deciding (row);
          asked->n_open += is_open (eligibility, row);
          append_place (asked, row->rule);
        }
    }
  g_array_sort (list, compare_asked);
  return list;
}

CertplanTable *
_certplan_eligibility_make_missing (CertplanEligibility *eligibility)
{
  GArray *list = list_missing (eligibility);
  for (guint i = 0; i < list->len; i++)
    {
      AskedFact *asked = &g_array_index (list, AskedFact, i);
      asked->place = (gint)i + 1;
      set_note (asked, certplan_rulebook_get_labels (eligibility->request->rulebook));
    }
  return _certplan_eligibility_make_table (eligibility, "missing", missing_columns,
                                           G_N_ELEMENTS (missing_columns), list);
}

static void
ask_rule (GArray *list, const CertplanRule *rule)
{
  CertplanFactType type = _certplan_criterion_get_type (rule);
  g_autofree char *held
      = type == CERTPLAN_FACT_HELD ? _certplan_fact_dup_held (rule->requires) : NULL;
  const char *const facts[] = { held != NULL ? held : rule->fact, rule->share_of, rule->exempt };
  for (gsize i = 0; type != 0 && i < G_N_ELEMENTS (facts); i++)
    if (facts[i] != NULL)
      append_place (find_fact (list, facts[i], rule, i == 0 ? type : get_type (rule, facts[i])),
                    rule);
}

static void
profile_line_clear (gpointer data)
{
  ProfileLine *line = data;
  g_free (line->fact);
  g_free (line->note);
}

CertplanTables *
certplan_eligibility_request_dup_template (CertplanEligibilityRequest *request)
{
  g_return_val_if_fail (request != NULL, NULL);

  g_autoptr (GArray) list = new_list ();
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (ProfileLine));
  g_array_set_clear_func (lines, profile_line_clear);
  for (guint w = 0; w < request->wanted->len; w++)
    {
      g_autoptr (GPtrArray) rules = _certplan_eligibility_list (
          request, &g_array_index (request->wanted, CertplanWanted, w), CERTPLAN_DATE_NONE);
      for (guint i = 0; i < rules->len; i++)
        ask_rule (list, g_ptr_array_index (rules, i));
    }
  for (guint i = 0; i < list->len; i++)
    {
      AskedFact *asked = &g_array_index (list, AskedFact, i);
      set_note (asked, certplan_rulebook_get_labels (request->rulebook));
      ProfileLine line = { g_strdup (asked->fact), NULL, g_strdup (asked->note) };
      g_array_append_val (lines, line);
    }
  CertplanTable *table = _certplan_table_new_array (
      "profile", profile_columns, G_N_ELEMENTS (profile_columns), lines,
      certplan_rulebook_ref (request->rulebook), (GDestroyNotify)certplan_rulebook_unref);
  g_autofree char *title = _certplan_sentence ("title.profile", NULL);
  _certplan_table_set_title (table, title, NULL);
  _certplan_table_set_labels (table, certplan_rulebook_get_labels (request->rulebook));
  CertplanTables *tables = certplan_tables_new ();
  certplan_tables_take (tables, table);
  return tables;
}
