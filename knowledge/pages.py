"""The page a citation opens: the passage at its place in the document. Nothing but what everybody may be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from businesses.languages import language_of, wanted_by
from knowledge.models import Audience, Chunk, FetchedPage, SourceKind
from tenants.context import current_business

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

AROUND = 2
"""Passages shown before and after."""


def address_of(source: UUID, position: int) -> str:
    return reverse("document", args=[source, position])


@require_safe
def passage(request: HttpRequest, source: UUID, position: int) -> HttpResponse:
    """``/documents/<source>/<position>/``; of a document that has changed since, the place nearest to it."""
    told = Chunk.objects.filter(source=source, audience=Audience.PUBLIC).select_related("source").order_by("position")
    shown = list(told.filter(position__gte=position - AROUND, position__lte=position + AROUND)) or list(told[:1])
    if not shown:
        raise Http404
    business = current_business()
    language = language_of(business, *wanted_by(request))
    with translation.override(language):
        context = {"business": business, "language": language, "title": shown[0].source.title, "meant": position}
        return render(request, "knowledge/passage.html", {**context, "passages": shown, "from": _address(shown)})


def _address(shown: list[Chunk]) -> str:
    """Of the web page it was read at; empty for anything else."""
    first = shown[0]
    if first.page is None or first.source.kind != SourceKind.WEB:
        return ""
    found = FetchedPage.objects.filter(version=first.version_id, number=first.page)
    return found.values_list("address", flat=True).first() or ""
