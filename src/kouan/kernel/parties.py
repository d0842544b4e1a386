"""Who acts: organisations, roles, and the one question of who may do what. Both doors ask it here."""

import operator
from typing import ClassVar

import msgspec

from .words import Words

_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_VALUE = {character: value for value, character in enumerate(_USCC_ALPHABET)}
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def uscc_check_character(body: str) -> str | None:
    """The 18th character of a unified social credit code from its first 17, or None where one is not allowed.

    Source: GB 32100-2015, modulus 31 (official; formula as in published summaries of it).
    """
    values = [_USCC_VALUE[c] for c in body if c in _USCC_VALUE]
    if len(values) != len(_USCC_WEIGHTS) or len(body) != len(values):
        return None
    total = sum(map(operator.mul, values, _USCC_WEIGHTS))
    return _USCC_ALPHABET[(31 - total % 31) % 31]


def is_uscc(code: str) -> bool:
    """Is this a well-formed 统一社会信用代码 with the right check character?"""
    return len(code) == 18 and uscc_check_character(code[:17]) == code[17]


class Role:
    """What somebody is here. A subclass is a role: its words, its one-character chop, what it may do.

    `permissions` name what is not a step of a machine: `cases.read.own`, `cases.read.agency`, `cases.read.all`,
    `journal.read`, `fund.publish`, ... Steps of machines name their roles themselves.
    """

    code: ClassVar[str] = ""
    words: ClassVar[Words]
    description: ClassVar[Words]
    chop: ClassVar[str] = ""
    permissions: ClassVar[frozenset[str]] = frozenset()


class Actor(msgspec.Struct, frozen=True):
    """Who asks: the user (or key), the organisation it acts for, the role it acts in, and what that role may."""

    user: str
    organisation: str
    role: str
    permissions: frozenset[str] = frozenset()

    def may(self, permission: str) -> bool:
        """Has the role this permission?"""
        return permission in self.permissions


NOBODY = Actor(user="", organisation="", role="public")
