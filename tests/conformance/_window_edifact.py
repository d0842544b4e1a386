"""The directory D.24A as counted, read by the product's own directory reader."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from kouan.syntax.edifact.directory import groups, positions, read_codes, read_message, read_segments


def cases(folder: Path) -> Iterator[tuple[str, Any, Callable[[], Any]]]:
    """Every figure of the expected counts: per message and per file."""
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    for name, wanted in expected.items():
        if (folder / f"{name}.xml").exists() and "groups" in wanted:
            for figure, value in wanted.items():
                yield f"edifact-d24a {name} {figure}", value, partial(_figure, folder / f"{name}.xml", figure)
    segments, elements = (folder / f"{n}.xml" for n in ("segments", "data_elements"))
    yield (
        "edifact-d24a segments",
        expected["segments_file"],
        lambda: {"segments": len(read_segments(segments.read_bytes()))},
    )
    yield "edifact-d24a data elements", expected["data_elements_file"], partial(_elements, elements)


def _figure(path: Path, figure: str) -> Any:
    nodes = read_message(path.read_bytes())
    places, held = list(positions(nodes)), list(groups(nodes))
    return {
        "groups": lambda: len(held),
        "segment_positions": lambda: len(places),
        "distinct_segments": lambda: sorted({node.id for _, node in places}),
        "required_positions": lambda: sum(node.must for _, node in places),
        "depth": lambda: max(depth for _, depth in held),
        "max_repeats": lambda: {group.id: str(group.most) for group, _ in held},
    }[figure]()


def _elements(path: Path) -> dict[str, int]:
    codes = read_codes(path.read_bytes())
    return {"elements": len(codes), "codes": sum(map(len, codes.values()))}
