"""What a stranger learns: that something does not match the manifest, never what the manifest says.

Bill and voyage are no secrets; what a manifest lists is. Only who is a party of the consignment, filed on it, or decides
on it, is told the other value.
"""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from kouan.kernel.words import Words

from .mismatch_parts import Mismatch

_WORDS = {
    "WIN-X-031": Words(
        "提运单、航次或关区与已接受的舱单不符", "Bill, voyage or office do not match an accepted manifest"
    ),
    "WIN-X-032 packages": Words("件数与舱单不符", "The packages do not match the manifest"),
    "WIN-X-032 gross_weight": Words("毛重与舱单不符", "The gross weight does not match the manifest"),
    "WIN-X-034": Words("集装箱与舱单不符", "The containers do not match the manifest"),
    "WIN-X-035": Words("海关对该提运单有通知，请向承运人了解", "Customs has given notice on the bill: ask the carrier"),
}
_AT = {"WIN-X-031": "bill_number", "WIN-X-034": "containers", "WIN-X-035": "bill_number"}


def veiled(found: Iterable[Mismatch]) -> Iterator[Mismatch]:
    """The mismatches with the manifest, one a rule and place, without the manifest's values. Others pass as they are."""
    seen = set[tuple[str, str]]()
    for m in found:
        if not m.rule.startswith(("WIN-X-03", "WIN-M-")):
            yield m
            continue
        path = _AT.get(m.rule, m.path)
        words = _WORDS.get(m.rule) or _WORDS.get(f"{m.rule} {path}")
        if words is not None and (m.rule, path) not in seen:
            seen.add((m.rule, path))
            yield replace(m, words=words, party="declarant", ours="", theirs="", their_case="", path=path, repair=None)
