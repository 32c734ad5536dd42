"""Whether the tests notice when the library goes wrong: faults are put into it one at a time.
SPDX-License-Identifier: LGPL-2.1-or-later

Each mutant is one changed line of lib/: an operator, a constant, a check or a statement taken away, a
condition turned round. Only its object is compiled again and linked into a library of its own; then the test
programs and the command's cases that run through that line are run, first those that know its file best,
until one fails.
Called by `make mutation`, which sets CC, CFLAGS, LIBS, SOURCES, TOOLS and PROGRAMS
(of each: its name, then what it is made of, with commas between).

    mutation.py [--count N] [--seed N] [--jobs N] [--seconds N] [--work FOLDER] [--only TEXT]

The same seed takes the same mutants, as far as the lines are the same. What a machine cannot know, that a
mutant does all that the original does, stands in tests/mutation-equivalent.txt with its reason. What was
found stands in FOLDER/results.tsv; only survivors are tried again."""
import argparse
import concurrent.futures
import hashlib
import json
import os
import re
import resource
import shlex
import shutil
import subprocess
import sys
import tempfile
import threading
import time

TREE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
NEEDED_SHARE = 90  # percent of the mutants that are not equivalent
MAX_BYTES = 6 << 30
N_NEAR = 4
EQUIVALENT = "tests/mutation-equivalent.txt"

# What stands for an operator, as clang-format sets it; what it becomes.
SWAPS = [
    (r" < ", [" <= ", " >= "]),
    (r" <= ", [" < ", " > "]),
    (r" > ", [" >= ", " <= "]),
    (r" >= ", [" > ", " < "]),
    (r" == ", [" != "]),
    (r" != ", [" == "]),
    (r" && ", [" || "]),
    (r" \|\| ", [" && "]),
    (r" \+ ", [" - "]),
    (r" - ", [" + "]),
    (r" / ", [" * "]),
    (r" % ", [" / "]),
    (r" \+= ", [" -= "]),
    (r" -= ", [" += "]),
    (r"\bTRUE\b", ["FALSE"]),
    (r"\bFALSE\b", ["TRUE"]),
    (r"\bMIN \(", ["MAX ("]),
    (r"\bMAX \(", ["MIN ("]),
    (r"(?<=[(\s])!(?=[a-z_(])", [""]),
]
NOT_MUTATED = re.compile(r"^\s*(#|g_return_|g_assert|_Static_assert|G_DEFINE|default:|case .*:$)|\bassert"
                         r"|\bg_(?:ptr_)?array_(?:sized_)?new\w* \(|\bg_new0? \(|_set_clear_func \(")  # room, which is never too much
STATEMENT = re.compile(r"^\s+(?!return\b|break\b|continue\b|const\b|static\b|else\b|case\b|goto\b|do\b)"
                       r"(?:[a-z_][\w>.\[\]+-]*(?:->|\.)?\S* (?:=|\+=|-=|\|=|&=) .*|\*+\w+ = .*|[a-z_]\w* \(.*\)|[\w>.\[\]-]+(?:\+\+|--));$")
FREES = re.compile(r"_(?:free|unref|clear)\w* \(") # a leak is for the sanitizers to tell
DECLARATION = re.compile(r"^\s+(?:const |g_auto|static |struct |[A-Z]\w+ \*?|g?(?:u?int|s?size|boolean|double|pointer|char)\w* \*?|char \*|GArray )")
IF = re.compile(r"^(\s+(?:else )?if) \((.*)\)$")


def read_programs():
    """{program: its sources} of the test programs. One replays kept files, so it only notices crashes."""
    programs = (words.split(",") for words in os.environ["PROGRAMS"].split())
    return {name: sources for name, *sources in programs if not name.endswith("fuzz")}


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def digest(*paths):
    """Of what stands in these files; those that are not there are empty."""
    sums = hashlib.sha256()
    for path in paths:
        if os.path.exists(path):
            with open(path, "rb") as file:
                sums.update(file.read())
    return sums.hexdigest()


