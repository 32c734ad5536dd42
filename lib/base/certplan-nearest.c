/* The names nearest to a misspelt one. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-nearest-private.h"
#include "certplan-private.h"
#include <string.h>

#define MAX_BYTES 64
#define MAX_SHOWN 3

/* Levenshtein's distance, one row of the matrix at a time. */
static guint
edit_distance (const char *a, gsize n_a, const char *b, gsize n_b)
{
  guint row[MAX_BYTES + 1];
  for (gsize j = 0; j <= n_b; j++)
    row[j] = j;
  for (gsize i = 1; i <= n_a; i++)
    {
      guint diagonal = row[0];
      row[0] = i;
      for (gsize j = 1; j <= n_b; j++)
        {
          guint replaced = diagonal + (a[i - 1] != b[j - 1]);
          diagonal = row[j];
          row[j] = MIN (replaced, MIN (row[j], row[j - 1]) + 1);
        }
    }
  return row[n_b];
}

typedef struct
{
  const char *name;
  guint distance;
} Near;

static gint
compare_near (gconstpointer a, gconstpointer b)
{
  const Near *x = a, *y = b;
  return x->distance != y->distance ? (x->distance < y->distance ? -1 : 1)
                                    : strcmp (x->name, y->name);
}

/* A name is near if no more than about a third of its bytes differ (or one of several characters of
 * a Chinese name, which has three), or the text stands in it. */
static gboolean
is_near (const char *text, gsize length, const char *name, guint *distance)
{
  const gsize least = (guint8)text[0] >= 0x80 && length > 3 ? 3 : 2;
  const gsize most = MAX (least, length / 3), n_name = strnlen (name, MAX_BYTES);
  const gboolean is_part = length >= 3 && strstr (name, text) != NULL;
  if (!is_part && (n_name > length + most || length > n_name + most))
    return FALSE; /* by their lengths alone */
  *distance = edit_distance (text, length, name, n_name);
  return is_part || *distance <= most;
}

void
_certplan_append_nearest (GString *out, const char *text, const char *const *names, gsize n_names)
{
  gsize length = strnlen (text, MAX_BYTES);
  g_autoptr (GArray) near = g_array_new (FALSE, FALSE, sizeof (Near));
  for (gsize i = 0; i < n_names; i++)
    {
      Near candidate = { names[i], 0 };
      if (is_near (text, length, names[i], &candidate.distance))
        g_array_append_val (near, candidate);
    }
  g_array_sort (near, compare_near);
  guint n_shown = MIN (near->len, MAX_SHOWN);
  for (guint i = 0; i < n_shown; i++)
    {
      if (i > 0)
        g_string_append (out, i + 1 == n_shown ? _ (" or ") : ", ");
      g_string_append_printf (out, "\"%s\"", g_array_index (near, Near, i).name);
    }
}
