"""The catalogue as files: taken along, uploaded, looked over, imported when somebody says yes, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from businesses.exchange.errors import FileNotRead
from businesses.exchange.files import MOST_BYTES, TYPES, write_file
from businesses.exchange.importing import MOST_SHOWN, approve_import, drop_import, progress_of, request_import
from businesses.exchange.tables import TABLE, TABLES
from businesses.exchange.tasks import apply_import_of_business, look_over_import
from businesses.exchange.undoing import undo_import
from businesses.models import CatalogueImport, ImportState
from businesses.models.imports import AT_WORK
from tenants.actors import actor_of
from tenants.context import current_business, current_schema
from tenants.errors import AppError
from tenants.permissions import Permission
from tenants.rules import permissions_here
from tenants.sites import BusinessModelAdmin, admin_page, business_admin

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.urls import URLPattern

LIST = "admin:businesses_catalogueimport_changelist"
ONE = "admin:businesses_catalogueimport_change"


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("File"), help_text=_("CSV, XLSX or JSON, up to 5 MB."), max_length=120, allow_empty_file=True
    )
    table = forms.ChoiceField(
        label=_("What is in it"), required=False, choices=lambda: [("", _("Tell by its columns or sheets")), *titles()]
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("It is larger than 5 MB; divide it into several files."))
        return file


def titles() -> list[tuple[str, str]]:
    return [(table.name, str(table.title)) for table in TABLES]


def titled(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """With the table as people call it."""
    return [{**row, "title": TABLE[row["table"]].title} for row in rows]


@admin.register(CatalogueImport, site=business_admin)
class CatalogueImportAdmin(BusinessModelAdmin):
    to_see, to_change = Permission.CATALOGUE_VIEW, Permission.CATALOGUE_CHANGE
    list_display = ("name", "origin", "state", "rows", "requested_at", "imported_at")
    list_filter = ("origin", "state")
    ordering = ("-requested_at",)
    search_fields = ("name",)
    change_list_template = "admin/businesses/catalogueimport/list.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[CatalogueImport]:
        imports: QuerySet[CatalogueImport] = super().get_queryset(request)
        return imports.defer("content", "preview", "problems")

    def has_delete_permission(self, request: HttpRequest, obj: CatalogueImport | None = None) -> bool:
        return False  # what was imported stays on record

    @admin.display(description=_("new, changed, unchanged, removed"))
    def rows(self, found: CatalogueImport) -> str:
        return " · ".join(str(found.in_all(what)) for what in ("new", "changed", "unchanged", "removed"))

    def get_urls(self) -> list[URLPattern]:
        name = "businesses_catalogueimport"
        return [
            path("export/<slug:kind>/", self.admin_site.admin_view(self.export), name=f"{name}_export"),
            path("<uuid:key>/progress/", self.admin_site.admin_view(self.progress), name=f"{name}_progress"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        page: HttpResponse = super().changelist_view(request, {**(extra_context or {}), "tables": self.seen(request)})
        return page

    @staticmethod
    def seen(request: HttpRequest) -> list[Any]:
        return [table for table in TABLES if table.to_see in permissions_here(request)]

    @admin_page(Permission.CATALOGUE_VIEW)
    def export(self, request: HttpRequest, kind: str) -> HttpResponse:
        """All tables whoever asks may see, or the one that is asked for, as a file."""
        tables = [each for each in self.seen(request) if request.GET.get("table") in {None, each.name}]
        if kind not in TYPES or not tables or (kind == "csv" and len(tables) > 1):
            raise Http404
        content = write_file(kind, tables, by=actor_of(request.user))
        of = tables[0].name if len(tables) == 1 else "catalogue"
        name = f"{current_business().slug}-{of}-{timezone.localdate():%Y-%m-%d}.{kind}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
        return HttpResponse(content, content_type=TYPES[kind], headers=headers)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: object = None) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
        if form.is_bound and form.is_valid() and (found := self.taken_in(request, form)):
            return redirect(ONE, found.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Import a file"),
            "opts": self.opts,
            "form": form,
        }
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/businesses/catalogueimport/upload.html", context, status=status)

    def taken_in(self, request: HttpRequest, form: UploadForm) -> CatalogueImport | None:
        file = form.cleaned_data["file"]
        try:
            found = request_import(
                name=file.name,
                content=file.read(),
                table=form.cleaned_data["table"],
                by=actor_of(request.user),
                language=get_language() or "",
            )
        except AppError as error:
            form.add_error("file" if isinstance(error, FileNotRead) else None, str(error.detail))
            return None
        look_over_import.delay_in(current_schema(), catalogue_import=str(found.pk))
        return found

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: object = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = self.get_object(request, object_id)
        if found is None:
            raise Http404
        if request.method == "POST":
            return self.act(request, found.pk, request.POST.get("do", ""))
        context = {
            **self.admin_site.each_context(request),
            "title": found.name,
            "opts": self.opts,
            "found": found,
            "is_at_work": found.state in AT_WORK,
            "may_change": self.has_change_permission(request),
            "may_undo": found.state == ImportState.DONE and self.has_change_permission(request),
            "problems": titled(found.problems),
            "preview": titled(found.preview),
            "tables": [(TABLE[name].title, count) for name, count in found.counts.items()],
            "most": MOST_SHOWN,
            "in_all": sum(found.in_all(what) for what in ("new", "changed", "removed")),
        }
        return TemplateResponse(request, "admin/businesses/catalogueimport/one.html", context)

    def act(self, request: HttpRequest, key: UUID, what: str) -> HttpResponse:
        """Say yes, let go, or take back."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        by, may = actor_of(request.user), permissions_here(request)
        try:
            match what:
                case "approve":
                    approve_import(import_id=key, by=by, permissions=may, now=timezone.now())
                    apply_import_of_business.delay_in(current_schema(), catalogue_import=str(key))
                case "drop":
                    drop_import(import_id=key, by=by)
                    messages.success(request, gettext("The file was let go; nothing was changed."))
                case "undo":
                    undo_import(import_id=key, by=by, permissions=may)
                    messages.success(request, gettext("The import is undone; everything is as it was before."))
        except AppError as error:
            messages.error(request, str(error.detail))
        return redirect(ONE, key)

    @admin_page(Permission.CATALOGUE_VIEW)
    def progress(self, request: HttpRequest, key: UUID) -> JsonResponse:
        found = get_object_or_404(CatalogueImport.objects.only("state"), pk=key)
        rows, total = progress_of(found)
        return JsonResponse({"state": found.state, "done": rows, "total": total})
