"""After a change of the business: customers whose booking cannot be kept are asked to move it, its people are told."""

from __future__ import annotations

import re
from datetime import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.core import mail
from django.urls import resolve
from django.utils import timezone

from businesses.by_word.changing import change_by_word, preview
from businesses.by_word.wishes import HoursOnDays, OwnerWish, Prices
from businesses.exchange.undoing import undo_import
from businesses.models import Booking, CatalogueImport, Service
from tenants.actors import actor_of
from tenants.context import enter
from tenants.models import Role, User
from tenants.permissions import ALL
from tests.conversations.talking import a_day
from tests.conversations.test_dialogue_waiting import fill
from tests.factories import new_user
from tests.workflows.test_walk import relay
from workflows.models import MailKind, MailState, SentMail

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tenants.models import Business

SATURDAY = a_day(6)


@pytest.fixture
def mara(live_marios: Business, temporal: str) -> Iterator[User]:
    user = new_user("mara@example.com", business=live_marios, role=Role.OWNER)
    new_user("luca@example.com", business=live_marios)
    with enter(live_marios.schema_name):
        yield user


def changed(wish: OwnerWish, by: User) -> CatalogueImport:
    now = timezone.now()
    digest = preview(wish, permissions=ALL, now=now).digest
    return change_by_word(
        change_id=uuid4(), told="Saturday: closed", wish=wish, digest=digest, by=actor_of(by), permissions=ALL, now=now
    )


def booked(hour: int, email: str = "greta@example.com") -> Booking:
    booking = fill(SATURDAY, hour)[0]
    Booking.objects.exclude(pk=booking.pk).delete()
    booking.customer.email = email
    booking.customer.save()
    return booking


def mails(kind: str) -> list[SentMail]:
    return list(SentMail.objects.filter(kind=kind).order_by("pk"))


def test_who_cannot_be_served_is_asked_to_choose_another_time_once(mara: User) -> None:
    booking = booked(18)
    changed(HoursOnDays(SATURDAY, SATURDAY), mara)
    relay()
    relay()
    (sent,) = mails(MailKind.UNKEPT)
    assert (sent.reference, sent.to, sent.state) == (booking.reference, "greta@example.com", MailState.SENT)
    assert f"/b/{booking.reference}/#" in sent.text
    assert [each.to for each in mail.outbox].count(["greta@example.com"]) == 1


def test_what_was_taken_back_meanwhile_asks_nobody(mara: User) -> None:
    booked(18)
    kept = changed(HoursOnDays(SATURDAY, SATURDAY), mara)
    undo_import(import_id=kept.pk, by=actor_of(mara), permissions=ALL)
    relay()
    assert not mails(MailKind.UNKEPT)
    assert not mails(MailKind.CHANGED)


def test_whoever_works_there_is_told_but_who_did_it(mara: User) -> None:
    changed(HoursOnDays(SATURDAY, SATURDAY, closes=time(20)), mara)
    relay()
    relay()
    (sent,) = mails(MailKind.CHANGED)
    assert (sent.to, sent.state) == ("luca@example.com", MailState.SENT)
    assert "Saturday: closed" in sent.subject
    (board,) = re.findall(r"http\S+", sent.text)
    assert resolve(urlsplit(board).path, urlconf="config.urls").url_name == "board"


def test_a_price_is_told_to_nobody(mara: User) -> None:
    service = Service.objects.first()
    assert service is not None
    changed(Prices(services=(service.pk,), amount=9), mara)  # type: ignore[arg-type]  # a whole number will do
    relay()
    assert not mails(MailKind.CHANGED)


@pytest.fixture
def canary(live_bella: Business) -> User:
    return new_user("canary@example.com", business=live_bella)


def test_the_other_business_is_told_nothing(canary: User, mara: User) -> None:
    changed(HoursOnDays(SATURDAY, SATURDAY), mara)
    relay()
    assert canary.email not in {to for each in mail.outbox for to in each.to}
