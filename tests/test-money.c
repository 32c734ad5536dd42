/* Amounts: reading, writing, sums and splits. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-error.h"
#include "certplan-money.h"
#include "test-rows.h"
#include <string.h>

#define SYNTAX CERTPLAN_BASE_ERROR_SYNTAX
#define RANGE CERTPLAN_BASE_ERROR_RANGE

typedef struct
{
  const char *name;
  const char *text;
  CertplanMoney fen;
  gint code; /* -1: no error */
} ParseCase;

/* The amounts 72000, 63000 and 15000 yuan are fees of the published guides; forms are those of
 * Chinese bank statements and spreadsheets. 1 yuan = 100 fen, 1 wan = 10,000. */
static const ParseCase parse_cases[] = {
  { "plain", "72000", 7200000, -1 },
  { "two-decimals", "72000.00", 7200000, -1 },
  { "one-decimal", "0.5", 50, -1 },
  { "fen", "0.01", 1, -1 },
  { "no-whole-part", ".50", 50, -1 },
  { "negative", "-15000.25", -1500025, -1 },
  { "positive-sign", "+63000", 6300000, -1 },
  { "zero", "0", 0, -1 },
  { "minus-zero", "-0", 0, -1 },
  { "minus-zero-decimals", "-0.00", 0, -1 },
  { "leading-zeros-are-decimal", "010", 1000, -1 },
  { "leading-zeros-08", "08", 800, -1 },
  { "grouped", "72,000.00", 7200000, -1 },
  { "grouped-twice", "1,234,567.89", 123456789, -1 },
  { "grouped-short-first", "1,200", 120000, -1 },
  { "yen-sign-fullwidth", "￥72000", 7200000, -1 },
  { "yen-sign-halfwidth", "¥72,000.00", 7200000, -1 },
  { "rmb", "RMB 72,000.00", 7200000, -1 },
  { "renminbi", "人民币72000元", 7200000, -1 },
  { "yuan", "72000元", 7200000, -1 },
  { "yuan-blank", "72,000.00 元", 7200000, -1 },
  { "wanyuan", "7.2万元", 7200000, -1 },
  { "wan", "7.2万", 7200000, -1 },
  { "wan-blank", "7.2 万元", 7200000, -1 },
  { "wan-six-decimals", "0.000001万元", 1, -1 },
  { "wan-grouped", "1,000万元", 1000000000, -1 },
  { "parentheses", "(1,200)", -120000, -1 },
  { "parentheses-inner-currency", "(￥1,200.50)", -120050, -1 },
  { "parentheses-outer-currency", "￥(1,200.50)", -120050, -1 },
  { "parentheses-yuan", "(1,200)元", -120000, -1 },
  { "parentheses-zero", "(0)", 0, -1 },
  { "sign-before-currency", "-￥5", -500, -1 },
  { "sign-after-currency", "￥-5", -500, -1 },
  { "fullwidth", "７２，０００．５０元", 7200050, -1 },
  { "fullwidth-parentheses", "（１，２００）", -120000, -1 },
  { "fullwidth-minus", "－５", -500, -1 },
  { "minus-sign", "−1,200.50", -120050, -1 },
  { "minus-sign-after-currency", "￥−5", -500, -1 },
  { "hyphen-like-dash", "–5", 0, SYNTAX },
  { "blanks", "\t 72000 \r\n", 7200000, -1 },
  { "ideographic-and-no-break-blank", "　72000\xc2\xa0", 7200000, -1 },
  { "largest", "92233720368547758.07", G_MAXINT64, -1 },
  { "largest-grouped", "92,233,720,368,547,758.07", G_MAXINT64, -1 },
  { "least", "-92233720368547758.07", -G_MAXINT64, -1 },
  { "least-is-not-none", "-92233720368547758.08", 0, RANGE },
  { "one-fen-too-many", "92233720368547758.08", 0, RANGE },
  { "scaled-too-large", "10,000,000,000,000万元", 0, RANGE },
  { "thirty-digits", "123456789012345678901234567890", 0, RANGE },
  { "empty", "", 0, SYNTAX },
  { "blank", "   ", 0, SYNTAX },
  { "groups-of-two", "1,00,000", 0, SYNTAX },
  { "group-too-long", "1,0000", 0, SYNTAX },
  { "first-group-too-long", "1234,567", 0, SYNTAX },
  { "group-missing", "1,,000", 0, SYNTAX },
  { "separator-first", ",123", 0, SYNTAX },
  { "separator-last", "1,234,", 0, SYNTAX },
  { "decimal-comma", "0,123", 0, SYNTAX },
  { "european", "1.234,56", 0, SYNTAX },
  { "three-decimals", "1.234", 0, SYNTAX },
  { "three-decimals-of-nought", "1.230", 0, SYNTAX },
  { "wan-seven-decimals", "0.0000001万元", 0, SYNTAX },
  { "two-points", "1.2.3", 0, SYNTAX },
  { "two-points-in-a-number", "-0.0.66962", 0,
    SYNTAX }, /* once read as -66962 by another program */
  { "point-last", "5.", 0, SYNTAX },
  { "point-alone", ".", 0, SYNTAX },
  { "two-signs", "--5", 0, SYNTAX },
  { "signed-parentheses", "(-5)", 0, SYNTAX },
  { "parentheses-with-outer-sign", "-(5)", 0, SYNTAX },
  { "open-parenthesis", "(5", 0, SYNTAX },
  { "closing-parenthesis", "5)", 0, SYNTAX },
  { "two-units", "5元元", 0, SYNTAX },
  { "two-currencies", "￥RMB5", 0, SYNTAX },
  { "other-currency", "$5", 0, SYNTAX },
  { "trailing-minus", "5-", 0, SYNTAX },
  { "dash", "-", 0, SYNTAX },
  { "currency-alone", "￥", 0, SYNTAX },
  { "unit-alone", "万元", 0, SYNTAX },
  { "inner-blank", "72 000", 0, SYNTAX },
  { "words", "abc", 0, SYNTAX },
  { "trailing-words", "72000 paid", 0, SYNTAX },
  { "exponent", "1.23E+17", 0, SYNTAX },
  { "hexadecimal", "0x10", 0, SYNTAX },
  { "superscript", "72²", 0, SYNTAX },       /* whole NFKC would read 722 */
  { "parenthesized-digit", "⑴", 0, SYNTAX }, /* whole NFKC would read minus 1 */
  { "circled-digit", "①", 0, SYNTAX },
  { "arabic-indic-digits", "١٢", 0, SYNTAX },
  { "bad-utf8", "72\xff", 0, SYNTAX },
  { "cut-utf8", "72\xe5\x85", 0, SYNTAX },
};

