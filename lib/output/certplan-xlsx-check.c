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
#define PICTURE_PREFIX "xl/media/"
#define TYPES_NAME "[Content_Types].xml"
#define STYLES_NAME "xl/styles.xml"
/* What each workbook has: itself, styles, theme, two of properties; the types and two of relations,
 * which name the first ones and the three of the package. */
#define FIXED_PARTS 5
#define FIXED_RELATIONS 5
#define FIXED_TYPES 2    /* .rels and .xml */
#define NAMES_OF_HEADS 2 /* the filter, and what comes again on each page */

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

/* What stands in parts: each kind of element that something hangs on. */
typedef struct
{
  guint64 n_cells;
  guint64 n_text_bytes;
  guint64 style_sum;
  guint n_types, n_part_types, n_relations, n_names, n_panes, n_selections;
  gboolean has_nothing; /* printed where a name should be */
} Content;

/* The style of a cell by its number; 0 = none. */
static guint64
get_style (const char **names, const char **values)
{
  for (; *names != NULL; names++, values++)
    if (g_str_equal (*names, "s"))
      return g_ascii_strtoull (*values, NULL, 10);
  return 0;
}

static void
count_element (GMarkupParseContext *context, const char *element, const char **names,
               const char **values, gpointer data, GError **error)
{
  Content *content = data;

  if (g_str_equal (element, "c"))
    {
      content->n_cells++;
      content->style_sum += get_style (names, values);
    }
  content->n_panes += g_str_equal (element, "pane");
  content->n_selections += g_str_equal (element, "selection");
  content->n_types += g_str_equal (element, "Default");
  content->n_part_types += g_str_equal (element, "Override");
  content->n_relations += g_str_equal (element, "Relationship");
  content->n_names += g_str_equal (element, "definedName");
}

static void
count_text (GMarkupParseContext *context, const char *text, gsize length, gpointer data,
            GError **error)
{
  Content *content = data;
  const char *element = g_markup_parse_context_get_element (context);

  if (element != NULL && g_str_equal (element, "t"))
    content->n_text_bytes += length;
  else if (element != NULL && g_str_equal (element, "definedName"))
    content->has_nothing
        |= g_str_has_prefix (text, "(null)"); /* a sheet's own would be in quotes */
}

/* Takes a piece of an entry. Returns: FALSE where it is wrong */
typedef gboolean (*TakePiece) (gpointer data, const char *piece, gsize size);

/* Unpacks the entry piece by piece. Returns: whether it is whole */
static gboolean
unpack (const Entry *entry, TakePiece take, gpointer data)
{
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
      if (result == G_CONVERTER_ERROR || !take (data, chunk, n_given))
        return FALSE;
      n_read += n_taken;
      n_all += n_given;
    }
  return n_all == entry->n_bytes;
}

static gboolean
parse_piece (gpointer data, const char *piece, gsize size)
{
  return g_markup_parse_context_parse (data, piece, (gssize)size, NULL);
}

/* Reads the entry as XML. Returns: whether it is whole */
static gboolean
read_xml (const Entry *entry, Content *content)
{
  static const GMarkupParser parser = { count_element, NULL, count_text, NULL, NULL };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, content, NULL);

  return unpack (entry, parse_piece, context) && g_markup_parse_context_end_parse (context, NULL);
}

static gboolean
append_piece (gpointer data, const char *piece, gsize size)
{
  g_byte_array_append (data, (const guint8 *)piece, (guint)size);
  return TRUE;
}

/* Returns: (transfer full) (nullable): what the entry holds, if it is whole */
static GByteArray *
unpack_all (const Entry *entry)
{
  g_autoptr (GByteArray) unpacked = g_byte_array_new ();

  return unpack (entry, append_piece, unpacked) ? g_steal_pointer (&unpacked) : NULL;
}

/* Returns: whether the entry is one of the pictures */
static gboolean
is_picture (const Entry *entry, const GPtrArray *pictures)
{
  g_autoptr (GByteArray) unpacked = unpack_all (entry);

  if (unpacked == NULL)
    return FALSE;
  for (guint i = 0; i < pictures->len; i++)
    {
      gsize size;
      gconstpointer data = g_bytes_get_data (pictures->pdata[i], &size);
      if (size == unpacked->len && memcmp (data, unpacked->data, size) == 0)
        return TRUE;
    }
  return FALSE;
}

/* What is found in a workbook, and what must be. */
typedef struct
{
  const CertplanXlsxCount *counts; /* one a sheet */
  guint n_sheets;
  const GPtrArray *pictures;
  const GByteArray *styles; /* what that part must hold */
  Content content;          /* of all parts */
  guint n_parts;            /* sheets, styles and so on: all but relations, types, pictures */
  guint n_sheets_found, n_pictures_found;
} Book;

