"""Staff pages of customers: the list, and one customer with all that is theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from businesses.customers.queries import customers_page, page_of
from businesses.errors import CustomerChanged, CustomerNotFound
from businesses.models import UNFINISHED_ORDERS, Customer
from businesses.operations.persons import LONGEST_NOTES, join_customers, note_customer, seen_as, separate_customer
from businesses.queries.customers import cleaned
from businesses.remembering.keeping import note_look
from tenants.actors import actor_of
from tenants.context import current_business
from tenants.errors import AppError
from tenants.permissions import Permission
from tenants.rules import member_required, permissions_here

if TYPE_CHECKING:
    from django.http import HttpRequest

LONGEST_KEY = 12


@member_required(Permission.CUSTOMERS_VIEW)
@require_GET
def customers(request: HttpRequest) -> HttpResponse:
    search = cleaned(request.GET.get("q", ""))
    page = customers_page(request.GET.get("page", "1"), search=search)
    with timezone.override(current_business().zone):
        return render(request, "customers/list.html", {"section": "customers", "page": page, "search": search})


@member_required(Permission.CUSTOMERS_VIEW)
@require_GET
def customer(request: HttpRequest, key: int) -> HttpResponse:
    """One person: a row that is another's leads to theirs."""
    found = get_object_or_404(Customer, pk=key, erased_at=None)
    if found.same_as_id is not None:
        return redirect("customer", key=found.same_as_id)
    return _show(request, found)


def _show(
    request: HttpRequest, found: Customer, *, notes: str | None = None, refusal: str = "", status: int = 200
) -> HttpResponse:
    find = cleaned(request.GET.get("find", ""))
    shown = page_of(found, permissions=permissions_here(request), find=find)
    note_look(facts=shown.remembered, by=actor_of(request.user), now=timezone.now())
    context = {
        "section": "customers",
        "shown": shown,
        "find": find,
        "notes": shown.customer.notes if notes is None else notes,
        "longest_notes": LONGEST_NOTES,
        "seen": seen_as(shown.customer),
        "refusal": refusal,
        "open_orders": UNFINISHED_ORDERS,
    }
    with timezone.override(current_business().zone):
        return render(request, "customers/customer.html", context, status=status)


@member_required(Permission.CUSTOMERS_CHANGE)
@require_POST
def note(request: HttpRequest, key: int) -> HttpResponse:
    """Write the notes; where a colleague has meanwhile, both texts are shown and nothing is written."""
    text = request.POST.get("notes", "")
    try:
        note_customer(customer_id=key, notes=text, seen=request.POST.get("seen", ""), by=actor_of(request.user))
    except CustomerNotFound:
        raise Http404 from None
    except CustomerChanged as error:
        found = Customer.objects.get(pk=key)
        return _show(request, found, notes=text, refusal=str(error.detail), status=error.status)
    messages.success(request, _("The notes are kept."))
    return redirect("customer", key=key)


@member_required(Permission.CUSTOMERS_CHANGE)
@require_POST
def join(request: HttpRequest, key: int) -> HttpResponse:
    """Say that another row is this person's too."""
    other = request.POST.get("other", "")
    if not (other.isascii() and other.isdecimal() and len(other) <= LONGEST_KEY):
        raise Http404
    try:
        kept = join_customers(customer_id=key, other_id=int(other), by=actor_of(request.user))
    except CustomerNotFound:
        raise Http404 from None
    except AppError as error:
        messages.error(request, str(error.detail))
        return redirect("customer", key=key)
    messages.success(request, _("They are one person here now; below you can separate them again."))
    return redirect("customer", key=kept.pk)


@member_required(Permission.CUSTOMERS_CHANGE)
@require_POST
def separate(request: HttpRequest, key: int) -> HttpResponse:
    """Say that a row is a person of its own after all."""
    try:
        found = separate_customer(customer_id=key, by=actor_of(request.user))
    except CustomerNotFound:
        raise Http404 from None
    messages.success(request, _("%(name)s is a customer of their own again.") % {"name": found.name})
    return redirect("customer", key=found.pk)
