"""What the tests ran of the library: a table by room, and a refusal below the goals.

    coverage.py FILE.json     from the top of the tree that gcovr has counted (gcovr --branches --json)

Lines that cannot be run stand in tests/coverage-accepted.txt, each `FILE: FUNCTION: TEXT OF THE LINE` below
the `# reason` that holds for it; as often as it occurs. Of a FUNCTION that is * all lines are meant whose file
and text are so, where a * is any text. They count as run; those of the list that were run, or are gone, are
told. Branches that GLib's macros make are GLib's, and those of checks for a caller's bugs or a broken invariant
end the program: both are left out, and counted in the last column.

SPDX-License-Identifier: LGPL-2.1-or-later"""
import collections
import json
import re
import sys

ACCEPTED = "tests/coverage-accepted.txt"
NEEDED_LINES, NEEDED_BRANCHES = 95, 90
# Every line of these is run, but those of the list: base, tables, finance, and what has states.
WHOLE = ("lib/base/", "lib/table/", "lib/finance/", "lib/records/certplan-holdings", "lib/applicant/certplan-timeline",
         "lib/office/certplan-sim-engine", "lib/office/certplan-sim-state", "lib/office/certplan-sim-serve")
# g_new() asks for sizes that the compiler knows, G_DEFINE_* makes whole functions.
LEFT_OUT = re.compile(r"\bG_DEFINE_\w+ ?\(|\bg_(?:try_)?(?:re)?new0? \(|\bg_clear_pointer \(|\bg_return_\w+ \(|\bg_assert\w* \(")


class Sum:
    def __init__(self):
        self.lines = self.run = self.accepted = self.branches = self.taken = self.left_out = 0

    def add(self, other):
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)

    def row(self, name):
        lines = percent(self.run + self.accepted, self.lines)
        return (f"{name:<12}{self.lines:>8}{self.run:>8}{self.accepted:>10}{lines:>8.1f}"
                f"{self.branches:>10}{self.taken:>8}{percent(self.taken, self.branches):>8.1f}{self.left_out:>9}")


def percent(part, whole):
    return 100 * part / whole if whole else 100.0


def name_functions(texts):
    """The function in which each line stands; names begin in the first column (GNU style)."""
    function, names = "-", []
    for text in texts:
        match = re.match(r"(?:\w[\w *]*[ *])?(\w+) \(", text)
        function = match.group(1) if match else function
        names.append(function)
    return names


class Accepted:
    """Lines that may stay, by (file, function, text): how many; and patterns of those of any function."""

    def __init__(self):
        self.lines, self.patterns = collections.Counter(), {}

    def add(self, key):
        if key[1] == "*":
            self.patterns[key] = 0
        else:
            self.lines[key] += 1

    def take(self, path, function, text):
        """Whether the line may stay."""
        if self.lines[path, function, text] > 0:
            self.lines[path, function, text] -= 1
            return True
        for key in self.patterns:
            if all(re.fullmatch(re.escape(part).replace(r"\*", ".*"), is_there)
                   for part, is_there in zip(key, (path, function, text))):
                self.patterns[key] += 1
                return True
        return False

    def unused(self):
        return [key for key, n in self.lines.items() if n > 0] + [key for key, n in self.patterns.items() if n == 0]


def read_accepted():
    accepted = Accepted()
    reason = None
    with open(ACCEPTED, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            line = line.rstrip("\n")
            if line.startswith("# "):
                reason = line
            elif line:
                parts = line.split(": ", 2)
                if reason is None or len(parts) < 3:
                    sys.exit(f"{ACCEPTED}:{number}: a line without a reason above it, or without a function and a text")
                accepted.add(tuple(parts))
    return accepted


def count_file(file, accepted, missed):
    """The sums of one file; takes what it uses from accepted, and adds to missed."""
    sums, path = Sum(), file["file"]
    with open(path, encoding="utf-8") as source:
        texts = source.read().split("\n")
    functions = name_functions(texts)
    for line in file["lines"]:
        if line.get("gcovr/noncode") or line.get("gcovr/excluded"):
            continue
        text, function = texts[line["line_number"] - 1].strip(), functions[line["line_number"] - 1]
        sums.lines += 1
        if line["count"] > 0:
            sums.run += 1
        elif accepted.take(path, function, text):
            sums.accepted += 1
            continue
        else:
            missed.append((path, line["line_number"], f"{function}: {text}"))
        if LEFT_OUT.search(text):
            sums.left_out += len(line["branches"])
        else:
            sums.branches += len(line["branches"])
            sums.taken += sum(branch["count"] > 0 for branch in line["branches"])
    return sums


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        counted = json.load(file)
    accepted, missed, rooms = read_accepted(), [], collections.defaultdict(Sum)
    for file in counted["files"]:
        if file["file"].startswith("lib/"):
            rooms[file["file"].split("/")[1]].add(count_file(file, accepted, missed))
    total = Sum()
    for sums in rooms.values():
        total.add(sums)
    print(f"{'room':<12}{'lines':>8}{'run':>8}{'accepted':>10}{'%':>8}{'branches':>10}{'taken':>8}{'%':>8}{'left out':>9}")
    for name in sorted(rooms):
        print(rooms[name].row(name))
    print(total.row("all"))
    faults = [f"{path}:{number}: not run: {text}" for path, number, text in missed if path.startswith(WHOLE)]
    faults += [f"{ACCEPTED}: run now, or gone: {': '.join(key)}" for key in accepted.unused()]
    for name, part, whole, needed in (("lines", total.run + total.accepted, total.lines, NEEDED_LINES),
                                      ("branches", total.taken, total.branches, NEEDED_BRANCHES)):
        if percent(part, whole) < needed:
            faults.append(f"{name}: {percent(part, whole):.1f} %, and {needed} % are needed")
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
