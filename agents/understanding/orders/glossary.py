"""What dishes and ingredients are called in the six languages, so that a menu in one is ordered from in all."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path

from agents.understanding.orders.roots import root
from agents.understanding.sentences import read_parts
from agents.understanding.slots.spelling import stem
from agents.understanding.tokens import keys

PATH = Path(__file__).with_suffix(".txt")
Key = tuple[str, ...]


def key_of(name: str) -> Key:
    """A name as its words' stems, so that "Mushrooms" is found under "mushroom"."""
    return tuple(stem(word) for word in keys(name) if word.isalnum())


@cache
def _words() -> dict[str, frozenset[str]]:
    """By the root of each single word of a line the other single words of its line."""
    parts = read_parts(PATH)
    found: dict[str, set[str]] = defaultdict(set)
    for line in [*parts["words"], *parts["dishes"]]:
        ways = {key_of(way) for cell in line.split("|") for way in cell.split(",")}
        single = {way[0] for way in ways if len(way) == 1}
        for one in single:
            found[root(one)] |= single - {one}
    return {one: frozenset(others) for one, others in found.items()}


def other_words(word: str) -> frozenset[str]:
    """What a word of a longer name is in the other languages: "nigiri de camarão" is "Prawn nigiri"."""
    return _words().get(root(word), frozenset())


@cache
def _rows(*, has_options: bool) -> dict[Key, tuple[str, ...]]:
    """By each way to say it all others of its lines."""
    parts = read_parts(PATH)
    found: dict[Key, list[str]] = defaultdict(list)
    for line in [*parts["dishes"], *(parts["options"] if has_options else ())]:
        ways = [way.strip() for cell in line.split("|") for way in cell.split(",")]
        for key in {key_of(way) for way in ways}:
            found[key] += ways
    return {key: tuple(dict.fromkeys(ways)) for key, ways in found.items()}


def other_names(name: str, *, is_option: bool) -> tuple[str, ...]:
    """Other ways to say it, in all six languages; none for what is not in the glossary.

    Milk and sizes are options: a dish called "Latte" is no milk.
    """
    return tuple(way for way in _rows(has_options=is_option).get(key_of(name), ()) if key_of(way) != key_of(name))
