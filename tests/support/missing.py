"""A suite whose needs are not on this machine says so loudly; where everything must run (CI=true) that is a failure."""

import os
from typing import NoReturn

import pytest

MARK = "DID NOT RUN"


def did_not_run(suite: str, why: str) -> NoReturn:
    """Leave the test: failed under CI=true, else skipped and named again at the end of the run."""
    message = f"{MARK}: {suite}: {why}"
    if os.environ.get("CI") == "true":
        pytest.fail(message, pytrace=False)
    pytest.skip(message)
