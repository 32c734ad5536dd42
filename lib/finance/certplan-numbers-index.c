/* Taking numbers in. SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * First the numbers of ranges of claims are folded, side by side, and nothing but their hashes is
 * kept; then each part of the index takes those of its own hashes in. Numbers are looked at again
 * where two hashes are equal, which is where two numbers are. */
#include "certplan-memory-private.h"
#include "certplan-numbers-parts-private.h"
#include "certplan-threads-private.h"
#include <string.h>

#define MAX_CLAIMS (1u << (32 - _CERTPLAN_NUMBER_BITS))
#define RANGE (1u << 15) /* claims */
#define BLOCK 64         /* numbers that memory is asked for at once */

/* What the numbers of a range of claims begin with, and how long they are. */
typedef struct
{
  guint8 lengths[CERTPLAN_NUMBERS_MAX_LENGTH + 1];
  guint8 firsts[256];
  guint n_numbers[CERTPLAN_NUMBERS_MAX_PARTS]; /* by part of the index */
} Range;

typedef struct
{
  CertplanNumbers *numbers;
  guint32 *const *next_of;                  /* by kind */
  guint32 *hashes[CERTPLAN_NUMBER_N_KINDS]; /* by claim; 0 = it has none; NULL = no claim has */
  guint n_claims;
  Range *ranges;
  guint kinds[CERTPLAN_NUMBERS_MAX_PARTS]; /* by part: those of which several claims have one number
                                            */
} Job;

static guint32
make_place (guint32 claim, CertplanNumberKind kind)
{
  return (claim + 1) << _CERTPLAN_NUMBER_BITS | kind;
}

/* Returns: the hash of the number; 0 where it cannot be searched for */
static guint32
read_number (const CertplanNumbers *numbers, const char *text, Range *range)
{
  char folded[CERTPLAN_NUMBERS_MAX_LENGTH];
  const guint length = text != NULL ? _certplan_numbers_fold_short (text, folded) : 0;
  if (length == 0)
    return 0;
  range->lengths[length] = TRUE;
  range->firsts[(guint8)folded[0]] = TRUE;
  const guint32 hash = _certplan_numbers_hash (folded, length);
  range->n_numbers[_certplan_numbers_part (numbers, hash)]++;
  return hash;
}

static void
read_range (gpointer data, guint i)
{
  const Job *job = data;
  const CertplanRecords *charges = job->numbers->charges;
  Range *range = &job->ranges[i];
  for (guint c = i * RANGE; c < MIN ((i + 1) * RANGE, job->n_claims); c++)
    for (guint kind = 0; kind < CERTPLAN_NUMBER_N_KINDS; kind++)
      if (job->hashes[kind] != NULL)
        job->hashes[kind][c] = read_number (
            job->numbers,
            _certplan_records_note (charges, _certplan_charge_get_number (charges, c, kind)),
            range);
}

static void
join_ranges (const Job *job, guint n_ranges)
{
  for (guint i = 0; i < n_ranges; i++)
    {
      for (guint k = 0; k <= CERTPLAN_NUMBERS_MAX_LENGTH; k++)
        job->numbers->lengths[k] |= job->ranges[i].lengths[k];
      for (guint k = 0; k < 256; k++)
        job->numbers->firsts[k] |= job->ranges[i].firsts[k];
    }
}

static gboolean
are_equal (const CertplanNumbers *numbers, guint32 known, guint32 place)
{
  const char *one = _certplan_numbers_text (numbers, known);
  const char *other = _certplan_numbers_text (numbers, place);
  char folded[CERTPLAN_NUMBERS_MAX_LENGTH];
  if (strcmp (one, other) == 0)
    return TRUE;
  const CertplanNumberPiece piece = { folded, _certplan_numbers_fold_short (other, folded) };
  return _certplan_numbers_is (numbers, known, &piece);
}

/* Returns: the slot of the number, in which the place is if none was there yet */
static guint32 *
take_slot (CertplanNumbers *numbers, guint32 hash, guint32 place)
{
  CertplanNumbersWalk walk = _certplan_numbers_walk (numbers, hash);
  for (; *walk.slot != 0; _certplan_numbers_walk_on (&walk))
    {
      const guint32 known = _certplan_numbers_place (numbers, *walk.slot, hash);
      if (known != 0 && are_equal (numbers, known, place))
        return walk.slot;
    }
  *walk.slot = _certplan_numbers_mark (numbers, hash) | place;
  return walk.slot;
}

