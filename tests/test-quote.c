/* What certificates cost. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-error.h"
#include "certplan-quote.h"
#include "certplan-renewal.h"
#include "test-rows.h"
#include <string.h>

static CertplanRulebook *shipped; /* the rules without layers */

typedef struct
{
  const char *name;
  const char *qualification, *kind;
  gint64 audit_yuan, annuity_yuan, total_yuan;
  const char *source, *clause; /* of the audit fee */
} TariffRow;

/* The five published tariffs, as printed in the guides. */
static const TariffRow tariff_rows[] = {
  { "operation-2-initial", "cnitsec/operation/2", "initial", 63000, 15000, 78000,
    "cnitsec-operation-2", "9-1" },
  { "operation-2-upgrade", "cnitsec/operation/2", "upgrade", 63000, 15000, 78000,
    "cnitsec-operation-2", "9-1" },
  { "engineering-2-initial", "cnitsec/engineering/2", NULL, 72000, 15000, 87000,
    "cnitsec-engineering-2-2025-05", "九-1" },
  { "engineering-2-upgrade", "cnitsec/engineering/2", "upgrade", 72000, 15000, 87000,
    "cnitsec-engineering-2-2025-05", "九-1" },
  { "engineering-2-maintenance", "cnitsec/engineering/2", "maintenance", 48000, 15000, 63000,
    "cnitsec-engineering-2-2025-05", "九-2" },
  { "cloud-1-initial", "cnitsec/cloud/1", "initial", 21000, 15000, 36000, "cnitsec-cloud-1-2025-05",
    "九-1" },
  { "cloud-1-maintenance", "cnitsec/cloud/1", "maintenance", 21000, 15000, 36000,
    "cnitsec-cloud-1-2025-05", "九-2" },
};

static gboolean
is_published (const char *qualification, const char *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tariff_rows); i++)
    {
      const char *row_kind = tariff_rows[i].kind != NULL ? tariff_rows[i].kind : "initial";
      if (g_str_equal (tariff_rows[i].qualification, qualification) && g_str_equal (row_kind, kind))
        return TRUE;
    }
  return FALSE;
}

