/* Numbers, and where they stand in a text. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-numbers-private.h"
#include "certplan-slots-private.h"
#include <string.h>

#define MAX_LENGTH 127  /* of a number that is searched for, in bytes */
#define MIN_LENGTH 3    /* shorter ones are found as the whole text alone */
#define MIN_DIGITS 6    /* the same for numbers of digits alone: years and days are numbers, too */
#define GAPPED_LENGTH 8 /* so long a number may be written in groups */

struct _CertplanNumbers
{
  GStringChunk *texts;
  GArray *numbers; /* CertplanNumber; [0] unused */
  CertplanSlots slots;
  guint8 lengths[MAX_LENGTH + 1]; /* whether a number is as long */
  guint8 firsts[256];             /* whether one begins with that byte */
  GString *folded;
  GByteArray *gaps;
  GArray *hits; /* Hit */
};

/* A number that stands in the folded text, in [from, to). */
typedef struct
{
  guint from, to;
  guint32 number;
} Hit;

CertplanNumbers *
_certplan_numbers_new (void)
{
  CertplanNumbers *numbers = g_new0 (CertplanNumbers, 1);
  const CertplanNumber none = { 0 };
  numbers->texts = g_string_chunk_new (1 << 14);
  numbers->numbers = g_array_new (FALSE, FALSE, sizeof (CertplanNumber));
  g_array_append_val (numbers->numbers, none);
  numbers->folded = g_string_new (NULL);
  numbers->gaps = g_byte_array_new ();
  numbers->hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  return numbers;
}

void
_certplan_numbers_free (CertplanNumbers *numbers)
{
  _certplan_slots_clear (&numbers->slots);
  g_array_unref (numbers->numbers);
  g_array_unref (numbers->hits);
  g_byte_array_unref (numbers->gaps);
  g_string_free (numbers->folded, TRUE);
  g_string_chunk_free (numbers->texts);
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

static void
append_folded (gunichar c, GString *out, GByteArray *gaps, gboolean has_gap)
{
  const gsize before = out->len;
  if (is_dash (c))
    c = '-';
  else if (c >= 0xFF01 && c <= 0xFF5E)
    c -= 0xFEE0;
  if (c == '-' && before > 0 && out->str[before - 1] == '-')
    return;
  g_string_append_unichar (out, c < 0x80 ? (gunichar)g_ascii_toupper ((char)c) : c);
  for (gsize i = before; gaps != NULL && i < out->len; i++)
    {
      const guint8 gap = i == before && has_gap;
      g_byte_array_append (gaps, &gap, 1);
    }
}

static gboolean
is_shown (gunichar c)
{
  return g_unichar_type (c) != G_UNICODE_FORMAT && !g_unichar_iscntrl (c);
}

void
_certplan_numbers_fold (const char *text, GString *out, GByteArray *gaps)
{
  gboolean has_gap = FALSE;
  g_string_truncate (out, 0);
  if (gaps != NULL)
    g_byte_array_set_size (gaps, 0);
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      const gunichar c = g_utf8_get_char (text);
      if (c < 0x80 ? c <= ' ' || c == 0x7F : !is_ideograph (c) && g_unichar_isspace (c))
        has_gap = TRUE;
      else if (c < 0x80 || is_ideograph (c) || is_shown (c))
        {
          append_folded (c, out, gaps, has_gap);
          has_gap = FALSE;
        }
    }
}

typedef struct
{
  const char *text;
  gsize length;
} Wanted;

static gboolean
is_equal (gconstpointer data, guint32 number, gconstpointer wanted)
{
  const CertplanNumbers *numbers = data;
  const Wanted *piece = wanted;
  const char *text = g_array_index (numbers->numbers, CertplanNumber, number).text;
  return strncmp (text, piece->text, piece->length) == 0 && text[piece->length] == '\0';
}

static guint32
hash (const char *text, gsize length)
{
  return _certplan_hash (text, length);
}

guint32
_certplan_numbers_find (const CertplanNumbers *numbers, const char *text, gsize length)
{
  const Wanted wanted = { text, length };
  return _certplan_slots_find (&numbers->slots, hash (text, length), is_equal, numbers, &wanted);
}

static gboolean
is_digits (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isdigit (text[i]))
      return FALSE;
  return TRUE;
}

