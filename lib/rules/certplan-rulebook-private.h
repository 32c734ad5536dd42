/* The rulebook's rows as the computing rooms look them up. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#pragma once
#include "certplan-records-private.h"
#include "certplan-rulebook.h"

/* The tables of rules. Each is one array, sorted by qualification, kind, item, variant and
 * valid_from. */
typedef enum
{
  CERTPLAN_RULES_TARIFF,
  CERTPLAN_RULES_PERIODS,
  CERTPLAN_RULES_STAGES,
  CERTPLAN_RULES_CRITERIA,
  CERTPLAN_RULES_LIFECYCLE,
  CERTPLAN_RULES_ROUTING,
  CERTPLAN_RULES_DURATIONS, /* assumed ones: no document states them; so are those that follow */
  CERTPLAN_RULES_EFFORT,
  CERTPLAN_RULES_RETURNS,
  CERTPLAN_RULES_PANELS,
  CERTPLAN_RULES_N_TABLES,
} CertplanRulesTable;

/* One row of rules, of whichever table; members that the table does not have are absent. Texts are
 * interned in the rulebook: equal texts are equal pointers. Lives as long as the rulebook. */
typedef struct
{
  const char *qualification; /* the identifier of handle */
  guint16 handle;
  guint16 layer; /* 0 = shipped */
  guint32 line;
  const char *file;
  const guint16 *places;   /* where its cells stand in the line; one array a row of the file;
                            * NULL = in no file */
  const char *kind;        /* "" = every kind */
  const char *item;        /* the fee's, period's, stage's or criterion's key; an edge: its state */
  const char *variant;     /* what else is of the key: a stage's reading, an edge's event, a
                            * routing's performer and class, an
                            * effort's performer; "" = nothing */
  CertplanDate valid_from; /* NONE = not stated */
  CertplanDate valid_to;   /* NONE = not stated, open */
  CertplanDate published;  /* the month's first day, NONE = not stated */
  const char *source;
  const char *clause;
  const char *basis;    /* stated, inferred, assumption, user */
  const char *modality; /* must, should, may */
  CertplanMoney amount_fen;
  CertplanPeriod duration; /* a stage: how often it is held; an edge: how long after its anchor; a
                            * criterion: for how long, or how far back */
  const char *event;       /* a period: what it is counted from; a stage: what opens it; an edge:
                            * what happens */
  const char *event_basis; /* stated, or open: the documents leave the event to a policy */
  const char *performer;   /* a stage: applicant, office, ...; an edge: its actor */
  const char *stops_clock; /* a stage: yes, no */
  gint32 place;            /* a stage: its place in the order */
  gint32 members_min;      /* a stage: the least number of people who do it */
  const char *members_odd, *members_drawn; /* a stage: yes, no */
  const char *passes;                      /* a stage: what a vote needs, as simple_majority */
  const char *waiver;                      /* a stage: when it may be left out */
  const char *reading; /* a stage, a criterion: POLICY=VALUE, the row counts under it alone; NULL =
                          always */
  const char *next_state;   /* an edge */
  const char *anchor;       /* an edge: what duration is counted from */
  gint32 body_class;        /* a routing: the class that may */
  const char *region_basis; /* a routing: registered_place, onsite_place, any */
  const char *excludes;     /* a routing: the performer that must be another body */
  const char *requires;     /* a criterion: the qualification to be held */
  const char *group;        /* a criterion: of the rows of one group, one is enough */
  const char *condition;    /* a criterion: yes, count, amount, since, held, at_most,
                             * projects, project_value, sectors, unavailable */
  const char *fact;         /* a criterion: the fact that answers it */
  const char *share_of;     /* a criterion: the fact that share is taken of */
  const char *window;       /* a criterion: completed (NULL), signed_and_completed */
  const char *staff;        /* a criterion: yes, no: whether it counts people */
  const char *exempt;       /* a criterion: the fact that exempts from it */
  gint32 threshold;         /* a criterion: the least number */
  gint32 share;             /* a criterion: in millionths */
  gint32 users_min;         /* a criterion: of each project */
  gint32 hours_min, hours_mode, hours_max; /* an effort: person-hours of the whole team */
  gint32 team;                             /* an effort: how many work on it together */
  gint32 renew, upgrade;                   /* a return: shares of holders, in millionths */
  const char *meets;                       /* a panel: when, as "last working Thursday" */
  gint32 quota, quorum;                    /* a panel: how many are invited, and must be there */
  const char *replaces; /* file:line of the row of an earlier layer, NULL = none */
} CertplanRule;

