/* Regions, which lie in others, and their other names. SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once
#include "certplan-faults.h"
#include "certplan-records.h"

/* The shipped regions with an office's own on top. A region is a number, 0 = not known. */
typedef struct _CertplanRegions CertplanRegions;

/* @own: (nullable): records of the type "regions". What is wrong with them goes to @faults. */
CertplanRegions *_certplan_regions_new (CertplanRecords *own, CertplanFaults *faults);
void _certplan_regions_free (CertplanRegions *regions);

/* By its name, another name, or one of these with or without a suffix (province, city, ...), any
 * case. Returns: 0 if there is none */
guint _certplan_regions_find (const CertplanRegions *regions, const char *text);
/* How many numbers there are, with 0. */
guint _certplan_regions_get_n (const CertplanRegions *regions);
const char *_certplan_regions_get_name (const CertplanRegions *regions, guint region);
/* The region that it lies in; 0 = in none. */
guint _certplan_regions_get_parent (const CertplanRegions *regions, guint region);
/* Whether it is @other or lies in it. */
gboolean _certplan_regions_lies_in (const CertplanRegions *regions, guint region, guint other);
/* Appends up to three names that are near @text, as `"a" or "b"`. */
void _certplan_regions_append_nearest (const CertplanRegions *regions, const char *text,
                                       GString *out);
