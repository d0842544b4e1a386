"""An invented call of the running year with a dozen applications, reviews and one recusal; and one that is open now.

Nothing here is real: every title, project, amount and opinion is invented and says so. What is known of the real year
2021 is its notice; who applied with what beyond that notice was never published, so none of it is made up.
"""

import datetime as dt

import msgspec

from kouan.areas.fund.applying.deeds import Taken, ask_supplement, decide, submit, withdraw
from kouan.areas.fund.applying.document import Document, Paper
from kouan.areas.fund.applying.papers import keep
from kouan.areas.fund.assessing.deeds import assign, name_reviewer, recuse, score
from kouan.areas.fund.calling.deeds import Asked, Matter, list_matter, number_of, open_call
from kouan.areas.fund.models import Application, Call, CallMatter, Reviewer
from kouan.areas.fund.rules.calendar import SHANGHAI
from kouan.kernel.parties import Actor
from kouan.store.house import House
from kouan.store.models import Account, Organisation
from kouan.store.roles import actor

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
    fund_en="Fund for high-quality economic development",
)
TEXT_ZH = """虚构示例，不是任何机关的通知。

支持口岸查验设施、通关模式和信息化项目。申报单位未列入严重失信主体名单。
附项目方案、资金测算、自筹资金来源。项目须在支持期内实施，效益用通关时间等可核对的数字说明。"""
TEXT_EN = """An invented sample, no authority's call.

Pays for inspection facilities, clearance modes and information systems of ports. The applicant is on no list of serious breach of trust.
Attach the project's plan, how its costs were reckoned, where its own funds come from. It is carried out in the support period, and its effect is told in figures that can be checked, such as clearance times."""
NO_CODE = "虚构行政机关，没有登记代码"
WAN = 1_000_000
REVIEWERS = {
    "reviewer": "口岸物流",
    "clove": "信息系统",
    "fennel": "工程造价",
    "harbour": "港口运营",
}


class Sample(msgspec.Struct, frozen=True, kw_only=True):
    """One invented application: 万元, and what becomes of it."""

    who: str
    project: str
    place: str
    needed: int
    requested: int
    own: int
    summary: str
    ceiling: str = "general"
    ceiling_reason: str = ""
    parent: str = ""
    fate: str = "eligible"
    reason: str = ""
    protected: str = ""
    scores: tuple[tuple[str, str], ...] = ()


