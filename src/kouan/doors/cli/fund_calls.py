"""`kouan fund calls|call|apply|assign|applications`: calls and applications from files. The deeds and checks are the page's."""

import argparse
import base64
import datetime as dt
import hashlib
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import httpx
import msgspec
import yaml

from kouan.areas.fund.applying.deeds import Faulty
from kouan.areas.fund.applying.filing import ApplicationFiling, file, told_calls, told_own
from kouan.areas.fund.applying.listing import Asked as Looked
from kouan.areas.fund.applying.listing import page_of, totals
from kouan.areas.fund.assessing.deeds import assign_each
from kouan.areas.fund.calling.deeds import Asked, Matter, Unfit, list_matter, open_call
from kouan.areas.fund.rules.ceiling import Ceiling
from kouan.areas.fund.rules.money import BadAmount, wan_of
from kouan.areas.fund.rules.typed import typed_fen
from kouan.kernel.findings import Finding
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.store.house import House
from kouan.store.models import Account
from kouan.store.roles import actor
from kouan.store.units import Conflict

from .serve import opened
from .wired import Wired


class CallFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A call in a file. `cap` is text with its unit; `list` names the matter where it is new; `ceilings` replace the
    known ones, each with its basis.
    """

    matter: str
    year: int
    title_zh: str
    title_en: str
    text_zh: str = ""
    text_en: str = ""
    first_day: dt.date
    last_day: dt.date
    support_first: dt.date
    support_last: dt.date
    cap: str
    rule_date: dt.date | None = None
    ceilings: tuple[Ceiling, ...] | None = None
    list: Matter | None = None


def add(inner: Any) -> None:
    """Register the parts of the verb."""
    calls = inner.add_parser("calls", help="申报通知一览 · all calls for applications")
    calls.add_argument("--json", action="store_true", help="一行一份 JSON · one JSON object a call")
    calls.set_defaults(verb=list_calls)
    call = inner.add_parser("call", help="发布一份申报通知（YAML）· publish a call from a YAML file")
    call.add_argument("file", metavar="FILE")
    _as(call)
    call.set_defaults(verb=publish_call)
    apply = inner.add_parser("apply", help="申报项目（JSON 或 YAML）· hand an application in from a JSON or YAML file")
    apply.add_argument("file", metavar="FILE")
    _as(apply, needed=False)
    apply.add_argument(
        "--key", default="", help="幂等键，缺省取文件内容 · the key of retries; else made of the content"
    )
    apply.add_argument("--url", help="经接口提交到这个地址 · through the API of this address")
    apply.add_argument("--api-key", default="", help="接口密钥 · the API key for --url")
    apply.set_defaults(verb=hand_in)
    assign = inner.add_parser(
        "assign", help="给合格的申报分派专家 · assign reviewers to a call's eligible applications"
    )
    assign.add_argument("call", metavar="CALL")
    assign.add_argument("--each", type=int, default=2, help="每份几名，缺省 2 · reviewers for each, 2 by default")
    _as(assign)
    assign.set_defaults(verb=assign_all)
    mine = inner.add_parser("applications", help="本单位的申报，或一份通知收到的 · one's own applications, or a call's")
    mine.add_argument("--call", default="", help="通知编号（资金管理人员）· a call's number (fund officers)")
    _as(mine)
    mine.add_argument("--json", action="store_true", help="一行一份 JSON · one JSON object a line")
    mine.set_defaults(verb=list_applications)


def list_calls(asked: argparse.Namespace, wired: Wired) -> int:
    """Print every call, open ones first."""
    house = wired.open_for_reading()
    for one in told_calls(house.now()):
        if asked.json:
            print(msgspec.json.encode(one).decode())
        else:
            print(f"{one.number}  {one.phase:6} → {one.closes:%Y-%m-%d %H:%M}  {one.title_zh} · {one.title_en}")
    return 0


def publish_call(asked: argparse.Namespace, wired: Wired) -> int:
    """Publish the call in the file, listing its matter first where the file does."""
    given = _read(Path(asked.file), CallFile)
    if given is None:
        return 2

    def deed(house: House, who: Actor) -> str:
        now = house.now()
        if given.list:
            list_matter(given.list, actor=who, now=now, writer=house.writer)
        told = msgspec.structs.asdict(given)
        for name in ("cap", "list"):
            told.pop(name)
        told["rule_date"] = given.rule_date or given.first_day
        told["cap_fen"] = typed_fen(given.cap, "万元")
        return open_call(Asked(**told), actor=who, now=now, writer=house.writer)

    return _done(asked, wired, deed)


def hand_in(asked: argparse.Namespace, wired: Wired) -> int:
    """Hand the application in, here or through the API. Papers are named as files beside it."""
    path = Path(asked.file)
    given = _read(path, dict)
    if given is None:
        return 2
    try:
        given["papers"] = [_paper(path.parent, one) for one in given.get("papers", ())]
    except (OSError, KeyError, TypeError) as fault:
        return _said(2, Words(f"附件读不了：{fault}", f"a paper can not be read: {fault}"))
    body = msgspec.json.encode(given)
    key = asked.key or hashlib.sha256(body).hexdigest()
    if asked.url:
        return _sent(asked.url, asked.api_key, key, body)
    try:
        filing = msgspec.json.decode(body, type=ApplicationFiling)
    except msgspec.MsgspecError as fault:
        return _said(2, Words(f"申报文件不对：{fault}", f"the file is not an application: {fault}"))

    def deed(house: House, who: Actor) -> str:
        taken = file(filing, key=key, actor=who, now=house.now(), writer=house.writer, reader=house.reader)
        _findings(taken.findings)
        return msgspec.json.encode({"application": taken.application, "revision": taken.revision}).decode()

    return _done(asked, wired, deed)


def assign_all(asked: argparse.Namespace, wired: Wired) -> int:
    """Assign the least busy reviewers without a conflict; prints how many, and how many applications still lack some."""

    def deed(house: House, who: Actor) -> str:
        each = min(max(asked.each, 1), 9)
        made, left = assign_each(asked.call, each, most=1_000_000, actor=who, now=house.now(), writer=house.writer)
        return msgspec.json.encode({"assigned": made, "lacking": left}).decode()

    return _done(asked, wired, deed)


def list_applications(asked: argparse.Namespace, wired: Wired) -> int:
    """Print one's own applications, or for officers the first of a call with the sums of all."""
    wired.open_for_reading()
    who = _actor(asked.login)
    if who is None:
        return 1
    if asked.call:
        if not (who.may("fund.write") or who.may("fund.read")):
            return _said(1, Words("当前身份不能看全部申报", f"the role {who.role} does not see all applications"))
        said = totals(asked.call, Looked())
        for row in page_of(asked.call, Looked()).object_list:
            print(
                f"{row.number}  {row.state:10} {wan_of(row.requested_fen):>10} 万元  {row.applicant_name}  {row.project}"
            )
        print(f"{said.n} 份 applications，申请 requested {wan_of(said.requested)} 万元")
        return 0
    try:
        rows = told_own(who, limit=500)
    except Refused as refused:
        return _said(1, refused.words)
    for one in rows:
        plain = f"{one.number}  {one.state:10} r{one.revision}  {one.requested_yuan} 元  {one.project}"
        print(msgspec.json.encode(one).decode() if asked.json else plain)
    return 0


