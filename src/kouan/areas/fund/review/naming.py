"""Names that should be alike in the notice and its attachments (D14), and the way to reach the office (D15)."""

import re
from collections.abc import Iterator

from kouan.areas.fund.printed.cells import Cell
from kouan.areas.fund.printed.notice import Attachment, Notice
from kouan.areas.fund.review.remarks import PLAN, TARGETS, Place, Remark, listed
from kouan.areas.fund.review.yardstick import yardstick_of
from kouan.kernel.words import Words

_CHANNELS = {"telephone": ("电话", "a telephone"), "fax": ("传真", "a fax number")}
_MISSING = {"address": ("地址", "address"), "email": ("邮箱", "e-mail"), "addressee": ("收件人", "addressee")}


def direction_names(notice: Notice) -> Iterator[Remark]:
    """D14.1: the fund's direction has one name in the notice and another in the target table."""
    field = notice.targets.field("项目名称") if notice.targets else None
    subject = notice.subject
    if field is None or not subject.direction or subject.fund not in field.value.text:
        return
    other = field.value.text.split(subject.fund, 1)[1].strip("-—－（）() ")
    if not other or other == subject.direction:
        return
    cells = [cell for cell in (notice.title, *notice.paragraphs) if cell and subject.direction in cell.text]
    yield Remark(
        id="D14.1",
        severity="info",
        place=Place(",".join(str(cell.line) for cell in (*cells, field.value))),
        printed=f"{subject.direction} / {field.value.text}",
        words=Words(
            "同一资金方向名称不一致",
            f"the direction is called {subject.direction} in the notice and {other} in {TARGETS}",
        ),
    )


def attachment_names(notice: Notice) -> Iterator[Remark]:
    """D14.2 (target table), D14.3 (plan), D14.6 on: an attachment is named differently in text, list or heading."""
    for entry in notice.attachments:
        text = _name_in_text(notice, entry.no)
        heading = _heading(notice, entry)
        names = [name for name in (text, Cell(entry.name, entry.cell.line), heading) if name]
        if len({_bare(name.text) for name in names}) > 1:
            number = {_heading_line(notice, TARGETS): 2, _heading_line(notice, PLAN): 3}.get(
                heading.line if heading else -1, 5 + entry.no
            )
            yield Remark(
                id=f"D14.{number}",
                severity="info",
                place=Place(",".join(str(name.line) for name in names)),
                printed=" / ".join(_shown(names)),
                words=Words(f"附件{entry.no}名称前后不一致", _difference(f"附件{entry.no}", text, names)),
            )


def missing_marks(notice: Notice) -> Iterator[Remark]:
    """D14.4: an attachment stands without its mark (附件2)."""
    shown = [(PLAN, notice.plan), (TARGETS, notice.targets)]
    parts = [(name, part) for name, part in shown if part is not None]
    without = [(name, part) for name, part in parts if part.mark is None]
    if not notice.attachments or not without:
        return
    marked = [(name, part) for name, part in parts if part.mark is not None]
    lines = sorted(cell.line for _, part in parts if (cell := part.mark or part.title))
    missing = [name for name, _ in without]
    carried = f"{listed([name for name, _ in marked])} carries its mark, " if marked else ""
    yield Remark(
        id="D14.4",
        severity="info",
        place=Place(",".join(str(line) for line in lines)),
        printed=" / ".join(part.mark.text if part.mark else "(no mark)" for _, part in parts),
        words=Words("；".join(f"{name}缺“{name}”标识" for name in missing), f"{carried}{listed(missing)} does not"),
    )


def receiver(notice: Notice) -> Iterator[Remark]:
    """D14.5: objections go to 我办, but the signature is of a 厅."""
    if not notice.receiver or not notice.signature or not re.fullmatch(r"我[办厅局委部处院]", notice.receiver.text):
        return
    if notice.signature.text.rstrip("）)").endswith(notice.receiver.text[-1]):
        return
    signed = re.sub(r"^.*?[省市]", "", notice.signature.text)
    gloss = yardstick_of(notice).office_glosses.get(notice.subject.office, "")
    gloss = f" ({gloss})" if gloss and notice.subject.office.endswith(notice.receiver.text[-1]) else ""
    yield Remark(
        id="D14.5",
        severity="info",
        place=Place(f"{notice.receiver.line},{notice.signature.line}"),
        printed=f"{notice.receiver.text} / {notice.signature.text}",
        words=Words(
            f"受理主体为“{notice.receiver.text}”，落款为{signed}",
            f"objections go to {notice.receiver.text}{gloss}, the signature is {notice.signature.text}",
        ),
    )


