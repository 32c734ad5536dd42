"""Hostile texts, and what each form of output may and must hold of them.

SPDX-License-Identifier: LGPL-2.1-or-later"""
import csv
import html.parser
import io
import json
import os
import re
import shutil
import struct
import subprocess
import unicodedata
import xml.etree.ElementTree
import zipfile
import zlib
import tap

PROGRAM = os.path.join(tap.BUILD, "tools", ".libs", "certplan")
if not os.path.exists(PROGRAM):
    PROGRAM = os.path.join(tap.BUILD, "tools", "certplan")
LIBRARIES = os.path.join(tap.BUILD, "lib", ".libs")


def environment(home, **more):
    """A user's, without locale and settings."""
    given = {
        "PATH": os.environ["PATH"],
        "HOME": home,
        "LC_ALL": "C",
        "TZ": "UTC",
        "G_DEBUG": "fatal-criticals",
        "LD_LIBRARY_PATH": os.pathsep.join(filter(None, [LIBRARIES, os.environ.get("LD_LIBRARY_PATH")])),
    }
    for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "MALLOC_PERTURB_", "XDG_CACHE_HOME"):
        if name in os.environ:
            given[name] = os.environ[name]
    given.update(more)
    return given


def run(arguments, folder, timeout=tap.HANGS, **more):
    """(exit code, stdout, stderr), all bytes. The program's name is certplan, its folder @folder."""
    done = subprocess.run(
        ["certplan", *arguments], executable=PROGRAM, cwd=folder, env=environment(folder, **more),
        stdin=subprocess.DEVNULL, capture_output=True, timeout=timeout, check=False)
    return done.returncode, done.stdout, done.stderr


def decode(text, marker):
    """A text of hostile.txt as bytes."""
    out = bytearray()
    at = 0
    simple = {"n": b"\n", "r": b"\r", "t": b"\t", "\\": b"\\"}
    while at < len(text):
        braces = re.match(r"\\([u*])\{([0-9A-Fa-f]+)\}", text[at:])
        if text.startswith("{marker}", at):
            out += os.fsencode(marker)
            at += len("{marker}")
        elif braces and braces[1] == "u":
            out += chr(int(braces[2], 16)).encode("utf-8")
            at += braces.end()
        elif braces:
            last = len(out) - 1
            while out[last] & 0xC0 == 0x80:
                last -= 1
            out += bytes(out[last:]) * (int(braces[2]) - 1)
            at += braces.end()
        elif text[at] == "\\" and text[at + 1] == "x":
            out.append(int(text[at + 2:at + 4], 16))
            at += 4
        elif text[at] == "\\":
            out += simple[text[at + 1]]
            at += 2
        else:
            out += text[at].encode("utf-8")
            at += 1
    return bytes(out)


def load(marker):
    """name -> bytes, of every hostile text."""
    cases = {}
    for line in tap.read("tests/data/hostile.txt").split("\n"):
        if line and not line.startswith("#"):
            name, text = line.split("\t", 1)
            assert name not in cases, f"{name} stands twice"
            cases[name] = decode(text, marker)
    assert len(cases) >= 100
    return cases


def is_refused(data):
    """Whether no input takes it: no UTF-8, or a control (but tab and line ends), or U+FEFF."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return any((unicodedata.category(c) == "Cc" and c not in "\t\n\r") or c == "\ufeff" for c in text)


HIDDEN = re.compile(
    "[\u0080-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f]")


def visible(text):
    """As a person is shown it."""
    text = re.sub("[\x00-\x1f\x7f]", lambda m: f"\\x{ord(m[0]):02x}", text)
    return HIDDEN.sub(lambda m: f"\\u{{{ord(m[0]):x}}}", text)


def canon(text):
    """Equal for what differs only in how blanks and line ends are shown."""
    return re.sub(r"\\x0[9ad]|\s", "", visible(text))


def guarded(text):
    """A cell of a CSV file as the README has it: an apostrophe before what a spreadsheet would run."""
    bare = text.lstrip("'")
    seen = bare.lstrip(" \t\r\n\u00a0\u3000\u200b")
    return "'" + text if bare[:1] in ("\t", "\r", "\n") or seen[:1] in tuple("=+-@＝＋－＠") else text


def no_control(text, what, allowed="\n"):
    """Nothing that a terminal obeys."""
    for character in text:
        if unicodedata.category(character) == "Cc" and character not in allowed:
            raise AssertionError(f"{what}: a control character: {character!r}")


def no_direction(text, what):
    """Nothing that turns the order of what is read."""
    found = re.search("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]", text)
    assert not found, f"{what}: a mark of direction: {found[0]!r}"


def missing(texts, found):
    """Fails with the texts that are not among those found."""
    lost = [text for text in texts if text not in found]
    assert not lost, f"{len(lost)} texts are lost, the first is {lost[0][:60]!r}"


PIECE = 8  # a cell that goes on below is cut into pieces that are longer, but for the last one


def find_piece(text, line):
    """How much of the text's beginning stands in the line; 0 = not enough."""
    least = min(PIECE, len(text))
    return next((n for n in range(min(len(text), len(line)), least - 1, -1) if text[:n] in line), 0)


