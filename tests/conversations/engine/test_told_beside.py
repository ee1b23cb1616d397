"""Two people, two hours, two questions in one message: each is served, and none is doubled or lost."""

from __future__ import annotations

import pytest

from tests.conversations.engine.talking import MemoryTalk, restaurant, salon


def booked(talk: MemoryTalk) -> list[tuple[str, str]]:
    return [(each.service_name, f"{each.starts_at:%H:%M}") for each in talk.booked]


def arranged(talk: MemoryTalk, *names: str) -> None:
    """Answers what is asked until nothing is."""
    given = iter(names)
    for _ in range(12):
        if "name" in talk.needs:
            talk.say(next(given))
        elif {"phone", "email"} & set(talk.needs):
            talk.say("anna@example.com")
        elif "confirm" in talk.needs:
            talk.say("yes")
        else:
            return


@pytest.mark.parametrize(
    "text",
    [
        "Can you take me and my son on Friday? A haircut for me at 10:00 and a beard trim for him at 12:00",
        "two of us on Friday please: haircut for me at 10:00, and at 12:00 a beard trim for my dad",
    ],
)
def test_two_people_with_a_wish_each_get_two_bookings(text: str) -> None:
    talk = MemoryTalk(salon())
    talk.say(text)
    arranged(talk, "Anna Rossi", "Piero Rossi")
    assert booked(talk) == [("Haircut", "10:00"), ("Beard trim", "12:00")], talk.replies
    assert not talk.needs, talk.replies


@pytest.mark.parametrize(
    "text",
    [
        "On Friday I'd like two haircuts, one for me at 10:00 and one for my daughter at 11:30",
        "am Freitag zwei Haircuts, einen für mich um 10 Uhr und einen für meine Tochter um 11:30 Uhr",
        "el viernes dos haircuts, uno para mí a las 10:00 y otro para mi hija a las 11:30",
        "vendredi deux haircuts, un pour moi à 10h et un pour ma fille à 11h30",
        "venerdì due haircut, uno per me alle 10:00 e uno per mia figlia alle 11:30",
        "il me faudrait deux haircuts vendredi, un pour moi à 10h et un pour ma fille juste après à 11h30. Merci !",
    ],
)
def test_the_hour_of_somebody_else_is_a_booking_of_the_same_kind(text: str) -> None:
    talk = MemoryTalk(salon())
    talk.say(text)
    arranged(talk, "Anna Rossi", "Mia Rossi")
    assert booked(talk) == [("Haircut", "10:00"), ("Haircut", "11:30")], talk.replies


@pytest.mark.parametrize(
    "text",
    [
        "oh before I forget, have you got parking there?",
        "ach, bevor ich es vergesse: habt ihr Parkplätze?",
        "ah, antes de que se me olvide, ¿tienen aparcamiento?",
        "ah, avant que j'oublie, vous avez un parking ?",
        "ah, prima che mi dimentichi, avete un parcheggio?",
        "ah, antes que me esqueça, têm estacionamento?",
    ],
)
def test_what_is_not_to_be_forgotten_lets_nothing_go(text: str) -> None:
    talk = MemoryTalk(restaurant())
    talk.say("a table for 2 people on Friday 4 December at 20:00")
    assert talk.needs == ["name"]
    assert "parking" in talk.say(text)
    assert talk.needs == ["name"], talk.replies


@pytest.mark.parametrize(
    "text",
    [
        "my brother does my colour himself now, so I don't need the appointment on Friday anymore",
        "I can't find the text with the number, but I don't need my haircut on Friday anymore",
        "den Termin am Freitag brauche ich leider doch nicht",
        "ya no necesito la cita del viernes",
        "je n'ai plus besoin du rendez-vous de vendredi",
        "non mi serve più l'appuntamento di venerdì",
        "já não preciso da marcação de sexta",
    ],
)
def test_what_is_no_longer_needed_is_let_go_and_not_booked(text: str) -> None:
    talk = MemoryTalk(salon())
    talk.say(text)
    assert {"phone", "email", "reference", "person"} & set(talk.needs), talk.replies
    assert not talk.memory["tasks"] or talk.memory["tasks"][0]["kind"] == "change", talk.replies


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("what's the price of a full colour, and who does it?", ("95", "Sofia")),
        ("was kostet full colour und habt ihr samstags auch auf?", ("95", "Samstag")),
        ("¿cuánto cuesta el full colour y los sábados abrís?", ("95", "sábado")),
        ("combien coûte full colour, et vous êtes ouverts le samedi ?", ("95", "samedi")),
    ],
)
def test_a_second_question_is_answered_for_itself(text: str, told: tuple[str, str]) -> None:
    reply = MemoryTalk(salon()).say(text)
    assert all(each in reply for each in told), reply


def test_the_price_of_what_is_arranged_is_told_however_it_is_asked() -> None:
    talk = MemoryTalk(salon())
    talk.say("a full colour on Friday at 10:00")
    assert "95" in talk.say("before that, how much is this gonna set me back")
    assert talk.needs == ["name"]