def copy_tree(folder):
    """The tree as it is now, to work in while others go on; files that are the same keep their times."""
    for part in ("lib", "tools", "tests", "data"):
        for path, folders, names in os.walk(f"{TREE}/{part}"):
            folders[:] = [f for f in folders if f not in (".libs", ".deps")]
            to = os.path.join(folder, os.path.relpath(path, TREE))
            os.makedirs(to, exist_ok=True)
            for name in names:
                if not name.endswith((".o", ".lo", ".la", ".log", ".trs")) and "." in name:
                    if digest(f"{path}/{name}") != digest(f"{to}/{name}"):
                        shutil.copy(f"{path}/{name}", f"{to}/{name}")


def blank(text):
    """The same text of C with spaces instead of its comments and strings."""
    return re.sub(r'/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'',
                  lambda m: re.sub(r"[^\n]", " ", m.group()), text, flags=re.S)


def is_balanced(text):
    return text.count("(") == text.count(")")


def mutations(line, code):
    """(kind, what the line becomes) for all faults known; code is the line without comments and strings."""
    if NOT_MUTATED.search(code):
        return
    for pattern, others in SWAPS:
        for match in re.finditer(pattern, code):
            for other in others:
                yield "operator", line[: match.start()] + other + line[match.end():]
    for match in re.finditer(r"(?<![\w.%])(\d+)(?![\w.])", code):
        yield "constant", line[: match.start()] + str(int(match.group()) + 1) + line[match.end():]
    match = IF.match(code.rstrip())
    if match and is_balanced(match.group(2)):
        head, condition = line[: match.end(1)], line[match.start(2): match.end(2)]
        for word in ("FALSE && ", "TRUE || "):
            yield "check", f"{head} ({word}({condition}))" + line[match.end():]
    if (STATEMENT.match(code.rstrip()) and not DECLARATION.match(code) and not FREES.search(code)
            and is_balanced(code)):
        indent = len(line) - len(line.lstrip())
        yield "statement", line[:indent] + ";"


def find_mutants(path, lines_run):
    """All mutants of a file: (path, line number, kind, line, new line, name), within functions only."""
    seen = {}
    lines = read(path).split("\n")
    codes = blank(read(path)).split("\n")
    is_inside = False
    for n, (line, code) in enumerate(zip(lines, codes), 1):
        if line[:1] in "{}" and line:
            is_inside = line[0] == "{"
        elif is_inside and n in lines_run:
            # A statement that goes on in the next line is no statement of one line.
            is_first = re.search(r"[;{})]\s*$|^\s*$", codes[n - 2]) is not None
            for kind, new in mutations(line, code):
                if kind != "statement" or is_first:
                    # A line that is there several times is told apart by which of them it is.
                    change = f"{path}: {line.strip()} => {new.strip()}"
                    seen[change] = seen.get(change, 0) + 1
                    yield path, n, kind, line, new, change + (f" [{seen[change]}]" if seen[change] > 1 else "")


def name_of(mutant):
    return mutant[5]


def choose(mutants, count, seed):
    """count of them, over the rooms by their size; one a line at most. Nothing else moves them."""
    chosen, lines, kinds = [], set(), {}
    def key(mutant):
        return hashlib.sha256(f"{seed} {name_of(mutant)} {mutant[2]}".encode()).hexdigest()
    rooms = {}
    for mutant in mutants:
        rooms.setdefault(mutant[0].split("/")[1], []).append(mutant)
    total = len({m[:2] for m in mutants})
    for room in sorted(rooms):
        n_lines = len({m[:2] for m in rooms[room]})
        quota, n = max(1, round(count * n_lines / total)), 0
        for mutant in sorted(rooms[room], key=key):
            if mutant[:2] in lines:
                continue
            lines.add(mutant[:2])
            chosen.append((room, quota, mutant))
    return chosen


def read_reasons(path):
    """{name: reason} of a list in which each `# reason` stands above the lines it holds for."""
    reasons, reason = {}, None
    for line in read(path).split("\n"):
        if line.startswith("# "):
            reason = line[2:]
        elif line:
            reasons[line] = reason
    return reasons


