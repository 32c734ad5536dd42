"""The reference of the library is complete: every public name says what it is for.

SPDX-License-Identifier: LGPL-2.1-or-later"""
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
import tap

GIR = os.path.join(tap.BUILD, "lib", "Certplan-1.gir")
CORE = "{http://www.gtk.org/introspection/core/1.0}"
C = "{http://www.gtk.org/introspection/c/1.0}"
KINDS = ("function", "method", "constructor", "record", "enumeration", "bitfield", "member", "constant", "alias")

if not os.path.exists(GIR):
    tap.skip_all("built without introspection")


def names(element):
    """(kind, name, what is said of it) of all that is public."""
    for child in element.iter():
        kind = child.tag.removeprefix(CORE)
        if kind in KINDS:
            name = child.get(C + "identifier") or child.get(C + "type") or child.get("name")
            yield kind, name, (child.findtext(CORE + "doc") or "").strip()


def test_documented():
    """Each function, type, value and constant has a comment that says what it is for"""
    found = list(names(ElementTree.parse(GIR).getroot().find(CORE + "namespace")))
    assert len(found) > 500, len(found)
    tap.no_faults(sorted({f"{name}: this {kind} has no comment, or one of parameters alone"
                          for kind, name, said in found if not said}))


def test_functions():
    """Each exported function is there, but for those of types"""
    told = {name for _, name, _ in names(ElementTree.parse(GIR).getroot())}
    exported = tap.read("lib/libcertplan.sym").split()
    tap.no_faults([f"{name}: not in the reference" for name in exported
                   if name not in told and not name.endswith("_get_type")])


def test_pages():
    """The pages made of README and the headers name every type"""
    with tempfile.TemporaryDirectory(prefix="certplan-reference-") as scratch:
        subprocess.run([sys.executable, "-B", os.path.join(tap.SOURCE, "data", "reference", "pages.py"), tap.SOURCE,
                        scratch], check=True, timeout=tap.HANGS)
        with open(os.path.join(scratch, "rooms.md"), encoding="utf-8") as file:
            rooms = file.read()
        with open(os.path.join(scratch, "start.md"), encoding="utf-8") as file:
            start = file.read()
    assert start.count("```c\n") >= 5 and start.count("```python\n") >= 5, start
    types = [name for kind, name, _ in names(ElementTree.parse(GIR).getroot())
             if kind in ("record", "enumeration", "bitfield", "alias")]
    tap.no_faults([f"{name}: not among the parts of the library" for name in types
                   if f".{name.removeprefix('Certplan')}]" not in rooms])


tap.run([test_documented, test_functions, test_pages])
