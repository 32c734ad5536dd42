/* Names of payers. SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A name as a bank has it and the same name in the register differ in width, blanks, brackets, the
 * case of letters, and in the legal form. Two debtors that differ in the legal form alone are two:
 * then it counts for all who share the rest. */
#include "certplan-payer-private.h"
#include "certplan-pile-private.h"
#include "certplan-shipped-private.h"
#include "certplan-slots-private.h"
#include <string.h>

#define MIN_STEM 2 /* characters that a legal form must leave */

typedef struct
{
  guint32 line;
  guint32 suffix;
} SuffixRow;

static const CertplanColumn suffix_columns[] = {
  CERTPLAN_RECORD_COLUMN (SuffixRow, suffix, NOTE, CERTPLAN_COLUMN_REQUIRED),
};
static const CertplanRecordType suffix_type = {
  .name = "payer-suffixes",
  .columns = suffix_columns,
  .n_columns = G_N_ELEMENTS (suffix_columns),
  .row_size = sizeof (SuffixRow),
};

/* A name in full; [0] unused. */
typedef struct
{
  guint32 text; /* in the arena */
  guint32 stem;
  gboolean is_debtor;
} Full;

/* What is left without the legal form; [0] unused. */
typedef struct
{
  guint32 text;
  guint32 n_debtors;
} Stem;

typedef struct
{
  const char *text;
  gsize length;
} Suffix;

struct _CertplanPayers
{
  Suffix *suffixes; /* owned; their texts are not */
  guint n_suffixes;
  guint8 ends[256];   /* whether one of them ends with that byte */
  CertplanPile texts; /* an arena */
  CertplanSlots full_numbers, stem_numbers;
  GArray *fulls, *stems;
  GString *folded; /* those of one block */
};

static void
list_suffixes (CertplanPayers *payers)
{
  const CertplanRecords *records = _certplan_shipped_get ("payer-suffixes", &suffix_type);
  payers->n_suffixes = certplan_records_get_n (records);
  payers->suffixes = g_new (Suffix, payers->n_suffixes + 1);
  for (guint i = 0; i < payers->n_suffixes; i++)
    {
      const SuffixRow *row = _certplan_records_row (records, i);
      const char *text = _certplan_records_note (records, row->suffix);
      payers->suffixes[i] = (Suffix){ text, strlen (text) };
      payers->ends[(guint8)text[strlen (text) - 1]] = TRUE;
    }
}

CertplanPayers *
_certplan_payers_new (void)
{
  CertplanPayers *payers = g_new0 (CertplanPayers, 1);
  const Full no_full = { 0 };
  const Stem no_stem = { 0 };
  list_suffixes (payers);
  _certplan_pile_init (&payers->texts, 1, _CERTPLAN_ARENA_FIRST_BIT);
  payers->fulls = g_array_new (FALSE, FALSE, sizeof (Full));
  payers->stems = g_array_new (FALSE, FALSE, sizeof (Stem));
  payers->folded = g_string_new (NULL);
  g_array_append_val (payers->fulls, no_full);
  g_array_append_val (payers->stems, no_stem);
  return payers;
}

void
_certplan_payers_free (CertplanPayers *payers)
{
  g_free (payers->suffixes);
  _certplan_slots_clear (&payers->full_numbers);
  _certplan_slots_clear (&payers->stem_numbers);
  g_array_unref (payers->fulls);
  g_array_unref (payers->stems);
  g_string_free (payers->folded, TRUE);
  _certplan_pile_clear (&payers->texts);
  g_free (payers);
}

#define FULL_WIDTH_FIRST 0xFF01
#define FULL_WIDTH_LAST 0xFF5E
#define FULL_WIDTH_SHIFT 0xFEE0

/* Whether a character of three bytes is an ideograph that has a meaning of its own. */
static inline gboolean
is_ideograph (const guint8 *at)
{
  return (at[0] >= 0xE5 && at[0] <= 0xE8) || (at[0] == 0xE4 && at[1] >= 0xB8)
         || (at[0] == 0xE9 && at[1] < 0xBF);
}

/* Returns: behind what is left of a sign of ASCII */
static inline char *
put_ascii (char *out, char c)
{
  if (g_ascii_isalnum (c))
    *out++ = (char)(c - ((guint8)(c - 'a') < 26 ? 'a' - 'A' : 0));
  return out;
}

/* Returns: behind what is left of any other character */
static char *
put_wide (char *out, gunichar c)
{
  if (c >= FULL_WIDTH_FIRST && c <= FULL_WIDTH_LAST)
    return put_ascii (out, (char)(c - FULL_WIDTH_SHIFT));
  return g_unichar_isalnum (c) ? out + g_unichar_to_utf8 (g_unichar_toupper (c), out) : out;
}

