/* Results as a page: what stands in it, that nothing can break out of it, that it needs nothing.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-output-html.h"

#define NONE CERTPLAN_LANG_FIELD

static CellRow cells[] = {
  { "A-1", "北京甲公司", "on_time", 20679, 20513, 6300000, 26, 250000, { 3, 0, 0 }, NULL },
  { NULL, NULL, NULL, NO_DATE, NO_DATE, NO_MONEY, NO_INT, NO_INT, NO_PERIOD, NULL },
  { "<b>&\"'", "", "late", NO_DATE, NO_DATE, -5, -7, -1, { 0, 10, 0 }, NULL },
};

typedef struct
{
  const char *name;
  CertplanLang lang;
  gboolean has_title;
  const char *begins; /* from the root element on */
  const char *body;   /* from the header on, up to the foot */
} PageCase;

#define HEADS_EN                                                                                   \
  "<tr><th scope=\"col\">case</th><th scope=\"col\">organization</th><th scope=\"col\">state</th>" \
  "<th scope=\"col\">due</th><th scope=\"col\">month</th><th scope=\"col\" class=\"n\">amount "    \
  "(yuan)</th><th scope=\"col\" class=\"n\">days</th><th scope=\"col\" class=\"n\">share</th><th " \
  "scope=\"col\">length</th></tr>\n"
#define HEADS_ZH                                                                                         \
  "<tr><th scope=\"col\">案件</th><th scope=\"col\">企业名称</th><th scope=\"col\">状态</th>"    \
  "<th scope=\"col\">截止日</th><th scope=\"col\">月份</th><th scope=\"col\" class=\"n\">金额"    \
  "（元）</th><th scope=\"col\" class=\"n\">天数</th><th scope=\"col\" class=\"n\">占比</th><th " \
  "scope=\"col\">时长</th></tr>\n"
#define ROWS(on_time, late, months, days)                                                          \
  "<tr><td class=\"i\">A-1</td><td>北京甲公司</td><td class=\"k\">" on_time                        \
  "</td><td><time datetime=\"2026-08-14\">2026-08-14</time></td><td><time "                        \
  "datetime=\"2026-03\">2026-03</time></td><td class=\"n\"><data "                                 \
  "value=\"63000.00\">63,000.00</data></td><td class=\"n\">26</td><td class=\"n\"><data "          \
  "value=\"0.25\">25 %</data></td><td class=\"k\"><data value=\"P3M\">" months "</data></td></tr>" \
  "\n<tr><td></td><td></td><td class=\"k\"></td><td></td><td></td><td class=\"n\"></td><td "       \
  "class=\"n\"></td><td class=\"n\"></td><td class=\"k\"></td></tr>\n"                             \
  "<tr><td>&lt;b&gt;&amp;&quot;&#39;</td><td></td><td class=\"k\">" late                           \
  "</td><td></td><td></td><td class=\"n\"><data value=\"-0.05\">-0.05</data></td><td "             \
  "class=\"n\">-7</td><td class=\"n\"><data value=\"-0.000001\">-0.0001 %</data></td><td "         \
  "class=\"k\"><data value=\"P10D\">" days "</data></td></tr>\n"
#define TABLE(label, caption, heads, rows)                                                         \
  "<section id=\"table-fees\">\n<div class=\"scroll\" role=\"region\" tabindex=\"0\" "             \
  "aria-label=\"" label "\">\n<table>\n" caption "<thead>\n" heads "</thead>\n<tbody>\n" rows      \
  "</tbody>\n</table>\n</div>\n</section>\n"

