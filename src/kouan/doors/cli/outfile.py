"""Files that a command makes: whole in their place, or not there at all."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NotPlain(OSError):
    """The place is taken by a device, a pipe or a folder, which is never written over."""

    def __init__(self, out: Path) -> None:
        super().__init__(errno.EINVAL, "不是普通文件，不写 · not a plain file, not written", str(out))


def plain_place(out: Path) -> None:
    """Raises `NotPlain` where a file must not be put."""
    if out.exists() and not out.is_file():
        raise NotPlain(out)


@contextmanager
def whole(out: Path) -> Iterator[Path]:
    """A file beside `out` to write to. It is put in its place, safe on the disk, when the block ends well, and is gone
    when it does not. Raises `NotPlain`, OSError.
    """
    plain_place(out)
    part = out.with_name(out.name + ".part")
    try:
        yield part
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.rename(out)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
