"""Where providers send their notices: on the platform's host, opened by a signature."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from payments.models import Verdict, Way
from payments.operations.notices import receive_notice
from payments.platform import PLATFORM, platform_cards

if TYPE_CHECKING:
    from django.http import HttpRequest

REFUSED = frozenset({Verdict.FORGED, Verdict.OTHERS})


@csrf_exempt
@require_POST
def stripe_notice(request: HttpRequest) -> HttpResponse:
    """Taken in, whatever came of it: only what is not the provider's word is turned away, as is all without a key."""
    provider = platform_cards()
    if provider is None:
        return HttpResponse(status=HTTPStatus.NOT_FOUND)
    verdict = receive_notice(
        provider=provider,
        way=Way.STRIPE,
        account=PLATFORM,
        body=request.body,
        signature=request.headers.get("Stripe-Signature", ""),
        now=timezone.now(),
    )
    return HttpResponse(status=HTTPStatus.BAD_REQUEST if verdict in REFUSED else HTTPStatus.OK)
