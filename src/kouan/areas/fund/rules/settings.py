"""Decode the YAML beside the rules into typed structs, so that a misspelt key fails at start."""

from pathlib import Path
from typing import TypeVar

import msgspec

HERE = Path(__file__).parent
T = TypeVar("T")


def read_yaml(name: str, shape: type[T]) -> T:
    """`rules/<name>.yaml` as `shape`."""
    return msgspec.yaml.decode((HERE / f"{name}.yaml").read_bytes(), type=shape)
