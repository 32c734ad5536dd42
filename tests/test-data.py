"""What is compiled in: every fact has its source, every label its Chinese.

SPDX-License-Identifier: LGPL-2.1-or-later"""
import csv
import os
import re
import tap


def rows(path):
    """(line, row) of a shipped CSV file, its comments left out."""
    lines = tap.read(path).splitlines()
    kept = [(n, line) for n, line in enumerate(lines, 1) if line and not line.startswith("#")]
    reader = csv.reader([line for _, line in kept], strict=True)
    header = next(reader)
    for (number, _), cells in zip(kept[1:], reader):
        assert len(cells) == len(header), f"{path}:{number}: {len(cells)} cells for {len(header)} heads"
        yield number, dict(zip(header, cells))


TABLES = [p for p in tap.files("data", ".csv") if not p.startswith("data/examples/")]
LABELS = [path for path in TABLES if os.path.basename(path) == "labels.csv"]


def column_faults(paths, column, good):
    """Where the column is, each row must be good."""
    return [
        f"{path}:{line}: {column} is '{row[column]}'"
        for path in paths
        for line, row in rows(path)
        if column in row and not good(row[column])
    ]


def test_width():
    """every row is as wide as its header"""
    for path in TABLES:
        assert list(rows(path)), f"{path}: no rows"


def test_sources():
    """every row with a source column names a source"""
    tap.no_faults(column_faults(TABLES, "source", lambda text: text.strip() != ""))


def test_scheme_tables_have_sources():
    """every table of a scheme but its labels and documents has source and clause"""
    faults = []
    for path in TABLES:
        if path.startswith("data/schemes/") and os.path.basename(path) not in ("labels.csv", "documents.csv"):
            heads = set(next(rows(path))[1])
            faults += [f"{path}: no column {name}" for name in ("source", "clause") if name not in heads]
    tap.no_faults(faults)


def test_documents_exist():
    """every source of a scheme's row is one of the documents listed"""
    documents = {row["document"] for path in TABLES if path.endswith("/documents.csv")
                 for _, row in rows(path)}
    paths = [p for p in TABLES if p.startswith("data/schemes/")]
    tap.no_faults(column_faults(paths, "source", lambda text: text in documents))


def test_labels_whole():
    """every label has a key, English and Chinese"""
    tap.no_faults([fault for column in ("key", "en", "zh")
                   for fault in column_faults(LABELS, column, lambda text: text.strip() != "")])


def test_labels_once():
    """no key stands twice in a file of labels"""
    faults = []
    for path in LABELS:
        keys = [row["key"] for _, row in rows(path)]
        faults += [f"{path}: {key}" for key in sorted(set(keys)) if keys.count(key) > 1]
    tap.no_faults(faults)


def test_labels_arguments():
    """both languages of a label have the same arguments"""
    faults = []
    for path in LABELS:
        for line, row in rows(path):
            places = [sorted(set(re.findall(r"\{\d\}", row[lang]))) for lang in ("en", "zh")]
            if places[0] != places[1]:
                faults.append(f"{path}:{line}: {row['key']}")
    tap.no_faults(faults)


def test_column_labels():
    """every column of a result or a record has a label"""
    known = {row["key"] for path in LABELS for _, row in rows(path)}
    used = set()
    for path in tap.files("lib", ".c"):
        used |= set(re.findall(r"CERTPLAN_(?:RESULT|RECORD)_COLUMN \(\w+,\s*(\w+),", tap.read(path)))
    used.discard("member")  # of macros around those
    tap.no_faults([f"column.{name}" for name in sorted(used) if f"column.{name}" not in known])


tap.run(
    [
        test_width,
        test_sources,
        test_scheme_tables_have_sources,
        test_documents_exist,
        test_labels_whole,
        test_labels_once,
        test_labels_arguments,
        test_column_labels,
    ]
)
