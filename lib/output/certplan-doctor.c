/* What this machine has beside certplan, and how to get the rest. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "certplan-doctor.h"
#include "certplan-chart-private.h"
#include "certplan-date-private.h"
#include "certplan-table-private.h"
#include <locale.h>
#ifdef HAVE_XLSXWRITER
#include <xlsxwriter.h>
#endif

#define CATALOGUE LOCALEDIR "/zh_CN/LC_MESSAGES/" GETTEXT_PACKAGE ".mo"
#define CHINESE_LOCALE "zh_CN.UTF-8"

/* A row; the keys are static. */
typedef struct
{
  const char *item;
  const char *state;
  char *found;  /* owned; NULL = nothing was */
  char *use;    /* owned */
  char *remedy; /* owned; NULL where nothing is missing */
} Finding;

static const CertplanColumn finding_columns[] = {
  CERTPLAN_RESULT_COLUMN (Finding, item, CHOICE),
  CERTPLAN_RESULT_COLUMN (Finding, state, CHOICE),
  CERTPLAN_RESULT_COLUMN (Finding, found, SENTENCE),
  CERTPLAN_RESULT_COLUMN (Finding, use, SENTENCE),
  CERTPLAN_RESULT_COLUMN (Finding, remedy, SENTENCE),
};

typedef struct
{
  GArray *findings;
  guint n_missing;
  GCancellable *cancellable;
} Doctor;

static void
clear_finding (gpointer data)
{
  Finding *finding = data;

  g_free (finding->found);
  g_free (finding->use);
  g_free (finding->remedy);
}

/* @item: a label key; what it is for and how to get it are labels too. @found: (transfer full)
 * (nullable): a sentence */
static void
add (Doctor *doctor, const char *item, gboolean is_there, char *found)
{
  g_autofree char *use = g_strconcat ("use.", item, NULL);
  g_autofree char *remedy = g_strconcat ("remedy.", item, NULL);
  const Finding finding = {
    .item = item,
    .state = is_there ? "ok" : "absent",
    .found = found,
    .use = _certplan_sentence (use, NULL),
    .remedy = is_there ? NULL : _certplan_sentence (remedy, NULL),
  };

  g_array_append_val (doctor->findings, finding);
  doctor->n_missing += !is_there;
}

static void
add_gnuplot (Doctor *doctor)
{
  static const struct
  {
    const char *item;
    const char *terminal;
  } pictures[] = {
    { "pictures_png", "pngcairo" },
    { "pictures_svg", "svg" },
    { "pictures_pdf", "pdfcairo" },
  };
  char *version = _certplan_chart_ask_version (doctor->cancellable);

  add (doctor, "charts", version != NULL, version);
  for (gsize i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      const char *terminal = pictures[i].terminal;
      const gboolean is_there = _certplan_chart_ask_terminal (terminal, doctor->cancellable);
      add (doctor, pictures[i].item, is_there,
           is_there ? _certplan_sentence ("found.terminal", terminal, NULL) : NULL);
    }
}

/* The family may be there and lack Chinese: then it is what charts get. */
static void
add_font (Doctor *doctor)
{
  CertplanChineseFont chinese;
  g_autofree char *family = _certplan_chart_find_family (&chinese, doctor->cancellable);

  add (doctor, "chinese_font", chinese == CERTPLAN_CHINESE_FONT_FOUND,
       chinese == CERTPLAN_CHINESE_FONT_FOUND ? g_steal_pointer (&family)
       : chinese == CERTPLAN_CHINESE_FONT_MISSING
           ? _certplan_sentence ("found.latin_font", family, NULL)
           : _certplan_sentence ("found.no_fontconfig", NULL));
}

/* What certplan was built with. */
static void
add_built (Doctor *doctor)
{
#ifdef HAVE_XLSXWRITER
  add (doctor, "xlsx", TRUE, g_strconcat ("libxlsxwriter ", lxw_version (), NULL));
#else
  add (doctor, "xlsx", FALSE, NULL);
#endif
  add (doctor, "html", TRUE, _certplan_sentence ("found.built_in", NULL));
#ifdef HAVE_LIBICAL
  add (doctor, "import_ics", TRUE, g_strdup ("libical"));
#else
  add (doctor, "import_ics", FALSE, NULL);
#endif
#ifdef HAVE_JSON_GLIB
  add (doctor, "import_json", TRUE, g_strdup ("json-glib"));
#else
  add (doctor, "import_json", FALSE, NULL);
#endif
}

static void
add_messages (Doctor *doctor)
{
  const gboolean is_there = g_file_test (CATALOGUE, G_FILE_TEST_IS_REGULAR);
  const locale_t locale = newlocale (LC_ALL_MASK, CHINESE_LOCALE, (locale_t)0);

  add (doctor, "chinese_messages", is_there, is_there ? g_strdup (CATALOGUE) : NULL);
  add (doctor, "chinese_locale", locale != (locale_t)0,
       locale != (locale_t)0 ? g_strdup (CHINESE_LOCALE) : NULL);
  if (locale != (locale_t)0)
    freelocale (locale);
}

static void
add_calendar (Doctor *doctor, const CertplanWorkcal *workcal, CertplanDate as_of)
{
  g_autofree char *published = certplan_date_format (certplan_workcal_get_last_published (workcal));
  g_autofree char *known = certplan_date_format (certplan_workcal_get_last (workcal));
  const gint year = _certplan_date_get_year (as_of);

  add (doctor, "working_days",
       certplan_workcal_get_coverage (workcal, year) == CERTPLAN_WORKCAL_PUBLISHED,
       _certplan_sentence ("found.calendar", published, known, NULL));
}

CertplanTables *
certplan_doctor_dup_tables (CertplanWorkcal *workcal, CertplanDate as_of, guint *out_n_missing,
                            GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (workcal != NULL && as_of != CERTPLAN_DATE_NONE, NULL);
  g_autofree char *title = _certplan_sentence ("title.doctor", NULL);
  Doctor doctor = { g_array_new (FALSE, FALSE, sizeof (Finding)), 0, cancellable };

  g_array_set_clear_func (doctor.findings, clear_finding);
  add_gnuplot (&doctor);
  add_font (&doctor);
  add_built (&doctor);
  add_messages (&doctor);
  add_calendar (&doctor, workcal, as_of);
  CertplanTable *table = _certplan_table_new_array (
      "doctor", finding_columns, G_N_ELEMENTS (finding_columns), doctor.findings, NULL, NULL);
  _certplan_table_set_title (table, title, NULL);
  CertplanTables *tables = certplan_tables_new ();
  certplan_tables_take (tables, table);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    {
      certplan_tables_unref (tables);
      return NULL;
    }
  if (out_n_missing != NULL)
    *out_n_missing = doctor.n_missing;
  return tables;
}
