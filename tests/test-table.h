/* What the tests of tables have in common. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-table-private.h"
#include "test-rows.h"
#include <gio/gio.h>

#define FIELD CERTPLAN_LANG_FIELD
#define EN CERTPLAN_LANG_EN
#define ZH CERTPLAN_LANG_ZH_CN
#define NO_NUMBER G_MININT64

G_GNUC_UNUSED static CertplanLabels *
make_labels (void)
{
  CertplanLabels *labels = _certplan_labels_new (NULL);

  _certplan_labels_add (labels, "initial", "initial certification", "首次");
  _certplan_labels_add (labels, "test.due", "{1}: {2} days left", "{1}还剩{2}天");
  return labels;
}

/* Registers what stands in test-table-values.c. */
void add_value_tests (void);
