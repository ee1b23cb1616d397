"""The programs tried on one message that is in no conversation: what they predict, and what it would be read as."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import translation

from agents.catalogue import record
from agents.llm.terms import is_model_on
from conversations.engine.answers.registry import registered
from conversations.engine.commands import Ask
from conversations.engine.handing_off import summarised
from conversations.engine.modules.asking import KEPT
from conversations.engine.modules.summing import summed
from conversations.engine.nodes.agent_routing import agent_routing
from conversations.engine.nodes.intent_detection import intent_detection
from conversations.engine.rereading.reading import names
from conversations.engine.scene import Scene
from conversations.engine.speaking import language_spoken
from conversations.engine.state import Memory, TurnWork
from conversations.engine.turn import TurnContext
from conversations.engine.voicing import voiced
from conversations.repository.trial import TrialRepository

if TYPE_CHECKING:
    from conversations.repository.protocol import Handoffs


def tried(text: str, *, locale: str, handoffs: Handoffs) -> dict[str, Any]:
    """Nothing is written: the stages that gather, do and hand off are left out."""
    repository = TrialRepository.of(text, handoffs)
    desk = repository.desk()
    locale, tongue = language_spoken([text], Memory(), locale or desk.business.locale, desk)
    context = TurnContext(
        repository=repository,
        now=repository.now(),
        desk=desk,
        locale=locale,
        is_model_on=is_model_on(),
        by_modules=True,
    )
    work = TurnWork(texts=(text,), locale=locale, tongue=tongue)
    with translation.override(locale):
        scene = agent_routing(intent_detection(Scene(Memory(), work, context)))
        scene = voiced(answering(scene))
        scene, _summary = summed(scene, summarised(scene))
    return {
        "modules": scene.work.signals[KEPT],
        "commands": names(scene.commands),
        "agent": scene.memory.agent,
        "reply": "\n".join(scene.reply.told),
    }


def answering(scene: Scene) -> Scene:
    """With what the rows say to its questions; what they do not answer is kept for nobody."""
    for command in scene.commands:
        known = record(command.intent) if isinstance(command, Ask) else None
        if isinstance(command, Ask) and known is not None and known.answered_by:
            scene = scene.tell(registered()[known.answered_by](command, scene))
    return scene
