"""Booking without JavaScript: what and when, then a time and a name, then the reference."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from businesses.contacts import CustomerDetails
from businesses.errors import BookingError, ContactNotValid, SlotUnavailable
from businesses.form.offers import dated, neighbours, offer_day, start_of
from businesses.forms import ContactForm, WishForm
from businesses.languages import language_for, language_of, wanted_by
from businesses.manage.door import remember
from businesses.models import Booking, BookingPolicy, BookingSource
from businesses.operations import book_at_once
from businesses.privacy.consenting import current_notice
from businesses.queries import business_today
from businesses.wording import deposits, moments
from tenants.actors import Actor
from tenants.context import current_business

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

BOOKED = "booked"
"""The session's key for the reference just booked: it opens the last page, and no address carries it."""


def language_here(request: HttpRequest) -> str:
    """The language of the form: asked for in its address, else the browser's, else the business's."""
    return language_of(current_business(), *wanted_by(request))


def respond(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200, language: str = ""
) -> HttpResponse:
    business = current_business()
    language = language or language_here(request)
    with translation.override(language):
        page = {"business": business, "language": language}
        return render(request, f"book/{template}.html", page | context, status=status)


@never_cache
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """``/book/``: what, for how many, which day."""
    today = business_today()
    initial = {"date": today, "people": 2, **request.GET.dict()}
    return respond(request, "choose", {"wish": WishForm(initial=initial, today=today)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def times(request: HttpRequest) -> HttpResponse:
    """``/book/times/?service=…&people=…&date=…``: the day's times and the contact fields; a POST books."""
    wish = WishForm(request.GET, today=business_today())
    if not wish.is_valid():
        return respond(request, "choose", {"wish": wish}, status=422)
    notice = current_notice()
    asked = {
        "is_visit": wish.cleaned_data["service"].is_visit,
        "marketing_question": notice.marketing_question if notice else "",
    }
    if request.method != "POST":
        return show_times(request, wish, ContactForm(initial={"key": uuid.uuid4()}, **asked))
    contact = ContactForm(request.POST, **asked)
    if not contact.is_valid():
        return show_times(request, wish, contact, status=422)
    return take(request, wish, contact)


def take(request: HttpRequest, wish: WishForm, contact: ContactForm) -> HttpResponse:
    said = contact.cleaned_data
    customer = CustomerDetails(
        name=said["name"], phone=said["phone"], email=said["email"], locale=language_here(request)
    )
    try:
        booking = book_at_once(
            slot_token=said["slot"],
            party_size=wish.cleaned_data["people"],
            customer=customer,
            note=said["note"],
            address=said.get("address", ""),
            wants_marketing=said.get("marketing", False),
            key=said["key"],
            by=Actor(kind="customer", id=f"form:{said['key']}", name=customer.name),
            source=BookingSource.FORM,
        )
    except ContactNotValid as error:
        for field, message in error.errors.items():
            contact.add_error(field, str(message))
        return show_times(request, wish, contact, status=error.status)
    except BookingError as error:
        return show_times(request, wish, contact, error=error, status=error.status)
    request.session[BOOKED] = booking.reference
    return redirect("book-done")


def show_times(
    request: HttpRequest, wish: WishForm, contact: ContactForm, *, error: BookingError | None = None, status: int = 200
) -> HttpResponse:
    business, asked = current_business(), wish.cleaned_data
    with translation.override(language_here(request)):
        offer = offer_day(
            business=business,
            service=asked["service"],
            people=asked["people"],
            day=asked["date"],
            now=timezone.now(),
        )
        before, after = neighbours(asked["date"], business_today())
        context = {
            "wish": asked,
            "contact": contact,
            "offer": offer,
            "error": error,
            "chosen": start_of(contact["slot"].value() or ""),
            "alternatives": dated(error.alternatives, business) if isinstance(error, SlotUnavailable) else [],
            "day": moments.day(asked["date"]),
            "terms": _terms(asked),
            "zone": moments.zone(business.zone),
            "has_notice": current_notice() is not None,
            "before": before and address_of(request, before),
            "after": address_of(request, after),
        }
    return respond(request, "times", context, status=status)


def address_of(request: HttpRequest, day: date) -> str:
    query = request.GET.copy()
    query["date"] = day.isoformat()
    return f"{reverse('book-times')}?{query.urlencode()}"


def _terms(wish: dict[str, Any]) -> str:
    """What is asked for before they are booked."""
    amount = wish["service"].deposit_for(wish["people"])
    if amount is None:
        return ""
    return deposits.terms(amount, current_business().currency, BookingPolicy.current().cancel_cutoff_minutes)


@never_cache
@require_safe
def done(request: HttpRequest) -> HttpResponse:
    """``/book/done/``: the booking this visitor made, read from the row."""
    booking = Booking.objects.detailed().filter(reference=request.session.get(BOOKED, "")).first()
    if booking is None:
        return redirect("book")
    business = current_business()
    language = language_for(booking)
    with translation.override(language):
        starts_at = booking.starts_at.astimezone(business.zone)
        context = {
            "booking": booking,
            "when": moments.moment(starts_at, business.country),
            "zone": moments.zone(business.zone),
            "held": deposits.held(booking, timezone.now()),
        }
    response = respond(request, "done", context, language=language)
    remember(response, booking, is_secure=request.is_secure())
    return response