static void
test_parse (gconstpointer data)
{
  const ParseCase *row = data;
  g_autoptr (GError) error = NULL;
  CertplanMoney fen = 4711;
  const gboolean done = certplan_money_parse (row->text, &fen, &error);

  if (row->code < 0)
    {
      g_assert_no_error (error);
      g_assert_true (done);
      g_assert_cmpint (fen, ==, row->fen);
      return;
    }
  g_assert_false (done);
  g_assert_error (error, CERTPLAN_BASE_ERROR, row->code);
  g_assert_cmpint (fen, ==, 4711);
  g_assert_false (certplan_money_parse (row->text, &fen, NULL));
}

typedef struct
{
  const char *name;
  const char *text;
  const char *message;
} MessageCase;

static const MessageCase message_cases[] = {
  { "other", "abc", "\"abc\" is not an amount like 72000, 72,000.00 or 7.2万元" },
  { "separators", "1,00,000",
    "the separators of \"1,00,000\" are misplaced; write 72,000.00 or 72000.00" },
  { "decimals", "1.234", "\"1.234\" is more exact than 0.01 yuan; write at most two decimals" },
  { "range", "92233720368547758.08",
    "\"92233720368547758.08\" is beyond 92,233,720,368,547,758.07, the largest amount" },
  { "escape", "5\x1b[2J", "\"5\\x1b[2J\" is not an amount like 72000, 72,000.00 or 7.2万元" },
};

