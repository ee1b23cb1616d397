from __future__ import annotations

import re
import time
from datetime import time as datetime_time
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone

from businesses.models import Booking, BookingStatus, Service, WeeklyHours
from tenants.context import enter
from tests.businesses import rows

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from tenants.models import Business

ANNA = {"name": "Anna Rossi", "phone": "+39 06 1234567", "email": "", "note": "a high chair"}


@pytest.fixture
def table(marios: Business) -> Service:
    return one_table(marios)


@pytest.fixture
def wish(table: Service) -> dict[str, Any]:
    return {"service": table.pk, "people": 4, "date": soon()}


def one_table(business: Business) -> Service:
    with enter(business.schema_name):
        rows.clear_rows()
        rows.open_daily((12, 15), (18, 23))
        rows.set_policy()
        return rows.add_service(rows.add_table("T1", 4), needs_party=True)


def bookings(business: Business) -> list[Booking]:
    with enter(business.schema_name):
        return list(Booking.objects.all())


def soon() -> str:
    return (timezone.now() + timedelta(days=2)).date().isoformat()


def tokens(response: Answer) -> list[str]:
    return re.findall(r'name="slot" value="([^"]+)"', response.text)


def page_key(response: Answer) -> str:
    found = re.search(r'name="key" value="([^"]+)"', response.text)
    assert found
    return found.group(1)


def address(wish: dict[str, Any]) -> str:
    return "/book/times/?" + "&".join(f"{name}={value}" for name, value in wish.items())


def book(client: Client, wish: dict[str, Any], **fields: Any) -> Answer:
    page = client.get(address(wish))
    sent = {**ANNA, "slot": tokens(page)[0], "key": page_key(page), **fields}
    return client.post(address(wish), sent)


def test_form_books_and_shows_the_reference_at_an_address_without_it(
    at_marios: Client, marios: Business, wish: dict[str, Any]
) -> None:
    response = book(at_marios, wish)
    (booking,) = bookings(marios)
    assert (booking.status, booking.party_size, booking.note) == (BookingStatus.CONFIRMED, 4, "a high chair")
    assert (response.status_code, response["Location"]) == (302, "/book/done/")
    assert booking.reference in at_marios.get("/book/done/").text


def test_form_sent_twice_is_one_booking(at_marios: Client, marios: Business, wish: dict[str, Any]) -> None:
    page = at_marios.get(address(wish))
    sent = {**ANNA, "slot": tokens(page)[0], "key": page_key(page)}
    answers = [at_marios.post(address(wish), sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert len(bookings(marios)) == 1


def test_form_tells_that_a_time_was_just_taken_and_offers_others(at_marios: Client, wish: dict[str, Any]) -> None:
    page = at_marios.get(address(wish))
    book(Client(HTTP_HOST="marios.localhost"), wish)
    sent = {**ANNA, "slot": tokens(page)[0], "key": page_key(page)}
    response = at_marios.post(address(wish), sent)
    assert response.status_code == 409
    assert "Nothing has been booked." in response.text
    assert tokens(response)
    assert 'value="Anna Rossi"' in response.text


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"name": ""}, "Please give a name."),
        ({"slot": ""}, "Please choose a time."),
        ({"phone": "12"}, "does not look like a phone number"),
        ({"phone": "", "email": ""}, "Please give a phone number or an e-mail address."),
        ({"email": "anna"}, "does not look like an e-mail address"),
        ({"slot": "forged"}, "offered too long ago"),
    ],
)
def test_form_names_what_is_wrong_and_books_nothing(
    at_marios: Client, marios: Business, wish: dict[str, Any], fields: dict[str, str], told: str
) -> None:
    response = book(at_marios, wish, **fields)
    assert response.status_code == 422
    assert told in response.text
    assert not bookings(marios)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"date": "2020-01-01"}, "That day has passed."),
        ({"date": "soon"}, "Please choose a day."),
        ({"people": 0}, "For at least one person."),
        ({"people": 500}, "please call us"),
        ({"service": 999999}, "Please choose one of these."),
    ],
)
def test_form_refuses_a_wish_that_cannot_be(
    at_marios: Client, wish: dict[str, Any], change: dict[str, Any], told: str
) -> None:
    response = at_marios.get(address({**wish, **change}))
    assert response.status_code == 422
    assert told in response.text


def test_form_says_why_nothing_is_offered(at_marios: Client, wish: dict[str, Any]) -> None:
    text = at_marios.get(address({**wish, "people": 9})).text
    assert "We can take up to 4 people together." in text


def test_form_needs_its_csrf_token(marios: Business, wish: dict[str, Any]) -> None:
    strict = Client(HTTP_HOST="marios.localhost", enforce_csrf_checks=True)
    assert book(strict, wish).status_code == 403
    assert not bookings(marios)


