"""Conversations to read; what happens in them happens through the inbox."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from conversations.models import Conversation, Message, Turn
from tenants.permissions import Permission
from tenants.sites import BusinessInline, BusinessModelAdmin, business_admin

if TYPE_CHECKING:
    from django.http import HttpRequest


class ReadOnly:
    """Nothing here is made, changed or deleted by hand."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class MessageInline(ReadOnly, BusinessInline):
    model = Message
    fields = readonly_fields = ("sequence", "created_at", "role", "author", "text")
    ordering = ("sequence",)
    extra = 0
    per_page = 50


class TurnInline(ReadOnly, BusinessInline):
    model = Turn
    fields = readonly_fields = ("through_sequence", "intent", "confidence", "slots", "stage", "signals", "milliseconds")
    ordering = ("through_sequence",)
    extra = 0
    per_page = 50


@admin.register(Conversation, site=business_admin)
class ConversationAdmin(ReadOnly, BusinessModelAdmin):
    to_see, to_change = Permission.CONVERSATIONS_VIEW, None
    list_display = ("last_message_at", "who", "status", "stage", "assigned_to", "messages")
    list_filter = ("status", "stage", "flow", "channel")
    list_select_related = ("customer", "assigned_to")
    search_fields = ("id", "customer__name", "contact", "summary")
    date_hierarchy = "created_at"
    ordering = ("-last_message_at",)
    inlines = (MessageInline, TurnInline)
    fieldsets = (
        (None, {"fields": ("status", "stage", "flow", "channel", "locale", "agent", "in_the_inbox")}),
        (_("Who"), {"fields": ("customer", "contact_left", "assigned_to", "handoff_reason", "summary")}),
        (_("When"), {"fields": ("created_at", "last_message_at", "ended_at")}),
    )
    readonly_fields = ("in_the_inbox", "contact_left")

    @admin.display(description=_("who"), ordering="customer__name")
    def who(self, conversation: Conversation) -> str:
        return str(conversation.contact.get("name") or conversation.customer or _("Visitor"))

    @admin.display(description=_("messages"), ordering="last_sequence")
    def messages(self, conversation: Conversation) -> int:
        return conversation.last_sequence

    @admin.display(description=_("contact left"))
    def contact_left(self, conversation: Conversation) -> str:
        return ", ".join(str(value) for value in conversation.contact.values() if value) or "-"

    @admin.display(description=_("see also"))
    def in_the_inbox(self, conversation: Conversation) -> str:
        return format_html('<a href="{}">{}</a>', reverse("inbox-thread", args=[conversation.pk]), _("In the inbox"))
