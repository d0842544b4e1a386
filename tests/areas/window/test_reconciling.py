"""Promises of reconciling: every planted mismatch is shown with the party that must act, and none is invented."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kouan.areas.window.consignment.reading import one_apart
from kouan.areas.window.reconciling.mismatch import Mismatch, mismatches
from kouan.areas.window.reconciling.views import Claim, Consignment, Elsewhere, Listed, Seen, Stop, bill_of

KILO = Decimal(1)


@st.composite
def clean(draw: st.DrawFn) -> Consignment:
    """A bill whose declarations, one or several, share its packages, weight and containers out among them."""
    n = draw(st.integers(1, 4))
    packages = draw(st.lists(st.integers(1, 5000), min_size=n, max_size=n))
    weights = draw(st.lists(st.decimals("0.5", "30000", places=2), min_size=n, max_size=n))
    boxes = [f"XXXU{i:07d}" for i in range(draw(st.integers(0, 6)))]
    claims = tuple(
        Claim(
            case=f"IM-{i}",
            number=f"D{i}",
            office="5720",
            bill="FICTBL1",
            packages=packages[i],
            weight=weights[i],
            boxes=tuple(b for k, b in enumerate(boxes) if k % n == i or draw(st.booleans())),
        )
        for i in range(n)
    )
    listed = Listed(
        case="MO-1",
        number="M1",
        kind="original",
        state=draw(st.sampled_from(["accepted", "arrived", "tallied", "reconciled"])),
        office="5720",
        bill="FICTBL1",
        packages=sum(packages),
        weight=sum(weights, Decimal(0)) + draw(st.decimals("-1", "1", places=2)),
        boxes=tuple(boxes),
    )
    seen = (Seen(case="MT-1", number="T1", kind="tally", packages=sum(packages)),) if draw(st.booleans()) else ()
    return Consignment(bill="FICTBL1", voyage_known=True, listed=listed, claims=claims, seen=seen)


def found(of: Consignment) -> tuple[Mismatch, ...]:
    """All mismatches with a tolerance of a kilogram."""
    return mismatches(of, tolerance=KILO)


def rules(of: Consignment) -> set[str]:
    """Their rules."""
    return {m.rule for m in found(of)}


@given(clean())
def test_none_is_invented_on_a_clean_set(of: Consignment) -> None:
    """Papers that agree, whatever their number and size, give nothing to anybody."""
    assert found(of) == ()


@given(clean(), st.integers(1, 99))
def test_planted_packages_are_shown(of: Consignment, off: int) -> None:
    """One package more or less on any paper is a mismatch of packages, for the declarant, with both values."""
    wrong = replace(of, claims=(*of.claims[:-1], replace(of.claims[-1], packages=(of.claims[-1].packages or 0) + off)))
    shown = [m for m in found(wrong) if m.rule == "WIN-X-032"]
    assert [(m.party, m.path, int(m.ours) - int(m.theirs)) for m in shown] == [("declarant", "packages", off)]
    assert (shown[0].our_case, shown[0].their_case) == (of.claims[-1].case, "MO-1")


@given(clean(), st.integers(0, 5))
def test_a_bill_that_others_took_whole_is_said_so(of: Consignment, over: int) -> None:
    """Where other declarations take the whole bill or more, the words say that: no count below zero, and no repair."""
    assert of.listed is not None
    first = replace(of.claims[0], packages=of.listed.packages + over)
    wrong = replace(of, claims=(first, replace(of.claims[-1], packages=7)))
    told = next(m for m in found(wrong) if m.path == "packages")
    assert f"all {of.listed.packages} of the manifest are taken by 1 other declaration on the bill" in told.words.en
    assert "-" not in told.words.zh + told.words.en
    assert told.repair is None


@given(clean(), st.decimals("1.01", "500", places=2))
def test_planted_weight_is_shown(of: Consignment, off: Decimal) -> None:
    """A difference beyond the tolerance is told; the repair, once made, leaves nothing."""
    exact = replace(of.listed, weight=sum((c.weight or 0 for c in of.claims), Decimal(0)))  # type: ignore[type-var]
    last = of.claims[-1]
    wrong = replace(of, listed=exact, claims=(*of.claims[:-1], replace(last, weight=(last.weight or 0) + off)))
    shown = [m for m in found(wrong) if m.path == "gross_weight"]
    assert [m.rule for m in shown] == ["WIN-X-032"]
    mended = replace(wrong, claims=(*of.claims[:-1], replace(last, weight=Decimal(shown[0].repair or ""))))
    assert found(mended) == ()


@given(clean())
def test_a_box_of_another_bill_is_shown(of: Consignment) -> None:
    """A container that the bill has not is named with the bill that has it; where nothing has it, the carrier is asked."""
    strange = "YYYU0000001"
    wrong = replace(of, claims=(replace(of.claims[0], boxes=(*of.claims[0].boxes, strange)), *of.claims[1:]))
    mine = [m for m in found(replace(wrong, box_bills={strange: "FICTBL9"})) if m.ours == strange]
    assert [(m.rule, m.party, m.theirs) for m in mine] == [("WIN-X-034", "declarant", "FICTBL9")]
    assert any(m.ours == strange for m in found(wrong))


@given(clean())
def test_a_box_that_nobody_declares_is_shown(of: Consignment) -> None:
    """A container of the bill that stands on no declaration is named."""
    assert of.listed
    more = replace(of, listed=replace(of.listed, boxes=(*of.listed.boxes, "YYYU0000001")))
    assert [(m.rule, m.theirs) for m in found(more)] == [("WIN-X-034", "YYYU0000001")]


@given(clean(), st.sampled_from(["12", "13"]))
def test_a_stop_is_shown(of: Consignment, code: str) -> None:
    """A stop is told with its raw code, its reason, and that customs has it."""
    stopped = replace(of, stops=(Stop(case="BN-1", code=code, reason="虚构"),))
    shown = found(stopped)
    assert {(m.rule, m.party, m.theirs) for m in shown} == {("WIN-X-035", "customs", code)}
    assert all("虚构" in m.words.zh and code in m.words.zh for m in shown)


@given(clean())
def test_a_bill_that_is_not_listed_is_shown(of: Consignment) -> None:
    """With one near neighbour that nobody declared it is the declarant's to mend; else the carrier's to add; and a
    voyage without any manifest says nothing.
    """
    lost = replace(of, listed=None, seen=())
    assert {(m.rule, m.party) for m in found(lost)} == {("WIN-X-031", "ship_agent")}
    near = found(replace(lost, near=("FICTBL2",)))
    assert {(m.rule, m.party, m.repair) for m in near} == {("WIN-X-031", "declarant", "FICTBL2")}
    assert found(replace(lost, voyage_known=False)) == ()


@given(clean(), st.sampled_from([("sent", "customs"), ("manual", "customs"), ("refused", "ship_agent")]))
def test_a_manifest_that_is_not_accepted_names_its_party(of: Consignment, stands: tuple[str, str]) -> None:
    """Waiting it is with customs, refused with the carrier's agent."""
    assert of.listed
    waiting = replace(of, listed=replace(of.listed, state=stands[0]))
    assert {(m.rule, m.party) for m in found(waiting)} == {("WIN-X-031", stands[1])}


