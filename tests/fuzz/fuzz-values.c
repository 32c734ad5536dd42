/* Any bytes as an amount, a date or a period. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "fuzz.h"
#include "certplan-date.h"
#include "certplan-money.h"
#include <string.h>

static gboolean
check_money (const char *text)
{
  CertplanMoney fen = 4711, again;
  g_autoptr (GError) error = NULL;

  if (!certplan_money_parse (text, &fen, &error))
    {
      g_assert_true (error != NULL && fen == 4711);
      return FALSE;
    }
  g_assert_true (error == NULL && fen != CERTPLAN_MONEY_NONE);
  for (gint grouped = 0; grouped < 2; grouped++)
    {
      g_autofree char *written = certplan_money_format (fen, grouped);
      g_assert_true (certplan_money_parse (written, &again, NULL) && again == fen);
    }
  return TRUE;
}

static gboolean
check_date (const char *text)
{
  CertplanDate date = 4711, again;
  g_autoptr (GError) error = NULL;

  if (!certplan_date_parse (text, &date, &error))
    {
      g_assert_true (error != NULL && date == 4711);
      return FALSE;
    }
  g_autofree char *written = certplan_date_format (date);
  g_assert_true (certplan_date_parse (written, &again, NULL) && again == date);
  return TRUE;
}

static gboolean
check_period (const char *text)
{
  CertplanPeriod period, again;
  g_autoptr (GError) error = NULL;

  if (!certplan_period_parse (text, &period, &error))
    {
      g_assert_nonnull (error);
      return FALSE;
    }
  g_autofree char *written = certplan_period_format (&period);
  g_assert_true (certplan_period_parse (written, &again, NULL));
  g_assert_cmpmem (&period, sizeof period, &again, sizeof again);
  return TRUE;
}

gboolean
fuzz_values (const guint8 *data, gsize n)
{
  if (n == 0)
    return FALSE;
  g_autofree char *text = g_strndup ((const char *)data + 1, n - 1);
  static gboolean (*const checks[]) (const char *) = { check_money, check_date, check_period };
  return checks[data[0] % G_N_ELEMENTS (checks)](text);
}
