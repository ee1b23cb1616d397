"""What an app above does when money for it has moved: registered by purpose, run in the transaction that notes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from payments.models import Dispute, Payment, Refund


class Settlement(Protocol):
    """Each is called once for what it tells of, whatever is told twice, late or in another order."""

    def paid(self, payment: Payment) -> None: ...

    def not_paid(self, payment: Payment) -> None:
        """It failed, or waits for the payer: see ``state`` and ``code``."""

    def refunded(self, refund: Refund) -> None: ...

    def disputed(self, dispute: Dispute, *, was: str) -> None:
        """``was`` is the state before, empty where it is new."""


settlements: dict[str, Settlement] = {}
