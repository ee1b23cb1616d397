"""Sentence vectors: of length one, in the order asked, equal whoever asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from encoding.encoder import DIMENSIONS, MEANINGS, Encoder, EncoderMissingError, embed, meant, passages
from encoding.tokenizing import WordPieces


def test_embed_gives_unit_vectors_in_order() -> None:
    texts = ["a table for two", "an oil change", "a table for two"]

    vectors = embed(texts)

    assert vectors.shape == (3, DIMENSIONS)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
    assert np.array_equal(vectors[0], vectors[2])


def test_embed_puts_like_sentences_near() -> None:
    near, like, far = embed(["please cancel my booking", "i want to call off my reservation", "how tall is everest"])

    assert near @ like > near @ far


def test_embed_of_nothing_is_empty() -> None:
    assert embed([]).shape == (0, DIMENSIONS)


def test_embed_is_safe_from_many_threads() -> None:
    texts = [f"we are {number} people" for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        rows = list(pool.map(lambda text: embed([text])[0], texts))

    assert np.allclose(np.stack(rows), embed(texts), atol=1e-6)


def test_embed_takes_broken_and_endless_text() -> None:
    assert np.isfinite(embed(["\ud800 broken", "word " * 20_000, ""])).all()


def test_encoder_says_what_to_run_when_its_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(EncoderMissingError, match=r"encoding\.export"):
        Encoder(tmp_path, WordPieces)


def test_meant_puts_the_same_wish_of_six_languages_together() -> None:
    wish, *others, far = meant(
        [
            "i want to cancel my appointment", "quiero cancelar mi cita", "je veux annuler mon rendez-vous",
            "ich möchte meinen termin absagen", "voglio annullare il mio appuntamento", "quero desmarcar a consulta",
            "how tall is mount everest",
        ]
    )  # fmt: skip

    assert min(float(wish @ other) for other in others) > float(wish @ far) + 0.3


def test_meant_gives_unit_vectors_whatever_the_text() -> None:
    vectors = meant(["HELLO", "hello", "\ud800 broken", "word " * 20_000, "", "日本語"])

    assert vectors.shape == (6, MEANINGS)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
    assert np.array_equal(vectors[0], vectors[1])


def test_passages_puts_a_question_near_what_answers_it_however_late_it_is_said() -> None:
    filler = "Our house was built in 1890 and has been run by the same family ever since. " * 9
    question, answer, other = passages(
        ["can i bring my dog", filler + "Pets are welcome on the terrace.", filler + "We take all cards."]
    )

    assert question @ answer > question @ other
