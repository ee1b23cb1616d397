from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from businesses.sealing.fields import SealedTextField
from conversations.models.conversation import Conversation

LONGEST_NOTE = 2_000


class ConversationNote(models.Model):
    """What staff tell each other in a conversation: in no message, and so in nothing that a customer is sent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="notes")
    text = SealedTextField(_("note"), max_length=LONGEST_NOTE)
    author = models.CharField(_("author"), max_length=120)
    # The key of a user, who is in the public schema: no constraint across schemas.
    author_key = models.CharField(max_length=150, editable=False)
    created_at = models.DateTimeField(_("written"), auto_now_add=True)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return f"{self.author} {self.created_at:%Y-%m-%d %H:%M}"
