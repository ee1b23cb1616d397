from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Turn(models.Model):
    """One answer of the assistant: the messages from ``first_sequence`` to ``through_sequence`` and what came of them.

    ``commands`` are what the messages were read as and ``sources`` what the answers rest on (``engine.state``), for
    whoever asks why it was said. ``signals`` holds what was noticed about the text (an attempted prompt injection,
    say), for the owner to look at. ``deed`` is what the turn committed last, such as ``booked``: the end of a task that
    went well.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conversation = models.ForeignKey("conversations.Conversation", on_delete=models.CASCADE, related_name="turns")
    reply = models.OneToOneField(
        "conversations.Message", null=True, blank=True, on_delete=models.SET_NULL, related_name="reply_of"
    )
    first_sequence = models.PositiveIntegerField()
    through_sequence = models.PositiveIntegerField()
    epoch = models.PositiveIntegerField()
    stage = models.CharField(_("stage"), max_length=24)
    intent = models.CharField(_("intent"), max_length=40, blank=True)
    confidence = models.FloatField(_("confidence"), default=0.0)
    slots = models.JSONField(_("details understood"), default=dict)
    commands = models.JSONField(_("read as"), default=list, db_default=[])
    sources = models.JSONField(_("rests on"), default=list, db_default=[])
    needs = models.JSONField(_("still needed"), default=list)
    agent = models.CharField(_("agent"), max_length=20)
    deed = models.CharField(_("done"), max_length=20, blank=True, default="", db_default="")
    is_handoff = models.BooleanField(_("handed to staff"), default=False)
    booking = models.JSONField(_("booking"), null=True, blank=True)
    order = models.JSONField(_("order"), null=True, blank=True)
    signals = models.JSONField(_("signals"), default=dict)
    error = models.CharField(_("error"), max_length=200, blank=True)
    correlation_id = models.CharField(max_length=64)
    milliseconds = models.PositiveIntegerField(_("took (ms)"), default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("turn")
        verbose_name_plural = _("turns")
        constraints = [
            models.UniqueConstraint(fields=["conversation", "through_sequence"], name="turn_once"),
        ]
        indexes = [
            models.Index(fields=["conversation"], condition=models.Q(is_handoff=True), name="turn_handoffs"),
        ]

    def __str__(self) -> str:
        return f"{self.intent or '-'} → {self.stage}"
