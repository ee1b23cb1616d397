"""Which of the times or days just named the customer means."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from conversations.engine.times.offers import searched_for

if TYPE_CHECKING:
    from conversations.engine.commands import Detail
    from conversations.engine.state import Task
    from conversations.repository.facts import Offer


def choose(task: Task, which: int | str) -> Task:
    """The task with the offer or the day that stands at the place named, or as it was where none does."""
    if offer := _placed(which, task.offers):
        return taken(task, offer)
    days = task.form.dates
    if isinstance(which, int) and 0 < abs(which) <= len(days):
        return replace(task, form=replace(task.form, date=days[which - 1 if which > 0 else which], dates=()))
    if which in {"earlier", 1} and not task.offers and not task.form.has_moment:
        return replace(task, form=replace(task.form, soonest=True))
    return task


def at_time(task: Task, time: Detail, day: Detail | None) -> Task | None:
    """The task with the one offer at the time said, if there is exactly one."""
    if not task.offers:
        return None
    days, times = values(day) if day else [], values(time)
    found = [each for each in task.offers if each["start"][11:16] in times and (not days or each["start"][:10] in days)]
    return taken(task, found[0]) if len(found) == 1 else None


def taken(task: Task, offer: Offer) -> Task:
    start = datetime.fromisoformat(offer["start"])
    form = replace(task.form, date=start.date().isoformat(), time=f"{start:%H:%M}", times=(), dates=(), between=None)
    return replace(task, form=form, chosen=offer, offers=(), searched=searched_for(form))


def of_days_asked(task: Task, detail: Detail) -> Detail:
    """A day read as an answer: "Wednesday" after "which day next week?" is the one in that week, "the 20th" is not."""
    if any(letter.isdigit() for letter in detail.text):
        return detail
    weekdays = {date.fromisoformat(each).weekday() for each in values(detail)}
    fitting = [each for each in task.form.dates if date.fromisoformat(each).weekday() in weekdays]
    is_among = any(each in task.form.dates for each in values(detail))
    if len(weekdays) == 1 and len(fitting) == 1 and not is_among and len(task.form.dates) <= DAYS_OF_A_WEEK:
        return replace(detail, value=fitting[0], alternatives=())
    return detail


DAYS_OF_A_WEEK = 7


def values(detail: Detail) -> list[str]:
    """The single values a detail may have; a stretch such as "after six" is none."""
    return [each for each in (detail.value, *detail.alternatives) if isinstance(each, str)]


def _placed(which: int | str, offers: tuple[Offer, ...]) -> Offer | None:
    """The offer for "the second one" (places count from 1, -1 is the last), "the later one" or "any of them".

    Offers are named in the order of time.
    """
    if not offers:
        return None
    if isinstance(which, int):
        return offers[which - 1 if which > 0 else which] if -1 <= which <= len(offers) and which else None
    if which in {"any", "earlier"} or (which == "that" and len(offers) == 1):
        return offers[0]
    return offers[-1] if which == "later" else None
