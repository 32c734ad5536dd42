/* All types of records, and what their checks share. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-private.h"
#include "certplan-records-private.h"

extern const CertplanRecordType _certplan_accounts_type;
extern const CertplanRecordType _certplan_agreements_type;
extern const CertplanRecordType _certplan_applied_type;
extern const CertplanRecordType _certplan_arrivals_type;
extern const CertplanRecordType _certplan_bodies_type;
extern const CertplanRecordType _certplan_cases_type;
extern const CertplanRecordType _certplan_charges_type;
extern const CertplanRecordType _certplan_decisions_type;
extern const CertplanRecordType _certplan_effort_type;
extern const CertplanRecordType _certplan_events_type;
extern const CertplanRecordType _certplan_exclusions_type;
extern const CertplanRecordType _certplan_fees_type;
extern const CertplanRecordType _certplan_filings_type;
extern const CertplanRecordType _certplan_ledger_type;
extern const CertplanRecordType _certplan_panels_type;
extern const CertplanRecordType _certplan_payments_type;
extern const CertplanRecordType _certplan_plan_type;
extern const CertplanRecordType _certplan_profile_type;
extern const CertplanRecordType _certplan_projects_type;
extern const CertplanRecordType _certplan_regions_type;
extern const CertplanRecordType _certplan_register_type;
extern const CertplanRecordType _certplan_renewal_type;
extern const CertplanRecordType _certplan_passage_type;
extern const CertplanRecordType _certplan_reviewers_type;

const CertplanRecordType *const *_certplan_record_types_get (guint *n_types);
/* Returns: the type of that name; NULL with a CERTPLAN_TABLE_ERROR_NAME that shows the nearest */
const CertplanRecordType *_certplan_record_type_find (const char *name, GError **error);
/* The same of all files, records and those of rules; the latter by their names alone, too, where no
 * record has them. */
const CertplanRecordType *_certplan_file_format_find (const char *name, GError **error);

/* A column whose name cannot be a member's: it is a word of C or C++. */
#define CERTPLAN_RECORD_COLUMN_NAMED(Struct, member, column_name, TYPE, column_flags, ...)         \
  {                                                                                                \
    .name = column_name, .type = CERTPLAN_COLUMN_##TYPE, .flags = (column_flags),                  \
    .offset = _CERTPLAN_OFFSET (Struct, member, _CERTPLAN_SIZE_##TYPE), __VA_ARGS__                \
  }

/* Other headers that users have for a column. */
#define CERTPLAN_ALIASES(...)                                                                      \
  .aliases = (const char *const[])                                                                 \
  {                                                                                                \
    __VA_ARGS__, NULL                                                                              \
  }
/* The words that a CHOICE cell may hold. */
#define CERTPLAN_VALUES(...)                                                                       \
  .values = (const char *const[])                                                                  \
  {                                                                                                \
    __VA_ARGS__, NULL                                                                              \
  }

#define CERTPLAN_RECORD_TYPE(Struct, type_name, type_columns, finish_hook, type_help)              \
  {                                                                                                \
    .name = type_name, .help = type_help, .columns = type_columns,                                 \
    .n_columns = G_N_ELEMENTS (type_columns), .row_size = sizeof (Struct), .finish = finish_hook   \
  }

/* What the types of qualifications are called; a file may have the level in a column of its own,
 * behind the category's. */
#define CERTPLAN_QUALIFICATION_ALIASES                                                             \
  CERTPLAN_ALIASES ("资质等级", "资质类别等级", "申请资质", "资质类别", "资质名称", "证书类别"),   \
      .behind = (const char *const[])                                                              \
  {                                                                                                \
    "level", "级别", "等级", "资质级别", "服务级别", "认证级别", NULL                              \
  }
/* Of organizations. */
#define CERTPLAN_ORG_ALIASES                                                                       \
  CERTPLAN_ALIASES ("企业名称", "公司名称", "申请单位", "申报单位", "获证单位", "获证组织",        \
                    "组织名称", "单位", "客户名称")

/* Adds a fault at the cell of the column named @column, its text behind the column's name. */
void _certplan_row_refuse (CertplanRowCheck *check, const char *column, const char *what,
                           const char *wanted);
/* Refuses @to, the cell of the column @column, where it is before @from; absent dates pass. */
void _certplan_row_check_order (CertplanRowCheck *check, CertplanDate from, CertplanDate to,
                                const char *column);
/* Makes the text @kind, a kind of application by its name or its label, the name; refuses one that
 * the qualification's scheme does not have; 0 passes. */
void _certplan_row_check_kind (CertplanRowCheck *check, guint16 qualification, guint32 *kind);
