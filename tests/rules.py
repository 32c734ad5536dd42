"""The shipped rules, as the tests in Python read them. SPDX-License-Identifier: LGPL-2.1-or-later"""
import configparser
import os
import tap

SCHEMES = ("ccia", "cnitsec", "isccc")
# What names a row in each table, besides its qualification.
NAMES = {
    "tariff": ("kind", "item"),
    "periods": ("kind", "period"),
    "stages": ("kind", "stage", "reading"),
    "criteria": ("kind", "criterion", "reading"),
    "lifecycle": ("state", "event"),
    "routing": ("stage", "performer", "body_class"),
    "industries": ("category", "industry"),
}


def scheme_file(scheme):
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str
    parser.read_string(tap.read(f"data/schemes/{scheme}/scheme.ini"))
    return parser


def table(scheme, name):
    """The rows of a scheme's table; none if the scheme has no such table."""
    path = f"data/schemes/{scheme}/{name}.csv"
    if not os.path.exists(os.path.join(tap.SOURCE, path)):
        return []
    return [row for _, row in tap.rows(path)]


def all_rows():
    """(scheme, table, row) of every row that has a clause, assumptions and policies left out."""
    for scheme in SCHEMES:
        for name in NAMES:
            for row in table(scheme, name):
                yield scheme, name, row


def name_row(name, row):
    """The row's name: "ccia/*/* initial consulting"."""
    cells = [row.get("qualification", "")] + [row.get(column, "") for column in NAMES[name]]
    return " ".join(cell for cell in cells if cell)


def matches(pattern, qualification):
    return all(p in ("*", q) for p, q in zip(pattern.split("/"), qualification.split("/")))


def of(qualification, name, **wanted):
    """The rows of a table that apply to a qualification and have these cells."""
    return [
        row
        for row in table(qualification.split("/")[0], name)
        if matches(row["qualification"], qualification)
        and all(row.get(column, "") == cell for column, cell in wanted.items())
    ]


def labels(*schemes):
    """{key: (English, Chinese)} of the general labels and of these schemes'."""
    paths = ["data/labels.csv"] + [f"data/schemes/{scheme}/labels.csv" for scheme in schemes]
    return {row["key"]: (row["en"], row["zh"]) for path in paths for _, row in tap.rows(path)}
