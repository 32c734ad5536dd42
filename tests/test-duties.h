/* The files of test-duties. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* test-duties-terms.c */
void add_terms (void);
/* test-duties-unknown.c */
void add_unknown (void);
