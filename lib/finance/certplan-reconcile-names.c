/* Debtors whose names are near another name. SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Names that are near each other have pairs of neighbouring characters in common. Only the pairs of
 * the names that are looked for are kept, each with the debtors that have it, so that the search
 * takes a walk over the debtors and then, for each name, a look at those with its rarest pairs. */
#include "certplan-reconcile-private.h"
#include <string.h>

#define MAX_LOOKED 300 /* debtors that are compared with one name */
#define MIN_ALIKE 50   /* of 100 */
#define MAX_COMPARED 64
#define MAX_PAIRS (MAX_COMPARED + 1) /* of a name: its ends make pairs, too */

typedef struct
{
  guint32 n, n_kept; /* debtors that have it */
  guint32 first;     /* in debtors */
} Pair;

struct _CertplanNearNames
{
  const CertplanReconciliation *self;
  GHashTable *places; /* of a pair -> place in pairs + 1 */
  GArray *pairs;      /* Pair */
  GArray *debtors;    /* guint32: payers */
};

static guint
read_characters (const char *text, gunichar *characters)
{
  guint n = 0;
  for (; *text != '\0' && n < MAX_COMPARED; text = g_utf8_next_char (text))
    characters[n++] = g_utf8_get_char (text);
  return n;
}

guint
_certplan_slips_count (const gunichar *one, guint n_one, const gunichar *other, guint n_other)
{
  guint rows[3][MAX_COMPARED + 1];
  g_return_val_if_fail (n_one <= MAX_COMPARED && n_other <= MAX_COMPARED, G_MAXUINT);

  for (guint k = 0; k <= n_other; k++)
    rows[0][k] = k;
  for (guint i = 1; i <= n_one; i++)
    {
      guint *row = rows[i % 3], *last = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
      row[0] = i;
      for (guint k = 1; k <= n_other; k++)
        {
          row[k] = MIN (MIN (last[k], row[k - 1]) + 1, last[k - 1] + (one[i - 1] != other[k - 1]));
          if (i > 1 && k > 1 && one[i - 1] == other[k - 2] && one[i - 2] == other[k - 1])
            row[k] = MIN (row[k], before[k - 2] + 1);
        }
    }
  return rows[n_one % 3][n_other];
}

/* Dice's coefficient of the pairs: twice those in common over all of both. */
static guint
compare_pairs (const gunichar *a, guint n_a, const gunichar *b, guint n_b)
{
  gboolean taken[MAX_COMPARED] = { FALSE };
  guint n_common = 0;
  if (n_a < 2 || n_b < 2)
    return 0;
  for (guint i = 0; i + 1 < n_a; i++)
    for (guint k = 0; k + 1 < n_b; k++)
      if (!taken[k] && a[i] == b[k] && a[i + 1] == b[k + 1])
        {
          taken[k] = TRUE;
          n_common++;
          break;
        }
  return 200 * n_common / (n_a - 1 + n_b - 1);
}

guint
_certplan_names_compare (const char *one, const char *other)
{
  gunichar a[MAX_COMPARED] = { 0 }, b[MAX_COMPARED] = { 0 };
  const guint n_a = read_characters (one, a), n_b = read_characters (other, b);
  const guint longer = MAX (n_a, n_b);
  if (longer == 0)
    return 0;
  const guint alike = 100 - 100 * _certplan_slips_count (a, n_a, b, n_b) / longer;
  return MAX (alike, compare_pairs (a, n_a, b, n_b));
}

/* Two pairs that share a number cost a comparison in vain, no more. */
static guint32
number_pair (gunichar one, gunichar other)
{
  return ((guint32)one * 2654435761u) ^ (guint32)other;
}

/* The numbers of a name's pairs, each once. */
static guint
list_pairs (const char *name, guint32 *pairs)
{
  gunichar characters[MAX_COMPARED + 2] = { 0 };
  const guint n = read_characters (name, characters + 1);
  guint n_pairs = 0;
  for (guint i = 0; n > 0 && i <= n; i++)
    {
      const guint32 pair = number_pair (characters[i], i < n ? characters[i + 1] : 0);
      guint k = 0;
      while (k < n_pairs && pairs[k] != pair)
        k++;
      if (k == n_pairs)
        pairs[n_pairs++] = pair;
    }
  return n_pairs;
}

static Pair *
find_pair (const CertplanNearNames *names, guint32 number)
{
  const guint place
      = GPOINTER_TO_UINT (g_hash_table_lookup (names->places, GUINT_TO_POINTER (number)));
  return place != 0 ? &g_array_index (names->pairs, Pair, place - 1) : NULL;
}

