"""What must hold, against the documents: every item once, every number as it is printed.

The tables here are typed from the documents. SPDX-License-Identifier: LGPL-2.1-or-later"""
import re
import rules
import tap

OPERATION, ENGINEERING, CLOUD = "cnitsec/operation/2", "cnitsec/engineering/2", "cnitsec/cloud/1"
# Leaf items of the general requirements of ISCCC-SV-001:2015: 4.1 is level 3, 4.3 is level 1.
GENERAL = {"3": 27, "2": 30, "1": 32}
# What each annex asks for at level 3, and what levels 2 and 1 add to it.
ANNEXES = {
    "risk-assessment": ("A", 24, 17, 10),
    "integration": ("B", 17, 13, 12),
    "emergency": ("C", 29, 23, 16),
    "recovery-resource": ("D1.", 17, 12, 14),
    "recovery-technical": ("D2.", 7, 8, 8),
    "software": ("E", 21, 23, 17),
    "maintenance-service": ("F", 28, 23, 26),
}
# (clause, condition, number) of every row that asks for more than a yes, in the three lists of ISCCC.
STAFF = {
    "3": "4.1.2 count 3|4.1.4 a) since P24M|4.1.4 b) since P24M|4.1.4 d) count 10|4.1.4 e) count 2"
         "|4.1.4 f) count 1|4.1.5 a) since P12M|4.1.5 b) projects 1",
    "2": "4.2.2 count 3|4.2.4 a) since P36M|4.2.4 b) since P60M|4.2.4 d) count 30|4.2.4 e) count 6"
         "|4.2.4 f) count 2|4.2.6 a) since P36M|4.2.6 a) held P12M|4.2.6 b) projects 6",
    "1": "4.3.1 held P12M|4.3.3 count 3|4.3.5 a) since P48M|4.3.5 b) since P96M|4.3.5 c) since P96M"
         "|4.3.5 d) count 50|4.3.5 e) count 10|4.3.5 f) count 5|4.3.7 a) since P60M|4.3.7 b) projects 10",
}
NUMBERS = {
    "risk-assessment": "A1 projects 1 users 1000|A2 projects 1 users 10000|A3 projects 2 users 100000"
                       "|A3 sectors 5",
    "integration": "B1.4.2 a) count 1|B3.4.2 c) count 3",
    "emergency": "C1.1 d) at_most 2|C2.1 e) at_most 1|C2.1 e) at_most 8|C3.1 b) at_most 4",
    "recovery-resource": "D1.1.1 a) count 1|D1.1.1 b) count 1000|D1.1.1 d) count 1|D1.1.1 d) count 2"
                         "|D1.2.1 a) count 2|D1.2.1 b) count 2000|D1.2.2 b) count 48"
                         "|D1.2.2 c) count 20|D1.2.2 c) at_most 24|D1.2.2 c) count 45|D1.2.2 c) at_most 65"
                         "|D1.3.1 a) count 2|D1.3.1 b) count 5|D1.3.1 c) count 5000|D1.3.1 e) count 3"
                         "|D1.3.2 a) count 2|D1.3.3 b) count 2",
    "recovery-technical": "",
    "software": "E1.6.1 a) count 1|E3.6.1 a) count 3",
    "maintenance-service": "F1.1.2 a) count 5|F1.1.4 a) count 4|F1.1.4 b) count 3|F1.3 a) count 10"
                           "|F2.1.2 b) count 3|F2.3.2 b) count 6|F2.4 b) count 3|F3.1.2 d) count 2",
}
CNITSEC = {
    OPERATION: "3.1-3 held|3.2-1 since P36M|3.2-2 amount 10000000|3.2-2 amount 10000000|3.2-4 count 8"
               "|3.2-6 project_value 5000000 P36M",
    ENGINEERING: "3.1-4 held|3.2-1 since P36M|3.2-2 amount 1000000|3.2-2 amount 2000000"
                 "|3.2-4 count 6 or 10% of engineering_staff|3.2-6 project_value 2000000 P36M",
    CLOUD: "3.2.3-5 count 4|3.3 count 7",
}


def plain(clause):
    """The clause alone, where the items of the slip A2.2.3 belong to A1."""
    return re.sub(r" \(.*\)$", "", clause)


def of(qualification, kind="initial", readings=("audit-reports=three-years", "cloud-domains=seven")):
    """The rows that are judged for an application, under these readings."""
    return [row for row in rules.of(qualification, "criteria")
            if row.get("kind", "") in ("", kind) and row.get("reading", "") in ("",) + readings]


def judged(qualification, **options):
    return [row for row in of(qualification, **options) if row["condition"] != "unavailable"]


def number(row):
    """What a row asks for, as the tables above write it."""
    if row["condition"] == "yes":
        return None
    words = [plain(row["clause"]), row["condition"], row.get("threshold", ""), row.get("amount", "")]
    if row.get("share"):
        words.append(f"or {row['share']} of {row['share_of']}")
    if row["condition"] in ("since", "held", "project_value"):
        words.append(row["duration"])
    if row.get("users_min"):
        words.append(f"users {row['users_min']}")
    return " ".join(word for word in words if word)


