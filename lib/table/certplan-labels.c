/* What stands in files, in the reader's language. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-labels-private.h"
#include "certplan-private.h"
#include "certplan-reader-private.h"

#define LABELS_PATH "/certplan/labels.csv"
#define LABELS_N_CELLS 3 /* key, en, zh */

/* From the compiled-in data; made by glib-compile-resources. */
GResource *_certplan_get_resource (void);

typedef struct
{
  const char *en; /* both in the set's texts */
  const char *zh;
} Label;

struct _CertplanLabels
{
  CertplanLabels *base; /* owned; NULL for the shipped set */
  GHashTable *by_key;   /* a key in texts -> Label, owned */
  GStringChunk *texts;
};

static CertplanLabels *
new_labels (CertplanLabels *base)
{
  CertplanLabels *labels = g_atomic_rc_box_new0 (CertplanLabels);

  labels->base = base != NULL ? certplan_labels_ref (base) : NULL;
  labels->by_key = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  labels->texts = g_string_chunk_new (1024);
  return labels;
}

CertplanLabels *
_certplan_labels_new (CertplanLabels *base)
{
  return new_labels (base != NULL ? base : certplan_labels_get_default ());
}

CertplanLabels *
certplan_labels_ref (CertplanLabels *labels)
{
  g_return_val_if_fail (labels != NULL, NULL);

  return g_atomic_rc_box_acquire (labels);
}

static void
release_contents (gpointer data)
{
  CertplanLabels *labels = data;

  if (labels->base != NULL)
    certplan_labels_unref (labels->base);
  g_hash_table_unref (labels->by_key);
  g_string_chunk_free (labels->texts);
}

void
certplan_labels_unref (CertplanLabels *labels)
{
  g_return_if_fail (labels != NULL);

  g_atomic_rc_box_release_full (labels, release_contents);
}

G_DEFINE_BOXED_TYPE (CertplanLabels, certplan_labels, certplan_labels_ref, certplan_labels_unref)

void
_certplan_labels_add (CertplanLabels *labels, const char *key, const char *en, const char *zh)
{
  g_return_if_fail (labels != NULL && key != NULL);

  if (en == NULL || *en == '\0')
    en = key;
  if (zh == NULL || *zh == '\0')
    zh = en;
  Label *label = g_new (Label, 1);
  label->en = g_string_chunk_insert_const (labels->texts, en);
  label->zh = g_string_chunk_insert_const (labels->texts, zh);
  g_hash_table_replace (labels->by_key, g_string_chunk_insert_const (labels->texts, key), label);
}

/* The shipped file is part of the library, so a fault in it is a broken build. */
static gpointer
load_default (gpointer unused)
{
  CertplanLabels *labels = new_labels (NULL);
  const CertplanReadOptions options = { .encoding = "UTF-8", .delimiter = ',', .comments = TRUE };
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GBytes) bytes
      = g_resource_lookup_data (_certplan_get_resource (), LABELS_PATH, 0, NULL);
  g_return_val_if_fail (bytes != NULL, labels);
  g_autoptr (CertplanReader) reader
      = _certplan_reader_new_bytes (LABELS_PATH, bytes, &options, faults);
  g_return_val_if_fail (reader != NULL && _certplan_reader_next (reader), labels);
  while (_certplan_reader_next (reader))
    {
      guint n_cells;
      const CertplanCell *cells = _certplan_reader_get_cells (reader, &n_cells);
      g_return_val_if_fail (n_cells == LABELS_N_CELLS, labels);
      _certplan_labels_add (labels, cells[0].text, cells[1].text, cells[2].text);
    }
  g_return_val_if_fail (!_certplan_reader_failed (reader), labels);
  return labels;
}

CertplanLabels *
certplan_labels_get_default (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, load_default, NULL);
}

const char *
_certplan_labels_find (const CertplanLabels *labels, CertplanLang lang, const char *key)
{
  g_return_val_if_fail (key != NULL, NULL);

  if (labels == NULL)
    labels = certplan_labels_get_default ();
  for (; labels != NULL; labels = labels->base)
    {
      const Label *label = g_hash_table_lookup (labels->by_key, key);
      if (label != NULL)
        return lang == CERTPLAN_LANG_ZH_CN ? label->zh : label->en;
    }
  return NULL;
}

static gboolean
is_same (const char *name, const char *folded)
{
  char buffer[_CERTPLAN_FOLD_SIZE];

  return name != NULL && _certplan_text_fold (name, buffer, sizeof buffer)
         && g_ascii_strcasecmp (buffer, folded) == 0;
}

gboolean
_certplan_labels_is_name (const CertplanLabels *labels, const char *key, const char *text)
{
  char folded[_CERTPLAN_FOLD_SIZE];

  return _certplan_text_fold (text, folded, sizeof folded)
         && (is_same (key, folded)
             || is_same (_certplan_labels_find (labels, CERTPLAN_LANG_EN, key), folded)
             || is_same (_certplan_labels_find (labels, CERTPLAN_LANG_ZH_CN, key), folded));
}

GPtrArray *
_certplan_labels_list_keys (const CertplanLabels *labels)
{
  GPtrArray *keys = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, labels->by_key);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (keys, key);
  return keys;
}

const char *
certplan_labels_get (const CertplanLabels *labels, CertplanLang lang, const char *key)
{
  g_return_val_if_fail (labels != NULL && key != NULL, key);

  if (lang == CERTPLAN_LANG_FIELD)
    return key;
  const char *text = _certplan_labels_find (labels, lang, key);
  return text != NULL ? text : key;
}

const char *
_certplan_labels_get_column (const CertplanLabels *labels, CertplanLang lang, const char *column)
{
  g_return_val_if_fail (column != NULL, column);

  if (lang == CERTPLAN_LANG_FIELD)
    return column;
  g_autofree char *key = g_strconcat ("column.", column, NULL);
  const char *text = _certplan_labels_find (labels, lang, key);
  return text != NULL ? text : column;
}
