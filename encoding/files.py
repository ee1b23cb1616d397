"""Where the encoders' files lie: one folder per recipe, so that a new delta makes a new folder and never mixes."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path

MAX_TOKENS = 128
"""Longer texts are cut: intent and safety read sentences and windows, not documents."""

PASSAGE_TOKENS = 256
"""What the published model was trained to read; of a passage more is cut."""

RECIPE = "minilm-l6-int8-1"
"""Changes when the way of exporting changes."""

PASSAGE_RECIPE = "minilm-l6-published-int8-1"
"""The same model without the delta, which tells wishes apart and questions from answers less well."""

MEANING_RECIPE = "use-multilingual-3-int8-2"
"""Of the multilingual encoder; it is as published, with no delta."""

DELTA = Path(__file__).resolve().parent / "weights" / "intents_encoder_delta.npz"


def models_folder() -> Path:
    """``MODELS_DIR`` where set, else ``var/models`` under the project."""
    return Path(os.environ.get("MODELS_DIR") or Path(__file__).resolve().parents[1] / "var" / "models")


@cache
def fingerprint() -> str:
    """Names the vectors' space: equal fingerprints mean comparable vectors."""
    delta = DELTA.read_bytes() if DELTA.exists() else b""
    return hashlib.sha256(RECIPE.encode() + delta).hexdigest()[:12]


def encoder_folder() -> Path:
    return models_folder() / f"encoder-{fingerprint()}"


def passage_folder() -> Path:
    return models_folder() / f"passages-{PASSAGE_RECIPE}"


def meaning_folder() -> Path:
    return models_folder() / f"meaning-{MEANING_RECIPE}"
