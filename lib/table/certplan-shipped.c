/* Records that are compiled in. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-shipped-private.h"
#include <gio/gio.h>

/* Made by glib-compile-resources. */
GResource *_certplan_get_resource (void);

static CertplanRecords *
load (const char *name, const CertplanRecordType *type)
{
  const CertplanReadOptions options = { .comments = TRUE };
  g_autofree char *path = g_strconcat ("/certplan/", name, ".csv", NULL);
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GBytes) bytes = g_resource_lookup_data (_certplan_get_resource (), path, 0, NULL);
  CertplanRecords *records
      = _certplan_records_load_bytes (type, path, bytes, &options, NULL, faults, NULL);
  g_assert (records != NULL);
  return records;
}

const CertplanRecords *
_certplan_shipped_get (const char *name, const CertplanRecordType *type)
{
  static GMutex lock;
  static GHashTable *files; /* by name, for ever */
  g_mutex_lock (&lock);
  if (files == NULL)
    files = g_hash_table_new (g_str_hash, g_str_equal);
  CertplanRecords *records = g_hash_table_lookup (files, name);
  if (records == NULL)
    {
      records = load (name, type);
      g_hash_table_insert (files, (gpointer)g_intern_string (name), records);
    }
  g_mutex_unlock (&lock);
  return records;
}
