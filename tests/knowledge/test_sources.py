"""A source from upload to deletion."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from audit.models import Entry
from knowledge.errors import DocumentNotRead, NothingRead
from knowledge.models import Audience, Chunk, ChunkVector, DocumentVersion, Posting, ReadingState, Source, Tally
from knowledge.operations import (
    add_source,
    add_version,
    approve_source,
    ask_again,
    delete_source,
    lost_readings,
    read_version,
)
from knowledge.operations.sources import MOST_BYTES
from knowledge.queries import search
from tenants.actors import Actor
from tests.knowledge import files
from tests.knowledge.documents import titles

if TYPE_CHECKING:
    from tenants.models import Business

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
BY = Actor("staff", "7")
pytestmark = pytest.mark.usefixtures("in_marios")


def _read(content: bytes, **given: Any) -> DocumentVersion:
    version = add_source(content=content, by=BY, now=NOW, **given)
    read = read_version(version_id=version.pk, now=NOW)
    assert read is not None
    return read


def test_document_is_read_approved_and_found() -> None:
    version = _read(files.pdf("Our house wine is a Montepulciano.", "Corkage is ten euros."), name="wines.pdf")

    assert (version.state, version.media_type, version.pages) == (ReadingState.READ, "application/pdf", 2)
    assert (version.parts_done, version.parts_total, version.source.title) == (1, 1, "wines")
    assert search("corkage") == []
    approve_source(source_id=version.source_id, audience=Audience.PUBLIC, by=BY, now=NOW)
    assert titles(search("can I bring my own bottle, what is the corkage")) == ["wines"]


def test_approving_twice_tells_once_and_for_another_audience_anew() -> None:
    version = _read(b"The alarm is tested on Mondays.")

    for audience in (Audience.PUBLIC, Audience.PUBLIC, Audience.STAFF):
        approve_source(source_id=version.source_id, audience=audience, by=BY, now=NOW)

    assert Tally.objects.get().chunks == 1
    assert search("alarm") == []


def test_earlier_version_is_told_until_the_next_is_approved() -> None:
    first = _read(b"The corkage is ten euros.")
    approve_source(source_id=first.source_id, audience=Audience.PUBLIC, by=BY, now=NOW)
    second = add_version(source_id=first.source_id, content=b"The corkage is twelve euros.", by=BY, now=NOW)
    read_version(version_id=second.pk, now=NOW)

    assert "ten" in search("corkage")[0].text
    approve_source(source_id=first.source_id, audience=Audience.PUBLIC, by=BY, now=NOW)
    assert [each.text for each in search("corkage")] == ["The corkage is twelve euros."]


def test_file_that_cannot_be_read_says_why_and_can_not_be_approved() -> None:
    version = _read(files.locked_pdf(), name="secret.pdf")

    assert version.state == ReadingState.REFUSED
    assert "password" in version.trouble
    assert not Chunk.objects.exists()
    with pytest.raises(NothingRead):
        approve_source(source_id=version.source_id, audience=Audience.PUBLIC, by=BY, now=NOW)


@pytest.mark.parametrize("content", [b"", b" \n ", b"x" * (MOST_BYTES + 1)])
def test_nothing_and_too_much_are_refused_at_once(content: bytes) -> None:
    with pytest.raises(DocumentNotRead):
        add_source(content=content, by=BY, now=NOW)
    assert not Source.objects.exists()


def test_deletion_leaves_nothing() -> None:
    stays = _read(b"The terrace has forty seats.", title="Stays")
    goes = _read(b"The terrace has heaters and a canary.", title="Goes")
    for each in (stays, goes):
        approve_source(source_id=each.source_id, audience=Audience.PUBLIC, by=BY, now=NOW)

    for _twice in range(2):
        delete_source(source_id=goes.source_id, by=BY)

    assert titles(search("terrace")) == ["Stays"]
    assert (Source.objects.count(), DocumentVersion.objects.count(), Chunk.objects.count()) == (1, 1, 1)
    assert (ChunkVector.objects.count(), Tally.objects.get().chunks) == (1, 1)
    assert not Posting.objects.filter(term__startswith="canar").exists()


def test_reading_that_died_is_done_anew_and_one_that_goes_on_is_left_alone() -> None:
    version = add_source(content=b"The terrace has forty seats.", by=BY, now=NOW)
    DocumentVersion.objects.filter(pk=version.pk).update(started_at=NOW)

    assert read_version(version_id=version.pk, now=NOW + timedelta(minutes=1)).state == ReadingState.READING  # type: ignore[union-attr]
    assert read_version(version_id=version.pk, now=NOW + timedelta(hours=1)).state == ReadingState.READ  # type: ignore[union-attr]
    assert Chunk.objects.count() == 1
    assert read_version(version_id=0, now=NOW) is None


def test_what_breaks_the_reading_is_told_in_its_state(monkeypatch: pytest.MonkeyPatch) -> None:
    version = add_source(content=b"The terrace has forty seats.", by=BY, now=NOW)
    monkeypatch.setattr("knowledge.operations.reading.pieces_of", None)

    with pytest.raises(TypeError):
        read_version(version_id=version.pk, now=NOW)
    version.refresh_from_db()
    assert version.state == ReadingState.FAILED


def test_who_did_what_is_on_record(in_marios: Business) -> None:
    version = _read(b"The terrace has forty seats.")
    approve_source(source_id=version.source_id, audience=Audience.STAFF, by=BY, now=NOW)
    delete_source(source_id=version.source_id, by=BY)

    names = list(
        Entry.objects.filter(about=f"source:{version.source_id}").order_by("pk").values_list("deed", flat=True)
    )
    assert names == ["knowledge.source_added", "knowledge.source_approved", "knowledge.source_deleted"]


def test_what_was_lost_on_its_way_or_with_its_worker_is_found_and_read() -> None:
    waits, died = (add_source(content=b"The corkage is ten euros.", by=BY, now=NOW) for _number in range(2))
    read = _read(b"No dogs.")
    DocumentVersion.objects.filter(pk=died.pk).update(started_at=NOW)
    assert lost_readings(now=NOW + timedelta(minutes=4)) == []
    assert lost_readings(now=NOW + timedelta(minutes=6)) == [waits.pk]
    later = NOW + timedelta(minutes=21)
    assert lost_readings(now=later) == [waits.pk, died.pk]
    for lost in (waits, died):
        assert read_version(version_id=lost.pk, now=later).state == ReadingState.READ  # type: ignore[union-attr]
    assert lost_readings(now=later + timedelta(days=1)) == []
    assert not ask_again(version_id=read.pk, by=BY), "what was read needs it no more"


def test_a_reading_that_was_refused_is_asked_for_again() -> None:
    version = _read(files.locked_pdf(), name="secret.pdf")
    DocumentVersion.objects.filter(pk=version.pk).update(content=b"The corkage is ten euros.")
    assert ask_again(version_id=version.pk, by=BY)
    assert not ask_again(version_id=version.pk, by=BY)
    read = read_version(version_id=version.pk, now=NOW)
    assert read is not None
    assert (read.state, read.trouble) == (ReadingState.READ, "")
