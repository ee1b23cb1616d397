"""The vectors of sentences that no front desk is asked to act on: made once, kept beside the weights."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from agents.understanding.intents.builtin_sentences import outside
from agents.understanding.weights import WEIGHTS
from encoding.encoder import embed
from encoding.files import fingerprint

if TYPE_CHECKING:
    from numpy.typing import NDArray

PATH = WEIGHTS / "intents_outside.npz"


@cache
def strangers() -> NDArray[np.float32]:
    """(n, 384), near unit length; sentences of one written line stand together."""
    with np.load(PATH, allow_pickle=False) as arrays:
        if str(arrays["encoder"]) == fingerprint() and len(arrays["vectors"]) == len(outside()):
            return np.asarray(arrays["vectors"].astype(np.float32) / 127, np.float32)
    return embed(outside())  # another encoder, while weights are being made


def save() -> None:
    codes = np.rint(embed(outside()) * 127).astype(np.int8)
    np.savez_compressed(PATH, vectors=codes, encoder=np.array(fingerprint()))
