"""Many customers at once, each on a connection of its own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import close_old_connections, connections

from businesses.contacts import CustomerDetails
from businesses.operations import hold_slot
from tenants.actors import Actor
from tenants.context import enter
from tests.businesses.rows import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from businesses.models import Booking

T = TypeVar("T")
CUSTOMERS = 100
AT_ONCE = 20


def at_once(schema: str, work: Callable[[int], T], count: int = CUSTOMERS) -> list[T | Exception]:
    """What each of ``count`` customers was answered, as many at a time as there are threads."""

    def one(number: int) -> T | Exception:
        close_old_connections()
        try:
            with enter(schema):
                return work(number)
        except Exception as error:  # noqa: BLE001  # the error is the answer that is looked at
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(one, range(count)))


def hold_as(number: int, token: str, **fields: Any) -> Booking:
    return hold_slot(
        slot_token=token,
        party_size=2,
        customer=CustomerDetails(f"Customer {number}", f"+39061234{number:03}"),
        by=Actor("customer", str(number)),
        source="chat",
        now=NOW,
        **fields,
    )


def split(answers: list[T | Exception]) -> tuple[list[T], list[Exception]]:
    errors = [each for each in answers if isinstance(each, Exception)]
    return [each for each in answers if not isinstance(each, Exception)], errors
