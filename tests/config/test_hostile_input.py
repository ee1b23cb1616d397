"""No input ends in a 500: what cannot be read, stored or reckoned with is told."""

from __future__ import annotations

import itertools
import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone

from businesses.models import Booking, Service
from businesses.tokens import manage_token
from tenants.context import enter
from tenants.models import Role
from tests.factories import PASSWORD, new_user
from tests.workflows.bookings import book, open_always

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from tenants.models import Business

DATES = (
    "9999-12-31",
    "0001-01-01",
    "9999-12-30",
    "0001-01-02",
    "1582-10-10",
    "2026-02-30",
    "10000-01-01",
    "0000-00-00",
)
NUMBERS = ("0", "-1", "2147483648", "9223372036854775808", "1" * 30, "1e400", "NaN", "１２")
TEXTS = ("\0", "a\0b", "%00", "\ud800", "x" * 5000, "\u202e", "'\"<>", "🍝" * 300)
DEEP = 990
FIELDS = ("q", "next", "service", "date", "lang", "username", "code", "contact", "slot", "name", "proof")


@pytest.fixture
def booking(live_marios: Business) -> Booking:
    with enter(live_marios.schema_name):
        open_always()
        return book(timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=2))


@pytest.fixture
def visitor(booking: Booking) -> Client:
    return Client(headers={"host": "marios.localhost"}, raise_request_exception=False)


@pytest.fixture
def owner(booking: Booking, live_marios: Business) -> Client:
    new_user("own@example.com", business=live_marios, role=Role.OWNER)
    client = Client(headers={"host": "marios.localhost"}, raise_request_exception=False)
    client.post("/login/", {"username": "own@example.com", "password": PASSWORD})
    return client


def answers(asked: Iterator[tuple[str, Answer]]) -> None:
    """None is a 500, and whatever the API says is JSON."""
    broken = []
    for what, answer in asked:
        if answer.status_code >= 500:
            broken.append(f"{what}: {answer.status_code}")
        elif answer.status_code >= 400 and "/api/" in what:
            assert answer.headers["Content-Type"] == "application/problem+json", what
    assert broken == []


def test_days_beyond_reckoning(visitor: Client, owner: Client, live_marios: Business, booking: Booking) -> None:
    with enter(live_marios.schema_name):
        service, token = Service.objects.get().pk, manage_token(booking)
    opened = f"/b/{booking.reference}/"
    assert visitor.post(opened, {"proof": token}).status_code == 302
    public = (
        "/api/v1/availability?service={service}&date={value}&days=14&party_size=2",
        "/api/v1/availability?service={service}&date={value}",
        "/book/?date={value}",
        "/book/times/?service={service}&people=2&date={value}",
        f"{opened}move/?day={{value}}",
    )
    ours = (
        "/staff/day/{value}/",
        "/staff/new/?date={value}&service={service}&people=2",
        f"/staff/bookings/{booking.reference}/reschedule/?date={{value}}&service={{service}}&people=2",
        "/admin/businesses/booking/?starts_at__gte={value}",
        "/admin/businesses/booking/?starts_at__year={value}",
        "/staff/mail/?date={value}",
    )

    def asked() -> Iterator[tuple[str, Answer]]:
        for client, paths in ((visitor, public), (owner, ours)):
            for path, value in itertools.product(paths, DATES):
                address = path.format(service=service, value=value)
                yield address, client.get(address)

    answers(asked())


def test_numbers_beyond_what_a_row_holds(visitor: Client, owner: Client, live_marios: Business) -> None:
    public = (
        "/api/v1/availability?service={value}&party_size=2",
        "/api/v1/availability?service=1&party_size={value}",
        "/api/v1/availability?service=1&days={value}",
        "/api/v1/availability?service=1&time={value}",
        "/api/v1/availability?service=1&staff={value}",
        "/book/times/?service={value}&people=2&date=2026-12-01",
        "/book/times/?service=1&people={value}&date=2026-12-01",
        "/api/v1/bookings/{value}",
    )
    ours = (
        "/admin/businesses/booking/?p={value}",
        "/admin/businesses/booking/{value}/change/",
        "/admin/businesses/service/?e={value}",
        "/staff/mail/{value}/",
        "/staff/mail/?page={value}",
        "/staff/inbox/?page={value}",
    )

    def asked() -> Iterator[tuple[str, Answer]]:
        for client, paths in ((visitor, public), (owner, ours)):
            for path, value in itertools.product(paths, NUMBERS):
                yield path.format(value=value), client.get(path.format(value=value))

    answers(asked())


BODIES: dict[str, Any] = {
    "/api/v1/auth/token": {"email": "a@example.com", "password": "x", "otp": "1"},
    "/api/v1/auth/token/refresh": {"refresh": "x"},
    "/api/v1/auth/token/blacklist": {"refresh": "x"},
    "/api/v1/conversations/create": {"flow": "dedicated", "locale": "en"},
    "/api/v1/conversations/chat/dedicated": {"text": "hello", "locale": "en"},
    "/api/v1/bookings/hold": {
        "slot_token": "x", "party_size": 2, "note": "", "customer": {"name": "A", "phone": "", "email": "a@e.example"},
    },
}  # fmt: skip


def post(client: Client, path: str, body: bytes) -> Answer:
    headers = {"Idempotency-Key": "key-1"}
    return client.generic("POST", path, body, "application/json", headers=headers)


def changed(body: Any, value: Any) -> Iterator[Any]:
    """The body with the value in each place in turn, and as a key."""
    for name, inner in body.items():
        if isinstance(inner, dict):
            yield from ({**body, name: each} for each in changed(inner, value))
        yield {**body, name: value}
    if isinstance(value, str):
        yield {**body, value: "x"}


