"""The whole fund as one file, for officers and auditors."""

import tempfile

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest
from django.urls import reverse
from django.views.decorators.http import require_safe

from kouan.areas.fund.counter.reading import who
from kouan.areas.fund.exports.bundle import write_bundle
from kouan.kernel.machine import Refused
from kouan.kernel.words import Words
from kouan.store.house import house
from kouan.store.limits import Limits

IN_MEMORY = 8 * 1024 * 1024
LIMITS = Limits(0.05, 3)
"""Bundles of one account: three at once, then one in twenty seconds; each sets every notice as PDF."""


@require_safe
@login_required
def export(request: HttpRequest) -> FileResponse:
    """One zip with a manifest of hashes."""
    me = who(request)
    if not (me.may("fund.write") or me.may("fund.read")):
        raise Refused(
            "role-may-not", Words("当前身份不能导出资金全卷", f"Your role ({me.role}) may not export the fund")
        )
    if LIMITS.take(me.user) > 0:
        raise Refused("too-often", Words("导出过于频繁，请稍后再试", "Too many exports: try again a little later"))
    home = house()
    out = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the answer closes it
    made = write_bundle(
        out,
        home.reader,
        lambda number, revision: request.build_absolute_uri(reverse("fund:version", args=[number, revision])),
        home.now(),
    )
    out.seek(0)
    return FileResponse(
        out, as_attachment=True, filename=f"kouan-fund-{made.journal_seq}.zip", content_type="application/zip"
    )
