"""One ceiling of a call, as its event tells it and as dated data hold it."""

import msgspec


class Ceiling(msgspec.Struct, frozen=True, kw_only=True):
    """How much one project may get: 分, and share of what it needs in 1/10 000. An exception names its reason."""

    kind: str
    zh: str
    en: str
    max_fen: int | None = None
    max_share: int | None = None
    exception_of: str = ""
    reason: str = ""
    since: str
    basis: str
    standing: str
