"""Forms drawn from a document's shape. A draft is plain data that may be wrong; it is drawn, posted and read back whole.

There is no second definition of a field or a rule here: words, limits and code lists are the shape's, faults are the
kernel's findings, shown at their places. Names in the form are the paths of the findings (`goods[2].net_weight`).
"""

from kouan.kit.forms.draw import Form, Input, Item, Part, Row, Rows, draw
from kouan.kit.forms.marking import Mark
from kouan.kit.forms.paths import put
from kouan.kit.forms.read import adopt, read

__all__ = ["Form", "Input", "Item", "Mark", "Part", "Row", "Rows", "adopt", "draw", "put", "read"]