@pytest.mark.parametrize("path", BODIES)
@pytest.mark.parametrize("text", ["\0", "a\0b", "\ud800", "\udfff!", "ok\ud83d", "\udc00\ud800"])
def test_text_that_cannot_be_stored_is_refused_in_every_field_and_key(visitor: Client, path: str, text: str) -> None:
    for body in changed(BODIES[path], text):
        answer = post(visitor, path, json.dumps(body).encode())
        assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.parametrize("path", BODIES)
def test_what_is_no_json_for_us_is_refused(visitor: Client, path: str) -> None:
    hostile = {
        "deep lists": b"[" * DEEP + b"]" * DEEP,
        "deep objects": b'{"a":' * DEEP + b"1" + b"}" * DEEP,
        "deeper": b"[" * 100_000 + b"]" * 100_000,
        "deep in a field": json.dumps(BODIES[path])[:-1].encode() + b', "x": ' + b"[" * DEEP + b"]" * DEEP + b"}",
        "constant": b'{"text": NaN}',
        "infinity": b'{"party_size": Infinity}',
        "number": b'{"party_size": ' + b"9" * 5000 + b"}",
        "bytes": b'{"text": "\xff\xfe"}',
        "raw nul": b'{"text": "a\x00b"}',
        "half": b'{"text": "',
        "a bom": b"\xef\xbb\xbf{}",
    }
    for number, (what, body) in enumerate(hostile.items()):
        visitor.defaults["REMOTE_ADDR"] = f"192.0.2.{number}"
        answer = post(visitor, path, body)
        assert answer.status_code in {400, 422}, what
        assert answer.headers["Content-Type"] == "application/problem+json", what


@pytest.mark.parametrize("path", BODIES)
def test_more_than_a_megabyte_is_too_large(visitor: Client, path: str) -> None:
    body = json.dumps({**BODIES[path], "filling": "x" * 1_000_001}).encode()
    answer = post(visitor, path, body)
    assert (answer.status_code, answer.json()["type"]) == (413, "/problems/too-large")


@pytest.mark.parametrize("path", BODIES)
def test_odd_values_in_every_field(visitor: Client, path: str) -> None:
    odd: list[Any] = [
        None,
        True,
        -1,
        2**31,
        2**63,
        10**30,
        1e308,
        [],
        {},
        [[]],
        {"a": {}},
        "",
        " ",
        "x" * 5000,
        "\u202e",
        *DATES,
    ]

    def asked() -> Iterator[tuple[str, Answer]]:
        for value in odd:
            for body in changed(BODIES[path], value):
                visitor.defaults["REMOTE_ADDR"] = f"10.1.{hash(str(body)) % 250}.{hash(str(value)) % 250}"
                yield f"{path} {body}"[:300], post(visitor, path, json.dumps(body).encode())

    answers(asked())


@pytest.mark.parametrize("path", BODIES)
@pytest.mark.parametrize("value", [7, 0.5, True, ["x"]])
def test_what_is_no_text_is_refused_by_the_field_s_name(visitor: Client, path: str, value: object) -> None:
    for name in (each for each, said in BODIES[path].items() if isinstance(said, str)):
        visitor.defaults["REMOTE_ADDR"] = f"192.0.2.{len(name)}"
        answer = post(visitor, path, json.dumps({**BODIES[path], name: value}).encode())
        assert (answer.status_code, answer.headers["Content-Type"]) == (422, "application/problem+json"), name
        assert list(answer.json()["errors"]) == [name]


@pytest.mark.parametrize("text", TEXTS)
def test_forms_and_addresses(
    visitor: Client, owner: Client, live_marios: Business, booking: Booking, text: str
) -> None:
    quoted = json.dumps(text).strip('"') if "\ud800" in text else text
    public = ("/book/", "/book/times/", "/login/", "/widget/", "/signup/", f"/b/{booking.reference}/")
    ours = ("/admin/businesses/customer/", "/staff/new/", "/staff/inbox/", "/account/")

    def asked() -> Iterator[tuple[str, Answer]]:
        for client, paths in ((visitor, public), (owner, ours)):
            for path in paths:
                fields = (
                    "q",
                    "next",
                    "service",
                    "date",
                    "lang",
                    "username",
                    "code",
                    "contact",
                    "slot",
                    "name",
                    "token",
                )
                said = dict.fromkeys(fields, quoted)
                yield path, client.get(path, said)
                yield path, client.post(path, {**said, "password": quoted, "email": "a@example.com"})
                yield path, client.post(path, {quoted: "x", "email": quoted})
        for path in ("/b/{}/", "/staff/day/{}/", "/api/v1/bookings/{}", "/widget/1/{}", "/login/password/{0}/{0}/"):
            for client in (visitor, owner):
                yield path, client.get(path.format(quoted.replace("/", "").replace("?", "")[:300]))

    answers(asked())


@pytest.mark.parametrize(
    "said",
    [
        "a table for 2 on 31/12/9999 at 19:00",
        "dinner on 0001-01-01 at 7pm for two",
        "on 9999-12-31 please, for 2",
        "in 99999999999 days for 4",
        "in 999999999999999999 weeks",
        "999999999999 years from now",
        "am 31.12.9999 um 19 Uhr für 2",
        "le 31 décembre 9999 à 19h pour 2",
        "il 01/01/0001 alle 20 per 2",
        "el 31 de diciembre de 9999 a las 20:00 para 2",
        "dia 31/12/9999 às 20h para 2",
        "for 99999999999999999999999 people",
    ],
)
def test_a_conversation_answers_days_beyond_reckoning(
    visitor: Client, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    started = visitor.post("/api/v1/conversations/chat/dedicated", {"text": said}, "application/json")
    assert started.status_code == 200
    assert started.json()["reply"]["text"]
    assert not [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