SAMPLES = (
    Sample(
        who="kapok", project="进口食品集中查验通道改造（虚构）", place="广州", needed=1000, requested=400, own=600,
        summary="改造两条查验通道，集中查验等候由 6 小时降到 3 小时。", scores=(("reviewer", "22 21 16 17 8"), ("fennel", "21 20 17 16 8")),
    ),
    Sample(
        who="egret", project="船舶代理与口岸数据直连（虚构）", place="深圳", needed=600, requested=300, own=300,
        summary="船期、舱单、抵离报告一次录入，各单位共用。",
        scores=(("reviewer", "24 22 17 18 9"), ("clove", "15 14 11 12 6"), ("fennel", "20 20 15 16 8")),
    ),
    Sample(
        who="port", project="码头集装箱查验场扩建（虚构）", place="珠海", needed=5000, requested=2290, own=2710, parent="harbour",
        summary="扩建查验场 1.2 万平方米，增加 40 个查验位。", reason="超过上限，按上限参加分配", scores=(("reviewer", "20 19 12 16 7"), ("fennel", "21 18 11 17 7")),
    ),
    Sample(
        who="customs", project="省交办：智慧监管信息化（虚构）", place="全省", needed=800, requested=800, own=0, ceiling="assigned_task",
        ceiling_reason="省交办任务（虚构文号）", summary="统一各口岸监管数据接口。", protected="省交办任务，须足额保障（虚构）",
        scores=(("reviewer", "24 23 18 19 9"), ("clove", "23 23 18 18 9")),
    ),
    Sample(
        who="maritime", project="船舶进出口岸在线查验（虚构）", place="湛江", needed=700, requested=350, own=350,
        summary="船舶证书在线核验，减少登轮。", scores=(("reviewer", "21 20 15 17 8"), ("clove", "20 21 15 16 8")),
    ),
    Sample(
        who="border", project="旅客快捷通道（虚构）", place="珠海", needed=900, requested=450, own=450,
        summary="增加 12 条自助通道。", scores=(("reviewer", "19 19 14 17 8"),),
    ),
    Sample(
        who="fund_officer", project="口岸营商环境跟踪评估（虚构）", place="全省", needed=100, requested=100, own=0,
        ceiling="assigned_task", ceiling_reason="省交办任务（虚构文号）", summary="按月公布通关时间和企业意见。",
        reason="本单位申报：经办人回避，由示例审计组见证审查（虚构）", scores=(("clove", "18 18 15 15 8"), ("fennel", "18 17 15 15 8")),
    ),
    Sample(
        who="lychee", project="自用冷库建设（虚构）", place="茂名", needed=2000, requested=900, own=1100,
        summary="建设企业自用冷库。", fate="ineligible", reason="不是口岸查验设施或通关信息化项目",
    ),
    Sample(
        who="longan", project="电子元器件快速通关（虚构）", place="东莞", needed=500, requested=250, own=200,
        summary="与海关数据对接，缩短核对时间。", fate="returned", reason="自筹资金还差 50 万元的来源，请补资金证明",
    ),
    Sample(
        who="bamboo", project="家具出口查验辅助设备（虚构）", place="佛山", needed=300, requested=150, own=150,
        summary="购置移动式查验设备。", fate="withdrawn", reason="改报下一批",
    ),
    Sample(
        who="banyan", project="报关单预审服务平台（虚构）", place="广州", needed=400, requested=200, own=200,
        summary="为中小企业做申报前检查。", fate="submitted",
    ),
    Sample(
        who="heron", project="内河驳船电子放行（虚构）", place="肇庆", needed=360, requested=180, own=180,
        summary="驳船到港前完成放行。", fate="submitted",
    ),
)  # fmt: skip


def lay_demo_calls(house: House, officer: Actor) -> None:
    """Lay the matter, both calls, the applications and their reviews once; what is there already stays."""
    now = house.now()
    day = now.astimezone(SHANGHAI).date()
    if not CallMatter.objects.filter(code=MATTER.code).exists():
        list_matter(MATTER, actor=officer, now=now - dt.timedelta(days=61), writer=house.writer)
    past = _call(day, "口岸建设事项", "port works", day - dt.timedelta(days=60), day - dt.timedelta(days=20), 3000)
    fresh = _call(
        day,
        "口岸建设事项第二批",
        "port works, second round",
        day - dt.timedelta(days=10),
        day + dt.timedelta(days=30),
        1200,
    )
    for asked, at in ((past, now - dt.timedelta(days=60)), (fresh, now - dt.timedelta(days=10))):
        if not Call.objects.filter(matter_id=MATTER.code, year=asked.year, title_zh=asked.title_zh).exists():
            open_call(asked, actor=officer, now=at, writer=house.writer)
    number = number_of(past)
    if not Application.objects.filter(call_id=number).exists():
        _applications(house, officer, number, now)
    again = number_of(fresh)
    if not Application.objects.filter(call_id=again).exists():
        _apply(house, again, SAMPLES[0], now - dt.timedelta(days=3), project="跨境电商集中查验场（虚构）")


def _call(day: dt.date, zh: str, en: str, first: dt.date, last: dt.date, wan: int) -> Asked:
    return Asked(
        matter=MATTER.code,
        year=day.year,
        title_zh=f"{day.year}年{zh}申报通知（虚构示例）",
        title_en=f"Call for {en} {day.year} (invented sample)",
        text_zh=TEXT_ZH,
        text_en=TEXT_EN,
        first_day=first,
        last_day=last,
        support_first=dt.date(day.year, 1, 1),
        support_last=dt.date(day.year, 12, 31),
        cap_fen=wan * WAN,
        rule_date=first,
        invented=True,
    )


