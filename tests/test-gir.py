"""The library as a Python program sees it. SPDX-License-Identifier: LGPL-2.1-or-later"""
import os
import sys
import tap

# A library with sanitizers wants theirs loaded first, which Python, made without, does not do.
if os.environ.get("CERTPLAN_PRELOAD") and "LD_PRELOAD" not in os.environ:
    os.environ["LD_PRELOAD"] = os.environ["CERTPLAN_PRELOAD"]
    os.environ["ASAN_OPTIONS"] = "detect_leaks=0"
    os.execv(sys.executable, [sys.executable, "-B"] + sys.argv)

if not os.path.exists(os.path.join(tap.BUILD, "lib", "Certplan-1.typelib")):
    tap.skip_all("built without introspection")
os.environ["GI_TYPELIB_PATH"] = os.path.join(tap.BUILD, "lib")
try:
    import gi

    gi.require_version("Certplan", "1")
    from gi.repository import Certplan, GLib
except ImportError as error:
    tap.skip_all(f"python3-gi is missing: {error}")


def test_money():
    """amounts are fen, read and written"""
    ok, fen = Certplan.money_parse("7.2万元")
    assert ok and fen == 7200000, fen
    assert Certplan.money_format(fen, True) == "72,000.00"
    assert sum(Certplan.money_split(100, 3, part) for part in range(3)) == 100


def test_error():
    """a fault is a GLib.Error of the room's domain"""
    try:
        Certplan.money_parse("many")
    except GLib.Error as fault:
        assert fault.matches(Certplan.base_error_quark(), Certplan.BaseError.SYNTAX), fault
    else:
        raise AssertionError("no error")


def test_date():
    """months are added as the Civil Code counts them"""
    day = Certplan.date_new(2024, 1, 31)
    assert Certplan.date_format(Certplan.date_add_months(day, 1)) == "2024-02-29"
    assert Certplan.date_get_ymd(day) == (2024, 1, 31)


def test_period():
    """a period is filled by its parser and added to a date"""
    ok, period = Certplan.period_parse("P30D")
    assert ok and (period.months, period.days) == (0, 30)
    day = Certplan.date_add_period(Certplan.date_new(2024, 1, 31), period, 1)
    assert Certplan.date_format(day) == "2024-03-01"


def test_faults():
    """a list of faults outlives the call that filled it"""
    faults = Certplan.Faults.new()
    faults.add(Certplan.base_error_quark(), Certplan.BaseError.SYNTAX, "a.csv", 3, 2, "is no date", "x", "2025-05-01")
    assert faults.get_n() == 1 and faults.get_line(0) == 3
    assert faults.dup_text(0).startswith("a.csv:3:2: "), faults.dup_text(0)


def test_quote():
    """a sheet of quotes gives tables, and each table its rows (clause 九-2: 48,000 and 15,000)"""
    rulebook = Certplan.Rulebook.load(None, None, None)
    quotes = Certplan.Quotes.new(rulebook, None)
    quotes.add("cnitsec/engineering/2", "maintenance", Certplan.date_new(2026, 9, 1))
    assert Certplan.money_format(quotes.get_total(), True) == "63,000.00"
    table = quotes.dup_tables(False).get(0)
    names = [table.get_column_name(i) for i in range(table.get_n_columns())]
    cursor, amounts = table.open(), []
    while cursor.next():
        amounts.append(cursor.dup_text(names.index("amount")))
    assert amounts == ["48000.00", "15000.00", "63000.00"], amounts
    quote = Certplan.Quote.new(rulebook, rulebook.find("cnitsec/cloud/1"), None, Certplan.date_new(2026, 9, 1))
    text = GLib.String.new("")
    quote.explain(Certplan.Lang.EN, text)
    assert "21,000.00 yuan (cnitsec-cloud-1-2025-05, 九-1" in text.str, text.str
    try:
        Certplan.Quote.new(rulebook, rulebook.find("cnitsec/cloud/5"), None, Certplan.date_new(2026, 9, 1))
    except GLib.Error as fault:
        assert fault.matches(Certplan.rules_error_quark(), Certplan.RulesError.NO_PUBLISHED_TARIFF), fault
    else:
        raise AssertionError("no error")


def test_industry():
    """a line of business leads to its sector (article 12: water conservancy is public service)"""
    rulebook = Certplan.Rulebook.load(None, None, None)
    table = rulebook.dup_industry("水利").find("qualifications")
    cursor, names = table.open(), []
    while cursor.next():
        names.append(cursor.dup_text(0))
    assert names == [f"ccia/public-service/{level}" for level in (4, 3, 2, 1)], names
    try:
        rulebook.dup_industry("astrology")
    except GLib.Error as fault:
        assert fault.matches(Certplan.rules_error_quark(), Certplan.RulesError.UNKNOWN_INDUSTRY), fault
    else:
        raise AssertionError("no error")


def test_checked():
    """the shipped rules hold together"""
    options = Certplan.RulebookOptions.new()
    options.set_checked(True)
    faults = Certplan.Faults.new()
    assert Certplan.Rulebook.load_with_options(options, faults, None).get_n_qualifications() > 0
    assert faults.get_n() == 0


