"""From what a reader has said to commands: only what the message holds, read by understanding, of what is offered."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from agents.catalogue import offered, record
from agents.desk import TAUGHT
from agents.understanding.allergens import allergens_in
from agents.understanding.intents.builtin import likeliest
from agents.understanding.text import normalise
from conversations.engine import commands as c
from conversations.engine.clauses import ABOUT, PERSON, details_of
from conversations.engine.hearing import hear

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from agents.understanding.types import Anchor, Slot
    from conversations.engine.hearing import HeardMessage
    from conversations.engine.rereading.form import ReadCommand, ReadDetail, ReadMessage
    from conversations.engine.scene import Scene

BARE: dict[str, Callable[[], c.Command]] = {
    "refuse": lambda: c.Agree("no", is_plain=False),
    "wait": lambda: c.Agree("wait", is_plain=False),
    "let_go": c.LetGo,
    "call_person": c.CallPerson,
}
LIKE = {"refuse": "deny", "wait": "deny", "let_go": "let_go", "call_person": "ask_human", "remark": "remark"}
"""The intent that a kind without one is like."""
OF_A_CHANGE: dict[str, Callable[[], c.Command]] = {"keep": c.Keep, "anew": c.Anew, "lack_reference": c.LackReference}
"""What can only be said while a booking that exists is being changed."""
NEVER_GUESSED = PERSON | {"address"}
"""Details that any words could be: taken where they were read here too, or asked for."""
PLAUSIBLE = 8
"""An intent is taken where it is among so many that the local reading finds likeliest, of some forty."""
BEGINNING = 4
"""Words of the message that a reader repeats: what cannot do that has not read it."""


@dataclass(frozen=True)
class Grounding:
    message: HeardMessage
    scene: Scene
    anchor: Anchor | None

    def commands(self, read: ReadMessage) -> tuple[c.Command, ...]:
        """None from a reader that does not know what it has read."""
        if not self.is_about_this(read.begins):
            return ()
        return tuple(each for one in read.commands for each in self.of(one))

    def is_about_this(self, beginning: str) -> bool:
        said, repeated = (text.casefold().split()[:BEGINNING] for text in (self.message.text, beginning))
        return said == repeated

    def of(self, read: ReadCommand) -> Iterator[c.Command]:
        words = self.said(read.words) or self.message.text
        slots = [slot for detail in read.details if (slot := self.slot(detail)) is not None]
        if read.kind in BARE and self.is_plausible(LIKE[read.kind]):
            yield BARE[read.kind]()
        elif read.kind in OF_A_CHANGE and self.scene.task is not None and self.scene.task.kind == "change":
            yield OF_A_CHANGE[read.kind]()
        elif read.kind == "open" and self.is_deed(read.intent):
            yield c.Open(read.intent, details_of(slots), words)
        elif read.kind == "give":
            yield from (c.Give(detail) for detail in details_of(slots))
        elif read.kind == "ask" and self.is_question(read.intent):
            about = {slot.name: (slot.value,) for slot in slots if slot.name in ABOUT and slot.value is not None}
            yield c.Ask(read.intent, words, about, tuple(sorted(self.message.understanding.cues)))
        elif read.kind == "remark" and self.said(read.words) and self.is_plausible("remark"):
            yield c.Remark(words, allergens_in(words, self.message.understanding.language))
        elif read.kind == "courtesy" and self.is_of_kind(read.intent, "courtesy"):
            yield c.Courtesy(read.intent)

    def said(self, text: str) -> str:
        """The text as the customer wrote it; empty where they did not."""
        start = self.message.text.casefold().find(text.strip().casefold()) if text.strip() else -1
        return self.message.text[start : start + len(text.strip())] if start >= 0 else ""

    def slot(self, detail: ReadDetail) -> Slot | None:
        """The detail as it was read here: in the whole message, else in these words as an answer to its question."""
        words = self.said(detail.text)
        if not words:
            return None
        start = self.message.text.find(words)
        for slot in self.message.understanding.slots:
            if slot.name == detail.name and slot.start < start + len(words) and start < slot.end:
                return slot
        if detail.name in NEVER_GUESSED and detail.name not in self.scene.memory.requested:
            return None
        again = hear(words, (detail.name,), self.anchor, self.scene.context).understanding.slots
        return next((slot for slot in again if slot.name == detail.name), None)

    @cached_property
    def likely(self) -> tuple[str, ...]:
        read, choice = self.message.understanding, offered(self.scene.business.category, self.scene.context.flow)
        return likeliest(normalise(self.message.text).text, read.language, choice, count=PLAUSIBLE)

    def is_plausible(self, intent: str) -> bool:
        return intent in self.likely

    def is_deed(self, intent: str) -> bool:
        known = record(intent)
        return known is not None and self.is_plausible(intent) and (known.kind == "deed" or known.task is not None)

    def is_question(self, intent: str) -> bool:
        """One of the catalogue's, or one that the owner taught."""
        is_taught = any(each.name == intent for each in TAUGHT.of(self.scene.desk).entries)
        return is_taught or (self.is_of_kind(intent, "question") and not self.is_deed(intent))

    def is_of_kind(self, intent: str, kind: str) -> bool:
        known = record(intent)
        return known is not None and known.kind == kind and self.is_plausible(intent)
