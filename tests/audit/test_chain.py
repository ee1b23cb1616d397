"""Nobody edits or deletes the record, and who goes round PostgreSQL's guards is found by walking the chain."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from audit.canonical import GENESIS
from audit.models import Entry, Link, Particulars
from audit.operations import erase_particulars
from audit.queries import verify
from events.operations import publish
from tenants.actors import SYSTEM, Actor
from tenants.context import enter, public
from tenants.deeds import done
from tenants.limits.caller import calling_from
from tests.owner import as_owner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tenants.models import Business

VISITOR = Actor("customer", "conversation:1", "Ada Canary")
THREADS = 4
EACH = 15


@pytest.fixture
def kept(live_marios: Business) -> Business:
    """A business with three deeds on record."""
    with enter(live_marios.schema_name), calling_from("192.0.2.7"):
        for number in range(3):
            with transaction.atomic():
                done("thing.made", about=f"thing:{number}", by=VISITOR, detail={"n": number}, particulars={"to": "Ada"})
    return live_marios


def entries(business: Business) -> list[Entry]:
    with public():
        return list(Entry.objects.of(business.schema_name).filter(deed="thing.made").whole().order_by("pk"))


def test_each_deed_follows_the_one_before(kept: Business) -> None:
    links = [entry.link for entry in entries(kept)]
    assert [link.sequence for link in links] == list(range(links[0].sequence, links[0].sequence + 3))
    assert [link.previous for link in links[1:]] == [link.hash for link in links[:-1]]
    with public():
        assert Link.objects.get(schema=kept.schema_name, sequence=1).previous == GENESIS
    assert verify(kept.schema_name).broken == ""


def test_a_deed_that_is_undone_leaves_nothing(live_marios: Business) -> None:
    before = verify(live_marios.schema_name).count
    with enter(live_marios.schema_name), transaction.atomic():
        publish(type="booking.held", aggregate="booking:K7F-2QM", payload={}, by=SYSTEM)
        transaction.set_rollback(True)
    assert verify(live_marios.schema_name).count == before


def test_an_event_is_a_deed(live_marios: Business) -> None:
    with enter(live_marios.schema_name), transaction.atomic():
        payload = {"status": "held", "customer_name": "Ada Canary", "version": 1}
        event = publish(type="booking.held", aggregate="booking:K7F-2QM", payload=payload, by=VISITOR)
    with public():
        entry = Entry.objects.of(live_marios.schema_name).get(deed="booking.held")
    assert (entry.about, entry.actor_kind, entry.actor_id) == ("booking:K7F-2QM", "customer", "conversation:1")
    assert entry.detail == {"status": "held", "version": 1, "event": str(event.uid)}
    assert entry.correlation_id == event.correlation_id


def test_writers_at_once_make_one_chain_and_wait_for_nobodys_work(live_marios: Business) -> None:
    schema = live_marios.schema_name
    before = verify(schema).count

    def work(number: int) -> None:
        try:
            with enter(schema):
                for each in range(EACH):
                    with transaction.atomic():
                        done("thing.made", about=f"thing:{number}-{each}", by=SYSTEM)
        finally:
            connection.close()

    with enter(schema), transaction.atomic():
        done("thing.begun", about="thing:slow", by=SYSTEM)  # a transaction that takes longer than all the others
        with ThreadPoolExecutor(THREADS) as threads:
            list(threads.map(work, range(THREADS)))
    told = verify(schema)
    assert (told.broken, told.count) == ("", before + THREADS * EACH + 1)
    with public():
        assert Link.objects.get(schema=schema, sequence=told.count).entry.deed == "thing.begun"


def test_businesses_have_chains_of_their_own(kept: Business, live_bella: Business) -> None:
    with enter(live_bella.schema_name), transaction.atomic():
        done("thing.made", about="thing:0", by=SYSTEM)
    assert verify(live_bella.schema_name).broken == ""
    with enter(live_bella.schema_name):
        assert set(Entry.objects.values_list("schema", flat=True)) == {live_bella.schema_name}
        assert set(Link.objects.values_list("schema", flat=True)) == {live_bella.schema_name}
        assert not Particulars.objects.filter(schema=kept.schema_name).exists()
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            done("thing.forged", about="thing:0", by=SYSTEM, schema=kept.schema_name)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET deed = 'other'",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry CASCADE",
        "UPDATE audit_link SET hash = ''",
        "DELETE FROM audit_link",
        "TRUNCATE audit_link",
        "UPDATE audit_particulars SET salt = ''",
        "TRUNCATE audit_particulars",
    ],
)
@pytest.mark.parametrize("owner", [False, True], ids=["application", "owner"])
def test_nothing_written_can_be_changed(kept: Business, statement: str, owner: bool) -> None:
    """Not even by who owns the tables, short of taking the guards away."""
    before = verify(kept.schema_name)
    with as_owner(really=owner), transaction.atomic(), connection.cursor() as cursor:
        with pytest.raises(DatabaseError, match=r"never changed|permission denied"):
            cursor.execute(statement)
        transaction.set_rollback(True)
    assert verify(kept.schema_name) == before


@pytest.fixture
def unguarded(kept: Business) -> Iterator[Any]:
    """A cursor of who owns the database and has taken the guards away."""
    with as_owner(really=True), connection.cursor() as cursor:
        tables = ("audit_entry", "audit_link", "audit_particulars")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield cursor
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE audit_entry SET about = 'thing:9' WHERE id = {id}", "says something else"),
        ("UPDATE audit_entry SET actor_kind = 'system' WHERE id = {id}", "says something else"),
        ("UPDATE audit_entry SET at = at + interval '1 second' WHERE id = {id}", "says something else"),
        ("UPDATE audit_entry SET detail = '{{}}' WHERE id = {id}", "says something else"),
        ("UPDATE audit_entry SET digest = repeat('a', 64) WHERE id = {id}", "says something else"),
        ("UPDATE audit_link SET hash = repeat('a', 64) WHERE entry_id = {id}", "has another hash"),
        ("UPDATE audit_link SET previous = repeat('a', 64) WHERE entry_id = {id}", "does not follow"),
        ("""UPDATE audit_particulars SET "values" = '{{"name": "Bob"}}' WHERE entry_id = {id}""", "the particulars of"),
        ("DELETE FROM audit_link WHERE entry_id = {id}", "is missing before"),
    ],
)
def test_what_was_changed_all_the_same_is_named(kept: Business, unguarded: Any, statement: str, fault: str) -> None:
    changed = entries(kept)[1]
    unguarded.execute(statement.format(id=changed.pk))
    told = verify(kept.schema_name)
    assert fault in told.broken
    assert told.count == changed.link.sequence - 1
    with pytest.raises(CommandError, match="1 of 1 chains are broken"):
        call_command("audit", "verify", business="marios", stdout=io.StringIO(), stderr=io.StringIO())


def test_what_was_cut_off_the_end_is_missed_by_who_noted_the_head(kept: Business, unguarded: Any) -> None:
    noted, last = verify(kept.schema_name), entries(kept)[-1]
    for table, key in (("audit_particulars", "entry_id"), ("audit_link", "entry_id"), ("audit_entry", "id")):
        unguarded.execute(f"DELETE FROM {table} WHERE {key} = {last.pk}")
    assert verify(kept.schema_name).broken == ""
    assert "is gone" in verify(kept.schema_name, expected=noted.head).broken


def test_the_command_tells_the_head_of_a_chain(kept: Business) -> None:
    said = io.StringIO()
    call_command("audit", "verify", business="marios", stdout=said)
    told = verify(kept.schema_name)
    assert said.getvalue() == f"marios: {told.count} links, head {told.head}\n"
    call_command("audit", "verify", business="marios", head=told.head, stdout=said)
    with pytest.raises(CommandError, match="no business called"):
        call_command("audit", "verify", business="nobody")


def test_what_is_personal_is_forgotten_and_the_chain_stays_whole(kept: Business) -> None:
    assert [entry.particulars.values for entry in entries(kept)] == [
        {"address": "192.0.2.7", "name": "Ada Canary", "to": "Ada"}
    ] * 3
    with public(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_entry e WHERE e::text LIKE '%Ada%' OR e::text LIKE '%192.0.2%'")
        assert cursor.fetchone()[0] == 0
    with enter(kept.schema_name):
        assert erase_particulars(concerning=["thing:1", "thing:2"], by=SYSTEM) == 2
    assert [hasattr(entry, "particulars") for entry in entries(kept)] == [True, False, False]
    assert verify(kept.schema_name).broken == ""
    with enter(kept.schema_name):
        assert erase_particulars(concerning=["conversation:1"], by=SYSTEM) == 1


def test_the_same_values_have_another_digest_each_time(kept: Business) -> None:
    """A digest cannot be looked up in a list of names once the salt is gone."""
    assert len({entry.particulars_digest for entry in entries(kept)}) == 3
