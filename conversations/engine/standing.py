"""What a message says to the question that stands: consent, the words asked for, letting go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from conversations.engine import commands as c
from conversations.engine.opening import opens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from agents.understanding.types import Consent, Understanding
    from conversations.engine.hearing import HeardMessage
    from conversations.engine.state import Memory

WISHES = {"cancel": "cancel", "move": "reschedule"}
"""The intent that wishes for a deed."""
SAYING: dict[str, type[c.LetGo | c.Keep | c.Anew]] = {
    "lets_go": c.LetGo,
    "keeps": c.Keep,
    "is_new": c.Anew,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """One message, held against what was put to the customer last."""

    message: HeardMessage
    memory: Memory

    @property
    def read(self) -> Understanding:
        return self.message.understanding

    def commands(self) -> Iterator[c.Command]:
        consent = self.consent
        if "no_reference" in self.read.cues and self.message.reference is None and self.is_about_existing:
            yield c.LackReference()
            return
        if self.turns_to:
            yield c.Open(self.turns_to, words=self.message.text)
            return
        if self.is_of_what_was_booked:
            return
        for cue, kind in SAYING.items():
            if cue in self.read.cues:
                yield kind()
        if self.is_asked_for_words:
            return
        if consent.kind != "open":
            yield c.Agree(consent.kind, consent.is_conditional, consent.is_plain)
        elif consent.is_plain and consent.deed == self.deed_awaited:
            yield c.Agree("yes")

    @property
    def is_of_what_was_booked(self) -> bool:
        """Whether what is not needed any longer was booked before: nothing is arranged that could be let go."""
        return "no_need" in self.read.cues and not self.memory.tasks

    @property
    def consent(self) -> Consent:
        """What is said to what was read back: "yes, cancel it" to a move agrees to nothing, but wishes."""
        said = self.read.consent
        return replace(said, kind="open") if said.kind == "yes" and self.names_another_deed else said

    @property
    def turns_to(self) -> str:
        """The intent of the deed that is wished for instead of the one read back: "don't cancel, move it to Friday"."""
        task = self.memory.task
        said = self.read.consent
        is_change = task is not None and task.kind == "change"
        is_meant = is_change or (said.kind == "yes" and self.names_another_deed)
        if not self.memory.awaits_yes or said.kind == "open" or not is_meant or said.deed == self.deed_awaited:
            return ""
        return WISHES.get(said.deed or "", "")

    @property
    def names_another_deed(self) -> bool:
        deed, awaited = self.read.consent.deed, self.deed_awaited
        if not self.memory.awaits_yes or deed is None:
            return False
        return deed != awaited and (deed == "cancel" or awaited in {"cancel", "book"})

    @property
    def is_about_existing(self) -> bool:
        """Whether a reference is asked for, or a booking that exists is spoken of now."""
        task = self.memory.task
        about = any(opens(intent.name) == "change" for intent in self.read.intents)
        return "is_new" not in self.read.cues and (about or (task is not None and task.kind == "change"))

    @property
    def deed_awaited(self) -> str:
        """What a yes would do: "cancel it, please" says it again."""
        task = self.memory.task
        if task is None or not task.read_back:
            return "nothing"
        return task.action or task.kind

    @property
    def is_asked_for_words(self) -> bool:
        """Whether an open answer was asked for and given: then "Klar" may be a name."""
        return any(slot.name in self.memory.requested and slot.name == "name" for slot in self.read.slots)
