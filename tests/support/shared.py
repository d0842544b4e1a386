"""Files written by others lie outside the repository, beside it or named by KOUAN_SHARED."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def shared_folder() -> Path | None:
    """The folder `shared`, or None where this machine has none."""
    named = os.environ.get("KOUAN_SHARED")
    if named:
        return Path(named)
    for above in (ROOT.parent, ROOT.parent.parent):
        if (above / "shared" / "vectors").is_dir():
            return above / "shared"
    return None
