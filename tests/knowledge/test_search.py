"""Searching: by words, by meaning, in other languages, for whom it is; and nothing of another business, or deleted."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from knowledge.models import Audience, Chunk, ChunkVector, Posting, Tally
from knowledge.operations.indexing import hide, tell
from knowledge.queries import search
from knowledge.queries.lexical import by_terms
from knowledge.queries.scope import Scope
from tenants.context import enter
from tests.knowledge.documents import CARE, PARKEN, PETS, titles, told

if TYPE_CHECKING:
    from tenants.models import Business


@pytest.fixture
def _shelf(in_marios: Business) -> None:
    told("Care guide", CARE)
    told("House rules", PETS)
    told("Parken", PARKEN)


@pytest.mark.usefixtures("_shelf")
@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("are dogs allowed", "House rules"),
        ("may I bring my puppy", "House rules"),
        ("when can I shampoo after dyeing", "Care guide"),
        ("Wo kann ich mein Auto abstellen?", "Parken"),
        ("where can I park my car", "Parken"),
        ("puis-je venir avec mon chien", "House rules"),
    ],
)
def test_passage_is_found_in_other_words_and_languages(question: str, title: str) -> None:
    assert titles(search(question))[0] == title


@pytest.mark.usefixtures("_shelf")
def test_words_are_found_by_their_stems_and_without_accents() -> None:
    told("Réservation", "La réservation est gratuite pour les groupes, et vous pouvez annuler.")

    (best, _score), *_others = by_terms("reservations gratuites", Scope(), ["fr", "en"])

    assert Chunk.objects.get(pk=best).source.title == "Réservation"


def test_bm25_is_reckoned_as_it_is_defined(in_marios: Business) -> None:
    told("One", "apple apple pear")
    told("Two", "apple plum plum plum")
    told("Three", "cherry")
    lengths, tf = (4, 5, 2), 2  # with the title's word

    found = dict(by_terms("apples", Scope(), ["en"]))

    first = Chunk.objects.get(source__title="One").pk
    idf = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    assert found[first] == pytest.approx(idf * tf * 2.2 / (tf + 1.2 * (0.25 + 0.75 * 4 / (sum(lengths) / 3))))
    assert len(found) == 2


@pytest.mark.usefixtures("in_marios")
def test_nobody_is_told_more_than_is_for_them() -> None:
    told("For all", "The alarm is tested on Mondays.")
    told("For staff", "The alarm code is 4711.", Audience.STAFF)
    told("For the owner", "The alarm company costs 90 a month.", Audience.OWNER)
    told("Not approved", "The alarm is out of order.", None)

    def heard(audience: int) -> set[str]:
        return set(titles(search("what about the alarm", scope=Scope(audience))))

    assert heard(Audience.PUBLIC) == {"For all"}
    assert heard(Audience.STAFF) == {"For all", "For staff"}
    assert heard(Audience.OWNER) == {"For all", "For staff", "For the owner"}


@pytest.mark.usefixtures("_shelf")
def test_search_can_be_narrowed_to_a_source() -> None:
    other = told("Second guide", CARE)

    assert set(titles(search("washing", scope=Scope(sources=(other.pk,))))) == {"Second guide"}


@pytest.mark.usefixtures("in_marios")
def test_what_is_hidden_or_deleted_leaves_nothing_to_find() -> None:
    told("Stays", "We close early on the last day of the year.")
    gone = told("Goes", "We close early on the day of the marathon.")
    before = list(Tally.objects.values_list("language", "chunks", "terms"))

    hide(gone.chunks.all())
    assert titles(search("closing early")) == ["Stays"]
    assert Posting.objects.filter(chunk__source=gone).count() == 0
    tell(gone.chunks.all(), Audience.PUBLIC)
    assert list(Tally.objects.values_list("language", "chunks", "terms")) == before
    hide(gone.chunks.all())
    gone.delete()

    assert titles(search("closing early")) == ["Stays"]
    assert ChunkVector.objects.count() == Chunk.objects.count() == Tally.objects.get().chunks == 1


@pytest.mark.usefixtures("in_marios")
def test_equal_texts_are_embedded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from encoding import encoder

    told("Rules", PETS)
    monkeypatch.setattr(encoder, "passages", None)
    monkeypatch.setattr(encoder, "meant", None)
    told("Rules", PETS)

    first, second = ChunkVector.objects.order_by("pk")
    assert first.meaning == second.meaning


def test_two_businesses_with_the_same_document_never_meet(marios: Business, bella: Business) -> None:
    for business, canary in ((marios, "canary-marios"), (bella, "canary-bella")):
        with enter(business.schema_name):
            told("Rules", f"{PETS} Ask for {canary}.")

    for business, other in ((marios, "canary-bella"), (bella, "canary-marios")):
        with enter(business.schema_name):
            for question in ("dogs", other, "wer darf hinein", "canary"):
                assert other not in " ".join(each.text for each in search(question, limit=100))


@pytest.mark.usefixtures("in_marios")
@pytest.mark.parametrize("question", ["", "   ", "\x00", "the of and", "'; DROP TABLE x; --", "%s %(x)s", "?" * 5_000])
def test_any_question_is_answered(question: str) -> None:
    told("Rules", PETS)

    assert len(search(question)) <= 1


@pytest.mark.usefixtures("in_marios")
def test_search_asks_the_database_as_often_for_many_as_for_few() -> None:
    told("Rules", PETS)
    with CaptureQueriesContext(connection) as few:
        search("dogs")
    for number in range(3):
        told(f"Rules {number}", f"{PETS} {number}")
    with CaptureQueriesContext(connection) as many:
        search("dogs")

    assert len(few) == len(many)
    assert not search("dogs", scope=Scope(audience=-1))


@pytest.mark.usefixtures("in_marios")
def test_common_terms_decide_among_those_that_have_the_rare_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    for place in range(6):
        told(f"Number {place}", f"apple {'pear ' * (place % 3)} plum" if place else "apple quince")
    told("Both", "quince and pear and apple")
    whole = by_terms("apples, pears and quinces", Scope(), ["en"])
    monkeypatch.setattr("knowledge.queries.lexical.POSTINGS_READ", 1)

    pruned = by_terms("apples, pears and quinces", Scope(), ["en"])

    assert len(whole) == 7
    assert len(pruned) == 2
    assert dict(pruned) == pytest.approx(dict(whole[:2]))
