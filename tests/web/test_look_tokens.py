"""The colours of the house can be read by everybody: contrasts are recomputed from the tokens themselves."""

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "src/kouan/kit/static/kit"
TOKENS = (STATIC / "tokens.css").read_text(encoding="utf-8")

TEXT = 4.5
EDGE = 3.0
PAIRS = [
    *[(ink, ground, TEXT) for ink in ("ink", "ink-2", "ink-3") for ground in ("sheet", "ground", "sunk")],
    *[("accent", ground, TEXT) for ground in ("sheet", "ground", "sunk", "accent-wash")],
    ("accent-deep", "sheet", TEXT),
    ("ink", "accent-wash", TEXT),
    ("ink-3", "accent-wash", TEXT),
    ("ink", "mark", TEXT),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-deep", TEXT),
    *[(tone, ground, TEXT) for tone in ("good", "warn", "stop") for ground in ("sheet", "ground", f"{tone}-wash")],
    *[("ink", f"{tone}-wash", TEXT) for tone in ("good", "warn", "stop")],
    ("warn", "accent-wash", TEXT),
    ("stop", "accent-wash", TEXT),
    *[(ink, "bar", TEXT) for ink in ("bar-ink", "bar-ink-2", "bar-warn")],
    ("bar-edge", "bar", EDGE),
    ("edge", "sheet", EDGE),
    ("edge", "ground", EDGE),
    *[(f"c{n}", "sheet", EDGE) for n in range(1, 6)],
    ("c1", "band", EDGE),
    *[("ink", f"q{n}", TEXT) for n in (1, 2, 3)],
    *[("sheet", f"q{n}", TEXT) for n in (4, 5)],
    ("seal", "sheet", TEXT),
]


def block(start: str) -> dict[str, str]:
    """The tokens with a hex colour in the block that begins with `start`."""
    body = TOKENS[TOKENS.index(start) + len(start) :].split("}", 1)[0]
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", body))


LIGHT = block(":root {")
ASKED = block(':root:not([data-theme="light"]) {')
CHOSEN = block(':root[data-theme="dark"] {')


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio as WCAG 2.2 defines it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_contrast_is_enough(theme: str, front: str, back: str, least: float) -> None:
    """Text reaches 4.5 and edges reach 3 in both themes (WCAG 2.2 AA, 1.4.3 and 1.4.11)."""
    tokens = LIGHT if theme == "light" else LIGHT | CHOSEN
    found = contrast(tokens[front], tokens[back])
    assert found >= least, f"{front} on {back} in {theme}: {found:.2f} < {least}"


def test_both_dark_lists_are_equal() -> None:
    """Who chose dark and whose system asks for dark see the same page."""
    assert ASKED == CHOSEN
    assert len(CHOSEN) > 30


def test_dark_names_every_light_colour() -> None:
    """No colour of the day is left over at night, but for printed codes, which are black on white in any theme."""
    assert set(LIGHT) - set(CHOSEN) == {"code-ground", "code-ink"}


@pytest.mark.parametrize("name", ["base.css", "components.css"])
def test_only_tokens_hold_raw_colours(name: str) -> None:
    """Everything else names a token, so that a theme is one list."""
    css = re.sub(r"/\*.*?\*/", "", (STATIC / name).read_text(encoding="utf-8"), flags=re.S)
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(", css)


def test_every_token_used_is_defined() -> None:
    """A misspelt token is silently transparent in a browser; here it fails."""
    css = "".join((STATIC / name).read_text(encoding="utf-8") for name in ("base.css", "components.css"))
    defined = set(re.findall(r"--([\w-]+):", TOKENS))
    assert set(re.findall(r"var\(--([\w-]+)", css + TOKENS)) <= defined
