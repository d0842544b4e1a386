"""Words that are not said in both languages: bare text in templates, empty or swapped halves in code.

Usage: translations.py FOLDER... Prints one line a finding and leaves with 1.
In a template text belongs into `{% w "中文" "English" %}`; what is the same in every language (a code, a unit, a name)
goes inside an element with `translate="no"` or a `lang` of its own, or `<code>`, `<kbd>`,
`<samp>`, `class="id"`.
"""

import ast
import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

SPOKEN = {"alt", "title", "placeholder", "aria-label", "aria-description", "aria-roledescription", "label", "summary"}
SILENT = {"script", "style", "code", "kbd", "samp", "svg"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
COMMENT = re.compile(r"\{%\s*comment.*?endcomment\s*%\}", re.DOTALL)
ATTRIBUTE_BLOCK = re.compile(
    r"\{%\s*block (?:room|body_attrs|\w+_class|\w+_span)\s*%\}.*?endblock[^%]*%\}", re.DOTALL
)  # fills an attribute
PAIR = re.compile(r"\{%\s*w\s+(\"[^\"]*\"|'[^']*')\s+(\"[^\"]*\"|'[^']*')")
LETTERS = re.compile(r"[^\W\d_]")
HAN = re.compile(r"[\u4e00-\u9fff]")


class Reader(HTMLParser):
    """Collects text that a person would read, with its line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, str]] = []
        self.silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Attributes that are read aloud count as text; some elements are silent."""
        if not self.silent:
            for name, value in attrs:
                if name in SPOKEN:
                    self.hear(value or "")
        names = dict(attrs)
        own_language = tag != "html" and "lang" in names
        code = "id" in (names.get("class") or "").split()  # the look's class for numbers of cases, containers, digests
        opens_silence = tag in SILENT or own_language or code or names.get("translate") == "no"
        if tag not in VOID and (self.silent or opens_silence):
            self.silent.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element that closes itself holds no text."""
        if not self.silent:
            for name, value in attrs:
                if name in SPOKEN:
                    self.hear(value or "")

    def handle_endtag(self, tag: str) -> None:
        """Silence ends with the element that began it; ends that nobody opened are passed over."""
        if tag in self.silent:
            while self.silent.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Text between elements."""
        if not self.silent:
            self.hear(data)

    def hear(self, text: str) -> None:
        """Keep what has letters in it."""
        if LETTERS.search(text):
            self.found.append((self.getpos()[0], " ".join(text.split())[:60]))


def blank(match: re.Match[str]) -> str:
    """Template tags vanish, the lines stay."""
    return "\n" * match.group().count("\n")


def fault(zh: str, en: str) -> str | None:
    """What is wrong with a pair of halves, or None."""
    if bool(zh.strip()) != bool(en.strip()):
        return "one half is empty"
    if HAN.search(en) and not HAN.search(zh):
        return "the halves are swapped; Chinese comes first"
    return None


def template_findings(text: str) -> list[tuple[int, str]]:
    """Bare text, and pairs that are empty or swapped, in one template."""
    text = ATTRIBUTE_BLOCK.sub(blank, COMMENT.sub(blank, text))
    found = []
    for pair in PAIR.finditer(text):
        wrong = fault(pair.group(1)[1:-1], pair.group(2)[1:-1])
        if wrong:
            found.append((text.count("\n", 0, pair.start()) + 1, wrong))
    reader = Reader()
    reader.feed(TAG.sub(blank, text))
    reader.close()
    return sorted(found + reader.found)


def code_findings(text: str) -> list[tuple[int, str]]:
    """Pairs in Python that are empty or swapped: `Words(...)` and `label(...)` with written-out halves."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"Words", "label"}:
            halves = [a.value for a in node.args[:2] if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            wrong = fault(*halves) if len(halves) == 2 else None
            if wrong:
                found.append((node.lineno, wrong))
    return found


def findings(folder: Path) -> Iterator[str]:
    """All findings under a folder, one line each."""
    for path in sorted(folder.rglob("*")):
        if "vendor" in path.parts or not path.is_file():
            continue
        if path.suffix == ".html" and "templates" in path.parts:
            text = path.read_text("utf-8")
            bare = f"<i {text}>" if path.stem.endswith("attrs") else text  # a part that fills an element's inside
            yield from (f"{path}:{line}: {what}" for line, what in template_findings(bare))
        elif path.suffix == ".py":
            yield from (f"{path}:{line}: {what}" for line, what in code_findings(path.read_text("utf-8")))


def main(folders: list[str]) -> int:
    """Print the findings under the folders; 0 where there are none."""
    found = [line for folder in folders for line in findings(Path(folder))]
    print("\n".join(found) if found else "both languages everywhere")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["src"]))
