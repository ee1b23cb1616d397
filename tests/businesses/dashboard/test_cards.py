"""What a figure says to one viewer: a change once, in words and with a sign, and nothing where there is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from businesses.dashboard.cards import cards_of
from businesses.dashboard.figures import Figure, Unit, days_of

DAYS = [date(2026, 3, 9), date(2026, 3, 10)]


def figure(value: str | None, before: str | None, unit: Unit = Unit.COUNT) -> Figure:
    return Figure(
        key="some",
        title="Some",
        unit=unit,
        value=None if value is None else Decimal(value),
        before=None if before is None else Decimal(before),
    )


@pytest.mark.parametrize(
    ("value", "before", "unit", "sign", "change", "told"),
    [
        ("5", "3", Unit.COUNT, "▲", "2 more than before (+67%)", "3"),
        ("3", "5", Unit.COUNT, "▼", "2 less than before (\u221240%)", "5"),
        ("401", "400", Unit.COUNT, "▲", "1 more than before", "400"),
        ("0.255", "0.5", Unit.SHARE, "▼", "24.5 points less than before", "50%"),
        ("4", "4", Unit.COUNT, "", "as before", ""),
        ("0.3501", "0.3499", Unit.SHARE, "", "as before", ""),
        ("4", None, Unit.COUNT, "", "nothing to compare with", ""),
        ("4", "0", Unit.COUNT, "▲", "4 more than before", "0"),
    ],
)
def test_a_change_is_said_once(value: str, before: str | None, unit: Unit, sign: str, change: str, told: str) -> None:
    (card,) = cards_of([figure(value, before, unit)], allowed=())
    assert (card.sign, card.change, card.before) == (sign, change, told)


def test_a_drawing_has_its_days_beside_it() -> None:
    days = days_of(DAYS, [Decimal(1), Decimal(2)], [Decimal(1), Decimal(0)])
    (card,) = cards_of([replace(figure("3", "1"), days=days)], allowed=())
    assert card.top == "2"
    assert [(line.day, line.value, line.before) for _x, line in card.drawn] == [
        ("Mon 9 Mar", "1", "1"),
        ("Tue 10 Mar", "2", "0"),
    ]


def test_nothing_is_drawn_of_nothing() -> None:
    assert cards_of([figure("0", "0")], allowed=())[0].chart is None
