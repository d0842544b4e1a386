"""What a browser sends as text, read as what it stands for; whatever is odd becomes the value that the page falls back to."""


def whole(text: str, *, digits: int = 5, otherwise: int = 0) -> int:
    """A whole number from 0 in at most so many plain digits; `otherwise` for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else otherwise
