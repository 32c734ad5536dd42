"""Each command of README.md runs as it stands there, and what README shows below it is what it says.

The commands run one after the other, in a folder where data/ is that of the source tree, so that what one
writes another may read. `# exit status N` behind a command tells how it ends, if not with 0.

SPDX-License-Identifier: LGPL-2.1-or-later"""
import collections
import os
import re
import shutil
import subprocess
import tempfile
import tap

README = tap.read("README.md")
SCRATCH = tempfile.mkdtemp(prefix="certplan-readme-")
# Words that need what may be missing here: a program, or a library that the build was made without.
NEEDS = {"json": r"\.json\b", "ical": r"\.ics\b", "xlsx": r"\.xlsx\b"}
UNWRITTEN = {}  # file -> why the command that writes it cannot run here

Command = collections.namedtuple("Command", "text status shown")


def listed():
    """The indented lines that begin with "$ ", each with the lines that it goes on in and what it shows."""
    found = []
    lines = README.splitlines()
    while lines:
        line = lines.pop(0)
        if not line.startswith("    $ "):
            continue
        text = line[6:]
        while text.endswith("\\"):
            text = text[:-1] + lines.pop(0).strip()
        shown = []
        while lines and not lines[0].startswith("    $ ") and (lines[0].startswith("    ") or not lines[0]):
            shown.append(lines.pop(0)[4:])
        text, _, remark = text.partition("  #")
        status = re.search(r"(?:exit status|退出码) (\d+)", remark)
        found.append(Command(text.strip(), int(status[1]) if status else 0, "\n".join(shown).strip("\n")))
    return found


def named():
    """The calls within the text that are whole: no word in capitals stands for another, nothing is left out. The
    queues whose answers are known are another test's."""
    for text in dict.fromkeys(re.findall(r"`(certplan [^`]+)`", README.replace("\n", " "))):
        if not re.search(r"\b[A-Z]{3,}|\*|\.\.\.|--selfcheck", text):
            yield Command(text, 0, "")


def lacking(text):
    """Why a command cannot run here, or nothing."""
    for word, pattern in NEEDS.items():
        if word not in tap.BUILT_WITH and re.search(pattern, text):
            return f"built without {word}"
    if re.search(r"\.(png|svg|pdf)\b", text) and shutil.which("gnuplot") is None:
        return "gnuplot is missing"
    return next((UNWRITTEN[word] for word in text.split() if word in UNWRITTEN), None)


def environment():
    program = os.path.join(tap.BUILD, "tools", ".libs", "certplan")
    os.makedirs(os.path.join(SCRATCH, "bin"))
    os.symlink(program if os.path.exists(program) else os.path.join(tap.BUILD, "tools", "certplan"),
               os.path.join(SCRATCH, "bin", "certplan"))
    os.symlink(os.path.join(tap.SOURCE, "data"), os.path.join(SCRATCH, "data"))
    libraries = [os.path.join(tap.BUILD, "lib", ".libs"), os.environ.get("LD_LIBRARY_PATH")]
    return dict(os.environ, LC_ALL="C", PATH=os.path.join(SCRATCH, "bin") + os.pathsep + os.environ["PATH"],
                LD_LIBRARY_PATH=os.pathsep.join(filter(None, libraries)))


ENVIRONMENT = environment()


def outputs(text):
    """The files that a command is to write."""
    return [name.rpartition("=")[2] for name in re.findall(r" -o (\S+)", text)]


def test_of(command):
    def test():
        why = lacking(command.text)
        if why:
            UNWRITTEN.update(dict.fromkeys(outputs(command.text), why))
            raise tap.Skip(why)
        done = subprocess.run(["bash", "-c", command.text], cwd=SCRATCH, env=ENVIRONMENT, capture_output=True,
                              text=True, check=False, timeout=tap.HANGS)
        assert done.returncode == command.status, (done.returncode, done.stderr)
        for path in outputs(command.text):
            assert os.path.getsize(os.path.join(SCRATCH, path)) > 0, path
        assert command.shown in ("", done.stdout.rstrip("\n")), done.stdout
    test.__doc__ = command.text
    return test


def test_options():
    """each option that README names is one of some command"""
    commands = re.findall(r"(?m)^  ([a-z]+) +\S", subprocess.run(
        ["certplan", "--help"], env=ENVIRONMENT, capture_output=True, text=True, check=True).stdout)
    assert len(commands) > 10, commands
    known = set()
    for name in commands:
        text = subprocess.run(["certplan", name, "--help"], env=ENVIRONMENT, capture_output=True, text=True,
                              check=True).stdout
        known.update(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text))
    text = "\n".join(line for line in README.splitlines() if "configure" not in line and "sbatch" not in line)
    unknown = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text)) - known - {"--cflags", "--libs", "--help"}
    assert not unknown, unknown


def test_lines():
    """no line of README or NEWS stands there twice"""
    for path in ("README.md", "NEWS"):
        lines = [line for line in tap.read(path).splitlines() if len(line) > 40]
        tap.no_faults([line for line, n in collections.Counter(lines).items() if n > 1])


def test_enough():
    """README shows answers, and all that its readers may ask"""
    commands = listed()
    assert sum(command.shown != "" for command in commands) >= 2
    missing = {"quote", "check", "timeline", "duties", "budget", "workload", "capacity", "simulate", "staffing", "merge",
               "charges", "reconcile", "accrue", "journal"} - {command.text.split()[1] for command in commands}
    assert not missing, missing


try:
    tap.run([test_enough, test_lines, test_options] + [test_of(command) for command in listed() + list(named())])
finally:
    shutil.rmtree(SCRATCH)
