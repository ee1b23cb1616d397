"""Which day is meant, and whether we open on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import TYPE_CHECKING

from businesses.wording import moments
from conversations.repository.facts import Wish
from conversations.wording import asking, refusals

if TYPE_CHECKING:
    from conversations.engine.scene import Scene
    from conversations.engine.state import Task

DAYS_NAMED, QUICK_DAYS = 3, 7


def settle_day(task: Task, scene: Scene) -> tuple[Task, Scene | None]:
    """The task with its day, or the scene in which the question for it is put."""
    form = task.form
    options = open_days(form.dates, scene)
    if len(options) == 1:
        form = replace(form, date=options[0], dates=())
    elif options:
        if asked := too_far(options[0], task, scene):
            return asked
        return replace(task, form=replace(form, dates=tuple(options))), ask_which_day(options, scene)
    if not form.date and form.soonest:
        form = replace(form, date=scene.context.today.isoformat())
        return replace(task, form=form), None
    task = replace(task, form=form)
    if not form.date:
        at = moments.clock(time.fromisoformat(form.time), scene.business.country) if form.time else ""
        if at or form.times:
            return task, scene.ask(asking.day(at), "date", *(() if at else ("time",)))
        return task, scene.ask(asking.day_and_time(), "date", "time")
    return open_day(task, scene)


def open_days(days: tuple[str, ...], scene: Scene) -> list[str]:
    """Those of the days, in order, that are still to come and on which we open; one where there is none, to be told
    why.
    """
    if not days:
        return []
    today = scene.context.today.isoformat()
    coming = sorted(each for each in days if each >= today) or sorted(days)[-1:]
    return [each for each in coming if scene.desk.hours.on(date.fromisoformat(each))] or coming[:1]


def too_far(first: str, task: Task, scene: Scene) -> tuple[Task, Scene] | None:
    """Whether even the first of the days lies beyond what can be booked; that is then told and a day asked for."""
    form, service = task.form, scene.desk.service(task.form.service or 0)
    if service is None:
        return None
    refusal = scene.context.repository.why_not(Wish(service.id, form.people or 1, date.fromisoformat(first)))
    if refusal is None or refusal.kind != "too_far":
        return None
    told = scene.tell(refusals.explained(refusal, service, scene.business)).ask(asking.day(""), "date")
    return replace(task, form=replace(form, dates=())), told


def ask_which_day(options: list[str], scene: Scene) -> Scene:
    """Few days are named, of a whole week only the first and last."""
    named = [moments.day(date.fromisoformat(each)) for each in options]
    question = asking.which_day(named) if len(named) <= DAYS_NAMED else asking.day_between(named[0], named[-1])
    return scene.ask(question, "date", quick=tuple(named[:QUICK_DAYS]))


def open_day(task: Task, scene: Scene) -> tuple[Task, Scene | None]:
    """The day where we open on it; otherwise that is told, with the next day we do."""
    day = date.fromisoformat(task.form.date)
    if day < scene.context.today or scene.desk.hours.on(day):
        return task, None
    following = scene.context.repository.next_opening(day)
    told = moments.day(following) if following else ""
    closed = refusals.closed_day(moments.day(day), scene.desk.hours.notes.get(day, ""), told)
    asked = scene.tell(closed).ask(asking.day(""), "date", quick=(told,) if told else ())
    return replace(task, about_day=day.isoformat(), form=replace(task.form, date="")), asked