static void
test_message (gconstpointer data)
{
  const MessageCase *row = data;
  g_autoptr (GError) error = NULL;
  CertplanMoney fen;

  g_assert_false (certplan_money_parse (row->text, &fen, &error));
  g_assert_cmpstr (error->message, ==, row->message);
}

typedef struct
{
  const char *name;
  CertplanMoney fen;
  const char *plain;
  const char *grouped;
} FormatCase;

static const FormatCase format_cases[] = {
  { "zero", 0, "0.00", "0.00" },
  { "fen", 5, "0.05", "0.05" },
  { "minus-fen", -5, "-0.05", "-0.05" },
  { "hundreds", 99999, "999.99", "999.99" },
  { "thousand", 100000, "1000.00", "1,000.00" },
  { "fee", 7200000, "72000.00", "72,000.00" },
  { "million", -123456789, "-1234567.89", "-1,234,567.89" },
  { "largest", G_MAXINT64, "92233720368547758.07", "92,233,720,368,547,758.07" },
  { "least", -G_MAXINT64, "-92233720368547758.07", "-92,233,720,368,547,758.07" },
  { "none", CERTPLAN_MONEY_NONE, "", "" },
};

static void
test_format (gconstpointer data)
{
  const FormatCase *row = data;
  g_autofree char *plain = certplan_money_format (row->fen, FALSE);
  g_autofree char *grouped = certplan_money_format (row->fen, TRUE);

  g_assert_cmpstr (plain, ==, row->plain);
  g_assert_cmpstr (grouped, ==, row->grouped);
}

/* An amount of any size; each number of digits is as likely as another. */
static CertplanMoney
random_fen (GRand *random)
{
  const guint64 bits = ((guint64)g_rand_int (random) << 32 | g_rand_int (random)) >> 1;
  const CertplanMoney fen = (CertplanMoney)(bits >> g_rand_int_range (random, 0, 63));

  return g_rand_boolean (random) ? fen : -fen;
}

static void
test_round_trip (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20261121);

  for (gint i = 0; i < 20000; i++)
    {
      const CertplanMoney fen = random_fen (random);
      const guint64 size = fen < 0 ? -(guint64)fen : (guint64)fen;
      g_autofree char *printed = g_strdup_printf (
          "%s%" G_GUINT64_FORMAT ".%02u", fen < 0 ? "-" : "", size / 100, (guint)(size % 100));
      for (gint grouped = 0; grouped < 2; grouped++)
        {
          g_autofree char *text = certplan_money_format (fen, grouped);
          CertplanMoney read_fen = 0;
          g_assert_true (certplan_money_parse (text, &read_fen, NULL));
          g_assert_cmpint (read_fen, ==, fen);
          if (!grouped)
            g_assert_cmpstr (text, ==, printed);
        }
    }
}

/* The same grammar as one expression: the oracle of what may be read. */
#define ORACLE                                                                                      \
  "^(?!.*[+-].*[+-])(?!.*\\(.*\\()(?!.*¥.*¥)(?!.*\\).*\\))(?!.*\\(.*[+-])(?!.*[+-].*\\()"         \
  "(?!.*元.*元)(?!.*万.*万)(?!.*元.*万)(?!.*万 *\\).*元)(?=[^()]*(?:\\([^()]*\\)[^()]*)?$)" \
  " *(?:[-+¥(] *)*"                                                                                \
  "(?<whole>[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+|(?=\\.))(?:\\.(?<part>[0-9]+))?"                   \
  " *(?:(?:\\)|元|万) *)*$"

