"""The command line: `kouan VERB ...`. Exit 0 when done, 1 when something could not be done, 2 on usage."""

from .main import run

__all__ = ["run"]
