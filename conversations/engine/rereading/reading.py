"""When a model is asked to read, what becomes of its reading, and what the ledger says of both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import structlog
from pydantic import ValidationError

from agents.catalogue import OUT_OF_SCOPE
from agents.llm.errors import ModelError
from agents.llm.gateway import complete
from agents.llm.ledger import note_reading
from agents.llm.values import Request
from conversations.engine import commands as c
from conversations.engine.private import private_in
from conversations.engine.rereading.form import SCHEMA, ReadMessage
from conversations.engine.rereading.grounding import Grounding
from conversations.engine.rereading.prompts import VERSION, messages_for
from conversations.engine.standing import Standing

if TYPE_CHECKING:
    from agents.understanding.types import Anchor
    from conversations.engine.hearing import HeardMessage
    from conversations.engine.scene import Scene

logger = structlog.get_logger(__name__)

UNSURE = 0.6
"""Below this confidence of the intent, a reading is worth a second one."""
FEWEST_WORDS = 2
HOSTILE = 0.5
HEARD_HERE = (c.Alarm, c.Agree, c.CallPerson, c.LackReference, c.AboutMe)
"""What a local reading has heard stays heard: danger, consent, the wish for a person."""


def reread(
    message: HeardMessage, local: tuple[c.Command, ...], scene: Scene, anchor: Anchor | None
) -> tuple[c.Command, ...]:
    """The commands of an unsure message as a model reads them; the local ones where it does not, or reads nothing."""
    if not scene.context.is_model_on or is_kept_here(message, local, scene) or not is_unsure(message, local):
        return local
    scene.context.repository.keep_claim()
    try:
        reply = complete(request_for(message, scene))
        found = Grounding(message, scene, anchor).commands(ReadMessage.model_validate_json(reply.text))
    except ModelError:  # the gateway has told why
        return local
    except ValidationError as error:
        logger.info("reading_garbled", faults=error.error_count())
        note_reading(call=reply.call, reading={"local": names(local), "model": None, "taken": False})
        return local
    taken = merged(local, found)
    reading: dict[str, Any] = {"local": names(local), "model": names(found)}
    reading |= {"agree": reading["local"] == reading["model"], "taken": taken != local}
    note_reading(call=reply.call, reading=reading)
    return taken


def is_kept_here(message: HeardMessage, local: tuple[c.Command, ...], scene: Scene) -> bool:
    """Whether something grave or asked for hangs on it: no model reads it."""
    read, standing = message.understanding, Standing(message, scene.memory)
    if read.danger or read.safety.injection >= HOSTILE or scene.work.tongue != "spoken":
        return True
    if len(message.text.split()) < FEWEST_WORDS or message.reference is not None:
        return True
    if standing.consent.kind != "open" or standing.is_asked_for_words or answers(local, scene):
        return True
    # Dishes were named: the menu's words tell more than a guess. What is remembered of somebody is between them and us.
    return any(isinstance(each, c.Fill | c.AboutMe) for each in local)


def is_unsure(message: HeardMessage, local: tuple[c.Command, ...]) -> bool:
    """Whether the local reading may well be wrong."""
    read = message.understanding
    return not local or read.intent.name == OUT_OF_SCOPE or read.intent.confidence < UNSURE


def answers(local: tuple[c.Command, ...], scene: Scene) -> bool:
    """Whether a detail that was asked for is given."""
    given = {each.detail.name for each in local if isinstance(each, c.Give) and each.detail.value is not None}
    return bool(given & set(scene.memory.requested))


def request_for(message: HeardMessage, scene: Scene) -> Request:
    conversation = scene.context.conversation
    return Request(
        purpose="reading",
        messages=messages_for(message, scene),
        locale=scene.context.locale,
        schema=SCHEMA,
        prompt=VERSION,
        agent=scene.memory.agent,
        conversation=conversation,
        visitor=str(conversation or ""),
        private=private_in(((slot.name, slot.text) for slot in message.understanding.slots), scene),
    )


def merged(local: tuple[c.Command, ...], found: tuple[c.Command, ...]) -> tuple[c.Command, ...]:
    """What was heard here first, then the model's reading, then details it left out; local where it read nothing."""
    if not found:
        return local
    kept = tuple(each for each in local if isinstance(each, HEARD_HERE))
    if any(isinstance(each, c.Agree) for each in kept):
        found = tuple(each for each in found if not isinstance(each, c.Agree))
    told = {detail.name for each in found for detail in details_in(each)}
    missed = (detail for each in local for detail in details_in(each) if detail.name not in told)
    new = tuple(each for each in found if each not in kept)
    return (*kept, *new, *(c.Give(detail) for detail in missed))


def details_in(command: c.Command) -> tuple[c.Detail, ...]:
    if isinstance(command, c.Give):
        return (command.detail,)
    return command.details if isinstance(command, c.Open) else ()


def names(commands: tuple[c.Command, ...]) -> list[str]:
    """For the ledger: what kinds of commands, of which intents and details, and nothing of what was said."""
    return [" ".join(filter(None, (each.kind, intent_of(each), *_details(each)))) for each in commands]


def _details(command: c.Command) -> list[str]:
    return [detail.name for detail in details_in(command)]


def intent_of(command: Any) -> str:
    return str(getattr(command, "intent", "") or getattr(command, "answer", ""))
