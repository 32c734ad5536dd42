"""No text becomes a command, a formula, markup or a terminal's control, in any form of output.

SPDX-License-Identifier: LGPL-2.1-or-later"""
import collections
import datetime
import os
import shutil
import tempfile
import unicodedata
import hostile
import tap

SCRATCH = tempfile.mkdtemp(prefix="certplan-hostile-")
MARKER = os.path.join(SCRATCH, "CANARY")
CASES = hostile.load(MARKER)
TEXTS = [data.decode("utf-8") for data in CASES.values() if not hostile.is_refused(data)]
WORDS = [text for text in TEXTS if text.strip()]  # a cell that must be filled takes no blanks
LONG = os.environ.get("CERTPLAN_LONG")
PLAN = ["timeline", "cnitsec/engineering/2", "--start", "2026-03-02", "--as-of", "2026-05-10"]
QUOTE = ["quote", "cnitsec/engineering/2", "--as-of", "2026-05-10"]


def new_folder():
    """An empty one."""
    return tempfile.mkdtemp(dir=SCRATCH)


def put(folder, path, text):
    """Writes a file of a user's."""
    path = os.path.join(folder, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)


def cell(text):
    """A cell as a careful program writes it."""
    return '"' + hostile.guarded(text).replace('"', '""') + '"'


def rule_words(texts):
    """Texts for a cell of rules: blanks at the ends are cut there, and doubles are refused."""
    kept = {}
    for text in texts:
        kept.setdefault(text.strip(" \u3000\t\r\n"), text)
    return [text for text in kept if text]


def plain_texts(texts):
    """As many harmless ones."""
    return [f"harmless {number}" for number, _ in enumerate(texts)]


# An input: makes what it needs in the folder. Returns: the arguments, and the texts that must be seen.
def pauses(_folder, texts):
    texts = [text for text in texts if text]
    days = [f"2026-{3 + n // 28:02d}-{1 + n % 28:02d}" for n in range(len(texts) * 1)]
    days = [day if day < "2026-12-29" else "2026-12-28" for day in days]
    return PLAN + [f"--pause={t}:{d}/{d}" for t, d in zip(texts, days)], texts


def extras(_folder, texts):
    texts = [text for text in texts if text]
    return QUOTE + [f"--extra={text}:5" for text in texts], texts


UNPUBLISHED = [f"cnitsec/{category}/{level}" for category in ("engineering", "cloud", "operation") for level in (3, 4, 5)]


def spread(texts):
    """(qualification, text): two fees of one qualification may not be alike but for width and case."""
    n_alike = collections.Counter()
    for text in texts:
        word = "".join(unicodedata.normalize("NFKC", text).lower().split())
        yield UNPUBLISHED[n_alike[word]], text
        n_alike[word] += 1


def tariff_cells(folder, texts):
    texts = rule_words(texts)
    rows = "".join(f"{name},initial,{cell(t)},1,,,{cell('s ' + t)},{cell(t)}\r\n" for name, t in spread(texts))
    used = sorted({name for name, _ in spread(texts)})
    put(folder, "t.csv", "qualification,kind,item,amount,valid_from,valid_to,source,clause\r\n" + rows)
    return ["quote", *used, "--as-of", "2026-05-10", "--rules", "t.csv", "--explain"], texts


def labels(folder, texts):
    texts = rule_words(texts)
    stages = "".join(f"x/y/1,,s{n},{n + 1},p{n},no,filing,Decree 1,6\r\n" for n, _ in enumerate(texts))
    put(folder, "r/schemes/x/scheme.ini",
        "[scheme]\nname=X\nlevels=1\n[category y]\nname=y\n[kind first]\nrole=initial\n")
    put(folder, "r/schemes/x/stages.csv",
        "qualification,kind,stage,place,performer,stops_clock,event,source,clause\r\n" + stages)
    put(folder, "r/schemes/x/periods.csv",
        "qualification,kind,period,duration,event,modality,source,clause\r\n"
        "x/y/1,,target,P30D,filing,must,Decree 1,5\r\n")
    put(folder, "r/schemes/x/labels.csv",
        "key,en,zh\r\n" + "".join(f"s{n},{cell(t)},{cell(t)}\r\n" for n, t in enumerate(texts)))
    lengths = [f"--stage=s{n}=P1D" for n, _ in enumerate(texts)]
    return ["timeline", "x/y/1", "--start", "2026-03-02", "--as-of", "2026-05-10", "--lang", "en",
            "--rules", "r"] + lengths, texts


