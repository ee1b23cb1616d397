"""A crew's words for the reply, held to what its tools have said; else the desk's own."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from agents.crews.working import work
from agents.llm.errors import ModelError
from conversations.engine.crews.occasions import again, plan_of
from conversations.engine.gates import VERSION as GATES_VERSION
from conversations.engine.gates import Draft, judged
from conversations.engine.gates.draft import bare, sentences_in
from conversations.engine.modules.asking import asking_of, heard_slots
from conversations.engine.tools import hand_of

if TYPE_CHECKING:
    from agents.crews.plans import Plan
    from agents.tools.tools import Hand
    from conversations.engine.gates import Verdict
    from conversations.engine.scene import Scene

SECONDS = 12.0
"""For the crew, its second try included; the turn's lease is renewed meanwhile."""
NOTHING_TOLD = "it says nothing that the tools have said"


def crewed(scene: Scene) -> Scene | None:
    """With the reply in a crew's words, or as it was where they do not pass; None where there is no work for one."""
    if not scene.context.is_model_on or scene.context.by_modules:
        return None
    plan = plan_of(scene)
    if plan is None:
        return None
    hand = hand_of(scene)
    is_handed = all(name in hand.tools for share in plan.beside for name in share.tools)
    return Crewing(scene, plan, hand).done() if is_handed else None


@dataclass(slots=True)
class Crewing:
    scene: Scene
    plan: Plan
    hand: Hand
    tries: list[dict[str, Any]] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)

    def done(self) -> Scene:
        text, veto = self._worked(self.plan)
        if veto:
            text, veto = self._worked(again(self.plan, self._facts, veto))
        who = self.plan.joined.who
        told = {
            "occasion": "crew",
            "agent": who.agent.key,
            "version": who.version,
            "prompt": self.plan.version,
            "gates": GATES_VERSION,
            "tries": self.tries,
            "taken": bool(text and not veto),
        }
        scene = self.scene.signalling(voice=told)
        return scene if not text or veto else scene.working(reply=replace(scene.reply, told=(text,)))

    @property
    def _facts(self) -> tuple[str, ...]:
        return sentences_in("\n".join((*self.hand.told, *self.plan.known)))

    def _worked(self, plan: Plan) -> tuple[str, str]:
        """The crew's text and why it may not be sent; no text where no crew came to any."""
        asking = asking_of(self.scene, heard_slots(self.scene), seconds=SECONDS - (time.monotonic() - self.started))
        try:
            text, calls = work(plan, self.hand, asking, meanwhile=self.scene.context.repository.keep_claim)
        except ModelError as error:  # the gateway has told why
            self.tries.append({"outcome": error.outcome})
            return "", ""
        verdicts, veto = self._judged(text)
        last = calls.replies[-1]
        gates = [[each.gate, each.veto] for each in verdicts]
        self.tries.append(
            {"call": last.call, "model": last.model, "source": last.source, "cost": str(calls.cost), "gates": gates}
        )
        return text, veto

    def _judged(self, text: str) -> tuple[tuple[Verdict, ...], str]:
        facts = self._facts
        verdicts = judged(Draft(text, facts, (), self.scene))
        if veto := verdicts[-1].veto:
            return verdicts, veto
        is_told = set(map(bare, sentences_in(text))) & set(map(bare, facts))
        return verdicts, "" if is_told else NOTHING_TOLD