/* The column without a cell in any row is left out; a page of one table has no list of contents. */
static const PageCase page_cases[] = {
  { "english", CERTPLAN_LANG_EN, FALSE, "<html lang=\"en\">",
    "<h1>Fees</h1>\n</header>\n" TABLE (
        "Fees", "<caption class=\"same\"><span>Fees</span></caption>\n", HEADS_EN,
        ROWS ("on time", "late", "3 months", "10 days")) },
  { "no-language-is-english", NONE, FALSE, "<html lang=\"en\">",
    "<h1>Fees</h1>\n</header>\n" TABLE (
        "Fees", "<caption class=\"same\"><span>Fees</span></caption>\n", HEADS_EN,
        ROWS ("on time", "late", "3 months", "10 days")) },
  { "chinese-with-titles", ZH, TRUE, "<html lang=\"zh-CN\">",
    "<h1>&lt;甲&gt;的费用</h1>\n<p class=\"sub\">按协议</p>\n</header>\n" TABLE (
        "费用", "<caption class=\"same\"><span>&lt;甲&gt;的费用</span></caption>\n", HEADS_ZH,
        ROWS ("按期", "逾期", "3 个月", "10 天")) },
};

/* What @text holds from @from on, up to @to. */
static char *
cut (const char *text, const char *from, const char *to)
{
  const char *start = strstr (text, from), *end = start != NULL ? strstr (start, to) : NULL;

  return end != NULL ? g_strndup (start, end - start) : g_strdup ("");
}

static void
test_page (gconstpointer data)
{
  const PageCase *row = data;
  CertplanTable *table = MAKE_CELLS ("fees", cells, 3);
  Folder folder;

  if (row->has_title)
    _certplan_table_set_title (table, say ("test.title", "<甲>", NULL),
                               say ("test.subtitle", NULL, NULL));
  open_folder (&folder);
  g_autofree char *text = write_table (&folder, table, "t.html", row->lang);
  g_autofree char *body = cut (text, "<h1>", "<footer>");
  g_assert_true (g_str_has_prefix (text, "<!DOCTYPE html>\n<html lang="));
  g_assert_nonnull (strstr (text, row->begins));
  g_assert_cmpstr (body, ==, row->body);
  close_folder (&folder);
}

/* Fees, two lists (one without a line), and a chart that is nothing but drawn. */
static CertplanTables *
make_result (void)
{
  static const TextRow no_rows[1];
  static TextRow notes[1];
  CertplanTables *tables = certplan_tables_new ();
  CertplanTable *fees = MAKE_CELLS ("fees", cells, 1), *chart = make_plan ();

  notes[0].text = say ("fee.reason", CERTPLAN_LABEL "document", "<4>");
  _certplan_table_set_title (fees, say ("test.title", "甲", NULL), NULL);
  certplan_tables_take (tables, fees);
  certplan_tables_take (tables, MAKE_TEXTS ("hints", sentence_columns, no_rows, 0));
  certplan_tables_take (tables, MAKE_TEXTS ("empty", text_columns, no_rows, 0));
  certplan_tables_take (tables, MAKE_TEXTS ("notes", sentence_columns, notes, 1));
  _certplan_table_set_drawn_only (chart);
  certplan_tables_take (tables, chart);
  return tables;
}

/* Every place is found behind the one before it. */
static void
assert_order (const char *text, const char *const *places)
{
  for (; *places != NULL; places++)
    {
      const char *found = strstr (text, *places);
      if (found == NULL)
        g_test_message ("missing, or in the wrong place: %s", *places);
      g_assert_nonnull (found);
      text = found != NULL ? found : text;
    }
}

static void
test_whole_result (void)
{
  static const char *const places[] = {
    "<h1>Fees of 甲</h1>",
    "<nav aria-label=\"Contents\">\n<ul>\n<li><a href=\"#chart-gantt\">",
    "<li><a href=\"#table-fees\">Fees</a></li>\n<li><a href=\"#table-empty\">",
    "<li><a href=\"#table-notes\">Notes</a></li>\n</ul>\n</nav>",
    "<figure id=\"chart-gantt\">",
    "<section id=\"table-fees\">\n<h2>Fees</h2>",
    "<section id=\"table-empty\">",
    "<p class=\"none\">(no rows)</p>\n</section>",
    "<section id=\"table-notes\">\n<h2>Notes</h2>\n<ul>\n<li>fee rules, clause "
    "&lt;4&gt;</li>\n</ul>\n</section>",
    "<footer>\n<p>As of 2026-11-02</p>\n<p>SHA-256 of the rules in use: 0af1</p>\n</footer>\n"
    "</main>\n</body>\n</html>\n",
    NULL,
  };
  g_autoptr (CertplanTables) tables = make_result ();
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();
  Folder folder;

  open_folder (&folder);
  certplan_targets_set_as_of (targets, certplan_date_new (2026, 11, 2));
  certplan_targets_set_digest (targets, "0af1");
  g_autofree char *text = write_page (&folder, tables, targets, NULL);
  assert_order (text, places);
  g_assert_null (strstr (text, "table-hints"));
  close_folder (&folder);
}

