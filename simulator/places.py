"""The ports where the simulation takes place, and how big and how quick each of them is here. Invented figures."""

from typing import NamedTuple


class Port(NamedTuple):
    """`office` is an invented customs code; shares are of all cases; `pace` multiplies every duration."""

    code: str
    name: str
    office: str
    goods: float
    ships: float
    pace: float


PORTS = (
    Port("CNYTN", "盐田 Yantian", "9902", 0.24, 0.19, 0.92),
    Port("CNNSA", "南沙 Nansha", "9901", 0.22, 0.20, 0.88),
    Port("CNSHK", "蛇口 Shekou", "9903", 0.17, 0.16, 0.90),
    Port("CNHUA", "黄埔 Huangpu", "9904", 0.12, 0.13, 1.08),
    Port("CNHMN", "虎门 Humen", "9905", 0.08, 0.10, 1.12),
    Port("CNGON", "高栏 Gaolan", "9906", 0.07, 0.09, 1.18),
    Port("CNHUI", "惠州 Huizhou", "9907", 0.05, 0.07, 1.22),
    Port("CNJMN", "江门 Jiangmen", "9908", 0.05, 0.06, 1.35),
)
ABROAD = ("KRPUS", "SGSIN", "HKHKG", "JPYOK", "VNSGN", "THLCH", "MYPKG", "NLRTM", "USLAX", "AUMEL", "BRSSZ", "IDJKT")
