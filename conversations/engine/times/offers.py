"""Which bookable time is meant: chosen where it is free, otherwise the nearest that are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from businesses.wording import moments
from conversations.engine.performers import performed
from conversations.engine.state import Source
from conversations.repository.facts import Wish
from conversations.wording import asking, booking, facts, refusals, talk, waiting

if TYPE_CHECKING:
    from businesses.availability.refusals import Unavailable
    from businesses.desk import ServiceFacts
    from conversations.engine.scene import Scene
    from conversations.engine.state import Form, Task
    from conversations.repository.facts import Offer

TIMES_NAMED = 5
FOR_STAFF = frozenset({"ask_staff", "too_large"})


@dataclass(frozen=True, slots=True)
class Settled:
    """Exactly one of: the time is chosen (``asked`` and ``refusal`` are None); a question is put; staff must decide.

    ``told`` is what is to be said of the time chosen: who was wished for does not do it.
    """

    task: Task
    asked: Scene | None = None
    refusal: Unavailable | None = None
    told: str = ""


def settle_time(task: Task, scene: Scene) -> tuple[Task, Scene | None]:
    """The task with one time of the day; of two readings the one at which we are open, asked only when both are."""
    form = task.form
    if not form.times:
        return task, None
    day = date.fromisoformat(form.date)
    times = [time.fromisoformat(each) for each in form.times]
    possible = [each for each in times if is_open_at(scene, day, each)] or times[-1:]
    if len(possible) > 1:
        named = [moments.clock(each, scene.business.country) for each in possible]
        return task, scene.ask(asking.which_time(named), "time", quick=tuple(named))
    return replace(task, form=replace(form, time=f"{possible[0]:%H:%M}", times=())), None


def is_open_at(scene: Scene, day: date, at: time) -> bool:
    return any(opens <= at < closes if opens < closes else at >= opens for opens, closes in scene.desk.hours.on(day))


def wish_of(form: Form, service: ServiceFacts) -> Wish:
    return Wish(
        service=service.id,
        people=form.people or 1,
        day=date.fromisoformat(form.date),
        at=time.fromisoformat(form.time) if form.time else None,
        staff=form.staff,
    )


def searched_for(form: Form) -> str:
    """What a time was looked for by: while it stays the same, what was found stays too."""
    return "|".join(map(str, (form.service, form.people, form.date, form.time, form.staff, form.between, form.soonest)))


def is_found(task: Task) -> bool:
    """Whether what the form says was looked for already."""
    return task.searched == searched_for(task.form) and bool(task.chosen or task.offers)


def looking(task: Task, scene: Scene) -> Scene:
    """With the diary noted as what the reply rests on, where it is looked into now."""
    return scene if is_found(task) else scene.resting_on(Source("times"))


def settle_offer(task: Task, service: ServiceFacts, scene: Scene) -> Settled:
    if is_found(task):
        return Settled(task) if task.chosen else Settled(task, asked=remind(task, scene))
    wish = wish_of(task.form, service)
    if task.form.soonest and wish.at is None:
        task = replace(task, form=replace(task.form, soonest=False))
        return named_nearest(task, scene.context.repository.nearest(soonest(wish, scene)), scene)
    found = scene.context.repository.times(wish)
    inside = in_stretch(found, task.form)
    if inside and wish.at is not None:
        return Settled(replace(task, chosen=inside[0], offers=(), searched=searched_for(task.form)))
    if found and not inside:
        day = wish.day
        told = facts.open_on(day, scene.desk.hours.on(day), scene.business, scene.desk.hours.notes.get(day, ""))
        task, scene = replace(task, form=replace(task.form, between=None)), scene.tell(told)
    if found:
        return named_times(task, inside or found, wish.day, scene)
    return refused(task, service, wish, scene)


def refused(task: Task, service: ServiceFacts, wish: Wish, scene: Scene) -> Settled:
    """Say why the wish cannot be had, and what is nearest to it."""
    refusal = scene.context.repository.why_not(wish)
    if refusal is not None and refusal.kind == "no_resource" and (member := scene.desk.member(wish.staff or 0)):
        task = replace(task, form=replace(task.form, staff=None))
        told = " ".join([booking.not_by(member.name, service.name), *performed(service, scene)])
        return replace(settle_offer(task, service, scene.tell(told)), told=told)
    if refusal is not None and refusal.kind in FOR_STAFF:
        return Settled(replace(task, chosen=None), refusal=refusal)
    if refusal is not None:
        scene = scene.tell(refusals.explained(refusal, service, scene.business))
    task, offers = marked_full(task, refusal, scene), scene.context.repository.nearest(wish)
    if task.full and not offers:
        return Settled(replace(task, chosen=None, offers=()), asked=ask_to_wait(scene))
    return with_list(elsewhere(task, wish, offers, scene))


def marked_full(task: Task, refusal: Unavailable | None, scene: Scene) -> Task:
    """With what was wished kept, where all that stands in its way are others: then they may wait for it."""
    may_wait = scene.desk.policy.keeps_waiting_list and task.kind == "book"
    is_full = refusal is not None and refusal.kind == "full"
    return replace(task, full=f"{task.form.date} {task.form.time}".strip() if may_wait and is_full else "")


def ask_to_wait(scene: Scene) -> Scene:
    asked = scene.remembering(offered="waiting")
    return asked.ask(waiting.shall_i_wait(), "date", "time", quick=(talk.quick_yes(), talk.quick_no()))


def with_list(settled: Settled) -> Settled:
    """With the waiting list offered beside the times, where one may wait for what was wished."""
    if settled.asked is None or not settled.task.full:
        return settled
    reply = settled.asked.reply
    question = " ".join(filter(None, [reply.question, waiting.or_wait()]))
    asked = settled.asked.ask(question, *reply.needs, quick=(*reply.quick, waiting.quick_waiting()))
    return replace(settled, asked=asked)


def elsewhere(task: Task, wish: Wish, offers: list[Offer], scene: Scene) -> Settled:
    """What is nearest to a wish that cannot be had."""
    if wish.at is None and offers:
        day = datetime.fromisoformat(offers[0]["start"]).date()
        task = replace(task, form=replace(task.form, date=day.isoformat()))
        found = scene.context.repository.times(replace(wish, day=day))
        return named_times(task, in_stretch(found, task.form) or found, day, scene)
    return named_nearest(task, offers, scene)


def remind(task: Task, scene: Scene) -> Scene:
    """Name the times on offer again, because what was said since chose none of them."""
    starts = [datetime.fromisoformat(each["start"]) for each in task.offers]
    is_one_day = len({start.date() for start in starts}) == 1
    country = scene.business.country
    named = [moments.clock(each, country) if is_one_day else moments.moment(each, country) for each in starts]
    day = moments.day(starts[0].date()) if is_one_day else ""
    return scene.ask(asking.which_offer(named, day), "choice", "time", "date", quick=tuple(named))


def soonest(wish: Wish, scene: Scene) -> Wish:
    """The wish for the first time from its day on; today, from now on."""
    is_today = wish.day == scene.context.today
    now = scene.context.local_now.time().replace(microsecond=0, tzinfo=None)
    return replace(wish, at=now if is_today else time(0))


def in_stretch(found: list[Offer], form: Form) -> list[Offer]:
    first, last = form.between or ("00:00", "24:00")
    return [each for each in found if first <= each["start"][11:16] < last]


def named_times(task: Task, found: list[Offer], day: date, scene: Scene) -> Settled:
    """Name some of a day's times, spread over it."""
    step = max(1, len(found) // TIMES_NAMED)
    named = found[::step][:TIMES_NAMED] if len(found) > TIMES_NAMED else found
    times = [moments.clock(datetime.fromisoformat(each["start"]), scene.business.country) for each in named]
    question = asking.time_of(moments.day(day), times, len(found) - len(named))
    task = replace(task, chosen=None, offers=tuple(named), searched=searched_for(task.form))
    return Settled(task, asked=scene.ask(question, "choice", "time", quick=tuple(times)))


def named_nearest(task: Task, offers: list[Offer], scene: Scene) -> Settled:
    """Name the times nearest to what was wished, in the order of time."""
    found = tuple(sorted(offers, key=lambda offer: offer["start"]))
    form = replace(task.form, time="")
    if not found:
        task = replace(task, chosen=None, offers=(), form=form)
        return Settled(task, asked=scene.ask(asking.nothing_near(), "date", "time"))
    days = [each["start"][:10] for each in found]
    if form.date not in days:
        form = replace(form, date=days[0])  # the day now talked about: "at nine" means it
    task = replace(task, chosen=None, offers=found, form=form, searched=searched_for(form))
    told = [booking.offered_moment(each, scene.business) for each in found]
    return Settled(task, asked=scene.ask(asking.choose(told), "choice", "time", "date", quick=tuple(told)))
