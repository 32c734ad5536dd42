/* How much time the people of an office have. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-office-private.h"
#include "certplan-private.h"
#include "certplan-records-private.h"
#include "certplan-rule-files-private.h"
#include <string.h>

/* Days on which the same terms of a body are in force. */
typedef struct
{
  CertplanDate from, to; /* both days included */
  GArray *terms;         /* guint */
  char *key;
} Segment;

static void
segment_clear (gpointer data)
{
  Segment *segment = data;
  g_array_unref (segment->terms);
  g_free (segment->key);
}

/* What is made of one row of reviewers. */
typedef struct
{
  CertplanOffice *office;
  const CertplanRecords *rows;
  GPtrArray *segments;    /* by body: GArray of Segment; NULL = not made yet */
  GHashTable *pools;      /* key -> CertplanPool */
  GHashTable *skill_keys; /* the cell -> its place in the sets */
  CertplanFaults *faults;
} Making;

static gint
compare_dates (gconstpointer a, gconstpointer b)
{
  const CertplanDate x = *(const CertplanDate *)a, y = *(const CertplanDate *)b;
  return x < y ? -1 : x > y;
}

static void
add_segment (GArray *segments, const GArray *terms, CertplanDate from, CertplanDate to)
{
  Segment segment = { from, to, g_array_new (FALSE, FALSE, sizeof (guint)), NULL };
  g_autoptr (GString) key = g_string_new (NULL);
  for (guint i = 0; i < terms->len; i++)
    {
      const CertplanTerm *term = &g_array_index (terms, CertplanTerm, i);
      if (term->from > from || term->to < from)
        continue;
      g_array_append_val (segment.terms, i);
      g_string_append_printf (key, " %u", i);
    }
  segment.key = g_string_free (g_steal_pointer (&key), FALSE);
  if (segment.terms->len > 0)
    g_array_append_val (segments, segment);
  else
    segment_clear (&segment);
}

/* The days of the horizon, cut wherever a term begins or ends; those without any are left out. */
static GArray *
make_segments (const CertplanOffice *office, const GArray *terms)
{
  const CertplanDate first = office->months[0], end = office->months[office->n_months];
  g_autoptr (GArray) cuts = g_array_new (FALSE, FALSE, sizeof (CertplanDate));
  GArray *segments = g_array_new (FALSE, FALSE, sizeof (Segment));
  g_array_set_clear_func (segments, segment_clear);
  g_array_append_val (cuts, first);
  for (guint i = 0; i < terms->len; i++)
    {
      const CertplanTerm *term = &g_array_index (terms, CertplanTerm, i);
      const CertplanDate after = term->to < end ? term->to + 1 : end;
      if (term->from > first && term->from < end)
        g_array_append_val (cuts, term->from);
      if (after > first && after < end)
        g_array_append_val (cuts, after);
    }
  g_array_sort (cuts, compare_dates);
  for (guint i = 0; i < cuts->len; i++)
    {
      const CertplanDate from = g_array_index (cuts, CertplanDate, i);
      const CertplanDate to
          = i + 1 < cuts->len ? g_array_index (cuts, CertplanDate, i + 1) - 1 : end - 1;
      if (from <= to)
        add_segment (segments, terms, from, to);
    }
  return segments;
}

static const GArray *
get_segments (Making *making, guint body)
{
  if (making->segments->pdata[body] == NULL)
    making->segments->pdata[body]
        = make_segments (making->office, _certplan_office_get_body (making->office, body)->terms);
  return making->segments->pdata[body];
}

/* "cnitsec/cloud" stands for all its levels. */
static char *
pad_skill (const char *skill)
{
  guint n_slashes = 0;
  for (const char *at = skill; *at != '\0'; at++)
    n_slashes += *at == '/';
  return g_strconcat (skill, n_slashes == 0 ? "/*/*" : n_slashes == 1 ? "/*" : "", NULL);
}

