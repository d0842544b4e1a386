"""The roles of the port, as classes: who they are and what they may. Steps of machines name their roles themselves.

This is the one authorisation layer under both doors: a role here, `open_to` and `may_read` in the kernel. Who has not
`persons.read` sees documents without the names of natural persons.
"""

from kouan.kernel.parties import Actor, Role
from kouan.kernel.words import Words


class Public(Role):
    """Whoever looks without signing in."""

    code, chop = "public", "公"
    words = Words("公众", "Public")
    description = Words("不登录即可查看公示、指标和规则", "Sees notices, figures and rules without signing in")
    permissions = frozenset({"figures.read"})


class Declarant(Role):
    """A firm or its broker that declares goods."""

    code, chop = "declarant", "企"
    words = Words("申报人", "Declarant")
    description = Words(
        "申报本单位的货物，查看本单位的案件", "Declares goods for its own organisation and follows its own cases"
    )
    permissions = frozenset({"figures.read", "cases.read.own", "drafts.write", "persons.read", "fund.apply", "tax.pay"})


class ShipAgent(Role):
    """Who acts for a ship in port."""

    code, chop = "ship_agent", "代"
    words = Words("船舶代理", "Ship agent")
    description = Words("为船舶申报进出口岸，查看本单位的航次", "Announces ships' calls and follows its own calls")
    permissions = frozenset({"figures.read", "cases.read.own", "drafts.write", "persons.read", "fund.apply"})


class Customs(Role):
    """Customs officer: goods, and health and baggage on ships."""

    code, chop = "customs", "关"
    words = Words("海关", "Customs")
    description = Words(
        "审核报关单，布控查验，放行；登临检疫", "Reviews declarations, orders inspection, releases; boards ships"
    )
    permissions = frozenset(
        {
            "figures.read",
            "cases.read.agency",
            "tax.desk",
            "tax.read.all",
            "cases.read.own",
            "drafts.write",
            "persons.read",
            "fund.apply",
        }
    )


class Maritime(Role):
    """Maritime safety officer."""

    code, chop = "maritime", "海"
    words = Words("海事", "Maritime safety")
    description = Words("审批船舶进出口岸", "Decides on ships' entry and exit")
    permissions = frozenset({"figures.read", "cases.read.agency", "persons.read", "fund.apply"})


class Border(Role):
    """Border inspection officer."""

    code, chop = "border", "边"
    words = Words("边检", "Border inspection")
    description = Words("查验船员和旅客", "Clears crew and passengers")
    permissions = frozenset({"figures.read", "cases.read.agency", "persons.read", "fund.apply"})


class Port(Role):
    """The port's operator or office on the quay."""

    code, chop = "port", "港"
    words = Words("港口", "Port")
    description = Words("报告船舶和货物到港、离港", "Reports arrival and departure of ships and goods")
    permissions = frozenset({"figures.read", "cases.read.agency", "cases.read.own", "drafts.write", "fund.apply"})


class Bank(Role):
    """The bank that takes taxes from payers' accounts. It sees orders, not documents."""

    code, chop = "bank", "银"
    words = Words("银行", "Bank")
    description = Words("按指令扣税、退税，报告结果", "Takes and returns taxes as ordered, and tells what it did")
    permissions = frozenset({"figures.read", "tax.bank"})


class Gateway(Role):
    """A machine that hands in the replies of an outside customs system. It reads no cases."""

    code, chop = "gateway", "网"
    words = Words("外部海关网关", "Gateway of an outside customs")
    description = Words(
        "转来外部海关系统的答复，查看这些答复的去向",
        "Hands in replies of an outside customs system, sees what became of them",
    )
    permissions = frozenset({"figures.read", "replies.lodge"})


class Analyst(Role):
    """Who measures."""

    code, chop = "analyst", "析"
    words = Words("分析人员", "Analyst")
    description = Words(
        "查看指标、定义和指标背后的案件时间，不看单证内容",
        "Reads figures, definitions and the times behind them, not documents",
    )
    permissions = frozenset({"figures.read", "figures.cases", "journal.read"})


class FundOfficer(Role):
    """Who runs the special fund."""

    code, chop = "fund_officer", "财"
    words = Words("资金管理人员", "Fund officer")
    description = Words(
        "拟订和公示资金分配方案，跟踪进度和绩效", "Drafts and publishes allocation plans, follows progress and targets"
    )
    permissions = frozenset({"figures.read", "fund.write", "fund.publish", "fund.apply"})


class Reviewer(Role):
    """An expert who reviews applications for the special fund."""

    code, chop = "reviewer", "评"
    words = Words("评审专家", "Reviewer")
    description = Words(
        "评审分派给自己的资金申报；与申报单位有关的须回避",
        "Reviews the fund's applications assigned to it; steps back where its own body is concerned",
    )
    permissions = frozenset({"figures.read", "fund.review"})


class Auditor(Role):
    """Who checks everybody, and changes nothing."""

    code, chop = "auditor", "审"
    words = Words("审计人员", "Auditor")
    description = Words(
        "查看全部案件、日志和资金，不能改动", "Reads all cases, the journal and the fund; changes nothing"
    )
    permissions = frozenset(
        {"figures.read", "figures.cases", "journal.read", "cases.read.all", "fund.read", "tax.read.all"}
    )


class Operator(Role):
    """Who keeps the system running."""

    code, chop = "operator", "运"
    words = Words("运维人员", "Operator")
    description = Words(
        "查看运行状况、日志位置、投影和备份，不看单证内容",
        "Watches health, journal, projections, backups; does not read documents",
    )
    permissions = frozenset({"figures.read", "journal.read", "system.operate", "tax.bank"})


ROLES: dict[str, type[Role]] = {
    role.code: role
    for role in (
        Public,
        Declarant,
        ShipAgent,
        Customs,
        Maritime,
        Border,
        Port,
        Bank,
        Gateway,
        Analyst,
        FundOfficer,
        Reviewer,
        Auditor,
        Operator,
    )
}


def actor(user: str, organisation: str, role: str) -> Actor:
    """The actor that an account or a key makes. Raises KeyError for a role that does not exist."""
    return Actor(user=user, organisation=organisation, role=role, permissions=ROLES[role].permissions)
