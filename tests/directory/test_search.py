"""What suits a wish, and in which order: a table of cases, none of them with a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from directory.search import WEIGHTS, Listed, Live, Offered, found, people_of, ranked, with_live
from directory.wishes import Wish

NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)


def listed(name: str, price: str | None, *, currency: str = "EUR", category: str = "beauty", area: str = "") -> Listed:
    cut = Offered("service", 1, "Haircut", Decimal(price) if price else None)
    return Listed(name, name, name, category, "IT", "Europe/Rome", currency, area=area, offerings=(cut,))


CHEAP, DEAR, SILENT = listed("cheap", "30"), listed("dear", "70"), listed("silent", None)
POUNDS, GARAGE = listed("pounds", "20", currency="GBP"), listed("garage", "10", category="automotive")
UNDER_50 = Wish(category="beauty", ceiling=Decimal(50), currency="EUR")


@pytest.mark.parametrize(
    ("wish", "names"),
    [
        (Wish(category="beauty"), ["cheap", "dear", "pounds", "silent"]),
        (UNDER_50, ["cheap", "pounds", "silent"]),
        (Wish(category="beauty", ceiling=Decimal(30), currency="EUR"), ["cheap", "pounds", "silent"]),
        (Wish(category="beauty", ceiling=Decimal(30), currency="EUR", is_below=True), ["pounds", "silent"]),
        (Wish(offerings=("haircut",)), ["cheap", "dear", "garage", "pounds", "silent"]),
        (Wish(offerings=("massage",)), []),
        (Wish(named=("dear",), offerings=("haircut",)), ["dear"]),
        (Wish(category="health"), []),
    ],
)
def test_what_suits(wish: Wish, names: list[str]) -> None:
    assert [one.listed.name for one in found([SILENT, POUNDS, GARAGE, DEAR, CHEAP], wish)] == names


def test_price_that_is_not_told_or_in_other_money_never_counts_as_cheap() -> None:
    parts = {one.listed.name: one.parts["price"] for one in found([CHEAP, SILENT, POUNDS], UNDER_50)}
    assert parts == {"cheap": 0.4, "silent": 0.0, "pounds": 0.0}


def test_part_of_town_that_is_named_is_kept_to() -> None:
    here, there = listed("here", "30", area="Soho"), listed("there", "20", area="Camden")
    (one,) = found([there, here], Wish(category="beauty", areas=("soho",)))
    assert (one.listed.name, one.parts["area"]) == ("here", 1.0)


def test_sooner_is_better_and_the_business_has_the_last_word_on_its_price() -> None:
    wish = UNDER_50
    first, other = found([listed("a", "30"), listed("b", "30")], wish)
    late = with_live(first, Live(NOW, Decimal(30), NOW + timedelta(hours=40)), wish, now=NOW)
    soon = with_live(other, Live(NOW, Decimal(30), NOW + timedelta(hours=1)), wish, now=NOW)
    assert late is not None
    assert soon is not None
    assert [one.listed.name for one in ranked([late, soon])] == ["b", "a"]
    assert with_live(first, Live(NOW, Decimal(60), NOW), wish, now=NOW) is None


def test_score_is_its_parts_by_their_weights() -> None:
    assert sum(WEIGHTS.values()) == 100
    (one,) = found([CHEAP], replace(UNDER_50, offerings=("haircut",)))
    assert one.score == round(40 * 1.0 + 20 * 0.4)


@pytest.mark.parametrize(("people", "needs_party", "expected"), [(None, True, 2), (4, True, 4), (4, False, 1)])
def test_for_how_many_a_time_is_looked_for(people: int | None, needs_party: bool, expected: int) -> None:
    assert people_of(Wish(people=people), needs_party=needs_party) == expected


def test_wish_survives_being_kept() -> None:
    wish = Wish("beauty", ("haircut",), (), ("soho",), Decimal("49.50"), "EUR", True, NOW.date(), NOW.time(), None, 3)
    assert Wish.of(wish.kept()) == wish
