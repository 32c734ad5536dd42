/* Numbers in the records that nobody has: mistaken where one that is known looks alike, else told.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-faults-private.h"
#include "certplan-holdings-parts-private.h"
#include "certplan-private.h"
#include "certplan-records-private.h"
#include "certplan-slots-private.h"
#include <string.h>

/* Numbers of which all others are looked at: as many as faults are kept. */
#define MAX_SEARCHED 100

struct _CertplanUnknown
{
  CertplanHoldings *holdings;
  CertplanFaults *faults;
  CertplanSlots alike; /* by the look of a number: the first one that looks so; empty = not asked */
  GString *text, *other;
  guint n_searched;
};

CertplanUnknown *
_certplan_unknown_new (CertplanHoldings *holdings, CertplanFaults *faults)
{
  CertplanUnknown *unknown = g_new0 (CertplanUnknown, 1);
  unknown->holdings = holdings;
  unknown->faults = faults;
  unknown->text = g_string_new (NULL);
  unknown->other = g_string_new (NULL);
  return unknown;
}

void
_certplan_unknown_free (CertplanUnknown *unknown)
{
  _certplan_slots_clear (&unknown->alike);
  g_string_free (unknown->text, TRUE);
  g_string_free (unknown->other, TRUE);
  g_free (unknown);
}

/* All the dashes that people and programs write for "-". */
static gboolean
is_dash (gunichar c)
{
  return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x30FC;
}

/* What an eye takes for one sign: large and small, O and 0, I, l and 1. */
static inline char
get_plain_look (char c)
{
  if (c >= 'a' && c <= 'z')
    c = (char)(c - 'a' + 'A');
  return c == 'O' ? '0' : c == 'I' || c == 'L' || c == '|' ? '1' : c;
}

/* The same of all letters, and wide for narrow. */
static gunichar
get_look (gunichar c)
{
  if (is_dash (c))
    return '-';
  if (c >= 0xFF01 && c <= 0xFF5E)
    c -= 0xFEE0;
  c = g_unichar_toupper (c);
  return c < 0x80 ? (gunichar)get_plain_look ((char)c) : c;
}

/* Spaces and what is not seen are left out. */
static const char *
fold (const char *id, GString *out)
{
  g_string_truncate (out, 0);
  for (const char *at = id; *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar c = (guchar)*at < 0x80 ? (gunichar)*at : g_utf8_get_char (at);
      if (c > ' ' && c < 0x7F)
        g_string_append_c (out, get_plain_look ((char)c));
      else if (c >= 0x80 && g_unichar_isgraph (c) && g_unichar_type (c) != G_UNICODE_FORMAT)
        g_string_append_unichar (out, get_look (c));
    }
  return out->str;
}

static const char *
get_certificate (const CertplanHoldings *holdings, guint i)
{
  return certplan_records_get_note (holdings->certificates,
                                    _certplan_holdings_get_row (holdings, i)->certificate);
}

static const char *
get_case (const CertplanHoldings *holdings, guint i)
{
  return certplan_records_get_note (holdings->cases,
                                    certplan_case_get (holdings->cases, i)->case_id);
}

static guint
count_cases (const CertplanHoldings *holdings)
{
  return holdings->cases != NULL ? certplan_records_get_n (holdings->cases) : 0;
}

/* All numbers there are: those of certificates, then those of cases. */
static const char *
get_number (const CertplanHoldings *holdings, guint i)
{
  const guint n_certificates = holdings->items->len;
  return i < n_certificates ? get_certificate (holdings, i)
                            : get_case (holdings, i - n_certificates);
}

/* @number: from 1 on. @wanted: what fold() made of another one */
static gboolean
looks_like (gconstpointer data, guint32 number, gconstpointer wanted)
{
  const CertplanUnknown *unknown = data;
  return g_str_equal (fold (get_number (unknown->holdings, number - 1), unknown->other), wanted);
}

