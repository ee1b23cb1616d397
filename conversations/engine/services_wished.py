"""Which of the services named in a message are wished for: two only where the words between them join them."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from agents.catalogue.records import CATEGORIES
from agents.understanding.numbers import find_numbers
from agents.understanding.orders.words import words_of
from agents.understanding.talk.clauses import END, keys
from agents.understanding.talk.phrasebook import Phrasebook, sections
from agents.understanding.tokens import fold, words
from languages import codes, pieces, rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agents.understanding.types import Slot

OWN = frozenset({"date", "time", "people", "name", "staff"})
"""What stands between two services is the first one's, which then is a wish of its own."""
MOMENT = frozenset({"date", "time"})
ARTICLES = frozenset({"the", "article"})


def wished(slots: Sequence[Slot], text: str, language: str) -> tuple[Slot, ...]:
    """Without the services that only say again, or why, what another says: "my brakes squeak, could you service them?".

    Of two the one that is named more surely is meant, the later where it explains the first ("an inspection, I mean a
    full service").
    """
    named = [slot for slot in slots if slot.name == "service" and slot.role == "said" and slot.value is not None]
    gone: list[Slot] = []
    for one, other in pairwise(sorted(named, key=lambda slot: slot.start)):
        between = text[one.end : other.start]
        if len(trades := [slot for slot in (one, other) if fold(slot.text) in trades_of(language)]) == 1:
            gone += trades  # "about an implant, with a dentist"
            continue
        has_own = any(one.end <= slot.start < other.start for slot in slots if slot.name in OWN)
        if one.value == other.value or has_own or is_joined(between, language):
            continue
        is_told = "explains" in said(between, ("explains",), language)
        gone.append(one if is_told or other.confidence > one.confidence else other)
    return tuple(slot for slot in slots if not any(slot is one for one in gone))


def begins(slots: Sequence[Slot], text: str, language: str) -> tuple[int, ...]:
    """Where what is said of each service after the first begins: at the word that joins it where its moment stands
    before it ("an oil change at ten and at eleven the inspection"), else at its name.
    """
    named: list[Slot] = []
    for slot in slots:
        if slot.name == "service" and slot.role == "said" and slot.value is not None:
            before = next((each for each in reversed(named) if each.value == slot.value), None)
            if before is None or is_once_more(before, slot, slots, text, language):
                named.append(slot)
    joins = {phrase[0] for phrase in sections(language)["joins"] if len(phrase) == 1}
    found = []
    for one, other in pairwise(sorted(named, key=lambda slot: slot.start)):
        places = [word.start for word in words(text) if one.end <= word.start < other.start and word.key in joins]
        place = places[-1] if places else other.start
        is_before = any(place <= slot.start < other.start for slot in slots if slot.name in MOMENT)
        found.append(place if is_before else other.start)
    return tuple(found)


def is_once_more(one: Slot, other: Slot, slots: Sequence[Slot], text: str, language: str) -> bool:
    """Whether a service named again is another of its kind: joined to the first, each with an hour of its own."""
    hours = [slot for slot in slots if slot.name == "time" and isinstance(slot.value, str)]
    firsts = [hour.value for hour in hours if one.start < hour.start < other.start]
    seconds = [hour.value for hour in hours if hour.start > other.start]
    is_other = bool(firsts and seconds) and firsts[-1] != seconds[0]
    between = text[one.end : other.start]
    is_either = not {word.key for word in words(between)}.isdisjoint(pieces("times", "or", language))
    return is_other and not is_either and bool(said(between, ("joins",), language))


def is_had(slots: Sequence[Slot], text: str, start: int, language: str) -> bool:
    """Whether somebody has the service already: "I have the alignment tomorrow", not "I have a tap that drips"."""
    ends = {phrase for phrase in sections(language)["has"] if phrase}
    for slot in (slot for slot in slots if slot.name == "service" and fold(slot.text) not in things()):
        before = "".join(
            " " if any(one.start <= place < one.end for one in slots if one.name in MOMENT) else letter
            for place, letter in enumerate(text[start : slot.start], start)
        )
        here = keys(before)
        if any(here[-len(phrase) :] == phrase for phrase in ends):
            return True
    return False


@cache
def trades_of(language: str) -> frozenset[str]:
    """What businesses and their people are called, folded: beside a service it tells only who is to do it."""
    return frozenset(fold(name) for category in CATEGORIES for name in pieces("directory", category, language))


@cache
def things() -> frozenset[str]:
    """What services are done to, in any language, folded."""
    found = (
        fold(thing.strip())
        for code in codes()
        for _name, line in rows("services", "seen_to", code)
        for thing in line.split(",")
    )
    return frozenset(found)


def is_joined(between: str, language: str) -> bool:
    """By nothing at all, by a word or sign that adds, or by a comma with no more than an article after it."""
    if not keys(between) or said(between, ("joins",), language):
        return True
    _, comma, tail = between.rpartition(",")
    numbers = {number.text.casefold() for number in find_numbers(tail, language)}
    labels = words_of(language).labels
    return bool(comma) and all(word in numbers or labels.get((word,), frozenset()) & ARTICLES for word in keys(tail))


def is_joining(text: str, language: str) -> bool:
    """Whether a clause says that it comes beside what was said before."""
    return bool(said(text, ("joins",), language))


def said(text: str, names: tuple[str, ...], language: str) -> set[str]:
    """The sections of which a phrase stands in the text."""
    book, here = phrasebook(names, language), (*keys(text), END)
    return {match.section for place in range(len(here)) if (match := book.match(here, place))}


def is_all(text: str, names: tuple[str, ...], language: str) -> bool:
    """Whether nothing but one phrase of the sections is said."""
    here = keys(text)
    match = phrasebook(names, language).match((*here, END), 0) if here else None
    return match is not None and match.length == len(here)


@cache
def phrasebook(names: tuple[str, ...], language: str) -> Phrasebook:
    return Phrasebook(language, names)
