"""TAP for the tests written in Python. SPDX-License-Identifier: LGPL-2.1-or-later"""
import csv
import os
import sys
import traceback

SOURCE = os.path.dirname(os.environ.get("G_TEST_SRCDIR") or os.path.dirname(os.path.abspath(__file__)))
BUILD = os.path.dirname(os.environ.get("G_TEST_BUILDDIR") or os.path.join(SOURCE, "tests"))


# Seconds after which a command is taken to hang: many, as a machine may have more to do than this.
HANGS = 600

# What of the libraries that may be missing the command was built with.
BUILT_WITH = os.environ.get("CERTPLAN_BUILT_WITH", "json ical xlsx").split()


class Skip(Exception):
    """Raised by a test that cannot run here; its text says why."""


def need(library):
    """Skips a test that is about what the command was built without."""
    if library not in BUILT_WITH:
        raise Skip(f"built without {library}")


def skip_all(why):
    print(f"1..0 # SKIP {why}")
    sys.exit(0)


def read(path, errors="strict"):
    """The text of a file of the source tree."""
    with open(os.path.join(SOURCE, path), encoding="utf-8", errors=errors) as file:
        return file.read()


def files(top, *endings):
    """The files below a folder of the source tree that have one of the endings, as sorted paths."""
    found = []
    for folder, _, names in os.walk(os.path.join(SOURCE, top)):
        for name in names:
            if name.endswith(endings) and not name.startswith("."):
                found.append(os.path.relpath(os.path.join(folder, name), SOURCE))
    return sorted(found)


def rows(path):
    """(line, row) of a shipped CSV file, its comments left out."""
    lines = read(path).splitlines()
    kept = [(n, line) for n, line in enumerate(lines, 1) if line and not line.startswith("#")]
    reader = csv.reader([line for _, line in kept], strict=True)
    header = next(reader)
    for (number, _), cells in zip(kept[1:], reader):
        assert len(cells) == len(header), f"{path}:{number}: {len(cells)} cells for {len(header)} heads"
        yield number, dict(zip(header, cells))


def no_faults(faults):
    """Fails with every line of a list of faults."""
    if faults:
        raise AssertionError("\n".join(faults))


def run(tests):
    """Runs functions as TAP lines, named by the first line of their doc string."""
    print(f"1..{len(tests)}")
    failed = 0
    for number, test in enumerate(tests, 1):
        name = test.__doc__.splitlines()[0].rstrip(".").replace("#", "")
        try:
            test()
            print(f"ok {number} {name}")
        except Skip as why:
            print(f"ok {number} {name} # SKIP {why}")
        except Exception as error:  # pylint: disable=broad-except
            failed += 1
            text = str(error) if isinstance(error, AssertionError) else traceback.format_exc()
            for line in text.splitlines():
                print(f"# {line}")
            print(f"not ok {number} {name}")
        sys.stdout.flush()
    sys.exit(1 if failed else 0)
