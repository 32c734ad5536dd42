/* Records of all types: loading and making. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-record-files.h"
#include "certplan-input-options-private.h"
#include "certplan-record-types-private.h"
#include "certplan-rulebook-private.h"

static gboolean
needs_rulebook (const CertplanRecordType *type)
{
  for (guint i = 0; i < type->n_columns; i++)
    if (type->columns[i].type == CERTPLAN_COLUMN_QUALIFICATION)
      return TRUE;
  return FALSE;
}

/* Who gives a file of one type for another one is told which it is. */
static CertplanReadOptions
get_options (const CertplanInputOptions *options)
{
  CertplanReadOptions read = _certplan_input_options_get (options);
  read.types = _certplan_record_types_get (&read.n_types);
  return read;
}

static const CertplanResolver *
get_resolver (CertplanRulebook *rulebook)
{
  return rulebook != NULL ? _certplan_rulebook_get_resolver (rulebook) : NULL;
}

/* The handles in the rows mean nothing without their rulebook. */
static CertplanRecords *
keep_rulebook (CertplanRecords *records, CertplanRulebook *rulebook)
{
  if (records != NULL && rulebook != NULL)
    _certplan_records_take_owner (records, certplan_rulebook_ref (rulebook),
                                  (GDestroyNotify)certplan_rulebook_unref);
  return records;
}

CertplanRecords *
certplan_records_load (const char *type_name, const char *path, const CertplanInputOptions *options,
                       CertplanRulebook *rulebook, CertplanFaults *faults,
                       GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (type_name != NULL && path != NULL, NULL);

  const CertplanRecordType *type = _certplan_record_type_find (type_name, error);
  if (type == NULL)
    return NULL;
  g_return_val_if_fail (rulebook != NULL || !needs_rulebook (type), NULL);
  const CertplanReadOptions read = get_options (options);
  return keep_rulebook (_certplan_records_load (type, path, &read, get_resolver (rulebook), faults,
                                                cancellable, error),
                        rulebook);
}

CertplanRecords *
certplan_records_load_bytes (const char *type_name, const char *name, GBytes *bytes,
                             const CertplanInputOptions *options, CertplanRulebook *rulebook,
                             CertplanFaults *faults, GError **error)
{
  g_return_val_if_fail (type_name != NULL && name != NULL && bytes != NULL, NULL);

  const CertplanRecordType *type = _certplan_record_type_find (type_name, error);
  if (type == NULL)
    return NULL;
  g_return_val_if_fail (rulebook != NULL || !needs_rulebook (type), NULL);
  const CertplanReadOptions read = get_options (options);
  return keep_rulebook (_certplan_records_load_bytes (type, name, bytes, &read,
                                                      get_resolver (rulebook), faults, error),
                        rulebook);
}

CertplanRecords *
certplan_records_new (const char *type_name, CertplanRulebook *rulebook, GError **error)
{
  g_return_val_if_fail (type_name != NULL, NULL);

  const CertplanRecordType *type = _certplan_record_type_find (type_name, error);
  if (type == NULL)
    return NULL;
  g_return_val_if_fail (rulebook != NULL || !needs_rulebook (type), NULL);
  return keep_rulebook (_certplan_records_new (type, get_resolver (rulebook)), rulebook);
}

gboolean
certplan_records_append (CertplanRecords *records, const char *const *values,
                         CertplanFaults *faults, GError **error)
{
  g_return_val_if_fail (records != NULL && values != NULL, FALSE);

  const guint n_columns = _certplan_records_get_type (records)->n_columns;
  g_autofree const char **row = g_new0 (const char *, n_columns + 1);
  guint n = 0;
  for (; values[n] != NULL; n++)
    {
      g_return_val_if_fail (n < n_columns, FALSE);
      row[n] = values[n];
    }
  return _certplan_records_append (records, row, faults, error);
}

const char *
certplan_records_get_text (const CertplanRecords *records, guint32 text)
{
  g_return_val_if_fail (records != NULL, NULL);

  return _certplan_records_text (records, text);
}

const char *
certplan_records_get_note (const CertplanRecords *records, guint32 note)
{
  g_return_val_if_fail (records != NULL, NULL);

  return _certplan_records_note (records, note);
}
