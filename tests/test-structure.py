"""The shape of the source tree: who may include whom, what is listed where.

SPDX-License-Identifier: LGPL-2.1-or-later"""
import os
import re
import tap

# Each room may include the headers of those named beside it, and its own.
ROOMS = {
    "base": set(),
    "table": {"base"},
    "rules": {"base", "table"},
    "records": {"base", "table", "rules"},
    "applicant": {"base", "table", "rules", "records"},
    "office": {"base", "table", "rules", "records"},
    "finance": {"base", "table", "rules", "records"},
    "output": {"base", "table"},
}
SOURCES = tap.files("lib", ".c", ".h")
HEADERS = {os.path.basename(path): path for path in SOURCES if path.endswith(".h")}
LISTED = re.findall(r"^  (lib/\S+\.[ch])(?: \\)?$", tap.read("lib/local.mk"), re.M)


def room(path):
    return path.split("/")[1] if path.count("/") > 1 else ""


def includes(path):
    return re.findall(r'^\s*#\s*include\s+["<]([^">]+)[">]', tap.read(path), re.M)


def room_faults(wanted):
    """What the rooms in wanted include beyond what they may."""
    faults = []
    for path in SOURCES:
        if room(path) not in wanted:
            continue
        for name in includes(path):
            other = room(HEADERS[name]) if name in HEADERS else room(path)
            if other != room(path) and other not in ROOMS[room(path)]:
                faults.append(f"{path}: includes {name} of the room {other or 'lib'}")
    return faults


def test_rooms_known():
    """every file of lib/ lies in a room that has a rule"""
    tap.no_faults([p for p in SOURCES if room(p) not in ROOMS and p != "lib/certplan.h"])


def room_test(name):
    def test():
        tap.no_faults(room_faults({name}))

    may = ", ".join(other for other in ROOMS if other in ROOMS[name]) or "no other room"
    test.__doc__ = f"{name} includes headers of {may}"
    return test


def test_headers_in_tree():
    """what is included in quotes is a header of the tree"""
    tap.no_faults(
        [
            f"{path}: {name}"
            for path in SOURCES
            for name in re.findall(r'^#\s*include\s+"([^"]+)"', tap.read(path), re.M)
            if name not in HEADERS and name != "config.h"
        ]
    )


def test_public_headers_stay_public():
    """no public header includes a private one"""
    tap.no_faults(
        [
            f"{path}: {name}"
            for path in SOURCES
            for name in includes(path)
            if path.endswith(".h") and "-private.h" not in path and "-private.h" in name
        ]
    )


def test_listed():
    """every file of lib/ is listed in lib/local.mk, once, and exists"""
    listed = [path for path in LISTED if path != "lib/certplan.h"]
    faults = [f"not listed: {path}" for path in SOURCES if path not in LISTED]
    faults += [f"listed, not there: {path}" for path in listed if path not in SOURCES]
    faults += [f"listed twice: {path}" for path in set(listed) if listed.count(path) > 1]
    tap.no_faults([fault for fault in faults if not fault.endswith(": lib/certplan.h")])


def make_list(name):
    """The files of one list of lib/local.mk."""
    match = re.search(rf"^{name} = \\\n((?:  \S+(?: \\)?\n)+)", tap.read("lib/local.mk"), re.M)
    return re.findall(r"lib/\S+", match.group(1)) if match else []


def test_private_not_installed():
    """headers named -private.h stand in private_headers, all others in public_headers"""
    faults = [p for p in make_list("public_headers") if p.endswith("-private.h")]
    faults += [p for p in make_list("private_headers") if not p.endswith("-private.h")]
    tap.no_faults(faults)


def test_umbrella():
    """lib/certplan.h includes every public header, and nothing else"""
    wanted = {os.path.basename(path) for path in make_list("public_headers")}
    found = set(includes("lib/certplan.h"))
    tap.no_faults([f"missing: {n}" for n in sorted(wanted - found)]
                  + [f"not public: {n}" for n in sorted(found - wanted)])


def test_tests_listed():
    """every test and every source of the command is listed in its local.mk"""
    lists = tap.read("tests/local.mk") + tap.read("tools/local.mk")
    paths = tap.files("tests", ".c", ".py", ".sh", ".case") + tap.files("tools", ".c", ".h")
    faults = []
    for path in paths:
        stem = path[:-2] if re.fullmatch(r"tests/test-[^/]*\.c", path) else path
        if path.endswith(".case") or path.startswith("tests/cli/data/"):
            continue
        if not re.search(rf"(?<![\w/-]){re.escape(stem)}(?![\w-])", lists):
            faults.append(f"not listed: {path}")
    tap.no_faults(faults)


def test_command_uses_library():
    """the command includes certplan.h and no other header of the library"""
    tap.no_faults([f"{path}: {name}" for path in tap.files("tools", ".c", ".h")
                   for name in includes(path) if name in HEADERS and name != "certplan.h"])


