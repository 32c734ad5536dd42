/* The error domain of the table room: reading, checking and walking tables.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include <glib-object.h>

G_BEGIN_DECLS

#define CERTPLAN_TABLE_ERROR (certplan_table_error_quark ())

/**
 * certplan_table_error_quark:
 *
 * The error domain, whose codes are the enumeration below.
 */
GQuark certplan_table_error_quark (void);

/**
 * CertplanTableError:
 * @CERTPLAN_TABLE_ERROR_FILE: the file cannot be read, or is no ordinary input
 * @CERTPLAN_TABLE_ERROR_ENCODING: bytes that are no text in the encoding
 * @CERTPLAN_TABLE_ERROR_QUOTE: a stray or unclosed quote
 * @CERTPLAN_TABLE_ERROR_WIDTH: a row has another number of cells than the header
 * @CERTPLAN_TABLE_ERROR_HEADER: a column is missing, unknown or there twice
 * @CERTPLAN_TABLE_ERROR_VALUE: a cell does not hold what its column asks for
 * @CERTPLAN_TABLE_ERROR_MISSING: a cell that must be filled is empty
 * @CERTPLAN_TABLE_ERROR_DUPLICATE: a key stands twice
 * @CERTPLAN_TABLE_ERROR_LIMIT: a cell, a row or the file is larger than the stated limit
 * @CERTPLAN_TABLE_ERROR_NAME: no record or table has that name
 *
 * Only ever appended to.
 */
typedef enum
{
  CERTPLAN_TABLE_ERROR_FILE,
  CERTPLAN_TABLE_ERROR_ENCODING,
  CERTPLAN_TABLE_ERROR_QUOTE,
  CERTPLAN_TABLE_ERROR_WIDTH,
  CERTPLAN_TABLE_ERROR_HEADER,
  CERTPLAN_TABLE_ERROR_VALUE,
  CERTPLAN_TABLE_ERROR_MISSING,
  CERTPLAN_TABLE_ERROR_DUPLICATE,
  CERTPLAN_TABLE_ERROR_LIMIT,
  CERTPLAN_TABLE_ERROR_NAME,
} CertplanTableError;

G_END_DECLS
