/* Numbers that nobody has, and expiries that no rule makes. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "certplan-duties.h"
#include "certplan-holdings-parts-private.h"
#include "test-duties.h"
#include "test-given.h"
#include "test-rows.h"
#include "test-tables.h"
#include <string.h>

#define HEADER "certificate,qualification,org,issued,printed_expiry,kind,supersedes\n"
#define EVENTS "subject,event,from,to,note\n"
#define CASES "case,qualification,kind,org,certificate,filed,finished\n"

typedef struct
{
  const char *name;
  const char *rows, *events, *cases;
  const char *text;     /* all faults, in lines */
  const char *findings; /* subjects and sentences, in lines */
} UnknownRow;

/* 36 months from 2023-06-01 end on 2026-06-01, the grace six months later. */
#define OLD "A-1,cnitsec/engineering/2,甲,2023-06-01,2026-06-01,,\n"
#define NEW(old) "A-2,cnitsec/engineering/2,甲,2026-06-01,2029-06-01,," old "\n"
#define IN_GRACE(old) "A-2,cnitsec/engineering/2,甲,2026-12-01,2029-12-01,," old "\n"
#define AFTER_GRACE(old) "A-2,cnitsec/engineering/2,甲,2026-12-02,2029-12-02,," old "\n"
#define CCIA "CCIA-JR-0031,ccia/finance/3,甲,2025-02-28,2028-02-28,,\n"
#define LOOKS_ALIKE(old)                                                                           \
  "supersedes: the register has no such certificate: \"" old "\"; wanted \"A-1\"\n"
#define NO_SUBJECT "subject: no certificate and no case has that number: "
#define LEFT_OUT(n, old)                                                                           \
  "The register lacks the old ones of " n " certificates, the first of them " old                  \
  "; when these ended, and whether the new ones are renewals, is not known\n"
#define GRACE                                                                                      \
  "A-1|A-2 of the same holder was issued on 2026-12-01, in the grace of this one, which ends "     \
  "on 2026-12-01: if it replaced this one, its row must say so (supersedes)\n"
#define ISSUED(printed, old) "E-1,cnitsec/engineering/2,乙,2026-10-20," printed ",," old "\n"
#define PRINTED(printed)                                                                           \
  "E-1|The printed expiry is " printed                                                             \
  ", but 2026-10-20 and P36M make 2029-10-20; what is printed counts\n"
#define NO_NUMBER "No certificate and no case that was given has this number"

