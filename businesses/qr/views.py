"""What a scanned code opens, and the menu as a page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from businesses.desk import current_desk
from businesses.languages import language_of, wanted_by
from businesses.models import QrCode, QrOpens, QrPurpose
from businesses.qr.codes import count_scan
from businesses.qr.menu import menu_sections
from businesses.tokens import sign_seat
from tenants.context import current_business, current_schema
from tenants.limits.addresses import address_of
from tenants.limits.buckets import Limit
from tenants.limits.shared import take

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

SCANS = Limit("scans", 60, 60.0)
"""That are counted of one address."""
PAGES = {QrOpens.CHAT: "widget-page", QrOpens.MENU: "menu-page", QrOpens.BOOK: "book"}


@never_cache
@require_safe
def scan(request: HttpRequest, code: str) -> HttpResponse:
    """``/q/<code>/``: counts the scan and leads on; at a table, with the table known.

    Whoever scans too often in too short a time is led on as well, and counted no more: guests share an address.
    """
    found = QrCode.objects.select_related("table").filter(code=code).first()
    if found is None:
        raise Http404
    if found.withdrawn_at is not None:
        return shown(request, "qr/withdrawn.html", status=410)
    if request.method == "GET" and not take((SCANS, f"{current_schema()} {address_of(request)}")):
        count_scan(code=found, now=timezone.now())
    return redirect(opened_by(found))


def opened_by(code: QrCode) -> str:
    if code.purpose == QrPurpose.MENU:
        return reverse("menu-page")
    if code.purpose == QrPurpose.TABLE and code.table is not None and code.table.is_active:
        return f"{reverse('widget-page')}?{urlencode({'seat': sign_seat(code.table.pk)})}"
    return reverse(PAGES[QrOpens(code.opens)])


@require_safe
def menu(request: HttpRequest) -> HttpResponse:
    """``/menu/``: what is sold, with prices and what is in it."""
    response = shown(request, "qr/menu.html", sections=menu_sections(current_desk()))
    response.headers["Cache-Control"] = "no-store"
    return response


def shown(request: HttpRequest, template: str, *, status: int = 200, **context: object) -> HttpResponse:
    business = current_business()
    language = language_of(business, *wanted_by(request))
    with translation.override(language):
        page = {"business": business, "language": language, **context}
        return render(request, template, page, status=status)