class Build:
    """One way of compiling everything: objects, the library made of them, the programs that use it."""

    def __init__(self, folder, flags, jobs):
        self.folder, self.jobs = folder, jobs
        self.cc = os.environ.get("CC", "gcc").split()
        self.flags = shlex.split(os.environ["CFLAGS"]) + flags
        self.libs = os.environ["LIBS"].split()
        self.sources = os.environ["SOURCES"].split()
        # Who includes which header is not known: what is older than any of them is made again.
        self.headers_time = max(os.path.getmtime(f"{path}/{name}") for top in ("lib", "tools", "tests")
                                for path, _, names in os.walk(top) for name in names if name.endswith(".h"))
        os.makedirs(f"{folder}/lib/.libs", exist_ok=True)
        os.makedirs(f"{folder}/tools", exist_ok=True)
        os.makedirs(f"{folder}/tests", exist_ok=True)

    def object(self, source):
        return f"{self.folder}/{source.replace('/', '_')}.o"

    def compile(self, source, target, *more):
        return subprocess.run([*self.cc, *self.flags, "-w", *more, "-c", source, "-o", target],
                              capture_output=True, text=True, check=False)

    def link(self, objects, target, *more):
        subprocess.run([*self.cc, *self.flags, *objects, *more, *self.libs, "-lm", "-o", target], check=True)

    def compile_new(self, source):
        target = self.object(source)
        changed = max(os.path.getmtime(source), self.headers_time)
        if not os.path.exists(target) or os.path.getmtime(target) < changed:
            done = self.compile(source, target)
            if done.returncode != 0:
                sys.exit(done.stderr)

    def link_library(self, folder, replaced=None, by=None):
        objects = [by if s == replaced else self.object(s) for s in self.sources]
        self.link(objects, f"{folder}/libmutant.so", "-shared")

    def build(self, programs):
        tools = os.environ["TOOLS"].split()
        sources = self.sources + [source for parts in programs.values() for source in parts] + tools
        with concurrent.futures.ThreadPoolExecutor(self.jobs) as pool:
            list(pool.map(self.compile_new, sources))
        library = f"{self.folder}/lib/.libs"
        self.link_library(library)
        for program, parts in [*programs.items(), ("tools/certplan", tools)]:
            objects, target = [self.object(s) for s in parts], f"{self.folder}/{program}"
            if not os.path.exists(target) or any(os.path.getmtime(target) < os.path.getmtime(o) for o in objects):
                self.link(objects, target, f"-L{library}", "-lmutant")


