/* What the index of numbers is made of, for its own files alone.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-numbers-private.h"
#include "certplan-pile-private.h"
#include "certplan-slots-private.h"

#define CERTPLAN_NUMBERS_MAX_LENGTH 127 /* of a number that is searched for, in bytes */

struct _CertplanNumbers
{
  CertplanPile texts; /* an arena: what folding makes of texts */
  GArray *numbers;    /* CertplanNumber; [0] unused */
  CertplanSlots slots;
  guint8 lengths[CERTPLAN_NUMBERS_MAX_LENGTH + 1]; /* whether a number is as long */
  guint8 firsts[256];                              /* whether one begins with that byte */
  GString *folded;
};

/* What a look-up compares with. */
typedef struct
{
  const char *text;
  gsize length;
} CertplanNumberText;

gboolean _certplan_numbers_is (gconstpointer numbers, guint32 number, gconstpointer text);
