"""Who may do what on the pages: role by page by organisation, and what a refusal says and keeps."""

import pytest
from django.test import Client

from kouan.journeys import catalogue
from kouan.kernel.cases import may_read, open_to
from kouan.store.house import House
from kouan.store.roles import actor
from tests.support.site import ORGANISATIONS, PASSWORD, file_case

LOGINS = ["", *(o.id for o in ORGANISATIONS)]
BY_ID = {o.id: o for o in ORGANISATIONS}
TYPES = {"import_declaration": "kapok", "ship_call": "egret"}
OPEN = ("/", "/login", "/documents/", "/documents/import_declaration/", "/documents/ship_call/schema.json")


@pytest.fixture(scope="module")
def cases(site_house: House) -> dict[str, str]:
    """One case of each type, filed by one organisation."""
    return {code: file_case(site_house, code, owner) for code, owner in TYPES.items()}


def entries(house: House) -> int:
    """The length of the journal."""
    return house.reader.head()[0]


@pytest.mark.parametrize("login", LOGINS)
def test_open_pages_open_for_all(browse, login: str) -> None:  # noqa: ANN001
    """What is public is public, whoever is signed in."""
    client: Client = browse(login)
    for address in OPEN:
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("code", TYPES)
@pytest.mark.parametrize("login", LOGINS)
def test_a_case_opens_by_the_kernels_law(browse, site_house, cases, login: str, code: str) -> None:  # noqa: ANN001
    """The page of a case, its revision and its queue line are there exactly for whom `may_read` says; else 404."""
    client, id, of = browse(login), cases[code], catalogue.types()[code]
    found = site_house.reader.case(id)
    page = client.get(f"/cases/{id}/")
    revision = client.get(f"/cases/{id}/revisions/1/")
    if not login:
        assert page.status_code == revision.status_code == 302
        assert page["Location"].startswith("/login?next=")
        return
    who = actor(login, login, BY_ID[login].role)
    allowed = may_read(of, found, who)
    assert page.status_code == revision.status_code == (200 if allowed else 404)
    queue = client.get("/cases/?hands=all")
    assert (queue.status_code == 200 and id in queue.content.decode()) is allowed
    verbs = page.context["verbs"] if allowed else []
    assert [v.action for v in verbs] == (open_to(of, found, who) if allowed else [])


ACTIONS = [
    ("import_declaration", action) for action in ("accept", "release", "withdraw", "report_arrival", "nonsense")
] + [("ship_call", action) for action in ("clear", "revoke", "withdraw", "arrive")]


@pytest.mark.parametrize(("code", "action"), ACTIONS)
@pytest.mark.parametrize("login", LOGINS)
def test_only_who_may_decides(browse, site_house, login: str, code: str, action: str) -> None:  # noqa: ANN001
    """Every role and organisation tries every act on a fresh case: recorded where it is open to them, else not at all."""
    id = file_case(site_house, code, TYPES[code])
    of, found = catalogue.types()[code], site_house.reader.case(id)
    client, before = browse(login), entries(site_house)
    answer = client.post(f"/cases/{id}/decide", {"action": action, "version": 1, "reason": "测试"})
    who = actor(login, login, BY_ID[login].role) if login else None
    allowed = who is not None and may_read(of, found, who) and action in open_to(of, found, who)
    assert entries(site_house) - before == allowed
    if allowed:
        assert answer["Location"] == f"/cases/{id}/"
    elif login:
        assert answer.status_code in (403, 404, 409)
        assert "没有记录" in answer.content.decode()


def test_names_of_persons_are_for_who_needs_them(browse, cases) -> None:  # noqa: ANN001
    """The master's name shows to border inspection, and neither to the port nor to the auditor, nor in the file as it came."""
    id = cases["ship_call"]
    assert "Mariner" in browse("border").get(f"/cases/{id}/").content.decode()
    for login in ("port", "auditor"):
        client = browse(login)
        assert "Mariner" not in client.get(f"/cases/{id}/").content.decode()
        assert "Mariner" not in client.get(f"/cases/{id}/revisions/1/").content.decode()
        assert client.get(f"/cases/{id}/revisions/1/original").status_code == 404


def test_a_form_from_elsewhere_is_refused(browse, site_house, cases) -> None:  # noqa: ANN001
    """A decision without the form's token records nothing and is answered in words."""
    client = browse("customs")
    client.handler.enforce_csrf_checks = True
    before = entries(site_house)
    answer = client.post(f"/cases/{cases['ship_call']}/decide", {"action": "clear", "version": 1})
    assert answer.status_code == 403
    assert "没有记录" in answer.content.decode()
    assert entries(site_house) == before


def test_invented_people_sign_in_only_to_a_demonstration(browse, site_house, monkeypatch) -> None:  # noqa: ANN001
    """The password that everybody knows opens nothing where the house is not a demonstration, and is not shown."""
    monkeypatch.setattr("kouan.doors.site.signing.house", lambda: _Serious(site_house))
    client = browse()
    assert client.post("/login", {"login": "customs", "password": PASSWORD}).status_code == 422
    assert PASSWORD not in client.get("/login").content.decode()


class _Serious:
    """The same house, not a demonstration."""

    demonstration = False

    def __init__(self, house: House) -> None:
        self.reader, self.writer, self.now = house.reader, house.writer, house.now


def test_a_sign_in_goes_on_only_inside_the_site(browse) -> None:  # noqa: ANN001
    """`next` leads to pages of ours and never elsewhere."""
    for wanted, goes in (("/cases/", "/cases/"), ("https://example.com/", "/"), ("//example.com", "/")):
        answer = browse().post("/login", {"login": "customs", "password": PASSWORD, "next": wanted})
        assert answer["Location"] == goes
