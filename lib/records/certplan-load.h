/* Reading files beside other work. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-record-files.h"

G_BEGIN_DECLS

/**
 * CertplanLoad:
 *
 * A file of records that is read in a thread of its own. Reference counted; where nobody wants the
 * records any more, the last one to release it ends the reading.
 */
typedef struct _CertplanLoad CertplanLoad;

#define CERTPLAN_TYPE_LOAD (certplan_load_get_type ())
GType certplan_load_get_type (void);

/**
 * certplan_load_new:
 * @type_name: as certplan_records_load()
 * @path: (type filename): as certplan_records_load()
 * @options: (nullable): as certplan_records_load()
 * @rulebook: (nullable): as certplan_records_load()
 * @is_beside: whether the file is read from now on; else once its records are asked for, as
 *   standard input always is
 * @cancellable: (nullable):
 *
 * Several files are read side by side if all of them are begun before the first one's records are
 * asked for.
 */
CertplanLoad *certplan_load_new (const char *type_name, const char *path,
                                 const CertplanInputOptions *options, CertplanRulebook *rulebook,
                                 gboolean is_beside, GCancellable *cancellable);

/**
 * certplan_load_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @load
 */
CertplanLoad *certplan_load_ref (CertplanLoad *load);

/**
 * certplan_load_unref:
 *
 * Gives a reference back; the last one waits for the reading to end and frees it.
 */
void certplan_load_unref (CertplanLoad *load);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanLoad, certplan_load_unref)

/**
 * certplan_load_finish:
 * @faults: (nullable): gets every fault of the file, behind those that it has
 * @error: as certplan_records_load()
 *
 * Waits until the file is read. What is wrong is told here, so that the order of faults is that in
 * which loads are finished. To be called once.
 *
 * Returns: (transfer full): the rows, all checked; %NULL with @error set
 */
CertplanRecords *certplan_load_finish (CertplanLoad *load, CertplanFaults *faults, GError **error);

G_END_DECLS
