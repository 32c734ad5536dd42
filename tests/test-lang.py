"""Under --lang zh_CN every result is Chinese; keys of JSON, and heads of CSV without --lang, are fields.

SPDX-License-Identifier: LGPL-2.1-or-later"""
import csv
import io
import json
import os
import re
import shutil
import subprocess
import tempfile
import tap

SCRATCH = tempfile.mkdtemp(prefix="certplan-lang-")
PROGRAM = os.path.join(os.path.dirname(os.environ.get("G_TEST_BUILDDIR", "tests")), "tools", "certplan")
CYCLES = ["--cycle", "ccia=P3M,P6M", "--cycle", "isccc=P3M,P6M"]
PLAN = ["--start", "2026-03-02", "--pause", "supplement:2026-04-01/2026-04-20", "--explain"]
RECORDS = ["register", "cases", "events", "charges", "payments", "decisions", "agreements", "applied", "fees",
           "accounts", "bodies", "reviewers", "panels", "effort", "plan", "profile", "projects"]
EXAMPLES = os.path.join(tap.SOURCE, "data", "examples", "finance")
FINANCE = os.path.join(SCRATCH, "finance", "")
os.mkdir(FINANCE)
for name_ in os.listdir(EXAMPLES):  # what was issued by then, and no English names
    with open(os.path.join(EXAMPLES, name_), encoding="utf-8") as file_:
        lines_ = [line for line in file_.read().replace("implementation", "实施费用").split("\n") if "CN-E2-0120" not in line]
    with open(FINANCE + name_, "w", encoding="utf-8") as file_:
        file_.write("\n".join(lines_))
HELD = os.path.join(tap.SOURCE, "tests", "cli", "data", "held")
# A run of results a row: together they have every table that the command makes.
COMMANDS = [
    ["quote", "cnitsec/engineering/2", "cnitsec/engineering/3", "isccc/software/1", "--explain",
     "--extra", "审计:5"],
    ["quote", "cnitsec/engineering/2", "--expiry", "2026-10-31", "--submitted", "2026-06-01", "--explain"],
    ["timeline", "cnitsec/engineering/2", "--wish", "2027-02-28"] + PLAN,
    ["timeline", "ccia/finance/1", "--start", "2026-03-02", "--explain"] + CYCLES,
    ["timeline", "isccc/software/1", "--start", "2026-03-02", "--explain"] + CYCLES,
    ["duties", HELD + ".csv", "--events", HELD + "-events.csv", "--cases", HELD + "-cases.csv", "--actor", "all",
     "--explain"],
    ["charges", FINANCE + "register.csv", "--applied", FINANCE + "applied.csv", "--events", FINANCE + "events.csv",
     "--cases", FINANCE + "cases.csv", "--explain"],
    ["accrue", FINANCE + "charges.csv", "--from", "2026-01", "--to", "2026-12"],
    ["journal", FINANCE + "charges.csv", FINANCE + "applied.csv", "--period", "2026-11", "--vat-included", "6%"],
    ["list"],
    ["list", "--industry", "教育"],
    ["show", "cnitsec/engineering/2"],
    ["show", "cnitsec/operation/2"],
    ["show", "ccia/finance/1"],
    ["show", "isccc/software/1"],
    ["show", "--policies"],
    ["calendar", "check"],
] + [["formats", name] for name in RECORDS]
OFFICE = os.path.join(tap.SOURCE, "data", "examples", "office")
SIMULATE = ["simulate", OFFICE, "--from", "2027-01", "--months", "2", "--replications", "2", "--threads", "1",
            "--cycle", "ccia=P3M,P6M"]
# Those whose examples are an office and a plan.
MORE = [
    ["budget", os.path.join(EXAMPLES, "..", "plan.csv"), "--from", "2026", "--to", "2030", "--late", "8"],
    ["reconcile", os.path.join(EXAMPLES, "register.csv"), os.path.join(EXAMPLES, "statement.csv"), "--explain"],
    ["workload", OFFICE, "--from", "2027-01", "--months", "2", "--explain"],
    ["capacity", OFFICE, "--from", "2027-01", "--months", "2", "--explain"],
    SIMULATE + ["--growth", "30%", "--against", "as-is"],
    SIMULATE + ["--shard", "1/2"],
    ["staffing"] + SIMULATE[1:] + ["--certificate-by", "2027-12-31"],
]
# What has no other language: a title beside its Chinese one.
BOTH_LANGUAGES = ("标题",)
TYPED = "last working Thursday"  # words that a user types as they are


def run(arguments):
    """Runs the command in the plain locale. Returns: its standard output"""
    done = subprocess.run(
        [PROGRAM, *arguments], cwd=SCRATCH, capture_output=True, timeout=tap.HANGS, check=False,
        env={**os.environ, "LC_ALL": "C", "LANGUAGE": ""})
    assert done.returncode == 0, f"{' '.join(arguments)}: {done.stderr.decode()[:300]}"
    return done.stdout.decode("utf-8")


