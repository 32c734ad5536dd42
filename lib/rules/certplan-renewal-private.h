/* The rules that a renewal window rests on. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-renewal.h"
#include "certplan-rulebook-private.h"

const CertplanRule *_certplan_renewal_get_lead (const CertplanRenewal *renewal);
const CertplanRule *_certplan_renewal_get_grace (const CertplanRenewal *renewal);
