"""A tool: a read of the business entered, with typed arguments, for whoever may see it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.utils import translation
from pydantic import BaseModel, ConfigDict, ValidationError

from agents.tools.errors import NotHanded, UsedTooOften, WrongArguments
from tenants.context import work_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from tenants.permissions import Permission


class Arguments(BaseModel):
    """What a model may say to a tool: no name of a business, person or token is among it."""

    model_config = ConfigDict(extra="forbid", frozen=True)


A = TypeVar("A", bound=Arguments)
P = TypeVar("P")
"""What a tool reads by: the place of whoever works, such as a conversation's turn."""
MOST_USES = 6
"""Of all tools together, by all who work on one thing."""


@dataclass(frozen=True, slots=True)
class Tool(Generic[A, P]):
    """``about`` tells a model what it is for. ``permission`` is a member's; None: what the business tells everybody.

    ``read`` answers in the sentences of the desk, rendered from rows as they are now.
    """

    name: str
    about: str
    arguments: type[A]
    permission: Permission | None
    read: Callable[[A, P], Sequence[str]]

    def is_for(self, permissions: Iterable[str]) -> bool:
        return self.permission is None or self.permission in frozenset(permissions)


@dataclass(slots=True)
class Hand:
    """The tools somebody works with, in one business and language; ``told`` is what they have said, in order."""

    schema: str
    locale: str
    permissions: frozenset[str]
    tools: Mapping[str, Tool[Any, Any]]
    place: Any
    told: list[str] = field(default_factory=list)
    uses: int = 0

    def use(self, name: str, given: Mapping[str, object]) -> tuple[str, ...]:
        """What the tool says. Raises a ``ToolError``: one that is not handed, or arguments that are none of its.

        Whatever thread it is called on, the business is the hand's, and the permission is asked now.
        """
        tool = self.tools.get(name)
        if tool is None or not tool.is_for(self.permissions):
            raise NotHanded(name)
        self.uses += 1
        if self.uses > MOST_USES:
            raise UsedTooOften
        try:
            arguments = tool.arguments.model_validate(dict(given))
        except ValidationError as error:
            raise WrongArguments(error.errors()[0]["msg"]) from None
        said = work_in(self.schema, partial(self._said, tool, arguments))
        self.told.extend(each for each in said if each not in self.told)
        return said

    def _said(self, tool: Tool[Any, Any], arguments: Arguments) -> tuple[str, ...]:
        with translation.override(self.locale):
            return tuple(tool.read(arguments, self.place))