def channels(notice: Notice) -> Iterator[Remark]:
    """D15: writing is required, but there is nowhere to write to."""
    kinds = {contact.kind for contact in notice.contacts}
    if not notice.in_writing or kinds & {"address", "email", "fax"}:
        return
    line = next(cell.line for cell in notice.paragraphs if "书面" in cell.text)
    printed = [contact for contact in notice.contacts if contact.kind in _CHANNELS]
    missing = [words for kind, words in _MISSING.items() if kind not in kinds]
    zh = f"仅公布{'、'.join(_CHANNELS[contact.kind][0] for contact in printed[:1])}" if printed else "未公布联系渠道"
    en = f"only {_CHANNELS[printed[0].kind][1]} is given" if printed else "no channel is given"
    yield Remark(
        id="D15",
        severity="warn",
        place=Place(str(printed[0].cell.line if printed else line)),
        printed=printed[0].cell.text if printed else "",
        words=Words(
            f"要求书面反映，但{zh}，无{'、'.join(word[0] for word in missing)}",
            f"writing is required but {en}: no {_listed_or([word[1] for word in missing])}",
        ),
    )


def _listed_or(words: list[str]) -> str:
    return listed(words, "or")


def _name_in_text(notice: Notice, no: int) -> Cell | None:
    """The words before （附件N） in a paragraph, back to 将, 和, or a comma."""
    for cell in notice.paragraphs:
        if found := re.search(rf"(?P<before>[^，。；]*?)[（(]附件\s*{no}\s*[)）]", cell.text):
            before = re.split(r"[（(]附件\s*\d+\s*[)）]", found["before"])[-1]
            return Cell(re.sub(r"^(?:.*?(?:现将|将|对))?(?:和|及|与|、)?", "", before), cell.line)
    return None


def _heading(notice: Notice, entry: Attachment) -> Cell | None:
    """The heading of the attachment shown: by its mark, else by order."""
    parts = [part for part in (notice.plan, notice.targets) if part]
    marked = [part for part in parts if part.mark and re.search(rf"{entry.no}", part.mark.text)]
    unmarked = [part for part in parts if not part.mark or not re.search(r"\d", part.mark.text)]
    if marked:
        return marked[0].title
    index = entry.no - 1 - (len(parts) - len(unmarked))
    return unmarked[index].title if 0 <= index < len(unmarked) else None


def _heading_line(notice: Notice, table: str) -> int:
    part = notice.plan if table == PLAN else notice.targets
    return part.title.line if part and part.title else -2


def _bare(name: str) -> str:
    """A name without blanks, widths and doubled words, which other rules report."""
    name = re.sub(r"\s", "", name).replace("(", "（").replace(")", "）")
    return re.sub(r"([\u4e00-\u9fff]{2,4})\1", r"\1", name)


def _shown(names: list[Cell]) -> list[str]:
    """The different names, without what is alike at their beginning up to 项目."""
    different = list(dict.fromkeys(_bare(name.text) for name in names))
    if any(other != different[0] and other.startswith(different[0]) for other in different):
        return [re.split("项目|事项", name)[-1] for name in different]
    return different


def _difference(label: str, text: Cell | None, names: list[Cell]) -> str:
    rest = {_bare(name.text) for name in names if name is not text}
    if text is None or len(rest) != 1:
        return (
            f"{label} is called {listed([f'“{name}”' for name in dict.fromkeys(_bare(name.text) for name in names)])}"
        )
    short, long = _bare(text.text), rest.pop()
    where = "in the list and the heading" if len(names) > 2 else "in the list"
    if long.startswith(short):
        return f"{label} is {short[-2:]} in the text and {short[-2:]}{long[len(short) :]} {where}"
    head = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if long.endswith(short[head:]):
        piece = long[head : len(long) - len(short[head:])]
        return f"{label} has two names: without {piece} in the text, with it {where}"
    return f"{label} is called “{short}” in the text and “{long}” {where}"
