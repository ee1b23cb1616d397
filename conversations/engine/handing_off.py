"""Asking staff to take over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation

from conversations.engine.agents import may_do
from conversations.engine.courtesies import as_facts
from conversations.engine.modules.summing import summed
from conversations.engine.tasks.booking.advancing import wished
from conversations.engine.tasks.making import new_task
from conversations.engine.tasks.person import person_of
from conversations.engine.tasks.protocol import kinds
from conversations.wording import handoff

if TYPE_CHECKING:
    from conversations.engine.scene import Scene

LONGEST_WORDS = 300


def handed_off(scene: Scene) -> Scene:
    """Tell staff, then the customer what staff were told and when they are there."""
    reason, was_told = scene.work.hand_off, scene.memory.handed_off
    summary = summarised(scene)
    if scene.context.by_modules:
        scene, summary = summed(scene, summary)
    scene.context.repository.hand_off(reason=reason, summary=summary)
    scene = scene.remembering(handed_off=True).working(is_handoff=True)
    if reason == "request":
        return request_passed(scene)
    return joining(scene, was_told=was_told) if reason == "asked" else scene


def request_passed(scene: Scene) -> Scene:
    task = scene.task
    if task is None:
        return scene
    person = person_of(task.form)
    scene.context.repository.leave_contact(person)
    return scene.closed().tell(handoff.request_passed(wished(task.form, scene), person))


def joining(scene: Scene, *, was_told: bool) -> Scene:
    """Staff that are there join; when we are closed the customer hears so and may leave a contact."""
    repository = scene.context.repository
    if repository.is_open():
        return scene.tell(handoff.already_passed_on() if was_told else handoff.passed_on_open())
    scene = scene.tell(handoff.passed_on_closed(repository.next_opening(scene.context.today)))
    person = as_facts(scene.memory.person)
    if person.phone or person.email:
        repository.leave_contact(person)
        return scene.tell(handoff.contact_kept(person))
    if scene.task is not None or not may_do("contact", scene):
        return scene
    scene = scene.opened(task := new_task("contact", scene.memory))
    return kinds()["contact"].advance(task, scene)


def summarised(scene: Scene) -> str:
    """What staff need to know before they speak: the customer's last words and what was being arranged."""
    task = scene.task
    lines = [scene.heard.text[:LONGEST_WORDS]]
    if task is not None and task.kind == "book":
        with translation.override(scene.business.locale):  # the staff's language, not the customer's
            lines += [wished(task.form, scene), task.form.name, task.form.phone or task.form.email]
    return " · ".join(line for line in lines if line)