def read(name):
    """A file that was written."""
    with open(os.path.join(SCRATCH, name), encoding="utf-8-sig", newline="") as file:
        return file.read()


def seen(command):
    """The command with the day on which one looks: that of its records."""
    return command + ["--as-of", "2026-11-21" if command in MORE else "2026-05-10"]


def tables(arguments):
    """The names of all tables that the command gives, and their rows."""
    run(seen(arguments) + ["-o", "all.json"])
    return json.loads(read("all.json"))


def english(text):
    """Two English words in a row: names of files and of fields have no blanks."""
    return re.search(r"\b[A-Za-z]?[a-z]{2,} [a-z]{2,}\b", text.replace(TYPED, ""))


def test_csv_chinese():
    """no head and no cell of a Chinese CSV speaks English"""
    faults = []
    for command in COMMANDS:
        for name in tables(command):
            run(command + ["--as-of", "2026-05-10", "--lang", "zh_CN", "-o", f"{name}=a.csv"])
            heads, *rows = csv.reader(io.StringIO(read("a.csv"), newline=""))
            faults += [f"{command[:2]} {name}: head {h}" for h in heads if re.search("[a-z]{2}", h)]
            faults += [f"{command[:2]} {name}: {cell}" for row in rows for head, cell in zip(heads, row)
                       if head not in BOTH_LANGUAGES and english(cell)]
    tap.no_faults(sorted(set(faults)))


def test_text_chinese():
    """no line of a Chinese text speaks English, titles and what stands for no rows among them"""
    faults = []
    for command in COMMANDS + MORE:
        if command[0] == "show":
            continue  # its documents have their English titles too; the cells are seen above
        out = run(seen(command) + ["--lang", "zh_CN"])
        faults += [f"{command[:2]}: {line}" for line in out.splitlines() if english(line)]
    tap.no_faults(faults)


def helped():
    """The names of all tables that the help of a command tells of, and who tells it."""
    listed = re.findall(r"^  ([a-z]+)  ", run(["--help"]), re.M)
    found = {}
    for command in listed:
        said = re.search(r"Results: (.*?)\.\n", run([command, "--help"]), re.S)
        text = re.sub(r"\([^)]*\)|with --[a-z]+:?|\btoo\b|^those of .*", "", said.group(1)) if said else ""
        for name in re.split(r"[,;\s]+", text):
            if re.fullmatch("[a-z][a-z-]*", name):
                found.setdefault(name, command)
    return found


def test_names():
    """every table has a name in both languages, which heads it in a page and stands in its contents"""
    with open(os.path.join(tap.SOURCE, "data", "labels.csv"), encoding="utf-8", newline="") as file:
        labels = {row[0]: row[1:] for row in csv.reader(line for line in file if not line.startswith("#"))}
    found = helped()
    assert len(found) > 60 and "curve-panels" in found and "difference-limits" in found
    for command in COMMANDS + MORE:
        for name in tables(command):
            found.setdefault(name, command[0])
    faults = []
    for name, command in found.items():
        names = labels.get(f"table.{name}")
        if (names is None or ("-" in name and names[0] == name)
                                      or not re.search("[一-鿿]", names[1])):
            faults.append(f"{command}: {name}: {names}")
    tap.no_faults(faults)


def test_fields():
    """keys of JSON, and heads of CSV without --lang, are the fields, in every language"""
    faults = []
    for command in COMMANDS:
        for name, rows in tables(command).items():
            run(command + ["--as-of", "2026-05-10", "-o", f"{name}=a.csv"])
            heads = next(csv.reader(io.StringIO(read("a.csv"), newline="")))
            run(command + ["--as-of", "2026-05-10", "--lang", "zh_CN", "-o", f"{name}=b.json"])
            chinese = json.loads(read("b.json"))
            faults += [f"{command[:2]} {name}: {h}" for h in heads if not re.fullmatch("[a-z_]+", h)]
            faults += [f"{command[:2]} {name}: {list(row)}" for row in rows + chinese[name]
                       if list(row) != heads]
    tap.no_faults(sorted(set(faults)))


def test_stated():
    """what is only printed follows --lang too"""
    path = os.path.join(tap.SOURCE, "data/examples/tariff.csv")
    said = run(["rules", "check", path, "--lang", "zh_CN"]) + run(["formats", "--lang", "zh_CN"])
    tap.no_faults([line for line in said.splitlines() if not re.search("[一-鿿]|^  \\[?[a-z]", line)])
    assert run(["rules", "check", path, "--lang", "en"]).startswith("no fault; ")


try:
    tap.run([test_csv_chinese, test_text_chinese, test_names, test_fields, test_stated])
finally:
    shutil.rmtree(SCRATCH)
