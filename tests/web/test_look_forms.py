"""Forms drawn from shapes: what is drawn, posted and read back is the same draft, faults and all."""

import datetime as dt
from typing import Any

import django
import msgspec
import pytest
from django.template import engines
from django.test import override_settings
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as markup

from kouan.kernel.findings import Finding, Repair
from kouan.kernel.words import Words
from kouan.kit.forms import Form, Input, Rows, adopt, draw, put, read
from kouan.kit.gallery_form import CODES, DAY, FINDINGS, RAW, Sample
from tests.web import look_site

django.setup()
HEAD = Words("表头", "Head")
typed = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp")), min_size=1, max_size=20
)


def made(raw: object, findings: tuple[Finding, ...] = ()) -> Form:
    """The sample's form with a draft in it."""
    return draw(Sample, raw, title=HEAD, codes=CODES, on=DAY, findings=findings)


def posted(form: Form) -> dict[str, str]:
    """What a browser would post of the drawn form, untouched."""
    with override_settings(TEMPLATES=look_site.TEMPLATES):
        drawn = engines["django"].from_string("<form>{% form_fields form %}</form>").render({"form": form})
    page = markup.fromstring(drawn)
    for fresh in page.xpath("//template"):
        fresh.getparent().remove(fresh)
    return dict(page.form_values())


def inputs(form: Form) -> dict[str, Input]:
    """The inputs of the sections that are not nested."""
    return {item.path: item for section in form.sections for item in section.items if isinstance(item, Input)}


def test_a_draft_comes_back_as_it_went() -> None:
    """Text, code, number, yes or no, day, instant, group and lines survive the page; instants come back on our clock."""
    back = read(Sample, posted(made(RAW)))
    assert back.pop("unloaded_at") == "2026-11-22T19:06:00+08:00"
    lines = [{**line, "fragile": False} for line in RAW["lines"]]  # type: ignore[attr-defined]
    assert back == {**{k: v for k, v in RAW.items() if k != "unloaded_at"}, "lines": lines}


@settings(deadline=None)
@given(
    st.dictionaries(st.sampled_from([n for n in RAW if n not in ("lines", "party", "sealed", "unloaded_at")]), typed),
    st.lists(st.fixed_dictionaries({"item": typed, "code": typed}), max_size=3),
)
def test_what_can_not_be_understood_stays_as_typed(head: dict[str, str], lines: list[dict[str, str]]) -> None:
    """Letters in a number, a code that no list has, a day that does not exist: kept, drawn again, never mended."""
    once = read(Sample, posted(made({**head, "lines": lines})))
    twice = read(Sample, posted(made(once)))
    assert once == twice
    assert {name for name in head if name in once} == set(head)


def test_a_wrong_value_is_the_kernels_finding_not_the_forms() -> None:
    """The form reads; whether it is right is said by one definition, the shape's."""
    back = read(Sample, {"packages": "many", "gross": "12,480.5", "net": "1,2"})
    assert back == {"packages": "many", "gross": "12480.5", "net": "1,2", "lines": [], "party": {}}


def test_empty_inputs_leave_the_default_to_the_shape() -> None:
    """An untouched field is not in the draft at all, so a default stays the shape's."""
    assert "remark" not in read(Sample, {"remark": "  "})


@pytest.mark.parametrize(
    ("act", "codes"),
    [({}, ["A", "B"]), ({"row-drop": "lines[0]"}, ["B"]), ({"row-add": "lines"}, ["A", "B", None])],
)
def test_lines_are_added_and_dropped_by_buttons(act: dict[str, str], codes: list[str | None]) -> None:
    """No script is needed for either; a line that nobody filled is not kept."""
    post = {"lines[0].code": "A", "lines[4].code": "B", "lines[7].code": " ", "lines[7].fragile": "no", **act}
    assert [line.get("code") for line in read(Sample, post)["lines"]] == codes


def test_a_finding_stands_at_its_field() -> None:
    """Field, line and cell each show their own; what has no place is listed apart, never lost."""
    form = made(RAW, FINDINGS)
    assert [f.code for f in inputs(form)["net"].findings] == ["DEMO-001"]
    rows = next(i for s in form.sections for i in s.items if isinstance(i, Rows))
    assert [f.code for f in rows.rows[1].notes] == ["DEMO-002"]
    assert rows.rows[2].troubled
    assert [f.code for f in form.unplaced] == ["DEMO-004"]
    stray = Finding(code="X", severity="error", path="lines[9].code", message=HEAD)
    assert made(RAW, (stray,)).unplaced == (stray,)


def test_each_kind_has_its_widget() -> None:
    """Eight widgets, chosen by the shape alone; a long code list suggests, a short one unfolds."""
    widgets = {path: item.widget for path, item in inputs(made({})).items()}
    assert widgets == {
        "reference": "text",
        "place": "pick",
        "terms": "select",
        "packages": "integer",
        "gross": "decimal",
        "net": "decimal",
        "sealed": "yes-no",
        "arrived_on": "date",
        "unloaded_at": "instant",
        "remark": "long",
    }


def test_an_expired_code_is_kept_and_said() -> None:
    """A code out of force is not offered, yet one that stands in the draft is shown, as what it is."""
    terms = inputs(made(RAW))["terms"]
    assert [o.value for o in terms.options if o.known] == ["1", "3"]
    assert [o.value for o in terms.options if not o.known] == ["9"]


def test_adopting_keeps_the_kind_of_the_field() -> None:
    """A proposed number is a number again, a proposed removal takes the value away, the old draft is untouched."""
    raw: dict[str, Any] = {"packages": 1, "lines": [{"code": "A"}]}
    assert adopt(Sample, raw, Repair("packages", "1", "412"))["packages"] == 412
    assert adopt(Sample, raw, Repair("lines[0].total", None, "10.00"))["lines"] == [{"code": "A", "total": "10.00"}]
    assert "packages" not in adopt(Sample, raw, Repair("packages", "1", None))
    assert raw == {"packages": 1, "lines": [{"code": "A"}]}


@pytest.mark.parametrize("raw", [None, [], "text", {"lines": "no"}, {"party": 3}, {"lines": [1, None]}, {"gross": {}}])
def test_any_plain_data_draws(raw: object) -> None:
    """A draft from anywhere, however broken, opens in the form."""
    assert posted(made(raw))


@settings(deadline=None)
@given(st.lists(st.sampled_from(["a", "b", "a[0].c", "a[2]", "b.c.d"]), min_size=1), st.integers())
def test_put_reaches_any_place(places: list[str], value: int) -> None:
    """Groups and rows are made on the way; the last word stands."""
    raw: dict[str, Any] = {}
    for place in places:
        put(raw, place, value)
    assert msgspec.json.decode(msgspec.json.encode(raw)) == raw


def test_instants_are_on_the_laws_clock() -> None:
    """What is typed into the page is Shanghai time; what is stored says so."""
    assert read(Sample, {"unloaded_at": "2026-11-22T19:06"})["unloaded_at"] == "2026-11-22T19:06:00+08:00"
    when = dt.datetime(2026, 11, 22, 11, 6, tzinfo=dt.UTC)
    assert inputs(made({"unloaded_at": when.isoformat()}))["unloaded_at"].value == "2026-11-22T19:06"
