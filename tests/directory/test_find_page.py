"""The page of the platform's assistant: forms, no script, what was said, the map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conversations.widget.views.find import pins_of

if TYPE_CHECKING:
    from django.test import Client

    from tenants.models import Business


def test_page_without_a_word_says_what_to_do(at_platform: Client, salons: list[Business]) -> None:
    response = at_platform.get("/find/", headers={"accept-language": "de"})
    assert '<html lang="de">' in response.text
    assert "Sagen Sie, was Sie suchen" in response.text
    assert "<script" not in response.text
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_what_is_said_is_answered_and_still_there_afterwards(at_platform: Client, salons: list[Business]) -> None:
    response = at_platform.post("/find/", {"text": "hair salon under 40 euros tomorrow"})
    assert (response.status_code, response["Location"]) == (302, "/find/#last")
    cookie = response.cookies["enquiry"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/find/")
    text = at_platform.get("/find/").text
    assert salons[1].name in text
    assert salons[0].name not in text
    assert 'value="Something cheaper"' in text
    at_platform.post("/find/", {"again": "1"})
    assert salons[1].name not in at_platform.get("/find/").text


def test_nothing_said_is_told_at_the_field(at_platform: Client, salons: list[Business]) -> None:
    response = at_platform.post("/find/", {"text": "  "})
    assert response.status_code == 422
    assert 'aria-invalid="true"' in response.text
    assert "There is nothing in that message" in response.text


def test_another_browser_sees_nothing_of_it(at_platform: Client, salons: list[Business]) -> None:
    from django.test import Client as Other

    at_platform.post("/find/", {"text": "hair salon tomorrow"})
    assert salons[0].name not in Other(headers={"host": "localhost"}).get("/find/").text


def test_home_leads_there(at_platform: Client) -> None:
    assert 'href="/find/"' in at_platform.get("/").text


def test_map_lays_places_as_they_lie() -> None:
    cards: list[dict[str, Any]] = [
        {"name": "south-west", "latitude": 51.0, "longitude": 0.0},
        {"name": "nowhere", "latitude": None, "longitude": None},
        {"name": "north-east", "latitude": 52.0, "longitude": 1.0},
    ]
    first, last = pins_of(cards)
    assert (first.number, last.number) == (1, 3)
    assert first.x < last.x
    assert first.y > last.y
    assert pins_of(cards[:2]) == []