@pytest.mark.parametrize(
    "text",
    [
        "sorry long one! so a table for 4 on Friday at 19:00, and a table for 2 on Saturday at 20:00",
        "sorry, two things: a table for 4 on Friday at 19:00, and one just for the two of us on Saturday at 20:00",
        "perdón por el rollo: una mesa para 4 el viernes a las 19:00 y otra para 2 el sábado a las 20:00",
        "pardon, deux choses : une table pour 4 vendredi à 19h et une autre pour 2 samedi à 20h",
        "sorry, zwei Sachen: ein Tisch für 4 am Freitag um 19 Uhr und noch einer für 2 am Samstag um 20 Uhr",
    ],
)
def test_a_sorry_before_two_wishes_replaces_neither(text: str) -> None:
    talk = MemoryTalk(restaurant())
    talk.say(text)
    arranged(talk, "Anna Rossi", "Anna Rossi")
    assert [(each.people, f"{each.starts_at:%H:%M}") for each in talk.booked] == [(4, "19:00"), (2, "20:00")], (
        talk.replies
    )


@pytest.mark.parametrize(
    "text",
    [
        "a table for 5 on Friday at 19:00, and if you could stick a candle in a torta della nonna that'd be great",
        "a table for 5 on Friday at 19:00 please, it's his 70th so maybe a carbonara with a candle on it haha",
        "un tavolo per 5 venerdì alle 19, è il compleanno di papà, se mettete una candelina sulla carbonara",
        "une table pour 5 vendredi à 19h, c'est ses 70 ans donc une bougie sur une carbonara ce serait chouette",
    ],
)
def test_a_dish_spoken_of_beside_a_table_orders_nothing(text: str) -> None:
    talk = MemoryTalk(restaurant())
    talk.say(text)
    assert "way" not in talk.needs, talk.replies
    assert "not on our menu" not in talk.replies[-1], talk.replies
    arranged(talk, "Anna Rossi")
    assert [each.people for each in talk.booked] == [5], talk.replies
    assert not talk.needs, talk.replies


@pytest.mark.parametrize(
    "text",
    [
        "haircut on Friday at 10:00 for me, my beard trim from last time is a fright by now haha",
        "el viernes a las 10:00 un haircut, que la última beard trim que me hice da miedo jaja",
    ],
)
def test_what_is_told_of_another_service_wishes_for_none(text: str) -> None:
    talk = MemoryTalk(salon())
    talk.say(text)
    arranged(talk, "Anna Rossi")
    assert booked(talk) == [("Haircut", "10:00")], talk.replies


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("nich den haircut sondern den beard trim am Freitag um 10 Uhr", "Beard trim"),
        ("bitte nicht den beard trim, sondern den haircut am Freitag um 10 Uhr", "Haircut"),
        ("not the haircut, the beard trim please, Friday at 10:00", "Beard trim"),
    ],
)
def test_the_service_turned_down_is_not_the_one_booked(text: str, service: str) -> None:
    talk = MemoryTalk(salon())
    talk.say(text)
    arranged(talk, "Anna Rossi")
    assert booked(talk) == [(service, "10:00")], talk.replies


@pytest.mark.parametrize(
    "text",
    [
        "my husband had a go on sunday and it didn't end well. could you do a haircut on Friday at 10:00?",
        "we were closed in by the snow on monday. a haircut on Friday at 10:00 would be lovely",
        "der Sonntag war stressig bei uns. Geht ein Haircut am Freitag um 10 Uhr?",
    ],
)
def test_a_day_that_is_only_told_is_not_the_one_booked(text: str) -> None:
    talk = MemoryTalk(salon())
    talk.say(text)
    arranged(talk, "Anna Rossi")
    assert [f"{each.starts_at:%a %H:%M}" for each in talk.booked] == ["Fri 10:00"], talk.replies


@pytest.mark.parametrize(
    "text",
    [
        "a haircut for me on Friday at 10:00 and my daughter would need a haircut too, the same day at 11:30",
        "ein Haircut für mich am Freitag um 10 Uhr und meine Tochter bräuchte auch einen Haircut, um 11:30 Uhr",
        "un haircut para mí el viernes a las 10:00 y mi hija también querría un haircut, el mismo día a las 11:30",
        "un haircut per me venerdì alle 10:00 e poi un haircut anche per mia figlia, lo stesso giorno alle 11:30",
    ],
)
def test_the_same_service_named_again_with_its_hour_is_another(text: str) -> None:
    talk = MemoryTalk(salon())
    talk.say(text)
    arranged(talk, "Anna Rossi", "Mia Rossi")
    assert booked(talk) == [("Haircut", "10:00"), ("Haircut", "11:30")], talk.replies


@pytest.mark.parametrize("text", ["haircut on Friday at 10:00 or a haircut at 11:30, whatever suits you"])
def test_the_same_service_at_either_of_two_hours_is_one(text: str) -> None:
    talk = MemoryTalk(salon())
    talk.say(text)
    arranged(talk, "Anna Rossi")
    assert len(talk.booked) <= 1, talk.replies