/* Returns: %TRUE with @out_fen if the oracle reads @text */
static gboolean
ask_oracle (GRegex *oracle, const char *text, CertplanMoney *out_fen)
{
  g_autoptr (GMatchInfo) match = NULL;
  if (!g_regex_match (oracle, text, 0, &match))
    return FALSE;
  g_autofree char *whole = g_match_info_fetch_named (match, "whole");
  g_autofree char *part = g_match_info_fetch_named (match, "part");
  const gsize max_decimals = strstr (text, "万") != NULL ? 6 : 2;
  if (strlen (part) > max_decimals)
    return FALSE;
  g_autoptr (GString) digits = g_string_new (whole);
  g_string_append (digits, part);
  for (gsize i = strlen (part); i < max_decimals; i++)
    g_string_append_c (digits, '0');
  g_string_replace (digits, ",", "", 0);
  *out_fen = (CertplanMoney)g_ascii_strtoull (digits->str, NULL, 10);
  if (strchr (text, '-') != NULL || strchr (text, '(') != NULL)
    *out_fen = -*out_fen;
  return TRUE;
}

/* A text that is nearly an amount: tokens in their usual order, most of them often left out. */
static void
make_text (GRand *random, GString *text)
{
  static const struct
  {
    const char *token;
    gint per_cent;
  } tokens[] = {
    { " ", 10 },  { "-", 15 },  { "¥", 20 },  { "(", 20 },   { "+", 5 },  { "1", 60 },
    { "0", 20 },  { "23", 40 }, { ",", 30 },  { "456", 50 }, { ",", 20 }, { "789", 30 },
    { ".", 40 },  { "5", 30 },  { "06", 30 }, { ".", 5 },    { " ", 10 }, { ")", 20 },
    { "万", 25 }, { " ", 5 },   { "元", 30 }, { ")", 10 },   { "元", 5 }, { "x", 1 },
  };

  g_string_truncate (text, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (tokens); i++)
    if (g_rand_int_range (random, 0, 100) < tokens[i].per_cent)
      g_string_append (text, tokens[i].token);
}

static void
test_oracle (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GRegex) oracle = g_regex_new (ORACLE, G_REGEX_OPTIMIZE, 0, &error);
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_read = 0;

  g_assert_no_error (error);
  for (gint i = 0; i < 200000; i++)
    {
      CertplanMoney expected = 0, fen = 0;
      make_text (random, text);
      const gboolean is_amount = ask_oracle (oracle, text->str, &expected);
      if (certplan_money_parse (text->str, &fen, NULL) != is_amount || fen != expected)
        g_test_message ("differs: \"%s\"", text->str);
      g_assert_cmpint (fen, ==, expected);
      g_assert_cmpint (certplan_money_parse (text->str, &fen, NULL), ==, is_amount);
      n_read += is_amount;
    }
  g_assert_cmpuint (n_read, >, 10000); /* else the texts are too wild to prove anything */
}

typedef struct
{
  const char *name;
  CertplanMoney a_fen;
  gint64 b;
  gboolean multiply;
  CertplanMoney fen;
  gint code;
} SumCase;

static const SumCase sum_cases[] = {
  { "add", 7200000, 1500000, FALSE, 8700000,
    -1 }, /* 72000 + 15000 = 87000, the total printed beside them */
  { "add-negative", 100, -101, FALSE, -1, -1 },
  { "add-to-largest", G_MAXINT64 - 1, 1, FALSE, G_MAXINT64, -1 },
  { "add-to-least", -G_MAXINT64 + 1, -1, FALSE, -G_MAXINT64, -1 },
  { "add-beyond", G_MAXINT64, 1, FALSE, 0, RANGE },
  { "add-to-none", -G_MAXINT64, -1, FALSE, 0, RANGE },
  { "add-below", -G_MAXINT64, -2, FALSE, 0, RANGE },
  { "multiply", 500000, 3, TRUE, 1500000, -1 }, /* an annuity of 5000 a year, three years */
  { "multiply-zero", G_MAXINT64, 0, TRUE, 0, -1 },
  { "multiply-negative", G_MAXINT64, -1, TRUE, -G_MAXINT64, -1 },
  { "multiply-beyond", G_MAXINT64 / 2 + 1, 2, TRUE, 0, RANGE },
  { "multiply-to-none", G_MININT64 / 2, 2, TRUE, 0, RANGE },
  { "multiply-least", 1, G_MININT64, TRUE, 0, RANGE },
};

