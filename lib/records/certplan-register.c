/* The register. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-register.h"
#include "certplan-record-types-private.h"

static const CertplanColumn columns[] = {
  CERTPLAN_RECORD_COLUMN (CertplanCertificate, certificate, ID,
                          CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_KEY,
                          CERTPLAN_ALIASES ("证书号", "证书号码", "资质证书编号", "证书"),
                          .help = "the certificate's number, each one once"),
  CERTPLAN_RECORD_COLUMN (CertplanCertificate, qualification, QUALIFICATION,
                          CERTPLAN_COLUMN_REQUIRED, CERTPLAN_QUALIFICATION_ALIASES,
                          .help = "SCHEME/CATEGORY/LEVEL, as cnitsec/engineering/2; the level may "
                                  "stand in a column of its own"),
  CERTPLAN_RECORD_COLUMN (CertplanCertificate, org, TEXT, CERTPLAN_COLUMN_REQUIRED,
                          CERTPLAN_ORG_ALIASES, .help = "who holds the certificate"),
  CERTPLAN_RECORD_COLUMN (CertplanCertificate, issued, DATE,
                          CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_PLACED,
                          CERTPLAN_ALIASES ("发证日", "颁发日期", "颁证日期", "签发日期"),
                          .help = "the day of issue, as 2026-03-01"),
  CERTPLAN_RECORD_COLUMN (CertplanCertificate, printed_expiry, DATE, CERTPLAN_COLUMN_HEADED,
                          CERTPLAN_ALIASES ("有效期至", "到期日期", "有效期截止", "届满日期"),
                          .help = "the last day of validity as printed; empty: none printed"),
  CERTPLAN_RECORD_COLUMN (CertplanCertificate, kind, TEXT, 0, CERTPLAN_ALIASES ("申请种类"),
                          .help = "the application it came from, as initial"),
  CERTPLAN_RECORD_COLUMN (CertplanCertificate, registered_region, TEXT, 0,
                          CERTPLAN_ALIASES ("注册地址", "注册地区", "所在地"),
                          .help = "where the holder is registered"),
  CERTPLAN_RECORD_COLUMN (CertplanCertificate, supersedes, ID, CERTPLAN_COLUMN_PLACED,
                          CERTPLAN_ALIASES ("原证书编号", "原证书号"),
                          .help = "the certificate that it replaced"),
  CERTPLAN_RECORD_COLUMN (CertplanCertificate, agreed, DATE, 0,
                          CERTPLAN_ALIASES ("协议签订日期", "签约日期"),
                          .help = "the day of the agreement, whose tariff applies"),
  CERTPLAN_RECORD_COLUMN (CertplanCertificate, note, NOTE, 0, CERTPLAN_ALIASES ("备注"),
                          .help = "free text"),
};

static void
finish (CertplanRowCheck *check)
{
  CertplanCertificate *row = check->row;

  _certplan_row_check_kind (check, row->qualification, &row->kind);
  _certplan_row_check_order (check, row->issued, row->printed_expiry, "printed_expiry");
}

const CertplanRecordType _certplan_register_type = CERTPLAN_RECORD_TYPE (
    CertplanCertificate, "register", columns, finish, "certificates that were issued");

const CertplanCertificate *
certplan_certificate_get (const CertplanRecords *records, guint i)
{
  g_return_val_if_fail (_certplan_records_get_type (records) == &_certplan_register_type, NULL);

  return _certplan_records_row (records, i);
}
