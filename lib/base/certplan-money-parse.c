/* Reading amounts as people and banks write them. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-error.h"
#include "certplan-money-private.h"
#include "certplan-private.h"
#include <string.h>

/* What is wrong with a text. */
typedef enum
{
  AMOUNT_OK,
  AMOUNT_OTHER,
  AMOUNT_SEPARATORS,
  AMOUNT_DECIMALS,
  AMOUNT_RANGE,
} AmountFault;

typedef struct
{
  const char *at; /* what is still to be read; borrowed */
  gboolean negative;
  gboolean has_sign;
  gboolean has_currency;
  gboolean has_parenthesis;
  gint64 mantissa;    /* all digits, the decimal point left out */
  gboolean too_large; /* for @mantissa */
  guint n_decimals;
  gboolean is_wan; /* in units of 10,000 yuan */
} Amount;

static inline guint
read_digit (char byte)
{
  return (guint8)(byte - '0');
}

gboolean
_certplan_money_parse_plain (const char *text, CertplanMoney *out_fen)
{
  const gboolean negative = *text == '-';
  const char *at = text + negative;
  const char *const first = at;
  guint64 fen = 0;

  for (guint digit; (digit = read_digit (*at)) < 10; at++)
    fen = fen * 10 + digit;
  if (at == first || at - first > 15) /* longer ones need overflow checks */
    return FALSE;
  fen *= 100;
  if (*at == '.' && read_digit (at[1]) < 10)
    {
      fen += read_digit (at[1]) * 10;
      at += 2;
      if (read_digit (*at) < 10)
        fen += read_digit (*at++);
    }
  if (*at != '\0')
    return FALSE;
  *out_fen = negative ? -(gint64)fen : (gint64)fen;
  return TRUE;
}

static void
skip_blanks (Amount *amount)
{
  while (*amount->at == ' ')
    amount->at++;
}

static gboolean
skip_word (Amount *amount, const char *word)
{
  const gsize length = strlen (word);

  if (g_ascii_strncasecmp (amount->at, word, length) != 0)
    return FALSE;
  amount->at += length;
  skip_blanks (amount);
  return TRUE;
}

static gboolean
skip_once (Amount *amount, gboolean *seen, const char *word)
{
  if (*seen || !skip_word (amount, word))
    return FALSE;
  *seen = TRUE;
  return TRUE;
}

/* Sign, currency and opening parenthesis, each at most once, in any order: banks differ. */
static void
read_prefix (Amount *amount)
{
  for (gboolean again = TRUE; again && !g_ascii_isdigit (*amount->at);)
    {
      again = skip_once (amount, &amount->has_sign, "+")
              || skip_once (amount, &amount->has_currency, "¥")
              || skip_once (amount, &amount->has_currency, "RMB")
              || skip_once (amount, &amount->has_currency, "人民币")
              || skip_once (amount, &amount->has_parenthesis, "(");
      if (!again && skip_once (amount, &amount->has_sign, "-"))
        again = amount->negative = TRUE;
    }
}

static guint
read_digits (Amount *amount)
{
  guint n_digits = 0;

  for (; g_ascii_isdigit (*amount->at); amount->at++, n_digits++)
    if (__builtin_mul_overflow (amount->mantissa, 10, &amount->mantissa)
        || __builtin_add_overflow (amount->mantissa, *amount->at - '0', &amount->mantissa))
      amount->too_large = TRUE;
  return n_digits;
}

/* The digits before the point: none, or thousands in groups of three after a first one of one to
 * three. A group that begins with 0 (0,123) is more likely a decimal comma. */
static AmountFault
read_whole (Amount *amount, guint *n_digits)
{
  const char first = *amount->at;

  *n_digits = read_digits (amount);
  if (*amount->at != ',')
    return AMOUNT_OK;
  if (*n_digits == 0 || *n_digits > 3 || first == '0')
    return AMOUNT_SEPARATORS;
  while (*amount->at == ',')
    {
      amount->at++;
      if (read_digits (amount) != 3)
        return AMOUNT_SEPARATORS;
    }
  return AMOUNT_OK;
}

