/* The fuzzers' functions on the corpus, on what they found to run other code than that does, and on
 * what chance makes of the corpus, the same each time.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "fuzz.h"
#include <string.h>

typedef struct
{
  const char *name; /* of the folder below fuzz/corpus */
  gboolean (*function) (const guint8 *data, gsize n);
  guint n_texts; /* made of the corpus */
} Target;

/* Fewer of those that take long. */
#define TARGET(name) { #name, fuzz_##name, G_PASTE (N_OF_, name) },
enum
{
  N_OF_calendar = 2000,
  N_OF_csv = 4000,
  N_OF_held = 800,
  N_OF_model = 300,
  N_OF_office = 100,
  N_OF_parts = 300,
  N_OF_reconcile = 600,
  N_OF_records = 3000,
  N_OF_rules = 300,
  N_OF_values = 4000,
  N_OF_words = 4000,
};
#define TIMES_SLOW 30
static const Target targets[] = { FUZZ_TARGETS (TARGET) };

static gint
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* Returns: the files of a target in a folder, sorted by name; none where there is no folder */
static GPtrArray *
read_files (const char *where, const char *name)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "fuzz", where, name, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *files = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);

  for (const char *file; dir != NULL && (file = g_dir_read_name (dir)) != NULL;)
    g_ptr_array_add (names, g_build_filename (folder, file, NULL));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      char *contents;
      gsize n;
      g_assert_true (g_file_get_contents (names->pdata[i], &contents, &n, NULL));
      g_ptr_array_add (files, g_bytes_new_take (contents, n));
    }
  return files;
}

/* Some bytes of @from, changed in a few places: by others, by what the formats are made of, by a
 * piece of @other. */
static GByteArray *
mutate (GRand *rand, GBytes *from, GBytes *other)
{
  static const char signs[] = "\",;\t\r\n'=#-+(). 0129EP\xef\xbb\xbf\x80\xff\xe5\xb9\xb4";
  gsize n, n_other;
  const guint8 *data = g_bytes_get_data (from, &n);
  const guint8 *more = g_bytes_get_data (other, &n_other);
  GByteArray *text = g_byte_array_new ();

  g_byte_array_append (text, data, (guint)n);
  for (gint left = g_rand_int_range (rand, 1, 8); left > 0; left--)
    {
      const guint at = (guint)g_rand_int_range (rand, 0, (gint)text->len + 1);
      const guint8 sign = (guint8)signs[g_rand_int_range (rand, 0, (gint)sizeof signs - 1)];
      const gint choice = g_rand_int_range (rand, 0, 4);
      if (choice == 0 && at < text->len)
        text->data[at] = sign;
      else if (choice == 1 && at < text->len)
        g_byte_array_remove_range (text, at,
                                   (guint)g_rand_int_range (rand, 0, (gint)(text->len - at)) / 4);
      else if (choice == 2 && n_other > 0)
        g_byte_array_append (text, more + g_rand_int_range (rand, 0, (gint)n_other), 1);
      else
        g_byte_array_append (text, &sign, 1);
    }
  return text;
}

static void
test_target (gconstpointer data)
{
  const Target *target = data;
  const guint n_texts = target->n_texts * (g_test_slow () ? TIMES_SLOW : 1);
  g_autoptr (GPtrArray) corpus = read_files ("corpus", target->name);
  g_autoptr (GPtrArray) found = read_files ("found", target->name);
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260401);
  guint n_good = 0;

  g_assert_cmpuint (corpus->len, >=, 3);
  for (guint i = 0; i < corpus->len; i++)
    {
      gsize n;
      const guint8 *bytes = g_bytes_get_data (corpus->pdata[i], &n);
      n_good += target->function (bytes, n);
    }
  g_test_message ("%u of %u are good", n_good, corpus->len);
#if !defined HAVE_JSON_GLIB || !defined HAVE_LIBICAL
  if (target->function == fuzz_calendar)
    return; /* not all kinds of files can be read */
#endif
  g_assert_cmpuint (n_good, >=, corpus->len / 2);
  for (guint i = 0; i < found->len; i++)
    {
      gsize n;
      const guint8 *bytes = g_bytes_get_data (found->pdata[i], &n);
      target->function (bytes, n);
    }
  for (guint i = 0; i < n_texts; i++)
    {
      g_autoptr (GByteArray) text
          = mutate (rand, corpus->pdata[g_rand_int_range (rand, 0, (gint)corpus->len)],
                    corpus->pdata[g_rand_int_range (rand, 0, (gint)corpus->len)]);
      target->function (text->data, text->len);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autofree char *path = g_strconcat ("/fuzz/", targets[i].name, NULL);
      g_test_add_data_func (path, &targets[i], test_target);
    }
  return g_test_run ();
}
