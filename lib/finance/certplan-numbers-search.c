/* Where numbers stand in a text. SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * First all places of a block of texts are listed where a number might stand, then they are looked
 * up: by then memory has the slots ready. */
#include "certplan-numbers-parts-private.h"
#include <string.h>

#define MIN_LENGTH 3    /* shorter ones are found as the whole text alone */
#define MIN_DIGITS 6    /* the same for numbers of digits alone: years and days are numbers, too */
#define GAPPED_LENGTH 8 /* so long a number may be written in groups */
#define MAX_LISTED 8192 /* of a block: beyond, what is no number is not listed */
#define FIRST_ROOM 256  /* for candidates and for what is found of a block */

/* Where a number might stand: [from, from + length) of a folded text. */
typedef struct
{
  guint32 hash;
  guint32 at; /* the same place in the block's texts */
  guint32 from;
  guint8 length;
  guint8 text; /* of the block */
} Candidate;

struct _CertplanNumberSearch
{
  const CertplanNumbers *numbers;
  guint8 lengths[CERTPLAN_NUMBERS_MAX_LENGTH]; /* of numbers, the longest first */
  guint n_lengths;
  const char *text; /* the current text, folded, and its length */
  guint length;
  const guint8 *blanks; /* whether there was one before each of its bytes; NULL = before none */
  GString *folded;
  GByteArray *gaps;
  GString *texts;        /* the block's, folded */
  Candidate *candidates; /* by text and place, the longest first; owned */
  guint32 *found;        /* owned */
  guint n_candidates, n_found;
  guint candidates_room, found_room;
  guint ends[CERTPLAN_NUMBERS_BLOCK]; /* of each text's numbers in found */
};

CertplanNumberSearch *
_certplan_number_search_new (const CertplanNumbers *numbers)
{
  CertplanNumberSearch *search = g_new0 (CertplanNumberSearch, 1);
  search->numbers = numbers;
  for (guint length = CERTPLAN_NUMBERS_MAX_LENGTH; length > 0; length--)
    if (numbers->lengths[length])
      search->lengths[search->n_lengths++] = (guint8)length;
  search->folded = g_string_new (NULL);
  search->gaps = g_byte_array_new ();
  search->texts = g_string_new (NULL);
  search->candidates_room = search->found_room = FIRST_ROOM;
  search->candidates = g_new (Candidate, FIRST_ROOM);
  search->found = g_new (guint32, FIRST_ROOM);
  return search;
}

void
_certplan_number_search_free (CertplanNumberSearch *search)
{
  g_string_free (search->folded, TRUE);
  g_byte_array_unref (search->gaps);
  g_string_free (search->texts, TRUE);
  g_free (search->candidates);
  g_free (search->found);
  g_free (search);
}

static gboolean
is_digits (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isdigit (text[i]))
      return FALSE;
  return TRUE;
}

static gboolean
is_joint (char c) /* holds the parts of one number together */
{
  return c == '-' || c == '_';
}

static gboolean
has_gap (const CertplanNumberSearch *search, guint at)
{
  return search->blanks != NULL && search->blanks[at];
}

/* Whether something of the same number stands before @from. */
static gboolean
goes_on_before (const CertplanNumberSearch *search, guint from)
{
  const char *text = search->text;
  if (from == 0 || has_gap (search, from) || !g_ascii_isalnum (text[from]))
    return FALSE;
  const char before = text[from - 1];
  if (g_ascii_isalnum (before))
    return TRUE;
  if (from < 2 || has_gap (search, from - 1))
    return FALSE;
  return (is_joint (before) && g_ascii_isalnum (text[from - 2]))
         || (before == '.' && g_ascii_isdigit (text[from]) && g_ascii_isdigit (text[from - 2]));
}

static gboolean
goes_on_behind (const CertplanNumberSearch *search, guint from, guint to)
{
  const char *text = search->text;
  if (to == search->length || has_gap (search, to) || !g_ascii_isalnum (text[to - 1]))
    return FALSE;
  if (g_ascii_isalnum (text[to]))
    return TRUE;
  if (to + 1 == search->length || has_gap (search, to + 1) || !g_ascii_isalnum (text[to + 1]))
    return FALSE;
  return is_joint (text[to]) || (text[to] == '.' && g_ascii_isdigit (text[to + 1]))
         || (text[to] == '/' && memchr (text + from, '/', to - from) != NULL);
}

/* Blanks stand beside dashes, or in long numbers that are written in groups. */
static gboolean
is_written_so (const CertplanNumberSearch *search, guint from, guint to)
{
  const char *text = search->text;
  for (guint i = from + 1; search->blanks != NULL && i < to && to - from < GAPPED_LENGTH; i++)
    if (has_gap (search, i) && text[i] != '-' && text[i - 1] != '-')
      return FALSE;
  return TRUE;
}

/* Short numbers are found as the whole text alone. */
static gboolean
is_long_enough (const CertplanNumberSearch *search, guint from, guint to)
{
  const guint length = to - from;
  if (length == search->length)
    return TRUE;
  return length >= MIN_DIGITS || (length >= MIN_LENGTH && !is_digits (search->text + from, length));
}

static guint32
look_up (const CertplanNumberSearch *search, const char *at, const Candidate *candidate)
{
  const CertplanNumberPiece piece = { at, candidate->length };
  return _certplan_numbers_look_up (search->numbers, candidate->hash, &piece);
}

