/* The qualifications that the rules know: all, or those of a line of business.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-nearest-private.h"
#include "certplan-private.h"
#include "certplan-rulebook-tables-private.h"
#include <string.h>

typedef struct
{
  const char *qualification;
  char *name;                /* a sentence */
  char *level_name;          /* a sentence; NULL = the level has none */
  const char *levels;        /* lowest, highest */
  gint fees, limits, stages; /* how many rows are published */
  char *kinds;               /* a sentence */
} ListLine;

static const CertplanColumn list_columns[] = {
  CERTPLAN_RESULT_COLUMN (ListLine, qualification, QUALIFICATION),
  CERTPLAN_RESULT_COLUMN (ListLine, name, SENTENCE),
  CERTPLAN_RESULT_COLUMN (ListLine, level_name, SENTENCE),
  CERTPLAN_RESULT_COLUMN (ListLine, levels, CHOICE),
  CERTPLAN_RESULT_COLUMN (ListLine, fees, INT),
  CERTPLAN_RESULT_COLUMN (ListLine, limits, INT),
  CERTPLAN_RESULT_COLUMN (ListLine, stages, INT),
  CERTPLAN_RESULT_COLUMN (ListLine, kinds, SENTENCE),
};
static const CertplanTableInfo list_info = _CERTPLAN_TABLE_INFO ("qualifications", list_columns);

static void
list_line_clear (gpointer data)
{
  ListLine *line = data;
  g_free (line->name);
  g_free (line->level_name);
  g_free (line->kinds);
}

static gint
count_rows (CertplanRulebook *rulebook, CertplanRulesTable which, guint handle)
{
  guint n_rows;
  _certplan_rulebook_get_rows (rulebook, which, handle, &n_rows);
  return n_rows;
}

/* "lowest" or "highest" where the level is an end of its ladder, for ladders differ in direction.
 */
static const char *
describe_end (const CertplanQualificationPlace *place)
{
  if (place->rank == 0)
    return "lowest";
  return place->category->levels[place->rank + 1] == NULL ? "highest" : NULL;
}

static char *
dup_level_name (const CertplanRulebook *rulebook, const CertplanQualificationPlace *place)
{
  g_autofree char *key = g_strconcat (CERTPLAN_LABEL "level.", place->scheme->name, "/",
                                      place->category->levels[place->rank], NULL);
  const char *name
      = _certplan_labels_find (rulebook->labels, CERTPLAN_LANG_EN, key + strlen (CERTPLAN_LABEL));
  return name != NULL ? _certplan_sentence ("label_plain", key, NULL) : NULL;
}

static char *
dup_kinds (const CertplanScheme *scheme)
{
  g_autoptr (GPtrArray) kinds = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < scheme->kinds->len; i++)
    g_ptr_array_add (
        kinds,
        g_strconcat (CERTPLAN_LABEL, g_array_index (scheme->kinds, CertplanKind, i).name, NULL));
  g_ptr_array_add (kinds, NULL);
  return _certplan_sentencev ("list", (const char *const *)kinds->pdata);
}

static ListLine
make_list_line (CertplanRulebook *rulebook, guint handle)
{
  const CertplanQualificationPlace *place = _certplan_rulebook_get_place (rulebook, handle);
  CertplanNameParts name = _certplan_rulebook_get_name_parts (rulebook, handle);
  return (ListLine){
    .qualification = certplan_rulebook_get_qualification (rulebook, handle),
    .name = _certplan_sentence ("qualification_name", name.scheme, name.category, name.level, NULL),
    .level_name = dup_level_name (rulebook, place),
    .levels = describe_end (place),
    .fees = count_rows (rulebook, CERTPLAN_RULES_TARIFF, handle),
    .limits = count_rows (rulebook, CERTPLAN_RULES_PERIODS, handle),
    .stages = count_rows (rulebook, CERTPLAN_RULES_STAGES, handle),
    .kinds = dup_kinds (place->scheme),
  };
}

static GArray *
new_list_lines (void)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (ListLine));
  g_array_set_clear_func (lines, list_line_clear);
  return lines;
}

CertplanTables *
certplan_rulebook_dup_list (CertplanRulebook *rulebook)
{
  GArray *lines = new_list_lines ();
  for (guint handle = 1; handle < rulebook->identifiers->len; handle++)
    {
      ListLine line = make_list_line (rulebook, handle);
      g_array_append_val (lines, line);
    }
  CertplanTables *tables = certplan_tables_new ();
  certplan_tables_take (tables, _certplan_rulebook_make_table (rulebook, &list_info, lines));
  return tables;
}

typedef struct
{
  const char *industry, *aliases, *source, *clause;
  char *title, *category; /* sentences */
} IndustryLine;

static const CertplanColumn industry_columns[] = {
  CERTPLAN_RESULT_COLUMN (IndustryLine, industry, ID),
  CERTPLAN_RESULT_COLUMN (IndustryLine, title, SENTENCE),
  CERTPLAN_RESULT_COLUMN (IndustryLine, category, SENTENCE),
  CERTPLAN_RESULT_COLUMN (IndustryLine, aliases, NOTE),
  CERTPLAN_RESULT_COLUMN (IndustryLine, source, TEXT),
  CERTPLAN_RESULT_COLUMN (IndustryLine, clause, TEXT),
};

static void
industry_line_clear (gpointer data)
{
  IndustryLine *line = data;
  g_free (line->title);
  g_free (line->category);
}

