"""Promises of amendment and withdrawal requests: the life of a declaration with them, checked by a random walk."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from msgspec.structs import replace

from kouan.areas.window.documents import amendment_request, import_declaration, withdrawal_request
from kouan.areas.window.machines import CHANGE, CHANGE_OPEN, DECLARATION, C
from kouan.journeys import changes
from kouan.journeys.filing import Faulty, decision, file_document
from kouan.kernel.documents import DocumentType
from kouan.kernel.machine import Refused
from kouan.store.house import House
from kouan.store.roles import actor
from kouan.store.units import Conflict

OF, GOOD = import_declaration.TYPE, import_declaration.GOOD
AMEND, WITHDRAW = amendment_request.TYPE, withdrawal_request.TYPE
KAPOK, CUSTOMS = actor("kapok", "kapok", "declarant"), actor("customs", "customs", "customs")
OTHER = actor("lychee", "lychee", "declarant")
_numbers = iter(range(10**6))


def lodge(house: House, of: DocumentType, document: Any, who: Any = KAPOK) -> str:
    """File, and the case that came of it."""
    key = f"changes-{next(_numbers)}"
    unit = file_document(of, document, actor=who, key=key, now=house.now(), reader=house.reader)
    return str(json.loads(house.writer.write(unit).answer)["case"]["id"])


def act(house: House, id_: str, action: str, who: Any = CUSTOMS, reason: str = "理由") -> None:
    """Take one step."""
    case = house.reader.case(id_)
    assert case is not None
    of = {t.code: t for t in (OF, AMEND, WITHDRAW)}[case.type]
    unit = decision(
        of, case, action, version=case.version, actor=who, now=house.now(), reason=reason, reader=house.reader
    )
    house.writer.write(unit)


def accepted(house: House) -> str:
    """A declaration that customs has accepted."""
    id_ = lodge(house, OF, replace(GOOD, reference=f"CHANGE-{next(_numbers)}"))
    act(house, id_, "accept")
    return id_


def wish(declaration: str, **wanted: tuple[str, str]) -> Any:
    """An amendment request of these fields: old and new."""
    listed = tuple(
        amendment_request.ElementChange(path=path.replace("__", "."), old=old, new=new)
        for path, (old, new) in wanted.items()
    )
    return amendment_request.AmendmentRequest(
        reference="A-1", declaration=declaration, reason="更正（虚构）", changes=listed
    )


def withdraw(declaration: str) -> Any:
    """A withdrawal request."""
    return withdrawal_request.WithdrawalRequest(reference="W-1", declaration=declaration, reason="合同取消（虚构）")


def state(house: House, id_: str) -> tuple[str, int]:
    """State and revision of a case."""
    case = house.reader.case(id_)
    assert case is not None
    return case.state, case.revision


def test_a_granted_amendment_is_a_new_revision_and_the_old_one_stays(site_house: House) -> None:
    """Requested, granted, applied: the declaration has its next revision, in the state it was in; both are kept."""
    id_ = accepted(site_house)
    request = lodge(site_house, AMEND, wish(id_, packages=("1800", "1801"), remarks=("", "更正")))
    assert request == f"RQ-{id_}-1"
    act(site_house, request, "grant")
    assert state(site_house, id_) == ("accepted", 1)
    act(site_house, request, "apply")
    assert (state(site_house, request)[0], state(site_house, id_)) == ("applied", ("accepted", 2))
    kept = [site_house.reader.document(id_, n) for n in (1, 2)]
    assert [json.loads(k.canonical)["packages"] for k in kept if k] == [1800, 1801]
    last = site_house.reader.timeline(id_)[-1]
    assert (last.kind, request in bytes(last.body).decode()) == ("DeclarationAmended", True)


def test_a_granted_withdrawal_voids_the_declaration(site_house: House) -> None:
    """Applied, it is void; a released declaration is not withdrawn."""
    id_ = accepted(site_house)
    request = lodge(site_house, WITHDRAW, withdraw(id_))
    act(site_house, request, "grant")
    act(site_house, request, "apply")
    assert state(site_house, id_)[0] == "void"
    other = accepted(site_house)
    act(site_house, other, "release")
    with pytest.raises(Refused) as refused:
        lodge(site_house, WITHDRAW, withdraw(other))
    assert refused.value.code == "request-not-open"
    assert lodge(site_house, AMEND, wish(other, remarks=("", "放行后更正")))


def test_one_request_is_open_at_a_time(site_house: House) -> None:
    """A second one is refused while the first is open, and where both are prepared at once the database refuses it."""
    id_ = accepted(site_house)
    ask = [wish(id_, packages=("1800", "1801")), withdraw(id_)]
    units = [
        file_document(of, doc, actor=KAPOK, key=f"both-{n}-{id_}", now=site_house.now(), reader=site_house.reader)
        for n, (of, doc) in enumerate(zip((AMEND, WITHDRAW), ask, strict=True))
    ]
    site_house.writer.write(units[0])
    with pytest.raises(Conflict):
        site_house.writer.write(units[1])
    with pytest.raises(Refused) as refused:
        lodge(site_house, WITHDRAW, ask[1])
    assert refused.value.code == "request-open"
    act(site_house, f"RQ-{id_}-1", "drop", KAPOK)
    assert lodge(site_house, WITHDRAW, ask[1]) == f"RQ-{id_}-2"


def test_a_retry_of_a_request_is_the_same_request(site_house: House) -> None:
    """The same key and content again give the first answer, not a refusal for its own being open."""
    id_ = accepted(site_house)
    answers = []
    for _ in range(2):
        document = withdraw(id_)
        unit = file_document(
            WITHDRAW, document, actor=KAPOK, key=f"again-{id_}", now=site_house.now(), reader=site_house.reader
        )
        answers.append(json.loads(site_house.writer.write(unit).answer)["case"]["id"])
    assert answers == [f"RQ-{id_}-1"] * 2


@pytest.mark.parametrize(
    ("wanted", "code", "path"),
    [
        ({"packages": ("1799", "1801")}, "change-stale", "changes[0].old"),
        ({"no_such_field": ("", "1")}, "change-no-field", "changes[0].path"),
        ({"goods": ("", "1")}, "change-no-field", "changes[0].path"),
        ({"packages": ("1800", "0")}, "WIN-X-004", "packages"),
        ({"packages": ("1800", "many")}, "value-unfit", "packages"),
    ],
)
def test_changes_that_do_not_fit_are_told(
    site_house: House, wanted: dict[str, tuple[str, str]], code: str, path: str
) -> None:
    """A stale old value, a field that is none, a value that breaks a rule: refused with its place, nothing recorded."""
    id_ = accepted(site_house)
    with pytest.raises(Faulty) as faulty:
        lodge(site_house, AMEND, wish(id_, **wanted))
    assert (code, path) in {(f.code, f.path) for f in faulty.value.findings}
    assert changes.requests_of(site_house.reader, id_) == []


def test_only_the_owner_asks_and_only_after_acceptance(site_house: House) -> None:
    """Another firm's declaration is unknown to it; before acceptance and under inspection nothing is asked for."""
    id_ = accepted(site_house)
    with pytest.raises(Faulty) as faulty:
        lodge(site_house, WITHDRAW, withdraw(id_), OTHER)
    assert [(f.code, f.path) for f in faulty.value.findings] == [("case-unknown", "declaration")]
    act(site_house, id_, "order_inspection")
    early = lodge(site_house, OF, replace(GOOD, reference=f"CHANGE-{next(_numbers)}"))
    for one in (id_, early):
        with pytest.raises(Refused) as refused:
            lodge(site_house, AMEND, wish(one, remarks=("", "x")))
        assert refused.value.code == "request-not-open"


