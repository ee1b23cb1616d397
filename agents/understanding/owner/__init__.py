"""What the business's own people want changed, read from their words: hours, the menu, prices, who is off."""

from agents.understanding.owner.reading import read_change
from agents.understanding.owner.said import NOTHING, Said, together

__all__ = ["NOTHING", "Said", "read_change", "together"]