/* A charge's own number goes before a certificate's, if they are the same. */
static void
add (Job *job, guint part, guint32 hash, guint32 place)
{
  guint32 *slot = take_slot (job->numbers, hash, place);
  const guint32 known = _certplan_numbers_place (job->numbers, *slot, hash);
  if (known == place)
    return;
  const CertplanNumberKind kind = _certplan_number_kind (place);
  const CertplanNumberKind first_kind = _certplan_number_kind (known);
  if (first_kind == kind ? kind == CERTPLAN_NUMBER_CHARGE : first_kind != CERTPLAN_NUMBER_CHARGE)
    *slot |= _CERTPLAN_NUMBER_AMBIGUOUS;
  if (first_kind != kind)
    return;
  guint32 *next_of = job->next_of[kind];
  const guint32 first = _certplan_number_claim (known);
  const guint32 claim = _certplan_number_claim (place);
  next_of[claim] = next_of[first];
  next_of[first] = claim + 1;
  job->kinds[part] |= 1u << kind;
}

/* The numbers of the claims from @begin on that belong to the part. */
static void
fill_block (Job *job, guint part, CertplanNumberKind kind, guint begin, guint n)
{
  guint32 claims[BLOCK];
  guint n_here = 0;
  for (guint c = begin; c < begin + n; c++)
    {
      const guint32 hash = job->hashes[kind][c];
      if (hash == 0 || _certplan_numbers_part (job->numbers, hash) != part)
        continue;
      __builtin_prefetch (_certplan_numbers_walk (job->numbers, hash).slot, 1);
      claims[n_here++] = c;
    }
  for (guint i = 0; i < n_here; i++)
    add (job, part, job->hashes[kind][claims[i]], make_place (claims[i], kind));
}

static void
fill_part (gpointer data, guint part)
{
  Job *job = data;
  for (guint kind = 0; kind < CERTPLAN_NUMBER_N_KINDS; kind++)
    for (guint begin = 0; job->hashes[kind] != NULL && begin < job->n_claims; begin += BLOCK)
      fill_block (job, part, kind, begin, MIN (job->n_claims - begin, BLOCK));
}

static void
make_parts (const Job *job, guint n_ranges)
{
  CertplanNumbers *numbers = job->numbers;
  for (guint p = 0; p < numbers->n_parts; p++)
    {
      guint64 n = 0;
      for (guint i = 0; i < n_ranges; i++)
        n += job->ranges[i].n_numbers[p];
      numbers->parts[p].n_slots = n + n / 2 + 2;
      numbers->parts[p].slots
          = _certplan_memory_take (numbers->parts[p].n_slots * sizeof (guint32));
      if (numbers->parts[p].slots == NULL)
        g_error ("no memory for %" G_GUINT64_FORMAT " numbers", n);
    }
}

static void
index_claims (Job *job, guint n_threads)
{
  const guint n_ranges = (job->n_claims + RANGE - 1) / RANGE;
  g_autofree Range *ranges = job->ranges = g_new0 (Range, n_ranges + 1);
  job->numbers->n_parts = CLAMP (_certplan_threads_count (n_threads), 1,
                                 MIN (n_ranges + 1, CERTPLAN_NUMBERS_MAX_PARTS));
  job->numbers->place_bits = g_bit_storage (make_place (job->n_claims, 0));
  _certplan_threads_run (n_threads, n_ranges, read_range, job);
  join_ranges (job, n_ranges);
  make_parts (job, n_ranges);
  _certplan_threads_run (n_threads, job->numbers->n_parts, fill_part, job);
}

guint
_certplan_numbers_index (CertplanNumbers *numbers, guint n_threads, guint32 *const *next_of)
{
  Job job = { numbers, next_of, .n_claims = certplan_records_get_n (numbers->charges) };
  const gsize n_bytes = job.n_claims * sizeof (guint32);
  guint kinds = 0;
  if (job.n_claims >= MAX_CLAIMS - 1)
    g_error ("no memory for %u numbers", job.n_claims);
  for (guint kind = 0; kind < CERTPLAN_NUMBER_N_KINDS; kind++)
    if (next_of[kind] != NULL && (job.hashes[kind] = _certplan_memory_take (n_bytes)) == NULL)
      g_error ("no memory for %u numbers", job.n_claims);
  index_claims (&job, n_threads);
  for (guint kind = 0; kind < CERTPLAN_NUMBER_N_KINDS; kind++)
    _certplan_memory_give (job.hashes[kind], n_bytes);
  for (guint i = 0; i < numbers->n_parts; i++)
    kinds |= job.kinds[i];
  return kinds;
}

/* What is ambiguous stays so under its new place. */
void
_certplan_numbers_move (CertplanNumbers *numbers, CertplanNumberMove move, gpointer data)
{
  for (guint p = 0; p < numbers->n_parts; p++)
    for (guint64 i = 0; i < numbers->parts[p].n_slots; i++)
      {
        guint32 *slot = &numbers->parts[p].slots[i];
        const guint32 all = (guint32)((G_GUINT64_CONSTANT (1) << numbers->place_bits) - 1);
        const guint32 place = *slot & all;
        if (place == 0)
          continue;
        const CertplanNumberKind kind = _certplan_number_kind (place);
        *slot = (*slot & ~all) | (place & _CERTPLAN_NUMBER_AMBIGUOUS)
                | make_place (move (data, _certplan_number_claim (place), kind), kind);
      }
}
