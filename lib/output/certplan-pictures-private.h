/* All pictures of one run, drawn before any file is touched: drawing is what fails most.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-chart-private.h"
#include "certplan-targets-private.h"

typedef struct _CertplanPictures CertplanPictures;

/* Draws what the targets ask for, each picture once. What gnuplot cannot draw is left out, so that
 * the data can be written: the first picture file left out is told by
 * _certplan_pictures_get_failure(), the others and what lacks in the rest by the targets' warnings.
 * Returns: (transfer full) (nullable): NULL with @error set (cancelled, or what a table says) */
CertplanPictures *_certplan_pictures_draw (CertplanTargets *targets, const CertplanTables *tables,
                                           GCancellable *cancellable, GError **error);
void _certplan_pictures_free (CertplanPictures *pictures);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanPictures, _certplan_pictures_free)

/* Returns: (transfer none) (nullable): the picture (or script) of @table for @target; NULL where it
 * could not be drawn */
GBytes *_certplan_pictures_get (const CertplanPictures *pictures, const CertplanTarget *target,
                                const CertplanTable *table);
/* Returns: (transfer none) (nullable): why the first picture file is left out */
const GError *_certplan_pictures_get_failure (const CertplanPictures *pictures);
