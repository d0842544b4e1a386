"""Checks of the header's rarer fields: lists of free zones, signatures, numbers, flags by position, two-step filing."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping

from kouan.kernel.documents import Fault

from ._law import DATA_SET, TWO_STEP, fault, mended
from ._parts import Declaration
from ._rare import Abandoned
from ._rule import rule

_ZONE_HEAD = (
    ("", "contract_number"),
    ("numbers", "approval_number"),
    ("business", "bonded_warehouse"),
    ("entry", "contact"),
)
_ZONE_LINE = ("use", "fee", "article")


@rule(
    "WIN-X-016",
    "填了备案清单类型，合同号、批准文号、监管仓号、报关员联系方式、用途、工缴费和货号不填",
    "A free-zone list leaves contract, approval, warehouse, contact, use, processing fee and article empty",
    fields=("business.bill_type", "contract_number", "numbers", "entry", "goods.processing"),
)
def zone_lists_leave_out(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Seven fields; the share sold inside the zone is not a field of ours."""
    if not d.business.bill_type:
        return
    for group, name in _ZONE_HEAD:
        value = getattr(getattr(d, group) if group else d, name)
        if value:
            path = f"{group}.{name}" if group else name
            yield mended(path, "备案清单不填此栏", "A free-zone list leaves it empty", value, None)
    for number, line in enumerate(d.goods):
        for name in _ZONE_LINE:
            if (value := getattr(line.processing, name)) not in ("", None):
                path = f"goods[{number}].processing.{name}"
                yield mended(path, "备案清单不填此栏", "A free-zone list leaves it empty", value, None)


