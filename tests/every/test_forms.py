"""Every document type can be written by hand: its form draws in both languages and gives back the same document."""

import datetime as dt

import django
import msgspec
import pytest
from django.template import engines
from django.test import override_settings
from django.utils import translation
from lxml import html as markup

from kouan.journeys import catalogue
from kouan.kernel.documents import DocumentType, Example, encode
from kouan.kit.forms import draw, read
from tests.every.walking import EXAMPLES, TYPES, example_ids, type_id
from tests.web import look_site

django.setup()
DAY = dt.date(2026, 11, 23)


def posted(of: DocumentType, raw: object, language: str) -> dict[str, str]:
    """What a browser would post of the drawn form, untouched."""
    made = draw(of.shape, raw, title=of.words, codes=catalogue.code_lists(), on=DAY)
    with override_settings(TEMPLATES=look_site.TEMPLATES), translation.override(language):
        drawn = engines["django"].from_string("<form>{% form_fields form %}</form>").render({"form": made})
    page = markup.fromstring(drawn)
    for fresh in page.xpath("//template"):
        fresh.getparent().remove(fresh)
    return dict(page.form_values())


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize(("of", "example"), EXAMPLES, ids=example_ids())
def test_a_form_gives_back_the_document_it_was_given(of: DocumentType, example: Example, language: str) -> None:
    """Draw an example, post it untouched, read it: the same document, field by field, faults included."""
    raw = msgspec.json.decode(encode(example.document))
    document, findings = of.convert(read(of.shape, posted(of, raw, language)))
    assert findings == ()
    assert document == example.document


@pytest.mark.parametrize("of", TYPES, ids=type_id)
def test_an_empty_form_draws_and_makes_an_empty_draft(of: DocumentType) -> None:
    """A blank form is no document yet; the draft it makes is drawn again just the same."""
    once = read(of.shape, posted(of, {}, "zh-hans"))
    assert read(of.shape, posted(of, once, "en")) == once
