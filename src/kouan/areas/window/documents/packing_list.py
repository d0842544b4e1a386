"""The packing list (装箱单): what is in which package, what packages weigh, in which container they are. Kept by the trader."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any

from msgspec.structs import replace

from kouan.areas.window.codes import LISTS
from kouan.areas.window.machines import TRADE_PAPER
from kouan.kernel.documents import DocumentType, Example, Fault, check
from kouan.kernel.words import Words, label
from kouan.syntax.choices import known_codes
from kouan.syntax.containers import is_container_number

from ._law import CONTAINERS, fault, said
from ._manifest_checks import wrong_box
from ._trade_checks import FEN, TRADE, credit_codes_hold, facts, items_run, missing, not_ahead, off, title
from ._trade_parts import MOST_LINES, Packed, PackedBox, TradePaper
from .commercial_invoice import BUYER, SELLER


class PackingList(TradePaper, frozen=True, kw_only=True):
    """装箱单. Weights in kg, volumes in cubic metres."""

    invoice_number: Annotated[str, label("发票号", "Invoice number", max_length=35)] = ""
    goods: Annotated[tuple[Packed, ...], label("商品", "Goods", min_length=1, max_length=MOST_LINES)]
    containers: Annotated[tuple[PackedBox, ...], label("集装箱", "Containers", max_length=500)] = ()
    packages: Annotated[int | None, label("总件数", "Packages in all")] = None
    packing: Annotated[str, label("主要包装种类", "Main kind of packing", codes="packing", max_length=2)] = ""
    net_weight: Annotated[Decimal | None, label("总净重（千克）", "Net weight in all (kg)")] = None
    gross_weight: Annotated[Decimal | None, label("总毛重（千克）", "Gross weight in all (kg)")] = None
    volume: Annotated[Decimal | None, label("总体积（立方米）", "Volume in all (m³)")] = None


@check(
    "WIN-T-020",
    Words(
        "装箱单载明日期、买卖双方、总件数、总净重、总毛重，每项有件数",
        "A packing list has its date, both parties, packages, net and gross weight in all; each line its packages",
    ),
    basis=TRADE,
    standing="to-verify",
    fields=("date", "seller.name", "buyer.name", "packages", "net_weight", "gross_weight", "goods.packages"),
)
def a_list_is_whole(p: PackingList, on: dt.date) -> Iterator[Fault]:
    """Goods that lie in a package of another line have 0 packages."""
    for name, zh, en in (
        ("date", "日期", "date"),
        ("packages", "总件数", "number of packages"),
        ("net_weight", "总净重", "net weight"),
        ("gross_weight", "总毛重", "gross weight"),
    ):
        if getattr(p, name) is None:
            yield missing(name, zh, en)
    for name, firm, zh, en in (("seller", p.seller, "卖方", "seller"), ("buyer", p.buyer, "买方", "buyer")):
        if not (firm.name or firm.name_en):
            yield missing(f"{name}.name", zh, en)
    for number, line in enumerate(p.goods):
        if line.packages is None:
            yield missing(f"goods[{number}].packages", "件数", "number of packages")


@check(
    "WIN-T-021",
    Words("净重不大于毛重", "Net weight is not above gross weight"),
    basis=TRADE,
    standing="to-verify",
    fields=("goods.net_weight", "goods.gross_weight", "goods.net_each", "net_weight", "gross_weight"),
)
def net_not_above_gross(p: PackingList, on: dt.date) -> Iterator[Fault]:
    """Of the whole, of each line, of each package. In kg."""
    places: list[tuple[str, Decimal | None, Decimal | None]] = [("net_weight", p.net_weight, p.gross_weight)]
    for number, line in enumerate(p.goods):
        places += [
            (f"goods[{number}].net_weight", line.net_weight, line.gross_weight),
            (f"goods[{number}].net_each", line.net_each, line.gross_each),
        ]
    for path, net, gross in places:
        if net is not None and gross is not None and net > gross:
            zh, en = f"净重 {said(net)} 大于毛重 {said(gross)}", f"Net {said(net)} is above gross {said(gross)}"
            yield fault(path, zh, en)


@check(
    "WIN-T-022",
    Words("各项件数合计等于总件数", "The packages of the lines add up"),
    basis=TRADE,
    standing="to-verify",
    fields=("goods.packages", "packages"),
)
def packages_add_up(p: PackingList, on: dt.date) -> Iterator[Fault]:
    """Where every line has them."""
    counts = [line.packages for line in p.goods]
    total = sum(c for c in counts if c is not None)
    if p.packages is not None and None not in counts and total != p.packages:
        yield off("packages", Words("总件数", "number of packages"), p.packages, total, _ADDED)


_ADDED = Words("各项相加", "adding the lines")


@check(
    "WIN-T-023",
    Words("各项净重、毛重合计等于总净重、总毛重", "The weights of the lines add up"),
    basis=TRADE,
    standing="to-verify",
    fields=("goods.net_weight", "goods.gross_weight", "net_weight", "gross_weight"),
)
def weights_add_up(p: PackingList, on: dt.date) -> Iterator[Fault]:
    """Tolerance: 0.01 kg a line."""
    for name, words in (
        ("net_weight", Words("总净重", "net weight")),
        ("gross_weight", Words("总毛重", "gross weight")),
    ):
        written, parts = getattr(p, name), [getattr(line, name) for line in p.goods]
        if written is None or None in parts:
            continue
        total = sum(parts, Decimal(0))
        if abs(total - written) > FEN * len(parts):
            yield off(name, words, written, total, _ADDED)


@check(
    "WIN-T-024",
    Words("每件重量乘件数等于该项重量", "The weight of a package times the packages is the weight of the line"),
    basis=TRADE,
    standing="to-verify",
    fields=("goods.net_each", "goods.gross_each", "goods.packages", "goods.net_weight", "goods.gross_weight"),
    severity="warning",
)
def packages_weigh_as_said(p: PackingList, on: dt.date) -> Iterator[Fault]:
    """Tolerance: 0.05 kg a package, for weights of a package are rounded."""
    for number, line in enumerate(p.goods):
        for each, name, words in (
            (line.net_each, "net_weight", Words("净重", "net weight")),
            (line.gross_each, "gross_weight", Words("毛重", "gross weight")),
        ):
            written: Decimal | None = getattr(line, name)
            if each is None or not line.packages or written is None:
                continue
            if abs(each * line.packages - written) > Decimal("0.05") * line.packages:
                how = Words("每件重量乘件数", "the weight of a package times packages")
                yield off(f"goods[{number}].{name}", words, written, each * line.packages, how, mends=False)


@check(
    "WIN-T-025",
    Words("箱号序列的个数等于件数，如 1-100 为一百件", "Package numbers count the packages: 1-100 is a hundred"),
    basis=TRADE,
    standing="to-verify",
    fields=("goods.package_numbers", "goods.packages"),
    severity="warning",
)
def numbers_count_packages(p: PackingList, on: dt.date) -> Iterator[Fault]:
    """Only where the numbers are written as `1-100` or `1-100,105`; anything else is not counted."""
    for number, line in enumerate(p.goods):
        count = counted_in(line.package_numbers)
        if count is not None and line.packages is not None and count != line.packages:
            zh = f"箱号 {line.package_numbers} 共 {count} 件，件数填的是 {line.packages}"
            en = f"The numbers {line.package_numbers} are {count} packages, the line says {line.packages}"
            yield fault(f"goods[{number}].package_numbers", zh, en)


_RANGE = re.compile(r"(\d{1,6})(?:\s*[-~–]\s*(\d{1,6}))?", re.ASCII)


def counted_in(text: str) -> int | None:
    """How many packages a text such as `1-100,105` numbers, or None where it is not of that form."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    found = [_RANGE.fullmatch(part) for part in parts]
    if not parts or None in found:
        return None
    return sum(int(m[2] or m[1]) - int(m[1]) + 1 for m in found if m)


