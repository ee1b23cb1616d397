"""A cascade of small grammars over classes of words.

Each word of a text carries the classes its language's lexicon gives it (weekday, month, "at", a number ...).  Every set
of classes is one private character, so a sentence is a short string and a rule is a regular expression over classes:
``<weekday><comma>?<month><d=ordinal|n2>``.  A rule's match is replaced by one new token that carries what the rule
built, and later rules read that.  The rules know no language; the words do.  Patterns repeat only single classes a
bounded number of times, so the time is linear in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from agents.understanding.time.nodes import Node, Setting

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Classes = dict[str, object]
T = TypeVar("T")

_PLACE = re.compile(r"<(?:(\w+)=)?([\w|]+)>")
_NEVER = "[^\\x00-\\U0010ffff]"
_FIRST_SYMBOL = 0x100
_GROUPED = re.compile(r"\((?!\?P)[^()]*\)(?:[?*]|\{\d,\d\})?")
_REQUIRED = re.compile(r"<(?:(\w+)=)?([\w|]+)>(?!\?|\{0)")


@dataclass(slots=True)
class Token:
    """A word or what a rule made of several; ``classes`` maps each class to its value."""

    start: int
    end: int
    key: str
    glued: bool
    classes: Classes
    symbol: str


@dataclass(slots=True)
class Alphabet:
    """One private character for every set of classes that occurs."""

    symbols: dict[frozenset[str], str] = field(default_factory=dict)
    _holding: dict[tuple[str, ...], frozenset[str]] = field(default_factory=dict)

    def symbol(self, classes: Mapping[str, object]) -> str:
        names = frozenset(classes)
        if names not in self.symbols:
            self.symbols[names] = chr(_FIRST_SYMBOL + len(self.symbols))
        return self.symbols[names]

    def holding(self, names: tuple[str, ...]) -> frozenset[str]:
        """The symbols that carry any of these classes."""
        if names not in self._holding:
            self._holding[names] = frozenset(
                symbol for classes, symbol in self.symbols.items() if not classes.isdisjoint(names)
            )
        return self._holding[names]

    def matching(self, names: tuple[str, ...]) -> str:
        chars = "".join(sorted(self.holding(names)))
        return f"[{chars}]" if chars else _NEVER


class Found:
    """A rule's match: the value of a named place by ``found["name"]``, None where the place is empty."""

    __slots__ = ("_places", "first", "match", "text", "tokens")

    def __init__(
        self, match: re.Match[str], tokens: list[Token], places: Mapping[str, tuple[str, ...]], text: str
    ) -> None:
        self.match = match
        self.tokens = tokens
        self.first = match.start()
        self._places = places
        self.text = text

    def token(self, name: str) -> Token | None:
        """The token at a named place, None where the pattern has no such place or left it empty."""
        if name not in self.match.re.groupindex:
            return None
        place = self.match.start(name)
        return self.tokens[place] if place >= 0 else None

    def __getitem__(self, name: str) -> object:
        token = self.token(name)
        if token is None:
            return None
        return next((token.classes[known] for known in self._places[name] if known in token.classes), None)

    def number(self, name: str) -> int:
        value = self[name]
        if not isinstance(value, int):
            raise TypeError(f"{name} holds {value!r}, not a number")
        return value

    def has(self, name: str) -> bool:
        return self.token(name) is not None

    @property
    def matched(self) -> list[Token]:
        return self.tokens[self.match.start() : self.match.end()]

    @property
    def before(self) -> Token | None:
        return self.tokens[self.match.start() - 1] if self.match.start() else None

    @property
    def after(self) -> Token | None:
        return self.tokens[self.match.end()] if self.match.end() < len(self.tokens) else None

    def classes(self, name: str) -> Classes:
        """The classes of the word at a named place, none where it is empty."""
        token = self.token(name)
        return token.classes if token else {}

    def get(self, name: str, kind: type[T]) -> T | None:
        """What an earlier rule built at a named place, if it is of this kind."""
        value = self[name]
        return value if isinstance(value, kind) else None

    def before_is(self, *classes: str) -> bool:
        """Whether the word before the match has one of the classes."""
        return self.before is not None and not self.before.classes.keys().isdisjoint(classes)

    def after_is(self, *classes: str) -> bool:
        return self.after is not None and not self.after.classes.keys().isdisjoint(classes)

    def holds(self, *classes: str) -> bool:
        """Whether a word of the match has one of the classes."""
        return any(not token.classes.keys().isdisjoint(classes) for token in self.matched)

    def tight(self) -> bool:
        """No space inside."""
        return all(token.glued for token in self.matched[1:])


