"""What a member's words come to: an answer, something to make, or a question back, with what can be chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.text import format_lazy
from django.utils.translation import gettext as _

from artifacts.kinds import Kind, Outcome
from artifacts.recipes import RECIPES, recipes_for
from artifacts.recipes.values import Wish

if TYPE_CHECKING:
    from datetime import date

    from artifacts.reading import Reading
    from artifacts.recipes.values import Recipe

OF_TOPICS = frozenset({"document", "document_mail"})
"""Recipes that look up what is said to be their topic, and cannot go without."""


@dataclass(frozen=True, slots=True)
class Choice:
    """``recipe`` is what it leads to, or only the ``kind`` where more is to be asked."""

    label: str
    recipe: str = ""
    kind: str = ""

    def as_json(self) -> dict[str, str]:
        return {"label": self.label, "recipe": self.recipe, "kind": self.kind}


@dataclass(frozen=True, slots=True)
class Decision:
    outcome: Outcome
    wish: Wish | None = None
    question: str = ""
    choices: tuple[Choice, ...] = ()


ANSWERS = Decision(Outcome.ANSWER)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and in which session."""

    permissions: frozenset[str]
    audience: int
    session: str
    today: date


def decide(reading: Reading, asker: Asker, *, kind: Kind | None = None) -> Decision:
    """``kind`` is one that was chosen or asked for outright, else that of the words."""
    kind = kind or (reading.kind if reading.is_wish else None)
    if kind is None and not reading.is_wish:
        return ANSWERS
    if kind is None:
        return _which_kind(reading, asker)
    fitting = _fitting(reading, recipes_for(asker.permissions, kind))
    if len(fitting) == 1:
        return Decision(Outcome.ARTIFACT, wish_for(fitting[0], reading, asker))
    choices = tuple(Choice(str(each.label), each.key) for each in fitting)
    if not choices:
        return Decision(Outcome.CLARIFY, question=_("You may not see what that is made of. Ask an owner."))
    return Decision(Outcome.CLARIFY, question=_("What should it be about?"), choices=choices)


def _which_kind(reading: Reading, asker: Asker) -> Decision:
    """What was said may fit a few things; where it fits none, the kinds are asked for."""
    usual = [each for each in recipes_for(asker.permissions) if reading.subjects.intersection(each.words)]
    if usual:
        named = tuple(Choice(f"{each.kind.label}: {each.label}", each.key) for each in usual)
        return Decision(Outcome.CLARIFY, question=_("What should I make of it?"), choices=named)
    kinds = tuple(Choice(str(each.label), kind=each.value) for each in Kind)
    return Decision(Outcome.CLARIFY, question=_("What should I make?"), choices=kinds)


def _fitting(reading: Reading, recipes: tuple[Recipe, ...]) -> list[Recipe]:
    """Those that the words name; else the one of a dish, where a dish is named; else of a topic, where one is left."""
    named = [each for each in recipes if reading.subjects.intersection(each.words)]
    if named:
        return named
    if reading.items and (of_items := [each for each in recipes if each.is_of_items]):
        return of_items
    if reading.topic and (of_topics := [each for each in recipes if each.key in OF_TOPICS]):
        return of_topics
    return [each for each in recipes if each.key not in OF_TOPICS or len(recipes) == 1]


def wish_for(recipe: Recipe, reading: Reading, asker: Asker) -> Wish:
    """Of days that may be meant, a chart takes those that have begun."""
    days = reading.days
    if recipe.kind == Kind.CHART:
        days = tuple(each for each in days if each[0] <= asker.today)
    first, last = days[0] if days else (None, None)
    return Wish(
        recipe=recipe.key,
        topic=reading.topic,
        items=reading.items,
        first=first,
        last=last,
        audience=asker.audience,
        session=asker.session,
    )


def chosen(label: str, choices: list[dict[str, Any]]) -> Choice | None:
    """The choice that was tapped or typed; None where something else was said."""
    wanted = " ".join(label.split()).casefold()
    found = next((each for each in choices if each["label"].casefold() == wanted), None)
    return Choice(found["label"], found["recipe"], found["kind"]) if found else None


def being_made(wish: Wish) -> str:
    """What is told while it is made."""
    recipe = RECIPES[wish.recipe]
    return _("I am making it: %(what)s.") % {"what": format_lazy("{}, {}", recipe.kind.label, recipe.label)}