typedef struct
{
  const char *name;
  const char *table;
  const char *has;
  const char *lacks;
} NamedCase;

static const NamedCase named_cases[] = {
  { "table", "fees", "<section id=\"table-fees\">\n<div", "<figure" },
  { "list-without-lines", "hints", "<section id=\"table-hints\">\n<p class=\"none\">(no rows)</p>",
    "<figure" },
  { "chart-with-its-rows", "gantt", "<section id=\"table-gantt\">\n<figure id=\"chart-gantt\">",
    "table-fees" },
};

static void
test_named (gconstpointer data)
{
  const NamedCase *row = data;
  g_autoptr (CertplanTables) tables = make_result ();
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();
  Folder folder;

  open_folder (&folder);
  g_autofree char *text = write_page (&folder, tables, targets, row->table);
  g_assert_nonnull (strstr (text, row->has));
  g_assert_null (strstr (text, row->lacks));
  g_assert_null (strstr (text, "<nav"));
  g_assert_null (strstr (text, "<footer"));
  close_folder (&folder);
}

static void
test_no_tables (void)
{
  g_autoptr (CertplanTables) tables = certplan_tables_new ();
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();
  Folder folder;

  open_folder (&folder);
  g_autofree char *text = write_page (&folder, tables, targets, NULL);
  g_assert_nonnull (strstr (text, "<h1>certplan</h1>\n</header>\n</main>\n</body>\n</html>\n"));
  close_folder (&folder);
}

/* Two charts on one page: no id twice, and what refers to one finds it; no address of anything
 * outside, no script, no handler; and all of it is XML, as another program reads it. */
static const char page_script[]
    = "import re, sys, xml.etree.ElementTree as tree\n"
      "text = open(sys.argv[1], encoding='utf-8').read()\n"
      "root = tree.fromstring(text)\n"
      "ids, refs, faults = [], [], []\n"
      "for e in root.iter():\n"
      "    faults += [e.tag] * (e.tag in ('script', 'iframe', 'object', 'link', 'img', 'base'))\n"
      "    for k, v in e.attrib.items():\n"
      "        ids += [v] * (k == 'id')\n"
      "        refs += re.findall(r'#([^)]*)', v) if k == 'href' or 'url(' in v else []\n"
      "        faults += [k] * (k.startswith('on') or k in ('src', 'style', 'srcset'))\n"
      "        faults += [v] * (k == 'href' and not v.startswith('#'))\n"
      "faults += re.findall(r'https?:|@import|url\\((?!#)', text)\n"
      "faults += [i for i in ids if ids.count(i) > 1] + [r for r in refs if r not in ids]\n"
      "charts = [e for e in root.iter('svg')]\n"
      "faults += ['charts'] * (len(charts) != int(sys.argv[2]))\n"
      "for e in charts:\n"
      "    faults += ['label'] * (not e.get('aria-label') or e.get('role') != 'img')\n"
      "    faults += ['size'] * (not e.get('viewBox') or 'width' in e.attrib)\n"
      "print(faults)\n"
      "sys.exit(len(faults) > 0)\n";

