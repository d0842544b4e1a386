"""Seeded dice: one set for each case, so that no case changes when another is added."""

import math
import random


class Dice(random.Random):
    """Random draws of one case. The same name gives the same draws on every machine."""

    def about(self, median: float, spread: float = 0.7) -> float:
        """A duration with a heavy right tail: lognormal with this median; `spread` is the sigma of its logarithm."""
        return median * math.exp(self.gauss(0, spread))

    def chance(self, share: float) -> bool:
        """True in this share of cases."""
        return self.random() < share
