"""What staff note about a customer cannot be read in the database, and its keys can be replaced while it runs."""

from __future__ import annotations

import io
from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.core.exceptions import FieldError
from django.core.management import CommandError, call_command
from django.db import connection

from agents.models import ModelAccess
from businesses.models import CardAccount, Customer, DataKey, RememberedFact
from businesses.sealing import keys, rotation
from businesses.sealing.errors import NoMasterKey, SealBroken
from businesses.sealing.rotation import rotate_keys, sealed_columns
from config.safety import check_master_keys
from conversations.models import ConversationNote
from knowledge.models import Origin
from tenants.context import enter
from tests.privacy import searching
from tests.privacy.people import STAFF

if TYPE_CHECKING:
    from pytest_django import Settings

    from tenants.models import Business

NOTE = "Allergic to hazelnuts, sits by the Monstera 🌿"
OTHER = "another long random master key of 40 letters"


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """As in a process that has just begun."""
    keys._opened.clear()


def stored(customer: Customer) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT notes FROM businesses_customer WHERE id = %s", [customer.pk])
        return str(cursor.fetchone()[0])


def store(customer: Customer, text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE businesses_customer SET notes = %s WHERE id = %s", [text, customer.pk])


def noted(note: str = NOTE, name: str = "Anna") -> Customer:
    return Customer.objects.create(name=name, notes=note)


def test_a_note_is_read_by_the_product_and_by_nobody_else(live_marios: Business) -> None:
    with enter(live_marios.schema_name):
        customer = noted()
        assert Customer.objects.get().notes == NOTE
        assert list(Customer.objects.values_list("notes", flat=True)) == [NOTE]
        assert stored(customer).startswith("sealed:")
    for word in ("hazelnuts", "Monstera"):
        assert searching.in_database(word) == set()
        assert searching.in_heap(live_marios.schema_name, word) == set()


def test_what_is_empty_stays_empty(in_marios: Business) -> None:
    customer = noted("")
    assert stored(customer) == ""
    assert not DataKey.objects.exists()


def test_equal_notes_do_not_look_equal(in_marios: Business) -> None:
    assert stored(noted()) != stored(noted(name="Bruno"))


def test_a_row_read_and_saved_is_sealed_anew(in_marios: Business) -> None:
    customer = noted()
    before = stored(customer)
    customer.refresh_from_db()
    customer.save()
    assert stored(customer) != before
    assert Customer.objects.get().notes == NOTE


def test_no_filter_looks_into_it(in_marios: Business) -> None:
    for lookup in ("notes", "notes__icontains", "notes__gt"):
        with pytest.raises(FieldError):
            Customer.objects.filter(**{lookup: "hazelnuts"}).exists()


@pytest.mark.parametrize("harm", ["changed", "cut", "of another key", "no base64"])
def test_what_was_changed_is_never_read(in_marios: Business, harm: str) -> None:
    customer = noted()
    text = stored(customer)
    mark, uid, content = text.split(":")
    changed = {
        "changed": f"{mark}:{uid}:{content[:-6]}{'A' if content[-6] != 'A' else 'B'}{content[-5:]}",
        "cut": f"{mark}:{uid}:{content[:16]}",
        "of another key": f"{mark}:{'0' * 32}:{content}",
        "no base64": f"{mark}:{uid}:***",
    }[harm]
    store(customer, changed)
    with pytest.raises(SealBroken):
        Customer.objects.get()


def test_a_note_copied_into_another_business_opens_nothing(marios: Business, bella: Business) -> None:
    with enter(marios.schema_name):
        text = stored(noted())
        row = DataKey.objects.values("uid", "wrapped", "master").get()
    with enter(bella.schema_name):
        thief = noted("")
        store(thief, text)
        with pytest.raises(SealBroken):
            Customer.objects.get()
        own = noted("own", name="Bruno")
        assert DataKey.objects.get().uid != row["uid"]
        assert Customer.objects.get(pk=own.pk).notes == "own"


def test_without_the_master_key_a_copy_of_the_database_tells_nothing(in_marios: Business, settings: Settings) -> None:
    noted()
    keys._opened.clear()
    settings.MASTER_KEYS = [OTHER]
    with pytest.raises(NoMasterKey):
        Customer.objects.get()
    settings.MASTER_KEYS = []
    with pytest.raises(NoMasterKey):
        Customer.objects.get()


def test_keys_are_replaced_and_old_ones_go_with_the_next_time(
    in_marios: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotation, "BITE", 2)
    customers = [noted(f"{NOTE} {number}", name=f"Anna {number}") for number in range(5)]
    (first,) = DataKey.objects.all()
    before = [stored(each) for each in customers]
    assert rotate_keys(by=STAFF).rows == 5
    assert all(now != then for now, then in zip(map(stored, customers), before, strict=True))
    assert all(first.uid.hex not in stored(each) for each in customers)
    late = customers[0]
    store(late, before[0])  # a write that was under way has sealed with the key of before
    assert Customer.objects.get(pk=late.pk).notes == f"{NOTE} 0"
    second = rotate_keys(by=STAFF)
    assert (second.rows, second.deleted) == (5, 1)
    assert not DataKey.objects.filter(uid=first.uid).exists()
    assert [each.notes for each in Customer.objects.order_by("pk")] == [f"{NOTE} {number}" for number in range(5)]


def test_the_master_key_is_replaced(in_marios: Business, settings: Settings) -> None:
    noted()
    settings.MASTER_KEYS = [OTHER, *settings.MASTER_KEYS]
    keys._opened.clear()
    assert rotate_keys(by=STAFF).wrapped == 1
    settings.MASTER_KEYS = [OTHER]
    keys._opened.clear()
    assert Customer.objects.get().notes == NOTE


def test_what_was_written_before_is_read_and_sealed(in_marios: Business) -> None:
    customer = noted("")
    store(customer, NOTE)
    assert Customer.objects.get().notes == NOTE
    assert rotate_keys(by=STAFF).rows == 1
    assert stored(customer).startswith("sealed:")
    assert Customer.objects.get().notes == NOTE


def test_the_migration_seals_what_was_there(in_marios: Business) -> None:
    customer = noted("")
    store(customer, NOTE)
    import_module("businesses.migrations.0005_sealed_notes").seal_notes(apps, None)
    assert stored(customer).startswith("sealed:")
    assert Customer.objects.get().notes == NOTE


def test_the_command_rotates_every_business_and_says_which_it_could_not(
    live_marios: Business, live_bella: Business, settings: Settings
) -> None:
    for business in (live_marios, live_bella):
        with enter(business.schema_name):
            noted(business.slug)
    told = io.StringIO()
    call_command("rotate_keys", stdout=told)
    assert "marios: 1 rows, 1 keys, 0 old keys gone" in told.getvalue()
    assert "bella: 1 rows" in told.getvalue()
    with enter(live_bella.schema_name):
        DataKey.objects.update(master="unknown")
    told, failed = io.StringIO(), io.StringIO()
    with pytest.raises(CommandError, match="bella"):
        call_command("rotate_keys", stdout=told, stderr=failed)
    assert "marios: 1 rows" in told.getvalue()
    assert "bella: NoMasterKey" in failed.getvalue()


def test_the_columns_are_found() -> None:
    columns = {(model, field.name) for model, field in sealed_columns()}
    assert columns == {
        *((CardAccount, "key"), (CardAccount, "notice_secret")),
        *((Customer, "notes"), (RememberedFact, "words"), (ConversationNote, "text")),
        *((ModelAccess, "key"), (Origin, "secret")),
    }


@pytest.mark.parametrize(
    ("named", "is_fine"), [([], False), (["short"], False), ([OTHER], True), ([OTHER, "x"], False)]
)
def test_a_start_without_a_master_key_is_refused(settings: Settings, named: list[str], is_fine: bool) -> None:
    settings.MASTER_KEYS = named
    assert (check_master_keys(None) == []) is is_fine
