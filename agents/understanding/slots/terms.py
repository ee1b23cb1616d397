"""The business's own words in a message: services, staff, dishes, modifiers and tables, typos and plurals allowed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from agents.understanding.slots.spelling import Speller, stem
from agents.understanding.tokens import words
from agents.understanding.types import Vocabulary
from languages import said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from agents.understanding.slots.reading import Reading
    from agents.understanding.tokens import Word
    from agents.understanding.types import Json, Slot, Term

WHOLE = 0.99
"""The share at which no word of a name is missing or mistyped."""
ENOUGH = 0.5
"""The share of a name's weight that must be said: "margherita" is enough of "Pizza Margherita", "pizza" is not.

Modifiers and aliases must be said whole: "sugar" is not "sugar-free vanilla".
"""
PART = "naming"
_IS = frozenset("éè")
"""Of "é" and "è" no letter more is left than of "and": "non è un taglio, è una piega"."""
_UNHEARD = frozenset("-'")
_KINDS = (
    ("item", "items"),
    ("service", "services"),
    ("staff", "staff"),
    ("modifier", "modifiers"),
    ("resource", "resources"),
)


class _Small(NamedTuple):
    """Small words of any language: the business's own may be in one and the message in another."""

    of: frozenset[str]
    links: frozenset[str]
    """May stand between the words of a name; "and" may not, for another dish often follows it."""
    light: frozenset[str]
    joins: frozenset[str]
    kinds: frozenset[str]
    """Tell kinds and sizes apart and name nothing by themselves."""


@cache
def _small() -> _Small:
    of, with_, and_, beside, kinds = (
        frozenset(said(PART, section, " ")) for section in ("of", "with", "and", "beside", "kinds")
    )
    light = of | with_ | and_
    return _Small(of, of | with_, light, light | beside, kinds)


class Name(NamedTuple):
    """One way to say a term: its words' stems."""

    kind: str
    key: str
    stems: tuple[str, ...]
    is_alias: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """Terms said at one place; more than one when the words fit several equally well."""

    kind: str
    keys: tuple[str, ...]
    start: int
    end: int
    score: float


class Lexicon:
    """An index over one vocabulary; built once and kept while the vocabulary stays the same."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._names = [
            name for kind, field in _KINDS for term in getattr(vocabulary, field) for name in _ways_to_say(kind, term)
        ]
        self._by_stem: dict[str, list[Name]] = {}
        for name in self._names:
            for one in set(name.stems):
                self._by_stem.setdefault(one, []).append(name)
        self._keys_of = {one: len({n.key for n in names}) for one, names in self._by_stem.items()}
        self._speller = Speller(self._by_stem)

    def find(self, text: str, language: str = "en") -> list[Found]:
        """Terms from left to right, not overlapping; among overlapping ones the fuller match stays."""
        if not self._names:
            return []
        tokens = _heard(text)
        heard = [self._hear(tokens, i) for i in range(len(tokens))]
        candidates: list[Found] = []
        for start in range(len(tokens)):
            if not heard[start].keys() <= _small().light:
                candidates += self._from(tokens, heard, start)
        return list(_without_heads(_without_overlaps(candidates), tokens))

    def _hear(self, tokens: Sequence[Word], i: int) -> dict[str, tuple[float, int]]:
        """Stems this word may be, each with its likeness and how many words it takes ("hair cut" for haircut)."""
        word = "and" if tokens[i].key == "&" else tokens[i].key
        heard = {one: (likeness, 1) for one, likeness in self._speller.near(stem(word)).items()}
        if i + 1 < len(tokens):
            joined = stem(word + tokens[i + 1].key)
            if joined in self._by_stem:
                heard[joined] = (1.0, 2)
        return heard

    def _from(self, tokens: Sequence[Word], heard: Sequence[dict[str, tuple[float, int]]], start: int) -> list[Found]:
        names = {name for one in heard[start] for name in self._by_stem[one]}
        fits = ((name, self._fit(name, heard, tokens, start)) for name in names)
        scored = [(fit[0], fit[1], name) for name, fit in fits if fit]
        return self._best(tokens, start, scored)

    def _fit(
        self, name: Name, heard: Sequence[dict[str, tuple[float, int]]], tokens: Sequence[Word], start: int
    ) -> tuple[float, int] | None:
        """How much of the name is said from here on, by weight, and the index after its last word."""
        missing = list(name.stems)
        total = sum(self._weight(one, name) for one in missing)
        said, i, end = 0.0, start, start
        while i < len(tokens) and missing:
            hit = max(((heard[i][one][0], one) for one in missing if one in heard[i]), default=None)
            if hit is None:
                if tokens[i].key in _small().links and i > start and i + 1 < len(tokens):
                    i += 1
                    continue
                break
            missing.remove(hit[1])
            said += hit[0] * self._weight(hit[1], name)
            i += heard[i][hit[1]][1]
            end = i
        score = said / total if total else 0.0
        is_whole = not set(missing) - _small().light
        is_enough = is_whole if name.is_alias or name.kind == "modifier" else score >= ENOUGH
        return (score, end) if is_enough and end > start else None

    def _weight(self, one: str, name: Name) -> float:
        """Words of many names ("pizza", "latte") say little, words of one say most."""
        if one in _small().light:
            return 0.05
        # The last word names the thing: "tea" in "Breakfast Tea".
        is_weak = one in _small().kinds and one != name.stems[-1]
        return (0.3 if is_weak else 1.0) / self._keys_of[one]

    def _best(self, tokens: Sequence[Word], start: int, scored: list[tuple[float, int, Name]]) -> list[Found]:
        found = []
        for kind, _ in _KINDS:
            fits = [(score, end, name) for score, end, name in scored if name.kind == kind]
            if not fits:
                continue
            reach = max(end - start for _, end, _ in fits)
            best = [(score, end, name) for score, end, name in fits if end - start == reach]
            top = max(score for score, _, _ in best)
            keys = tuple(dict.fromkeys(name.key for score, _, name in best if score >= top - 0.01))
            found.append(Found(kind, keys, tokens[start].start, tokens[start + reach - 1].end, top))
        return found


def _ways_to_say(kind: str, term: Term) -> Iterable[Name]:
    for i, way in enumerate((term.name, *term.aliases)):
        stems = tuple(
            stem(word.key) for word in _heard(way.replace("&", " and ")) if word.key.isalnum() or word.key == "%"
        )
        if stems:
            yield Name(kind, term.key, stems, is_alias=i > 0)
    if kind == "staff" and " " in term.name:
        yield Name(kind, term.key, (stem(words(term.name)[0].key),))


def _heard(text: str) -> list[Word]:
    """The words as they sound: without what joins them, and without the "s" of "women's"."""
    every = words(text)
    return [
        word
        for place, word in enumerate(every)
        if word.key not in _UNHEARD and not (word.key == "s" and place and every[place - 1].key == "'")
    ]


def _without_overlaps(candidates: list[Found]) -> list[Found]:
    """The longest and fullest first; the rest only where nothing of the same kind was taken."""
    kept: list[Found] = []
    for one in sorted(candidates, key=lambda f: (f.score * (f.start - f.end), len(f.keys))):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda f: f.start)


def _without_heads(found: list[Found], tokens: Sequence[Word]) -> Iterator[Found]:
    """Of two services that "of" joins the second tells which is meant: "uma revisão dos freios"."""
    for one, following in zip_longest(found, found[1:]):
        is_head = following is not None and one.kind == following.kind == "service"
        between = [word.key for word in tokens if one.end <= word.start < following.start] if is_head else []
        if not between or not _small().of.issuperset(between):
            yield one


@lru_cache(maxsize=64)
def lexicon(vocabulary: Vocabulary) -> Lexicon:
    """The vocabulary's index, kept for the businesses talked to most recently."""
    return Lexicon(vocabulary)


