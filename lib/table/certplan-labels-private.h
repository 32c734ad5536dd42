/* Building label sets and sentences. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-date.h"
#include "certplan-labels.h"
#include "certplan-money.h"

/* A set on top of @base (NULL: the shipped one); filled with _certplan_labels_add() before other
 * threads see it. A key added again replaces; @en without a text is the key, @zh without one is
 * @en. */
CertplanLabels *_certplan_labels_new (CertplanLabels *base);
void _certplan_labels_add (CertplanLabels *labels, const char *key, const char *en, const char *zh);

/* @labels: (nullable): NULL = the shipped ones. LANG_FIELD finds the English text.
 * Returns: (nullable): NULL where no label has the key */
const char *_certplan_labels_find (const CertplanLabels *labels, CertplanLang lang,
                                   const char *key);

/* Whether @text is @key or its label in either language; full-width forms and the case of ASCII
 * letters do not matter. */
gboolean _certplan_labels_is_name (const CertplanLabels *labels, const char *key, const char *text);

/* Returns: (transfer container): the keys of this set itself, without those of the set below */
GPtrArray *_certplan_labels_list_keys (const CertplanLabels *labels);

/* The label of a column head ("column." + name); the name itself under LANG_FIELD. */
const char *_certplan_labels_get_column (const CertplanLabels *labels, CertplanLang lang,
                                         const char *column);

/* A sentence is a label key and its arguments, kept apart by control characters so that it can
 * travel in a cell and be spoken in any language at the end. An argument is a literal text, or a
 * label key marked with CERTPLAN_LABEL, or a value (below). Control characters in arguments become
 * spaces. Sentences that follow one another are spoken with "list.sentences" between two.
 * NULL-terminated. Returns: (transfer full) */
#define CERTPLAN_LABEL "\x1e"
char *_certplan_sentence (const char *key, ...) G_GNUC_NULL_TERMINATED;
/* The same with an array of arguments; "{*}" in the text is all of them, with "list.between"
 * between two. The label "list" is nothing else. */
char *_certplan_sentencev (const char *key, const char *const *arguments);

/* A period or an amount as an argument, or as a whole cell: spoken as a person writes it ("3
 * months", "1,000.00"), under LANG_FIELD as P3M and 1000.00. Returns: (transfer full) */
#define CERTPLAN_VALUE "\x1c"
char *_certplan_argument_period (const CertplanPeriod *period);
char *_certplan_argument_money (CertplanMoney fen);

/* Speaks @sentence (made by _certplan_sentence(), or a plain text, which is appended as it is). */
void _certplan_labels_append_sentence (const CertplanLabels *labels, CertplanLang lang,
                                       const char *sentence, GString *out);
