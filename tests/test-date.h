/* What the tests of dates and periods share. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-date-private.h"
#include "certplan-error.h"
#include "test-rows.h"
#include <stdio.h>
#include <string.h>

#define SYNTAX CERTPLAN_BASE_ERROR_SYNTAX
#define RANGE CERTPLAN_BASE_ERROR_RANGE

/* A date of the tests, which are written as texts: "" is no date. */
G_GNUC_UNUSED static CertplanDate
date_of (const char *text)
{
  gint year, month, day;

  if (sscanf (text, "%d-%d-%d", &year, &month, &day) != 3)
    return CERTPLAN_DATE_NONE;
  return certplan_date_new (year, month, day);
}

G_GNUC_UNUSED static void
assert_date (CertplanDate date, const char *expected)
{
  g_autofree char *text = certplan_date_format (date);

  g_assert_cmpstr (text, ==, expected);
}

typedef struct
{
  const char *name;
  const char *text;
  const char *message;
} MessageCase;

void add_period_tests (void);
