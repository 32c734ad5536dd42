"""The same command writes the same bytes in every locale and time zone.

SPDX-License-Identifier: LGPL-2.1-or-later"""
import os
import shutil
import subprocess
import tempfile
import hostile
import tap

SCRATCH = tempfile.mkdtemp(prefix="certplan-locales-")
LOCPATH = os.path.join(SCRATCH, "locale")
LOCALES = ["C", "zh_CN.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8"]
ZONES = ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"]
LONG = os.environ.get("CERTPLAN_LONG")
COMMAS = ("de_DE.UTF-8", "tr_TR.UTF-8")  # these write 1,5 for one and a half


def make_locales():
    """Builds what the machine may lack. Returns: why not, or None"""
    if not shutil.which("localedef") or not os.path.isdir("/usr/share/i18n/locales"):
        return "the sources of locales are missing (Debian: locales)"
    os.makedirs(LOCPATH)
    makers = [subprocess.Popen(
        ["localedef", "-i", name.split(".")[0], "-f", "UTF-8", os.path.join(LOCPATH, name)],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for name in LOCALES[1:]]
    said = [maker.communicate()[1] for maker in makers]
    bad = [text for maker, text in zip(makers, said) if maker.returncode not in (0, 1)]
    return f"localedef: {bad[0][:200]!r}" if bad else None


def around(locale, zone, **more):
    """What a run's environment has of a locale and a zone."""
    return {"LC_ALL": locale, "TZ": zone, "LOCPATH": LOCPATH, **more}


def new_folder():
    """One with the inputs of tests/cli."""
    folder = tempfile.mkdtemp(dir=SCRATCH)
    shutil.copytree(os.path.join(tap.SOURCE, "tests/cli/data"), folder, dirs_exist_ok=True)
    shutil.copytree(os.path.join(tap.SOURCE, "data/examples"), os.path.join(folder, "examples"))
    for path, _, names in os.walk(folder):
        for name in [""] + names:
            os.chmod(os.path.join(path, name), 0o755)
    return folder


DATE = ["--as-of", "2026-05-10"]
TABLES = ["-o", "a.txt", "-o", "a.csv", "-o", "a.json"]
TIMELINE = ["timeline", "cnitsec/engineering/2", "--start", "2026-03-02", *DATE,
            "--pause", "supplement:2026-04-01/2026-04-20", "--pause", "İıŞ 来函:2026-04-25/",
            "--stage", "payment=P5B", "--stage", "agreement=P8D"]
# Each is run in English and in Chinese.
COMMANDS = [
    ["quote", "cnitsec/operation/2", "cnitsec/engineering/2", "cnitsec/cloud/1", *DATE, "--explain"],
    ["quote", "cnitsec/engineering/2", *DATE, "--extra", "İstanbul:1234567.5", "--extra", "咨询费:7.2万元", *TABLES],
    ["quote", "cnitsec/engineering/2", "--expiry", "2026-10-31", "--submitted", "2027-05-06", *DATE, *TABLES],
    ["quote", "cnitsec/engineering/3", "--rules", "examples/tariff.csv", "--on", "2026-09-01", *DATE, "--explain"],
    [*TIMELINE, "--explain"],
    [*TIMELINE, "--explain", *TABLES],
    ["timeline", "cnitsec/operation/2", "--wish", "2027-02-28", *DATE],
    ["timeline", "second/test/c", "--start", "2026-03-02", "--rules", "second", *DATE, "--fail"],
    ["list", *DATE, *TABLES],
    ["list", "--rules", "second", *DATE],
    ["show", "cnitsec/engineering/2", *DATE],
    ["show", "cnitsec/cloud/1", *DATE, *TABLES],
    ["show", "--policies", *DATE],
    ["show", "ccia/finance/2", *DATE],
    ["list", "--industry", "教育", *DATE, *TABLES],
    ["timeline", "ccia/finance/2", "--start", "2026-03-02", "--cycle", "ccia=P3M,P6M", *DATE, *TABLES],
    ["calendar", "check", *DATE, *TABLES],
    ["formats"],
    ["formats", "register"],
    ["formats", "register", *TABLES],
    ["formats", "register", "--template"],
    ["rows", "register.csv"],
    ["rules", "check", "my-rules", "examples/tariff.csv"],
    ["rules", "check", "three-faults.csv"],
    ["quote", "cnitsec/engineering/3", "--on", "2026-09-01"],
]
# What a command says of its own success is a message, which follows the locale's language.
MESSAGES = [["rules", "check", "my-rules", "examples/tariff.csv"]]


def results(arguments, around_it):
    """Exit code, stdout and every file that was made."""
    folder = new_folder()
    before = {os.path.join(path, name) for path, _, names in os.walk(folder) for name in names}
    code, out, _ = hostile.run(arguments, folder, 300, **around_it)
    found = {"exit code": code, "stdout": out}
    for path, _, names in os.walk(folder):
        for name in names:
            path_of_it = os.path.join(path, name)
            if path_of_it not in before and "/." not in path_of_it[len(folder):]:
                with open(path_of_it, "rb") as file:
                    found[name] = file.read()
    shutil.rmtree(folder)
    return found


def differences(arguments, wanted, found, where):
    """What is not the same, as lines."""
    faults = []
    for name in sorted(set(wanted) | set(found)):
        one, other = wanted.get(name), found.get(name)
        if one != other:
            at = 0
            if isinstance(one, bytes) and isinstance(other, bytes):
                at = next((n for n, (x, y) in enumerate(zip(one, other)) if x != y), min(len(one), len(other)))
                one, other = one[max(0, at - 20):at + 40], other[max(0, at - 20):at + 40]
            faults.append(f"{' '.join(arguments)}: {name} differs {where} at byte {at}: {one!r}, {other!r}")
    return faults


def compare(commands, arounds):
    """Runs each command everywhere."""
    faults = []
    for arguments in commands:
        for lang in ("en", "zh_CN"):
            given = [*arguments, "--lang", lang]
            wanted = results(given, around("C", "UTC"))
            for where in arounds:
                found = results(given, where)
                faults += differences(given, wanted, found, f"under {where['LC_ALL'] or where} {where['TZ']}")
    tap.no_faults(faults)


def test_in_force():
    """the locales and zones are in force: the machine's own programs obey them"""
    for locale in LOCALES[1:]:
        for key, wanted in (("decimal_point", "," if locale in COMMAS else "."), ("charmap", "UTF-8")):
            said = subprocess.run(["locale", key], env=around(locale, "UTC", PATH=os.environ["PATH"]),
                                  capture_output=True, check=True, text=True)
            assert said.stdout.strip() == wanted and not said.stderr, f"{locale}: {key} {said.stdout}{said.stderr}"
    hours = [subprocess.run(["date", "+%z"], env=around("C", zone, PATH=os.environ["PATH"]), capture_output=True,
                            check=True, text=True).stdout.strip() for zone in ZONES]
    assert hours == ["+0000", "+1400", "-1100"], hours


def test_tables():
    """text, CSV and JSON are the same in every locale and zone"""
    pairs = [(locale, zone) for locale in LOCALES for zone in ZONES][1:]
    if not LONG:  # each locale and each zone once, not all pairs
        pairs = list(zip(LOCALES[1:], ZONES[1:] + ZONES[:1]))
    compare(COMMANDS, [around(*pair) for pair in pairs])


def test_mixed():
    """and where only some categories are set, or a language beside the locale"""
    mixed = around("", "UTC", LANG="de_DE.UTF-8", LC_NUMERIC="tr_TR.UTF-8", LC_TIME="zh_CN.UTF-8", LANGUAGE="zh_CN:de")
    compare(COMMANDS, [mixed])


def test_documents():
    """pictures, pages and sheets are the same in every locale and zone"""
    known = hostile.known_formats(SCRATCH)
    if not shutil.which("gnuplot"):
        known = [name for name in known if name not in (*hostile.PICTURES, "html")]
    files = [word for name in known if name not in ("txt", "csv", "json") for word in ("-o", f"a.{name}")]
    if not files:
        raise tap.Skip("gnuplot is missing (Debian: gnuplot-nox)")
    pairs = [("zh_CN.UTF-8", ZONES[1]), ("de_DE.UTF-8", ZONES[2]), ("tr_TR.UTF-8", ZONES[1])]
    if LONG:
        pairs = [(locale, zone) for locale in LOCALES for zone in ZONES]
    compare([[*TIMELINE, "--explain", *files]], [around(*pair) for pair in pairs])


SHIM = r"""
#include <stdlib.h>
#include <string.h>
/* Every message gets a character before it, as in a language that has all of them. */
static char *translate (const char *text)
{
  if (text == NULL || *text == '\0')
    return (char *)text;
  char *translated = malloc (strlen (text) + 4);
  strcpy (translated, "\xe8\xaf\x91");
  return strcat (translated, text);
}
char *gettext (const char *text) { return translate (text); }
char *dgettext (const char *domain, const char *text) { return translate (text); }
char *dcgettext (const char *domain, const char *text, int category) { return translate (text); }
"""


def test_translated():
    """no message's translation gets into a result"""
    source, shim = os.path.join(SCRATCH, "shim.c"), os.path.join(SCRATCH, "shim.so")
    with open(source, "w", encoding="utf-8") as file:
        file.write(SHIM)
    compiler = os.environ.get("CC", "cc").split()
    subprocess.run([*compiler, "-shared", "-fPIC", "-o", shim, source], check=True)
    preload = os.environ.get("CERTPLAN_PRELOAD", "") + " " + shim
    # What the shim allocates is never freed, which is no leak of the program.
    translated = around("C", "UTC", LD_PRELOAD=preload.strip(), ASAN_OPTIONS="detect_leaks=0")
    _, _, said = hostile.run(["quote", "x/y/1"], SCRATCH, **translated)
    assert "译" in said.decode("utf-8", "replace") or b"?" in said, f"the shim does nothing: {said!r}"
    compare([command for command in COMMANDS if command not in MESSAGES], [translated])


def test_today():
    """without --as-of it is the zone that says which day it is"""
    days = set()
    for zone in ZONES[1:]:  # 25 hours apart: never the same day
        _, out, err = hostile.run(["timeline", "cnitsec/engineering/2", "--start", "2026-03-02", "--lang", "en"],
                                  SCRATCH, **around("C", zone))
        found = hostile.re.search(rb"As of (\d{4}-\d\d-\d\d)", out)
        assert found, err
        days.add(found[1])
    assert len(days) == 2, days


if __name__ == "__main__":
    try:
        WHY = make_locales()
        if WHY:
            if os.environ.get("CI"):
                raise AssertionError(WHY)
            tap.skip_all(WHY)
        tap.run([test_in_force, test_tables, test_mixed, test_documents, test_translated, test_today])
    finally:
        shutil.rmtree(SCRATCH)
