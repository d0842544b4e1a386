"""Promises of saving below the list of the data set: all is kept, and it is said what is needed to count as saved."""

from kouan.store.models import Draft
from tests.doors.test_site_filing import inputs


def _begin(client) -> str:  # noqa: ANN001
    return str(client.post("/file/import_declaration/", {})["Location"])


def test_an_incomplete_draft_keeps_all_and_says_what_is_needed(browse) -> None:  # noqa: ANN001
    """Saved with one field: the field is there again, the page lists nine, and so does the list of drafts."""
    for language, kept, chip in (
        ("zh-hans", "还不算暂存", "不完整，缺 9 项"),
        ("en", "as incomplete", "Incomplete, 9 missing"),
    ):
        client = browse("kapok", language=language)
        address = _begin(client)
        posted = inputs(client.get(address).content.decode()) | {"remarks": "留着 kept", "act": "save"}
        page = client.post(address, posted, follow=True).content.decode()
        assert kept in page
        assert chip in page
        assert 'value="留着 kept"' in page or "留着 kept</textarea>" in page
        assert page.count('find--info"><p><a href="#f-') == 9
        assert chip in client.get("/file/").content.decode()


def test_a_draft_with_the_list_is_saved(browse) -> None:  # noqa: ANN001
    """From the worked example nothing of the list is missing; the chip says so."""
    client = browse("kapok")
    address = str(client.post("/file/import_declaration/", {"example": "0"})["Location"])
    page = client.get(address).content.decode()
    assert "已暂存" in page
    assert "还不算暂存" not in client.post(address, inputs(page) | {"act": "save"}, follow=True).content.decode()


def test_the_form_shows_which_field_is_asked_when(browse) -> None:  # noqa: ANN001
    """Signs of both levels stand in the form with their meaning; an odd draft in the store breaks no list."""
    client = browse("kapok", language="en")
    address = _begin(client)
    page = client.get(address).content.decode()
    assert "Required to save and at submission" in page
    assert page.count('class="sign"') > 30
    Draft.objects.filter(id=address.split("/")[-2]).update(data='{"agent": "odd", "entry": 3}')
    assert client.get("/file/").status_code == 200
    assert client.get(address).status_code == 200