/* Returns: the hash of how @id looks, which is in unknown->text then */
static guint32
hash_look (CertplanUnknown *unknown, const char *id)
{
  fold (id, unknown->text);
  return _certplan_hash (unknown->text->str, unknown->text->len);
}

static void
add_looks (CertplanUnknown *unknown, guint n)
{
  _certplan_slots_reserve (&unknown->alike, n);
  for (guint i = 0; i < n; i++)
    {
      const guint32 hash = hash_look (unknown, get_number (unknown->holdings, i));
      if (_certplan_slots_take (&unknown->alike, hash, i + 1, looks_like, unknown,
                                unknown->text->str)
          == NULL)
        g_error ("no memory for %u numbers", n);
    }
}

/* Of two that look alike the certificate goes first. */
static const char *
find_alike (CertplanUnknown *unknown, const char *id)
{
  const guint n = unknown->holdings->items->len + count_cases (unknown->holdings);
  if (unknown->alike.n_used == 0)
    add_looks (unknown, n);
  const guint32 hash = hash_look (unknown, id);
  const guint32 number
      = _certplan_slots_find (&unknown->alike, hash, looks_like, unknown, unknown->text->str);
  return number > 0 ? get_number (unknown->holdings, number - 1) : NULL;
}

/* Whether @at is inside a character. */
static gboolean
is_inside (const char *at)
{
  return ((guchar)*at & 0xC0) == 0x80;
}

/* Whether both are the same two characters, the one before the other. */
static gboolean
is_exchanged (const char *one, const char *other, gsize length)
{
  const gsize first = (gsize)(g_utf8_next_char (one) - one);
  return memcmp (one, other + length - first, first) == 0
         && memcmp (one + first, other, length - first) == 0;
}

gboolean
_certplan_unknown_is_slip (const char *one, const char *other)
{
  gsize n_one = strlen (one), n_other = strlen (other), n_first = 0;
  while (n_first < MIN (n_one, n_other) && one[n_first] == other[n_first])
    n_first++;
  while (n_first > 0 && (is_inside (one + n_first) || is_inside (other + n_first)))
    n_first--;
  while (n_one > n_first && n_other > n_first && one[n_one - 1] == other[n_other - 1])
    {
      n_one--;
      n_other--;
    }
  for (; is_inside (one + n_one) || is_inside (other + n_other); n_one++)
    n_other++;
  n_one -= n_first;
  n_other -= n_first;
  one += n_first;
  other += n_first;
  const glong n_chars = g_utf8_strlen (one, (gssize)n_one);
  const glong n_other_chars = g_utf8_strlen (other, (gssize)n_other);
  return (n_chars <= 1 && n_other_chars <= 1)
         || (n_chars == 2 && n_other_chars == 2 && n_one == n_other
             && is_exchanged (one, other, n_one));
}

/* The only number that one slip of the hand is away: of a series there are several, and none of
 * them is meant more than another. */
static const char *
find_near (CertplanUnknown *unknown, const char *id, gboolean with_cases)
{
  const CertplanHoldings *holdings = unknown->holdings;
  const guint n = holdings->items->len + (with_cases ? count_cases (holdings) : 0);
  const char *near = NULL;
  if (unknown->n_searched++ >= MAX_SEARCHED)
    return NULL;
  for (guint i = 0; i < n; i++)
    {
      const char *other = get_number (holdings, i);
      if (!_certplan_unknown_is_slip (id, other))
        continue;
      if (near != NULL)
        return NULL;
      near = other;
    }
  return near;
}

static void
refuse (CertplanUnknown *unknown, const CertplanRecords *records, guint i, const char *column,
        const char *what, const char *id, const char *alike)
{
  g_autofree char *wanted = g_strdup_printf ("\"%s\"", alike);
  _certplan_records_fault_cell (records, unknown->faults, i, column, CERTPLAN_TABLE_ERROR_VALUE,
                                what, id, wanted);
}

