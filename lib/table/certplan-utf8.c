/* Checking UTF-8 in pieces. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-utf8-private.h"
#include <string.h>

#define HIGH_BITS G_GUINT64_CONSTANT (0x8080808080808080)

/* Returns: how many of the word's first bytes are ASCII */
static guint
count_ascii (guint64 word)
{
  return (guint)__builtin_ctzll (GUINT64_FROM_LE (word) & HIGH_BITS) / 8;
}

/* Most of a file of records is ASCII, in short runs where it is Chinese: 16 bytes at once. */
static const guint8 *
skip_ascii (const guint8 *p, const guint8 *end)
{
  guint64 words[2];

  for (; (gsize)(end - p) >= sizeof words; p += sizeof words)
    {
      memcpy (words, p, sizeof words);
      if ((words[0] & HIGH_BITS) != 0)
        return p + count_ascii (words[0]);
      if ((words[1] & HIGH_BITS) != 0)
        return p + sizeof *words + count_ascii (words[1]);
    }
  while (p < end && *p < 0x80)
    p++;
  return p;
}

/* How long a character is that begins with @lead, and which second bytes may follow it (RFC 3629,
 * section 4: no overlong forms, no surrogates, nothing past U+10FFFF). Returns: 0 for no lead */
static guint
get_length (guint8 lead, guint8 *low, guint8 *high)
{
  *low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
  *high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
  if (lead >= 0xc2 && lead <= 0xdf)
    return 2;
  if (lead >= 0xe0 && lead <= 0xef)
    return 3;
  return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
}

/* Any character that is not ASCII. Returns: its length, 0 where it is cut or bad */
static guint
check_character (const guint8 *p, const guint8 *end, CertplanUtf8State *state)
{
  guint8 low;
  guint8 high;
  const guint length = get_length (p[0], &low, &high);

  *state = CERTPLAN_UTF8_BAD;
  if (length == 0)
    return 0;
  for (guint i = 1; i < length; i++)
    {
      if (p + i == end)
        {
          *state = CERTPLAN_UTF8_CUT;
          return 0;
        }
      if (p[i] < low || p[i] > high)
        return 0;
      low = 0x80;
      high = 0xbf;
    }
  return length;
}

/* A lead E1..EC, EE or EF takes any two following bytes. */
static inline gboolean
takes_any (guint64 lead)
{
  return (0xdffe >> (lead & 0xf) & 1) != 0;
}

/* Chinese text is runs of such characters: two at once. */
static const guint8 *
skip_three_byte_run (const guint8 *p, const guint8 *end)
{
  guint64 word;

  for (; (gsize)(end - p) >= sizeof word; p += 6)
    {
      memcpy (&word, p, sizeof word);
      word = GUINT64_FROM_LE (word);
      if ((word & G_GUINT64_CONSTANT (0xc0c0f0c0c0f0)) != G_GUINT64_CONSTANT (0x8080e08080e0)
          || !takes_any (word) || !takes_any (word >> 24))
        break;
    }
  while (end - p >= 3 && (p[0] & 0xf0) == 0xe0 && takes_any (p[0]) && (p[1] & 0xc0) == 0x80
         && (p[2] & 0xc0) == 0x80)
    p += 3;
  return p;
}

gsize
_certplan_utf8_check (const char *text, gsize n, CertplanUtf8Counts *counts,
                      CertplanUtf8State *state)
{
  const guint8 *p = (const guint8 *)text;
  const guint8 *const end = p + n;

  for (;;)
    {
      p = skip_ascii (p, end);
      const guint8 *const run = p;
      p = skip_three_byte_run (p, end);
      counts->n_more += (gsize)(p - run) / 3;
      if (p == end)
        break;
      if (*p < 0x80)
        continue;
      const guint length = check_character (p, end, state);
      if (length == 0)
        return (gsize)(p - (const guint8 *)text);
      counts->n_two += length == 2;
      counts->n_more += length > 2;
      p += length;
    }
  *state = CERTPLAN_UTF8_GOOD;
  return n;
}
