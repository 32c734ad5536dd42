/* The reader: encodings, found out and converted block by block.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-reader-files.h"

typedef struct
{
  const char *name;
  const char *bytes;
  gsize n;
  const char *wanted;   /* what the caller says it is */
  const char *encoding; /* what it is found to be */
  const char *rows;
  const char *fault;
} EncodingCase;

#define BYTES(text) text, sizeof (text) - 1

/* Code points by the GB 18030-2005 and Unicode charts. */
static const EncodingCase encoding_cases[] = {
  { "ascii", BYTES ("a,b\n"), NULL, "UTF-8", "a|b/", NULL },
  { "utf-8", BYTES ("机构,名称\n"), NULL, "UTF-8", "机构|名称/", NULL },
  { "utf-8-mark", BYTES ("\xef\xbb\xbf机构,b\n"), NULL, "UTF-8", "机构|b/", NULL },
  { "utf-8-four-bytes", BYTES ("\xf0\xa0\x80\x80,b\n"), NULL, "UTF-8", "𠀀|b/", NULL },
  { "gbk", BYTES ("\xbb\xfa\xb9\xb9,\xc3\xfb\xb3\xc6\n"), NULL, "GB18030", "机构|名称/", NULL },
  { "gbk-with-backslash-in-a-character", BYTES ("\x81\x5c,\x81\x7c\n"), NULL, "GB18030", "乗|亅/",
    NULL },
  { "gb18030-four-bytes", BYTES ("\x95\x32\x82\x36,b\n"), NULL, "GB18030", "𠀀|b/", NULL },
  { "gb18030-mark", BYTES ("\x84\x31\x95\x33\xbb\xfa,b\n"), NULL, "GB18030", "机|b/", NULL },
  /* 目录 in GBK is valid UTF-8 by chance, of two-byte sequences alone. */
  { "gbk-valid-as-utf-8", BYTES ("\xc4\xbf\xc2\xbc,b\n"), NULL, "GB18030", "目录|b/", NULL },
  { "two-and-three-bytes", BYTES ("é,中\n"), NULL, "UTF-8", "é|中/", NULL },
  { "two-bytes-by-wish", BYTES ("é,b\n"), "utf-8", "UTF-8", "é|b/", NULL },
  { "two-bytes-with-mark", BYTES ("\xef\xbb\xbfé,b\n"), NULL, "UTF-8", "é|b/", NULL },
  { "gbk-by-wish", BYTES ("\xbb\xfa,b\n"), "GBK", "GB18030", "机|b/", NULL },
  { "utf-16le", BYTES ("\xff\xfe\x3a\x67\t\0b\0\r\0\n\0"), NULL, "UTF-16LE", "机|b/", NULL },
  { "utf-16be", BYTES ("\xfe\xff\x67\x3a\0,\0b\0\n"), NULL, "UTF-16BE", "机|b/", NULL },
  { "utf-16-surrogates", BYTES ("\xff\xfe\x40\xd8\x00\xdc,\0b\0"), NULL, "UTF-16LE", "𠀀|b/",
    NULL },
  { "utf-16le-by-wish", BYTES ("\x3a\x67,\0b\0"), "UTF-16LE", "UTF-16LE", "机|b/", NULL },
  { "empty-utf-16", BYTES ("\xff\xfe"), NULL, "UTF-16LE", "", NULL },

  /* code page 936, which Windows calls GBK, has the euro sign at 80 */
  { "cp936-euro", BYTES ("\xb7\xd1\x80,\x80\n\x80"), NULL, "GB18030", "费€|€/€/", NULL },
  { "cp936-euro-second-byte", BYTES ("\x81\x80,\xb7\xd1\n"), NULL, "GB18030", "亐|费/", NULL },

  { "two-exports", BYTES ("名称,b\r\n中,1\r\n\xbb\xfa\xb9\xb9,2\r\n"), NULL, NULL, "",
    "t.csv:3: two encodings: line 1 is UTF-8, line 3 is GB18030 or damaged; wanted one encoding in "
    "the whole file; were files put together?" },
  { "two-exports-gbk-first", BYTES ("\xbb\xfa,b\r\rx,1\r名称,2"), NULL, NULL, "",
    "t.csv:4: two encodings: line 4 is UTF-8, line 1 is GB18030 or damaged; wanted one encoding in "
    "the whole file; were files put together?" },
  { "two-exports-with-mark", BYTES ("\xef\xbb\xbf名称,b\n\n\xbb\xfa\xb9\xb9,2\n"), NULL, NULL, "",
    "t.csv:3: two encodings: line 1 is UTF-8, line 3 is GB18030 or damaged; wanted one encoding "
    "in the whole file; were files put together?" },
  { "two-exports-by-wish", BYTES ("名称,b\n\xbb\xfa,2\n"), "GB18030", "GB18030", "鍚嶇О|b/机|2/",
    NULL },
  { "two-exports-utf-8-by-wish", BYTES ("名称,b\n\xbb\xfa,2\n"), "UTF-8", "UTF-8", "名称|b/",
    "t.csv:2:1: byte 10 begins no character in UTF-8: \"BB FA 2C 32\"; wanted text in UTF-8, "
    "GB18030 or UTF-16" },
  /* no sign of UTF-8: all bytes are those of GB 2312 */
  { "gbk-line-valid-as-utf-8", BYTES ("\xe4\xbb\xb0\xe6\xbb\xb0\n\xbb\xfa\n"), NULL, "GB18030",
    "浠版话/机/", NULL },

  { "neither", BYTES ("a,b\n中,\xff\n"), NULL, NULL, "",
    "t.csv:2:3: byte 9 begins no character in UTF-8: \"FF 0A\"; wanted text in UTF-8, GB18030 or "
    "UTF-16" },
  { "cut-utf-8", BYTES ("a,b\n中,\xe4\xb8"), "UTF-8", "UTF-8", "a|b/中|/",
    "t.csv:2:3: byte 9 begins no character in UTF-8: \"E4 B8\"; wanted text in UTF-8, GB18030 or "
    "UTF-16" },
  { "overlong-utf-8", BYTES ("a,\xc0\xaf\n"), "UTF-8", "UTF-8", "",
    "t.csv:1:3: byte 3 begins no character in UTF-8: \"C0 AF 0A\"; wanted text in UTF-8, GB18030 "
    "or UTF-16" },
  { "surrogate-in-utf-8", BYTES ("a,\xed\xa0\x80\n"), "UTF-8", "UTF-8", "",
    "t.csv:1:3: byte 3 begins no character in UTF-8: \"ED A0 80 0A\"; wanted text in UTF-8, "
    "GB18030 or UTF-16" },
  { "past-unicode", BYTES ("a,\xf4\x90\x80\x80\n"), "UTF-8", "UTF-8", "",
    "t.csv:1:3: byte 3 begins no character in UTF-8: \"F4 90 80 80\"; wanted text in UTF-8, "
    "GB18030 or UTF-16" },
  { "cut-gbk", BYTES ("\xbb\xfa,\xbb"), NULL, NULL, "",
    "t.csv:1:3: byte 4 begins no character in GB18030: \"BB\"; wanted text in UTF-8, GB18030 or "
    "UTF-16" },
  { "lone-surrogate", BYTES ("\xff\xfe\x3a\x67\n\0,\0\x00\xdc"), NULL, "UTF-16LE", "",
    "t.csv:2:2: byte 9 begins no character in UTF-16LE: \"00 DC\"; wanted text in UTF-8, GB18030 "
    "or UTF-16" },
  { "odd-utf-16", BYTES ("\xff\xfe,\0b"), NULL, "UTF-16LE", "",
    "t.csv:1:2: byte 5 begins no character in UTF-16LE: \"62\"; wanted text in UTF-8, GB18030 or "
    "UTF-16" },
  { "utf-16-without-mark", BYTES ("a\0,\0"), NULL, "UTF-8", "",
    "t.csv:1:2: a NUL byte stands in the text; wanted text; UTF-16 must begin with a byte order "
    "mark" },
  { "unknown-encoding", BYTES ("a,b\n"), "BIG7", NULL, "",
    "t.csv: no encoding of that name is known: \"BIG7\"; wanted UTF-8, GB18030, UTF-16LE, "
    "UTF-16BE" },
};

