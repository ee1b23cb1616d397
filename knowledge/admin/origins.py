"""Sources that are elsewhere: connected, looked at again, compared with what they said, brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from knowledge.admin.origin_forms import FORMS
from knowledge.errors import OriginRefused
from knowledge.jobs import read_version_of_business
from knowledge.models import DocumentVersion, Origin, Source, SourceKind
from knowledge.models.origins import Often
from knowledge.operations import add_origin, change_origin, look_now, restore_version
from knowledge.queries.versions import MOST_LISTED, changes, names_of, versions_of
from tenants.actors import actor_of
from tenants.context import current_schema
from tenants.errors import AppError

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from knowledge.admin.origin_forms import OriginForm

ONE = "admin:knowledge_source_change"
TITLES = {
    SourceKind.WEB.value: _("Read a web page or site map"),
    SourceKind.FEED.value: _("Read a feed"),
    SourceKind.MAILBOX.value: _("Read a mailbox"),
}
MOST_PAGES_SHOWN = 250


def connect_page(request: HttpRequest, kind: str, page: Callable[..., HttpResponse]) -> HttpResponse:
    """The form of a kind, and what comes of it; ``page`` shows one."""
    if kind not in FORMS:
        raise Http404
    form = FORMS[kind](request.POST or None)
    if form.is_bound and form.is_valid() and (version := _connected(request, form)):
        return redirect(ONE, version.source_id)
    return page(request, "connect", 422 if form.errors else 200, title=TITLES[kind], form=form)


def _connected(request: HttpRequest, form: OriginForm) -> DocumentVersion | None:
    """The version, queued to be fetched; None where it is refused, with the reason at its field."""
    try:
        version = add_origin(wanted=form.wanted(), by=actor_of(request.user), now=timezone.now())
    except OriginRefused as error:
        form.add_error(error.field, str(error.detail))
        return None
    except AppError as error:
        form.add_error(None, str(error.detail))
        return None
    read_version_of_business.delay_in(current_schema(), version=version.pk)
    return version


def act_on_origin(request: HttpRequest, found: Source, what: str) -> bool:
    """Look now, keep how often, go back to a version; whether it was one of these."""
    by, now = actor_of(request.user), timezone.now()
    try:
        if what == "look":
            version = look_now(source_id=found.pk, by=by, now=now)
            read_version_of_business.delay_in(current_schema(), version=version.pk)
        elif what == "keep":
            often, is_trusted = request.POST.get("often", ""), "trusted" in request.POST
            secret = request.POST.get("secret", "")
            change_origin(source_id=found.pk, often=often, is_trusted=is_trusted, by=by, now=now, secret=secret)
            messages.success(request, gettext("It is kept."))
        elif what == "restore":
            number = int(told) if (told := request.POST.get("number", "")).isdecimal() and len(told) < 9 else 0
            version = restore_version(source_id=found.pk, number=number, by=by, now=now)
            read_version_of_business.delay_in(current_schema(), version=version.pk)
        else:
            return False
    except (Source.DoesNotExist, Origin.DoesNotExist):
        raise Http404 from None
    except AppError as error:
        messages.error(request, str(error.detail))
    return True


def history(request: HttpRequest, found: Source, version: DocumentVersion) -> dict[str, Any]:
    """What a source's page shows of where it comes from, of its pages and of its versions."""
    asked = request.GET.get("compare", "")
    before = found.versions.filter(number=int(asked)).first() if asked.isdecimal() and len(asked) < 9 else None
    origin = Origin.objects.filter(source=found).first()
    versions = list(versions_of(found)[:MOST_LISTED])
    names = names_of(each.approved_by for each in versions)
    return {
        "origin": origin,
        "often": Often.choices,
        "may_trust": found.kind != SourceKind.MAILBOX,
        "fetched": version.fetched.defer("content").order_by("number")[:MOST_PAGES_SHOWN],
        "versions": [(each, names.get(each.approved_by, "")) for each in versions],
        "before": before,
        "changes": changes(before, version) if before is not None and version.is_fetched else (),
    }
