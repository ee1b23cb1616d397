"""Texts as the numbers of their pieces, as each encoder was taught to read them; longer ones are cut."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from sentencepiece import SentencePieceProcessor
from tokenizers import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

WORD_BEGINS = "\N{LOWER ONE EIGHTH BLOCK}"  # SentencePiece's mark


class Pieces(Protocol):
    def __call__(self, texts: Sequence[str]) -> list[list[int]]: ...


class WordPieces:
    """BERT's: ``tokenizer.json`` in the folder."""

    def __init__(self, folder: Path, longest: int) -> None:
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(longest)

    def __call__(self, texts: Sequence[str]) -> list[list[int]]:
        return [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]


class SentencePieces:
    """Google's: ``pieces.model`` in the folder, by its own reader.

    For its 128,000 pieces ``tokenizers`` takes several times the memory.
    """

    def __init__(self, folder: Path, longest: int) -> None:
        self._processor = SentencePieceProcessor(model_file=str(folder / "pieces.model"))
        self._begin, self._end = self._processor.bos_id(), self._processor.eos_id()
        self._longest = longest - 2

    def __call__(self, texts: Sequence[str]) -> list[list[int]]:
        return [[self._begin, *self._processor.encode(text)[: self._longest], self._end] for text in texts]

    def is_word(self, text: str) -> bool:
        """Whether one piece is all of the text, with which a word begins and ends."""
        return bool(self._processor.piece_to_id(f"{WORD_BEGINS}{text}") != self._processor.unk_id())
