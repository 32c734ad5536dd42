/* Pages of hostile texts and pictures. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-output-html.h"

/* Everything in angle brackets, attributes without their values. */
static char *
list_tags (const char *page)
{
  g_autoptr (GRegex) values = g_regex_new ("\"[^\"]*\"", 0, 0, NULL);
  g_autofree char *text = g_regex_replace (values, page, -1, 0, "\"\"", 0, NULL);
  GString *tags = g_string_new (NULL);
  gboolean is_inside = FALSE;

  for (const char *at = strstr (text, "</style>"); at != NULL && *at != '\0'; at++)
    {
      is_inside = is_inside ? at[-1] != '>' : *at == '<';
      if (is_inside)
        g_string_append_c (tags, *at);
    }
  return g_string_free (tags, FALSE);
}

static char *
write_texts (const Folder *folder, const char *text)
{
  const TextRow rows[] = { { text }, { "x" } };
  g_autoptr (CertplanTables) tables = certplan_tables_new ();
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();
  CertplanTable *plain = MAKE_TEXTS ("t", text_columns, rows, 2);

  _certplan_table_set_title (plain, text, text);
  certplan_tables_take (tables, plain);
  certplan_tables_take (tables, MAKE_TEXTS ("list", sentence_columns, rows, 2));
  certplan_targets_set_digest (targets, text);
  return write_page (folder, tables, targets, NULL);
}

typedef struct
{
  const char *name;
  const char *text;
} HostileCase;

static const HostileCase hostile_cases[] = {
  { "script", "<script>alert(1)</script>" },
  { "handler", "\"><img src=x onerror=alert(1)>" },
  { "handler-in-single-quotes", "' onmouseover='alert(1)" },
  { "end-of-title", "</title><script src=http://x/></script>" },
  { "end-of-style", "</style><style>@import 'http://x'" },
  { "end-of-cell", "</td></tr></table>" },
  { "comment", "<!-- -->" },
  { "declaration", "<!DOCTYPE x [<!ENTITY y \"z\">]>" },
  { "instruction", "<?php system('id') ?>" },
  { "cdata", "]]><![CDATA[" },
  { "entities", "&lt;b&gt; &#60;b&#62; &y; &" },
  { "half-entity", "&#x3c" },
  { "back-tick", "` onclick=alert(1) `" },
  { "address", "javascript:alert(1)" },
  { "utf-7", "+ADw-script+AD4-" },
  { "full-width", "＜script＞" },
  { "controls", "a\x01\x0b\x0c\x1b[31m\x7f" },
  { "line-ends", "a\r\nb\rc" },
  { "c1", "\xc2\x85\xc2\x9b" },
  { "bidi", "\u202egnp.exe\u2066\u061c" },
  { "separators", "\u2028\u2029" },
  { "noncharacters", "\ufffe\uffff\ufdd0\U0001ffff" },
  { "byte-order-mark", "\ufeff" },
  { "bad-bytes", "\xff\xfe\x80<\xc0\xbc\xed\xa0\x80" },
  { "replacement", "\ufffd\ufff9" },
  { "emoji", "👨\u200d👩" },
};

/* The markup is that of a harmless text, and the page is XML that holds no control character. */
static void
test_hostile (gconstpointer data)
{
  const HostileCase *row = data;
  Folder folder;

  open_folder (&folder);
  g_autofree char *harmless = write_texts (&folder, "harmless");
  g_autofree char *wanted = list_tags (harmless);
  g_autofree char *text = write_texts (&folder, row->text);
  g_autofree char *tags = list_tags (text);
  g_assert_cmpstr (tags, ==, wanted);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar character = g_utf8_get_char (at);
      g_assert_true (character == '\n' || character >= 0x20);
      g_assert_false (character >= 0x7f && character <= 0x9f);
      g_assert_false ((character >= 0x2028 && character <= 0x202e)
                      || (character >= 0x2066 && character <= 0x2069) || character == 0xfeff);
    }
  close_folder (&folder);
}

