from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.engine.commands import Agree, Fill, Give, Open
from conversations.engine.crews import crewed
from conversations.engine.remembering import offered_usual
from conversations.engine.voicing import voiced
from conversations.wording import asking, talk

if TYPE_CHECKING:
    from conversations.engine.scene import Scene

ASKED_IN_VAIN = 2


def completion(scene: Scene) -> Scene:
    """Put the reply together, and remember what it asked for."""
    scene = offered_usual(scene) if scene.work.is_recognised else scene
    scene = without_broken_record(crewed(scene) or voiced(scene))
    return scene.remembering(requested=scene.reply.needs).working(stage=stage_after(scene), is_whole=True)


def stage_after(scene: Scene) -> str:
    """Where the conversation now stands, as the customer sees it: what is waited for, not which node ran last."""
    if scene.work.error:
        return "ERROR_RECOVERY"
    if scene.task is None:
        return "COMPLETION"
    return "CONFIRMATION" if scene.task.read_back and "confirm" in scene.reply.needs else "INFORMATION_GATHERING"


def without_broken_record(scene: Scene) -> Scene:
    """A question put again because nothing in the message answered it says so, and at length offers a person."""
    task, reply = scene.task, scene.reply
    if task is None or not reply.needs or scene.work.error:
        return scene
    key = ",".join(reply.needs)
    times = task.asked.get(key, 0) + 1
    scene = scene.put(replace(task, asked={key: times}))
    if times == 1 or reply.told:
        return scene
    if not was_understood(scene):
        scene = scene.working(reply=replace(reply, question=asking.again(reply.question)))
    if times > ASKED_IN_VAIN:
        return scene.working(reply=replace(scene.reply, quick=(*reply.quick, talk.quick_person())))
    return scene


def was_understood(scene: Scene) -> bool:
    """Whether the message at least said yes, or gave a detail: then there is nothing to be sorry for."""
    is_told = any(map(scene.said, (Give, Fill, Open)))
    return is_told or any(isinstance(c, Agree) and c.answer == "yes" for c in scene.commands)
