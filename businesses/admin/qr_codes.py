"""QR codes: made, drawn, printed for all tables, withdrawn; and how often they were scanned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.text import slugify
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from businesses.languages import language_of
from businesses.models import QrCode, QrPurpose, QrScan, Resource, ResourceKind
from businesses.qr.codes import make_table_codes, sheet_codes, with_scans, withdraw_codes
from businesses.qr.drawing import TYPES, address_of, drawn
from businesses.queries import business_today
from tenants.actors import actor_of
from tenants.context import current_business
from tenants.permissions import Permission
from tenants.sites import BusinessInline, BusinessModelAdmin, admin_page, business_admin

if TYPE_CHECKING:
    from django.db.models import ForeignKey, QuerySet
    from django.http import HttpRequest
    from django.urls import URLPattern

LIST = "admin:businesses_qrcode_changelist"


class QrCodeForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only in its stubs
    def _get_validation_exclusions(self) -> set[str]:
        """That a table has one code in use is checked here, though nobody withdraws one in this form."""
        return super()._get_validation_exclusions() - {"withdrawn_at"}  # type: ignore[misc, no-any-return]  # Django's own


class QrScanInline(BusinessInline):
    """Day by day."""

    model = QrScan
    fields = readonly_fields = ("day", "count")
    ordering = ("-day",)
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(QrCode, site=business_admin)
class QrCodeAdmin(BusinessModelAdmin):
    to_see, to_change = Permission.CATALOGUE_VIEW, Permission.CATALOGUE_CHANGE
    form = QrCodeForm
    list_display = ("called", "purpose", "scans_lately", "scans_in_all", "is_in_use", "pictures")
    list_filter = ("purpose", ("withdrawn_at", admin.EmptyFieldListFilter))
    list_select_related = ("table",)
    search_fields = ("name", "table__name")
    ordering = ("purpose", "table__position", "table__name", "name")
    actions = ("withdraw",)
    inlines = (QrScanInline,)
    change_list_template = "admin/businesses/qrcode/list.html"
    fields = ("purpose", "table", "name", "opens")

    def get_queryset(self, request: HttpRequest) -> QuerySet[QrCode]:
        return with_scans(super().get_queryset(request), today=business_today())

    def get_fields(self, request: HttpRequest, obj: QrCode | None = None) -> tuple[str, ...]:
        if obj is None:
            return self.fields
        own = {QrPurpose.TABLE: ("table",), QrPurpose.MENU: ("name",), QrPurpose.CAMPAIGN: ("name", "opens")}
        return ("purpose", *own[QrPurpose(obj.purpose)], "address", "picture", "withdrawn_at")

    def get_readonly_fields(self, request: HttpRequest, obj: QrCode | None = None) -> tuple[str, ...]:
        """What is printed already stays for what it was made."""
        return ("purpose", "table", "address", "picture", "withdrawn_at") if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: QrCode | None = None) -> bool:
        return False  # a code that was printed is withdrawn, and says so

    def formfield_for_foreignkey(self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "table":
            kwargs["queryset"] = Resource.objects.filter(kind=ResourceKind.TABLE, is_active=True).order_by("name")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=_("code"))
    def called(self, code: QrCode) -> str:
        return str(code)

    @admin.display(description=_("scans in 30 days"), ordering="scanned_lately")
    def scans_lately(self, code: QrCode) -> int:
        return code.scanned_lately or 0  # type: ignore[attr-defined]  # the queryset's

    @admin.display(description=_("scans in all"), ordering="scanned")
    def scans_in_all(self, code: QrCode) -> int:
        return code.scanned or 0  # type: ignore[attr-defined]  # the queryset's

    @admin.display(description=_("in use"), boolean=True)
    def is_in_use(self, code: QrCode) -> bool:
        return code.withdrawn_at is None

    @admin.display(description=_("address"))
    def address(self, code: QrCode) -> str:
        return address_of(code)

    @admin.display(description=_("picture"))
    def picture(self, code: QrCode) -> str:
        image = reverse("admin:businesses_qrcode_picture", args=[code.pk, "svg"])
        alt = gettext("QR code of %(name)s") % {"name": code}
        return format_html('<img src="{}" alt="{}" width="240" height="240"><br>{}', image, alt, self.pictures(code))

    @admin.display(description=_("download"))
    def pictures(self, code: QrCode) -> str:
        at = {kind: reverse("admin:businesses_qrcode_picture", args=[code.pk, kind]) for kind in TYPES}
        link = '<a class="underline" href="{}" download>SVG</a> · <a class="underline" href="{}" download>PNG</a>'
        return format_html(link, at["svg"], at["png"])

    def get_urls(self) -> list[URLPattern]:
        name, view = "businesses_qrcode", self.admin_site.admin_view
        return [
            path("sheet/", view(self.sheet), name=f"{name}_sheet"),
            path("tables/", view(self.tables), name=f"{name}_tables"),
            path("<int:key>/picture.<slug:kind>", view(self.drawing), name=f"{name}_picture"),
            *super().get_urls(),
        ]

    @admin_page(Permission.CATALOGUE_VIEW)
    def drawing(self, request: HttpRequest, key: int, kind: str) -> HttpResponse:
        code = get_object_or_404(QrCode.objects.select_related("table"), pk=key)
        if kind not in TYPES:
            raise Http404
        name = f"{current_business().slug}-{slugify(str(code)) or code.pk}.{kind}"
        headers = {"Content-Disposition": f'inline; filename="{name}"', "X-Content-Type-Options": "nosniff"}
        return HttpResponse(drawn(code, kind), content_type=TYPES[kind], headers=headers)

    @admin_page(Permission.CATALOGUE_VIEW)
    def sheet(self, request: HttpRequest) -> HttpResponse:
        """All tables on paper, in the business's language: guests read it."""
        business = current_business()
        with translation.override(language_of(business)):
            return render(request, "qr/sheet.html", {"business": business, "codes": sheet_codes()})

    @admin_page(Permission.CATALOGUE_CHANGE)
    def tables(self, request: HttpRequest) -> HttpResponse:
        """A code for every table that has none."""
        if request.method == "POST":
            count = len(make_table_codes(by=actor_of(request.user)))
            told = ngettext("%(count)d code was made.", "%(count)d codes were made.", count) % {"count": count}
            messages.success(request, told if count else gettext("Every table in use has a code already."))
        return redirect(LIST)

    @admin.action(description=_("Withdraw: they open nothing any more"))
    def withdraw(self, request: HttpRequest, queryset: QuerySet[QrCode]) -> HttpResponse | None:
        codes = list(queryset)
        if request.POST.get("sure") != "yes":
            context = {**self.admin_site.each_context(request), "title": _("Withdraw codes"), "opts": self.opts}
            return render(request, "admin/businesses/qrcode/sure.html", {**context, "codes": codes})
        count = withdraw_codes(codes=codes, by=actor_of(request.user), now=timezone.now())
        told = ngettext("%(count)d code was withdrawn.", "%(count)d codes were withdrawn.", count)
        messages.success(request, told % {"count": count})
        return None
