"""What the business tells customers of their data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from businesses.languages import language_of, wanted_by
from businesses.privacy.consenting import current_notice
from tenants.context import current_business

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def notice(request: HttpRequest) -> HttpResponse:
    """``/privacy/``: the newest version."""
    found, business = current_notice(), current_business()
    if found is None:
        raise Http404
    language = language_of(business, *wanted_by(request))
    with translation.override(language):
        context = {"business": business, "language": language, "notice": found}
        return render(request, "book/privacy.html", context)
