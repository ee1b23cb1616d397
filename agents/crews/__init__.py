"""Crews: several agents at one piece of work, side by side and then joined (docs/crews.md)."""
