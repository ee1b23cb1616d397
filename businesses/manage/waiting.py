"""See one's place on the waiting list, answer an offer, leave: plain pages that need no script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from businesses.errors import BookingError, SlotUnavailable
from businesses.languages import language_for, language_of, wanted_by
from businesses.manage.door import may_try, opened_waiting, proven_waiting, remember
from businesses.models import WaitingStatus
from businesses.operations.waiting import accept_offer, decline_offer, leave_list
from businesses.operations.waiting.answering import booking_of
from businesses.queries.waiting import open_offer_of
from businesses.references import parse_reference
from businesses.tokens import manage_token
from businesses.waiting.errors import WaitingNotFound
from businesses.wording.deposits import held
from businesses.wording.moments import clock, moment
from businesses.wording.waiting import window
from tenants.actors import Actor
from tenants.context import current_business

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from businesses.models import Waiting

WRONG_PROOF = 403
TOO_MANY = 429
ANSWERS = {"accept": accept_offer, "decline": decline_offer, "leave": leave_list}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: HttpRequest, reference: str) -> HttpResponse:
    """The place for whoever has proved it theirs; for all others the same door, whether there is one or not."""
    canonical = parse_reference(reference)
    if canonical and canonical != reference:
        return redirect("manage-waiting", reference=canonical)
    waiting = None if request.method == "POST" else opened_waiting(request, reference)
    language = language_for(waiting) if waiting else language_of(current_business(), *wanted_by(request))
    with translation.override(language):
        if request.method == "POST":
            return _prove(request, reference)
        return _page(request, waiting) if waiting else _door(request, reference)


def _prove(request: HttpRequest, reference: str) -> HttpResponse:
    if not may_try(request):
        return _door(request, reference, _("Too many tries. Please wait a minute."), status=TOO_MANY)
    try:
        waiting = proven_waiting(reference=reference, proof=request.POST.get("proof", ""))
    except WaitingNotFound as refusal:
        return _door(request, reference, str(refusal.detail), status=WRONG_PROOF)
    response = redirect("manage-waiting", reference=waiting.reference)
    remember(response, waiting, is_secure=request.is_secure())
    return response


@never_cache
@require_POST
def answer(request: HttpRequest, reference: str, verb: str) -> HttpResponse:
    """Take the offered time, let it go, or leave the list."""
    if verb not in ANSWERS:
        raise Http404
    waiting = opened_waiting(request, reference)
    if waiting is None:
        return redirect("manage-waiting", reference=reference)
    with translation.override(language_for(waiting)):
        by = Actor("customer", f"waiting:{waiting.reference}", waiting.customer.name)
        try:
            ANSWERS[verb](reference=waiting.reference, by=by)
        except BookingError as refusal:
            return _page(request, waiting, refusal)
        return redirect("manage-waiting", reference=waiting.reference)


def _page(request: HttpRequest, waiting: Waiting, refusal: BookingError | None = None) -> HttpResponse:
    context = {**_facts(waiting), "refusal": refusal.detail if refusal else ""}
    if isinstance(refusal, SlotUnavailable):
        zone, country = current_business().zone, current_business().country
        context["nearest"] = [moment(slot.start.astimezone(zone), country) for slot in refusal.alternatives]
    return render(request, "manage/waiting.html", context, status=refusal.status if refusal else 200)


def _facts(waiting: Waiting) -> dict[str, Any]:
    business, now = current_business(), timezone.now()
    zone, country = business.zone, business.country
    facts: dict[str, Any] = {"waiting": waiting, "wished": window(waiting, zone, country)}
    if waiting.status == WaitingStatus.BOOKED:
        facts["booked"] = booking_of(waiting)
        facts["when"] = moment(facts["booked"].during.lower.astimezone(zone), country)
    elif (offer := open_offer_of(waiting)) is not None:
        facts["when"] = moment(offer.booking.during.lower.astimezone(zone), country)
        facts["until"] = clock(offer.expires_at.astimezone(zone), country)
        facts["has_run_out"] = not offer.is_running(now)
        facts["held"] = held(offer.booking, now)
        facts["pays_at"] = f"{reverse('manage', args=[offer.booking.reference])}#{manage_token(offer.booking)}"
    return facts


def _door(request: HttpRequest, reference: str, refusal: str = "", status: int = 200) -> HttpResponse:
    # The reference is shown as the visitor wrote it: it tells nothing they did not know.
    return render(request, "manage/waiting_door.html", {"reference": reference[:20], "refusal": refusal}, status=status)
