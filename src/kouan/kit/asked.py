"""What a browser sends as text, read as what it stands for; whatever is odd becomes the value that the page falls back to."""

_FULL = str.maketrans("０１２３４５６７８９．，－", "0123456789.,-")


def half(text: str) -> str:
    """Digits, point, comma and minus as an input method leaves them, full-width, as plain ones; all else as it is."""
    return text.translate(_FULL)


def whole(text: str, *, digits: int = 5, otherwise: int = 0) -> int:
    """A whole number from 0 in at most so many digits, plain or full-width; `otherwise` for anything else."""
    said = half(text)
    return int(said) if said.isascii() and said.isdigit() and len(said) <= digits else otherwise
