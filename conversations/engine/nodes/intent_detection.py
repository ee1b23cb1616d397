from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.engine.anchor import anchor_of
from conversations.engine.baskets import basket_of
from conversations.engine.commands import Alarm, CallPerson, Courtesy, Open
from conversations.engine.hearing import hear
from conversations.engine.interpreting import interpret
from conversations.engine.modules.asking import with_predictions
from conversations.engine.modules.reading import ProgramReading
from conversations.engine.rereading import reread
from conversations.engine.summing import heard_of

if TYPE_CHECKING:
    from agents.understanding.types import Anchor
    from conversations.engine.commands import Command
    from conversations.engine.hearing import HeardMessage
    from conversations.engine.scene import Scene

INJECTION = 0.5
"""From here on a text is taken for an attempt to steer the assistant: recorded for the owner, obeyed never."""


def intent_detection(scene: Scene) -> Scene:
    """Read the messages. Their text is data from here on: only commands and normalised values go further."""
    anchor = anchor_of(scene.memory, scene.context)
    messages: list[HeardMessage] = []
    basket = basket_of(scene.memory)
    for text in scene.work.texts:
        messages.append(hear(text, scene.memory.requested, anchor, scene.context, basket, scene.memory.items))
        basket = messages[-1].order.basket if messages[-1].order else basket
    found: list[Command] = []
    started = time.monotonic()
    for place, message in enumerate(messages):
        scene, commands = read(message, scene, anchor, started)
        found += [following(command) if place else command for command in commands]
    heard = heard_of(messages, scene.work.texts)
    scene = scene.working(heard=heard, commands=in_our_languages(tuple(found), scene), stage="INTENT_DETECTION")
    scene = scene.working(offered=scene.memory.offered).remembering(offered="")
    if heard.injection >= INJECTION:
        return scene.signalling(injection=heard.injection, reasons=list(heard.reasons))
    return scene


def read(
    message: HeardMessage, scene: Scene, anchor: Anchor | None, started: float
) -> tuple[Scene, tuple[Command, ...]]:
    """The message's commands: read here, and by a model or the programs where that is unsure."""
    local = interpret(message, scene.memory)
    if not scene.context.by_modules:
        return scene, reread(message, local, scene, anchor)
    commands, predictions = ProgramReading(message, local, scene, anchor, started).read()
    return with_predictions(scene, *predictions), commands


def following(command: Command) -> Command:
    """A wish of a later message corrects what the one before it opened; it is no second wish beside it."""
    return replace(command, is_followup=True) if isinstance(command, Open) else command


def in_our_languages(found: tuple[Command, ...], scene: Scene) -> tuple[Command, ...]:
    """A wish for a language is a wish; what is said in one we do not speak is not guessed at, but for what is grave
    and for the answer to a question: a phone number is one in every language.
    """
    if scene.work.tongue == "asked":
        return (Courtesy("change_language"),)
    given = {getattr(getattr(command, "detail", None), "name", "") for command in found}
    if scene.work.tongue == "spoken" or given & set(scene.memory.requested):
        return found
    grave = tuple(command for command in found if isinstance(command, Alarm | CallPerson))
    return grave or (Courtesy("other_language"),)
