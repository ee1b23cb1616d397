"""What a message is made of, slot by slot."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.agents.understanding.reading_room import NOW, slots, values


def test_slots_of_a_whole_booking_are_found_with_their_values() -> None:
    found = values("Could you fit 5 people tomorrow at 8pm under the name Greta Lindqvist?")
    assert found["people"] == 5
    assert found["date"] == "2026-11-22"
    assert found["time"] == "20:00"
    assert (found["first_name"], found["last_name"]) == ("Greta", "Lindqvist")


def test_slots_carry_offsets_that_cut_their_text_out() -> None:
    text = "Table for 3 on Friday at 19:30, by the window, it's my nephew's birthday"
    assert slots(text)
    for slot in slots(text):
        assert text[slot.start : slot.end] == slot.text


@pytest.mark.parametrize(
    ("asked", "name", "value"),
    [("time", "time", "13:00"), ("people", "people", 13), ("party_size", "people", 13)],
)
def test_bare_number_means_what_was_asked(asked: str, name: str, value: object) -> None:
    assert values("13", asked)[name] == value


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("a table for myself and 3 others", 4),
        ("2 adults and 2 kids", 4),
        ("we need a table for me and my wife", 2),
        ("table for two please", 2),
    ],
)
def test_people_are_added_up(text: str, people: int) -> None:
    assert values(text, "people")["people"] == people


@pytest.mark.parametrize(
    ("language", "text", "people"),
    [
        ("fr", "trois adultes et deux petits, vendredi à 19h45", 5),
        ("es", "dos adultos y tres peques el viernes", 5),
        ("de", "2 Erwachsene und 2 Kleine am Freitag", 4),
        ("it", "due adulti e due bimbi", 4),
        ("pt", "três adultos e dois miúdos", 5),
    ],
)
def test_people_are_added_up_in_every_language(language: str, text: str, people: int) -> None:
    assert values(text, language=language)["people"] == people


@pytest.mark.parametrize(
    ("text", "number"),
    [("call me on 07911 123456", "+447911123456"), ("+39 06 6982 1234 is my number", "+390669821234")],
)
def test_phone_is_read_with_the_region_of_the_business(text: str, number: str) -> None:
    found = values(text)
    assert found["phone"] == number
    assert "people" not in found


def test_phone_that_no_plan_knows_is_taken_when_asked_for_or_too_long_for_anything_else() -> None:
    assert "phone" in values("0000 1122", "phone")
    assert "phone" not in values("0000 1122")
    found = values("haircut thursday 2pm, Dan Fox, 555 010 1234")
    assert found["phone"] == "+445550101234"
    assert found["time"] == "14:00"


@pytest.mark.parametrize(
    "text", ["26.11.2026 20:00 for 2", "on 26.11.2026 at 20:00 for 2", "table for 2 on 2026-11-26 20:00"]
)
def test_date_in_figures_is_no_phone_number(text: str) -> None:
    found = values(text)
    assert "phone" not in found
    assert (found["date"], found["people"]) == ("2026-11-26", 2)


@pytest.mark.parametrize(
    ("text", "people", "day", "at"),
    [
        ("table for 2 friday 8pm", 2, "2026-11-27", "20:00"),
        ("table for 4 tomorrow 19:30", 4, "2026-11-22", "19:30"),
        ("table for 2 8pm friday", 2, "2026-11-27", "20:00"),
        ("dinner for four on the 28th at 19:30", 4, "2026-11-28", "19:30"),
        ("table for 2 from 7pm on friday", 2, "2026-11-27", "19:00"),
        ("just me, tomorrow at 1pm", 1, "2026-11-22", "13:00"),
        ("we're coming with 3 friends on friday at 8pm", 4, "2026-11-27", "20:00"),
    ],
)
def test_party_day_and_time_are_kept_apart_however_closely_they_stand(
    text: str, people: int, day: str, at: str
) -> None:
    found = values(text)
    assert (found["people"], found["date"], found["time"]) == (people, day, at)


@pytest.mark.parametrize(
    ("text", "language"),
    [("Einen Tisch für 2 am Freitag um 20 Uhr", "de"), ("una tavola per due venerdì alle 20", "it")],
)
def test_party_is_counted_in_other_languages(text: str, language: str) -> None:
    assert values(text, language=language)["people"] == 2


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("my sister is joining us, so we'll be three", "en"),
        ("we would then be 4. no, we'd be actually three", "en"),
        ("on sera donc trois", "fr"),
        ("nous serions finalement trois", "fr"),
        ("wir wären dann zu dritt", "de"),
        ("ein Tisch für zwei war reserviert, jetzt sind wir zu dritt", "de"),
        ("al final seremos tres", "es"),
        ("seríamos ahora tres", "es"),
        ("saremo quindi in tre", "it"),
        ("seríamos então três", "pt"),
    ],
)
def test_how_many_come_after_all_is_counted_with_a_small_word_between(text: str, language: str) -> None:
    assert values(text, language=language)["people"] == 3


def test_number_too_large_for_an_hour_counts_people() -> None:
    assert values("table for 500 tomorrow 8pm")["people"] == 500


@pytest.mark.parametrize("text", ["table for 2 on christmas day 7pm", "are you open on christmas day?"])
def test_feast_is_a_day(text: str) -> None:
    assert values(text)["date"] == "2026-12-25"


def test_both_ends_of_a_stretch_of_hours_are_no_people() -> None:
    found = values("between 1 and 4")
    assert "time" in found
    assert "people" not in found


def test_day_and_time_said_in_one_breath_are_two_slots() -> None:
    found = {slot.name: slot.text for slot in slots("sat 8")}
    assert found == {"date": "sat 8", "time": "8"}


def test_stretch_of_a_day_with_an_open_end_names_the_day_and_the_hours() -> None:
    found = values("a beard trim tomorrow after 4pm")
    assert (found["date"], found["time"]) == ("2026-11-22", {"from": "16:00", "to": None})


@pytest.mark.parametrize(
    "text", ["can I move it to Tuesday?", "do you have anything on Tuesday?", "is Tuesday possible?"]
)
def test_day_named_in_a_question_counts(text: str) -> None:
    assert values(text)["date"] == "2026-11-24"


@pytest.mark.parametrize("text", ["how are you today?", "thanks, that's all for today"])
def test_day_in_small_talk_does_not_count(text: str) -> None:
    assert "date" not in values(text)


def test_month_that_answers_the_question_for_a_name_is_a_name() -> None:
    found = values("Jan", "name")
    assert found["first_name"] == "Jan"
    assert "date" not in found


def test_sign_is_no_name() -> None:
    assert "last_name" not in values("Kim 😊", "name")


def test_bare_ordinal_is_a_choice_among_things_just_offered_and_a_date_otherwise() -> None:
    assert values("the second", "choice", "time", "date")["choice"] == 2
    assert "choice" not in values("the second", "date")
    found = values("the second one", "date", "time")
    assert found["choice"] == 2
    assert "date" not in found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "el primer hueco libre"),
        ("fr", "le premier jour disponible"),
        ("de", "den ersten freien Termin bitte"),
        ("it", "il primo posto libero"),
        ("pt", "o que vier primeiro"),
    ],
)
def test_wish_for_the_earliest_is_a_choice_and_no_first_of_a_month(language: str, text: str) -> None:
    found = values(text, language=language)
    assert found["choice"] == "earlier"
    assert "date" not in found


@pytest.mark.parametrize(
    "text", ["hätte da jemand Zeit für zwei klemmende Türen?", "Termin für drei Schränke am Montag"]
)
def test_number_of_things_is_no_party(text: str) -> None:
    assert "people" not in values(text, language="de", category="local_services")


def test_number_before_a_day_is_one() -> None:
    assert values("Tisch für zwei Freitag um acht", language="de")["people"] == 2


@pytest.mark.parametrize("text", ["earliest possible please", "when is the next available appointment?", "asap"])
def test_wish_for_the_earliest_is_a_choice(text: str) -> None:
    assert values(text)["choice"] == "earlier"


def test_email_is_lower_cased() -> None:
    assert values("Write to Greta.L+Food@Example.CO.UK please")["email"] == "greta.l+food@example.co.uk"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("a haircut on Tuesday", "s1"),
        ("can I get a hair cut", "s1"),
        ("harcut please", "s1"),
        ("cut & colour for my mum", "s2"),
        ("two beard trims", "s3"),
    ],
)
def test_service_is_found_through_typos_plurals_and_spaces(text: str, key: str) -> None:
    assert values(text, category="beauty")["service"] == key


def test_staff_member_is_known_by_first_name() -> None:
    assert values("with Ana if she's free", category="beauty")["staff"] == "p1"


@pytest.mark.parametrize(
    ("text", "key"),
    [("one margerita", "i1"), ("a pizza margherita", "i1"), ("tiramisu", "i4"), ("bread with garlic", "i5")],
)
def test_item_is_found_by_the_words_that_tell_it_apart(text: str, key: str) -> None:
    assert values(text)["item"] == key


def test_word_shared_by_several_items_names_none_of_them() -> None:
    found = [slot for slot in slots("I fancy a pizza") if slot.name == "item"]
    assert all(slot.value is None for slot in found)


def test_everyday_words_are_no_typos_of_dishes() -> None:
    assert "item" not in values("could you tell me if there is a late table")


def test_quantity_stands_before_or_after_the_dish() -> None:
    found = [(slot.name, slot.value) for slot in slots("two large lattes and tiramisu x3")]
    assert ("quantity", 2) in found
    assert ("quantity", 3) in found


@pytest.mark.parametrize(
    ("text", "action", "key"),
    [
        ("a margherita with no onions", "remove", "m1"),
        ("a diavola, extra olives", "extra", "m3"),
        ("a margherita, half mushroom", "half", "m2"),
        ("a diavola with olives", "add", "m3"),
    ],
)
def test_modifier_tells_what_to_do_with_what(text: str, action: str, key: str) -> None:
    modifier = values(text)["modifier"]
    assert isinstance(modifier, dict)
    assert (modifier["action"], modifier["key"]) == (action, key)


def test_ingredient_the_menu_does_not_list_is_kept_by_name() -> None:
    assert values("a margherita without capers")["modifier"] == {"action": "remove", "name": "caper", "key": None}


def test_no_thanks_takes_nothing_off() -> None:
    assert "modifier" not in values("no thanks, a margherita is all")


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("could we sit outside", "place", "outside"),
        ("by the window if possible", "place", "window"),
        ("it's our anniversary", "occasion", "anniversary"),
        ("something under $50", "budget", {"max": "50.00", "currency": "USD"}),
        ("at least 30 euros", "budget", {"min": "30.00", "currency": "EUR"}),
    ],
)
def test_wishes_are_named(text: str, name: str, value: object) -> None:
    assert values(text)[name] == value


@pytest.mark.parametrize(
    ("text", "vehicle"),
    [
        ("my 2015 ford focus, plate AB12 CDE, needs brakes", "2015 ford focus, plate AB12 CDE"),
        ("it's a toyota corolla 2011 reg KX61 JTO", "toyota corolla 2011 reg KX61 JTO"),
        ("brakes on my vw golf friday at 10", "vw golf"),
        ("plate is HVR 4417, for tuesday at 3pm", "HVR 4417"),
        ("the skoda octavia, licence plate number 4AB 1234", "skoda octavia, licence plate number 4AB 1234"),
        ("my corsa makes a noise", "corsa"),
    ],
)
def test_vehicle_is_what_was_said_of_it_with_its_plate(text: str, vehicle: str) -> None:
    found = values(text, category="automotive")
    assert found["vehicle"] == vehicle
    assert "people" not in found
    assert "phone" not in found


@pytest.mark.parametrize(
    ("text", "vehicle"),
    [
        ("it's a 1998 lada niva, green", "1998 lada niva, green"),
        ("a little fiat 500 please", "little fiat 500"),
        ("why do you need that?", None),
        ("no", None),
    ],
)
def test_vehicle_asked_for_is_the_answer_as_given(text: str, vehicle: str | None) -> None:
    assert values(text, "vehicle", category="automotive").get("vehicle") == vehicle


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "we're standing outside"),
        ("en", "my dad is waiting outside in the car"),
        ("en", "it's parked outside"),
        ("en", "bella+terrace@example.com"),
        ("en", "I'm already inside"),
        ("de", "wir stehen draußen"),
        ("es", "estamos fuera"),
        ("es", "dentro de dos horas"),
        ("fr", "je suis dehors"),
        ("it", "siamo fuori"),
        ("pt", "estou lá fora"),
    ],
)
def test_where_somebody_is_now_is_no_wish_for_a_place(language: str, text: str) -> None:
    assert "place" not in values(text, language=language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "is there a table outside"),
        ("en", "we'd like to be outside"),
        ("de", "gerne draußen"),
        ("es", "una mesa fuera"),
        ("fr", "une table dehors"),
        ("it", "vorremmo stare fuori"),
        ("pt", "mesa lá fora"),
    ],
)
def test_wish_to_sit_outside_is_one_in_every_language(language: str, text: str) -> None:
    assert values(text, language=language)["place"] == "outside"


@pytest.mark.parametrize(
    "text", ["ana+haircut@example.com", "write to beard.trim@example.com", "me+diavola@example.org"]
)
def test_words_of_an_email_are_no_service_person_or_dish(text: str) -> None:
    assert values(text).keys() == {"email"}


def test_person_called_like_a_car_is_no_vehicle() -> None:
    assert "vehicle" not in values("the booking is under Sandra Opel")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("the second one", 2),
        ("option 3 please", 3),
        ("the later one", "later"),
        ("the last one", -1),
        ("any of them", "any"),
    ],
)
def test_choice_points_into_the_offers(text: str, value: object) -> None:
    assert values(text)["choice"] == value


def test_the_first_is_a_date_when_a_day_was_asked() -> None:
    assert "choice" not in values("the first", "date")


def test_reference_to_an_earlier_visit() -> None:
    assert values("same as last time please")["reference"] == "last_time"


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [("make it five", "people", 5), ("no, Friday", "date", "2026-11-27"), ("actually 8pm", "time", "20:00")],
)
def test_correction_is_marked(text: str, name: str, value: object) -> None:
    (slot,) = [slot for slot in slots(text) if slot.name == name]
    assert (slot.role, slot.value) == ("correction", value)


def test_value_that_is_turned_down_is_not_asked_for() -> None:
    assert values("not Friday, Sunday please")["date"] == "2026-11-22"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "Hola, una mesa para cuatro personas mañana, me llamo Juan Pérez",
         {"people": 4, "date": "2026-11-22", "first_name": "Juan", "last_name": "Pérez"}),
        ("fr", "Bonjour, une table pour 3 personnes demain, au nom de Camille Roux",
         {"people": 3, "date": "2026-11-22", "first_name": "Camille", "last_name": "Roux"}),
        ("de", "Wir sind zu viert, morgen, auf den Namen Jana Vogel",
         {"people": 4, "date": "2026-11-22", "first_name": "Jana", "last_name": "Vogel"}),
        ("it", "Siamo in 5 domani, mi chiamo Marta Conti",
         {"people": 5, "date": "2026-11-22", "first_name": "Marta", "last_name": "Conti"}),
        ("pt", "Somos 6 pessoas amanhã, meu nome é Rita Alves",
         {"people": 6, "date": "2026-11-22", "first_name": "Rita", "last_name": "Alves"}),
    ],
)  # fmt: skip
def test_booking_in_other_languages(language: str, text: str, expected: dict[str, object]) -> None:
    found = values(text, language=language)
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("please make it 11 in the morning", "11:00"),
        ("can I see the doctor at 4 pm", "16:00"),
        ("change it to evening 6", "18:00"),
        ("an appointment for three in the afternoon", "15:00"),
    ],
)
def test_clear_clock_time_is_never_a_party(text: str, time: str) -> None:
    found = values(text)
    assert found["time"] == time
    assert "people" not in found


@pytest.mark.parametrize("text", ["thanks, that will be all for today", "nothing for now"])
def test_goodbye_books_no_day(text: str) -> None:
    assert "date" not in values(text)


def test_street_is_an_address_and_its_number_no_party() -> None:
    found = values("deliver it to 14 Elm Street please")
    assert found["address"] == "14 Elm Street"
    assert "people" not in found


def test_reference_code_holds_no_party() -> None:
    assert "people" not in values("cancel my booking, ref AB12CD")


def test_number_of_dishes_is_no_party() -> None:
    found = values("2 large pizza margheritas please")
    assert found["quantity"] == 2
    assert "people" not in found


def test_range_of_clock_times_is_no_party() -> None:
    found = values("between 6 and 8 pm")
    assert found["time"] == {"from": "18:00", "to": "20:00"}
    assert "people" not in found


def test_two_halves_are_two_modifiers() -> None:
    found = [slot.value for slot in slots("a margherita half mushroom half olives") if slot.name == "modifier"]
    assert [value["key"] for value in found if isinstance(value, dict)] == ["m2", "m3"]


@pytest.mark.parametrize(
    "text",
    [
        "table for 4 at 7pm tomorrow",
        "tomorrow, 7pm, 4 people",
        "4 people at 7pm tomorrow please",
        "tomorrow at 7pm for 4",
    ],
)
def test_day_and_time_are_both_found_in_any_order(text: str) -> None:
    found = values(text)
    assert (found["people"], found["date"], found["time"]) == (4, "2026-11-22", "19:00")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "table for 3 on monday 20:00, one of us uses a wheelchair"),
        ("en", "a table for 3, two of us are vegetarian"),
        ("es", "mesa para 3, dos personas son veganas"),
        ("fr", "table pour 3, une personne est allergique aux noix"),
        ("de", "Tisch für 3, zwei Personen haben eine Allergie"),
        ("it", "tavolo per 3, una persona non mangia carne"),
    ],
)
def test_some_of_the_party_is_not_its_size(language: str, text: str) -> None:
    assert [slot.value for slot in slots(text, language=language) if slot.name == "people"] == [3]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "on 31 november at 8pm"), ("es", "el 30 de febrero a las 10"), ("de", "am 32. Januar um 10 Uhr"),
        ("fr", "le 31 avril à midi"), ("it", "il 31 giugno alle 20"), ("pt", "dia 35 de março às 15h"),
    ],
)  # fmt: skip
def test_day_no_calendar_has_is_a_date_without_a_value(language: str, text: str) -> None:
    (day,) = [slot for slot in slots(text, language=language) if slot.name == "date"]
    assert (day.value, day.alternatives) == (None, ())


@pytest.mark.parametrize(
    "text",
    [
        "{day} 8pm 4ppl", "table for 4 {day} 8pm", "4 people {day} at 20:00", "dinner for 4 on {day} at 8pm",
        "{day} at 8pm for four", "reservation 4ppl {day} 8pm pls", "table {day} 8pm, 4 of us",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "written", ["{0:%A} {0.day} {0:%B}", "{0.day} {0:%B}", "{0:%B} {0.day}", "{0:%A}, {0:%B} {0.day}"]
)
def test_what_is_read_does_not_move_with_the_day_in_it(text: str, written: str) -> None:
    """Every fifth day of the year ahead."""
    missed = []
    for ahead in range(2, 360, 5):
        day = NOW.date() + timedelta(days=ahead)
        said = text.format(day=written.format(day))
        found = values(said)
        if (found.get("people"), found.get("date"), found.get("time")) != (4, day.isoformat(), "20:00"):
            missed.append(said)
    assert missed == []
