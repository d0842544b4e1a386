"""The numbers that ships and places are known by: what is well formed, and what a check digit says."""

import re

_IMO_WEIGHTS = (7, 6, 5, 4, 3, 2)
_LOCODE = re.compile(r"[A-Z]{2}[A-Z2-9]{3}")
_CALL_SIGN = re.compile(r"[A-Z0-9]{3,7}")

UNKNOWN_PLACE = "ZZUKN"
"""What stands where a place is not known yet (EMSWe message set)."""


def imo_check_digit(first_six: str) -> int:
    """The seventh digit of an IMO number: the six before it weighted 7 to 2, the sum modulo 10.

    Source: IMO ship identification number scheme. A right digit does not prove that the ship exists.
    """
    return sum(int(digit) * weight for digit, weight in zip(first_six, _IMO_WEIGHTS, strict=True)) % 10


def is_imo(number: str) -> bool:
    """Seven ASCII digits, the last one right."""
    return is_digits(number, 7) and imo_check_digit(number[:6]) == int(number[6])


def is_digits(text: str, length: int) -> bool:
    """So many digits 0-9 and nothing else."""
    return len(text) == length and text.isascii() and text.isdigit()


def is_locode(code: str) -> bool:
    """Of the form of a UN/LOCODE: two letters, then three letters or digits 2-9."""
    return _LOCODE.fullmatch(code) is not None


def is_call_sign(sign: str) -> bool:
    """Three to seven capital letters and digits."""
    return _CALL_SIGN.fullmatch(sign) is not None


def tidied(code: str) -> str:
    """A code without blanks and hyphens, in half-width capitals: what a hurried hand meant to type."""
    half = "".join(chr(ord(c) - 0xFEE0) if 0xFF01 <= ord(c) <= 0xFF5E else c for c in code)
    return re.sub(r"[\s\-_./]", "", half).upper()