static void
test_tariff (gconstpointer data)
{
  const TariffRow *row = data;
  g_autoptr (GError) error = NULL;
  guint handle = certplan_rulebook_find (shipped, row->qualification, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanQuote) quote
      = certplan_quote_new (shipped, handle, row->kind, CERTPLAN_DATE_NONE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (certplan_quote_get_n_items (quote), ==, 2);
  g_assert_cmpstr (certplan_quote_get_item (quote, 0), ==, "audit_fee");
  g_assert_cmpint (certplan_quote_get_amount (quote, 0), ==, row->audit_yuan * 100);
  g_assert_cmpstr (certplan_quote_get_source (quote, 0), ==, row->source);
  g_assert_cmpstr (certplan_quote_get_clause (quote, 0), ==, row->clause);
  g_assert_cmpstr (certplan_quote_get_item (quote, 1), ==, "annuity");
  g_assert_cmpint (certplan_quote_get_amount (quote, 1), ==, row->annuity_yuan * 100);
  g_assert_cmpint (certplan_quote_get_total (quote), ==, row->total_yuan * 100);
}

/* Every other qualification and kind is the named error, never 0. */
static void
test_all_others_missing (void)
{
  const char *const kinds[] = { "initial", "upgrade", "maintenance" };
  guint n_missing = 0;
  for (guint handle = 1; handle <= certplan_rulebook_get_n_qualifications (shipped); handle++)
    for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
      {
        const char *name = certplan_rulebook_get_qualification (shipped, handle);
        if (!g_str_has_prefix (name, "cnitsec/") || is_published (name, kinds[k]))
          continue;
        g_autoptr (GError) error = NULL;
        g_autoptr (CertplanQuote) quote
            = certplan_quote_new (shipped, handle, kinds[k], CERTPLAN_DATE_NONE, &error);
        g_assert_null (quote);
        g_assert_error (error, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_NO_PUBLISHED_TARIFF);
        n_missing++;
      }
  g_assert_cmpuint (n_missing, ==, 15 * 3 - 7);
}

static CertplanDate
parse (const char *text)
{
  CertplanDate date = CERTPLAN_DATE_NONE;
  if (text != NULL)
    g_assert_true (certplan_date_parse (text, &date, NULL));
  return date;
}

typedef struct
{
  const char *name;
  const char *qualification, *policy;
  const char *expiry, *submitted;
  CertplanRenewalState state;
  const char *kind;
  gint64 total_yuan;
  guint n_missing;
} RenewalRow;

/* Clause 四 of the guides of 2025-05: at least six months before the expiry; after six months past
 * it a first application, which for engineering 2 needs a valid level 1 (3.1-4), whose fee nobody
 * published. */
static const RenewalRow renewal_rows[] = {
  { "on-the-last-day", "cnitsec/engineering/2", NULL, "2026-10-31", "2026-04-30",
    CERTPLAN_RENEWAL_ON_TIME, "maintenance", 63000, 0 },
  { "late", "cnitsec/engineering/2", NULL, "2026-10-31", "2026-05-01", CERTPLAN_RENEWAL_LATE,
    "maintenance", 63000, 0 },
  { "on-the-expiry", "cnitsec/engineering/2", NULL, "2026-10-31", "2026-10-31",
    CERTPLAN_RENEWAL_LATE, "maintenance", 63000, 0 },
  { "lapsed", "cnitsec/engineering/2", NULL, "2026-10-31", "2026-11-01", CERTPLAN_RENEWAL_LAPSED,
    "maintenance", 63000, 0 },
  { "end-of-the-grace", "cnitsec/engineering/2", NULL, "2026-10-31", "2027-04-30",
    CERTPLAN_RENEWAL_LAPSED, "maintenance", 63000, 0 },
  { "end-of-the-grace-by-policy", "cnitsec/engineering/2", "grace-end-day=initial", "2026-10-31",
    "2027-04-30", CERTPLAN_RENEWAL_INITIAL, "initial", 87000, 1 },
  { "initial-again", "cnitsec/engineering/2", NULL, "2026-10-31", "2027-05-01",
    CERTPLAN_RENEWAL_INITIAL, "initial", 87000, 1 },
  { "cloud-initial-again", "cnitsec/cloud/1", NULL, "2026-10-31", "2027-05-01",
    CERTPLAN_RENEWAL_INITIAL, "initial", 36000, 0 },
  { "clamped-february", "cnitsec/cloud/1", NULL, "2026-08-31", "2026-02-28",
    CERTPLAN_RENEWAL_ON_TIME, "maintenance", 36000, 0 },
};

static void
test_renewal (gconstpointer data)
{
  const RenewalRow *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanPolicy) policy = certplan_policy_new ();
  if (row->policy != NULL)
    g_assert_true (certplan_policy_set (policy, row->policy, NULL));
  guint handle = certplan_rulebook_find (shipped, row->qualification, NULL);
  g_autoptr (CertplanRenewal) renewal
      = certplan_renewal_new (shipped, policy, handle, parse (row->expiry), &error);
  g_assert_no_error (error);
  CertplanRenewalState state = certplan_renewal_get_state (renewal, parse (row->submitted));
  g_assert_cmpint (state, ==, row->state);
  g_assert_cmpstr (certplan_renewal_get_kind (renewal, state), ==, row->kind);

  g_autoptr (CertplanQuotes) quotes = certplan_quotes_new (shipped, policy);
  g_assert_true (certplan_quotes_add_renewal (quotes, row->qualification, parse (row->expiry),
                                              parse (row->submitted), &error));
  g_assert_no_error (error);
  g_assert_cmpint (certplan_quotes_get_total (quotes), ==, row->total_yuan * 100);
  g_assert_cmpuint (certplan_quotes_get_n_missing (quotes), ==, row->n_missing);
}

/* The guide of operation 2 has no word on being late. */
static void
test_no_published_rule (void)
{
  g_autoptr (GError) error = NULL;
  guint handle = certplan_rulebook_find (shipped, "cnitsec/operation/2", NULL);
  g_autoptr (CertplanRenewal) renewal
      = certplan_renewal_new (shipped, NULL, handle, parse ("2026-10-31"), &error);
  g_assert_null (renewal);
  g_assert_error (error, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_NO_PUBLISHED_RULE);
  g_assert_true (g_str_has_prefix (error->message, "no_published_rule: "));
}

/* Six months before the expiry are asked for, a year after it is granted: clause 九-2. */
static void
test_renewal_past_the_last_year (void)
{
  const guint handle = certplan_rulebook_find (shipped, "cnitsec/engineering/2", NULL);
  const char *const days[] = { "0001-01-01", "9999-12-31" };
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (certplan_renewal_new (shipped, NULL, handle, parse (days[i]), &error));
      g_assert_error (error, CERTPLAN_BASE_ERROR, CERTPLAN_BASE_ERROR_RANGE);
    }
}

/* The text of one cell of a table: the row whose first column from @key_column on says @key. */
static char *
find_cell (CertplanTable *table, guint key_column, const char *key, guint column)
{
  g_autoptr (CertplanCursor) cursor = certplan_table_open (table);
  while (certplan_cursor_next (cursor, NULL))
    {
      g_autofree char *here = certplan_cursor_dup_text (cursor, key_column);
      if (g_str_equal (here, key))
        return certplan_cursor_dup_text (cursor, column);
    }
  return NULL;
}

static guint
find_column (CertplanTable *table, const char *name)
{
  for (guint i = 0; i < certplan_table_get_n_columns (table); i++)
    if (g_str_equal (certplan_table_get_column_name (table, i), name))
      return i;
  g_assert_not_reached ();
}

