/* An input as UTF-8: which encoding it has, and turning it. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "certplan-decoder-private.h"
#include "certplan-mixed-private.h"
#include "certplan-place-private.h"
#include "certplan-private.h"
#include "certplan-table-error.h"
#include "certplan-utf8-private.h"
#include <errno.h>
#include <string.h>

#define BLOCK_BYTES (256u * 1024)
/* How much of an input that is not UTF-8 must be GB18030 for it to be taken as such. The rest is
 * checked while it is read. */
#define TRIAL_BYTES (1024u * 1024)
/* So many characters of three bytes, and none wrong before, do not come about by chance. */
#define PROOF_CHARACTERS 1000
#define NOWHERE G_MAXUINT64

struct _CertplanDecoder
{
  CertplanInput *input;
  const char *encoding; /* static */
  gboolean is_guessed;  /* nobody said which */
  GIConv converter;     /* (GIConv)-1 for UTF-8 */
  guint64 offset;       /* of the first byte that was not yet read from the input */
  CertplanUtf8Counts counts;
  guint64 bad_offset;      /* the first byte that is no text in the encoding, or NOWHERE */
  guint64 utf8_bad_offset; /* the same, when UTF-8 was tried first */
  gboolean is_past_mark;   /* the byte order mark, if any, lies behind */
  char *raw;               /* BLOCK_BYTES: what waits to be converted; NULL for UTF-8 */
  gsize n_raw;
};

#define EURO "\xe2\x82\xac"

static const char *const names[] = { "UTF-8", "GB18030", "UTF-16LE", "UTF-16BE" };

const char *
_certplan_encoding_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (name, names[i]) == 0)
      return names[i];
  /* GB18030 holds the older ones. */
  if (g_ascii_strcasecmp (name, "GBK") == 0 || g_ascii_strcasecmp (name, "GB2312") == 0)
    return names[1];
  return NULL;
}

static void
add_fault (const CertplanDecoder *decoder, CertplanFaults *faults, CertplanTableError code,
           const char *what, const char *value, const char *wanted)
{
  certplan_faults_add (faults, CERTPLAN_TABLE_ERROR, code,
                       _certplan_input_get_name (decoder->input), 0, 0, what, value, wanted);
}

static void
close_converter (CertplanDecoder *decoder)
{
  if (decoder->converter != (GIConv)-1)
    g_iconv_close (decoder->converter);
  decoder->converter = (GIConv)-1;
}

/* Stands before the first byte again, to read it as @encoding. */
static gboolean
restart (CertplanDecoder *decoder, const char *encoding, CertplanFaults *faults)
{
  close_converter (decoder);
  decoder->encoding = encoding;
  decoder->offset = 0;
  decoder->n_raw = 0;
  memset (&decoder->counts, 0, sizeof decoder->counts);
  decoder->bad_offset = NOWHERE;
  decoder->is_past_mark = FALSE;
  if (encoding == names[0])
    return TRUE;
  decoder->converter = g_iconv_open ("UTF-8", encoding);
  if (decoder->raw == NULL)
    decoder->raw = g_malloc (BLOCK_BYTES);
  if (decoder->converter != (GIConv)-1)
    return TRUE;
  add_fault (decoder, faults, CERTPLAN_TABLE_ERROR_ENCODING,
             _ ("this system cannot convert the encoding"), encoding, "UTF-8");
  return FALSE;
}

/* Fills raw with what follows. */
static gssize
read_raw (CertplanDecoder *decoder, CertplanFaults *faults)
{
  const gssize n
      = _certplan_input_read (decoder->input, decoder->offset, decoder->raw + decoder->n_raw,
                              BLOCK_BYTES - decoder->n_raw, faults);

  if (n > 0)
    {
      decoder->offset += (guint64)n;
      decoder->n_raw += (gsize)n;
    }
  return n;
}

/* UTF-8 is read into its place at once; a character that the room cuts is read again. */
static gssize
pull_utf8 (CertplanDecoder *decoder, char *buffer, gsize room, CertplanFaults *faults)
{
  CertplanUtf8State state;
  const gssize n = _certplan_input_read (decoder->input, decoder->offset, buffer, room, faults);

  if (n <= 0)
    return n;
  const gsize good = _certplan_utf8_check (buffer, (gsize)n, &decoder->counts, &state);
  decoder->offset += good;
  /* A short read is the last one. */
  if (state == CERTPLAN_UTF8_BAD || (state == CERTPLAN_UTF8_CUT && (gsize)n < room))
    decoder->bad_offset = decoder->offset;
  return (gssize)good;
}