@given(clean())
def test_a_box_in_two_manifests_is_shown(of: Consignment) -> None:
    """Both manifests are named, and the carrier's agent has to act."""
    twice = replace(of, elsewhere=(Elsewhere("XXXU0000018", "MO-2", "M2"),))
    assert [(m.rule, m.party, m.our_case, m.their_case) for m in found(twice)] == [
        ("WIN-M-040", "ship_agent", "MO-1", "MO-2")
    ]


@given(clean(), st.integers(1, 9))
def test_a_count_that_differs_is_shown(of: Consignment, off: int) -> None:
    """What the port counted against what the manifest lists."""
    assert of.listed
    counted = replace(of, seen=(Seen(case="MT-1", number="T1", kind="tally", packages=of.listed.packages + off),))
    assert rules(counted) == {"WIN-M-041"}


@given(st.text("AB1", min_size=2, max_size=6), st.data())
def test_near_bills_are_one_character_apart(bill: str, data: st.DataObject) -> None:
    """Changed, left out, added: near. The same, or two characters apart: not."""
    at = data.draw(st.integers(0, len(bill) - 1))
    assert not one_apart(bill, bill)
    assert one_apart(bill, bill[:at] + "Z" + bill[at + 1 :])
    assert one_apart(bill, bill[:at] + "Z" + bill[at:])
    assert not one_apart(bill, bill + "YZ")


def test_a_house_bill_is_cited_behind_a_star() -> None:
    """`MASTER*HOUSE` cites the house bill; blanks and small letters make no difference."""
    assert bill_of("mast 1*house 2") == "HOUSE2"
    assert bill_of(" fict bl1 ") == "FICTBL1"
