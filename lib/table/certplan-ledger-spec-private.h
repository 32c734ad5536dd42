/* How a table says that its rows are postings of vouchers: plain data, columns by their roles.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include <glib.h>

/* Column numbers in the table. Rows of one voucher stand together, by date; each is one posting,
 * with either a debit or a credit, and those of a voucher add up to nothing. */
typedef struct
{
  guint date;
  guint voucher; /* INT: its number, no other one of that day has it */
  guint summary; /* any text type: what the voucher is about */
  guint code;    /* of the account */
  guint name;    /* of the account */
  guint type;    /* CHOICE: assets, liabilities, income, expenses, equity */
  guint debit;   /* MONEY */
  guint credit;  /* MONEY */
  guint org;     /* TEXT: whom it is about; may be absent */
} CertplanLedgerSpec;
