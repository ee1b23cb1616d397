"""What is left once processes have died: the rows, mails and workflows, held against what customers were told."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from temporalio.client import Client

from tests.resilience.customers import MAILBOX

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.product import RunningProduct
    from tests.resilience.customers import Booked

SETTLED_WITHIN_SECONDS = 420
"""A workflow that got lost is started by a sweep: five minutes after the booking at the soonest, every two minutes."""


@dataclass(frozen=True, slots=True)
class Count:
    """So many of a kind, and those that are wrong."""

    what: str
    number: int
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        shown = f": {', '.join(self.faults[:8])}" if self.faults else ""
        return f"{self.what:<56} {self.number:>6}   {len(self.faults):>3} wrong{shown}"


def count(
    product: RunningProduct, slug: str, told: Sequence[Booked], *, within: float = SETTLED_WITHIN_SECONDS
) -> list[Count]:
    """What became of the bookings of the business's customers; waits until each is mailed and has a workflow."""
    give_up = time.monotonic() + within
    while True:
        counts = [*_bookings(product, slug, told), _mails(product, slug), _copies(product, slug), _flows(product, slug)]
        is_settled = not any(each.faults for each in counts) and not product.rows(UNSETTLED, product.schema(slug))
        if is_settled or time.monotonic() > give_up:
            return [*counts, _events(product, slug)]
        time.sleep(2)


UNSETTLED = "SELECT 1 FROM events_outboxevent WHERE schema = %s AND published_at IS NULL"


def _bookings(product: RunningProduct, slug: str, told: Sequence[Booked]) -> list[Count]:
    schema = product.schema(slug)
    rows = product.rows(
        f"SELECT b.reference, c.name, b.status FROM {schema}.businesses_booking b"
        f" JOIN {schema}.businesses_customer c ON c.id = b.customer_id WHERE c.email LIKE %s",
        f"%{MAILBOX}",
    )
    committed = {reference: name for reference, name, status in rows if status == "confirmed"}
    known = {each.reference: each.name for each in told}
    twice = [name for name, number in Counter(committed.values()).items() if number > 1]
    overlapping = product.rows(
        f"SELECT a.reference FROM {schema}.businesses_booking a JOIN {schema}.businesses_booking b"
        " ON a.id < b.id AND a.resource_id = b.resource_id AND a.during && b.during"
        " WHERE a.status = 'confirmed' AND b.status = 'confirmed'"
    )
    lost = [f"{reference} {name}" for reference, name in sorted(known.items() - committed.items())]
    return [
        Count("bookings told to customers, lost", len(told), lost),
        Count("bookings committed, told to nobody", len(committed), sorted(committed.keys() - known.keys())),
        Count("customers, booked twice", len(set(committed.values())), sorted(twice)),
        Count("places of confirmed bookings, taken twice", len(committed), [reference for (reference,) in overlapping]),
    ]


def _confirmed(product: RunningProduct, slug: str) -> set[str]:
    schema = product.schema(slug)
    rows = product.rows(
        f"SELECT b.reference FROM {schema}.businesses_booking b JOIN {schema}.businesses_customer c"
        " ON c.id = b.customer_id WHERE b.status = 'confirmed' AND c.email LIKE %s",
        f"%{MAILBOX}",
    )
    return {reference for (reference,) in rows}


def _mails(product: RunningProduct, slug: str) -> Count:
    rows = product.rows(
        f"SELECT reference FROM {product.schema(slug)}.workflows_sentmail"
        " WHERE kind = 'confirmation' AND state = 'sent'"
    )
    sent = Counter(reference for (reference,) in rows)
    confirmed = _confirmed(product, slug)
    return Count(
        "confirmations sent, not one each", sent.total(), sorted(each for each in confirmed if sent[each] != 1)
    )


def _copies(product: RunningProduct, slug: str) -> Count:
    """As handed over, by the ids receivers know them by: an attempt that died may have handed over the same one."""
    schema = product.schema(slug)
    ids = Counter(
        line.removeprefix("Message-ID: <")
        for path in (product.var / "mail").iterdir()
        for line in path.read_text(errors="replace").splitlines()
        if line.startswith(f"Message-ID: <{schema}-") and "-confirmation-" in line
    )
    mails = Counter(each.split("-confirmation-")[0] for each in ids)
    repeated = ids.total() - len(ids)
    return Count(
        f"confirmations handed over ({repeated} again), of two ids", ids.total(),
        sorted(each for each, number in mails.items() if number != 1),
    )  # fmt: skip


def _flows(product: RunningProduct, slug: str) -> Count:
    schema = product.schema(slug)

    async def runs() -> Counter[str]:
        address, namespace = product.environment["TEMPORAL_ADDRESS"], product.environment["TEMPORAL_NAMESPACE"]
        client = await Client.connect(address, namespace=namespace)
        found = client.list_workflows(f'WorkflowId STARTS_WITH "{schema}:booking:"')
        return Counter([each.id.removeprefix(f"{schema}:booking:") async for each in found])

    started, confirmed = asyncio.run(runs()), _confirmed(product, slug)
    return Count("workflows, not one each", started.total(), sorted(each for each in confirmed if started[each] != 1))


def _events(product: RunningProduct, slug: str) -> Count:
    schema = product.schema(slug)
    [(number,)] = product.rows("SELECT count(*) FROM events_outboxevent WHERE schema = %s", schema)
    wrong = product.rows(
        "SELECT type, last_error FROM events_outboxevent WHERE schema = %s AND published_at IS NULL", schema
    )
    return Count("events, not delivered", number, [f"{kind} {error}"[:80] for kind, error in wrong])
