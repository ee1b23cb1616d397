"""Deleting goes to the trash, whose page brings back by one click."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from businesses.admin.history import HistoryAdmin
from businesses.operations.trash import put_into_trash, restore_from_trash
from businesses.queries.trash import KEPT_FOR, in_trash, trashed_called
from tenants.actors import actor_of
from tenants.errors import AppError
from tenants.permissions import Permission
from tenants.sites import admin_page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

    from businesses.models import Trashable


class TrashAdmin(HistoryAdmin):
    """Base of the pages of what can be brought back."""

    def get_deleted_objects(
        self, objs: Iterable[Any], request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[Any], list[Any]]:
        """Nothing is deleted with it, and what points at it is in nobody's way."""
        return [str(each) for each in objs], {}, set(), []

    def log_deletions(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """The operation tells of it."""

    def delete_model(self, request: HttpRequest, obj: Trashable) -> None:
        put_into_trash(row=obj, by=actor_of(request.user))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Each by itself; one that refuses is told with its reason and does not stop the others."""
        for row in queryset:
            try:
                put_into_trash(row=row, by=actor_of(request.user))
            except AppError as error:
                messages.error(request, f"{row}: {error.detail}")

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        return self.refusable(request, super().delete_view, object_id, extra_context)

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        told = _("“%(name)s” is in the trash.") % {"name": obj_display}
        link = format_html(
            '{} <a class="underline" href="{}">{}</a>', told, reverse("admin:businesses_trash"), _("Open it")
        )
        messages.success(request, link)
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")


class WithTrashPage(TrashAdmin):
    """Has the page of the trash, of all kinds."""

    def get_urls(self) -> list[URLPattern]:
        own = path("trash/", self.admin_site.admin_view(self.trash), name="businesses_trash")
        return [own, *super().get_urls()]

    @admin_page(Permission.CATALOGUE_CHANGE)
    def trash(self, request: HttpRequest) -> HttpResponse:
        if request.method == "POST":
            self._restore(request)
            return redirect("admin:businesses_trash")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Trash"),
            "rows": in_trash(now=timezone.now()),
            "days": KEPT_FOR.days,
        }
        return TemplateResponse(request, "admin/businesses/trash.html", context)

    def _restore(self, request: HttpRequest) -> None:
        row = trashed_called(request.POST.get("row", ""))
        if row is None:
            messages.error(request, _("That is not in the trash any more."))
            return
        try:
            restore_from_trash(row=row, by=actor_of(request.user))
        except AppError as error:
            messages.error(request, str(error.detail))
        else:
            messages.success(request, _("“%(name)s” is back.") % {"name": row})
