"""What a stage is given and gives back: memory, the turn's work and the context, as one value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from businesses.desk import BusinessFacts, Desk
    from conversations.engine.commands import Command
    from conversations.engine.reply import Reply
    from conversations.engine.state import Heard, Memory, Source, Task, TurnWork
    from conversations.engine.turn import TurnContext
    from conversations.needs import Need


@dataclass(frozen=True, slots=True)
class Scene:
    """Every method that changes something returns a new scene; the old one stays as it was."""

    memory: Memory
    work: TurnWork
    context: TurnContext

    @property
    def task(self) -> Task | None:
        return self.memory.task

    @property
    def heard(self) -> Heard:
        return self.work.heard

    @property
    def commands(self) -> tuple[Command, ...]:
        return self.work.commands

    @property
    def reply(self) -> Reply:
        return self.work.reply

    @property
    def business(self) -> BusinessFacts:
        return self.context.business

    @property
    def desk(self) -> Desk:
        return self.context.desk

    def said(self, kind: type[Any]) -> bool:
        """Whether the message holds a command of the kind."""
        return any(isinstance(command, kind) for command in self.commands)

    def tell(self, *texts: str) -> Scene:
        return self.working(reply=self.reply.tell(*texts))

    def resting_on(self, *sources: Source) -> Scene:
        """With what the reply rests on noted, each once."""
        return self.working(sources=tuple(dict.fromkeys((*self.work.sources, *sources))))

    def ask(self, text: str, *needs: Need, quick: tuple[str, ...] = ()) -> Scene:
        return self.working(reply=self.reply.ask(text, *needs, quick=quick))

    def show(self, booking: dict[str, Any]) -> Scene:
        return self.working(reply=self.reply.show(booking))

    def show_order(self, order: dict[str, Any]) -> Scene:
        return self.working(reply=self.reply.show_order(order))

    def working(self, **changes: Any) -> Scene:
        return replace(self, work=replace(self.work, **changes))

    def remembering(self, **changes: Any) -> Scene:
        return replace(self, memory=replace(self.memory, **changes))

    def put(self, task: Task) -> Scene:
        """With the task at work in this state."""
        return self.remembering(tasks=(task, *self.memory.tasks[1:]))

    def opened(self, task: Task) -> Scene:
        """With a task at work above those that are open."""
        return self.remembering(tasks=(task, *self.memory.tasks))

    def queued(self, task: Task) -> Scene:
        """With a task that waits for the one at work."""
        return self.remembering(tasks=(*self.memory.tasks, task))

    def closed(self) -> Scene:
        """Without the task at work; the one below it is at work then."""
        return self.remembering(tasks=self.memory.tasks[1:])

    def signalling(self, **signals: Any) -> Scene:
        return self.working(signals={**self.work.signals, **signals})
