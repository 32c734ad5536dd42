# Prints what a spreadsheet finds in a workbook, read by another program than the one that wrote it.
# SPDX-License-Identifier: LGPL-2.1-or-later
"""xlsx-dump.py FILE: a line a sheet (name, frozen rows, filter, paper, pictures), then a line a cell:
reference, kind, number format, value. Every part must be well-formed XML."""
import json
import re
import sys
import xml.etree.ElementTree as tree
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
BUILT_IN = {"0": "General", "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00"}


def unescape(text):
    """_x0041_ is one character to a spreadsheet."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m.group(1), 16)), text)


def read_formats(book):
    """The number format of each style, by its place."""
    styles = tree.fromstring(book.read("xl/styles.xml"))
    own = {f.get("numFmtId"): f.get("formatCode") for f in styles.iter(MAIN + "numFmt")}
    known = {**BUILT_IN, **own}
    return [known[xf.get("numFmtId")] for xf in styles.find(MAIN + "cellXfs")]


def read_targets(book, path):
    """The relations of a part: id to target."""
    if path not in book.namelist():
        return {}
    return {r.get("Id"): r.get("Target") for r in tree.fromstring(book.read(path))}


def show_cell(cell, formats):
    number_format = formats[int(cell.get("s", "0"))]
    value = cell.find(MAIN + "v")
    if cell.find(MAIN + "f") is not None:
        kind, shown = "FORMULA", cell.find(MAIN + "f").text
    elif cell.get("t") == "inlineStr":
        text = unescape("".join(t.text or "" for t in cell.iter(MAIN + "t")))
        kind, shown = "text", json.dumps(text, ensure_ascii=False)
    else:
        kind, shown = f"number[{number_format}]", repr(float(value.text)).removesuffix(".0")
    print(cell.get("r"), kind, shown)


def show_page(sheet):
    """How it lies on paper."""
    page = sheet.find(MAIN + "pageSetup")
    if sheet.find(f"{MAIN}sheetPr/{MAIN}pageSetUpPr[@fitToPage='1']") is None or page is None:
        return ""
    wide, high = page.get("fitToWidth", "1"), page.get("fitToHeight", "1")
    return f" paper={page.get('paperSize')} {page.get('orientation')} pages={wide}x{high}"


def show_sheet(book, name, path, formats):
    sheet = tree.fromstring(book.read(path))
    pane, kept = sheet.find(f".//{MAIN}pane"), sheet.find(MAIN + "autoFilter")
    folder, _, file = path.rpartition("/")
    rels = read_targets(book, f"{folder}/_rels/{file}.rels")
    extra = "" if pane is None else f" frozen={pane.get('ySplit')}"
    extra += "" if kept is None else f" filter={kept.get('ref')}"
    extra += show_page(sheet)
    extra += "".join(" " + target for target in rels.values())
    print(f"== {name}{extra}")
    for cell in sheet.iter(MAIN + "c"):
        show_cell(cell, formats)


def main():
    with zipfile.ZipFile(sys.argv[1]) as book:
        if book.testzip() is not None:
            sys.exit("a part is not what its checksum says")
        for part in book.namelist():
            if part.endswith((".xml", ".rels")):
                tree.fromstring(book.read(part))
        if any(info.date_time != (1980, 1, 1, 0, 0, 0) for info in book.infolist()):
            sys.exit("a part carries the clock's time")
        targets = read_targets(book, "xl/_rels/workbook.xml.rels")
        formats = read_formats(book)
        for sheet in tree.fromstring(book.read("xl/workbook.xml")).iter(MAIN + "sheet"):
            show_sheet(book, sheet.get("name"), "xl/" + targets[sheet.get(REL)], formats)
        core = tree.fromstring(book.read("docProps/core.xml"))
        print("created", *{e.text for e in core if "created" in e.tag or "modified" in e.tag})


sys.stdout.reconfigure(encoding="utf-8")
main()
