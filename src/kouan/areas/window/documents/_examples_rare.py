"""Worked examples of the rarer rules: one edit of a good declaration for each, and those that read reference tables."""

import datetime as dt
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from kouan.kernel.documents import Example
from kouan.kernel.words import Words

from . import _rare as rare
from ._examples import BOX, ENTRY
from ._parts import Cost, Declaration, Licence, Line, Paper

VIN = "LFAKE00X0FAKE0001"


def rare_examples(good: Declaration) -> list[Example]:
    """A failing example for each rule of head, lines and lists that import and export share."""
    return [*_of_head(good), *_of_lines(good), *_of_lists(good)]


def _bad(good: Declaration, zh: str, en: str, *finds: str, on: dt.date | None = None, **changes: Any) -> Example:
    made = replace(good, **changes)
    return Example(Words(zh, en), made, finds, on) if on else Example(Words(zh, en), made, finds)


def _first(good: Declaration, **changes: Any) -> tuple[Line, ...]:
    return (replace(good.goods[0], **changes), *good.goods[1:])


def _of_head(good: Declaration) -> list[Example]:
    def bad(zh: str, en: str, *finds: str, **changes: Any) -> Example:
        return _bad(good, zh, en, *finds, **changes)

    return [
        bad("备案清单填了合同号", "A list with a contract", "WIN-X-016", business=rare.Business(bill_type="1")),
        bad("签名卡号不符", "Another card", "WIN-X-044", signature=rare.Signature(card="FAKE000000002")),
        bad("关联报关单号少一位", "A short number", "WIN-X-045", related_declaration="57202026I12345678"),
        bad("未填境外收发货人", "No overseas party", "WIN-X-046", overseas_party=""),
        bad("关联备案号三位", "A record of three", "WIN-X-047", business=rare.Business(related_record="C57")),
        bad("有关联号码无理由", "No reason", "WIN-X-048", business=rare.Business(relation_number="FICT")),
        bad("业务事项填了字母", "A letter among flags", "WIN-X-049", business=rare.Business(matters="1X")),
        bad("转关提前", "Advance transit", "WIN-X-053", numbers=rare.Numbers(transit_relation="1")),
        bad("直转未加@", "No mark", "WIN-X-054", numbers=rare.Numbers(edi_mark="6")),
        bad("扩展字段第二位不空", "A second position", "WIN-X-055", numbers=rare.Numbers(extension="12")),
        bad("唛码填无", "Marks: none", "WIN-X-056", marks="无"),
        bad("申请转场未填场所", "No site", "WIN-X-057", business=rare.Business(moved="1")),
        bad("许可证号无横线", "No dashes", "WIN-X-059", licence_number="26AA100001"),
        bad("填了停用栏目", "An abandoned field", "WIN-X-084", abandoned=rare.Abandoned(accepting_office="44")),
        bad(
            "2018年填了公式定价",
            "A formula price in 2018",
            "WIN-X-085",
            on=dt.date(2018, 12, 3),
            price_statements=replace(good.price_statements, formula_price="0"),
        ),
        bad("使用人没有电话", "No telephone", "WIN-X-089", users=(rare.User(person="示例联系人（虚构）"),)),
        bad("检验检疫编码三位", "A code of three", "WIN-X-091", other_names=rare.OtherNames(trader_ciq="440")),
        bad("录入单位信用代码错", "A wrong code", "WIN-X-040", entry=replace(ENTRY, unit_scc="91440400MAFAKEDCX0")),
    ]


def _of_lines(good: Declaration) -> list[Example]:
    def bad(zh: str, en: str, *finds: str, **changes: Any) -> Example:
        return _bad(good, zh, en, *finds, goods=_first(good, **changes))

    def looked_at(**changes: Any) -> rare.Inspection:
        return rare.Inspection(**changes)

    preference = {"agreement": "21", "agreement_origin": "VNM", "origin_proof": "CFICT1", "origin_proof_item": 1}
    origin = good.goods[0].origin_country
    other = ("WIN-X-026",) if origin != "VNM" else ()
    rated = Cost(mark="1", amount=Decimal(300))
    return [
        bad("比例因子不符", "A wrong ratio", "WIN-X-017", processing=rare.ProcessingTrade(factor=Decimal(3))),
        bad(
            "成交数量为零",
            "Nothing sold",
            "WIN-X-018",
            quantity=Decimal(0),
            total=Decimal(0),
            unit="006",
        ),
        _bad(good, "费率300%", "A rate of 300 %", "WIN-X-019", other_costs=rated),
        bad("非直接运输未填中转国", "No country of transit", "WIN-X-025", transit=rare.Transit(direct="0")),
        bad("协定原产地另一国", "Two origins", "WIN-X-026", "WIN-X-027", **{**preference, "agreement_origin": "THA"}),
        bad("享惠没有列原产地证", "No proof listed", "WIN-X-027", *other, **preference),
        _bad(good, "手册未填备案序号", "No item of the handbook", "WIN-X-028", record_number="E57201000001"),
        bad("2022年起停用的子目", "A subheading that ended with 2021", "WIN-X-095", commodity_code="8541409000"),
        bad("两种币制", "Two currencies", "WIN-X-058", currency="EUR"),
        bad("没有的货物属性", "No such attribute", "WIN-X-063", inspection=looked_at(attributes="11,77")),
        bad("生产日期六位", "A day of six digits", "WIN-X-064", inspection=looked_at(produced="202501")),
        bad("已过有效期", "Expired", "WIN-X-065", inspection=looked_at(valid_until="20190101")),
        bad(
            "联合国编号五位",
            "A UN number of five digits",
            "WIN-X-072",
            un_number="11970",
            dangerous_name="香料（虚构）",
            packing_group="2",
            dangerous_packing="4G",
        ),
        bad("管制识别码三位", "A code of three", "WIN-X-087", inspection=looked_at(control_code="1AB")),
    ]