def in_pieces(text, lines):
    """Whether a text stands in lines one below the other, cut where a cell is too wide."""
    for first in range(len(lines)):
        rest = text
        for line in lines[first:]:
            n = find_piece(rest, line)
            rest = rest[n:]
            if not rest:
                return True
            if not n:
                break
    return False


def check_txt(data, texts, _plain):
    """Lines for a terminal."""
    text = data.decode("utf-8")
    no_control(text, "txt")
    no_direction(text, "txt")
    lines = [canon(line) for line in text.splitlines()]
    lost = [t for t in texts if visible(t).strip() not in text and not in_pieces(canon(t), lines)]
    assert not lost, f"{len(lost)} texts are lost, the first is {lost[0][:60]!r}"


def check_csv(data, texts, _plain):
    """Cells that a spreadsheet does not run, and that are read back as they were."""
    text = data.decode("utf-8-sig")
    no_control(text, "csv", "\t\r\n")
    cells = [cell for row in csv.reader(io.StringIO(text, newline=""), strict=True) for cell in row]
    missing([guarded(t) for t in texts], set(cells))
    for cell in cells:
        seen = cell.lstrip(" \t\r\n\u00a0\u3000\u200b")[:1]
        is_number = re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", cell)
        assert is_number or cell[:1] not in ("\t", "\r", "\n") and seen not in tuple("=+-@＝＋－＠"), \
            f"csv: runs: {cell[:60]!r}"


def check_json(data, texts, _plain):
    """Texts as they are."""
    no_control(data.decode("utf-8"), "json")
    no_direction(data.decode("utf-8"), "json")
    found = set()

    def walk(value):
        if isinstance(value, dict):
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)
        elif isinstance(value, str):
            found.add(value)

    walk(json.loads(data))
    missing(texts, found)


def check_drawn_xml(root, what):
    """No script, no event, no link, nothing from elsewhere."""
    for element in root.iter():
        tag = element.tag.rsplit("}")[-1].lower()
        assert tag not in ("script", "foreignobject", "iframe", "image", "a", "animate", "set", "object"), \
            f"{what}: <{tag}>"
        for name, value in element.attrib.items():
            name = name.rsplit("}")[-1].lower()
            assert not name.startswith("on"), f"{what}: {name}"
            assert name != "href" or value.startswith("#"), f"{what}: {name}={value[:60]}"
            assert "javascript:" not in value.lower(), f"{what}: {name}={value[:60]}"


def shapes(root):
    """How often each shape of each colour stands in a picture; white ones lie behind texts."""
    count = {}
    for element in root.iter():
        kind = (element.tag.rsplit("}")[-1], element.get("fill", "").replace(" ", ""))
        if kind[0] not in ("text", "tspan", "g") and kind[1] != "rgb(255,255,255)":
            count[kind] = count.get(kind, 0) + 1
    return count


def check_svg(data, _texts, plain):
    """Well-formed, and the shapes of a picture of harmless texts."""
    no_control(data.decode("utf-8"), "svg", "\t\n")
    no_direction(data.decode("utf-8"), "svg")
    root = xml.etree.ElementTree.fromstring(data)
    check_drawn_xml(root, "svg")
    wanted = shapes(xml.etree.ElementTree.fromstring(plain))
    assert shapes(root) == wanted, f"svg: {shapes(root)} instead of {wanted}"


def check_png(data, _texts, _plain):
    """Whole: each chunk's sum is right, and all lines are there."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n", "png: signature"
    at, packed, kinds = 8, b"", []
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + length]
        assert struct.unpack(">I", data[at + 8 + length:at + 12 + length])[0] == zlib.crc32(kind + body)
        kinds.append(kind)
        packed += body if kind == b"IDAT" else b""
        at += 12 + length
    assert kinds[0] == b"IHDR" and kinds[-1] == b"IEND", f"png: {kinds}"
    width, height, depth, colour = struct.unpack(">IIBB", data[16:26])
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    line = 1 + (width * channels * depth + 7) // 8
    assert len(zlib.decompress(packed)) == line * height, "png: not all lines"


def check_pdf(data, _texts, _plain):
    """Whole, and nothing in it acts."""
    assert data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF"), "pdf: not whole"
    for word in (b"/JavaScript", b"/JS", b"/OpenAction", b"/Launch", b"/URI", b"/AA", b"/EmbeddedFile"):
        assert word not in data, f"pdf: {word}"


class Page(html.parser.HTMLParser):
    """The elements of a page outside its pictures, and its texts."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tags, self.texts, self.faults, self.depth = [], [], [], 0
        self.inside = []

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        self.inside.append(tag)
        if "svg" not in self.inside:  # how a cell may break depends on what stands in it
            kept = [name for name in names if (tag, name) != ("td", "class")]
            self.tags.append((tag, tuple(sorted(kept))))
        if tag in ("script", "iframe", "object", "embed", "img", "form", "link", "base", "foreignobject"):
            self.faults.append(f"<{tag}>")
        for name, value in attrs:
            value = (value or "").strip().lower()
            if name.startswith("on"):
                self.faults.append(name)
            if name in ("href", "src", "action", "xlink:href") and not value.startswith("#"):
                self.faults.append(f"{name}={value[:60]}")
            if "javascript:" in value:
                self.faults.append(f"{name}={value[:60]}")

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.inside.pop()

    def handle_endtag(self, tag):
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data):
        if self.inside and self.inside[-1] != "style":
            self.texts.append(data)

    def handle_comment(self, data):
        if "svg" not in self.inside:
            self.faults.append(f"comment {data[:60]}")

    def handle_pi(self, data):
        self.faults.append(f"<?{data[:60]}")


