"""What the tagger sees of each token: the word, its neighbours, and what was asked last."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from agents.understanding.tagger.words import is_first_name, shape, word_class

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agents.understanding.tagger.tokens import Token

_EDGE = "#"
_REACH = 4
_PADDING = [_EDGE] * _REACH


class _Sentence:
    """The columns the features are drawn from, token ``i`` at ``i + _REACH``: past either end they read as an edge."""

    def __init__(self, tokens: Sequence[Token], requested: Sequence[str]) -> None:
        lower = [token.text.lower() for token in tokens]
        self.size = len(tokens)
        self.words = _padded(lower)
        self.classes = _padded([word_class(word) for word in lower])
        self.shapes = _padded([shape(token.text) for token in tokens])
        self.names = _padded(["F" if is_first_name(word) else "" for word in lower])
        self.glued = [before.end == after.start for before, after in itertools.pairwise(tokens)]
        self.requested = sorted(set(requested))
        self.key = "+".join(self.requested) or "-"

    def glue(self, index: int) -> str:
        """Whether the token touches the one before and the one after: "7pm" does, "7 pm" does not."""
        before = index > 0 and self.glued[index - 1]
        after = index + 1 < self.size and self.glued[index]
        return f"{before:d}{after:d}"


def _padded(column: list[str]) -> list[str]:
    return _PADDING + column + _PADDING


def features(tokens: Sequence[Token], requested: Sequence[str]) -> list[list[str]]:
    """One list of feature names per token."""
    sentence = _Sentence(tokens, requested)
    return [
        _own(sentence, i) + _asked(sentence, i) + _around(sentence, i) + _pairs(sentence, i)
        for i in range(_REACH, _REACH + len(tokens))
    ]


def _own(s: _Sentence, i: int) -> list[str]:
    word, glue, klass, shaped = s.words[i], s.glue(i - _REACH), s.classes[i], s.shapes[i]
    return [
        "bias", f"w={word}", f"s={shaped}", f"c={klass}", f"p2={word[:2]}", f"p3={word[:3]}",
        f"s2={word[-2:]}", f"s3={word[-3:]}", f"g={glue}", f"gc={glue}{klass}", f"n={s.names[i]}{shaped}",
    ]  # fmt: skip


def _asked(s: _Sentence, i: int) -> list[str]:
    """A bare "13" is a time or a party by what was asked, the more so the shorter the answer."""
    key, klass, word = s.key, s.classes[i], s.words[i]
    found = [f"r={key}", f"rc={key}|{klass}", f"rs={key}|{s.shapes[i]}", f"rn={key}|{s.names[i]}"]
    for slot in s.requested:
        found += [f"r1={slot}", f"r1w={slot}|{word}", f"r1c={slot}|{klass}"]
    if s.size <= 3:
        found += [f"l={s.size}", f"lr={s.size}|{key}", f"lrc={s.size}|{key}|{klass}"]
    return found


def _around(s: _Sentence, i: int) -> list[str]:
    """The words and classes nearby, and what the tokens next to it look like."""
    words, classes, shapes, names = s.words, s.classes, s.shapes, s.names
    before, name, after = i - 1, names[i], i + 1
    return [
        f"c-4={classes[i - 4]}", f"c-3={classes[i - 3]}", f"c-2={classes[i - 2]}", f"c-1={classes[before]}",
        f"c1={classes[after]}", f"c2={classes[i + 2]}", f"c3={classes[i + 3]}", f"c4={classes[i + 4]}",
        f"w-3={words[i - 3]}", f"w-2={words[i - 2]}", f"w-1={words[before]}",
        f"w1={words[after]}", f"w2={words[i + 2]}", f"w3={words[i + 3]}",
        f"s-1={shapes[before]}", f"s1={shapes[after]}", f"e-1={words[before][-3:]}", f"e1={words[after][-3:]}",
        f"n-1={name}|{names[before]}", f"n1={name}|{names[after]}",
    ]  # fmt: skip


def _pairs(s: _Sentence, i: int) -> list[str]:
    w2, w1, w0, x1, x2 = s.words[i - 2 : i + 3]
    c2, c1, c0, d1, d2 = s.classes[i - 2 : i + 3]
    return [
        f"w-1w={w1}|{w0}", f"ww1={w0}|{x1}", f"w-2-1={w2}|{w1}", f"w12={x1}|{x2}",
        f"c-1c={c1}|{c0}", f"cc1={c0}|{d1}", f"c-21={c2}|{c1}|{c0}", f"c12={c0}|{d1}|{d2}", f"c3={c1}|{c0}|{d1}",
        f"wcw={w1}|{c0}|{x1}", f"wcc={w1}|{c0}|{d1}", f"wwc={w2}|{w1}|{c0}",
    ]  # fmt: skip
