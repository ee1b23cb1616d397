"""The keys a business gives to its programs: made and shown once, replaced, ended."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from tenants.actors import actor_of
from tenants.context import current_business, current_schema
from tenants.forms import ApiKeyForm
from tenants.keys import MARK
from tenants.models import ApiKey
from tenants.operations import end_key, make_key, rotate_key
from tenants.permissions import Permission
from tenants.rules import permissions_of
from tenants.sites import BusinessModelAdmin, ProvedAdmin, business_admin

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import _StrOrPromise

OVERLAPS = {
    "0": (timedelta(0), gettext_lazy("ends now")),
    "1": (timedelta(hours=1), gettext_lazy("is good for another hour")),
    "24": (timedelta(days=1), gettext_lazy("is good for another day")),
    "168": (timedelta(days=7), gettext_lazy("is good for another week")),
}


@admin.register(ApiKey, site=business_admin)
class ApiKeyAdmin(ProvedAdmin, BusinessModelAdmin):
    to_see = to_change = Permission.SECURITY_CHANGE
    form = ApiKeyForm
    fields = ("name", "permissions", "tier", "lifetime")
    list_display = ("name", "begins_with", "state", "tier", "made_by", "last_used_at", "expires_at")
    list_select_related = ("made_by", "business")
    search_fields = ("name", "prefix")
    ordering = ("-created_at",)

    @admin.display(description=gettext_lazy("begins with"), ordering="prefix")
    def begins_with(self, key: ApiKey) -> str:
        return f"{MARK}{key.prefix}…"

    @display(  # type: ignore[untyped-decorator]  # unfold is untyped
        description=gettext_lazy("state"),
        label={
            gettext_lazy("Good"): "success",
            gettext_lazy("Ended"): "danger",
            gettext_lazy("Its maker may not do it"): "danger",
        },
    )
    def state(self, key: ApiKey) -> _StrOrPromise:
        if not key.is_good(timezone.now()):
            return _("Ended")
        is_backed = permissions_of(key.made_by, key.schema).issuperset(key.permissions)
        return _("Good") if is_backed else _("Its maker may not do it")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ApiKey]:
        queryset: QuerySet[ApiKey] = super().get_queryset(request)
        return queryset.filter(schema=current_schema())

    def has_delete_permission(self, request: HttpRequest, obj: ApiKey | None = None) -> bool:
        return False  # what it was and when it was used stays known

    def changeform_view(self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any) -> Any:
        page = super().changeform_view if object_id is None else self._proved_page
        return self.refusable(request, page, object_id, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: ApiKey, form: ApiKeyForm, change: bool) -> None:
        made = make_key(
            business=current_business(),
            name=obj.name,
            permissions=obj.permissions,
            tier=obj.tier,
            expires_at=form.expires_at(timezone.now()),
            by=actor_of(request.user),
        )
        obj.pk = made.row.pk
        request.made_key = made.key  # type: ignore[attr-defined]  # for the one page that shows it

    def response_add(self, request: HttpRequest, obj: ApiKey, post_url_continue: str | None = None) -> HttpResponse:
        return self._show(request, ApiKey.objects.get(pk=obj.pk), made=request.made_key)  # type: ignore[attr-defined]

    def _proved_page(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        answer: HttpResponse = self._proved(request, self._page, object_id)
        return answer

    def _page(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """What a key may do and when it was used; replacing and ending it."""
        key: ApiKey | None = self.get_object(request, object_id)
        if key is None:
            return redirect("admin:tenants_apikey_changelist")
        by = actor_of(request.user)
        match request.POST.get("do"):
            case "rotate":
                overlap, _label = OVERLAPS.get(request.POST.get("overlap", ""), OVERLAPS["0"])
                made = rotate_key(key=key, overlap=overlap, by=by)
                return self._show(request, made.row, made=made.key)
            case "end":
                end_key(key=key, by=by)
                messages.success(request, _("The key has ended."))
                return redirect("admin:tenants_apikey_changelist")
        return self._show(request, key)

    def _show(self, request: HttpRequest, key: ApiKey, *, made: str = "") -> HttpResponse:
        labels = dict(Permission.choices)
        context = {
            **self.admin_site.each_context(request),
            "title": key.name,
            "opts": self.opts,
            "key": key,
            "made": made,
            "begins_with": self.begins_with(key),
            "is_good": key.is_good(timezone.now()),
            "state": self.state(key),
            "allowed": [labels[name] for name in key.permissions if name in labels],
            "overlaps": [(value, label) for value, (_overlap, label) in OVERLAPS.items()],
        }
        return TemplateResponse(request, "admin/tenants/api_key.html", context)
