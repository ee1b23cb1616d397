"""The platform's view of the outbox: what waits, what was given up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin, messages
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events.models import DeadLetter, OutboxEvent
from events.operations import send_again
from tenants.actors import actor_of
from tenants.models import Business
from tenants.recorded_admin import RecordedAdmin
from tenants.sites import platform_admin

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest


class EventRecordAdmin(RecordedAdmin):
    """A record: events are written by operations and settled by the relay, never by hand."""

    list_per_page = 50
    search_fields = ("aggregate", "uid", "correlation_id", "schema")
    fields = (
        *("type", "aggregate", "schema", "topic", "uid", "correlation_id", "actor", "occurred_at"),
        *("attempts", "available_at", "published_at", "dead_at", "last_error", "payload"),
    )
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[OutboxEvent]:
        queryset: QuerySet[OutboxEvent] = super().get_queryset(request)
        names = Business.objects.filter(schema_name=OuterRef("schema")).values("name")[:1]
        return queryset.annotate(business_name=Subquery(names))

    @admin.display(description=_("about"), ordering="aggregate")
    def about(self, event: OutboxEvent) -> str:
        """Which booking or conversation; a UUID's first part tells it from others well enough here."""
        kind, _colon, name = event.aggregate.partition(":")
        return f"{kind} {name[:8]}"

    @admin.display(description=_("business"), ordering="business_name")
    def business(self, event: OutboxEvent) -> str:
        name: str | None = event.business_name  # type: ignore[attr-defined]  # annotated in get_queryset
        return name or event.schema

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(OutboxEvent, site=platform_admin)
class OutboxEventAdmin(EventRecordAdmin):
    list_display = ("occurred_at", "type", "about", "business", "attempts", "published_at", "dead_at")
    list_filter = ("topic", "type", ("published_at", admin.EmptyFieldListFilter))
    date_hierarchy = "occurred_at"
    ordering = ("-id",)


@admin.register(DeadLetter, site=platform_admin)
class DeadLetterAdmin(EventRecordAdmin):
    list_display = ("dead_at", "type", "about", "business", "attempts", "last_error")
    list_filter = ("type",)
    ordering = ("-dead_at",)
    actions = ("send_again",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[OutboxEvent]:
        queryset: QuerySet[OutboxEvent] = super().get_queryset(request)
        return queryset.exclude(dead_at=None)

    @admin.action(description=_("Send again"), permissions=["change"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[OutboxEvent]) -> None:
        count = send_again(events=list(queryset.values_list("pk", flat=True)), by=actor_of(request.user))
        told = ngettext("%(count)d event is on its way again.", "%(count)d events are on their way again.", count)
        self.message_user(request, told % {"count": count}, messages.SUCCESS)