@check(
    "WIN-T-026",
    Words("集装箱号符合 ISO 6346", "A container number passes ISO 6346"),
    basis=CONTAINERS,
    standing="secondary",
    fields=("containers.number", "goods.container"),
)
def container_numbers_hold(p: PackingList, on: dt.date) -> Iterator[Fault]:
    """Of the containers; a line's container has to be one of them (WIN-T-027)."""
    for row, box in enumerate(p.containers):
        if not is_container_number(box.number):
            yield wrong_box(f"containers[{row}].number", box.number)


@check(
    "WIN-T-027",
    Words("商品行的集装箱在集装箱表中", "The container of a line is among the containers"),
    basis=TRADE,
    standing="to-verify",
    fields=("goods.container", "containers.number"),
)
def lines_lie_in_containers(p: PackingList, on: dt.date) -> Iterator[Fault]:
    """Where the line names one."""
    known = {box.number for box in p.containers}
    for number, line in enumerate(p.goods):
        if line.container and line.container not in known:
            zh = f"集装箱 {line.container} 不在集装箱表中"
            yield fault(f"goods[{number}].container", zh, f"Container {line.container} is not among the containers")


@check(
    "WIN-T-028",
    Words("各箱件数、毛重等于所装各项之和", "Packages and gross weight of a container are those of its lines"),
    basis=TRADE,
    standing="to-verify",
    fields=("containers.packages", "containers.gross_weight", "goods.container"),
)
def containers_hold_their_lines(p: PackingList, on: dt.date) -> Iterator[Fault]:
    """Only where every line names its container."""
    lines = defaultdict[str, list[Packed]](list)
    for line in p.goods:
        lines[line.container].append(line)
    if "" in lines:
        return
    for row, box in enumerate(p.containers):
        mine = lines.get(box.number, [])
        counts, weights = [x.packages for x in mine], [x.gross_weight for x in mine]
        total = sum(c for c in counts if c is not None)
        if box.packages is not None and None not in counts and total != box.packages:
            what = Words("件数", "number of packages")
            yield off(f"containers[{row}].packages", what, box.packages, total, _ADDED)
        weight = sum((w for w in weights if w is not None), Decimal(0))
        if box.gross_weight is not None and None not in weights and abs(weight - box.gross_weight) > FEN * len(mine):
            yield off(
                f"containers[{row}].gross_weight", Words("毛重", "gross weight"), box.gross_weight, weight, _ADDED
            )