static void
test_sheet (void)
{
  g_autoptr (CertplanQuotes) quotes = certplan_quotes_new (shipped, NULL);
  g_assert_true (
      certplan_quotes_add (quotes, "cnitsec/operation/2", NULL, CERTPLAN_DATE_NONE, NULL));
  g_assert_true (certplan_quotes_add (quotes, "cnitsec/cloud/1", NULL, CERTPLAN_DATE_NONE, NULL));
  g_assert_true (certplan_quotes_add (quotes, "cnitsec/cloud/2", NULL, CERTPLAN_DATE_NONE, NULL));
  g_assert_true (certplan_quotes_add_extra (quotes, "implementation：1.2万元", NULL));
  g_assert_cmpint (certplan_quotes_get_total (quotes), ==, (78000 + 36000 + 12000) * 100);
  g_assert_cmpuint (certplan_quotes_get_n_missing (quotes), ==, 1);

  g_autoptr (CertplanTables) tables = certplan_quotes_dup_tables (quotes, TRUE);
  CertplanTable *table = certplan_tables_find (tables, "quote");
  guint item = find_column (table, "item"), status = find_column (table, "status");
  g_autofree char *total = find_cell (table, item, "total", find_column (table, "amount"));
  g_autofree char *total_status = find_cell (table, item, "total", status);
  g_autofree char *missing = find_cell (table, item, "fee", status);
  g_assert_cmpstr (total, ==, "126000.00");
  g_assert_cmpstr (total_status, ==, "incomplete (1)");
  g_assert_cmpstr (missing, ==, "no_published_tariff");
  g_assert_nonnull (certplan_tables_find (tables, "reasons"));
}

/* Engineering 2: 63,000 becomes 87,000; cloud 1: no difference in money. */
static void
test_cost_of_missing_the_window (void)
{
  const struct
  {
    const char *qualification, *difference, *status;
  } rows[] = { { "cnitsec/engineering/2", "24000.00", "incomplete (1)" },
               { "cnitsec/cloud/1", "0.00", "complete" } };
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CertplanQuotes) quotes = certplan_quotes_new (shipped, NULL);
      g_assert_true (certplan_quotes_add_renewal (
          quotes, rows[i].qualification, parse ("2026-10-31"), parse ("2026-03-01"), NULL));
      g_autoptr (CertplanTables) tables = certplan_quotes_dup_tables (quotes, FALSE);
      CertplanTable *table = certplan_tables_find (tables, "renewal");
      guint state = find_column (table, "state");
      g_autofree char *difference
          = find_cell (table, state, "initial_again", find_column (table, "difference"));
      g_autofree char *status
          = find_cell (table, state, "initial_again", find_column (table, "status"));
      g_autofree char *this
          = find_cell (table, state, "on_time", find_column (table, "submission"));
      g_assert_cmpstr (difference, ==, rows[i].difference);
      g_assert_cmpstr (status, ==, rows[i].status);
      g_assert_cmpstr (this, ==, "yes");
    }
}

typedef struct
{
  const char *name;
  const char *extra;
} ExtraRow;

static const ExtraRow bad_extras[] = {
  { "no-amount", "implementation" },
  { "no-name", ":12000" },
  { "bad-amount", "implementation:12,00" },
  { "not-a-number", "implementation:many" },
  { "no-name-wide", "：12000" },
  { "colon-alone", "a:" },
};

static void
test_bad_extra (gconstpointer data)
{
  const ExtraRow *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanQuotes) quotes = certplan_quotes_new (shipped, NULL);
  g_assert_false (certplan_quotes_add_extra (quotes, row->extra, &error));
  g_assert_error (error, CERTPLAN_APPLICANT_ERROR, CERTPLAN_APPLICANT_ERROR_EXTRA);
  g_assert_cmpint (certplan_quotes_get_total (quotes), ==, 0);
}

static void
test_overflow (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanQuotes) quotes = certplan_quotes_new (shipped, NULL);
  g_assert_true (certplan_quotes_add_extra (quotes, "a:90000000000000000", &error));
  g_assert_false (certplan_quotes_add_extra (quotes, "b:90000000000000000", &error));
  g_assert_error (error, CERTPLAN_BASE_ERROR, CERTPLAN_BASE_ERROR_RANGE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_autoptr (GError) error = NULL;
  shipped = certplan_rulebook_load (NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  ADD_ROWS ("/quote/tariff/", tariff_rows, test_tariff);
  ADD_ROWS ("/quote/renewal/", renewal_rows, test_renewal);
  ADD_ROWS ("/quote/bad-extra/", bad_extras, test_bad_extra);
  g_test_add_func ("/quote/all-others-missing", test_all_others_missing);
  g_test_add_func ("/quote/no-published-rule", test_no_published_rule);
  g_test_add_func ("/quote/renewal-past-the-last-year", test_renewal_past_the_last_year);
  g_test_add_func ("/quote/sheet", test_sheet);
  g_test_add_func ("/quote/missing-the-window", test_cost_of_missing_the_window);
  g_test_add_func ("/quote/overflow", test_overflow);
  int status = g_test_run ();
  certplan_rulebook_unref (shipped);
  return status;
}
