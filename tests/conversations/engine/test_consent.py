"""Only a yes to exactly what was read back commits; any change is read back anew."""

from __future__ import annotations

import pytest

from tests.conversations.engine.talking import MemoryTalk, restaurant


@pytest.fixture
def talk() -> MemoryTalk:
    talk = MemoryTalk(restaurant())
    talk.until_read_back()
    return talk


@pytest.mark.parametrize(
    "text",
    [
        "yes", "yep that's perfect", "sounds great, go ahead", "ok cool book it please", "\N{THUMBS UP SIGN}",
        "sure thing",
        "sí, perfecto", "dale", "oui c'est parfait", "ça marche", "ja gerne", "passt so", "sì, va bene così", "certo",
        "sim, por favor", "pode marcar",
    ],
)  # fmt: skip
def test_plain_yes_commits(talk: MemoryTalk, text: str) -> None:
    talk.say(text)
    assert len(talk.booked) == 1, talk.replies[-1]


@pytest.mark.parametrize(
    "text",
    [
        "ok wait a second", "hang on, let me ask my wife", "yes if you have a high chair", "ok but is there a deposit?",
        "right, do you charge for no shows?", "fine but can we sit outside", "maybe", "un momento por favor",
        "sí, pero ¿hay que pagar algo?", "attendez un instant", "oui mais seulement s'il y a une terrasse",
        "Moment noch", "ja aber was kostet eine Absage?", "aspetta un attimo", "sì ma solo se fuori", "espera aí",
    ],
)  # fmt: skip
def test_what_hangs_on_something_commits_nothing(talk: MemoryTalk, text: str) -> None:
    talk.say(text)
    assert talk.booked == []
    assert talk.memory["tasks"]


@pytest.mark.parametrize(
    "text", ["yes please, and where are you exactly?", "yes! is there parking nearby?", "ja, und wo kann ich parken?"]
)
def test_yes_with_a_question_that_changes_nothing_commits_and_answers(talk: MemoryTalk, text: str) -> None:
    reply = talk.say(text)
    assert len(talk.booked) == 1
    assert "Via Roma 1" in reply or "parking" in reply


@pytest.mark.parametrize("text", ["no", "no thanks, that's wrong", "nein", "no, mejor no", "non, ce n'est pas bon"])
def test_no_books_nothing(talk: MemoryTalk, text: str) -> None:
    talk.say(text)
    assert talk.booked == []


@pytest.mark.parametrize(
    ("text", "people", "at"),
    [
        ("yes but make it 21:00", 2, "21:00"),
        ("actually there will be 5 of us", 5, "20:00"),
        ("can we do 19:30 instead", 2, "19:30"),
    ],
)
def test_change_is_read_back_anew_and_then_agreed_to(talk: MemoryTalk, text: str, people: int, at: str) -> None:
    talk.say(text)
    assert talk.booked == []
    talk.say("yes")
    assert [(each.people, f"{each.starts_at:%H:%M}") for each in talk.booked] == [(people, at)]


def test_wait_keeps_what_was_read_back(talk: MemoryTalk) -> None:
    talk.say("hold on a sec")
    talk.say("right, yes go ahead")
    assert len(talk.booked) == 1


def test_second_yes_books_nothing_more(talk: MemoryTalk) -> None:
    talk.say("yes")
    assert "already booked" in talk.say("yes")
    assert len(talk.booked) == 1


@pytest.mark.parametrize(
    "text", ["don't do it", "please don't confirm", "não confirme", "non confermi", "machen Sie das nicht"]
)
def test_agreement_turned_down_books_nothing(talk: MemoryTalk, text: str) -> None:
    talk.say(text)
    assert talk.booked == []


@pytest.mark.parametrize(
    "text", ["yes, cancel it", "ok cancel that booking", "sí, cancélela", "oui, annulez", "ja, stornieren Sie"]
)
def test_yes_to_another_deed_is_none_to_a_move(talk: MemoryTalk, text: str) -> None:
    talk.say("yes")
    talk.say("move it to Saturday 5 December")
    assert "confirm" in talk.needs
    talk.say(text)
    assert [(kept.status, f"{kept.starts_at:%d}") for kept in talk.booked] == [("confirmed", "04")]
    assert "confirm" in talk.needs  # the cancelling is read back first
    talk.say("yes")
    assert talk.booked[0].status == "cancelled"


@pytest.mark.parametrize("text", ["ok, book it", "yes, move it to Saturday"])
def test_yes_to_another_deed_is_none_to_a_cancelling(talk: MemoryTalk, text: str) -> None:
    talk.say("yes")
    talk.say("cancel it")
    talk.say(text)
    assert talk.booked[0].status == "confirmed"


@pytest.mark.parametrize(
    "text",
    [
        "no, don't cancel, move it to Saturday 5 December", "wait, don't cancel it, change it to Saturday 5 December",
        "espera, não canceles, muda para sábado 5 de dezembro", "no, no la cancele, cámbiela al sábado 5 de diciembre",
        "nein, nicht absagen, lieber auf Samstag, 5. Dezember verschieben",
    ],
)  # fmt: skip
def test_deed_wished_for_instead_is_read_back_anew(talk: MemoryTalk, text: str) -> None:
    talk.say("yes")
    talk.say("cancel it")
    talk.say(text)
    assert talk.booked[0].status == "confirmed"
    assert "confirm" in talk.needs, talk.replies[-1]
    talk.say("yes")
    assert [(kept.status, f"{kept.starts_at:%d}") for kept in talk.booked] == [("confirmed", "05")]
