"""From a form to a time that can be booked: the part that booking and moving a booking share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from businesses.wording import moments
from conversations.engine.turn import ask, tell
from conversations.repository.facts import Wish
from conversations.wording import asking, booking, facts, refusals

if TYPE_CHECKING:
    from businesses.availability.refusals import Unavailable
    from businesses.desk import ServiceFacts
    from conversations.engine.state import Form, Task, TurnWork
    from conversations.engine.turn import TurnContext
    from conversations.repository.facts import Offer

TIMES_NAMED, DAYS_NAMED, QUICK_DAYS = 5, 3, 7
SEARCHED = frozenset({"service", "people", "date", "time", "staff"})
FOR_STAFF = frozenset({"ask_staff", "too_large"})


def settle_day(task: Task, work: TurnWork, context: TurnContext) -> bool:
    """Whether the day is known and one we open on; otherwise the question for it has been put."""
    form = task["form"]
    options = open_days(form.get("dates", []), context)
    if len(options) == 1:
        form["date"] = options[0]
        form.pop("dates")
    elif options:
        if is_too_far(options[0], task, work, context):
            return False
        form["dates"] = options
        ask_which_day(options, work)
        return False
    if "date" not in form and form.get("soonest"):
        form["date"] = context.local_now.date().isoformat()
        return True
    if "date" not in form:
        at = moments.clock(time.fromisoformat(form["time"]), context.business.country) if "time" in form else ""
        question = asking.day(at) if at or "times" in form else asking.day_and_time()
        ask(work, question, *(["date"] if at else ["date", "time"]))
        return False
    return is_open_day(task, work, context)


def is_too_far(first: str, task: Task, work: TurnWork, context: TurnContext) -> bool:
    """Whether even the first of the days lies beyond what can be booked; that is then told and a day asked for."""
    form, service = task["form"], context.desk.service(task["form"].get("service", 0))
    if service is None:
        return False
    refusal = context.repository.why_not(Wish(service.id, form.get("people", 1), date.fromisoformat(first)))
    if refusal is None or refusal.kind != "too_far":
        return False
    form.pop("dates", None)
    tell(work, refusals.explained(refusal, service, context.business))
    ask(work, asking.day(""), "date")
    return True


def ask_which_day(options: list[str], work: TurnWork) -> None:
    """Few days are named, of a whole week only the first and last."""
    named = [moments.day(date.fromisoformat(each)) for each in options]
    question = asking.which_day(named) if len(named) <= DAYS_NAMED else asking.day_between(named[0], named[-1])
    ask(work, question, "date", quick=tuple(named[:QUICK_DAYS]))


def open_days(days: list[str], context: TurnContext) -> list[str]:
    """Those of the days, in order, that are still to come and on which we open; one where there is none, to be told
    why.
    """
    today = context.local_now.date().isoformat()
    coming = sorted(each for each in days if each >= today) or sorted(days)[-1:]
    return [each for each in coming if context.desk.hours.on(date.fromisoformat(each))] or coming[:1]


def is_open_day(task: Task, work: TurnWork, context: TurnContext) -> bool:
    """Whether we open on the form's day; otherwise that is told, with the next day we do."""
    day = date.fromisoformat(task["form"]["date"])
    if day < context.local_now.date() or context.desk.hours.on(day):
        return True
    following = context.repository.next_opening(day)
    told = moments.day(following) if following else ""
    task["about_day"] = day.isoformat()
    tell(work, refusals.closed_day(moments.day(day), context.desk.hours.notes.get(day, ""), told))
    task["form"].pop("date")
    ask(work, asking.day(""), "date", quick=(told,) if told else ())
    return False


def settle_time(task: Task, work: TurnWork, context: TurnContext) -> bool:
    """Whether one time of the day is meant; of two readings the one at which we are open, asked only when both are."""
    form = task["form"]
    if options := form.get("times"):
        day = date.fromisoformat(form["date"])
        times = [time.fromisoformat(each) for each in options]
        possible = [each for each in times if is_open_at(context, day, each)] or times[-1:]
        if len(possible) > 1:
            named = [moments.clock(each, context.business.country) for each in possible]
            ask(work, asking.which_time(named), "time", quick=tuple(named))
            return False
        form["time"] = f"{possible[0]:%H:%M}"
        form.pop("times")
    return True


def is_open_at(context: TurnContext, day: date, at: time) -> bool:
    return context.desk.hours.is_open(day, at)


def wish_of(form: Form, service: ServiceFacts) -> Wish:
    return Wish(
        service=service.id,
        people=form.get("people", 1),
        day=date.fromisoformat(form["date"]),
        at=time.fromisoformat(form["time"]) if "time" in form else None,
        staff=form.get("staff"),
    )


