"""The languages that an answer can be had in, and which of them an `Accept` header asks for."""

from collections.abc import Mapping

import msgspec

from kouan.areas.window.answer import ANSWER, Answer
from kouan.areas.window.replies import CHANNEL, DMS, MANIFEST, RESPONSE, code_of
from kouan.journeys import catalogue
from kouan.kernel.formats import Format, Writing
from kouan.kernel.machine import Refused
from kouan.kernel.words import Words

RES, CUSRES, APERAK, RESULT = LANGUAGES = ("wco_res_xml", "cusres", "aperak", "dec_result_xml")
EDIFACT, XML = "application/edifact", "application/xml"
_EDIFACT_FORMS = frozenset({"cusdec", "cuscar"})
_CHINESE_FORMS = frozenset({"dec_message_xml", "dxp_envelope_xml"})
_UNKNOWN = Words("没有这种答复格式：{f}；有 {all}", "No such format of answers: {f}; there are {all}")
_LISTS: Mapping[str, tuple[str, ...]] = {
    RES: (DMS,),
    CUSRES: (CHANNEL, RESPONSE),
    APERAK: (RESPONSE,),
    RESULT: (CHANNEL,),
}
_OF_MANIFESTS: Mapping[str, tuple[str, ...]] = {**_LISTS, CUSRES: (MANIFEST, RESPONSE), RESULT: ()}


class Spoken(msgspec.Struct, frozen=True):
    """An answer as bytes: the format, what it is called, and what could not be carried."""

    form: Format
    name: str
    writing: Writing


def language(code: str) -> Format:
    """The format of that code. Raises `Refused` (format-unknown) for one that answers are not written in."""
    if code not in LANGUAGES:
        raise Refused("format-unknown", _UNKNOWN.with_values(f=code[:40], all=", ".join(LANGUAGES)))
    return catalogue.formats()[code]


def status(meaning: str, language_code: str, *, manifest: bool) -> tuple[str, str]:
    """The code list and the code that a meaning has in a language; ('', '') where the language has no word for it."""
    for name in (_OF_MANIFESTS if manifest else _LISTS)[language_code]:
        code = code_of(meaning, name)
        if code:
            return name, code
    return "", ""


def asked(accept: str, form: str, *, refused: bool = False) -> str:
    """The language that an `Accept` header names for a filing of that format; '' for JSON. A wildcard asks for none."""
    named = {part.partition(";")[0].strip().lower() for part in accept.split(",")}
    if EDIFACT in named:
        return APERAK if refused else CUSRES
    if XML in named:
        return RESULT if form in _CHINESE_FORMS else RES
    return ""


def spoken(answer: Answer, form: Format) -> Spoken:
    """The answer in that format. Where the authority has given no number yet, ours stands in its place in WCO replies."""
    assert form.write is not None  # noqa: S101 -- every language writes
    if form.code == RES:
        answer = msgspec.structs.replace(answer, number=answer.number or answer.serial, serial="")
    return Spoken(form, f"{answer.id}-{form.code}{form.suffix}", form.write(ANSWER, answer))
