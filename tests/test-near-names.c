/* Names that are near other names. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-random-private.h"
#include "certplan-reconcile-private.h"

typedef struct
{
  const char *name;
  const char *one, *other;
  guint slips;
} SlipCase;

/* By hand; "ca" and "abc" are what tells this distance from Damerau's own, which is 2. */
static const SlipCase slip_cases[] = {
  { "equal", "CN-1", "CN-1", 0 },
  { "empty", "", "CN-1", 4 },
  { "both-empty", "", "", 0 },
  { "too-few", "CN1", "CN-1", 1 },
  { "too-many", "CN--1", "CN-1", 1 },
  { "another", "CN-7", "CN-1", 1 },
  { "exchanged", "C-12", "C-21", 1 },
  { "exchanged-at-ends", "N-C", "C-N", 2 },
  { "kitten", "kitten", "sitting", 3 },
  { "no-edit-in-an-exchange", "ca", "abc", 3 },
  { "chinese", "云盾数安", "云盾安数", 1 },
  { "nothing", "云盾", "金山办公", 4 },
};

static void
test_slips (gconstpointer data)
{
  const SlipCase *row = data;
  glong n_one, n_other;
  g_autofree gunichar *one = g_utf8_to_ucs4_fast (row->one, -1, &n_one);
  g_autofree gunichar *other = g_utf8_to_ucs4_fast (row->other, -1, &n_other);
  g_assert_cmpuint (_certplan_slips_count (one, (guint)n_one, other, (guint)n_other), ==,
                    row->slips);
  g_assert_cmpuint (_certplan_slips_count (other, (guint)n_other, one, (guint)n_one), ==,
                    row->slips);
}

typedef struct
{
  const char *name;
  const char *one, *other;
  guint alike;
} AlikeCase;

static const AlikeCase alike_cases[] = {
  { "equal", "云盾", "云盾", 100 },
  { "slip", "云盾数安", "云盾数字", 75 },        /* 1 of 4 */
  { "swapped", "北京甲科技", "北京甲技科", 80 }, /* 1 of 5 */
  { "part", "甲", "甲上海分部", 20 },            /* 4 of 5 */
  { "turned", "云盾北京", "北京云盾", 66 },      /* two of three pairs: 2 * 2 / 6 */
  { "empty", "", "", 0 },
  { "nothing", "云盾", "金山", 0 },
};

static void
test_alike (gconstpointer data)
{
  const AlikeCase *row = data;
  g_assert_cmpuint (_certplan_names_compare (row->one, row->other), ==, row->alike);
  g_assert_cmpuint (_certplan_names_compare (row->other, row->one), ==, row->alike);
}

#define N_DEBTORS 3000
#define N_SOUGHT 300
#define SEED 7

/* Four to nine of 900 characters, behind one of ten cities: the pairs at the beginning are those of
 * hundreds. */
static char *
make_name (guint i)
{
  GString *name = g_string_new (NULL);
  g_string_append_unichar (name, 0x5317 + i % 10);
  g_string_append_unichar (name, 0x4eac);
  const guint n = 4 + (guint)(certplan_random (SEED, i, 0, 0) % 6);
  for (guint k = 0; k < n; k++)
    g_string_append_unichar (name, 0x4e00 + (guint)(certplan_random (SEED, i, k + 1, 0) % 900));
  return g_string_free (name, FALSE);
}

/* One slip behind the city: a character left out, doubled, or exchanged with the next one. */
static char *
misspell (const char *name, guint i)
{
  glong n;
  g_autofree gunichar *text = g_utf8_to_ucs4_fast (name, -1, &n);
  const glong at = 2 + (glong)(certplan_random (SEED, i, 99, 1) % (guint64)(n - 3));
  GString *out = g_string_new (NULL);
  for (glong k = 0; k < n; k++)
    {
      if (k == at && i % 3 == 0)
        continue;
      if (k == at && i % 3 == 1)
        g_string_append_unichar (out, text[k]);
      if (k == at && i % 3 == 2)
        g_string_append_unichar (out, text[++k]);
      g_string_append_unichar (out, i % 3 == 2 && k == at + 1 ? text[at] : text[k]);
    }
  return g_string_free (out, FALSE);
}

/* Of each misspelt name the debtor is found, and every name that is found is near. */
static void
test_find (void)
{
  CertplanReconciliation self = { .claims = g_array_new (FALSE, TRUE, sizeof (CertplanClaim)),
                                  .payers = _certplan_payers_new () };
  guint32 debtors[N_DEBTORS], sought[N_SOUGHT];
  g_autoptr (GArray) near = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint i = 0; i < N_DEBTORS; i++)
    {
      g_autofree char *name = make_name (i);
      const char *text = name;
      _certplan_payers_add (self.payers, &text, 1, TRUE, &debtors[i]);
    }
  for (guint i = 0; i < N_SOUGHT; i++)
    {
      g_autofree char *name = make_name (i * 10);
      g_autofree char *wrong = misspell (name, i);
      const char *text = wrong;
      _certplan_payers_add (self.payers, &text, 1, FALSE, &sought[i]);
    }
  g_autoptr (GArray) claims = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autofree guint32 *known = g_new (guint32, N_DEBTORS);
  for (guint i = 0; i < N_DEBTORS; i++)
    {
      const CertplanClaim claim = { .org = i };
      g_array_append_val (self.claims, claim);
      g_array_append_val (claims, i);
      known[i] = debtors[i] + 1;
    }
  self.names = known;
  CertplanNearNames *names = _certplan_near_names_new (&self);
  for (guint i = 0; i < N_SOUGHT; i++)
    _certplan_near_names_want (names, _certplan_payers_get (self.payers, sought[i]));
  _certplan_near_names_index (names, claims);
  for (guint i = 0; i < N_SOUGHT; i++)
    {
      gboolean found = FALSE;
      _certplan_near_names_find (names, _certplan_payers_get (self.payers, sought[i]), near);
      for (guint k = 0; k < near->len; k++)
        found |= g_array_index (near, guint32, k)
                 == _certplan_payers_get (self.payers, debtors[i * 10]);
      g_assert_true (found);
      g_assert_cmpuint (near->len, <, 20);
    }
  _certplan_near_names_free (names);
  g_array_unref (self.claims);
  _certplan_payers_free (self.payers);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  for (guint i = 0; i < G_N_ELEMENTS (slip_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/near-names/slips/", slip_cases[i].name, NULL);
      g_test_add_data_func (path, &slip_cases[i], test_slips);
    }
  for (guint i = 0; i < G_N_ELEMENTS (alike_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/near-names/alike/", alike_cases[i].name, NULL);
      g_test_add_data_func (path, &alike_cases[i], test_alike);
    }
  g_test_add_func ("/near-names/find", test_find);
  return g_test_run ();
}