def key_value(text):
    """A text as a key file holds it."""
    text = text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
    return text.replace(" ", "\\s", 1) if text.startswith(" ") else text


def scheme_names(folder, texts):
    texts = rule_words(texts)
    groups = "".join(f"[category c{n}]\nname={key_value(t)}\n" for n, t in enumerate(texts))
    put(folder, "r/schemes/x/scheme.ini",
        f"[scheme]\nname={key_value(texts[0])}\nlevels=1\n[kind first]\nrole=initial\n" + groups)
    shown = [f"{texts[0]}, {text}, level 1" for text in texts]
    return ["list", "--rules", "r", "--lang", "en", "--as-of", "2026-05-10"], shown


def holidays(folder, texts):
    texts = [text.strip() for text in rule_words(texts)]
    first = datetime.date(2027, 1, 1)
    days = [{"name": text, "date": str(first + datetime.timedelta(number)), "isOffDay": True}
            for number, text in enumerate(texts)]
    put(folder, "h.json", hostile.json.dumps({"year": 2027, "papers": ["http://x/"], "days": days}))
    return ["calendar", "import", "h.json", "--as-of", "2026-05-10"], texts


def closing_days(folder, texts):
    texts = rule_words(texts)
    first = datetime.date(2027, 1, 4)
    put(folder, "c.csv", "date,kind,name,source\r\n" + "".join(
        f"{first + datetime.timedelta(2 * number)},closed,{cell(text)},{cell(text)}\r\n"
        for number, text in enumerate(texts)))
    return ["timeline", "cnitsec/engineering/2", "--start", "2027-01-04", "--as-of", "2026-05-10",
            "--calendar", "c.csv", "--stage", "payment=P5B", "--explain"], []


# name: (input, whether it has a chart)
INPUTS = {
    "reasons of pauses": (pauses, True),
    "names of extras": (extras, False),
    "cells of a tariff": (tariff_cells, False),
    "labels of stages": (labels, True),
    "names of categories": (scheme_names, False),
    "names of holidays": (holidays, False),
    "names of closing days": (closing_days, True),
}


def write(make, texts, endings):
    """All forms in one run. Returns: ending -> bytes, and the texts that must be there."""
    folder = new_folder()
    arguments, shown = make(folder, texts)
    before = set(os.listdir(folder))
    for ending in endings:
        arguments += ["-o", f"out.{ending}"]
    code, out, err = hostile.run(arguments, folder, 300)
    assert code == 0, f"exit {code}: {err[:400]!r}"
    assert out == b"", f"on stdout: {out[:200]!r}"
    made = set(os.listdir(folder)) - before - {".cache", ".config"}
    assert made == {f"out.{e}" for e in endings}, f"files made: {sorted(made)}"
    assert not os.path.exists(MARKER), "a command ran"
    found = {}
    for ending in endings:
        with open(os.path.join(folder, f"out.{ending}"), "rb") as file:
            found[ending] = file.read()
    shutil.rmtree(folder)
    return found, shown


def each_form(name):
    """The tests of one input: every form that shows it, all texts at once; into a workbook go those
    that fit into its cells."""
    make, has_chart = INPUTS[name]
    endings = [e for e in hostile.known_formats(SCRATCH) if has_chart or e not in hostile.PICTURES]
    results = {}

    def prepare():
        if not results:
            texts = WORDS if make in (tariff_cells, labels, scheme_names, holidays, closing_days) else TEXTS
            fitting = [text for text in texts if len(text) <= hostile.SHEET_LIMIT]
            for given, kept in [(texts, [e for e in endings if e != "xlsx"]),
                                (fitting, [e for e in endings if e == "xlsx"])]:
                if not kept:
                    continue  # built without that library
                found, shown = write(make, given, kept)
                plain, _ = write(make, plain_texts(make(new_folder(), given)[1] or rule_words(given)), kept)
                results.update({e: (found[e], shown, plain[e]) for e in kept})
        return results

    def one(ending):
        def test():
            if make is holidays:
                tap.need("json")
            found, shown, plain = prepare()[ending]
            # JSON holds keys, which programs compare, and no labels
            hostile.FORMATS[ending](found, [] if ending == "json" and make is labels else shown, plain)
        test.__doc__ = f"{name} in {ending}"
        return test

    return [one(ending) for ending in endings]