/* Letters and digits alone, narrow and large, behind what @folded holds. */
static void
fold (const char *text, GString *folded)
{
  const gsize begin = folded->len;
  g_string_set_size (folded, begin + strlen (text) * 3 + 6); /* more than upper case can need */
  char *out = folded->str + begin;
  while (*text != '\0')
    {
      const guint8 *at = (const guint8 *)text;
      if (at[0] < 0x80)
        out = put_ascii (out, *text++);
      else if (is_ideograph (at))
        {
          memcpy (out, text, 3);
          out += 3;
          text += 3;
        }
      else
        {
          out = put_wide (out, g_utf8_get_char (text));
          text = g_utf8_next_char (text);
        }
    }
  g_string_truncate (folded, (gsize)(out - folded->str));
}

/* Whether so many bytes are a name of their own. */
static gboolean
has_stem (const char *text, gsize length)
{
  const char *at = text;
  for (guint n = 0; n < MIN_STEM; n++, at = g_utf8_next_char (at))
    if (at >= text + length)
      return FALSE;
  return TRUE;
}

/* Returns: the length without a legal form at the end; @length if there is none */
static gsize
strip_one (const CertplanPayers *payers, const char *text, gsize length)
{
  if (length == 0 || !payers->ends[(guint8)text[length - 1]])
    return length;
  for (guint i = 0; i < payers->n_suffixes; i++)
    {
      const char *suffix = payers->suffixes[i].text;
      const gsize n_bytes = payers->suffixes[i].length;
      if (n_bytes <= length && text[length - 1] == suffix[n_bytes - 1]
          && text[length - n_bytes] == suffix[0]
          && memcmp (text + length - n_bytes, suffix, n_bytes) == 0
          && has_stem (text, length - n_bytes))
        return length - n_bytes;
    }
  return length;
}

static gsize
strip (const CertplanPayers *payers, const char *text, gsize length)
{
  for (gsize shorter; (shorter = strip_one (payers, text, length)) < length;)
    length = shorter;
  return length;
}

/* A name that is to be taken in: where it stands in payers->folded. */
typedef struct
{
  gsize at, length, stem_length; /* length: 0 = there is no letter in it */
  guint32 hash, stem_hash;
} Name;

/* What a look-up compares with. */
typedef struct
{
  const char *text;
  gsize length;
} Wanted;

static gboolean
is_text (const CertplanPayers *payers, guint32 text, const Wanted *wanted)
{
  const char *known = _certplan_pile_at (&payers->texts, text);
  return strncmp (known, wanted->text, wanted->length) == 0 && known[wanted->length] == '\0';
}

static gboolean
equal_stem (gconstpointer data, guint32 number, gconstpointer wanted)
{
  const CertplanPayers *payers = data;
  return is_text (payers, g_array_index (payers->stems, Stem, number).text, wanted);
}

static gboolean
equal_full (gconstpointer data, guint32 number, gconstpointer wanted)
{
  const CertplanPayers *payers = data;
  return is_text (payers, g_array_index (payers->fulls, Full, number).text, wanted);
}

static guint32
keep_text (CertplanPayers *payers, const Wanted *wanted)
{
  const guint32 text = _certplan_arena_add (&payers->texts, wanted->text, wanted->length);
  if (text == 0)
    g_error ("no memory for the names of payers");
  return text;
}

static void
index_name (CertplanSlots *slots, guint32 hash, guint32 number)
{
  if (!_certplan_slots_add (slots, hash, number))
    g_error ("no memory for %u payers", number);
}

/* @text: of the name in full */
static guint32
add_stem (CertplanPayers *payers, const Name *name, guint32 text)
{
  const Wanted wanted = { payers->folded->str + name->at, name->stem_length };
  const guint32 known
      = _certplan_slots_find (&payers->stem_numbers, name->stem_hash, equal_stem, payers, &wanted);
  if (known != 0)
    return known;
  const guint32 number = payers->stems->len;
  const Stem stem = { name->stem_length == name->length ? text : keep_text (payers, &wanted), 0 };
  g_array_append_val (payers->stems, stem);
  index_name (&payers->stem_numbers, name->stem_hash, number);
  return number;
}

