"""What the rules say: values typed from the five documents, not from the tables.

SPDX-License-Identifier: LGPL-2.1-or-later"""
import re
import rules
import tap

OPERATION, ENGINEERING, CLOUD = "cnitsec/operation/2", "cnitsec/engineering/2", "cnitsec/cloud/1"


def cells(row, *columns):
    return tuple(row.get(column, "") for column in columns)


def same(found, wanted):
    """Fails with what is missing and what is too much."""
    tap.no_faults([f"missing: {x}" for x in wanted if x not in found]
                  + [f"unexpected: {x}" for x in found if x not in wanted])
    assert len(found) == len(wanted), f"{len(found)} instead of {len(wanted)}"


def test_tariffs():
    """five fees are published: audit fee, annuity and printed total"""
    wanted = {
        (OPERATION, "initial"): (63000, 15000, 78000),
        (ENGINEERING, "initial"): (72000, 15000, 87000),
        (ENGINEERING, "maintenance"): (48000, 15000, 63000),
        (CLOUD, "initial"): (21000, 15000, 36000),
        (CLOUD, "maintenance"): (21000, 15000, 36000),
        # Level 2 is obtained for the first time by an upgrade too; nothing stands below level 1.
        (OPERATION, "upgrade"): (63000, 15000, 78000),
        (ENGINEERING, "upgrade"): (72000, 15000, 87000),
    }
    found = {}
    for row in rules.table("cnitsec", "tariff"):
        found.setdefault(cells(row, "qualification", "kind"), {})[row["item"]] = int(row["amount"])
    assert set(found) == set(wanted), sorted(set(found) ^ set(wanted))
    for key, (audit, annuity, total) in wanted.items():
        assert found[key] == {"audit_fee": audit, "annuity": annuity}, key
        assert sum(found[key].values()) == total, key
    assert not rules.table("ccia", "tariff") and not rules.table("isccc", "tariff")


def period_cells(qualification):
    return [cells(row, "kind", "period", "duration", "event", "event_basis", "modality", "basis")
            for row in rules.of(qualification, "periods")]


def test_periods_of_ccia():
    """ccia: three years, yearly check, renewal complete by expiry, changes in 30 days, no cycle"""
    for qualification in ("ccia/finance/1", "ccia/government/4"):
        same(period_cells(qualification), [
            ("", "validity", "P36M", "issue", "open", "must", "stated"),
            ("", "annual_check", "P12M", "issue", "open", "must", "stated"),
            ("renewal", "renewal_completion", "P0D", "expiry", "stated", "must", "stated"),
            ("", "change_report", "P30D", "changed", "stated", "must", "stated"),
        ])


def test_periods_of_isccc():
    """isccc: surveillance within 12 months, suspension three months as a rule, no validity, no cycle"""
    for qualification in ("isccc/emergency/2", "isccc/software/3"):
        same(period_cells(qualification), [
            ("", "surveillance", "P12M", "last_surveillance", "open", "must", "stated"),
            ("", "suspension", "P3M", "suspended_from", "stated", "should", "stated"),
        ])


def test_periods_of_operation():
    """operation: three months from the agreement, no maximum; the lead of a renewal is advised"""
    same(period_cells(OPERATION), [
        ("", "target", "P3M", "agreement_signed", "stated", "must", "stated"),
        ("", "validity", "P36M", "issue", "open", "must", "stated"),
        ("", "annual_confirmation", "P12M", "issue", "open", "must", "stated"),
        ("maintenance", "waived_surveillance", "P36M", "issue", "open", "must", "stated"),
        ("maintenance", "renewal_lead", "P6M", "expiry", "stated", "should", "stated"),
        ("", "retention", "P72M", "archive", "open", "must", "stated"),
    ])


def test_periods_of_2025():
    """engineering and cloud: three months in principle, six at most, supplement in one month"""
    for qualification in (ENGINEERING, CLOUD):
        same(period_cells(qualification), [
            ("", "target", "P3M", "filing", "open", "should", "stated"),
            ("", "cap", "P6M", "filing", "open", "must", "stated"),
            ("", "supplement", "P1M", "supplement_email", "stated", "must", "stated"),
            ("", "validity", "P36M", "issue", "open", "must", "inferred"),
            ("maintenance", "renewal_lead", "P6M", "expiry", "stated", "must", "stated"),
            ("maintenance", "renewal_grace", "P6M", "expiry", "stated", "must", "stated"),
            ("maintenance", "renewal_material", "P36M", "filing", "open", "must", "stated"),
            ("", "retention", "P72M", "archive", "open", "must", "stated"),
        ])


