"""Why a tool says nothing, told to the model that called it."""

from __future__ import annotations


class ToolError(Exception):
    """``args`` hold what a model is told; no customer sees it."""


class NotHanded(ToolError):
    def __init__(self, name: str) -> None:
        super().__init__(f"There is no tool “{name[:40]}” here.")


class WrongArguments(ToolError):
    pass


class UsedTooOften(ToolError):
    def __init__(self) -> None:
        super().__init__("The tools were used often enough; answer with what they have said.")
