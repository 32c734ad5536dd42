"""The manual tells what --help tells: a page a command, and certplan(1) over them.

With UPDATE_MAN set (make update-man) the parts that come from --help are written anew: all but DESCRIPTION, OPTIONS
and further sections of a page, and the list of commands in certplan(1).

SPDX-License-Identifier: LGPL-2.1-or-later"""
import itertools
import os
import re
import shutil
import subprocess
import tap

MANUAL = "tools/certplan.1"
TITLE = '.TH {0} 1 {1} "{2}" "User Commands"\n'
FIRST_DAY = "2026-11-21"
MADE = ("NAME", "SYNOPSIS", "RESULTS", "COMMON OPTIONS", "EXAMPLES", "EXIT STATUS", "SEE ALSO")


def say(*arguments):
    """What the command prints."""
    built = os.path.join(tap.BUILD, "tools", ".libs", "certplan")
    program = built if os.path.exists(built) else os.path.join(tap.BUILD, "tools", "certplan")
    libraries = os.pathsep.join(filter(None, [os.path.join(tap.BUILD, "lib", ".libs"),
                                              os.environ.get("LD_LIBRARY_PATH")]))
    environment = dict(os.environ, LC_ALL="C.UTF-8", LANGUAGE="C", LD_LIBRARY_PATH=libraries)
    return subprocess.run([program, *arguments], env=environment, capture_output=True, text=True, check=True,
                          timeout=tap.HANGS).stdout


COMMANDS = dict(re.findall(r"(?m)^  ([a-z][a-z-]*) +(\S.*)$", say("--help").split("Commands:\n")[1].split("\n\n")[0]))
HELPS = {command: say(command, "--help").replace("…", "...") for command in COMMANDS}
PAGES = {command: f"tools/man/certplan-{command}.1" for command in COMMANDS}


def escape(text):
    """Text as roff takes it."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq").replace("'", "\\(aq")
    return re.sub(r"(?m)^\.", r"\\&.", text)


def unescape(text):
    """The words of a page, without its fonts."""
    text = re.sub(r"\\f[BIPR]", "", text).replace("\\-", "-").replace("\\(dq", '"').replace("\\(aq", "'")
    return re.sub(r"(?m)^\.[A-Z]+ ", "", text).replace("\\&", "").replace("\\e", "\\")


def sections(text):
    """Title -> text, in order; what stands before the first one is "". """
    parts = re.split(r"(?m)^\.SH (.*)\n", text)
    return dict([("", parts[0])] + list(zip(parts[1::2], parts[2::2])))


def told(section):
    """The options that a section explains: those of the line, or lines, after .TP."""
    heads = re.findall(r"(?m)^\.TP\n((?:.*\n\.TQ\n)*.*)\n", section)
    return [option for head in heads for option in re.findall(r"--[a-z][a-z-]*", unescape(head))]


def options(command):
    """Option -> (heading, what --help says of it)."""
    found = re.findall(r"(?m)^  (?:-([a-z]), )?(--[a-z][a-z-]*)(=\S+)? +(\S.*)$", HELPS[command])
    return {option: (short, option + value, text) for short, option, value, text in found if option != "--help"}


def common_options():
    return [option for option in told(sections(tap.read(MANUAL))["COMMON OPTIONS"]) if option != "--help"]


def italic(text):
    """Words in capitals are what the user puts there."""
    return re.sub(r"\b[A-Z][A-Z]+\b|\b[A-Z]\b", r"\\fI\g<0>\\fR", escape(text))


def heading(short, option):
    name, _, value = option.partition("=")
    first = f"\\fB\\-{short}\\fR, " if short else ""
    return f"{first}\\fB{escape(name)}\\fR" + (f"={italic(value)}" if value else "") + "\n"


def render(command, page):
    """A page: what is written by hand, between what is made from --help."""
    hand = sections(page)
    date = re.search(r"^\.TH \S+ 1 (\S+) ", hand.get("", ""), re.MULTILINE)
    own = told(hand.get("OPTIONS", ""))
    common = [option for option in options(command) if option not in own and option in common_options()]
    usage = re.search(r"(?m)^  certplan (.*)$", HELPS[command])[1]
    results = re.search(r"(?s)Results: (.*?\.)\n", HELPS[command])
    examples = HELPS[command].split("Examples:\n")[1].rstrip("\n").replace("\n  ", "\n")[2:]
    words = unescape("".join(text for title, text in hand.items() if title not in MADE))
    others = [other for other in COMMANDS if other != command and re.search(rf"\bcertplan {other}\b", words)]
    out = f'.\\" The manual of certplan {command}. SPDX-License-Identifier: LGPL-2.1-or-later\n'
    out += TITLE.format(f"CERTPLAN\\-{command.upper()}", date[1] if date else FIRST_DAY, say("--version").strip())
    summary = COMMANDS[command]
    out += f".SH NAME\ncertplan\\-{command} \\- {escape(summary[0].lower() + summary[1:])}\n"
    out += f".SH SYNOPSIS\n\\fBcertplan {command}\\fR {italic(usage.split(' ', 1)[1])}\n"
    for title, text in hand.items():
        if title and title not in MADE:
            out += f".SH {title}\n{text}"
    if results:
        out += (".SH RESULTS\n\\fB\\-o\\fR \\fINAME\\fR=\\fIFILE\\fR writes one of them:\n"
                + escape(" ".join(results[1].split())) + "\n")
    out += ".SH COMMON OPTIONS\n.BR certplan (1)\ntells more of these.\n"
    common = [options(command)[option] for option in common] + [("h", "--help", "Show the options and examples")]
    for text, group in itertools.groupby(common, key=lambda row: row[2]):  # options of one meaning stand together
        out += ".TP\n" + ".TQ\n".join(heading(short, head) for short, head, _ in group) + escape(text) + ".\n"
    out += f".SH EXAMPLES\n.EX\n{escape(examples)}\n.EE\n"
    out += ".SH EXIT STATUS\nAs in\n.BR certplan (1).\n"
    out += ".SH SEE ALSO\n" + ",\n".join(f".BR {name} (1)" for name in
                                       ["certplan"] + [f"certplan\\-{other}" for other in others]) + "\n"
    return out


def overview(text):
    """certplan(1) with the version and the list of commands as they are."""
    listed = "".join(f".TP\n.BR certplan\\-{command} (1)\n{escape(summary)}.\n"
                     for command, summary in COMMANDS.items())
    text = re.sub(r"(?s)(?<=\n\.SH COMMANDS\n).*?(?=\n\.SH )", lambda _: listed.rstrip("\n"), text)
    return re.sub(r"(?m)^(\.TH .* )\"certplan .*?\"", lambda found: f'{found[1]}"{say("--version").strip()}"', text)


def same(path, wanted):
    """Compares a page with what it should be, or writes it."""
    if os.environ.get("UPDATE_MAN"):
        with open(os.path.join(tap.SOURCE, path), "w", encoding="utf-8") as file:
            file.write(wanted)
        return
    found = tap.read(path)
    for number, (line, other) in enumerate(zip(found.split("\n"), wanted.split("\n")), 1):
        assert line == other, f'{path}:{number}: "{line}", while --help says "{other}": run "make update-man"'
    assert found == wanted, f'{path}: run "make update-man"'


def page_of(command):
    path = os.path.join(tap.SOURCE, PAGES[command])
    return tap.read(PAGES[command]) if os.path.exists(path) else ""


def test_pages():
    """Each command has a page, and it says what --help says"""
    for command, path in PAGES.items():
        page = page_of(command)
        assert sections(page).get("DESCRIPTION"), f"{path}: there is no DESCRIPTION"
        same(path, render(command, page))


def test_options():
    """Each option is explained, in the command's page or in certplan(1), and no other"""
    faults = []
    for command, path in PAGES.items():
        own = told(sections(page_of(command)).get("OPTIONS", ""))
        missing = [option for option in options(command) if option not in own + common_options()]
        stale = [option for option in own if option not in options(command)]
        faults += [f"{path}: OPTIONS does not tell of {option}" for option in missing]
        faults += [f"{path}: there is no option {option}" for option in stale]
    anywhere = {option for command in COMMANDS for option in options(command)}
    faults += [f"{MANUAL}: no command has {option}" for option in common_options() if option not in anywhere]
    tap.no_faults(faults)


