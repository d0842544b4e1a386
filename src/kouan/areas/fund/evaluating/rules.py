"""What mid-year monitoring and finance's evaluation go by, each with its standing.

Monitoring after 财预〔2019〕136号 (to verify): January to July, the year's expected result, the reason, how likely.
Finance's blocks 决策, 过程, 产出, 效益 (to verify); their points are set for each evaluation and must make 100.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from kouan.kernel.words import Words

Likelihood = Literal["certain", "possible", "impossible"]
LIKELIHOODS: Mapping[str, Words] = {
    "certain": Words("确定能", "certain"),
    "possible": Words("有可能", "possible"),
    "impossible": Words("完全不可能", "impossible"),
}
BLOCKS: Mapping[str, Words] = {
    "decision": Words("决策", "Decision"),
    "process": Words("过程", "Process"),
    "output": Words("产出", "Output"),
    "benefit": Words("效益", "Benefit"),
}
USUAL: Mapping[str, str] = {"decision": "20", "process": "20", "output": "30", "benefit": "30"}
"""Points offered on the form; a choice of this project, to be replaced by what finance sets."""
NEAR = Decimal("0.8")
ORDER = ("green", "amber", "red")


def light_of(likelihood: str, reached: Decimal | None) -> str:
    """The worse of two: what was said of the likelihood, and the share of the target that the expected year reaches.

    `reached` is 1 or more where the target would be met, None where it is not a number.
    """
    said = {"certain": "green", "possible": "amber", "impossible": "red"}[likelihood]
    if reached is None:
        return said
    seen = "green" if reached >= 1 else "amber" if reached >= NEAR else "red"
    return max(said, seen, key=ORDER.index)