guint32
_certplan_numbers_add (CertplanNumbers *numbers, const char *text, CertplanNumberKind kind)
{
  _certplan_numbers_fold (text, numbers->folded, NULL);
  const gsize length = numbers->folded->len;
  if (length == 0 || length > MAX_LENGTH)
    return 0;
  const guint32 known = _certplan_numbers_find (numbers, numbers->folded->str, length);
  if (known != 0)
    return known;
  const CertplanNumber number
      = { g_string_chunk_insert (numbers->texts, numbers->folded->str), 0, kind, FALSE };
  g_array_append_val (numbers->numbers, number);
  if (!_certplan_slots_add (&numbers->slots, hash (number.text, length), numbers->numbers->len - 1))
    g_error ("no memory for %u numbers", numbers->numbers->len);
  numbers->lengths[length] = TRUE;
  numbers->firsts[(guint8)number.text[0]] = TRUE;
  return numbers->numbers->len - 1;
}

CertplanNumber *
_certplan_numbers_get (const CertplanNumbers *numbers, guint32 place)
{
  return &g_array_index (numbers->numbers, CertplanNumber, place);
}

static gboolean
is_joint (char c) /* holds the parts of one number together */
{
  return c == '-' || c == '_';
}

/* Whether something of the same number stands before @from. */
static gboolean
goes_on_before (const CertplanNumbers *numbers, guint from)
{
  const char *text = numbers->folded->str;
  if (from == 0 || numbers->gaps->data[from] || !g_ascii_isalnum (text[from]))
    return FALSE;
  const char before = text[from - 1];
  if (g_ascii_isalnum (before))
    return TRUE;
  if (from < 2 || numbers->gaps->data[from - 1])
    return FALSE;
  return (is_joint (before) && g_ascii_isalnum (text[from - 2]))
         || (before == '.' && g_ascii_isdigit (text[from]) && g_ascii_isdigit (text[from - 2]));
}

static gboolean
goes_on_behind (const CertplanNumbers *numbers, guint from, guint to)
{
  const char *text = numbers->folded->str;
  if (to == numbers->folded->len || numbers->gaps->data[to] || !g_ascii_isalnum (text[to - 1]))
    return FALSE;
  if (g_ascii_isalnum (text[to]))
    return TRUE;
  if (to + 1 == numbers->folded->len || numbers->gaps->data[to + 1]
      || !g_ascii_isalnum (text[to + 1]))
    return FALSE;
  return is_joint (text[to]) || (text[to] == '.' && g_ascii_isdigit (text[to + 1]))
         || (text[to] == '/' && memchr (text + from, '/', to - from) != NULL);
}

/* Blanks stand beside dashes, or in long numbers that are written in groups. */
static gboolean
is_written_so (const CertplanNumbers *numbers, guint from, guint to)
{
  const char *text = numbers->folded->str;
  for (guint i = from + 1; i < to && to - from < GAPPED_LENGTH; i++)
    if (numbers->gaps->data[i] && text[i] != '-' && text[i - 1] != '-')
      return FALSE;
  return TRUE;
}

/* Short numbers are found as the whole text alone. */
static gboolean
is_long_enough (const CertplanNumbers *numbers, guint from, guint to)
{
  const guint length = to - from;
  if (length == numbers->folded->len)
    return TRUE;
  return length >= MIN_DIGITS
         || (length >= MIN_LENGTH && !is_digits (numbers->folded->str + from, length));
}

static void
search_at (CertplanNumbers *numbers, guint from)
{
  const guint most = MIN (MAX_LENGTH, numbers->folded->len - from);
  for (guint length = most; length > 0; length--)
    {
      if (!numbers->lengths[length] || goes_on_behind (numbers, from, from + length)
          || !is_long_enough (numbers, from, from + length)
          || !is_written_so (numbers, from, from + length))
        continue;
      const guint32 number = _certplan_numbers_find (numbers, numbers->folded->str + from, length);
      if (number == 0)
        continue;
      const Hit hit = { from, from + length, number };
      g_array_append_val (numbers->hits, hit);
      return; /* shorter ones from here are part of it */
    }
}

static void
add_found (GArray *found, guint32 number)
{
  for (guint i = 0; i < found->len; i++)
    if (g_array_index (found, guint32, i) == number)
      return;
  g_array_append_val (found, number);
}

void
_certplan_numbers_search (CertplanNumbers *numbers, const char *text, GArray *found)
{
  guint last = 0; /* where the hit that reaches furthest ends */
  _certplan_numbers_fold (text, numbers->folded, numbers->gaps);
  g_array_set_size (numbers->hits, 0);
  for (guint i = 0; i < numbers->folded->len; i++)
    if (numbers->firsts[(guint8)numbers->folded->str[i]] && !goes_on_before (numbers, i))
      search_at (numbers, i);
  for (guint i = 0; i < numbers->hits->len; i++)
    {
      const Hit *hit = &g_array_index (numbers->hits, Hit, i);
      if (hit->to > last) /* else it is part of a longer one */
        add_found (found, hit->number);
      last = MAX (last, hit->to);
    }
}
