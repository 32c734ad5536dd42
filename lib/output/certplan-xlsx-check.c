/* Reading a workbook back: a ZIP file of XML parts. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-outputs.h"
#include "certplan-private.h"
#include "certplan-xlsx-private.h"
#include <string.h>

#define END_BYTES 22     /* of the record at a ZIP file's end, without a comment */
#define CENTRAL_BYTES 46 /* of an entry in its directory, without names */
#define LOCAL_BYTES 30   /* of the same before the data */
#define CHUNK_BYTES (64 * 1024)
#define SHEET_PREFIX "xl/worksheets/sheet"

typedef struct
{
  const guchar *data; /* the whole file, borrowed */
  gsize size;
} Zip;

typedef struct
{
  const guchar *packed; /* inside the file */
  gsize n_packed;
  gsize n_bytes; /* unpacked */
  char *name;    /* owned */
} Entry;

static void
entry_clear (Entry *entry)
{
  g_free (entry->name);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Entry, entry_clear)

/* Numbers lie with their lowest byte first. */
static guint32
read_number (const guchar *at, guint n_bytes)
{
  guint32 number = 0;

  for (guint i = 0; i < n_bytes; i++)
    number |= (guint32)at[i] << (8 * i);
  return number;
}

/* Reads the entry that the directory has at @at. Returns: where the next one stands; 0 where there
 * is no whole entry */
static gsize
read_entry (const Zip *zip, gsize at, Entry *entry)
{
  const guchar *head = zip->data + at;

  if (at + CENTRAL_BYTES > zip->size || memcmp (head, "PK\1\2", 4) != 0)
    return 0;
  const gsize n_name = read_number (head + 28, 2), n_more = read_number (head + 30, 2),
              n_comment = read_number (head + 32, 2), local = read_number (head + 42, 4);
  if (at + CENTRAL_BYTES + n_name > zip->size || local + LOCAL_BYTES > zip->size)
    return 0;
  entry->n_packed = read_number (head + 20, 4);
  entry->n_bytes = read_number (head + 24, 4);
  entry->name = g_strndup ((const char *)head + CENTRAL_BYTES, n_name);
  const gsize begin = local + LOCAL_BYTES + read_number (zip->data + local + 26, 2)
                      + read_number (zip->data + local + 28, 2);
  entry->packed = zip->data + begin;
  return begin + entry->n_packed > zip->size ? 0 : at + CENTRAL_BYTES + n_name + n_more + n_comment;
}

static void
count_cell (GMarkupParseContext *context, const char *element, const char **names,
            const char **values, gpointer data, GError **error)
{
  CertplanXlsxCount *count = data;

  count->n_cells += g_str_equal (element, "c");
}

static void
count_text (GMarkupParseContext *context, const char *text, gsize length, gpointer data,
            GError **error)
{
  CertplanXlsxCount *count = data;
  const char *element = g_markup_parse_context_get_element (context);

  if (element != NULL && g_str_equal (element, "t"))
    count->n_text_bytes += length;
}

/* Unpacks the entry piece by piece and reads it as XML. Returns: whether it is whole */
static gboolean
read_xml (const Entry *entry, CertplanXlsxCount *count)
{
  static const GMarkupParser parser = { count_cell, NULL, count_text, NULL, NULL };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, count, NULL);
  g_autoptr (GZlibDecompressor) unpacker = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW);
  g_autofree char *chunk = g_malloc (CHUNK_BYTES);
  gsize n_read = 0, n_all = 0;
  GConverterResult result = G_CONVERTER_CONVERTED;

  while (result != G_CONVERTER_FINISHED)
    {
      gsize n_taken, n_given;
      result = g_converter_convert (G_CONVERTER (unpacker), entry->packed + n_read,
                                    entry->n_packed - n_read, chunk, CHUNK_BYTES,
                                    G_CONVERTER_INPUT_AT_END, &n_taken, &n_given, NULL);
      if (result == G_CONVERTER_ERROR
          || !g_markup_parse_context_parse (context, chunk, (gssize)n_given, NULL))
        return FALSE;
      n_read += n_taken;
      n_all += n_given;
    }
  return n_all == entry->n_bytes && g_markup_parse_context_end_parse (context, NULL);
}

static gboolean
is_xml (const char *name)
{
  return g_str_has_suffix (name, ".xml") || g_str_has_suffix (name, ".rels");
}

/* Returns: whether the part is whole; a sheet also holds what is due, and is counted */
static gboolean
check_entry (const Entry *entry, const CertplanXlsxCount *counts, guint n_sheets, guint *n_seen)
{
  CertplanXlsxCount found = { 0, 0 };

  if (!is_xml (entry->name))
    return TRUE; /* a picture, packed from our own memory */
  if (!read_xml (entry, &found))
    return FALSE;
  if (!g_str_has_prefix (entry->name, SHEET_PREFIX) || g_str_has_suffix (entry->name, ".rels"))
    return TRUE;
  const guint64 number = g_ascii_strtoull (entry->name + strlen (SHEET_PREFIX), NULL, 10);
  if (number == 0 || number > n_sheets)
    return FALSE;
  (*n_seen)++;
  return found.n_cells == counts[number - 1].n_cells
         && found.n_text_bytes == counts[number - 1].n_text_bytes;
}

static gboolean
is_right (const Zip *zip, const CertplanXlsxCount *counts, guint n_sheets)
{
  if (zip->size < END_BYTES || memcmp (zip->data + zip->size - END_BYTES, "PK\5\6", 4) != 0)
    return FALSE;
  const guchar *end = zip->data + zip->size - END_BYTES;
  const guint n_entries = read_number (end + 10, 2);
  gsize at = read_number (end + 16, 4);
  guint n_seen = 0;

  for (guint i = 0; i < n_entries; i++)
    {
      g_auto (Entry) entry = { 0 };
      at = read_entry (zip, at, &entry);
      if (at == 0 || !check_entry (&entry, counts, n_sheets, &n_seen))
        return FALSE;
    }
  return n_seen == n_sheets;
}

gboolean
_certplan_xlsx_check (const char *data, gsize size, const CertplanXlsxCount *counts, guint n_sheets,
                      GError **error)
{
  const Zip zip = { (const guchar *)data, size };

  if (is_right (&zip, counts, n_sheets))
    return TRUE;
  g_set_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_WRITE,
               _ ("libxlsxwriter made no whole workbook; is \"%s\" full, where it keeps what it "
                  "works on?"),
               g_get_tmp_dir ());
  return FALSE;
}
