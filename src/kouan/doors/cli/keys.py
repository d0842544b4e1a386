"""`kouan keys show | rotate | forget`: the secrets that signing secrets and account numbers are sealed with."""

import argparse
import os
import secrets
import sys
from typing import Any

from kouan.journeys.sealing import seal_anew, standing
from kouan.store.database import store_for
from kouan.store.vault import Sealed, vault

from .outfile import whole
from .verbs import purpose
from .wired import Wired

FILE = "secret"


def add(verbs: Any) -> None:
    """Register the verbs."""
    keys = verbs.add_parser("keys", help=purpose("keys"))
    what: Any = keys.add_subparsers(required=True, metavar="WHAT")
    show = what.add_parser("show", help="各密钥封了多少 · what each key has sealed")
    rotate = what.add_parser("rotate", help="换新密钥，并把已封的全部改封 · a new secret; everything is sealed anew")
    forget = what.add_parser("forget", help="忘掉不再用的旧密钥 · forget earlier secrets that seal nothing any more")
    show.set_defaults(verb=tell)
    rotate.set_defaults(verb=turn)
    forget.set_defaults(verb=drop_old)


def tell(asked: argparse.Namespace, wired: Wired) -> int:
    """A line a key, the newest first; never a secret itself. 1 where something stands in clear or can not be opened."""
    found = standing(store_for(wired.database_url))
    names = vault().names()
    for n, name in enumerate(names):
        print(f"{name} {'现用 current' if n == 0 else '旧 earlier'}: {found.get(name, 0)}")
    lost = {name: count for name, count in found.items() if name not in names}
    for name, count in lost.items():
        print(f"{name or '明文 in clear'}: {count}{'' if not name else ' 没有这个密钥 no such secret here'}")
    return 1 if lost else 0


def turn(asked: argparse.Namespace, wired: Wired) -> int:
    """A new secret on top of the file (where the environment names none), then everything sealed with the newest."""
    if not os.environ.get("KOUAN_SECRET"):
        path = wired.var / FILE
        kept = path.read_text() if path.exists() else ""
        with whole(path) as part:
            part.touch(mode=0o600)
            part.write_text(f"{secrets.token_urlsafe(48)}\n{kept.strip()}\n")
        path.chmod(0o600)
    held = vault()
    held.reload()
    try:
        done = seal_anew(store_for(wired.database_url), held)
    except Sealed as fault:
        print(f"有一项打不开，没有改动它 · one can not be opened and was left as it is: {fault}", file=sys.stderr)
        return 1
    print(f"现用密钥 · current key: {held.newest()}; 改封 · sealed anew: {done}")
    return 0


def drop_old(asked: argparse.Namespace, wired: Wired) -> int:
    """Keep the newest secret alone, where no other is needed any more."""
    if os.environ.get("KOUAN_SECRET"):
        print(
            "密钥来自环境变量，请从 KOUAN_SECRET_BEFORE 中去掉 · take them out of KOUAN_SECRET_BEFORE", file=sys.stderr
        )
        return 1
    found = standing(store_for(wired.database_url))
    if set(found) - {vault().newest()}:
        print("还有旧密钥封的内容，先运行 rotate · earlier keys are needed still: rotate first", file=sys.stderr)
        return 1
    path = wired.var / FILE
    newest, *old = path.read_text().split()
    with whole(path) as part:
        part.touch(mode=0o600)
        part.write_text(f"{newest}\n")
    path.chmod(0o600)
    print(f"已忘掉 · forgotten: {len(old)}")
    return 0