def _as(parser: argparse.ArgumentParser, *, needed: bool = True) -> None:
    parser.add_argument("--as", dest="login", required=needed, metavar="LOGIN", help="以谁的账号 · whose account")


def _actor(login: str | None) -> Actor | None:
    account = Account.objects.filter(login=login or "", is_active=True).first()
    if account is None:
        _said(1, Words("没有这个账号", "there is no such account"))
        return None
    return actor(account.login, account.organisation_id, account.role)


def _done(asked: argparse.Namespace, wired: Wired, deed: Callable[[House, Actor], str]) -> int:
    house = opened(wired)
    if house is None:
        return 1
    try:
        who = _actor(asked.login)
        if who is None:
            return 1
        print(deed(house, who))
    except Faulty as faulty:
        _findings(faulty.findings)
        return _said(1, faulty.words)
    except Unfit as unfit:
        for field, words in unfit.faults.items():
            print(f"{field}: {words.zh} · {words.en}", file=sys.stderr)
        return _said(1, unfit.words)
    except (Refused, BadAmount) as refused:
        return _said(1, refused.words)
    except Conflict as conflict:
        return _said(1, Words(f"冲突：{conflict.code}", f"a conflict: {conflict.code}"))
    finally:
        house.writer.stop()
    return 0


def _sent(url: str, api_key: str, key: str, body: bytes) -> int:
    if not url.startswith(("http://", "https://")):
        return _said(2, Words("地址须以 http 开头", "the address must begin with http"))
    headers = {"authorization": f"Bearer {api_key}", "idempotency-key": key, "content-type": "application/json"}
    try:
        answer = httpx.post(f"{url.rstrip('/')}/api/v1/fund/applications", content=body, headers=headers, timeout=90)
    except (httpx.HTTPError, httpx.InvalidURL) as gone:
        return _said(1, Words(f"连不上：{gone}", f"no connection: {gone}"))
    print(answer.text, file=sys.stdout if answer.is_success else sys.stderr)
    return 0 if answer.is_success else 1


def _read(path: Path, shape: Any) -> Any:
    try:
        return msgspec.convert(yaml.safe_load(path.read_bytes()), type=shape, strict=False)
    except (yaml.YAMLError, UnicodeDecodeError, msgspec.MsgspecError) as fault:
        _said(2, Words(f"文件读不了：{fault}", f"the file can not be read: {fault}"))
        return None


def _paper(folder: Path, one: Any) -> dict[str, str]:
    """A paper named as a file beside the application, or one that brings its own content."""
    if "content" in one:
        return dict(one)
    content = (folder / one["filename"]).read_bytes()
    return {"filename": Path(one["filename"]).name, "content": base64.b64encode(content).decode()}


def _findings(found: Sequence[Finding]) -> None:
    for one in found:
        new = f" → {one.repair.new}" if one.repair and one.repair.new else ""
        print(f"{one.severity:8} {one.code}  {one.message.zh} · {one.message.en}{new}", file=sys.stderr)


def _said(status: int, words: Words) -> int:
    print(f"{words.zh} · {words.en}", file=sys.stderr)
    return status
