"""Mails about a login, written by the worker as they go out: no queue and no row holds their links."""

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
from kombu.exceptions import OperationalError

from tenants.accounts.links import confirmation_link, invitation_link, new_address_link, password_link
from tenants.models import Business, Invitation, User
from tenants.plain import unlinked
from tenants.standing import businesses_of

if TYPE_CHECKING:
    from collections.abc import Callable

logger = structlog.get_logger(__name__)

SECONDS_UNTIL_NEXT_TRY = 30
TRIES = 5


def post_invitation(invitation: Invitation) -> None:
    queue(partial(mail_invitation.delay, invitation.pk, translation.get_language() or ""))


def post_password_link(email: str, business: Business | None) -> None:
    """``email`` in its canonical spelling; ``business`` is the one at whose host it was asked for."""
    queue(partial(mail_password_link.delay, email, business and business.pk, translation.get_language() or ""))


def post_confirmation(user: User, business: Business | None) -> None:
    queue(partial(mail_confirmation.delay, user.pk, business and business.pk, translation.get_language() or ""))


def post_new_address(user: User, email: str, business: Business | None) -> None:
    queue(partial(mail_new_address.delay, user.pk, email, business and business.pk, translation.get_language() or ""))


def queue(order: Callable[[], object]) -> None:
    """Once what it is about is committed. A mail that could not be queued is asked for again by its reader."""

    def hand_over() -> None:
        try:
            order()
        except (OperationalError, OSError) as error:
            logger.warning("account_mail_not_queued", error=repr(error))

    transaction.on_commit(hand_over)


again = shared_task(
    autoretry_for=(smtplib.SMTPException, OSError), default_retry_delay=SECONDS_UNTIL_NEXT_TRY, max_retries=TRIES
)


@again
def mail_invitation(invitation_id: int, language: str) -> None:
    invitation = Invitation.objects.select_related("business", "custom_role").filter(pk=invitation_id).first()
    if invitation is None or not invitation.is_for_somebody:
        return
    business = invitation.business
    facts = {"business": unlinked(business.name), "role": unlinked(invitation.role_name)}
    send("invitation", invitation.email, language, link=invitation_link(invitation), **facts)


@again
def mail_password_link(email: str, business_id: int | None, language: str) -> None:
    """To the address in the row; the link leads to where they asked, else to where they may sign in."""
    user = User.objects.filter(email=email, is_active=True).first()
    if user is not None:
        send("password", user.email, language, link=password_link(user, _where(user, business_id)))


def _where(user: User, business_id: int | None) -> Business | None:
    rows = user.memberships.select_related("business").filter(business__is_suspended=False)
    theirs = [row.business for row in rows.order_by("created_at")] or list(businesses_of(user))
    asked_at = businesses_of(user).filter(pk=business_id).first()
    return asked_at or (None if user.is_staff or not theirs else theirs[0])


@again
def mail_confirmation(user_id: int, business_id: int | None, language: str) -> None:
    user, business = _read(user_id, business_id)
    if user is not None and not user.is_verified:
        send("confirm", user.email, language, link=confirmation_link(user, business))


@again
def mail_new_address(user_id: int, email: str, business_id: int | None, language: str) -> None:
    user, business = _read(user_id, business_id)
    if user is not None:
        send("new_address", email, language, link=new_address_link(user, email, business))


def _read(user_id: int, business_id: int | None) -> tuple[User | None, Business | None]:
    user = User.objects.filter(pk=user_id, is_active=True).first()
    return user, Business.objects.filter(pk=business_id).first() if business_id else None


def send(kind: str, to: str, language: str, **facts: str) -> None:
    """Render and hand over; the first line of a mail is its subject."""
    with translation.override(language or None):
        subject, _newline, text = render_to_string(f"tenants/mail/{kind}.txt", facts).strip().partition("\n")
    EmailMessage(
        subject=subject, body=f"{text.strip()}\n", to=[to], headers={"Auto-Submitted": "auto-generated"}
    ).send()
    logger.info("account_mail_sent", kind=kind)
