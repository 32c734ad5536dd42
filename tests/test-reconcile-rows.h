/* What a person would answer of payments and charges. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "test-reconcile.h"

typedef struct
{
  const char *name;
  Call call;
  const char *ledger; /* payment outcome charge part_amount reason */
  const char *status; /* charge paid status; NULL = not looked at */
} Row;

#define TWO "C-1 北京甲科技有限公司 63000 2026-06-01\nC-3 北京甲科技有限公司 63000 2026-07-01\n"
#define PAID_BY(reason) "P1 applied C-1 63000.00 by_" reason "\n"
#define OPEN(reason) "P1 unmatched - 63000.00 " reason "\n"

/* A test of such a row; and that a run over its own result changes nothing. */
void test_reconciled (gconstpointer data);
void test_reconciled_again (gconstpointer data);

/* Registers what stands in test-reconcile-decided.c. */
void add_decided_tests (void);