/* 72000 72,000 72,000.00 .50 */
static AmountFault
read_number (Amount *amount)
{
  guint n_digits = 0;
  const AmountFault fault = read_whole (amount, &n_digits);

  if (fault != AMOUNT_OK)
    return fault;
  if (*amount->at == '.')
    {
      amount->at++;
      amount->n_decimals = read_digits (amount);
      if (amount->n_decimals == 0)
        return AMOUNT_OTHER;
      if (*amount->at == ',' || *amount->at == '.') /* 1.234,56 */
        return AMOUNT_SEPARATORS;
    }
  else if (n_digits == 0)
    return AMOUNT_OTHER;
  skip_blanks (amount);
  return AMOUNT_OK;
}

/* Closing parenthesis and unit, in either order, then the end. */
static AmountFault
read_suffix (Amount *amount)
{
  gboolean has_closed = !amount->has_parenthesis;
  gboolean has_unit = FALSE;

  for (gboolean again = TRUE; again && *amount->at != '\0';)
    {
      again = skip_once (amount, &has_closed, ")") || skip_once (amount, &has_unit, "元");
      if (!again && skip_once (amount, &has_unit, "万"))
        {
          again = amount->is_wan = TRUE;
          skip_word (amount, "元");
        }
    }
  return *amount->at == '\0' && has_closed ? AMOUNT_OK : AMOUNT_OTHER;
}

static AmountFault
scale (const Amount *amount, CertplanMoney *out_fen)
{
  const guint max_decimals = amount->is_wan ? 6 : 2;
  gint64 fen = amount->mantissa;

  if (amount->n_decimals > max_decimals)
    return AMOUNT_DECIMALS;
  if (amount->too_large)
    return AMOUNT_RANGE;
  for (guint i = amount->n_decimals; i < max_decimals; i++)
    if (__builtin_mul_overflow (fen, 10, &fen))
      return AMOUNT_RANGE;
  /* never %CERTPLAN_MONEY_NONE: the mantissa has no sign, so the least is -G_MAXINT64 */
  *out_fen = amount->negative ? -fen : fen;
  return AMOUNT_OK;
}

static AmountFault
parse_folded (const char *folded, CertplanMoney *out_fen)
{
  Amount amount = { .at = folded };

  read_prefix (&amount);
  if (amount.has_parenthesis && amount.has_sign) /* (-5): 5 or -5? */
    return AMOUNT_OTHER;
  amount.negative |= amount.has_parenthesis;
  AmountFault fault = read_number (&amount);
  if (fault == AMOUNT_OK)
    fault = read_suffix (&amount);
  return fault == AMOUNT_OK ? scale (&amount, out_fen) : fault;
}

static const char *
describe (AmountFault fault)
{
  switch (fault)
    {
    case AMOUNT_SEPARATORS:
      return _ ("the separators of \"%s\" are misplaced; write 72,000.00 or 72000.00");
    case AMOUNT_DECIMALS:
      return _ ("\"%s\" is more exact than 0.01 yuan; write at most two decimals");
    case AMOUNT_RANGE:
      return _ ("\"%s\" is beyond 92,233,720,368,547,758.07, the largest amount");
    default:
      return _ ("\"%s\" is not an amount like 72000, 72,000.00 or 7.2万元");
    }
}

gboolean
certplan_money_parse (const char *text, CertplanMoney *out_fen, GError **error)
{
  g_return_val_if_fail (text != NULL && out_fen != NULL, FALSE);

  if (_certplan_money_parse_plain (text, out_fen))
    return TRUE;
  char folded[_CERTPLAN_FOLD_SIZE];
  AmountFault fault = AMOUNT_OTHER;
  if (_certplan_text_fold (text, folded, sizeof folded))
    fault = parse_folded (folded, out_fen);
  if (fault == AMOUNT_OK)
    return TRUE;
  const gint code = fault == AMOUNT_RANGE ? CERTPLAN_BASE_ERROR_RANGE : CERTPLAN_BASE_ERROR_SYNTAX;
  return _certplan_refuse (error, CERTPLAN_BASE_ERROR, code, describe (fault), text);
}
