"""The platform's own pages: what is shown to whoever comes to look, and a site per business that embeds its widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from conversations.widget.policy import restrict
from conversations.widget.sites import read_site
from tenants.context import enter
from tenants.hosts import url_of
from tenants.models import Business

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

SHOWN = 12
"""Businesses on the first page; the admin lists them all."""


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """``/``: what this is, and a way into each business."""
    businesses = Business.objects.filter(is_suspended=False).order_by("pk")[:SHOWN]
    cards = [{"business": each, "host": url_of(each.slug, "").rstrip("/")} for each in businesses]
    response = render(request, "widget/home.html", {"cards": cards})
    return restrict(response, request=request)


@require_safe
def demo(request: HttpRequest, slug: str) -> HttpResponse:
    """``/demo/<slug>/``: a site as the business might have it, on another origin than the widget's."""
    business = Business.objects.filter(slug=slug, is_suspended=False).first()
    if business is None:
        raise Http404
    with enter(business.schema_name):
        site = read_site(business)
    host = url_of(business.slug, "").rstrip("/")
    context = {"business": business, "site": site, "host": host}
    response = render(request, f"widget/demo/{business.category}.html", context)
    return restrict(response, request=request, guests=[host])
