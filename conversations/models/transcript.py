from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class HeardAs(models.TextChoices):
    TAKEN = "taken", _("Taken as said")
    ASKED = "asked", _("Asked whether it was said")
    REPEATED = "repeated", _("Not heard; said again")
    DROPPED = "dropped", _("Not what was said")


class Transcript(models.Model):
    """What a recogniser of speech heard, and how surely (0..1); ``alternatives`` are ``{text, confidence}``.

    ``key`` is the caller's own: the same key is the same transcript. What was taken is the conversation's message
    ``message_key`` that says ``said``; of what was not, ``answer`` is what was said back. ``interrupts`` is the reply
    it broke into.
    """

    conversation = models.ForeignKey("conversations.Conversation", on_delete=models.CASCADE, related_name="transcripts")
    key = models.CharField(max_length=64)
    text = models.TextField(_("heard"))
    confidence = models.FloatField(_("how surely"))
    alternatives = models.JSONField(_("or else"), default=list, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=HeardAs.choices)
    said = models.TextField(_("taken as"), blank=True)
    message_key = models.CharField(max_length=64, blank=True)
    answer = models.TextField(_("said back"), blank=True)
    interrupts = models.ForeignKey(
        "conversations.Message", null=True, blank=True, on_delete=models.SET_NULL, related_name="interrupted_by"
    )
    created_at = models.DateTimeField(_("heard at"), auto_now_add=True)

    class Meta:
        verbose_name = _("transcript")
        verbose_name_plural = _("transcripts")
        ordering = ["created_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["conversation", "key"], name="transcript_once")]

    def __str__(self) -> str:
        return f"{self.confidence:.2f} {self.text[:60]}"
