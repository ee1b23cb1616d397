"""Whether one answer serves two questions: a probability from what both mean.

Two vectors are compared as faces and voices are: by how likely they come from one class of the training data against
two, whatever the classes were (probabilistic linear discriminant analysis, the two-covariance form; Brümmer and de
Villiers, Odyssey 2010). That likelihood ratio and the plain cosine, both in units of their spread, are added up; a
logistic curve over the sum gives the probability. Questions in English are compared in the English encoder's space, all
others in that of all languages. Learned by ``agents.llm.training.sameness``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from agents.understanding import language
from encoding.encoder import embed, meant

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

PATH = Path(__file__).resolve().parent.parent / "weights" / "sameness.npz"
NUMBER = re.compile(r"\d+")
SPACES: dict[str, Callable[[Sequence[str]], NDArray[np.float32]]] = {"english": embed, "meaning": meant}


@dataclass(frozen=True, slots=True)
class Likelihood:
    """Of one class against two: ``(v - mean) @ axes`` has unit covariance within a class, ``between`` among them."""

    mean: Floats
    axes: Floats
    between: Floats

    def ratio(self, first: Floats, second: Floats) -> Floats:
        """(n,) log-likelihood ratios."""
        a, b = (first - self.mean) @ self.axes, (second - self.mean) @ self.axes
        total = self.between + 1
        spread = total**2 - self.between**2
        together = (total * (a * a + b * b) - 2 * self.between * a * b) / spread
        apart = (a * a + b * b) / total
        constant = np.log(spread / total**2).sum()
        return np.asarray(((apart - together).sum(axis=1) - constant) / 2)


@dataclass(frozen=True, slots=True)
class Sameness:
    """Of one space: ``scale`` is (2, 2), means and spreads of cosine and ratio; ``curve`` slope and offset.

    From ``threshold`` on, one answer is taken to serve both.
    """

    likelihood: Likelihood
    scale: Floats
    curve: Floats
    threshold: float = 1.0

    def probabilities(self, first: Floats, second: Floats) -> Floats:
        """(n,) of unit vectors, the same whichever question comes first."""
        logits = self.curve[0] * self.sums(first, second) + self.curve[1]
        return np.asarray(1 / (1 + np.exp(-np.clip(logits, -40, 40))))

    def sums(self, first: Floats, second: Floats) -> Floats:
        given = both_of(first, second, self.likelihood)
        return np.asarray(((given - self.scale[0]) / self.scale[1]).sum(axis=1))


def both_of(first: Floats, second: Floats, likelihood: Likelihood) -> Floats:
    """(n, 2): cosine and ratio."""
    return np.column_stack([(first * second).sum(axis=1), likelihood.ratio(first, second)])


@cache
def sameness() -> dict[str, Sameness]:
    """The models that serve, by space."""
    with np.load(PATH) as kept:
        floats = {name: kept[name].astype(np.float64) for name in kept.files}
    return {space: _of_space(space, floats) for space in SPACES}


def _of_space(space: str, floats: dict[str, Floats]) -> Sameness:
    mean, axes, between, scale, curve, threshold = (
        floats[f"{space}_{name}"] for name in ("mean", "axes", "between", "scale", "curve", "threshold")
    )
    return Sameness(Likelihood(mean, axes, between), scale, curve, float(threshold))


def same_question(pairs: Sequence[tuple[str, str]]) -> list[float]:
    """For each pair the probability that one answer serves both questions.

    Equal texts are the same question, capitals and stops apart.
    """
    return [each for each, _threshold in judged(pairs)]


def judged(pairs: Sequence[tuple[str, str]]) -> list[tuple[float, float]]:
    """For each pair the probability, and from which one of its language an answer is used again."""
    found: list[tuple[float, float]] = [(1.0, 0.0)] * len(pairs)
    by_space: dict[str, list[int]] = {}
    for place, pair in enumerate(pairs):
        if plain(pair[0]) != plain(pair[1]):
            by_space.setdefault(space_of(pair), []).append(place)
    for space, places in by_space.items():
        model = sameness()[space]
        given = SPACES[space]([text for place in places for text in pairs[place]]).astype(np.float64)
        for place, each in zip(places, model.probabilities(given[::2], given[1::2]), strict=True):
            found[place] = (float(each), model.threshold)
    return found


def space_of(pair: tuple[str, str]) -> str:
    is_english = all(language.detect(text, "en") == "en" for text in pair)
    return "english" if is_english else "meaning"


def has_unlike_numbers(pair: tuple[str, str]) -> bool:
    """Whether they name other numbers: what "for 10 people" is answered by seldom serves "for 20"."""
    first, second = (set(NUMBER.findall(text)) for text in pair)
    return first != second


def plain(question: str) -> str:
    """A question as it is compared word for word."""
    return " ".join(question.lower().split()).rstrip(" ?!.")
