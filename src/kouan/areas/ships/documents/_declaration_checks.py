"""The checks of the general declaration: each says its rule, the law it rests on, and how sure we are of that law."""

import datetime as dt
import itertools
from collections.abc import Iterator
from decimal import Decimal

from kouan.kernel.documents import Fault, check
from kouan.kernel.findings import Repair
from kouan.kernel.parties import is_uscc
from kouan.kernel.shapes import fields
from kouan.kernel.words import Words
from kouan.syntax.choices import known_codes

from . import _numbers as numbers
from ._declaration import CODES, NilStatements, ShipCall, Voyage
from ._faults import mendable, untidy

FAL_1 = "IMO FAL 公约 表格1 总申报单 · IMO FAL Convention, form 1"
IMO_SCHEME = "国际海事组织船舶识别号方案 · IMO Ship Identification Number Scheme"
TONNAGE = "1969年国际船舶吨位丈量公约 · International Convention on Tonnage Measurement of Ships, 1969"
ISPS = "国际船舶和港口设施保安规则 · SOLAS XI-2, ISPS Code"
LOCODE = "联合国口岸及相关地点代码 · UN/LOCODE"
HOUSE = "本系统约定 · House rule"

listed_codes = known_codes(
    {name: CODES[name] for name in CODES if name not in ("flag_states", "nationalities")},
    basis=FAL_1,
    standing="to-verify",
)
"""Our list of flags is not complete, so a flag that is not in it is a warning of its own; nationalities have their repair."""


