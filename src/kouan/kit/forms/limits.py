"""What a person should know of a field before typing, and how wide it stands on the page."""

from kouan.kernel.shapes import Field
from kouan.kernel.words import Words

LONG = 200
"""Texts that may be this long get a box of several lines."""
HUGE = 1_000_000
"""A number's limit beyond this is said only when it is broken."""
BOUNDS = {
    "min_length": Words("至少 {v} 字", "at least {v} characters"),
    "max_length": Words("至多 {v} 字", "up to {v} characters"),
    "gt": Words("大于 {v}", "above {v}"),
    "ge": Words("不小于 {v}", "{v} or more"),
    "lt": Words("小于 {v}", "below {v}"),
    "le": Words("不大于 {v}", "{v} or less"),
}


def bounds(field: Field) -> Words | None:
    """What a person should know before typing; a short limit of length is said only when it is broken."""
    limits = {
        k: v
        for k, v in field.limits.items()
        if not ((k == "min_length" and v == 1) or (k == "max_length" and v < LONG) or (k == "le" and v > HUGE))
    }
    said = [words.with_values(v=limits[name]) for name, words in BOUNDS.items() if name in limits]
    if not said or field.kind == "choice":
        return None
    return Words("，".join(w.zh for w in said), ", ".join(w.en for w in said))


def span(field: Field, widget: str) -> str:
    """The class of its width in a grid of twelve columns."""
    if widget == "long":
        return "g6" if field.limits["max_length"] <= LONG + 60 else "g12"
    if widget in ("integer", "yes-no") or field.limits.get("max_length", 99) <= 4:
        return "g2"
    return "g4" if field.limits.get("max_length", 0) > 60 else "g3"
