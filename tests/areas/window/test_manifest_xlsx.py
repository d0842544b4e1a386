"""Manifests as workbooks: written and read back they are the same, a sheet of bills and a sheet of containers each."""

import pytest

from kouan.areas.window.documents import loading_manifest, original_manifest, prestow_manifest, tally_report
from kouan.areas.window.formats.declaration_xlsx import read, write
from kouan.kernel.documents import DocumentType, Example

SOUND = [
    pytest.param(m.TYPE, e, id=f"{m.TYPE.code}-{e.title.en}")
    for m in (original_manifest, prestow_manifest, loading_manifest, tally_report)
    for e in m.TYPE.examples
    if not e.finds
]


@pytest.mark.parametrize(("of", "example"), SOUND)
def test_a_workbook_gives_back_the_manifest(of: DocumentType, example: Example) -> None:
    """Instants, weights, seals and dangerous goods included; nothing lost, nothing found."""
    written = write(of.code, example.document)
    assert written.losses == ()
    reading = read(written.body)
    assert reading.findings == ()
    assert [(c.type, c.document) for c in reading.documents] == [(of.code, example.document)]
