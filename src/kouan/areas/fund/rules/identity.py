"""Numbers of persons and bodies: only whether one can be right. They are kept in the vault and nowhere else."""

import re
import unicodedata
from datetime import date

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_SHAPE = re.compile(r"[1-8][0-9]{5}([12][0-9]{3})([0-9]{2})([0-9]{2})[0-9]{3}[0-9X]")


def tidy(number: str) -> str:
    """Half width, capital, without blanks."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", number)).upper()


def is_resident_id(number: str, *, on: date) -> bool:
    """Can this be a resident identity number (公民身份号码) of somebody born by `on`?

    Eighteen characters: region, birth date, sequence, check character modulo 11-2 (GB 11643-1999; standing: secondary).
    """
    found = _SHAPE.fullmatch(number)
    if not found:
        return False
    try:
        born = date(*map(int, found.groups()))
    except ValueError:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return born <= on and number[17] == _CHECKS[total % 11]
