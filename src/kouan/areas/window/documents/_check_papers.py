"""Checks of a declaration against the trader's invoice and packing list, where they are kept here.

They warn: it may be the invoice that is wrong. Without a loaded table they find nothing, as the checks against manifests.
"""

import datetime as dt
from collections.abc import Iterator

from kouan.areas.window.reconciling.loaded import asked, can_ask
from kouan.areas.window.reconciling.views import plain
from kouan.kernel.documents import Fault

from ._check_manifest import SAMPLE_VOYAGE, compared, told
from ._deals import claim_of
from ._parts import Declaration
from ._sample_papers import SAMPLE_CONTRACT, sample

PAPERS = "beside the declaration: invoice and packing list"
"""What these rules need: papers that can be asked for, or the sample's."""


def has_papers(d: Declaration) -> bool:
    """Can an invoice or packing list of the declaration be at hand?"""
    return can_ask() or d.contract_number == SAMPLE_CONTRACT


def _about(d: Declaration, on: dt.date, rule: str) -> Iterator[Fault]:
    if d.contract_number == SAMPLE_CONTRACT:
        yield from told(d, sample(claim_of(d)), on, rule)
    elif can_ask() and plain(d.voyage) != SAMPLE_VOYAGE:
        yield from told(d, asked(plain(d.means_of_transport), plain(d.voyage), claim_of(d)), on, rule)


_rule = compared(_about, PAPERS)
CHECKS = (
    _rule(
        "WIN-X-100",
        "引用的发票、装箱单是留存的那份，且是现行版",
        "The invoice and packing list that are named are those kept, in the revision that stands",
        "papers.kind",
        "papers.number",
        "papers.sha256",
    ),
    _rule(
        "WIN-X-101", "币制与发票相同", "Declared in the currency of the invoice", "goods.currency", "contract_number"
    ),
    _rule(
        "WIN-X-102",
        "总价合计等于发票在该成交方式下的金额（减去发票另列的运费、保险费）",
        "The totals make what the invoice comes to under the declared terms, less freight and insurance it states apart",
        "goods.total",
        "deal_terms",
    ),
    _rule("WIN-X-103", "成交方式与发票的贸易术语相当", "The terms of the deal answer to the incoterm", "deal_terms"),
    _rule("WIN-X-104", "成交数量等于发票数量", "Quantities are those of the invoice", "goods.quantity"),
    _rule("WIN-X-105", "成交单位与发票相同", "Units are those of the invoice", "goods.unit"),
    _rule("WIN-X-106", "原产国与发票所载相同", "Origins are those of the invoice", "goods.origin_country"),
    _rule(
        "WIN-X-107",
        "境内、境外收发货人即发票的买卖双方",
        "Domestic trader and overseas party are the parties of the invoice",
        "trader.name",
        "trader.scc",
        "owner.name",
        "overseas_party",
    ),
    _rule("WIN-X-111", "件数等于装箱单总件数", "Packages are those of the packing list", "packages"),
    _rule(
        "WIN-X-112",
        "毛重、净重等于装箱单的毛重、净重",
        "Gross and net weight are those of the packing list",
        "gross_weight",
        "net_weight",
    ),
    _rule("WIN-X-113", "集装箱就是装箱单的集装箱", "Containers are those of the packing list", "containers.number"),
)
