"""What the decoder says in English only is said in both languages, with its place."""

import msgspec
import pytest

from kouan.doors.unfit import unfit


class Small(msgspec.Struct, forbid_unknown_fields=True):
    """A small body."""

    fen: msgspec.Raw | int = 0
    bill: str = ""
    days: list[int] = []


class Needing(msgspec.Struct):
    """One that needs a field."""

    key: str


SAID = {
    b'{"bill": {}}': "应为文字，收到的是一组字段（位置 bill）",
    b'{"days": [1, "x"]}': "应为整数，收到的是文字（位置 days[1]）",
    b'{"amount": 1}': "没有字段 amount",
    b"[]": "应为一组字段，收到的是列表",
    b"{": "内容不完整",
    b"x": "不是正确的 JSON（第 0 字节处）",
    b'{"bill": "\xff"}': "编码不是 UTF-8",
}


@pytest.mark.parametrize("number", range(len(SAID)))
def test_the_sentence_of_the_decoder_is_said_in_chinese(number: int) -> None:
    """Every kind of fault of a small body has its own Chinese sentence without a word of Python or English."""
    body, wanted = list(SAID.items())[number]
    with pytest.raises((msgspec.MsgspecError, UnicodeDecodeError)) as fault:
        msgspec.json.decode(body, type=Small)
    assert unfit(fault.value).zh == wanted


def test_what_is_missing_and_what_is_not_known_is_said_too() -> None:
    """A missing field is named; a sentence that nobody foresaw is no English in the Chinese."""
    with pytest.raises(msgspec.ValidationError) as fault:
        msgspec.json.decode(b"{}", type=Needing)
    assert unfit(fault.value).zh == "缺少字段 key"
    assert unfit(ValueError("something else")).zh == "内容不合要求"
