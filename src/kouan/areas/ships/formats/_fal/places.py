"""Ports by the names that people type where a code is asked: a name is never a code, so it is proposed, not taken."""

from kouan.areas.ships.documents._declaration import CODES

_NAMES = """
CNXMN XIAMEN|AMOY|厦门 CNSHA SHANGHAI|上海 CNNGB NINGBO|宁波 CNTAO QINGDAO|TSINGTAO|青岛 CNTSN TIANJIN|XINGANG|天津
CNDLC DALIAN|大连 CNCAN GUANGZHOU|CANTON|广州 CNSZX SHENZHEN|深圳 CNFOC FUZHOU|福州 CNZUH ZHUHAI|珠海 CNLYG LIANYUNGANG|连云港
CNYNT YANTAI|烟台 CNHAK HAIKOU|海口 CNZHA ZHANJIANG|湛江 HKHKG HONG_KONG|香港 MOMFM MACAU|MACAO|澳门
TWKHH KAOHSIUNG|高雄 TWKEL KEELUNG|基隆 KRPUS BUSAN|PUSAN|釜山 KRINC INCHEON|仁川 KRKAN GWANGYANG|光阳
JPTYO TOKYO|东京 JPYOK YOKOHAMA|横滨 JPNGO NAGOYA|名古屋 JPUKB KOBE|神户 JPOSA OSAKA|大阪 SGSIN SINGAPORE|新加坡
MYPKG PORT_KLANG|KLANG|巴生 MYTPP TANJUNG_PELEPAS IDJKT JAKARTA|TANJUNG_PRIOK|雅加达 PHMNL MANILA|马尼拉 VNSGN HO_CHI_MINH_CITY|SAIGON|胡志明市
VNHPH HAIPHONG|HAI_PHONG|海防 THLCH LAEM_CHABANG|林查班 THBKK BANGKOK|曼谷 LKCMB COLOMBO|科伦坡 INNSA NHAVA_SHEVA|JNPT INMAA CHENNAI
AEJEA JEBEL_ALI|杰贝阿里 EGPSD PORT_SAID|塞得港 EGSUZ SUEZ|苏伊士 GRPIR PIRAEUS|比雷埃夫斯 NLRTM ROTTERDAM|鹿特丹
BEANR ANTWERP|安特卫普 DEHAM HAMBURG|汉堡 DEBRV BREMERHAVEN GBFXT FELIXSTOWE GBLON LONDON|伦敦 FRLEH LE_HAVRE ESALG ALGECIRAS ESVLC VALENCIA
ITGOA GENOA USLAX LOS_ANGELES|洛杉矶 USLGB LONG_BEACH|长滩 USOAK OAKLAND|奥克兰 USNYC NEW_YORK|纽约 USSEA SEATTLE CAVAN VANCOUVER|温哥华
AUSYD SYDNEY|悉尼 AUMEL MELBOURNE|墨尔本 BRSSZ SANTOS|桑托斯 ZADUR DURBAN|德班 ROCND CONSTANTA RUVVO VLADIVOSTOK|海参崴
"""


def _known() -> dict[str, str]:
    words = _NAMES.split()
    found = {
        name.replace("_", " "): code
        for code, names in zip(words[::2], words[1::2], strict=True)
        for name in names.split("|")
    }
    for code in CODES["ship_ports"]:
        found[code.words.zh] = code.code
        found[code.words.en.upper()] = code.code
    return found


BY_NAME = _known()


def code_of(name: str) -> str:
    """The UN/LOCODE of a port by its name in capitals, or in Chinese with or without 港; '' where it is not known."""
    plain = " ".join(name.replace(",", " ").split())
    return (
        BY_NAME.get(plain) or BY_NAME.get(plain.removesuffix("港")) or BY_NAME.get(plain.removeprefix("PORT OF ")) or ""
    )
