"""Answers to a member's questions: from rows first, then from documents, word for word, each with where it is from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from artifacts.looking import answer_to
from artifacts.recipes.rows import hours_source, menu_source
from businesses.qr.menu import allergens_told
from conversations.wording import facts

if TYPE_CHECKING:
    from artifacts.graph.deciding import Asker
    from artifacts.reading import Reading
    from artifacts.sources import Source
    from businesses.desk import Desk, ItemFacts


def answer(reading: Reading, found: Source | None, desk: Desk, asker: Asker) -> tuple[str, tuple[Source, ...]]:
    """Rows beat documents: a dish that is named and the hours are told from them, and the passage stands below."""
    told, sources = _from_rows(reading, desk, asker)
    if found is not None:
        source = replace(found, n=len(sources) + 1)
        told.append(f"“{source.quote}” [{source.n}]")
        sources.append(source)
    if not told:
        return _(
            "Neither your records nor your documents say anything about that. Add a document that does, or ask for"
            " something to be made."
        ), ()
    return "\n\n".join(told), tuple(sources)


def _from_rows(reading: Reading, desk: Desk, asker: Asker) -> tuple[list[str], list[Source]]:
    told: list[str] = []
    sources: list[Source] = []
    items = [each for each in map(desk.item, reading.items) if each is not None]
    if items:
        sources.append(menu_source(1))
        told += [f"{_of_dish(each, desk)} [1]" for each in items]
    if "hours" in reading.subjects:
        sources.append(hours_source(len(sources) + 1))
        told.append(f"{_hours(reading, desk, asker)} [{sources[-1].n}]")
    return told, sources


def _of_dish(item: ItemFacts, desk: Desk) -> str:
    told = facts.item_told(item, desk.business).rstrip(".")
    return f"{told}. {allergens_told(item.allergens)}."


def _hours(reading: Reading, desk: Desk, asker: Asker) -> str:
    """On the day named, else of the week."""
    if reading.days:
        day = reading.days[0][0]
        return facts.open_on(day, desk.hours.on(day), desk.business, desk.hours.notes.get(day, ""))
    lines = []
    for line in desk.hours.week(asker.today):
        first, last = WEEKDAYS[line.weekdays[0] - 1], WEEKDAYS[line.weekdays[-1] - 1]
        lines.append((str(first) if first == last else f"{first}\N{EN DASH}{last}", line.spans))
    return facts.week(lines, desk.business)


def looked_up(reading: Reading, asker: Asker) -> Source | None:
    return answer_to(reading.text, audience=asker.audience, asked_in=reading.language, session=asker.session)
