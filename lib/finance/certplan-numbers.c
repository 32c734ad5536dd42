/* Numbers of charges, certificates and cases. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-numbers-parts-private.h"
#include "certplan-memory-private.h"
#include <string.h>

CertplanNumbers *
_certplan_numbers_new (void)
{
  CertplanNumbers *numbers = g_new0 (CertplanNumbers, 1);
  const CertplanNumber none = { 0 };
  _certplan_pile_init (&numbers->texts, 1, _CERTPLAN_ARENA_FIRST_BIT);
  numbers->numbers = g_array_new (FALSE, FALSE, sizeof (CertplanNumber));
  g_array_append_val (numbers->numbers, none);
  numbers->folded = g_string_new (NULL);
  return numbers;
}

void
_certplan_numbers_free (CertplanNumbers *numbers)
{
  _certplan_slots_clear (&numbers->slots);
  _certplan_pile_clear (&numbers->texts);
  g_array_unref (numbers->numbers);
  g_string_free (numbers->folded, TRUE);
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

gboolean
_certplan_numbers_is (gconstpointer data, guint32 number, gconstpointer wanted)
{
  const CertplanNumbers *numbers = data;
  const CertplanNumberText *piece = wanted;
  const CertplanNumber *known = &g_array_index (numbers->numbers, CertplanNumber, number);
  return known->length == piece->length && memcmp (known->text, piece->text, piece->length) == 0;
}

guint32
_certplan_numbers_find (const CertplanNumbers *numbers, const char *text, gsize length)
{
  const CertplanNumberText wanted = { text, length };
  return _certplan_slots_find (&numbers->slots, _certplan_hash (text, length), _certplan_numbers_is,
                               numbers, &wanted);
}

/* A number that is to be taken in. */
typedef struct
{
  const char *text; /* folded; NULL = it cannot be searched for */
  guint32 length;
  guint32 hash;
} New;

/* Whether folding leaves the text as it is. */
static gboolean
is_folded (const char *text)
{
  for (; *text != '\0'; text++)
    if (*text <= ' ' || *text >= 0x7F || g_ascii_islower (*text)
        || (*text == '-' && text[1] == '-'))
      return FALSE; /* what is no ASCII, too: it is negative, or greater than that */
  return TRUE;
}

static void
fold_new (CertplanNumbers *numbers, const char *text, New *new)
{
  new->text = NULL;
  if (text == NULL)
    return;
  if (is_folded (text))
    new->length = (guint32)strlen (text);
  else
    {
      _certplan_numbers_fold (text, numbers->folded, NULL);
      new->length = (guint32)MIN (numbers->folded->len, G_MAXUINT32);
      text = numbers->folded->str;
    }
  if (new->length == 0 || new->length > CERTPLAN_NUMBERS_MAX_LENGTH)
    return;
  new->text = text;
  if (text == numbers->folded->str)
    {
      const guint32 kept = _certplan_arena_add (&numbers->texts, text, new->length);
      if (kept == 0)
        g_error ("no memory for %u numbers", numbers->numbers->len);
      new->text = _certplan_pile_at (&numbers->texts, kept);
    }
  new->hash = _certplan_hash (new->text, new->length);
  _certplan_slots_prefetch (&numbers->slots, new->hash);
}

static guint32
add_new (CertplanNumbers *numbers, const New *new, CertplanNumberKind kind)
{
  const CertplanNumberText wanted = { new->text, new->length };
  const guint32 known
      = _certplan_slots_find (&numbers->slots, new->hash, _certplan_numbers_is, numbers, &wanted);
  if (known != 0)
    return known;
  const CertplanNumber number = { new->text, 0, (guint8)kind, FALSE, (guint8) new->length };
  g_array_append_val (numbers->numbers, number);
  if (!_certplan_slots_add (&numbers->slots, new->hash, numbers->numbers->len - 1))
    g_error ("no memory for %u numbers", numbers->numbers->len);
  numbers->lengths[new->length] = TRUE;
  numbers->firsts[(guint8) new->text[0]] = TRUE;
  return numbers->numbers->len - 1;
}

void
_certplan_numbers_reserve (CertplanNumbers *numbers, guint n)
{
  if (_certplan_slots_reserve (&numbers->slots, numbers->slots.n_used + n))
    _certplan_memory_reserve (numbers->numbers, n);
}

void
_certplan_numbers_add (CertplanNumbers *numbers, const char *const *texts, guint n,
                       CertplanNumberKind kind, guint32 *places)
{
  New new[CERTPLAN_NUMBERS_BLOCK];
  g_return_if_fail (n <= CERTPLAN_NUMBERS_BLOCK);

  for (guint i = 0; i < n; i++)
    fold_new (numbers, texts[i], &new[i]);
  for (guint i = 0; i < n; i++)
    __builtin_prefetch (&g_array_index (
        numbers->numbers, CertplanNumber,
        new[i].text != NULL ? _certplan_slots_guess (&numbers->slots, new[i].hash) : 0));
  for (guint i = 0; i < n; i++)
    places[i] = new[i].text != NULL ? add_new (numbers, &new[i], kind) : 0;
}

CertplanNumber *
_certplan_numbers_get (const CertplanNumbers *numbers, guint32 place)
{
  return &g_array_index (numbers->numbers, CertplanNumber, place);
}