@rule(
    "WIN-X-044",
    "签名人的卡号和单位与表头录入员的一致",
    "The signer's card and unit are those of the header's clerk",
    fields=("signature.card", "signature.unit_code", "entry.clerk_card", "entry.unit_code"),
    basis=DATA_SET,
)
def signer_is_the_clerk(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Only where both are filled in."""
    for name, header in (("card", "clerk_card"), ("unit_code", "unit_code")):
        signed, typed = getattr(d.signature, name), getattr(d.entry, header)
        if signed and typed and signed != typed:
            zh, en = f"签名为 {signed}，表头为 {typed}", f"The signature says {signed}, the header {typed}"
            yield mended(f"signature.{name}", zh, en, signed, typed)


_ENTRY_NUMBER = re.compile(r"\d{8}[IE01]\d{9}")


@rule(
    "WIN-X-045",
    "海关编号为18位：关区4位、年份4位、进出口标志1位、流水9位",
    "A declaration number has 18 characters: office, year, direction, serial",
    fields=("numbers.entry_number", "related_declaration"),
    severity="warning",
    basis=DATA_SET,
)
def declaration_numbers_hold(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """The number given by customs, and that of the related declaration."""
    for path, text in (
        ("numbers.entry_number", d.numbers.entry_number),
        ("related_declaration", d.related_declaration),
    ):
        if text and not _ENTRY_NUMBER.fullmatch(text):
            yield fault(path, f"{text} 不是18位报关单号", f"{text} is not a declaration number of 18 characters")


@rule(
    "WIN-X-046",
    "境外收发货人名称须填报，没有的填 NO",
    "The overseas party is named; where there is none, NO",
    fields=("overseas_party",),
    severity="warning",
    needs=(),
)
def overseas_party_is_named(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Not asked in a summary."""
    if not d.overseas_party and d.filing != "5":
        yield fault("overseas_party", "未填境外收发货人名称；没有则填 NO", "Name the overseas party, or write NO")


@rule(
    "WIN-X-047",
    "关联备案号为12位",
    "A related record number has 12 characters",
    fields=("business.related_record",),
    severity="warning",
    basis=DATA_SET,
)
def related_records_hold(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Letters and digits."""
    text = d.business.related_record
    if text and not (len(text) == 12 and text.isascii() and text.isalnum()):
        yield fault("business.related_record", f"{text} 不是12位备案号", f"{text} is not a record of 12 characters")


@rule(
    "WIN-X-048",
    "关联号码与关联理由同填",
    "A related number and the reason for the relation stand together",
    fields=("business.relation_number", "business.relation_reason"),
    basis=DATA_SET,
)
def relations_have_reasons(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Both or none."""
    held = {n: getattr(d.business, n) for n in ("relation_reason", "relation_number")}
    if any(held.values()) and not all(held.values()):
        empty = next(n for n, value in held.items() if not value)
        yield fault(f"business.{empty}", "关联号码与关联理由须同填", "Number and reason belong together")


@rule(
    "WIN-X-049",
    "业务事项、特种业务按位填0或1",
    "Business matters and special business are flags of 0 and 1",
    fields=("business.matters", "business.special"),
    basis=DATA_SET,
)
def flags_are_flags(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """A blank counts as not ticked."""
    for name in ("matters", "special"):
        text = getattr(d.business, name)
        if text.strip("01 "):
            yield fault(f"business.{name}", f"“{text}”含有0、1以外的字符", f"{text!r} holds other than 0 and 1")


@rule(
    "WIN-X-054",
    "报关标志为6时，运输工具名称以@或◎开头",
    "Filing mark 6: the means of transport begins with a mark",
    fields=("numbers.edi_mark", "means_of_transport"),
    severity="warning",
    basis=DATA_SET,
)
def direct_transfer_is_marked(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """@ or ◎ as printed."""
    if d.numbers.edi_mark == "6" and d.means_of_transport and d.means_of_transport[0] not in "@◎":
        name = d.means_of_transport
        yield mended("means_of_transport", "应以@开头", "It begins with @", name, f"@{name}"[:50])


_EXTENSION = (" 12", " ", " 1", " ", " 12")


@rule(
    "WIN-X-055",
    "扩展字段按位：1位口罩标准1或2，3位拆项1，5位智能申报1或2，2、4位留空",
    "Extension flags by position: first 1 or 2, third 1, fifth 1 or 2, the others blank",
    fields=("numbers.extension",),
    basis=DATA_SET,
)
def extension_counts(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Blanks hold positions."""
    text = d.numbers.extension
    if text and any(c not in allowed for c, allowed in zip(text, _EXTENSION, strict=False)):
        yield fault("numbers.extension", f"“{text}”不合按位规定", f"{text!r} does not fit the positions")


_NO_MARKS = frozenset({"无", "-", "/", "NONE", "NIL", "NO"})


@rule(
    "WIN-X-056",
    "没有标记唛码填 N/M",
    "Where there are no marks, N/M",
    fields=("marks",),
    severity="warning",
)
def marks_are_told(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """A dash or a word for nothing is no answer."""
    if d.marks.strip().upper() in _NO_MARKS:
        yield mended("marks", "无标记唛码填 N/M", "No marks: N/M", d.marks, "N/M")


@rule(
    "WIN-X-057",
    "申请转场须填转入场所",
    "Who asks to move the goods names the site",
    fields=("business.moved", "business.moved_to"),
    basis=DATA_SET,
)
def moves_have_a_place(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """A site without an application is a leftover."""
    asked, site = d.business.moved == "1", d.business.moved_to
    if asked and not site:
        yield fault("business.moved_to", "申请转场须填转入场所", "Name the site to move to")
    elif site and not asked:
        yield mended("business.moved_to", "没有申请转场，不填", "Not asked for: leave it empty", site, None)


_LICENCE = re.compile(r"\w{2}-\w{2}-\w{1,14}", re.ASCII)


@rule(
    "WIN-X-059",
    "许可证号形如 yy-XX-nnnnnn",
    "A licence number is of the form yy-XX-nnnnnn",
    fields=("licence_number",),
    severity="warning",
    basis=DATA_SET,
)
def licence_numbers_hold(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Two, two, and up to fourteen characters."""
    if d.licence_number and not _LICENCE.fullmatch(d.licence_number):
        zh, en = f"{d.licence_number} 不是 yy-XX-nnnnnn 的形式", f"{d.licence_number} is not of the form yy-XX-nnnnnn"
        yield fault("licence_number", zh, en)


@rule(
    "WIN-X-084",
    "停用栏目不再填报，转写时略去",
    "Abandoned fields are left out",
    fields=("abandoned",),
    severity="warning",
    basis=DATA_SET,
)
def abandoned_fields_are_empty(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Four elements that are still sent and mean nothing."""
    for name in Abandoned.__struct_fields__:
        if value := getattr(d.abandoned, name):
            yield mended(f"abandoned.{name}", "该栏目已停用", "This field is abandoned", value, None)


_NEW_STATEMENTS: Mapping[str, str] = {"formula_price": "公式定价确认", "provisional_price": "暂定价格确认"}


@rule(
    "WIN-X-085",
    "公式定价、暂定价格确认自2019年2月1日起填报，此前为空（9）",
    "Formula and provisional price are stated since 2019-02-01; before that they are empty (9)",
    fields=("price_statements.formula_price", "price_statements.provisional_price"),
    severity="warning",
    until=dt.date(2019, 1, 31),
)
def new_statements_came_later(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Under the form before announcement 2019 No. 18 (date to verify)."""
    for name, words in _NEW_STATEMENTS.items():
        value = getattr(d.price_statements, name)
        if value != "9":
            yield mended(f"price_statements.{name}", f"当时没有{words}", "There was no such field then", value, "9")


@rule(
    "WIN-X-086",
    "两步申报自2019年8月24日起试点，此前步骤位不能为5或6",
    "Two-step filing began on 2019-08-24; before that the step is neither 5 nor 6",
    fields=("filing",),
    basis=TWO_STEP,
    until=dt.date(2019, 8, 23),
)
def two_steps_came_later(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Start of the pilot (to verify)."""
    if d.filing in ("5", "6"):
        yield fault("filing", "当时尚无两步申报", "There was no two-step filing then")


@rule(
    "WIN-X-089",
    "使用单位联系人与电话同填",
    "A contact of the using unit has a name and a telephone",
    fields=("users",),
    severity="warning",
    basis=DATA_SET,
)
def users_can_be_reached(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Persons are not named in the message."""
    for number, user in enumerate(d.users):
        for name, other in (("person", "telephone"), ("telephone", "person")):
            if getattr(user, other) and not getattr(user, name):
                yield fault(f"users[{number}].{name}", "联系人与电话须同填", "Name and telephone belong together")


@rule(
    "WIN-X-091",
    "检验检疫编码为10位",
    "Inspection codes have 10 characters",
    fields=("other_names.trader_ciq", "other_names.owner_ciq", "other_names.agent_ciq"),
    severity="warning",
    basis=DATA_SET,
)
def inspection_codes_hold(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Of the three domestic parties."""
    for name in ("trader_ciq", "owner_ciq", "agent_ciq"):
        text = getattr(d.other_names, name)
        if text and len(text) != 10:
            yield fault(f"other_names.{name}", f"{text} 不是10位", f"{text} has not 10 characters")


CHECKS = (
    zone_lists_leave_out,
    signer_is_the_clerk,
    declaration_numbers_hold,
    overseas_party_is_named,
    related_records_hold,
    relations_have_reasons,
    flags_are_flags,
    direct_transfer_is_marked,
    extension_counts,
    marks_are_told,
    moves_have_a_place,
    licence_numbers_hold,
    abandoned_fields_are_empty,
    new_statements_came_later,
    two_steps_came_later,
    users_can_be_reached,
    inspection_codes_hold,
)
