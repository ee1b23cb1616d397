"""What is known to be the customer's, and stays here when a model is asked; the gateway finds more by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agents.llm.values import PrivateValue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conversations.engine.scene import Scene

OF_A_PERSON = frozenset({"name", "address", "plate"})


def private_in(slots: Iterable[tuple[str, str]], scene: Scene) -> tuple[PrivateValue, ...]:
    """Of the person and the forms, and of what was just said: ``slots`` are names of details with their words."""
    person, forms = scene.memory.person, [task.form for task in scene.memory.tasks]
    known = [("name", person.name), ("phone", person.phone), ("email", person.email)]
    for form in forms:
        known += [("name", form.name), ("phone", form.phone), ("email", form.email), ("address", form.address)]
    known += [(name, text) for name, text in slots if name in OF_A_PERSON]
    return tuple(dict.fromkeys(PrivateValue(kind, text) for kind, text in known if text))
