/* A sheet of quotes with extras and one total. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-quotes-private.h"
#include "certplan-labels-private.h"
#include "certplan-policy-private.h"
#include "certplan-private.h"
#include "certplan-stages-private.h"
#include <string.h>

/* One line of the sheet. */
typedef struct
{
  const char *qualification; /* NULL for extras and the total */
  const char *kind;
  const char *item;
  CertplanMoney amount;
  const char *status; /* a sentence */
  const char *tariff; /* a sentence: the term */
  const char *source;
  const char *clause;
} QuoteLine;

static const CertplanColumn line_columns[] = {
  CERTPLAN_RESULT_COLUMN (QuoteLine, qualification, QUALIFICATION),
  CERTPLAN_RESULT_COLUMN (QuoteLine, kind, CHOICE),
  CERTPLAN_RESULT_COLUMN (QuoteLine, item, CHOICE),
  CERTPLAN_RESULT_COLUMN (QuoteLine, amount, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (QuoteLine, status, SENTENCE),
  CERTPLAN_RESULT_COLUMN (QuoteLine, tariff, SENTENCE),
  CERTPLAN_RESULT_COLUMN (QuoteLine, source, CHOICE),
  CERTPLAN_RESULT_COLUMN (QuoteLine, clause, TEXT),
};

G_DEFINE_BOXED_TYPE (CertplanQuotes, certplan_quotes, certplan_quotes_ref, certplan_quotes_unref)

CertplanQuotes *
certplan_quotes_new (CertplanRulebook *rulebook, CertplanPolicy *policy)
{
  CertplanQuotes *quotes = g_atomic_rc_box_new0 (CertplanQuotes);
  quotes->rulebook = certplan_rulebook_ref (rulebook);
  quotes->policy = policy != NULL ? certplan_policy_ref (policy) : certplan_policy_new ();
  quotes->texts = g_string_chunk_new (1024);
  quotes->lines = g_array_new (FALSE, FALSE, sizeof (QuoteLine));
  quotes->windows = g_array_new (FALSE, FALSE, sizeof (CertplanQuoteWindow));
  quotes->explanation = _certplan_explanation_new (rulebook);
  return quotes;
}

CertplanQuotes *
certplan_quotes_ref (CertplanQuotes *quotes)
{
  return g_atomic_rc_box_acquire (quotes);
}

static void
quotes_clear (gpointer data)
{
  CertplanQuotes *quotes = data;
  certplan_rulebook_unref (quotes->rulebook);
  certplan_policy_unref (quotes->policy);
  g_string_chunk_free (quotes->texts);
  g_array_unref (quotes->lines);
  g_array_unref (quotes->windows);
  _certplan_explanation_unref (quotes->explanation);
}

void
certplan_quotes_unref (CertplanQuotes *quotes)
{
  g_atomic_rc_box_release_full (quotes, quotes_clear);
}

/* Keeps a text of ours as long as the sheet. */
const char *
_certplan_quotes_take_text (CertplanQuotes *quotes, char *text)
{
  const char *kept = g_string_chunk_insert_const (quotes->texts, text);
  g_free (text);
  return kept;
}

static gboolean
add_amount (CertplanQuotes *quotes, CertplanMoney amount_fen, GError **error)
{
  return certplan_money_add (quotes->total_fen, amount_fen, &quotes->total_fen, error);
}

/* "user_tariff" where the row is of the user's own, else "published". */
static const char *
get_status (CertplanQuotes *quotes, const CertplanRule *rule)
{
  return _certplan_quotes_take_text (
      quotes,
      _certplan_sentence (g_str_equal (rule->basis, "user") ? "user_tariff" : "published", NULL));
}

/* A tariff is applied to days before its publication where nothing else is known. */
static void
note_term (CertplanQuotes *quotes, const CertplanRule *rule, CertplanDate on)
{
  if (rule->valid_from != CERTPLAN_DATE_NONE || g_str_equal (rule->basis, "user"))
    return;
  if (rule->published == CERTPLAN_DATE_NONE)
    {
      _certplan_explanation_take_note (quotes->explanation,
                                       _certplan_sentence ("note.undated", rule->source, NULL));
      return;
    }
  g_autofree char *day = certplan_date_format (on);
  if (on != CERTPLAN_DATE_NONE && on < rule->published)
    _certplan_explanation_take_note (
        quotes->explanation, _certplan_sentence ("note.before_published", rule->source, day, NULL));
}

static void
add_item (CertplanQuotes *quotes, const CertplanRule *rule, CertplanDate on)
{
  QuoteLine line = {
    .qualification = rule->qualification,
    .kind = rule->kind,
    .item = rule->item,
    .amount = rule->amount_fen,
    .status = get_status (quotes, rule),
    .tariff = _certplan_quotes_take_text (quotes, _certplan_rule_dup_term (rule)),
    .source = rule->source,
    .clause = rule->clause,
  };
  g_array_append_val (quotes->lines, line);
  g_autofree char *amount = certplan_money_format (rule->amount_fen, TRUE);
  _certplan_explanation_take_reason (quotes->explanation, rule->item,
                                     _certplan_rule_dup_reason (rule, amount), rule);
  note_term (quotes, rule, on);
}

/* A row of the caller's that replaces nothing beside rows that are published: it may be meant to.
 */
static void
note_own_items (CertplanQuotes *quotes, const CertplanQuote *quote)
{
  guint n_items = certplan_quote_get_n_items (quote), n_own = 0;
  for (guint i = 0; i < n_items; i++)
    n_own += g_str_equal (_certplan_quote_get_rule (quote, i)->basis, "user");
  for (guint i = 0; n_own < n_items && i < n_items; i++)
    {
      const CertplanRule *rule = _certplan_quote_get_rule (quote, i);
      g_autofree char *item = g_strconcat (CERTPLAN_LABEL, rule->item, NULL);
      if (g_str_equal (rule->basis, "user") && rule->replaces == NULL)
        _certplan_explanation_take_note (
            quotes->explanation,
            _certplan_sentence ("note.own_item", item, rule->source, rule->qualification, NULL));
    }
}

static void
add_missing (CertplanQuotes *quotes, const char *qualification, const char *kind)
{
  QuoteLine line = {
    .qualification = qualification,
    .kind = kind,
    .item = "fee",
    .amount = CERTPLAN_MONEY_NONE,
    .status = _certplan_quotes_take_text (quotes, _certplan_sentence ("no_published_tariff", NULL)),
    .source = "no_document",
  };
  g_array_append_val (quotes->lines, line);
  quotes->n_missing++;
}

/* Where another row may be met instead, or a fact exempts, nothing must be held. */
gboolean
_certplan_quotes_must_be_held (const CertplanQuotes *quotes, const CertplanRule *rule)
{
  return rule->requires != NULL && rule->group == NULL && rule->exempt == NULL
         && _certplan_rule_is_read (rule, quotes->policy);
}

/* What must be held on the day of application: said, not priced. */
void
_certplan_quotes_note_requirements (CertplanQuotes *quotes, guint handle, const char *kind)
{
  guint n_rows;
  const CertplanRule *rows
      = _certplan_rulebook_get_rows (quotes->rulebook, CERTPLAN_RULES_CRITERIA, handle, &n_rows);
  for (guint i = 0; i < n_rows; i++)
    if (_certplan_quotes_must_be_held (quotes, &rows[i])
        && (rows[i].kind[0] == '\0' || g_str_equal (rows[i].kind, kind)))
      _certplan_explanation_take_note (quotes->explanation,
                                       _certplan_sentence ("note.requires", rows[i].qualification,
                                                           rows[i].requires, rows[i].source,
                                                           rows[i].clause, NULL));
}

gboolean
_certplan_quotes_add_quote (CertplanQuotes *quotes, guint handle, const char *kind, CertplanDate on,
                            GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CertplanQuote) quote = certplan_quote_new (quotes->rulebook, handle, kind, on, &local);
  if (quote == NULL
      && !g_error_matches (local, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_NO_PUBLISHED_TARIFF))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (quote == NULL)
    add_missing (quotes, certplan_rulebook_get_qualification (quotes->rulebook, handle), kind);
  else if (!add_amount (quotes, certplan_quote_get_total (quote), error))
    return FALSE;
  for (guint i = 0; quote != NULL && i < certplan_quote_get_n_items (quote); i++)
    add_item (quotes, _certplan_quote_get_rule (quote, i), on);
  if (quote != NULL)
    note_own_items (quotes, quote);
  return TRUE;
}