static const UnknownRow unknown_rows[] = {
  { "right", OLD NEW ("A-1"), "A-1,warning,2025-01-01,,\n", NULL, "", "" },
  { "small-l-for-one", OLD NEW ("A-l"), NULL, NULL, "r.csv:3:52: " LOOKS_ALIKE ("A-l"), "" },
  { "wide", OLD NEW ("Ａ－１"), NULL, NULL, "r.csv:3:52: " LOOKS_ALIKE ("Ａ－１"), "" },
  { "another-dash", OLD NEW ("A–1"), NULL, NULL, "r.csv:3:52: " LOOKS_ALIKE ("A–1"), "" },
  { "small-and-apart", OLD NEW ("a -1"), NULL, NULL, "r.csv:3:52: " LOOKS_ALIKE ("a -1"), "" },
  /* who replaced it is known by its look, so that its grace is no matter any more */
  { "alike-in-grace", OLD IN_GRACE ("A-I"), NULL, NULL, "r.csv:3:52: " LOOKS_ALIKE ("A-I"), "" },
  { "a-case-is-no-old-one", OLD, NULL, "K-O,cnitsec/engineering/2,initial,甲,K-0,2026-01-05,\n", "",
    "K-O|Its certificate K-0 is not in the register: c.csv:2\n" },
  { "overlaps", OLD NEW ("B-7"), NULL, NULL,
    "r.csv:3:52: supersedes: the register has no such certificate, and the term overlaps that of "
    "another one of the holder: \"B-7\"; wanted an issue after the term of \"A-1\", or its number "
    "in "
    "supersedes\n",
    "" },
  { "one-slip", OLD AFTER_GRACE ("A-7"), NULL, NULL, "",
    "A-2|The register does not have A-7, which this one replaced; A-1 of the same holder is spelt "
    "nearly so\n" },
  { "one-slip-of-another-holder",
    "A-1,cnitsec/engineering/2,乙,2023-06-01,2026-06-01,,\n" AFTER_GRACE ("A-7"), NULL, NULL, "",
    "A-2|" LEFT_OUT ("1", "A-7") },
  { "one-slip-of-another-ladder",
    "A-1,cnitsec/cloud/1,甲,2023-06-01,2026-06-01,,\n" AFTER_GRACE ("A-7"), NULL, NULL, "",
    "A-2|" LEFT_OUT ("1", "A-7") },
  { "one-slip-of-a-lower-level",
    "A-1,cnitsec/engineering/1,甲,2023-06-01,2026-06-01,,\n" AFTER_GRACE ("A-7"), NULL, NULL, "",
    "A-2|The register does not have A-7, which this one replaced; A-1 of the same holder is spelt "
    "nearly so\n" },
  { "current-ones-alone",
    "B-1,cnitsec/engineering/2,甲,2026-06-01,2029-06-01,,X-1\n"
    "B-2,cnitsec/engineering/2,乙,2026-06-01,2029-06-01,,X-2\n",
    NULL, NULL, "", "B-1|" LEFT_OUT ("2", "X-1") },
  /* printed up to the day of the month or the day before, counted from the old term or not */
  { "day-of-the-month", ISSUED ("2029-10-20", ""), NULL, NULL, "", "" },
  { "day-before", ISSUED ("2029-10-19", ""), NULL, NULL, "", "" },
  { "two-days-before", ISSUED ("2029-10-18", ""), NULL, NULL, "", PRINTED ("2029-10-18") },
  { "day-after", ISSUED ("2029-10-21", ""), NULL, NULL, "", PRINTED ("2029-10-21") },
  { "a-year-less", ISSUED ("2028-10-19", ""), NULL, NULL, "", PRINTED ("2028-10-19") },
  { "renewed-to-the-day-before", OLD "A-2,cnitsec/engineering/2,甲,2026-05-20,2029-05-31,,A-1\n",
    NULL, NULL, "", "" },
  { "after-a-term-not-known", ISSUED ("2029-12-31", "X"), NULL, NULL, "",
    "E-1|" LEFT_OUT ("1", "X") },
  { "less-than-a-term", ISSUED ("2029-10-18", "X"), NULL, NULL, "",
    PRINTED ("2029-10-18") "E-1|" LEFT_OUT ("1", "X") },
  { "last-day-of-the-grace", OLD IN_GRACE (""), NULL, NULL, "", GRACE },
  { "unknown-in-the-grace", OLD IN_GRACE ("X-99"), NULL, NULL, "",
    "A-2|" LEFT_OUT ("1", "X-99") GRACE },
  { "after-the-grace", OLD AFTER_GRACE (""), NULL, NULL, "", "" },
  { "withdrawn-in-the-term", OLD IN_GRACE (""), "A-1,withdrawal,2026-01-01,,\n", NULL, "",
    "A-1|No document says what the event of 2026-01-01 (withdrawal) does to a certificate that is: "
    "late\n" },
  { "letter-for-a-digit", CCIA, "CCIA-JR-O031,annual_check,2026-02-20,,\n", NULL,
    "e.csv:2:1: " NO_SUBJECT "\"CCIA-JR-O031\"; wanted \"CCIA-JR-0031\"\n", "" },
  { "each-row-of-it", CCIA,
    "CCIA-JR-0031,annual_check,2026-02-20,,\nccia-jr-0031,annual_check,2027-02-20,,\n"
    "CCIA-JR-003I,annual_check,2027-02-20,,\n",
    NULL,
    "e.csv:3:1: " NO_SUBJECT "\"ccia-jr-0031\"; wanted \"CCIA-JR-0031\"\n"
    "e.csv:4:1: " NO_SUBJECT "\"CCIA-JR-003I\"; wanted \"CCIA-JR-0031\"\n",
    "" },
  /* of a series, or of a larger register */
  { "another-number", CCIA,
    "CCIA-JR-0099,annual_check,2026-02-20,,\nCCIA-JR-0099,annual_check,2027-02-20,,\n", NULL, "",
    "CCIA-JR-0099|" NO_NUMBER ": e.csv:2, events: 2\n" },
  { "a-digit-of-it", CCIA, "CCIA-JR-0032,annual_check,2026-02-20,,\n", NULL, "",
    "CCIA-JR-0032|" NO_NUMBER "; the nearest is CCIA-JR-0031: e.csv:2, events: 1\n" },
  { "a-digit-of-several", CCIA "CCIA-JR-0033,ccia/finance/3,乙,2025-02-28,2028-02-28,,\n",
    "CCIA-JR-0032,annual_check,2026-02-20,,\n", NULL, "",
    "CCIA-JR-0032|" NO_NUMBER ": e.csv:2, events: 1\n" },
  { "a-pause-of-a-case", CCIA, "K-1,supplement,2026-02-20,,\n", NULL, "", "" },
  { "a-pause-of-no-case", CCIA, "K-2,supplement,2026-02-20,,\nK-l,payment,2026-02-20,,\n",
    "K-1,cnitsec/engineering/2,initial,甲,,2026-01-05,\n",
    "e.csv:3:1: " NO_SUBJECT "\"K-l\"; wanted \"K-1\"\n", "" },
  { "a-case-of-no-certificate", OLD, NULL,
    "K-1,cnitsec/engineering/2,maintenance,甲,B-9,2026-01-05,\n"
    "K-2,cnitsec/engineering/2,maintenance,甲,A-3,2026-01-05,\n"
    "K-3,cnitsec/engineering/2,maintenance,甲,A-4,2023-01-05,2023-06-01\n",
    "",
    "K-1|Its certificate B-9 is not in the register: c.csv:2\n"
    "K-2|Its certificate A-3 is not in the register; the nearest is A-1: c.csv:3\n" },
  { "a-case-of-one-alike", OLD, NULL, "K-1,cnitsec/engineering/2,maintenance,甲,A-l,2026-01-05,\n",
    "c.csv:2:41: certificate: the register has no such certificate: \"A-l\"; wanted \"A-1\"\n",
    "" },
};

