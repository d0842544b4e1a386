"""What every page stands in: navigation by role, who is here, how far the journal is."""

from django.http import HttpRequest

from kouan.kernel.words import Words
from kouan.kit.frame import Frame, NavItem, look
from kouan.store.house import house
from kouan.store.models import Account

PUBLIC_NAV = (
    NavItem(Words("首页", "Home"), "/"),
    NavItem(Words("数据", "Figures"), "/index/"),
    NavItem(Words("资金", "Fund"), "/fund/"),
    NavItem(Words("单证", "Documents"), "/documents/"),
)
FOOT = (
    NavItem(Words("接口", "API"), "/api/"),
    NavItem(Words("单证和规则", "Documents and rules"), "/documents/"),
)


def frame(request: HttpRequest) -> dict[str, object]:
    """Context processor: the frame of a page, and the theme that the reader chose."""
    account = request.user if isinstance(request.user, Account) else None
    made = Frame(
        nav=PUBLIC_NAV,
        foot=FOOT,
        person=account.login if account else "",
        organisation=Words(account.organisation.name_zh, account.organisation.name_en) if account else None,
        login_url="/login",
        logout_url="/logout",
        position=house().writer.position,
        as_of=house().now(),
        demonstration=house().demonstration,
    )
    return {**look(request), "frame": made}
