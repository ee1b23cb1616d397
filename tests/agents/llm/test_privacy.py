"""What is a person's does not leave; and where an owner's address may lead."""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from agents.llm.errors import AddressRefused, Unreachable
from agents.llm.gateway import complete
from agents.llm.network.addresses import check_address
from agents.llm.network.transport import connections, pinned_connections
from agents.llm.redaction import Redactor
from agents.llm.values import Message, PrivateValue
from tenants.outward import is_public
from tests.agents.llm.asking import ask, request
from tests.agents.llm.far_end import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from tenants.models import Business
    from tests.agents.llm.far_end import FarEnd

CANARIES = ("dana.oneil+x@mail.example.com", "Dana O'Neil", "06 6982 1234", "4111 1111 1111 1111", "K7F-2QM")
SAID = (
    "Hi, my name is Dana O'Neil, call 06 6982 1234 or write to dana.oneil+x@mail.example.com, "
    "card 4111 1111 1111 1111. Is there parking?"
)


def test_nothing_of_a_person_reaches_the_provider_and_the_answer_has_it_again(
    at_marios: Business, far_end: FarEnd
) -> None:
    far_end.usual = Answer("Thank you [NAME_1], we call [PHONE_1] about [REFERENCE_1].")
    known = (PrivateValue("reference", "K7F-2QM"),)
    reply = ask(f"{SAID} It is about K7F-2QM", rung="small", private=known)
    sent = json.dumps(far_end.received)
    assert [canary for canary in CANARIES if canary in sent] == []
    assert "Is there parking?" in sent
    assert reply.text == "Thank you Dana O'Neil, we call 06 6982 1234 about K7F-2QM."


def test_a_streamed_answer_has_it_again_too(at_marios: Business, far_end: FarEnd) -> None:
    far_end.usual = Answer("We call [PHONE_1] then, [NAME_1] - [not this].")
    stream = complete(request(SAID, rung="small"), stream=True)
    assert "".join(stream) == "We call 06 6982 1234 then, Dana O'Neil - [not this]."


@pytest.mark.parametrize(
    ("locale", "text", "hidden"),
    [
        (
            "de",
            "Ich heiße Jürgen Weiß, 030 901820, juergen@weiss.de",
            ["Jürgen Weiß", "030 901820", "juergen@weiss.de"],
        ),
        ("fr", "Je m'appelle Zoé Lefèvre, 01 42 68 53 00", ["Zoé Lefèvre", "01 42 68 53 00"]),
        ("it", "Mi chiamo Luca Bianchi, 06 6982 1234", ["Luca Bianchi", "06 6982 1234"]),
        ("es", "Me llamo Inés Ortega, 912 345 678", ["Inés Ortega", "912 345 678"]),
        ("pt", "Chamo-me João Silva, joao@silva.pt", ["João Silva", "joao@silva.pt"]),
    ],
)
def test_in_every_language(locale: str, text: str, hidden: list[str]) -> None:
    zones = {"de": "Europe/Berlin", "fr": "Europe/Paris", "it": "Europe/Rome", "es": "Europe/Madrid"}
    redactor = Redactor(locale, ZoneInfo(zones.get(locale, "Europe/Lisbon")))
    (sent,) = redactor.messages([Message("user", text)])
    assert [each for each in hidden if each in sent.text] == []
    assert redactor.restored(sent.text) == text


def test_what_is_nobodys_stays() -> None:
    text = "A table for 4 on 2026-12-11 at 20:00, order 1234567890123 and 12 bottles?"
    (sent,) = Redactor("en", ZoneInfo("Europe/Rome")).messages([Message("user", text)])
    assert sent.text == text


@pytest.mark.parametrize(
    "address",
    [
        "https://localhost/v1",
        "https://127.0.0.1/v1",
        "https://10.1.2.3",
        "https://192.168.0.10:11434/v1",
        "https://169.254.169.254/latest",
        "https://100.64.0.1",
        "https://0.0.0.0",
        "https://[::1]/v1",
        "https://[::ffff:10.0.0.1]/",
        "https://[fd00::1]/",
        "https://2130706433/",
        "https://0x7f.1/",
        "http://1.1.1.1/v1",
        "ftp://1.1.1.1/",
        "https://user:pass@1.1.1.1/",
        "https:///v1",
        "https://1.1.1.1:99999/",
    ],
)
def test_an_owners_address_leads_nowhere_private(address: str) -> None:
    with pytest.raises(AddressRefused):
        check_address(address)


def test_a_public_address_and_one_the_platform_names_pass(say_models: Callable[..., None]) -> None:
    check_address("https://1.1.1.1/v1")
    say_models(private_addresses=frozenset({"127.0.0.1:11434"}))
    check_address("http://127.0.0.1:11434/v1")
    with pytest.raises(AddressRefused):
        check_address("http://127.0.0.1:6379/v1")


def test_numbers_inside_numbers_are_seen() -> None:
    import ipaddress

    hidden = ("64:ff9b::a00:1", "2002:a00:1::", "::ffff:127.0.0.1")
    assert [number for number in hidden if is_public(ipaddress.ip_address(number))] == []
    assert is_public(ipaddress.ip_address("2606:4700:4700::1111"))


def test_a_name_that_leads_elsewhere_later_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Checked while it was public, called once it is not."""
    import httpx

    from agents.llm.network.transport import Pinned

    def now_private(*_args: object, **_more: object) -> list[tuple[object, ...]]:
        return [(2, 1, 6, "", ("127.0.0.1", 443))]

    monkeypatch.setattr(socket, "getaddrinfo", now_private)
    with httpx.Client(transport=Pinned(), trust_env=False) as client, pytest.raises(AddressRefused):
        client.get("https://rebinding.example/v1")


def test_a_host_that_is_not_there_is_told_so() -> None:
    with pytest.raises(Unreachable):
        check_address("https://no-such-host.invalid/v1")


def test_where_an_answer_points_is_not_followed() -> None:
    """A model's server that answers 302 to a private address is answered for by nobody."""
    assert not any(each.follow_redirects for each in (connections(), pinned_connections("models.example")))
