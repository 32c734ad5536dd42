"""The library as a Python program sees it. SPDX-License-Identifier: LGPL-2.1-or-later"""
import os
import sys
import tap

# A library with sanitizers wants theirs loaded first, which Python, made without, does not do.
if os.environ.get("CERTPLAN_PRELOAD") and "LD_PRELOAD" not in os.environ:
    os.environ["LD_PRELOAD"] = os.environ["CERTPLAN_PRELOAD"]
    os.environ["ASAN_OPTIONS"] = "detect_leaks=0"
    os.execv(sys.executable, [sys.executable, "-B"] + sys.argv)

if not os.path.exists(os.path.join(tap.BUILD, "lib", "Certplan-1.typelib")):
    tap.skip_all("built without introspection")
os.environ["GI_TYPELIB_PATH"] = os.path.join(tap.BUILD, "lib")
try:
    import gi

    gi.require_version("Certplan", "1")
    from gi.repository import Certplan, GLib
except ImportError as error:
    tap.skip_all(f"python3-gi is missing: {error}")


def test_money():
    """amounts are fen, read and written"""
    ok, fen = Certplan.money_parse("7.2万元")
    assert ok and fen == 7200000, fen
    assert Certplan.money_format(fen, True) == "72,000.00"
    assert sum(Certplan.money_split(100, 3, part) for part in range(3)) == 100


def test_error():
    """a fault is a GLib.Error of the room's domain"""
    try:
        Certplan.money_parse("many")
    except GLib.Error as fault:
        assert fault.matches(Certplan.base_error_quark(), Certplan.BaseError.SYNTAX), fault
    else:
        raise AssertionError("no error")


def test_date():
    """months are added as the Civil Code counts them"""
    day = Certplan.date_new(2024, 1, 31)
    assert Certplan.date_format(Certplan.date_add_months(day, 1)) == "2024-02-29"
    assert Certplan.date_get_ymd(day) == (2024, 1, 31)


def test_period():
    """a period is filled by its parser and added to a date"""
    ok, period = Certplan.period_parse("P30D")
    assert ok and (period.months, period.days) == (0, 30)
    day = Certplan.date_add_period(Certplan.date_new(2024, 1, 31), period, 1)
    assert Certplan.date_format(day) == "2024-03-01"


def test_faults():
    """a list of faults outlives the call that filled it"""
    faults = Certplan.Faults.new()
    faults.add(Certplan.base_error_quark(), Certplan.BaseError.SYNTAX, "a.csv", 3, 2, "is no date", "x", "2025-05-01")
    assert faults.get_n() == 1 and faults.get_line(0) == 3
    assert faults.dup_text(0).startswith("a.csv:3:2: "), faults.dup_text(0)


tap.run([test_money, test_error, test_date, test_period, test_faults])
