/* Sorting by number and text, against qsort. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-order-private.h"
#include <stdlib.h>
#include <string.h>

#define SEED 20261121
#define N_ROUNDS 60

static int
compare (const void *a, const void *b)
{
  const CertplanOrdered *one = a, *other = b;
  if (one->key != other->key)
    return one->key < other->key ? -1 : 1;
  const int order = strcmp (one->text, other->text);
  return order != 0 ? order : (one->place > other->place) - (one->place < other->place);
}

/* Texts that begin alike for long, and some that are equal. */
static char *
make_text (GRand *rand, gint n_alike)
{
  GString *text = g_string_new (NULL);
  for (gint i = g_rand_int_range (rand, 0, n_alike + 1); i > 0; i--)
    g_string_append_c (text, 'a');
  for (gint i = g_rand_int_range (rand, 0, 12); i > 0; i--)
    g_string_append_c (text, (char)g_rand_int_range (rand, 1, 256));
  return g_string_free (text, FALSE);
}

static void
check (GRand *rand, guint n, guint64 n_keys, gint n_alike)
{
  g_autofree CertplanOrdered *items = _certplan_order_new (n);
  g_autofree CertplanOrdered *wanted = g_new (CertplanOrdered, n + 1);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < n; i++)
    {
      const guint64 high = g_rand_int (rand);
      g_ptr_array_add (texts, make_text (rand, n_alike));
      items[i] = (CertplanOrdered){ (high << 32 | g_rand_int (rand)) % n_keys,
                                    g_ptr_array_index (texts, i), i };
    }
  memcpy (wanted, items, n * sizeof *items);
  qsort (wanted, n, sizeof *wanted, compare);
  _certplan_order_sort (items, n);
  for (guint i = 0; i < n; i++)
    g_assert_true (items[i].key == wanted[i].key && items[i].place == wanted[i].place
                   && items[i].text == wanted[i].text);
}

static void
test_random (void)
{
  GRand *rand = g_rand_new_with_seed (SEED);
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      check (rand, (guint)g_rand_int_range (rand, 0, 3000), 1, 0);
      check (rand, (guint)g_rand_int_range (rand, 0, 3000), 3, 30);
      check (rand, (guint)g_rand_int_range (rand, 0, 3000), 1, 600); /* deeper than it goes */
      check (rand, (guint)g_rand_int_range (rand, 0, 3000), G_MAXUINT64, 2);
    }
  g_rand_free (rand);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/order/random", test_random);
  return g_test_run ();
}
