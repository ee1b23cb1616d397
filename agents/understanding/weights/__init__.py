"""What was learned, and a card on each: how it was made, from what, how well it does."""

from __future__ import annotations

from pathlib import Path

WEIGHTS = Path(__file__).resolve().parent
