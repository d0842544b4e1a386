"""What benches and drills file."""

import datetime as dt

import pytest

from kouan.journeys import catalogue
from kouan.kernel.findings import refusing
from simulator.samples import filings, types_filed


@pytest.mark.parametrize("kind", sorted(types_filed()))
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


def test_a_type_that_nobody_files_is_said_to_be_so() -> None:
    """Asked for a type that does not come in the simulation, it says so and does not simulate for ever."""
    with pytest.raises(LookupError):
        filings("nobody_files_this", 1)
