"""Duties, timelines and budgets as calendars, read back by another implementation of iCalendar than the one that wrote it.

SPDX-License-Identifier: LGPL-2.1-or-later"""
import csv
import datetime
import hashlib
import io
import os
import re
import shutil
import tempfile
import hostile
import tap

try:
    import icalendar
except ImportError:
    tap.skip_all("python3-icalendar is missing")
SCRATCH = tempfile.mkdtemp(prefix="certplan-ics-")
AS_OF = datetime.date(2026, 11, 21)
HEADS = "certificate,qualification,org,issued,printed_expiry,supersedes"
HELD = [
    ["E-1", "cnitsec/engineering/2", "Alpha", "2024-02-29", "2027-02-28", ""],
    ["O-2", "cnitsec/operation/2", "Alpha", "2024-03-01", "2027-03-15", ""],
    ["G-1", "ccia/finance/2", "Beta", "2024-05-20", "2027-05-20", ""],
    ["R-1", "isccc/risk-assessment/3", "Beta", "2025-10-31", "", ""],
]


def put(folder, name, heads, rows):
    """A CSV file of rows; a cell may hold anything."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([heads.split(",")] + rows)
    with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as file:
        file.write(text.getvalue())


def duties(rows, *options, as_of=AS_OF, events=None, **environment):
    """(the bytes of the calendar, the rows of the CSV of the same run)."""
    folder = tempfile.mkdtemp(dir=SCRATCH)
    put(folder, "held.csv", HEADS, rows)
    arguments = ["duties", "held.csv", "--as-of", str(as_of), "-o", "d.ics", "-o", "duties=d.csv", *options]
    if events is not None:
        put(folder, "events.csv", "subject,event,from", events)
        arguments += ["--events", "events.csv"]
    code, _, said = hostile.run(arguments, folder, **environment)
    assert code == 0, said.decode()[:400]
    with open(os.path.join(folder, "d.ics"), "rb") as file:
        data = file.read()
    with open(os.path.join(folder, "d.csv"), encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file, strict=True))
    shutil.rmtree(folder)
    return data, lines


def events_of(data):
    """The events in their order."""
    return icalendar.Calendar.from_ical(data).walk("VEVENT")


def names(data):
    """The UIDs in their order."""
    return [str(event["UID"]) for event in events_of(data)]


def make_uid(*key):
    """As the key's definition has it: the table, the chain, what it is, the term, the number in it."""
    text = "\x1f".join(["duties", *key])
    return hashlib.sha256(text.encode()).hexdigest()[:32] + "@certplan"


def check_lines(data):
    """Lines that every reader takes: whole ones of 75 octets at most, between two characters."""
    lines = data.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR" and lines[-2:] == [b"END:VCALENDAR", b""], "not whole"
    for line in lines[:-1]:
        text = line.decode("utf-8")
        assert 0 < len(line) <= 75 and text != " ", f"a line of {len(line)} octets: {line!r}"
        hostile.no_control(text, "ics", "")
        hostile.no_direction(text, "ics")
        assert text[0] == " " or re.match("[A-Z-]+[:;].", text), f"no property: {text!r}"
        assert not re.fullmatch("[A-Z-]+:", text), f"an empty first line: {text!r}"


def shown(text):
    """A cell of the register as a calendar has it."""
    return hostile.visible(re.sub("[\t\r\n]", " ", text))


def raw_events(data):
    """(summary, description) of each event, by the letter of RFC 5545: icalendar takes an escaped
    backslash before an n for a line end."""
    found = []
    for line in data.decode("utf-8").replace("\r\n ", "").split("\r\n"):
        name, _, value = line.partition(":")
        if (name, value) == ("BEGIN", "VEVENT"):
            found.append({})
        elif name in ("SUMMARY", "DESCRIPTION"):
            text = re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value)
            found[-1].setdefault(name, text)  # alarms come after their event's own texts
    return [(event["SUMMARY"], event["DESCRIPTION"]) for event in found]


