"""Sources that are elsewhere, from being connected to being forgotten."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from businesses.privacy.holdings import Subject, Words
from knowledge.errors import NothingRead, OriginRefused
from knowledge.holdings import TABLES
from knowledge.jobs import read_version_of_business, read_what_was_lost
from knowledge.models import (
    Audience,
    Chunk,
    ChunkVector,
    DocumentVersion,
    FetchedPage,
    Origin,
    ReadingState,
    Source,
    SourceKind,
)
from knowledge.operations import (
    Wanted,
    add_origin,
    approve_source,
    change_origin,
    delete_source,
    fetch_version,
    look_at_due,
    look_now,
    lost_readings,
    read_version,
    restore_version,
)
from knowledge.pages import passage
from knowledge.queries import search
from tenants.actors import Actor
from tests.knowledge.far_mailbox import PASSWORD, USER
from tests.knowledge.far_site import Page, html
from tests.knowledge.test_fetching_feeds import FIELDS, ROOMS

if TYPE_CHECKING:
    from tests.knowledge.far_mailbox import FarMailbox
    from tests.knowledge.far_site import FarSite

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
BY = Actor("staff", "7")
pytestmark = pytest.mark.usefixtures("in_marios")


def seen_to(version: DocumentVersion, now: datetime = NOW) -> DocumentVersion | None:
    """As the task does it."""
    fetch_version(version_id=version.pk, now=now)
    return read_version(version_id=version.pk, now=now)


def connect(site: FarSite, path: str = "/map", **given: Any) -> DocumentVersion:
    wanted = Wanted(**{"kind": SourceKind.WEB, "address": site.address + path, **given})
    read = seen_to(add_origin(wanted=wanted, by=BY, now=NOW))
    assert read is not None
    return read


def look(version: DocumentVersion) -> DocumentVersion | None:
    return seen_to(look_now(source_id=version.source_id, by=BY, now=NOW))


def approve(version: DocumentVersion) -> None:
    approve_source(source_id=version.source_id, audience=Audience.PUBLIC, by=BY, now=NOW)


@pytest.fixture
def shop(far_site: FarSite) -> FarSite:
    far_site.pages = {
        "/map": far_site.map_of("/wine", "/gone", "/file"),
        "/wine": html("Wine", "<nav>Menu</nav><script>alert(1)</script><p>The house wine is a Montepulciano.</p>"),
        "/file": Page(b"PK\x03\x04"),
    }
    return far_site


def test_a_site_is_fetched_read_and_told_once_it_is_approved(shop: FarSite) -> None:
    version = connect(shop, title="Our site")

    assert (version.state, version.pages_total) == (ReadingState.READ, 3)
    assert version.trouble == "2 pages are left out."
    troubles = dict(version.fetched.values_list("address", "hitch"))
    assert troubles == {
        f"{shop.address}{path}": hitch for path, hitch in (("/wine", ""), ("/gone", "gone"), ("/file", "broken"))
    }
    assert search("house wine") == []
    approve(version)
    (found,) = search("house wine")
    assert (found.text, found.heading, found.page) == ("The house wine is a Montepulciano.", "Our site › Wine", 1)


def test_a_site_that_has_not_changed_makes_no_version_and_one_that_has_waits_for_approval(shop: FarSite) -> None:
    first = connect(shop)
    approve(first)
    assert look(first) is None
    shop.pages["/wine"] = html("Wine", "<p>The house wine is a Chianti.</p>")

    second = look(first)

    assert second is not None
    assert second.number == 2
    assert "Montepulciano" in search("house wine")[0].text
    approve(second)
    assert [each.text for each in search("house wine")] == ["The house wine is a Chianti."]


def test_what_it_said_before_is_brought_back_and_stays_although_it_is_looked_at_again(shop: FarSite) -> None:
    first = connect(shop)
    approve(first)
    change_origin(source_id=first.source_id, often="day", is_trusted=True, by=BY, now=NOW)
    shop.pages["/wine"] = html("Wine", "<p>The house wine is a Chianti.</p>")
    second = look(first)
    assert second is not None
    assert "Chianti" in search("house wine")[0].text, "the owner trusts it"
    second.refresh_from_db()
    assert second.approved_by == str(BY)

    back = seen_to(restore_version(source_id=first.source_id, number=1, by=BY, now=NOW))

    assert back is not None
    assert (back.number, back.restored_from) == (3, 1)
    assert [each.text for each in search("house wine")] == ["The house wine is a Montepulciano."]
    assert look(first) is None
    assert ChunkVector.objects.count() == 1, "of what is not told any more, only the text stays"
    with pytest.raises(NothingRead):
        approve_source(source_id=first.source_id, audience=Audience.PUBLIC, by=BY, now=NOW, number=2)
    with pytest.raises(NothingRead):
        restore_version(source_id=first.source_id, number=9, by=BY, now=NOW)


def test_only_some_versions_are_kept_and_the_one_that_is_told(shop: FarSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knowledge.operations.versions.KEPT", 1)
    first = connect(shop)
    approve(first)
    for number in range(3):
        shop.pages["/wine"] = html("Wine", f"<p>There are {number} wines.</p>")
        look(first)

    numbers = list(DocumentVersion.objects.order_by("number").values_list("number", flat=True))
    assert numbers == [1, 3, 4]
    assert "Montepulciano" in search("house wine")[0].text


def test_what_is_only_passing_is_tried_again_later_and_then_given_up(far_site: FarSite) -> None:
    far_site.pages["/map"] = Page(status=503)
    version = add_origin(wanted=Wanted(kind=SourceKind.WEB, address=f"{far_site.address}/map"), by=BY, now=NOW)
    assert not fetch_version(version_id=version.pk, now=NOW)
    version.refresh_from_db()
    assert (version.state, version.tries) == (ReadingState.READING, 1)
    assert "busy" in version.trouble
    assert lost_readings(now=NOW + timedelta(minutes=4)) == []

    for hours in (1, 2):
        assert lost_readings(now=NOW + timedelta(hours=hours)) == [version.pk]
        seen_to(version, NOW + timedelta(hours=hours))

    version.refresh_from_db()
    assert version.state == ReadingState.FAILED
    far_site.pages["/map"] = html("Wine", "<p>The house wine is a Chianti.</p>")
    again = look(version)
    assert again is not None
    assert again.state == ReadingState.READ
    assert list(DocumentVersion.objects.values_list("pk", flat=True)) == [again.pk], "what failed is not kept"


def test_a_fetching_that_died_begins_anew_and_leaves_nothing_half(shop: FarSite) -> None:
    version = add_origin(wanted=Wanted(kind=SourceKind.WEB, address=f"{shop.address}/map"), by=BY, now=NOW)
    DocumentVersion.objects.filter(pk=version.pk).update(started_at=NOW)
    FetchedPage.objects.create(version=version, number=1, address="half", content=b"half")

    assert read_version(version_id=version.pk, now=NOW).state == ReadingState.READING  # type: ignore[union-attr]
    assert not fetch_version(version_id=version.pk, now=NOW + timedelta(minutes=1))
    assert fetch_version(version_id=version.pk, now=NOW + timedelta(hours=1))
    assert not version.fetched.filter(address="half").exists()


def test_what_kills_each_worker_that_fetches_it_is_given_up(shop: FarSite) -> None:
    version = add_origin(wanted=Wanted(kind=SourceKind.WEB, address=f"{shop.address}/map"), by=BY, now=NOW)
    DocumentVersion.objects.filter(pk=version.pk).update(started_at=NOW, tries=2)

    assert not fetch_version(version_id=version.pk, now=NOW + timedelta(hours=1))
    version.refresh_from_db()
    assert (version.state, shop.asked) == (ReadingState.FAILED, [])


def test_where_nothing_can_be_read_nothing_stays_but_why(shop: FarSite) -> None:
    version = connect(shop, "/private-robots-free/none")

    assert (version.state, version.trouble) == (ReadingState.REFUSED, "There is no such page.")
    assert not FetchedPage.objects.exists()
    assert connect(shop, "/file").state == ReadingState.REFUSED


def test_a_source_is_looked_at_at_night_as_often_as_its_owner_says(shop: FarSite) -> None:
    version = connect(shop, often="day")
    origin = Origin.objects.get()
    assert origin.next_at is not None
    assert NOW < origin.next_at < NOW + timedelta(days=1)
    assert look_at_due(now=NOW) == []

    (begun,) = look_at_due(now=origin.next_at)

    assert DocumentVersion.objects.get(pk=begun).created_by == "system:system"
    assert look_at_due(now=origin.next_at) == []
    later = origin.next_at + timedelta(days=3)
    assert look_at_due(now=later) == [], "one is under way"
    change_origin(source_id=version.source_id, often="", is_trusted=False, by=BY, now=NOW)
    seen_to(DocumentVersion.objects.get(pk=begun), later)
    assert look_at_due(now=later + timedelta(days=30)) == []


def test_what_is_due_is_begun_by_the_clock(shop: FarSite, monkeypatch: pytest.MonkeyPatch) -> None:
    connect(shop, "/wine", often="day")
    Origin.objects.update(next_at=timezone.now() - timedelta(days=1))
    queued: list[int] = []
    monkeypatch.setattr(read_version_of_business, "delay_in", lambda _schema, *, version: queued.append(version))

    read_what_was_lost()

    assert queued == [DocumentVersion.objects.get(number=2).pk]


def test_a_feed_is_read_by_its_template_and_its_secret_is_sealed(far_site: FarSite) -> None:
    far_site.pages["/rooms"] = Page(ROOMS)
    version = connect(
        far_site, "/rooms", kind=SourceKind.FEED, title="Rooms", items_at="data.rooms", title_at="name", taken=FIELDS,
        header="X-Key", secret="canary-secret",
    )  # fmt: skip
    approve(version)

    assert "Price: 120.50" in search("what does the blue room cost")[0].text
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM knowledge_origin")
        assert "canary-secret" not in str(cursor.fetchone())


def test_a_mailbox_is_read_with_what_is_attached_and_left_as_it_was(far_mailbox: FarMailbox) -> None:
    far_mailbox.send("Corkage", "Corkage is ten euros.")
    far_mailbox.send("Prices", "", prices=b"dish,price\nTagliatelle,14\nLasagne,13\n", broken=b"PK\x03\x04")
    wanted = Wanted(kind=SourceKind.MAILBOX, address=far_mailbox.address, user=USER, secret=PASSWORD, title="Mails")
    version = seen_to(add_origin(wanted=wanted, by=BY, now=NOW))
    assert version is not None
    assert [page.trouble[:18] for page in version.fetched.order_by("number")] == ["", "", "The file is broken"]
    approve(version)

    assert search("what is the corkage")[0].heading == "Mails › Corkage"
    assert "price: 13" in search("price of lasagne")[0].text
    assert far_mailbox.seen() == []
    assert look(version) is None, "nothing new has come"
    far_mailbox.send("Dogs", "Dogs are welcome.")
    newer = look(version)
    assert newer is not None
    assert newer.fetched.count() == 4
    with pytest.raises(OriginRefused, match="Anybody may write"):
        change_origin(source_id=version.source_id, often="day", is_trusted=True, by=BY, now=NOW)


def test_a_mailbox_that_cannot_be_opened_says_why(far_mailbox: FarMailbox) -> None:
    for given, why in (
        ({"secret": "wrong"}, "user and password"),
        ({"secret": "a\r\nx LOGOUT"}, "user and password"),
        ({"user": "a\r\nx LOGOUT"}, "user and password"),
        ({"folder": "None"}, "no such folder"),
        ({"folder": "Entwürfe"}, "no such folder"),
        ({}, "nothing in it"),
    ):
        details: dict[str, Any] = {"user": USER, "secret": PASSWORD, **given}
        wanted = Wanted(kind=SourceKind.MAILBOX, address=far_mailbox.address, **details)
        version = seen_to(add_origin(wanted=wanted, by=BY, now=NOW))
        assert version is not None
        assert why in version.trouble
        assert version.state == ReadingState.REFUSED


def test_no_password_goes_over_a_line_that_is_not_encrypted(
    far_mailbox: FarMailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = Wanted(kind=SourceKind.MAILBOX, address=far_mailbox.address, user=USER, secret=PASSWORD)
    version = add_origin(wanted=wanted, by=BY, now=NOW)
    monkeypatch.setattr("knowledge.fetching.mailbox.is_named", lambda *_place: False)  # as of a host of anybody

    assert "without encryption" in seen_to(version).trouble  # type: ignore[union-attr]


def test_another_password_takes_the_place_of_a_wrong_one(far_mailbox: FarMailbox) -> None:
    far_mailbox.send("Corkage", "Corkage is ten euros.")
    wanted = Wanted(kind=SourceKind.MAILBOX, address=far_mailbox.address, user=USER, secret="wrong")
    version = add_origin(wanted=wanted, by=BY, now=NOW)
    change_origin(source_id=version.source_id, often="", is_trusted=False, by=BY, now=NOW, secret=PASSWORD)

    assert seen_to(version).state == ReadingState.READ  # type: ignore[union-attr]
    change_origin(source_id=version.source_id, often="week", is_trusted=False, by=BY, now=NOW)
    assert Origin.objects.get().secret == PASSWORD


def test_deletion_leaves_nothing(shop: FarSite) -> None:
    version = connect(shop)
    approve(version)

    delete_source(source_id=version.source_id, by=BY)

    for model in (Source, Origin, DocumentVersion, FetchedPage, Chunk, ChunkVector):
        assert not model.objects.exists()


FEED = {"kind": SourceKind.FEED, "address": "https://1.1.1.1/x", "taken": "a"}
MAILBOX = {"kind": SourceKind.MAILBOX, "address": "1.1.1.1", "user": "a", "secret": "b"}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"kind": SourceKind.WEB, "address": "http://127.0.0.1/"}, "address"),
        ({"kind": SourceKind.WEB, "address": "menu"}, "address"),
        ({"kind": SourceKind.WEB, "address": "https://no-such-host.invalid/"}, "address"),
        ({**MAILBOX, "address": "10.0.0.1:993"}, "address"),
        ({**MAILBOX, "address": "mail.example.com:imap"}, "address"),
        ({**MAILBOX, "user": ""}, "user"),
        ({**MAILBOX, "secret": ""}, "secret"),
        ({**FEED, "taken": ""}, "taken"),
        ({**FEED, "taken": "Price ="}, "taken"),
        ({**FEED, "header": "X-Key"}, "secret"),
        ({**FEED, "secret": "x"}, "header"),
        ({**FEED, "header": "Host", "secret": "x"}, "header"),
        ({**FEED, "header": "X-Key", "secret": "a\r\nHost: b"}, "secret"),
        ({**FEED, "address": "http://1.1.1.1/x", "header": "X-Key", "secret": "x"}, "address"),
    ],
)
def test_what_cannot_be_connected_is_refused_by_field_and_leaves_nothing(given: dict[str, Any], field: str) -> None:
    with pytest.raises(OriginRefused) as error:
        add_origin(wanted=Wanted(**given), by=BY, now=NOW)
    assert error.value.field == field
    assert not Source.objects.exists()


def test_what_a_sender_wants_erased_goes_from_every_version_and_does_not_come_back(far_mailbox: FarMailbox) -> None:
    far_mailbox.send("Corkage", "Corkage is a canary.", sender="Dana@example.org", prices=b"dish,price\ncanary,1\n")
    far_mailbox.send("Dogs", "Dogs are welcome.")
    wanted = Wanted(kind=SourceKind.MAILBOX, address=far_mailbox.address, user=USER, secret=PASSWORD, title="Mails")
    version = seen_to(add_origin(wanted=wanted, by=BY, now=NOW))
    assert version is not None
    approve(version)
    dana = Subject({}, Words(emails=("dana@example.org",)))
    kept = [table for table in TABLES if table.name in {"passages_of_mails", "mails_as_documents"}]
    assert [table.count(dana) for table in kept] == [2, 2]
    assert [row["title"] for row in kept[1].read(dana)] == ["Corkage", "prices.csv"]

    assert [table.erase(dana) for table in kept if table.erase] == [2, 2]
    assert [table.erase(dana) for table in kept if table.erase] == [0, 0]

    assert look(version) is None
    assert {each.text for each in search("canary corkage dogs")} == {"Dogs are welcome."}
    assert not [page for page in FetchedPage.objects.exclude(content=None) if b"canary" in bytes(page.content or b"")]


def test_a_cited_page_leads_to_where_it_was_read(shop: FarSite) -> None:
    version = connect(shop)
    approve(version)

    shown = passage(RequestFactory().get("/"), version.source_id, 0)

    assert f'href="{shop.address}/wine"' in shown.content.decode()
