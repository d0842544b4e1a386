"""The child that reads one PDF from its input and writes the transcript to its output. Started by `paper`."""

import io
import resource
import struct
import sys
import zlib

import msgspec
import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import PdfminerException

from kouan.areas.fund.sources.paper_pages import MOST_PAGES, parts_of
from kouan.areas.fund.sources.transcript import Transcript, Unreadable, lay, said
from kouan.kernel.words import Words

MEMORY = 1536 * 1024 * 1024
SECONDS = 25
LOCKED, BROKEN = 3, 4
FAULTS = (
    PDFException,
    PSException,
    PdfminerException,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
    RecursionError,
    OverflowError,
    struct.error,
    zlib.error,
)
"""What pdfminer lets out of a damaged file."""


def main() -> int:
    """0 with a transcript on the output; 3 with a password, 4 damaged."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        read = transcript(sys.stdin.buffer.read())
    except FAULTS as fault:
        locked = isinstance(fault, PDFEncryptionError) or isinstance(
            fault.args[0] if fault.args else None, (PDFEncryptionError, PDFPasswordIncorrect)
        )
        return LOCKED if locked else BROKEN
    sys.stdout.buffer.write(msgspec.json.encode(read))
    return 0


def transcript(body: bytes) -> Transcript:
    """Read it; no lines where there is no text. Raises what pdfminer raises."""
    with pdfplumber.open(io.BytesIO(body)) as document:
        pages = document.pages
        remarks = []
        if len(pages) > MOST_PAGES:
            words = Words("只读了前 {n} 页", "only the first {n} pages were read").with_values(n=MOST_PAGES)
            remarks.append(said("notice-many-pages", words, "warning"))
        parts, dropped = parts_of(pages[:MOST_PAGES])
    if dropped:
        words = Words("页码 {n} 处未计入正文", "{n} page numbers were left out of the text")
        remarks.append(said("notice-page-numbers", words.with_values(n=dropped)))
    try:
        return lay(parts, remarks)
    except Unreadable:
        return Transcript((), ())


if __name__ == "__main__":
    sys.exit(main())
