/* Texts from outside: shown without harm, folded to be read.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-private.h"
#include "test-rows.h"
#include <string.h>

typedef struct
{
  const char *name;
  const char *text;
  gsize max_characters;
  const char *shown;
} VisibleCase;

/* Character classes: Unicode 15, UnicodeData.txt (Cc, Cf, Zl, Zp), UAX 9 (bidirectional controls).
 */
static const VisibleCase visible_cases[] = {
  { "plain", "abc", 0, "abc" },
  { "chinese", "北京甲公司", 0, "北京甲公司" },
  { "empty", "", 5, "" },
  { "backslash-stays", "C:\\temp", 0, "C:\\temp" },
  { "quote-stays", "a\"b", 0, "a\"b" },
  { "c0", "\x01\t\n\r\x1b\x1f", 0, "\\x01\\x09\\x0a\\x0d\\x1b\\x1f" },
  { "delete", "\x7f", 0, "\\x7f" },
  { "c1-csi",
    "\xc2\x9b"
    "31m",
    0, "\\u{9b}31m" },
  { "c1-next-line", "\xc2\x85", 0, "\\u{85}" },
  { "no-break-blank-stays", "\xc2\xa0", 0, "\xc2\xa0" },
  { "bidi-override", "\u202eabc\u202c", 0, "\\u{202e}abc\\u{202c}" },
  { "bidi-embedding", "\u202a\u202b\u202d", 0, "\\u{202a}\\u{202b}\\u{202d}" },
  { "bidi-isolates", "\u2066\u2067\u2068\u2069", 0, "\\u{2066}\\u{2067}\\u{2068}\\u{2069}" },
  { "bidi-marks", "\u200e\u200f\u061c", 0, "\\u{200e}\\u{200f}\\u{61c}" },
  { "line-separators", "\u2028\u2029", 0, "\\u{2028}\\u{2029}" },
  { "zero-width-space",
    "a\u200b"
    "b",
    0, "a\\u{200b}b" },
  { "byte-order-mark", "\ufeffname", 0, "\\u{feff}name" },
  { "tags", "\U000e0041", 0, "\\u{e0041}" },
  { "joiner-stays", "👨\u200d👩", 0, "👨\u200d👩" },
  { "bad-byte",
    "a\xff"
    "b",
    0, "a\\xffb" },
  { "cut-sequence", "a\xe5\x8c", 0, "a\\xe5\\x8c" },
  { "overlong", "\xc0\xaf", 0, "\\xc0\\xaf" },
  { "surrogate", "\xed\xa0\x80", 0, "\\xed\\xa0\\x80" },
  { "gb18030-bytes", "\xb1\xb1\xbe\xa9", 0, "\\xb1\\xb1\\xbe\\xa9" },
  { "cut", "abcdef", 3, "abc..." },
  { "cut-not-needed", "abc", 3, "abc" },
  { "cut-between-characters", "北京甲公司", 2, "北京..." },
  { "cut-counts-bytes-that-are-no-text", "\xff\xff\xff", 2, "\\xff\\xff..." },
};

static void
test_visible (gconstpointer data)
{
  const VisibleCase *row = data;
  g_autoptr (GString) out = g_string_new ("> ");

  _certplan_text_append_visible (out, row->text, row->max_characters);
  g_assert_cmpstr (out->str + 2, ==, row->shown);
}

/* Whatever the bytes, the result is UTF-8 without a control character. */
static void
test_visible_property (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (6);
  g_autoptr (GString) out = g_string_new (NULL);

  for (gint i = 0; i < 20000; i++)
    {
      char text[24] = { 0 };
      for (gsize j = 0; j < sizeof text - 1; j++)
        text[j] = (char)g_rand_int_range (random, 1, 256);
      g_string_truncate (out, 0);
      _certplan_text_append_visible (out, text, 0);
      g_assert_true (g_utf8_validate (out->str, out->len, NULL));
      for (const char *at = out->str; *at != '\0'; at = g_utf8_next_char (at))
        g_assert_false (g_unichar_iscntrl (g_utf8_get_char (at)));
    }
}

