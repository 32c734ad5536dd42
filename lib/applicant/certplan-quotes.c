/* A sheet of quotes with extras and one total. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-quote-private.h"
#include "certplan-explain-private.h"
#include "certplan-labels-private.h"
#include "certplan-policy-private.h"
#include "certplan-private.h"
#include "certplan-renewal-private.h"
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

/* What a renewal costs when it is submitted in one stretch of time. */
typedef struct
{
  const char *qualification;
  const char *state;
  CertplanDate from, to; /* both days are in it */
  const char *kind;
  const char *validity; /* valid, not_valid */
  CertplanMoney amount;
  CertplanMoney difference; /* against on time */
  const char *status;       /* a sentence */
  const char *submission;   /* "this" for the day asked about */
  const char *source;
  const char *clause;
} WindowLine;

static const CertplanColumn window_columns[] = {
  CERTPLAN_RESULT_COLUMN (WindowLine, qualification, QUALIFICATION),
  CERTPLAN_RESULT_COLUMN (WindowLine, state, CHOICE),
  CERTPLAN_RESULT_COLUMN (WindowLine, from, DATE),
  CERTPLAN_RESULT_COLUMN (WindowLine, to, DATE),
  CERTPLAN_RESULT_COLUMN (WindowLine, kind, CHOICE),
  CERTPLAN_RESULT_COLUMN (WindowLine, validity, CHOICE),
  CERTPLAN_RESULT_COLUMN (WindowLine, amount, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (WindowLine, difference, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (WindowLine, status, SENTENCE),
  CERTPLAN_RESULT_COLUMN (WindowLine, submission, CHOICE),
  CERTPLAN_RESULT_COLUMN (WindowLine, source, CHOICE),
  CERTPLAN_RESULT_COLUMN (WindowLine, clause, TEXT),
};

struct _CertplanQuotes
{
  CertplanRulebook *rulebook;
  CertplanPolicy *policy;
  GStringChunk *texts;
  GArray *lines;   /* QuoteLine */
  GArray *windows; /* WindowLine */
  CertplanExplanation *explanation;
  CertplanMoney total_fen;
  guint n_missing;
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
  quotes->windows = g_array_new (FALSE, FALSE, sizeof (WindowLine));
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
static const char *
take_text (CertplanQuotes *quotes, char *text)
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
  return take_text (
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
    .tariff = take_text (quotes, _certplan_rule_dup_term (rule)),
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
    .status = take_text (quotes, _certplan_sentence ("no_published_tariff", NULL)),
    .source = "no_document",
  };
  g_array_append_val (quotes->lines, line);
  quotes->n_missing++;
}

/* Where another row may be met instead, or a fact exempts, nothing must be held. */
static gboolean
must_be_held (const CertplanQuotes *quotes, const CertplanRule *rule)
{
  return rule->requires != NULL && rule->group == NULL && rule->exempt == NULL
         && _certplan_rule_is_read (rule, quotes->policy);
}

/* What must be held on the day of application: said, not priced. */
static void
note_requirements (CertplanQuotes *quotes, guint handle, const char *kind)
{
  guint n_rows;
  const CertplanRule *rows
      = _certplan_rulebook_get_rows (quotes->rulebook, CERTPLAN_RULES_CRITERIA, handle, &n_rows);
  for (guint i = 0; i < n_rows; i++)
    if (must_be_held (quotes, &rows[i])
        && (rows[i].kind[0] == '\0' || g_str_equal (rows[i].kind, kind)))
      _certplan_explanation_take_note (quotes->explanation,
                                       _certplan_sentence ("note.requires", rows[i].qualification,
                                                           rows[i].requires, rows[i].source,
                                                           rows[i].clause, NULL));
}

static gboolean
add_quote (CertplanQuotes *quotes, guint handle, const char *kind, CertplanDate on, GError **error)
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
  if (kept == NULL || !add_quote (quotes, handle, kept, on, error))
    return FALSE;
  note_requirements (quotes, handle, kept);
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
    .item = take_text (quotes, g_strndup (extra, name_length)),
    .amount = amount,
    .status = take_text (quotes, _certplan_sentence ("own_amount", NULL)),
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

/* The kind's total, NONE if nobody published it. */
static CertplanMoney
get_total (CertplanQuotes *quotes, guint handle, const char *kind, CertplanDate on)
{
  g_autoptr (CertplanQuote) quote = certplan_quote_new (quotes->rulebook, handle, kind, on, NULL);
  return quote != NULL ? certplan_quote_get_total (quote) : CERTPLAN_MONEY_NONE;
}

/* What a first application needs that must be held: how many have no fee, and what the others cost.
 * With
 * @add_lines they also become lines of the sheet. */
static gboolean
price_requirements (CertplanQuotes *quotes, guint handle, const char *kind, CertplanDate on,
                    gboolean add_lines, guint *n_unpriced, CertplanMoney *priced_fen,
                    GError **error)
{
  guint n_rows;
  const CertplanRule *rows
      = _certplan_rulebook_get_rows (quotes->rulebook, CERTPLAN_RULES_CRITERIA, handle, &n_rows);
  *n_unpriced = 0;
  *priced_fen = 0;
  for (guint i = 0; i < n_rows; i++)
    {
      if (!must_be_held (quotes, &rows[i]) || !g_str_equal (rows[i].kind, kind))
        continue;
      guint required = certplan_rulebook_find (quotes->rulebook, rows[i].requires, NULL);
      const char *first = certplan_rulebook_check_kind (quotes->rulebook, required, NULL, NULL);
      CertplanMoney fee = get_total (quotes, required, first, on);
      *n_unpriced += fee == CERTPLAN_MONEY_NONE;
      if (fee != CERTPLAN_MONEY_NONE && !certplan_money_add (*priced_fen, fee, priced_fen, error))
        return FALSE;
      if (add_lines)
        _certplan_explanation_take_note (
            quotes->explanation,
            _certplan_sentence ("note.required_priced", rows[i].requires, NULL));
      if (add_lines && !add_quote (quotes, required, first, on, error))
        return FALSE;
    }
  return TRUE;
}

static const char *
describe_completeness (CertplanQuotes *quotes, guint n_missing)
{
  g_autofree char *n = g_strdup_printf ("%u", n_missing);
  return take_text (quotes, n_missing == 0 ? _certplan_sentence ("complete", NULL)
                                           : _certplan_sentence ("incomplete", n, NULL));
}

static gboolean
add_window (CertplanQuotes *quotes, const CertplanRenewal *renewal, guint handle,
            CertplanRenewalState state, CertplanDate submitted, GError **error)
{
  const char *kind = certplan_renewal_get_kind (renewal, state);
  const char *on_time_kind = certplan_renewal_get_kind (renewal, CERTPLAN_RENEWAL_ON_TIME);
  CertplanMoney amount = get_total (quotes, handle, kind, submitted);
  CertplanMoney on_time = get_total (quotes, handle, on_time_kind, submitted);
  CertplanMoney priced;
  guint n_missing;
  if (!price_requirements (quotes, handle, kind, submitted, FALSE, &n_missing, &priced, error)
      || (amount != CERTPLAN_MONEY_NONE && !certplan_money_add (amount, priced, &amount, error)))
    return FALSE;
  n_missing += amount == CERTPLAN_MONEY_NONE;
  gboolean is_known = amount != CERTPLAN_MONEY_NONE && on_time != CERTPLAN_MONEY_NONE;
  const CertplanRule *rule = state == CERTPLAN_RENEWAL_ON_TIME || state == CERTPLAN_RENEWAL_LATE
                                 ? _certplan_renewal_get_lead (renewal)
                                 : _certplan_renewal_get_grace (renewal);
  WindowLine line = {
    .qualification = certplan_rulebook_get_qualification (quotes->rulebook, handle),
    .state = certplan_renewal_state_get_name (state),
    .from = certplan_renewal_get_first (renewal, state),
    .to = certplan_renewal_get_last (renewal, state),
    .kind = kind,
    .validity = certplan_renewal_is_valid (renewal, state) ? "valid" : "not_valid",
    .amount = amount,
    .difference = is_known ? amount - on_time : CERTPLAN_MONEY_NONE,
    .status = describe_completeness (quotes, n_missing),
    .submission = certplan_renewal_get_state (renewal, submitted) == state ? "yes" : NULL,
    .source = rule->source,
    .clause = rule->clause,
  };
  g_array_append_val (quotes->windows, line);
  return TRUE;
}

static void
explain_window (CertplanQuotes *quotes, const CertplanRenewal *renewal, CertplanDate expiry)
{
  const struct
  {
    const char *subject, *sentence;
    const CertplanRule *rule;
    CertplanDate day;
  } reasons[] = {
    { "renew_by", "why.renew_by", _certplan_renewal_get_lead (renewal),
      certplan_renewal_get_last (renewal, CERTPLAN_RENEWAL_ON_TIME) },
    { "grace_end", "why.grace_end", _certplan_renewal_get_grace (renewal),
      certplan_renewal_get_last (renewal, CERTPLAN_RENEWAL_LAPSED) },
  };
  g_autofree char *from = certplan_date_format (expiry);
  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      g_autofree char *day = certplan_date_format (reasons[i].day);
      g_autofree char *period = certplan_period_format (&reasons[i].rule->duration);
      _certplan_explanation_take_reason (
          quotes->explanation, reasons[i].subject,
          _certplan_sentence (reasons[i].sentence, from, period, day, NULL), reasons[i].rule);
    }
}

gboolean
certplan_quotes_add_renewal (CertplanQuotes *quotes, const char *qualification, CertplanDate expiry,
                             CertplanDate submitted, GError **error)
{
  guint handle = certplan_rulebook_find (quotes->rulebook, qualification, error);
  if (handle == 0)
    return FALSE;
  g_autoptr (CertplanRenewal) renewal
      = certplan_renewal_new (quotes->rulebook, quotes->policy, handle, expiry, error);
  if (renewal == NULL)
    return FALSE;
  CertplanRenewalState state = certplan_renewal_get_state (renewal, submitted);
  const char *kind = certplan_renewal_get_kind (renewal, state);
  CertplanMoney priced;
  guint n_unpriced;
  if (!add_quote (quotes, handle, kind, submitted, error)
      || !price_requirements (quotes, handle, kind, submitted, TRUE, &n_unpriced, &priced, error))
    return FALSE;
  note_requirements (quotes, handle, kind);
  for (gint i = 0; i < CERTPLAN_N_RENEWAL_STATES; i++)
    if (!add_window (quotes, renewal, handle, i, submitted, error))
      return FALSE;
  explain_window (quotes, renewal, expiry);
  return TRUE;
}

static void
add_total (CertplanQuotes *quotes, GArray *lines)
{
  QuoteLine total = {
    .item = "total",
    .amount = quotes->total_fen,
    .status = describe_completeness (quotes, quotes->n_missing),
    .source = "computed",
  };
  g_array_append_val (lines, total);
}

static void
take_table (CertplanQuotes *quotes, const char *name, const char *title,
            const CertplanColumn *columns, guint n_columns, GArray *rows, CertplanTables *tables)
{
  CertplanTable *table
      = _certplan_table_new_array (name, columns, n_columns, rows, certplan_quotes_ref (quotes),
                                   (GDestroyNotify)certplan_quotes_unref);
  g_autofree char *sentence = _certplan_sentence (title, NULL);
  _certplan_table_set_title (table, sentence, NULL);
  _certplan_table_set_labels (table, certplan_rulebook_get_labels (quotes->rulebook));
  certplan_tables_take (tables, table);
}

static void
note_policies (CertplanQuotes *quotes)
{
  const CertplanPolicyKey keys[]
      = { CERTPLAN_POLICY_GRACE_END_DAY, CERTPLAN_POLICY_GRACE_VALIDITY };
  if (quotes->windows->len > 0)
    _certplan_policy_explain (quotes->policy, keys, G_N_ELEMENTS (keys), quotes->explanation);
}

CertplanTables *
certplan_quotes_dup_tables (CertplanQuotes *quotes, gboolean explain)
{
  CertplanTables *tables = certplan_tables_new ();
  GArray *lines = g_array_copy (quotes->lines);
  add_total (quotes, lines);
  take_table (quotes, "quote", "title.quote", line_columns, G_N_ELEMENTS (line_columns), lines,
              tables);
  if (quotes->windows->len > 0)
    take_table (quotes, "renewal", "title.renewal", window_columns, G_N_ELEMENTS (window_columns),
                g_array_copy (quotes->windows), tables);
  note_policies (quotes);
  _certplan_explanation_add_tables (quotes->explanation, explain, tables);
  return tables;
}
