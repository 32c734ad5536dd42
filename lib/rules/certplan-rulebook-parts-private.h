/* What the rulebook's own files share. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-calendar-private.h"
#include "certplan-documents-private.h"
#include "certplan-industries-private.h"
#include "certplan-rule-files-private.h"
#include "certplan-rulebook-private.h"
#include "certplan-scheme-private.h"
#include "certplan-tariff-lines-private.h"

/* Where a qualification stands in its scheme. */
typedef struct
{
  const CertplanScheme *scheme;
  const CertplanCategory *category;
  guint rank; /* 0 = the lowest level */
} CertplanQualificationPlace;

/* A file of assumptions/ that is no table of rules, as the last layer has it. */
typedef struct
{
  guint16 layer; /* 0 = shipped */
  char *file;    /* owned: as faults name it */
  GBytes *bytes; /* owned */
} CertplanAssumptions;

/* Beside a bit for each table. */
#define CERTPLAN_BROKEN_DOCUMENTS (1u << CERTPLAN_RULES_N_TABLES)
#define CERTPLAN_BROKEN_LABELS (1u << (CERTPLAN_RULES_N_TABLES + 1))

struct _CertplanRulebook
{
  GStringChunk *texts;
  GPtrArray *cell_places;                 /* guint16 arrays that rules point to */
  guint32 broken;                         /* while loading: which kinds of files had faults */
  GMutex texts_lock;                      /* texts may still grow after loading */
  GPtrArray *schemes;                     /* CertplanScheme, by name */
  GPtrArray *identifiers;                 /* const char * by handle, [0] = "" */
  GArray *places;                         /* CertplanQualificationPlace by handle */
  GHashTable *handles;                    /* identifier -> handle */
  GArray *rules[CERTPLAN_RULES_N_TABLES]; /* CertplanRule */
  guint32 *
      first[CERTPLAN_RULES_N_TABLES]; /* by handle: its first row; one entry past the last handle */
  CertplanTariffLines *tariff_lines;  /* of rules[CERTPLAN_RULES_TARIFF] */
  GArray *documents;                  /* CertplanDocument */
  GArray *industries;                 /* CertplanIndustry */
  CertplanLabels *labels;
  GHashTable *assumptions;        /* name -> CertplanAssumptions */
  CertplanCalendarDays *calendar; /* what workcal was made of */
  CertplanWorkcal *workcal;
  char *digest;
  CertplanResolver resolver;
};

static inline const CertplanQualificationPlace *
_certplan_rulebook_get_place (const CertplanRulebook *rulebook, guint handle)
{
  return &g_array_index (rulebook->places, CertplanQualificationPlace, handle);
}

/* An empty rulebook, and reading layers (CertplanLayer) into it. */
CertplanRulebook *_certplan_rulebook_alloc (void);
gboolean _certplan_rulebook_read_layers (CertplanRulebook *rulebook, GPtrArray *layers,
                                         const CertplanRulebookOptions *options,
                                         CertplanFaults *faults, GError **error);
/* The whole rulebook of those layers. @n_before: the number of @faults before any layer was opened.
 * Returns: (transfer full) (nullable): NULL with @error set */
CertplanRulebook *_certplan_rulebook_load_layers (GPtrArray *layers,
                                                  const CertplanRulebookOptions *options,
                                                  CertplanFaults *faults, guint n_before,
                                                  GCancellable *cancellable, GError **error);
/* Adds the cycles of the options to the periods, before these are merged; their layers are numbered
 * from @first_layer on. */
gboolean _certplan_rulebook_add_cycles (CertplanRulebook *rulebook,
                                        const CertplanRulebookOptions *options, guint first_layer,
                                        GError **error);
/* What the limits of a cycle are called in periods.csv. */
#define CERTPLAN_LIMIT_TARGET "target"
#define CERTPLAN_LIMIT_CAP "cap"
/* Of lengths in months and days. */
gboolean _certplan_cycle_is_shorter (const CertplanPeriod *a, const CertplanPeriod *b);
/* The names of the rulebook as the rule files need them; borrowed, made once. */
CertplanNames _certplan_rulebook_names (CertplanRulebook *rulebook);

/* What two ways of writing one name have in common: in small letters, without blanks, brackets and
 * the word for a certificate. Returns: (nullable): NULL for what is too long to be a name */
GString *_certplan_name_fold (const char *text);
/* What may stand before a category: nothing, the scheme's name, a word of it, or its identifier,
 * which is the first part of @identifier. */
gboolean _certplan_name_is_scheme (const char *key, gsize length, const char *name,
                                   const char *identifier);
/* The qualification that @text names in Chinese, as certificates and our own files do: "安全工程类
 * 2级", "风险评估三级", with the scheme or without. Returns: its handle; 0 for none, and for
 * several with the identifiers of all in @wanted */
guint _certplan_rulebook_find_name (CertplanRulebook *rulebook, const char *text, GString *wanted);
/* What one may mean who writes a longer or another name: told, not taken for it. */
void _certplan_rulebook_append_meant (CertplanRulebook *rulebook, const char *text,
                                      GString *wanted);
