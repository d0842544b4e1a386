"""Run a folder of vectors through the product: `python -m tests.conformance AREA DIR`; without arguments, every area.

Prints one JSON line a case and a closing `N of M`; ends with 1 if any case is not as expected, 2 on usage.
"""

import importlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.support.shared import shared_folder

HERE = Path(__file__).parent


def areas() -> list[str]:
    """The areas that have an adapter here."""
    return sorted(path.stem for path in HERE.glob("*.py") if not path.stem.startswith("_"))


def run(area: str, directory: Path) -> Iterator[dict[str, Any]]:
    """Every case of one area; a case that raises has got its error."""
    for case in importlib.import_module(f"tests.conformance.{area}").cases(directory):
        try:
            got = case.got()
        except Exception as error:  # noqa: BLE001  one broken case must not hide the others
            got = f"{type(error).__name__}: {error}"
        yield {"case": case.name, "expected": case.expected, "got": got, "ok": got == case.expected}


def main(arguments: list[str]) -> int:
    """Print the cases of one area, or of all that have vectors."""
    if len(arguments) not in (0, 2) or (arguments and arguments[0] not in areas()):
        print(f"usage: python -m tests.conformance [{'|'.join(areas())} DIR]", file=sys.stderr)
        return 2
    chosen = [(arguments[0], Path(arguments[1]))] if arguments else _every()
    right = count = 0
    for area, directory in chosen:
        for line in run(area, directory):
            count += 1
            right += line["ok"]
            print(json.dumps(line, ensure_ascii=False, default=str))
    print(f"{right} of {count}")
    return 0 if count and right == count else 1


def _every() -> list[tuple[str, Path]]:
    shared = shared_folder()
    return [(area, shared / "vectors" / area) for area in areas()] if shared else []


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
