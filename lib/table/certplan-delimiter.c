/* Which character separates cells. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-delimiter-private.h"
#include <string.h>

#define SAMPLE_ROWS 20

static const char candidates[] = { ',', ';', '\t' }; /* the first one wins */

typedef struct
{
  guint n[G_N_ELEMENTS (candidates)];
  const char *full_width_comma; /* the first one, NULL = none */
} Counts;

/* Counts in the row that begins at @p. Returns: where the next one begins; NULL where @end comes
 * first */
static const char *
count_row (const char *p, const char *end, Counts *counts)
{
  gboolean quoted = FALSE;

  memset (counts, 0, sizeof *counts);
  for (; p < end; p++)
    {
      if (*p == '"')
        quoted = !quoted;
      if (quoted)
        continue;
      if (*p == '\n' || *p == '\r')
        return p + 1;
      for (gsize i = 0; i < G_N_ELEMENTS (candidates); i++)
        counts->n[i] += *p == candidates[i];
      if (counts->full_width_comma == NULL && end - p >= 3
          && memcmp (p, CERTPLAN_FULL_WIDTH_COMMA, 3) == 0)
        counts->full_width_comma = p;
    }
  return NULL;
}

static gboolean
is_counted (const char *p, gboolean comments)
{
  return *p != '\n' && *p != '\r' && !(comments && *p == '#');
}

static gsize
find_most (const Counts *counts)
{
  gsize most = 0;

  for (gsize i = 1; i < G_N_ELEMENTS (candidates); i++)
    if (counts->n[i] > counts->n[most])
      most = i;
  return most;
}

/* Under a title that has no cells. A tab in each cell of a bank's file is no delimiter, though it
 * is there once more than the commas. */
static char
choose_by_all (const Counts *all)
{
  const guint most = all->n[find_most (all)];
  gsize i = 0;

  while (all->n[i] * 2 < most) /* ends at the most frequent one at the latest */
    i++;
  return candidates[i];
}

static char
choose (const Counts *first, const Counts *all, const gboolean *constant)
{
  for (gsize i = 0; i < G_N_ELEMENTS (candidates); i++)
    if (first->n[i] > 0 && constant[i])
      return candidates[i];
  const gsize most = find_most (first);
  return first->n[most] > 0 ? candidates[most] : choose_by_all (all);
}

char
_certplan_delimiter_detect (const char *text, gsize n, gboolean is_all, gboolean comments,
                            const char **full_width_comma)
{
  const char *const end = text + n;
  Counts first = { 0 }, all = { 0 };
  gboolean constant[G_N_ELEMENTS (candidates)] = { TRUE, TRUE, TRUE };
  guint n_rows = 0;

  for (const char *p = text; p != NULL && p < end && n_rows < SAMPLE_ROWS;)
    {
      Counts counts;
      const char *next = count_row (p, end, &counts);

      /* A row that the sample cuts says nothing, unless it is all there is. */
      if (is_counted (p, comments) && (next != NULL || is_all || n_rows == 0))
        {
          if (n_rows++ == 0)
            first = counts;
          for (gsize i = 0; i < G_N_ELEMENTS (candidates); i++)
            {
              constant[i] = constant[i] && counts.n[i] == first.n[i];
              all.n[i] += counts.n[i];
            }
        }
      p = next;
    }
  if (first.full_width_comma != NULL && all.n[0] + all.n[1] + all.n[2] == 0)
    *full_width_comma = first.full_width_comma;
  return choose (&first, &all, constant);
}

gsize
_certplan_delimiter_find_line (const char *text, gsize n, char *delimiter)
{
  gsize length = 5;

  if (n < length || g_ascii_strncasecmp (text, "sep=", 4) != 0)
    return 0;
  if (text[4] != '\t' && (!g_ascii_ispunct (text[4]) || text[4] == '"'))
    return 0;
  if (n > length && text[length] == '\r')
    length++;
  if (n > length && text[length] == '\n')
    length++;
  if (length == 5 && n > length) /* `sep=;x` is a row */
    return 0;
  *delimiter = text[4];
  return length;
}