@check(
    "WIN-T-029",
    Words("件数和重量不为负，总件数至少为1", "Packages and weights are not below zero; there is at least one package"),
    basis=TRADE,
    standing="to-verify",
    fields=("packages", "goods.packages", "net_weight", "gross_weight", "goods.net_weight", "goods.gross_weight"),
)
def numbers_are_sound(p: PackingList, on: dt.date) -> Iterator[Fault]:
    """Of the whole and of each line."""
    if p.packages is not None and p.packages < 1:
        yield fault("packages", "总件数至少为1", "There is at least one package")
    for path, part in (("", p), *((f"goods[{n}].", line) for n, line in enumerate(p.goods))):
        for name in ("packages", "net_weight", "gross_weight"):
            if (getattr(part, name) or 0) < 0:
                yield fault(f"{path}{name}", "不得为负", "It is below zero")


codes_exist = known_codes(
    {n: LISTS[n] for n in ("packing", "unit", "country", "container-model")}, basis=TRADE, standing="secondary"
)

GOOD = PackingList(
    number="FICT-PL-0001",
    invoice_number="FICT-INV-0001",
    date=dt.date(2025, 6, 20),
    seller=SELLER,
    buyer=BUYER,
    contract_number="FICT-2026-001",
    bill_number="FICTBL0000001",
    means_of_transport="EXAMPLE STAR",
    voyage="012W",
    loading_port="VNSGN",
    discharge_port="CNNSA",
    marks="FICT / NANSHA / 1-1800",
    goods=(
        Packed(
            item=1,
            name="Frozen vannamei shrimps (fictitious)",
            quantity=Decimal("12000"),
            unit="035",
            package_numbers="1-1200",
            packages=1200,
            packing="22",
            net_each=Decimal("10"),
            gross_each=Decimal("11.4"),
            net_weight=Decimal("12000"),
            gross_weight=Decimal("13680"),
            container="XXXU0000018",
        ),
        Packed(
            item=2,
            name="Frozen squid (fictitious)",
            quantity=Decimal("6000"),
            unit="035",
            package_numbers="1201-1800",
            packages=600,
            packing="22",
            net_each=Decimal("10"),
            net_weight=Decimal("6000"),
            gross_weight=Decimal("6820"),
            container="XXXU0000018",
        ),
    ),
    containers=(
        PackedBox(number="XXXU0000018", kind="12", seals="FICT0001", packages=1800, gross_weight=Decimal("20500")),
    ),
    packages=1800,
    packing="22",
    net_weight=Decimal("18000"),
    gross_weight=Decimal("20500"),
    volume=Decimal("54.2"),
)