gboolean
certplan_quotes_add (CertplanQuotes *quotes, const char *qualification, const char *kind,
                     CertplanDate on, GError **error)
{
  guint handle = certplan_rulebook_find (quotes->rulebook, qualification, error);
  const char *kept
      = handle != 0 ? certplan_rulebook_check_kind (quotes->rulebook, handle, kind, error) : NULL;
  if (kept == NULL || !_certplan_quotes_add_quote (quotes, handle, kept, on, error))
    return FALSE;
  _certplan_quotes_note_requirements (quotes, handle, kept);
  return TRUE;
}

#define WIDE_COLON "："

/* The last colon, plain or full-width, as a Chinese keyboard gives it. Returns: what follows it;
 * NULL if there is none, or nothing before it */
static const char *
find_amount (const char *extra, gsize *name_length)
{
  const char *plain = strrchr (extra, ':');
  const char *wide = g_strrstr (extra, WIDE_COLON);
  const char *colon = wide != NULL && (plain == NULL || wide > plain) ? wide : plain;
  if (colon == NULL || colon == extra)
    return NULL;
  *name_length = (gsize)(colon - extra);
  return colon + (colon == wide ? strlen (WIDE_COLON) : 1);
}

gboolean
certplan_quotes_add_extra (CertplanQuotes *quotes, const char *extra, GError **error)
{
  gsize name_length;
  const char *amount_text = find_amount (extra, &name_length);
  CertplanMoney amount;
  g_autoptr (GError) cause = NULL;
  if (amount_text == NULL)
    return _certplan_refuse (error, CERTPLAN_APPLICANT_ERROR, CERTPLAN_APPLICANT_ERROR_EXTRA,
                             _ ("no extra cost: \"%s\"; wanted NAME:AMOUNT, as "
                                "implementation:12000"),
                             extra);
  if (!certplan_money_parse (amount_text, &amount, &cause))
    {
      g_autoptr (GString) shown = g_string_new (NULL);
      _certplan_text_append_visible (shown, extra, _CERTPLAN_SHOWN_CHARACTERS);
      g_set_error (error, CERTPLAN_APPLICANT_ERROR, CERTPLAN_APPLICANT_ERROR_EXTRA,
                   _ ("extra cost \"%s\": %s"), shown->str, cause->message);
      return FALSE;
    }
  if (_certplan_text_find_refused (extra) != NULL || !g_utf8_validate (extra, -1, NULL))
    return _certplan_refuse (error, CERTPLAN_APPLICANT_ERROR, CERTPLAN_APPLICANT_ERROR_EXTRA,
                             _ ("no extra cost: \"%s\"; wanted a name in UTF-8 without control "
                                "characters and byte order marks"),
                             extra);
  if (!add_amount (quotes, amount, error))
    return FALSE;
  QuoteLine line = {
    .item = _certplan_quotes_take_text (quotes, g_strndup (extra, name_length)),
    .amount = amount,
    .status = _certplan_quotes_take_text (quotes, _certplan_sentence ("own_amount", NULL)),
    .source = "own_amount",
  };
  g_array_append_val (quotes->lines, line);
  return TRUE;
}

