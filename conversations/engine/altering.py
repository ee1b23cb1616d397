"""A message of the business's own people that is about a change of it: what they want, and what they ask beside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.engine import commands as c
from conversations.engine.meant import Meant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conversations.engine.clauses import Clause

PERSON_INTENTS = {"ask_human"}


@dataclass(frozen=True)
class Altering(Meant):
    @property
    def alters(self) -> bool:
        """Whether the message is about a change of the business: by its words, or as an answer of what is arranged."""
        return any(each.said.matter or self.is_arranged for each in self.message.altered)

    @property
    def is_arranged(self) -> bool:
        task = self.memory.task
        return task is not None and task.kind == "owner"

    def changes(self, clauses: list[Clause]) -> Iterator[c.Command]:
        """The changes wished for, and what is asked beside them. "Scrap that" is meant of what is being arranged, while
        something is: what was done before stands.
        """
        for each in self.message.altered:
            is_let_go = each.said.matter == "undo" and self.is_arranged
            yield c.LetGo() if is_let_go else c.Alter(each.said, each.words)
        for clause in clauses:
            for intent, _confidence in self.meant(clause):
                if intent.kind == "question" and clause.is_question:
                    yield c.Ask(intent.name, clause.words, clause.about, tuple(sorted(clause.cues)))
                elif intent.name in PERSON_INTENTS:
                    yield c.CallPerson()
