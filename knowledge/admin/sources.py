"""Documents: add or connect one, see what was read of it, say who may be told, delete it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from knowledge.admin.forms import AddForm
from knowledge.admin.origins import act_on_origin, connect_page, history
from knowledge.jobs import read_version_of_business
from knowledge.models import Audience, ReadingState, Source, SourceKind
from knowledge.operations import add_source, add_version, approve_source, ask_again, delete_source
from tenants.actors import actor_of
from tenants.context import current_schema
from tenants.errors import AppError
from tenants.permissions import Permission
from tenants.sites import BusinessModelAdmin, admin_page, business_admin

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest
    from django.urls import URLPattern

    from knowledge.models import DocumentVersion
    from tenants.actors import Actor

LIST, ONE = "admin:knowledge_source_changelist", "admin:knowledge_source_change"
MOST_SHOWN = 100


@admin.register(Source, site=business_admin)
class SourceAdmin(BusinessModelAdmin):
    to_see, to_change = Permission.ASSISTANT_VIEW, Permission.ASSISTANT_CHANGE
    list_display = ("title", "kind", "told", "created_at", "approved_at")
    list_filter = ("kind", "audience")
    search_fields = ("title",)
    ordering = ("-created_at",)
    change_list_template = "admin/knowledge/source/list.html"

    @admin.display(description=_("who is told"), empty_value="")
    def told(self, source: Source) -> str:
        return str(source.get_audience_display()) if source.audience is not None else gettext("Waits for your approval")

    def has_delete_permission(self, request: HttpRequest, obj: Source | None = None) -> bool:
        return False  # by the button on its page, which deletes all that is of it

    def get_urls(self) -> list[URLPattern]:
        connect = self.admin_site.admin_view(self.connect)
        return [path("connect/<slug:kind>/", connect, name="knowledge_source_connect"), *super().get_urls()]

    @admin_page(Permission.ASSISTANT_CHANGE)
    def connect(self, request: HttpRequest, kind: str) -> HttpResponse:
        return connect_page(request, kind, self.page)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: object = None) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = AddForm(request.POST, request.FILES) if request.method == "POST" else AddForm()
        if form.is_bound and form.is_valid() and (version := self.taken_in(request, form)):
            return redirect(ONE, version.source_id)
        return self.page(request, "add", 422 if form.errors else 200, title=_("Add a document"), form=form)

    def taken_in(self, request: HttpRequest, form: AddForm, source: UUID | None = None) -> DocumentVersion | None:
        """The version, queued to be read; None where it is refused, with the reason in the form."""
        file, by, now = form.cleaned_data["file"], actor_of(request.user), timezone.now()
        given: dict[str, Any] = {"content": form.cleaned_data["text"].encode(), "by": by, "now": now}
        if file:
            given.update(content=file.read(), name=file.name)
        try:
            if source is not None:
                version = add_version(source_id=source, **given)
            else:
                kind = SourceKind.FILE if file else SourceKind.NOTE
                version = add_source(title=form.cleaned_data["title"], kind=kind, **given)
        except AppError as error:
            form.add_error("file", str(error.detail))
            return None
        read_version_of_business.delay_in(current_schema(), version=version.pk)
        return version

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: object = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = self.get_object(request, object_id)
        if found is None:
            raise Http404
        if request.method == "POST":
            return self.act(request, found)
        return self.one(request, found, AddForm())

    def one(self, request: HttpRequest, found: Source, form: AddForm) -> HttpResponse:
        version = found.versions.defer("content").latest("number")
        passages = version.chunks.order_by("position")[:MOST_SHOWN]
        return self.page(
            request,
            "one",
            422 if form.errors else 200,
            title=found.title,
            found=found,
            form=form,
            version=version,
            passages=passages,
            most=MOST_SHOWN,
            audiences=Audience.choices,
            is_at_work=version.state == ReadingState.READING,
            is_newer=found.audience is not None and not version.chunks.exclude(audience=None).exists(),
            may_change=self.has_change_permission(request),
            **history(request, found, version),
        )

    def act(self, request: HttpRequest, found: Source) -> HttpResponse:
        """Approve, delete, have it read again, or take a new version in."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        by, what = actor_of(request.user), request.POST.get("do", "")
        if what == "delete":
            delete_source(source_id=found.pk, by=by)
            messages.success(request, gettext("It is deleted, with all that was read of it."))
            return redirect(LIST)
        if what == "version":
            form = AddForm(request.POST, request.FILES)
            if not (form.is_valid() and self.taken_in(request, form, found.pk)):
                return self.one(request, found, form)
        elif what == "again":
            self.read_again(found, by)
        elif what == "approve":
            self.approve(request, found)
        else:
            act_on_origin(request, found, what)
        return redirect(ONE, found.pk)

    @staticmethod
    def read_again(found: Source, by: Actor) -> None:
        version = found.versions.defer("content").latest("number")
        if ask_again(version_id=version.pk, by=by):
            read_version_of_business.delay_in(current_schema(), version=version.pk)

    @staticmethod
    def approve(request: HttpRequest, found: Source) -> None:
        try:
            audience, number = Audience(int(request.POST.get("audience", ""))), request.POST.get("number", "")
            approve_source(
                source_id=found.pk,
                audience=audience,
                by=actor_of(request.user),
                now=timezone.now(),
                number=int(number) if number.isdecimal() and len(number) < 9 else None,
            )
        except ValueError:
            messages.error(request, gettext("Choose who may be told."))
        except AppError as error:
            messages.error(request, str(error.detail))
        else:
            messages.success(request, gettext("Approved. It is told from now on."))

    def page(self, request: HttpRequest, name: str, status: int = 200, **context: Any) -> HttpResponse:
        whole = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return TemplateResponse(request, f"admin/knowledge/source/{name}.html", whole, status=status)