def check_event(event, line, titles, texts):
    """One event against the row of the table that it was made of."""
    if "\\" not in texts[1]:
        assert (str(event["SUMMARY"]), str(event["DESCRIPTION"])) == texts, (event["DESCRIPTION"], texts)
    due = datetime.date.fromisoformat(line["due"])
    assert event["DTSTART"].params.get("VALUE") == "DATE" and event["DTEND"].params.get("VALUE") == "DATE"
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (due, due + datetime.timedelta(1)), line
    org = shown(hostile_bare(line["org"]))
    subject = shown(hostile_bare(line["subject"]))
    mark = "OVERDUE: " if line["warning"] == "overdue" else ""
    assert texts[0] == f"{mark}{titles[line['duty']]}: " + ", ".join(
        part for part in [subject, line["qualification"], org] if part), (texts[0], org)
    said = dict(text.split(": ", 1) for text in texts[1].split("\n"))
    assert said["subject"] == subject and said.get("organization", "") == org, (said, org)
    assert said["due"] == line["due"] and said["qualification"] == line["qualification"]
    assert said.get("clause", "") == line["clause"] and said.get("source") == (
        line["source"] if line["source"] != "no_document" else "no document"), said
    assert said.get("at stake", "").replace(",", "") == line["at_stake"], said
    assert str(event["TRANSP"]) == "TRANSPARENT"
    assert event["CATEGORIES"].cats == [labels()[line["duty"]]], event["CATEGORIES"].cats


def hostile_bare(cell):
    """A cell of a CSV output without the apostrophe that guards it."""
    return cell[1:] if cell[:1] == "'" and hostile.guarded(cell[1:]) == cell else cell


def labels(language="en"):
    """The shipped words."""
    return {row["key"]: row[language] for _, row in tap.rows("data/labels.csv")}


def titles_of():
    """What an event of each duty is called."""
    return {key[6:]: text for key, text in labels().items() if key.startswith("event.")}


def test_hostile():
    """hostile names come back as they are, and each row of the CSV is an event"""
    texts = [t.decode("utf-8") for t in hostile.load(os.path.join(SCRATCH, "CANARY")).values()
             if not hostile.is_refused(t)]
    texts = list({t.strip(): t for t in texts if t.strip()}.values()) + ["名" * 300, "a" * 300, "😀" * 300, "שלום, עולם; \\ " * 20]
    rows = [[f"C-{n}", "cnitsec/engineering/2", text, "2024-02-29", "2027-02-28", ""]
            for n, text in enumerate(texts)]
    data, lines = duties(rows)
    check_lines(data)
    found = events_of(data)
    assert len(found) == len(lines) >= 2 * len(texts), (len(found), len(lines))
    titles = titles_of()
    for event, line, said in zip(found, lines, raw_events(data)):
        check_event(event, line, titles, said)
    assert len(set(names(data))) == len(found)
    hostile.missing([hostile_bare(t) for t in texts if t == t.strip()], {hostile_bare(line["org"]) for line in lines})


def test_titles():
    """every duty has a title in both languages that says what is to be done"""
    periods = set()
    for scheme in ("cnitsec", "ccia", "isccc"):
        periods |= {row["period"] for _, row in tap.rows(f"data/schemes/{scheme}/periods.csv")}
    english, chinese = labels(), labels("zh")
    for period in periods - {"target", "cap", "validity", "renewal_material"}:
        assert english.get(f"event.{period}") and chinese.get(f"event.{period}"), period


def test_calendar():
    """the calendar tells what it is, in both languages"""
    for options, name, product in [((), "certificate duties", "EN"), (("--lang", "zh_CN"), "证书应办事项", "ZH")]:
        data, _ = duties(HELD, *options)
        check_lines(data)
        calendar = icalendar.Calendar.from_ical(data)
        head = {key: str(calendar[key]) for key in ("VERSION", "METHOD", "CALSCALE", "X-WR-CALNAME")}
        assert head == {"VERSION": "2.0", "METHOD": "PUBLISH", "CALSCALE": "GREGORIAN",
                        "X-WR-CALNAME": name}, head
        assert str(calendar["PRODID"]).endswith("//" + product)
    assert "【逾期】续证申请截止：E-1、cnitsec/engineering/2、Alpha" in [str(e["SUMMARY"]) for e in events_of(data)]


