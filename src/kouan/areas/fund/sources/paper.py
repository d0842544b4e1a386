"""A PDF, read in a process of its own with little memory and little time: what it holds may be made to hang a reader."""

import subprocess
import sys

import msgspec

from kouan.areas.fund.sources.package import BROKEN, LOCKED
from kouan.areas.fund.sources.transcript import Transcript, Unreadable
from kouan.kernel.words import Words

SECONDS = 30
CHILD = "kouan.areas.fund.sources.paper_apart"
ENDS = {3: LOCKED, 4: BROKEN}
"""What the child's exit says."""
SCANNED = Unreadable(
    "file-scanned",
    Words(
        "PDF 里没有文字（多为扫描件），请交可复制文字的文件或粘贴全文",
        "The PDF has no text (a scan, it seems): send a file whose text can be copied, or paste it",
    ),
)
SLOW = Unreadable("file-too-slow", Words("PDF 太复杂，未能读完", "The PDF is too complex and was not read to its end"))


def transcript(body: bytes) -> Transcript:
    """Read the text and tables of all pages. Raises `Unreadable`."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", CHILD], input=body, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as late:
        raise SLOW from late
    if done.returncode in ENDS:
        raise ENDS[done.returncode]
    if done.returncode != 0:
        raise SLOW
    read = msgspec.json.decode(done.stdout, type=Transcript)
    if not read.lines:
        raise SCANNED
    return read