@pytest.mark.parametrize(
    "text",
    [
        "ok fair enough, i'll take the day off. 11:30 that same day then?",
        "ok dann nehm ich mir frei. 11:30 Uhr am selben Tag?",
    ],
)
def test_what_one_does_about_it_drops_nothing(text: str) -> None:
    talk = MemoryTalk(salon())
    talk.say("a haircut on Friday at 21:00")
    talk.say(text)
    arranged(talk, "Anna Rossi")
    assert [f"{each.starts_at:%a %H:%M}" for each in talk.booked] == ["Fri 11:30"], talk.replies


@pytest.mark.parametrize(
    "text",
    [
        "and you've passed on the bit about my eczema?",
        "you've got the eczema thing down, right?",
        "did the eczema make it onto the note?",
        "so Theo knows about my scalp eczema?",
    ],
)
def test_a_question_about_what_was_noted_is_answered_with_the_note(text: str) -> None:
    talk = MemoryTalk(salon())
    talk.say("a haircut on Friday at 10:00. And please let them know I've got a bit of eczema on my scalp")
    arranged(talk, "Anna Rossi")
    assert "eczema" in talk.booked[0].note, talk.replies
    talk.say(text)
    assert "eczema" in talk.replies[-1], talk.replies
    assert talk.booked[0].reference in talk.replies[-1], talk.replies


@pytest.mark.parametrize(
    "text",
    [
        "my mum is coming too, can you make it 3 people?",
        "olhe, afinal vem também a minha mãe, pode pôr 3 pessoas?",
        "al final viene mi madre, ¿puede poner 3 personas?",
        "finalement ma mère vient aussi, vous pouvez mettre 3 personnes ?",
        "meine Mutter kommt auch mit, geht das für 3 Personen?",
        "alla fine viene anche mia madre, può mettere 3 persone?",
    ],
)
def test_how_many_come_told_after_the_booking_changes_it(text: str) -> None:
    talk = MemoryTalk(restaurant())
    talk.say("a table for 2 on Friday at 19:00")
    arranged(talk, "Anna Rossi")
    talk.say(text)
    arranged(talk)
    assert [each.people for each in talk.booked] == [3], talk.replies


def test_one_who_says_only_that_they_want_to_book_is_asked_what() -> None:
    talk = MemoryTalk(salon())
    talk.say("bonsoir c'est pour réserver")
    assert "service" in talk.needs, talk.replies


@pytest.mark.parametrize(
    "texts",
    [
        ("la carbonara è senza glutine? costa di più?",),
        ("la carbonara contiene uova?", "e quanto costa?"),
        ("¿la carbonara lleva gluten? ¿cuánto cuesta?",),
        ("a carbonara tem ovo?", "quanto custa?"),
        ("is the carbonara made with egg?", "and how much is it?"),
        ("ist in der Carbonara Ei?", "und was kostet die?"),
    ],
)
def test_the_price_asked_after_a_dish_is_that_dishes(texts: tuple[str, ...]) -> None:
    talk = MemoryTalk(restaurant())
    for text in texts:
        talk.say(text)
    assert "14" in talk.replies[-1], talk.replies
    assert "Boscaiola" not in talk.replies[-1], talk.replies


@pytest.mark.parametrize(
    "text", ["hope its the same girl as last time lol", "Hope you take cards", "got tea? nan lives for it"]
)
def test_a_first_name_that_is_a_word_is_no_name_before_others(text: str) -> None:
    talk = MemoryTalk(salon())
    talk.say("a haircut on Friday 4 December at 15:00 with Sofia")
    assert talk.needs == ["name"], talk.replies
    talk.say(text)
    assert "name" in talk.needs, talk.replies
    talk.say("Hope Miller")
    assert "name" not in talk.needs, talk.replies


@pytest.mark.parametrize(
    "texts",
    [
        ("how much is a full colour, and how long does it take?", "I see. and a beard trim?"),
        ("was kostet Full colour und wie lange dauert es?", "aha. und Beard trim?"),
        ("¿cuánto cuesta full colour y cuánto dura?", "vale. ¿y beard trim?"),
    ],
)
def test_all_that_was_asked_is_answered_of_the_next(texts: tuple[str, ...]) -> None:
    talk = MemoryTalk(salon())
    for text in texts:
        talk.say(text)
    assert "18" in talk.replies[-1], talk.replies
    assert "20" in talk.replies[-1], talk.replies


@pytest.mark.parametrize(
    "text",
    [
        "I haven't had one in two years, oops. Could I get a haircut on Friday at 12:00?",
        "Hab seit gestern Abend so wirre Haare, Haircut muss sein. Geht Freitag um 12 Uhr ein Haircut?",
        "J'y pense depuis hier soir, un haircut. Un haircut vendredi à 12h ?",
    ],
)
def test_a_moment_that_is_over_makes_no_second_wish(text: str) -> None:
    talk = MemoryTalk(salon())
    talk.say(text)
    arranged(talk, "Anna Rossi")
    assert booked(talk) == [("Haircut", "12:00")], talk.replies
    assert not talk.needs, talk.replies
