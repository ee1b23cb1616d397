"""Sentence vectors in the process: int8 ONNX, no torch. One instance per process, safe to call from any thread.

Three spaces: ``embed`` is English and tuned to tell wishes apart; ``passages`` is English too and puts a question near
the passage that answers it; ``meant`` has sixteen languages in one.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np
import onnxruntime

from encoding.files import MAX_TOKENS, PASSAGE_TOKENS, encoder_folder, meaning_folder, passage_folder
from encoding.tokenizing import Pieces, SentencePieces, WordPieces

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

DIMENSIONS, MEANINGS = 384, 512
CACHED, CACHED_MEANINGS = 8192, 4096  # vectors kept: 8192 x 384 x 4 bytes = 12.6 MB, 4096 x 512 x 4 = 8.4 MB
CACHED_PASSAGES = 512  # questions mostly: passages are kept by who stores them
CHARACTERS = 2000  # that many tokens never need more; bounds tokenisation of very long texts


class EncoderMissingError(RuntimeError):
    """The exported file is not there: set-up makes it."""


P = TypeVar("P", bound=Pieces)


class Encoder(Generic[P]):
    """``embed`` gives unit vectors; equal texts come from a cache of the last ``cached``, keyed by the text's hash."""

    def __init__(
        self,
        folder: Path,
        pieces: Callable[[Path, int], P],
        *,
        threads: int = 2,
        dimensions: int = DIMENSIONS,
        cached: int = CACHED,
        longest: int = MAX_TOKENS,
    ) -> None:
        if not (folder / "model.onnx").exists():
            raise EncoderMissingError(f"No encoder in {folder}: run python -m encoding.export")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # a sentence is too little to share; sentences are shared out
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # keeps memory flat after a long text
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"),
            options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=["SkipLayerNormFusion"],  # fused it takes four times as long
        )
        self.pieces = pieces(folder, longest)
        self._threads, self._dimensions, self._cached = threads, dimensions, cached
        self._cache: OrderedDict[bytes, Vectors] = OrderedDict()
        self._lock = threading.Lock()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """(n, dimensions) float32, each row of length 1; the order of ``texts`` is kept."""
        keys = [_key(text) for text in texts]
        found = self._recall(keys)
        fresh = {key: text for key, text in zip(keys, texts, strict=True) if key not in found}
        if fresh:
            vectors = self._encode(list(fresh.values()))
            found.update(zip(fresh, vectors, strict=True))
            self._remember(fresh, vectors)
        if not keys:
            return np.zeros((0, self._dimensions), np.float32)
        return np.stack([found[key] for key in keys])

    def _recall(self, keys: list[bytes]) -> dict[bytes, Vectors]:
        with self._lock:
            found = {key: self._cache[key] for key in keys if key in self._cache}
            for key in found:
                self._cache.move_to_end(key)
        return found

    def _remember(self, keys: dict[bytes, str], vectors: Vectors) -> None:
        with self._lock:
            for key, vector in zip(keys, vectors, strict=True):
                self._cache[key] = vector.copy()
            while len(self._cache) > self._cached:
                self._cache.popitem(last=False)

    def _encode(self, texts: list[str]) -> Vectors:
        """Each text for itself, several at a time: int8 is scaled by all that is run together, so that in company a
        sentence would get another vector than alone.
        """
        ids = self.pieces([_encodable(text) for text in texts])
        if len(ids) == 1:
            return self._run(ids[0])
        with ThreadPoolExecutor(self._threads) as pool:
            return np.vstack(list(pool.map(self._run, ids)))

    def _run(self, ids: list[int]) -> Vectors:
        """(1, dimensions)."""
        row = np.array([ids], np.int64)
        (vectors,) = self._session.run(["vectors"], {"ids": row, "mask": np.ones_like(row)})
        return np.asarray(vectors, np.float32)


def _key(text: str) -> bytes:
    """No capitals are read, so texts that differ in them share a vector."""
    return hashlib.blake2b(text.lower().encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _encodable(text: str) -> str:
    """Lone surrogates cannot be handed to the tokeniser."""
    return text[:CHARACTERS].encode("utf-8", "replace").decode()


_loading = threading.Lock()


@cache
def _encoder() -> Encoder[WordPieces]:
    return Encoder(encoder_folder(), WordPieces)


@cache
def _multilingual() -> Encoder[SentencePieces]:
    return Encoder(meaning_folder(), SentencePieces, dimensions=MEANINGS, cached=CACHED_MEANINGS)


@cache
def _of_passages() -> Encoder[WordPieces]:
    return Encoder(passage_folder(), WordPieces, cached=CACHED_PASSAGES, longest=PASSAGE_TOKENS)


def encoder() -> Encoder[WordPieces]:
    """The process's one English encoder, loaded at first use."""
    with _loading:
        return _encoder()


def multilingual() -> Encoder[SentencePieces]:
    """The process's one encoder for all languages, loaded at first use."""
    with _loading:
        return _multilingual()


def of_passages() -> Encoder[WordPieces]:
    """The process's one encoder of passages and what is asked of them, loaded at first use."""
    with _loading:
        return _of_passages()


def embed(texts: Sequence[str]) -> Vectors:
    """(n, 384) float32 unit vectors. Raises ``EncoderMissingError`` before set-up has run."""
    return encoder().embed(texts)


def passages(texts: Sequence[str]) -> Vectors:
    """(n, 384) float32 unit vectors of English passages or questions. Raises ``EncoderMissingError`` before set-up."""
    return of_passages().embed(texts)


def meant(texts: Sequence[str]) -> Vectors:
    """(n, 512) float32 unit vectors of the texts in small letters. Raises ``EncoderMissingError`` before set-up."""
    return multilingual().embed([text.lower() for text in texts])


def is_word(text: str) -> bool:
    """Whether a word in small letters is a common one of some language: one of the 128,000 pieces of ``meant``."""
    return multilingual().pieces.is_word(text)
