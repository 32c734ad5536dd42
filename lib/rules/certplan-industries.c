/* Which category a line of business belongs to. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-industries-private.h"
#include "certplan-private.h"
#include "certplan-records-private.h"
#include "certplan-rule-formats-private.h"

typedef struct
{
  guint32 line;
  guint32 industry, category, title, title_zh, aliases, source, clause;
  guint16 source_place, category_place;
} IndustryRow;

#define COLUMN(member, TYPE, column_flags, ...)                                                    \
  CERTPLAN_RECORD_COLUMN (IndustryRow, member, TYPE, column_flags, __VA_ARGS__)
static const CertplanColumn columns[] = {
  COLUMN (industry, ID, CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_KEY,
          .help = N_ ("the line of business, as list --industry takes it")),
  COLUMN (category, TEXT, CERTPLAN_COLUMN_REQUIRED, .help = N_ ("the scheme's category")),
  COLUMN (title, NOTE, CERTPLAN_COLUMN_REQUIRED, .help = N_ ("its title in English")),
  COLUMN (title_zh, NOTE, 0, .help = N_ ("its title in Chinese")),
  COLUMN (aliases, NOTE, 0, .help = N_ ("other names, kept apart by |")),
  COLUMN (source, TEXT, CERTPLAN_COLUMN_REQUIRED, .help = N_ ("the document")),
  COLUMN (clause, TEXT, CERTPLAN_COLUMN_REQUIRED, .help = N_ ("the clause in it")),
};
static guint16
find_place (const CertplanRowCheck *check, const char *column)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (g_str_equal (columns[i].name, column))
      return MIN (_certplan_row_get_place (check, i), G_MAXUINT16);
  return 0;
}

static void
finish_row (CertplanRowCheck *check)
{
  IndustryRow *row = check->row;
  row->source_place = find_place (check, "source");
  row->category_place = find_place (check, "category");
}

const CertplanRecordType _certplan_industries_type = {
  .name = "industries",
  .help = N_ ("which category a line of business belongs to"),
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
  .row_size = sizeof (IndustryRow),
  .finish = finish_row,
};

/* Among the first @n. */
static CertplanIndustry *
find_industry (const GArray *industries, guint n, const CertplanIndustry *wanted)
{
  for (guint i = 0; i < n; i++)
    {
      CertplanIndustry *industry = &g_array_index (industries, CertplanIndustry, i);
      if (g_str_equal (industry->scheme, wanted->scheme)
          && g_str_equal (industry->industry, wanted->industry))
        return industry;
    }
  return NULL;
}

static CertplanIndustry
make_industry (const CertplanRecords *records, const IndustryRow *row, GStringChunk *texts)
{
#define KEEP(text) (text) != NULL ? g_string_chunk_insert_const (texts, text) : NULL
  const char *title_zh = _certplan_records_note (records, row->title_zh);
  const char *aliases = _certplan_records_note (records, row->aliases);
  return (CertplanIndustry){
    .industry = KEEP (_certplan_records_note (records, row->industry)),
    .category = KEEP (_certplan_records_text (records, row->category)),
    .title = KEEP (_certplan_records_note (records, row->title)),
    .title_zh = KEEP (title_zh),
    .aliases = KEEP (aliases),
    .source = KEEP (_certplan_records_text (records, row->source)),
    .clause = KEEP (_certplan_records_text (records, row->clause)),
    .line = row->line,
    .source_place = row->source_place,
    .category_place = row->category_place,
  };
#undef KEEP
}

void
_certplan_industries_read (const char *scheme, const char *file, GBytes *bytes, GArray *industries,
                           GStringChunk *texts, CertplanLabels *labels, CertplanFaults *faults)
{
  const CertplanReadOptions options = { .comments = TRUE };
  g_autoptr (CertplanRecords) records = _certplan_records_load_bytes (
      &_certplan_industries_type, file, bytes, &options, NULL, faults, NULL);
  guint n_rows = records != NULL ? certplan_records_get_n (records) : 0;
  const guint n_before = industries->len; /* a file has each key once */
  for (guint i = 0; i < n_rows; i++)
    {
      CertplanIndustry industry
          = make_industry (records, _certplan_records_row (records, i), texts);
      industry.scheme = g_string_chunk_insert_const (texts, scheme);
      industry.file = g_string_chunk_insert_const (texts, file);
      g_autofree char *key
          = g_strconcat (_CERTPLAN_INDUSTRY_LABEL, scheme, "/", industry.industry, NULL);
      _certplan_labels_add (labels, key, industry.title, industry.title_zh);
      CertplanIndustry *old = find_industry (industries, n_before, &industry);
      if (old != NULL)
        *old = industry;
      else
        g_array_append_val (industries, industry);
    }
}
