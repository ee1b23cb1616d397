"""The menu's names in a message: whole or in part, with plurals, typing errors, and words run together or apart."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from agents.understanding.orders.glossary import other_words
from agents.understanding.orders.roots import root
from agents.understanding.orders.said import Heard, Said, with_kinds
from agents.understanding.orders.ways import PART, all_names, group_words, heads, spelt
from agents.understanding.orders.words import ordinary_words
from agents.understanding.slots.spelling import Speller, stem
from languages import said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from agents.understanding.orders.menu import Menu
    from agents.understanding.orders.ways import Name
    from agents.understanding.tokens import Word

ENOUGH = 0.5
"""The share of an item's weight that must be said: "margherita" is enough of "Pizza Margherita", "pizza" is not."""
_SIMILAR = 0.95
_TRANSLATED = 0.9
_ONE_MISTAKE = 0.85  # the likeness of words one edit apart
_TELLING = 5  # letters from which an everyday word may be a name in another language: "clásica", and not "the"
_SHORTEST = 3  # letters of either part of a compound
_LONGEST = 40  # letters of a compound


@cache
def _light() -> frozenset[str]:
    """Words of any language that say nothing of a name."""
    return frozenset(said(PART, "with_dish", " "))


@cache
def _links() -> frozenset[str]:
    """Words of any that may stand between the words of a name."""
    return frozenset(said(PART, "of_dish", " "))


