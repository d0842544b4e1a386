"""The checks of the crew list and the passenger list, by themselves and against the declaration they ride with."""

import datetime as dt
from collections.abc import Iterator

from kouan.kernel.documents import Fault, check
from kouan.kernel.findings import Repair
from kouan.kernel.rules import law_day
from kouan.kernel.words import Words

from ._declaration import CODES, ShipCall
from ._people import Person

FAL_5_6 = "IMO FAL 公约 表格5、6 船员名单、旅客名单 · IMO FAL Convention, forms 5 and 6"
MLC = "2006年海事劳工公约 · Maritime Labour Convention, 2006"
MASTER = "MASTER"
YOUNGEST_SEAFARER = 16
OLDEST = 110


def people(call: ShipCall) -> Iterator[tuple[str, Person]]:
    """Every person of both lists with the place of the row."""
    for number, member in enumerate(call.crew_list):
        yield f"crew_list[{number}]", member
    for number, passenger in enumerate(call.passenger_list):
        yield f"passenger_list[{number}]", passenger


@check(
    "list-agrees-with-count",
    Words(
        "附了名单的，名单人数与总申报单人数一致。",
        "A list that is attached has as many persons as the declaration says.",
    ),
    basis=FAL_5_6,
    standing="secondary",
    fields=("crew_list", "passenger_list", "persons.crew", "persons.passengers"),
)
def list_agrees_with_count(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    for rows, place, stated in (
        (call.crew_list, "persons.crew", call.persons.crew),
        (call.passenger_list, "persons.passengers", call.persons.passengers),
    ):
        if rows and len(rows) != stated:
            words = Words("名单为{n}人，此处为{m}人", "The list has {n} persons, here {m} are stated")
            yield Fault(place, words.with_values(n=len(rows), m=stated), Repair(place, str(stated), str(len(rows))))


@check(
    "master-once",
    Words("船员名单中船长恰为一人。", "The crew list names exactly one master."),
    basis=FAL_5_6,
    standing="to-verify",
    fields=("crew_list",),
)
def master_once(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    masters = [n for n, m in enumerate(call.crew_list) if m.rank.strip().upper() == MASTER]
    if call.crew_list and not masters:
        yield Fault("crew_list", Words("没有职务为 MASTER 的船员", "Nobody has the rank MASTER"))
    for number in masters[1:]:
        yield Fault(f"crew_list[{number}].rank", Words("船长已在前面列出", "A master is listed already"))


@check(
    "person-has-a-name",
    Words("姓、名至少填一项。", "A family name or given names, at least one of them."),
    basis=FAL_5_6,
    standing="secondary",
    fields=("crew_list", "passenger_list"),
)
def person_has_a_name(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    for place, person in people(call):
        if not (person.family_name.strip() or person.given_names.strip()):
            yield Fault(f"{place}.family_name", Words("没有姓名", "There is no name"))


@check(
    "name-in-latin",
    Words(
        "姓名按证件机读区用拉丁字母；中文姓名另填。", "Names are in Latin letters; a Chinese name has its own field."
    ),
    basis=FAL_5_6,
    standing="to-verify",
    fields=("crew_list", "passenger_list"),
    severity="warning",
)
def name_in_latin(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    for place, person in people(call):
        for name in ("family_name", "given_names"):
            if any(ord(letter) > 0x24F for letter in getattr(person, name)):
                yield Fault(f"{place}.{name}", Words("含有非拉丁字母", "Not all of it is in Latin letters"))


@check(
    "nationality-code",
    Words("国籍、签发国为三位代码（ISO 3166 或机读区代码）。", "Nationality and issuer are codes of three letters."),
    basis="ISO 3166-1; ICAO 9303",
    standing="secondary",
    fields=("crew_list", "passenger_list"),
)
def nationality_code(call: ShipCall, on: dt.date) -> Iterator[Fault]:
    codes = CODES["nationalities"]
    for place, person in people(call):
        for name in ("nationality", "document_issuer"):
            given: str = getattr(person, name)
            if codes.on(given, on) is None:
                capital = given.strip().upper()
                repair = Repair(f"{place}.{name}", given, capital) if codes.on(capital, on) else None
                yield Fault(f"{place}.{name}", Words("不在代码表中", "It is not in the list"), repair)


@check(
    "document-once",
    Words(
        "同一证件在一个航次中只属于一人，一人只在一份名单上。", "A document belongs to one person, who is on one list."
    ),
    basis=FAL_5_6,
    standing="to-verify",
    fields=("crew_list", "passenger_list"),
)
def document_once(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    seen: dict[tuple[str, str], str] = {}
    for place, person in people(call):
        paper = (person.document_issuer, person.document_number)
        first = seen.setdefault(paper, place)
        if first == place:
            continue
        if first.partition("[")[0] == place.partition("[")[0]:
            words = Words("与{first}的证件相同", "The same document as {first}")
        else:
            words = Words("此人已在另一份名单上：{first}", "This person is on the other list already: {first}")
        yield Fault(f"{place}.document_number", words.with_values(first=first))


@check(
    "document-valid-on-arrival",
    Words("证件到港时有效。", "The document is valid when the ship arrives."),
    basis=FAL_5_6,
    standing="to-verify",
    fields=("crew_list", "passenger_list", "voyage.eta"),
)
def document_valid_on_arrival(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    arrival = law_day(call.voyage.eta)
    for place, person in people(call):
        if person.document_expires < arrival:
            yield Fault(f"{place}.document_expires", Words("到港前已过期", "It expires before the ship arrives"))


@check(
    "document-valid-through-stay",
    Words("证件在港期间不过期。", "The document does not expire while the ship is in port."),
    basis=FAL_5_6,
    standing="to-verify",
    fields=("crew_list", "passenger_list", "voyage.etd"),
    severity="warning",
)
def document_valid_through_stay(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    arrival = law_day(call.voyage.eta)
    leaving = law_day(call.voyage.etd)
    for place, person in people(call):
        if arrival <= person.document_expires < leaving:
            yield Fault(f"{place}.document_expires", Words("在港期间过期", "It expires during the stay"))


@check(
    "birth-date",
    Words("出生日期不晚于到港，年龄不超过110岁。", "Born before the arrival, and not more than 110 years ago."),
    basis=FAL_5_6,
    standing="to-verify",
    fields=("crew_list", "passenger_list"),
)
def birth_date(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    arrival = law_day(call.voyage.eta)
    for place, person in people(call):
        if not 0 <= age(person.birth_date, arrival) <= OLDEST:
            yield Fault(f"{place}.birth_date", Words("出生日期不合常理", "That day of birth is not plausible"))


@check(
    "seafarer-of-age",
    Words("船员年满16周岁。", "A seafarer is at least 16 years old."),
    basis=MLC,
    standing="to-verify",
    fields=("crew_list",),
    severity="warning",
)
def seafarer_of_age(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    arrival = law_day(call.voyage.eta)
    for number, member in enumerate(call.crew_list):
        if 0 <= age(member.birth_date, arrival) < YOUNGEST_SEAFARER:
            yield Fault(f"crew_list[{number}].birth_date", Words("到港时未满16周岁", "Younger than 16 on arrival"))


@check(
    "transit-leaves-elsewhere",
    Words(
        "过境旅客不在本港离船，其余旅客在本港离船。", "Transit passengers stay on board here; the others leave here."
    ),
    basis=FAL_5_6,
    standing="to-verify",
    fields=("passenger_list",),
    severity="warning",
)
def transit_leaves_elsewhere(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    for number, passenger in enumerate(call.passenger_list):
        if passenger.transit == (passenger.leaves_at == call.voyage.port):
            words = Words("与离船港矛盾", "Contradicts the port of disembarkation")
            yield Fault(f"passenger_list[{number}].transit", words)


def age(born: dt.date, on: dt.date) -> int:
    """Full years of life on a day; negative before birth."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


CHECKS = (
    list_agrees_with_count,
    master_once,
    person_has_a_name,
    name_in_latin,
    nationality_code,
    document_once,
    document_valid_on_arrival,
    document_valid_through_stay,
    birth_date,
    seafarer_of_age,
    transit_leaves_elsewhere,
)
"""In the order of the lists."""
