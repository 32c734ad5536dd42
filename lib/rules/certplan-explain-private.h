/* Reasons and notes: why a result is what it is, as data. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#pragma once
#include "certplan-rulebook-private.h"
#include "certplan-table-private.h"

/* A result's reasons (what, by which rule, source, clause) and notes (what the reader must know
 * beside the numbers). Reference counted. */
typedef struct _CertplanExplanation CertplanExplanation;

CertplanExplanation *_certplan_explanation_new (CertplanRulebook *rulebook);
CertplanExplanation *_certplan_explanation_ref (CertplanExplanation *explanation);
void _certplan_explanation_unref (CertplanExplanation *explanation);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanExplanation, _certplan_explanation_unref)

/* @subject: a label key, copied: what the reason is for. @sentence: (transfer full). @rule: NULL =
 * arithmetic alone. */
void _certplan_explanation_take_reason (CertplanExplanation *explanation, const char *subject,
                                        char *sentence, const CertplanRule *rule);
/* A reason that rests on no rule. @source: a static label key, as "assumption". */
void _certplan_explanation_take_own (CertplanExplanation *explanation, const char *subject,
                                     char *sentence, const char *source);
/* @sentence: (transfer full); one that is there already is not added again. */
void _certplan_explanation_take_note (CertplanExplanation *explanation, char *sentence);

/* The tables "reasons" (if @with_reasons) and "notes" (if there are any), added to @tables. */
void _certplan_explanation_add_tables (CertplanExplanation *explanation, gboolean with_reasons,
                                       CertplanTables *tables);