@dataclass
class Names:
    """An index over one menu."""

    menu: Menu
    _by_stem: dict[str, list[Name]] = field(init=False, default_factory=lambda: defaultdict(list))
    _kinds_by_stem: dict[str, frozenset[str]] = field(init=False, default_factory=dict)
    _by_root: dict[str, set[str]] = field(init=False, default_factory=lambda: defaultdict(set))
    _groups_by_root: dict[str, tuple[str, ...]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        names = list(all_names(self.menu))
        for name in names:
            for one in set(name.stems):
                self._by_stem[one].append(name)
                self._by_root[root(one)].add(one)
        self._groups_by_root = group_words(self.menu)
        self._item_count = {one: len({n.key for n in ns if not n.group}) for one, ns in self._by_stem.items()}
        self._option_count = {one: len({n.key for n in ns if n.group}) for one, ns in self._by_stem.items()}
        self._speller = Speller(one for name in names if name.is_written for one in name.stems)

    def groups_called(self, word: str) -> tuple[str, ...]:
        """The groups of options whose name has the word, in this language or another."""
        return self._groups_by_root.get(root(word), ())

    def find(self, tokens: Sequence[Word], language: str) -> list[Said]:
        """Names from left to right, not overlapping; among overlapping ones the fuller stays."""
        light = _light() - {"the"} if language.startswith("fr") else _light()  # "thé"
        heard = [self._hear(tokens, i) for i in range(len(tokens))]
        found = [
            said
            for start in range(len(tokens))
            if not _stems_of(heard[start]) <= light
            for said in self._from(tokens, heard, start)
        ]
        kept: list[Said] = []
        for one in sorted(found, key=lambda said: (-said.weight, said.start)):
            if all(one.end <= other.start or one.start >= other.end for other in kept):
                kept.append(one)
        return with_kinds(sorted(kept, key=lambda said: said.start))

    def _hear(self, tokens: Sequence[Word], i: int) -> list[Heard]:
        word = tokens[i].key
        found = [Heard((one,), likeness, 1) for one, likeness in self._near(word).items()]
        found += [Heard((one,), 1.0, 1) for one in spelt(word) if one in self._by_stem]
        if word.isalpha() and word not in ordinary_words():
            found += self._joined(word, [token.key for token in tokens[i + 1 : i + 3]])
        if not found and word not in ordinary_words() and 2 * _SHORTEST <= len(word) <= _LONGEST:
            found += self._apart(word)
        return found

    def _joined(self, first: str, following: Sequence[str]) -> Iterator[Heard]:
        """What words are when written as one: "chease burger", "garlic sauce" and "salsa de ajo" for "Knoblauchsoße",
        the first of "Kräuter- und Knoblauchsoße"."""
        pairs = [(first, following[0], 2)] if following else []
        if len(following) > 1 and following[0] in _links():
            pairs.append((following[1], first, 3))
        for one, other, length in pairs:
            if joined := self._compound(one, other):
                yield Heard((joined,), _TRANSLATED if length > 2 else 1.0, length)
        if len(following) > 1 and following[0] in _light() and (short := self._cut_short(first, following[1])):
            yield Heard((short,), _SIMILAR, 1)
        if following and first not in self._by_stem and following[0] not in ordinary_words():
            near = self._speller.near(stem(first + following[0]))
            yield from (Heard((one,), likeness, 2) for one, likeness in near.items() if likeness >= _ONE_MISTAKE)

    def _compound(self, first: str, second: str) -> str | None:
        """The menu's word that two make, in this language or another."""
        if len(second) < _SHORTEST:
            return stem(first + second) if stem(first + second) in self._by_stem else None
        for one in (first, *other_words(first)):
            for other in (second, *other_words(second)):
                if (joined := stem(one + other)) in self._by_stem:
                    return joined
        return None

    def _cut_short(self, first: str, whole: str) -> str | None:
        """The compound whose end is left for the next word to say."""
        longer = (one for one in self._by_stem if one.startswith(first) and len(one) - len(first) > _SHORTEST)
        return next((one for one in longer if stem(whole).endswith(one[len(first) :])), None)

    def _near(self, word: str) -> dict[str, float]:
        """The menu's words it may be: itself, another form of it, what it is in other languages; else a misspelling."""
        meant = dict.fromkeys(self._translated(word), _TRANSLATED)
        if word not in ordinary_words():
            meant |= dict.fromkeys(self._by_root.get(root(word), ()), _SIMILAR)
        meant |= {one: 1.0 for one in (word, stem(word)) if one in self._by_stem}
        is_misspelt = not meant and word.isalpha() and word not in ordinary_words()
        return self._speller.near(stem(word)) if is_misspelt else meant

    def _translated(self, word: str) -> set[str]:
        if len(word) < _TELLING and word in ordinary_words():
            return set()
        others = other_words(word) or other_words(word + "e")  # "Erdbeer-" of "Erdbeere"
        return {one for other in others for one in self._by_root.get(root(other), ())}

    def _apart(self, word: str) -> Iterator[Heard]:
        """A compound of two of the menu's words, in this language or another: "cocacola", "Tomatensuppe"."""
        for cut in range(_SHORTEST, len(word) - _SHORTEST + 1):
            first, second = self._meant(word[:cut]), self._meant(word[cut:])
            if first and second:
                yield from (Heard((a, b), _SIMILAR, 1) for a in first for b in second)

    def _meant(self, part: str) -> set[str]:
        """The menu's words that a part of a compound may be."""
        return self._translated(part) | self._by_root.get(root(part), set())

    def _from(self, tokens: Sequence[Word], heard: Sequence[list[Heard]], start: int) -> Iterator[Said]:
        stems = _stems_of(heard[start])
        names = {name for one in stems for name in self._by_stem[one]}
        fits = [(name, *fit) for name in names if (fit := self._fit(name, tokens, heard, start))]
        yield from _best(start, fits)
        kinds = self._kinds(stems)
        if len(kinds) == 1 and not fits and not stems & (ordinary_words() | heads()):
            yield Said(start, start + 1, kinds=tuple(kinds), is_whole=False)
        if len(kinds) > 1 and not stems & ordinary_words():
            yield Said(start, start + 1, kinds=tuple(item.key for item in self.menu.items if item.key in kinds))

    def _kinds(self, stems: set[str]) -> set[str]:
        """The dishes of a word of several, also as the end of a compound: "burger" is "Cheeseburger" too."""
        return set().union(*(self._kinds_of(one) for one in stems))

    def _kinds_of(self, one: str) -> frozenset[str]:
        if one not in self._kinds_by_stem:
            said = {name.key for name in self._by_stem[one] if not name.group}
            named = {name.key for name in self._by_stem[one] if not name.group and name.is_written}
            named = named or (said if len(said) == 1 else set())
            if named and len(one) > _SHORTEST:
                longer = [names for other, names in self._by_stem.items() if other.endswith(one)]
                named |= {name.key for names in longer for name in names if not name.group and name.is_own}
            self._kinds_by_stem[one] = frozenset(named)
        return self._kinds_by_stem[one]

    def _fit(
        self, name: Name, tokens: Sequence[Word], heard: Sequence[list[Heard]], start: int
    ) -> tuple[float, int, bool] | None:
        """How much of the name is said from here on, by weight; the token after it; whether it is all of it."""
        missing, said, told, i, end = list(name.stems), 0.0, 0.0, start, start
        total = sum(self._weight(one, name) for one in missing if one not in _light()) or 1.0
        while i < len(tokens) and missing:
            fitting = [one for one in heard[i] if all(one.stems.count(s) <= missing.count(s) for s in one.stems)]
            fitting = [one for one in fitting if name.is_written or one.likeness != _TRANSLATED]
            hit = max(fitting, key=lambda one: (len(one.stems), one.likeness, one.length), default=None)
            if hit is None:
                if tokens[i].key in _links() and i > start:
                    i += 1
                    continue
                break
            for one in hit.stems:
                missing.remove(one)
                told += 0.0 if one in _light() else self._weight(one, name)
                said += hit.likeness * self._weight(one, name)
            i += hit.length
            end = i
        left = set(missing) - _light()
        is_guess = bool(left) and not name.group and end == start + 1 and said == _TRANSLATED * told
        is_enough = end > start and not is_guess and self._is_enough(name, left, told / total)
        return (min(1.0, said / total), end, not left) if is_enough else None

    def _is_enough(self, name: Name, left: set[str], share: float) -> bool:
        if not left:
            return True
        if not name.is_own:
            return False
        told = set(name.stems) - left - _light()
        if name.group:  # "oat" is "Oat milk" beside "Soy milk", where "milk" is neither
            is_left_out = all(one in heads() or self._option_count[one] > 1 for one in left)
            is_told = (
                not told <= heads()
                and all(self._option_count[one] == 1 for one in told)
                and not told <= ordinary_words()
            )
            return is_left_out and is_told and len(left) <= len(told)
        return share >= ENOUGH and not told <= ordinary_words() and self._is_only(name, told)

    def _is_only(self, name: Name, told: set[str]) -> bool:
        """Whether what is said of it is said of no other dish."""
        others = [{other.key for other in self._by_stem[one] if not other.group} for one in told]
        return set.intersection(*others) == {name.key}

    def _weight(self, one: str, name: Name) -> float:
        """Words of many names ("pizza", "latte") say little, words of one say most."""
        if one in _light():
            return 0.05
        count = (self._option_count if name.group else self._item_count)[one]
        return (0.3 if one in ordinary_words() and one != name.stems[-1] else 1.0) / max(1, count)


def _stems_of(heard: Sequence[Heard]) -> set[str]:
    return {one for each in heard for one in each.stems}


def _best(start: int, fits: Sequence[tuple[Name, float, int, bool]]) -> Iterator[Said]:
    """The items and options that reach furthest; an item said in part gives way to an option said in full."""
    for end in {fit[2] for fit in fits}:
        here = [fit for fit in fits if fit[2] == end]
        items, is_whole = _top([fit for fit in here if not fit[0].group])
        options, is_full = _top([fit for fit in here if fit[0].group])
        share = max(fit[1] for fit in here)
        if items and (is_whole or not is_full) and not (options and is_full and not is_whole):
            pairs = tuple((name.group, name.key) for name in options)
            weight = (end - start) * (share + 0.2 / (end - start) if is_whole else (1 + share) / 2)
            yield Said(start, end, tuple(dict.fromkeys(n.key for n in items)), pairs, (), is_whole, weight)
        elif options:
            some = tuple(dict.fromkeys(n.key for n in items))
            pairs = tuple(dict.fromkeys((name.group, name.key) for name in options))
            yield Said(start, end, some, pairs, (), is_whole, (end - start) * share + 0.1)


def _top(fits: Sequence[tuple[Name, float, int, bool]]) -> tuple[list[Name], bool]:
    if not fits:
        return [], False
    is_whole = any(fit[3] for fit in fits)
    fits = [fit for fit in fits if fit[3] or not is_whole]
    share = max(fit[1] for fit in fits)
    return [name for name, one, _, _ in fits if one >= share - 0.01], is_whole


@lru_cache(maxsize=64)
def names_of(menu: Menu) -> Names:
    """The menu's index, kept for the menus ordered from most recently."""
    return Names(menu)
