"""Invoice and packing list of the sample contract: what the worked examples of declarations are held against."""

from decimal import Decimal

from kouan.areas.window.reconciling.deals import Firms, Goods, Packing, Papers, Sale
from kouan.areas.window.reconciling.views import Claim, Consignment

from . import commercial_invoice, packing_list
from ._deals import packing_of, sale_of

SAMPLE_CONTRACT = "FICT-000R"
"""The contract of the worked examples: its papers are those below, wherever the rules run."""
_IMPORT = Papers(
    claims=(0,),
    sales=(sale_of(commercial_invoice.GOOD, case="", owner=""),),
    packings=(packing_of(packing_list.GOOD, case="", owner=""),),
)
_EXPORT = Papers(
    claims=(0,),
    sales=(
        Sale(
            case="",
            number="FICT-INV-0002",
            owner="",
            incoterm="FOB",
            currency="USD",
            total=Decimal("29520"),
            seller=Firms(("示例贸易有限公司（虚构）",), ("91440400MAFAKEDAXK",)),
            buyer=Firms(("EXAMPLE HOUSEWARES B.V. (FICTITIOUS)",)),
            goods=(
                Goods(
                    path="goods[0]",
                    code="851679",
                    quantity=Decimal("2400"),
                    unit="007",
                    amount=Decimal("21000"),
                    currency="USD",
                    origin="CHN",
                ),
                Goods(
                    path="goods[1]",
                    code="851660",
                    quantity=Decimal("600"),
                    unit="007",
                    amount=Decimal("8520"),
                    currency="USD",
                    origin="CHN",
                ),
            ),
        ),
    ),
    packings=(
        Packing(
            case="",
            number="FICT-PL-0002",
            owner="",
            packages=600,
            weight=Decimal("4980"),
            net=Decimal("4320"),
            boxes=("XXXU0000018",),
        ),
    ),
)


def sample(claim: Claim) -> Consignment:
    """The sample papers around a claim: imports have the seafood, exports the kettles."""
    is_import = claim.deal is not None and claim.deal.flow == "import"
    return Consignment(
        bill=claim.bill, voyage_known=False, claims=(claim,), papers=(_IMPORT if is_import else _EXPORT,)
    )
