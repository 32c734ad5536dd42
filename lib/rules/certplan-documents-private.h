/* The documents that rules come from. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-faults.h"
#include "certplan-date.h"

typedef struct
{
  const char *document;
  const char *title;
  const char *title_zh;
  const char *issuer;
  CertplanDate published;
  const char *note;
} CertplanDocument;

/* Reads one documents.csv into @documents (GArray of CertplanDocument); one of the same name
 * replaces. */
void _certplan_documents_read (const char *file, GBytes *bytes, GArray *documents,
                               GStringChunk *texts, CertplanFaults *faults);
const CertplanDocument *_certplan_documents_find (const GArray *documents, const char *document);