static guint32
add_full (CertplanPayers *payers, const Name *name)
{
  const Wanted wanted = { payers->folded->str + name->at, name->length };
  const guint32 known
      = _certplan_slots_find (&payers->full_numbers, name->hash, equal_full, payers, &wanted);
  if (known != 0)
    return known;
  const guint32 number = payers->fulls->len;
  const guint32 text = keep_text (payers, &wanted);
  const Full full = { text, add_stem (payers, name, text), FALSE };
  g_array_append_val (payers->fulls, full);
  index_name (&payers->full_numbers, name->hash, number);
  return number;
}

static void
fold_name (CertplanPayers *payers, const char *text, Name *name)
{
  *name = (Name){ .at = payers->folded->len };
  if (text == NULL)
    return;
  fold (text, payers->folded);
  const char *folded = payers->folded->str + name->at;
  name->length = payers->folded->len - name->at;
  name->stem_length = strip (payers, folded, name->length);
  name->hash = _certplan_hash (folded, name->length);
  name->stem_hash = _certplan_hash (folded, name->stem_length);
  _certplan_slots_prefetch (&payers->full_numbers, name->hash);
  _certplan_slots_prefetch (&payers->stem_numbers, name->stem_hash);
}

/* Asks memory for what the names will likely be compared with. */
static void
announce (const CertplanPayers *payers, const Name *names, guint n)
{
  for (guint i = 0; i < n; i++)
    __builtin_prefetch (&g_array_index (
        payers->fulls, Full, _certplan_slots_guess (&payers->full_numbers, names[i].hash)));
  for (guint i = 0; i < n; i++)
    {
      const guint32 number = _certplan_slots_guess (&payers->full_numbers, names[i].hash);
      if (number != 0)
        __builtin_prefetch (
            _certplan_pile_at (&payers->texts, g_array_index (payers->fulls, Full, number).text));
    }
}

static void
add_debtor (CertplanPayers *payers, guint32 number)
{
  Full *full = &g_array_index (payers->fulls, Full, number);
  if (full->is_debtor)
    return;
  full->is_debtor = TRUE;
  g_array_index (payers->stems, Stem, full->stem).n_debtors++;
}

void
_certplan_payers_add (CertplanPayers *payers, const char *const *texts, guint n, gboolean is_debtor,
                      guint32 *numbers)
{
  Name names[CERTPLAN_PAYERS_BLOCK];
  g_return_if_fail (n <= CERTPLAN_PAYERS_BLOCK);

  g_string_truncate (payers->folded, 0);
  for (guint i = 0; i < n; i++)
    fold_name (payers, texts[i], &names[i]);
  announce (payers, names, n);
  for (guint i = 0; i < n; i++)
    {
      numbers[i] = names[i].length > 0 ? add_full (payers, &names[i]) : 0;
      if (is_debtor && numbers[i] != 0)
        add_debtor (payers, numbers[i]);
    }
}

gboolean
_certplan_payers_has (const CertplanPayers *payers, const char *text, GString *folded)
{
  if (text == NULL)
    return TRUE;
  g_string_truncate (folded, 0);
  fold (text, folded);
  const Wanted wanted = { folded->str, strip (payers, folded->str, folded->len) };
  return folded->len == 0
         || _certplan_slots_find (&payers->stem_numbers,
                                  _certplan_hash (wanted.text, wanted.length), equal_stem, payers,
                                  &wanted)
                != 0;
}

void
_certplan_payers_fold (const CertplanPayers *payers, const char *text, GString *stem)
{
  g_string_truncate (stem, 0);
  fold (text, stem);
  g_string_truncate (stem, strip (payers, stem->str, stem->len));
}

/* Even: a stem that at most one debtor has. Odd: a name in full. */
guint32
_certplan_payers_get (const CertplanPayers *payers, guint32 added)
{
  if (added == 0)
    return 0;
  const Full *full = &g_array_index (payers->fulls, Full, added);
  return g_array_index (payers->stems, Stem, full->stem).n_debtors <= 1 ? full->stem * 2
                                                                        : added * 2 + 1;
}

guint32
_certplan_payers_get_limit (const CertplanPayers *payers)
{
  return MAX (payers->fulls->len, payers->stems->len) * 2 + 2;
}

gboolean
_certplan_payers_is_debtor (const CertplanPayers *payers, guint32 number)
{
  if (number % 2 == 1)
    return g_array_index (payers->fulls, Full, number / 2).is_debtor;
  return number != 0 && g_array_index (payers->stems, Stem, number / 2).n_debtors > 0;
}

const char *
_certplan_payers_get_stem (const CertplanPayers *payers, guint32 number)
{
  const guint32 stem
      = number % 2 == 1 ? g_array_index (payers->fulls, Full, number / 2).stem : number / 2;
  return _certplan_pile_at (&payers->texts, g_array_index (payers->stems, Stem, stem).text);
}
