"""A person's pages are in their language and clock, on every host, and nobody else's are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from businesses.clock import clock_format, page_clock
from tenants.models import User
from tenants.operations import choose_language
from tenants.preferences import wants_twelve_hours
from tests.factories import PASSWORD, new_user

if TYPE_CHECKING:
    from tenants.models import Business

HOST = "marios.localhost"


@pytest.fixture
def user(marios: Business) -> User:
    return new_user("luca@example.com", business=marios)


@pytest.fixture
def member(user: User) -> Client:
    client = Client(headers={"host": HOST, "accept-language": "en"})
    client.post("/login/", {"username": user.email, "password": PASSWORD})
    return client


def language_of(client: Client) -> str:
    content = client.get("/staff/").content.decode()
    return content[content.index('lang="') + 6 :][:2]


def test_chosen_on_its_page_and_seen_on_the_next(member: Client, user: User) -> None:
    assert language_of(member) == "en"
    assert member.post("/account/language/", {"language": "de", "clock": "12"}).status_code == 302
    assert language_of(member) == "de"
    user.refresh_from_db()
    assert (user.language, user.clock) == ("de", "12")
    shown = member.get("/account/language/").content.decode()
    assert '<option value="de" selected>' in shown
    assert '<option value="12" selected>' in shown
    member.post("/account/language/", {"language": "", "clock": ""})
    assert language_of(member) == "en", "as the browser says"


@pytest.mark.parametrize("wrong", [{"language": "xx"}, {"clock": "13"}])
def test_what_there_is_not_is_refused(member: Client, user: User, wrong: dict[str, str]) -> None:
    assert member.post("/account/language/", {"language": "de", "clock": "24"} | wrong).status_code == 422
    user.refresh_from_db()
    assert (user.language, user.clock) == ("", "")


def test_somebody_elses_pages_stay_as_they_are(member: Client, user: User) -> None:
    choose_language(user=user, language="de", clock="12")
    member.get("/staff/")
    stranger = Client(headers={"host": HOST, "accept-language": "fr"})
    assert 'lang="fr"' in stranger.get("/login/").content.decode()
    assert wants_twelve_hours() is None, "nothing is left for the next request of the thread"


@pytest.mark.parametrize(("clock", "shown"), [("", "H:i"), ("12", "g:i A"), ("24", "H:i")])
def test_the_clock_is_for_pages_alone(member: Client, user: User, clock: str, shown: str) -> None:
    choose_language(user=user, language="en", clock=clock)
    context = member.get("/staff/").context
    assert context["clock"] == shown
    assert clock_format("IT") == page_clock("IT") == "H:i", "outside of a page the country's holds"