def find(reading: Reading) -> list[Slot]:
    """A slot per term; ``value`` is its key, or none with the keys as alternatives."""
    found = lexicon(reading.context.vocabulary).find(reading.text, reading.language)
    return [_slot(reading, one) for one in _without_included(found, reading)]


def _without_included(found: list[Found], reading: Reading) -> list[Found]:
    """Of services named in one breath those that another includes go: "a cut and blow-dry" is the cut that is dried."""
    includes = {term.key: term.includes for term in reading.context.vocabulary.services}
    kept: list[Found] = []
    for one in found:
        last = kept[-1] if kept else None
        if last is None or not _is_one_breath(last, one, reading):
            kept.append(one)
        elif includes.get(one.keys[0], frozenset()) & {*last.keys}:
            kept[-1] = replace(one, start=last.start)
        elif includes.get(last.keys[0], frozenset()) & {*one.keys}:
            kept[-1] = replace(last, end=one.end)
        else:
            kept.append(one)
    return kept


def _is_one_breath(one: Found, other: Found, reading: Reading) -> bool:
    between = reading.text[one.end : other.start]
    is_joined = all(word.key in _small().joins or not word.key.isalnum() for word in words(between))
    return one.kind == other.kind == "service" and is_joined and _IS.isdisjoint(between.lower())


def described(services: Sequence[Term], descriptions: Sequence[str]) -> tuple[Term, ...]:
    """The services, each with the others that its description names: "wash, cut and blow-dry"."""
    return tuple(
        replace(term, includes=frozenset(_named(term, text, services)))
        for term, text in zip(services, descriptions, strict=True)
    )


def _named(term: Term, text: str, services: Sequence[Term]) -> Iterator[str]:
    """The keys of the other services that are said whole, by more than a word of the term's own name."""
    own = {stem(word.key) for word in words(term.name)}
    index = Lexicon(Vocabulary(services=tuple(each for each in services if each.key != term.key)))
    for found in index.find(text):
        said = {stem(word.key) for word in words(text[found.start : found.end])}
        if len(found.keys) == 1 and found.score >= WHOLE and not said <= own:
            yield found.keys[0]


def _slot(reading: Reading, found: Found) -> Slot:
    value: Json = found.keys[0] if len(found.keys) == 1 else None
    slot = reading.slot(found.kind, found.start, found.end, value, round(found.score, 3))
    return slot if value else replace(slot, alternatives=found.keys)