def test_timeline():
    """a timeline tells its limits (clause 九-3)"""
    rulebook = Certplan.Rulebook.load(None, None, None)
    request = Certplan.TimelineRequest.new(rulebook, None, "cnitsec/engineering/2", None)
    request.set_start(Certplan.date_new(2026, 3, 2))
    request.parse_pause("supplement:2026-04-01/2026-04-20")
    timeline = Certplan.Timeline.new(request, Certplan.date_new(2026, 5, 10))
    assert Certplan.date_format(timeline.get_due("target")) == "2026-06-21"
    assert Certplan.date_format(timeline.get_due("cap")) == "2026-09-21"
    assert timeline.get_state() == "on_target" and timeline.is_kept()


def test_duties():
    """a register tells what falls due (clause 四: six months before the expiry)"""
    rulebook = Certplan.Rulebook.load(None, None, None)
    held = Certplan.Records.new("register", rulebook)
    held.append(["E-1", "cnitsec/engineering/2", "Alpha", "2024-02-29", "2027-02-28"], None)
    duties = Certplan.Duties.new(rulebook, None, held, None, None, Certplan.date_new(2026, 3, 1),
                                 Certplan.date_new(2026, 12, 31), "holder", None)
    assert duties.get_state(0) == "renewal_due"
    cursor = duties.dup_tables(False).find("duties").open()
    assert cursor.next() and cursor.dup_text(3) == "renewal_lead" and cursor.dup_text(6) == "2026-08-28"
    assert not cursor.next()


def test_duties_of_a_file():
    """an event done moves what follows, and a register's faults come all at once"""
    rulebook = Certplan.Rulebook.load(None, None, None)
    held = Certplan.Records.new("register", rulebook)
    held.append(["R-1", "isccc/risk-assessment/3", "Alpha", "2025-10-31"], None)
    done = Certplan.Records.new("events", rulebook)
    done.append(["R-1", "surveillance", "2026-10-12"], None)
    day = Certplan.date_new(2026, 11, 21)
    # 6.7.1: at most 12 months from one review to the next
    for events, due in [(None, "2027-10-31"), (done, "2027-10-12")]:
        duties = Certplan.Duties.new(rulebook, None, held, None, events, day, Certplan.date_new(2027, 12, 31), None, None)
        cursor = duties.dup_tables(False).find("duties").open()
        assert cursor.next() and cursor.dup_text(6) == due, cursor.dup_text(6)
        assert duties.count_overdue() == 0
    held.append(["R-2", "isccc/risk-assessment/3", "Beta", "2027-01-01"], None)
    held.append(["R-3", "isccc/risk-assessment/3", "Gamma", "2027-01-02"], None)
    faults = Certplan.Faults.new()
    try:
        Certplan.Duties.new(rulebook, None, held, None, None, day, day, None, faults)
    except GLib.Error as fault:
        assert fault.matches(Certplan.table_error_quark(), Certplan.TableError.VALUE), fault
        assert faults.get_n() == 2 and "2027-01-02" in faults.dup_text(1), faults.dup_text(1)
    else:
        raise AssertionError("no error")
    try:
        Certplan.Duties.new(rulebook, None, held, None, None, day, day, "nobody", None)
    except GLib.Error as fault:
        assert fault.matches(Certplan.applicant_error_quark(), Certplan.ApplicantError.ACTOR), fault
    else:
        raise AssertionError("no error")


def test_eligibility():
    """what is asked, what is known and what stands in the way (engineering/2, clause 3)"""
    rulebook = Certplan.Rulebook.load(None, None, None)
    request = Certplan.EligibilityRequest.new(rulebook, None)
    request.add("cnitsec/engineering/2", None)
    cursor, facts = request.dup_template().get(0).open(), []
    while cursor.next():
        facts.append(cursor.dup_text(0))
    assert "cisp_full_time" in facts and "held cnitsec/engineering/1" in facts, facts
    profile = Certplan.Records.new("profile", rulebook)
    # clause 3.2-4: the greater of six and a tenth of the staff, rounded up: 8 of 75
    for fact, value in [("cisp_full_time", "7"), ("engineering_staff", "75")]:
        profile.append([fact, value], None)
    request.set_profile(profile)
    day = Certplan.date_new(2026, 12, 1)
    answer = Certplan.Eligibility.new(request, day, None)
    assert answer.get_n_qualifications() == 1 and answer.get_verdict(0) == "not_met" and not answer.is_clear()
    table = answer.dup_tables(True, True).find("criteria")
    assert answer.dup_tables(True, True).find("missing") is not None
    names = [table.get_column_name(i) for i in range(table.get_n_columns())]
    cursor, gaps = table.open(), []
    while cursor.next():
        if cursor.dup_text(names.index("state")) == "not_met":
            gaps.append((cursor.dup_text(names.index("required")), cursor.dup_text(names.index("gap"))))
    assert gaps == [("8", "1")], gaps
    wrong = Certplan.EligibilityRequest.new(rulebook, None)
    try:
        wrong.add("cnitsec/engineering/3", None)
    except GLib.Error as fault:
        assert fault.matches(Certplan.rules_error_quark(), Certplan.RulesError.NO_PUBLISHED_RULE), fault
    else:
        raise AssertionError("no error")


