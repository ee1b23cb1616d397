"""Looking the record up: a business's own for its owners and managers, all of them for the platform."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.models import Entry
from audit.queries import link_of, particulars_of, rows
from tenants.actors import actor_of
from tenants.deeds import done
from tenants.permissions import Permission
from tenants.recorded_admin import RecordedAdmin
from tenants.sites import BusinessModelAdmin, business_admin, platform_admin

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from audit.querysets import EntryQuerySet

EXPORTED = "audit.exported"
MOST_EXPORTED = 50_000
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for a formula."""


class EntryPages(RecordedAdmin):
    """Nobody adds, changes or deletes here; PostgreSQL would refuse it."""

    list_display: ClassVar[tuple[str, ...]] = ("at", "actor_kind", "who", "deed", "about", "number")
    list_filter = ("actor_kind", "deed")
    date_hierarchy = "at"
    search_fields: ClassVar[tuple[str, ...]] = ("about", "deed", "actor_id", "correlation_id")
    ordering = ("-id",)
    list_per_page = 100
    show_full_result_count = False
    fields = (
        *("at", "actor_kind", "who", "deed", "about", "detail", "particulars_told", "correlation_id"),
        *("number", "digest", "previous", "hash"),
    )
    readonly_fields = fields
    actions = ("as_csv", "as_json")

    def get_queryset(self, request: HttpRequest) -> EntryQuerySet:
        entries: EntryQuerySet = super().get_queryset(request)
        return entries.whole()

    @admin.display(description=gettext_lazy("who"))
    def who(self, entry: Entry) -> str:
        told = particulars_of(entry)
        return (told.values.get("name") if told else "") or entry.actor_id

    @admin.display(description=gettext_lazy("number"))
    def number(self, entry: Entry) -> int | None:
        link = link_of(entry)
        return link.sequence if link else None

    @admin.display(description=gettext_lazy("follows"))
    def previous(self, entry: Entry) -> str:
        link = link_of(entry)
        return link.previous if link else ""

    @admin.display(description=gettext_lazy("hash"))
    def hash(self, entry: Entry) -> str:
        link = link_of(entry)
        return link.hash if link else ""

    @admin.display(description=gettext_lazy("particulars"))
    def particulars_told(self, entry: Entry) -> str:
        told = particulars_of(entry)
        if told is not None:
            return json.dumps(told.values, ensure_ascii=False, indent=1)
        return _("Forgotten") if entry.particulars_digest else ""

    def has_add_permission(self, request: HttpRequest, obj: Entry | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Entry | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Entry | None = None) -> bool:
        return False

    @admin.action(description=gettext_lazy("Export as CSV"), permissions=["view"])
    def as_csv(self, request: HttpRequest, queryset: QuerySet[Entry]) -> HttpResponse | None:
        return self.exported(request, queryset, "csv")

    @admin.action(description=gettext_lazy("Export as JSON"), permissions=["view"])
    def as_json(self, request: HttpRequest, queryset: QuerySet[Entry]) -> HttpResponse | None:
        return self.exported(request, queryset, "json")

    def exported(self, request: HttpRequest, queryset: QuerySet[Entry], form: str) -> HttpResponse | None:
        """The file; that it was taken is a deed, too."""
        count = queryset.count()
        if count > MOST_EXPORTED:
            told = _("These are %(count)d entries; at most %(most)d go into one file. Choose a day or a deed.")
            messages.error(request, told % {"count": count, "most": MOST_EXPORTED})
            return None
        found = list(rows(queryset.order_by("pk")))
        with transaction.atomic():
            done(EXPORTED, about="audit", by=actor_of(request.user), detail={"entries": count, "format": form})
        content = as_csv(found) if form == "csv" else json.dumps(found, ensure_ascii=False, indent=1)
        kind = "text/csv; charset=utf-8" if form == "csv" else "application/json"
        name = f"audit-{timezone.now():%Y-%m-%dT%H%M%SZ}.{form}"
        disposition = f'attachment; filename="{name}"'
        return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})


def as_csv(found: list[dict[str, Any]]) -> str:
    written = io.StringIO()
    if found:
        table = csv.DictWriter(written, fieldnames=list(found[0]))
        table.writeheader()
        table.writerows({key: cell(value) for key, value in row.items()} for row in found)
    return written.getvalue()


def cell(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str("" if value is None else value)
    return f"'{text}" if text.startswith(FORMULA) else text


@admin.register(Entry, site=business_admin)
class BusinessEntryAdmin(EntryPages, BusinessModelAdmin):
    """A business's own record: row-level security shows no other."""

    to_see = Permission.AUDIT_VIEW

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Who may read the record may take it along; nothing in it can be changed."""
        actions: dict[str, Any] = RecordedAdmin.get_actions(self, request)
        return actions if self.has_view_permission(request) else {}


@admin.register(Entry, site=platform_admin)
class PlatformEntryAdmin(EntryPages):
    list_display = ("at", "schema", *EntryPages.list_display[1:])
    search_fields = ("schema", *EntryPages.search_fields)
