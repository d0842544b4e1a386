"""What the page of the lane, and the read models behind the pages, promise."""

import re
import time

from kouan.journeys import catalogue
from kouan.project.following import Follower
from kouan.store.projections import PROJECTIONS
from tests.support.site import file_case


def test_the_lane_is_described_for_people(browse) -> None:  # noqa: ANN001
    """/api/ names every address of the description in the reader's language, and a command whose file is there."""
    client = browse("")
    text = client.get("/api/").content.decode()
    assert all(f"/api/v1/{code}" in text for code in catalogue.types())
    assert "/api/v1/cases/{id}/decisions" in text
    example = re.search(r"/documents/\w+/examples/\d+\.json", text)
    assert example is not None
    assert client.get(example[0]).status_code == 200
    assert "Where a case stands" in browse("", language="en").get("/api/").content.decode()


def test_read_models_follow_while_the_port_works(site_house) -> None:  # noqa: ANN001
    """What is filed is counted within a few seconds, without a command."""
    follower = Follower(site_house, PROJECTIONS).start()
    file_case(site_house, "import_declaration", "kapok")
    wanted = site_house.reader.head()[0]
    counted = 0
    for _ in range(100):
        rows = site_house.reader.connections.query("SELECT coalesce(sum(n), 0) FROM daily_count")
        counted = int(rows[0][0])
        if counted == wanted:
            break
        time.sleep(0.1)
    follower.stop()
    assert counted == wanted
