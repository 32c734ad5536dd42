/* How the rulebook makes its tables. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-rulebook-parts-private.h"
#include "certplan-table-private.h"

/* A table's name, the label key of its title, its columns. */
typedef struct
{
  const char *name, *title;
  const CertplanColumn *columns;
  guint n_columns;
} CertplanTableInfo;

#define _CERTPLAN_TABLE_INFO(name, columns)                                                        \
  {                                                                                                \
    name, "title." name, columns, G_N_ELEMENTS (columns)                                           \
  }

/* Takes @rows; the table keeps the rulebook. Returns: (transfer full) */
CertplanTable *_certplan_rulebook_make_table (CertplanRulebook *rulebook,
                                              const CertplanTableInfo *info, GArray *rows);

/* The lines of business of a qualification's category. Returns: (transfer full) */
CertplanTable *_certplan_rulebook_make_industries (CertplanRulebook *rulebook, guint handle);
