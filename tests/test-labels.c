/* Labels and sentences in three languages. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-labels-private.h"
#include "test-rows.h"

#define FIELD CERTPLAN_LANG_FIELD
#define EN CERTPLAN_LANG_EN
#define ZH CERTPLAN_LANG_ZH_CN

/* A set as a scheme has it, on top of the shipped labels. */
static CertplanLabels *
make_labels (void)
{
  CertplanLabels *labels = _certplan_labels_new (NULL);

  _certplan_labels_add (labels, "initial", "initial certification", "首次");
  _certplan_labels_add (labels, "column.issued", "Issued", "发证日期");
  _certplan_labels_add (labels, "national_day", "National Day (own)", "国庆");
  _certplan_labels_add (labels, "due", "{1} is due on {2}", "{2} 前应完成{1}");
  _certplan_labels_add (labels, "twice", "{1} and {1}, then {2}", "{1}{1}{2}");
  _certplan_labels_add (labels, "braces", "{0} {x} {} {1 {100} {3} {1}", "{1}");
  _certplan_labels_add (labels, "many", "{10}{9}{1}", "{10}{9}{1}");
  _certplan_labels_add (labels, "english_only", "only English", NULL);
  _certplan_labels_add (labels, "empty", "", "");
  return labels;
}

typedef struct
{
  const char *name;
  CertplanLang lang;
  const char *key;
  const char *text;
} LabelCase;

static const LabelCase label_cases[] = {
  /* data/labels.csv, after the State Council's notices */
  { "shipped-en", EN, "spring_festival", "Spring Festival" },
  { "shipped-zh", ZH, "spring_festival", "春节" },
  { "shipped-field", FIELD, "spring_festival", "spring_festival" },
  { "own-en", EN, "initial", "initial certification" },
  { "own-zh", ZH, "initial", "首次" },
  { "own-field", FIELD, "initial", "initial" },
  { "own-before-base", ZH, "national_day", "国庆" },
  { "unknown-en", EN, "no_such_key", "no_such_key" },
  { "unknown-zh", ZH, "no_such_key", "no_such_key" },
  { "without-chinese", ZH, "english_only", "only English" },
  { "without-any", ZH, "empty", "empty" },
};

static void
test_label (gconstpointer data)
{
  const LabelCase *row = data;
  g_autoptr (CertplanLabels) labels = make_labels ();

  g_assert_cmpstr (certplan_labels_get (labels, row->lang, row->key), ==, row->text);
}

static const LabelCase column_cases[] = {
  { "field", FIELD, "issued", "issued" },     { "en", EN, "issued", "Issued" },
  { "zh", ZH, "issued", "发证日期" },         { "unknown-field", FIELD, "no_such", "no_such" },
  { "unknown-zh", ZH, "no_such", "no_such" },
};

static void
test_column (gconstpointer data)
{
  const LabelCase *row = data;
  g_autoptr (CertplanLabels) labels = make_labels ();

  g_assert_cmpstr (_certplan_labels_get_column (labels, row->lang, row->key), ==, row->text);
}

static void
test_find (void)
{
  g_autoptr (CertplanLabels) labels = make_labels ();

  g_assert_cmpstr (_certplan_labels_find (labels, FIELD, "initial"), ==, "initial certification");
  g_assert_cmpstr (_certplan_labels_find (NULL, ZH, "qingming"), ==, "清明节");
  g_assert_null (_certplan_labels_find (labels, EN, "no_such_key"));
}

/* The set of a user's scheme over one of a shipped scheme over the shipped labels. */
static void
test_stack (void)
{
  g_autoptr (CertplanLabels) middle = make_labels ();
  g_autoptr (CertplanLabels) top = _certplan_labels_new (middle);

  _certplan_labels_add (top, "initial", "first", "第一次");
  g_clear_pointer (&middle, certplan_labels_unref); /* the top one holds it */
  g_assert_cmpstr (certplan_labels_get (top, ZH, "initial"), ==, "第一次");
  g_assert_cmpstr (certplan_labels_get (top, ZH, "national_day"), ==, "国庆");
  g_assert_cmpstr (certplan_labels_get (top, ZH, "new_year"), ==, "元旦");
  _certplan_labels_add (top, "initial", "1st", "初次");
  g_assert_cmpstr (certplan_labels_get (top, ZH, "initial"), ==, "初次");
}

static void
test_shipped_untouched (void)
{
  g_autoptr (CertplanLabels) labels = make_labels ();

  g_assert_true (certplan_labels_get_default () == certplan_labels_get_default ());
  g_assert_cmpstr (certplan_labels_get (certplan_labels_get_default (), ZH, "national_day"), ==,
                   "国庆节");
}

typedef struct
{
  const char *name;
  CertplanLang lang;
  const char *key;
  const char *arguments[10]; /* NULL-terminated */
  const char *text;
} SentenceCase;

