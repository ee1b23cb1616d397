"""What dishes and ingredients are called in each language, so that a menu in one is ordered from in all."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from agents.understanding.orders.roots import root
from agents.understanding.slots.spelling import stem
from agents.understanding.tokens import keys
from languages import codes, rows

PART = "dishes"
Key = tuple[str, ...]


def key_of(name: str) -> Key:
    """A name as its words' stems, so that "Mushrooms" is found under "mushroom"."""
    return tuple(stem(word) for word in keys(name) if word.isalnum())


@cache
def _things(section: str) -> tuple[tuple[str, ...], ...]:
    """Of each thing all ways to say it, those of English first; what is said of nothing English knows is its own."""
    found: dict[str, list[str]] = defaultdict(list)
    for code in codes():
        for name, ways in rows(PART, section, code):
            found[name] += [way.strip() for way in ways.split(",")]
    return tuple(map(tuple, found.values()))


@cache
def _words() -> dict[str, frozenset[str]]:
    """By the root of each single word for a thing the other single words for it."""
    found: dict[str, set[str]] = defaultdict(set)
    for ways in [*_things("words"), *_things("dishes")]:
        single = {key[0] for key in map(key_of, ways) if len(key) == 1}
        for one in single:
            found[root(one)] |= single - {one}
    return {one: frozenset(others) for one, others in found.items()}


def other_words(word: str) -> frozenset[str]:
    """What a word of a longer name is in the other languages: "nigiri de camarão" is "Prawn nigiri"."""
    return _words().get(root(word), frozenset())


@cache
def _rows(*, has_options: bool) -> dict[Key, tuple[str, ...]]:
    """By each way to say it all others of the same things."""
    found: dict[Key, list[str]] = defaultdict(list)
    for ways in [*_things("dishes"), *(_things("options") if has_options else ())]:
        for key in {key_of(way) for way in ways}:
            found[key] += ways
    return {key: tuple(dict.fromkeys(ways)) for key, ways in found.items()}


def other_names(name: str, *, is_option: bool) -> tuple[str, ...]:
    """Other ways to say it, in all languages; none for what is not in the glossary.

    Milk and sizes are options: a dish called "Latte" is no milk.
    """
    return tuple(way for way in _rows(has_options=is_option).get(key_of(name), ()) if key_of(way) != key_of(name))