static char *
dup_faults (const CertplanFaults *faults)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < certplan_faults_get_n_kept (faults); i++)
    {
      g_autofree char *line = certplan_faults_dup_text (faults, i);
      g_string_append_printf (text, "%s\n", line);
    }
  return g_string_free (text, FALSE);
}

/* Left-out certificates and other days or states are no mistaken numbers. */
static guint
count_mistaken (const char *findings)
{
  static const char *const sentences[]
      = { "is not in the register", "has this number", "is spelt", "in the grace of" };
  guint n = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++)
    for (const char *at = strstr (findings, sentences[i]); at != NULL;
         at = strstr (at + 1, sentences[i]))
      n++;
  return n;
}

static void
test_unknown (gconstpointer data)
{
  static const char *const columns[] = { "subject", "finding", NULL };
  const UnknownRow *row = data;
  g_autoptr (CertplanRecords) certificates
      = load_rows (get_rulebook (), "register", "r.csv", HEADER, row->rows);
  g_autoptr (CertplanRecords) events
      = load_rows (get_rulebook (), "events", "e.csv", EVENTS, row->events);
  g_autoptr (CertplanRecords) cases
      = load_rows (get_rulebook (), "cases", "c.csv", CASES, row->cases);
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  const CertplanDate as_of = parse_day ("2026-12-31");
  g_autoptr (CertplanDuties) duties = certplan_duties_new (
      get_rulebook (), NULL, certificates, cases, events, as_of, as_of, NULL, faults, NULL);
  g_autofree char *text = dup_faults (faults);
  g_assert_cmpstr (text, ==, row->text);
  g_assert_true ((duties == NULL) == (row->text[0] != '\0'));
  if (duties == NULL)
    return;
  g_autoptr (CertplanTables) tables = certplan_duties_dup_tables (duties, FALSE);
  CertplanTable *table = certplan_tables_find (tables, "findings");
  g_autofree char *findings = table != NULL ? dup_columns (table, columns, "|") : g_strdup ("");
  g_assert_cmpstr (findings, ==, row->findings);
  g_assert_cmpuint (certplan_duties_count_unknown (duties), ==, count_mistaken (row->findings));
}