def test_levels():
    """levels in their order, lowest first, with the names that the documents give"""
    wanted = {
        "ccia": [("4", "入门级"), ("3", "基础级"), ("2", "业务级"), ("1", "专家级")],
        "cnitsec": [("1", "基本执行级"), ("2", "计划跟踪级"), ("3", "充分定义级"), ("4", "量化控制级"),
                    ("5", "持续改进级")],
        "isccc": [("3", None), ("2", None), ("1", None)],
    }
    for scheme, levels in wanted.items():
        file = rules.scheme_file(scheme)
        names = [(level, file.get(f"level {level}", "name[zh_CN]", fallback=None))
                 for level in file["scheme"]["levels"].split(";")]
        assert names == levels, names


def test_categories():
    """sectors and categories by the documents' own words"""
    wanted = {
        "ccia": ["政府", "公共服务", "金融", "电信", "军工", "商业", "能源", "工业企业"],
        "cnitsec": ["安全运营类", "安全工程类", "云计算安全类"],
        "isccc": ["风险评估", "安全集成", "应急处理", "灾难备份与恢复（资源服务类）",
                  "灾难备份与恢复（技术服务类）", "软件安全开发", "安全运维"],
    }
    for scheme, names in wanted.items():
        file = rules.scheme_file(scheme)
        found = [file[part]["name[zh_CN]"] for part in file.sections() if part.startswith("category ")]
        assert found == names, found


def test_identifiers():
    """the identifiers of categories and the roles of kinds that programs rely on"""
    categories = {
        "ccia": "government public-service finance telecom military commerce energy industry",
        "cnitsec": "operation engineering cloud",
        "isccc": "risk-assessment integration emergency recovery-resource recovery-technical software"
                 " maintenance-service",
    }
    kinds = {
        "ccia": "initial:initial renewal:renewal upgrade:upgrade change:change reissue:reissue",
        "cnitsec": "initial:initial upgrade:upgrade maintenance:renewal",
        "isccc": "initial:initial upgrade:upgrade surveillance:surveillance change:change"
                 " restoration:restoration",
    }
    for scheme in rules.SCHEMES:
        file = rules.scheme_file(scheme)
        parts = [part.split(" ", 1) for part in file.sections() if " " in part]
        assert " ".join(name for kind, name in parts if kind == "category") == categories[scheme]
        found = [f"{name}:{file['kind ' + name]['role']}" for kind, name in parts if kind == "kind"]
        assert " ".join(found) == kinds[scheme], found


def stage_order(qualification, kind, reading=""):
    """(stage, performer) by place of the stages of one kind, under one reading."""
    rows = rules.of(qualification, "stages")
    rows = [row for row in rows if row["kind"] in ("", kind) and row["place"] != ""
            and row.get("reading", "") in ("", reading)]
    own = {row["stage"] for row in rows if row["kind"] == kind}
    rows = [row for row in rows if row["kind"] == kind or row["stage"] not in own]
    places = [int(row["place"]) for row in rows]
    assert reading == "" or len(set(places)) == len(places), places
    return [cells(row, "stage", "performer") for row in sorted(rows, key=lambda row: int(row["place"]))]


CCIA_COMMON = [
    ("consulting", "consulting_body"),
    ("file_submission", "applicant"),
    ("document_review", "evaluation_body"),
    ("onsite_review", "evaluation_body"),
    ("witness_report", "witness_body"),
    ("evaluation_report", "evaluation_body"),
    ("forwarding", "evaluation_body"),
    ("office_check", "office"),
]


def test_stages_of_ccia():
    """ccia: consulting, evaluation, decision; article 18 puts the notice first, article 15 last"""
    eighteen = CCIA_COMMON + [("review_meeting", "expert_committee"), ("public_notice", "office"),
                              ("final_decision", "work_committee"), ("award", "office")]
    fifteen = CCIA_COMMON + [("final_decision", "expert_committee"), ("public_notice", "branch"),
                             ("award", "office")]
    for kind in ("initial", "renewal", "upgrade"):
        for qualification in ("ccia/finance/1", "ccia/energy/4"):
            assert stage_order(qualification, kind, "stage-order=art-18") == eighteen
            assert stage_order(qualification, kind, "stage-order=art-15") == fifteen


