/* The hash of texts and keys, and what it lies in. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-slots-private.h"
#include "certplan-memory-private.h"
#include <stdlib.h>
#include <string.h>

#define N_BLOCKS 16 /* of two words of eight bytes */

static int
compare_hashes (const void *a, const void *b)
{
  const guint32 x = *(const guint32 *)a, y = *(const guint32 *)b;

  return x < y ? -1 : x > y;
}

static guint
count_distinct (guint32 *hashes, guint n)
{
  guint n_distinct = 0;

  qsort (hashes, n, sizeof *hashes, compare_hashes);
  for (guint i = 0; i < n; i++)
    n_distinct += i == 0 || hashes[i] != hashes[i - 1];
  return n_distinct;
}

/* Texts whose second words undo what their first ones change, if a step of the hash is no more than
 * a product modulo 2^64: a change of bit 62 stays at the top, whatever the state was. Among so many
 * random numbers of 32 bits one or no pair is equal. */
static void
test_differences (void)
{
  const guint n = 1u << N_BLOCKS;
  g_autofree guint32 *hashes = g_new (guint32, n);

  for (guint i = 0; i < n; i++)
    {
      char text[N_BLOCKS * 16];
      memset (text, 'a', sizeof text);
      for (guint block = 0; block < N_BLOCKS; block++)
        if ((i >> block & 1) != 0)
          {
            text[block * 16 + 7] = '!'; /* bit 6 of the word's last byte */
            text[block * 16 + 11] = '!';
            text[block * 16 + 15] = '!';
          }
      hashes[i] = _certplan_hash (text, sizeof text);
    }
  g_assert_cmpuint (count_distinct (hashes, n), >=, n - 8);
}

/* Numbers one after the other, as certificates have them, of every length around a word's. */
static void
test_sequences (void)
{
  const guint n = 50000;
  g_autofree guint32 *hashes = g_new (guint32, n);

  for (gint width = 5; width < 20; width++)
    {
      for (guint i = 0; i < n; i++)
        {
          char text[32];
          const gint length = g_snprintf (text, sizeof text, "%0*u", width, i);
          hashes[i] = _certplan_hash (text, (gsize)length);
        }
      g_assert_cmpuint (count_distinct (hashes, n), >=, n - 8);
    }
}

static gboolean
equal_number (gconstpointer data, guint32 number, gconstpointer wanted)
{
  return number == *(const guint32 *)wanted;
}

/* One chain of equal hashes, and many short ones, while the table grows. */
static void
test_find (void)
{
  static const guint32 masks[] = { 0, 15, G_MAXUINT32 };

  for (gsize m = 0; m < G_N_ELEMENTS (masks); m++)
    {
      CertplanSlots slots = { 0 };
      for (guint32 number = 1; number <= 1000; number++)
        {
          g_assert_cmpuint (
              _certplan_slots_find (&slots, number & masks[m], equal_number, NULL, &number), ==, 0);
          g_assert_true (_certplan_slots_add (&slots, number & masks[m], number));
        }
      for (guint32 number = 1; number <= 1000; number++)
        g_assert_cmpuint (
            _certplan_slots_find (&slots, number & masks[m], equal_number, NULL, &number), ==,
            number);
      _certplan_slots_clear (&slots);
    }
}

/* Whether a number is alike up to its last bit. */
static gboolean
is_pair (gconstpointer data, guint32 number, gconstpointer wanted)
{
  return number / 2 == *(const guint32 *)wanted / 2;
}

/* The first of each pair stays, in a table that has the room from the beginning or grows. */
static void
test_take (void)
{
  static const guint sizes[] = { 0, 1, 43, 1000 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      CertplanSlots slots = { 0 };
      g_assert_true (_certplan_slots_reserve (&slots, sizes[i]));
      const guint64 n_slots = slots.n_slots;
      for (guint32 number = 2; number < 2002; number++)
        {
          const guint32 hash = number / 2 * 2654435761u;
          const CertplanSlot *slot
              = _certplan_slots_take (&slots, hash, number, is_pair, NULL, &number);
          g_assert_cmpuint (slot->number, ==, number / 2 * 2);
          g_assert_cmpuint (_certplan_slots_find (&slots, hash, is_pair, NULL, &number), ==,
                            number / 2 * 2);
        }
      g_assert_cmpuint (slots.n_used, ==, 1000);
      g_assert_true ((slots.n_slots == n_slots) == (sizes[i] == 1000));
      _certplan_slots_clear (&slots);
    }
}

/* Pieces around the size from which on they are the system's own. */
static void
test_pieces (void)
{
  const gsize sizes[] = { 1, 4096, 2097151, 2097152, 2097153, 5000000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      guint8 *piece = _certplan_memory_take (sizes[i]);
      g_assert_nonnull (piece);
      for (gsize at = 0; at < sizes[i]; at++)
        if (piece[at] != 0)
          g_test_fail_printf ("byte %" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT, at, sizes[i]);
      memset (piece, 0xff, sizes[i]);
      if (sizes[i] >= 2097152)
        g_assert_cmpuint ((guintptr)piece % 2097152, ==, 0);
      _certplan_memory_give (piece, sizes[i]);
    }
  g_assert_null (_certplan_memory_take (G_MAXSIZE - 1));
  g_assert_null (_certplan_memory_take (G_MAXSIZE / 4));
  _certplan_memory_give (NULL, 1);
  _certplan_memory_give (NULL, 2097152);
}

/* Every byte of a key counts, in whole words and behind them. Of 900 keys that differ in a byte two
 * have one hash by chance once in 10,000 runs (900^2 / 2^33), and three pairs never. */
static void
test_hash (void)
{
  g_autoptr (GHashTable) hashes = g_hash_table_new (NULL, NULL);
  guint n = 0, n_equal = 0;
  for (guint length = 1; length <= 24; length++)
    for (guint at = 0; at < length; at++)
      for (guint c = 0; c < 3; c++, n++)
        {
          char key[24] = "xxxxxxxxxxxxxxxxxxxxxxx";
          key[at] = (char)('a' + c);
          const guint32 hash = _certplan_hash (key, length);
          g_assert_cmpuint (_certplan_hash (key, length), ==, hash);
          n_equal += !g_hash_table_add (hashes, GUINT_TO_POINTER (hash));
        }
  g_assert_cmpuint (n, ==, 900);
  g_assert_cmpuint (n_equal, <, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/slots/differences", test_differences);
  g_test_add_func ("/slots/sequences", test_sequences);
  g_test_add_func ("/slots/find", test_find);
  g_test_add_func ("/slots/take", test_take);
  g_test_add_func ("/memory/pieces", test_pieces);
  g_test_add_func ("/slots/hash", test_hash);
  return g_test_run ();
}