/* All numbers are looked through for a slip a hundred times, not for each row of a wrong file. */
static void
test_many_strays (void)
{
  g_autoptr (CertplanRulebook) rulebook = certplan_rulebook_ref (get_rulebook ());
  g_autoptr (CertplanRecords) certificates
      = load_rows (rulebook, "register", "r.csv", HEADER,
                   "AAA-1,cnitsec/engineering/2,甲,2023-06-01,2026-06-01,,\n");
  g_autoptr (CertplanRecords) events = certplan_records_new ("events", rulebook, NULL);
  for (guint i = 0; i < 101; i++) /* without a file */
    {
      char subject[] = "AAA-\0\0\0";
      g_unichar_to_utf8 (0x4E00 + i, subject + strlen (subject));
      const char *const values[] = { subject, "warning", "2025-01-01", NULL };
      g_autoptr (GError) error = NULL;
      certplan_records_append (events, values, NULL, &error);
      g_assert_no_error (error);
    }
  const CertplanDate as_of = parse_day ("2026-12-31");
  g_autoptr (CertplanDuties) duties = certplan_duties_new (rulebook, NULL, certificates, NULL,
                                                           events, as_of, as_of, NULL, NULL, NULL);
  static const char *const columns[] = { "finding", NULL };
  g_autoptr (CertplanTables) tables = certplan_duties_dup_tables (duties, FALSE);
  g_autofree char *findings = dup_columns (certplan_tables_find (tables, "findings"), columns, "|");
  g_auto (GStrv) lines = g_strsplit (findings, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 102); /* the last one is empty */
  for (guint i = 0; i < 101; i++)
    g_assert_cmpstr (lines[i], ==,
                     i < 100 ? NO_NUMBER "; the nearest is AAA-1: events, events: 1"
                             : NO_NUMBER ": events, events: 1");
}

typedef struct
{
  const char *name;
  const char *one, *other;
  gboolean is_slip;
} SlipRow;

static const SlipRow slip_rows[] = {
  { "equal", "A-1", "A-1", TRUE },
  { "another", "A-1", "A-7", TRUE },
  { "too-many", "A-11", "A-1", TRUE },
  { "in-the-middle", "A-1", "A1", TRUE },
  { "exchanged", "A-12", "A-21", TRUE },
  { "two-others", "A-12", "A-34", FALSE },
  { "two-apart", "A-1", "B-2", FALSE },
  { "two-too-many", "A-1", "A-123", FALSE },
  { "one", "A", "", TRUE },
  { "two", "AB", "", FALSE },
  /* signs, not bytes: 京 E4BAAC, 亭 E4BAAD, 云 E4BA91, 海 E6B5B7, 字 E5AD97 */
  { "another-sign", "京-1", "海-1", TRUE },
  { "another-sign-of-one-begin", "(京)1", "(亭)1", TRUE },
  { "another-sign-of-one-end", "京A", "孬A", TRUE }, /* E4BAAC, E5ADAC */
  { "sign-too-many", "京字第1号", "京第1号", TRUE },
  { "sign-for-a-letter", "京1", "A1", TRUE },
  { "signs-exchanged", "京云-1", "云京-1", TRUE },
  { "sign-and-letter-exchanged", "A京1", "京A1", TRUE },
  { "two-other-signs", "京海-1", "云字-1", FALSE },
  { "two-signs-of-one-begin", "京云", "亭京", FALSE },
  { "two-signs-too-many", "京海-1", "-1", FALSE },
};

static void
test_slip (gconstpointer data)
{
  const SlipRow *row = data;
  g_assert_cmpint (_certplan_unknown_is_slip (row->one, row->other), ==, row->is_slip);
  g_assert_cmpint (_certplan_unknown_is_slip (row->other, row->one), ==, row->is_slip);
}

void
add_unknown (void)
{
  ADD_ROWS ("/duties/unknown/", unknown_rows, test_unknown);
  ADD_ROWS ("/duties/slip/", slip_rows, test_slip);
  g_test_add_func ("/duties/many-strays", test_many_strays);
}