/* @industries: of CertplanIndustry. */
static CertplanTable *
make_industries (CertplanRulebook *rulebook, const GPtrArray *industries)
{
  static const CertplanTableInfo info = _CERTPLAN_TABLE_INFO ("industries", industry_columns);
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (IndustryLine));
  g_array_set_clear_func (lines, industry_line_clear);
  for (guint i = 0; i < industries->len; i++)
    {
      const CertplanIndustry *industry = g_ptr_array_index (industries, i);
      g_autofree char *title = g_strconcat (CERTPLAN_LABEL, _CERTPLAN_INDUSTRY_LABEL,
                                            industry->scheme, "/", industry->industry, NULL);
      g_autofree char *category = g_strconcat (CERTPLAN_LABEL "category.", industry->scheme, "/",
                                               industry->category, NULL);
      const IndustryLine line = {
        .industry = industry->industry,
        .aliases = industry->aliases,
        .source = industry->source,
        .clause = industry->clause,
        .title = _certplan_sentence ("label_plain", title, NULL),
        .category = _certplan_sentence ("label_plain", category, NULL),
      };
      g_array_append_val (lines, line);
    }
  return _certplan_rulebook_make_table (rulebook, &info, lines);
}

/* Whether the industry's key, title or another of its names is @text, ASCII letters of any case. */
static gboolean
is_called (const CertplanIndustry *industry, const char *text)
{
  const char *const names[] = { industry->industry, industry->title, industry->title_zh };
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i] != NULL && g_ascii_strcasecmp (names[i], text) == 0)
      return TRUE;
  g_auto (GStrv) aliases = g_strsplit (industry->aliases != NULL ? industry->aliases : "", "|", -1);
  for (char **alias = aliases; *alias != NULL; alias++)
    if (g_ascii_strcasecmp (g_strstrip (*alias), text) == 0)
      return TRUE;
  return FALSE;
}

/* All of them: nobody can guess the words of a document. */
static void
append_industries (const CertplanRulebook *rulebook, GString *out)
{
  for (guint i = 0; i < rulebook->industries->len; i++)
    {
      const CertplanIndustry *industry = &g_array_index (rulebook->industries, CertplanIndustry, i);
      g_string_append_printf (out, "%s%s", i > 0 ? ", " : "", industry->industry);
      if (industry->title_zh != NULL)
        g_string_append_printf (out, " (%s)", industry->title_zh);
    }
}

static void
set_unknown_industry (const CertplanRulebook *rulebook, const char *text, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GString) near = g_string_new (NULL);
  for (guint i = 0; i < rulebook->industries->len; i++)
    {
      const CertplanIndustry *industry = &g_array_index (rulebook->industries, CertplanIndustry, i);
      const char *const own[] = { industry->industry, industry->title_zh };
      for (gsize n = 0; n < G_N_ELEMENTS (own); n++)
        if (own[n] != NULL)
          g_ptr_array_add (names, (gpointer)own[n]);
    }
  _certplan_append_nearest (near, text, (const char *const *)names->pdata, names->len);
  if (near->len == 0)
    append_industries (rulebook, near);
  g_set_error (error, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_UNKNOWN_INDUSTRY,
               _ ("unknown line of business \"%s\"; wanted %s"), text, near->str);
}

static gboolean
is_of_category (const CertplanIndustry *industry, const CertplanQualificationPlace *place)
{
  return g_str_equal (industry->scheme, place->scheme->name)
         && g_str_equal (industry->category, place->category->name);
}

/* The qualifications of every category that one of @industries belongs to. */
static GArray *
list_of_industries (CertplanRulebook *rulebook, const GPtrArray *industries)
{
  GArray *lines = new_list_lines ();
  for (guint handle = 1; handle < rulebook->identifiers->len; handle++)
    {
      gboolean is_found = FALSE;
      for (guint i = 0; i < industries->len && !is_found; i++)
        is_found = is_of_category (g_ptr_array_index (industries, i),
                                   _certplan_rulebook_get_place (rulebook, handle));
      if (!is_found)
        continue;
      ListLine line = make_list_line (rulebook, handle);
      g_array_append_val (lines, line);
    }
  return lines;
}

CertplanTables *
certplan_rulebook_dup_industry (CertplanRulebook *rulebook, const char *industry, GError **error)
{
  g_return_val_if_fail (rulebook != NULL && industry != NULL, NULL);

  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autofree char *text = g_strstrip (g_strdup (industry));
  for (guint i = 0; i < rulebook->industries->len; i++)
    if (is_called (&g_array_index (rulebook->industries, CertplanIndustry, i), text))
      g_ptr_array_add (found, &g_array_index (rulebook->industries, CertplanIndustry, i));
  if (found->len == 0)
    {
      set_unknown_industry (rulebook, industry, error);
      return NULL;
    }
  CertplanTables *tables = certplan_tables_new ();
  GArray *lines = list_of_industries (rulebook, found);
  certplan_tables_take (tables, _certplan_rulebook_make_table (rulebook, &list_info, lines));
  certplan_tables_take (tables, make_industries (rulebook, found));
  return tables;
}

CertplanTable *
_certplan_rulebook_make_industries (CertplanRulebook *rulebook, guint handle)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  for (guint i = 0; i < rulebook->industries->len; i++)
    {
      CertplanIndustry *industry = &g_array_index (rulebook->industries, CertplanIndustry, i);
      if (is_of_category (industry, _certplan_rulebook_get_place (rulebook, handle)))
        g_ptr_array_add (found, industry);
    }
  return make_industries (rulebook, found);
}