def test_csv_one_place():
    """csv.h is included by lib/table/certplan-reader.c alone"""
    tap.no_faults([p for p in SOURCES + tap.files("tools", ".c", ".h")
                   if "csv.h" in includes(p) and p != "lib/table/certplan-reader.c"])


def test_gnuplot_one_place():
    """processes are started by lib/output/certplan-chart*.c alone"""
    spawn = re.compile(r'"gnuplot"|\bg_(spawn|subprocess)_\w+ ?\(|\b(system|popen|execv[pe]*|fork) \(')
    tap.no_faults(
        [
            f"{path}: {match.group()}"
            for path in SOURCES + tap.files("tools", ".c")
            if not re.fullmatch(r"lib/output/certplan-chart[\w-]*\.c", path)
            for match in spawn.finditer(tap.read(path))
        ]
    )


def test_library_is_silent():
    """lib/ prints nothing, never exits, reads no clock, environment or locale"""
    bad = re.compile(
        r"(?<![\w.>])(printf|puts|putchar|fprintf|perror|g_print|g_printerr|exit|_exit|abort|time|gettimeofday"
        r"|clock_gettime|localtime\w*|g_get_real_time|g_get_monotonic_time|g_date_time_new_now\w*"
        r"|getenv|g_getenv|secure_getenv|setlocale|strtod|strtof|atof|strcoll|g_utf8_collate\w*"
        r"|g_date_set_parse|g_date_strftime|strftime|strcasecmp|g_strcasecmp|g_get_language_names"
        r"|g_date_set_time\w*) \("
    )
    tap.no_faults(
        [f"{path}: {match.group(1)}" for path in SOURCES for match in bad.finditer(code(path))]
    )


def code(path):
    """A C file without comments and texts."""
    text = re.sub(r"/\*.*?\*/", " ", tap.read(path), flags=re.S)
    return re.sub(r'"(?:[^"\\\n]|\\.)*"', '""', text)


def test_licence_lines():
    """every source file says its licence near its top"""
    paths = SOURCES + tap.files("tools", ".c", ".h", ".mk") + tap.files("data", ".mk", "Makevars")
    paths += tap.files("tests", ".c", ".h", ".py", ".sh", ".mk") + ["autogen.sh", "configure.ac"]
    licence = re.compile(r"SPDX-License-Identifier:\s(?: \* )?LGPL-2\.1-or-later\b")
    tap.no_faults([p for p in paths if not licence.search(tap.read(p)[:1000])])


def test_versions():
    """the version is the same in NEWS and in the Debian packages, and their names have the library's"""
    configure = tap.read("configure.ac")
    version = re.search(r"AC_INIT\(\[certplan\], \[(\d+\.\d+\.\d+)\]", configure)[1]
    assert tap.read("NEWS").startswith(f"certplan {version} "), "NEWS begins with another version"
    assert tap.read("data/debian/changelog").startswith(f"certplan ({version}-"), "data/debian/changelog"
    current, _, age = map(int, re.search(r"CERTPLAN_LT_VERSION\], \[(\d+):(\d+):(\d+)\]", configure).groups())
    package = f"libcertplan{current - age}"
    assert f"\nPackage: {package}\n" in tap.read("data/debian/control"), f"data/debian/control has no {package}"
    assert f"libcertplan.so.{current - age} {package} " in tap.read("data/local.mk"), "data/local.mk"


def test_no_clutter():
    """no file speaks of unfinished work or of somebody's desk"""
    words = re.compile(
        r"\b(TOD[O]|FIXM[E]|XX[X])\b|not implemente[d]|/wor[k]/|[.][.]/share[d]|subagen[t]"
        r"|\b(DESIG[N]|ENGINEERIN[G]|DOMAI[N]|STYL[E])(\.md| sectio[n]| [0-9])|\bAM[B]-[0-9]"
        r"|NOTE[S](\.md| sectio[n]| [0-9])|[.]librar[y]/"
    )
    paths = [p for top in ("lib", "tools", "tests", "data") for p in
             tap.files(top, ".c", ".h", ".py", ".sh", ".mk", ".csv", ".ini", ".md", ".case", ".1", ".po")]
    paths += [p for p in ("README.md", "NEWS", "configure.ac", "Makefile.am", "autogen.sh", ".ci/run")
              if os.path.exists(os.path.join(tap.SOURCE, p))]
    tap.no_faults([f"{p}: {m.group()}" for p in paths for m in words.finditer(tap.read(p, "replace"))])


tap.run(
    [test_rooms_known]
    + [room_test(name) for name in ROOMS]
    + [
        test_headers_in_tree,
        test_public_headers_stay_public,
        test_listed,
        test_private_not_installed,
        test_umbrella,
        test_tests_listed,
        test_command_uses_library,
        test_csv_one_place,
        test_gnuplot_one_place,
        test_library_is_silent,
        test_licence_lines,
        test_versions,
        test_no_clutter,
    ]
)
