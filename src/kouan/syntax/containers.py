"""Container numbers: four letters, six digits and a check digit (ISO 6346; formula as in published summaries of it)."""

import re
from itertools import count
from operator import lshift

_VALUES = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", (n for n in count(10) if n % 11), strict=False))
_VALUES |= {str(digit): digit for digit in range(10)}
_FORM = re.compile("[A-Z]{4}[0-9]{6}")


def check_digit(body: str) -> str | None:
    """The eleventh character from the first ten, or None where the ten are not of the form."""
    if _FORM.fullmatch(body) is None:
        return None
    return str(sum(map(lshift, map(_VALUES.__getitem__, body), range(10))) % 11 % 10)


def is_container_number(number: str) -> bool:
    """Is this an eleven-character container number with the right check digit?"""
    return len(number) == 11 and check_digit(number[:10]) == number[10]
