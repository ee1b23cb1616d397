"""Intents by example: ``train(examples) -> model``, ``model.predict(texts) -> [(label or None, confidence)]``."""

from __future__ import annotations

from agents.understanding.intents.model import IntentModel, StaleModelError, Verdict
from agents.understanding.intents.training import train

__all__ = ["IntentModel", "StaleModelError", "Verdict", "train"]
