"""From facts to a mail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from businesses.languages import language_for
from businesses.wording import deposits
from workflows.definitions.messages import MailKind
from workflows.mail.calendar import calendar_entry
from workflows.mail.facts import BookingFacts, facts_of

if TYPE_CHECKING:
    from datetime import datetime

    from businesses.models import Booking
    from reports.models import Report

LONGEST_SUBJECT = 180


@dataclass(frozen=True, slots=True)
class RenderedMail:
    subject: str
    text: str
    html: str
    calendar: str
    report: Report | None = None
    """Goes along as a file."""


def render(booking: Booking, kind: MailKind, *, written_at: datetime) -> RenderedMail:
    """Render the mail of the kind from the booking as it is, in the customer's language."""
    with translation.override(language_for(booking)):
        facts = facts_of(booking)
        context = {
            "facts": facts,
            "kind": kind.value,
            "headline": headline(kind),
            "deposit": _of_deposit(booking, kind, written_at),
            "is_bad_news": kind in {MailKind.CANCELLATION, MailKind.UNKEPT, MailKind.DEPOSIT_LATE},
            "is_coming": _is_coming(kind),
        }
        calendar = calendar_entry(facts, written_at=written_at) if _has_calendar(kind) else ""
        return written("mail", subject(facts, kind), context, calendar=calendar)


def _of_deposit(booking: Booking, kind: MailKind, now: datetime) -> str:
    """How it stands; of one that came too late the words of the mail tell."""
    deposit = booking.deposit
    if kind is MailKind.DEPOSIT_ASKED:
        return deposits.held(booking, now)
    if deposit is None or kind in {MailKind.DEPOSIT_LATE, MailKind.FOLLOW_UP}:
        return ""
    if kind is MailKind.CANCELLATION:
        return deposits.ended(deposit.amount, deposit.currency, deposit.state)
    return deposits.stands(deposit.amount, deposit.currency, deposit.state)


def written(
    template: str, subject: str, context: dict[str, Any], *, calendar: str = "", report: Report | None = None
) -> RenderedMail:
    """The mail of the two templates of that name, in the language that is active."""
    return RenderedMail(
        subject=" ".join(subject.split())[:LONGEST_SUBJECT],
        text=render_to_string(f"workflows/mail/{template}.txt", context),
        html=render_to_string(f"workflows/mail/{template}.html", context),
        calendar=calendar,
        report=report,
    )


def headline(kind: MailKind) -> str:
    return {
        MailKind.CONFIRMATION: _("You are booked"),
        MailKind.RESCHEDULED: _("Your booking has a new time"),
        MailKind.CANCELLATION: _("Your booking is cancelled"),
        MailKind.REMINDER: _("See you soon"),
        MailKind.FOLLOW_UP: _("Thank you for coming"),
        MailKind.UNKEPT: _("Please choose another time"),
        MailKind.DEPOSIT_ASKED: _("Held for you: please pay the deposit"),
        MailKind.DEPOSIT_LATE: _("Your deposit goes back to you"),
    }[kind]


def subject(facts: BookingFacts, kind: MailKind) -> str:
    pattern = {
        MailKind.CONFIRMATION: _("Booked: %(service)s at %(business)s, %(day)s"),
        MailKind.RESCHEDULED: _("New time: %(service)s at %(business)s, %(day)s"),
        MailKind.CANCELLATION: _("Cancelled: %(service)s at %(business)s, %(day)s"),
        MailKind.REMINDER: _("Reminder: %(service)s at %(business)s, %(day)s"),
        MailKind.FOLLOW_UP: _("Thank you from %(business)s"),
        MailKind.DEPOSIT_ASKED: _("Not booked yet: %(service)s at %(business)s, %(day)s"),
        MailKind.DEPOSIT_LATE: _("Not booked: %(service)s at %(business)s, %(day)s"),
        MailKind.UNKEPT: _("Please choose another time: %(service)s at %(business)s, %(day)s"),
    }[kind]
    return pattern % {"service": facts.service, "business": facts.business, "day": facts.day}


def _is_coming(kind: MailKind) -> bool:
    coming = {MailKind.CONFIRMATION, MailKind.RESCHEDULED, MailKind.REMINDER, MailKind.UNKEPT, MailKind.DEPOSIT_ASKED}
    return kind in coming


def _has_calendar(kind: MailKind) -> bool:
    return kind in {MailKind.CONFIRMATION, MailKind.RESCHEDULED, MailKind.CANCELLATION}
