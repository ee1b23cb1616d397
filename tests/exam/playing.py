"""Plays cases, several customers at once, and puts one again whose time somebody else took."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING

from tests.exam.customer import Customer
from tests.exam.judging import Judge, contact_of
from tests.exam.times import Times
from tests.exam.verdicts import Failed, NotPut, Result

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.exam.cases import Case
    from tests.exam.client import Client

MOST_TRIES = 3


class Exam:
    """``seed`` chooses other days and times.  What a case booked is cancelled when it is over, unless ``is_kept``."""

    def __init__(self, client: Client, *, seed: str = "", is_kept: bool = False) -> None:
        self.client, self.seed, self.is_kept = client, seed, is_kept
        self.times = Times(client)

    def put_all(self, cases: Iterable[Case], *, jobs: int) -> Iterator[Result]:
        """Results in the order of the cases."""
        with ThreadPoolExecutor(jobs) as pool:
            yield from pool.map(self.put, cases)

    def put(self, case: Case) -> Result:
        for number in range(MOST_TRIES):
            result = self._play(case, seed=f"{self.seed} {number}")
            if result.verdict != "void":
                break
        return result

    def _play(self, case: Case, *, seed: str) -> Result:
        try:
            customer = Customer(self.client, case, self.times.find(case, seed=seed))
        except (NotPut, Failed) as error:
            return Result(case, "skip" if isinstance(error, NotPut) else "fail", str(error))
        try:
            return self._judged(customer)
        finally:
            if not self.is_kept:
                _tidy(customer)
            self.times.give_back(case)

    def _judged(self, customer: Customer) -> Result:
        case, transcript = customer.case, customer.transcript
        try:
            for earlier in case.setup:
                customer.ledger.book_before(earlier, customer.slots[earlier.slot])
            customer.talk()
            Judge(customer).judge()
        except NotPut as not_put:
            return Result(case, "skip", str(not_put), transcript)
        except Failed as failed:
            return Result(case, "void" if self._lost_a_time(customer) else "fail", str(failed), transcript)
        return Result(case, "pass", "", transcript)

    def _lost_a_time(self, customer: Customer) -> bool:
        """Whether somebody else took a time this case needed, so that it proves nothing."""
        own = {row.start.date() for row in customer.ledger.rows.values()}
        return any(
            slot.wish.free and slot.start.date() not in own and not self.times.is_free(customer.case.business, slot)
            for slot in customer.slots.values()
        )


def _tidy(customer: Customer) -> None:
    ledger = customer.ledger
    with suppress(Failed):
        customer.orders.cancel_all()
    for reference in [row.reference for row in ledger.rows.values() if row.status != "cancelled"]:
        with suppress(Failed):
            ledger.cancel(reference, contact=contact_of(customer.case))
