/* All that a user of certplan includes. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-error.h"
#include "certplan-faults.h"
#include "certplan-money.h"
#include "certplan-date.h"
#include "certplan-workcal.h"
#include "certplan-table-error.h"
#include "certplan-labels.h"
#include "certplan-table.h"
#include "certplan-records.h"
#include "certplan-chart-spec.h"
#include "certplan-outputs.h"