def test_what_changed_meanwhile_is_not_applied(site_house: House) -> None:
    """Granted, then an inspection is ordered: applying is refused, the request stays granted and can be refused."""
    id_ = accepted(site_house)
    request = lodge(site_house, AMEND, wish(id_, remarks=("", "更正")))
    act(site_house, request, "grant")
    act(site_house, id_, "order_inspection")
    with pytest.raises(Refused) as refused:
        act(site_house, request, "apply")
    assert refused.value.code == "request-not-open"
    assert (state(site_house, request), state(site_house, id_)) == (("granted", 1), ("inspecting", 1))
    act(site_house, request, "refuse")


def test_every_pair_of_actions_is_open_or_refused() -> None:
    """The machine's table: applied, refused and dropped are ends, and nothing is applied that was not granted."""
    assert {s for s in C if CHANGE.is_final(s)} == {C.APPLIED, C.REFUSED, C.DROPPED}
    assert {s for (s, a) in CHANGE.moves if a == "apply"} == {C.GRANTED}
    assert CHANGE.reachable() == set(C)


def test_the_difference_of_two_documents_is_a_request() -> None:
    """What differs is listed element by element, lines that are new or gone too, and nothing else."""
    line = replace(GOOD.goods[0], quantity=None)
    after = replace(GOOD, goods=(line,), packages=1801, freight=replace(GOOD.freight, currency="EUR"))
    listed = {c["path"]: (c["old"], c["new"]) for c in changes.changes_between(OF, GOOD, after)}
    assert listed["packages"] == ("1800", "1801")
    assert listed["freight.currency"] == ("USD", "EUR")
    assert listed["goods[0].quantity"] == ("12000", "")
    assert listed["goods[1].item"] == ("2", "")
    assert changes.changes_between(OF, GOOD, GOOD) == []