static void
add_candidate (CertplanNumberSearch *search, const Candidate *candidate)
{
  if (search->n_candidates == search->candidates_room)
    search->candidates = g_renew (Candidate, search->candidates, search->candidates_room *= 2);
  search->candidates[search->n_candidates++] = *candidate;
}

/* What a number might be that begins at @from. */
static void
list_at (CertplanNumberSearch *search, guint text, guint from)
{
  for (guint i = 0; i < search->n_lengths; i++)
    {
      const guint length = search->lengths[i];
      if (length > search->length - from || goes_on_behind (search, from, from + length)
          || !is_long_enough (search, from, from + length)
          || !is_written_so (search, from, from + length))
        continue;
      const Candidate candidate = {
        .hash = _certplan_numbers_hash (search->text + from, length),
        .at = (guint32)(search->text - search->texts->str) + from,
        .from = from,
        .length = (guint8)length,
        .text = (guint8)text,
      };
      if (search->n_candidates >= MAX_LISTED
          && look_up (search, search->text + from, &candidate) == 0)
        continue;
      __builtin_prefetch (_certplan_numbers_walk (search->numbers, candidate.hash).slot);
      add_candidate (search, &candidate);
    }
}

/* Puts the folded text behind those of the block. */
static void
fold (CertplanNumberSearch *search, const char *text)
{
  const gsize begin = search->texts->len;
  gsize length = strlen (text);
  g_string_set_size (search->texts, begin + length);
  search->blanks = NULL;
  if (!_certplan_numbers_fold_plain (text, length, search->texts->str + begin))
    {
      _certplan_numbers_fold (text, search->folded, search->gaps);
      length = search->folded->len;
      memcpy (search->texts->str + begin, search->folded->str, length);
      search->blanks = search->gaps->data;
      g_string_truncate (search->texts, begin + length);
    }
  search->text = search->texts->str + begin;
  search->length = (guint)length;
}

/* Where, from @from on, a number may begin by its first byte; @length: nowhere. */
static guint
find_first (const guint8 *firsts, const char *text, guint from, guint length)
{
  while (from < length && !firsts[(guint8)text[from]])
    from++;
  return from;
}

static void
list_text (CertplanNumberSearch *search, guint i, const char *text)
{
  const guint8 *firsts = search->numbers->firsts;
  fold (search, text);
  for (guint from = 0;
       (from = find_first (firsts, search->text, from, search->length)) < search->length; from++)
    if (!goes_on_before (search, from))
      list_at (search, i, from);
}

/* The place of the number that a candidate likely is; 0 = none. */
static guint32
guess (const CertplanNumbers *numbers, guint32 hash)
{
  return _certplan_numbers_place (numbers, *_certplan_numbers_walk (numbers, hash).slot, hash);
}

/* Asks memory for what the candidates will likely be compared with. */
static void
announce (const CertplanNumberSearch *search)
{
  const Candidate *candidates = search->candidates;
  const CertplanNumbers *numbers = search->numbers;
  for (guint i = 0; i < search->n_candidates; i++)
    {
      const guint32 place = guess (numbers, candidates[i].hash);
      if (place != 0)
        __builtin_prefetch (_certplan_numbers_charge (numbers, place));
    }
  for (guint i = 0; i < search->n_candidates; i++)
    {
      const guint32 place = guess (numbers, candidates[i].hash);
      if (place != 0)
        __builtin_prefetch (_certplan_numbers_text (numbers, place));
    }
}

static void
add_found (CertplanNumberSearch *search, guint begin, guint32 number)
{
  for (guint i = begin; i < search->n_found; i++)
    if (search->found[i] == number)
      return;
  if (search->n_found == search->found_room)
    search->found = g_renew (guint32, search->found, search->found_room *= 2);
  search->found[search->n_found++] = number;
}

/* The numbers among the text's candidates. Returns: where the next text's begin */
static guint
find_in (CertplanNumberSearch *search, guint text, guint c)
{
  const guint begin = search->n_found;
  guint last = 0; /* where the number that reaches furthest ends */
  gint64 taken = -1;
  for (; c < search->n_candidates; c++)
    {
      const Candidate *candidate = &search->candidates[c];
      if (candidate->text != text)
        break;
      if (candidate->from == taken) /* shorter ones from there are part of it */
        continue;
      const guint32 number = look_up (search, search->texts->str + candidate->at, candidate);
      if (number == 0)
        continue;
      taken = candidate->from;
      if (candidate->from + candidate->length > last) /* else it is part of a longer one */
        {
          add_found (search, begin, number);
          last = candidate->from + candidate->length;
        }
    }
  return c;
}

void
_certplan_number_search_run (CertplanNumberSearch *search, const char *const *texts, guint n)
{
  g_return_if_fail (n <= CERTPLAN_NUMBERS_BLOCK);

  guint c = 0;
  g_string_truncate (search->texts, 0);
  search->n_candidates = search->n_found = 0;
  for (guint i = 0; i < n; i++)
    if (texts[i] != NULL)
      list_text (search, i, texts[i]);
  announce (search);
  for (guint i = 0; i < n; i++)
    {
      c = find_in (search, i, c);
      search->ends[i] = search->n_found;
    }
}

const guint32 *
_certplan_number_search_get (const CertplanNumberSearch *search, guint i, guint *n_found)
{
  const guint begin = i > 0 ? search->ends[i - 1] : 0;
  *n_found = search->ends[i] - begin;
  return *n_found > 0 ? search->found + begin : NULL;
}