static gboolean
add_skill (const CertplanRulebook *rulebook, const char *skill, guint8 *covered)
{
  g_autofree char *pattern = pad_skill (skill);
  gboolean is_known = FALSE;
  for (guint handle = 1; handle <= certplan_rulebook_get_n_qualifications (rulebook); handle++)
    if (_certplan_pattern_matches (pattern, certplan_rulebook_get_qualification (rulebook, handle)))
      is_known = covered[handle] = TRUE;
  return is_known;
}

/* The place of the set of skills that the cell of row @i names; 0 = everything. */
static guint
find_skills (Making *making, guint i)
{
  CertplanOffice *office = making->office;
  const char *text
      = certplan_records_get_note (making->rows, certplan_reviewer_get (making->rows, i)->skills);
  if (text == NULL)
    return 0;
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (making->skill_keys, text));
  if (place != 0)
    return place;
  guint8 *covered = g_new0 (guint8, certplan_rulebook_get_n_qualifications (office->rulebook) + 1);
  g_auto (GStrv) skills = g_strsplit (text, ";", -1);
  for (char **skill = skills; *skill != NULL; skill++)
    if (*g_strstrip (*skill) != '\0' && !add_skill (office->rulebook, *skill, covered))
      _certplan_records_fault_cell (
          making->rows, making->faults, i, "skills", CERTPLAN_TABLE_ERROR_VALUE,
          _ ("skills: no scheme or category is called so"), *skill,
          _ ("SCHEME, SCHEME/CATEGORY or SCHEME/CATEGORY/LEVEL, parted by ;"));
  g_ptr_array_add (office->skills, covered);
  place = office->skills->len - 1;
  g_hash_table_insert (making->skill_keys, (gpointer)text, GUINT_TO_POINTER (place));
  return place;
}

static void
pool_free (gpointer data)
{
  CertplanPool *pool = data;
  g_array_unref (pool->terms);
  g_free (pool->ticks);
  g_free (pool);
}

static CertplanPool *
find_pool (Making *making, guint body, const char *resource, guint skills, const Segment *segment)
{
  CertplanOffice *office = making->office;
  g_autofree char *key = g_strdup_printf ("%u %u %s%s", body, skills, resource, segment->key);
  CertplanPool *pool = g_hash_table_lookup (making->pools, key);
  if (pool != NULL)
    return pool;
  pool = g_new0 (CertplanPool, 1);
  pool->body = body;
  pool->resource = resource;
  pool->terms = g_array_ref (segment->terms);
  pool->skills = skills;
  pool->ticks = g_new0 (gint64, office->n_months);
  g_ptr_array_add (office->pools, pool);
  g_hash_table_insert (making->pools, g_steal_pointer (&key), pool);
  return pool;
}

/* Working days of [from, to]. */
static gboolean
count_days (const CertplanOffice *office, CertplanDate from, CertplanDate to, gint *n_days,
            GError **error)
{
  *n_days = 0;
  return from > to
         || certplan_workcal_count (certplan_rulebook_get_workcal (office->rulebook), from, to + 1,
                                    n_days, error);
}

/* The working days of [from, to] on which the reviewer is there. */
static gboolean
count_present (const Making *making, const CertplanReviewer *row, CertplanDate from,
               CertplanDate to, gint *n_days, GError **error)
{
  const char *leave = certplan_records_get_note (making->rows, row->leave);
  CertplanDate first, last;
  if (!count_days (making->office, from, to, n_days, error))
    return FALSE;
  while (leave != NULL && certplan_leave_parse (&leave, &first, &last, NULL))
    {
      gint n_off;
      if (!count_days (making->office, MAX (from, first), MIN (to, last), &n_off, error))
        return FALSE;
      *n_days -= n_off;
    }
  return TRUE;
}

