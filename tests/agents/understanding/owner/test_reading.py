"""What an owner's words would change: hours, prices, dishes, who is off, in every language alike."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from agents.understanding.engine import understand
from agents.understanding.owner import NOTHING, Said, read_change, together
from agents.understanding.types import Context, OpeningHours, Term, Vocabulary

ROME = ZoneInfo("Europe/Rome")
NOW = datetime(2026, 11, 30, 10, 0, tzinfo=ROME)  # a Monday
FRIDAY, SATURDAY, TUESDAY, SUNDAY = date(2026, 12, 4), date(2026, 12, 5), date(2026, 12, 1), date(2026, 12, 6)
EVE = date(2026, 12, 31)
WORDS = Vocabulary(
    services=(Term("8", "Haircut", ("Haarschnitt", "Coupe", "Corte", "Taglio")),),
    staff=(Term("1", "Luca Bianchi", ("Luca",)), Term("2", "Anna")),
    items=(Term("1", "Margherita"), Term("2", "Carbonara"), Term("3", "Panna cotta")),
    sections=(Term("Pizza", "Pizza"), Term("Dolci", "Dolci")),
)
HOURS = OpeningHours({day: ((time(12), time(15)), (time(18), time(22, 30))) for day in range(2, 8)}, {})


def said(text: str, locale: str = "en", requested: tuple[str, ...] = ()) -> Said:
    context = Context(
        now=NOW, timezone=ROME, category="food", flow="dashboard", locale=locale, vocabulary=WORDS, hours=HOURS,
        requested=requested,
    )  # fmt: skip
    read = understand(text, context)
    return read_change(text, read.slots, (read.intent.name, read.intent.confidence), context, read.language)


def told(found: Said) -> dict[str, Any]:
    return {each.name: getattr(found, each.name) for each in fields(Said) if getattr(found, each.name) != each.default}


FROM_FRIDAY: dict[str, Any] = {"matter": "hours", "closes": time(23), "first": FRIDAY, "since": True}


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "close at 11 pm from Friday"),
        ("en", "starting Friday we close at 11"),
        ("de", "wir schließen ab Freitag um 23 Uhr"),
        ("fr", "on ferme à 23h à partir de vendredi"),
        ("es", "cerramos a las 23 a partir del viernes"),
        ("it", "chiudiamo alle 23 da venerdì"),
        ("pt", "fechamos às 23h a partir de sexta"),
    ],
)
def test_hours_from_a_day_on(locale: str, text: str) -> None:
    assert told(said(text, locale)) == FROM_FRIDAY


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "closed on 31 December"),
        ("en", "don't take bookings on 31 December"),
        ("de", "am 31. Dezember geschlossen"),
        ("fr", "fermé le 31 décembre"),
        ("es", "cerrado el 31 de diciembre"),
        ("it", "chiuso il 31 dicembre"),
        ("pt", "fechado no dia 31 de dezembro"),
    ],
)
def test_a_day_on_which_it_is_closed(locale: str, text: str) -> None:
    assert told(said(text, locale)) == {"matter": "hours", "is_closed": True, "first": EVE, "last": EVE}


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "we are closed on Sundays"),
        ("en", "every Sunday closed"),
        ("fr", "fermé tous les dimanches"),
        ("es", "los domingos cerramos"),
        ("pt", "aos domingos estamos fechados"),
    ],
)
def test_every_such_day(locale: str, text: str) -> None:
    assert told(said(text, locale)) == {"matter": "hours", "is_closed": True, "weekdays": (7,)}


@pytest.mark.parametrize(
    ("text", "opens", "closes", "day"),
    [
        ("open at 10 on Saturday", time(10), None, SATURDAY),
        ("open Saturday 9 to 5", time(9), time(17), SATURDAY),
        ("close early at 9 on Saturday", None, time(21), SATURDAY),
        ("open till midnight on Friday", None, time(0), FRIDAY),
        ("on 31 December we close at 3 pm", None, time(15), EVE),
        ("open on New Year's Eve from 18 to 2", time(18), time(2), EVE),
        ("close at 1 on Saturday", None, time(1), SATURDAY),
    ],
)
def test_which_half_of_the_day_is_told_by_the_hours_there_are(
    text: str, opens: time | None, closes: time | None, day: date
) -> None:
    found = said(text)
    assert (found.matter, found.opens, found.closes, found.first, found.last) == ("hours", opens, closes, day, day)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "Luca is off on Tuesday"),
        ("de", "Luca hat am Dienstag frei"),
        ("fr", "Luca est absent mardi"),
        ("es", "Luca libra el martes"),
        ("it", "Luca è libero martedì"),
        ("pt", "o Luca folga na terça"),
    ],
)
def test_who_is_off(locale: str, text: str) -> None:
    assert told(said(text, locale)) == {"matter": "off", "staff": (1,), "first": TUESDAY, "last": TUESDAY}


def test_days_and_hours_off() -> None:
    week = said("Luca and Anna are on holiday next week")
    assert (week.staff, week.first, week.last) == ((1, 2), date(2026, 12, 7), date(2026, 12, 13))
    hours = said("Luca can't work from 2 to 5 on Thursday")
    assert (hours.opens, hours.closes, hours.first, hours.since) == (time(14), time(17), date(2026, 12, 3), False)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "add Tiramisù 7.50 to dolci"),
        ("en", "new dish under dolci: tiramisù for 7.50"),
        ("de", "füge Tiramisù für 7,50 zu den Dolci hinzu"),
        ("fr", "ajoute le tiramisù à 7,50 aux dolci"),
        ("es", "añade tiramisù a 7,50 a los dolci"),
        ("it", "aggiungi tiramisù a 7,50 ai dolci"),
        ("pt", "adiciona tiramisù por 7,50 aos dolci"),
    ],
)
def test_a_new_dish(locale: str, text: str) -> None:
    new = {"matter": "new_dish", "name": "Tiramisù", "section": "Dolci", "amount": Decimal("7.50")}
    assert told(said(text, locale)) == new


def test_a_dish_that_is_there_is_not_added_once_more() -> None:
    assert told(said("add panna cotta for 8 to dolci")) == {"matter": "price", "items": (3,), "amount": Decimal(8)}


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "the carbonara now costs 14.50"),
        ("en", "raise the price of the carbonara to €14.50"),
        ("de", "die Carbonara kostet jetzt 14,50"),
        ("fr", "la carbonara passe à 14,50 €"),
        ("es", "la carbonara ahora cuesta 14,50"),
        ("it", "la carbonara passa a 14,50"),
        ("pt", "a carbonara passa a 14,50"),
    ],
)
def test_a_price(locale: str, text: str) -> None:
    assert told(said(text, locale)) == {"matter": "price", "items": (2,), "amount": Decimal("14.50")}


@pytest.mark.parametrize(
    ("locale", "text", "change"),
    [
        ("en", "put carbonara up by 1 euro", {"items": (2,), "by": Decimal(1)}),
        ("en", "lower the margherita by 50 cents", {"items": (1,), "by": Decimal("-0.5")}),
        ("en", "all pizzas 10% more expensive", {"section": "Pizza", "percent": Decimal(10)}),
        ("en", "lower the haircut to eighteen", {"services": (8,), "amount": Decimal(18)}),
        ("de", "senke den Preis der Margherita um 2 Euro", {"items": (1,), "by": Decimal(-2)}),
        ("fr", "augmente la carbonara de 2 euros", {"items": (2,), "by": Decimal(2)}),
    ],
)
def test_a_price_that_changes_by_so_much(locale: str, text: str, change: dict[str, Any]) -> None:
    assert told(said(text, locale)) == {"matter": "price", **change}


@pytest.mark.parametrize(
    ("locale", "text", "is_available"),
    [
        ("en", "the carbonara is sold out", False),
        ("en", "we have no carbonara today", False),
        ("en", "we have carbonara again", True),
        ("de", "die Carbonara ist aus", False),
        ("fr", "il n'y a plus de carbonara", False),
        ("es", "se ha acabado la carbonara", False),
        ("it", "la carbonara è finita", False),
        ("pt", "acabou a carbonara", False),
    ],
)
def test_what_cannot_be_had(locale: str, text: str, is_available: bool) -> None:
    found = said(text, locale)
    assert (found.matter, found.items, found.is_available) == ("dish", (2,), is_available)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "undo that"), ("en", "change it back"), ("de", "mach das rückgängig"), ("fr", "annule ça"),
        ("es", "deshaz eso"), ("it", "annulla questa modifica"), ("pt", "desfaz isso"),
    ],
)  # fmt: skip
def test_the_last_change_taken_back(locale: str, text: str) -> None:
    assert said(text, locale) == Said(matter="undo")


@pytest.mark.parametrize(
    "text",
    [
        "add a new employee", "change Anna's shift to mornings", "change the description of the carbonara",
        "how did this week go?", "what were our sales last week?", "hello", "thanks a lot",
    ],
)  # fmt: skip
def test_what_changes_nothing_that_can_be_changed_here(text: str) -> None:
    assert said(text).matter == ""


def test_what_is_said_later_stands_beside_what_was_said_before() -> None:
    before = said("close at 11 pm from Friday")
    assert together(before, Said(closes=time(22))) == Said(**{**FROM_FRIDAY, "closes": time(22)})
    every = together(Said(matter="hours", is_closed=True, first=EVE, last=EVE), Said(weekdays=(4,)))
    assert every == Said(matter="hours", is_closed=True, weekdays=(4,))
    opened = together(Said(matter="hours", is_closed=True, first=EVE, last=EVE), Said(opens=time(10), closes=time(14)))
    assert (opened.is_closed, opened.opens, opened.first) == (False, time(10), EVE)
    assert together(before, NOTHING) == before