@check(
    "imo-number",
    Words("IMO编号为7位数字，末位为校验码。", "An IMO number has seven digits, the last of them a check digit."),
    basis=IMO_SCHEME,
    standing="secondary",
    fields=("ship.imo",),
)
def imo_number(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    given = call.ship.imo
    if given is None or numbers.is_imo(given):
        return
    bare = numbers.tidied(given).removeprefix("IMO")
    if numbers.is_imo(bare):
        yield mendable("ship.imo", given, bare, Words("只填7位数字", "Give the seven digits only"))
    elif numbers.is_digits(bare, 7):
        digit = numbers.imo_check_digit(bare[:6])
        words = Words(
            "校验码不符：前六位对应的末位应为{d}", "The check digit does not fit: the first six digits give {d}"
        )
        yield Fault("ship.imo", words.with_values(d=digit))
    else:
        yield Fault("ship.imo", Words("应为7位数字", "Seven digits are expected"))


@check(
    "imo-number-missing",
    Words(
        "100总吨及以上的海船（渔船、驳船、拖船除外）须有IMO编号。",
        "A seagoing ship of 100 gross tonnage or more has an IMO number, fishing vessels, barges and tugs excepted.",
    ),
    basis=IMO_SCHEME,
    standing="to-verify",
    fields=("ship.imo", "ship.gross_tonnage", "ship.ship_type"),
)
def imo_number_missing(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    bound = call.ship.gross_tonnage >= 100 and call.ship.ship_type not in ("fishing", "barge", "tug")
    if bound and not call.ship.imo:
        yield Fault("ship.imo", Words("该船须填IMO编号", "This ship needs an IMO number"))


@check(
    "mmsi",
    Words("MMSI为9位数字，全零等于未填。", "An MMSI has nine digits; zeros only mean that it is absent."),
    basis="ITU-R M.585 · Recommendation ITU-R M.585",
    standing="to-verify",
    fields=("ship.mmsi",),
    severity="warning",
)
def mmsi(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    given = call.ship.mmsi
    if given is None:
        return
    if not given.strip("0 "):
        yield Fault("ship.mmsi", Words("全零不是MMSI", "Zeros are no MMSI"), Repair("ship.mmsi", given, None))
    elif not numbers.is_digits(given, 9):
        yield mendable("ship.mmsi", given, numbers.tidied(given), Words("应为9位数字", "Nine digits are expected"))


@check(
    "call-sign",
    Words("呼号为3至7位大写字母和数字。", "A call sign has three to seven capital letters and digits."),
    basis="国际电联无线电规则第19条 · ITU Radio Regulations, article 19",
    standing="to-verify",
    fields=("ship.call_sign",),
)
def call_sign(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    given = call.ship.call_sign
    if not numbers.is_call_sign(given):
        words = Words("呼号“{s}”不合格式", 'The call sign "{s}" is not of that form').with_values(s=given)
        yield untidy("ship.call_sign", given, numbers.is_call_sign, words)


@check(
    "flag",
    Words("船旗为两位国家地区代码。", "The flag is a country code of two letters."),
    basis="ISO 3166-1",
    standing="secondary",
    fields=("ship.flag",),
    severity="warning",
)
def flag(call: ShipCall, on: dt.date) -> Iterator[Fault]:
    if CODES["flag_states"].on(call.ship.flag, on) is None:
        words = Words("“{f}”不在本系统的船旗表中，请核对", '"{f}" is not in our list of flags: please look again')
        yield Fault("ship.flag", words.with_values(f=call.ship.flag))


@check(
    "net-below-gross",
    Words("净吨小于总吨。", "Net tonnage is below gross tonnage."),
    basis=TONNAGE,
    standing="to-verify",
    fields=("ship.net_tonnage", "ship.gross_tonnage"),
)
def net_below_gross(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    if call.ship.net_tonnage >= call.ship.gross_tonnage:
        yield Fault("ship.net_tonnage", Words("净吨不小于总吨", "Net tonnage is not below gross tonnage"))


@check(
    "measures",
    Words(
        "总长、吃水为正数且合乎常理；吃水填0等于未填。",
        "Length and draughts are above zero and plausible; a draught of 0 means that it is absent.",
    ),
    basis=HOUSE,
    standing="house",
    fields=("ship.length_overall", "ship.draught_fore", "ship.draught_aft"),
)
def measures(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    if not 0 < call.ship.length_overall <= 500:
        yield Fault("ship.length_overall", Words("总长应大于0、不大于500米", "Length: above 0, at most 500 m"))
    for name in ("draught_fore", "draught_aft"):
        metres: Decimal | None = getattr(call.ship, name)
        if metres is not None and not 0 < metres <= 30:
            repair = Repair(f"ship.{name}", str(metres), None) if metres == 0 else None
            yield Fault(f"ship.{name}", Words("吃水应大于0、不大于30米", "Draught: above 0, at most 30 m"), repair)


@check(
    "place-code",
    Words("上一港、下一港为5位地点代码。", "Last and next port are place codes of five characters."),
    basis=LOCODE,
    standing="secondary",
    fields=("voyage.last_port", "voyage.next_port"),
)
def place_code(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    for name in ("last_port", "next_port"):
        given: str = getattr(call.voyage, name)
        if not numbers.is_locode(given):
            words = Words("“{p}”不是5位地点代码", '"{p}" is not a place code of five characters').with_values(p=given)
            yield untidy(f"voyage.{name}", given, numbers.is_locode, words)


@check(
    "order-of-times",
    Words(
        "离上一港早于抵港，抵港早于离港，离港早于抵下一港。",
        "The ship leaves the last port before she arrives, arrives before she leaves, leaves before she is at the next.",
    ),
    basis=HOUSE,
    standing="house",
    fields=("voyage.left_last_port", "voyage.eta", "voyage.etd", "voyage.next_port_eta"),
)
def order_of_times(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    names = ("left_last_port", "eta", "etd", "next_port_eta")
    words = {f.name: f.words for f in fields(Voyage)}
    for first, then in itertools.pairwise(names):
        earlier, later = getattr(call.voyage, first), getattr(call.voyage, then)
        if later is not None and earlier >= later:
            zh = f"{words[then].zh}不晚于{words[first].zh}"
            yield Fault(f"voyage.{then}", Words(zh, f"{words[then].en} is not after: {words[first].en}"))


@check(
    "same-purpose-twice",
    Words("同一目的只填一次。", "A purpose is given once."),
    basis=HOUSE,
    standing="house",
    fields=("voyage.purposes",),
    severity="warning",
)
def same_purpose_twice(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    codes = [p.code for p in call.voyage.purposes]
    for number, code in enumerate(codes):
        if code in codes[:number]:
            yield Fault(f"voyage.purposes[{number}].code", Words("目的重复", "The purpose stands twice"))


@check(
    "persons-add-up",
    Words("船上总人数等于船员与旅客之和。", "Persons on board are crew and passengers together."),
    basis=FAL_1,
    standing="secondary",
    fields=("persons.on_board", "persons.crew", "persons.passengers"),
)
def persons_add_up(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    total = call.persons.crew + call.persons.passengers
    if call.persons.on_board != total:
        words = Words("船员加旅客为{n}人", "Crew and passengers make {n}").with_values(n=total)
        yield mendable("persons.on_board", str(call.persons.on_board), str(total), words)


@check(
    "nil-not-stated",
    Words("十项逐项声明“无”或“有”，空白不等于无。", "Each of the ten is stated nil or listed; silence is not nil."),
    basis=FAL_1,
    standing="to-verify",
    fields=tuple(f"nil.{f.name}" for f in fields(NilStatements)),
)
def nil_not_stated(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    for field in fields(NilStatements):
        if getattr(call.nil, field.name) is None:
            words = Words("未声明有无：{zh}", "Neither nil nor listed: {en}")
            yield Fault(f"nil.{field.name}", words.with_values(zh=field.words.zh, en=field.words.en))


@check(
    "nil-contradicts",
    Words("“无”的声明与人数、货物、目的不矛盾。", "A nil statement does not contradict persons, cargo and purposes."),
    basis=FAL_1,
    standing="to-verify",
    fields=("nil.passengers", "nil.cargo", "nil.dangerous_goods", "nil.waste"),
)
def nil_contradicts(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    purposes = {p.code for p in call.voyage.purposes}
    nil = call.nil
    if nil.passengers and (nil.passengers == "listed") != (call.persons.passengers > 0):
        yield Fault("nil.passengers", Words("与旅客人数矛盾", "Contradicts the number of passengers"))
    if nil.cargo == "nil" and "16" in purposes:
        yield Fault("nil.cargo", Words("目的为卸货，却声明无货物", "The purpose is to unload, and no cargo is stated"))
    if nil.cargo == "nil" and nil.dangerous_goods == "listed":
        yield Fault("nil.dangerous_goods", Words("无货物，却有危险货物", "No cargo, and yet dangerous goods"))
    if nil.waste == "nil" and "23" in purposes:
        yield Fault(
            "nil.waste", Words("目的为交付废物，却声明无", "The purpose is to deliver waste, and none is stated")
        )


@check(
    "security-certificate",
    Words(
        "客船及500总吨以上货船持有保安证书，且到港时有效。",
        "Passenger ships and cargo ships of 500 gross tonnage or more hold a security certificate, valid on arrival.",
    ),
    basis=ISPS,
    standing="to-verify",
    fields=("security.certificate", "security.expires"),
)
def security_certificate(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    ship, security = call.ship, call.security
    carries_passengers = ship.ship_type in ("passenger", "high-speed-passenger")
    bound = carries_passengers or (ship.gross_tonnage >= 500 and ship.ship_type not in ("fishing", "tug"))
    if security.certificate == "none":
        if bound:
            yield Fault("security.certificate", Words("该船须持有保安证书", "This ship must hold one"))
    elif security.expires is None:
        yield Fault("security.expires", Words("请填有效期", "Give the day of expiry"))
    elif security.expires < call.voyage.eta.date():
        yield Fault("security.expires", Words("证书在到港前过期", "It expires before the ship arrives"))


@check(
    "security-level-raised",
    Words("保安等级高于1级的，提请注意。", "A security level above 1 is pointed out."),
    basis=ISPS,
    standing="to-verify",
    fields=("security.level",),
    severity="warning",
)
def security_level_raised(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    if call.security.level > 1:
        words = Words("船舶保安等级为{n}级", "The ship is at security level {n}").with_values(n=call.security.level)
        yield Fault("security.level", words)


@check(
    "registry-date",
    Words("国籍证书签发日期不晚于抵港日期。", "The certificate of registry was issued before the ship arrives."),
    basis=FAL_1,
    standing="to-verify",
    fields=("ship.registry_date",),
)
def registry_date(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    issued = call.ship.registry_date
    if issued and issued > call.voyage.eta.date():
        yield Fault("ship.registry_date", Words("晚于抵港日期", "Later than the arrival"))


@check(
    "agent-code",
    Words(
        "代理的统一社会信用代码为18位，末位为校验码。", "The agent's credit code has 18 characters, the last a check."
    ),
    basis="GB 32100-2015",
    standing="secondary",
    fields=("agent.code",),
)
def agent_code(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    if not is_uscc(call.agent.code):
        words = Words("不是正确的统一社会信用代码", "Not a right unified social credit code")
        yield untidy("agent.code", call.agent.code, is_uscc, words)


FORM_1 = (
    listed_codes,
    imo_number,
    imo_number_missing,
    mmsi,
    call_sign,
    flag,
    net_below_gross,
    measures,
    place_code,
    order_of_times,
    same_purpose_twice,
    persons_add_up,
    nil_not_stated,
    nil_contradicts,
    security_certificate,
    security_level_raised,
    registry_date,
    agent_code,
)
"""In the order of the form."""
