"""Checks of the declaration's lists: containers, product licences, vehicles, documents, pictures."""

import base64
import binascii
import datetime as dt
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from kouan.kernel.documents import Fault

from ._law import CONTAINERS, DATA_SET, fault, mended, said
from ._parts import Declaration
from ._rule import rule
from ._vin import vin_check_character

MOST_PICTURE = 1_048_576
"""Bytes of a picture of the marks."""


@rule(
    "WIN-X-036",
    "同一集装箱只列一次",
    "A container is listed once",
    fields=("containers.number",),
    basis=CONTAINERS,
    standing="house",
)
def containers_stand_once(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """What is in it stands in its one row."""
    if len(d.containers) < 2:
        return
    seen = Counter(box.number for box in d.containers)
    for number, box in enumerate(d.containers):
        if seen[box.number] > 1:
            yield fault(f"containers[{number}].number", f"{box.number} 重复", f"{box.number} stands more than once")


@rule(
    "WIN-X-037",
    "箱货重量合计不大于毛重",
    "Goods in the containers weigh no more than the gross weight",
    fields=("containers.goods_weight", "gross_weight"),
    severity="warning",
    needs=("containers",),
)
def containers_weigh_no_more(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Kilograms."""
    weights = [box.goods_weight for box in d.containers if box.goods_weight is not None]
    if weights and d.gross_weight is not None and sum(weights, Decimal(0)) > d.gross_weight:
        held, gross = said(sum(weights, Decimal(0))), said(d.gross_weight)
        yield fault("containers", f"箱货合计 {held} 大于毛重 {gross}", f"The containers hold {held}, gross is {gross}")


@rule(
    "WIN-X-039",
    "产品许可和随附单据所列项号存在",
    "Product licences and papers name existing items",
    fields=("goods_limits.item", "papers.items"),
    basis=DATA_SET,
)
def lists_name_existing_items(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Numbers of goods lines."""
    if not (d.goods_limits or d.papers):
        return
    items = {str(line.item) for line in d.goods}
    for number, limit in enumerate(d.goods_limits):
        if str(limit.item) not in items:
            path = f"goods_limits[{number}].item"
            yield fault(path, f"没有第 {limit.item} 项商品", f"There is no item {limit.item}")
    for number, paper in enumerate(d.papers):
        for text in filter(None, (t.strip() for t in paper.items.split(","))):
            if text not in items:
                yield fault(f"papers[{number}].items", f"没有第 {text} 项商品", f"There is no item {text}")


@rule(
    "WIN-X-066",
    "车辆识别代码为17位且校验位正确",
    "A vehicle identification number has 17 characters and its check character",
    fields=("vehicles.vin",),
    severity="warning",
    basis="GB 16735《道路车辆 车辆识别代号（VIN）》，条款待核",
)
def vins_hold(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Letters without I, O and Q; the ninth is the check character."""
    for number, vehicle in enumerate(d.vehicles):
        if not vehicle.vin:
            continue
        path, right = f"vehicles[{number}].vin", vin_check_character(vehicle.vin)
        if right is None:
            yield fault(path, "应为17位字母和数字，不含I、O、Q", "17 letters and digits without I, O and Q")
        elif vehicle.vin[8] != right:
            fixed = vehicle.vin[:8] + right + vehicle.vin[9:]
            yield mended(path, f"第9位校验位应为 {right}", f"The ninth character is {right}", vehicle.vin, fixed)


@rule(
    "WIN-X-067",
    "车辆信息对应所列的产品许可",
    "A vehicle belongs to a product licence of the declaration",
    fields=("vehicles.licence", "goods_limits.number"),
    basis=DATA_SET,
)
def vehicles_have_licences(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """By number and class."""
    held = {(g.number, g.kind) for g in d.goods_limits}
    for number, vehicle in enumerate(d.vehicles):
        if (vehicle.licence, vehicle.licence_kind) not in held:
            path = f"vehicles[{number}].licence"
            yield fault(path, f"没有列明许可证 {vehicle.licence}", f"No licence {vehicle.licence} is listed")


@rule(
    "WIN-X-068",
    "核销数量大于零，与单位同填",
    "A quantity written off is above zero and has its unit",
    fields=("goods_limits.quantity", "goods_limits.unit"),
    basis=DATA_SET,
)
def written_off_in_units(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Both or none."""
    for number, limit in enumerate(d.goods_limits):
        if limit.quantity is not None and limit.quantity == 0:
            yield fault(f"goods_limits[{number}].quantity", "核销数量为零", "Nothing is written off")
        if limit.quantity is not None and not limit.unit:
            yield fault(f"goods_limits[{number}].unit", "核销数量须有单位", "The quantity has a unit")
        if limit.quantity is None and limit.unit:
            yield mended(
                f"goods_limits[{number}].unit", "没有核销数量，不填单位", "No quantity, no unit", limit.unit, None
            )


@rule(
    "WIN-X-069",
    "同一随附单证只列一次",
    "A document is listed once",
    fields=("licences",),
    severity="warning",
    standing="house",
)
def documents_stand_once(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Same code and same number."""
    if len(d.licences) < 2:
        return
    seen = Counter((one.kind, one.number) for one in d.licences)
    for number, one in enumerate(d.licences):
        if seen[one.kind, one.number] > 1:
            zh, en = f"单证 {one.kind} {one.number} 重复", f"Document {one.kind} {one.number} stands more than once"
            yield fault(f"licences[{number}].number", zh, en)


@rule(
    "WIN-X-071",
    "唛头图片为 base64，至多1 MB",
    "A picture of the marks is base64, 1 MB at most",
    fields=("mark_pictures.content",),
    basis=DATA_SET,
)
def pictures_can_be_read(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Decoded, not looked at."""
    for number, picture in enumerate(d.mark_pictures):
        path = f"mark_pictures[{number}].content"
        try:
            size = len(base64.b64decode(picture.content, validate=True))
        except (binascii.Error, ValueError):
            yield fault(path, "不是 base64 内容", "This is not base64")
            continue
        if not 0 < size <= MOST_PICTURE:
            yield fault(path, "图片为空或超过1 MB", "Empty, or larger than 1 MB")


@rule(
    "WIN-X-088",
    "申请单证的正副本数为数字",
    "Originals and copies asked for are numbers",
    fields=("wanted_certificates",),
    basis=DATA_SET,
)
def copies_are_counted(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Whole numbers."""
    for number, one in enumerate(d.wanted_certificates):
        for name in ("originals", "copies"):
            text = getattr(one, name)
            if text and not (text.isascii() and text.isdecimal()):
                yield fault(f"wanted_certificates[{number}].{name}", f"“{text}”不是数字", f"{text!r} is no number")


CHECKS = (
    containers_stand_once,
    containers_weigh_no_more,
    lists_name_existing_items,
    vins_hold,
    vehicles_have_licences,
    written_off_in_units,
    documents_stand_once,
    pictures_can_be_read,
    copies_are_counted,
)
