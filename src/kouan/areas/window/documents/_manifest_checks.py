"""Checks of manifests: one pass a check, for a manifest may hold thousands of bills."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal

from kouan.areas.window.codes import LISTS
from kouan.areas.window.rules.manifests import Times, due
from kouan.kernel.documents import Fault, check
from kouan.kernel.words import Words
from kouan.syntax.choices import known_codes
from kouan.syntax.containers import check_digit, is_container_number

from ._law import CONTAINERS, fault, mended, said
from ._manifest_parts import Box, CargoReport, Manifest, listed

MEASURES = "《中华人民共和国海关进出境运输工具舱单管理办法》（海关总署令第172号，经修改），条款待核"
MESSAGES = "舱单报文数据项（业内公开资料），待核"
DANGEROUS = "《国际海运危险货物规则》及相应空运、陆运规则，条款待核"
HALF_A_KILO = Decimal("0.5")

codes_exist = known_codes(
    {
        name: LISTS[name]
        for name in ("packing", "transport-mode", "container-model", "manifest-function", "container-load")
    },
    basis=MESSAGES,
    standing="secondary",
)


@check(
    "WIN-M-001",
    Words("集装箱号符合 ISO 6346", "A container number passes ISO 6346"),
    basis=CONTAINERS,
    standing="secondary",
    fields=("containers.number",),
)
def container_numbers_hold(m: Manifest, on: dt.date) -> Iterator[Fault]:
    """Where the first ten characters have the form, the repair is the check digit that they make."""
    for row, box in enumerate(m.containers):
        if not is_container_number(box.number):
            yield wrong_box(f"containers[{row}].number", box.number)


def wrong_box(path: str, number: str) -> Fault:
    right = check_digit(number[:10])
    zh, en = f"箱号 {number} 的校验位不对", f"{number} fails its check digit"
    if right is None or len(number) != 11:
        return fault(path, f"箱号 {number} 不是四个字母加七位数字", f"{number} is not four letters and seven digits")
    return mended(path, zh, en, number, number[:10] + right)


@check(
    "WIN-M-002",
    Words("同一舱单中每个提（运）单号、集装箱号只出现一次", "A bill and a container stand once in a manifest"),
    basis=MEASURES,
    standing="to-verify",
    fields=("bills.number", "containers.number"),
)
def each_stands_once(m: Manifest, on: dt.date) -> Iterator[Fault]:
    """The second and later ones are named, with the row of the first."""
    for name, zh, en in (("bills", "提（运）单号", "Bill"), ("containers", "集装箱号", "Container")):
        first: dict[str, int] = {}
        for row, line in enumerate(getattr(m, name)):
            seen = first.setdefault(line.number, row)
            if seen != row:
                told = (
                    f"{zh} {line.number} 已在第 {seen + 1} 行",
                    f"{en} {line.number} stands in row {seen + 1} already",
                )
                yield fault(f"{name}[{row}].number", *told)


@check(
    "WIN-M-003",
    Words(
        "集装箱、危险货物所列的提（运）单须在本舱单中",
        "Bills that a container or dangerous goods name are on the manifest",
    ),
    basis=MESSAGES,
    standing="to-verify",
    fields=("containers.bills", "dangerous.bill"),
)
def named_bills_are_listed(m: Manifest, on: dt.date) -> Iterator[Fault]:
    """An empty container names none; any other names at least one."""
    known = {b.number for b in m.bills}
    for row, box in enumerate(m.containers):
        named = listed(box.bills)
        if not named and box.load != "E":
            yield fault(f"containers[{row}].bills", "重箱须列明所载提（运）单", "A loaded container names its bills")
        for number in named:
            if number not in known:
                yield _not_listed(f"containers[{row}].bills", number)
    for row, danger in enumerate(m.dangerous):
        if danger.bill not in known:
            yield _not_listed(f"dangerous[{row}].bill", danger.bill)


def _not_listed(path: str, number: str) -> Fault:
    return fault(path, f"提（运）单 {number} 不在本舱单中", f"Bill {number} is not on this manifest")


@check(
    "WIN-M-004",
    Words("件数至少为1，毛重大于零", "Packages are at least one, the gross weight is above zero"),
    basis=MEASURES,
    standing="to-verify",
    fields=("bills.packages", "bills.gross_weight", "containers.packages", "containers.gross_weight"),
)
def amounts_are_positive(m: Manifest, on: dt.date) -> Iterator[Fault]:
    """Of each bill, and of a container where it says them."""
    for name in ("bills", "containers"):
        for row, line in enumerate(getattr(m, name)):
            if line.packages is not None and line.packages < 1:
                told = f"件数为 {line.packages}", f"Packages are {line.packages}"
                yield fault(f"{name}[{row}].packages", *told)
            if line.gross_weight is not None and line.gross_weight <= 0:
                weight = said(line.gross_weight)
                yield fault(f"{name}[{row}].gross_weight", f"毛重为 {weight} 千克", f"The weight is {weight} kg")


@check(
    "WIN-M-005",
    Words("分提单的件数、毛重合计等于总提单", "House bills add up to their master bill"),
    basis=MEASURES,
    standing="to-verify",
    fields=("bills.master", "bills.packages", "bills.gross_weight"),
    severity="warning",
)
def houses_make_the_master(m: Manifest, on: dt.date) -> Iterator[Fault]:
    """Only where the master stands on the same manifest. Weights within half a kilogram."""
    packages: Counter[str] = Counter()
    weights: dict[str, Decimal] = defaultdict(Decimal)
    for bill in m.bills:
        if bill.master:
            packages[bill.master] += bill.packages
            weights[bill.master] += bill.gross_weight
    for row, bill in enumerate(m.bills):
        if bill.number in packages and packages[bill.number] != bill.packages:
            told = packages[bill.number], bill.packages
            zh, en = "分提单共 {} 件，总提单 {} 件", "House bills have {} packages, the master {}"
            yield fault(f"bills[{row}].packages", zh.format(*told), en.format(*told))
        if bill.number in weights and abs(weights[bill.number] - bill.gross_weight) > HALF_A_KILO:
            made = said(weights[bill.number]), said(bill.gross_weight)
            zh, en = "分提单共 {} 千克，总提单 {} 千克", "House bills weigh {} kg, the master {} kg"
            yield fault(f"bills[{row}].gross_weight", zh.format(*made), en.format(*made))


@check(
    "WIN-M-006",
    Words("整箱所载件数、重量合计等于提（运）单", "Full containers add up to their bill"),
    basis=MEASURES,
    standing="to-verify",
    fields=("containers.packages", "containers.gross_weight", "bills.packages", "bills.gross_weight"),
    severity="warning",
)
def boxes_make_the_bill(m: Manifest, on: dt.date) -> Iterator[Fault]:
    """Only bills whose every container holds nothing else and says both numbers."""
    held: dict[str, list[Box]] = defaultdict(list)
    for box in m.containers:
        for number in listed(box.bills):
            held[number].append(box)
    for row, bill in enumerate(m.bills):
        boxes = held.get(bill.number, [])
        if not boxes or any(len(listed(b.bills)) > 1 or b.packages is None or b.gross_weight is None for b in boxes):
            continue
        packages, weight = sum(b.packages or 0 for b in boxes), sum((b.gross_weight or 0 for b in boxes), Decimal(0))
        if packages != bill.packages:
            told = packages, bill.packages
            zh, en = "各箱共 {} 件，提单 {} 件", "The containers hold {} packages, the bill says {}"
            yield fault(f"bills[{row}].packages", zh.format(*told), en.format(*told))
        if abs(weight - bill.gross_weight) > HALF_A_KILO:
            made = said(weight), said(bill.gross_weight)
            zh, en = "各箱共 {} 千克，提单 {} 千克", "The containers hold {} kg, the bill says {} kg"
            yield fault(f"bills[{row}].gross_weight", zh.format(*made), en.format(*made))


def times_of(m: Manifest | CargoReport) -> Times:
    """What the deadline of a manifest or report looks at."""
    if isinstance(m, CargoReport):
        return Times(kind=m.KIND, mode=m.transport_mode, done=m.done_at)
    return Times(
        kind=m.KIND,
        mode=m.transport_mode,
        container_ship=m.container_ship,
        loads=m.loading_at,
        leaves=m.departure_at,
        arrives=m.arrival_at,
    )


@check(
    "WIN-M-007",
    Words("舱单和报告在规定时限内传输", "Manifests and reports are filed in time"),
    basis=MEASURES,
    standing="to-verify",
    fields=(),
    severity="warning",
)
def filed_in_time(m: Manifest | CargoReport, on: dt.date) -> Iterator[Fault]:
    """A check knows the day only, so it tells what is late by whole days; the exact lateness stands on the consignment."""
    deadline = due(times_of(m))
    if deadline is None:
        return
    last = deadline.by.astimezone(dt.timezone(dt.timedelta(hours=8)))
    late = (on - last.date()).days
    if late > 0:
        zh = f"时限 {last:%Y-%m-%d %H:%M}（{deadline.line.zh}，待核），已逾期 {late} 日"
        yield fault("", zh, f"Due {last:%Y-%m-%d %H:%M} ({deadline.line.en}, to verify): {late} days late")


@check(
    "WIN-M-008",
    Words("驶离不早于开始装载，抵达不早于驶离", "Departure is not before loading, arrival not before departure"),
    basis=MESSAGES,
    standing="house",
    fields=("loading_at", "departure_at", "arrival_at"),
)
def times_follow(m: Manifest, on: dt.date) -> Iterator[Fault]:
    """Instants, whatever their offsets."""
    if m.loading_at and m.departure_at and m.departure_at < m.loading_at:
        yield fault("departure_at", "驶离早于开始装载", "Departure is before loading")
    if m.departure_at and m.arrival_at and m.arrival_at < m.departure_at:
        yield fault("arrival_at", "抵达早于驶离", "Arrival is before departure")


@check(
    "WIN-M-009",
    Words(
        "危险货物须有四位编号、联系人和电话", "Dangerous goods have a UN number of four digits, a contact and a phone"
    ),
    basis=DANGEROUS,
    standing="to-verify",
    fields=("dangerous.un_number", "dangerous.contact", "dangerous.phone"),
)
def dangers_are_told(m: Manifest, on: dt.date) -> Iterator[Fault]:
    """A number written with the letters UN is mended."""
    for row, danger in enumerate(m.dangerous):
        place = f"dangerous[{row}]"
        if not (len(danger.un_number) == 4 and danger.un_number.isascii() and danger.un_number.isdecimal()):
            yield fault(f"{place}.un_number", f"编号 {danger.un_number} 不是四位数字", "It is not of four digits")
        for name, zh, en in (("contact", "联系人", "a contact"), ("phone", "电话", "a phone")):
            if not getattr(danger, name):
                yield fault(f"{place}.{name}", f"危险货物须填{zh}", f"Dangerous goods need {en}")


@check(
    "WIN-M-010",
    Words("提单须有收货人；凭指示的须有通知人", "A bill has a consignee; one to order has a notify party"),
    basis=MEASURES,
    standing="to-verify",
    fields=("bills.consignee", "bills.notify"),
)
def parties_are_named(m: Manifest, on: dt.date) -> Iterator[Fault]:
    """Consignor too."""
    for row, bill in enumerate(m.bills):
        if not bill.consignor:
            yield fault(f"bills[{row}].consignor", "须填发货人", "A consignor is needed")
        if not bill.consignee:
            yield fault(f"bills[{row}].consignee", "须填收货人", "A consignee is needed")
        if bill.consignee.upper().startswith("TO ORDER") and not bill.notify:
            yield fault(f"bills[{row}].notify", "凭指示提单须填通知人", "A bill to order needs a notify party")


@check(
    "WIN-M-011",
    Words("重箱有封志", "A loaded container is sealed"),
    basis=MESSAGES,
    standing="to-verify",
    fields=("containers.seals",),
    severity="warning",
)
def loaded_boxes_are_sealed(m: Manifest, on: dt.date) -> Iterator[Fault]:
    """Full and shared loads alike."""
    for row, box in enumerate(m.containers):
        if box.load != "E" and not listed(box.seals):
            yield fault(f"containers[{row}].seals", f"重箱 {box.number} 没有封志号", f"{box.number} has no seal")


CHECKS = (
    codes_exist,
    container_numbers_hold,
    each_stands_once,
    named_bills_are_listed,
    amounts_are_positive,
    houses_make_the_master,
    boxes_make_the_bill,
    filed_in_time,
    times_follow,
    dangers_are_told,
    parties_are_named,
    loaded_boxes_are_sealed,
)


@check(
    "WIN-M-020",
    Words(
        "件数、残损件数不小于零，残损不多于件数，每单一行",
        "Counts are not negative, damage is not above the count, a bill has one row",
    ),
    basis=MESSAGES,
    standing="house",
    fields=("bills.packages", "bills.damaged", "bills.number"),
)
def counts_hold(m: CargoReport, on: dt.date) -> Iterator[Fault]:
    """Zero packages are a bill that did not come."""
    seen: set[str] = set()
    for row, line in enumerate(m.bills):
        if line.packages < 0 or line.damaged < 0 or line.damaged > line.packages:
            told = line.packages, line.damaged
            zh, en = "件数 {}，残损 {}", "{} packages, {} damaged"
            yield fault(f"bills[{row}].packages", zh.format(*told), en.format(*told))
        if line.number in seen:
            yield fault(
                f"bills[{row}].number", f"提（运）单 {line.number} 出现两次", f"Bill {line.number} stands twice"
            )
        seen.add(line.number)


@check(
    "WIN-M-021",
    Words("完成不早于开始", "The work does not end before it begins"),
    basis=MESSAGES,
    standing="house",
    fields=("began_at", "done_at"),
)
def work_follows(m: CargoReport, on: dt.date) -> Iterator[Fault]:
    """Instants, whatever their offsets."""
    if m.began_at and m.done_at < m.began_at:
        yield fault("done_at", "完成早于开始", "It ends before it begins")


REPORT_CHECKS = (counts_hold, work_follows, filed_in_time)
