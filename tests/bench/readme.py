#!/usr/bin/python3
# Puts what `make bench` measured into README.md, between the two marks. SPDX-License-Identifier: LGPL-2.1-or-later
# readme.py BENCH.CSV README.md COMPILER...
import csv
import datetime
import os
import re
import subprocess
import sys

BEGIN, END = "<!-- from here on by make bench-readme -->", "<!-- to here -->"


def read_first(path, pattern):
    with open(path, encoding="utf-8") as file:
        match = re.search(pattern, file.read(), re.M)
    return match.group(1).strip() if match else "unknown"


def describe_machine(results, compiler):
    day = datetime.date.fromtimestamp(os.stat(results).st_mtime)
    model = read_first("/proc/cpuinfo", r"^model name\s*:(.*)")
    debian = read_first("/etc/debian_version", r"(.*)")
    shown = subprocess.run([*compiler, "--version"], capture_output=True, text=True, check=True)
    version = shown.stdout.split("\n", maxsplit=1)[0]
    return f"Measured on {day}: {model}, {os.cpu_count()} processors, Debian {debian}, {version}."


# Three digits that count.
def round_off(number):
    text = f"{float(number):.3g}"
    return f"{float(text):,.0f}" if "e" in text or float(text) >= 100 else text


def make_row(row):
    is_time = row["kind"] != "figure"
    if row["verdict"] == "missing":
        return [row["what"], round_off(row["ours_ms"]), row["against"], "not installed", "", ""]
    limit = f"{float(row['limit']):.2f}" if is_time else round_off(row["limit"])
    return [
        row["what"],
        round_off(row["ours_ms"]),
        row["against"],
        round_off(row["other_ms"]),
        round_off(row["value"]),
        limit if float(row["limit"]) > 0 else "",
    ]


def make_table(rows, head):
    lines = [head, ["---"] * len(head), *rows]
    return ["| " + " | ".join(line) + " |" for line in lines] + [""]


def make_text(rows, machine):
    head = ["workload", "ours, ms", "floor", "its ms", "ours / floor", "limit"]
    rival = ["workload", "ours, ms", "instead of us", "its ms", "ours / its", "limit"]
    times = [row for row in rows if row["kind"] != "figure"]
    figures = [
        [row["what"].replace("/", ": "), round_off(row["value"]), row["unit"], round_off(row["limit"])]
        for row in rows
        if row["kind"] == "figure"
    ]
    lines = [machine, ""]
    lines += make_table([make_row(row) for row in times if row["kind"] == "floor"], head)
    lines += make_table([make_row(row) for row in times if row["kind"] == "rival"], rival)
    lines += make_table(
        [[*row[:3], row[3] if row[3] != "0" else ""] for row in figures],
        ["figure", "value", "unit", "limit"],
    )
    return "\n".join(lines)


def main():
    results, readme, *compiler = sys.argv[1:]
    with open(results, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with open(readme, encoding="utf-8") as file:
        before, rest = file.read().split(BEGIN)
    text = make_text(rows, describe_machine(results, compiler))
    with open(readme, "w", encoding="utf-8") as file:
        file.write(before + BEGIN + "\n" + text + END + rest.split(END)[1])


main()