def test_read_back():
    """our own reader has the cells of a CSV output as they were"""
    folder = new_folder()
    arguments, shown = pauses(folder, TEXTS)
    code, _, err = hostile.run(arguments + ["-o", "pauses=a.csv"], folder)
    assert code == 0, err[:400]
    code, out, err = hostile.run(["rows", "a.csv"], folder)
    assert code == 0, err[:400]
    hostile.no_control(out.decode("utf-8"), "rows")
    cells = {c for line in out.decode("utf-8").splitlines() for c in hostile.json.loads(line)}
    hostile.missing([hostile.guarded(text) for text in shown], cells)


def test_rows():
    """names in a register are read as they are, and printed as JSON"""
    folder = new_folder()
    put(folder, "r.csv", "certificate,org\r\n" + "".join(
        f"C{n},{cell(text)}\r\n" for n, text in enumerate(TEXTS)))
    code, out, err = hostile.run(["rows", "r.csv"], folder)
    assert code == 0, err[:400]
    hostile.no_control(out.decode("utf-8"), "rows")
    found = [hostile.json.loads(line)[1] for line in out.decode("utf-8").splitlines()[1:]]
    assert found == [hostile.guarded(text) for text in TEXTS]


REFUSED = {name: data for name, data in CASES.items() if hostile.is_refused(data)}


def test_refused_holidays():
    """nor do the escapes of a JSON file bring it in"""
    tap.need("json")
    folder = new_folder()
    for name, data in REFUSED.items():
        if name.startswith("bad-utf8"):
            continue
        for key in ("name", "papers"):
            day = {"name": "x", "date": "2027-01-01", "isOffDay": True}
            given = {"year": 2027, "papers": ["x"], "days": [day]}
            (day if key == "name" else given)[key] = data.decode() if key == "name" else [data.decode()]
            put(folder, "h.json", hostile.json.dumps(given))
            code, out, err = hostile.run(["calendar", "import", "h.json"], folder)
            assert code == 1 and out == b"" and b"control character" in err, f"{name}: exit {code}, {err[:200]!r}"
            hostile.no_control(err.decode("utf-8"), name)


def test_refused_cells():
    """what a terminal obeys is refused in a cell, with its place"""
    folder = new_folder()
    for name, data in REFUSED.items():
        with open(os.path.join(folder, "r.csv"), "wb") as file:
            file.write(b"certificate,org\r\n\xe6\x9c\xba\xe6\x9e\x84,\"" + data.replace(b'"', b'""') + b"\"\r\n")
        code, out, err = hostile.run(["rows", "r.csv"], folder)
        if name.startswith("bad-utf8") and code == 0:
            continue  # bytes that are good GB18030
        assert code == 1 and out == b"", f"{name}: exit {code}, {out[:80]!r}"
        assert err.startswith(b"r.csv"), f"{name}: {err[:200]!r}"
        hostile.no_control(err.decode("utf-8"), name)


# What the command line says of a wrong word: the word itself is @.
WRONG = [
    ["@"],
    ["quote", "@"],
    ["quote", "cnitsec/engineering/2", "--kind=@"],
    ["quote", "cnitsec/engineering/2", "--lang=@"],
    ["quote", "cnitsec/engineering/2", "--as-of=@"],
    ["quote", "cnitsec/engineering/2", "--on=@"],
    ["quote", "cnitsec/engineering/2", "--policy=@"],
    ["quote", "cnitsec/engineering/2", "--policy=@=@"],
    ["quote", "cnitsec/engineering/2", "--extra=@"],
    ["quote", "cnitsec/engineering/2", "--extra=@:@"],
    ["quote", "cnitsec/engineering/2", "--rules=@/@"],
    ["quote", "cnitsec/engineering/2", "--rules=./@.csv"],
    ["quote", "cnitsec/engineering/2", "-o", "@"],
    ["quote", "cnitsec/engineering/2", "-o", "@=a.csv"],
    ["quote", "cnitsec/engineering/2", "-o", "no/@.csv"],
    ["quote", "cnitsec/engineering/2", "--@"],
    PLAN + ["--pause=@"],
    PLAN + ["--pause=@:@/@"],
    PLAN + ["--stage=@"],
    PLAN + ["--stage=@=P1D"],
    PLAN + ["--wish=@"],
    ["list", "@"],
    ["list", "--industry=@"],
    PLAN + ["--calendar=no/@"],
    PLAN + ["--calendar-beyond=@"],
    PLAN + ["--cycle=@"],
    PLAN + ["--cycle=@=@"],
    ["calendar", "@"],
    ["calendar", "import", "no/@.json"],
    ["calendar", "import", "@"],
    ["rows", "--encoding=@", "no.csv"],
    ["rows", "--delimiter=@", "no.csv"],
    ["show", "@"],
    ["formats", "@"],
    ["rows", "no/@"],
    ["rules", "check", "no/@"],
    ["rules", "@", "@"],
]


