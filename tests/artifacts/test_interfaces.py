"""The API, the pages and what a link opens: for whom they are, and what they answer."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import docx
import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from artifacts.models import Artifact, Comment, Session
from artifacts.operations.making import make_artifact
from tenants.context import enter
from tests.artifacts.conftest import NOW, made, said, text_of
from tests.businesses.hosts import browser_of
from tests.factories import PASSWORD

if TYPE_CHECKING:
    from tenants.models import Business, User
    from tests.businesses.hosts import BrowserInside

ARTIFACTS = "/api/v1/artifacts"


def signed_in(business: Business, user: User) -> BrowserInside:
    client = browser_of(business)
    client.post("/login/", {"username": user.email, "password": PASSWORD})
    return client


@pytest.fixture
def client(menu: Business, owner: User) -> BrowserInside:
    return signed_in(menu, owner)


def test_program_asks_has_made_looks_up_changes_and_exports(client: BrowserInside, documents: None) -> None:
    asked = client.post("/api/v1/chat/ask", {"message": "Where can guests park?"}, "application/json").json()
    assert (asked["outcome"], asked["sources"][0]["title"], asked["artifacts"]) == ("answer", "Parking", [])
    body = {"prompt": "the menu with prices and allergens", "type": "table", "session_id": asked["session_id"]}
    answer = client.post(f"{ARTIFACTS}/generate", body, "application/json")
    key = answer.json()["id"]
    assert (answer.status_code, answer.json()["state"]) == (202, "waiting")
    assert client.get(f"{ARTIFACTS}/{key}/export/pdf").status_code == 409, "it is not made yet"
    make_artifact(artifact_id=key, now=NOW)
    found = client.get(f"{ARTIFACTS}/{key}").json()
    assert (found["state"], found["newest"]["sources"][0]["kind"]) == ("ready", "rows")
    body = {"text": "# Ours\n\nNew.", "based_on": 1}
    assert client.post(f"{ARTIFACTS}/{key}/edit", body, "application/json").json()["number"] == 2
    assert client.post(f"{ARTIFACTS}/{key}/edit", body | {"text": "x"}, "application/json").status_code == 409
    lines = client.get(f"{ARTIFACTS}/{key}/compare?before=1&after=2").json()["lines"]
    assert {each["kind"] for each in lines} >= {"changed", "removed"}
    assert client.post(f"{ARTIFACTS}/{key}/restore", {"version": 1}, "application/json").json()["number"] == 3
    assert [each["number"] for each in client.get(f"{ARTIFACTS}/{key}/versions").json()["versions"]] == [3, 2, 1]
    said_of = client.post(f"{ARTIFACTS}/{key}/comments", {"text": "Good"}, "application/json").json()
    assert (said_of["version"], said_of["author"]) == (3, "Mara Owner")
    assert client.post(f"{ARTIFACTS}/{key}/comments/{said_of['id']}/resolve").json()["resolved_by"] == "Mara Owner"
    session = client.get(f"/api/v1/assistant/sessions/{asked['session_id']}").json()
    assert [each["outcome"] for each in session["exchanges"]] == ["answer", "artifact"]
    assert client.delete(f"{ARTIFACTS}/{key}").status_code == 204
    assert client.get(ARTIFACTS).json() == {"artifacts": []}


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/api/v1/chat/ask", {}, "message"),
        ("/api/v1/chat/ask", {"message": "x", "session_id": "1"}, "session_id"),
        (f"{ARTIFACTS}/generate", {"prompt": "x", "type": "poem"}, "type"),
        (f"{ARTIFACTS}/generate", {"prompt": "anything", "type": "checklist"}, "prompt"),
    ],
)
def test_what_is_wrong_is_told_by_field_and_nothing_is_made(
    client: BrowserInside, path: str, body: dict[str, str], field: str
) -> None:
    answer = client.post(path, body, "application/json")
    assert (answer.status_code, list(answer.json()["errors"])) == (422, [field])
    assert not Session.objects.exists()
    assert not Artifact.objects.exists()


def test_files_say_what_the_text_says_and_where_it_is_from(client: BrowserInside, diary: Any, owner: User) -> None:
    for asked, word in (("Draw a chart of the bookings", "Mon 9 Mar"), ("checklist for opening", "2 bookings for 6")):
        key = made(owner, asked).pk
        pdf = client.get(f"{ARTIFACTS}/{key}/export/pdf")
        paper = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf.content)).pages)
        word_file = client.get(f"{ARTIFACTS}/{key}/export/docx")
        written = docx.Document(io.BytesIO(word_file.content))
        cells = [cell.text for table in written.tables for row in table.rows for cell in row.cells]
        told = "\n".join([*(each.text for each in written.paragraphs), *cells])
        assert word in paper
        assert word in told
        assert "Where it is from" in paper
        assert "Where it is from" in told
    assert client.get(f"{ARTIFACTS}/{key}/export/exe").status_code == 404


def test_page_asks_shows_edits_compares_and_keeps_what_was_typed(client: BrowserInside, owner: User) -> None:
    assert "Nothing yet" in client.get("/staff/artifacts/").content.decode()
    client.post("/staff/artifacts/say/", {"text": "Write a checklist", "key": "1"})
    talk = Session.objects.get()
    page = client.get(f"/staff/artifacts/talks/{talk.pk}/").content.decode()
    assert 'value="Private party"' in page
    client.post("/staff/artifacts/say/", {"text": "Private party", "key": "2", "session": str(talk.pk)})
    artifact = Artifact.objects.get()
    assert "data-under-way" in client.get(f"/staff/artifacts/talks/{talk.pk}/").content.decode()
    make_artifact(artifact_id=artifact.pk, now=NOW)
    assert "Everybody was asked about allergies" in client.get(f"/staff/artifacts/talks/{talk.pk}/").content.decode()
    path = f"/staff/artifacts/{artifact.pk}/"
    client.post(f"{path}save/", {"text": "# Mine\n\n- [x] <script>alert(1)</script>", "based_on": "1"})
    page = client.get(path).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    late = client.post(f"{path}save/", {"text": "typed late", "based_on": "1"})
    assert late.status_code == 409
    assert "typed late</textarea>" in late.content.decode()
    page = client.get(f"{path}?before=1&after=2").content.decode()
    assert "<ins>" in page
    client.post(f"{path}versions/1/restore/")
    assert text_of(Artifact.objects.get()).startswith("# Private party")
    client.post(f"{path}comments/", {"text": "Which room?", "version": "3"})
    client.post(f"{path}comments/{Comment.objects.get().pk}/settle/")
    assert Comment.objects.get().resolved_by == "Mara Owner"
    client.post(f"{path}delete/")
    assert client.get(path).status_code == 404


def test_link_opens_the_newest_version_to_whoever_has_it(client: BrowserInside, menu: Business, owner: User) -> None:
    artifact = made(owner, "Make a table of the menu")
    path = f"/staff/artifacts/{artifact.pk}/"
    page = client.post(f"{path}links/", {"rights": "comment", "days": "7"}).content.decode()
    url = page.split('id="new-link" readonly value="')[1].split('"')[0]
    assert url not in client.get(path).content.decode(), "it is told once"
    address = url.split(".localhost")[1].split("/", 1)[1]
    anybody = browser_of(menu)
    answer = anybody.get(f"/{address}")
    assert "Tiramisù" in answer.content.decode()
    assert (answer["X-Robots-Tag"], answer["Referrer-Policy"]) == ("noindex, nofollow, noarchive", "same-origin")
    assert "no-store" in answer["Cache-Control"]
    assert anybody.post(f"/{address}", {"text": "Lovely", "name": "Eve"}).status_code == 302
    late = anybody.post(f"/{address}", {"text": "x" * 2_001, "name": "Eve"})
    assert (late.status_code, "Tiramisù" in late.content.decode()) == (422, True), "what was typed stays in the form"
    assert "Eve" in client.get(path).content.decode()
    client.post(f"{path}links/{artifact.shares.get().pk}/close/")
    closed = anybody.get(f"/{address}")
    assert (closed.status_code, "Tiramisù" in closed.content.decode()) == (404, False)
    assert anybody.post(f"/{address}", {"text": "Again", "name": "Eve"}).status_code == 404
    assert Comment.objects.count() == 1


def test_links_are_for_who_may_say_what_everybody_is_told(menu: Business, owner: User, staff: User) -> None:
    artifact = made(staff, "Make a table of the menu")
    client = signed_in(menu, staff)
    assert client.get(f"/staff/artifacts/{artifact.pk}/").status_code == 200
    assert client.post(f"/staff/artifacts/{artifact.pk}/links/", {"rights": "read", "days": "1"}).status_code == 403
    assert client.post(f"{ARTIFACTS}/{artifact.pk}/shares", {}, "application/json").status_code == 403


def test_what_one_may_not_see_is_not_there(documents: None, menu: Business, owner: User, staff: User) -> None:
    artifact = made(owner, "Write a document about opening the safe")
    client, path = signed_in(menu, staff), f"/staff/artifacts/{artifact.pk}"
    assert client.get(f"{path}/").status_code == 404
    assert client.get(f"{ARTIFACTS}/{artifact.pk}").status_code == 404
    assert client.get(f"{path}/export/pdf/").status_code == 404
    assert client.get(f"/staff/artifacts/talks/{artifact.session_id}/").status_code == 404, "nor the owner's talk"
    assert "safe" not in client.get("/staff/artifacts/").content.decode()


def test_another_business_has_none_of_it(bella: Business, menu: Business, owner: User) -> None:
    artifact = made(owner, "Make a table of the menu")
    with enter(bella.schema_name):
        client = browser_of(bella)
        for path in (f"/staff/artifacts/{artifact.pk}/", f"{ARTIFACTS}/{artifact.pk}", f"/shared/{uuid4()}/"):
            assert client.get(path).status_code in {302, 401, 404}


def test_page_asks_as_often_whatever_there_is(client: BrowserInside, owner: User) -> None:
    counts = []
    for _more in range(2):
        for _each in range(2):
            made(owner, "Make a table of the menu")
            said(owner, "Write a checklist")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get("/staff/artifacts/")
        counts.append(len(asked))
    assert counts[0] == counts[1]
