"""The body of a notice: title, basis, period, who may object and how, refusals, contacts, attachments, signature."""

import re
from datetime import date

import msgspec

from kouan.areas.fund.formats._text import DAY, day_of
from kouan.areas.fund.printed.cells import Cell
from kouan.areas.fund.printed.notice import Attachment, Contact, NoticeSubject, Objector, Period
from kouan.areas.fund.rules.calendar import period_of

_FROM, _TO = DAY.pattern.replace("?P<", "?P<a"), DAY.pattern.replace("?P<", "?P<b")
_PERIOD = re.compile(
    r"公示(?:期|时间)[^。；]*?(?:为|[:：]|自|从)\s*"
    rf"(?P<all>(?P<from>{_FROM})\s*[-—–~～至到]+\s*(?P<to>{_TO})\s*"
    r"(?P<days>[(（]共?\s*(?P<n>\d+)\s*(?P<unit>个?工作日|天|日|个?自然日)[)）])?)"
)
_CLOSES = re.compile(r"末日\s*(?P<closes>(?:[01]?\d|2[0-3])[:：][0-5]\d)\s*截止")
_LISTED = re.compile(r"(?:附件\s*[:：]\s*)?(?P<no>\d+)\s*[.、．]\s*(?P<name>.+)")
_CONTACTS = (
    ("telephone", r"(?:联系|咨询|监督|举报)?电话\s*[:：]\s*(?P<v>[\d\-—、,，/ 转()（）]+)"),
    ("fax", r"传真\s*[:：]\s*(?P<v>[\d\-—、 ]+)"),
    ("email", r"(?P<v>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"),
    ("address", r"(?:通[讯信]|邮寄|联系|办公|邮政)?地址\s*[:：]\s*(?P<v>[^。；;，,]+)"),
    ("addressee", r"(?:收件人|联系人)\s*[:：]\s*(?P<v>[^。；;，,]+)"),
)
_PIECES = (
    ("real_name", r"真实(?:姓名|单位名称|名称)"),
    ("seal", r"加盖.{0,2}公章"),
    ("id_copy", r"身份证(?:复印件|件)?"),
    ("hand_signature", r"亲笔签名|本人签名"),
    ("postal_address", r"(?:通[讯信]|联系|邮寄)地址"),
    ("contact_person", r"联系人"),
    ("contact", r"联系(?:方式|电话)"),
    ("matters", r"(?:反映|异议)的?(?:具体)?(?:事项|内容|问题)"),
    ("evidence", r"证明材料|证据材料|佐证材料"),
)
_GROUNDS = (
    ("anonymous", r"匿名"),
    ("assumed_name", r"假冒|冒用|冒名"),
    ("no_clue", r"(?:未|没有|无)(?:能)?提供可(?:查证|核查|核实)的?线索"),
    ("late_evidence", r"逾期(?:提供|提交|反映)?"),
)


class Body(msgspec.Struct, frozen=True, kw_only=True):
    """What stands before the attachments."""

    masthead: Cell | None
    title: Cell | None
    subject: NoticeSubject
    paragraphs: tuple[Cell, ...]
    basis: Cell | None
    period: Period | None
    objectors: tuple[Objector, ...]
    in_writing: bool
    receiver: Cell | None
    refusal_grounds: tuple[str, ...]
    contacts: tuple[Contact, ...]
    attachments: tuple[Attachment, ...]
    signature: Cell | None
    dated: date | None
    dated_printed: Cell | None


def read_body(cells: tuple[Cell, ...]) -> Body:
    """Read the lines before the first table's captions."""
    title = next((cell for cell in cells if "公示" in cell.text and "关于" in cell.text), None)
    title = title or next((cell for cell in cells if cell.text.endswith("公示")), None)
    before = [cell for cell in cells if title and cell.line < title.line]
    after = [cell for cell in cells if title is None or cell.line > title.line]
    listed = _attachments(after)
    list_lines = {entry.cell.line for entry in listed}
    dated = next((cell for cell in reversed(after) if DAY.fullmatch(cell.text)), None)
    signature = next((cell for cell in reversed(after) if dated and cell.line < dated.line), None)
    if signature and (len(signature.text) > 40 or signature.line in list_lines or "。" in signature.text):
        signature = None
    found_day = DAY.fullmatch(dated.text) if dated else None
    skip = list_lines | {cell.line for cell in (dated, signature) if cell}
    paragraphs = tuple(cell for cell in after if cell.line not in skip)
    return Body(
        masthead=before[0] if before else None,
        title=title,
        subject=_subject(title.text if title else ""),
        paragraphs=paragraphs,
        basis=_piece(paragraphs, r"(?:根据|按照|依据)(?P<v>[^，。；]+)"),
        period=_period(paragraphs),
        objectors=_objectors(paragraphs),
        in_writing=any("书面" in cell.text for cell in paragraphs),
        receiver=_piece(paragraphs, r"向(?P<v>我[办厅局委部处院]|[^，。；]{2,20}?)(?:书面)?(?:反映|提出)"),
        refusal_grounds=_grounds(paragraphs),
        contacts=_contacts(paragraphs),
        attachments=listed,
        signature=signature,
        dated=day_of(found_day) if found_day else None,
        dated_printed=dated,
    )


