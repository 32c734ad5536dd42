/* Lines and columns of a text. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-place-private.h"

void
_certplan_place_advance (CertplanPlace *place, const char *text, gsize n)
{
  for (const char *end = text + n; text < end; text++)
    {
      const guchar byte = (guchar)*text;

      if (byte == '\r' || (byte == '\n' && !place->after_cr))
        {
          place->line++;
          place->column = 1;
        }
      else if (byte != '\n' && (byte & 0xc0) != 0x80) /* not the inside of a character */
        place->column++;
      place->after_cr = byte == '\r';
    }
}
