/* One row of any table of rules, as it is read. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-records-private.h"
#include "certplan-rulebook-private.h"

/* More than any table has. */
#define CERTPLAN_RULE_MAX_COLUMNS 32

/* A table declares the columns that it has; the others stay absent. */
typedef struct
{
  guint32 line;
  guint16 qualification; /* a pattern's number */
  guint16 requires;      /* a pattern's number */
  guint32 kind, item, event, performer, source, clause;
  guint32 passes, waiver, reading;       /* of stages */
  guint32 next_state, anchor, actor;     /* of the life cycle */
  guint32 excludes;                      /* of routing */
  guint32 group, fact, share_of, exempt; /* of criteria */
  CertplanDate valid_from, valid_to, published;
  CertplanMoney amount;
  CertplanPeriod duration, frequency, after, lead;
  guint32 rule; /* of panels */
  gint32 min, mode, max, team, renew, upgrade, quota, quorum;
  gint32 place, members_min, body_class, threshold, share, users_min;
  guint8 event_basis, modality, basis, stops_clock, members_odd, members_drawn, region_basis,
      condition, window, staff;
  guint16 places[CERTPLAN_RULE_MAX_COLUMNS]; /* where the cells stand in their line, 0 = nowhere */
} CertplanRuleRow;

const CertplanRecordType *_certplan_rule_type (CertplanRulesTable table);

/* The words that cells of these columns may hold; a row has the place of its word, from 1. */
extern const char *const _certplan_rule_event_bases[];
extern const char *const _certplan_rule_modalities[];
extern const char *const _certplan_rule_bases[];
extern const char *const _certplan_rule_yes_no[];
extern const char *const _certplan_rule_conditions[];
extern const char *const _certplan_rule_windows[];
extern const char *const _certplan_rule_region_bases[];

/* The i-th row as a rule, without its qualification and the file's name; its texts go to @texts. */
CertplanRule _certplan_rule_make (CertplanRulesTable table, guint16 layer,
                                  const CertplanRecords *records, guint i, GStringChunk *texts);

/* What else is of the rule's key, out of its other members; to be set once these are final. */
void _certplan_rule_set_variant (CertplanRulesTable table, CertplanRule *rule, GStringChunk *texts);