/* Converts. A byte 80 alone is the euro sign in code page 936, which Windows calls GBK, and nothing
 * in GB18030. Returns: as g_iconv(), with errno */
static gsize
convert (CertplanDecoder *decoder, char **in, char **out, gsize *n_out)
{
  gsize result;

  while ((result = g_iconv (decoder->converter, in, &decoder->n_raw, out, n_out)) == (gsize)-1
         && errno == EILSEQ && **in == '\x80' && decoder->encoding == names[1])
    {
      if (*n_out < strlen (EURO))
        {
          errno = E2BIG;
          break;
        }
      memcpy (*out, EURO, strlen (EURO));
      *out += strlen (EURO);
      *n_out -= strlen (EURO);
      (*in)++;
      decoder->n_raw--;
    }
  return result;
}

/* Converts what lies in raw. Returns: the bytes made; *@more: whether it takes more raw to go on */
static gsize
convert_raw (CertplanDecoder *decoder, char *buffer, gsize room, gboolean *more)
{
  char *in = decoder->raw;
  char *out = buffer;
  gsize n_out = room;
  const gsize result = convert (decoder, &in, &out, &n_out);

  memmove (decoder->raw, in, decoder->n_raw);
  *more = result != (gsize)-1 || errno == EINVAL;
  if (result == (gsize)-1 && errno == EILSEQ)
    decoder->bad_offset = decoder->offset - decoder->n_raw;
  return room - n_out;
}

static gssize
pull_converted (CertplanDecoder *decoder, char *buffer, gsize room, CertplanFaults *faults)
{
  gsize made = 0;
  gssize n_read = 1;
  gboolean more = TRUE;

  if (decoder->n_raw > 0)
    made = convert_raw (decoder, buffer, room, &more);
  while (made == 0 && more && (n_read = read_raw (decoder, faults)) > 0)
    made = convert_raw (decoder, buffer, room, &more);
  if (n_read == 0 && decoder->n_raw > 0) /* a character that the end cuts off */
    decoder->bad_offset = decoder->offset - decoder->n_raw;
  return n_read < 0 ? -1 : (gssize)made;
}

/* As _certplan_decoder_read(), but 0 with a bad_offset where the text goes wrong. */
static gssize
pull (CertplanDecoder *decoder, char *buffer, gsize room, CertplanFaults *faults)
{
  gssize n = 0;

  if (decoder->bad_offset != NOWHERE)
    return 0;
  n = decoder->converter == (GIConv)-1 ? pull_utf8 (decoder, buffer, room, faults)
                                       : pull_converted (decoder, buffer, room, faults);
  if (n <= 0 || decoder->is_past_mark)
    return n;
  decoder->is_past_mark = TRUE;
  if (n < 3 || memcmp (buffer, "\xef\xbb\xbf", 3) != 0)
    return n;
  memmove (buffer, buffer + 3, (gsize)n - 3);
  return n > 3 ? n - 3 : pull (decoder, buffer, room, faults);
}

/* Whether the reader will refuse the text before it comes to the end of @block: at a NUL, or at a
 * line over its limits. *@line_bytes: how long the last line is by now */
static gboolean
is_hopeless (const char *block, gsize n, guint64 *line_bytes)
{
  *line_bytes = _certplan_input_measure_line (block, n, *line_bytes);
  return *line_bytes > CERTPLAN_INPUT_MAX_LINE_BYTES || memchr (block, '\0', n) != NULL;
}

/* Reads up to @limit bytes away, less where they prove themselves as UTF-8 or will be refused
 * whatever they are. Returns: FALSE with a fault if the input cannot be read */
static gboolean
try_out (CertplanDecoder *decoder, guint64 limit, CertplanFaults *faults)
{
  g_autofree char *scratch = g_malloc (BLOCK_BYTES);
  guint64 total = 0;
  guint64 line_bytes = 0;
  gssize n;

  do
    {
      n = pull (decoder, scratch, BLOCK_BYTES, faults);
      total += n > 0 ? (guint64)n : 0;
    }
  while (n > 0 && total < limit && decoder->counts.n_more < PROOF_CHARACTERS
         && !is_hopeless (scratch, (gsize)n, &line_bytes));
  return n >= 0;
}

