"""What is odd in a port call notification beyond its form: words and numbers that stand for "not known", broken text."""

from collections.abc import Iterator, Mapping

from lxml import etree

from kouan.kernel.findings import Finding, Repair, Severity
from kouan.kernel.words import Words
from kouan.syntax.proposals import Proposal
from kouan.syntax.xml import local

UNKNOWN_WORDS = ("ei tiedossa", "unknown", "n/a", "not known", "ej känt")
UNKNOWN_DAYS = ("0001-01-01", "1000-01-01", "9999-12-31")
_TEXTS = ("certificateIssuer", "name", "shipMasterArrival", "shipMasterDeparture", "portAreaName", "berthName",
          "freeTextArrival", "freeTextDeparture", "briefParticularsVoyage", "forwarderNameArrival", "forwarderNameDeparture")  # fmt: skip


def blank(value: str | None) -> bool:
    """Nothing, a blank or a hyphen: not given."""
    return not value or value.strip() in ("", "-")


def healed(text: str) -> str:
    """UTF-8 that was read as Latin-1 or Windows-1252 and stored again, as it was meant; the text itself where it is sound."""
    for wrong in ("cp1252", "latin-1"):
        try:
            meant = text.encode(wrong).decode("utf-8")
        except UnicodeError:
            continue
        if meant != text:
            return meant
    return text


def odd(element: etree._Element, path: str) -> Iterator[Finding]:
    """What is to be said of one element's attributes. `path` names the call."""
    name, held = local(element), {str(k): str(v) for k, v in element.attrib.items()}
    for attribute, value in held.items():
        at = f"{path}/{name}/@{attribute}"
        if attribute in ("arrivalDraught", "departureDraught") and _zero(value):
            yield _info("draught-zero", at, value, "吃水 0 米即未给出", "A draught of 0 m is one that was not given")
        elif attribute == "mmsi" and _zero(value):
            yield _info("mmsi-zero", at, value, "MMSI 为 0 即没有", "An MMSI of 0 is none")
        elif attribute.lower().endswith("date") and value[:10] in UNKNOWN_DAYS:
            yield _info("sentinel-date", at, value, "用来表示“不详”的日期", "A date that stands for “not known”")
        elif attribute in _TEXTS:
            yield from _text(at, value)
    yield from _unspoken(name, held, path)


def _zero(value: str) -> bool:
    return bool(value.strip()) and not value.strip(" 0.")


def _unspoken(name: str, held: Mapping[str, str], path: str) -> Iterator[Finding]:
    places = {"ImoInformation": ("portOfDischarge",), "PortCallDetails": ("portToVisit", "prevPort", "nextPort")}
    for attribute in places.get(name, ()):
        if attribute in held and blank(held[attribute]):
            at = f"{path}/{name}/@{attribute}"
            yield _info(
                "locode-blank",
                at,
                held[attribute],
                "港口代码是空格，即未给出",
                "The code of a port is blank: not given",
            )


def _text(at: str, value: str) -> Iterator[Finding]:
    if value.strip().casefold() in UNKNOWN_WORDS:
        yield _info("sentinel-text", at, value, "用来表示“不详”的文字", "A word that stands for “not known”")
    elif (meant := healed(value)) != value:
        zh, en = "文字编码坏了：UTF-8 被当作 Latin-1 读过又存下", "Broken text: UTF-8 read as Latin-1 and saved again"
        yield _proposal("text-mojibake", at, value, zh, en, meant, "warning")


def _info(code: str, at: str, raw: str, zh: str, en: str) -> Finding:
    return _proposal(code, at, raw, zh, en, None, "info", (Repair(path=at, old=raw, new=None),))


def _proposal(
    code: str, at: str, raw: str, zh: str, en: str, new: str | None, severity: Severity, edits: tuple[Repair, ...] = ()
) -> Finding:
    edits = edits or (Repair(path=at, old=raw, new=new),)
    return Proposal(
        code=code,
        severity=severity,
        path=at,
        message=Words(f"{zh}（“{raw}”）", f"{en} ({raw!r})"),
        repair=edits[0],
        raw=raw,
        proposed=new,
        confidence="likely",
        edits=edits,
    )
