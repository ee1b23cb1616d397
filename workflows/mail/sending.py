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
    """Send the mail; raises ``MailRefused`` when trying again cannot help, ``MailNotAccepted`` when it can.

    What the server said comes without the address it is about: an activity's failure is kept in its workflow's history.
    """
    refusal: MailRefused | MailNotAccepted
    try:
        as_message(mail).send()
        return
    except smtplib.SMTPRecipientsRefused as error:
        code = max((code for code, _text in error.recipients.values()), default=PERMANENT_REPLY)
        refusal = _of(code, _told(error, mail))
    except smtplib.SMTPResponseException as error:
        refusal = _of(error.smtp_code, _told(error, mail))
    except (smtplib.SMTPException, OSError) as error:
        refusal = MailNotAccepted(_told(error, mail))
    raise refusal  # not from the error, whose text names the address


def _told(error: Exception, mail: SentMail) -> str:
    return repr(error).replace(mail.to, "…")


def _of(code: int, told: str) -> MailRefused | MailNotAccepted:
    return MailRefused(told) if code >= PERMANENT_REPLY else MailNotAccepted(told)


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
    if mail.report is not None and mail.report.content is not None:
        message.attach(mail.report.name, bytes(mail.report.content), mail.report.media_type.partition(";")[0])
    return message
