"""No row of any output is without its source, where its table has such a column.

SPDX-License-Identifier: LGPL-2.1-or-later"""
import json
import os
import subprocess
import tempfile
import tap

DATE = ["--as-of", "2026-03-05"]
TIMELINE = ["--start", "2026-03-02", "--explain", "--wish", "2027-01-29"]
COMMANDS = [
    ["quote", "cnitsec/engineering/2", "cnitsec/engineering/3", "--extra", "implementation:12000", "--explain"],
    ["quote", "cnitsec/cloud/1", "--expiry", "2027-01-01", "--submitted", "2026-12-01", "--explain"],
    ["timeline", "cnitsec/operation/2", *TIMELINE, "--pause", "other:2026-04-01/2026-04-03", "--stage", "payment=P5B"],
    ["timeline", "ccia/finance/1", *TIMELINE, "--cycle", "ccia=P3M,P6M", "--policy", "stage-order=art-15"],
    ["timeline", "isccc/emergency/3", *TIMELINE, "--cycle", "isccc=P4M"],
    ["duties", os.path.join(tap.SOURCE, "tests/cli/data/held.csv"), "--actor", "all", "--explain"],
    ["show", "--policies"],
    ["list", "--industry", "education"],
    ["calendar", "check"],
]


def shipped_qualifications():
    """The qualifications that the rules know, as the command lists them."""
    return [row["qualification"] for row in run(["list"])["qualifications"]]


def run(command):
    """The tables of a command's result: name -> rows."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "a.json")
        subprocess.run([os.path.join(tap.BUILD, "tools/certplan"), *command, *DATE, "-o", path], check=True)
        with open(path, encoding="utf-8") as file:
            return json.load(file)


def faults(command):
    """What stands without a source."""
    tables = run(command)
    return [f"{' '.join(command)}: {name} row {number}: {row}" for name, rows in tables.items()
            if any("source" in row for row in rows)
            for number, row in enumerate(rows, 1) if not row.get("source")]


def test_commands():
    """every result that states rules names the source of each row"""
    found = [fault for command in COMMANDS for fault in faults(command)]
    tap.no_faults(found)


def test_show():
    """all that is shown of any qualification has its source"""
    names = shipped_qualifications()
    assert len(names) > 60, names
    tap.no_faults([fault for name in names for fault in faults(["show", name])])


def test_there_are_sources():
    """what is looked at has sources to be looked at"""
    n_rows = sum("source" in row for command in COMMANDS[:5] for rows in run(command).values() for row in rows)
    assert n_rows > 60, n_rows


tap.run([test_commands, test_show, test_there_are_sources])
