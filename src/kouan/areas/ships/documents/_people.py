"""Crew list and passenger list (FAL forms 5 and 6): one row a person, names as in the machine-readable zone of the paper.

A single name is a name: either of the two may stay empty, not both. All of it is personal but rank and ports.
"""

import datetime as dt
from typing import Annotated

from kouan.kernel.words import Words, label

from ._listed import Listed

LATIN = Words("按证件机读区的拉丁字母", "In Latin letters, as in the machine-readable zone")


class Person(Listed, frozen=True, kw_only=True):
    """Who somebody is, and by which paper."""

    family_name: Annotated[str, label("姓", "Family name", hint=LATIN, personal=True, max_length=70)] = ""
    given_names: Annotated[str, label("名", "Given names", hint=LATIN, personal=True, max_length=70)] = ""
    chinese_name: Annotated[str, label("中文姓名", "Name in Chinese", personal=True, max_length=35)] = ""
    nationality: Annotated[str, label("国籍", "Nationality", codes="nationalities", max_length=3)]
    sex: Annotated[str, label("性别", "Sex", codes="sexes", max_length=1)]
    birth_date: Annotated[dt.date, label("出生日期", "Date of birth", personal=True)]
    birth_place: Annotated[str, label("出生地", "Place of birth", personal=True, max_length=35)] = ""
    document_kind: Annotated[str, label("证件种类", "Kind of document", codes="travel_documents", max_length=12)]
    document_number: Annotated[str, label("证件号码", "Document number", personal=True, min_length=1, max_length=35)]
    document_issuer: Annotated[str, label("签发国", "Issued by", codes="nationalities", max_length=3)]
    document_expires: Annotated[dt.date, label("证件有效期至", "Expires", personal=True)]
    visa: Annotated[str, label("签证或居留证号", "Visa or residence number", personal=True, max_length=35)] = ""


class CrewMember(Person, frozen=True, kw_only=True):
    """One seafarer of the crew list 船员名单."""

    rank: Annotated[str, label("职务", "Rank or rating", min_length=1, max_length=35)]
    joined_at: Annotated[str, label("上船港", "Joined at", max_length=8)] = ""
    joined_on: Annotated[dt.date, label("上船日期", "Joined on")] | None = None
    leaves_at: Annotated[str, label("下船港", "Leaves at", max_length=8)] = ""


class Passenger(Person, frozen=True, kw_only=True):
    """One passenger of the passenger list 旅客名单."""

    embarked_at: Annotated[str, label("登船港", "Port of embarkation", max_length=8)]
    leaves_at: Annotated[str, label("离船港", "Port of disembarkation", max_length=8)]
    transit: Annotated[bool, label("过境", "In transit")] = False