def test_inferred_stages():
    """what no clause states outright: an upgrade's procedure, who sits in the meeting, who verifies"""
    def inferred(qualification):
        return {cells(row, "kind", "stage") for row in rules.of(qualification, "stages", basis="inferred")}

    upgrade = {cells(row, "kind", "stage") for row in rules.of("ccia/finance/1", "stages", kind="upgrade")}
    assert inferred("ccia/finance/1") == upgrade | {
        ("initial", "review_meeting"), ("renewal", "review_meeting"),
        ("change", "verification"), ("change", "certificate_exchange")}
    assert inferred("isccc/software/2") == {
        ("surveillance", "surveillance_review"), ("surveillance", "extra_surveillance")}


def test_holders_of_ccia():
    """ccia: holders report changes and losses, and the office does the rest"""
    assert stage_order("ccia/finance/1", "change") == [
        ("change_application", "holder"), ("verification", "office"), ("certificate_exchange", "office")]
    assert stage_order("ccia/finance/1", "reissue") == [
        ("loss_statement", "holder"), ("reissue_application", "holder"), ("verification", "office"),
        ("certificate_reissue", "office")]


def test_witness():
    """ccia: the on-site review is witnessed at levels 1 and 2, and may be at 3 and 4"""
    for level, modality in (("1", "must"), ("2", "must"), ("3", "may"), ("4", "may")):
        for kind in ("initial", "renewal", "upgrade"):
            (stage,) = rules.of(f"ccia/telecom/{level}", "stages", kind=kind, stage="witness_report")
            assert stage["modality"] == modality, stage
        (route,) = rules.of(f"ccia/telecom/{level}", "routing", stage="onsite_review",
                            performer="witness_body")
        assert cells(route, "modality", "excludes") == (modality, "evaluation_body"), route


def test_body_classes():
    """ccia: class one reviews levels 1 to 4, class two levels 3 and 4, each in its region"""
    for level, classes in (("1", "1"), ("2", "1"), ("3", "12"), ("4", "12")):
        for stage in ("document_review", "onsite_review"):
            routes = rules.of(f"ccia/military/{level}", "routing", stage=stage,
                              performer="evaluation_body")
            assert "".join(row["body_class"] for row in routes) == classes, routes
            for row in routes:
                modality = "must" if classes == "1" else "may"
                assert cells(row, "region_basis", "modality", "excludes") == (
                    "registered_place", modality, "consulting_body"), row


def test_consulting():
    """ccia: who consulted does not evaluate, and consulting may be witnessed"""
    for level in "1234":
        routes = rules.of(f"ccia/commerce/{level}", "routing", stage="consulting")
        same([cells(row, "performer", "modality", "excludes") for row in routes], [
            ("consulting_body", "must", "evaluation_body"),
            ("witness_body", "may", "consulting_body"),
        ])


def test_stages_of_isccc():
    """isccc: seven steps to a certificate, and those of surveillance, change and restoration"""
    steps = [("self_assessment", "applicant"), ("certification_application", "applicant"),
             ("material_review", "certification_body"), ("certification_contract", "certification_body"),
             ("onsite_review", "review_team"), ("decision", "decision_committee"),
             ("award_and_notice", "certification_body")]
    for kind in ("initial", "upgrade"):
        for level in "23":
            assert stage_order(f"isccc/software/{level}", kind) == steps
        assert stage_order("isccc/software/1", kind) == (
            steps[:5] + [("project_witness", "review_team")] + steps[5:])
        (visit,) = rules.of("isccc/software/1", "stages", kind=kind, stage="project_witness")
        assert visit["modality"] == "may"
    assert stage_order("isccc/software/2", "surveillance") == [
        ("surveillance_review", "review_team"), ("surveillance_conclusion", "certification_body")]
    assert stage_order("isccc/software/2", "restoration") == [
        ("restoration_application", "holder"), ("restoration_review", "certification_body"),
        ("restoration_approval", "certification_body")]
    changes = rules.of("isccc/software/2", "stages", kind="change")
    for waiver, wanted in {
        "minor_change": ["onsite_verification", "decision"],
        "major_adjustment": ["change_review", "certificate_exchange"],
    }.items():
        waived = [row["stage"] for row in changes if row["waiver"] == waiver]
        assert waived == wanted, waived