static gboolean
check_sheet (Book *book, const char *name, const Content *found)
{
  const guint64 number = g_ascii_strtoull (name + strlen (SHEET_PREFIX), NULL, 10);

  if (number == 0 || number > book->n_sheets)
    return FALSE;
  book->n_sheets_found++;
  return found->n_cells == book->counts[number - 1].n_cells
         && found->n_text_bytes == book->counts[number - 1].n_text_bytes
         && found->style_sum == book->counts[number - 1].style_sum
         && found->n_panes == book->counts[number - 1].n_heads
         && found->n_selections == found->n_panes;
}

static gboolean
is_styles (const Entry *entry, const GByteArray *styles)
{
  g_autoptr (GByteArray) unpacked = unpack_all (entry);

  return unpacked != NULL && unpacked->len == styles->len
         && memcmp (unpacked->data, styles->data, styles->len) == 0;
}

static void
add_content (Content *all, const Content *more)
{
  all->n_types += more->n_types;
  all->n_part_types += more->n_part_types;
  all->n_relations += more->n_relations;
  all->n_names += more->n_names;
}

/* Returns: whether the part is whole; a sheet also holds what is due */
static gboolean
check_entry (gpointer data, const Entry *entry)
{
  Book *book = data;
  Content found = { 0 };

  if (g_str_has_prefix (entry->name, PICTURE_PREFIX))
    {
      book->n_pictures_found++;
      return is_picture (entry, book->pictures);
    }
  if (!read_xml (entry, &found) || found.has_nothing)
    return FALSE;
  add_content (&book->content, &found);
  if (g_str_has_suffix (entry->name, ".rels") || g_str_equal (entry->name, TYPES_NAME))
    return TRUE;
  book->n_parts++;
  if (g_str_equal (entry->name, STYLES_NAME))
    return is_styles (entry, book->styles);
  return !g_str_has_prefix (entry->name, SHEET_PREFIX) || check_sheet (book, entry->name, &found);
}

/* Each part is there, has its type, and something leads to it: a picture through a drawing, a
 * filter and heads by names. */
static gboolean
is_complete (const Book *book)
{
  const Content *content = &book->content;
  guint n_names = 0, n_pictures = 0;

  for (guint i = 0; i < book->n_sheets; i++)
    {
      n_names += NAMES_OF_HEADS * book->counts[i].n_heads;
      n_pictures += book->counts[i].n_pictures;
    }
  return book->n_sheets_found == book->n_sheets
         && book->n_parts == FIXED_PARTS + book->n_sheets + n_pictures
         && content->n_part_types == book->n_parts
         && content->n_types == FIXED_TYPES + (n_pictures > 0)
         && content->n_relations == FIXED_RELATIONS + book->n_sheets + 2 * n_pictures
         && content->n_names == n_names && (book->n_pictures_found > 0) == (n_pictures > 0);
}

/* Does something with an entry. Returns: FALSE to stop there */
typedef gboolean (*TakeEntry) (gpointer data, const Entry *entry);

/* Returns: whether the file is whole, and all its entries were taken */
static gboolean
for_entries (const Zip *zip, TakeEntry take, gpointer data)
{
  if (zip->size < END_BYTES || memcmp (zip->data + zip->size - END_BYTES, "PK\5\6", 4) != 0)
    return FALSE;
  const guchar *end = zip->data + zip->size - END_BYTES;
  const guint n_entries = read_number (end + 10, 2);
  gsize at = read_number (end + 16, 4);

  for (guint i = 0; i < n_entries; i++)
    {
      g_auto (Entry) entry = { 0 };
      at = read_entry (zip, at, &entry);
      if (at == 0 || !take (data, &entry))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_styles (gpointer data, const Entry *entry)
{
  GByteArray **styles = data;

  if (*styles == NULL && g_str_equal (entry->name, STYLES_NAME))
    *styles = unpack_all (entry);
  return TRUE;
}

static Zip
get_zip (GBytes *bytes)
{
  Zip zip = { 0 };

  if (bytes != NULL)
    zip.data = g_bytes_get_data (bytes, &zip.size);
  return zip;
}

gboolean
_certplan_xlsx_fail (const char *reason, GError **error)
{
  g_set_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_WRITE,
               _ ("libxlsxwriter, which works in \"%s\", cannot make the workbook: %s"),
               g_get_tmp_dir (), reason);
  return FALSE;
}

gboolean
_certplan_xlsx_check (GBytes *workbook, GBytes *sample, const CertplanXlsxCount *counts,
                      guint n_sheets, const GPtrArray *pictures, GError **error)
{
  const Zip zip = get_zip (workbook), sample_zip = get_zip (sample);
  g_autoptr (GByteArray) styles = NULL;
  Book book = { .counts = counts, .n_sheets = n_sheets, .pictures = pictures };

  if (for_entries (&sample_zip, take_styles, &styles) && styles != NULL)
    {
      book.styles = styles;
      if (for_entries (&zip, check_entry, &book) && is_complete (&book))
        return TRUE;
    }
  g_set_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_WRITE,
               _ ("libxlsxwriter made no whole workbook; is \"%s\" full, where it keeps what it "
                  "works on?"),
               g_get_tmp_dir ());
  return FALSE;
}
