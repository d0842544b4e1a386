"""An invented call and what applicants hand in on it, for tests."""

import datetime as dt
import io
import zipfile
from typing import Any

import msgspec

from kouan.areas.fund.applying.deeds import Taken, submit
from kouan.areas.fund.applying.document import Document, Paper
from kouan.areas.fund.applying.papers import keep
from kouan.areas.fund.calling.deeds import Asked, Matter, list_matter, open_call
from kouan.areas.fund.rules.calendar import SHANGHAI
from kouan.kernel.parties import Actor
from kouan.store.house import House
from kouan.store.models import Account, Organisation
from kouan.store.roles import actor

OPENING = dt.datetime(2026, 3, 1, 9, 0, tzinfo=SHANGHAI)
CLOSING = dt.datetime(2026, 4, 1, 0, 0, tzinfo=SHANGHAI)
MATTER = Matter(
    code="port_works",
    zh="口岸建设事项",
    en="Port works",
    approval_class="provincial",
    notice_class="省级审批项目",
    direction="port",
    direction_zh="口岸方向",
    direction_en="Ports",
    fund_zh="促进经济高质量发展专项资金",
    fund_en="Fund for high-quality development",
)
ASKED = Asked(
    matter="port_works",
    year=2026,
    title_zh="2026年口岸建设事项申报通知（虚构）",
    title_en="Call for port works 2026 (invented)",
    first_day=OPENING.date(),
    last_day=dt.date(2026, 3, 31),
    support_first=dt.date(2026, 1, 1),
    support_last=dt.date(2026, 12, 31),
    cap_fen=3_000_000_000,
    rule_date=dt.date(2026, 3, 1),
)
OFFICER = actor("fund_officer", "fund_officer", "fund_officer")
KAPOK, EGRET = actor("kapok", "kapok", "declarant"), actor("egret", "egret", "ship_agent")
DOCUMENT = Document(
    name="示例木棉进出口有限公司（虚构）",
    no_uscc="测试不用代码",
    project="智能查验设施改造",
    place="广州",
    summary="改造两条查验通道",
    needed_fen=1_000_000_000,
    requested_fen=400_000_000,
    own_fen=600_000_000,
    contact_person="张示例",
    contact="020-00000000",
)


def a_call(port: House, **change: Any) -> str:
    """List the matter and open the call; returns its number."""
    list_matter(MATTER, actor=OFFICER, now=OPENING, writer=port.writer)
    asked = msgspec.structs.replace(ASKED, **change)
    return open_call(asked, actor=OFFICER, now=OPENING, writer=port.writer)


def paper(name: str = "方案.pdf", content: bytes = b"%PDF-1.7 a plan") -> Paper:
    """A paper that is kept already."""
    return keep(name, content, now=OPENING)


def handed_in(
    port: House,
    call: str,
    *,
    who: Actor = KAPOK,
    at: dt.datetime = OPENING,
    key: str = "k1",
    application: str = "",
    **change: Any,
) -> Taken:
    """Hand an application in with one paper."""
    document = msgspec.structs.replace(DOCUMENT, **({"papers": (paper(),)} | change))
    return submit(
        document, call=call, application=application, key=key, actor=who, now=at, writer=port.writer, reader=port.reader
    )


def a_reviewer(login: str, body: str) -> Actor:
    """An account of a reviewer in a body."""
    Organisation.objects.get_or_create(id=body, defaults={"name_zh": f"{body}（虚构）", "name_en": body})
    Account.objects.get_or_create(
        login=login, defaults={"organisation_id": body, "role": "reviewer", "name_zh": f"专家{login}"}
    )
    return actor(login, body, "reviewer")


def packed(*parts: str, types: str = "<Types/>") -> bytes:
    """An Office file that has these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("[Content_Types].xml", types)
        for part in parts:
            made.writestr(part, "x")
    return out.getvalue()
