"""Where the encoders' files lie: one folder per recipe, so that a new delta makes a new folder and never mixes."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path

MAX_TOKENS = 128
"""Longer texts are cut: intent and safety read sentences and windows, not documents."""

RECIPE = "minilm-l6-int8-1"
"""Changes when the way of exporting changes."""

MEANING_RECIPE = "use-multilingual-3-int8-1"
"""Of the multilingual encoder; it is as published, with no delta."""

WEIGHTS = Path(__file__).resolve().parent / "weights"
DELTA = WEIGHTS / "intents_encoder_delta.npz"


def models_folder() -> Path:
    """``MODELS_DIR`` where set, else ``var/models`` under the project."""
    return Path(os.environ.get("MODELS_DIR") or Path(__file__).resolve().parents[2] / "var" / "models")


@cache
def fingerprint() -> str:
    """Names the vectors' space: equal fingerprints mean comparable vectors."""
    delta = DELTA.read_bytes() if DELTA.exists() else b""
    return hashlib.sha256(RECIPE.encode() + delta).hexdigest()[:12]


def encoder_folder() -> Path:
    return models_folder() / f"encoder-{fingerprint()}"


def meaning_folder() -> Path:
    return models_folder() / f"meaning-{MEANING_RECIPE}"
