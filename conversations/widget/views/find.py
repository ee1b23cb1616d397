"""``/find/``: the platform's assistant as a page of forms, which needs no script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_http_methods

from businesses.languages import language_among, wanted_by
from conversations.enquiries.receiving import open_enquiry, receive
from conversations.errors import ConversationEnded, ConversationError
from conversations.limits import count_message, count_opening
from conversations.operations.receiving import LONGEST_MESSAGE
from conversations.tokens import LIFETIME, issue_key, read_token
from conversations.widget.policy import restrict
from directory.models import Enquiry
from tenants.errors import AppError, TokenExpired, TokenForged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

COOKIE = "enquiry"
MAP_WIDTH, MAP_HEIGHT, MARGIN = 320.0, 180.0, 30.0


@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """GET: what was said so far. POST: say something (``text``), or begin anew (``again``)."""
    language = language_among(*wanted_by(request))
    with translation.override(language):
        if request.method != "POST":
            return _page(request, language)
        if "again" in request.POST:
            return _left(HttpResponseRedirect(reverse("find")))
        return _said(request, language)


def _said(request: HttpRequest, language: str) -> HttpResponse:
    text = request.POST.get("text", "")
    try:
        enquiry = current_enquiry(request) or _opened(language)
        count_message(enquiry.pk)
        receive(key=enquiry.pk, text=text)
    except ConversationEnded as error:
        return _left(_page(request, language, error=error, text=text))
    except ConversationError as error:
        return _page(request, language, error=error, text=text)
    response = HttpResponseRedirect(f"{reverse('find')}#last")
    response.set_cookie(
        COOKIE,
        issue_key(enquiry.pk),
        max_age=LIFETIME,
        path=reverse("find"),
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return response


def _opened(language: str) -> Enquiry:
    count_opening()
    return open_enquiry(locale=language)


def _left(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(COOKIE, path=reverse("find"), samesite="Lax")
    return response


def current_enquiry(request: HttpRequest) -> Enquiry | None:
    """The one this browser holds the key to; none where the key is over or the enquiry was forgotten."""
    try:
        key = read_token(request.COOKIES.get(COOKIE, ""))
    except (TokenForged, TokenExpired):
        return None
    return Enquiry.objects.filter(pk=key, ended_at=None).first()


def _page(request: HttpRequest, language: str, *, error: AppError | None = None, text: str = "") -> HttpResponse:
    enquiry = current_enquiry(request)
    messages = enquiry.messages if enquiry else []
    last = messages[-1] if messages else {"quick_replies": [], "cards": []}
    context = {
        "language": language,
        "spoken": enquiry.locale if enquiry else language,
        "messages": messages,
        "quick_replies": last["quick_replies"],
        "pins": pins_of(last["cards"]),
        "error": error.detail if error else "",
        "text": text,
        "limit": LONGEST_MESSAGE,
    }
    response = render(request, "widget/find.html", context, status=error.status if error else 200)
    response.headers["Cache-Control"] = "no-store"
    return restrict(response, request=request)


@dataclass(frozen=True, slots=True)
class Pin:
    """A place on the drawn map, in its units from the top left."""

    number: int
    name: str
    x: float
    y: float


def pins_of(cards: Sequence[dict[str, Any]]) -> list[Pin]:
    """Where the cards' businesses lie to one another, north up; none where fewer than two say where they are."""
    placed = [(number, card) for number, card in enumerate(cards, 1) if card["latitude"] is not None]
    if len(placed) < 2:
        return []
    across = _spread([card["longitude"] for _number, card in placed], MAP_WIDTH)
    down = _spread([-card["latitude"] for _number, card in placed], MAP_HEIGHT)
    return [Pin(number, card["name"], x, y) for (number, card), x, y in zip(placed, across, down, strict=True)]


def _spread(values: list[float], length: float) -> list[float]:
    """The values laid over the length, with a margin; all in the middle where they are the same."""
    least, most = min(values), max(values)
    if least == most:
        return [length / 2 for _value in values]
    return [round(MARGIN + (value - least) / (most - least) * (length - 2 * MARGIN), 1) for value in values]
