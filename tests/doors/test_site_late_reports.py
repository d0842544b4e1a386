"""What is reported after it happened: its own time, no negative span."""

import datetime as dt

from kouan.areas.window.consignment.following import CONSIGNMENTS
from kouan.journeys import catalogue
from kouan.journeys.filing import decision
from kouan.store.projections import follow
from kouan.store.roles import actor
from tests.support.site import NOON, file_case


def test_an_arrival_before_the_filing_is_told_as_such(browse, site_house) -> None:  # noqa: ANN001
    """Goods that came before the declaration was filed: the thread keeps the journal's order and says "earlier" ; the
    trader's page tells things as they happened. Neither shows a span below nothing.
    """
    id = file_case(site_house, "import_declaration", "kapok")
    of, case = catalogue.types()["import_declaration"], site_house.reader.case(id)
    unit = decision(
        of,
        case,
        "report_arrival",
        version=1,
        actor=actor("port", "port", "port"),
        now=site_house.now(),
        happened=NOON - dt.timedelta(hours=2),
    )
    site_house.writer.write(unit)
    follow(site_house.store, CONSIGNMENTS, now=NOON)
    thread = browse("kapok").get(f"/cases/{id}/").content.decode()
    assert "早于上一步 2 小时" in thread
    assert "距上一步 -" not in thread.replace("−", "-")
    steps = browse("kapok").get(f"/where/{id}/").context["steps"]
    times = [step.when for step in steps if step.when]
    assert len(times) == 2
    assert times == sorted(times)
    english = browse("kapok", language="en").get(f"/cases/{id}/").content.decode()
    assert "before the step above" in english