def test_committee():
    """isccc: three or more decide, an odd number"""
    for kind in ("initial", "upgrade", "change"):
        (row,) = rules.of("isccc/integration/1", "stages", kind=kind, stage="decision")
        assert cells(row, "performer", "members_min", "members_odd") == (
            "decision_committee", "3", "yes"), row


def test_panel():
    """operation: five or more experts, drawn, by majority, monthly; the guides of 2025 say nothing"""
    columns = ("members_min", "members_drawn", "passes", "frequency")
    (row,) = rules.of(OPERATION, "stages", stage="expert_review")
    assert cells(row, *columns) == ("5", "yes", "simple_majority", "P1M"), row
    for qualification in (ENGINEERING, CLOUD):
        (row,) = rules.of(qualification, "stages", stage="expert_review")
        assert cells(row, *columns) == ("", "", "", ""), row


def test_stages_of_cnitsec():
    """the older guide's order, and that of the two of 2025"""
    assert stage_order(OPERATION, "initial") == [
        ("application", "applicant"), ("qualification_review", "centre"), ("supplement", "applicant"),
        ("contract", "centre"), ("payment", "applicant"), ("static_evaluation", "centre"),
        ("onsite_audit", "audit_team"), ("summary_report", "audit_team"),
        ("expert_review", "expert_panel"), ("issuance", "certificate_staff")]
    for qualification in (ENGINEERING, CLOUD):
        assert stage_order(qualification, "initial") == [
            ("preparation", "applicant"), ("acceptance", "project_leader"),
            ("supplement", "applicant"), ("setup", "project_leader"), ("agreement", "applicant"),
            ("payment", "applicant"), ("evaluation", "project_team"),
            ("expert_review", "expert_panel"), ("issuance", "certificate_staff")]


def test_waiver():
    """operation: only a second or later stable maintenance is spared the on-site audit"""
    rows = rules.of(OPERATION, "stages", stage="onsite_audit")
    same([cells(row, "kind", "modality", "waiver") for row in rows],
         [("", "must", ""), ("maintenance", "must", "stable_second_renewal")])
    # Such a one goes straight to the experts; one in Beijing after a major change comes to the centre.
    (report,) = rules.of(OPERATION, "stages", stage="summary_report", kind="maintenance")
    assert report["waiver"] == "stable_second_renewal", report
    (visit,) = rules.of(OPERATION, "stages", stage="centre_audit")
    assert cells(visit, "kind", "event", "modality") == ("maintenance", "major_change_beijing", "must"), visit
    for qualification in (ENGINEERING, CLOUD):
        assert not [row for row in rules.of(qualification, "stages") if row["waiver"] != ""]


def test_clock():
    """what stops the clock, guide by guide; nothing where there is no cycle"""
    wanted = {
        OPERATION: {"supplement", "payment", "applicant"},
        ENGINEERING: {"supplement", "agreement", "payment"},
        CLOUD: {"supplement", "agreement", "payment"},
        "ccia/finance/1": set(),
        "isccc/emergency/2": set(),
    }
    for qualification, reasons in wanted.items():
        rows = rules.of(qualification, "stages", stops_clock="yes")
        assert {row["stage"] for row in rows} == reasons, qualification
        assert all(row["performer"] == "applicant" for row in rows), qualification
        # What is not counted stands beside the cycle, not where the stage is described.
        cycle = {OPERATION: "9-3", ENGINEERING: "九-3", CLOUD: "九"}.get(qualification)
        assert all(cycle in clauses(row) for row in rows), qualification


def test_ladder():
    """cnitsec: level 2 needs a valid level 1 of its category"""
    rows = [row for row in rules.table("cnitsec", "criteria") if row["requires"]]
    same([cells(row, "qualification", "kind", "requires") for row in rows],
         [(q, kind, q[:-1] + "1") for q in (OPERATION, ENGINEERING) for kind in ("initial", "upgrade")])


