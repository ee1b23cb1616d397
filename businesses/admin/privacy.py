"""Copies of data, to be made and fetched, and the receipts of what was erased."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from businesses.models import Consent, Erasure, Export, PrivacyNotice, Purpose, RetentionPolicy
from businesses.privacy.consenting import current_notice, publish_notice, withdraw_marketing
from businesses.privacy.exporting import hand_out, progress_of, request_export
from businesses.privacy.holdings import stores, tables
from businesses.privacy.retention import preview_sweep
from businesses.privacy.tasks import write_export_of_business
from businesses.remembering.keeping import forget
from tenants.actors import actor_of
from tenants.context import current_business, current_schema
from tenants.errors import AppError
from tenants.permissions import Permission
from tenants.rules import permissions_here
from tenants.sites import BusinessModelAdmin, OneRowAdmin, admin_page, business_admin

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse, HttpResponseBase
    from django.urls import URLPattern


@admin.register(Export, site=business_admin)
class ExportAdmin(BusinessModelAdmin):
    to_see, to_change = Permission.PRIVACY_VIEW, Permission.PRIVACY_CHANGE
    list_display = ("requested_at", "what", "stands", "rows", "file_size", "expires_at", "fetch")
    list_filter = ("state",)
    list_select_related = ("customer",)
    ordering = ("-requested_at",)
    fields = readonly_fields = (
        "what", "stands", "requested_by", "requested_at", "ready_at", "expires_at", "rows", "file_size", "sha256",
        "downloads", "fetch",
    )  # fmt: skip

    def has_change_permission(self, request: HttpRequest, obj: Export | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Export | None = None) -> bool:
        return False  # the row is the trace of who had a copy made; its file goes by itself

    @admin.display(description=_("of"))
    def what(self, export: Export) -> str:
        return str(export.customer or _("An erased customer")) if export.is_of_customer else gettext("Everything")

    @admin.display(description=_("state"), ordering="state")
    def stands(self, export: Export) -> str:
        per_cent = progress_of(export)
        return f"{export.get_state_display()} {per_cent} %" if 0 < per_cent < 100 else export.get_state_display()

    @admin.display(description=_("size"), ordering="size")
    def file_size(self, export: Export) -> str:
        return str(filesizeformat(export.size)) if export.size else "-"

    @admin.display(description=_("file"))
    def fetch(self, export: Export) -> str:
        if not export.can_be_had(timezone.now()):
            return "-"
        address = reverse("admin:businesses_export_download", args=[export.pk])
        return format_html('<a href="{}">{}</a>', address, gettext("Download"))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.download)
        return [path("<uuid:key>/download/", view, name="businesses_export_download"), *super().get_urls()]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: object = None) -> HttpResponse:
        """A copy of everything, asked for by a button."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            context = {**self.admin_site.each_context(request), "title": _("Copy all data"), "opts": self.opts}
            return TemplateResponse(request, "admin/businesses/export.html", context)
        export = request_export(by=actor_of(request.user))
        write_export_of_business.delay_in(current_schema(), export=str(export.pk))
        messages.success(request, gettext("The copy is being written; it is listed here."))
        return redirect("admin:businesses_export_changelist")

    @admin_page(Permission.PRIVACY_VIEW)
    def download(self, request: HttpRequest, key: UUID) -> HttpResponseBase:
        export = get_object_or_404(Export, pk=key)
        if not export.is_of_customer and Permission.PRIVACY_CHANGE not in permissions_here(request):
            raise PermissionDenied
        try:
            file = hand_out(export=export, by=actor_of(request.user), now=timezone.now())
        except AppError as error:
            messages.error(request, str(error.detail))
            return redirect("admin:businesses_export_changelist")
        name = f"{current_business().slug}-{export.requested_at:%Y-%m-%d}-{str(export.pk)[:8]}.zip"
        return FileResponse(file, as_attachment=True, filename=name)


