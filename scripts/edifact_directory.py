#!/usr/bin/env python
"""Writes the compact directory table from files of a public rendering of UN/EDIFACT D.24A.

Usage: scripts/edifact_directory.py FOLDER [FOLDER ...], which hold a file for each message and segments.xml.
"""

import sys
from pathlib import Path

import msgspec

from kouan.syntax.edifact.directory import Directory, Node, read_message, read_segments

TARGET = Path(__file__).parents[1] / "src/kouan/syntax/edifact/d24a.json"


def group(name: str, most: int, *nodes: Node) -> Node:
    """A group of APERAK; its first segment must be there."""
    return Node(name, most, nodes=nodes)


def one(tag: str, most: int = 1, *, must: bool = False) -> Node:
    """A segment of APERAK."""
    return Node(tag, most, must)


APERAK = (
    one("UNH", must=True),
    one("BGM", must=True),
    one("DTM", 9),
    one("FTX", 9),
    one("CNT", 9),
    group("SG1", 99, one("DOC", must=True), one("DTM", 99)),
    group("SG2", 9, one("RFF", must=True), one("DTM", 9)),
    group("SG3", 9, one("NAD", must=True), one("CTA", 9), one("COM", 9)),
    group("SG4", 99999, one("ERC", must=True), one("FTX"), group("SG5", 9, one("RFF", must=True), one("FTX", 9))),
    one("UNT", must=True),
)
"""Not in the rendering: after public message guides (to verify)."""


MESSAGES = ("cuscar", "cusdec", "cusres", "berman", "cusrep", "iftdgn", "iftsai", "paxlst", "wasdis")


def main() -> None:
    """Read the files, write the table."""
    folders = [Path(name) for name in sys.argv[1:]]
    messages = {n.upper(): read_message(_found(folders, n).read_bytes()) for n in MESSAGES}
    segments = {
        tag: elements
        for folder in folders
        for tag, elements in read_segments((folder / "segments.xml").read_bytes()).items()
    }
    made = Directory({**messages, "APERAK": APERAK}, segments)
    TARGET.write_bytes(msgspec.json.encode(made) + b"\n")
    print(f"{TARGET.name}: {len(made.messages)} messages, {len(made.segments)} segments")


def _found(folders: list[Path], name: str) -> Path:
    return next(f / f"{name}.xml" for f in folders if (f / f"{name}.xml").exists())


if __name__ == "__main__":
    main()
