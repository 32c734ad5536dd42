/* The documents that rules come from. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-documents-private.h"
#include "certplan-private.h"
#include "certplan-records-private.h"
#include "certplan-rule-formats-private.h"

typedef struct
{
  guint32 line;
  guint32 document, title, title_zh, issuer, note;
  CertplanDate published;
} DocumentRow;

#define COLUMN(member, TYPE, column_flags, ...)                                                    \
  CERTPLAN_RECORD_COLUMN (DocumentRow, member, TYPE, column_flags, __VA_ARGS__)
static const CertplanColumn columns[] = {
  COLUMN (document, ID, CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_KEY,
          .help = N_ ("the name that source columns use")),
  COLUMN (title, NOTE, CERTPLAN_COLUMN_REQUIRED, .help = N_ ("its title in English")),
  COLUMN (title_zh, NOTE, 0, .help = N_ ("its title in Chinese")),
  COLUMN (issuer, NOTE, 0, .help = N_ ("who published it")),
  COLUMN (published, MONTH, 0, .help = N_ ("month of publication")),
  COLUMN (note, NOTE, 0, .help = N_ ("free text")),
};
const CertplanRecordType _certplan_documents_type = {
  .name = "documents",
  .help = N_ ("the documents that rules come from"),
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
  .row_size = sizeof (DocumentRow),
};

/* Among the first @n. */
static CertplanDocument *
find_document (const GArray *documents, guint n, const char *document)
{
  for (guint i = 0; i < n; i++)
    if (g_str_equal (g_array_index (documents, CertplanDocument, i).document, document))
      return &g_array_index (documents, CertplanDocument, i);
  return NULL;
}

const CertplanDocument *
_certplan_documents_find (const GArray *documents, const char *document)
{
  return find_document (documents, documents->len, document);
}

static const char *
keep (GStringChunk *texts, const CertplanRecords *records, guint32 offset)
{
  const char *text = _certplan_records_note (records, offset);
  return text != NULL ? g_string_chunk_insert_const (texts, text) : NULL;
}

void
_certplan_documents_read (const char *file, GBytes *bytes, GArray *documents, GStringChunk *texts,
                          CertplanFaults *faults)
{
  const CertplanReadOptions options = { .comments = TRUE };
  g_autoptr (CertplanRecords) records = _certplan_records_load_bytes (
      &_certplan_documents_type, file, bytes, &options, NULL, faults, NULL);
  guint n_rows = records != NULL ? certplan_records_get_n (records) : 0;
  const guint n_before = documents->len; /* a file has each name once */
  for (guint i = 0; i < n_rows; i++)
    {
      const DocumentRow *row = _certplan_records_row (records, i);
      CertplanDocument document = {
        .document = keep (texts, records, row->document),
        .title = keep (texts, records, row->title),
        .title_zh = keep (texts, records, row->title_zh),
        .issuer = keep (texts, records, row->issuer),
        .published = row->published,
        .note = keep (texts, records, row->note),
      };
      CertplanDocument *old = find_document (documents, n_before, document.document);
      if (old != NULL)
        *old = document;
      else
        g_array_append_val (documents, document);
    }
}
