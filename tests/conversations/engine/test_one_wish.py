"""A wish told in several sentences is one wish, and each detail goes to the wish it was said of."""

from __future__ import annotations

import pytest

from tests.conversations.engine.talking import MemoryTalk, restaurant, salon


def booked(talk: MemoryTalk) -> list[tuple[str, str]]:
    return [(each.service_name, f"{each.starts_at:%Y-%m-%d %H:%M}") for each in talk.booked]


@pytest.mark.parametrize(
    "text",
    [
        "Hello, the haircut under {ref} is on Friday. I have to work that day. Could you move it to Saturday at 11:00?",
        "I have an appointment, reference {ref}, and my sister marries on that very day. Would Saturday at 11:00 do?",
        "tengo cita con la referencia {ref}, y ese día viajo. ¿Me la pueden pasar al sábado a las 11:00?",
        "j'ai un rendez-vous, référence {ref}, mais ce jour-là je travaille. On peut le déplacer à samedi à 11h ?",
        "ich habe einen Termin, Nummer {ref}, muss an dem Tag aber arbeiten. Ginge es am Samstag um 11 Uhr?",
        "ho un appuntamento, codice {ref}, ma quel giorno lavoro. Si può spostare a sabato alle 11?",
        "tenho marcação com a referência {ref}, mas nesse dia trabalho. Podem mudar para sábado às 11:00?",
    ],
)
def test_the_day_wished_stands_over_the_day_it_is_moved_from(text: str) -> None:
    talk = MemoryTalk(salon())
    talk.until_read_back("a haircut on Friday 4 December at 10:00")
    talk.say("yes")
    talk.say(text.format(ref=talk.booked[0].reference))
    talk.say("yes")
    assert booked(talk) == [("Haircut", "2026-12-05 11:00")], talk.replies


@pytest.mark.parametrize(
    "text",
    [
        "My wife will leave me if I don't get a haircut. Would you have time for a full colour on Friday at 10:00?",
        "I need a haircut badly. Could I come in on Friday at 10:00 for a full colour?",
        "Meine Haare brauchen einen Haircut. Hätten Sie am Freitag um 10 Uhr Zeit für full colour?",
        "J'ai bien besoin d'un haircut. Vous auriez vendredi à 10h pour une full colour ?",
    ],
)
def test_a_sentence_that_leads_up_to_the_wish_is_none_of_its_own(text: str) -> None:
    talk = MemoryTalk(salon())
    talk.until_read_back(text)
    talk.say("yes")
    assert booked(talk) == [("Full colour", "2026-11-20 10:00")], talk.replies


@pytest.mark.parametrize(
    "text",
    [
        "I need a haircut on Friday at 9:00. Could I also have a full colour on Friday at 10:00?",
        "on Friday a haircut for me at 9:00 and a full colour, also on that day, at 10:00",
        "el viernes quisiera dos cosas: un haircut a las 9:00 y un full colour, también ese día, a las 10:00",
        "zwei Termine am Freitag: ein Haircut um 9 Uhr und full colour, auch an dem Tag, um 10 Uhr",
        "due cose per venerdì: un haircut alle 9 e full colour, sempre quel giorno, alle 10",
    ],
)
def test_the_second_wish_keeps_its_own_hour(text: str) -> None:
    talk = MemoryTalk(salon())
    talk.until_read_back(text)
    talk.say("yes")
    talk.say("yes")
    assert booked(talk) == [("Haircut", "2026-11-20 09:00"), ("Full colour", "2026-11-20 10:00")], talk.replies


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("The day is fine, but I can't make that hour. Could it be at 11:00?", "11:00"),
        ("That hour doesn't work for me after all. How about 11:00?", "11:00"),
        ("El día me va bien, pero a esa hora no puedo. ¿Podría ser a las 11:00?", "11:00"),
        ("Perdone, antes tengo que ir al banco. ¿Mejor a las 11:00, el mismo día?", "11:00"),
        ("Der Tag passt, aber um die Uhrzeit schaffe ich es nicht. Ginge es um 11 Uhr?", "11:00"),
        ("Le jour me va mais pas cette heure-là. Est-ce que ce serait possible à 11h ?", "11:00"),
        ("Il giorno va bene, ma a quell'ora non riesco. Si potrebbe fare alle 11?", "11:00"),
        ("O dia está bem, mas a essa hora não consigo. Pode ser às 11:00?", "11:00"),
    ],
)
def test_an_hour_that_does_not_suit_is_changed_by_the_question_after_it(text: str, hour: str) -> None:
    talk = MemoryTalk(salon())
    talk.until_read_back("a haircut on Friday 4 December at 10:00")
    talk.say(text)
    talk.say("yes")
    assert booked(talk) == [("Haircut", f"2026-12-04 {hour}")], talk.replies


