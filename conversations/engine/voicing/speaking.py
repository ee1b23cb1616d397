"""Asking a model for the words, holding them to the gates, and telling of it in the turn."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from agents.llm.errors import ModelError
from agents.llm.gateway import complete
from agents.llm.values import Request
from agents.modules.catalogue import RESPONSE
from conversations.engine.gates import VERSION as GATES_VERSION
from conversations.engine.gates import Draft, judged
from conversations.engine.gates.draft import sentences_in
from conversations.engine.modules.asking import with_predictions
from conversations.engine.modules.wording import left_as_it_is, worded
from conversations.engine.private import private_in
from conversations.engine.voicing.given import courtesies, facts_of
from conversations.engine.voicing.listening import waited_for
from conversations.engine.voicing.occasions import occasion_of
from conversations.engine.voicing.prompts import NOTHING, VERSION, messages_for
from conversations.engine.voicing.tried import briefed_for, rung_for
from conversations.wording import talk

if TYPE_CHECKING:
    from agents.llm.values import Reply, RungName
    from agents.modules.guesses import ReplyGuess
    from agents.modules.predicting import Prediction
    from agents.roster.briefs import Briefed
    from conversations.engine.gates import Verdict
    from conversations.engine.scene import Scene
    from conversations.engine.voicing.occasions import Occasion

SECONDS = 6.0
"""For the words of a turn, both tries: a lease of ten holds beyond it."""
TRIES = 2
FEWEST_SECONDS = 1.0


def voiced(scene: Scene) -> Scene:
    """With the reply in a model's words where it may be and they pass; else as it was."""
    occasion = occasion_of(scene) if scene.context.is_model_on else ""
    if occasion:
        return Voicing(scene, occasion).done()
    return left_as_it_is(scene) if scene.context.by_modules else scene


@dataclass(slots=True)
class Voicing:
    """The words of one turn. ``tries`` is what the turn keeps of each: who answered, at what cost, and the verdicts."""

    scene: Scene
    occasion: Occasion
    tries: list[dict[str, Any]] = field(default_factory=list)
    predictions: list[Prediction[ReplyGuess]] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)
    rung: RungName | None = None

    def done(self) -> Scene:
        briefed = briefed_for(self.scene)
        self.rung = rung_for(self.scene)
        facts = facts_of(self.scene)
        text, veto = "", ""
        for _each in range(TRIES):
            left = SECONDS - (time.monotonic() - self.started)
            ask = self._predicted if self.scene.context.by_modules else self._asked
            if left < FEWEST_SECONDS or (reply := ask(facts, briefed, veto, left)) is None:
                break
            text = reply.text.strip()
            if text == NOTHING:
                self._note(reply, ())
                return self._with("", briefed)
            verdicts = judged(self._draft(text, facts))
            self._note(reply, verdicts)
            if not (veto := verdicts[-1].veto):
                return self._with(text, briefed)
        return self._with("", briefed)

    def _asked(self, facts: tuple[str, ...], briefed: Briefed, veto: str, left: float) -> Reply | None:
        """None where no model answers in time, or nobody waits any longer.

        A person who takes over meanwhile ends the turn, and the call.
        """
        repository = self.scene.context.repository
        repository.keep_claim()
        try:
            with waited_for(self.scene.context.conversation) as cancellation:
                request = self._request(facts, briefed, veto, left)
                stream = complete(request, stream=True, cancellation=cancellation)
                for _piece in stream:
                    repository.keep_claim()
        except ModelError as error:  # the gateway has told why
            self.tries.append({"outcome": error.outcome})
            return None
        return stream.reply

    def _predicted(self, facts: tuple[str, ...], briefed: Briefed, veto: str, left: float) -> Reply | None:
        """As ``_asked``, by a program; what it predicts is told with the turn."""
        self.scene.context.repository.keep_claim()
        found = worded(self._request(facts, briefed, veto, left), self.scene, self.occasion, facts, briefed, veto)
        self.predictions.append(found)
        if found.reply is None or found.source == "local":
            self.tries.append({"outcome": found.why})
            return None
        return replace(found.reply, text=found.guess.reply)

    def _request(self, facts: tuple[str, ...], briefed: Briefed, veto: str, left: float) -> Request:
        scene = self.scene
        known = "\0".join((*facts, self.occasion, *self._kept, str(briefed.version), self.rung or ""))
        return Request(
            purpose="answer",
            rung=self.rung,
            messages=messages_for(scene, self.occasion, facts, briefed, veto),
            question=scene.heard.text,
            locale=scene.context.locale,
            knowledge=hashlib.sha256(known.encode()).hexdigest()[:16],
            prompt=f"{VERSION}.again" if veto else VERSION,
            agent=briefed.agent.key,
            conversation=scene.context.conversation,
            visitor=str(scene.context.conversation or ""),
            private=private_in(((name, slot.text) for name, slot in scene.heard.slots.items()), scene),
            seconds=left,
        )

    @property
    def _kept(self) -> tuple[str, ...]:
        return sentences_in("\n".join(self.scene.reply.told)) if self.occasion == "reword" else ()

    def _draft(self, text: str, facts: tuple[str, ...]) -> Draft:
        given = (*self._kept, *facts, *courtesies())
        return Draft(text, given, self._kept, self.scene)

    def _note(self, reply: Reply, verdicts: tuple[Verdict, ...]) -> None:
        told = [[each.gate, each.veto] for each in verdicts]  # a list: JSON in the database keeps no order of keys
        self.tries.append(
            {"call": reply.call, "model": reply.model, "source": reply.source, "cost": str(reply.cost), "gates": told}
        )

    def _with(self, text: str, briefed: Briefed) -> Scene:
        """The reply, and what the turn keeps of how it came to be."""
        told = {
            "occasion": self.occasion,
            "agent": briefed.agent.key,
            "version": briefed.version,
            "prompt": RESPONSE.version if self.scene.context.by_modules else VERSION,
            "gates": GATES_VERSION,
            "tries": self.tries,
            "taken": bool(text),
        }
        scene = self.scene.signalling(voice=told)
        for place, each in enumerate(self.predictions, start=1):
            scene = with_predictions(scene, each.taken() if text and place == len(self.predictions) else each)
        if not text:
            return scene
        if self.occasion == "reword":
            return scene.working(reply=replace(scene.reply, told=(text,)))
        reply = replace(scene.reply, told=(text,), question="", needs=(), quick=(talk.quick_person(),))
        return scene.working(reply=reply)
