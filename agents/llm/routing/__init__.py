"""Which model a question needs: learned from who was right, asked before anybody is."""

from agents.llm.routing.need import Need, train

__all__ = ["Need", "train"]
