"""A difference list as JSON and CSV."""

import csv
import io

import msgspec

from kouan.areas.fund.comparing.difference import Difference
from kouan.areas.fund.rules.money import yuan_of

HEAD = ("kind", "applicant", "project", "old_row", "new_row", "old_yuan", "new_yuan", "difference_yuan", "old", "new")


def as_json(of: Difference) -> bytes:
    """Everything, sums in 分."""
    return msgspec.json.encode(of)


def as_csv(of: Difference) -> bytes:
    """One line a change, sums in 元; the last line holds the totals. With the mark that spreadsheets know UTF-8 by."""
    made = io.StringIO()
    out = csv.writer(made, lineterminator="\r\n")
    out.writerow(HEAD)
    for one in of.changes:
        sums = (one.old_fen, one.new_fen, one.difference_fen)
        out.writerow(
            (
                one.kind,
                _plain(one.applicant),
                _plain(one.project),
                one.old_position or "",
                one.new_position or "",
                *map(yuan_of, sums),
                _plain(one.old_text),
                _plain(one.new_text),
            )
        )
    totals = (of.old_total_fen, of.new_total_fen, of.difference_fen)
    out.writerow(("total", "", "", "", "", *map(yuan_of, totals), of.old, of.new))
    return b"\xef\xbb\xbf" + made.getvalue().encode()


def _plain(text: str) -> str:
    """Text that a spreadsheet does not take for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
