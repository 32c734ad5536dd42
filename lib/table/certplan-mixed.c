/* Lines in UTF-8 among lines that are not: exports that were put together.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-mixed-private.h"
#include "certplan-utf8-private.h"
#include "certplan-window-private.h"
#include <string.h>

/* A longer line is looked at in pieces. */
#define BLOCK_BYTES (256u * 1024)

typedef struct
{
  CertplanMixed *mixed;
  guint64 bad_offset;
  guint64 offset; /* of the line */
  guint line;
  gboolean after_cr;
} MixedWalk;

/* Bytes 80..A0 stand in no character of GB 2312, which nearly all text in GB18030 is made of, and
 * in nearly every line of Chinese in UTF-8. */
static gboolean
has_low_byte (const guint8 *text, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (text[i] >= 0x80 && text[i] <= 0xa0)
      return TRUE;
  return FALSE;
}

static gboolean
is_utf8 (const char *text, gsize n)
{
  CertplanUtf8Counts counts = { 0 };
  CertplanUtf8State state;

  _certplan_utf8_check (text, n, &counts, &state);
  return state == CERTPLAN_UTF8_GOOD && counts.n_more > 0 && has_low_byte ((const guint8 *)text, n);
}

static gboolean
is_gb18030 (const char *text, gsize n)
{
  g_autofree char *converted = g_convert (text, (gssize)n, "UTF-8", "GB18030", NULL, NULL, NULL);

  return converted != NULL;
}

static void
look_at_line (MixedWalk *walk, const char *text, gsize n)
{
  if (walk->bad_offset >= walk->offset && walk->bad_offset < walk->offset + n)
    {
      walk->mixed->other_line = walk->line;
      walk->mixed->is_gb18030 = is_gb18030 (text, n);
    }
  else if (walk->mixed->utf8_line == 0 && is_utf8 (text, n))
    walk->mixed->utf8_line = walk->line;
}

/* Looks at the lines that end in [text, text + n). Returns: the bytes up to the last line end */
static gsize
look_at_lines (MixedWalk *walk, const char *text, gsize n)
{
  const char *const end = text + n;
  const char *start = text;

  for (const char *p; (p = _certplan_find_line_end (start, end)) != NULL; start = p + 1)
    {
      if (*p == '\n' && p == start && walk->after_cr)
        walk->line--; /* of CR LF the second one */
      else
        look_at_line (walk, start, (gsize)(p - start));
      walk->line++;
      walk->after_cr = *p == '\r';
      walk->offset += (guint64)(p + 1 - start);
    }
  return (gsize)(start - text);
}

gboolean
_certplan_mixed_find (const CertplanInput *input, guint64 bad_offset, CertplanMixed *mixed,
                      CertplanFaults *faults)
{
  g_autofree char *block = g_malloc (BLOCK_BYTES);
  MixedWalk walk = { .mixed = mixed, .bad_offset = bad_offset, .line = 1 };
  gssize n = BLOCK_BYTES;

  memset (mixed, 0, sizeof *mixed);
  /* A short read is the last one. */
  while (n == BLOCK_BYTES && (mixed->utf8_line == 0 || mixed->other_line == 0))
    {
      n = _certplan_input_read (input, walk.offset, block, BLOCK_BYTES, faults);
      if (n < 0)
        return FALSE;
      const gsize done = look_at_lines (&walk, block, (gsize)n);
      const gsize rest = (gsize)n - done;
      if (n < (gssize)BLOCK_BYTES || done == 0)
        {
          look_at_line (&walk, block + done, rest);
          walk.offset += rest;
        }
    }
  return TRUE;
}
