/* Lines and columns of a text, as editors count them. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include <glib.h>

/* Both 1-based. A line ends at LF, CR LF or a CR alone; columns are characters. */
typedef struct
{
  guint line;
  guint column;
  gboolean after_cr; /* a LF now belongs to the CR before it */
} CertplanPlace;

#define _CERTPLAN_PLACE_FIRST ((CertplanPlace){ 1, 1, FALSE })

/* Goes over @n bytes of UTF-8. */
void _certplan_place_advance (CertplanPlace *place, const char *text, gsize n);
