/* Checking UTF-8 in pieces. SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Files of records hold ASCII and Chinese characters of three bytes, in runs so short that a loop
 * over either is left again at once: both are checked together, 64 bytes at a time, and whatever
 * else there may be one by one. */
#include "certplan-utf8-private.h"
#include "certplan-bytes-private.h"

#define BLOCK_BYTES 64

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
  *state = CERTPLAN_UTF8_GOOD;
  return length;
}

/* What the bytes of a block are, a bit each. */
typedef struct
{
  guint64 leads;        /* E1..EC, EE and EF: any two inner bytes may follow */
  guint64 inner;        /* 80..BF */
  CertplanBytes others; /* not 0 where there is anything but these and ASCII */
} Block;

/* Takes sixteen bytes into the block. */
static inline void
look_at_bytes (Block *block, const guint8 *at, guint offset)
{
  const CertplanBytes bytes = _certplan_bytes_load (at + offset);
  const CertplanBytes leads = (CertplanBytes)((bytes & 0xf0) == 0xe0);
  const CertplanBytes inner = (CertplanBytes)((bytes & 0xc0) == 0x80);

  block->others |= (bytes & ~(leads | inner)) | (CertplanBytes)(bytes == 0xe0)
                   | (CertplanBytes)(bytes == 0xed);
  block->leads |= (guint64)_certplan_bytes_get_bits (leads) << offset;
  block->inner |= (guint64)_certplan_bytes_get_bits (inner) << offset;
}

static inline Block
look_at_block (const guint8 *at)
{
  Block block = { 0, 0, { 0 } };

  look_at_bytes (&block, at, 0);
  look_at_bytes (&block, at, 16);
  look_at_bytes (&block, at, 32);
  look_at_bytes (&block, at, 48);
  return block;
}

/* Goes over blocks of ASCII and of whole three-byte characters; what a block cuts off is the next
 * one's. Returns: behind the last whole character of them */
static const guint8 *
check_blocks (const guint8 *p, const guint8 *end, CertplanUtf8Counts *counts)
{
  guint64 cut = 0; /* a bit for each of the first bytes that belong to the block before */
  gsize n_leads = 0;

  for (; end - p >= BLOCK_BYTES; p += BLOCK_BYTES)
    {
      const Block block = look_at_block (p);
      if (_certplan_bytes_get_bits (block.others) != 0
          || (block.leads << 1 | block.leads << 2 | cut) != block.inner)
        break;
      cut = block.leads >> 62 | block.leads >> 63;
      n_leads += (gsize)__builtin_popcountll (block.leads);
    }
  counts->n_more += n_leads - (cut != 0);
  return p - (cut == 0 ? 0 : cut == 1 ? 2 : 1);
}

/* Goes over the characters that begin before @until. Returns: behind the last one; @state is not
 * GOOD where one of them is not whole */
static const guint8 *
check_characters (const guint8 *p, const guint8 *until, const guint8 *end,
                  CertplanUtf8Counts *counts, CertplanUtf8State *state)
{
  *state = CERTPLAN_UTF8_GOOD;
  while (p < until && (p = skip_ascii (p, until)) < until)
    {
      const guint length = check_character (p, end, state);
      if (length == 0)
        break;
      counts->n_two += length == 2;
      counts->n_more += length > 2;
      p += length;
    }
  return p;
}

gsize
_certplan_utf8_check (const char *text, gsize n, CertplanUtf8Counts *counts,
                      CertplanUtf8State *state)
{
  const guint8 *p = (const guint8 *)text;
  const guint8 *const end = p + n;

  *state = CERTPLAN_UTF8_GOOD;
  while (p < end && *state == CERTPLAN_UTF8_GOOD)
    {
      p = check_blocks (p, end, counts);
      p = check_characters (p, p + MIN (end - p, BLOCK_BYTES), end, counts, state);
    }
  return (gsize)(p - (const guint8 *)text);
}
