"""Goods that are traded here. Names say that they are invented; codes have the form of commodity codes."""

from decimal import Decimal
from typing import NamedTuple


class Ware(NamedTuple):
    """Price in USD a unit; `kg` is the weight of one unit; `lot` the usual quantity; `lands` where it comes from or goes to."""

    code: str
    name: str
    specification: str
    unit: str
    price: Decimal
    kg: Decimal
    lot: int
    lands: tuple[str, ...]
    bulk: bool = False


KG, PIECE = "035", "007"


def _kilograms(code: str, name: str, price: str, lot: int, lands: str, bulk: bool = False) -> Ware:
    spec = "散装|示例" if bulk else "箱装|示例"
    return Ware(code, f"{name}（虚构示例）", spec, KG, Decimal(price), Decimal(1), lot, tuple(lands.split()), bulk)


def _pieces(code: str, name: str, price: str, kg: str, lot: int, lands: str) -> Ware:
    return Ware(
        code, f"{name}（虚构示例）", "示例牌|示例型号", PIECE, Decimal(price), Decimal(kg), lot, tuple(lands.split())
    )


IMPORTED = (
    _kilograms("0306179090", "冻南美白虾", "6.5", 12_000, "VNM ECU IND THA"),
    _kilograms("0810600000", "鲜榴莲", "4.1", 17_000, "THA VNM MYS"),
    _kilograms("3901200090", "聚乙烯颗粒", "1.15", 24_000, "SAU KOR SGP"),
    _kilograms("7403111900", "精炼铜阴极", "8.9", 20_000, "CHL JPN AUS"),
    _kilograms("4703210090", "木浆", "0.72", 48_000, "BRA IDN CAN"),
    _kilograms("1201900090", "黄大豆", "0.48", 3_000_000, "BRA USA ARG", bulk=True),
    _kilograms("2601120090", "铁矿砂", "0.11", 9_000_000, "AUS BRA", bulk=True),
    _kilograms("0202300090", "冻去骨牛肉", "5.6", 25_000, "BRA ARG AUS NZL"),
    _pieces("8542319090", "集成电路", "1.35", "0.002", 60_000, "KOR MYS JPN"),
    _pieces("8708299090", "车身零件", "22.4", "3.5", 900, "DEU JPN THA"),
    _pieces("3304990099", "护肤品", "7.9", "0.3", 6_000, "FRA KOR JPN"),
    _pieces("9018193090", "诊断仪器", "2150", "48", 12, "DEU USA JPN"),
)
EXPORTED = (
    _pieces("8516790000", "电热水壶", "8.75", "1.3", 2_400, "NLD USA DEU GBR"),
    _pieces("8516603000", "电饭锅", "14.2", "2", 1_500, "IDN PHL MYS VNM"),
    _pieces("8528722200", "液晶电视机", "146", "11.5", 420, "USA MEX POL"),
    _pieces("9403509990", "木制卧室家具", "68", "31", 260, "USA AUS CAN"),
    _pieces("6109100021", "棉制T恤衫", "2.8", "0.18", 18_000, "USA ESP JPN"),
    _pieces("9503008900", "玩具", "1.9", "0.25", 14_000, "USA GBR BRA"),
    _pieces("8507600090", "锂离子蓄电池组", "95", "7.2", 640, "DEU HUN USA"),
    _pieces("9405110090", "吸顶灯", "6.3", "0.9", 3_600, "ARE SAU ZAF"),
    _kilograms("6907219000", "瓷砖", "0.31", 26_000, "PHL KEN SAU AUS"),
    _kilograms("7616999000", "铝制品", "4.2", 9_000, "USA MEX JPN"),
    _kilograms("2008199990", "果仁罐头", "2.6", 14_000, "HKG SGP MYS"),
)