def test_keys():
    """a UID is made of the chain, the qualification, the duty, the term and the number in it"""
    data, lines = duties(HELD, "--months", "48", "--actor", "all")
    seen = {}
    wanted = set()
    for line in lines:
        key = (line["subject"], line["duty"])
        seen[key] = seen.get(key, 0) + 1
        if line["duty"].startswith("renewal"):  # one a term
            wanted.add(make_uid(line["subject"], line["qualification"], line["duty"], str(seen[key] - 1), "1"))
    found = names(data)
    assert len(found) == len(set(found)) == len(lines)
    assert all(re.fullmatch(r"[0-9a-f]{32}@certplan", uid) for uid in found), found
    assert wanted <= set(found) and len(wanted) >= 6, wanted - set(found)
    # issued 2025-10-31 and reviewed every 12 months: the second review is that of 2027
    at = [n for n, line in enumerate(lines) if line["subject"] == "R-1"][0]
    assert lines[at]["due"] == "2027-10-31", lines[at]
    assert found[at] == make_uid("R-1", "isccc/risk-assessment/3", "surveillance", "0", "2")


def test_bytes():
    """the same bytes again, in any zone and locale"""
    data, _ = duties(HELD)
    assert duties(HELD)[0] == data
    assert duties(HELD, TZ="Asia/Shanghai", LC_ALL="C.UTF-8")[0] == data
    assert duties(HELD, TZ="America/Los_Angeles")[0] == data


def test_later():
    """a later day gives the same names and higher numbers"""
    numbers = []
    for days in (0, 1, 40):
        as_of = AS_OF + datetime.timedelta(days)
        data, _ = duties(HELD, "--until", "2027-11-21", as_of=as_of)
        sequences = {int(event["SEQUENCE"]) for event in events_of(data)}
        stamps = {event.decoded("DTSTAMP") for event in events_of(data)}
        assert stamps == {datetime.datetime(as_of.year, as_of.month, as_of.day, tzinfo=datetime.timezone.utc)}
        assert len(sequences) == 1
        numbers.append((sequences.pop(), names(data)))
    assert numbers[0][0] + 1 == numbers[1][0] and numbers[0][0] + 40 == numbers[2][0], numbers
    assert numbers[0][1] == numbers[1][1] == numbers[2][1]


def days_by_uid(data):
    """UID -> day."""
    return {str(event["UID"]): event.decoded("DTSTART") for event in events_of(data)}


def changed(column, value, row=0):
    """HELD with another cell."""
    rows = [list(cells) for cells in HELD]
    rows[row][HEADS.split(",").index(column)] = value
    return rows


def test_corrected():
    """a corrected row moves its events and doubles none"""
    before = days_by_uid(duties(HELD)[0])
    for rows, moved in [(changed("printed_expiry", "2027-03-14"), 2), (changed("printed_expiry", "2026-12-28"), 2),
                        (changed("org", "Alpha Ltd."), 0), (changed("issued", "2024-03-11", 1), 1),
                        (changed("issued", "2025-08-30", 3), 1)]:
        after = days_by_uid(duties(rows)[0])
        assert set(after) == set(before), (rows, set(after) ^ set(before))
        assert sum(after[uid] != before[uid] for uid in before) == moved, rows


def test_renewed():
    """the duties of a renewed certificate are those that were foreseen for the next term"""
    foreseen = days_by_uid(duties(HELD[:1], "--months", "60")[0])
    renewed = [HELD[0], ["E-9", "cnitsec/engineering/2", "Alpha", "2027-02-20", "2030-02-28", "E-1"]]
    later = datetime.date(2027, 6, 1)
    for rows in (renewed, renewed[1:]):  # the old row may go
        now = days_by_uid(duties(rows, "--until", "2030-12-31", as_of=later)[0])
        day = datetime.date(2029, 8, 28)  # six months before 2030-02-28
        uid = [name for name, due in now.items() if due == day]
        assert uid and foreseen.get(uid[0]) == day, (uid, foreseen)


def test_reviewed():
    """a review that took place moves those that follow"""
    before = days_by_uid(duties(HELD[3:], "--months", "24", events=[["R-1", "surveillance", "2026-10-31"]])[0])
    after = days_by_uid(duties(HELD[3:], "--months", "24", events=[["R-1", "surveillance", "2026-10-12"]])[0])
    assert set(before) == set(after) and len(after) == 2
    assert all((before[uid] - after[uid]).days == 19 for uid in before), (before, after)


def test_same_day():
    """two duties of one certificate on one day are two events; so are two changes of one day"""
    data, lines = duties(HELD[2:3], "--policy", "annual-check-days=with-expiry")
    assert [line["due"] for line in lines] == ["2027-05-20"] * 2, lines
    assert len(set(names(data))) == 2
    changes = [["G-1", "annual_check", "2025-05-01"], ["G-1", "annual_check", "2026-05-01"]]
    changes += [["G-1", "change", "2026-11-10"]] * 2
    data, lines = duties(HELD[2:3], events=changes)
    reports = [line for line in lines if line["duty"] == "change_report"]
    assert len(reports) == 2 and len(set(names(data))) == len(lines), lines