@admin.register(Erasure, site=business_admin)
class ErasureAdmin(BusinessModelAdmin):
    """Receipts: how much went from where."""

    to_see = Permission.PRIVACY_VIEW

    list_display = ("requested_at", "requested_by", "in_all", "trouble", "erased_at", "checked_at")
    ordering = ("-requested_at",)
    fields = readonly_fields = (
        "id", "requested_by", "requested_at", "receipt", "trouble", "erased_at", "checked_at",
    )  # fmt: skip

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Erasure | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Erasure | None = None) -> bool:
        return False

    @admin.display(description=_("erased"))
    def in_all(self, erasure: Erasure) -> int:
        return sum(erasure.counts.values())

    @admin.display(description=_("receipt"))
    def receipt(self, erasure: Erasure) -> str:
        titles = {table.name: str(table.title) for table in tables()}
        titles |= {store.name: str(store.title) for store in stores()}
        return ", ".join(f"{titles.get(name, name)}: {count}" for name, count in erasure.counts.items())


@admin.register(RetentionPolicy, site=business_admin)
class RetentionPolicyAdmin(OneRowAdmin):
    """How long what is kept, and what the next night's sweep would remove."""

    to_see, to_change = Permission.PRIVACY_VIEW, Permission.PRIVACY_CHANGE
    readonly_fields = ("next_sweep",)

    @admin.display(description=_("the next sweep would remove"))
    def next_sweep(self, policy: RetentionPolicy | None) -> str:
        found = preview_sweep(policy or RetentionPolicy.current(), now=timezone.now())
        return ", ".join(f"{title}: {count}" for title, count in found if count) or gettext("Nothing.")


@admin.register(PrivacyNotice, site=business_admin)
class PrivacyNoticeAdmin(BusinessModelAdmin):
    """Adding one publishes it; what customers were shown is never changed."""

    to_see, to_change = Permission.PRIVACY_VIEW, Permission.PRIVACY_CHANGE
    list_display = ("version", "published_at", "published_by", "marketing_question", "asks_to_remember")
    ordering = ("-version",)
    fields = ("text", "marketing_question", "asks_to_remember", "version", "published_at", "published_by")
    readonly_fields = ("version", "published_at", "published_by")

    def has_change_permission(self, request: HttpRequest, obj: PrivacyNotice | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: PrivacyNotice | None = None) -> bool:
        return False

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The next version begins as the last."""
        last, kept = current_notice(), ("text", "marketing_question", "asks_to_remember")
        return {name: getattr(last, name) for name in kept} if last else {}

    def save_model(self, request: HttpRequest, obj: PrivacyNotice, form: Any, change: bool) -> None:
        saved = publish_notice(
            text=obj.text,
            marketing_question=obj.marketing_question,
            asks_to_remember=obj.asks_to_remember,
            by=actor_of(request.user),
        )
        obj.pk, obj.version, obj.published_at = saved.pk, saved.version, saved.published_at


@admin.register(Consent, site=business_admin)
class ConsentAdmin(BusinessModelAdmin):
    """Who agreed to what, when and by what means."""

    to_see, to_change = Permission.PRIVACY_VIEW, Permission.CUSTOMERS_CHANGE

    list_display = ("customer", "purpose", "notice", "means", "given_at", "withdrawn_at")
    list_filter = ("purpose", "means", "notice")
    list_select_related = ("customer", "notice")
    search_fields = ("customer__name", "customer__phone", "customer__email", "evidence")
    ordering = ("-given_at",)
    actions = ("withdraw", "forget")
    fields = readonly_fields = (
        "customer", "purpose", "notice", "means", "evidence", "given_at", "withdrawn_at", "withdrawn_by",
    )  # fmt: skip

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Consent | None = None) -> bool:
        return False

    @admin.action(description=_("They want no news any more"))
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Consent]) -> None:
        by, now = actor_of(request.user), timezone.now()
        customers = {consent.customer for consent in queryset.select_related("customer")}
        count = sum(withdraw_marketing(customer=customer, by=by, now=now) for customer in customers)
        told = ngettext("%(count)d consent ended.", "%(count)d consents ended.", count)
        messages.success(request, told % {"count": count})

    @admin.action(description=_("Nothing they usually choose may be remembered any more"))
    def forget(self, request: HttpRequest, queryset: QuerySet[Consent]) -> None:
        agreed = queryset.filter(purpose=Purpose.REMEMBER)
        count = forget(consents=agreed, by=actor_of(request.user), now=timezone.now())
        told = ngettext("%(count)d consent ended.", "%(count)d consents ended.", count)
        messages.success(request, told % {"count": count})
