"""Saying that two rows of customers are one person's, and taking it back; and what staff note about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.crypto import salted_hmac

from businesses.contacts import plain_note
from businesses.errors import CustomerChanged, CustomerNotFound, SamePerson
from businesses.models import Customer
from tenants.deeds import done

if TYPE_CHECKING:
    from tenants.actors import Actor

CUSTOMERS_JOINED = "customer.joined"
CUSTOMERS_SEPARATED = "customer.separated"
CUSTOMER_NOTED = "customer.noted"
LONGEST_NOTES = 2_000


def join_customers(*, customer_id: int, other_id: int, by: Actor) -> Customer:
    """Say that the other row, with all that is joined with it, is the customer's too; said again it changes nothing.

    Nothing moves from one row to another: ``separate_customer`` takes it back. Raises ``CustomerNotFound``,
    ``SamePerson``.
    """
    with transaction.atomic():
        if customer_id == other_id:
            raise SamePerson
        customer, other = _both_locked(customer_id, other_id)
        root, joined = customer.same_as_id or customer.pk, other.same_as_id or other.pk
        if root != joined:
            Customer.objects.filter(same_as=joined).update(same_as=root)
            Customer.objects.filter(pk=joined).update(same_as=root)
            done(CUSTOMERS_JOINED, about=f"customer:{root}", by=by, detail={"other": joined})
    return Customer.objects.get(pk=root)


def separate_customer(*, customer_id: int, by: Actor) -> Customer:
    """Say that the row is a person of its own; one that is already, is. Raises ``CustomerNotFound``."""
    with transaction.atomic():
        customer = _locked(customer_id)
        root = customer.same_as_id
        if root is not None:
            customer.same_as = None
            customer.save(update_fields=["same_as"])
            done(CUSTOMERS_SEPARATED, about=f"customer:{root}", by=by, detail={"other": customer.pk})
    return customer


def seen_as(customer: Customer) -> str:
    """What a form shows of the notes, so that a change of somebody else meanwhile is noticed."""
    return salted_hmac("businesses.customer.notes", customer.notes).hexdigest()[:16]


def note_customer(*, customer_id: int, notes: str, seen: str, by: Actor) -> Customer:
    """Write what staff note about a customer. ``seen`` is ``seen_as`` of what the writer had before them.

    Raises ``CustomerNotFound``, ``CustomerChanged`` where somebody else has written meanwhile.
    """
    with transaction.atomic():
        customer = _locked(customer_id)
        text = plain_note(notes, LONGEST_NOTES)
        if text == customer.notes:
            return customer
        if seen_as(customer) != seen:
            raise CustomerChanged
        customer.notes = text
        customer.save(update_fields=["notes"])
        done(CUSTOMER_NOTED, about=f"customer:{customer.pk}", by=by)
    return customer


def _both_locked(*keys: int) -> list[Customer]:
    """With the rows they point at; in the order of their keys, so that two who join at once wait for each other."""
    roots = Customer.objects.filter(pk__in=keys).values("same_as")
    wanted = Customer.objects.select_for_update(of=("self",)).filter(Q(pk__in=keys) | Q(pk__in=roots), erased_at=None)
    found = {row.pk: row for row in wanted.order_by("pk")}
    if not found.keys() >= set(keys):
        raise CustomerNotFound
    return [found[key] for key in keys]


def _locked(key: int) -> Customer:
    found = Customer.objects.select_for_update(of=("self",)).filter(pk=key, erased_at=None).first()
    if found is None:
        raise CustomerNotFound
    return found
