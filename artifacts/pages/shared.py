"""What a link opens: an artifact as it is now, for whoever has it; and a comment, where the link allows one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods

from artifacts.kinds import Rights
from artifacts.limits import count_comment, count_opening
from artifacts.operations.commenting import LONGEST_COMMENT, comment_by_link
from artifacts.pages.showing import shown
from artifacts.queries import share_opened_by
from businesses.languages import language_of, wanted_by
from tenants.context import current_business
from tenants.errors import AppError
from tenants.limits.addresses import address_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from artifacts.models import Share

LONGEST_SHOWN_NAME = 80
HEADERS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "same-origin",
}
"""Nobody keeps the page, finds it or is told where it is: whoever has its address may read it. Its own form says where
it is from, or it would not be taken (CSRF)."""


@require_http_methods(["GET", "HEAD", "POST"])
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """``/shared/<token>/``; a comment that is not taken is told why, and stays in the form."""
    business = current_business()
    language = language_of(business, *wanted_by(request))
    with translation.override(language), timezone.override(business.zone):
        context = {"business": business, "language": language}
        trouble, status = "", 200
        try:
            count_opening(address_of(request))
            link = share_opened_by(token, now=timezone.now())
        except AppError as error:
            return answer(request, {**context, "closed": str(error.detail)}, error.status)
        if request.method == "POST":
            try:
                return said(request, link)
            except AppError as error:
                trouble, status = str(error.detail), error.status
        return answer(request, {**context, **shown_by(link), "trouble": trouble}, status)


def shown_by(link: Share) -> dict[str, object]:
    version = link.artifact.versions.get(number=link.artifact.version)
    return {
        "artifact": link.artifact,
        "version": version,
        "blocks": shown(version, link.artifact.kind),
        "may_comment": link.rights == Rights.COMMENT,
        "comments": link.comments.order_by("created_at", "pk"),
        "longest": LONGEST_COMMENT,
        "longest_name": LONGEST_SHOWN_NAME,
    }


def said(request: HttpRequest, link: Share) -> HttpResponse:
    """Raises ``AppError`` for what is not taken."""
    count_comment(address_of(request))
    name = request.POST.get("name", "")[:LONGEST_SHOWN_NAME]
    comment_by_link(share=link, text=request.POST.get("text", ""), name=name, now=timezone.now())
    response = redirect(f"{request.path}#comments")
    for header, value in HEADERS.items():
        response.headers[header] = value
    return response


def answer(request: HttpRequest, context: dict[str, object], status: int) -> HttpResponse:
    response = render(request, "artifacts/shared.html", context, status=status)
    for header, value in HEADERS.items():
        response.headers[header] = value
    return response
