"""What is remembered of a customer beyond the conversation: asked for once, offered as "the usual", told and forgotten.

Somebody is known only by a booking or order they have proved theirs. What is remembered fills a form or makes an offer;
it books nothing, and is told to nobody else.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from agents.understanding.talk.cues import cues
from businesses.naming import called
from businesses.privacy.holdings import BOOKING, ORDER
from businesses.remembering.errors import NotAsked
from businesses.remembering.made import Made
from conversations.engine import commands as c
from conversations.engine.clauses import clauses_of
from conversations.engine.consent import agrees
from conversations.engine.hearing import hear
from conversations.wording import remembering as wording
from conversations.wording import talk

if TYPE_CHECKING:
    from businesses.desk import ServiceFacts
    from businesses.remembering.made import Whose
    from conversations.engine.scene import Scene
    from conversations.engine.state import Task
    from conversations.repository.facts import RememberedFacts

MADE = {"booked": BOOKING, "ordered": ORDER}
"""Deeds by which something was made, and what it is."""


def proved(scene: Scene) -> tuple[str, ...]:
    """The bookings and orders of the conversation that are proved theirs."""
    booked, ordered = scene.memory.bookings, scene.memory.orders
    return (*(f"{BOOKING}:{each}" for each in booked), *(f"{ORDER}:{each}" for each in ordered))


def known(scene: Scene) -> tuple[RememberedFacts, ...]:
    return scene.context.repository.remembering.known(proved(scene)) if proved(scene) else ()


def learned(task: Task, scene: Scene) -> Scene:
    """With what the task has just made among what was made here; learned from where that was agreed to."""
    if scene.work.deed not in MADE or scene.context.flow != "dedicated":
        return scene
    made = made_by(task, scene)
    scene.context.repository.remembering.learn(proved(scene), made)
    return scene.remembering(made=(*scene.memory.made, made))


def asked(scene: Scene) -> Scene:
    """Something was made, and nothing else is to be said: asked, once, whether to remember what it tells."""
    is_busy = scene.task is not None or scene.reply.question or scene.memory.asked_to_remember
    if scene.work.deed not in MADE or not scene.memory.made or is_busy:
        return scene
    remembering = scene.context.repository.remembering
    if not remembering.asks() or remembering.is_agreed(proved(scene)):
        return scene
    if not (facts := remembering.would_be(scene.memory.made)):
        return scene
    scene = scene.remembering(offered="remember", asked_to_remember=True)
    return scene.ask(wording.asked(facts), quick=(talk.quick_yes(), wording.quick_no()))


def made_by(task: Task, scene: Scene) -> Made:
    """What the task has made, as it was said."""
    kind = MADE[scene.work.deed]
    reference = scene.memory.done if kind == BOOKING else scene.memory.ordered
    noted = clauses_of(hear(task.form.note, (), None, scene.context)) if task.form.note else []
    seats, vehicles = ([text for part in noted for text in part.noted((name,))] for name in ("place", "vehicle"))
    return Made(
        reference=f"{kind}:{reference}",
        relation=whose(task, scene),
        staff=task.form.staff,
        seat=", ".join(seats),
        vehicle=", ".join(vehicles),
    )


def whose(task: Task, scene: Scene) -> Whose:
    if "for_child" in cues(task.words, (scene.context.locale,)):
        return "child"
    return "other" if task.is_for_other else "self"


def responded(scene: Scene) -> Scene:
    """What is said to the question whether to remember, and what is asked or wished of what is remembered."""
    for command in scene.commands:
        if isinstance(command, c.AboutMe):
            scene = forgotten(scene) if command.wish == "forget" else told(scene)
    said = next((each for each in scene.commands if isinstance(each, c.Agree)), None)
    if said is None or scene.work.offered != "remember" or scene.task is not None:
        return scene
    if said.answer == "yes" and agrees(said, scene):
        return agreed(scene)
    return scene.tell(wording.not_kept()) if said.answer == "no" else scene


def agreed(scene: Scene) -> Scene:
    try:
        facts = scene.context.repository.remembering.agree(scene.memory.made)
    except NotAsked:  # the notice has changed since it was asked
        return scene.tell(wording.not_kept())
    return scene.tell(wording.agreed(facts))


def forgotten(scene: Scene) -> Scene:
    was_known = scene.context.repository.remembering.forget(proved(scene))
    return scene.tell(wording.forgotten() if was_known else wording.nothing_known())


def told(scene: Scene) -> Scene:
    facts = known(scene)
    if not facts:
        return scene.tell(wording.nothing_known())
    scene.context.repository.remembering.note_use(proved(scene), facts)
    return scene.tell(wording.known(facts))


def wishes_for_usual(command: c.Open, scene: Scene) -> bool:
    """Whether it wishes for the same as ever, not for what was made in this conversation once more."""
    is_wished = command.intent == "book_again" or "same_again" in scene.heard.cues
    return is_wished and not scene.memory.made


def usual_booking(task: Task, scene: Scene) -> tuple[Task, Scene]:
    """ "The usual": what is not said now is as it usually is, and told to be; nothing where nobody is known."""
    if task.form.service is not None:
        return task, scene
    of_whom = whose(task, scene)
    facts = {each.kind: each for each in known(scene) if each.relation == of_whom}
    service = _service(facts, scene)
    if service is None:
        is_unknown = "same_again" in scene.heard.cues and not scene.memory.bookings
        asks = is_unknown and scene.context.repository.remembering.asks()
        return task, scene.tell(wording.by_reference()) if asks else scene
    member = scene.desk.member(_number(facts, "staff"))
    form = replace(task.form, service=service.id, people=task.form.people or _number(facts, "people") or None)
    if form.staff is None and member is not None:
        form = replace(form, staff=member.id)
    beside = tuple(facts[kind].words for kind in ("seat", "vehicle") if kind in facts)
    form = replace(form, notes=tuple(dict.fromkeys((*form.notes, *beside))))
    scene.context.repository.remembering.note_use(proved(scene), tuple(facts.values()))
    return replace(task, form=form), scene.tell(wording.as_usual(_in_words(facts, scene)))


def usual_order(scene: Scene) -> str:
    """The reference of the order they usually make; "" where nobody is known."""
    return next((each.key for each in known(scene) if each.kind == "dishes" and each.relation == "self"), "")


def offered_usual(scene: Scene) -> Scene:
    """What somebody known usually chooses, offered once as a question, where nothing else is to be said."""
    if scene.memory.usual_offered or scene.task is not None or scene.reply.question or scene.work.deed:
        return scene
    facts = {each.kind: each for each in known(scene) if each.relation == "self"}
    usual = _in_words(facts, scene)
    if not usual:
        return scene
    scene.context.repository.remembering.note_use(proved(scene), tuple(facts.values()))
    scene = scene.remembering(offered="usual", usual_offered=True)
    return scene.ask(wording.offered(usual), quick=(talk.quick_yes(), wording.quick_no()))


def intent_of_usual(scene: Scene) -> str:
    """Which deed the usual is: a booking, an order where they only order; "" where nobody is known."""
    facts = {each.kind: each for each in known(scene) if each.relation == "self"}
    if _service(facts, scene):
        return "book_again"
    return "order" if _in_words(facts, scene) else ""


def with_usual_first(names: list[str], scene: Scene) -> list[str]:
    """Names of services, of which the usual one is offered first."""
    facts = {each.kind: each for each in known(scene) if each.relation == "self"}
    service = _service(facts, scene)
    usual = called(service.name) if service else ""
    return [usual, *(each for each in names if each != usual)] if usual in names else names


def _service(facts: dict[str, RememberedFacts], scene: Scene) -> ServiceFacts | None:
    return scene.desk.service(_number(facts, "service"))


def _number(facts: dict[str, RememberedFacts], kind: str) -> int:
    return int(facts[kind].key) if kind in facts and facts[kind].key.isdecimal() else 0


def _in_words(facts: dict[str, RememberedFacts], scene: Scene) -> str:
    """The usual booking, else the usual order; "" where neither can be had here any more."""
    if (service := _service(facts, scene)) is not None:
        member = scene.desk.member(_number(facts, "staff"))
        people, name = _number(facts, "people"), member.name if member else ""
        return wording.a_booking(service.name, people, name, needs_party=service.needs_party)
    return facts["dishes"].words if "dishes" in facts and scene.desk.ordering.ways else ""