static void
test_encoding (gconstpointer data)
{
  const EncodingCase *row = data;
  const CertplanReadOptions options = { .encoding = row->wanted };
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (row->bytes, row->n);
  g_autoptr (CertplanReader) reader = _certplan_reader_new_bytes ("t.csv", bytes, &options, faults);
  g_autofree char *rows = dup_rows (reader);

  if (reader != NULL && row->fault == NULL)
    g_assert_cmpstr (_certplan_reader_get_encoding (reader), ==, row->encoding);
  g_assert_cmpint (certplan_faults_get_n (faults), ==, row->fault != NULL);
  if (row->fault == NULL)
    {
      g_assert_cmpstr (rows, ==, row->rows);
      return;
    }
  g_autofree char *text = certplan_faults_dup_text (faults, 0);
  g_assert_cmpstr (text, ==, row->fault);
  g_assert_cmpint (certplan_faults_get_code (faults, 0), ==, CERTPLAN_TABLE_ERROR_ENCODING);
}

/* The line in the other encoding stands far behind blocks of the first one. */
static void
test_mixed_late (gconstpointer data)
{
  const gboolean utf8_first = GPOINTER_TO_INT (data);
  static const char *const lines[] = { "\xbb\xfa\xb9\xb9,\xc3\xfb\r\n", "机构,名称\r\n" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < 100000; i++)
    g_string_append (text, lines[utf8_first]);
  g_string_append (text, lines[!utf8_first]);
  g_autoptr (GBytes) bytes = g_string_free_to_bytes (text);
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (CertplanReader) reader = _certplan_reader_new_bytes ("t.csv", bytes, NULL, faults);
  g_autofree char *rows = dup_rows (reader);
  g_autofree char *fault = certplan_faults_dup_text (faults, 0);
  g_assert_cmpstr (fault, ==,
                   utf8_first ? "t.csv:100001: two encodings: line 1 is UTF-8, line 100001 is "
                                "GB18030 or damaged; wanted one encoding in the whole file; were "
                                "files put together?"
                              : "t.csv:100001: two encodings: line 100001 is UTF-8, line 1 is "
                                "GB18030 or damaged; wanted one encoding in the whole file; were "
                                "files put together?");
}

