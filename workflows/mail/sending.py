"""Handing a stored mail to Django's e-mail backend."""

from __future__ import annotations

import smtplib
from email.utils import formataddr
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from tenants.context import current_business
from tenants.plain import one_line
from workflows.errors import MailNotAccepted, MailRefused

if TYPE_CHECKING:
    from workflows.models import SentMail

PERMANENT_REPLY = 500  # SMTP: 4xx asks to try later, 5xx never


def hand_over(mail: SentMail) -> None:
    """Send the mail; raises ``MailRefused`` when trying again cannot help, ``MailNotAccepted`` when it can."""
    try:
        as_message(mail).send()
    except smtplib.SMTPRecipientsRefused as error:
        raise _of(max((code for code, _text in error.recipients.values()), default=PERMANENT_REPLY), error) from error
    except smtplib.SMTPResponseException as error:
        raise _of(error.smtp_code, error) from error
    except (smtplib.SMTPException, OSError) as error:
        raise MailNotAccepted(repr(error)) from error


def _of(code: int, error: Exception) -> MailRefused | MailNotAccepted:
    return MailRefused(repr(error)) if code >= PERMANENT_REPLY else MailNotAccepted(repr(error))


def as_message(mail: SentMail) -> EmailMultiAlternatives:
    business = current_business()
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=formataddr((one_line(business.name), settings.DEFAULT_FROM_EMAIL)),
        to=[mail.to],
        reply_to=[business.email] if business.email else None,
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(mail.html, "text/html")
    if mail.calendar:
        method = "CANCEL" if "METHOD:CANCEL" in mail.calendar else "PUBLISH"
        message.attach("booking.ics", mail.calendar, f"text/calendar; charset=utf-8; method={method}")
    return message
