"""Letters to an objector: what was decided, on which ground, why, and what may still be done. No name stands in them."""

import msgspec

from kouan.areas.fund.models import Objection
from kouan.areas.fund.pages import PIECES, RESULTS
from kouan.areas.fund.rules.objections import TABLE
from kouan.kernel.words import Words


class Letter(msgspec.Struct, frozen=True):
    """One letter: its heading and paragraphs."""

    title: Words
    paragraphs: tuple[Words, ...]


GROUNDS = {
    "a": Words(
        "公示要求以真实姓名或单位名称反映。来信没有署名或只署化名，属于匿名，不予受理。",
        "The notice asks for a real name. The letter has none, or a pen name: it is anonymous and not accepted.",
    ),
    "b": Words(
        "经核实，来信所署姓名属于他人，本人未反映此事，属于假冒他人姓名，不予受理。",
        "It was found that the name belongs to somebody else who did not object: another's name, not accepted.",
    ),
    "c": Words(
        "来信没有提供可以查证的人、事、时间或文件，属于未提供可查证的线索，不予受理。",
        "The letter gives no person, deed, time or paper that can be checked: no clue, not accepted.",
    ),
    "d": Words(
        "异议在公示期内提出，但证明材料在公示期届满后才收到，属于逾期提供证据材料，不予受理。",
        "The objection came in time, its evidence after the period: evidence handed in late, not accepted.",
    ),
}
OTHERS = {
    "out_of_period": Words(
        "来信在公示期届满之后收到，不是在公示期内提出的异议。这与逾期提供证据材料不同。",
        "The letter came after the period: it is no objection raised inside it. This is not the ground of late evidence.",
    ),
    "refused_incomplete": Words(
        "公示期届满时仍缺下列要件，不予受理：{missing}。",
        "When the period ended these pieces were still missing, so it is not accepted: {missing}.",
    ),
    "not_written": Words(
        "口头或电话反映已登记。异议须以书面形式提出。",
        "What was said is noted. An objection must be in writing.",
    ),
    "handled_separately": Words(
        "其他行政机关的意见按另行规定办理。", "What another authority says is handled under its own rule."
    ),
    "accepted": Words(
        "异议已受理。所涉项目暂停办理，至办结为止。",
        "The objection is accepted. The project concerned is suspended until it is closed.",
    ),
    "accepted_with_note": Words(
        "异议已受理，并注明仍缺：{missing}。所涉项目暂停办理，至办结为止。",
        "The objection is accepted, noting what is missing: {missing}. The project concerned is suspended.",
    ),
}
AGAIN = Words(
    "公示期内补齐后可以重新提出。对本答复不服的，可以依法申请行政复议或者提起行政诉讼（适用与否待核实）。",
    "Inside the period it may be raised again, complete. Review by a higher authority or a court may be open (to be verified).",
)
LATER = Words("对本答复不服的，可以依法申请行政复议或者提起行政诉讼（适用与否待核实）。",
              "Review by a higher authority or a court may be open (to be verified).")  # fmt: skip


def missing_words(kept: Objection) -> Words:
    """The pieces still missing, in words; a dash where nothing is."""
    names = [PIECES[name] for name in kept.missing.split(",") if name]
    return Words("、".join(name.zh for name in names) or "—", ", ".join(name.en for name in names) or "—")


def letter_of(kept: Objection, reason: str, *, period_runs: bool) -> Letter | None:
    """The letter to a settled or closed objection; None while nothing was decided by an officer."""
    if kept.state == "received":
        return None
    said = GROUNDS[kept.ground] if kept.ground else OTHERS[kept.outcome]
    missing = missing_words(kept)
    said = Words(said.zh.replace("{missing}", missing.zh), said.en.replace("{missing}", missing.en))
    parts = [said]
    if reason:
        parts.append(Words(f"理由：{reason}", f"Reason given: {reason}"))
    if kept.state == "closed":
        result = RESULTS[kept.result]
        parts.append(Words(f"处理结果：{result.zh}。{kept.statement}", f"Result: {result.en}. {kept.statement}"))
    if kept.state == "refused":
        parts.append(AGAIN if period_runs else LATER)
    return Letter(TABLE.outcomes[kept.outcome], tuple(parts))
