"""`kouan draft`: a declaration drafted from the files of an invoice and a packing list, with the source of each value."""

import argparse
import sys
from pathlib import Path
from typing import Any, get_args

import msgspec

from kouan.areas.window.documents._drafting import Drafted, Flow, Kept, drafted
from kouan.journeys import catalogue
from kouan.kernel.cases import digest
from kouan.kernel.documents import encode
from kouan.kernel.findings import Finding

from .files import read_file
from .outfile import whole
from .verbs import purpose
from .wired import Wired

TYPES = {"invoice": "commercial_invoice", "packing_list": "packing_list"}


def add(verbs: Any) -> None:
    """Register the verb."""
    draft = verbs.add_parser("draft", help=purpose("draft"))
    draft.add_argument("flow", choices=get_args(Flow), help="进口或出口 · import or export")
    draft.add_argument("--invoice", metavar="FILE", default="", help="发票：JSON、xlsx、CSV · invoice")
    draft.add_argument("--packing-list", metavar="FILE", default="", help="装箱单：JSON、xlsx、CSV · packing list")
    draft.add_argument("-o", dest="out", metavar="OUT", default="", help="草稿写到文件 · write the draft to a file")
    draft.set_defaults(verb=draft_files)


def draft_files(asked: argparse.Namespace, wired: Wired) -> int:
    """Print the draft as JSON, or write it; the sources as lines on stderr. 1 where a file is not what it should be."""
    if not (asked.invoice or asked.packing_list):
        print("须给出发票或装箱单 · give an invoice, a packing list, or both", file=sys.stderr)
        return 2
    kept: dict[str, Kept | None] = {}
    for name, code in TYPES.items():
        kept[name] = _kept(Path(getattr(asked, name)), code) if getattr(asked, name) else None
        if getattr(asked, name) and kept[name] is None:
            return 1
    made = drafted(asked.flow, kept["invoice"], kept["packing_list"])
    text = msgspec.json.format(msgspec.json.encode(made.raw), indent=1)
    if asked.out:
        with whole(Path(asked.out)) as out:
            out.write_bytes(text + b"\n")
    else:
        print(text.decode())
    _tell(made)
    return 0


def _kept(path: Path, code: str) -> Kept | None:
    """The one document of the type in a file, or None, said why."""
    formats = list(catalogue.formats().values())
    form, reading = read_file(path, formats)
    found = [c.document for c in reading.documents if c.type == code]
    faults: tuple[Finding, ...] = reading.findings
    if form is None:
        document, faults = _plain(path, code, faults)
        found = [document] if document is not None else []
    if len(found) == 1:
        return Kept(document=found[0], digest=digest(encode(found[0])))
    of = catalogue.types()[code]
    print(f"{path}: 不是一份{of.words.zh} · not one {of.words.en.lower()}", file=sys.stderr)
    for f in faults[:10]:
        print(f"  {f.path} {f.message}", file=sys.stderr)
    return None


def _plain(path: Path, code: str, faults: tuple[Finding, ...]) -> tuple[Any, tuple[Finding, ...]]:
    """Our own JSON without an envelope."""
    try:
        body = path.read_bytes()
    except OSError:
        return None, faults
    return catalogue.types()[code].read(body) if body.lstrip()[:1] == b"{" else (None, faults)


def _tell(made: Drafted) -> None:
    for s in made.sources:
        print(f"{s.path} = {s.value} ← {s.paper} {s.place}", file=sys.stderr)
    told = f"带入 {len(made.sources)} 个值，其余留空 · {len(made.sources)} values carried over, the rest is empty"
    print(told, file=sys.stderr)