def numbers(rows):
    return sorted(number(row) for row in rows if number(row))


def same(found, wanted):
    """Both lists have the same lines."""
    wanted = sorted(line for line in wanted.split("|") if line)
    tap.no_faults([f"not asked: {line}" for line in sorted(set(wanted) - set(found))]
                  + [f"unexpected: {line}" for line in sorted(set(found) - set(wanted))])
    assert found == wanted, found


def items(qualification, annex):
    """The clauses of an annex that a qualification asks for; what is said of the whole level is no item."""
    found = {row["clause"] for row in judged(qualification) if row["clause"].startswith(annex)}
    return {clause for clause in found if not re.fullmatch(r"[A-F]\d", clause)}


def test_general_items():
    """isccc: each level has all items of its own general list, 27, 30 and 32, and of no other"""
    for category in ANNEXES:
        for level, count in GENERAL.items():
            found = {row["clause"] for row in judged(f"isccc/{category}/{level}")
                     if row["clause"].startswith("4")}
            assert len(found) == count, (category, level, len(found))
            part = {"3": "4.1.", "2": "4.2.", "1": "4.3."}[level]
            assert all(clause.startswith(part) for clause in found), (category, level)


def test_annex_items():
    """isccc: an annex counts as many items at each level as the document prints"""
    for category, (annex, *counts) in ANNEXES.items():
        for n, level in enumerate("321", 1):
            found = items(f"isccc/{category}/{level}", annex)
            assert len(found) == sum(counts[:n]), (category, level, len(found))


def test_annexes_cumulative():
    """isccc: a level asks for all that the level below asks for in its annex, and for more"""
    for category, (annex, *_) in ANNEXES.items():
        rows = {level: {row["criterion"]: number(row)
                        for row in judged(f"isccc/{category}/{level}") if row["clause"].startswith(annex[0])}
                for level in "321"}
        for below, above in (("3", "2"), ("2", "1")):
            assert rows[below].items() < rows[above].items(), (category, below)


def test_annex_own():
    """isccc: no category has items of another's annex"""
    for category, (annex, *_) in ANNEXES.items():
        for row in judged(f"isccc/{category}/1"):
            assert row["clause"].startswith(("4", annex)) or row["clause"] in ("A1", "A2", "A3"), row["clause"]


def test_general_numbers():
    """isccc: every number of the general lists"""
    for category in ANNEXES:
        for level, wanted in STAFF.items():
            same(numbers(row for row in judged(f"isccc/{category}/{level}") if row["clause"][0] == "4"), wanted)


def test_annex_numbers():
    """isccc: every number of the annexes, all of them at level 1"""
    for category, wanted in NUMBERS.items():
        same(numbers(row for row in judged(f"isccc/{category}/1") if row["clause"][0] != "4"), wanted)


def test_projects_window():
    """isccc: signed and completed in three years; cnitsec: completed in three years"""
    for category in ANNEXES:
        for level in "321":
            rows = [row for row in judged(f"isccc/{category}/{level}")
                    if row["condition"] == "projects" and row["clause"][0] == "4"]
            assert [(row["duration"], row["window"]) for row in rows] == [("P36M", "signed_and_completed")]
    for qualification in (OPERATION, ENGINEERING):
        rows = [row for row in judged(qualification) if row["condition"] == "project_value"]
        assert [(row["duration"], row["window"]) for row in rows] == [("P36M", "completed")], qualification


def test_level_2_drops():
    """isccc: the list of level 2 lacks 4.1.6 b) and c), but for those who read the lists as cumulative"""
    for category in ANNEXES:
        qualification = f"isccc/{category}/2"
        assert not [row for row in judged(qualification) if row["clause"].startswith("4.1")]
        added = judged(qualification, readings=("general-requirements=cumulative",))
        assert sorted(row["clause"] for row in added if row["clause"].startswith("4.1")) \
            == ["4.1.6 b)", "4.1.6 c)"], category


def test_ways():
    """isccc: where one of several is enough, and what exempts"""
    groups = {"3": "technical_lead", "2": "service_or_level_3 technical_lead", "1": "finance_head technical_lead"}
    for category in ANNEXES:
        for level, wanted in groups.items():
            rows = judged(f"isccc/{category}/{level}")
            found = {}
            for row in rows:
                if row["group"] and row["clause"][0] == "4":
                    found.setdefault(row["group"], []).append(row)
            assert sorted(found) == wanted.split(), (category, level, found)
            assert all(len(group) == 2 for group in found.values())
        held = [row for row in judged(f"isccc/{category}/2") if row["requires"]]
        assert [row["requires"] for row in held] == [f"isccc/{category}/3"], category
        for kind in ("initial", "upgrade"):
            held = [row for row in judged(f"isccc/{category}/1", kind=kind) if row["requires"]]
            assert [(row["requires"], row["exempt"]) for row in held] \
                == [(f"isccc/{category}/2", "industry_leader")], category
        assert not [row for row in judged(f"isccc/{category}/1", kind="surveillance") if row["requires"]]


