"""Writes the pages of the API reference that are made of other files of the tree.

    pages.py SOURCE FOLDER
    pages.py --front FOLDER

start.md is the section of README.md on the library, whose programs a test runs; rooms.md lists the headers by room,
with what the first line of each says it is for and the types that it declares. --front puts the first program into the
pages that were made, on top of index.html, for which gi-docgen knows no text of one's own, and takes empty links away.

SPDX-License-Identifier: LGPL-2.1-or-later"""
import os
import re
import sys

ROOMS = {
    "base": "Numbers that are exact: money, dates, working days, random numbers, faults",
    "table": "Record files in, tables out",
    "rules": "The rulebook: what the schemes have published",
    "records": "The types of record files, row by row",
    "applicant": "What certificates cost, when they are due, what stands in the way",
    "office": "Whether an office can carry its cases",
    "finance": "What is due, paid, missing and earned",
    "output": "Results as files",
}


def read(source, path):
    with open(os.path.join(source, path), encoding="utf-8") as file:
        return file.read()


def start(source):
    """README's section on the library, its indented programs told apart by language."""
    section = re.search(r"(?ms)^## The library\n(.*?)^## ", read(source, "README.md"))[1]
    c, python = section.split("\nIn Python", 1)
    pages = "Title: Getting started\n\n# Getting started\n"
    for title, text in (("C", c), ("Python", "\nIn Python" + python)):
        language = title.lower()
        pages += f"\n## {title}\n\n"
        block = re.compile(r"(?m)(?:^    .*\n(?:\n(?=    ))*)+")
        pages += block.sub(lambda found, language=language:
                           f"```{language}\n" + re.sub(r"(?m)^    ", "", found[0]) + "```\n", text)
    return pages


def rooms(source):
    """The public headers by room."""
    listed = re.search(r"(?s)public_headers = .*?\n\n", read(source, "lib/local.mk"))[0]
    headers = re.findall(r"lib/([a-z]+)/(certplan-[a-z-]+\.h)", listed)
    out = "Title: The parts of the library\n\n# The parts of the library\n\nRooms depend only on rooms above them.\n"
    for room, purpose in ROOMS.items():
        out += f"\n## {room}\n\n{purpose}.\n\n"
        for _, header in sorted(pair for pair in headers if pair[0] == room):
            text = read(source, f"lib/{room}/{header}")
            first = re.match(r"/\* (.*?)\s*(?:\*?\s*)SPDX", text, re.DOTALL)[1]
            types = re.findall(r"(?m)^ \* (Certplan[A-Za-z]+):$", text)
            summary = re.sub(r"\s+", " ", first).strip(" *").rstrip(".")
            out += f"- `{header}`: {summary}." + "".join(f" {link(name, text)}" for name in types) + "\n"
    missing = {room for room, _ in headers} - set(ROOMS)
    assert not missing, f"pages.py: what is the room {missing} for?"
    return out


def link(name, text):
    """A type as gi-docgen links it."""
    short = name.removeprefix("Certplan")
    if re.search(rf"(?m)^typedef (?!struct|enum)\w+ {name};", text):
        return f"[alias@Certplan.{short}]"
    values = re.search(rf"(?ms)^typedef enum[^;]*?\}} {name};", text)
    if values:
        kind = "error" if short.endswith("Error") else "flags" if "<<" in values[0] else "enum"
        return f"[{kind}@Certplan.{short}]"
    return f"[struct@Certplan.{short}]"


def front(folder):
    """The first page with the first program, as start.html has it."""
    program = re.search(r"(?s)<div class=\"codehilite\">.*?</div>|<pre>.*?</pre>", read(folder, "start.html"))[0]
    index = re.sub(r'(?m)^.*<a href="" class="external"></a>.*\n', "", read(folder, "index.html"))
    place = '    <div class="meta info">'
    assert place in index and "Getting started" in index, "gi-docgen writes another index.html than before"
    links = '<p><a href="start.html">Getting started</a>, <a href="rooms.html">The parts of the library</a></p>'
    return index.replace(place, f'    <div class="docblock">{program}{links}</div>\n{place}', 1)


def write(folder, name, text):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write(text)


def main():
    source, folder = sys.argv[1:]
    if source == "--front":
        write(folder, "index.html", front(folder))
        return
    write(folder, "start.md", start(source))
    write(folder, "rooms.md", rooms(source))


main()
