from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine import remembering
from conversations.engine.answering import answered
from conversations.engine.commands import Agree, Alarm, CallPerson, Give
from conversations.engine.courtesies import responded
from conversations.engine.falling_back import fallen_back
from conversations.engine.manners import minded, with_a_way_out
from conversations.engine.tasks.protocol import kind_of
from conversations.wording import handoff

if TYPE_CHECKING:
    from conversations.engine.scene import Scene


def processing(scene: Scene) -> Scene:
    """Answer the questions, then take the open task one step further.

    An emergency, and the wish for a person, come before everything else.
    """
    scene = scene.working(stage="PROCESSING")
    if alarm := next((command for command in scene.commands if isinstance(command, Alarm)), None):
        told = scene.remembering(tasks=()).tell(handoff.danger(alarm.danger, scene.business))
        return told.working(hand_off="emergency", leads_to="write")
    if wants_person(scene):
        return scene.working(hand_off="asked", leads_to="write")
    scene = minded(scene)
    if scene.work.is_over:
        return scene
    scene = responded(remembering.responded(answered(scene)))
    if (task := scene.task) is not None:
        return kind_of(task).advance(task, scene)
    return with_a_way_out(scene) if scene.reply.parts else fallen_back(scene)


def wants_person(scene: Scene) -> bool:
    """Whether the customer asks for a person, or takes the offer of one made just before."""
    if scene.said(CallPerson):
        return True
    if scene.work.offered != "person" or scene.task is not None:
        return False
    leaves_contact = any(isinstance(c, Give) and c.detail.name in {"phone", "email"} for c in scene.commands)
    return leaves_contact or any(isinstance(c, Agree) and c.answer == "yes" for c in scene.commands)
