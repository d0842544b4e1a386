"""What every page stands in: navigation by role, who is here, how far the journal is."""

import importlib.util

from django.http import HttpRequest

from kouan.journeys.inspecting.calendar import may_look
from kouan.journeys.replies.subscribing import may_follow
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.kit.frame import Frame, NavItem, look
from kouan.store.house import house
from kouan.store.models import Account

from .licences import may_open
from .scope import sees_cases
from .who import actor_of

HOME = NavItem(Words("首页", "Home"), "/")
CASES = NavItem(Words("案件", "Cases"), "/cases/")
WHERE = NavItem(Words("查货", "Where"), "/where/")
FILING = NavItem(Words("申报", "File"), "/file/")
INSPECTIONS = NavItem(Words("查验", "Inspections"), "/inspections/")
REPLIES = NavItem(Words("回执", "Replies"), "/replies/")
OUTSIDE = NavItem(Words("外部答复", "Outside replies"), "/outside/")
FIGURES = NavItem(Words("数据", "Figures"), "/index/")
TAXES = NavItem(Words("税款", "Taxes"), "/taxes/")
LICENCES = NavItem(Words("许可证", "Licences"), "/licences/")
TABLES = NavItem(Words("表", "Tables"), "/tables/")
FUND = NavItem(Words("资金", "Fund"), "/fund/")
RULES = NavItem(Words("单证", "Documents"), "/documents/")
AREAS = tuple(item for item in (FIGURES, FUND) if importlib.util.find_spec(f"kouan.areas.{item.url.strip('/')}.urls"))
"""The areas that have pages of their own."""
TAX_ROLES = ("tax.pay", "tax.read.all", "tax.bank")
"""Who has a page of taxes."""
FOOT = (
    NavItem(Words("接口", "API"), "/api/"),
    NavItem(Words("单证和规则", "Documents and rules"), "/documents/"),
    NavItem(Words("商品编号", "Commodity codes"), "/hs/"),
)


def nav_for(who: Actor) -> tuple[NavItem, ...]:
    """The navigation of this role, its work first."""
    work = (CASES,) if sees_cases(who) else ()
    looked = (INSPECTIONS,) if may_look(who) else ()
    trace = (WHERE,) if who.may("cases.read.own") else ()
    filing = (FILING,) if who.may("drafts.write") else ()
    told = (REPLIES,) if may_follow(who) else ()
    taxes = (TAXES,) if any(map(who.may, TAX_ROLES)) else ()
    counted = (LICENCES,) if may_open(who) else ()
    kept = (TABLES,) if who.may("system.operate") else ()
    outside = (OUTSIDE,) if who.may("system.operate") or who.may("replies.lodge") else ()
    return (HOME, *filing, *work, *looked, *trace, *told, *outside, *taxes, *counted, *kept, *AREAS, RULES)


def frame(request: HttpRequest) -> dict[str, object]:
    """Context processor: the frame of a page, and the theme that the reader chose."""
    user = getattr(request, "user", None)
    account = user if isinstance(user, Account) else None
    who = actor_of(request)
    made = Frame(
        nav=nav_for(who),
        foot=FOOT,
        person=account.login if account else "",
        organisation=Words(account.organisation.name_zh, account.organisation.name_en) if account else None,
        login_url="/login",
        logout_url="/logout",
        position=house().writer.position,
        as_of=house().now(),
        demonstration=house().demonstration,
        search_url="/cases/" if sees_cases(who) else "",
    )
    return {**look(request), "frame": made}
