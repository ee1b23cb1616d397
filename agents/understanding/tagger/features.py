"""What the tagger sees of each token: the word, its neighbours, and what was asked last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agents.understanding.tagger.words import is_first_name, shape, word_class

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agents.understanding.tagger.tokens import Token

_EDGE = "#"


class _Sentence:
    """The columns the features are drawn from; a neighbour past either end reads as an edge."""

    def __init__(self, tokens: Sequence[Token], requested: Sequence[str]) -> None:
        self.tokens = tokens
        self.words = [token.text.lower() for token in tokens]
        self.classes = [word_class(word) for word in self.words]
        self.shapes = [shape(token.text) for token in tokens]
        self.names = ["F" if is_first_name(word) else "" for word in self.words]
        self.requested = sorted(set(requested))

    def at(self, column: list[str], index: int) -> str:
        return column[index] if 0 <= index < len(column) else _EDGE

    def glue(self, index: int) -> str:
        """Whether the token touches the one before and the one after: "7pm" does, "7 pm" does not."""
        before = index > 0 and self.tokens[index - 1].end == self.tokens[index].start
        after = index + 1 < len(self.tokens) and self.tokens[index + 1].start == self.tokens[index].end
        return f"{before:d}{after:d}"


def features(tokens: Sequence[Token], requested: Sequence[str]) -> list[list[str]]:
    """One list of feature names per token."""
    sentence = _Sentence(tokens, requested)
    return [
        _own(sentence, i) + _asked(sentence, i) + _neighbours(sentence, i) + _pairs(sentence, i)
        for i in range(len(tokens))
    ]


def _own(s: _Sentence, i: int) -> list[str]:
    word, glue, klass = s.words[i], s.glue(i), s.classes[i]
    return [
        "bias", f"w={word}", f"s={s.shapes[i]}", f"c={klass}", f"p2={word[:2]}", f"p3={word[:3]}",
        f"s2={word[-2:]}", f"s3={word[-3:]}", f"g={glue}", f"gc={glue}{klass}", f"n={s.names[i]}{s.shapes[i]}",
    ]  # fmt: skip


def _asked(s: _Sentence, i: int) -> list[str]:
    """A bare "13" is a time or a party by what was asked, the more so the shorter the answer."""
    key, klass, word = "+".join(s.requested) or "-", s.classes[i], s.words[i]
    found = [f"r={key}", f"rc={key}|{klass}", f"rs={key}|{s.shapes[i]}", f"rn={key}|{s.names[i]}"]
    for slot in s.requested:
        found += [f"r1={slot}", f"r1w={slot}|{word}", f"r1c={slot}|{klass}"]
    if len(s.tokens) <= 3:
        size = len(s.tokens)
        found += [f"l={size}", f"lr={size}|{key}", f"lrc={size}|{key}|{klass}"]
    return found


def _neighbours(s: _Sentence, i: int) -> list[str]:
    found = []
    for step in (-4, -3, -2, -1, 1, 2, 3, 4):
        found.append(f"c{step}={s.at(s.classes, i + step)}")
        if abs(step) < 4:
            found.append(f"w{step}={s.at(s.words, i + step)}")
        if abs(step) == 1:
            found.append(f"s{step}={s.at(s.shapes, i + step)}")
            found.append(f"e{step}={s.at(s.words, i + step)[-3:]}")
            found.append(f"n{step}={s.names[i]}|{s.at(s.names, i + step)}")
    return found


def _pairs(s: _Sentence, i: int) -> list[str]:
    w2, w1, w0, x1, x2 = (s.at(s.words, i + step) for step in (-2, -1, 0, 1, 2))
    c2, c1, c0, d1, d2 = (s.at(s.classes, i + step) for step in (-2, -1, 0, 1, 2))
    return [
        f"w-1w={w1}|{w0}", f"ww1={w0}|{x1}", f"w-2-1={w2}|{w1}", f"w12={x1}|{x2}",
        f"c-1c={c1}|{c0}", f"cc1={c0}|{d1}", f"c-21={c2}|{c1}|{c0}", f"c12={c0}|{d1}|{d2}", f"c3={c1}|{c0}|{d1}",
        f"wcw={w1}|{c0}|{x1}", f"wcc={w1}|{c0}|{d1}", f"wwc={w2}|{w1}|{c0}",
    ]  # fmt: skip
