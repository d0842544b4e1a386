"""Dead links in the Markdown of the repository: files that are not there, headings that are not there.

Usage: links.py FOLDER. Prints one line a dead link and leaves with 1. Addresses on other machines are not asked for.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

SKIPPED = {".git", ".venv", "node_modules", "var", "vendor"}
LINK = re.compile(r"(?<!\\)\[[^\]]*\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)")
DEFINED = re.compile(r"^\[[^\]]+\]:\s*(\S+)", re.MULTILINE)
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)
FENCED = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`[^`\n]*`")


def pages(root: Path) -> Iterator[Path]:
    """Every Markdown file under `root` that is ours."""
    for path in sorted(root.rglob("*.md")):
        if not SKIPPED & set(path.relative_to(root).parts):
            yield path


def anchors(text: str) -> set[str]:
    """The names that the headings of a page get: lower case, punctuation gone, blanks to hyphens, repeats numbered."""
    found: set[str] = set()
    for heading in HEADING.findall(FENCED.sub("", text)):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)|`", r"\1", heading).lower()
        name = re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")
        number = 1
        unique = name
        while unique in found:
            unique = f"{name}-{number}"
            number += 1
        found.add(unique)
    return found


def targets(text: str) -> list[str]:
    """What the links of a page point to; examples in code are not links."""
    bare = INLINE.sub("", FENCED.sub("", text))
    return LINK.findall(bare) + DEFINED.findall(bare)


def dead(page: Path, root: Path) -> Iterator[str]:
    """The links of one page that lead nowhere."""
    for target in targets(page.read_text(encoding="utf-8")):
        if re.match(r"[a-z][a-z0-9+.-]*:", target):
            continue
        name, _, anchor = target.partition("#")
        base = root if name.startswith("/") else page.parent
        there = (base / name.lstrip("/")).resolve() if name else page
        missing = not there.exists()
        if missing or (anchor and there.suffix == ".md" and anchor.lower() not in anchors(there.read_text("utf-8"))):
            yield f"{page.relative_to(root)}: {target}"


def main(folder: str) -> int:
    """Print the dead links under `folder`; 0 where there are none."""
    root = Path(folder).resolve()
    found = [line for page in pages(root) for line in dead(page, root)]
    print("\n".join(found) if found else "no dead links")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "."))