def _bad(zh: str, en: str, *finds: str, **changes: Any) -> Example:
    return Example(Words(zh, en), replace(GOOD, **changes), finds)


def _line(**changes: Any) -> tuple[Packed, ...]:
    return (replace(GOOD.goods[0], **changes), GOOD.goods[1])


def _loose() -> tuple[Packed, ...]:
    return tuple(replace(line, container="") for line in GOOD.goods)


def _box(**changes: Any) -> tuple[PackedBox, ...]:
    return (replace(GOOD.containers[0], **changes),)


TYPE = DocumentType(
    code="packing_list",
    prefix="PL",
    words=Words("装箱单", "Packing list"),
    basis=TRADE,
    shape=PackingList,
    machine=TRADE_PAPER,
    checks=(
        a_list_is_whole,
        credit_codes_hold,
        not_ahead,
        items_run,
        codes_exist,
        net_not_above_gross,
        packages_add_up,
        weights_add_up,
        packages_weigh_as_said,
        numbers_count_packages,
        container_numbers_hold,
        lines_lie_in_containers,
        containers_hold_their_lines,
        numbers_are_sound,
    ),
    examples=[
        Example(Words("两项，一个集装箱", "Two lines in one container"), GOOD),
        Example(
            Words(
                "第二项装在第一项的箱内，散货无集装箱", "The second line lies in packages of the first; no container"
            ),
            replace(
                GOOD,
                containers=(),
                goods=(
                    replace(GOOD.goods[0], container=""),
                    replace(GOOD.goods[1], packages=0, package_numbers="", net_each=None, container=""),
                ),
                packages=1200,
            ),
        ),
        _bad("没有总毛重", "No gross weight", "WIN-T-020", gross_weight=None),
        _bad("买方信用代码错", "A wrong credit code", "WIN-T-002", buyer=replace(BUYER, scc="91440400MAFAKEDAX0")),
        _bad("日期在后", "Dated ahead", "WIN-T-003", date=dt.date(2025, 7, 1)),
        _bad("项号重复", "An item twice", "WIN-T-004", goods=(GOOD.goods[0], replace(GOOD.goods[1], item=1))),
        _bad("没有的包装", "No such packing", "code-unknown", packing="ZZ"),
        _bad(
            "净重大于毛重",
            "Net above gross",
            "WIN-T-021",
            goods=(GOOD.goods[0], replace(GOOD.goods[1], gross_each=Decimal("9.9"), gross_weight=None)),
        ),
        _bad("总件数少一", "A package too few", "WIN-T-022", packages=1799),
        _bad("总毛重不合", "Weights that do not add up", "WIN-T-023", gross_weight=Decimal("20600")),
        _bad("每件重量不合", "Packages that do not make the line", "WIN-T-024", goods=_line(net_each=Decimal("9"))),
        _bad("箱号序列不合", "Numbers that do not count", "WIN-T-025", goods=_line(package_numbers="1-1199")),
        _bad("箱号校验位错", "A wrong check digit", "WIN-T-026", containers=_box(number="XXXU0000017"), goods=_loose()),
        _bad(
            "行内集装箱不在表中",
            "A container of no list",
            "WIN-T-027",
            goods=_line(container="XXXU0000105"),
            containers=_box(packages=None, gross_weight=None),
        ),
        _bad("集装箱件数不合", "A container of another count", "WIN-T-028", containers=_box(packages=1700)),
        _bad("件数为零", "No packages", "WIN-T-022", "WIN-T-029", packages=0),
    ],
    facts=facts,
    title=title,
)
