"""Container numbers: four letters, six digits and a check digit (ISO 6346; formula as in published summaries of it)."""

from itertools import count

_LETTERS = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", (n for n in count(10) if n % 11), strict=False))


def check_digit(body: str) -> str | None:
    """The eleventh character from the first ten, or None where the ten are not of the form."""
    if len(body) != 10 or not body[4:].isdecimal() or not body.isascii() or any(c not in _LETTERS for c in body[:4]):
        return None
    values = (_LETTERS.get(c) or int(c) for c in body)
    return str(sum(v << place for place, v in enumerate(values)) % 11 % 10)


def is_container_number(number: str) -> bool:
    """Is this an eleven-character container number with the right check digit?"""
    return len(number) == 11 and check_digit(number[:10]) == number[10]
