"""What the journal may tell of a manifest or report, and the line that a queue shows. No party, no person."""

from decimal import Decimal

from kouan.kernel.words import Words

from ._counted import counted
from ._facts import MODES
from ._law import said
from ._manifest_parts import CargoReport, Manifest


def facts(m: Manifest) -> dict[str, str]:
    """Number, port, flow, mode, voyage, and how much there is."""
    weight = sum((b.gross_weight for b in m.bills), Decimal(0))
    port = m.discharge_port if m.FLOW == "import" else m.loading_port
    told = {
        "number": m.reference,
        "port": port,
        "flow": m.FLOW,
        "mode": MODES.get(m.transport_mode, "other"),
        "kind": m.KIND,
        "office": m.customs_office,
        "means": m.means_of_transport,
        "voyage": m.voyage,
        "bills": str(len(m.bills)),
        "containers": str(len(m.containers)),
        "packages": str(sum(b.packages for b in m.bills)),
        "gross_weight": said(weight),
    }
    return {name: value for name, value in told.items() if value}


def report_facts(m: CargoReport) -> dict[str, str]:
    """Number, port, flow, mode, voyage, and how much was seen."""
    told = {
        "number": m.reference,
        "port": m.port,
        "flow": m.flow,
        "mode": MODES.get(m.transport_mode, "other"),
        "kind": m.KIND,
        "office": m.customs_office,
        "means": m.means_of_transport,
        "voyage": m.voyage,
        "bills": str(len(m.bills)),
        "packages": str(sum(b.packages for b in m.bills)),
    }
    return {name: value for name, value in told.items() if value}


def title(m: Manifest) -> Words:
    """Means, voyage, how many bills and containers."""
    bills, boxes = len(m.bills), len(m.containers)
    zh, en = (f"，{boxes} 箱", f", {counted(boxes, 'container')}") if boxes else ("", "")
    head = f"{m.means_of_transport} {m.voyage}"
    return Words(f"{head} · {bills} 票{zh}", f"{head} · {counted(bills, 'bill')}{en}")


def report_title(m: CargoReport) -> Words:
    """Means, voyage, how many bills."""
    head = f"{m.means_of_transport} {m.voyage}"
    return Words(f"{head} · {len(m.bills)} 票", f"{head} · {counted(len(m.bills), 'bill')}")
