/* Payers by the texts of records, each folded once. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-payer-private.h"

#define WAITING G_MAXUINT32

struct _CertplanPayerMemo
{
  CertplanPayers *payers;
  gboolean is_debtor;
  guint32 *known; /* by text: its number + 1, 0 = not asked for, or WAITING */
  guint n_waiting;
  const char *texts[CERTPLAN_PAYERS_BLOCK];
  guint32 places[CERTPLAN_PAYERS_BLOCK];
};

CertplanPayerMemo *
_certplan_payer_memo_new (CertplanPayers *payers, gsize n_texts, gboolean is_debtor)
{
  CertplanPayerMemo *memo = g_new0 (CertplanPayerMemo, 1);
  memo->payers = payers;
  memo->is_debtor = is_debtor;
  memo->known = g_new0 (guint32, n_texts + 1);
  return memo;
}

void
_certplan_payer_memo_free (CertplanPayerMemo *memo)
{
  g_free (memo->known);
  g_free (memo);
}

static void
flush (CertplanPayerMemo *memo)
{
  guint32 numbers[CERTPLAN_PAYERS_BLOCK];
  _certplan_payers_add (memo->payers, memo->texts, memo->n_waiting, memo->is_debtor, numbers);
  for (guint i = 0; i < memo->n_waiting; i++)
    memo->known[memo->places[i]] = numbers[i] + 1;
  memo->n_waiting = 0;
}

void
_certplan_payer_memo_want (CertplanPayerMemo *memo, guint32 place, const char *text)
{
  if (memo->known[place] != 0)
    return;
  memo->known[place] = WAITING;
  memo->texts[memo->n_waiting] = text;
  memo->places[memo->n_waiting++] = place;
  if (memo->n_waiting == CERTPLAN_PAYERS_BLOCK)
    flush (memo);
}

guint32
_certplan_payer_memo_get (CertplanPayerMemo *memo, guint32 place)
{
  if (memo->known[place] == WAITING)
    flush (memo);
  return memo->known[place] - 1;
}
