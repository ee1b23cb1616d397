"""Which agent speaks, by a program: one of those that may, and that have what the intents need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agents.catalogue import OUT_OF_SCOPE, record, taught
from agents.modules.catalogue import AGENT
from agents.modules.guesses import AgentGuess
from agents.modules.predicting import KEPT_HERE, Prediction, note_prediction, predict
from agents.roster import agents_of, may_answer
from agents.roster.briefs import BRIEFS, tools_here
from conversations.engine.commands import Alarm, CallPerson
from conversations.engine.modules.asking import SURE, asking_of, heard_slots, with_predictions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.engine.scene import Scene

SECONDS = 3.0
HOSTILE = 0.5


def routed(scene: Scene, intents: Sequence[str], local: str) -> tuple[Scene, str]:
    """The agent predicted, of those that may answer all the intents; ``local`` where there is no choice to make."""
    able, guess = able_to(scene, intents), AgentGuess(agent=local, confidence=1.0)
    if scene.memory.pinned_agent or able in ([], [local]) or not is_plain(scene):
        return with_predictions(scene, Prediction(AGENT, guess, KEPT_HERE)), local
    scene.context.repository.keep_claim()
    briefs = BRIEFS.of(scene.desk)
    told = [f"{each}: {briefs[each].brief.role} {briefs[each].brief.goal}" for each in able]
    inputs = {"message": scene.heard.text, "intents": list(intents), "agents": told}
    found = predict(AGENT, inputs, asking_of(scene, heard_slots(scene), seconds=SECONDS), lambda: guess)
    if found.source == "model":
        if found.guess.agent in able and found.guess.confidence >= SURE:
            found = found.taken()
        note_prediction(found, found.guess.agent, local)
    return with_predictions(scene, found), found.guess.agent if found.is_taken else local


def is_plain(scene: Scene) -> bool:
    """Whether what was said is a model's to read: nothing grave, no attack, in a language spoken here."""
    is_grave = scene.said(Alarm) or scene.said(CallPerson)
    return scene.work.tongue == "spoken" and scene.heard.injection < HOSTILE and not is_grave


def able_to(scene: Scene, intents: Sequence[str]) -> list[str]:
    """The keys of those that may speak here and answer all of it, each with its tools."""
    tools = tools_here(scene.desk)
    known = [record(name) or taught(name) for name in intents if name != OUT_OF_SCOPE]
    speaking = [each for each in agents_of(scene.business.category, scene.context.flow) if each.is_routed]
    return [each.key for each in speaking if all(may_answer(each, one, tools[each.key]) for one in known)]
