/* Sorting many rows by a number and then by a text. SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Bytes of the keys from the last to the first, those in which all are alike left out; where keys
 * are equal, eight bytes of the texts are the next key. */
#include "certplan-order-private.h"
#include "certplan-memory-private.h"
#include <string.h>

#define FEW 48       /* so many are put in order one by one */
#define MAX_DEPTH 32 /* of texts that begin alike; beyond, they are compared as they are */
#define AHEAD 16     /* so far ahead memory is asked for a text */

CertplanOrdered *
_certplan_order_new (guint n)
{
  CertplanOrdered *items = g_new (CertplanOrdered, (gsize)n + 1);
  _certplan_memory_announce (items, n * sizeof *items);
  return items;
}

static gint
compare (const CertplanOrdered *one, const CertplanOrdered *other)
{
  if (one->key != other->key)
    return one->key < other->key ? -1 : 1;
  return strcmp (one->text, other->text);
}

static gint
compare_texts (gconstpointer a, gconstpointer b, gpointer data)
{
  return strcmp (((const CertplanOrdered *)a)->text, ((const CertplanOrdered *)b)->text);
}

static void
insert (CertplanOrdered *items, guint n)
{
  for (guint i = 1; i < n; i++)
    {
      const CertplanOrdered item = items[i];
      guint at = i;
      for (; at > 0 && compare (&items[at - 1], &item) > 0; at--)
        items[at] = items[at - 1];
      items[at] = item;
    }
}

/* One byte of the keys; leaves what is alike in order. */
static void
spread (const CertplanOrdered *items, CertplanOrdered *out, guint n, guint shift)
{
  guint begins[256] = { 0 };
  guint begin = 0;
  for (guint i = 0; i < n; i++)
    begins[items[i].key >> shift & 0xFF]++;
  for (guint byte = 0; byte < G_N_ELEMENTS (begins); byte++)
    {
      const guint n_here = begins[byte];
      begins[byte] = begin;
      begin += n_here;
    }
  for (guint i = 0; i < n; i++)
    out[begins[items[i].key >> shift & 0xFF]++] = items[i];
}

/* @room: for @n items */
static void
sort_keys (CertplanOrdered *items, CertplanOrdered *room, guint n)
{
  CertplanOrdered *from = items, *to = room;
  guint64 unlike = 0;
  gboolean is_sorted = TRUE;
  for (guint i = 1; i < n; i++)
    {
      unlike |= items[i].key ^ items[0].key;
      is_sorted &= items[i - 1].key <= items[i].key;
    }
  for (guint shift = 0; shift < 64 && !is_sorted; shift += 8)
    if ((unlike >> shift & 0xFF) != 0)
      {
        spread (from, to, n, shift);
        CertplanOrdered *const swap = from;
        from = to;
        to = swap;
      }
  if (from != items)
    memcpy (items, from, n * sizeof *items);
}

static gboolean
are_texts_sorted (const CertplanOrdered *items, guint n)
{
  for (guint i = 1; i < n; i++)
    {
      if (i + AHEAD < n)
        __builtin_prefetch (items[i + AHEAD].text);
      if (strcmp (items[i - 1].text, items[i].text) > 0)
        return FALSE;
    }
  return TRUE;
}

/* How many bytes all texts have in common from @known on. */
static gsize
count_common (const CertplanOrdered *items, guint n, gsize known)
{
  const char *first = items[0].text;
  gsize common = strlen (first);
  for (guint i = 1; i < n; i++)
    {
      gsize at = known;
      while (at < common && items[i].text[at] == first[at])
        at++;
      common = at;
    }
  return common;
}

/* The next eight bytes, the first one highest. */
static guint64
read_key (const char *text)
{
  guint64 key = 0;
  guint i = 0;
  for (; i < 8 && text[i] != '\0'; i++)
    key = key << 8 | (guint8)text[i];
  return i == 0 ? 0 : key << (8 * (8 - i));
}

static void sort_runs (CertplanOrdered *items, CertplanOrdered *room, guint n, gsize known,
                       guint depth);

/* Items with equal keys, whose texts are alike in @known bytes. */
static void
sort_texts (CertplanOrdered *items, CertplanOrdered *room, guint n, gsize known, guint depth)
{
  if (are_texts_sorted (items, n))
    return;
  if (n <= FEW)
    insert (items, n);
  else if (depth == MAX_DEPTH)
    g_qsort_with_data (items, (gint)n, sizeof *items, compare_texts, NULL);
  else
    {
      const guint64 key = items[0].key;
      const gsize common = count_common (items, n, known);
      for (guint i = 0; i < n; i++)
        items[i].key = read_key (items[i].text + common);
      sort_keys (items, room, n);
      sort_runs (items, room, n, common, depth + 1);
      for (guint i = 0; i < n; i++)
        items[i].key = key;
    }
}

static void
sort_runs (CertplanOrdered *items, CertplanOrdered *room, guint n, gsize known, guint depth)
{
  for (guint begin = 0, end; begin < n; begin = end)
    {
      for (end = begin + 1; end < n && items[end].key == items[begin].key;)
        end++;
      if (end - begin > 1)
        sort_texts (items + begin, room, end - begin, known, depth);
    }
}

void
_certplan_order_sort (CertplanOrdered *items, guint n)
{
  if (n <= FEW)
    {
      insert (items, n);
      return;
    }
  g_autofree CertplanOrdered *room = _certplan_order_new (n);
  sort_keys (items, room, n);
  sort_runs (items, room, n, 0, 0);
}
