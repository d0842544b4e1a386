"""Files held against XML schemas that somebody names: what does not fit is a finding with its line."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from lxml import etree

from kouan.kernel.findings import Finding
from kouan.kernel.words import Words

XS = "http://www.w3.org/2001/XMLSchema"
MOST = 200
"""So many faults are told of one file."""


class Unfit(Exception):
    """What was named is no schema; its text says why."""


def together(paths: Sequence[str]) -> etree.XMLSchema:
    """Schemas of several namespaces as one, so that an envelope and what is in it are both looked at. Raises `Unfit`."""
    root = etree.Element(f"{{{XS}}}schema")
    try:
        for path in paths:
            space = etree.parse(path, _parser()).getroot().get("targetNamespace")
            told = {"schemaLocation": Path(path).absolute().as_uri(), **({"namespace": space} if space else {})}
            etree.SubElement(root, f"{{{XS}}}import", told)
        return etree.XMLSchema(root)
    except (OSError, etree.LxmlError) as fault:
        raise Unfit(str(fault)) from fault


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def faults(body: bytes, schema: etree.XMLSchema) -> Iterator[Finding]:
    """Where a body does not fit. One that is no XML is left to its reader, who says so."""
    try:
        root = etree.fromstring(body, _parser())
    except (etree.XMLSyntaxError, ValueError, LookupError):
        return
    if schema.validate(root):
        return
    told: Any = schema.error_log
    for error in islice(told, MOST):
        words = Words(f"不合所给的架构：{error.message}", f"Does not fit the schema: {error.message}")
        yield Finding(code="xsd-unfit", severity="error", path=f"line {error.line}", message=words)
