/* What the parts of a sheet of quotes share. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-explain-private.h"
#include "certplan-policy-private.h"
#include "certplan-quote-private.h"

/* What a renewal costs when it is submitted in one stretch of time. */
typedef struct
{
  const char *qualification;
  const char *state;
  CertplanDate from, to; /* both days are in it */
  const char *kind;
  const char *validity; /* valid, not_valid */
  CertplanMoney amount;
  CertplanMoney difference; /* against on time */
  const char *status;       /* a sentence */
  const char *submission;   /* "this" for the day asked about */
  const char *source;
  const char *clause;
} CertplanQuoteWindow;

struct _CertplanQuotes
{
  CertplanRulebook *rulebook;
  CertplanPolicy *policy;
  GStringChunk *texts;
  GArray *lines;   /* QuoteLine */
  GArray *windows; /* CertplanQuoteWindow */
  CertplanExplanation *explanation;
  CertplanMoney total_fen;
  guint n_missing;
};

/* Keeps a text of ours as long as the sheet. @text: (transfer full) */
const char *_certplan_quotes_take_text (CertplanQuotes *quotes, char *text);
/* "complete", or how many fees are missing. */
const char *_certplan_quotes_describe_completeness (CertplanQuotes *quotes, guint n_missing);
/* The fees of one qualification and kind, or the line that says they are missing. */
gboolean _certplan_quotes_add_quote (CertplanQuotes *quotes, guint handle, const char *kind,
                                     CertplanDate on, GError **error);
/* Whether what the row requires must be held by whoever applies. */
gboolean _certplan_quotes_must_be_held (const CertplanQuotes *quotes, const CertplanRule *rule);
/* What must be held on the day of application: said, not priced. */
void _certplan_quotes_note_requirements (CertplanQuotes *quotes, guint handle, const char *kind);
/* @rows: (transfer full) */
void _certplan_quotes_take_table (CertplanQuotes *quotes, const char *name, const char *title,
                                  const CertplanColumn *columns, guint n_columns, GArray *rows,
                                  CertplanTables *tables);
/* The table of the stretches of time in which a renewal may be submitted, where there are any. */
void _certplan_quotes_take_renewal (CertplanQuotes *quotes, CertplanTables *tables);