def test_overview():
    """certplan(1) lists the commands, and there is no page of another one"""
    same(MANUAL, overview(tap.read(MANUAL)))
    assert sorted(PAGES.values()) == tap.files("tools/man", ".1")
    build = tap.read("tools/local.mk")
    tap.no_faults([f"tools/local.mk: {path} is not installed" for path in PAGES.values() if f"{path} " not in build])


def test_mentions():
    """Every command and option that the manual names is there"""
    faults = []
    for path in [MANUAL, *PAGES.values()]:
        words = " ".join(unescape(tap.read(path)).split())
        for command in re.findall(r"certplan-([a-z]+) \(1\)", words):
            if command not in COMMANDS:
                faults.append(f"{path}: there is no command {command}")
        for option in re.findall(r"(?<![\w-])--[a-z][a-z-]*", words):
            if not any(option in options(command) for command in COMMANDS) and option not in KNOWN_OPTIONS:
                faults.append(f"{path}: no command has {option}")
    tap.no_faults(faults)


KNOWN_OPTIONS = ("--help", "--version", "--array")  # the last one is sbatch's


def warnings(program, *arguments):
    if shutil.which(program) is None:
        raise tap.Skip(f"{program} is missing")
    environment = dict(os.environ, LC_ALL="C.UTF-8", MANWIDTH="80")
    paths = [os.path.join(tap.SOURCE, path) for path in [MANUAL, *PAGES.values()]]
    done = subprocess.run([program, *arguments, *paths], env=environment, capture_output=True, text=True,
                          check=False, timeout=tap.HANGS)
    return done


def test_man():
    """man formats the pages without a warning"""
    done = warnings("man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z")
    assert done.returncode == 0 and not done.stderr, done.stderr


def test_mandoc():
    """mandoc finds nothing to complain of"""
    done = warnings("mandoc", "-Tlint", "-Wwarning")
    assert done.returncode == 0 and not done.stdout, done.stdout


tap.run([test_pages, test_options, test_overview, test_mentions, test_man, test_mandoc])