void
_certplan_near_names_want (CertplanNearNames *names, guint32 payer)
{
  guint32 numbers[MAX_PAIRS];
  const guint n = list_pairs (_certplan_payers_get_stem (names->self->payers, payer), numbers);
  for (guint i = 0; i < n; i++)
    if (find_pair (names, numbers[i]) == NULL)
      {
        g_array_set_size (names->pairs, names->pairs->len + 1);
        g_hash_table_insert (names->places, GUINT_TO_POINTER (numbers[i]),
                             GUINT_TO_POINTER (names->pairs->len));
      }
}

/* The payers of claims, each once, in the order of their first ones. */
static GArray *
list_debtors (const CertplanReconciliation *self, const GArray *claims)
{
  GArray *debtors = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autofree guint8 *is_known = g_new0 (guint8, _certplan_payers_get_limit (self->payers) + 1);
  for (guint i = 0; i < claims->len; i++)
    {
      const guint32 c = g_array_index (claims, guint32, i);
      const guint32 payer = _certplan_payer (self, _certplan_claim (self, c)->org);
      if (payer <= CERTPLAN_PAYER_OTHER || is_known[payer])
        continue;
      is_known[payer] = TRUE;
      g_array_append_val (debtors, payer);
    }
  return debtors;
}

/* Counts the debtors of each pair, or, where there is room for them already, keeps the first ones.
 */
static void
walk_debtors (CertplanNearNames *names, const GArray *debtors, gboolean keeps)
{
  guint32 numbers[MAX_PAIRS];
  for (guint d = 0; d < debtors->len; d++)
    {
      const guint32 payer = g_array_index (debtors, guint32, d);
      const guint n = list_pairs (_certplan_payers_get_stem (names->self->payers, payer), numbers);
      for (guint i = 0; i < n; i++)
        {
          Pair *pair = find_pair (names, numbers[i]);
          if (pair == NULL)
            continue;
          if (!keeps)
            pair->n++;
          else if (pair->n_kept < MIN (pair->n, MAX_LOOKED))
            g_array_index (names->debtors, guint32, pair->first + pair->n_kept++) = payer;
        }
    }
}

void
_certplan_near_names_index (CertplanNearNames *names, const GArray *claims)
{
  guint32 n_all = 0;
  g_autoptr (GArray) debtors = list_debtors (names->self, claims);
  walk_debtors (names, debtors, FALSE);
  for (guint i = 0; i < names->pairs->len; i++)
    {
      Pair *pair = &g_array_index (names->pairs, Pair, i);
      pair->first = n_all;
      n_all += MIN (pair->n, MAX_LOOKED);
    }
  g_array_set_size (names->debtors, n_all);
  walk_debtors (names, debtors, TRUE);
}

/* The pairs of a name that any debtor has, the rarest first. */
static guint
sort_pairs (const CertplanNearNames *names, guint32 payer, const Pair **sorted)
{
  guint32 numbers[MAX_PAIRS];
  const guint n = list_pairs (_certplan_payers_get_stem (names->self->payers, payer), numbers);
  guint n_sorted = 0;
  for (guint i = 0; i < n; i++)
    {
      const Pair *pair = find_pair (names, numbers[i]);
      guint at = n_sorted;
      if (pair == NULL || pair->n == 0)
        continue;
      for (; at > 0 && sorted[at - 1]->n > pair->n; at--)
        sorted[at] = sorted[at - 1];
      sorted[at] = pair;
      n_sorted++;
    }
  return n_sorted;
}

static void
look_at (const CertplanNearNames *names, guint32 payer, guint32 debtor, GArray *near)
{
  const CertplanPayers *payers = names->self->payers;
  for (guint i = 0; i < near->len; i++)
    if (g_array_index (near, guint32, i) == debtor)
      return;
  if (_certplan_names_compare (_certplan_payers_get_stem (payers, payer),
                               _certplan_payers_get_stem (payers, debtor))
      >= MIN_ALIKE)
    g_array_append_val (near, debtor);
}

void
_certplan_near_names_find (const CertplanNearNames *names, guint32 payer, GArray *near)
{
  const Pair *sorted[MAX_PAIRS];
  const guint n = sort_pairs (names, payer, sorted);
  guint n_looked = 0;
  g_array_set_size (near, 0);
  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < sorted[i]->n_kept && n_looked < MAX_LOOKED; k++, n_looked++)
      look_at (names, payer, g_array_index (names->debtors, guint32, sorted[i]->first + k), near);
}

CertplanNearNames *
_certplan_near_names_new (const CertplanReconciliation *self)
{
  CertplanNearNames *names = g_new0 (CertplanNearNames, 1);
  names->self = self;
  names->places = g_hash_table_new (NULL, NULL);
  names->pairs = g_array_new (FALSE, TRUE, sizeof (Pair));
  names->debtors = g_array_new (FALSE, FALSE, sizeof (guint32));
  return names;
}

void
_certplan_near_names_free (CertplanNearNames *names)
{
  g_hash_table_unref (names->places);
  g_array_unref (names->pairs);
  g_array_unref (names->debtors);
  g_free (names);
}
