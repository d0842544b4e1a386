"""`kouan read | write | formats | types`: other people's files, and what we make of them. Needs no database."""

import argparse
import functools
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
from lxml import etree

from kouan.journeys import catalogue
from kouan.kernel.documents import encode
from kouan.kernel.findings import Finding, Repair, refusing
from kouan.kernel.formats import Carried, Format, Reading, detect
from kouan.kernel.words import Words
from kouan.kit.forms import adopt
from kouan.syntax.proposals import sure

from . import schemas
from .outfile import whole
from .verbs import purpose
from .wired import Wired

LARGEST = 256 * 1024 * 1024
"""Bytes of a file that is read at all."""


class FileLine(msgspec.Struct, frozen=True):
    """What `kouan read` prints of one file."""

    file: str
    format: str | None
    documents: tuple[msgspec.Struct, ...]
    findings: tuple[Finding, ...]


def add(verbs: Any) -> None:
    """Register the verbs."""
    read = verbs.add_parser("read", help=purpose("read"))
    read.add_argument("files", nargs="+", metavar="FILE")
    read.add_argument("--format", help="不识别，直接按此格式读 · read as this format instead of detecting")
    read.add_argument(
        "--xsd",
        action="append",
        default=[],
        metavar="FILE",
        help="先按此架构核对（可多次） · hold XML against this schema",
    )
    read.add_argument("--sure", action="store_true", help="采用确定的修正 · make the repairs that are sure")
    read.set_defaults(verb=read_files)
    write = verbs.add_parser("write", help=purpose("write"))
    write.add_argument("file", metavar="FILE")
    write.add_argument("--as", dest="form", required=True, metavar="FORMAT")
    write.add_argument("-o", dest="out", required=True, metavar="OUT")
    write.set_defaults(verb=write_file)
    verbs.add_parser("formats", help=purpose("formats")).set_defaults(verb=list_formats)
    verbs.add_parser("types", help=purpose("types")).set_defaults(verb=list_types)


def read_files(asked: argparse.Namespace, wired: Wired) -> int:
    """Print one JSON object a file; 1 when a file could not be read at all."""
    formats = list(catalogue.formats().values())
    if asked.format and asked.format not in {f.code for f in formats}:
        return _usage(f"没有这种格式 · no such format: {asked.format}")
    try:
        schema = schemas.together(asked.xsd) if asked.xsd else None
    except schemas.Unfit as unfit:
        return _usage(f"不能用作架构 · can not be used as a schema: {unfit}")
    good = [_print_file(Path(name), formats, asked.format, schema, mend=asked.sure) for name in asked.files]
    return 0 if all(good) else 1


def _print_file(
    path: Path,
    formats: Sequence[Format],
    wanted: str | None,
    schema: etree.XMLSchema | None = None,
    *,
    mend: bool = False,
) -> bool:
    form, reading = read_file(path, formats, wanted)
    unfit = schemas.faults(path.read_bytes(), schema) if schema is not None and form else ()
    edits = sure(reading.findings) if mend and len(reading.documents) == 1 else ()
    documents = tuple(_mended(c, edits) for c in reading.documents) if edits else reading.documents
    line = FileLine(named(path), form.code if form else None, documents, (*unfit, *reading.findings))
    sys.stdout.write(msgspec.json.encode(line).decode() + "\n")
    return bool(reading.documents)


class Mended(msgspec.Struct, frozen=True):
    """A document with the sure repairs made, as plain data."""

    type: str
    document: dict[str, Any]


def _mended(carried: Carried, edits: Sequence[Repair]) -> Mended:
    of = catalogue.types()[carried.type]
    raw: dict[str, Any] = msgspec.json.decode(encode(carried.document))
    return Mended(of.code, functools.reduce(lambda made, edit: adopt(of.shape, made, edit), edits, raw))


def named(path: Path) -> str:
    """The name of a file as text, whatever bytes it is made of."""
    return os.fsencode(path).decode(errors="backslashreplace")


def read_file(path: Path, formats: Sequence[Format], wanted: str | None = None) -> tuple[Format | None, Reading]:
    """Read one file in the format that it seems to be in (or the one wanted). Never raises for what is in the file."""
    try:
        if not path.is_dir() and path.exists() and not path.is_file():
            words = Words("不是普通文件（管道或设备），不读", "Not a regular file (a pipe or a device): not read")
            return None, _unread("file-not-regular", words)
        if path.stat().st_size > LARGEST:
            return None, _unread("file-too-large", Words("文件超过 256 MiB", "The file is over 256 MiB"))
        body = path.read_bytes()
    except OSError as fault:
        words = Words(f"文件打不开：{fault.strerror}", f"The file can not be opened: {fault.strerror}")
        return None, _unread("file-unreadable", words)
    form = next((f for f in formats if f.code == wanted), None) or detect(formats, body, path.name)
    if form is None:
        words = Words(
            "不认识这种文件；kouan formats 列出认识的格式", "Unknown kind of file; `kouan formats` lists those we know"
        )
        return None, _unread("format-unknown", words)
    return form, form.read(body)


def _unread(code: str, words: Words) -> Reading:
    return Reading(findings=(Finding(code=code, severity="error", path="", message=words),))


def write_file(asked: argparse.Namespace, wired: Wired) -> int:
    """Write the one document of a file in another format; losses are printed as JSON lines on stderr.

    A file may carry one document in several shapes (the standard's, ours): the first that the format writes is taken.
    """
    formats = list(catalogue.formats().values())
    target = next((f for f in formats if f.code == asked.form), None)
    if target is None or target.write is None:
        return _usage(f"不能写成这种格式 · can not write the format {asked.form!r}")
    _, reading = read_file(Path(asked.file), formats)
    kind = next((t for t in target.writes if any(c.type == t for c in reading.documents)), "")
    fitting = [c for c in reading.documents if c.type == kind]
    if len(fitting) != 1:
        _complain(reading.findings)
        return _failed(
            f"文件中可转写的单证有 {len(fitting)} 份，应为 1 份 · {len(fitting)} documents fit, one is needed"
        )
    written = target.write(fitting[0].type, fitting[0].document)
    with whole(Path(asked.out)) as out:
        out.write_bytes(written.body)
    for loss in written.losses:
        print(msgspec.json.encode(loss).decode(), file=sys.stderr)
    print(f"已写入 · written: {asked.out}; 丢失 · lost: {len(written.losses)}", file=sys.stderr)
    _complain(reading.findings)
    return 1 if refusing(reading.findings) else 0


def list_formats(asked: argparse.Namespace, wired: Wired) -> int:
    """Print a line a format."""
    for form in catalogue.formats().values():
        ways = "读写 rw" if form.write else "读 r"
        print(f"{form.code:28} {ways:8} {form.words.zh} · {form.words.en} ({form.basis})")
    return 0


def list_types(asked: argparse.Namespace, wired: Wired) -> int:
    """Print a line a document type."""
    for of in catalogue.types().values():
        print(f"{of.code:28} {of.words.zh} · {of.words.en}; {len(of.checks)} 条规则 rules; {of.basis}")
    return 0


def _complain(findings: Sequence[Finding]) -> None:
    for found in findings:
        print(msgspec.json.encode(found).decode(), file=sys.stderr)


def _usage(why: str) -> int:
    print(why, file=sys.stderr)
    return 2


def _failed(why: str) -> int:
    print(why, file=sys.stderr)
    return 1
