"""The base of the lists that ride with a declaration: folded away on a form, and absent from JSON where they are empty."""

from typing import ClassVar

from kouan.kernel.shapes import Shape


class Listed(Shape, frozen=True, kw_only=True, omit_defaults=True):
    """A part or a row of a list that a form folds away until it is wanted."""

    FOLDED: ClassVar[bool] = True
