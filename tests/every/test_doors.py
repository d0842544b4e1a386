"""What both doors do for every type, without a line of theirs about it."""

from typing import Any

import msgspec
import pytest
from lxml import html as markup
from msgspec.structs import replace
from starlette.testclient import TestClient

from kouan.doors.api.app import build
from kouan.journeys import catalogue
from kouan.journeys.changes import OPEN_IN
from kouan.journeys.references import NUMBERED
from kouan.kernel.documents import DocumentType, Example, encode
from kouan.kernel.findings import refusing
from kouan.store.house import House
from tests.support.site import NOON, ORGANISATIONS

from . import walking
from .walking import EXAMPLES, TYPES, type_id

every_type = pytest.mark.parametrize("made", TYPES, ids=type_id)
every_example = pytest.mark.parametrize(("made", "example"), EXAMPLES, ids=walking.example_ids())
JSON = {"content-type": "application/json"}


@pytest.fixture(scope="module")
def lane(site_house: House) -> TestClient:
    """The machines' door over the same house."""
    return TestClient(build(site_house, catalogue.types(), list(catalogue.formats().values())))


def filer(made: DocumentType) -> Any:
    """An organisation of the demonstration that files this type."""
    return next(o for o in ORGANISATIONS if o.role in made.machine.lodge_by)


def own(made: DocumentType, example: Example) -> msgspec.Struct:
    """The example under a reference of its own, where its type bears one declaration a reference."""
    if made.code not in NUMBERED:
        return example.document
    return replace(example.document, reference=f"EVERY-{made.examples.index(example)}")


NAMES_ANOTHER = {
    **dict.fromkeys(OPEN_IN, ("case-unknown", "没有这份报关单")),
    **dict.fromkeys(("ship_departure", "ship_shift"), ("call-unknown", "没有您的这个航次")),
}
"""Types whose documents name another case, and what is said where there is none."""


@every_example
def test_the_lane_takes_or_refuses_an_example(lane: TestClient, made: DocumentType, example: Example) -> None:
    """A document without refusing findings is filed and answered with its case; another is answered with exactly its
    findings, each in two languages, and nothing is filed. One that names a case that is not there is told so.
    """
    head = {
        **JSON,
        "authorization": f"Bearer {filer(made).key}",
        "idempotency-key": f"every {made.code} {example.title.en}",
    }
    document = own(made, example)
    answer = lane.post(f"/api/v1/{made.code}", content=encode(document), headers=head)
    found = made.findings(document, NOON.date())
    if not refusing(found) and made.code in NAMES_ANOTHER:
        assert [f["code"] for f in answer.json()["findings"]] == [NAMES_ANOTHER[made.code][0]]
    elif not refusing(found):
        assert answer.status_code == 201, answer.text
        assert answer.json()["case"]["state"] == made.machine.start.value
    else:
        assert answer.status_code == 422
        assert [f["code"] for f in answer.json()["findings"]] == [f.code for f in found]
        assert all(f["message"]["zh"] and f["message"]["en"] for f in answer.json()["findings"])


@every_type
def test_the_lane_describes_the_type(lane: TestClient, made: DocumentType) -> None:
    """The type has its address in the OpenAPI description, and its schema."""
    assert f"/api/v1/{made.code}" in lane.get("/api/v1/openapi.json").json()["paths"]
    assert lane.get(f"/api/v1/types/{made.code}/schema").status_code == 200


@every_type
def test_the_form_carries_a_whole_document(browse: Any, site_house: House, made: DocumentType) -> None:
    """Begun from the first example, drawn as a form, posted unchanged and lodged: the case holds the same document."""
    client = browse(filer(made).id)
    begun = client.post(f"/file/{made.code}/", {"example": "0"})
    assert begun.status_code == 302
    page = markup.fromstring(client.get(begun["Location"]).content.decode())
    for fresh in page.xpath("//template"):
        fresh.getparent().remove(fresh)
    form = next(f for f in page.forms if "seen" in f.fields)
    lodged = client.post(begun["Location"], {**dict(form.form_values()), "act": "lodge"})
    assert lodged.status_code == 302
    if made.code in NAMES_ANOTHER:
        assert NAMES_ANOTHER[made.code][1] in client.get(lodged["Location"]).content.decode()
        return
    assert lodged["Location"].startswith("/cases/"), lodged["Location"]
    kept = site_house.reader.document(lodged["Location"].split("/")[2], 1)
    assert kept
    assert msgspec.json.decode(kept.canonical, type=made.shape) == made.examples[0].document


def posted_of(page: Any) -> Any:
    """What the browser posts of the form of a draft."""
    for fresh in page.xpath("//template"):
        fresh.getparent().remove(fresh)
    return next(f for f in page.forms if "seen" in f.fields).form_values()


@every_type
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_form_draws_every_field(browse: Any, made: DocumentType, language: str) -> None:
    """Every field has its label on the page, in the reader's language; a group that is asked for, once it is opened."""
    client = browse(filer(made).id, language=language)
    begun = client.post(f"/file/{made.code}/", {"example": "0"})
    page = markup.fromstring(client.get(begun["Location"]).content.decode())
    shut = page.xpath('//div[@class="asked"]//button')
    for button in shut:
        posted = {**dict(posted_of(page)), "row-add": button.get("value")}
        answer = client.post(begun["Location"], posted)
        assert answer.status_code == 302
        page = markup.fromstring(client.get(answer["Location"]).content.decode())
    assert not page.xpath('//div[@class="asked"]')
    text = " ".join(page.text_content().split())
    unsaid = [place for place, f in walking.all_fields(made.shape) if f.words.said(language) not in text]
    assert unsaid == []


@every_type
def test_the_type_explains_itself(browse: Any, made: DocumentType) -> None:
    """Its page in the rule book is open to all and quotes every check with its basis."""
    answer = browse().get(f"/documents/{made.code}/")
    assert answer.status_code == 200
    text = " ".join(markup.fromstring(answer.content.decode()).text_content().split())
    assert [c.id for c in made.checks if c.sentence.zh not in text or c.basis not in text] == []
