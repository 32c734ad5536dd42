/* Made-up registers, in the forms that files have. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include <glib.h>

typedef enum
{
  BENCH_QUOTES_NONE,
  BENCH_QUOTES_ALL,
} BenchQuotes;

typedef struct
{
  const char *name, *what;
  BenchQuotes quotes; /* around each cell */
  const char *first;  /* put into a row's first cell; needs quotes */
  const char *every;  /* put into every cell; needs quotes */
  const char *org;    /* put into the cell of the holder */
  gboolean is_gb18030;
  gboolean has_kinds; /* of applications, in a last column */
} BenchRegisterForm;

extern const BenchRegisterForm bench_register_forms[]; /* the last one without a name */
extern const BenchRegisterForm bench_register_plain;
extern const BenchRegisterForm bench_register_kinds; /* plain, with what charges ask for */

/* Writes a register with a header and @n_rows rows.
 * @n_text_bytes: (out) (nullable): what the texts take that a loader must keep, each once */
void bench_register_write (const char *path, const BenchRegisterForm *form, guint n_rows,
                           gsize *n_text_bytes);
