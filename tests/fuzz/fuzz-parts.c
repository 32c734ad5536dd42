/* Any bytes as parts of a simulation. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-sim.h"
#include "fuzz-feed.h"
#include "fuzz.h"
#include <glib/gstdio.h>

#define MOST_PARTS 3

typedef struct
{
  char *paths[MOST_PARTS + 1];
  guint n;
} Parts;

static void
write_part (gpointer data, const char *name, const char *text, gsize n)
{
  Parts *parts = data;

  if (parts->n == MOST_PARTS)
    return;
  g_autofree char *file = g_strdup_printf ("%u.csv", parts->n);
  parts->paths[parts->n] = g_build_filename (fuzz_get_folder (), file, NULL);
  fuzz_write (parts->paths[parts->n], (const guint8 *)text, n);
  parts->n++;
}

/* Returns: (transfer full) (nullable): NULL where the parts are refused */
static char *
merge (const Parts *parts)
{
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *missing = NULL;
  g_autoptr (CertplanSimResult) result = certplan_sim_merge ((const char *const *)parts->paths,
                                                             NULL, &missing, faults, NULL, &error);

  g_assert_true ((result == NULL) == (error != NULL));
  return result != NULL ? fuzz_spell (certplan_sim_result_dup_tables (result)) : NULL;
}

gboolean
fuzz_parts (const guint8 *data, gsize n)
{
  Parts parts = { { NULL }, 0 };

  fuzz_split ((const char *)data, n, write_part, &parts);
  if (parts.n == 0)
    return FALSE;
  g_autofree char *one = merge (&parts);
  char *first = parts.paths[0];
  parts.paths[0] = parts.paths[parts.n - 1];
  parts.paths[parts.n - 1] = first;
  g_autofree char *other = merge (&parts);
  fuzz_check_same ("parts in another order", one, other);
  for (guint i = 0; i < parts.n; i++)
    {
      g_unlink (parts.paths[i]);
      g_free (parts.paths[i]);
    }
  return one != NULL;
}