static void
test_sum (gconstpointer data)
{
  const SumCase *row = data;
  g_autoptr (GError) error = NULL;
  CertplanMoney fen = 4711;
  const gboolean done = row->multiply ? certplan_money_multiply (row->a_fen, row->b, &fen, &error)
                                      : certplan_money_add (row->a_fen, row->b, &fen, &error);

  g_assert_cmpint (done, ==, row->code < 0);
  if (done)
    g_assert_no_error (error);
  else
    g_assert_error (error, CERTPLAN_BASE_ERROR, row->code);
  g_assert_cmpint (fen, ==, done ? row->fen : 4711);
}

static void
test_sum_message (void)
{
  g_autoptr (GError) error = NULL;
  CertplanMoney fen;

  g_assert_false (certplan_money_multiply (G_MAXINT64, 12, &fen, &error));
  g_assert_cmpstr (
      error->message, ==,
      "92,233,720,368,547,758.07 * 12 is beyond 92,233,720,368,547,758.07, the largest "
      "amount");
}

typedef struct
{
  const char *name;
  CertplanMoney total_fen;
  guint n_parts;
  CertplanMoney parts[4]; /* the first ones */
} SplitCase;

static const SplitCase split_cases[] = {
  { "annuity", 1500000, 3, { 500000, 500000, 500000 } },
  { "one-fen-over", 100, 3, { 34, 33, 33 } },
  { "two-fen-over", 5, 3, { 2, 2, 1 } },
  { "reversal", -5, 3, { -2, -2, -1 } },
  { "fewer-fen-than-parts", 2, 4, { 1, 1, 0, 0 } },
  { "nothing", 0, 2, { 0, 0 } },
  { "one-part", 7, 1, { 7 } },
};

static void
test_split (gconstpointer data)
{
  const SplitCase *row = data;

  for (guint part = 0; part < row->n_parts; part++)
    g_assert_cmpint (certplan_money_split (row->total_fen, row->n_parts, part), ==,
                     row->parts[part]);
}

static void
test_split_property (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (2);

  for (gint i = 0; i < 3000; i++)
    {
      const CertplanMoney total_fen = random_fen (random);
      const guint n_parts = (guint)g_rand_int_range (random, 1, 100);
      CertplanMoney sum_fen = 0, last = certplan_money_split (total_fen, n_parts, 0);
      const CertplanMoney first = last;
      for (guint part = 0; part < n_parts; part++)
        {
          const CertplanMoney fen = certplan_money_split (total_fen, n_parts, part);
          g_assert_cmpint (fen, ==, -certplan_money_split (-total_fen, n_parts, part));
          g_assert_true (total_fen >= 0 ? fen <= last : fen >= last);
          sum_fen += fen;
          last = fen;
        }
      g_assert_cmpint (sum_fen, ==, total_fen);
      g_assert_cmpint (ABS (first - last), <=, 1);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();

  ADD_ROWS ("/money/parse/", parse_cases, test_parse)
  ADD_ROWS ("/money/message/", message_cases, test_message)
  ADD_ROWS ("/money/format/", format_cases, test_format)
  ADD_ROWS ("/money/sum/", sum_cases, test_sum)
  ADD_ROWS ("/money/split/", split_cases, test_split)
  g_test_add_func ("/money/sum/message", test_sum_message);
  g_test_add_func ("/money/round-trip", test_round_trip);
  g_test_add_func ("/money/oracle", test_oracle);
  g_test_add_func ("/money/split-property", test_split_property);
  return g_test_run ();
}
