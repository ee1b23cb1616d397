"""What is said that is neither a question to look up nor a task: hello, thanks, a complaint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.commands import AboutMe, Agree, Courtesy, Give, Open
from conversations.engine.opening import opens
from conversations.engine.remembering import offered_usual
from conversations.engine.state import Person
from conversations.engine.tasks.protocol import kinds
from conversations.repository import facts
from conversations.wording import booking, handoff, owner, talk

if TYPE_CHECKING:
    from collections.abc import Callable

    from conversations.engine.scene import Scene

STEERING_WORDS = 3
SURE, CLEAR = 0.5, 0.9


def responded(scene: Scene) -> Scene:
    for name in said(scene):
        if name in RESPONSES:
            scene = RESPONSES[name](scene)
    if steers(scene):
        scene = scene.tell(talk.rules_stay())
    if scene.task is None and scene.memory.handed_off:
        scene = contact_left_later(scene)
    is_answer = scene.work.offered == "remember"
    if scene.task is None and scene.memory.done and is_bare_yes(scene) and not is_answer:
        return told_again(scene)
    return scene


def said(scene: Scene) -> list[str]:
    """Courtesies, and deeds that no task does."""
    names = [c.intent for c in scene.commands if isinstance(c, Courtesy)]
    return names + [c.intent for c in scene.commands if isinstance(c, Open) and opens(c.intent) not in kinds()]


def is_bare_yes(scene: Scene) -> bool:
    """A yes and nothing else: no question, no wish, no new detail."""
    return len(scene.commands) == 1 and any(isinstance(c, Agree) and c.answer == "yes" for c in scene.commands)


def told_again(scene: Scene) -> Scene:
    """A second tap on yes: the booking is there already, and is told again as it stands."""
    found = scene.context.repository.own_booking(scene.memory.done)
    tell = booking.already_confirmed if found.status == "confirmed" else booking.described
    return scene.tell(tell(found, scene.business))


def steers(scene: Scene) -> bool:
    """Whether the message tries to change how the assistant works: a word or two cannot, and what could be answered, or
    is about something else altogether, must look very much like it.
    """
    heard = scene.heard
    if scene.task is not None or "injection" not in scene.work.signals or len(heard.text.split()) < STEERING_WORDS:
        return False
    if scene.said(AboutMe):
        return False
    if {"other_language", "bye", "thank"} & set(said(scene)):
        return False
    is_elsewhere = heard.intent == "out_of_scope" and heard.confidence >= SURE
    return heard.injection >= CLEAR or not (scene.reply.parts or is_elsewhere)


def contact_left_later(scene: Scene) -> Scene:
    """A phone number or e-mail sent after staff were asked is meant for them."""
    if not any(isinstance(c, Give) and c.detail.name in {"phone", "email"} for c in scene.commands):
        return scene
    left = as_facts(scene.memory.person)
    scene.context.repository.leave_contact(left)
    return scene.tell(handoff.contact_kept(left))


def as_facts(person: Person) -> facts.Person:
    return facts.Person(person.name, person.phone, person.email)


def first_steps(scene: Scene) -> tuple[str, ...]:
    """What can be begun here: an order only where some are taken."""
    starts = quick_starts(scene)
    takes_orders = scene.desk.ordering.ways and scene.context.flow != "dashboard"
    return (starts[0], talk.quick_order(), *starts[1:]) if takes_orders else starts


def quick_starts(scene: Scene) -> tuple[str, ...]:
    """What a customer may begin with, and what one of the business's own people."""
    if scene.context.flow == "dashboard":
        return owner.quick_starts()
    return talk.quick_book(), talk.quick_hours(), talk.quick_person()


def _greet(scene: Scene) -> Scene:
    if scene.task is not None or len(scene.commands) > 1:
        return scene
    if (known := offered_usual(scene)) is not scene:
        return known.tell(talk.hello(scene.business))
    return scene.ask(talk.hello(scene.business), quick=first_steps(scene))


def _thank(scene: Scene) -> Scene:
    return scene.tell(talk.welcome())


def _bye(scene: Scene) -> Scene:
    return scene if scene.task is not None else scene.tell(talk.goodbye())


def _complain(scene: Scene) -> Scene:
    """A person is offered; where a service is named, a booking as well: a toothache is complained of too."""
    also = (talk.quick_book(),) if "service" in scene.heard.slots else ()
    told = scene.remembering(offered="person").tell(handoff.sorry())
    return told.ask(handoff.offered(), "person", quick=(talk.quick_person(), *also))


def _compare(scene: Scene) -> Scene:
    return scene.tell(talk.only_here(scene.business))


def _change_language(scene: Scene) -> Scene:
    """The reply is in the language asked for already: go on where the conversation was, or begin."""
    scene = scene.tell(talk.all_right())
    if scene.task is None or scene.task.kind == "contact":
        return scene.ask(talk.hello(scene.business), quick=quick_starts(scene))
    return scene


def _other_language(scene: Scene) -> Scene:
    """Nobody is answered with guesses: which languages there are, and a person."""
    scene = scene.remembering(offered="person").tell(talk.languages_spoken())
    if scene.task is not None:
        return scene
    return scene.ask(handoff.offered(), "person", quick=(*talk.language_names(), talk.quick_person()))


RESPONSES: dict[str, Callable[[Scene], Scene]] = {
    "greet": _greet,
    "thank": _thank,
    "bye": _bye,
    "change_language": _change_language,
    "other_language": _other_language,
    "complain": _complain,
    "compare": _compare,
}
