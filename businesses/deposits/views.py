"""Where Stripe tells of what customers paid: on the business's own host, by the signature of its own account."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from businesses.deposits.account import own_cards
from businesses.errors import BookingBusy
from businesses.ordering.errors import OrderBusy
from payments.models import Way
from payments.operations.notices import receive_notice
from payments.views import REFUSED
from tenants.context import current_schema

if TYPE_CHECKING:
    from django.http import HttpRequest


@csrf_exempt
@require_POST
def stripe_notice(request: HttpRequest) -> HttpResponse:
    """Taken in, whatever came of it: what is not the account's word is turned away, as is all without an account.

    While many want the same nothing is noted, and Stripe sends it again.
    """
    provider, schema = own_cards(), current_schema()
    if provider is None:
        return HttpResponse(status=HTTPStatus.NOT_FOUND)
    try:
        verdict = receive_notice(
            provider=provider,
            way=Way.STRIPE,
            account=schema,
            body=request.body,
            signature=request.headers.get("Stripe-Signature", ""),
            now=timezone.now(),
            schema=schema,
        )
    except (BookingBusy, OrderBusy):
        return HttpResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)
    return HttpResponse(status=HTTPStatus.BAD_REQUEST if verdict in REFUSED else HTTPStatus.OK)
