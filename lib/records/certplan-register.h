/* The register: certificates that were issued. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-records.h"

G_BEGIN_DECLS

/**
 * CertplanCertificate:
 * @line: of the file; 0 for rows of a program
 * @certificate: its number; certplan_records_get_note()
 * @qualification: a handle of the rulebook
 * @org: who holds it; certplan_records_get_text()
 * @issued: the day of issue
 * @printed_expiry: the last day of validity as printed, which is never recomputed;
 *   CERTPLAN_DATE_NONE where none is printed
 * @kind: the application that led to it; certplan_records_get_text(); where it is not given, the
 *   renewal of what it supersedes, else a first one
 * @registered_region: where the holder is registered; certplan_records_get_text()
 * @supersedes: the certificate that it replaced; certplan_records_get_note()
 * @agreed: the day of the agreement, which decides on the tariff
 * @note: certplan_records_get_note()
 *
 * A row of the record "register". Members are only ever appended.
 */
typedef struct
{
  guint32 line;
  guint32 certificate;
  guint16 qualification;
  guint32 org;
  CertplanDate issued;
  CertplanDate printed_expiry;
  guint32 kind;
  guint32 registered_region;
  guint32 supersedes;
  CertplanDate agreed;
  guint32 note;
} CertplanCertificate;

/**
 * certplan_certificate_get: (skip)
 * @records: of the type "register"
 *
 * Row @i, as the struct that C programs read.
 *
 * Returns: (transfer none): row @i; lives as long as @records
 */
const CertplanCertificate *certplan_certificate_get (const CertplanRecords *records, guint i);

G_END_DECLS
