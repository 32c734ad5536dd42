/* Stacked columns over periods, with a cumulative line. SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once
#include "certplan-figure-private.h"

/* All of one period. */
typedef struct
{
  CertplanDate from;
  CertplanMoney *parts; /* by series; owned */
  CertplanMoney sum;
  CertplanMoney cumulative;
} CertplanStackColumn;

typedef struct
{
  const CertplanLabels *labels;
  CertplanLang lang;
  GPtrArray *series;     /* char *: spoken, in order of appearance */
  GArray *columns;       /* CertplanStackColumn */
  CertplanMoney largest; /* of the sums */
} CertplanStack;

/* Returns: (transfer full) (nullable): NULL with @error set */
CertplanStack *_certplan_stack_read (CertplanTable *table, CertplanLang lang, GError **error);
void _certplan_stack_free (CertplanStack *stack);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanStack, _certplan_stack_free)

/* Speaks a sentence. Returns: (transfer full) */
char *_certplan_stack_speak (const CertplanStack *stack, const char *sentence);

/* Draws the whole chart: a CertplanFigureDraw. */
gint _certplan_stack_draw (CertplanFigure *figure, GError **error);
