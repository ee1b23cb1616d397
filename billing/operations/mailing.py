"""Telling who is billed, once each: of what is to be paid, a card that did not pay, a plan that is nearly used up."""

from __future__ import annotations

import smtplib
from functools import partial
from typing import TYPE_CHECKING

import structlog
from celery import shared_task
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format, number_format

from billing.explanations import why_not
from billing.models import OwnerMail, Payer
from billing.queries.overview import NEARLY, WHOLE, period_at, uses_of
from billing.queries.owed import owed_on, unpaid
from businesses.wording.money import amount
from payments.models import Payment
from payments.ports import State
from tenants.accounts.post import queue
from tenants.hosts import url_of
from tenants.models import Role
from tenants.plain import unlinked

if TYPE_CHECKING:
    from datetime import datetime

    from tenants.models import Business

logger = structlog.get_logger(__name__)

SECONDS_UNTIL_NEXT_TRY = 60
TRIES = 5
PAGE = "/staff/billing/"


def tell_of_unpaid(*, business: Business, now: datetime) -> int:
    """Of each invoice that is to be paid, when it is new, a card did not pay it, or it was reminded of; how many."""
    schema, told = business.schema_name, 0
    for invoice in unpaid(schema):
        tries = Payment.objects.filter(schema=schema, about=str(invoice.uid)).exclude(state=State.STARTED)
        tried = tries.order_by("-started_at").first()
        why = why_not(tried) if tried else ""
        key = f"invoice:{invoice.number}:{invoice.reminded.count()}:{tried.code if tried and why else ''}"
        with translation.override(business.locale):
            facts: dict[str, object] = {
                "number": invoice.number,
                "owed": amount(owed_on(invoice), invoice.currency),
                "day": date_format(invoice.due_on, "j F Y"),
                "is_late": invoice.due_on < now.astimezone(business.zone).date(),
                "why": str(why),
            }
        told += _tell(business, "unpaid", key, facts, now)
    return told


def tell_of_use(*, business: Business, now: datetime) -> int:
    """Of each meter whose included part is nearly used in this period, and once more when it all is; how many."""
    period, told = period_at(business.schema_name, now), 0
    for use in uses_of(period, now=now):
        reached = next((mark for mark in (WHOLE, NEARLY) if use.percent >= mark), None)
        if reached is None or use.included is None or use.is_level:
            continue
        with translation.override(business.locale):
            facts: dict[str, object] = {
                "percent": use.percent,
                "meter": use.label,
                "used": number_format(round(use.used), use_l10n=True),
                "included": number_format(round(use.included), use_l10n=True),
            }
        told += _tell(business, "use", f"use:{period.pk}:{use.meter}:{reached}", facts, now)
    return told


def _tell(business: Business, kind: str, key: str, facts: dict[str, object], now: datetime) -> bool:
    """Write the mail down and queue it, where that was not done before; whether it was not."""
    with transaction.atomic():
        _mail, is_new = OwnerMail.objects.get_or_create(
            schema=business.schema_name, key=key[:120], defaults={"queued_at": now}
        )
        if is_new and (to := _readers(business)):
            told = {**facts, "business": unlinked(business.name), "link": url_of(business.slug, PAGE)}
            queue(partial(mail_owner.delay, kind, to, business.locale, told))
    return is_new


def _readers(business: Business) -> list[str]:
    """Where invoices go to; where nobody has said so, the owners."""
    payer = Payer.objects.filter(schema=business.schema_name).exclude(email="").first()
    if payer is not None:
        return [payer.email]
    owners = business.memberships.filter(role=Role.OWNER, user__is_active=True)
    return sorted(owners.values_list("user__email", flat=True))


@shared_task(
    autoretry_for=(smtplib.SMTPException, OSError), default_retry_delay=SECONDS_UNTIL_NEXT_TRY, max_retries=TRIES
)
def mail_owner(kind: str, to: list[str], language: str, facts: dict[str, object]) -> None:
    """The first line of the text is the subject."""
    with translation.override(language):
        subject, _newline, text = render_to_string(f"billing/mail/{kind}.txt", facts).strip().partition("\n")
    EmailMessage(subject=subject, body=f"{text.strip()}\n", to=to, headers={"Auto-Submitted": "auto-generated"}).send()
    logger.info("owner_mail_sent", kind=kind)
