"""The ways to say what is on a menu: its own names, its aliases, and the glossary's in the other languages."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from agents.understanding.numbers import number_words
from agents.understanding.orders.glossary import key_of, other_names, other_words
from agents.understanding.orders.roots import root
from agents.understanding.slots.spelling import stem
from agents.understanding.tokens import fold, keys, words
from languages import codes, said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from agents.understanding.orders.menu import Item, Menu, Option

PART = "naming"


class Name(NamedTuple):
    """One way to say an item, or an option of a group: its words' stems; ``is_own`` for the menu's own
    name, ``is_written`` for that and its aliases, which the glossary's are not."""

    group: str
    key: str
    stems: tuple[str, ...]
    is_own: bool = False
    is_written: bool = False


@cache
def heads() -> frozenset[str]:
    """Words that may be left out of an option's name, in any language: "cheddar" is "Cheddar cheese"."""
    return frozenset(said(PART, "heads", " "))


def all_names(menu: Menu) -> Iterator[Name]:
    yield from _named([("", item) for item in menu.items])
    yield from _named([(group.key, option) for group in menu.groups for option in group.options])


def _named(entries: Sequence[tuple[str, Item | Option]]) -> Iterator[Name]:
    """Own names and aliases, and the glossary's for what the menu does not call something else."""
    taken = {key_of(way) for _, entry in entries for way in (entry.name, *entry.aliases)}
    for group, entry in entries:
        own = [Name(group, entry.key, stems, i == 0, is_written=True) for i, stems in _ways(entry.name, entry.aliases)]
        yield from own
        said = [entry.name, *entry.aliases, *(_without_head(entry.name) if group else ())]
        for way in said:
            for other in other_names(way, is_option=bool(group)):
                if key_of(other) not in taken and (stems := _stems(other)):
                    yield Name(group, entry.key, stems)


def _without_head(name: str) -> Iterator[str]:
    """ "Gluten-free" of "Gluten-free bun"."""
    said = name.split()
    if len(said) > 1 and said[-1].lower() in heads():
        yield " ".join(said[:-1])


def _ways(name: str, aliases: Iterable[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    for i, way in enumerate((name, *aliases)):
        if stems := _stems(way.partition("(")[0].strip() or way):
            yield i, stems


def _stems(way: str) -> tuple[str, ...]:
    said = words(fold(way).replace("&", " and "))
    return tuple(stem(word.key) for word in said if word.key.isalnum() or word.key == "%")


def group_words(menu: Menu) -> dict[str, tuple[str, ...]]:
    """By the root of each word of a group's name, in all languages, the keys of the groups: "scoops", "boules"."""
    found: dict[str, list[str]] = defaultdict(list)
    for group in menu.groups:
        for word in keys(group.name):
            for one in {word, *other_words(word)} - set(said(PART, "joints", " ")):
                found[root(one)].append(group.key)
    return {one: tuple(dict.fromkeys(groups)) for one, groups in found.items()}


@cache
def spelt(digits: str) -> tuple[str, ...]:
    """A number in digits as it may be written in a name: "4 quesos" is "cuatro quesos"."""
    if not digits.isdigit():
        return ()
    tables = (number_words(code).cardinals for code in codes())
    return tuple({stem(word) for table in tables for word, value in table.items() if str(value) == digits})
