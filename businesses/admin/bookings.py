"""Bookings can be read and ended here; they are made through the operations alone."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from businesses.models import Booking, BookingChange, BookingStatus
from businesses.operations import amend_booking, cancel_booking, move_booking
from businesses.queries import business_date_at, business_day, business_today
from tenants.actors import actor_of
from tenants.context import current_business
from tenants.errors import AppError
from tenants.permissions import Permission
from tenants.sites import BusinessInline, BusinessModelAdmin, business_admin

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.db.models import QuerySet
    from django.forms import ModelForm
    from django.http import HttpRequest
    from django.utils.functional import _StrOrPromise


SIX_DAYS = timedelta(days=6)
AMENDED = ("note", "address")
"""What can be written here."""


class BookingChangeInline(BusinessInline):
    """The booking's timeline."""

    model = BookingChange
    fields = readonly_fields = ("at", "kind", "from_status", "to_status", "actor", "actor_name", "detail")
    ordering = ("version",)
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Booking | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Booking | None = None) -> bool:
        return False


class WhenFilter(admin.SimpleListFilter):
    """By the business's own calendar."""

    title = _("when")
    parameter_name = "when"

    def lookups(self, request: HttpRequest, model_admin: Any) -> tuple[tuple[str, _StrOrPromise], ...]:
        return (("today", _("Today")), ("week", _("The next seven days")), ("past", _("Before today")))

    def queryset(self, request: HttpRequest, queryset: QuerySet[Booking]) -> QuerySet[Booking]:
        today = business_today()
        start = business_day(today).start
        match self.value():
            case "today":
                return queryset.filter(starts_at__gte=start, starts_at__lt=business_day(today).end)
            case "week":
                return queryset.filter(starts_at__gte=start, starts_at__lt=business_day(today + SIX_DAYS).end)
            case "past":
                return queryset.filter(starts_at__lt=start)
        return queryset


def _when(moment: datetime) -> str:
    return date_format(moment.astimezone(current_business().zone), "D j M Y, H:i")


@admin.register(Booking, site=business_admin)
class BookingAdmin(BusinessModelAdmin):
    to_see, to_change = Permission.BOOKINGS_VIEW, Permission.BOOKINGS_CHANGE
    list_display = ("reference", "starts", "customer", "party_size", "service", "resource", "status", "source")
    list_filter = ("status", "source", "service", "resource", WhenFilter)
    list_select_related = ("customer", "service", "resource")
    search_fields = ("reference", "customer__name", "customer__phone", "customer__email")
    ordering = ("-starts_at",)
    actions = ("complete", "no_show", "cancel")
    date_hierarchy = "starts_at"
    inlines = (BookingChangeInline,)
    fields = (
        "reference", "status", "starts", "ends", "customer", "party_size", "service", "resource",
        "series", "source", "note", "address", "late_minutes", "arrived_at", "left_at",
        "cancel_cutoff_minutes", "created_at", "elsewhere",
    )  # fmt: skip

    def has_add_permission(self, request: HttpRequest, obj: Booking | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Booking | None = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Booking | None = None) -> tuple[str, ...]:
        return tuple(field for field in self.fields if field not in AMENDED)

    def save_model(self, request: HttpRequest, obj: Booking, form: ModelForm[Booking], change: bool) -> None:
        """Amends by the operation, so that the timeline and the board tell of it; what was not touched stays."""
        said = {field: form.cleaned_data[field] for field in AMENDED if field in form.changed_data}
        try:
            amend_booking(reference=obj.reference, by=actor_of(request.user), **said)
        except AppError as error:
            messages.error(request, str(error.detail))

    @admin.display(description=_("starts"), ordering="starts_at")
    def starts(self, booking: Booking) -> str:
        return _when(booking.during.lower)

    @admin.display(description=_("ends"))
    def ends(self, booking: Booking) -> str:
        return _when(booking.ends_at)

    @admin.display(description=_("see also"))
    def elsewhere(self, booking: Booking) -> str:
        day = business_date_at(booking.during.lower)
        on_board = f"{reverse('board-day', args=[f'{day:%Y-%m-%d}'])}#b-{booking.reference}"
        mails = f"{reverse('mails')}?q={booking.reference}"
        return format_html(
            '<a href="{}">{}</a> · <a href="{}">{}</a>', on_board, _("On the board"), mails, _("Mails about it")
        )

    @admin.action(description=_("They came"))
    def complete(self, request: HttpRequest, queryset: QuerySet[Booking]) -> None:
        self._each(request, queryset, partial(move_booking, to=BookingStatus.COMPLETED))

    @admin.action(description=_("They did not come"))
    def no_show(self, request: HttpRequest, queryset: QuerySet[Booking]) -> None:
        self._each(request, queryset, partial(move_booking, to=BookingStatus.NO_SHOW))

    @admin.action(description=_("Cancel"))
    def cancel(self, request: HttpRequest, queryset: QuerySet[Booking]) -> None:
        self._each(request, queryset, cancel_booking)

    def _each(self, request: HttpRequest, queryset: QuerySet[Booking], operation: Callable[..., Booking]) -> None:
        """Run the operation on each booking; one that refuses is told with its reason and does not stop the others."""
        done = 0
        for reference in queryset.values_list("reference", flat=True):
            try:
                operation(reference=reference, by=actor_of(request.user))
            except AppError as error:
                messages.error(request, f"{reference}: {error.detail}")
            else:
                done += 1
        if done:
            text = ngettext("%(count)d booking changed.", "%(count)d bookings changed.", done)
            messages.success(request, text % {"count": done})
