/* What stands in files, in the reader's language: column heads, states, sentences.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CertplanLang:
 * @CERTPLAN_LANG_FIELD: the keys themselves as column heads and values, sentences in English
 * @CERTPLAN_LANG_EN: English
 * @CERTPLAN_LANG_ZH_CN: simplified Chinese
 *
 * The language of what stands in files.
 */
typedef enum
{
  CERTPLAN_LANG_FIELD,
  CERTPLAN_LANG_EN,
  CERTPLAN_LANG_ZH_CN,
} CertplanLang;

/**
 * CertplanLabels:
 *
 * Keys with their English and Chinese texts. A set may stand on top of another one: a scheme's own
 * labels on top of the shipped data/labels.csv. Reference counted.
 *
 * Column heads have keys that begin with "column.", tables with "table."; a sentence is a text with
 * {1} {2} ... for its arguments.
 */
typedef struct _CertplanLabels CertplanLabels;

#define CERTPLAN_TYPE_LABELS (certplan_labels_get_type ())
GType certplan_labels_get_type (void);

/**
 * certplan_labels_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @labels
 */
CertplanLabels *certplan_labels_ref (CertplanLabels *labels);

/**
 * certplan_labels_unref:
 *
 * Gives a reference back; the last one frees @labels.
 */
void certplan_labels_unref (CertplanLabels *labels);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanLabels, certplan_labels_unref)

/**
 * certplan_labels_get_default:
 *
 * The words of all outputs that do not come from rules.
 *
 * Returns: (transfer none): the shipped labels
 */
CertplanLabels *certplan_labels_get_default (void);

/**
 * certplan_labels_get:
 *
 * The words of a key.
 *
 * Returns: (transfer none): the text; @key itself where no label has it, or @lang is FIELD
 */
const char *certplan_labels_get (const CertplanLabels *labels, CertplanLang lang, const char *key);

G_END_DECLS
