"""Who files and for whom. The keys file says which organisations there are; the traders behind a broker are named here."""

import msgspec

TRADES = (
    "木棉",
    "荔枝",
    "龙眼",
    "毛竹",
    "荷花",
    "芭蕉",
    "杨梅",
    "甘蔗",
    "茉莉",
    "香蕉",
    "菠萝",
    "枇杷",
    "橄榄",
    "桂花",
    "紫荆",
    "水杉",
)
KINDS = ("贸易有限公司", "进出口有限公司", "实业有限公司", "供应链有限公司")


class Key(msgspec.Struct, frozen=True):
    """One organisation of the demonstration, its role, and its API key."""

    organisation: str
    role: str
    key: str


class Desk(msgspec.Struct, frozen=True):
    """Organisations by what they do here."""

    declarants: tuple[str, ...]
    agents: tuple[str, ...]
    offices: dict[str, str]


def desk(keys: list[Key]) -> Desk:
    """Organisations by role, in the order of their ids, so that the file's own order does not matter."""
    by_role: dict[str, list[str]] = {}
    for key in sorted(keys, key=lambda k: k.organisation):
        by_role.setdefault(key.role, []).append(key.organisation)
    offices = {role: by_role[role][0] for role in ("customs", "maritime", "border", "port", "bank") if role in by_role}
    return Desk(tuple(by_role["declarant"]), tuple(by_role["ship_agent"]), offices)


def trader(number: int) -> dict[str, str]:
    """An invented trader: a registration code that says FAKE, and a name that says so too."""
    name = f"示例{TRADES[number % len(TRADES)]}{KINDS[number // len(TRADES) % len(KINDS)]}（虚构）"
    return {"code": f"9900FAKE{number % 100:02d}", "name": name}


def agent_of(organisation: str) -> dict[str, str]:
    """The declaring unit as it stands on the form."""
    return {"code": f"9900{organisation.upper():X<6.6}", "name": f"示例申报单位 {organisation}（虚构）"}


def clerk_of(organisation: str) -> dict[str, str]:
    """The unit that typed the declaration and its invented clerks."""
    return {
        "unit_code": f"FAKE{organisation.upper():X<5.5}",
        "unit_name": f"示例录入单位 {organisation}（虚构）",
        "clerk": f"示例录入员 {organisation}",
        "clerk_card": "FAKE000000001",
        "declarant": f"示例申报员 {organisation}",
    }
