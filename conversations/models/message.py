from __future__ import annotations

import uuid

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.utils.translation import gettext_lazy as _


class Sender(models.TextChoices):
    CUSTOMER = "customer", _("Customer")
    AGENT = "agent", _("Assistant")
    STAFF = "staff", _("Staff")
    SYSTEM = "system", _("System")


class Message(models.Model):
    """What somebody said.  ``epoch`` is the conversation's when it was stored; ``sequence`` orders within it.

    ``quick_replies`` are ``{label, text}``, ``cards`` what the widget draws (a booking, say), ``citations``
    ``{n, title, source}``.  ``client_message_id`` is the sender's own key for it: the same key is the same message.
    ``is_for_modules``: the turn that answers it asks the programs, too (``agents.modules``).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conversation = models.ForeignKey("conversations.Conversation", on_delete=models.CASCADE, related_name="messages")
    sequence = models.PositiveIntegerField()
    role = models.CharField(_("from"), max_length=10, choices=Sender.choices)
    agent = models.CharField(_("agent"), max_length=20, blank=True)
    author = models.CharField(_("author"), max_length=120, blank=True)
    text = models.TextField(_("text"))
    quick_replies = models.JSONField(default=list, blank=True)
    cards = models.JSONField(default=list, blank=True)
    citations = models.JSONField(default=list, blank=True)
    client_message_id = models.CharField(max_length=64, null=True, blank=True)  # noqa: DJ001  # NULL: no key, no clash
    is_for_modules = models.BooleanField(default=False, db_default=False, editable=False)
    epoch = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(_("sent"), auto_now_add=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "sequence"], name="message_place"),
            models.UniqueConstraint(fields=["conversation", "client_message_id"], name="message_once"),
        ]

        # Words as they are written, in whatever language: what the inbox searches (``conversations.inbox.searching``).
        indexes = [GinIndex(SearchVector("text", config="simple"), name="message_words")]

    def __str__(self) -> str:
        return f"{self.role}: {self.text[:60]}"