/* A text over several blocks, and the rows that were written into it. */
static GString *
write_random_text (guint32 seed, const char *line_end, GString *rows)
{
  static const char *const pieces[]
      = { "a", "中", "é", "，", "𠀀", "\"\"", "xyz", "，，，，", "认证 ", "\r\n", "\n", "," };
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  GString *text = g_string_new ("头,b,c");

  g_string_append (text, line_end);
  g_string_append (rows, "头|b|c/");
  while (text->len < 1500000)
    for (guint c = 0; c < 3; c++)
      {
        const gboolean quoted = g_rand_int_range (rand, 0, 4) == 0;
        const gint n = g_rand_int_range (rand, 0, g_rand_int_range (rand, 0, 50) == 0 ? 5000 : 6);
        g_string_append (text, c > 0 ? "," : "");
        g_string_append (rows, c > 0 ? "|" : "");
        g_string_append (text, quoted ? "\"" : c == 0 ? "r" : "");
        g_string_append (rows, !quoted && c == 0 ? "r" : "");
        for (gint i = 0; i < n; i++)
          {
            const gint p = g_rand_int_range (rand, 0, (gint)G_N_ELEMENTS (pieces));
            if (!quoted && (p == 5 || p > 8))
              continue;
            g_string_append (text, pieces[p]);
            g_string_append (rows, p == 5 ? "\"" : pieces[p]);
          }
        g_string_append (text, quoted ? "\"" : "");
        g_string_append (text, c == 2 ? line_end : "");
        g_string_append (rows, c == 2 ? "/" : "");
      }
  return text;
}

