"""Who uses the demonstration: invented firms and people, one login for each role, and a key for each organisation.

Every name says that it is invented. These accounts sign in only where the house is open for demonstration.
"""

import datetime as dt
from functools import cache

import msgspec
from django.contrib.auth.hashers import make_password
from django.db import transaction

from kouan.kernel.journal import stamp
from kouan.kernel.parties import uscc_check_character
from kouan.kernel.words import Words

from .keys import DEMONSTRATION, digest
from .models import Account, ApiKey, Organisation
from .roles import ROLES

PASSWORD = "kouan-demo"  # noqa: S105 -- shown on the login page of a demonstration, and works nowhere else


class DemoOrganisation(msgspec.Struct, frozen=True):
    """An invented organisation in the one role that it plays here. Firms have a code; authorities have none."""

    id: str
    words: Words
    role: str
    uscc: str | None = None

    @property
    def key(self) -> str:
        """The API key of the organisation: for demonstrations, known to everybody."""
        return f"{DEMONSTRATION.decode()}{self.id}"

    @property
    def login(self) -> str:
        """The login of its one person."""
        return self.id


class DemoLogin(msgspec.Struct, frozen=True):
    """One login as the login page of a demonstration lists it."""

    login: str
    password: str
    organisation: Words
    role: Words
    description: Words


def invented_uscc(number: int) -> str:
    """A well-formed code whose body says FAKE, with the right check character: nobody's, and accepted by the check."""
    body = f"91440000FAKE{number:05d}"
    return body + (uscc_check_character(body) or "")


def _firm(number: int, id: str, zh: str, en: str, role: str = "declarant") -> DemoOrganisation:
    return DemoOrganisation(id, Words(f"{zh}（虚构）", f"{en} (invented)"), role, invented_uscc(number))


def _office(role: str, zh: str, en: str) -> DemoOrganisation:
    return DemoOrganisation(role, Words(f"{zh}（虚构）", f"{en} (invented)"), role)


def _expert(id: str, zh: str, en: str) -> DemoOrganisation:
    return DemoOrganisation(id, Words(f"{zh}（虚构）", f"{en} (invented)"), "reviewer")


FIRMS = (
    _firm(1, "kapok", "示例木棉进出口有限公司", "Sample Kapok Trading Co."),
    _firm(2, "banyan", "示例榕树报关行", "Sample Banyan Customs Brokers"),
    _firm(3, "lychee", "示例荔枝食品有限公司", "Sample Lychee Foods Co."),
    _firm(4, "longan", "示例龙眼电子有限公司", "Sample Longan Electronics Co."),
    _firm(5, "bamboo", "示例毛竹家具有限公司", "Sample Bamboo Furniture Co."),
    _firm(6, "lotus", "示例荷花纺织有限公司", "Sample Lotus Textiles Co."),
    _firm(7, "egret", "示例白鹭船舶代理有限公司", "Sample Egret Ship Agency", "ship_agent"),
    _firm(8, "heron", "示例苍鹭船舶代理有限公司", "Sample Heron Ship Agency", "ship_agent"),
    _firm(9, "swallow", "示例燕子船舶代理有限公司", "Sample Swallow Ship Agency", "ship_agent"),
)
OFFICES = (
    _office("customs", "示例口岸海关", "Sample Port Customs"),
    _office("maritime", "示例口岸海事处", "Sample Port Maritime Office"),
    _office("border", "示例口岸边检站", "Sample Port Border Inspection"),
    _office("port", "示例港区码头", "Sample Port Terminal"),
    _office("bank", "示例银行", "Sample Bank"),
    _office("gateway", "示例国家海关系统", "Sample National Customs System"),
    _office("analyst", "示例测算室", "Sample Measuring Office"),
    _office("fund_officer", "示例口岸资金办", "Sample Fund Office"),
    _office("reviewer", "示例物流研究所", "Sample Logistics Institute"),
    _office("auditor", "示例审计组", "Sample Audit Group"),
    _office("operator", "示例运维组", "Sample Operations Group"),
)
EXPERTS = (
    _expert("clove", "示例信息学会", "Sample IT Society"),
    _expert("fennel", "示例造价咨询所", "Sample Cost Consultants"),
    _expert("harbour", "示例港务集团", "Sample Harbour Group"),
)
ORGANISATIONS = FIRMS + OFFICES + EXPERTS


@cache
def demo_logins() -> tuple[DemoLogin, ...]:
    """All logins of the demonstration: the first of each role before the others of the same role."""
    seen: set[str] = set()
    first: list[DemoOrganisation] = []
    more: list[DemoOrganisation] = []
    for o in ORGANISATIONS:
        (more if o.role in seen else first).append(o)
        seen.add(o.role)
    return tuple(
        DemoLogin(o.login, PASSWORD, o.words, ROLES[o.role].words, ROLES[o.role].description) for o in (*first, *more)
    )


def lay_demo_accounts(now: dt.datetime) -> tuple[DemoLogin, ...]:
    """Make the demonstration's organisations, people and keys where they are missing. Doing it again changes nothing."""
    with transaction.atomic():
        known = set(Organisation.objects.values_list("id", flat=True))
        fresh = [o for o in ORGANISATIONS if o.id not in known]
        Organisation.objects.bulk_create(
            Organisation(id=o.id, name_zh=o.words.zh, name_en=o.words.en, uscc=o.uscc, fictitious=True) for o in fresh
        )
        hashed = make_password(PASSWORD) if fresh else ""  # everybody knows it: hashing it once is enough
        Account.objects.bulk_create([_account(o, hashed) for o in fresh], ignore_conflicts=True)
        ApiKey.objects.bulk_create([_key(o, now) for o in fresh], ignore_conflicts=True)
    return demo_logins()


def _account(of: DemoOrganisation, hashed: str) -> Account:
    role = ROLES[of.role].words
    return Account(
        login=of.login,
        password=hashed,
        name_zh=f"演示{role.zh}",
        name_en=f"Demo {role.en.lower()}",
        organisation_id=of.id,
        role=of.role,
    )


def _key(of: DemoOrganisation, now: dt.datetime) -> ApiKey:
    return ApiKey(
        digest=digest(of.key.encode()), name=f"{of.id} demo", organisation_id=of.id, role=of.role, created=stamp(now)
    )
