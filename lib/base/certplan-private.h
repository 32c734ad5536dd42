/* What every room shares inside the library: message translation, texts that come from outside.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include <glib.h>

/* The message in the language of the process's locale; binds the text domain once. */
const char *_certplan_gettext (const char *message) G_GNUC_FORMAT (1);

#define _(text) _certplan_gettext (text)
#define N_(text) (text)

/* How much of a user's value an error text shows. */
#define _CERTPLAN_SHOWN_CHARACTERS 60

/**
 * _certplan_text_append_visible:
 * @text: any bytes, also no UTF-8
 * @max_characters: how many characters (or stray bytes) of @text are taken before "..."; 0 = all
 *
 * Appends @text so that a terminal shows it and never obeys it: control characters and bytes that
 * are no UTF-8 become \xNN, C1 controls, line and paragraph separators, bidirectional controls and
 * other invisible formatting characters become \u{N}. A backslash stays as it is: the result is for
 * reading, not for parsing back. The joiners U+200C and U+200D, which names need, stay too.
 */
void _certplan_text_append_visible (GString *out, const char *text, gsize max_characters);

/* Appends @number as decimal digits, whatever the locale. */
void _certplan_text_append_int (GString *out, gint64 number);

/* Whether a character begins at @at that no text of a user's may hold: a control but TAB, CR and LF
 * (NUL, C0, DEL, and C1 in its two bytes), which a terminal obeys instead of showing, or a byte
 * order mark. @at is followed by two more bytes, or by a NUL. */
gboolean _certplan_text_is_refused (const char *at);
/* Returns: the first such character of @text; NULL if there is none */
const char *_certplan_text_find_refused (const char *text);

/**
 * _certplan_text_fold:
 * @text: a cell that is to be a number, a date or a code
 * @buffer: takes the result, NUL-terminated
 * @size: of @buffer
 *
 * Makes full-width forms plain (U+FF01 .. U+FF5E, the full-width yen sign, the minus sign U+2212,
 * the ideographic and the no-break blank) and strips blanks at both ends. The radicals U+2F47 and
 * U+2F49, which text copied from a PDF file has for "day" and "month", become these. This is NFKC
 * for the characters that such cells may hold, and not for others: whole NFKC would make 722 of 72
 * with a superscript 2 and (1), which is minus 1, of a parenthesized digit.
 *
 * Returns: %FALSE if @text is not UTF-8 or too long for @buffer
 */
gboolean _certplan_text_fold (const char *text, char *buffer, gsize size);

/* A buffer for _certplan_text_fold() that holds any cell worth reading. */
#define _CERTPLAN_FOLD_SIZE 128

/**
 * _certplan_refuse:
 * @error: (nullable): nothing is done where it is %NULL
 * @format: a translated text with one %s, where @text appears as _certplan_text_append_visible()
 * shows it
 *
 * Returns: %FALSE, for `return _certplan_refuse (...)`
 */
gboolean _certplan_refuse (GError **error, GQuark domain, gint code, const char *format,
                           const char *text) __attribute__ ((format (printf, 4, 0)));
