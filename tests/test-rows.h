/* Registering each row of a table as a test of its own.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include <glib.h>

/* For each of @rows, an array of structs with the field name: the test @prefix + name, which calls
 * @function with a pointer to the row. */
#define ADD_ROWS(prefix, rows, function)                                                           \
  for (gsize row_ = 0; row_ < G_N_ELEMENTS (rows); row_++)                                         \
    {                                                                                              \
      g_autofree char *path_ = g_strconcat (prefix, rows[row_].name, NULL);                        \
      g_test_add_data_func (path_, &rows[row_], function);                                         \
    }
