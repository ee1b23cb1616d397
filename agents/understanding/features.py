"""Words and letter runs of a text as a hashed vector: what a sentence vector blurs (names, markup) stays sharp."""

from __future__ import annotations

import itertools
import re
import zlib
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_TOKEN = re.compile(r"\w+|[^\w\s]")
LETTERS = 600  # letter runs are read from this much of a text


def hashed(texts: Sequence[str], size: int, *, letters: tuple[int, ...] = (3, 4)) -> NDArray[np.float32]:
    """(n, size) float32, each row of length 1: single words, pairs, and letter runs of the given lengths."""
    rows = np.zeros((len(texts), size), np.float32)
    for row, text in zip(rows, texts, strict=True):
        for feature in _features(text.lower(), letters):
            code = zlib.crc32(feature.encode("utf-8", "replace"))
            row[code % size] += 1 if code & 0x40000000 else -1
    rows = np.sign(rows) * np.sqrt(np.abs(rows))
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6), np.float32)


def _features(text: str, letters: tuple[int, ...]) -> list[str]:
    words = _TOKEN.findall(text)[:200]
    found = [f"w {word}" for word in words]
    found += [f"p {first} {second}" for first, second in itertools.pairwise(words)]
    joined = f" {' '.join(words)[:LETTERS]} "
    for length in letters:
        found += [joined[start : start + length] for start in range(len(joined) - length + 1)]
    return found
