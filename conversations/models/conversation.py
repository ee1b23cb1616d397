from __future__ import annotations

import secrets
import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from agents.roster import GENERAL
from conversations.querysets import ConversationQuerySet


class Flow(models.TextChoices):
    """Who is on the other side: a customer of one business, its own staff, or a visitor of the platform."""

    DEDICATED = "dedicated", _("Customer")
    DASHBOARD = "dashboard", _("Dashboard")
    GLOBAL = "global", _("Platform")


class Channel(models.TextChoices):
    WIDGET = "widget", _("Chat widget")
    API = "api", _("API")
    FORM = "form", _("Form")
    VOICE = "voice", _("Telephone")


class Status(models.TextChoices):
    OPEN = "open", _("With the assistant")
    WAITING_FOR_STAFF = "waiting_for_staff", _("Waiting for staff")
    WITH_STAFF = "with_staff", _("With staff")
    ENDED = "ended", _("Ended")


class Stage(models.TextChoices):
    """Where the conversation stands: the names are those of the graph's nodes."""

    GREETING = "GREETING", _("Greeting")
    INTENT_DETECTION = "INTENT_DETECTION", _("Finding out what is wanted")
    INFORMATION_GATHERING = "INFORMATION_GATHERING", _("Asking for details")
    AGENT_ROUTING = "AGENT_ROUTING", _("Choosing who answers")
    PROCESSING = "PROCESSING", _("Looking it up")
    CONFIRMATION = "CONFIRMATION", _("Waiting for a yes")
    WORKFLOW_TRIGGER = "WORKFLOW_TRIGGER", _("Doing it")
    COMPLETION = "COMPLETION", _("Done")
    ERROR_RECOVERY = "ERROR_RECOVERY", _("Recovering")


MOST_STARS, LONGEST_RATING = 5, 500
EMERGENCY = "emergency"
"""Why staff were asked where somebody is in danger (``handoff_reason``)."""


def new_visitor_key() -> str:
    return secrets.token_urlsafe(16)


class Conversation(models.Model):
    """One customer's conversation with the business.

    Messages are numbered by ``last_sequence`` under this row's lock. ``answered_through`` is the last customer message
    a turn has dealt with; ``last_asked`` the last one there is: a turn is due while the second is ahead of the first.
    ``turn_token`` and ``turn_started_at`` are the claim of the turn being run, good for a lease; ``epoch`` rises with
    every take-over and hand-back, and fences replies of turns that began before. ``waiting_since`` is when the customer
    began to wait for a word of staff, ``alerted_at`` when the business was mailed of that, once. ``rating`` is what the
    customer gave last. ``visitor_key`` is the browser's own, kept while an experiment runs, else nobody else's.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    flow = models.CharField(_("flow"), max_length=10, choices=Flow.choices, default=Flow.DEDICATED)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices, default=Channel.WIDGET)
    locale = models.CharField(_("language"), max_length=10, default="en")
    status = models.CharField(_("status"), max_length=20, choices=Status.choices, default=Status.OPEN)
    stage = models.CharField(_("stage"), max_length=24, choices=Stage.choices, default=Stage.GREETING)
    agent = models.CharField(_("agent"), max_length=20, default=GENERAL)
    pinned_agent = models.CharField(_("agent chosen by hand"), max_length=20, blank=True, default="")
    epoch = models.PositiveIntegerField(default=0, editable=False)
    # What the engine remembered before this epoch is forgotten: the customer has started afresh.
    memory_since = models.PositiveIntegerField(default=0, editable=False)
    visitor_key = models.CharField(max_length=64, default=new_visitor_key, editable=False)
    # No constraint across schemas, and no cascade: deleting a user in the public schema must not look for this table.
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("assigned to"),
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    # Whose own conversation it is, in the dashboard flow; in the same way.
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("of"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    customer = models.ForeignKey(
        "businesses.Customer",
        verbose_name=_("customer"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="conversations",
    )
    table = models.ForeignKey(
        "businesses.Resource",
        verbose_name=_("sits at"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    rating = models.PositiveSmallIntegerField(
        _("stars"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(MOST_STARS)]
    )
    rating_word = models.CharField(_("what they said to it"), max_length=LONGEST_RATING, blank=True, db_default="")
    rated_at = models.DateTimeField(_("rated"), null=True, blank=True)
    contact = models.JSONField(_("contact left"), default=dict, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    handoff_reason = models.CharField(_("asked for staff because"), max_length=200, blank=True)
    last_sequence = models.PositiveIntegerField(default=0, editable=False)
    last_asked = models.PositiveIntegerField(default=0, editable=False)
    answered_through = models.PositiveIntegerField(default=0, editable=False)
    seen_by_customer = models.PositiveIntegerField(default=0, editable=False)
    seen_by_staff = models.PositiveIntegerField(default=0, editable=False)
    turn_token = models.UUIDField(null=True, blank=True, editable=False)
    turn_started_at = models.DateTimeField(null=True, blank=True, editable=False)
    turn_attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    waiting_since = models.DateTimeField(_("waits for staff since"), null=True, blank=True, editable=False)
    alerted_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("started"), auto_now_add=True)
    last_message_at = models.DateTimeField(_("last message"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = ConversationQuerySet.as_manager()

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        indexes = [
            models.Index(fields=["status", "-last_message_at"], name="conversation_inbox"),
            models.Index(
                fields=["last_message_at"],
                condition=models.Q(last_asked__gt=models.F("answered_through")),
                name="conversation_turn_due",
            ),
            models.Index(
                fields=["waiting_since"], condition=models.Q(waiting_since__isnull=False), name="conversation_waiting"
            ),
            models.Index(fields=["created_at"], name="conversation_began"),
            models.Index(fields=["visitor_key"], name="conversation_visitor"),
            models.Index(fields=["rated_at"], condition=models.Q(rated_at__isnull=False), name="conversation_rated"),
        ]

    def __str__(self) -> str:
        return f"{self.get_flow_display()} {str(self.pk)[:8]} · {self.get_status_display()}"

    @property
    def is_answered_by_agent(self) -> bool:
        """Whether the assistant may speak; while a person has the conversation it may not."""
        return self.status in {Status.OPEN, Status.WAITING_FOR_STAFF}

    @property
    def is_turn_due(self) -> bool:
        return self.is_answered_by_agent and self.last_asked > self.answered_through

    @property
    def is_danger(self) -> bool:
        return self.handoff_reason == EMERGENCY and self.status != Status.ENDED

    @property
    def unread_by_staff(self) -> int:
        return max(0, self.last_sequence - self.seen_by_staff)