static void
assert_page (const Folder *folder, const char *n_charts)
{
  g_autofree char *path = in_folder (folder, "t.html");
  const char *argv[] = { "/usr/bin/python3", "-c", page_script, path, n_charts, NULL };
  g_autofree char *out = NULL, *err = NULL;
  int status = 0;

  if (!g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, &err, &status,
                     NULL))
    {
      g_test_skip ("/usr/bin/python3 is missing");
      return;
    }
  if (status != 0)
    g_test_message ("%s %s", out, err);
  g_assert_cmpint (status, ==, 0);
}

static void
test_two_charts (void)
{
  g_autoptr (CertplanTables) tables = make_charts ("受理审查");
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();
  Folder folder;

  if (skip_without_gnuplot ())
    return;
  open_folder (&folder);
  g_autofree char *text = write_page (&folder, tables, targets, NULL);
  assert_page (&folder, "2");
  g_assert_nonnull (strstr (text, "<section id=\"table-other\">\n<h2>other</h2>"));
  g_assert_nonnull (strstr (text, "font-family=\"Noto Sans CJK SC,Microsoft YaHei,PingFang "
                                  "SC,WenQuanYi Micro Hei,sans-serif\""));
  g_assert_null (strstr (text, "Gnuplot"));
  close_folder (&folder);
}

/* The picture has the page's title, which stands once, and says more of itself than the table. */
static void
test_own_subtitle (void)
{
  static const TextRow rows[] = { { "x" } };
  static const GanttRow lines[] = { { "bar", "work", NULL, 20513, 20540, 27 } };
  g_autoptr (CertplanTables) tables = certplan_tables_new ();
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();
  CertplanTable *first = MAKE_TEXTS ("first", text_columns, rows, 1);
  CertplanTable *drawn = make_gantt (lines, 1, "plan", "as of today; *: assumed");
  Folder folder;

  if (skip_without_gnuplot ())
    return;
  open_folder (&folder);
  _certplan_table_set_title (first, "plan", "as of today");
  _certplan_table_set_drawn_only (drawn);
  certplan_tables_take (tables, first);
  certplan_tables_take (tables, drawn);
  g_autofree char *text = write_page (&folder, tables, targets, NULL);
  g_assert_nonnull (strstr (text, "<figcaption>\n<p class=\"sub\">as of today; *: assumed</p>"));
  g_assert_null (strstr (text, "<h2>plan</h2>"));
  close_folder (&folder);
}

/* The page is written even so, says what is missing, and the caller learns of it. */
static void
test_without_gnuplot (void)
{
  g_autoptr (CertplanTables) tables = make_charts ("受理审查");
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();
  g_autofree char *kept_path = g_strdup (g_getenv ("PATH"));
  Folder folder;

  open_folder (&folder);
  g_setenv ("PATH", folder.path, TRUE);
  g_autofree char *text = write_page (&folder, tables, targets, NULL);
  g_setenv ("PATH", kept_path, TRUE);
  assert_page (&folder, "0");
  g_assert_nonnull (strstr (
      text, "<figure id=\"chart-gantt\">\n<figcaption>\n<h2>受理审查</h2>\n<p "
            "class=\"sub\">受理审查</p>\n</figcaption>\n<p class=\"missing\">The chart is"));
  g_assert_nonnull (
      strstr (text, "<figure id=\"chart-other\">\n<p class=\"missing\">The chart is missing"));
  g_assert_cmpuint (certplan_targets_get_n_warnings (targets), ==, 2);
  g_assert_nonnull (strstr (certplan_targets_get_warning (targets, 0), "/t.html: charts need"));
  close_folder (&folder);
}

typedef struct
{
  const char *name;
  gboolean breaks_off;
} WalkCase;

/* Rows flow: one walk for the rows, and one that ends with the first row of which all is known. */
static const WalkCase walk_cases[] = { { "flows", FALSE }, { "breaks-off", TRUE } };

typedef struct
{
  guint n_opened;
  guint n_rows;
  guint fails_at;
} Flow;

typedef struct
{
  Flow *flow;
  guint row;
} FlowWalk;

static gpointer
open_flow (gconstpointer data)
{
  FlowWalk *walk = g_new0 (FlowWalk, 1);

  walk->flow = (Flow *)data;
  walk->flow->n_opened++;
  return walk;
}

