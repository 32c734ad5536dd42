/* Numbers of charges, certificates and cases. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-memory-private.h"
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
    _certplan_memory_give (numbers->parts[i].slots, numbers->parts[i].n_slots * sizeof (guint32));
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

#define EACH G_GUINT64_CONSTANT (0x0101010101010101) /* of eight bytes */
#define HIGH (EACH * 0x80)

/* Folds eight bytes at once. A byte below 0x80 gets its high bit where what is added takes it
 * there. Returns: FALSE where one is no sign of ASCII, or a blank, or two are dashes in a row */
static inline gboolean
fold_eight (const char *text, char *out)
{
  guint64 word;
  memcpy (&word, text, sizeof word);
  const guint64 above = word | (word + EACH), below = word - EACH * '!';
  const guint64 dashes = ~((word ^ EACH * '-') + EACH * 0x7F) & HIGH;
  if (((above | below) & HIGH) != 0 || (dashes & dashes << 8) != 0)
    return FALSE;
  const guint64 small = (word + EACH * (0x80 - 'a')) & ~(word + EACH * (0x80 - 'z' - 1)) & HIGH;
  word -= small >> 2; /* 0x80 / 4 = 'a' - 'A' */
  memcpy (out, &word, sizeof word);
  return TRUE;
}

/* A sign of ASCII. Returns: FALSE where there is more to be done */
static inline gboolean
fold_sign (char sign, char *out)
{
  *out = (char)(sign - ((guint8)(sign - 'a') < 26 ? 'a' - 'A' : 0));
  return sign > ' ' && sign < 0x7F;
}

/* The last eight bytes overlap those before, which are the same once more. */
gboolean
_certplan_numbers_fold_plain (const char *text, gsize length, char *out)
{
  for (gsize n = 0; n < length;)
    {
      if ((guint8)text[n] >= 0xE4 && (guint8)text[n] <= 0xE9)
        {
          memcpy (out + n, text + n, 3);
          n += 3;
          continue;
        }
      if (text[n] == '-' && n > 0 && text[n - 1] == '-')
        return FALSE;
      if (length - n >= 8 && fold_eight (text + n, out + n))
        n += 8;
      else if (length - n < 8 && length >= 8 && fold_eight (text + length - 8, out + length - 8))
        return TRUE;
      else if (fold_sign (text[n], out + n))
        n++;
      else
        return FALSE;
    }
  return TRUE;
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
  char plain[CERTPLAN_NUMBERS_MAX_LENGTH];
  const gsize length = strlen (text);
  if (length <= sizeof plain && _certplan_numbers_fold_plain (text, length, plain))
    return length == piece->length && memcmp (plain, piece->text, piece->length) == 0;
  g_autoptr (GString) folded = g_string_new (NULL);
  _certplan_numbers_fold (text, folded, NULL);
  return folded->len == piece->length && memcmp (folded->str, piece->text, piece->length) == 0;
}

gboolean
_certplan_numbers_is (const CertplanNumbers *numbers, guint32 place,
                      const CertplanNumberPiece *piece)
{
  const char *text = _certplan_numbers_text (numbers, place);
  return (strncmp (text, piece->text, piece->length) == 0 && text[piece->length] == '\0')
         || folds_to (text, piece);
}

guint32
_certplan_numbers_look_up (const CertplanNumbers *numbers, guint32 hash,
                           const CertplanNumberPiece *piece)
{
  CertplanNumbersWalk walk = _certplan_numbers_walk (numbers, hash);
  for (; *walk.slot != 0; _certplan_numbers_walk_on (&walk))
    {
      const guint32 place = _certplan_numbers_place (numbers, *walk.slot, hash);
      if (place != 0 && _certplan_numbers_is (numbers, place, piece))
        return place;
    }
  return 0;
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
  const gsize length = strlen (text);
  if (length <= CERTPLAN_NUMBERS_MAX_LENGTH && _certplan_numbers_fold_plain (text, length, out))
    return (guint)length;
  g_autoptr (GString) folded = g_string_new (NULL);
  _certplan_numbers_fold (text, folded, NULL);
  if (folded->len > CERTPLAN_NUMBERS_MAX_LENGTH)
    return 0;
  memcpy (out, folded->str, folded->len);
  return (guint)folded->len;
}
