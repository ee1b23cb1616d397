"""The embedded pages: the loader, the conversation page and their files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import condition, require_safe

from businesses.clock import TWELVE_HOUR_COUNTRIES
from businesses.languages import language_of, wanted_by
from businesses.privacy.consenting import current_notice
from conversations.operations.receiving import LONGEST_MESSAGE
from conversations.operations.sites import note_widget_on
from conversations.operations.starting import opening_at, table_of
from conversations.widget.assets import Asset, assets
from conversations.widget.colours import palette
from conversations.widget.loader import loader_asset
from conversations.widget.origins import allowed_origins, listed_origins, origin_of_referer, unlisted_site
from conversations.widget.policy import restrict, socket_origin
from conversations.widget.words import seated_starters, starters, words_by_language
from experiments.showing import subjects_running
from tenants.actors import SYSTEM
from tenants.context import current_business
from tenants.errors import TokenForged

if TYPE_CHECKING:
    from django.http import HttpRequest

    from businesses.models import Resource
    from tenants.models import Business

LOADER_CACHE = "public, max-age=300, stale-while-revalidate=86400"
FOREVER = "public, max-age=31536000, immutable"


def own_origin(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}".lower()


def loader_etag(request: HttpRequest) -> str:
    return loader_asset(current_business(), origin=own_origin(request)).etag


@require_safe
@condition(etag_func=loader_etag)
def loader(request: HttpRequest) -> HttpResponse:
    """``/widget.js``: cached briefly, so that a new colour or version shows the same day on every site."""
    origin = origin_of_referer(request)
    if origin in listed_origins(current_business()):
        note_widget_on(origin=origin, by=SYSTEM)
    response = served(request, loader_asset(current_business(), origin=own_origin(request)))
    response.headers["Cache-Control"] = LOADER_CACHE
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def served(request: HttpRequest, found: Asset) -> HttpResponse:
    is_compressed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(found.compressed if is_compressed else found.body, content_type=found.content_type)
    if is_compressed:
        response.headers["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """``/widget/``: the conversation, for the sites the business allows."""
    business = current_business()
    language = language_of(business, *wanted_by(request))
    if (site := unlisted_site(request, business)) is not None:
        return not_listed(request, business, language, site)
    with translation.override(language):
        context = {
            "business": business,
            "language": language,
            "initial": business.name[:1],
            "config": page_config(request, business, language),
            "assets": assets(),
            "theme": theme_address(business),
            "has_notice": current_notice() is not None,
        }
        response = render(request, "widget/page.html", context)
    response.headers["Cache-Control"] = "no-store"
    return restrict(response, request=request, ancestors=allowed_origins(business))


def not_listed(request: HttpRequest, business: Business, language: str, site: str) -> HttpResponse:
    """Instead of a frame the browser leaves empty: how to reach the business, and what its owner has to do.

    Any site may embed it: it shows what is public and holds no conversation.
    """
    with translation.override(language):
        context = {
            "business": business,
            "language": language,
            "site": site,
            "assets": assets(),
            "theme": theme_address(business),
        }
        response = render(request, "widget/unlisted.html", context, status=403)
    response.headers["Cache-Control"] = "no-store"
    return restrict(response, request=request, ancestors=["*"])


def page_config(request: HttpRequest, business: Business, language: str) -> dict[str, Any]:
    seat, table = seat_in(request)
    return {
        "api": "/api/v1/conversations",
        "socket": f"{socket_origin(request)}/ws/chat/",
        "origins": sorted(allowed_origins(business)),
        "name": business.name,
        "address": business.address,
        "timezone": business.timezone,
        "locale": language,
        "country": business.country,
        "twelve_hours": business.country in TWELVE_HOUR_COUNTRIES,
        "limit": LONGEST_MESSAGE,
        "greeting": opening_at(business, language, table),
        "starters": seated_starters(business.category) if table else starters(business.category),
        "seat": {"token": seat, "table": table.pk} if table else None,
        "words": words_by_language(business.name),
        "tries": subjects_running(),
    }


def seat_in(request: HttpRequest) -> tuple[str, Resource | None]:
    """What a scanned code has put into the address; what is no seat, or one no longer, is none."""
    seat = request.GET.get("seat", "")
    try:
        return seat, table_of(seat)
    except TokenForged:
        return "", None


def theme_address(business: Business) -> str:
    return reverse("widget-theme", args=[business.brand_colour.lstrip("#").lower()])


@require_safe
def theme(request: HttpRequest, colour: str) -> HttpResponse:
    """The brand as CSS variables, at an address that changes with the colour: no inline style is needed."""
    colours = palette(f"#{colour}")
    css = (
        f":root{{--brand:{colours.brand};--on-brand:{colours.on_brand};--brand-text:{colours.text};"
        f"--brand-text-dark:{colours.text_dark}}}"
    )
    return HttpResponse(css, content_type="text/css; charset=utf-8", headers={"Cache-Control": FOREVER})


@require_safe
def asset(request: HttpRequest, version: str, name: str) -> HttpResponse:
    """A file of the widget. An older version still answers with today's file, but is not kept."""
    if (found := assets().files.get(name)) is None:
        raise Http404
    response = served(request, found)
    response.headers["Cache-Control"] = FOREVER if version == assets().version else "no-cache"
    return response
