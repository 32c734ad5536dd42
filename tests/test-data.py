"""What is compiled in: every fact has its source, every label its Chinese.

SPDX-License-Identifier: LGPL-2.1-or-later"""
import os
import re
import rules
import tap
from tap import rows

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


# The columns of rules whose cells are words, shown by their labels.
WORDS = (
    "kind item period stage criterion event event_basis performer actor modality basis state next_state"
    " anchor waiver passes excludes region_basis stops_clock members_odd members_drawn"
    " group condition fact share_of window exempt staff"
).split()


def test_labels_of_rules():
    """every word of a scheme's rules has a label, in its own file or the general one"""
    faults = []
    for scheme in rules.SCHEMES:
        known = rules.labels(scheme)
        for name in rules.NAMES:
            used = {row.get(column, "") for row in rules.table(scheme, name) for column in WORDS}
            faults += [f"{scheme}/{name}.csv: {word}" for word in sorted(used - {""}) if word not in known]
    tap.no_faults(faults)


def test_labels_agree():
    """schemes share their labels: a key has the same text in every file"""
    texts = {}
    for path in LABELS:
        for _, row in rows(path):
            texts.setdefault(row["key"], set()).add((row["en"], row["zh"]))
    tap.no_faults([f"{key}: {sorted(found)}" for key, found in texts.items() if len(found) > 1])


def test_labels_used():
    """every label of a scheme is a word of its rules"""
    faults = []
    for scheme in rules.SCHEMES:
        used = {row.get(column, "") for name in rules.NAMES
                for row in rules.table(scheme, name) for column in WORDS}
        used |= {row["note"] for _, row in rows(f"data/schemes/{scheme}/documents.csv")}
        faults += [f"{scheme}: {row['key']}" for _, row in rows(f"data/schemes/{scheme}/labels.csv")
                   if row["key"] not in used]
    tap.no_faults(faults)


def test_references():
    """what a row of rules refers to is there: qualification, kind, stage, performer, category, policy"""
    policies = {f"{row['key']}={row['value']}" for _, row in rows("data/policies.csv")}
    faults = []
    for scheme in rules.SCHEMES:
        parts = [part.split(" ", 1) for part in rules.scheme_file(scheme).sections() if " " in part]
        names = {kind: {name for k, name in parts if k == kind} for kind, _ in parts}
        levels = set(rules.scheme_file(scheme)["scheme"]["levels"].split(";"))
        stages = rules.table(scheme, "stages")
        performers = {row["performer"] for row in stages + rules.table(scheme, "routing")}
        known = {
            "kind": names["kind"] | {""},
            "stage": {row["stage"] for row in stages},
            "excludes": performers | {""},
            "category": names["category"],
            "reading": policies | {""},
        }
        for name in rules.NAMES:
            for row in rules.table(scheme, name):
                faults += [f"{scheme}/{name}.csv: {column} '{row[column]}'"
                           for column, good in known.items() if row.get(column, "") not in good
                           and column in row]
                first, category, level = row.get("qualification", f"{scheme}/*/*").split("/")
                if first != scheme or not {category} <= names["category"] | {"*"} \
                        or not {level} <= levels | {"*"}:
                    faults.append(f"{scheme}/{name}.csv: {row['qualification']}")
    tap.no_faults(faults)


def test_scheme_names():
    """every scheme, category, kind and level of a scheme.ini has its name in both languages"""
    faults = []
    for scheme in rules.SCHEMES:
        file = rules.scheme_file(scheme)
        faults += [f"{scheme}: [{part}]" for part in file.sections()
                   if not all(file[part].get(name, "").strip() for name in ("name", "name[zh_CN]"))]
    tap.no_faults(faults)


def test_titles():
    """documents and industries have their titles in both languages, English and Chinese"""
    paths = [p for p in TABLES if p.endswith(("/documents.csv", "/industries.csv"))]
    tap.no_faults(
        column_faults(paths, "title", lambda text: re.fullmatch(r"[ -~]+", text))
        + column_faults(paths, "title_zh", lambda text: re.search("[\u4e00-\u9fff]", text))
    )


def test_column_labels():
    """every column of a result or a record has a label"""
    known = {row["key"] for path in LABELS for _, row in rows(path)}
    used = set()
    for path in tap.files("lib", ".c"):
        used |= set(re.findall(r"CERTPLAN_(?:RESULT|RECORD)_COLUMN \(\w+,\s*(\w+),", tap.read(path)))
        used |= set(re.findall(r'\.head = "(\w+)"', tap.read(path)))
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
        test_labels_of_rules,
        test_labels_agree,
        test_labels_used,
        test_references,
        test_scheme_names,
        test_titles,
        test_column_labels,
    ]
)
