"""`kouan replies pull | tail | replay | answer`: a firm's own client of its log, over HTTP with its key."""

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import msgspec

from kouan.journeys.answers.languages import LANGUAGES
from kouan.journeys.dropped import FOLDERS

from .outfile import whole
from .port import Deed, Refused, address, with_port
from .verbs import purpose
from .wired import Wired

LOG = "/api/v1/replies"
PAUSE = 2.0


def add(verbs: Any) -> None:
    """Register the verbs."""
    replies = verbs.add_parser("replies", help=purpose("replies"))
    what: Any = replies.add_subparsers(required=True, metavar="WHAT")
    pull = what.add_parser(
        "pull", help="取出新的回执，记住取到哪里 · all replies since the last time, a JSON line each"
    )
    tail = what.add_parser("tail", help="一直等新的回执 · the same, and then wait for more")
    replay = what.add_parser("replay", help="让推送从某个序号重发 · have them pushed again from a number")
    answer = what.add_parser(
        "answer", help="把一案的答复取成标准报文 · the answers of a case as messages of a standard"
    )
    answer.add_argument("case", help="案件号或未受理号 · a case, or a refused filing (REF-...)")
    answer.add_argument("--as", dest="form", required=True, metavar="FORMAT", help=", ".join(LANGUAGES))
    answer.add_argument("--number", help="只取这一条，写到标准输出 · this one only, to standard output")
    answer.add_argument("-o", dest="out", type=Path, default=Path(), help="放到此文件夹 · folder to write into")
    drop = what.add_parser("drop", help="为单位开设收发文件夹 · give an organisation drop folders, in the data folder")
    drop.add_argument("organisation")
    drop.set_defaults(verb=open_folders)
    for parser in (pull, tail, replay, answer):
        address(parser)
    for parser in (pull, tail):
        parser.add_argument("--after", type=int, help="从此序号之后取 · begin after this number")
        parser.add_argument("--state", type=Path, help="记录取到哪里的文件 · file that keeps how far it is")
    pull.set_defaults(verb=_guarded(pull_all))
    tail.set_defaults(verb=_guarded(follow_tail))
    answer.set_defaults(verb=_guarded(fetch_answers))
    replay.add_argument("subscription")
    replay.add_argument("--from", dest="start", type=int, required=True)
    replay.set_defaults(verb=_guarded(push_again))


def _guarded(deed: Deed) -> Any:
    """The deed with the port's refusals and silences said on the terminal, and a state file that can not be used."""

    def kept(asked: argparse.Namespace, port: httpx.Client) -> int:
        try:
            return deed(asked, port)
        except OSError as fault:
            raise Refused(f"状态文件不能用 · the state file can not be used: {fault}") from fault

    return with_port(kept)


def pull_all(asked: argparse.Namespace, port: httpx.Client) -> int:
    """Print all that is new. A line counts as taken only after it was written out."""
    for _ in _pages(asked, port, wait=0):
        pass
    return 0


def follow_tail(asked: argparse.Namespace, port: httpx.Client) -> int:
    """Print what is new and wait for more until stopped; a port that is away for a while is asked again."""
    while True:
        try:
            for _ in _pages(asked, port, wait=30):
                pass
        except httpx.TransportError as gone:
            print(f"稍后再试 · asking again: {gone}", file=sys.stderr)
            time.sleep(PAUSE)


def _pages(asked: argparse.Namespace, port: httpx.Client, *, wait: int) -> Iterator[int]:
    """Pages of the log, each printed and then kept in the state file; ends at the log's end unless it waits."""
    after = _begin(asked)
    while True:
        told = _json(port.get(LOG, params={"after": after, "limit": 1000, "wait": wait}))
        for reply in told["replies"]:
            print(msgspec.json.encode(reply).decode())
        sys.stdout.flush()
        after = asked.after = int(told["next"])
        _keep(asked.state, after)
        yield after
        if not told["replies"] and not wait:
            return


def _begin(asked: argparse.Namespace) -> int:
    if asked.after is not None:
        return int(asked.after)
    text = asked.state.read_text().strip() if asked.state and asked.state.exists() else "0"
    if not text.isdecimal():
        raise Refused(f"状态文件里不是序号 · the state file holds no number: {asked.state}")
    return int(text)


def _keep(state: Path | None, after: int) -> None:
    if state:
        with whole(state) as part:
            part.write_text(f"{after}\n")


def fetch_answers(asked: argparse.Namespace, port: httpx.Client) -> int:
    """Fetch the answers of a case, or of a refused filing, as messages; each is a file of its own, named after it."""
    wanted = {"as": asked.form}
    if asked.case.startswith("REF-") or asked.number:
        at = f"/api/v1/cases/{asked.case}/replies/{asked.number}"
        sys.stdout.buffer.write(
            _message(port.get(at if asked.number else f"/api/v1/refused/{asked.case}/answer", params=wanted))
        )
        return 0
    told = _json(port.get(f"/api/v1/cases/{asked.case}/replies"))["replies"]
    fitting = [line["number"] for line in told if asked.form in line["languages"]]
    for number in fitting:
        answer = port.get(f"/api/v1/cases/{asked.case}/replies/{number}", params=wanted)
        path = asked.out / f"{asked.case}-{number}-{asked.form}{'.xml' if 'xml' in asked.form else '.edi'}"
        with whole(path) as part:
            part.write_bytes(_message(answer))
        print(path)
    print(f"{len(fitting)} / {len(told)}", file=sys.stderr)
    return 0 if fitting else 1


def _message(answer: httpx.Response) -> bytes:
    """The bytes of a message, or the port's refusal."""
    if not answer.is_success:
        _json(answer)
    return answer.content


def open_folders(asked: argparse.Namespace, wired: Wired) -> int:
    """Make the folders of an organisation that is known here; the serving process looks after them from then on."""
    reader = wired.open_for_reading().reader
    rows = reader.connections.query("SELECT id FROM organisation WHERE id = ?", [asked.organisation])
    if not rows or Path(asked.organisation).name != asked.organisation:
        print(f"没有这个单位 · no such organisation: {asked.organisation}", file=sys.stderr)
        return 1
    home = wired.var / "drop" / asked.organisation
    try:
        for name in FOLDERS:
            (home / name).mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        print(f"不能建立文件夹 · the folders can not be made: {fault}", file=sys.stderr)
        return 1
    print(home)
    return 0


def push_again(asked: argparse.Namespace, port: httpx.Client) -> int:
    """Ask the port to push again from a number."""
    at = f"{LOG}/subscriptions/{asked.subscription}/replay"
    told = _json(port.post(at, json={"from": asked.start}))["subscription"]
    print(
        f"从 {asked.start} 起重发，共 {told['behind']} 条 · {told['behind']} replies are pushed again from {asked.start}"
    )
    return 0


def _json(answer: httpx.Response) -> dict[str, Any]:
    if answer.is_success:
        told: dict[str, Any] = answer.json()
        return told
    try:
        message = answer.json()["message"]
        words = f"{message['zh']} · {message['en']}"
    except (ValueError, KeyError, TypeError):
        words = answer.text[:200]
    raise Refused(f"{answer.status_code}: {words}")
