"""A notice in a file of any kind: transcribed to lines, then read like pasted text; places are said as in the file."""

from collections.abc import Callable

from kouan.areas.fund.formats.notice_text import read_text
from kouan.areas.fund.review.rules import review
from kouan.areas.fund.sources.transcript import Transcript, Unreadable
from kouan.kernel.formats import Carried, Format, Reading
from kouan.kernel.words import Words

SIGNS = ("公示", "专项资金", "分配方案", "绩效目标", "绩效指标", "申请单位")
BASIS = "广东省商务厅（口岸办）2021年4月23日公示之版式；standing: official"
Transcribe = Callable[[bytes], Transcript]


def form(
    code: str, words: Words, media: str, suffix: str, likes: Callable[[bytes, str], int], by: Transcribe
) -> Format:
    """A format whose files are transcribed by `by`."""

    def read(body: bytes) -> Reading:
        try:
            transcript = by(body)
        except Unreadable as fault:
            return Reading(findings=(fault.finding(),))
        return reading_of(transcript)

    return Format(code=code, words=words, media_type=media, suffix=suffix, basis=BASIS, likes=likes, read=read)


def reading_of(transcript: Transcript) -> Reading:
    """The notice in a transcript with every remark; what is said of the reading itself comes first."""
    notice = read_text(transcript.text, transcript.origins)
    if notice.title is None and notice.plan is None and notice.targets is None:
        words = Words(
            "没有读到公示标题、分配方案表或绩效目标表",
            "No title of a notice, no allocation table and no target table could be read",
        )
        return Reading(findings=(*transcript.remarks, Unreadable("notice-not-found", words).finding()))
    found = tuple(remark.finding(notice.origins) for remark in review(notice))
    return Reading((Carried("fund-notice", notice),), (*transcript.remarks, *found))


def signs_in(text: str) -> int:
    """How many of the words of a notice are in a text."""
    return sum(sign in text for sign in SIGNS)
