"""Versions are kept as they were, compared word by word, commented and settled; links are closed at once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from artifacts.errors import ChangedMeanwhile, LinkClosed, NotForEverybody, ReadOnly, WrongText
from artifacts.holdings import erase_comments
from artifacts.kinds import Origin, Rights
from artifacts.models import Share
from artifacts.operations.changing import edit, restore
from artifacts.operations.commenting import comment, comment_by_link, settle
from artifacts.operations.sharing import revoke, share
from artifacts.queries import share_opened_by
from businesses.privacy import Subject
from businesses.privacy.holdings import Words
from knowledge.comparing import compared
from tenants.actors import Actor
from tests.artifacts.conftest import NOW, made, text_of

if TYPE_CHECKING:
    from tenants.models import Business, User

MARA, LUCA = Actor("staff", "1", "Mara Owner"), Actor("staff", "2", "Luca Staff")


def test_each_change_is_another_version_and_the_old_ones_stay(menu: Business, owner: User) -> None:
    artifact = made(owner, "Make a table of the menu")
    before = text_of(artifact)
    second = edit(artifact_id=artifact.pk, text="# Our menu\n\nAll of it.", based_on=1, by=MARA, now=NOW)
    third = restore(artifact_id=artifact.pk, number=1, by=LUCA, now=NOW)
    kept = artifact.versions.order_by("number")
    assert [(each.number, each.origin, each.author, each.restored_from) for each in kept] == [
        (1, Origin.MADE, "", None), (2, Origin.EDITED, "Mara Owner", None), (3, Origin.RESTORED, "Luca Staff", 1),
    ]  # fmt: skip
    assert (second.title, third.text, artifact.versions.get(number=1).text) == ("Our menu", before, before)


def test_same_text_is_no_version_and_an_overtaken_one_is_refused(menu: Business, owner: User) -> None:
    artifact = made(owner, "Make a table of the menu")
    assert edit(artifact_id=artifact.pk, text=text_of(artifact), based_on=1, by=MARA, now=NOW).number == 1
    edit(artifact_id=artifact.pk, text="Mine.", based_on=1, by=MARA, now=NOW)
    with pytest.raises(ChangedMeanwhile):
        edit(artifact_id=artifact.pk, text="His.", based_on=1, by=LUCA, now=NOW)
    for text in ("", " \n ", "x" * 40_001):
        with pytest.raises(WrongText):
            edit(artifact_id=artifact.pk, text=text, based_on=2, by=LUCA, now=NOW)
    assert artifact.versions.count() == 2


def test_comparison_marks_the_words_that_changed() -> None:
    same, changed, added = compared("One\nWe open at 9 today.", "One\nWe open at 10 today.\nCome!")
    assert (same.kind, changed.kind, added.kind, added.before) == ("same", "changed", "added", None)
    assert [piece.text for piece in changed.before or () if piece.is_changed] == ["9"]
    assert [piece.text for piece in changed.after or () if piece.is_changed] == ["10"]
    assert "".join(piece.text for piece in changed.after or ()) == "We open at 10 today."


def test_comment_says_who_and_of_which_version_and_is_settled_once(menu: Business, owner: User) -> None:
    artifact = made(owner, "Make a table of the menu")
    said = comment(version=artifact.versions.get(), text="Is the price right?", by=LUCA, now=NOW)
    settle(artifact_id=artifact.pk, comment_id=said.pk, by=MARA, now=NOW)
    again = settle(artifact_id=artifact.pk, comment_id=said.pk, by=LUCA, now=NOW + timedelta(days=1))
    assert (again.author, again.version.number, again.resolved_by, again.resolved_at) == (
        "Luca Staff", 1, "Mara Owner", NOW,
    )  # fmt: skip


def test_link_opens_until_it_is_closed_or_runs_out_and_its_token_is_not_kept(menu: Business, owner: User) -> None:
    artifact = made(owner, "Make a table of the menu")
    link, token = share(artifact_id=artifact.pk, rights=Rights.READ, days=7, by=MARA, now=NOW)
    assert share_opened_by(token, now=NOW + timedelta(days=6)).artifact == artifact
    assert token.encode() not in bytes(Share.objects.get().token_hash)
    for late, text in ((NOW + timedelta(days=7), token), (NOW, f"{token}x"), (NOW, "")):
        with pytest.raises(LinkClosed):
            share_opened_by(text, now=late)
    with pytest.raises(ReadOnly):
        comment_by_link(share=link, text="Hello", name="Eve", now=NOW)
    revoke(artifact_id=artifact.pk, share_id=link.pk, by=MARA, now=NOW)
    with pytest.raises(LinkClosed):
        share_opened_by(token, now=NOW)


def test_what_not_everybody_may_be_told_is_not_shared(documents: None, owner: User) -> None:
    artifact = made(owner, "Write a document about opening the safe")
    with pytest.raises(NotForEverybody):
        share(artifact_id=artifact.pk, rights=Rights.READ, days=1, by=MARA, now=NOW)
    assert not Share.objects.exists()


def test_comment_of_an_erased_person_by_a_link_goes_and_no_other(menu: Business, owner: User) -> None:
    artifact = made(owner, "Make a table of the menu")
    link, _token = share(artifact_id=artifact.pk, rights=Rights.COMMENT, days=1, by=MARA, now=NOW)
    comment_by_link(share=link, text="Call me", name="Anna Rossi", now=NOW)
    comment(version=artifact.versions.get(), text="Ours", by=Actor("staff", "3", "Anna Rossi"), now=NOW)
    person = Subject({}, Words(names=("Anna Rossi",)))
    assert [erase_comments(person), erase_comments(person)] == [1, 0]
    assert [each.text for each in artifact.comments.all()] == ["Ours"]