def said_of(words, name, data):
    """Runs a wrong call: it says so, and no more."""
    if data.startswith(b"-") or data in (b"", b".."):
        data = b"x" + data
    if len(data) * words[-1].count("@") > 120000:
        return  # more than the system lets one word be
    folder = new_folder()
    code, out, err = hostile.run([word.encode().replace(b"@", data) for word in words], folder)
    where = f"{name}: {' '.join(words)}"
    left = [n for n in os.listdir(folder) if not n.startswith(".c")]
    if code == 0:  # some texts are good words there, as a full-width amount
        assert "-o" in words or "--extra=@:@" in words, f"{where}: exit 0"
    else:
        assert code in (1, 2), f"{where}: exit {code}, {err[:200]!r}"
        assert not left, f"{where}: made {left}"
    text = err.decode("utf-8")
    hostile.no_control(text, where)
    hostile.no_direction(text, where)
    hostile.no_control(out.decode("utf-8"), where)
    assert not os.path.exists(MARKER), f"{where}: a command ran"
    shutil.rmtree(folder)


def test_messages():
    """a wrong word is named in a message and does nothing else"""
    names = list(CASES)
    for number, words in enumerate(WRONG):
        step = 1 if LONG else 9
        for name in names[number % step::step]:
            said_of(words, name, CASES[name])


def file_names():
    """Hostile texts that can be a file's name, as bytes."""
    return {name: data for name, data in CASES.items()
            if b"/" not in data and b"\0" not in data and 0 < len(data) <= 200 and data not in (b".", b"..")}


def test_output_names():
    """an output with a hostile name is that file and no other"""
    for number, (name, data) in enumerate(file_names().items()):
        endings = ["csv", "json", "txt"] if number % 20 or not LONG else ["csv", "svg", "png", "pdf"]
        folder = new_folder()
        arguments = [a.encode() for a in PLAN]
        for ending in endings:
            arguments += [b"-o", b"./" + data + b"." + ending.encode()]
        code, out, err = hostile.run(arguments, folder)
        assert code == 0 and not out and not err, f"{name}: exit {code}, {err[:200]!r}"
        made = {os.fsencode(n) for n in os.listdir(folder)} - {b".cache", b".config"}
        assert made == {data + b"." + e.encode() for e in endings}, f"{name}: {made}"
        shutil.rmtree(folder)
    assert not os.path.exists(MARKER)


def test_input_names():
    """an input with a hostile name is named in the reasons, harmlessly"""
    for name, data in file_names().items():
        folder = new_folder()
        path = os.path.join(os.fsencode(folder), data + b".csv")
        with open(path, "wb") as file:
            file.write(b"qualification,kind,item,amount,source,clause\r\n"
                       b"cnitsec/engineering/3,initial,fee,1,s,c\r\n")
        given = b"./" + data + b".csv"
        code, out, err = hostile.run(["rows", given], folder)
        assert code == 0 and out.count(b"\n") == 2, f"{name}: {err[:200]!r}"
        arguments = ["quote", "cnitsec/engineering/3", "--rules", given, "--explain"]
        code, out, err = hostile.run(arguments + ["-o", "reasons=a.csv", "-o", "a.json", "-o", "a.txt"], folder)
        assert code == 0, f"{name}: {err[:200]!r}"
        for ending in ("csv", "json", "txt"):
            with open(os.path.join(folder, f"a.{ending}"), "rb") as file:
                text = file.read().decode("utf-8-sig")
            hostile.no_control(text, f"{name} in {ending}", "\n\r\t" if ending == "csv" else "\n")
            if ending != "csv":
                hostile.no_direction(text, f"{name} in {ending}")
        hostile.check_csv(open(os.path.join(folder, "a.csv"), "rb").read(), [], None)
        shutil.rmtree(folder)
    assert not os.path.exists(MARKER)


if __name__ == "__main__":
    try:
        tap.run([test for name in INPUTS for test in each_form(name)] + [
            test_read_back, test_rows, test_refused_cells, test_refused_holidays, test_messages, test_output_names, test_input_names])
    finally:
        shutil.rmtree(SCRATCH)