static void
test_blocks (gconstpointer data)
{
  const char *encoding = data;

  for (guint32 seed = 0; seed < 4; seed++)
    {
      g_autoptr (GString) wanted = g_string_new (NULL);
      GString *text = write_random_text (seed, seed % 2 == 0 ? "\n" : "\r\n", wanted);
      gsize n;
      char *converted = g_convert (text->str, (gssize)text->len, encoding, "UTF-8", NULL, &n, NULL);
      g_autoptr (GBytes) bytes = g_bytes_new_take (converted, n);
      g_autoptr (CertplanFaults) faults = certplan_faults_new ();
      g_autoptr (CertplanReader) reader = NULL;
      const CertplanReadOptions options
          = { .encoding = g_str_has_prefix (encoding, "UTF-16") ? encoding : NULL };

      g_string_free (text, TRUE);
      reader = _certplan_reader_new_bytes ("t.csv", bytes, &options, faults);
      g_autofree char *rows = dup_rows (reader);
      g_assert_cmpint (certplan_faults_get_n (faults), ==, 0);
      g_assert_cmpstr (_certplan_reader_get_encoding (reader), ==, encoding);
      g_assert_true (g_str_equal (rows, wanted->str)); /* too long to be shown */
    }
}

/* Blocks end within the three bytes that a byte 80 becomes. */
static void
test_euros (void)
{
  for (guint n_before = 0; n_before < 4; n_before++)
    {
      g_autoptr (CertplanFaults) faults = certplan_faults_new ();
      GString *text = g_string_new (NULL);
      guint n_rows = 0;
      for (guint i = 0; i < n_before; i++)
        g_string_append_c (text, 'x');
      for (guint i = 0; i < 300000; i++)
        g_string_append (text, "\x80\n");
      g_autoptr (GBytes) bytes = g_string_free_to_bytes (text);
      const CertplanReadOptions options = { .delimiter = ',', .encoding = "GB18030" };
      g_autoptr (CertplanReader) reader
          = _certplan_reader_new_bytes ("t.csv", bytes, &options, faults);
      while (_certplan_reader_next (reader))
        {
          guint n;
          const CertplanCell *cells = _certplan_reader_get_cells (reader, &n);
          if (n_rows++ > 0 && strcmp (cells[0].text, "\xe2\x82\xac") != 0)
            g_test_fail_printf ("row %u is %s", n_rows, cells[0].text);
        }
      g_assert_cmpuint (n_rows, ==, 300000);
      g_assert_false (_certplan_reader_failed (reader));
    }
}

/* An old end-of-file mark is one at the end alone, wherever the blocks end. */
static void
test_control_z (void)
{
  /* of 2 bytes, or 3: about 256 KiB, also without a few bytes that are kept free */
  for (guint n_rows = 130980; n_rows < 131080; n_rows++)
    for (guint n_more = 0; n_more < 2; n_more++)
      {
        g_autoptr (CertplanFaults) faults = certplan_faults_new ();
        GString *text = g_string_new (NULL);
        for (guint i = 0; i < n_rows; i++)
          g_string_append (text, i == 0 && n_rows % 2 == 0 ? "xx\n" : "x\n");
        g_string_append (text, n_more > 0 ? "\x1a\ny\n" : "\x1a");
        g_autoptr (GBytes) bytes = g_string_free_to_bytes (text);
        const CertplanReadOptions options = { .delimiter = ',' };
        g_autoptr (CertplanReader) reader
            = _certplan_reader_new_bytes ("t.csv", bytes, &options, faults);
        guint n = 0;
        while (_certplan_reader_next (reader))
          n++;
        g_assert_cmpuint (n, ==, n_rows);
        g_assert_cmpint (_certplan_reader_failed (reader), ==, n_more > 0);
        if (n_more > 0)
          g_assert_cmpuint (certplan_faults_get_line (faults, 0), ==, n_rows + 1);
      }
}

void
add_encoding_tests (void)
{
  ADD_ROWS ("/reader/encoding/", encoding_cases, test_encoding)
  g_test_add_data_func ("/reader/mixed-late/utf-8-first", GINT_TO_POINTER (TRUE), test_mixed_late);
  g_test_add_data_func ("/reader/mixed-late/gbk-first", GINT_TO_POINTER (FALSE), test_mixed_late);
  g_test_add_data_func ("/reader/blocks/utf-8", "UTF-8", test_blocks);
  g_test_add_data_func ("/reader/blocks/gb18030", "GB18030", test_blocks);
  g_test_add_data_func ("/reader/blocks/utf-16le", "UTF-16LE", test_blocks);
  g_test_add_func ("/reader/euros", test_euros);
  g_test_add_func ("/reader/control-z", test_control_z);
}
