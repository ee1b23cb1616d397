"""Sources and search for programs, and for whom they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from knowledge.jobs import read_version_of_business
from knowledge.models import Audience, Source
from knowledge.operations import fetch_version, read_version
from tenants.actors import actor_of
from tenants.context import enter
from tenants.keys import Tier
from tenants.models import Role
from tenants.operations import make_key
from tenants.permissions import Permission
from tests.factories import new_user
from tests.knowledge.documents import PETS, told
from tests.knowledge.far_site import Page

if TYPE_CHECKING:
    from tenants.models import Business
    from tests.knowledge.far_site import FarSite

SOURCES, SEARCH = "/api/v1/knowledge/sources", "/api/v1/search/semantic"


@pytest.fixture(autouse=True)
def _read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def queue(schema: str, *, version: int) -> None:
        with enter(schema):
            fetch_version(version_id=version, now=timezone.now())
            read_version(version_id=version, now=timezone.now())

    monkeypatch.setattr(read_version_of_business, "delay_in", queue)


def key_for(business: Business, *permissions: Permission) -> str:
    owner = new_user(f"{'.'.join(permissions)}@{business.slug}.example", business=business, role=Role.OWNER)
    with enter(business.schema_name):
        details: dict[str, Any] = {"name": "Site", "tier": Tier.STANDARD, "expires_at": None}
        return make_key(business=business, permissions=permissions, by=actor_of(owner), **details).key


def call(key: str, path: str, body: object = None, *, slug: str = "marios", method: str = "post") -> Any:
    headers = {"host": f"{slug}.localhost", "authorization": f"Api-Key {key}"}
    given = [] if method == "get" else [body, "application/json"]
    return getattr(Client(), method)(path, *given, headers=headers)


def test_document_is_taken_in_read_approved_and_found(marios: Business) -> None:
    key = key_for(marios, Permission.ASSISTANT_CHANGE, Permission.ASSISTANT_VIEW)
    headers = {"host": "marios.localhost", "authorization": f"Api-Key {key}"}
    upload = SimpleUploadedFile("rules.exe", PETS.encode(), "application/x-msdownload")

    taken = Client().post(SOURCES, {"file": upload}, headers=headers)
    assert (taken.status_code, taken.json()["title"], taken.json()["audience"]) == (202, "rules", None)
    path = f"{SOURCES}/{taken.json()['id']}"
    state = call(key, path, method="get").json()["version"]
    assert (state["state"], state["media_type"], state["passages_done"]) == ("read", "text/markdown", 1)
    assert call(key, SEARCH, {"query": "dogs"}).json() == {"results": []}
    assert call(key, f"{path}/approve", {"audience": "public"}).json()["audience"] == "public"

    (found,) = call(key, SEARCH, {"query": "may my dog come in", "limit": 3}).json()["results"]
    assert (found["source"], found["document"]) == (taken.json()["id"], "rules")
    assert "Dogs are welcome" in found["text"]


def test_note_is_taken_in(marios: Business) -> None:
    key = key_for(marios, Permission.ASSISTANT_CHANGE)

    taken = call(key, SOURCES, {"text": "Corkage is ten euros.", "title": "Corkage"})

    assert (taken.status_code, taken.json()["kind"], taken.json()["title"]) == (202, "note", "Corkage")


def test_a_feed_is_connected_looked_at_again_and_brought_back(marios: Business, far_site: FarSite) -> None:
    key = key_for(marios, Permission.ASSISTANT_CHANGE, Permission.ASSISTANT_VIEW)
    far_site.pages["/rooms"] = Page(b'[{"name": "Blue", "price": 120.50}]')
    feed = {"url": f"{far_site.address}/rooms", "title": "name", "take": {"Price": "price"}}
    taken = call(key, SOURCES, {"rest": {**feed, "header": "X-Key", "secret": "canary"}, "often": "week"})
    assert (taken.status_code, taken.json()["kind"], taken.json()["origin"]["often"]) == (202, "feed", "week")
    assert "canary" not in taken.text
    path = f"{SOURCES}/{taken.json()['id']}"
    call(key, f"{path}/approve", {"audience": "public"})
    far_site.pages["/rooms"] = Page(b'[{"name": "Blue", "price": 130.00}]')
    assert call(key, f"{path}/look", {}).json()["version"]["number"] == 2
    call(key, f"{path}/approve", {"audience": "public"})

    assert call(key, f"{path}/restore", {"number": 1}).status_code == 202
    rows = call(key, f"{path}/versions", method="get").json()["versions"]
    assert [(row["number"], row["restored_from"], row["is_told"]) for row in rows] == [
        *((3, 1, True), (2, None, False), (1, None, False)),
    ]
    assert "120.50" in call(key, SEARCH, {"query": "price of the blue room"}).json()["results"][0]["text"]
    assert call(key, f"{path}/restore", {"number": 9}).status_code == 409
    note = call(key, SOURCES, {"text": "Corkage is ten euros."}).json()["id"]
    assert call(key, f"{SOURCES}/{note}/look", {}).status_code == 404


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        (SOURCES, {}, "file"),
        (SOURCES, {"text": ""}, "text"),
        (SOURCES, {"text": "x", "url": "https://example.com"}, "file"),
        (SOURCES, {"text": "x", "often": "day"}, "often"),
        (SOURCES, {"url": "http://127.0.0.1/"}, "address"),
        (SOURCES, {"rest": {"url": "https://1.1.1.1/", "take": {"a=b": "c"}}}, "rest"),
        (SOURCES, {"rest": {"url": "https://1.1.1.1/"}}, "taken"),
        (SOURCES, {"imap": {"host": "192.168.0.1", "user": "a", "password": "b"}}, "address"),
        (SOURCES, {"imap": {"host": "192.168.0.1"}}, "imap"),
        (SEARCH, {}, "query"),
        (SEARCH, {"query": "x", "limit": 0}, "limit"),
        (SEARCH, {"query": "x", "filters": {"sources": ["1"]}}, "filters"),
    ],
)
def test_what_is_wrong_is_told_by_field(marios: Business, path: str, body: object, field: str) -> None:
    key = key_for(marios, Permission.ASSISTANT_CHANGE, Permission.ASSISTANT_VIEW)

    refused = call(key, path, body)

    assert refused.status_code in {400, 422}
    assert field in refused.json()["errors"]


def test_what_has_not_been_read_cannot_be_approved_and_unknown_audiences_do_not_exist(marios: Business) -> None:
    key = key_for(marios, Permission.ASSISTANT_CHANGE)
    with enter(marios.schema_name):
        source = told("Rules", PETS, None)
        source.versions.update(state="reading")
    path = f"{SOURCES}/{source.pk}/approve"

    assert call(key, path, {"audience": "public"}).status_code == 409
    assert "audience" in call(key, path, {"audience": "world"}).json()["errors"]
    assert call(key, path.replace(str(source.pk), "0" * 32), {"audience": "public"}).status_code == 404


def test_who_may_not_neither_adds_nor_searches(marios: Business, bella: Business) -> None:
    reads, other = key_for(marios, Permission.ASSISTANT_VIEW), key_for(bella, Permission.ASSISTANT_CHANGE)

    assert call(reads, SOURCES, {"text": "x"}).status_code == 403
    assert call(other, SOURCES, {"text": "x"}).status_code in {401, 403}
    assert call("xs_forged", SEARCH, {"query": "x"}).status_code in {401, 403}
    with enter(marios.schema_name):
        assert not Source.objects.exists()


def test_staff_hear_what_is_for_staff_and_owners_what_is_for_owners(marios: Business) -> None:
    with enter(marios.schema_name):
        told("Code", "The alarm code is 4711.", Audience.STAFF)
        told("Costs", "The alarm costs 90 a month.", Audience.OWNER)
    staff, owner = (
        key_for(marios, Permission.ASSISTANT_VIEW),
        key_for(marios, Permission.ASSISTANT_VIEW, Permission.SETTINGS_CHANGE),
    )

    def heard(key: str) -> set[str]:
        return {each["document"] for each in call(key, SEARCH, {"query": "alarm"}).json()["results"]}

    assert heard(staff) == {"Code"}
    assert heard(owner) == {"Code", "Costs"}