def _of_lists(good: Declaration) -> list[Example]:
    def bad(zh: str, en: str, *finds: str, **changes: Any) -> Example:
        return _bad(good, zh, en, *finds, **changes)

    limit = rare.GoodsLimit(item=1, kind="411", number="FICT-LIC-1", quantity=Decimal(5), unit="035")
    heavy = replace(BOX, goods_weight=(good.gross_weight or Decimal(0)) + 1)
    licence = Licence(kind="4", number="26-FICT-1")
    car = rare.Vehicle(licence="FICT-LIC-1", licence_kind="411", vin=VIN)
    return [
        bad("同一箱两次", "A box twice", "WIN-X-036", containers=(BOX, BOX)),
        bad("箱货重于毛重", "Boxes heavier than all", "WIN-X-037", containers=(heavy,)),
        bad("许可的项号不存在", "No such item", "WIN-X-039", goods_limits=(replace(limit, item=9),)),
        bad("单据的项号不存在", "A paper of no item", "WIN-X-039", papers=(Paper(kind="00000001", items="9"),)),
        bad("车辆识别代码校验位错", "A wrong VIN", "WIN-X-066", goods_limits=(limit,), vehicles=(car,)),
        bad("车辆没有许可", "A vehicle of no licence", "WIN-X-066", "WIN-X-067", vehicles=(car,)),
        bad("核销没有单位", "No unit", "WIN-X-068", goods_limits=(replace(limit, unit=""),)),
        bad("单证重复", "A document twice", "WIN-X-069", licences=(licence, licence)),
        bad(
            "唛头图片不是 base64",
            "No picture",
            "WIN-X-071",
            mark_pictures=(rare.MarkPicture(name="marks.png", content="FICT!"),),
        ),
        bad(
            "申请份数不是数字",
            "No number of copies",
            "WIN-X-088",
            wanted_certificates=(rare.WantedCertificate(kind="11", originals="one"),),
        ),
    ]


def reference_examples(good: Declaration) -> list[Example]:
    """Examples of the rules that read tables, judged by the invented sample tables: one that passes, and one a rule."""
    good = replace(good, reference="SAMPLE-R-0001")
    line = good.goods[0]

    def bad(zh: str, en: str, *finds: str, **changes: Any) -> Example:
        return _bad(good, zh, en, *finds, **changes)

    def first(zh: str, en: str, *finds: str, **changes: Any) -> Example:
        return _bad(good, zh, en, *finds, goods=_first(good, **changes))

    proof = {"agreement": "21", "agreement_origin": "USA", "origin_proof": "CFICT1", "origin_proof_item": 1}
    over = rare.GoodsLimit(item=1, kind="411", number="FICT-LIC-1", quantity=Decimal(1001), unit="035")
    named = {"commodity_code": "2903999030", "first_unit": "035"}
    weight = line.second_quantity or line.quantity
    plain = {"second_unit": "", "second_quantity": None, "specification": "甲|乙|丙", "unit": "035"}
    price = {"quantity": weight, "unit_price": Decimal(1), "total": weight}
    kilo = {**plain, **price, "first_quantity": weight}
    return [
        bad("按参考表核对通过", "Passes by the tables"),
        bad("表中没有的关区", "An office that is not listed", "WIN-X-096", customs_office="5799"),
        first("上年停用的编号", "A code that ended last year", "WIN-X-005", commodity_code="0306179010"),
        bad("一般贸易配全免", "A mode with full relief", "WIN-X-012", goods=_first(good, duty_mode="3")),
        bad(
            "备案号类别不符",
            "A record of another kind",
            "WIN-X-013",
            "WIN-X-015",
            record_number="C5720FAKE001",
            goods=tuple(replace(one, manual_item=9) for one in good.goods),
        ),
        first("要求许可证却未列", "A licence asked for", "WIN-X-014", **{**named, **kilo}),
        first("申报要素少一个", "An element is missing", "WIN-X-021", specification="甲|乙"),
        bad("没有委托", "No mandate", "WIN-X-042", agent=replace(good.agent, code="4404FAKE09")),
        first(
            "须检验检疫却未填",
            "Under inspection, untold",
            "WIN-X-061",
            **{"commodity_code": "0402210000", "first_unit": "035", **kilo},
        ),
        bad("核销超过余量", "Over-drawn", "WIN-X-070", goods_limits=(over,)),
        first("协定原产地不是成员", "No party to the agreement", "WIN-X-026", "WIN-X-027", "WIN-X-073", **proof),
        first(
            "价格远离通常范围",
            "Far from the usual price",
            "WIN-X-090",
            unit_price=Decimal("0.5"),
            total=(line.quantity or Decimal(0)) / 2,
        ),
    ]
