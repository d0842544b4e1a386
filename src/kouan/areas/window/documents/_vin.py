"""Vehicle identification numbers: seventeen characters, the ninth a check character (formula as in published summaries)."""

_VALUES = dict(
    zip("ABCDEFGHJKLMNPRSTUVWXYZ", (1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)
)
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def vin_check_character(vin: str) -> str | None:
    """The ninth character that the others ask for, or None where they are not of the form."""
    if len(vin) != 17 or not vin.isascii() or any(not c.isdecimal() and c not in _VALUES for c in vin):
        return None
    total = sum((_VALUES.get(c) or int(c)) * w for c, w in zip(vin, _WEIGHTS, strict=True))
    return "0123456789X"[total % 11]
