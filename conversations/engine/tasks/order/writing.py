"""The write a yes to an order leads to, and what is said once it is committed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from businesses.errors import ContactNotValid
from businesses.ordering.errors import (
    OrderBusy,
    OrderError,
    OrderMoveNotAllowed,
    QuoteChanged,
    QuoteNotValid,
    TooLateForOrder,
)
from conversations.engine.outcomes import committed
from conversations.engine.tasks.booking.writing import correct_contact
from conversations.engine.tasks.order.advancing import quoted, refused
from conversations.engine.tasks.person import person_of
from conversations.wording import orders, talk

if TYPE_CHECKING:
    from conversations.engine.scene import Scene
    from conversations.engine.state import Task
    from conversations.repository.facts import OrderFacts

GONE = (TooLateForOrder, OrderMoveNotAllowed)


def order(task: Task, scene: Scene) -> Scene:
    """Order what was quoted. Where something has changed meanwhile that is told; nothing was ever called ordered."""
    if task.quote is None:
        return scene
    try:
        found = written(task, scene)
    except (QuoteChanged, QuoteNotValid):
        return asked_anew(task, scene)
    except ContactNotValid as error:
        return correct_contact(task, error, scene)
    except OrderBusy as error:
        return scene.ask(f"{orders.sentence(error.detail)} {orders.try_again()}", "confirm", quick=(talk.quick_yes(),))
    except GONE as error:
        return scene.closed().tell(orders.sentence(error.detail))
    except OrderError as error:
        return refused(task, error, scene)
    scene = committed("order_changed" if task.verified else "ordered", found, scene.closed())
    return scene.remembering(basket=task.basket)


def written(task: Task, scene: Scene) -> OrderFacts:
    book = scene.context.repository.orders
    if task.quote is None:
        raise QuoteNotValid
    if task.verified:
        return book.change(quote=task.quote, note=task.form.note)
    return book.place(quote=task.quote, person=person_of(task.form), note=task.form.note)


def asked_anew(task: Task, scene: Scene) -> Scene:
    """Priced once more; it is read back then as it is now."""
    return quoted(replace(task, quote=None, quoted="", read_back=""), scene.tell(orders.changed_meanwhile()))