def settle_offer(task: Task, service: ServiceFacts, work: TurnWork, context: TurnContext) -> Unavailable | bool | None:
    """Choose a bookable time for the form.

    True when ``task["chosen"]`` holds one; the refusal where it is for staff to decide; False when the reason has been
    told and another time been asked for.
    """
    if not SEARCHED & set(work["changed"]) and (task["chosen"] or task["offers"]):
        return bool(task["chosen"]) or remind(task, work, context)
    wish = wish_of(task["form"], service)
    if task["form"].pop("soonest", False) and wish.at is None:
        name_nearest(task, context.repository.nearest(soonest(wish, context)), work, context)
        return False
    found = in_stretch(context.repository.times(wish), wish.day, task["form"], work, context)
    if found and wish.at is not None:
        task["chosen"], task["offers"] = found[0], []
        return True
    task["chosen"], task["awaits_yes"] = None, False
    if found:
        name_times(task, found, wish.day, work, context)
        return False
    refusal = context.repository.why_not(wish)
    if refusal is not None and refusal.kind == "no_resource" and (member := context.desk.member(wish.staff or 0)):
        tell(work, booking.not_by(member.name, service.name))
        task["form"].pop("staff")
        return settle_offer(task, service, work, context)
    if refusal is not None and refusal.kind in FOR_STAFF:
        return refusal
    if refusal is not None:
        tell(work, refusals.explained(refusal, service, context.business))
    offers = context.repository.nearest(wish)
    if wish.at is None and offers:
        name_day(task, wish, offers[0], work, context)
    else:
        name_nearest(task, offers, work, context)
    return False


def name_day(task: Task, wish: Wish, nearest: Offer, work: TurnWork, context: TurnContext) -> None:
    """Where a day has nothing left, name times of the nearest that has."""
    day = datetime.fromisoformat(nearest["start"]).date()
    task["form"]["date"] = day.isoformat()
    found = in_stretch(context.repository.times(replace(wish, day=day)), day, task["form"], work, context)
    name_times(task, found, day, work, context)


def remind(task: Task, work: TurnWork, context: TurnContext) -> bool:
    """Name the times on offer again, because what was said since chose none of them."""
    starts = [datetime.fromisoformat(each["start"]) for each in task["offers"]]
    is_one_day = len({start.date() for start in starts}) == 1
    country = context.business.country
    named = [moments.clock(each, country) if is_one_day else moments.moment(each, country) for each in starts]
    day = moments.day(starts[0].date()) if is_one_day else ""
    ask(work, asking.which_offer(named, day), "choice", "time", "date", quick=tuple(named))
    return False


def soonest(wish: Wish, context: TurnContext) -> Wish:
    """The wish for the first time from its day on; today, from now on."""
    is_today = wish.day == context.local_now.date()
    return replace(wish, at=context.local_now.time().replace(microsecond=0, tzinfo=None) if is_today else time(0))


def in_stretch(found: list[Offer], day: date, form: Form, work: TurnWork, context: TurnContext) -> list[Offer]:
    """Those in the part of the day that was asked for; where none is, all, after saying when we are open."""
    first, last = form.get("between", ["00:00", "24:00"])
    if inside := [each for each in found if first <= each["start"][11:16] < last]:
        return inside
    if found:
        hours = context.desk.hours
        tell(work, facts.open_on(day, hours.on(day), context.business, hours.notes.get(day, "")))
        form.pop("between", None)
    return found


def name_times(task: Task, found: list[Offer], day: date, work: TurnWork, context: TurnContext) -> None:
    """Name some of a day's times, spread over it."""
    step = max(1, len(found) // TIMES_NAMED)
    named = found[::step][:TIMES_NAMED] if len(found) > TIMES_NAMED else found
    task["offers"] = named
    times = [moments.clock(datetime.fromisoformat(each["start"]), context.business.country) for each in named]
    ask(work, asking.time_of(moments.day(day), times, len(found) - len(named)), "choice", "time", quick=tuple(times))


def name_nearest(task: Task, offers: list[Offer], work: TurnWork, context: TurnContext) -> None:
    """Name the times nearest to what was wished, in the order of time."""
    task["chosen"], task["awaits_yes"] = None, False
    form = task["form"]
    form.pop("time", None)
    task["offers"] = sorted(offers, key=lambda offer: offer["start"])
    if not offers:
        ask(work, asking.nothing_near(), "date", "time")
        return
    days = [each["start"][:10] for each in task["offers"]]
    if form["date"] not in days:
        form["date"] = days[0]  # the day now talked about: "at nine" means it
    told = [booking.offered_moment(each, context.business) for each in task["offers"]]
    ask(work, asking.choose(told), "choice", "time", "date", quick=tuple(told))
