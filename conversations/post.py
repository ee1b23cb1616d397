"""The mail to the business that a customer waits: no name and no word of theirs is in it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import structlog
from celery import shared_task
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from conversations.models import AlertSettings, Conversation
from tenants.accounts.post import SECONDS_UNTIL_NEXT_TRY, TRIES, queue
from tenants.celery import TenantTask
from tenants.context import current_business, current_schema
from tenants.hosts import url_of
from tenants.plain import unlinked

if TYPE_CHECKING:
    from tenants.models import Business

logger = structlog.get_logger(__name__)


def post_alert(conversation: Conversation) -> None:
    queue(partial(mail_alert.delay_in, current_schema(), conversation=str(conversation.pk)))


@shared_task(base=TenantTask, autoretry_for=(OSError,), default_retry_delay=SECONDS_UNTIL_NEXT_TRY, max_retries=TRIES)
def mail_alert(conversation: str) -> None:
    """Unless the customer has been answered meanwhile, or there is nobody to write to."""
    business, to = current_business(), AlertSettings.current().to or current_business().email
    waiting = Conversation.objects.waiting().filter(pk=conversation).first()
    if waiting is None or not to or business.is_suspended:
        return
    subject, _newline, text = _rendered(waiting, business).strip().partition("\n")
    EmailMessage(
        subject=subject, body=f"{text.strip()}\n", to=[to], headers={"Auto-Submitted": "auto-generated"}
    ).send()
    logger.info("alert_mailed", conversation=conversation)


def _rendered(waiting: Conversation, business: Business) -> str:
    since = waiting.waiting_since or waiting.last_message_at
    facts = {
        "business": unlinked(business.name),
        "is_danger": waiting.is_danger,
        "minutes": int((timezone.now() - since).total_seconds() // 60),
        "link": url_of(business.slug, reverse("inbox-thread", args=[waiting.pk], urlconf="config.urls")),
    }
    with translation.override(business.locale):
        return render_to_string("conversations/mail/waiting.txt", facts)