def _applications(house: House, officer: Actor, call: str, now: dt.datetime) -> None:
    ago = {days: now - dt.timedelta(days=days) for days in range(1, 60)}
    for login, field in REVIEWERS.items():
        if not Reviewer.objects.filter(login=login).exists():
            name_reviewer(login, field=field, actor=officer, now=ago[19], writer=house.writer)
    for at, sample in enumerate(SAMPLES):
        taken = _apply(house, call, sample, ago[40 - at])
        if sample.who == "heron":
            taken = _apply(house, call, sample, ago[24], application=taken.application, requested=170)
        _settle(house, officer, taken.application, sample, ago[18], now)
        for login, points in sample.scores:
            _review(house, officer, taken.application, login, points, ago[12], ago[8])
        if sample.who == "border":
            review = assign(taken.application, "fennel", actor=officer, now=ago[12], writer=house.writer)
            why = "曾为该项目做造价咨询（虚构）"
            recuse(review, reason=why, actor=_reviewer("fennel"), now=ago[11], writer=house.writer)
            assign(taken.application, "clove", actor=officer, now=ago[10], writer=house.writer)


def _apply(
    house: House,
    call: str,
    sample: Sample,
    at: dt.datetime,
    *,
    application: str = "",
    requested: int = 0,
    project: str = "",
) -> Taken:
    account = Account.objects.get(login=sample.who)
    known: Organisation = account.organisation
    project = project or sample.project
    document = Document(
        name=known.name_zh,
        uscc=known.uscc or "",
        no_uscc="" if known.uscc else NO_CODE,
        kind="company" if known.uscc else "authority",
        parent=sample.parent,
        project=project,
        place=sample.place,
        summary=f"虚构示例。{sample.summary}",
        ceiling=sample.ceiling,
        ceiling_reason=sample.ceiling_reason,
        needed_fen=sample.needed * WAN,
        requested_fen=(requested or sample.requested) * WAN,
        own_fen=(sample.needed - requested if requested else sample.own) * WAN,
        contact_person="张示例（虚构）",
        contact="020-00000000",
        papers=(_paper(at),),
    )
    return submit(
        document,
        call=call,
        application=application,
        key=f"demo-{call}-{sample.who}-{requested}",
        actor=actor(account.login, account.organisation_id, account.role),
        now=at,
        writer=house.writer,
        reader=house.reader,
    )


def _settle(house: House, officer: Actor, number: str, sample: Sample, at: dt.datetime, now: dt.datetime) -> None:
    kept = Application.objects.get(number=number)
    if sample.fate == "withdrawn":
        account = Account.objects.get(login=sample.who)
        me = actor(account.login, account.organisation_id, account.role)
        withdraw(number, reason=sample.reason, actor=me, now=at, writer=house.writer)
    elif sample.fate == "returned":
        until = now.astimezone(SHANGHAI).date() + dt.timedelta(days=7)
        ask_supplement(
            number, until=until, asked=sample.reason, revision=kept.revision, actor=officer, now=at,
            writer=house.writer, reader=house.reader,
        )  # fmt: skip
    elif sample.fate in ("eligible", "ineligible"):
        decide(
            number, eligible=sample.fate == "eligible", reason=sample.reason or "材料齐全（虚构）", revision=kept.revision,
            protected=bool(sample.protected), protected_reason=sample.protected, actor=officer, now=at, writer=house.writer,
        )  # fmt: skip


def _review(
    house: House, officer: Actor, application: str, login: str, points: str, at: dt.datetime, scored: dt.datetime
) -> None:
    review = assign(application, login, actor=officer, now=at, writer=house.writer)
    given = dict(zip(("need", "plan", "budget", "effect", "record"), points.split(), strict=True))
    opinion = "虚构意见：方案可行，预算依据宜再细化。"
    score(review, given=given, opinion=opinion, actor=_reviewer(login), now=scored, writer=house.writer)


def _reviewer(login: str) -> Actor:
    return actor(login, login, "reviewer")


def _paper(at: dt.datetime) -> Paper:
    """A PDF of one blank page: small, whole, and of no content."""
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    body += b"xref\n0 4\n0000000000 65535 f \n%btrailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        table,
        len(body),
    )
    return keep("项目方案（虚构，空白页）.pdf", body, now=at)
