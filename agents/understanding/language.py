"""Which language a message is in: by script, by the common words of a language, and by runs of letters.

Short messages are often in no language ("ok", "pizza", "19:30"): then the conversation's own language stands.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from agents.understanding.features import hashed
from agents.understanding.telltales import telling
from agents.understanding.text import normalise
from agents.understanding.weights import WEIGHTS

Floats = NDArray[np.float32]
READ = 400  # characters looked at
PATH = WEIGHTS / "language.npz"
BUCKETS = 4096
SURE = 0.6
_LETTERS = re.compile(r"[^\W\d_]")
_NOISE = re.compile(r"https?://\S+|\S+@\S+|[\d_]+")
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af\u1100-\u11ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("uk", re.compile(r"[іїєґІЇЄҐ]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
)


@lru_cache(maxsize=512)  # a message is asked about for its intents, and again for its slots
def detect(text: str, default: str = "en") -> str:
    """An ISO 639-1 code; ``default`` when the text does not tell."""
    clean = _clean(text)
    letters = _LETTERS.findall(clean)
    if not letters:
        return default
    if script := _by_script(clean, len(letters)):
        return script
    return _by_letters(clean.lower(), default)


def chances(text: str) -> tuple[str | None, dict[str, float]]:
    """The language its script tells, or how likely each language is by the text alone, likeliest first."""
    clean = _clean(text)
    letters = _LETTERS.findall(clean)
    if not letters:
        return None, {}
    if script := _by_script(clean, len(letters)):
        return script, {}
    found = _softmax(_logits(clean.lower()))
    return None, {_weights()[0][i]: float(found[i]) for i in np.argsort(-found)}


def _clean(text: str) -> str:
    return _NOISE.sub(" ", normalise(text).text[:READ]).strip()


def _by_script(text: str, letters: int) -> str | None:
    for code, pattern in _SCRIPTS:
        found = len(pattern.findall(text))
        if found and found * (1 if code not in {"ja", "uk"} else 4) >= letters * 0.5:
            return code
    return None


TELLING = 3.0
"""What a word that only one language has counts for in logits: one outweighs the habit of the conversation."""


@cache
def _weights() -> tuple[tuple[str, ...], np.ndarray, float]:
    with np.load(PATH, allow_pickle=False) as arrays:
        return tuple(arrays["codes"].tolist()), arrays["weights"].astype(np.float32), float(arrays["scale"])


def _by_letters(text: str, default: str) -> str:
    codes = _weights()[0]
    logits = _logits(text)
    words = len(text.split())
    if default in codes:
        logits[codes.index(default)] += 2.0 / words  # a short message is in the conversation's language unless it tells
    found = _softmax(logits)
    best = int(found.argmax())
    return codes[best] if found[best] >= SURE else default


def _logits(text: str) -> Floats:
    return _of_text(text).copy()


@lru_cache(maxsize=64)  # the same text is asked about with a default and without
def _of_text(text: str) -> Floats:
    _codes, weights, scale = _weights()
    row = hashed([text], BUCKETS, letters=(2, 3, 4))[0]
    told = np.flatnonzero(row)
    logits: Floats = (row[told] @ weights[told] + weights[-1]) * scale
    for code, count in telling(text).items():
        logits[_weights()[0].index(code)] += TELLING * count
    return logits


def _softmax(logits: Floats) -> Floats:
    found: Floats = np.exp(logits - logits.max())
    found /= found.sum()
    return found
