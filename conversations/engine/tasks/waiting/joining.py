"""What is still needed to get on the list: what, how many, which day, who. A time is not asked for: any may suit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from conversations.engine.forms import filled
from conversations.engine.tasks.booking.advancing import ask_service, settle_service
from conversations.engine.tasks.person import ask_person, person_of
from conversations.engine.times.days import settle_day
from conversations.engine.times.offers import settle_time
from conversations.repository.facts import ListWish, Wish
from conversations.wording import asking, talk, waiting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from businesses.desk import ServiceFacts
    from conversations.engine.commands import Detail
    from conversations.engine.scene import Scene
    from conversations.engine.state import Form, Task
    from conversations.repository.facts import Offer

AROUND = timedelta(hours=1)
"""So much before and after the time that was wished suits as well."""
MIDNIGHT, LAST = time(0), time(23, 59)


def instead_of(task: Task, details: Iterable[Detail]) -> Task:
    """Waiting for what a booking was wished for; of a time that was full that very one."""
    form = task.form
    if task.full:
        day, _space, at = task.full.partition(" ")
        form = replace(form, date=day, dates=(), time=at, times=())
    fresh = replace(task, kind="waiting", action="join", form=form, offers=(), chosen=None, searched="", read_back="")
    return replace(fresh, form=filled(form, details), is_request=False)


def advance(task: Task, scene: Scene) -> Scene:
    """Ask for the next thing that is missing; where there is something free after all, that is booked instead."""
    task, service = settle_service(task, scene)
    if service is None:
        return ask_service(task, scene)
    if not service.needs_party:
        task = replace(task, form=replace(task.form, people=1))
    if not task.form.people:
        return scene.put(task).ask(asking.people(), "people", quick=("2", "4", "6"))
    task, asked = settle_day(task, scene)
    if asked is None:
        task, asked = settle_time(task, scene)
    if asked is not None:
        return asked.put(task)
    if free(task.form, service, scene):
        return booked_instead(task, scene)
    asked = ask_person(task.form, scene)
    return asked.put(task) if asked is not None else scene.put(task).working(leads_to="confirm")


def free(form: Form, service: ServiceFacts, scene: Scene) -> list[Offer]:
    """The times that are free where they would wait for one."""
    wish = wish_of(form, service)
    first, last = wish.earliest or MIDNIGHT, wish.latest or LAST
    day = Wish(service.id, wish.people, wish.day, None, wish.staff)
    return [each for each in scene.context.repository.times(day) if first <= starts(each) <= last]


def starts(offer: Offer) -> time:
    return datetime.fromisoformat(offer["start"]).time()


def booked_instead(task: Task, scene: Scene) -> Scene:
    from conversations.engine.tasks.booking.kind import KIND  # noqa: PLC0415  # which comes to know of the list, too

    book = replace(task, kind="book", action="", searched="", full="")
    return KIND.advance(book, scene.put(book).tell(waiting.still_free()))


def wish_of(form: Form, service: ServiceFacts) -> ListWish:
    first, last = window(form)
    return ListWish(
        service=service.id,
        people=form.people or 1,
        day=date.fromisoformat(form.date),
        earliest=first,
        latest=last,
        staff=form.staff,
    )


def window(form: Form) -> tuple[time | None, time | None]:
    """Around the time wished, or the stretch of the day; none where any time suits."""
    if form.time:
        at = datetime.fromisoformat(f"{form.date}T{form.time}")
        first, last = at - AROUND, at + AROUND
        return max(first, at.replace(hour=0, minute=0)).time(), min(last, at.replace(hour=23, minute=59)).time()
    start, end = form.between or ("00:00", "24:00")
    earliest = None if start == "00:00" else time.fromisoformat(start)
    return earliest, None if end == "24:00" else time.fromisoformat(end)


def read_back(task: Task, scene: Scene) -> Scene:
    service = scene.desk.service(task.form.service or 0)
    if service is None:
        return scene
    member = scene.desk.member(task.form.staff or 0)
    wish = wish_of(task.form, service)
    text = waiting.read_back(service, wish, person_of(task.form), scene.business, member.name if member else "")
    return scene.ask(text, "confirm", quick=(talk.quick_yes(), talk.quick_no()))