# Article 12, whole.
SECTORS = {
    "government": "政府及政府常设机构",
    "public-service": "交通运输、仓储和邮政业|水利、环境和公共设施管理业|居民服务、修理和其他服务业|教育|卫生和社会工作"
                      "|公共管理、社会保障和社会组织|国际组织",
    "finance": "金融业",
    "telecom": "信息传输、软件和信息技术服务业",
    "military": "军队|航空|航天|船舶",
    "commerce": "批发和零售业|住宿和餐饮业|房地产业|租赁和商务服务业|科学研究和技术服务业|文化、体育和娱乐业",
    "energy": "电力、火力、风力、热力、燃气及水生产和供应业|农、林、牧、渔业|采矿业",
    "industry": "制造业|建筑业",
}


def test_sectors():
    """ccia: the sectors hold the industries of article 12, in its order"""
    found = {}
    for row in rules.table("ccia", "industries"):
        found.setdefault(row["category"], []).append(row["title_zh"])
    assert {name: "|".join(titles) for name, titles in found.items()} == SECTORS


def test_sector_names():
    """ccia: what an industry is called leads to one sector, also where one would guess another"""
    names = {}
    for row in rules.table("ccia", "industries"):
        for name in [row["industry"], row["title"], row["title_zh"]] + row["aliases"].split("|"):
            if name != "":
                names.setdefault(name, set()).add(row["category"])
    tap.no_faults([f"{name}: {sorted(found)}" for name, found in names.items() if len(found) > 1])
    for name, sector in {
        "water supply": "energy", "gas supply": "energy", "mining": "energy", "agriculture": "energy",
        "燃气": "energy", "农业": "energy", "采矿": "energy", "水利": "public-service",
        "education": "public-service", "health": "public-service", "公共管理": "public-service",
        "construction": "industry", "建筑": "industry", "shipping": "military", "船舶": "military",
        "航空": "military", "software": "telecom", "信息技术": "telecom", "research": "commerce",
        "科学研究": "commerce", "住宿": "commerce", "交通": "public-service",
    }.items():
        assert names.get(name) == {sector}, name


def edge(qualification, state, event):
    (row,) = rules.of(qualification, "lifecycle", state=state, event=event)
    return cells(row, "next_state", "modality", "basis")


def test_lifecycle():
    """what ends a certificate, or does not, document by document"""
    for case, wanted in {
        ("ccia/finance/1", "valid", "annual_check_missed"): ("abandoned", "must", "stated"),
        ("ccia/finance/1", "valid", "expiry"): ("invalid", "must", "stated"),
        ("ccia/finance/1", "valid", "change"): ("valid", "must", "stated"),
        ("ccia/finance/1", "valid", "penalty_revocation"): ("revoked", "may", "stated"),
        ("ccia/finance/2", "valid", "upgrade"): ("superseded", "may", "inferred"),
        ("ccia/finance/1", "valid", "annual_check"): ("valid", "must", "stated"),
        ("ccia/finance/1", "valid", "appeal"): ("valid", "may", "stated"),
        ("isccc/emergency/2", "valid", "surveillance_missed"): ("suspended", "must", "stated"),
        ("isccc/emergency/2", "valid", "misuse"): ("suspended", "must", "stated"),
        ("isccc/emergency/2", "valid", "misuse_harm"): ("revoked", "must", "stated"),
        ("isccc/emergency/2", "suspended", "restored"): ("valid", "may", "stated"),
        ("isccc/emergency/2", "suspended", "not_rectified"): ("revoked", "must", "stated"),
        ("isccc/emergency/2", "valid", "withdrawal"): ("withdrawn", "may", "stated"),
        (OPERATION, "valid", "annual_confirmation_missed"): ("valid", "must", "inferred"),
        (OPERATION, "valid", "renewal_filed"): ("valid", "should", "stated"),
        (OPERATION, "valid", "transfer"): ("valid", "must", "stated"),
        (OPERATION, "valid", "waived_surveillance"): ("valid", "must", "stated"),
        (OPERATION, "suspended", "expiry"): ("invalid", "must", "inferred"),
        (OPERATION, "valid", "cancellation"): ("revoked", "may", "stated"),
        (ENGINEERING, "valid", "renewal_filed"): ("valid", "must", "stated"),
        (ENGINEERING, "valid", "expiry"): ("grace", "must", "inferred"),
        (ENGINEERING, "grace", "grace_end"): ("initial_again", "must", "stated"),
        (ENGINEERING, "valid", "renewal_lead_passed"): ("late", "must", "inferred"),
        (CLOUD, "late", "cancellation"): ("revoked", "may", "stated"),
        (CLOUD, "initial_again", "renewal_filed"): ("none", "must", "stated"),
        (CLOUD, "valid", "cancellation"): ("revoked", "may", "stated"),
    }.items():
        assert edge(*case) == wanted, (case, edge(*case))