def limits(seconds):
    def set_limits():
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_AS, (MAX_BYTES, MAX_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return set_limits


def run_test(test, build_folder, library, seconds, scratch, **environment):
    """Runs a program, or a case of the command; returns whether it was content, and its seconds. Time is the
    processor's, as others may work here."""
    environment = dict(os.environ, LC_ALL="C", G_DEBUG="fatal-warnings", MALLOC_PERTURB_="165", TMPDIR=scratch,
                       G_TEST_SRCDIR=f"{os.getcwd()}/tests", G_TEST_BUILDDIR=f"{build_folder}/tests",
                       LD_LIBRARY_PATH=library, **environment)
    environment.pop("LANGUAGE", None)
    if test.startswith("cli:"):
        environment.update(CASES=test[4:], CASE_SECONDS=str(12 * seconds))
        command = ["sh", f"{os.getcwd()}/tests/cli/run.sh"]
    else:
        command = [f"{build_folder}/{test}", "--tap"]
    with subprocess.Popen(["timeout", "-k", "1", str(12 * seconds), *command], env=environment, cwd=scratch,
                          stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                          preexec_fn=limits(seconds)) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode == 0, used.ru_utime + used.ru_stime


def lines_run_by(build, prefix):
    """{file: lines} that the counters below prefix have seen run."""
    found, counters = {}, []
    for source in build.sources:
        counter = prefix + build.object(source)[:-2] + ".gcda"
        if os.path.exists(counter):
            os.symlink(build.object(source)[:-2] + ".gcno", counter[:-2] + "no")
            counters.append(counter)
    done = subprocess.run(["gcov", "--json-format", "--stdout", *counters], capture_output=True, text=True, check=False)
    for document in done.stdout.splitlines(): # one a counter
        for file in json.loads(document)["files"]:
            lines = [line["line_number"] for line in file["lines"] if line["count"] > 0]
            if file["file"] in build.sources and lines:
                found[file["file"]] = lines
    return found


def files_of(case):
    return [f"tests/cli/{case}.case", f"tests/golden/{case}.out", f"tests/golden/{case}.err"]


def measure(work, programs, jobs):
    """{"seconds": {test: s}, "lines": {test: {file: lines}}}: which test runs through which line, and how long."""
    path = f"{work}/map.json"
    known = {"seconds": {}, "lines": {}, "digests": {}}
    if os.path.exists(path):
        known = json.loads(read(path))
    build = Build(f"{work}/counted", ["-O0", "--coverage", "-fPIC"], jobs)
    build.build(programs)
    def measure_test(test):
        scratch = tempfile.mkdtemp(dir=work)
        is_good, seconds = run_test(test, build.folder, f"{build.folder}/lib/.libs", 300, scratch,
                                    GCOV_PREFIX=f"{scratch}/counters")
        lines = lines_run_by(build, f"{scratch}/counters") if is_good else {}
        shutil.rmtree(scratch)
        return is_good, seconds, lines

    cases = sorted(f[:-5] for f in os.listdir("tests/cli") if f.endswith(".case"))
    tests = programs | {f"cli:{case}": files_of(case) for case in cases}

    # What a test does not run through may change, and the test runs through the same lines.
    def digest_of(test, lines):
        return digest(*tests[test], *sorted(lines))
    changed = [test for test in tests
               if not known["lines"].get(test) or known["digests"].get(test) != digest_of(test, known["lines"][test])]
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for test, (is_good, seconds, lines) in zip(changed, pool.map(measure_test, changed)):
            if not is_good:
                print(f"left out, fails without a mutant: {test}", flush=True)
            known["seconds"][test], known["lines"][test] = seconds, lines
            known["digests"][test] = digest_of(test, lines)
            with open(f"{path}.new", "w", encoding="utf-8") as file:
                json.dump(known, file)
            os.replace(f"{path}.new", path)
    return known


class Runner:
    def __init__(self, work, build, known, max_seconds):
        self.work, self.build, self.known, self.max_seconds = work, build, known, max_seconds
        self.local = threading.local()
        self.lock = threading.Lock()
        self.n_folders = 0

    def folder(self):
        if not hasattr(self.local, "folder"):
            with self.lock:
                self.n_folders += 1
                self.local.folder = f"{self.work}/worker{self.n_folders}"
            shutil.rmtree(self.local.folder, ignore_errors=True)
            os.makedirs(f"{self.local.folder}/scratch")
            # As the cases of the command want it: the program beside the library.
            os.makedirs(f"{self.local.folder}/lib/.libs")
            os.symlink(f"{self.build.folder}/tools", f"{self.local.folder}/tools")
            os.symlink(f"{self.build.folder}/tests", f"{self.local.folder}/tests")
        return self.local.folder

    def tests_of(self, path, line):
        """Those that run most of the file, then the others; each time the quickest first."""
        lines, seconds = self.known["lines"], self.known["seconds"]
        tests = sorted((t for t in lines if line in lines[t].get(path, ())), key=lambda t: -len(lines[t][path]))
        near, far = sorted(tests[:N_NEAR], key=seconds.get), sorted(tests[N_NEAR:], key=seconds.get)
        left = self.max_seconds - sum(map(seconds.get, near))
        for test in far:
            left -= seconds[test]
            if left >= 0:
                near.append(test)
        return near

    def judge(self, mutant):
        """"killed by TEST", "survived", "same code" or "does not compile"."""
        path, number, _, _, new, _ = mutant
        folder = self.folder()
        lines = read(path).split("\n")
        lines[number - 1] = new
        source = f"{folder}/{os.path.basename(path)}"
        with open(source, "w", encoding="utf-8") as file:
            file.write("\n".join(lines))
        target = f"{folder}/mutant.o"
        # The same name inside, or equal code would not give equal objects.
        if self.build.compile(source, target, f"-fmacro-prefix-map={folder}/={os.path.dirname(path)}/").returncode != 0:
            return "does not compile"
        if self.code(target) == self.code(self.build.object(path)):
            return "same code"
        self.build.link_library(f"{folder}/lib/.libs", path, target)
        for test in self.tests_of(path, number):
            seconds = int(2 * self.known["seconds"][test]) + 4
            if not run_test(test, folder, f"{folder}/lib/.libs", seconds, f"{folder}/scratch")[0]:
                return f"killed by {test}"
        return "survived"

    def code(self, path):
        stripped = f"{self.folder()}/stripped.o"
        subprocess.run(["objcopy", "--strip-all", "-R", ".comment", path, stripped], check=True)
        with open(stripped, "rb") as file:
            return hashlib.sha256(file.read()).hexdigest()


def read_results(path):
    if not os.path.exists(path):
        return {}
    with open(path, encoding="utf-8") as file:
        results = dict(line.rstrip("\n").split("\t")[:2] for line in file)
    # A test may have come that kills it.
    return {name: verdict for name, verdict in results.items() if verdict != "survived"}


def report(results, reasons):
    rooms = {}
    for name, verdict in results.items():
        sums = rooms.setdefault(name.split("/")[1], {"killed": 0, "survived": 0, "equivalent": 0})
        is_same = verdict == "survived" and name in reasons
        sums["equivalent" if is_same else verdict.split()[0]] += 1
    total = {word: sum(sums[word] for sums in rooms.values()) for word in ("killed", "survived", "equivalent")}
    print(f"{'room':<10} {'mutants':>8} {'killed':>7} {'survived':>9} {'equivalent':>11} {'killed %':>9}")
    for room, sums in [*sorted(rooms.items()), ("all", total)]:
        n = sum(sums.values())
        share = 100 * sums["killed"] / max(1, n - sums["equivalent"])
        print(f"{room:<10} {n:>8} {sums['killed']:>7} {sums['survived']:>9} {sums['equivalent']:>11} {share:>9.1f}")
    for name, verdict in results.items():
        if verdict == "survived" and name not in reasons:
            print(f"survived: {name}")
    for name in reasons:
        if results.get(name, "survived") != "survived":
            print(f"{EQUIVALENT}: {name}: it is {results[name]}")
    return share >= NEEDED_SHARE


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=240)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--seconds", type=float, default=60,
                        help="at most so many of tests a mutant, as the counted build takes them; the nearest are always run")
    parser.add_argument("--work", default="mutation")
    parser.add_argument("--only", default="", help="mutants of files with this in their names")
    options = parser.parse_args()
    work = os.path.abspath(options.work)
    copy_tree(f"{work}/tree")
    os.chdir(f"{work}/tree")
    programs = read_programs()
    known = measure(work, programs, options.jobs)
    build = Build(f"{work}/plain", ["-O1", "-fPIC"], options.jobs)
    build.build(programs)
    lines_run = {}
    for files in known["lines"].values():
        for path, lines in files.items():
            lines_run.setdefault(path, set()).update(lines)
    files = [path for path in sorted(lines_run) if path.startswith("lib/") and options.only in path]
    mutants = [m for path in files for m in find_mutants(path, lines_run[path])]
    runner = Runner(work, build, known, options.seconds)
    old, results, n_of = read_results(f"{work}/results.tsv"), {}, {}
    chosen = choose(mutants, options.count, options.seed)
    queue = {}
    for room, quota, mutant in chosen:
        queue.setdefault(room, [quota, []])[1].append(mutant)
    start = time.monotonic()
    with open(f"{work}/results.tsv", "a", encoding="utf-8") as log, \
            concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        # Those without a verdict (equal code, no code) are followed by the next, until the room has its number.
        while any(n_of.get(room, 0) < quota and waiting for room, (quota, waiting) in queue.items()):
            batch = []
            for room, (quota, waiting) in queue.items():
                n = quota - n_of.get(room, 0)
                batch += [(room, m) for m in waiting[:n]]
                del waiting[:n]
            def judge(pair):
                name = name_of(pair[1])
                if name not in old:
                    verdict = runner.judge(pair[1])
                    with runner.lock:
                        log.write(f"{name}\t{verdict}\t{pair[1][1]}\n")
                        log.flush()
                    return verdict
                return old[name]

            for (room, mutant), verdict in zip(batch, pool.map(judge, batch)):
                name = name_of(mutant)
                if verdict.startswith(("killed", "survived")):
                    results[name] = verdict
                    n_of[room] = n_of.get(room, 0) + 1
    print(f"{len(results)} mutants, seed {options.seed}, {time.monotonic() - start:.0f} s")
    return 0 if report(results, read_reasons(EQUIVALENT)) else 1


if __name__ == "__main__":
    sys.exit(main())