/* The place of decoder->bad_offset: what was right before it is gone over again. */
static CertplanPlace
find_bad_place (CertplanDecoder *decoder)
{
  g_autoptr (CertplanFaults) unheard = certplan_faults_new ();
  g_autofree char *scratch = g_malloc (BLOCK_BYTES);
  CertplanPlace place = _CERTPLAN_PLACE_FIRST;
  gssize n = 0;

  if (restart (decoder, decoder->encoding, unheard))
    while ((n = pull (decoder, scratch, BLOCK_BYTES, unheard)) > 0)
      _certplan_place_advance (&place, scratch, (gsize)n);
  return place;
}

/* Returns: (transfer full): up to four bytes from @offset on, as `E4 2C` */
static char *
dup_bytes (const CertplanDecoder *decoder, guint64 offset)
{
  g_autoptr (CertplanFaults) unheard = certplan_faults_new ();
  GString *text = g_string_new (NULL);
  guint8 bytes[4];
  const gssize n = _certplan_input_read (decoder->input, offset, bytes, sizeof bytes, unheard);

  for (gssize i = 0; i < n; i++)
    g_string_append_printf (text, i > 0 ? " %02X" : "%02X", bytes[i]);
  return g_string_free (text, FALSE);
}

/* Two exports put together would give signs that nobody wrote, whichever encoding is taken.
 * Returns: whether that is so, with a fault */
static gboolean
add_mixed_fault (const CertplanDecoder *decoder, CertplanFaults *faults)
{
  CertplanMixed mixed = { 0 };

  if (!decoder->is_guessed || decoder->encoding != names[0])
    return FALSE;
  if (!_certplan_mixed_find (decoder->input, decoder->bad_offset, &mixed, faults))
    return TRUE;
  if (mixed.utf8_line == 0 || !mixed.is_gb18030)
    return FALSE;
  g_autofree char *what
      = g_strdup_printf (_ ("two encodings: line %u is UTF-8, line %u is GB18030 or damaged"),
                         mixed.utf8_line, mixed.other_line);
  certplan_faults_add (faults, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_ENCODING,
                       _certplan_input_get_name (decoder->input),
                       MAX (mixed.utf8_line, mixed.other_line), 0, what, NULL,
                       _ ("one encoding in the whole file; were files put together?"));
  return TRUE;
}

/* The encoding that came further is the likelier one: its failure is shown. */
static void
add_bad_text_fault (CertplanDecoder *decoder, CertplanFaults *faults)
{
  const gboolean was_utf8 = decoder->is_guessed && decoder->encoding == names[1]
                            && decoder->utf8_bad_offset != NOWHERE
                            && decoder->utf8_bad_offset >= decoder->bad_offset;

  if (!_certplan_input_check_unchanged (decoder->input, faults))
    return;
  if (was_utf8)
    {
      decoder->encoding = names[0];
      decoder->bad_offset = decoder->utf8_bad_offset;
    }
  if (add_mixed_fault (decoder, faults))
    return;
  const guint64 bad_offset = decoder->bad_offset;
  const CertplanPlace place = find_bad_place (decoder);
  g_autofree char *bytes = dup_bytes (decoder, bad_offset);
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, bad_offset + 1);
  g_autofree char *what
      = g_strdup_printf (_ ("byte %s begins no character in %s"), number, decoder->encoding);
  certplan_faults_add (faults, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_ENCODING,
                       _certplan_input_get_name (decoder->input), place.line, place.column, what,
                       bytes, _ ("text in UTF-8, GB18030 or UTF-16"));
  decoder->bad_offset = bad_offset;
}

/* The text is not UTF-8 as a whole. Returns: FALSE with a fault if it is not GB18030 either */
static gboolean
detect_gb18030 (CertplanDecoder *decoder, CertplanFaults *faults)
{
  CertplanMixed mixed = { 0 };

  if (decoder->utf8_bad_offset != NOWHERE
      && !_certplan_mixed_find (decoder->input, decoder->utf8_bad_offset, &mixed, faults))
    return FALSE;
  if (mixed.utf8_line > 0)
    {
      add_bad_text_fault (decoder, faults);
      return FALSE;
    }
  if (!restart (decoder, names[1], faults) || !try_out (decoder, TRIAL_BYTES, faults))
    return FALSE;
  if (decoder->bad_offset == NOWHERE)
    return restart (decoder, names[1], faults);
  add_bad_text_fault (decoder, faults);
  return FALSE;
}

#define N_FIRST 8 /* bytes that tell the kind of a file */

