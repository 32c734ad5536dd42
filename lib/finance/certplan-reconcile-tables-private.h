/* What the tables of a reconciliation share. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-reconcile-private.h"

/* A part of a payment, as tables show it. */
typedef struct
{
  const char *payment;
  CertplanDate date;
  CertplanMoney amount;
  const char *payer, *reference;
  const char *place, *charge;
  CertplanMoney part;
  CertplanDate booked;
  const char *reason, *reverses;
  const char *settlement; /* of what is applied: NULL = by a payment */
} CertplanPartLine;

CertplanPartLine _certplan_reconcile_show_part (const CertplanReconciliation *self,
                                                const CertplanPart *part);

/* A table whose rows are made when it is walked over. */
CertplanTable *_certplan_reconcile_take_made (CertplanReconciliation *self, CertplanTables *tables,
                                              const char *name, const char *title,
                                              const CertplanColumn *columns, guint n_columns,
                                              CertplanTableMake make);
#define TAKE_MADE(name, title, columns, make)                                                      \
  _certplan_reconcile_take_made (self, tables, name, title, columns, G_N_ELEMENTS (columns), make)

/* Unmatched payments with what they might be for; rows that are no payments of their own, and what
 * was found. */
void _certplan_reconcile_add_unmatched (CertplanReconciliation *self, CertplanTables *tables);
void _certplan_reconcile_add_points (CertplanReconciliation *self, CertplanTables *tables);
