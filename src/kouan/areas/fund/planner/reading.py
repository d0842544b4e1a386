"""Reads the editor's form, whatever it sends: what can not be read is named with its row, never guessed."""

import unicodedata
from collections.abc import Mapping

import msgspec

from kouan.areas.fund.planning.checking import LENGTHS, Fault, Unfit
from kouan.areas.fund.planning.cutting import QUANTA
from kouan.areas.fund.planning.shape import Plan, Row, Tier
from kouan.areas.fund.rules.money import BadAmount, fen_of, wan_of
from kouan.kernel.words import Words

ON_A_PAGE = 50
MOST_TIERS = 12


def wan_text(fen: int | None) -> str:
    """分 as the editor shows it, in 万元; "" for none."""
    return "" if fen is None else wan_of(fen)


def amount(text: str) -> int:
    """万元 as typed, full-width digits too, in 分. Raises `BadAmount`."""
    return fen_of(unicodedata.normalize("NFKC", text).strip(), "万元")


def edited(plan: Plan, post: Mapping[str, str], page: int) -> Plan:
    """The plan with what the form changed on a page of its rows. Raises `Unfit` with everything that can not be read."""
    faults: list[Fault] = []
    rows = list(plan.rows)
    first = (page - 1) * ON_A_PAGE
    for at in range(first, min(first + ON_A_PAGE, len(rows))):
        if f"r{at + 1}-applicant" in post:
            rows[at] = _row(rows[at], at + 1, post, faults)
    kept = [row for at, row in enumerate(rows) if f"r{at + 1}-drop" not in post]
    if post.get("new-applicant", "").strip() or post.get("new-project", "").strip():
        kept.append(_new(post, faults))
    whole = _whole(plan, post, faults)
    if faults:
        raise Unfit(tuple(faults))
    return msgspec.structs.replace(whole, rows=tuple(kept))


def _row(row: Row, no: int, post: Mapping[str, str], faults: list[Fault]) -> Row:
    fixed = _money(post, f"r{no}-fixed", None, no, faults)
    return msgspec.structs.replace(
        row,
        applicant=_text(post, f"r{no}-applicant", "applicant"),
        project=_text(post, f"r{no}-project", "project"),
        uscc=post.get(f"r{no}-uscc", row.uscc).strip()[:18],
        requested_fen=_money(post, f"r{no}-requested", 0, no, faults) or 0,
        cap_fen=_money(post, f"r{no}-cap", 0, no, faults) or 0,
        tier=post.get(f"r{no}-tier", row.tier).strip()[:40],
        protected=f"r{no}-protected" in post,
        fixed_fen=fixed,
        reason=_text(post, f"r{no}-reason", "reason"),
    )


def _new(post: Mapping[str, str], faults: list[Fault]) -> Row:
    return Row(
        applicant=_text(post, "new-applicant", "applicant"),
        project=_text(post, "new-project", "project"),
        uscc=post.get("new-uscc", "").strip()[:18],
        requested_fen=_money(post, "new-requested", 0, 0, faults) or 0,
    )


def _whole(plan: Plan, post: Mapping[str, str], faults: list[Fault]) -> Plan:
    return msgspec.structs.replace(
        plan,
        cap_fen=(_money(post, "cap", 0, 0, faults) or 0) if "cap" in post else plan.cap_fen,
        quantum_fen=QUANTA.get(post.get("quantum", ""), plan.quantum_fen),
        office=post.get("office", plan.office).strip()[:80],
        basis=post.get("basis", plan.basis).strip()[:200],
        tiers=_tiers(post["tiers"], faults) if "tiers" in post else plan.tiers,
        note=post.get("note", "").strip()[:500],
    )


def _tiers(text: str, faults: list[Fault]) -> tuple[Tier, ...]:
    """One tier a line: a name, then what it is limited to in 万元."""
    found: list[Tier] = []
    for line in text.splitlines()[:MOST_TIERS]:
        name, _, cap = line.strip().rpartition(" ")
        if not line.strip():
            continue
        try:
            found.append(Tier(name.strip()[:40], amount(cap)))
        except BadAmount as bad:
            faults.append(Fault(0, "tier", bad.words))
    return tuple(found)


def _text(post: Mapping[str, str], name: str, kind: str) -> str:
    """One line of text, no longer than is kept and one sign more, so that the limit is still seen."""
    return " ".join(post.get(name, "").split())[: LENGTHS[kind] + 1]


def _money(post: Mapping[str, str], name: str, empty: int | None, no: int, faults: list[Fault]) -> int | None:
    text = post.get(name, "")
    if not text.strip():
        return empty
    try:
        return amount(text)
    except BadAmount as bad:
        where_zh, where_en = (f"第 {no} 行：", f"Row {no}: ") if no else ("", "")
        faults.append(Fault(no, "amount", Words(where_zh + bad.words.zh, where_en + bad.words.en)))
        return empty