guint
_certplan_unknown_find_old (CertplanUnknown *unknown, guint i, const char *id)
{
  const CertplanRecords *certificates = unknown->holdings->certificates;
  const char *alike = find_alike (unknown, id);
  const guint place = _certplan_records_find_id (certificates, alike);
  if (place > 0)
    refuse (unknown, certificates, i, "supersedes",
            _ ("supersedes: the register has no such certificate"), id, alike);
  return place;
}

/* As "events.csv:12". */
static char *
dup_place (const CertplanRecords *records, guint i)
{
  const char *name = _certplan_records_get_name (records);
  const guint line = certplan_records_get_line (records, i);
  if (name == NULL)
    name = certplan_records_get_type_name (records);
  return line > 0 ? g_strdup_printf ("%s:%u", name, line) : g_strdup (name);
}

static void
take (CertplanHoldings *holdings, const char *subject, const char *qualification, char *sentence,
      const char *source)
{
  const CertplanHoldingFinding finding = {
    .subject = subject,
    .qualification = qualification,
    .finding = sentence,
    .source = source,
    .is_unknown = TRUE,
  };
  g_array_append_val (holdings->findings, finding);
}

/* All events of a number that nobody has. */
typedef struct
{
  const char *subject;
  guint first, n; /* the first row, and how many rows */
} Stray;

static Stray *
find_stray (GArray *strays, GHashTable *places, const char *subject, guint row)
{
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (places, subject));
  if (place == 0)
    {
      const Stray stray = { subject, row, 0 };
      g_array_append_val (strays, stray);
      place = strays->len;
      g_hash_table_insert (places, (gpointer)subject, GUINT_TO_POINTER (place));
    }
  return &g_array_index (strays, Stray, place - 1);
}

static void
tell_stray (CertplanUnknown *unknown, const Stray *stray)
{
  CertplanHoldings *holdings = unknown->holdings;
  const char *near = find_near (unknown, stray->subject, TRUE);
  g_autofree char *place = dup_place (holdings->events, stray->first);
  g_autofree char *n = g_strdup_printf ("%u", stray->n);
  take (holdings, stray->subject, NULL,
        near != NULL ? _certplan_sentence ("finding.unknown_subject_near", place, n, near, NULL)
                     : _certplan_sentence ("finding.unknown_subject", place, n, NULL),
        "events");
}

/* What stops the clock of an application is a case's own, and cases may not be given. */
static gboolean
is_of_case (const CertplanHoldings *holdings, const CertplanEvent *event)
{
  return holdings->cases == NULL && event->event >= CERTPLAN_EVENT_SUPPLEMENT
         && event->event <= CERTPLAN_EVENT_APPLICANT;
}

void
_certplan_unknown_check_events (CertplanUnknown *unknown)
{
  CertplanHoldings *holdings = unknown->holdings;
  g_autoptr (GArray) strays = g_array_new (FALSE, FALSE, sizeof (Stray));
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < certplan_records_get_n (holdings->events); i++)
    {
      const CertplanEvent *event = certplan_event_get (holdings->events, i);
      const char *subject = certplan_records_get_note (holdings->events, event->subject);
      if (_certplan_records_find_id (holdings->certificates, subject) > 0
          || _certplan_records_find_id (holdings->cases, subject) > 0)
        continue;
      const char *alike = find_alike (unknown, subject);
      if (alike != NULL)
        refuse (unknown, holdings->events, i, "subject",
                _ ("subject: no certificate and no case has that number"), subject, alike);
      else if (!is_of_case (holdings, event))
        find_stray (strays, places, subject, i)->n++;
    }
  for (guint i = 0; i < strays->len; i++)
    tell_stray (unknown, &g_array_index (strays, Stray, i));
}