class Walk(RuleBasedStateMachine):
    """Random orders of filing, deciding, asking, granting and applying on one declaration."""

    house: House

    @initialize()
    def begin(self) -> None:
        """One declaration, as lodged."""
        self.id = lodge(self.house, OF, replace(GOOD, reference=f"WALK-{next(_numbers)}"))
        self.accepted = False
        self.revisions: list[bytes] = []

    @rule(action=st.sampled_from(sorted(a for a in DECLARATION.actions if "customs" in DECLARATION.actions[a].by)))
    def decide(self, action: str) -> None:
        """Customs does something to the declaration, open or not."""
        before = state(self.house, self.id)
        try:
            act(self.house, self.id, action)
        except Refused:
            assert state(self.house, self.id) == before
        else:
            self.accepted = self.accepted or action == "accept"

    @rule(amend=st.booleans())
    def ask(self, amend: bool) -> None:
        """The declarant asks for something."""
        kept = self.house.reader.document(self.id, state(self.house, self.id)[1])
        assert kept is not None
        remarks = json.loads(kept.canonical)["remarks"]
        document = wish(self.id, remarks=(remarks, f"{remarks}改"[-200:])) if amend else withdraw(self.id)
        held = changes.requests_of(self.house.reader, self.id)
        open_now = any(r.state in CHANGE_OPEN for r in held)
        try:
            lodge(self.house, AMEND if amend else WITHDRAW, document)
        except (Refused, Faulty):
            pass
        else:
            assert not open_now
            assert self.accepted

    @rule(action=st.sampled_from(["grant", "refuse", "apply", "drop"]))
    def settle(self, action: str) -> None:
        """Somebody does something to the last request, open or not."""
        held = changes.requests_of(self.house.reader, self.id)
        if not held:
            return
        before = state(self.house, self.id)
        try:
            act(self.house, held[-1].id, action, KAPOK if action == "drop" else CUSTOMS)
        except Refused:
            assert state(self.house, self.id) == before
            return
        if action != "apply":
            assert state(self.house, self.id) == before
        elif held[-1].type == AMEND.code:
            assert state(self.house, self.id) == (before[0], before[1] + 1)
        else:
            assert state(self.house, self.id)[0] == "void"

    @invariant()
    def holds(self) -> None:
        """One open request at most; no release without acceptance; every revision is kept as it was."""
        if not hasattr(self, "id"):
            return
        held = changes.requests_of(self.house.reader, self.id)
        assert sum(r.state in CHANGE_OPEN for r in held) <= 1
        now, revision = state(self.house, self.id)
        assert now != "released" or self.accepted
        kept = [self.house.reader.document(self.id, n) for n in range(1, revision + 1)]
        bodies = [k.canonical for k in kept if k]
        assert len(bodies) == revision
        assert bodies[: len(self.revisions)] == self.revisions
        self.revisions = bodies


def test_random_lives_keep_the_invariants(site_house: House) -> None:
    """Whatever the order, the invariants of a declaration's life hold and what is not open is refused."""
    machine: Any = type("HousedWalk", (Walk,), {"house": site_house})
    machine.TestCase.settings = settings(
        max_examples=25, stateful_step_count=18, deadline=None, suppress_health_check=list(HealthCheck)
    )
    machine.TestCase("runTest").runTest()