def test_lifecycle_unstated():
    """duties of one guide are not those of another"""
    for qualification, events in {
        ENGINEERING: ("annual_confirmation", "change", "transfer", "spot_check", "upgrade"),
        CLOUD: ("annual_confirmation", "change", "transfer", "spot_check", "upgrade"),
        OPERATION: ("grace_end", "renewal_lead_passed", "annual_check_missed"),
        "isccc/emergency/2": ("expiry", "renewal_completed", "annual_check_missed", "transfer"),
        "ccia/finance/1": ("surveillance_missed", "grace_end", "transfer", "annual_confirmation", "upgrade"),
        "ccia/finance/4": ("downgrade", "penalty_downgrade"),
    }.items():
        found = {row["event"] for row in rules.of(qualification, "lifecycle")}
        assert not found & set(events), (qualification, found & set(events))


def test_sanctions():
    """operation sanctions holders; the guides of 2025 applicants, who need no certificate for a warning"""
    for qualification, warned, suspended in (
        (OPERATION, {"valid"}, {"valid"}),
        (ENGINEERING, {"none", "valid", "late", "grace"}, {"valid", "late"}),
        (CLOUD, {"none", "valid", "late", "grace"}, {"valid", "late"}),
        ("ccia/finance/1", {"none", "valid"}, {"valid"}),
    ):
        for event, wanted in (("warning", warned), ("penalty_suspension", suspended)):
            states = {row["state"] for row in rules.of(qualification, "lifecycle", event=event)}
            assert states == wanted, (qualification, event, states)


def clauses(row):
    return set(row["clause"].replace(" (三年年金)", "").split("、"))


def test_lifecycle_times():
    """times of the life cycle are those of the periods, and days that periods give"""
    for qualification, event, anchor, period in (
        ("isccc/emergency/1", "surveillance_missed", "last_surveillance", "surveillance"),
        ("isccc/emergency/1", "not_rectified", "suspended_from", "suspension"),
        ("isccc/emergency/1", "restored", "suspended_from", "suspension"),
        ("ccia/energy/3", "change", "changed", "change_report"),
        ("ccia/energy/3", "renewal_completed", "expiry", "renewal_completion"),
    ):
        (row,) = rules.of(qualification, "lifecycle", event=event)
        (limit,) = rules.of(qualification, "periods", period=period)
        assert cells(row, "anchor", "after") == (anchor, limit["duration"]), row
        assert limit["event"] == anchor, limit
        assert clauses(row) >= clauses(limit), row
    days = {row["anchor"] for _, name, row in rules.all_rows()
            if name == "lifecycle" and row["after"] == "P0D"}
    assert days == {"expiry", "renew_by", "grace_end"}, days


def test_lifecycle_reachable():
    """every state but the first is reached by some event"""
    for qualification in ("ccia/finance/1", "isccc/emergency/1", OPERATION, ENGINEERING, CLOUD):
        rows = rules.of(qualification, "lifecycle")
        lost = {row["state"] for row in rows} - {row["next_state"] for row in rows} - {"none"}
        assert not lost, (qualification, lost)


def test_durations():
    """no length is assumed for what an applicant or a holder does"""
    for _, row in tap.rows("data/assumptions/durations.csv"):
        scheme = row["qualification"].split("/")[0]
        stages = [stage for stage in rules.table(scheme, "stages") if stage["stage"] == row["stage"]]
        assert stages, row
        assert all(stage["performer"] not in ("applicant", "holder") for stage in stages), row
        assert re.fullmatch(r"P\d+D", row["duration"]), row
        assert cells(row, "source", "clause") == ("assumption", "durations.csv"), row


tap.run([test for name, test in list(globals().items()) if name.startswith("test_")])
