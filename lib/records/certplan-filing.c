/* When the cases of a model come. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-filing.h"
#include "certplan-record-types-private.h"

static const CertplanColumn filing_columns[] = {
  CERTPLAN_RECORD_COLUMN_NAMED (
      CertplanFiling, case_id, "case", ID, CERTPLAN_COLUMN_KEY | CERTPLAN_COLUMN_PLACED,
      CERTPLAN_ALIASES ("案件", "编号"), .help = "the case, each one once; empty: it has no name"),
  CERTPLAN_RECORD_COLUMN (CertplanFiling, filed, NOTE,
                          CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_PLACED,
                          CERTPLAN_ALIASES ("申请日", "时间", "日期"),
                          .help = "when it comes: a date, or days from the start on, as 12.5"),
  CERTPLAN_RECORD_COLUMN_NAMED (CertplanFiling, model_class, "class", TEXT, CERTPLAN_COLUMN_PLACED,
                                CERTPLAN_ALIASES ("类别", "类"),
                                .help = "a class of the model; empty: that of the arrivals"),
};

const CertplanRecordType _certplan_filings_type = CERTPLAN_RECORD_TYPE (
    CertplanFiling, "filings", filing_columns, NULL, "when the cases of a model come");

const CertplanFiling *
certplan_filing_get (const CertplanRecords *records, guint i)
{
  g_return_val_if_fail (_certplan_records_get_type (records) == &_certplan_filings_type, NULL);

  return _certplan_records_row (records, i);
}
