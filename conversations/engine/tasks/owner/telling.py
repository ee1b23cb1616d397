"""The exact change as it is read back, and the questions for what is missing."""

from __future__ import annotations

from datetime import timedelta
from functools import singledispatch
from typing import TYPE_CHECKING

from agents.understanding.owner.reports import OF_REPORTS
from businesses.by_word.hours import LONGEST
from businesses.by_word.wishes import HoursOnDays, NewItem, Off, OnSale, Prices, WeekHours
from conversations.engine.answers.hours import lines_of
from conversations.engine.tasks.owner import reporting
from conversations.wording import owner, reports
from reports.by_word import SendReport, StopReport

if TYPE_CHECKING:
    from agents.understanding.owner import Said
    from conversations.engine.scene import Scene
    from conversations.engine.state import Task
    from conversations.needs import Need
    from conversations.repository.facts import MemberWish, PreviewFacts

MOST_CHOICES = 6


def told(wish: MemberWish, found: PreviewFacts, scene: Scene) -> tuple[str, str]:
    """What would be changed, in lines, with the bookings that it leaves unkept; then the change alone, in a line."""
    lines = change_lines(wish, found, scene)
    rest = 0 if isinstance(wish, WeekHours | SendReport) else len(lines) - 1
    headline = f"{lines[0]} {owner.more(rest)}" if rest else lines[0]
    if found.unkept:
        lines.append(owner.unkept([(each.name, each.starts_at) for each in found.unkept], scene.business))
    return "\n".join(lines), headline


@singledispatch
def change_lines(wish: MemberWish, found: PreviewFacts, scene: Scene) -> list[str]:
    raise NotImplementedError(type(wish))


@change_lines.register(HoursOnDays)
def hours_lines(wish: HoursOnDays, found: PreviewFacts, scene: Scene) -> list[str]:
    """Day by day; days with the same hours before and after are told together."""
    days = [wish.first + timedelta(days=each) for each in range(min((wish.last - wish.first).days, LONGEST - 1) + 1)]
    before, after = found.before, found.hours
    changed = [day for day in days if before.on(day) != after.on(day)]
    if len(changed) > 1 and not any(after.on(day) for day in changed):
        return [owner.closed_between(changed[0], changed[-1])]
    return [owner.on_day(day, before.on(day), after.on(day), scene.business) for day in changed]


@change_lines.register(WeekHours)
def week_lines(wish: WeekHours, found: PreviewFacts, scene: Scene) -> list[str]:
    """In a line what is changed, then the week as it would be."""
    day = max(wish.since or scene.context.today, scene.context.today)
    since = day if wish.since else None
    summary = owner.week_change(wish.weekdays, since, wish.opens, wish.closes, scene.business)
    return [summary, owner.week(lines_of(found.hours.week_of(day)), scene.business)]


@change_lines.register(Prices)
@change_lines.register(OnSale)
def row_lines(wish: Prices | OnSale, found: PreviewFacts, scene: Scene) -> list[str]:
    return [owner.row(each, scene.business) for each in found.rows]


@change_lines.register(NewItem)
def item_lines(wish: NewItem, found: PreviewFacts, scene: Scene) -> list[str]:
    if any(each.what == "changed" for each in found.rows):
        return row_lines(OnSale((), is_available=True), found, scene)
    return [owner.new_item(wish.name, wish.section, wish.price, scene.business)]


@change_lines.register(SendReport)
def sent_lines(wish: SendReport, found: PreviewFacts, scene: Scene) -> list[str]:
    return reports.send(found.report, scene.business) if found.report else []


@change_lines.register(StopReport)
def stopped_lines(wish: StopReport, found: PreviewFacts, scene: Scene) -> list[str]:
    return [reports.stop(found.report)] if found.report else []


@change_lines.register(Off)
def off_lines(wish: Off, found: PreviewFacts, scene: Scene) -> list[str]:
    names = [member.name for member in scene.desk.staff if member.id in wish.members]
    return [owner.off(names, wish.first, wish.last, wish.starts, wish.ends, scene.business)]


def question(need: Need, said: Said) -> str:
    if said.matter in OF_REPORTS:
        return reporting.question(need)
    return {
        "hours": owner.from_when_to_when,
        "days": owner.which_days,
        "item": owner.which_of_the_menu,
        "price": owner.which_price,
        "section": lambda: owner.which_section(said.name),
        "staff": owner.who,
    }[need]()


def choices(need: Need, said: Said, scene: Scene) -> tuple[str, ...]:
    if said.matter in OF_REPORTS:
        return reporting.choices(need, said, scene)[:MOST_CHOICES]
    if need == "section":
        return tuple(dict.fromkeys(item.section for item in scene.desk.items))[:MOST_CHOICES]
    return tuple(member.name for member in scene.desk.staff)[:MOST_CHOICES] if need == "staff" else ()


def others(task: Task) -> tuple[str, ...]:
    """What may be meant instead of what is read back: of hours on one day, those of every such day."""
    said = task.said
    is_one_day = said.matter == "hours" and said.first is not None and said.first == said.last and not said.since
    every = (owner.every(said.first),) if is_one_day and said.first else ()
    return (*every, owner.quick_no())
