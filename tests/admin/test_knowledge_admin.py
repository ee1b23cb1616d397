"""The pages of documents: added, looked at, approved, deleted; and of questions without an answer: answered, let go."""

from __future__ import annotations

import io
import uuid
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from knowledge.jobs import read_version_of_business
from knowledge.models import Audience, Gap, Source
from knowledge.operations import fetch_version, note_gap, read_version
from knowledge.queries import search
from tenants.models import Role
from tests.admin.test_orders_admin import signed_in
from tests.businesses.conftest import restaurant
from tests.businesses.rows import NOW
from tests.knowledge import files
from tests.knowledge.conftest import far_site, no_waiting
from tests.knowledge.documents import PETS, told
from tests.knowledge.far_site import html

if TYPE_CHECKING:
    from tenants.models import Business
    from tests.businesses.hosts import BrowserInside
    from tests.knowledge.far_site import FarSite

__all__ = ["far_site", "no_waiting", "restaurant"]
LIST, GAPS = "/admin/knowledge/source/", "/admin/knowledge/gap/"


@pytest.fixture
def manager(restaurant: Business, monkeypatch: pytest.MonkeyPatch) -> BrowserInside:
    """Whose tasks run at once."""

    def at_once(_schema: str, *, version: int) -> None:
        fetch_version(version_id=version, now=NOW)
        read_version(version_id=version, now=NOW)

    monkeypatch.setattr(read_version_of_business, "delay_in", at_once)
    return signed_in(restaurant, Role.MANAGER)


def add(client: BrowserInside, content: bytes = b"", name: str = "rules.txt", **fields: str) -> Any:
    file = io.BytesIO(content)
    file.name = name
    given: dict[str, Any] = {"title": "", "text": "", **fields}
    return client.post(f"{LIST}add/", {**given, **({"file": file} if content else {})}, follow=True)


def test_document_is_added_looked_at_approved_renewed_and_deleted(manager: BrowserInside) -> None:
    shown = add(manager, PETS.encode())
    assert "Nobody is told of it yet." in shown.text
    assert "Dogs are welcome on the terrace" in shown.text
    address = shown.request["PATH_INFO"]

    assert "<strong>Everybody</strong>" in manager.post(address, {"do": "approve", "audience": "0"}, follow=True).text
    assert len(search("dogs")) == 1
    renewed = manager.post(address, {"do": "version", "text": "No dogs any more."}, follow=True).text
    assert "waits for your approval" in renewed
    assert "It is deleted" in manager.post(address, {"do": "delete"}, follow=True).text
    assert not Source.objects.exists()


def test_what_cannot_be_read_says_why(manager: BrowserInside) -> None:
    shown = add(manager, files.locked_pdf(), "menu.pdf").text

    assert "locked by a password" in shown
    assert "Approve</button>" not in shown


@pytest.mark.parametrize(("content", "text"), [(b"", ""), (b"", "   "), (b"a file", "and a note")])
def test_neither_or_both_are_refused_beside_their_field(manager: BrowserInside, content: bytes, text: str) -> None:
    refused = add(manager, content, text=text)

    assert refused.status_code == 422
    assert 'id="file-refusal"' in refused.text
    assert not Source.objects.exists()


def test_what_a_document_says_is_text_on_the_page(manager: BrowserInside) -> None:
    shown = add(manager, b"Well, <script>alert(1)</script> is all there is.", title="<b>x</b>").text

    assert "<script>alert(1)" not in shown
    assert "<b>x</b>" not in shown


def test_unknown_audience_is_refused(manager: BrowserInside) -> None:
    source = told("Rules", PETS, None)

    assert "Choose who may be told" in manager.post(f"{LIST}{source.pk}/change/", {"do": "approve"}, follow=True).text
    source.refresh_from_db()
    assert source.audience is None


