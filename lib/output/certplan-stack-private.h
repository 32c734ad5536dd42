/* Stacked columns over periods, with a cumulative line. SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once
#include "certplan-canvas-private.h"

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

/* Draws the whole chart. Returns: its height; 0 with @error set */
gint _certplan_stack_draw (CertplanTable *table, CertplanLang lang, gboolean is_bare,
                           CertplanCanvas *canvas, GError **error);
