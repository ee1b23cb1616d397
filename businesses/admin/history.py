"""A row's own history, for who may read the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from businesses.queries.history import MOST, history_of
from tenants.permissions import Permission
from tenants.rules import permissions_here
from tenants.sites import BusinessModelAdmin

if TYPE_CHECKING:
    from django.http import HttpRequest


class HistoryAdmin(BusinessModelAdmin):
    """Base of the pages of rows of the catalogue: their history says who changed what, from what to what."""

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None) -> Any:
        if not self.has_view_permission(request) or Permission.AUDIT_VIEW not in permissions_here(request):
            raise PermissionDenied
        if (row := self.get_object(request, object_id)) is None:
            raise Http404
        context = {
            **self.admin_site.each_context(request),
            "title": _("History of %(name)s") % {"name": row},
            "opts": self.opts,
            "original": row,
            "past": history_of(row),
            "most": MOST,
        }
        return TemplateResponse(request, "admin/businesses/history.html", context)