def _subject(title: str) -> NoticeSubject:
    year = re.search(r"(\d{4})\s*年", title)
    whole = re.search(
        r"(?:\d{4}\s*年(?:度)?)?(?P<fund>[^（(年]*?资金)(?:[（(](?P<direction>[^）)]+)[）)])?(?P<rest>.*)",
        title.split("关于")[-1],
    )
    rest = whole["rest"] if whole else ""
    matter = re.match(r"(?P<m>.*?事项)?(?P<c>.*?项目)?", rest)
    office = re.search(r"[（(]([^）)]*[办厅局委])[）)]\s*关于", title)
    return NoticeSubject(
        fund=whole["fund"] if whole else "",
        direction=(whole["direction"] or "") if whole else "",
        matter=(matter["m"] or "") if matter else "",
        approval_class=(matter["c"] or "") if matter else "",
        year=int(year[1]) if year else None,
        office=office[1] if office else "",
    )


def _period(paragraphs: tuple[Cell, ...]) -> Period | None:
    for cell in paragraphs:
        found = _PERIOD.search(cell.text)
        if not found:
            continue
        first = day_of(_days(found["from"]))
        last = day_of(_days(found["to"]), first.year if first else None)
        if first is None or last is None:
            return None
        unit = "working" if found["unit"] and "工作" in found["unit"] else "natural"
        days = int(found["n"]) if found["n"] else None
        said = _CLOSES.search(cell.text)
        closes = said["closes"].replace("：", ":").zfill(5) if said else "24:00"
        counted = period_of(first, last, closes=closes)
        return Period(Cell(found["all"], cell.line), first, last, days, unit, counted)
    return None


def _days(text: str) -> re.Match[str]:
    found = DAY.search(text)
    if not found:
        raise AssertionError(text)
    return found


def _objectors(paragraphs: tuple[Cell, ...]) -> tuple[Objector, ...]:
    found: list[Objector] = []
    for who, words in (("person", "个人"), ("body", "单位")):
        for cell in paragraphs:
            clause = re.search(rf"以{words}名义[^；。]*", cell.text)
            if clause:
                found.append(Objector(who, tuple(code for code, pattern in _PIECES if re.search(pattern, clause[0]))))
                break
    return tuple(found)


def _grounds(paragraphs: tuple[Cell, ...]) -> tuple[str, ...]:
    text = "".join(clause for cell in paragraphs for clause in re.findall(r"[^。]*不予受理", cell.text))
    return tuple(code for code, pattern in _GROUNDS if re.search(pattern, text))


def _contacts(paragraphs: tuple[Cell, ...]) -> tuple[Contact, ...]:
    return tuple(
        Contact(kind, found["v"].strip(), Cell(found[0], cell.line))
        for cell in paragraphs
        for kind, pattern in _CONTACTS
        for found in re.finditer(pattern, cell.text)
    )


def _attachments(cells: list[Cell]) -> tuple[Attachment, ...]:
    """The list after 附件：, numbered or a single name."""
    found: list[Attachment] = []
    inside = False
    for cell in cells:
        opened = re.match(r"附件\s*[:：]\s*\S", cell.text)
        inside = inside or bool(opened)
        entry = _LISTED.fullmatch(cell.text)
        if inside and entry:
            found.append(Attachment(int(entry["no"]), entry["name"].strip(), cell))
        elif opened:
            found.append(Attachment(1, re.sub(r"附件\s*[:：]\s*", "", cell.text), cell))
        elif found:
            break
    return tuple(found)


def _piece(paragraphs: tuple[Cell, ...], pattern: str) -> Cell | None:
    for cell in paragraphs:
        if found := re.search(pattern, cell.text):
            return Cell(found["v"], cell.line)
    return None
