/* A page on its way into a file: what its tables and all around them share.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-render-private.h"

typedef struct
{
  CertplanSink *sink;
  CertplanRenderOptions options; /* what it borrows outlives the page */
  GString *raw;
  GString *shown;
  gboolean is_begun;
  gboolean *is_left_out; /* one a table that will come: lists that hold nothing */
  guint n_parts;         /* tables and charts of their own on the page */
  char *title;           /* of the page */
  char *subtitle;        /* "" = none */
  guint n_tables;        /* begun so far */
  /* the current table */
  const CertplanLabels *labels;
  const CertplanColumn *columns;
  guint n_columns;
  gboolean *is_shown; /* one a column: any row has a cell */
  gboolean has_rows;
  gboolean is_list; /* one column of sentences */
  gboolean is_open; /* rows are shown */
} CertplanHtml;

/* Markup of ours, as it is. */
void _certplan_html_put (CertplanHtml *html, const char *markup);
/* Any text, as an element's content or an attribute's value. */
void _certplan_html_put_text (CertplanHtml *html, const char *text);
/* ... between markup of ours */
void _certplan_html_put_around (CertplanHtml *html, const char *before, const char *text,
                                const char *after);
/* The label @key, which may take @argument (nullable), in the words of the page. */
void _certplan_html_put_word (CertplanHtml *html, const char *key, const char *argument);
/* Returns: (transfer full): "" where the table has none */
char *_certplan_html_dup_subtitle (const CertplanTable *table, CertplanLang lang);

/* Writes what stands before the first table, unless that is done. Returns: FALSE with @error set */
gboolean _certplan_html_begin (CertplanHtml *html, GCancellable *cancellable, GError **error);
/* The charts of @table; NULL = of all tables that are there only to be drawn. */
void _certplan_html_write_charts (CertplanHtml *html, const CertplanTable *table);
/* Writes what stands behind the last table. */
void _certplan_html_write_foot (CertplanHtml *html);
