"""The words of a reply by a program; the gates judge them as they judge any model's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agents.modules.catalogue import RESPONSE
from agents.modules.gateway import Asking
from agents.modules.guesses import ReplyGuess
from agents.modules.predicting import KEPT_HERE, Prediction, note_prediction, predict
from conversations.engine.modules.asking import with_predictions

if TYPE_CHECKING:
    from agents.llm.values import Request
    from agents.roster.briefs import Briefed
    from conversations.engine.scene import Scene
    from conversations.engine.voicing.occasions import Occasion

LONGEST = 1_500


def worded(
    request: Request, scene: Scene, occasion: Occasion, facts: tuple[str, ...], briefed: Briefed, veto: str
) -> Prediction[ReplyGuess]:
    """What the program would say, as ``request`` would have asked a model without one."""
    brief = briefed.brief
    inputs = {
        "message": scene.heard.text,
        "facts": list(facts),
        "manner": [str(each) for each in (brief.role, brief.goal, brief.tone, *brief.guardrails)],
        "desk_reply": list(scene.reply.told) if occasion == "reword" else [],
        "language": scene.context.locale,
        "objection": veto,
    }
    asking = Asking(
        locale=request.locale,
        seconds=request.seconds or 0.0,
        question="" if veto else request.question,
        knowledge=request.knowledge,
        agent=request.agent,
        conversation=request.conversation,
        private=request.private,
    )
    found = predict(RESPONSE, inputs, asking, lambda: of_the_desk(scene))
    if found.source == "model":
        note_prediction(found, occasion)
    return found


def left_as_it_is(scene: Scene) -> Scene:
    """With the desk's own words as what was predicted: there was nothing to ask a program for."""
    why = KEPT_HERE if scene.context.is_model_on else "none"
    return with_predictions(scene, Prediction(RESPONSE, of_the_desk(scene), why))


def of_the_desk(scene: Scene) -> ReplyGuess:
    return ReplyGuess(reply="\n".join(scene.reply.told)[:LONGEST], confidence=1.0)
