"""The programs in README.md are compiled and run, and print what their comments say.

SPDX-License-Identifier: LGPL-2.1-or-later"""
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import tap

SCRATCH = tempfile.mkdtemp(prefix="certplan-readme-")
LIBRARIES = os.path.join(tap.BUILD, "lib", ".libs")


def blocks(start, end):
    """The indented blocks of README.md between two lines that begin so; the first ones share what stands
    before their empty line. Returns: (those lines, blocks)"""
    text = tap.read("README.md")
    part = text[text.index(f"\n{start}"):]
    part = part[:part.index(f"\n{end}")]
    found = [re.sub("(?m)^    ", "", block).strip("\n")
             for block in re.findall(r"(?:(?<=\n)(?:    [^\n]*)?\n)*(?<=\n)    [^\n]*\n(?:(?:    [^\n]*)?\n)*", part)]
    shared, first = found[0].split("\n\n", 1)
    return shared, [first] + found[1:]


def wanted(block):
    """What the comments say: one behind a line that prints, or lines of their own."""
    said = re.findall(r"print.*?/\* (.*?) \*/$|print.*  # (.*)$|^# (.*)$", block, re.MULTILINE)
    return ["".join(groups) for groups in said]


def run(arguments):
    """What a program prints."""
    environment = dict(os.environ, GI_TYPELIB_PATH=os.path.join(tap.BUILD, "lib"), LC_ALL="C")
    environment["LD_LIBRARY_PATH"] = os.pathsep.join(
        filter(None, [LIBRARIES, os.environ.get("LD_LIBRARY_PATH")]))
    done = subprocess.run(arguments, cwd=tap.SOURCE, env=environment, capture_output=True, check=False, timeout=tap.HANGS)
    assert done.returncode == 0 and done.stderr == b"", (done.returncode, done.stderr.decode()[-2000:])
    return done.stdout.decode().splitlines()


def make_variable(name):
    """The value that the build has for it."""
    with open(os.path.join(tap.BUILD, "Makefile"), encoding="utf-8") as file:
        found = re.search(rf"(?m)^{name} = *(.*)$", file.read())
    return found[1] if found else ""


def flags():
    """As pkg-config gives them, for a library that is not installed yet."""
    rooms = sorted({os.path.dirname(path) for path in tap.files("lib", ".h")})
    dependencies = subprocess.run(["pkg-config", "--cflags", "--libs", "glib-2.0", "gio-2.0", "gobject-2.0"],
                                  capture_output=True, text=True, check=True).stdout
    return ([f"-I{os.path.join(tap.SOURCE, room)}" for room in rooms] + shlex.split(make_variable("CHECK_CFLAGS"))
            + shlex.split(dependencies) + [f"-L{LIBRARIES}", "-lcertplan"])


def test_of_c(number, shared, block):
    """A block as the inside of a main."""
    def test():
        includes = re.findall("(?m)^#.*$", shared)
        rest = re.sub("(?m)^#.*$", "", shared)
        source = os.path.join(SCRATCH, f"{number}.c")
        program = os.path.join(SCRATCH, str(number))
        with open(source, "w", encoding="utf-8") as file:
            file.write("\n".join(includes) + "\nint\nmain (void)\n{" + rest + "\n" + block
                       + "\nif (error != NULL) g_printerr (\"%s\", error->message);\nreturn error != NULL;\n}\n")
        compiler = shlex.split(os.environ.get("CC") or "gcc")
        done = subprocess.run(compiler + ["-std=gnu11", "-Wall", "-Werror", source, "-o", program] + flags(),
                              capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        expected = wanted(block)
        assert expected, f"the block does not say what it prints:\n{block}"
        found = run([program])
        assert found == expected, f"{found}\n{expected}"
    test.__doc__ = f"block {number} in C"
    return test


def test_of_python(number, shared, block):
    """A block behind the lines that all share."""
    def test():
        if not os.path.exists(os.path.join(tap.BUILD, "lib", "Certplan-1.typelib")):
            raise tap.Skip("built without introspection")
        if os.environ.get("CERTPLAN_PRELOAD"):
            raise tap.Skip("Python itself has no sanitizers")
        expected = wanted(block)
        assert expected, f"the block does not say what it prints:\n{block}"
        found = run([sys.executable, "-B", "-c", shared + "\n" + block])
        assert found == expected, f"{found}\n{expected}"
    test.__doc__ = f"block {number} in Python"
    return test


def test_all():
    """eligibility, duties and budget have an example in both languages"""
    for start, end, names in [("In C,", "In Python,", ("eligibility_new", "duties_new", "budget_new", "quote_new")),
                              ("In Python,", "## Benchmarks", ("Eligibility.new", "Duties.new", "Budget.new", "Quotes.new"))]:
        text = "\n".join(blocks(start, end)[1])
        for name in names:
            assert name in text, f"{start} {name}"


try:
    SHARED_C, C = blocks("In C,", "In Python,")
    SHARED_PYTHON, PYTHON = blocks("In Python,", "## Benchmarks")
    tap.run([test_all] + [test_of_c(n, SHARED_C, block) for n, block in enumerate(C, 1)]
            + [test_of_python(n, SHARED_PYTHON, block) for n, block in enumerate(PYTHON, 1)])
finally:
    shutil.rmtree(SCRATCH)