/* The row of exactly that kind, else of every kind, that is in force on @on (NONE: only where there
 * is nothing to choose). Returns: NULL if there is none, or if a date is needed */
const CertplanRule *_certplan_rulebook_look_up (const CertplanRulebook *rulebook,
                                                CertplanRulesTable table, guint handle,
                                                const char *kind, const char *item,
                                                CertplanDate on);

/* What holds of something that began on @since: the row in force then; where it began before any
 * row of the rules came into force, the one in force on @now. */
const CertplanRule *_certplan_rulebook_look_up_since (const CertplanRulebook *rulebook,
                                                      CertplanRulesTable table, guint handle,
                                                      const char *kind, const char *item,
                                                      CertplanDate since, CertplanDate now);

/* All rows of a qualification in that table, any kind and term. */
const CertplanRule *_certplan_rulebook_get_rows (const CertplanRulebook *rulebook,
                                                 CertplanRulesTable table, guint handle,
                                                 guint *n_rows);

/* A level's place in its ladder, 0 = the lowest; and the level that many steps above it (below it
 * where negative), 0 = there is none. */
guint _certplan_rulebook_get_rank (const CertplanRulebook *rulebook, guint handle);
guint _certplan_rulebook_step (const CertplanRulebook *rulebook, guint handle, gint steps);

/* The name of the scheme's kind that has this role (initial, renewal, upgrade); NULL if it has
 * none. */
const char *_certplan_rulebook_get_kind_by_role (const CertplanRulebook *rulebook, guint handle,
                                                 const char *role);
const char *_certplan_rulebook_get_role (const CertplanRulebook *rulebook, guint handle,
                                         const char *kind);

/* The scheme's kinds, "initial, upgrade". (transfer full) */
char *_certplan_rulebook_list_kinds (const CertplanRulebook *rulebook, guint handle);

/* A file of assumptions/ that a room reads for itself, "accounts.csv" or "fees.csv": that of the
 * last layer which has one, whole. @file: (out): as faults name it. Both live as long as the
 * rulebook. */
GBytes *_certplan_rulebook_get_assumptions (const CertplanRulebook *rulebook, const char *name,
                                            const char **file);

/* How QUALIFICATION cells are resolved; lives as long as the rulebook. */
const CertplanResolver *_certplan_rulebook_get_resolver (CertplanRulebook *rulebook);

/* Whether the row is in force on that day; on no day (NONE) only one without a stated term is. */
gboolean _certplan_rule_applies (const CertplanRule *rule, CertplanDate on);

/* Whether both rows are in force on some day. */
gboolean _certplan_rule_terms_meet (const CertplanRule *a, const CertplanRule *b);

/* Narrows [@from, @to) around @on to the days on which the rows of that kind and item (NULL = any)
 * are those of @on: to the nearest days from which one of them counts, or counts no more. */
void _certplan_rulebook_narrow_term (const CertplanRulebook *rulebook, CertplanRulesTable table,
                                     guint handle, const char *kind, const char *item,
                                     CertplanDate on, CertplanDate *from, CertplanDate *to);

/* The term as outputs show it: "undated", "published 2025-05" or "2025-05-01/2026-04-30", a
 * sentence. Returns: (transfer full) */
char *_certplan_rule_dup_term (const CertplanRule *rule);

/* Why so much is paid under a row of the tariff, a sentence: for what, by whom, how much, and what
 * it replaces. Returns: (transfer full) */
char *_certplan_rule_dup_reason (const CertplanRule *rule, const char *amount);
/* The same as a line of text, with the item, the source and where the row stands; @rule is one of
 * CERTPLAN_RULES_TARIFF. No more than copying: for loops over many quotes. */
void _certplan_rulebook_append_tariff_line (const CertplanRulebook *rulebook,
                                            const CertplanRule *rule, CertplanMoney amount_fen,
                                            CertplanLang lang, GString *out);

/* The three parts of a qualification's name, as arguments of a sentence; live as long as the
 * rulebook. */
typedef struct
{
  const char *scheme;   /* a marked label key */
  const char *category; /* a marked label key */
  const char *level;    /* a text */
} CertplanNameParts;

CertplanNameParts _certplan_rulebook_get_name_parts (CertplanRulebook *rulebook, guint handle);

/* The category that @text names: CATEGORY, SCHEME/CATEGORY in letters of any size, or its label in
 * either language, a Chinese one with the class behind it or without. Returns: (transfer full)
 * (nullable): by handle whether the qualification is of it, also of several schemes; NULL for an
 * unknown one, with what would be right in @wanted */
guint8 *_certplan_rulebook_find_category (CertplanRulebook *rulebook, const char *text,
                                          GString *wanted);
