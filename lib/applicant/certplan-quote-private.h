/* The rules behind a quote. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-quote.h"
#include "certplan-rulebook-private.h"

const CertplanRule *_certplan_quote_get_rule (const CertplanQuote *quote, guint i);
