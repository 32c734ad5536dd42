/* The part of an input's text that is in memory: the current row and what follows.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-decoder-private.h"
#include "certplan-table-error.h"

#define CERTPLAN_MARK "\xef\xbb\xbf" /* U+FEFF, the byte order mark */

/* So many bytes behind the text may be looked at; they are NUL. */
#define CERTPLAN_WINDOW_SLACK 64

/* buffer[row .. next) is the current row with its line end, buffer[next .. used) comes after it;
 * buffer[used] is NUL. */
typedef struct
{
  char *name;
  CertplanFaults *faults;
  CertplanDecoder *decoder;
  gboolean comments; /* lines that begin with # are no rows */
  gboolean failed;   /* a fault was added: there is nothing more to be had */

  char *buffer;
  gsize size;
  gsize row;
  gsize next;
  gsize used;
  gboolean at_end;     /* the input has no more */
  gboolean has_ctrl_z; /* one is held back, which counts only if something follows */

  guint line;       /* on which the current row begins */
  guint next_line;  /* that of buffer[next] */
  gboolean skip_lf; /* a LF at buffer[next] belongs to the CR before it */
} CertplanWindow;

/* @input: (transfer full): also on failure
 * Returns: FALSE with a fault added; the window is to be cleared then, too */
gboolean _certplan_window_init (CertplanWindow *window, CertplanInput *input, const char *encoding,
                                CertplanFaults *faults);
/* Stands before the first row again. Returns: FALSE on a failure */
gboolean _certplan_window_rewind (CertplanWindow *window);
void _certplan_window_clear (CertplanWindow *window);

/* Reads on behind what there is; moves the buffer.
 * Returns: FALSE on a failure; look at at_end otherwise */
gboolean _certplan_window_fill (CertplanWindow *window);
/* Goes to the next row's first byte. Returns: FALSE on a failure and at the end */
gboolean _certplan_window_begin_row (CertplanWindow *window);
/* The row goes up to @end, with its line end, if it has one. Returns: FALSE on a failure */
gboolean _certplan_window_end_row (CertplanWindow *window, const char *end, guint n_line_ends);

/* Adds a fault at a byte of the current row. Returns: FALSE */
gboolean _certplan_window_fail (CertplanWindow *window, const char *at, CertplanTableError code,
                                const char *what, const char *value, const char *wanted);
/* A cell, or a row of cells, is over the limit at @at. Return: FALSE */
gboolean _certplan_window_fail_cell (CertplanWindow *window, const char *at);
gboolean _certplan_window_fail_width (CertplanWindow *window, const char *at);
/* There is a character at @at that no cell may hold. Returns: FALSE */
gboolean _certplan_window_fail_character (CertplanWindow *window, const char *at);

/* Returns: the first CR or LF of [from, to); NULL if there is none */
const char *_certplan_find_line_end (const char *from, const char *to);