@dataclass(frozen=True, slots=True)
class Rule:
    pattern: str
    produce: Callable[[Found, Setting], Node | None]


@dataclass(frozen=True, slots=True)
class Level:
    """Rules tried one after the other; what one builds the next ones read."""

    rules: list[Rule] = field(default_factory=list)

    def rule(
        self, *patterns: str
    ) -> Callable[[Callable[[Found, Setting], Node | None]], Callable[[Found, Setting], Node | None]]:
        def add(produce: Callable[[Found, Setting], Node | None]) -> Callable[[Found, Setting], Node | None]:
            self.rules.extend(Rule(pattern, produce) for pattern in patterns)
            return produce

        return add


class Compiled:
    """A rule in one language's alphabet; its expression is built when a text first has all the classes it needs."""

    __slots__ = ("_alphabet", "_expression", "_needs", "_rule", "places")

    def __init__(self, rule: Rule, alphabet: Alphabet) -> None:
        self._rule = rule
        self._alphabet = alphabet
        self._needs = tuple(alphabet.holding(classes) for classes in _needed(rule.pattern))
        self._expression: re.Pattern[str] | None = None
        self.places: dict[str, tuple[str, ...]] = {}

    @property
    def produce(self) -> Callable[[Found, Setting], Node | None]:
        return self._rule.produce

    def search(self, symbols: str, present: frozenset[str]) -> bool:
        """Whether the rule matches anywhere; ``present`` are the symbols that occur."""
        for need in self._needs:
            if need.isdisjoint(present):
                return False
        return self.expression.search(symbols) is not None

    @property
    def expression(self) -> re.Pattern[str]:
        if self._expression is None:
            self._expression = re.compile(_PLACE.sub(self._expand, self._rule.pattern))
        return self._expression

    def _expand(self, match: re.Match[str]) -> str:
        name, classes = match.group(1), tuple(match.group(2).split("|"))
        chars = self._alphabet.matching(classes)
        if name is None:
            return chars
        self.places[name] = classes
        return f"(?P<{name}>{chars})"


@cache
def _needed(pattern: str) -> tuple[tuple[str, ...], ...]:
    """The classes no match of the pattern can do without: those outside groups and not optional."""
    if "|" in _GROUPED.sub("", _PLACE.sub("", pattern)):
        return ()
    before = None
    while pattern != before:
        before = pattern
        pattern = _GROUPED.sub("", pattern)
    return tuple(tuple(match.group(2).split("|")) for match in _REQUIRED.finditer(pattern))


def rewrite(tokens: list[Token], rules: list[Compiled], alphabet: Alphabet, setting: Setting, text: str) -> list[Token]:
    """The tokens after every rule has replaced what it matched, in order of the rules."""
    symbols = "".join(token.symbol for token in tokens)
    present = frozenset(symbols)
    for rule in rules:
        if not rule.search(symbols, present):
            continue
        tokens = _apply(rule, symbols, tokens, alphabet, setting, text)
        symbols = "".join(token.symbol for token in tokens)
        present = frozenset(symbols)
    return tokens


def _apply(
    rule: Compiled, symbols: str, tokens: list[Token], alphabet: Alphabet, setting: Setting, text: str
) -> list[Token]:
    kept: list[Token] = []
    done = 0
    for match in rule.expression.finditer(symbols):
        if match.start() == match.end():
            continue
        node = rule.produce(Found(match, tokens, rule.places, text), setting)
        if node is None:
            continue
        kept += tokens[done : match.start()]
        kept.append(_made(node, tokens[match.start() : match.end()], alphabet))
        done = match.end()
    return kept + tokens[done:]


def _made(node: Node, parts: list[Token], alphabet: Alphabet) -> Token:
    classes: Classes = {node.symbol: node}
    return Token(parts[0].start, parts[-1].end, "", parts[0].glued, classes, alphabet.symbol(classes))
