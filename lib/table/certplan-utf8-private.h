/* Checking UTF-8 in pieces. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include <glib.h>

typedef enum
{
  CERTPLAN_UTF8_GOOD, /* all of it */
  CERTPLAN_UTF8_CUT,  /* the last character is cut off, so far it is right */
  CERTPLAN_UTF8_BAD,
} CertplanUtf8State;

/* How many characters were met that are not ASCII. */
typedef struct
{
  gsize n_two;  /* of two bytes */
  gsize n_more; /* of three or four bytes */
} CertplanUtf8Counts;

/* @counts: what is met is added
 * Returns: how many bytes, from the first on, are whole valid characters (NUL is one) */
gsize _certplan_utf8_check (const char *text, gsize n, CertplanUtf8Counts *counts,
                            CertplanUtf8State *state);