static gboolean
add_time (const Making *making, const CertplanReviewer *row, const Segment *segment,
          CertplanPool *pool, GError **error)
{
  const CertplanOffice *office = making->office;
  const CertplanDate from = MAX (segment->from, row->valid_from); /* NONE is the least day */
  const CertplanDate to
      = row->valid_to != CERTPLAN_DATE_NONE ? MIN (segment->to, row->valid_to) : segment->to;
  for (guint month = 0; month < office->n_months; month++)
    {
      const CertplanDate first = MAX (from, office->months[month]);
      const CertplanDate last = MIN (to, office->months[month + 1] - 1);
      gint n_days;
      if (first > last)
        continue;
      if (!count_present (making, row, first, last, &n_days, error))
        return FALSE;
      pool->ticks[month] += (gint64)n_days * CERTPLAN_TICKS_PER_DAY * row->share / CERTPLAN_MILLION;
    }
  return TRUE;
}

static gboolean
add_reviewer (Making *making, guint i, GError **error)
{
  const CertplanReviewer *row = certplan_reviewer_get (making->rows, i);
  const guint place = _certplan_office_find_body (
      making->office, certplan_records_get_text (making->rows, row->body));
  const guint skills = find_skills (making, i);
  g_array_append_val (making->office->row_skills, skills);
  const CertplanOfficeBody *body
      = place != 0 ? _certplan_office_get_body (making->office, place - 1) : NULL;
  if (body == NULL || body->resources == NULL)
    return TRUE; /* a fault elsewhere */
  const char *resource = body->resources[row->role];
  const GArray *segments = get_segments (making, place - 1);
  for (guint n = 0; n < segments->len; n++)
    {
      const Segment *segment = &g_array_index (segments, Segment, n);
      CertplanPool *pool = find_pool (making, place - 1, resource, skills, segment);
      if (!add_time (making, row, segment, pool, error))
        return FALSE;
    }
  return TRUE;
}

static gint
compare_pools (gconstpointer a, gconstpointer b)
{
  const CertplanPool *x = *(const CertplanPool *const *)a, *y = *(const CertplanPool *const *)b;
  if (x->body != y->body)
    return x->body < y->body ? -1 : 1;
  const gint by_resource = strcmp (x->resource, y->resource);
  if (by_resource != 0)
    return by_resource;
  if (x->skills != y->skills)
    return x->skills < y->skills ? -1 : 1;
  for (guint i = 0; i < MIN (x->terms->len, y->terms->len); i++)
    {
      const guint a_term = g_array_index (x->terms, guint, i);
      const guint b_term = g_array_index (y->terms, guint, i);
      if (a_term != b_term)
        return a_term < b_term ? -1 : 1;
    }
  return (x->terms->len > y->terms->len) - (x->terms->len < y->terms->len);
}

static void
sum_pools (CertplanOffice *office)
{
  for (guint i = 0; i < office->pools->len; i++)
    {
      const CertplanPool *pool = _certplan_office_get_pool (office, i);
      gint64 *sum = g_hash_table_lookup (office->supply, pool->resource);
      if (sum == NULL)
        {
          sum = g_new0 (gint64, office->n_months);
          g_hash_table_insert (office->supply, (gpointer)pool->resource, sum);
        }
      for (guint month = 0; month < office->n_months; month++)
        sum[month] += pool->ticks[month];
    }
}

static void
segments_free (gpointer data)
{
  if (data != NULL)
    g_array_unref (data);
}

gboolean
_certplan_office_make_pools (CertplanOffice *office, CertplanFaults *faults, GError **error)
{
  const CertplanRecords *rows = certplan_office_records_get (office->records, "reviewers");
  const guint n = rows != NULL ? certplan_records_get_n (rows) : 0;
  g_autoptr (GPtrArray) segments = g_ptr_array_new_with_free_func (segments_free);
  g_autoptr (GHashTable) pools = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) skill_keys = g_hash_table_new (g_str_hash, g_str_equal);
  Making making = { office, rows, segments, pools, skill_keys, faults };
  g_ptr_array_set_size (segments, (gint)office->bodies->len);
  g_ptr_array_set_free_func (office->pools, pool_free);
  for (guint i = 0; i < n; i++)
    if (!add_reviewer (&making, i, error))
      return FALSE;
  g_ptr_array_sort (office->pools, compare_pools);
  sum_pools (office);
  return TRUE;
}