typedef struct
{
  const char *name;
  const char *text;
  const char *folded; /* NULL: refused */
} FoldCase;

static const FoldCase fold_cases[] = {
  { "plain", "P3M", "P3M" },
  { "empty", "", "" },
  { "blanks", " \t\r\n", "" },
  { "ends", " \ta b \r\n", "a b" },
  { "fullwidth", "７２，０００．５０元（Ａ）", "72,000.50元(A)" },
  { "ideographic-blanks", "　a　b　", "a b" },
  { "yen", "￥5", "¥5" },
  { "minus-sign", "−5", "-5" },
  { "superscript-stays", "72²", "72²" },
  { "parenthesized-stays", "⑴", "⑴" },
  { "bad-utf8", "a\xff", NULL },
  { "cut-utf8", "\xe5\x8c", NULL },
};

static void
test_fold (gconstpointer data)
{
  const FoldCase *row = data;
  char buffer[64];

  if (_certplan_text_fold (row->text, buffer, sizeof buffer))
    g_assert_cmpstr (buffer, ==, row->folded);
  else
    g_assert_cmpstr (NULL, ==, row->folded);
}

/* For what it changes, the folding is Unicode's own NFKC; but the minus sign, which that leaves. */
static void
test_fold_nfkc (void)
{
  guint n_changed = 0;

  for (gunichar character = 0x80; character < 0x30000; character++)
    {
      char text[8] = "x", folded[32];
      if (!g_unichar_validate (character) || character == 0x2212)
        continue;
      text[1 + g_unichar_to_utf8 (character, text + 1)] = '\0';
      strcat (text, "x");
      g_assert_true (_certplan_text_fold (text, folded, sizeof folded));
      if (strcmp (text, folded) == 0)
        continue;
      g_autofree char *normalized = g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);
      g_assert_cmpstr (folded, ==, normalized);
      n_changed++;
    }
  g_assert_cmpuint (n_changed, ==,
                    94 + 2 + 1 + 2); /* full-width ASCII, blanks, yen, day and month */
}

static void
test_fold_size (void)
{
  const char *text = "123456789012345678901234567890"; /* 30 */
  char small[30 + 6], smaller[30];

  g_assert_true (_certplan_text_fold (text, small, sizeof small));
  g_assert_cmpstr (small, ==, text);
  g_assert_false (_certplan_text_fold (text, smaller, sizeof smaller));
}

static void
test_refuse (void)
{
  g_autoptr (GError) error = NULL;
  const GQuark domain = g_quark_from_static_string ("test-domain");

  g_assert_false (_certplan_refuse (NULL, domain, 3, "\"%s\" is bad", "x"));
  g_assert_false (_certplan_refuse (&error, domain, 3, "\"%s\" is bad", "%s\x1b"));
  g_assert_error (error, domain, 3);
  g_assert_cmpstr (error->message, ==, "\"%s\\x1b\" is bad");
}

/* Under LC_ALL=C a message stays itself; gettext's answer to "" would be the catalogue's header. */
static void
test_gettext (void)
{
  g_assert_cmpstr (_ ("wanted"), ==, "wanted");
  g_assert_cmpstr (_ (""), ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();

  ADD_ROWS ("/text/visible/", visible_cases, test_visible)
  ADD_ROWS ("/text/fold/", fold_cases, test_fold)
  g_test_add_func ("/text/visible-property", test_visible_property);
  g_test_add_func ("/text/fold-nfkc", test_fold_nfkc);
  g_test_add_func ("/text/fold-size", test_fold_size);
  g_test_add_func ("/text/refuse", test_refuse);
  g_test_add_func ("/text/gettext", test_gettext);
  return g_test_run ();
}
