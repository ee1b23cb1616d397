"""Who the booking is for and how to reach them: each asked once, the e-mail only instead of the phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.turn import ask
from conversations.repository.facts import Person
from conversations.wording import asking

if TYPE_CHECKING:
    from conversations.engine.state import Task, TurnWork


def settle_person(task: Task, work: TurnWork) -> bool:
    """Whether name and a contact are known; otherwise the next question for them has been put."""
    form = task["form"]
    if not form.get("name"):
        ask(work, asking.name(), "name")
        return False
    if not (form.get("phone") or form.get("email")):
        ask(work, asking.contact(), "phone", "email")
        return False
    return True


def person_of(task: Task) -> Person:
    form = task["form"]
    return Person(name=form.get("name", ""), phone=form.get("phone", ""), email=form.get("email", ""))
