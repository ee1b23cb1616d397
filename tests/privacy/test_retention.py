"""What was kept for long enough goes, by the owner's word, and nothing else."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.utils import timezone

from audit.models import Entry, Particulars
from businesses.models import Booking, CatalogueImport, Customer, Erasure, ImportedRow, RetentionPolicy
from businesses.privacy import retention
from businesses.privacy.erasing import finish_erasures
from businesses.privacy.retention import expiring, preview_sweep, sweep_old
from conversations.models import Conversation, Message, Turn
from tenants.actors import SYSTEM
from tenants.context import enter
from tenants.deeds import done
from tests.businesses.rows import ANNA, DAY, NOW, hold, slot_at
from tests.conversations.talking import Talk
from workflows.models import SentMail

if TYPE_CHECKING:
    from pathlib import Path

    from businesses.models import Service
    from tenants.models import Business

LONG_AGO = timedelta(days=4 * 365)


def sweep(now: datetime) -> dict[str, int]:
    """What was promised is what happens, and happens once."""
    promised = {str(title): count for title, count in preview_sweep(RetentionPolicy.current(), now=now) if count}
    titles = {each.name: str(each.title) for each in expiring()}
    removed = sweep_old(now=now, by=SYSTEM)
    assert {titles[name]: count for name, count in removed.items()} == promised
    assert sweep_old(now=now, by=SYSTEM) == {}
    return removed


def test_every_class_has_its_setting_and_the_other_way_round() -> None:
    fields = {each.name.removesuffix("_days") for each in RetentionPolicy._meta.fields if each.name != "id"}
    assert fields == {each.name for each in expiring()}


def mail(reference: str, age: timedelta, now: datetime) -> SentMail:
    made = SentMail.objects.create(
        reference=reference, kind="confirmation", version=1, to="anna@example.com", subject="Booked", text="Dear Anna",
        html="<p>Dear Anna", message_id=f"<{reference}@x>", state="sent",
    )  # fmt: skip
    SentMail.objects.filter(pk=made.pk).update(created_at=now - age)
    return made


def test_mails_lose_their_words_and_are_known_to_have_gone(in_marios: Business, state_folder: Path) -> None:
    now = timezone.now()
    old, young = mail("AAA-AAA", timedelta(days=181), now), mail("BBB-BBB", timedelta(days=179), now)
    (state_folder / "mail").mkdir()
    (state_folder / "mail/old.log").write_text("Message-ID: <AAA-AAA@x>\n\nDear Anna")
    (state_folder / "mail/young.log").write_text("Message-ID: <BBB-BBB@x>\n\nDear Anna")
    assert sweep(now) == {"mails": 1}
    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.to, old.text, old.html, old.state) == ("", "", "", "sent")
    assert (young.to, young.text) == ("anna@example.com", "Dear Anna")
    assert [path.name for path in (state_folder / "mail").iterdir()] == ["young.log"]


def test_the_admins_log_goes(in_marios: Business) -> None:
    done("thing.made", about="thing:1", by=SYSTEM, particulars={"to": "Ada"})
    [kept] = Particulars.objects.filter(entry__deed="thing.made")
    assert "admin_log" not in sweep(kept.entry.at + timedelta(days=364))
    assert sweep(kept.entry.at + timedelta(days=366))["admin_log"] >= 1
    assert Entry.objects.filter(deed="thing.made").exists()
    assert not Particulars.objects.filter(entry__deed="thing.made").exists()


def test_what_imports_did_goes_with_the_log(in_marios: Business) -> None:
    now = timezone.now()
    for name, age in (("old.csv", 366), ("young.csv", 364)):
        made = CatalogueImport.objects.create(name=name, requested_by="staff:7", requested_at=now - timedelta(days=age))
        ImportedRow.objects.create(
            catalogue_import=made, table="items", model="menuitem", key=1, called="x", what="new"
        )
    assert sweep(now)["admin_log"] == 1
    assert [row.catalogue_import.name for row in ImportedRow.objects.all()] == ["young.csv"]


def test_customers_go_when_nobody_has_seen_them_for_long(table: Service) -> None:
    booked, later = hold(slot_at(table, 19), note="by the window"), NOW + timedelta(days=3 * 365)
    Customer.objects.create(name="Never Booked")
    Customer.objects.update(created_at=NOW - LONG_AGO)
    assert sweep(NOW) == {"customers": 1}  # who never booked, and was written down long ago
    assert sweep(later) == {}
    assert sweep(later + timedelta(days=1, hours=12)) == {"customers": 1}
    booked.refresh_from_db()
    assert (booked.note, booked.party_size, booked.during.lower.date()) == ("", 2, DAY)
    assert ANNA.name not in set(Customer.objects.values_list("name", flat=True))
    receipts = Erasure.objects.order_by("requested_at")
    assert [receipt.counts["customers"] for receipt in receipts] == [1, 1]


def test_a_class_may_be_kept_for_good(in_marios: Business) -> None:
    now = timezone.now()
    mail("AAA-AAA", LONG_AGO, now)
    RetentionPolicy.objects.create(pk=1, mails_days=None)
    assert sweep(now) == {}
    RetentionPolicy.objects.update(mails_days=7)
    assert sweep(now) == {"mails": 1}


def test_many_go_bite_by_bite(in_marios: Business, monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    for number in range(7):
        mail(f"AAA-AA{number}", LONG_AGO, now)
    taken: list[int] = []
    monkeypatch.setattr(retention, "BITE", 3)
    (mails,) = (each for each in expiring() if each.name == "mails")

    def counted(cutoff: datetime, most: int) -> int:
        taken.append(mails.sweep(cutoff, most))
        return taken[-1]

    counting = retention.Expiring(name="mails", title=mails.title, due=mails.due, sweep=counted)
    monkeypatch.setitem(retention._expiring, "mails", counting)
    assert sweep_old(now=now, by=SYSTEM) == {"mails": 7}
    assert taken == [3, 3, 1]


def test_conversations_are_forgotten_first_and_lose_their_words_later(
    live_marios: Business, live_bella: Business
) -> None:
    with enter(live_bella.schema_name):
        Talk().say("hello from Bella's Beatrice")
    with enter(live_marios.schema_name):
        talk = Talk()
        talk.until_read_back()
        now = timezone.now()
        assert sweep(now + timedelta(days=29)) == {}
        assert sweep(now + timedelta(days=31)) == {"memory": 1}
        assert remembered() == 0
        assert Message.objects.filter(text__contains="Anna").exists()
        assert sweep(now + timedelta(days=366)).keys() == {"conversations"}
        assert not Message.objects.exists()
        assert Turn.objects.exists()
        assert all(turn.slots == {} for turn in Turn.objects.all())
        assert Conversation.objects.get().status == "ended"
        assert finish_erasures(now=now) == 0
    with enter(live_bella.schema_name):
        assert remembered() == 1
        assert Message.objects.filter(text__contains="Beatrice").exists()


def remembered() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT thread_id) FROM checkpoints")
        return int(cursor.fetchone()[0])


def test_bookings_to_come_keep_their_customer(table: Service) -> None:
    booking = hold(slot_at(table, 19))
    Customer.objects.update(created_at=NOW - LONG_AGO)
    assert sweep(NOW - timedelta(days=1)) == {}
    booking.refresh_from_db()
    assert Booking.objects.get(customer__name=ANNA.name) == booking
