"""Who the booking is for and how to reach them: each asked once, the e-mail only instead of the phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.repository import facts
from conversations.wording import asking

if TYPE_CHECKING:
    from conversations.engine.scene import Scene
    from conversations.engine.state import Form


def ask_person(form: Form, scene: Scene) -> Scene | None:
    """The next question for name or contact; None where both are known."""
    if not form.name:
        return scene.ask(asking.name(), "name")
    if not (form.phone or form.email):
        return scene.ask(asking.contact(), "phone", "email")
    return None


def person_of(form: Form) -> facts.Person:
    return facts.Person(name=form.name, phone=form.phone, email=form.email)
