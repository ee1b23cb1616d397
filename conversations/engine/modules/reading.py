"""Intents and details by programs, as commands: held to the message, and taken where the local reading is unsure."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from agents.catalogue import OUT_OF_SCOPE, record
from agents.catalogue.listing import intents, own_intents
from agents.desk import TAUGHT
from agents.modules.catalogue import BUSINESS_INTENT, INTENT
from agents.modules.guesses import MOST_DETAILS, NONE, BusinessIntentGuess, DetailGuess, IntentGuess
from agents.modules.predicting import KEPT_HERE, Prediction, note_prediction, predict
from conversations.engine.modules.asking import SURE, asking_of
from conversations.engine.rereading.form import DETAILS, Kind, ReadCommand, ReadDetail, ReadMessage
from conversations.engine.rereading.grounding import BEGINNING, Grounding
from conversations.engine.rereading.prompts import MOST_NAMES, standing
from conversations.engine.rereading.reading import is_kept_here, is_unsure, merged, names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from agents.modules.catalogue import Program
    from agents.understanding.types import Anchor
    from conversations.engine import commands as c
    from conversations.engine.hearing import HeardMessage
    from conversations.engine.scene import Scene

G = TypeVar("G", IntentGuess, BusinessIntentGuess)

SECONDS = 6.0
"""For the reading of all messages of a turn, both programs together."""
AS_KIND: dict[str, Kind] = {
    "ask_human": "call_person",
    "deny": "refuse",
    "let_go": "let_go",
    "remark": "remark",
    "tell_details": "give",
}
"""Intents that are commands of their own."""
LONGEST_WORDS = 1_500


@dataclass(frozen=True)
class ProgramReading:
    """One message; ``local`` are the commands it was read as here, ``started`` when the turn's reading began."""

    message: HeardMessage
    local: tuple[c.Command, ...]
    scene: Scene
    anchor: Anchor | None
    started: float

    def read(self) -> tuple[tuple[c.Command, ...], tuple[Prediction[Any], ...]]:
        """The commands, and what each program predicted."""
        general = self._predicted(INTENT, self._of_every_business, self._local_intent)
        special = self._predicted(BUSINESS_INTENT, self._of_this_business, self._local_business_intent)
        found = self._grounded(general, special)
        taken = merged(self.local, found) if found and is_unsure(self.message, self.local) else self.local
        used = self._used(general, special) if taken != self.local else set()
        predictions = [each.taken() if each.program.name in used else each for each in (general, special)]
        for each in predictions:
            if each.source == "model":
                note_prediction(each, names(found), names(self.local))
        return taken, tuple(predictions)

    def _predicted(
        self, program: Program[G], inputs: Callable[[], dict[str, object]], local: Callable[[], G]
    ) -> Prediction[G]:
        if self._is_kept_here:
            return Prediction(program, local(), KEPT_HERE)
        self.scene.context.repository.keep_claim()
        slots = [(slot.name, slot.text) for slot in self.message.understanding.slots]
        left = SECONDS - (time.monotonic() - self.started)
        return predict(program, inputs(), asking_of(self.scene, slots, seconds=left), local)

    @property
    def _is_kept_here(self) -> bool:
        return is_kept_here(self.message, self.local, self.scene)

    def _counts(self, prediction: Prediction[Any]) -> bool:
        return prediction.source == "model" and prediction.guess.confidence >= SURE

    def _grounded(
        self, general: Prediction[IntentGuess], special: Prediction[BusinessIntentGuess]
    ) -> tuple[c.Command, ...]:
        """Of the surer of both the intent, with the details of the second: what the message does not hold is not in."""
        read = ReadMessage(begins="", commands=list(self._commands(general, special)))
        begun = {each.guess.begins for each in (general, special) if self._counts(each)}
        grounding = Grounding(self.message, self.scene, self.anchor)
        if not begun or not all(map(grounding.is_about_this, begun)):
            return ()
        return tuple(each for one in read.commands for each in grounding.of(one))

    def _is_own(self, general: Prediction[IntentGuess], special: Prediction[BusinessIntentGuess]) -> bool:
        """Whether the intent is one of the business's own: the surer of both says so."""
        if not self._counts(special) or special.guess.intent not in self._own_intents:
            return False
        return not self._counts(general) or special.guess.confidence >= general.guess.confidence

    def _used(self, general: Prediction[IntentGuess], special: Prediction[BusinessIntentGuess]) -> set[str]:
        """The programs whose predictions the commands are made of."""
        is_own, used = self._is_own(general, special), set()
        if is_own or (self._counts(special) and special.guess.details):
            used.add(special.program.name)
        if not is_own and self._counts(general) and general.guess.intent != NONE:
            used.add(general.program.name)
        return used

    def _commands(
        self, general: Prediction[IntentGuess], special: Prediction[BusinessIntentGuess]
    ) -> Iterator[ReadCommand]:
        details: list[ReadDetail] = []
        if self._counts(special):
            details = [ReadDetail(name=each.name, text=each.text) for each in special.guess.details]
        if self._is_own(general, special):
            yield command_of(special.guess.intent, "", details)
        elif self._counts(general) and general.guess.intent != NONE:
            yield command_of(general.guess.intent, general.guess.words, details)
        elif details:
            yield ReadCommand(kind="give", details=details)

    def _of_every_business(self) -> dict[str, object]:
        listed = intents(self.scene.business.category, self.scene.context.flow).splitlines()
        return {"message": self.message.text, "standing": "\n".join(standing(self.scene)), "intents": listed}

    def _of_this_business(self) -> dict[str, object]:
        desk = self.scene.desk
        called = [each.name for rows in (desk.services, desk.staff, desk.items) for each in rows[:MOST_NAMES]]
        return {
            "message": self.message.text,
            "category": self.scene.business.category,
            "names": called,
            "intents": [f"{name}: {how}" for name, how in self._own_intents.items()],
            "detail_names": list(DETAILS),
        }

    @property
    def _own_intents(self) -> dict[str, str]:
        taught = ((each.name, each.question) for each in TAUGHT.of(self.scene.desk).entries)
        return own_intents(taught, self.scene.business.category, self.scene.context.flow)

    @property
    def _begins(self) -> str:
        return " ".join(self.message.text.split()[:BEGINNING])[:LONGEST_WORDS]

    def _local_intent(self) -> IntentGuess:
        read = self.message.understanding.intent
        name = NONE if read.name == OUT_OF_SCOPE else read.name
        words = self.message.text[read.start : read.end][:LONGEST_WORDS]
        return IntentGuess(confidence=min(1.0, read.confidence), begins=self._begins, intent=name, words=words)

    def _local_business_intent(self) -> BusinessIntentGuess:
        read, slots = self.message.understanding.intent, self.message.understanding.slots
        is_own = read.name in self._own_intents
        said = [DetailGuess(name=each.name, text=each.text) for each in slots if each.name in DETAILS]
        return BusinessIntentGuess(
            confidence=min(1.0, read.confidence) if is_own else 0.0,
            begins=self._begins,
            intent=read.name if is_own else NONE,
            details=tuple(said[:MOST_DETAILS]),
        )


def command_of(intent: str, words: str, details: list[ReadDetail]) -> ReadCommand:
    """The command an intent asks for; what an owner taught is a question."""
    known = record(intent)
    if intent in AS_KIND:
        kind = AS_KIND[intent]
    elif known is not None and (known.kind == "deed" or known.task):
        kind = "open"
    else:
        kind = "courtesy" if known is not None and known.kind == "courtesy" else "ask"
    return ReadCommand(kind=kind, intent=intent, words=words, details=details)
