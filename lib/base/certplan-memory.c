/* Large pieces of memory. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-memory-private.h"
#include <sys/mman.h>
#include <unistd.h>

#define MIN_BYTES (2u * 1024 * 1024) /* less does not hold a large page */

void
_certplan_memory_announce (gconstpointer memory, gsize n_bytes)
{
#ifdef MADV_HUGEPAGE
  if (memory == NULL || n_bytes < MIN_BYTES)
    return;
  const gsize page = (gsize)sysconf (_SC_PAGESIZE);
  const guintptr begin = ((guintptr)memory + page - 1) / page * page;
  const guintptr end = ((guintptr)memory + n_bytes) / page * page;
  if (begin < end)
    madvise ((gpointer)begin, end - begin, MADV_HUGEPAGE);
#endif
}

/* The piece in the middle of @n_bytes + MIN_BYTES that begins with a large page. */
static gpointer
cut_to_page (gpointer memory, gsize n_bytes)
{
  guint8 *begin = memory;
  const gsize n_before = -(guintptr)memory % MIN_BYTES;

  if (n_before > 0)
    munmap (begin, n_before);
  munmap (begin + n_before + n_bytes, MIN_BYTES - n_before);
  return begin + n_before;
}

/* Whole pages, also where they are given back. */
static gsize
round_up (gsize n_bytes)
{
  const gsize page = (gsize)sysconf (_SC_PAGESIZE);

  return (n_bytes + page - 1) / page * page;
}

gpointer
_certplan_memory_take (gsize n_bytes)
{
  if (n_bytes < MIN_BYTES)
    return g_try_malloc0 (n_bytes);
  if (n_bytes > G_MAXSSIZE / 2)
    return NULL;
  const gsize n_mapped = round_up (n_bytes);
  gpointer memory = mmap (NULL, n_mapped + MIN_BYTES, PROT_READ | PROT_WRITE,
                          MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED)
    return NULL;
  memory = cut_to_page (memory, n_mapped);
  _certplan_memory_announce (memory, n_mapped);
  return memory;
}

void
_certplan_memory_give (gpointer memory, gsize n_bytes)
{
  if (n_bytes < MIN_BYTES)
    g_free (memory);
  else if (memory != NULL)
    munmap (memory, round_up (n_bytes));
}

void
_certplan_memory_reserve (GArray *array, guint n)
{
  const guint n_before = array->len;
  g_array_set_size (array, n_before + n);
  g_array_set_size (array, n_before);
  _certplan_memory_announce (array->data, (gsize)(n_before + n) * g_array_get_element_size (array));
}
