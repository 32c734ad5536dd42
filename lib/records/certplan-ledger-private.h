/* The words for places and reasons. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-ledger.h"

#define CERTPLAN_LEDGER_N_PLACES (CERTPLAN_LEDGER_LATER + 1)
#define CERTPLAN_LEDGER_N_REASONS (CERTPLAN_LEDGER_NOTHING_TO_REVERSE + 1)

/* Returns: a label key; NULL for NONE and NO_REASON */
const char *_certplan_ledger_name_place (CertplanLedgerPlace place);
const char *_certplan_ledger_name_reason (CertplanLedgerReason reason);
