/* Texts that stand in a CSV file as they are. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-csv-plain-private.h"
#include "certplan-bytes-private.h"
#include <string.h>

/* So many bytes at @text, fewer than sixteen, and zeros behind them. What was just written byte
 * by byte is slow to be read in one, so this does not go through memory where it matters. */
static inline CertplanBytes
load_few (const char *text, gsize n)
{
  guint64 halves[2] = { 0, 0 };
  CertplanBytes bytes;

  if (n > sizeof *halves)
    {
      memcpy (&halves[0], text, sizeof *halves);
      memcpy (&halves[1], text + n - sizeof *halves, sizeof *halves); /* some of them again */
      halves[1] = GUINT64_TO_LE (GUINT64_FROM_LE (halves[1]) >> 8 * (sizeof bytes - n));
    }
  else
    memcpy (halves, text, n);
  memcpy (&bytes, halves, sizeof bytes);
  return bytes;
}

/* Which of the bytes may stand in a text that is written as it is: printable ASCII that is never in
 * quotes, and whole characters U+4000 .. U+9FFF, which are neither blanks nor signs in any form.
 * @cut: how many bytes of a character before are missing, a bit each; then of the last one */
static inline gboolean
check_bytes (CertplanBytes b, guint n, guint *cut)
{
  const guint used = (1u << n) - 1;
  const CertplanBytes special
      = (CertplanBytes)(b == ',') | (CertplanBytes)(b == ';') | (CertplanBytes)(b == '"');
  const guint plain
      = _certplan_bytes_get_bits ((CertplanBytes)(b >= ' ') & (CertplanBytes)(b < 0x7f) & ~special);
  const guint lead
      = _certplan_bytes_get_bits ((CertplanBytes)(b >= 0xe4) & (CertplanBytes)(b <= 0xe9));
  const guint inner
      = _certplan_bytes_get_bits ((CertplanBytes)(b >= 0x80) & (CertplanBytes)(b < 0xc0));
  const guint wanted = lead << 1 | lead << 2 | *cut;

  *cut = wanted >> n;
  return ((plain | lead | inner) & used) == used && (wanted & used) == inner;
}

gboolean
_certplan_csv_is_plain (const char *text, gsize length)
{
  guint cut = 0;
  gsize i = 0;

  if (length == 0)
    return TRUE;
  if (((guint8)*text < 0x80 && !g_ascii_isalnum (*text)) || text[length - 1] == ' ')
    return FALSE;
  for (; length - i >= sizeof (CertplanBytes); i += sizeof (CertplanBytes))
    {
      if (!check_bytes (_certplan_bytes_load (text + i), sizeof (CertplanBytes), &cut))
        return FALSE;
    }
  return (i == length || check_bytes (load_few (text + i, length - i), (guint)(length - i), &cut))
         && cut == 0;
}
