"""Artifacts are made of rows and quotes alone, each with where it is from, and the same every time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from artifacts.kinds import ArtifactState, Kind, Origin, Outcome
from artifacts.models import Artifact, Version
from artifacts.operations.asking import ask
from artifacts.operations.making import make_artifact
from tenants.models import Role
from tenants.permissions import Permission
from tests.artifacts.conftest import NOW, made, member, said, text_of
from tests.factories import new_user

if TYPE_CHECKING:
    from businesses.models import Service
    from tenants.models import Business, User


def test_table_of_the_menu_tells_prices_and_allergens_and_never_unknown_as_none(menu: Business, owner: User) -> None:
    artifact = made(owner, "Make a table of the menu with prices and allergens")
    text = text_of(artifact)
    assert (artifact.kind, artifact.state, artifact.version) == (Kind.TABLE, ArtifactState.READY, 1)
    assert "| Tiramisù | €7.50 | Milk, Eggs |" in text
    assert "| Sorbet / lemon | €5.00 | Allergens not recorded: please ask us |" in text, "a bar would be another cell"
    version = artifact.versions.get()
    assert version.origin == Origin.MADE
    assert [(each["kind"], each["address"]) for each in version.sources] == [("rows", "/menu/")]


def test_table_of_bookings_names_nobody(diary: Service, owner: User) -> None:
    text = text_of(made(owner, "make a table of the bookings"))
    assert "3 bookings, 8 people. [1]" in text, "of the week from today: not the one of a week ago"
    assert "| 2026-03-09 | 6:00 pm |" in text or "| 2026-03-09 | 18:00 |" in text
    assert "Rossi" not in text
    assert "anna@" not in text


def test_chart_tells_the_figures_of_the_dashboard(diary: Service, owner: User) -> None:
    text = text_of(made(owner, "Draw a chart of the bookings"))
    assert "| 2026-03-09 | 2 | 0 |" in text
    assert "| 2026-03-02 | 1 | 0 |" in text
    assert text.count("| 2026-") == 28


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Write a checklist for opening", ("2 bookings for 6", "4 at 19:00", "not recorded for: Sorbet | lemon")),
        ("checklist for closing", ("Doors close at", "Tuesday 10 March")),
        ("I need a checklist for a private party", ("1 vegetarian dishes, 0 vegan", "for 4")),
    ],
)
def test_checklists_say_what_the_rows_say_of_the_day(
    diary: Service, owner: User, asked: str, told: tuple[str, ...]
) -> None:
    artifact = made(owner, asked)
    text = text_of(artifact)
    assert artifact.kind == Kind.CHECKLIST
    assert text.count("- [ ] ") >= 6
    for each in told:
        assert each in text


def test_closing_day_is_told_as_it_is_entered_in_a_post_and_in_a_mail(menu: Business, owner: User) -> None:
    for kind, asked in ((Kind.SOCIAL_POST, "Write a post"), (Kind.MAIL, "Write a mail to customers")):
        artifact = made(owner, f"{asked} about the next closing day")
        assert artifact.kind == kind
        assert "We are closed on Wednesday 25 March (Annunciation). [1]" in text_of(artifact)
        assert "From Thursday 26 March we are here for you again" in text_of(artifact)


def test_what_is_not_on_record_is_not_made_and_says_what_to_do(menu: Business, owner: User) -> None:
    artifact = made(owner, "Write a post about the closing day on 2 April")
    assert artifact.state == ArtifactState.FAILED
    assert artifact.trouble == "Thursday 2 April is not entered as closed. Enter it under hours first."
    assert not Version.objects.exists()


def test_post_about_a_dish_has_its_price_and_allergens(menu: Business, owner: User) -> None:
    text = text_of(made(owner, "Write a post about the tiramisu"))
    assert "Tiramisù: €7.50. [1]" in text
    assert "Vegetarian. Allergens: Milk, Eggs. [1]" in text


def test_menu_text_has_every_dish(menu: Business, owner: User) -> None:
    text = text_of(made(owner, "write the menu text"))
    assert "### Tiramisù · €7.50 · vegetarian\nWith espresso.\nAllergens: Milk, Eggs" in text


def test_document_quotes_word_for_word_with_its_source(documents: None, owner: User) -> None:
    artifact = made(owner, "Write a document about where guests park")
    assert "> Guests park behind the house, for 4 euros a day." in text_of(artifact)
    (source, *_others) = artifact.versions.get().sources
    assert (source["title"], source["kind"]) == ("Parking", "passage")
    assert source["quote"].startswith("Guests park behind the house")


def test_what_owners_alone_are_told_is_neither_found_by_staff_nor_shown_to_them(
    documents: None, owner: User, staff: User
) -> None:
    artifact = made(owner, "Write a document about opening the safe")
    assert "4711" in text_of(artifact)
    assert "settings.change" in artifact.needs
    mine = made(staff, "Write a document about opening the safe")
    assert "4711" not in (text_of(mine) if mine.version else "")


def test_it_is_in_the_language_of_the_business_whatever_the_member_speaks(menu: Business, owner: User) -> None:
    menu.locale = "it"
    menu.save(update_fields=["locale"])
    text = text_of(made(owner, "Erstelle eine Tabelle der Speisekarte mit Preisen", spoken="de"))
    assert "7,50\xa0€" in text or "7,50 €" in text


@pytest.mark.parametrize(
    ("asked", "spoken", "recipe"),
    [
        ("Schreib eine Checkliste zum Öffnen", "de", "opening_list"),
        ("Haz un gráfico de las reservas", "es", "bookings_chart"),
        ("Fais un tableau de la carte", "fr", "menu_table"),
        ("Scrivi un post sul giorno di chiusura", "it", "closing_post"),
        ("Escreve um e-mail aos clientes sobre o dia de fecho", "pt", "closing_mail"),
    ],
)
def test_each_language_asks_for_it_in_its_words(
    menu: Business, owner: User, asked: str, spoken: str, recipe: str
) -> None:
    exchange = said(owner, asked, spoken=spoken)
    assert exchange.artifact is not None, exchange.told
    assert exchange.artifact.recipe == recipe


def test_one_is_made_once_and_one_that_was_deleted_meanwhile_is_not_kept(menu: Business, owner: User) -> None:
    artifact = made(owner, "Make a table of the menu")
    make_artifact(artifact_id=artifact.pk, now=NOW)
    assert artifact.versions.count() == 1
    Artifact.objects.all().delete()
    assert make_artifact(artifact_id=artifact.pk, now=NOW) is None


def test_who_may_not_see_figures_is_not_asked_about_charts_of_them(menu: Business) -> None:
    user = new_user("few@example.com", business=menu, role=Role.STAFF)
    few = replace(member(user), permissions=frozenset({Permission.ASSISTANT_ASK}))
    exchange = ask(text="Draw a chart of the bookings", member=few, now=NOW)
    assert (exchange.outcome, exchange.choices) == (Outcome.CLARIFY, [])
