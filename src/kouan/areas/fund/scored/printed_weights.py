"""The points that a published version's target table prints, read from the text that was kept with it."""

import msgspec

from kouan.areas.fund.printed.notice import Notice
from kouan.areas.fund.scored.weights import Weights, weights_of
from kouan.store.models import Revision


def printed_weights(notice: str, revision: int) -> Weights:
    """As `weights_of`; none where the version is not kept."""
    kept = Revision.objects.filter(case_id=notice, number=revision).values_list("document", flat=True).first()
    return weights_of(msgspec.json.decode(bytes(kept), type=Notice).targets) if kept else Weights()