CertplanMoney
certplan_quotes_get_total (const CertplanQuotes *quotes)
{
  return quotes->total_fen;
}

guint
certplan_quotes_get_n_missing (const CertplanQuotes *quotes)
{
  return quotes->n_missing;
}

const char *
_certplan_quotes_describe_completeness (CertplanQuotes *quotes, guint n_missing)
{
  g_autofree char *n = g_strdup_printf ("%u", n_missing);
  return _certplan_quotes_take_text (quotes, n_missing == 0
                                                 ? _certplan_sentence ("complete", NULL)
                                                 : _certplan_sentence ("incomplete", n, NULL));
}

static void
add_total (CertplanQuotes *quotes, GArray *lines)
{
  QuoteLine total = {
    .item = "total",
    .amount = quotes->total_fen,
    .status = _certplan_quotes_describe_completeness (quotes, quotes->n_missing),
    .source = "computed",
  };
  g_array_append_val (lines, total);
}

void
_certplan_quotes_take_table (CertplanQuotes *quotes, const char *name, const char *title,
                             const CertplanColumn *columns, guint n_columns, GArray *rows,
                             CertplanTables *tables)
{
  CertplanTable *table
      = _certplan_table_new_array (name, columns, n_columns, rows, certplan_quotes_ref (quotes),
                                   (GDestroyNotify)certplan_quotes_unref);
  g_autofree char *sentence = _certplan_sentence (title, NULL);
  _certplan_table_set_title (table, sentence, NULL);
  _certplan_table_set_labels (table, certplan_rulebook_get_labels (quotes->rulebook));
  certplan_tables_take (tables, table);
}

CertplanTables *
certplan_quotes_dup_tables (CertplanQuotes *quotes, gboolean explain)
{
  CertplanTables *tables = certplan_tables_new ();
  GArray *lines = g_array_copy (quotes->lines);
  add_total (quotes, lines);
  _certplan_quotes_take_table (quotes, "quote", "title.quote", line_columns,
                               G_N_ELEMENTS (line_columns), lines, tables);
  _certplan_quotes_take_renewal (quotes, tables);
  _certplan_explanation_add_tables (quotes->explanation, explain, tables);
  return tables;
}
