/* Numbers of charges, certificates and cases. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-numbers-parts-private.h"
#include <string.h>

CertplanNumbers *
_certplan_numbers_new (const CertplanRecords *charges)
{
  CertplanNumbers *numbers = g_new0 (CertplanNumbers, 1);
  numbers->charges = charges;
  return numbers;
}

void
_certplan_numbers_free (CertplanNumbers *numbers)
{
  for (guint i = 0; i < numbers->n_parts; i++)
    _certplan_slots_clear (&numbers->parts[i]);
  g_free (numbers->parts);
  g_free (numbers);
}

/* Nothing is to be done with most of what people write in Chinese. */
static gboolean
is_ideograph (gunichar c)
{
  return c >= 0x3400 && c <= 0x9FFF;
}

/* All the dashes that people and programs write. */
static gboolean
is_dash (gunichar c)
{
  return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x2500 || c == 0xFE58
         || c == 0xFE63 || c == 0xFF0D || c == 0x30FC;
}

/* Where what is folded goes. */
typedef struct
{
  char *out;
  guint8 *gaps; /* of the byte that comes next; NULL = not wanted */
  gboolean has_gap;
  char last;
} Fold;

static void
put (Fold *fold, const char *bytes, guint n)
{
  memcpy (fold->out, bytes, n);
  fold->out += n;
  fold->last = bytes[n - 1];
  if (fold->gaps != NULL)
    {
      memset (fold->gaps, 0, n);
      fold->gaps[0] = (guint8)fold->has_gap;
      fold->gaps += n;
    }
  fold->has_gap = FALSE;
}

static void
put_narrow (Fold *fold, char c)
{
  const char upper = g_ascii_toupper (c);
  if (c == '-' && fold->last == '-')
    fold->has_gap = FALSE;
  else
    put (fold, &upper, 1);
}

static void
put_wide (Fold *fold, gunichar c, const char *at)
{
  if (is_dash (c))
    put_narrow (fold, '-');
  else if (c >= 0xFF01 && c <= 0xFF5E)
    put_narrow (fold, (char)(c - 0xFEE0));
  else
    put (fold, at, (guint)(g_utf8_next_char (at) - at));
}

static gboolean
is_shown (gunichar c)
{
  return g_unichar_type (c) != G_UNICODE_FORMAT && !g_unichar_iscntrl (c);
}

/* The next character, which may be none that counts. Returns: what follows it */
static const char *
fold_one (Fold *fold, const char *text)
{
  const guint8 byte = (guint8)*text;
  if (byte < 0x80)
    {
      if (byte > ' ' && byte != 0x7F)
        put_narrow (fold, *text);
      else
        fold->has_gap = TRUE;
      return text + 1;
    }
  const gunichar c = g_utf8_get_char (text);
  if (is_ideograph (c))
    put (fold, text, 3);
  else if (g_unichar_isspace (c))
    fold->has_gap = TRUE;
  else if (is_shown (c))
    put_wide (fold, c, text);
  return g_utf8_next_char (text);
}

gssize
_certplan_numbers_fold_plain (const char *text, char *out, gsize size)
{
  const guint8 *at = (const guint8 *)text;
  gsize n = 0;
  for (; *at != '\0' && n + 3 <= size; at++)
    if (*at > ' ' && *at < 0x7F)
      {
        if (*at == '-' && n > 0 && out[n - 1] == '-')
          return -1;
        out[n++] = (char)(*at - ((guint8)(*at - 'a') < 26 ? 'a' - 'A' : 0));
      }
    else if (*at >= 0xE4 && *at <= 0xE9)
      {
        memcpy (out + n, at, 3);
        n += 3;
        at += 2;
      }
    else
      return -1;
  return *at == '\0' ? (gssize)n : -1;
}

void
_certplan_numbers_fold (const char *text, GString *out, GByteArray *gaps)
{
  const gsize length = strlen (text); /* what is folded is never longer */
  g_string_set_size (out, length);
  if (gaps != NULL)
    g_byte_array_set_size (gaps, (guint)length);
  Fold fold = { out->str, gaps != NULL ? gaps->data : NULL, FALSE, '\0' };
  while (*text != '\0')
    text = fold_one (&fold, text);
  g_string_truncate (out, (gsize)(fold.out - out->str));
  if (gaps != NULL)
    g_byte_array_set_size (gaps, (guint)out->len);
}

/* Whether @text is @piece once it is folded. */
static gboolean
folds_to (const char *text, const CertplanNumberPiece *piece)
{
  char plain[CERTPLAN_NUMBERS_MAX_LENGTH + 3];
  const gssize length = _certplan_numbers_fold_plain (text, plain, sizeof plain);
  if (length >= 0)
    return (gsize)length == piece->length && memcmp (plain, piece->text, piece->length) == 0;
  g_autoptr (GString) folded = g_string_new (NULL);
  _certplan_numbers_fold (text, folded, NULL);
  return folded->len == piece->length && memcmp (folded->str, piece->text, piece->length) == 0;
}

gboolean
_certplan_numbers_is (gconstpointer data, guint32 place, gconstpointer wanted)
{
  const CertplanNumbers *numbers = data;
  const CertplanNumberPiece *piece = wanted;
  const char *text = _certplan_numbers_text (numbers, place);
  return (strncmp (text, piece->text, piece->length) == 0 && text[piece->length] == '\0')
         || folds_to (text, piece);
}

guint32
_certplan_numbers_look_up (const CertplanNumbers *numbers, guint32 hash,
                           const CertplanNumberPiece *piece)
{
  const CertplanSlots *part = _certplan_numbers_part (numbers, &hash);
  return _certplan_slots_find (part, hash, _certplan_numbers_is, numbers, piece);
}

guint32
_certplan_numbers_find (const CertplanNumbers *numbers, const char *text, gsize length)
{
  const CertplanNumberPiece wanted = { text, length };
  return _certplan_numbers_look_up (numbers, _certplan_numbers_hash (text, length), &wanted);
}

guint
_certplan_numbers_fold_short (const char *text, char *out)
{
  gssize length = _certplan_numbers_fold_plain (text, out, CERTPLAN_NUMBERS_MAX_LENGTH + 3);
  if (length < 0)
    {
      g_autoptr (GString) folded = g_string_new (NULL);
      _certplan_numbers_fold (text, folded, NULL);
      length = (gssize)folded->len;
      memcpy (out, folded->str, MIN (folded->len, CERTPLAN_NUMBERS_MAX_LENGTH));
    }
  return length <= CERTPLAN_NUMBERS_MAX_LENGTH ? (guint)length : 0;
}