def test_form_shows_a_booking_only_to_the_session_that_made_it(at_marios: Client, wish: dict[str, Any]) -> None:
    book(at_marios, wish)
    assert Client(HTTP_HOST="marios.localhost").get("/book/done/")["Location"] == "/book/"


def test_form_slot_of_another_business_is_worth_nothing(
    at_marios: Client, at_bella: Client, wish: dict[str, Any], bella: Business
) -> None:
    slot = tokens(at_marios.get(address(wish)))[0]
    there = {**wish, "service": one_table(bella).pk}
    page = at_bella.get(address(there))
    response = at_bella.post(address(there), {**ANNA, "slot": slot, "key": page_key(page)})
    assert response.status_code == 422
    assert not bookings(bella)


def test_form_may_not_be_framed(at_marios: Client) -> None:
    assert "frame-ancestors 'none'" in at_marios.get("/book/")["Content-Security-Policy"]


def test_form_keeps_the_time_chosen_when_something_else_is_wrong(at_marios: Client, wish: dict[str, Any]) -> None:
    page = at_marios.get(address(wish))
    time.sleep(1.1)  # the same time is now offered under another token
    response = at_marios.post(address(wish), {**ANNA, "name": "", "slot": tokens(page)[2], "key": page_key(page)})
    assert re.findall(r"checked><span>([^<]+)", response.text) == ["13:00"]


def test_form_speaks_the_visitor_s_language_from_the_wish_to_the_reference(
    marios: Business, at_marios: Client, wish: dict[str, Any]
) -> None:
    spanish = {"accept-language": "es-ES,es;q=0.9"}
    assert "Hacer una reserva" in at_marios.get("/book/", headers=spanish).text
    page = at_marios.get("/book/times/", wish, headers=spanish)
    assert "Paso 2 de 2" in page.text
    assert "Mesa" in page.text
    said = {**ANNA, "slot": tokens(page)[0], "key": page_key(page)}
    refused = at_marios.post(address(wish), {**said, "name": ""}, headers=spanish).text
    assert "Indique un nombre, por favor." in refused
    at_marios.post(address(wish), said, headers=spanish)
    [booking] = bookings(marios)
    with enter(marios.schema_name):
        assert booking.customer.locale == "es"
    done = at_marios.get("/book/done/").text  # in the language booked in, whatever the browser asks for now
    assert "Hasta pronto, Anna Rossi" in done
    assert "Confirmada" in done


def test_language_of_the_address_is_kept_on_the_way(at_marios: Client, wish: dict[str, Any]) -> None:
    first = at_marios.get("/book/", {"locale": "de"}).text
    assert '<input type="hidden" name="locale" value="de">' in first
    times = at_marios.get("/book/times/", {**wish, "locale": "de"}).text
    assert "Schritt 2 von 2" in times
    assert "locale=de" in times


def test_visit_asks_where_to_come_and_books_it(at_marios: Client, marios: Business, wish: dict[str, Any]) -> None:
    with enter(marios.schema_name):
        Service.objects.update(is_visit=True, needs_party=False)
    assert "Where shall we come?" in at_marios.get(address(wish)).text
    refused = book(at_marios, wish, address="")
    assert (refused.status_code, "Please give the address." in refused.text) == (422, True)
    book(at_marios, wish, address="12 Oak Street\nApartment 4A")
    (booking,) = bookings(marios)
    assert booking.address == "12 Oak Street\nApartment 4A"
    done = at_marios.get("/book/done/").text
    assert "Apartment 4A" in done
    assert "<dd>Via Roma 1</dd>" not in done


def test_service_at_the_business_asks_for_no_address(at_marios: Client, marios: Business, wish: dict[str, Any]) -> None:
    assert "Where shall we come?" not in at_marios.get(address(wish)).text
    book(at_marios, wish, address="12 Oak Street")
    assert [each.address for each in bookings(marios)] == [""]


def test_evening_past_midnight_is_offered_with_its_own_date(marios: Business, at_marios: Client) -> None:
    table, day = one_table(marios), (timezone.now() + timedelta(days=2)).date()
    with enter(marios.schema_name):
        WeeklyHours.objects.all().delete()
        WeeklyHours.objects.create(weekday=day.isoweekday(), opens=datetime_time(22), closes=datetime_time(3))
    wish = {"service": table.pk, "people": 2, "date": day.isoformat()}
    labels = re.findall(r'name="slot"[^>]*><span>([^<]+)', at_marios.get(address(wish)).text)
    following = day + timedelta(days=1)
    date = f"{following:%A} {following.day} {following:%B}"
    assert labels == ["22:00", "22:30", "23:00", "23:30", f"{date} at 00:00", f"{date} at 00:30", f"{date} at 01:00"]
