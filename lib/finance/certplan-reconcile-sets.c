/* Which of some amounts sum to another one. SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The search is bounded: what it does not come to the end of is not certain. */
#include "certplan-reconcile-payer-private.h"

#define MAX_STEPS 20000

gboolean
_certplan_set_add (CertplanSetSearch *search, guint32 place, CertplanMoney fen)
{
  if (search->n == CERTPLAN_SET_MAX_PIECES)
    return FALSE;
  guint i = search->n++;
  for (;
       i > 0
       && (search->fen[i - 1] < fen || (search->fen[i - 1] == fen && search->place[i - 1] > place));
       i--)
    {
      search->fen[i] = search->fen[i - 1];
      search->place[i] = search->place[i - 1];
    }
  search->fen[i] = fen;
  search->place[i] = place;
  return TRUE;
}

/* No sum of amounts that are paid is larger than that. */
static CertplanMoney
add_up_to_most (CertplanMoney a, CertplanMoney b)
{
  return a > G_MAXINT64 - b ? G_MAXINT64 : a + b;
}

static void
step (CertplanSetSearch *search, guint at, CertplanMoney sum)
{
  if (sum >= search->low && sum <= search->high && search->chosen != 0)
    {
      search->found = search->chosen;
      search->n_found++;
    }
  if (++search->n_steps > MAX_STEPS)
    search->n_found = 2;
  for (guint i = at; i < search->n && search->n_found < 2; i++)
    {
      if (search->left[i] < search->low - sum)
        return;
      if (search->fen[i] > search->high - sum)
        continue;
      search->chosen |= G_GUINT64_CONSTANT (1) << i;
      step (search, i + 1, sum + search->fen[i]);
      search->chosen &= ~(G_GUINT64_CONSTANT (1) << i);
    }
}

guint
_certplan_set_count (CertplanSetSearch *search, CertplanMoney target, CertplanMoney tolerance)
{
  search->left[search->n] = 0;
  for (guint i = search->n; i > 0; i--)
    search->left[i - 1] = add_up_to_most (search->left[i], search->fen[i - 1]);
  search->low = MAX (target - tolerance, 0);
  search->high = add_up_to_most (target, tolerance);
  search->n_found = search->n_steps = 0;
  search->chosen = search->found = 0;
  step (search, 0, 0);
  return MIN (search->n_found, 2);
}
