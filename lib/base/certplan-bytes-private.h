/* Sixteen bytes of a text at once. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include <glib.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* Compared with a byte, or with others, each byte becomes 0 or 255. */
typedef guint8 CertplanBytes __attribute__ ((vector_size (16)));

static inline CertplanBytes
_certplan_bytes_load (gconstpointer at)
{
  CertplanBytes bytes;

  memcpy (&bytes, at, sizeof bytes);
  return bytes;
}

/* The same as below on any processor. */
static inline guint
_certplan_bytes_get_bits_plainly (CertplanBytes bytes)
{
  const guint64 high = G_GUINT64_CONSTANT (0x8080808080808080);
  const guint64 gather = G_GUINT64_CONSTANT (0x0002040810204081); /* bit 8i + 7 to 56 + i */
  guint64 halves[2];

  memcpy (halves, &bytes, sizeof halves);
  return (guint)((GUINT64_FROM_LE (halves[0]) & high) * gather >> 56)
         | (guint)((GUINT64_FROM_LE (halves[1]) & high) * gather >> 56) << 8;
}

/* Returns: a bit for each byte, which is 0 or 255; the first byte's is the lowest */
static inline guint
_certplan_bytes_get_bits (CertplanBytes bytes)
{
#ifdef __SSE2__
  return (guint)_mm_movemask_epi8 ((__m128i)bytes);
#else
  return _certplan_bytes_get_bits_plainly (bytes);
#endif
}

/* Whether @n bytes are the same: texts of a few bytes are not worth a call. What does not fill a
 * piece is looked at together with some of the bytes before. */
static inline gboolean
_certplan_bytes_are_same (const char *a, const char *b, gsize n)
{
  guint64 a_begin, a_end, b_begin, b_end;

  if (n < sizeof a_begin)
    return memcmp (a, b, n) == 0;
  for (; n > 2 * sizeof a_begin; a += sizeof a_begin, b += sizeof b_begin, n -= sizeof a_begin)
    {
      memcpy (&a_begin, a, sizeof a_begin);
      memcpy (&b_begin, b, sizeof b_begin);
      if (a_begin != b_begin)
        return FALSE;
    }
  memcpy (&a_begin, a, sizeof a_begin);
  memcpy (&b_begin, b, sizeof b_begin);
  memcpy (&a_end, a + n - sizeof a_end, sizeof a_end);
  memcpy (&b_end, b + n - sizeof b_end, sizeof b_end);
  return a_begin == b_begin && a_end == b_end;
}

/* Copies @n bytes, likewise. */
static inline void
_certplan_bytes_copy (char *to, const char *from, gsize n)
{
  guint64 begin, end;

  if (n < sizeof begin || n > 4 * sizeof begin)
    {
      memcpy (to, from, n);
      return;
    }
  memcpy (&end, from + n - sizeof end, sizeof end);
  for (gsize i = 0; i + sizeof begin < n; i += sizeof begin)
    {
      memcpy (&begin, from + i, sizeof begin);
      memcpy (to + i, &begin, sizeof begin);
    }
  memcpy (to + n - sizeof end, &end, sizeof end);
}
