/* Large pieces of memory. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include <glib.h>

/* Says that a piece of memory just got, and not touched yet, will be filled: the system may give it
 * in large pages, which come sooner and are found sooner. Nothing depends on it. */
void _certplan_memory_announce (gconstpointer memory, gsize n_bytes);

/* @n_bytes of zeros. Large pieces lie so that large pages fit, and go back to the system when they
 * are given back. Returns: NULL if there is no memory */
gpointer _certplan_memory_take (gsize n_bytes);
/* @n_bytes: as it was taken. @memory: (nullable) */
void _certplan_memory_give (gpointer memory, gsize n_bytes);

/* Room for @n elements of an empty array at once. */
void _certplan_memory_reserve (GArray *array, guint n);
