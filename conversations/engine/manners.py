"""What is said to a customer who swears at the business, insults or threatens it: by the house rules, and calmly.

Whatever is being booked or ordered goes on: what else the message says is answered as ever, and no conversation is
ended over an open task.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from conversations.wording import handoff, talk

if TYPE_CHECKING:
    from conversations.engine.scene import Scene


def minded(scene: Scene) -> Scene:
    """With the mark for staff, and the calm sentence, where the rules ask for them; ``is_over`` where they end it."""
    heard = scene.heard.conduct
    if heard is None or scene.context.flow != "dedicated":
        return scene
    rules = scene.context.repository.house_rules()
    answer = rules.answer_to(heard.category, heard.severity)
    if answer == "nothing":
        return scene
    scene = scene.signalling(conduct={**asdict(heard), "answer": str(answer)})
    if answer == "mark":
        return scene
    times = scene.memory.asked_for_calm + 1
    scene = scene.remembering(asked_for_calm=times)
    if answer == "end" and times >= rules.ends_after and scene.task is None:
        return scene.tell(talk.ended_for_tone()).working(is_over=True)
    return scene.tell(talk.stay_calm())


def with_a_way_out(scene: Scene) -> Scene:
    """Who was asked for a calm tone and nothing else is offered a person; beside a task, by a quick reply."""
    was_asked = scene.work.signals.get("conduct", {}).get("answer") in {"calm", "end"}
    if not was_asked or scene.work.is_over or scene.work.hand_off:
        return scene
    if scene.task is None and not scene.reply.needs:
        return scene.remembering(offered="person").ask(handoff.offered(), "person", quick=(talk.quick_person(),))
    return scene
