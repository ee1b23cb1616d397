"""Reads files of cases, and says line by line what is wrong with them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pydantic import ValidationError

from tests.exam.cases import Case
from tests.exam.demo import demo_business
from tests.exam.wording import FORMS, PLACE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


class UnreadableCases(ValueError):
    """Cases that cannot be put as they are written: one line for each mistake."""


def read_cases(paths: Iterable[Path], *, only: str = "") -> list[Case]:
    """The cases whose "id business lang theme" matches ``only``.  Raises UnreadableCases."""
    cases: list[Case] = []
    mistakes: list[str] = []
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if line.strip():
                try:
                    cases.append(Case.model_validate_json(line))
                except ValidationError as error:
                    mistakes += [f"{path.name}:{number}: {text}" for text in _told(error)]
    mistakes += [f"{case.id}: {text}" for case in cases for text in mistakes_of(case)]
    ids = [case.id for case in cases]
    mistakes += [f"{name}: the id is there {ids.count(name)} times" for name in sorted(set(ids)) if ids.count(name) > 1]
    if mistakes:
        raise UnreadableCases("\n".join(mistakes))
    return [case for case in cases if re.search(only, f"{case.id} {case.business} {case.lang} {case.theme}")]


def _told(error: ValidationError) -> Iterator[str]:
    for each in error.errors():
        place = ".".join(str(part) for part in each["loc"])
        yield f"{place}: {each['msg']}" if place else each["msg"]


def mistakes_of(case: Case) -> Iterator[str]:
    """Slots and placeholders that name nothing, phone numbers that are none."""
    for text in case.texts():
        for slot, form in PLACE.findall(text):
            if form not in FORMS or (not form.startswith("ref") and (slot or "a") not in case.slots):
                yield f"{{{slot}.{form}}} names nothing" if slot else f"{{{form}}} names nothing"
    for name in sorted(_slots_named(case) - set(case.slots)):
        yield f"there is no slot {name!r}"
    for phone in _phones(case):
        try:
            demo_business(case.business).full_number(phone)
        except ValueError as error:
            yield str(error)


def _slots_named(case: Case) -> set[str]:
    relative = {wish.of for wish in case.slots.values() if wish.of}
    said = {step.slot for step in case.say if step.slot}
    wanted = {name for outcome in case.expect.outcomes() for booking in outcome.bookings for name in booking.slots}
    return relative | said | wanted | {earlier.slot for earlier in case.setup}


def _phones(case: Case) -> set[str]:
    """The numbers bookings must carry: of several answers, the last."""
    answered = {answers["phone"][-1] for answers in case.answers if "phone" in answers}
    wanted = {booking.phone for outcome in case.expect.outcomes() for booking in outcome.bookings if booking.phone}
    return answered | wanted