/* In a chart, too, and in what is said of it. */
static void
test_hostile_chart (gconstpointer data)
{
  const HostileCase *row = data;
  g_autoptr (CertplanTables) tables = make_charts (row->text);
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();
  Folder folder;

  if (skip_without_gnuplot ())
    return;
  open_folder (&folder);
  g_autofree char *text = write_page (&folder, tables, targets, NULL);
  g_assert_cmpuint (certplan_targets_get_n_warnings (targets), ==, 0);
  g_assert_cmpstr (text, !=, "");
  g_assert_null (strstr (text, "<script"));
  g_assert_null (strstr (text, "<img"));
  close_folder (&folder);
}

typedef struct
{
  const char *name;
  const char *svg;
  const char *markup; /* behind the root's own attributes; NULL = refused */
} PictureCase;

static const PictureCase picture_cases[] = {
  { "prologue",
    "<?xml version=\"1.0\"?><!DOCTYPE svg><svg width='5' viewBox='0 0 9 9'><!-- c --></svg>",
    " viewBox=\"0 0 9 9\"></svg>" },
  { "title", "<svg><title>a</title><desc>b<g/></desc><g><title>c</title></g></svg>",
    ">\n<g></g></svg>" },
  { "ids", "<svg><defs><path id='p' d='M0,0'/></defs><g id='p1'><use xlink:href='#p'/></g></svg>",
    ">\n<defs>\n<path id=\"c-p\" d=\"M0,0\"></path></defs>\n<g>\n<use "
    "href=\"#c-p\"></use></g></svg>" },
  { "pattern", "<svg><rect fill='url(#gp1)' x='1'/></svg>",
    ">\n<rect fill=\"url(#c-gp1)\" x=\"1\"></rect></svg>" },
  { "texts", "<svg>x<g>y<text>a &lt;b&gt; <tspan>c</tspan></text></g></svg>",
    ">\n<g>\n<text>a &lt;b&gt; <tspan>c</tspan></text></g></svg>" },
  { "outside", "<svg><use xlink:href='http://x/#p'/><rect fill='url(http://x)'/></svg>",
    ">\n<use></use>\n<rect></rect></svg>" },
  { "second-url", "<svg><rect fill='red url(http://x)' clip-path='url(#a)'/></svg>",
    ">\n<rect clip-path=\"url(#c-a)\"></rect></svg>" },
  { "script", "<svg onload='x'><script>y</script><g onclick='z' style='w'/></svg>",
    ">\n<g></g></svg>" },
  { "foreign", "<svg><foreignObject><g><text>a</text></g></foreignObject><a href='#x'/></svg>",
    "></svg>" },
  { "svg-in-svg", "<svg><svg><g/></svg></svg>", "></svg>" },
  { "broken", "<svg><g></svg>", NULL },
  { "cut", "<svg><g>", NULL },
  { "no-root", "", NULL },
  { "another-root", "<html><g/></html>", NULL },
  { "bad-bytes", "<svg>\xff</svg>", NULL },
};

static void
test_picture (gconstpointer data)
{
  const PictureCase *row = data;
  g_autoptr (GBytes) svg = g_bytes_new_static (row->svg, strlen (row->svg));
  g_autoptr (GString) out = g_string_new ("kept");
  g_autoptr (GError) error = NULL;
  const gboolean is_done = _certplan_markup_append_svg (out, svg, "c", "A \"chart\"", &error);

  g_assert_cmpint (is_done, ==, row->markup != NULL);
  if (row->markup == NULL)
    {
      g_assert_error (error, CERTPLAN_OUTPUT_ERROR, CHART);
      g_assert_cmpstr (out->str, ==, "kept");
      return;
    }
  g_assert_no_error (error);
  g_assert_nonnull (strstr (out->str, " aria-label=\"A &quot;chart&quot;\""));
  g_assert_true (g_str_has_prefix (out->str, "kept<svg role=\"img\" "));
  g_assert_true (g_str_has_suffix (out->str, row->markup));
}

void
add_hostile_tests (void)
{
  ADD_ROWS ("/output/html/hostile/", hostile_cases, test_hostile)
  ADD_ROWS ("/output/html/hostile-chart/", hostile_cases, test_hostile_chart)
  ADD_ROWS ("/output/html/picture/", picture_cases, test_picture)
}