def test_budget():
    """a wish becomes cash on the latest day of filing (clauses 九-1, 九-3)"""
    rulebook = Certplan.Rulebook.load(None, None, None)
    plan = Certplan.Records.new("plan", rulebook)
    plan.append(["Alpha", "cnitsec/engineering/1", "hold", "2024-05-11", "2027-05-10"], None)
    plan.append(["Alpha", "cnitsec/engineering/2", "want", "2027-03-31"], None)
    request = Certplan.BudgetRequest.new(rulebook, None, plan)
    request.set_horizon(Certplan.date_new(2026, 1, 1), Certplan.date_new(2028, 12, 31))
    request.set_period("year")
    budget = Certplan.Budget.new(request, Certplan.date_new(2026, 8, 1), None)
    assert Certplan.money_format(budget.get_total(), False) == "87000.00", budget.get_total()
    table = budget.dup_tables(False).find("budget")
    names = [table.get_column_name(i) for i in range(table.get_n_columns())]
    cursor = table.open()
    assert cursor.next() and "2026-12-31" in [cursor.dup_text(i) for i in range(len(names))], names
    try:
        Certplan.BudgetRequest.new(rulebook, None, plan).set_period("week")
    except GLib.Error as fault:
        assert fault.matches(Certplan.applicant_error_quark(), Certplan.ApplicantError.PERIOD), fault
    else:
        raise AssertionError("no error")


def test_finance():
    """what is due becomes what is earned and a month's vouchers, without a file between them"""
    rulebook = Certplan.Rulebook.load(None, None, None)
    held = Certplan.Records.new("register", rulebook)
    held.append(["C", "cnitsec/engineering/2", "Alpha", "2026-03-15", "2029-03-15", "initial", "", "", "2026-01-10"], None)
    request = Certplan.ChargingRequest.new(rulebook, None, held)
    request.set_cases(None)
    day = Certplan.date_new(2026, 11, 21)
    charging = Certplan.Charging.new(request, day, None)
    assert (charging.get_total(), charging.get_n_missing(), charging.get_n_unpaid()) == (8700000, 0, 0)
    charges = Certplan.Records.new("charges", rulebook)
    table = charging.dup_tables(False).find("charges")
    cursor = table.open()
    while cursor.next():
        charges.append([cursor.dup_text(column) for column in range(table.get_n_columns())], None)
    accrue = Certplan.AccrualRequest.new(rulebook, None, charges)
    accrue.set_months("2026-01", "2026-12")
    accrue.set_certificates(held, None)
    # 15,000.00 less ten months of 416.67
    assert Certplan.Accrual.new(accrue, day, None).get_closing() == 1500000 - 10 * 41667
    applied = Certplan.Records.new("applied", rulebook)
    applied.append(["B", "C/annuity", "15000", "2026-02-01"], None)
    book = Certplan.JournalRequest.new(rulebook, None, charges, applied)
    book.set_period("2026-02")
    assert Certplan.Journal.new(book, day, None).get_n_vouchers() == 1
    try:
        book = Certplan.JournalRequest.new(rulebook, None, charges, applied)
        book.set_vat_included("six")
    except GLib.Error as fault:
        assert fault.matches(Certplan.finance_error_quark(), Certplan.FinanceError.VAT), fault
    else:
        raise AssertionError("no error")


def test_options():
    """a rulebook is loaded with options: a cycle of one's own, no day beyond the notices"""
    options = Certplan.RulebookOptions.new()
    options.add_cycle("ccia=P3M,P6M")
    options.set_calendar_beyond(Certplan.CalendarBeyond.ERROR)
    rulebook = Certplan.Rulebook.load_with_options(options, None, None)
    request = Certplan.TimelineRequest.new(rulebook, None, "ccia/finance/2", None)
    request.set_start(Certplan.date_new(2026, 3, 2))
    timeline = Certplan.Timeline.new(request, Certplan.date_new(2026, 3, 2))
    assert Certplan.date_format(timeline.get_due("cap")) == "2026-09-02"
    workcal = rulebook.get_workcal()
    assert workcal.get_coverage(2026) == Certplan.WorkcalCoverage.PUBLISHED
    assert workcal.get_coverage(2027) == Certplan.WorkcalCoverage.UNKNOWN
    tables, n_findings = Certplan.calendar_dup_check(rulebook)
    assert tables.get_n() == 2 and n_findings == 0, n_findings
    try:
        options.add_cycle("ccia=3M")
    except GLib.Error as fault:
        assert fault.matches(Certplan.rules_error_quark(), Certplan.RulesError.CYCLE), fault
    else:
        raise AssertionError("no error")


tap.run([test_money, test_error, test_date, test_period, test_faults, test_quote, test_industry, test_checked,
         test_timeline, test_duties, test_duties_of_a_file, test_eligibility, test_budget, test_finance, test_options])
