/* Numbers as they are compared: narrow, large, one dash, no blanks.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-numbers-parts-private.h"
#include <string.h>

#define SEED 7
#define N_TEXTS 20000
#define MAX_PIECES 40

/* What texts are made of, and what is left of each: "" = nothing. */
typedef struct
{
  const char *written, *folded;
  gboolean is_plain; /* nothing is to be done but to make letters large */
} Piece;

static const Piece pieces[] = {
  { "CN2026", "CN2026", TRUE },
  { "a", "A", TRUE },
  { "z", "Z", TRUE },
  { "@", "@", TRUE },
  { "[", "[", TRUE },
  { "`", "`", TRUE },
  { "{", "{", TRUE },
  { "!", "!", TRUE },
  { "~", "~", TRUE },
  { "0", "0", TRUE },
  { "/audit_fee", "/AUDIT_FEE", TRUE },
  { "证", "证", TRUE },
  { "鿿", "鿿", TRUE },
  { "䀀", "䀀", TRUE },
  { "㐀", "㐀", FALSE },
  { " ", "", FALSE },
  { "\x7F", "", FALSE },
  { "Ｃ", "C", FALSE },
  { "ａ", "A", FALSE },
  { "，", ",", FALSE },
  { "é", "é", FALSE },
  { "\u3000", "", FALSE },
  { "\u200B", "", FALSE },
};

static const Piece dashes[] = {
  { "-", "-", TRUE },
  { "－", "-", FALSE },
  { "—", "-", FALSE },
  { "\u2212", "-", FALSE },
};

/* A dash is kept unless one stands before it already. Returns: whether the text is plain */
static gboolean
add_piece (GRand *rand, GString *written, GString *folded)
{
  if (g_rand_int_range (rand, 0, 4) > 0)
    {
      const guint n_plain = 14, n = g_rand_boolean (rand) ? n_plain : G_N_ELEMENTS (pieces);
      const Piece *piece = &pieces[g_rand_int_range (rand, 0, (gint32)n)];
      g_string_append (written, piece->written);
      g_string_append (folded, piece->folded);
      return piece->is_plain;
    }
  const gint32 other = g_rand_int_range (rand, -8, G_N_ELEMENTS (dashes));
  const Piece *dash = &dashes[MAX (other, 0)];
  const gboolean is_again = folded->len > 0 && folded->str[folded->len - 1] == '-';
  g_string_append (written, dash->written);
  g_string_append (folded, is_again ? "" : dash->folded);
  return dash->is_plain && !is_again;
}

static void
check_text (const char *written, const GString *folded, gboolean is_plain)
{
  char out[MAX_PIECES * 10], number[CERTPLAN_NUMBERS_MAX_LENGTH];
  g_autoptr (GString) all = g_string_new (NULL);
  const gsize length = strlen (written);
  const guint n_number = _certplan_numbers_fold_short (written, number);
  _certplan_numbers_fold (written, all, NULL);
  g_assert_cmpstr (all->str, ==, folded->str);
  g_assert_cmpint (_certplan_numbers_fold_plain (written, length, out), ==, is_plain);
  if (is_plain)
    g_assert_cmpmem (out, length, folded->str, folded->len);
  if (folded->len > CERTPLAN_NUMBERS_MAX_LENGTH)
    g_assert_cmpuint (n_number, ==, 0);
  else
    g_assert_cmpmem (number, n_number, folded->str, folded->len);
}

/* Whichever way a text is folded, by eight bytes or one by one. */
static void
test_fold (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  guint n_plain = 0;
  for (guint i = 0; i < N_TEXTS; i++)
    {
      g_autoptr (GString) written = g_string_new (NULL);
      g_autoptr (GString) folded = g_string_new (NULL);
      gboolean is_plain = TRUE;
      for (guint n = (guint)g_rand_int_range (rand, 0, i % 20 == 0 ? MAX_PIECES : 8); n > 0; n--)
        is_plain &= add_piece (rand, written, folded);
      check_text (written->str, folded, is_plain);
      n_plain += is_plain && written->len > 16;
    }
  g_assert_cmpuint (n_plain, >, N_TEXTS / 50);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/numbers/fold", test_fold);
  return g_test_run ();
}