/* What spreadsheets save unless they are told otherwise: .xlsx and .ods are archives, .xls and .et
 * are compound files. @first: N_FIRST bytes. Returns: whether it is one, with a fault */
static gboolean
is_workbook (const CertplanDecoder *decoder, const char *first, CertplanFaults *faults)
{
  static const struct
  {
    const char *bytes;
    gsize n;
  } marks[] = { { "PK\x03\x04", 4 }, { "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", N_FIRST } };
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (memcmp (first, marks[i].bytes, marks[i].n) == 0)
      {
        add_fault (decoder, faults, CERTPLAN_TABLE_ERROR_ENCODING,
                   _ ("this is a workbook of a spreadsheet, not its text"), NULL,
                   _ ("the sheet, saved as CSV from the spreadsheet"));
        return TRUE;
      }
  return FALSE;
}

/* UTF-16 announces itself; UTF-8 is known by its form. GB18030 texts that are valid UTF-8 by chance
 * have two-byte sequences alone, while Chinese in UTF-8 takes three bytes. */
static gboolean
detect (CertplanDecoder *decoder, const guint8 *mark, CertplanFaults *faults)
{
  if (mark[0] == 0xff && mark[1] == 0xfe)
    return restart (decoder, names[2], faults);
  if (mark[0] == 0xfe && mark[1] == 0xff)
    return restart (decoder, names[3], faults);
  if (!restart (decoder, names[0], faults) || !try_out (decoder, NOWHERE, faults))
    return FALSE;
  const gboolean has_mark = mark[0] == 0xef && mark[1] == 0xbb && mark[2] == 0xbf;
  const gboolean is_chance = decoder->counts.n_two > 0 && decoder->counts.n_more == 0;
  decoder->utf8_bad_offset = decoder->bad_offset;
  if (has_mark || (decoder->bad_offset == NOWHERE && !is_chance))
    return restart (decoder, names[0], faults);
  return detect_gb18030 (decoder, faults);
}

/* @known: (nullable): the encoding; NULL = to be found out */
static gboolean
begin (CertplanDecoder *decoder, const char *known, CertplanFaults *faults)
{
  char first[N_FIRST] = { 0 };

  if (_certplan_input_read (decoder->input, 0, first, sizeof first, faults) < 0
      || is_workbook (decoder, first, faults))
    return FALSE;
  return known != NULL ? restart (decoder, known, faults)
                       : detect (decoder, (const guint8 *)first, faults);
}

CertplanDecoder *
_certplan_decoder_new (CertplanInput *input, const char *encoding, CertplanFaults *faults)
{
  g_autoptr (CertplanDecoder) decoder = g_new0 (CertplanDecoder, 1);
  const char *known = encoding != NULL ? _certplan_encoding_find (encoding) : NULL;

  decoder->input = input;
  decoder->converter = (GIConv)-1;
  decoder->utf8_bad_offset = NOWHERE;
  decoder->is_guessed = encoding == NULL;
  if (encoding != NULL && known == NULL)
    {
      add_fault (decoder, faults, CERTPLAN_TABLE_ERROR_ENCODING,
                 _ ("no encoding of that name is known"), encoding,
                 "UTF-8, GB18030, UTF-16LE, UTF-16BE");
      return NULL;
    }
  return begin (decoder, known, faults) ? g_steal_pointer (&decoder) : NULL;
}

void
_certplan_decoder_free (CertplanDecoder *decoder)
{
  close_converter (decoder);
  _certplan_input_free (decoder->input);
  g_free (decoder->raw);
  g_free (decoder);
}

gssize
_certplan_decoder_read (CertplanDecoder *decoder, char *buffer, gsize room, CertplanFaults *faults)
{
  g_return_val_if_fail (room >= CERTPLAN_DECODER_MIN_ROOM, -1);

  const gssize n = pull (decoder, buffer, room, faults);
  if (n != 0)
    return n;
  if (decoder->bad_offset == NOWHERE)
    return _certplan_input_check_unchanged (decoder->input, faults) ? 0 : -1;
  add_bad_text_fault (decoder, faults);
  return -1;
}

gboolean
_certplan_decoder_rewind (CertplanDecoder *decoder, CertplanFaults *faults)
{
  return restart (decoder, decoder->encoding, faults);
}

const char *
_certplan_decoder_get_encoding (const CertplanDecoder *decoder)
{
  return decoder->encoding;
}
