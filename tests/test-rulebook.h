/* The files of test-rulebook. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "test-given.h"
#include "test-rule-folder.h"

/* test-rulebook-names.c */
void add_names (void);
/* test-rulebook-policy.c */
void add_policies (void);
