"""Every rule against the documents' own numbering, clause by clause.

documents/clauses.csv lists all clauses of the five documents and which tables may cite each;
documents/rows.csv lists every row under each clause that it cites.

SPDX-License-Identifier: LGPL-2.1-or-later"""
import re
import rules
import tap

CLAUSES = {(row["document"], row["clause"]): row for _, row in tap.rows("tests/documents/clauses.csv")}
LISTED = [
    (row["document"], row["clause"], row["table"], row["row"])
    for _, row in tap.rows("tests/documents/rows.csv")
]
# The document that speaks of each qualification, and the shipped ones of which none does.
GUIDES = {
    "ccia": "ccia-2024-8",
    "isccc": "isccc-sv-001-2015",
    "cnitsec/operation/2": "cnitsec-operation-2",
    "cnitsec/engineering/2": "cnitsec-engineering-2-2025-05",
    "cnitsec/cloud/1": "cnitsec-cloud-1-2025-05",
}


def split(clause):
    """The clauses that a cell names; a remark in ASCII brackets is none."""
    return [re.sub(r" \(.*\)$", "", part) for part in clause.split("、")]


def cited():
    """(document, clause, table, row's name) of every row, once for each clause."""
    for _, name, row in rules.all_rows():
        for clause in split(row["clause"]):
            yield row["source"], clause, name, rules.name_row(name, row)


def policies():
    return [row for _, row in tap.rows("data/policies.csv") if row["source"] != "PRC Civil Code"]


def test_clauses_once():
    """no clause of a document is listed twice"""
    keys = [(row["document"], row["clause"]) for _, row in tap.rows("tests/documents/clauses.csv")]
    tap.no_faults([f"{key}" for key in sorted(set(keys)) if keys.count(key) > 1])
    assert len(keys) == 52 + 42 + 39 + 68 + 686, len(keys)


def test_clauses_exist():
    """every clause that is cited is one of its document, and speaks of such a thing"""
    faults = []
    for document, clause, name, row in cited():
        if (document, clause) not in CLAUSES:
            faults.append(f"{name}: {row}: {document} has no {clause}")
        elif name not in CLAUSES[document, clause]["tables"].split():
            subject = CLAUSES[document, clause]["subject"]
            faults.append(f"{name}: {row}: {clause} is about: {subject}")
    for row in policies():
        found = CLAUSES.get((row["source"], row["clause"]))
        if found is None or "policies" not in found["tables"].split():
            faults.append(f"policies: {row['key']}: {row['source']} {row['clause']}")
    for scheme in rules.SCHEMES:
        head = rules.scheme_file(scheme)["scheme"]
        found = CLAUSES.get((head["source"], head["clause"]))
        if found is None or "scheme" not in found["tables"].split():
            faults.append(f"{scheme}: scheme.ini: {head['source']} {head['clause']}")
    tap.no_faults(faults)


def test_rows_listed():
    """every row is listed under each clause that it cites, and every listed row exists"""
    found, listed = sorted(cited()), sorted(LISTED)
    tap.no_faults(
        [f"not listed: {','.join(row)}" for row in sorted(set(found) - set(listed))]
        + [f"not in the data: {','.join(row)}" for row in sorted(set(listed) - set(found))]
    )


def test_rows_once():
    """no row stands twice in its table, or twice in the list"""
    found = list(cited())
    tap.no_faults(
        [f"{row}" for row in sorted(set(found)) if found.count(row) > 1]
        + [f"list: {row}" for row in sorted(set(LISTED)) if LISTED.count(row) > 1]
    )


def test_clauses_used():
    """every clause that a table may cite is cited by it"""
    used = {(document, clause, name) for document, clause, name, _ in cited()}
    used |= {(row["source"], row["clause"], "policies") for row in policies()}
    for scheme in rules.SCHEMES:
        head = rules.scheme_file(scheme)["scheme"]
        used.add((head["source"], head["clause"], "scheme"))
    tap.no_faults(
        [
            f"{document} {clause}: {name}"
            for (document, clause), row in CLAUSES.items()
            for name in row["tables"].split()
            if (document, clause, name) not in used
        ]
    )


def test_own_guide():
    """every qualification has the rules of its own document only"""
    faults = []
    for scheme, name, row in rules.all_rows():
        about = row.get("qualification", scheme)
        guide = GUIDES.get(about) or GUIDES.get(about.split("/")[0])
        if row["source"] != guide:
            faults.append(f"{name}: {rules.name_row(name, row)}: {row['source']}, not {guide}")
    tap.no_faults(faults)


def test_terms():
    """every row has the term that its document states, or the month of its publication"""
    wanted = {
        "ccia-2024-8": ("2024-03-01", ""),
        "isccc-sv-001-2015": ("2015-04-01", ""),
        "cnitsec-operation-2": ("", ""),
        "cnitsec-engineering-2-2025-05": ("", "2025-05"),
        "cnitsec-cloud-1-2025-05": ("", "2025-05"),
    }
    tap.no_faults(
        [
            f"{name}: {rules.name_row(name, row)}"
            for _, name, row in rules.all_rows()
            if name != "industries"
            and ((row.get("valid_from", ""), row.get("published", "")) != wanted[row["source"]]
                 or row.get("valid_to", "") != "")
        ]
    )


tap.run(
    [
        test_clauses_once,
        test_clauses_exist,
        test_rows_listed,
        test_rows_once,
        test_clauses_used,
        test_own_guide,
        test_terms,
    ]
)
