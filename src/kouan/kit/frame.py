"""What every page stands in: navigation, who is here, how far the journal is. The doors fill it, the kit draws it."""

import datetime as dt

import msgspec
from django.http import HttpRequest

from kouan.kernel.words import Words

THEMES = frozenset({"light", "dark"})


class NavItem(msgspec.Struct, frozen=True):
    """One link of the navigation, of a rail or of the foot."""

    words: Words
    url: str
    count: int | None = None
    key: str = ""
    """The single key that opens it, shown beside it; empty for none."""
    here: bool = False
    """Set where the address alone does not tell, such as for saved views."""


class RailGroup(msgspec.Struct, frozen=True):
    """A headed group of links in the rail of a desk."""

    words: Words
    items: tuple[NavItem, ...]


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """All that `kit/hall.html` and `kit/desk.html` need to know; every part of it may be left out."""

    nav: tuple[NavItem, ...] = ()
    foot: tuple[NavItem, ...] = ()
    person: str = ""
    organisation: Words | None = None
    account_url: str = ""
    login_url: str = ""
    logout_url: str = ""
    position: int | None = None
    """Journal position that the page's figures stand on."""
    as_of: dt.datetime | None = None
    demonstration: bool = False
    search_url: str = ""
    search_hint: Words = Words("查编号、企业、箱号、船名", "Find a number, firm, container or ship")


def marked(items: tuple[NavItem, ...], path: str) -> list[tuple[NavItem, str]]:
    """Each link with its `aria-current`. Of several that the address lies under, the nearest one only."""
    inside = [item.url for item in items if item.url.strip("/") and path.startswith(item.url.split("?")[0])]
    nearest = max(inside, key=len, default=None)
    exact = {item.url for item in items if item.url == path}
    return [(item, _current(item, exact, nearest)) for item in items]


def _current(item: NavItem, exact: set[str], nearest: str | None) -> str:
    if item.url in exact:
        return "page"
    return "true" if item.here or (not exact and item.url == nearest) else ""


def look(request: HttpRequest) -> dict[str, object]:
    """Context processor: the theme that the reader chose (empty: as the system asks), and an empty frame."""
    chosen = request.COOKIES.get("theme", "")
    return {"theme": chosen if chosen in THEMES else "", "frame": Frame()}
