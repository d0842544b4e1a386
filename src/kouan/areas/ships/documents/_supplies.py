"""Ship's stores and crew's effects (FAL forms 3 and 4): one row an article. Quantities may be fractions."""

from decimal import Decimal
from typing import Annotated

from kouan.kernel.words import Words, label

from ._listed import Listed


class Store(Listed, frozen=True, kw_only=True):
    """One article of the ship's stores 船用物品."""

    article: Annotated[str, label("物品", "Article", min_length=1, max_length=70)]
    quantity: Annotated[Decimal, label("数量", "Quantity")]
    unit: Annotated[str, label("单位", "Unit", codes="quantity_units", max_length=3)]
    location: Annotated[str, label("存放位置", "Location on board", max_length=70)] = ""


class Effect(Listed, frozen=True, kw_only=True):
    """One article of the effects of a seafarer 船员物品."""

    seafarer: Annotated[
        int,
        label(
            "船员序号", "Row of the crew list", hint=Words("船员名单的行号，从 1 起", "Counted from 1"), ge=1, le=9_999
        ),
    ]
    article: Annotated[str, label("物品", "Article", min_length=1, max_length=70)]
    quantity: Annotated[Decimal, label("数量", "Quantity")]
    unit: Annotated[str, label("单位", "Unit", codes="quantity_units", max_length=3)]
