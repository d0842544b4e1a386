"""What every check keeps: it can fail, it says its rule and the law it rests on, and how sure we are of that law."""

import re
import typing

import pytest

from kouan.kernel.documents import Check, DocumentType
from kouan.kernel.rules import Standing

from . import walking
from .walking import CHECKS, TYPES, type_id

every_check = pytest.mark.parametrize(("made", "rule"), CHECKS, ids=walking.check_ids())


@every_check
def test_a_check_has_an_example_that_fails_it(made: DocumentType, rule: Check) -> None:
    """A check that no example fails might never find anything."""
    assert any(rule.id in e.finds for e in made.examples)


@every_check
def test_a_check_quotes_its_basis_and_standing(made: DocumentType, rule: Check) -> None:
    """The law behind it is named, with its standing; an article number is never claimed for what is not verified."""
    assert rule.basis.strip()
    assert rule.standing in typing.get_args(Standing)


@every_check
def test_a_finding_carries_the_basis(made: DocumentType, rule: Check) -> None:
    """What a check finds bears its id, basis and severity."""
    for example in made.examples:
        for found in rule.findings(example.document, example.on):
            assert (found.code, found.basis, found.severity) == (rule.id, rule.basis, rule.severity)


@every_check
def test_a_check_names_fields_that_exist(made: DocumentType, rule: Check) -> None:
    """The fields that a check says it looks at are fields of the shape."""
    known = {path.replace("[]", "") for path, _ in walking.all_fields(made.shape)}
    assert {re.sub(r"\[\d*\]", "", f) for f in rule.fields} - known == set()


@pytest.mark.parametrize("made", TYPES, ids=type_id)
def test_check_ids_are_unique(made: DocumentType) -> None:
    """Within a type a check is known by its id: letters, digits and hyphens."""
    ids = [c.id for c in made.checks]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*", i) for i in ids)