def test_audit_reports():
    """isccc: reports of three years, or since founding for those who read it so"""
    rows = judged("isccc/emergency/3", readings=("audit-reports=since-founding",))
    found = sorted((row["criterion"], row["group"]) for row in rows if "audit" in row["criterion"])
    assert found == [("audit_report_years", "audit_reports"), ("audit_reports_since_founding", "audit_reports")]


def test_cnitsec_numbers():
    """cnitsec: every number of the three guides"""
    for qualification, wanted in CNITSEC.items():
        same(numbers(judged(qualification)), wanted)
    assert [number(row) for row in judged(CLOUD, readings=("cloud-domains=six",))
            if row["clause"].startswith("3.3")] == ["3.3 count 6"]


def test_cnitsec_items():
    """cnitsec: every numbered item of 3.1 to 3.4 of each guide; what is not published is not judged"""
    listed = {OPERATION: ((4, 6, 3, 3), 1), ENGINEERING: ((5, 6, 3, 3), 1)}
    for qualification, (counts, n_unjudged) in listed.items():
        wanted = {f"3.{part}-{n}" for part, count in enumerate(counts, 1) for n in range(1, count + 1)}
        found = {row["clause"] for row in judged(qualification)}
        assert found < wanted and len(wanted - found) == n_unjudged, wanted ^ found
        assert wanted - found == {f"3.1-{counts[0]}"}  # the other supplementary requirements
        assert wanted <= {row["clause"] for row in of(qualification)}
    wanted = {f"3.2.{part}-{n}" for part, count in enumerate((3, 10, 5, 4, 3, 2), 1)
              for n in range(1, count + 1)}
    wanted |= {f"3.4-{n}" for n in range(1, 8)} | {"3.1", "3.3"}
    assert {plain(row["clause"]) for row in judged(CLOUD)} == wanted


def test_ccia_items():
    """ccia: the three items of article 17; the numbers of the levels are not published"""
    rows = judged("ccia/finance/4")
    assert {row["clause"] for row in rows} == {"第十七条（一）", "第十七条（二）", "第十七条（三）"}
    assert all(row["condition"] == "yes" for row in rows)


def test_unavailable():
    """the documents that would have further conditions"""
    wanted = {
        "ccia/energy/1": {"level_conditions"},
        OPERATION: {"assessment_standard", "specific_requirements_operation_2", "supplementary_requirements"},
        ENGINEERING: {"assessment_standard", "specific_requirements_engineering_2", "supplementary_requirements"},
        CLOUD: {"assessment_standard", "specific_requirements_cloud_1"},
        "isccc/risk-assessment/3": {"cnca_cts_0052", "isccc_sv_002"},
        "isccc/integration/2": {"cnca_cts_0052", "isccc_sv_003"},
        "isccc/emergency/1": {"cnca_cts_0052", "ydt_1799", "gbz_20985"},
        "isccc/recovery-resource/3": {"cnca_cts_0052", "isccc_sv_004"},
        "isccc/recovery-technical/3": {"cnca_cts_0052", "isccc_sv_004"},
        "isccc/software/3": {"cnca_cts_0052"},
        "isccc/maintenance-service/3": {"cnca_cts_0052"},
    }
    for qualification, criteria in wanted.items():
        found = {row["criterion"] for row in of(qualification) if row["condition"] == "unavailable"}
        assert found == criteria, (qualification, found)


def test_none():
    """levels that no guide describes have no criteria"""
    for qualification in ("cnitsec/engineering/3", "cnitsec/operation/1", "cnitsec/cloud/2"):
        assert not of(qualification), qualification


def test_facts_of_own_category():
    """what is asked of the category applied for is not answered by another category's fact"""
    seen = {}
    for category in ANNEXES:
        for row in judged(f"isccc/{category}/1") + judged(f"isccc/{category}/2"):
            if row["qualification"].split("/")[1] != "*" and row["condition"] != "held":
                seen.setdefault(row["fact"] or row["criterion"], set()).add(category)
    tap.no_faults([f"{fact}: {sorted(found)}" for fact, found in seen.items() if len(found) > 1])


def test_facts_of_one_type():
    """a fact is asked for in one way only"""
    kinds = {"at_most": "count", "projects": "count", "sectors": "count", "project_value": "amount"}
    seen = {}
    for scheme in rules.SCHEMES:
        for row in rules.table(scheme, "criteria"):
            if row["condition"] not in ("held", "unavailable"):
                fact = row.get("fact") or row["criterion"]
                seen.setdefault(fact, set()).add(kinds.get(row["condition"], row["condition"]))
    tap.no_faults([f"{fact}: {sorted(found)}" for fact, found in seen.items() if len(found) > 1])


tap.run(
    [
        test_general_items,
        test_annex_items,
        test_annexes_cumulative,
        test_annex_own,
        test_general_numbers,
        test_annex_numbers,
        test_projects_window,
        test_level_2_drops,
        test_ways,
        test_audit_reports,
        test_cnitsec_numbers,
        test_cnitsec_items,
        test_ccia_items,
        test_unavailable,
        test_none,
        test_facts_of_own_category,
        test_facts_of_one_type,
    ]
)