/* A case that is over may have replaced a certificate which has left the register since. */
void
_certplan_unknown_check_cases (CertplanUnknown *unknown)
{
  CertplanHoldings *holdings = unknown->holdings;
  for (guint i = 0; i < certplan_records_get_n (holdings->cases); i++)
    {
      const CertplanCase *row = certplan_case_get (holdings->cases, i);
      const char *id = certplan_records_get_note (holdings->cases, row->certificate);
      if (id == NULL || _certplan_records_find_id (holdings->certificates, id) > 0)
        continue;
      const char *alike = find_alike (unknown, id);
      if (_certplan_records_find_id (holdings->certificates, alike) > 0)
        {
          refuse (unknown, holdings->cases, i, "certificate",
                  _ ("certificate: the register has no such certificate"), id, alike);
          continue;
        }
      if (row->finished != CERTPLAN_DATE_NONE)
        continue;
      const char *near = find_near (unknown, id, FALSE);
      g_autofree char *place = dup_place (holdings->cases, i);
      take (holdings, get_case (holdings, i),
            certplan_rulebook_get_qualification (holdings->rulebook, row->qualification),
            near != NULL
                ? _certplan_sentence ("finding.unknown_certificate_near", id, place, near, NULL)
                : _certplan_sentence ("finding.unknown_certificate", id, place, NULL),
            "cases");
    }
}

static gboolean
is_one_ladder (const CertplanRulebook *rulebook, guint one, guint other)
{
  return one == other || certplan_rulebook_is_higher (rulebook, one, other)
         || certplan_rulebook_is_higher (rulebook, other, one);
}

/* An earlier certificate of the holder, of the same ladder, that nothing replaced and whose number
 * is a slip away. */
static const char *
find_near_old (const CertplanHoldings *holdings, guint i, const char *id)
{
  const CertplanCertificate *row = _certplan_holdings_get_row (holdings, i);
  for (guint k = 0; k < holdings->items->len; k++)
    {
      const CertplanCertificate *other = _certplan_holdings_get_row (holdings, k);
      if (k != i && other->org == row->org && other->issued <= row->issued
          && _certplan_holdings_get (holdings, k)->successor == 0
          && _certplan_unknown_is_slip (id, get_certificate (holdings, k))
          && is_one_ladder (holdings->rulebook, other->qualification, row->qualification))
        return get_certificate (holdings, k);
    }
  return NULL;
}

static guint
count_unknown_old (const CertplanHoldings *holdings)
{
  guint n = 0;
  for (guint i = 0; i < holdings->items->len; i++)
    n += _certplan_holdings_get (holdings, i)->is_old_unknown;
  return n;
}

/* That old certificates are left out is no mistake, and is told once; where many are, none of them
 * is taken for a slip. */
void
_certplan_unknown_tell_old (CertplanUnknown *unknown)
{
  CertplanHoldings *holdings = unknown->holdings;
  const gboolean is_searched = count_unknown_old (holdings) <= MAX_SEARCHED;
  guint n_left_out = 0, first = 0;
  const char *first_old = NULL;
  for (guint i = 0; i < holdings->items->len; i++)
    {
      if (!_certplan_holdings_get (holdings, i)->is_old_unknown)
        continue;
      const char *old = certplan_records_get_note (
          holdings->certificates, _certplan_holdings_get_row (holdings, i)->supersedes);
      const char *near = is_searched ? find_near_old (holdings, i, old) : NULL;
      if (near != NULL)
        {
          _certplan_holdings_take_finding (
              holdings, i, _certplan_sentence ("finding.unknown_old_near", old, near, NULL), NULL);
          _certplan_holdings_mark_unknown (holdings);
        }
      else if (n_left_out++ == 0)
        {
          first = i;
          first_old = old;
        }
    }
  if (n_left_out == 0)
    return;
  g_autofree char *n = g_strdup_printf ("%u", n_left_out);
  _certplan_holdings_take_finding (
      holdings, first, _certplan_sentence ("finding.unknown_old", n, first_old, NULL), NULL);
}