static gboolean
next_flow (gpointer state, GError **error)
{
  FlowWalk *walk = state;

  if (++walk->row == walk->flow->fails_at)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "broken off");
      return FALSE;
    }
  walk->flow->n_rows++;
  return walk->row <= 1000;
}

static void
get_flow (gpointer state, guint column, CertplanValue *value)
{
  *value = (CertplanValue){ "x", G_MININT64, NO_PERIOD };
}

static void
test_walk (gconstpointer data)
{
  static const CertplanTableSource source = { open_flow, next_flow, get_flow, g_free, NULL };
  const WalkCase *row = data;
  Flow flow = { .fails_at = row->breaks_off ? 700 : 0 };
  g_autoptr (CertplanTables) tables = certplan_tables_new ();
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();
  g_autoptr (GError) error = NULL;
  Folder folder;

  open_folder (&folder);
  certplan_tables_take (tables, _certplan_table_new ("t", text_columns, 1, &source, &flow, NULL));
  add_target (targets, &folder, NULL, "t.html");
  g_assert_cmpint (certplan_write_outputs (tables, targets, NULL, &error), ==, !row->breaks_off);
  g_assert_cmpint (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA), ==,
                   row->breaks_off);
  g_assert_cmpuint (flow.n_opened, ==, 2);
  g_assert_cmpuint (flow.n_rows, ==, row->breaks_off ? 700 : 1002);
  g_autofree char *names = list_folder (&folder);
  g_assert_cmpstr (names, ==, row->breaks_off ? "" : "t.html");
  close_folder (&folder);
}

/* What browsers are told before anything else: the encoding, and to fetch and run nothing. */
static void
test_head (void)
{
  static const char *const places[] = {
    "<head>\n<meta charset=\"utf-8\" />\n",
    "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:;",
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />",
    "<title>Fees</title>\n<style>\n",
    "@media print",
    "@page { size: A4 landscape;", /* what has many columns is cut off on an upright sheet */
    "table { width: auto; max-width: 100%;",
    "table.many { font-size:",
    "table.most { font-size:",
    "display: table-header-group",
    "overflow-wrap: anywhere",
    ".scroll { overflow: visible;",
    "</style>\n</head>\n<body>",
    NULL,
  };
  Folder folder;

  open_folder (&folder);
  g_autofree char *text = write_table (&folder, MAKE_CELLS ("fees", cells, 3), "t.html", EN);
  g_autofree char *again = write_table (&folder, MAKE_CELLS ("fees", cells, 3), "t.html", EN);
  assert_order (text, places);
  g_assert_cmpstr (text, ==, again);
  assert_page (&folder, "0");
  close_folder (&folder);
}

/* A table of ten columns is set smaller on paper; one of nine was seen above. */
static void
test_many_columns (void)
{
  CellRow row = { "A-1", "x", "late", 20679, 20513, 1, 2, 3, { 3, 0, 0 }, "note" };
  Folder folder;

  open_folder (&folder);
  g_autofree char *text = write_table (&folder, MAKE_CELLS ("fees", &row, 1), "t.html", EN);
  g_assert_nonnull (strstr (text, "\n<table class=\"many\">\n"));
  close_folder (&folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  ADD_ROWS ("/output/html/page/", page_cases, test_page)
  ADD_ROWS ("/output/html/named/", named_cases, test_named)
  ADD_ROWS ("/output/html/walk/", walk_cases, test_walk)
  g_test_add_func ("/output/html/whole-result", test_whole_result);
  g_test_add_func ("/output/html/no-tables", test_no_tables);
  g_test_add_func ("/output/html/two-charts", test_two_charts);
  g_test_add_func ("/output/html/own-subtitle", test_own_subtitle);
  g_test_add_func ("/output/html/without-gnuplot", test_without_gnuplot);
  g_test_add_func ("/output/html/head", test_head);
  g_test_add_func ("/output/html/many-columns", test_many_columns);
  add_hostile_tests ();
  return g_test_run ();
}
