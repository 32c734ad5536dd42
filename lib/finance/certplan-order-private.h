/* Sorting many rows by a number and then by a text. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include <glib.h>

typedef struct
{
  guint64 key;
  const char *text;
  guint32 place; /* whatever the caller sorts */
} CertplanOrdered;

/* Room for @n of them. Returns: (transfer full): freed with g_free() */
CertplanOrdered *_certplan_order_new (guint n);
/* By key, then by the bytes of the texts; what is equal in both stays as it was. */
void _certplan_order_sort (CertplanOrdered *items, guint n);