def read_page(data):
    """A Page."""
    page = Page()
    page.feed(data.decode("utf-8"))
    page.close()
    return page


def squeeze(tags):
    """Lines of a list once: two texts that are told alike are one note."""
    line = ("li", ())
    return [tag for tag, before in zip(tags, [None] + tags) if tag != line or before != line]


def check_html(data, texts, plain):
    """The elements of a page with harmless texts, and no others."""
    no_control(data.decode("utf-8"), "html", "\t\n")
    no_direction(data.decode("utf-8"), "html")
    page = read_page(data)
    assert not page.faults, f"html: {page.faults[:5]}"
    tags, wanted = squeeze(page.tags), squeeze(read_page(plain).tags)
    assert tags == wanted, "html: other elements than with harmless texts: " + str(
        [pair for pair in zip(tags, wanted) if pair[0] != pair[1]][:1])
    xml.etree.ElementTree.fromstring(data)
    for drawing in re.findall(rb"<svg\b.*?</svg>", data, re.DOTALL):
        check_drawn_xml(xml.etree.ElementTree.fromstring(drawing), "html's svg")
    all_text = canon("".join(page.texts))
    texts = [t.replace("\ufffe", "\\u{fffe}").replace("\uffff", "\\u{ffff}") for t in texts]  # no XML
    lost = [t for t in texts if canon(t) not in all_text]
    assert not lost, f"html: {len(lost)} texts are lost, the first is {lost[0][:60]!r}"


SHEET_LIMIT = 32767  # characters of a cell


def check_xlsx(data, texts, _plain):
    """Cells that are texts, no formula, no link."""
    found = ""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert book.testzip() is None, "xlsx: damaged"
        for name in book.namelist():
            assert not re.search("externalLink|vba|macro", name), f"xlsx: {name}"
            if name.endswith((".xml", ".rels")):
                root = xml.etree.ElementTree.fromstring(book.read(name))
                for element in root.iter():
                    tag = element.tag.rsplit("}")[-1]
                    assert tag not in ("f", "hyperlink", "hyperlinks", "ddeLink"), f"xlsx: {name}: <{tag}>"
                    assert element.get("TargetMode") != "External", f"xlsx: {name}: external"
                    if tag == "t" and element.text:
                        escapes = set(re.findall("_x([0-9A-Fa-f]{4})_", element.text))
                        assert escapes <= {"005F"}, f"xlsx: escape: {element.text[:60]!r}"
                        found += element.text.replace("_x005F_", "_")
    all_text = canon(found)
    lost = [t for t in texts if len(t) <= SHEET_LIMIT and canon(t) not in all_text]
    assert not lost, f"xlsx: {len(lost)} texts are lost, the first is {lost[0][:60]!r}"


# One form of output a row. A form that the program does not know (yet, or without a library) is left out.
FORMATS = {
    "txt": check_txt,
    "csv": check_csv,
    "json": check_json,
    "png": check_png,
    "svg": check_svg,
    "pdf": check_pdf,
    "html": check_html,
    "xlsx": check_xlsx,
}
PICTURES = ("png", "svg", "pdf")


def known_formats(folder):
    """The forms that the program writes here, as it says when asked for another one."""
    _, _, said = run(["list", "-o", "a.nonsense"], folder)
    listed = re.findall(r"\.([a-z]+)", said.decode().split("wanted one of")[-1])
    assert {"txt", "csv", "json"} <= set(listed), said
    _, _, said = run(["list", "-o", "no/a.xlsx"], folder)
    lacking = [] if b"libxlsxwriter" not in said else ["xlsx"]
    lacking += [] if shutil.which("gnuplot") else PICTURES
    return [name for name in FORMATS if name in listed and name not in lacking]
