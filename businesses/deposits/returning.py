"""Deposits of a business that has come back from a backup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from businesses.models import CardAccount, OrderPolicy, PaidWhen, Service

if TYPE_CHECKING:
    from tenants.provisioning.steps import Return


def without_cards(back: Return) -> None:
    """A copy takes nobody's money: it has no account, and asks for nothing beforehand until it is given one."""
    if back.is_copy:
        CardAccount.objects.all().delete()
        Service.objects.update(deposit=None)
        door = PaidWhen.DOOR
        OrderPolicy.objects.update(pickup_payment=door, delivery_payment=door, dine_in_payment=door)
