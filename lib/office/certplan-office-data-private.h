/* What is compiled in about offices: regions, classes of bodies, whose time a performer spends.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-office.h"
#include "certplan-shipped-private.h"

const CertplanRecords *_certplan_office_data_get_regions (void);

/* What the class of a body makes of it. */
typedef struct
{
  const char *name;
  gint32 body_class;                                      /* G_MININT32 = none */
  const char *resources[CERTPLAN_REVIEWER_COMMITTEE + 1]; /* by role; [0] unused */
} CertplanBodyClass;

/* @text: (nullable): a word of the file, or a number. Returns: FALSE if it is neither */
gboolean _certplan_body_class_find (const char *text, CertplanBodyClass *out);
/* Appends the words that there are. */
void _certplan_body_classes_append (GString *out);

/* Returns: whose time it is, equal texts being equal pointers; NULL = nobody's */
const char *_certplan_performer_get_resource (const char *performer);
/* Returns: @resource as the same pointer that others have */
const char *_certplan_resource_find (const char *resource);
