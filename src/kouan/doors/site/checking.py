"""Checking a draft: what is wrong with it, which proposed edits are proved to help, and making those edits."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from kouan.areas.window import levels
from kouan.areas.window.consignment.reading import Asker
from kouan.areas.window.reconciling.loaded import loaded
from kouan.journeys import catalogue
from kouan.journeys.licensing.judging import judged
from kouan.kernel.documents import DocumentType
from kouan.kernel.findings import Finding, refusing
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.kit.forms import Form, Mark, adopt, draw
from kouan.kit.forms.paths import anchor
from kouan.store.house import house

Raw = dict[str, Any]
MOST_PROOFS = 24
"""So many repairs are tried out for one page; the others are shown without a button."""


def check(of: DocumentType, raw: Raw, day: dt.date, who: Actor) -> tuple[Finding, ...]:
    """All findings in plain data: faults of form, or else what the checks find under the law of the day, with the manifests
    and papers loaded as far as this actor may know them.
    """
    document, faults = of.convert(raw)
    if faults:
        return faults
    reader = house().reader
    with loaded(Asker(reader, who)), judged(reader, of.code, document, organisation=who.organisation):
        return of.findings(document, day)


def proved(of: DocumentType, raw: Raw, found: Sequence[Finding], day: dt.date, who: Actor) -> tuple[Finding, ...]:
    """The findings, each repair kept only where making it takes the finding away and brings no new one."""
    tried = 0
    made: list[Finding] = []
    for finding in found:
        if finding.repair is not None:
            tried += 1
            if tried > MOST_PROOFS or not _helps(of, raw, finding, found, day, who):
                finding = msgspec.structs.replace(finding, repair=None)
        made.append(finding)
    return tuple(made)


def _helps(of: DocumentType, raw: Raw, finding: Finding, found: Sequence[Finding], day: dt.date, who: Actor) -> bool:
    if finding.repair is None:
        return False
    after = {_place(f) for f in check(of, adopt(of.shape, raw, finding.repair), day, who)}
    return _place(finding) not in after and after <= {_place(f) for f in found}


def _place(finding: Finding) -> tuple[str, str]:
    return finding.code, finding.path


def adopted(of: DocumentType, raw: Raw, path: str, day: dt.date, who: Actor) -> Raw:
    """The data with the proved edit at that place made; unchanged where there is none."""
    wanted = next(
        (f.repair for f in proved(of, raw, check(of, raw, day, who), day, who) if f.path == path and f.repair), None
    )
    return adopt(of.shape, raw, wanted) if wanted else raw


def all_adopted(of: DocumentType, raw: Raw, day: dt.date, who: Actor) -> Raw:
    """The data with every proved edit made, one after the other, each proved on what the ones before left."""
    for _ in range(MOST_PROOFS):
        found = proved(of, raw, check(of, raw, day, who), day, who)
        repair = next((f.repair for f in found if f.repair), None)
        if repair is None:
            break
        raw = adopt(of.shape, raw, repair)
    return raw


def acted(of: DocumentType, raw: Raw, posted: Mapping[str, str], day: dt.date, who: Actor) -> Raw:
    """The data after the act on the page that changes it: one repair adopted, or all."""
    if posted.get("adopt"):
        return adopted(of, raw, posted["adopt"], day, who)
    return all_adopted(of, raw, day, who) if posted.get("act") == "adopt-all" else raw


class Drawn(msgspec.Struct, frozen=True):
    """A form as the page draws it, and how its findings count."""

    form: Form
    findings: tuple[Finding, ...]
    checked: bool
    rules: frozenset[str] = frozenset()
    missing: tuple[Finding, ...] = ()

    @property
    def needed(self) -> list[tuple[Finding, str]]:
        """What a draft lacks to count as saved, with the anchors of the fields."""
        return [(f, anchor(f.path)) for f in self.missing]

    @property
    def stops(self) -> int:
        """Findings that refuse the filing."""
        return sum(1 for f in self.findings if refusing((f,)))

    @property
    def others(self) -> int:
        """Findings that only remind."""
        return len(self.findings) - self.stops

    @property
    def listed(self) -> list[tuple[Finding, str, bool]]:
        """The findings with the anchors of their fields, and whether the rule book has their rule."""
        return [(f, anchor(f.path) if f.path else "", f.code in self.rules) for f in self.findings]

    @property
    def repairs(self) -> int:
        """Findings with a proved edit."""
        return sum(1 for f in self.findings if f.repair)


def drawn(of: DocumentType, raw: Raw, day: dt.date, who: Actor, *, checked: bool) -> Drawn:
    """The form of a draft, with its findings where it has been checked."""
    found = proved(of, raw, check(of, raw, day, who), day, who) if checked else ()
    signs = {path: SIGNS[level] for path, level in levels.marks(of, str(raw.get("filing", ""))).items()}
    form = draw(of.shape, raw, title=of.words, codes=catalogue.code_lists(), on=day, findings=found, marks=signs)
    return Drawn(form, found, checked, frozenset(c.id for c in of.checks), levels.missing(of, raw))


SIGNS: Mapping[levels.Level, Mark] = {
    "save": Mark(Words("存", "S"), levels.LEVELS["save"], tuple(levels.LEVELS.values())),
    "summary": Mark(Words("概", "9"), levels.OF_SUMMARY["summary"], tuple(levels.LEVELS.values())),
    "answers": Mark(Words("另", "+"), levels.OF_SUMMARY["answers"]),
    "submit": Mark(Words("报", "F"), levels.LEVELS["submit"], tuple(levels.LEVELS.values())),
}
"""The sign beside a field that the data set asks for when a draft is saved, and when it is filed."""
