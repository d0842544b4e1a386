"""The two small checks of texts, tried on good and bad ones."""

from pathlib import Path

import pytest

from scripts import links, translations


@pytest.mark.parametrize(
    "text",
    [
        "<p>放行</p>",
        "<p>Released</p>",
        '<img alt="Released">',
        "{% if x %}放行{% endif %}",
        '{% w "Released" "放行" %}',
        '{% w "放行" "" %}',
        "<p translate='no'>A1</p> then words",
    ],
)
def test_bare_text_in_a_template_is_found(text: str) -> None:
    """Text outside the pair, and a pair that is empty or swapped, is a finding."""
    assert translations.template_findings(text)


@pytest.mark.parametrize(
    "text",
    [
        '<p>{% w "放行" "Released" %}</p>',
        '<p class="big">{{ name }} · 12 %</p>',
        "<code>IMPORT</code><kbd>J</kbd>",
        '<span lang="en">kouan</span>',
        "{# 说明 #}{% comment %}说明{% endcomment %}",
        "{% block room %}desk{% endblock %}",
        "<script src='a.js'></script>",
    ],
)
def test_what_needs_no_second_language_is_left_alone(text: str) -> None:
    """Pairs, values, codes, names in their own language and comments are no findings."""
    assert translations.template_findings(text) == []


def test_halves_in_code_are_in_order() -> None:
    """Chinese comes first, and neither half is empty; two empty halves mean that nothing is said."""
    text = 'Words("Port", "口岸")\nWords("口岸", "")\nWords("口岸", "Port")\nWords("", "")\nlabel("x", "口")\n'
    assert [line for line, _ in translations.code_findings(text)] == [1, 2, 5]


def test_dead_links_are_found(tmp_path: Path) -> None:
    """A link to a file or heading that is not there is named; code, other machines and good links are not."""
    (tmp_path / "b.md").write_text("# 通关时间 Clearance times\n")
    (tmp_path / "a.md").write_text(
        "[ok](b.md) [ok](b.md#通关时间-clearance-times) [gone](c.md) [gone](b.md#nothing) `[code](d.md)` [out](https://example.org)\n"
    )
    assert list(links.dead(tmp_path / "a.md", tmp_path)) == ["a.md: c.md", "a.md: b.md#nothing"]
