/* Numbers of charges, certificates and cases. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-numbers-parts-private.h"
#include <string.h>

#define KIND_BITS _CERTPLAN_NUMBERS_KIND_BITS
#define MAX_CLAIMS (1u << (32 - KIND_BITS))

CertplanNumbers *
_certplan_numbers_new (const CertplanRecords *charges)
{
  CertplanNumbers *numbers = g_new0 (CertplanNumbers, 1);
  numbers->charges = charges;
  numbers->ambiguous = g_hash_table_new (NULL, NULL);
  return numbers;
}

void
_certplan_numbers_free (CertplanNumbers *numbers)
{
  _certplan_slots_clear (&numbers->slots);
  g_hash_table_unref (numbers->ambiguous);
  g_free (numbers);
}

static guint32
make_place (guint32 claim, CertplanNumberKind kind)
{
  return (claim + 1) << KIND_BITS | kind;
}

CertplanNumber
_certplan_numbers_get (const CertplanNumbers *numbers, guint32 place)
{
  return (CertplanNumber){ .claim = (place >> KIND_BITS) - 1,
                           .kind = place & ((1 << KIND_BITS) - 1),
                           .is_ambiguous = g_hash_table_size (numbers->ambiguous) > 0
                                           && g_hash_table_contains (numbers->ambiguous,
                                                                     GUINT_TO_POINTER (place)) };
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
_certplan_numbers_find (const CertplanNumbers *numbers, const char *text, gsize length)
{
  const CertplanNumberPiece wanted = { text, length };
  return _certplan_slots_find (&numbers->slots, _certplan_hash (text, length), _certplan_numbers_is,
                               numbers, &wanted);
}

/* A number that is to be taken in, folded. */
typedef struct
{
  char text[CERTPLAN_NUMBERS_MAX_LENGTH + 3];
  guint8 length; /* 0 = it cannot be searched for */
  guint32 hash;
} New;

static void
fold_new (CertplanNumbers *numbers, const char *text, New *new)
{
  new->length = 0;
  if (text == NULL)
    return;
  gssize length = _certplan_numbers_fold_plain (text, new->text, sizeof new->text);
  if (length < 0)
    {
      g_autoptr (GString) folded = g_string_new (NULL);
      _certplan_numbers_fold (text, folded, NULL);
      length = (gssize)folded->len;
      memcpy (new->text, folded->str, MIN (folded->len, sizeof new->text));
    }
  if (length == 0 || length > CERTPLAN_NUMBERS_MAX_LENGTH)
    return;
  new->length = (guint8)length;
  new->hash = _certplan_hash (new->text, new->length);
  _certplan_slots_prefetch (&numbers->slots, new->hash);
}

/* Returns: the place that has the number, which may be of another kind */
static guint32
add_new (CertplanNumbers *numbers, const New *new, guint32 place)
{
  const CertplanNumberPiece wanted = { new->text, new->length };
  const guint32 known
      = _certplan_slots_find (&numbers->slots, new->hash, _certplan_numbers_is, numbers, &wanted);
  if (known != 0)
    return known;
  if (!_certplan_slots_add (&numbers->slots, new->hash, place))
    g_error ("no memory for %u numbers", place >> KIND_BITS);
  numbers->lengths[new->length] = TRUE;
  numbers->firsts[(guint8) new->text[0]] = TRUE;
  return place;
}

void
_certplan_numbers_reserve (CertplanNumbers *numbers, guint n)
{
  _certplan_slots_reserve (&numbers->slots, n);
}

/* A charge's own number goes before a certificate's, if they are the same. */
static guint32
get_first (CertplanNumbers *numbers, guint32 known, guint32 place)
{
  const CertplanNumber first = _certplan_numbers_get (numbers, known);
  const CertplanNumber own = _certplan_numbers_get (numbers, place);
  if (first.kind == own.kind ? first.kind == CERTPLAN_NUMBER_CHARGE && known != place
                             : first.kind != CERTPLAN_NUMBER_CHARGE)
    g_hash_table_add (numbers->ambiguous, GUINT_TO_POINTER (known));
  return first.kind == own.kind ? first.claim + 1 : 0;
}

void
_certplan_numbers_add (CertplanNumbers *numbers, const char *const *texts, guint n, guint32 begin,
                       CertplanNumberKind kind, guint32 *firsts)
{
  New new[CERTPLAN_NUMBERS_BLOCK];
  g_return_if_fail (n <= CERTPLAN_NUMBERS_BLOCK);

  if (begin >= MAX_CLAIMS - n)
    g_error ("no memory for %u numbers", begin);
  for (guint i = 0; i < n; i++)
    fold_new (numbers, texts[i], &new[i]);
  for (guint i = 0; i < n; i++)
    {
      const guint32 place = make_place (begin + i, kind);
      firsts[i]
          = new[i].length > 0 ? get_first (numbers, add_new (numbers, &new[i], place), place) : 0;
    }
}

/* What is ambiguous stays so under its new place. */
void
_certplan_numbers_move (CertplanNumbers *numbers, CertplanNumberMove move, gpointer data)
{
  for (guint64 i = 0; i < numbers->slots.n_slots; i++)
    {
      CertplanSlot *slot = &numbers->slots.slots[i];
      if (slot->number == 0)
        continue;
      const CertplanNumber number = _certplan_numbers_get (numbers, slot->number);
      const guint32 place = make_place (move (data, number.claim, number.kind), number.kind);
      if (place != slot->number && number.is_ambiguous)
        {
          g_hash_table_remove (numbers->ambiguous, GUINT_TO_POINTER (slot->number));
          g_hash_table_add (numbers->ambiguous, GUINT_TO_POINTER (place));
        }
      slot->number = place;
    }
}