@pytest.mark.parametrize(
    "text",
    [
        "I've sold my car, so I no longer need the appointment {ref}. Can you cancel it please?",
        "ya no me hace falta la cita {ref}. ¿Me la puede anular, por favor?",
        "ich brauche den Termin {ref} nicht mehr. Können Sie ihn bitte stornieren?",
        "je n'ai plus besoin du rendez-vous {ref}. Vous pouvez l'annuler s'il vous plaît ?",
        "non mi serve più l'appuntamento {ref}. Lo potete annullare per favore?",
        "já não preciso da marcação {ref}. Pode cancelá-la, por favor?",
    ],
)
def test_a_booking_that_is_no_longer_needed_is_cancelled_once_that_is_agreed_to(text: str) -> None:
    talk = MemoryTalk(salon())
    talk.until_read_back("a haircut on Friday 4 December at 10:00")
    talk.say("yes")
    talk.say(text.format(ref=talk.booked[0].reference))
    assert talk.needs == ["confirm"], talk.replies
    talk.say("yes")
    assert [each.status for each in talk.booked] == ["cancelled"], talk.replies


@pytest.mark.parametrize(
    "text",
    [
        "I haven't been for eight years, I'm ashamed. I'd like a haircut on Friday at 10:00",
        "ich war seit acht Jahren nicht mehr da. Einen Haircut am Freitag um 10 Uhr bitte",
        "hace ocho años que no voy. Quería un haircut el viernes a las 10:00",
        "já não vou há oito anos. Queria um haircut na sexta às 10:00",
        "j'y suis pas allé depuis huit ans. Un haircut vendredi à 10h",
        "sono otto anni che non vengo. Un haircut venerdì alle 10",
    ],
)
def test_a_day_long_gone_is_told_of_and_not_wished_for(text: str) -> None:
    talk = MemoryTalk(salon())
    talk.until_read_back(text)
    talk.say("yes")
    assert booked(talk) == [("Haircut", "2026-11-20 10:00")], talk.replies


@pytest.mark.parametrize(
    "text",
    [
        "our office Christmas dinner, a table for 8 on Friday at 19:15",
        "jantar de Natal da empresa, uma mesa para 8 na sexta às 19:15",
        "Weihnachtsessen der Firma, ein Tisch für 8 am Freitag um 19:15 Uhr",
        "cena de Navidad de la empresa, una mesa para 8 el viernes a las 19:15",
        "cena di Natale aziendale, un tavolo per 8 venerdì alle 19:15",
        "repas de Noël de l'entreprise, une table pour 8 vendredi à 19h15",
    ],
)
def test_a_feast_that_names_the_occasion_is_not_the_day(text: str) -> None:
    talk = MemoryTalk(restaurant())
    talk.until_read_back(text)
    talk.say("yes")
    assert booked(talk) == [("Table", "2026-11-20 19:15")], talk.replies


@pytest.mark.parametrize(
    "text",
    [
        "Sorry, I got the day wrong: it's Saturday that I'm free. Same hour if possible.",
        "Excusez-moi, je me suis trompé de jour : c'est samedi que je suis libre. La même heure, si possible.",
        "Perdón, me equivoqué de día: el sábado es cuando estoy libre. A la misma hora, si se puede.",
        "Entschuldigung, ich habe mich im Tag geirrt: am Samstag habe ich frei. Zur selben Zeit, wenn möglich.",
        "Scusi, ho sbagliato giorno: è sabato che sono libera. Alla stessa ora, se possibile.",
        "Desculpe, enganei-me no dia: é no sábado que estou livre. À mesma hora, se possível.",
    ],
)
def test_a_day_that_was_wrong_is_put_right_before_the_yes(text: str) -> None:
    talk = MemoryTalk(salon())
    talk.until_read_back("a haircut on Friday 4 December at 10:00")
    talk.say(text)
    assert talk.needs == ["confirm"], talk.replies
    talk.say("yes")
    assert booked(talk) == [("Haircut", "2026-12-05 10:00")], talk.replies


@pytest.mark.parametrize(
    "text",
    [
        "fine but is it with Theo?",
        "good, but who is it with, Theo?",
        "ok, and is Theo the one who cuts?",
    ],
)
def test_who_asks_whom_it_is_with_wishes_for_nobody_else(text: str) -> None:
    talk = MemoryTalk(salon())
    talk.until_read_back("a haircut on Friday 4 December at 10:00")
    talk.say(text)
    assert not talk.booked, talk.replies
    assert "confirm" in talk.needs, talk.replies
    assert talk.memory["tasks"][0]["form"]["staff"] is None
    talk.say("ok, yes please book it")
    assert booked(talk) == [("Haircut", "2026-12-04 10:00")], talk.replies


@pytest.mark.parametrize("text", ["can it be with Theo?", "could I have Theo instead?", "può essere con Theo?"])
def test_who_asks_for_somebody_else_wishes_for_them(text: str) -> None:
    talk = MemoryTalk(salon())
    talk.until_read_back("a haircut on Friday 4 December at 10:00")
    talk.say(text)
    assert talk.memory["tasks"][0]["form"]["staff"] == 2, talk.replies
