"""Words and letter runs of a text as a hashed vector: what a sentence vector blurs (names, markup) stays sharp."""

from __future__ import annotations

import itertools
import re
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

_TOKEN = re.compile(r"\w+|[^\w\s]")
_SIGN = 0x40000000
LETTERS = 600  # letter runs are read from this much of a text


def hashed(texts: Sequence[str], size: int, *, letters: tuple[int, ...] = (3, 4)) -> NDArray[np.float32]:
    """(n, size) float32, each row of length 1: single words, pairs, and letter runs of the given lengths."""
    rows = [_row(text.lower(), size, letters) for text in texts]
    return np.stack(rows) if rows else np.zeros((0, size), np.float32)


@lru_cache(maxsize=512)  # 4 MB at most; one text is read for its intents and for safety
def _row(text: str, size: int, letters: tuple[int, ...]) -> NDArray[np.float32]:
    codes = np.fromiter(map(zlib.crc32, _features(text, letters)), np.int64)
    counts = np.bincount(codes % size, np.where(codes & _SIGN, 1.0, -1.0), size)
    row = np.sign(counts) * np.sqrt(np.abs(counts))
    row /= max(float(np.linalg.norm(row)), 1e-6)
    return row.astype(np.float32)


def _features(text: str, letters: tuple[int, ...]) -> Iterator[bytes]:
    words = _TOKEN.findall(text)[:200]
    for word in words:
        yield f"w {word}".encode("utf-8", "replace")
    for first, second in itertools.pairwise(words):
        yield f"p {first} {second}".encode("utf-8", "replace")
    joined = f" {' '.join(words)[:LETTERS]} "
    if joined.isascii():
        run: bytes = joined.encode()
        for length in letters:
            yield from (run[start : start + length] for start in range(len(run) - length + 1))
        return
    for length in letters:
        for start in range(len(joined) - length + 1):
            yield joined[start : start + length].encode("utf-8", "replace")