def test_question_is_answered_with_a_click_or_let_go(manager: BrowserInside) -> None:
    gap, other = (
        note_gap(question=question, language="en", conversation=uuid.uuid4(), now=NOW)
        for question in ("Is there a <i>crèche</i>?", "How tall is the tower?")
    )
    assert gap is not None
    assert other is not None
    assert "<i>cr" not in manager.get(GAPS).text
    address = f"{GAPS}{gap.pk}/change/"

    assert manager.post(address, {"do": "answer", "text": ""}).status_code == 422
    assert "Answered." in manager.post(address, {"do": "answer", "text": "Yes, on Saturdays."}, follow=True).text
    manager.post(f"{GAPS}{other.pk}/change/", {"do": "drop"})

    assert Gap.objects.get().answer.audience == Audience.PUBLIC  # type: ignore[union-attr]
    assert search("is there a crèche")[0].text == "Yes, on Saturdays."


def test_who_may_not_change_what_is_taught_changes_nothing(restaurant: Business) -> None:
    source = told("Rules", PETS)
    gap = note_gap(question="Is there a crèche?", language="en", conversation=uuid.uuid4(), now=NOW)
    assert gap is not None
    analyst = signed_in(restaurant, Role.ANALYST)

    for path in (f"{LIST}add/", f"{LIST}connect/web/", f"{LIST}{source.pk}/change/", f"{GAPS}{gap.pk}/change/"):
        assert analyst.post(path, {"do": "delete"}).status_code == 403
    assert Source.objects.count() == Gap.objects.count() == 1


def test_lists_cost_the_same_for_one_as_for_three(manager: BrowserInside) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            manager.get(LIST)
            manager.get(GAPS)
        return len(asked)

    def add_one(number: int) -> None:
        gap = note_gap(question=f"Question {number}?", language="en", conversation=uuid.uuid4(), now=NOW)
        Gap.objects.filter(pk=gap.pk if gap else 0).update(answer=told(f"Rules {number}", PETS))

    manager.get(LIST)
    add_one(0)
    first = cost()
    add_one(1)
    add_one(2)

    assert cost() == first


@pytest.fixture
def site(far_site: FarSite) -> FarSite:
    far_site.pages = {
        "/map": far_site.map_of("/wine", "/gone"),
        "/wine": html("<b>Wine</b>", "<p>The house wine is a Chianti.</p>"),
    }
    return far_site


def test_a_site_is_connected_looked_at_approved_compared_and_brought_back(
    manager: BrowserInside, site: FarSite
) -> None:
    shown = manager.post(f"{LIST}connect/web/", {"address": f"{site.address}/map", "often": "day"}, follow=True)
    address = shown.request["PATH_INFO"]
    assert "There is no such page." in shown.text
    assert "<b>Wine" not in shown.text
    manager.post(address, {"do": "approve", "audience": "0", "number": "1"})
    assert "It is kept." in manager.post(address, {"do": "keep", "often": "week", "trusted": "on"}, follow=True).text
    site.pages["/wine"] = html("Wine", "<p>The house wine is a Barolo.</p>")

    manager.post(address, {"do": "look"})
    assert "<ins" in manager.get(f"{address}?compare=1").text
    assert search("house wine")[0].text == "The house wine is a Barolo."
    back = manager.post(address, {"do": "restore", "number": "1"}, follow=True).text

    assert "as version 1" in back
    assert search("house wine")[0].text == "The house wine is a Chianti."
    refused = manager.post(address, {"do": "restore", "number": "x"}, follow=True).text
    assert "Nothing of it has been read yet" in refused


@pytest.mark.parametrize(
    ("kind", "fields", "field"),
    [
        ("web", {"address": "http://10.0.0.1/"}, "address"),
        ("web", {"address": ""}, "address"),
        ("mailbox", {"address": "127.0.0.1:25", "user": "a", "secret": "canary"}, "address"),
        ("feed", {"address": "https://1.1.1.1/", "taken": "Price ="}, "taken"),
    ],
)
def test_what_cannot_be_connected_is_refused_beside_its_field(
    manager: BrowserInside, kind: str, fields: dict[str, str], field: str
) -> None:
    refused = manager.post(f"{LIST}connect/{kind}/", fields)

    assert refused.status_code == 422
    assert f'id="id_{field}_error"' in refused.text
    assert "canary" not in refused.text
    assert not Source.objects.exists()
    assert manager.get(f"{LIST}connect/ftp/").status_code == 404
