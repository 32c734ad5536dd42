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

void
_certplan_memory_reserve (GArray *array, guint n)
{
  const guint n_before = array->len;
  g_array_set_size (array, n_before + n);
  g_array_set_size (array, n_before);
  _certplan_memory_announce (array->data, (gsize)(n_before + n) * g_array_get_element_size (array));
}
