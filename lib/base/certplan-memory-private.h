/* Large pieces of memory. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include <glib.h>

/* Says that a piece of memory just got, and not touched yet, will be filled: the system may give it
 * in large pages, which come sooner and are found sooner. Nothing depends on it. */
void _certplan_memory_announce (gconstpointer memory, gsize n_bytes);

/* Room for @n elements of an empty array at once. */
void _certplan_memory_reserve (GArray *array, guint n);