def test_alarms():
    """alarms ring at nine where the warning grows louder and on the day, and never for what is past"""
    shares = sorted((float(row["share"]) for _, row in tap.rows("data/warnings.csv")), reverse=True)
    data, lines = duties(HELD[:1])
    for event, line in zip(events_of(data), lines):
        due = datetime.date.fromisoformat(line["due"])
        length = (due - datetime.date.fromisoformat(HELD[0][3])).days  # of a term's first duties
        before = [int(length * round(share * 1000000)) // 1000000 for share in shares] + [0]
        wanted = [datetime.timedelta(hours=9) - datetime.timedelta(days) for days in before
                  if due >= AS_OF and due - datetime.timedelta(days) >= AS_OF]
        found = [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")]
        assert found == wanted or line["duty"] == "renewal_grace", (line, found, wanted)
        for alarm in event.walk("VALARM"):
            assert str(alarm["ACTION"]) == "DISPLAY" and str(alarm["DESCRIPTION"]) == str(event["SUMMARY"])
    overdue = [line for line in lines if int(line["days_left"]) < 0]
    assert overdue, lines


def test_none():
    """without duties there is a calendar without events"""
    data, lines = duties(HELD[:1], "--until", str(AS_OF), "--actor", "body")
    assert lines == [] and events_of(data) == [] and icalendar.Calendar.from_ical(data)["METHOD"] == "PUBLISH"


def results(arguments, tables, files=()):
    """(the bytes of the calendar, the rows of each table) of one run. @files: (name, header, rows)"""
    folder = tempfile.mkdtemp(dir=SCRATCH)
    for file in files:
        put(folder, *file)
    targets = [word for name in tables for word in ("-o", f"{name}={name}.csv")]
    code, _, said = hostile.run([*arguments, "-o", "x.ics", *targets], folder)
    assert code == 0, said.decode()[:400]
    with open(os.path.join(folder, "x.ics"), "rb") as file:
        data = file.read()
    rows = {}
    for name in tables:
        with open(os.path.join(folder, name + ".csv"), encoding="utf-8-sig", newline="") as file:
            rows[name] = list(csv.DictReader(file, strict=True))
    shutil.rmtree(folder)
    check_lines(data)
    return data, rows


def said_of(data):
    """(day, category, title) of each event."""
    return [(str(event.decoded("DTSTART")), event["CATEGORIES"].cats[0], str(event["SUMMARY"]))
            for event in events_of(data)]


PLAN_TITLES = {"start": "clock starts with {}", "stage": "{} begins", "pause": "pause for {} begins",
               "limit": "{} ends", "finish": "{}"}
CASE = ["timeline", "cnitsec/engineering/2", "--start", "2026-03-02", "--as-of", "2026-04-10"]
OPEN = ["--pause", "supplement:2026-04-01/"]


def test_timeline():
    """each line of a plan that has a day, each limit that an open pause has to keep, and the latest starts"""
    words = {**{row["key"]: row["en"] for _, row in tap.rows("data/schemes/cnitsec/labels.csv")}, **labels()}
    of = ": cnitsec/engineering/2, initial"
    data, rows = results([*CASE, *OPEN, "--wish", "2027-01-31"], ["plan", "pauses", "wish"])
    wanted = [(line["from"], words[line["mark"]],
               PLAN_TITLES[line["mark"]].format(words[line["label"]]) + of) for line in rows["plan"]]
    assert rows["pauses"][0]["own_limit"] == "2026-05-01"  # one month from the e-mail on (clause 5.2)
    wanted += [("2026-05-01", "supplement", "supplement due" + of)]
    # three and six months before the wish, clause 九-3; both by the calendar
    wanted += [("2026-10-31", "target", "latest start, for the target" + of),
               ("2026-07-31", "maximum", "latest start, for the maximum" + of)]
    assert said_of(data) == wanted and len(set(names(data))) == len(wanted), (said_of(data), wanted)
    data, _ = results([*CASE, "--pause", "supplement:2026-04-01/2026-04-20"], [])
    assert not any("supplement due" in title for _, _, title in said_of(data))


def test_timeline_again():
    """what becomes known moves events and doubles none; another case has other events"""
    def days(*options, **files):
        return days_by_uid(results([*CASE, *options], [], **files)[0])
    before = days()
    longer = days("--stage", "evaluation=P60D")
    assert set(longer) == set(before) and sum(longer[uid] != before[uid] for uid in before) == 3
    done = days("--finish", "2026-04-09")
    planned = [uid for uid, title in zip(names(results(CASE, [])[0]), said_of(results(CASE, [])[0]))
               if title[2].startswith("certificate planned")]
    assert done[planned[0]] == datetime.date(2026, 4, 9) and len(done) == 4  # start, finish, two limits
    other = list(CASE)
    other[3] = "2026-03-03"
    assert not set(days_by_uid(results(other, [])[0])) & set(before)
    events = [("e.csv", "subject,event,from,to", [["C-1", "payment", "2026-03-20", "2026-03-25"],
                                                  ["C-2", "payment", "2026-03-20", "2026-03-25"]])]
    one = days("--events", "e.csv", "--case", "C-1", files=events)
    two = days("--events", "e.csv", "--case", "C-2", files=events)
    assert not set(one) & set(two) and sorted(one.values()) == sorted(two.values())
    other += ["--events", "e.csv", "--case", "C-1"]  # a corrected start
    assert set(days_by_uid(results(other, [], events)[0])) == set(one)
    assert ": C-1, cnitsec/engineering/2" in said_of(results(other, [], events)[0])[0][2]


def test_timeline_alarms():
    """limits are rung before as duties are, other lines on their day"""
    data, rows = results(CASE, ["plan"])
    shares = sorted((float(row["share"]) for _, row in tap.rows("data/warnings.csv")), reverse=True)
    as_of, start = datetime.date(2026, 4, 10), datetime.date(2026, 3, 2)
    for event, line in zip(events_of(data), rows["plan"]):
        day = datetime.date.fromisoformat(line["from"])
        before = [(day - start).days * round(share * 1000000) // 1000000 for share in shares]
        wanted = [n for n in (before if line["mark"] == "limit" else []) + [0]
                  if day - datetime.timedelta(n) >= as_of]
        found = [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")]
        assert found == [datetime.timedelta(hours=9) - datetime.timedelta(n) for n in wanted], (line, found)


PLAN_HEADS = "org,qualification,action,date,expiry,extra"
PLAN = [["Alpha", "cnitsec/engineering/2", "hold", "2025-05-10", "2028-05-10", "500"],
        ["Beta, Ltd", "cnitsec/cloud/1", "want", "2027-06-30", "", ""],
        ["Beta, Ltd", "ccia/finance/3", "want", "2027-06-30", "", ""]]


def test_budget():
    """each fee is an event on the day on which it is to be paid, named by whose, for what, and which in order"""
    words, seen, wanted, uids = labels(), {}, [], []
    data, rows = results(["budget", "plan.csv", "--as-of", "2026-08-01"], ["budget"],
                         [("plan.csv", PLAN_HEADS, PLAN)])
    assert len(rows["budget"]) > 10
    for line in rows["budget"][:-1]:  # the last one is the total
        key = (line["org"], line["qualification"], line["kind"], line["item"])
        seen[key] = seen.get(key, 0) + 1
        amount = f"{float(line['amount']):,.2f}" if line["amount"] else ""
        of = [line["qualification"], words.get(line["kind"], ""), line["org"], amount]
        wanted.append((line["date"], words[line["item"]],
                       words[line["item"]] + ": " + ", ".join(part for part in of if part)))
        text = "\x1f".join(["budget", *key, str(seen[key])])
        uids.append(hashlib.sha256(text.encode()).hexdigest()[:32] + "@certplan")
    assert said_of(data) == wanted, [pair for pair in zip(said_of(data), wanted) if pair[0] != pair[1]][:3]
    assert names(data) == uids and len(set(uids)) == len(uids)


try:
    if "ical" not in tap.BUILT_WITH:
        tap.skip_all("built without libical")
    tap.run([test_hostile, test_titles, test_calendar, test_keys, test_bytes, test_later, test_corrected, test_renewed,
             test_reviewed, test_same_day, test_alarms, test_none, test_timeline, test_timeline_again,
             test_timeline_alarms, test_budget])
finally:
    shutil.rmtree(SCRATCH)
