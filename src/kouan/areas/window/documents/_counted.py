"""How many of a thing, in English, as titles say it."""


def counted(number: int, thing: str) -> str:
    """`1 bill`, `2 bills`, `0 bills`."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
