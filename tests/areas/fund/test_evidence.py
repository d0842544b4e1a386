"""Actuals come from figures of the index, and a trend is only said where the intervals allow it."""

from decimal import Decimal

import msgspec
import pytest
from django.test import Client

from kouan.areas import index
from kouan.areas.fund import evidence
from kouan.areas.fund.operations import Published
from kouan.store.house import House


def years(port: House, *values: tuple[int, str, str]) -> tuple[index.Figure, ...]:
    """Figures of years with the given intervals."""
    empty = index.figure("export.total", year=2021)
    return tuple(
        msgspec.structs.replace(empty, period=year, low=Decimal(low), high=Decimal(high)) for year, low, high in values
    )


@pytest.mark.parametrize(
    ("before", "last", "said"),
    [
        (("10", "12"), ("7", "9"), evidence.SHORTER),
        (("7", "9"), ("10", "12"), evidence.LONGER),
        (("8", "10"), ("7", "9"), evidence.UNCLEAR),
    ],
)
def test_a_trend_is_said_only_apart(before: tuple[str, str], last: tuple[str, str], said: object, port: House) -> None:
    """Shorter or longer is said only where the intervals of two neighbouring years do not overlap."""
    assert evidence.verdict(years(port, (2021, *before), (2022, *last))) == said
    assert evidence.verdict(years(port, (2021, *before))) is None
    assert evidence.verdict(years(port, (2020, *before), (2022, *last))) is None


@pytest.mark.parametrize(("language", "why"), [("zh-hans", "没有案件"), ("en", "no cases")])
def test_the_clearance_time_is_asked_of_the_index(language: str, why: str, port: House, published: Published) -> None:
    """The page of targets shows the definition and the journal position of 指标6, and why there is no value."""
    client = Client(headers={"accept-language": language})
    page = client.get(f"/fund/notices/{published.number}/performance/").content.decode()
    assert "export.total v" in page
    assert why in page
    assert 'href="/index/' in page
