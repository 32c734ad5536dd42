/* Day numbers of a spreadsheet where a file should have dates. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#pragma once
#include "certplan-records-private.h"

/* What is known of a file's columns; a day number is a date only where its column holds other
 * dates, too, which the rest of the file may show. */
typedef struct _CertplanSerials CertplanSerials;

CertplanSerials *_certplan_serials_new (const CertplanRecordType *type);
void _certplan_serials_free (CertplanSerials *serials);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanSerials, _certplan_serials_free)

/* Column @column holds a value that is no day number. @serials: NULL = nobody asks */
void _certplan_serials_see_value (CertplanSerials *serials, guint column);
/* The current row's cell @cell, of column @column, is a day number. */
void _certplan_serials_add (CertplanSerials *serials, const CertplanReader *reader, guint column,
                            guint cell);
/* At the end: adds a fault for each one that is no date. */
void _certplan_serials_refuse (const CertplanSerials *serials, const CertplanRecordType *type,
                               const char *file, CertplanFaults *faults);
