"""Bilingual words: every sentence a person reads exists in Chinese and in English, Chinese first."""

from typing import Any

import msgspec


class Words(msgspec.Struct, frozen=True):
    """The same words in the two languages of the house.

    On the wire this is ``{"zh": ..., "en": ...}``. Braces are filled by `with_values`, in both languages at once.
    """

    zh: str
    en: str

    def said(self, language: str) -> str:
        """The words in one language: `zh`, `zh-hans`, ... give Chinese, all else English."""
        return self.zh if language.lower().startswith("zh") else self.en

    def with_values(self, **values: object) -> "Words":
        """Fill the named braces of both sentences with the same values."""
        return Words(self.zh.format(**values), self.en.format(**values))

    def __str__(self) -> str:
        return f"{self.zh} {self.en}"


def label(
    zh: str, en: str, *, codes: str = "", hint: Words | None = None, personal: bool = False, **limits: Any
) -> msgspec.Meta:
    """Name a field in both languages: `name: Annotated[str, label("名称", "Name", max_length=70)] | None = None`.

    `limits` are msgspec's own (`min_length`, `ge`, `pattern`); `codes` names the code list that the value is from;
    `hint` is one more sentence under the field; what is `personal` never gets into the journal or a queue's line.
    """
    extra: dict[str, Any] = {"words": Words(zh, en)}
    if codes:
        extra["codes"] = codes
    if hint:
        extra["hint"] = hint
    if personal:
        extra["personal"] = True
    return msgspec.Meta(title=f"{zh} {en}", extra=extra, **limits)
