/* What this machine has for charts, Chinese and other forms of output, and how to get the rest.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-table.h"
#include "certplan-workcal.h"
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * certplan_doctor_dup_tables:
 * @workcal: the working calendar in use
 * @as_of: the day whose year the calendar is to cover
 * @out_n_missing: (out) (optional): how many rows say that something is missing
 * @cancellable: (nullable): ends a program that is asked
 * @error: %G_IO_ERROR_CANCELLED
 *
 * Looks for all that certplan can use beside itself: gnuplot and what it can draw, a Chinese font,
 * libraries that it was built with, Chinese messages, published working days. Programs are looked
 * for on PATH.
 *
 * Returns: (transfer full): the table `doctor`, a row a thing
 */
CertplanTables *certplan_doctor_dup_tables (CertplanWorkcal *workcal, CertplanDate as_of,
                                            guint *out_n_missing, GCancellable *cancellable,
                                            GError **error);

G_END_DECLS
