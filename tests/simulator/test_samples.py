"""What benches and drills file."""

import datetime as dt

import pytest

from kouan.journeys import catalogue
from kouan.kernel.findings import refusing
from simulator.samples import filings


@pytest.mark.parametrize("kind", sorted(catalogue.types()))
def test_samples_are_taken_and_the_same_each_time(kind: str) -> None:
    """Forty filings of a type: all different, all without a refusing finding, byte for byte those of the last run."""
    of = catalogue.types()[kind]
    found = filings(kind, 40)
    assert found == filings(kind, 40)
    assert len(set(found)) == 40
    for body in found:
        document, faults = of.read(body)
        assert faults == ()
        assert not refusing(of.findings(document, dt.date(2026, 3, 20)))
