"""From what was said of a report to what is sent or stopped, or to what is still to be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from businesses.dashboard.periods import Period
from conversations.wording import reports as wording
from reports.by_word import SendReport, StopReport
from reports.models import MORNING
from reports.own import BEST_SELLERS, CHOSEN, MONTH, NO_SHOWS, WEEK
from reports.periods import Days, named, period_of
from reports.registry import template_called
from reports.rhythm import Every, Rhythm
from reports.states import Format

if TYPE_CHECKING:
    from datetime import date

    from agents.understanding.owner import Said
    from conversations.engine.scene import Scene
    from conversations.needs import Need
    from reports.by_word import Running

TEMPLATES = {"no_shows": NO_SHOWS, "best_sellers": BEST_SELLERS, "conversations": "conversations", "costs": "costs"}
"""By what is said of them; figures go by the days."""
FIGURES = (WEEK, MONTH, CHOSEN)
USUAL = {"": Days.LAST_WEEK, "day": Days.YESTERDAY, "week": Days.LAST_WEEK, "month": Days.LAST_MONTH}
"""The days of a report that is sent so often, where none were said."""
BY_DAYS = {
    **dict.fromkeys((Days.LAST_WEEK, Days.THIS_WEEK), WEEK),
    **dict.fromkeys((Days.LAST_MONTH, Days.THIS_MONTH), MONTH),
    **dict.fromkeys((Days.YESTERDAY, Days.OWN), CHOSEN),
}
REGULAR = (Days.LAST_WEEK, Days.LAST_MONTH, Days.THIS_WEEK, Days.THIS_MONTH)
"""Named where somebody has to choose."""


def sending(said: Said, scene: Scene) -> SendReport | Need:
    """Dates of their own cannot be sent again and again: of a report that is sent regularly the days are asked for."""
    today = scene.context.today
    rhythm = rhythm_of(said)
    days, period = days_of(said, today)
    if rhythm is not None and days is Days.OWN:
        return "days"
    template = TEMPLATES.get(said.report) or BY_DAYS[days]
    return SendReport(template, days, Format(said.form or Format.PDF), period, rhythm)


def rhythm_of(said: Said) -> Rhythm | None:
    """Said with a bare weekday, "every week on Monday" means that one."""
    if not said.every:
        return None
    weekday = said.weekdays[0] if said.weekdays else said.first.isoweekday() if is_weekday(said) and said.first else 1
    return Rhythm(Every(said.every), weekday, 1, said.at or said.opens or said.closes or MORNING)


def is_weekday(said: Said) -> bool:
    return said.every == "week" and not said.weekdays and said.first is not None and said.first == said.last


def days_of(said: Said, today: date) -> tuple[Days, Period]:
    if said.days:
        days = Days(said.days)
    elif said.first and said.last and not is_weekday(said):
        days = named(said.first, said.last, today=today)
        if days is Days.OWN:
            return days, Period(said.first, min(said.last, today))
    elif said.report in TEMPLATES and not said.every:
        days = template_called(TEMPLATES[said.report]).days[0]
    else:
        days = USUAL[said.every]
    return days, period_of(days, today=today)


def stopping(said: Said, scene: Scene) -> StopReport | Need | None:
    """The one meant; None where none is sent, and asked for where it may be several."""
    meant = [each for each in scene.context.repository.management.running_reports() if is_meant(each, said)]
    if not meant:
        return None
    return StopReport(meant[0].id) if len(meant) == 1 else "report"


def is_meant(each: Running, said: Said) -> bool:
    """Whatever was said of it is true of it."""
    if said.report == "figures" and each.template not in FIGURES:
        return False
    if said.report in TEMPLATES and each.template != TEMPLATES[said.report]:
        return False
    rhythm = each.rhythm
    if said.weekdays and (rhythm.every is not Every.WEEK or rhythm.weekday not in said.weekdays):
        return False
    if said.every and rhythm.every != said.every:
        return False
    return said.at is None or said.at == rhythm.at


def choices(need: Need, said: Said, scene: Scene) -> tuple[str, ...]:
    if need == "days":
        return tuple(str(each.label) for each in REGULAR)
    meant = (each for each in scene.context.repository.management.running_reports() if is_meant(each, said))
    return tuple(wording.quick_stop(each.title, each.told) for each in meant)


def question(need: Need) -> str:
    return wording.which_days() if need == "days" else wording.which_report()