static const SentenceCase sentence_cases[] = {
  /* the order of arguments is the language's own, and so are its blanks */
  { "en", EN, "due", { "initial", "2026-03-01" }, "initial is due on 2026-03-01" },
  { "zh", ZH, "due", { "initial", "2026-03-01" }, "2026-03-01 前应完成initial" },
  { "field-is-english", FIELD, "due", { "x", "2026-03-01" }, "x is due on 2026-03-01" },
  { "label-en", EN, "due", { CERTPLAN_LABEL "initial", "d" }, "initial certification is due on d" },
  { "label-zh", ZH, "due", { CERTPLAN_LABEL "initial", "d" }, "d 前应完成首次" },
  { "label-field",
    FIELD,
    "due",
    { CERTPLAN_LABEL "initial", "d" },
    "initial certification is due on d" },
  { "label-of-base", ZH, "due", { CERTPLAN_LABEL "new_year", "d" }, "d 前应完成元旦" },
  { "label-unknown", ZH, "due", { CERTPLAN_LABEL "no_such", "d" }, "d 前应完成no_such" },
  { "label-empty", ZH, "due", { CERTPLAN_LABEL, "d" }, "d 前应完成" },
  { "argument-twice", EN, "twice", { "a", "b" }, "a and a, then b" },
  { "argument-empty", EN, "twice", { "", "b" }, " and , then b" },
  { "argument-is-placeholder", EN, "twice", { "{2}", "b" }, "{2} and {2}, then b" },
  { "argument-missing", EN, "twice", { "a" }, "a and a, then {2}" },
  { "argument-left-over", EN, "initial", { "a" }, "initial certification" },
  { "no-arguments", ZH, "initial", { NULL }, "首次" },
  { "no-placeholders", EN, "braces", { "a", "b" }, "{0} {x} {} {1 {100} {3} a" },
  { "two-digits", EN, "many", { "1", "2", "3", "4", "5", "6", "7", "8", "9" }, "{10}91" },
  { "unknown-key", ZH, "no_such_key", { "a" }, "no_such_key" },
  { "control-characters", EN, "due", { "a\x1f\x1e\x1d\n\tb", "\x7f" }, "a     b is due on  " },
  { "list", EN, "list", { "a", CERTPLAN_LABEL "initial" }, "a, initial certification" },
  { "list-zh", ZH, "list", { "a", CERTPLAN_LABEL "initial", "b" }, "a、首次、b" },
  { "list-field-keeps-keys", FIELD, "list", { CERTPLAN_LABEL "initial", "b" }, "initial, b" },
  { "list-of-nothing", EN, "list", { NULL }, "" },
  { "argument-is-all", EN, "twice", { "{*}", "b" }, "{*} and {*}, then b" },
  { "period",
    EN,
    "due",
    { CERTPLAN_VALUE "P3M", CERTPLAN_VALUE "P1M2D" },
    "3 months is due on 1 month and 2 days" },
  { "period-zh", ZH, "due", { CERTPLAN_VALUE "P36M", "d" }, "d 前应完成36 个月" },
  { "period-field", FIELD, "due", { CERTPLAN_VALUE "P3M", "d" }, "P3M is due on d" },
  { "amount", ZH, "due", { CERTPLAN_VALUE "1000000.00", "d" }, "d 前应完成1,000,000.00" },
  { "amount-field", FIELD, "due", { CERTPLAN_VALUE "1000000.00", "d" }, "1000000.00 is due on d" },
  { "no-value", EN, "due", { CERTPLAN_VALUE "x", CERTPLAN_VALUE }, "x is due on " },
  { "chinese", ZH, "due", { "北京甲公司", "五月" }, "五月 前应完成北京甲公司" },
};

static void
test_sentence (gconstpointer data)
{
  const SentenceCase *row = data;
  const char *const *a = row->arguments;
  g_autoptr (CertplanLabels) labels = make_labels ();
  g_autofree char *sentence
      = _certplan_sentence (row->key, a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], NULL);
  g_autoptr (GString) text = g_string_new ("> ");
  g_autofree char *wanted = g_strconcat ("> ", row->text, NULL);

  _certplan_labels_append_sentence (labels, row->lang, sentence, text);
  g_assert_cmpstr (text->str, ==, wanted);
}

static void
test_plain_sentence (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  _certplan_labels_append_sentence (NULL, ZH, "initial {1} 100%", text);
  _certplan_labels_append_sentence (NULL, ZH, "", text);
  g_assert_cmpstr (text->str, ==, "initial {1} 100%");
}

/* Several sentences in one cell, and a cell that is a value alone. */
static void
test_several_sentences (void)
{
  g_autoptr (CertplanLabels) labels = make_labels ();
  g_autofree char *first = _certplan_sentence ("initial", NULL);
  g_autofree char *second = _certplan_sentence ("twice", "a", "b", NULL);
  g_autofree char *both = g_strconcat (first, second, NULL);
  g_autofree char *period = _certplan_argument_period (&(CertplanPeriod){ .months = 1 });
  g_autofree char *money = _certplan_argument_money (123456789);
  g_autoptr (GString) text = g_string_new (NULL);

  _certplan_labels_append_sentence (labels, EN, both, text);
  g_string_append_c (text, '|');
  _certplan_labels_append_sentence (labels, ZH, both, text);
  g_string_append_c (text, '|');
  _certplan_labels_append_sentence (labels, EN, period, text);
  _certplan_labels_append_sentence (labels, EN, money, text);
  g_assert_cmpstr (text->str, ==,
                   "initial certification; a and a, then b|首次；aab|1 month1,234,567.89");
}

static gpointer
read_default (gpointer unused)
{
  return (gpointer)certplan_labels_get (certplan_labels_get_default (), ZH, "labour_day");
}

static void
test_threads (void)
{
  GThread *threads[8];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new (NULL, read_default, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_cmpstr (g_thread_join (threads[i]), ==, "劳动节");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/labels/threads", test_threads); /* first: they load the shipped set */
  ADD_ROWS ("/labels/get/", label_cases, test_label);
  ADD_ROWS ("/labels/column/", column_cases, test_column);
  g_test_add_func ("/labels/find", test_find);
  g_test_add_func ("/labels/stack", test_stack);
  g_test_add_func ("/labels/shipped-untouched", test_shipped_untouched);
  ADD_ROWS ("/labels/sentence/", sentence_cases, test_sentence);
  g_test_add_func ("/labels/sentence/plain", test_plain_sentence);
  g_test_add_func ("/labels/sentence/several", test_several_sentences);
  return g_test_run ();
}
