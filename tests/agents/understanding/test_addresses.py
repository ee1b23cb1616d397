"""Where a visit is to come is kept whole, as written, and none of its numbers is read as anything else."""

from __future__ import annotations

import pytest

from tests.agents.understanding.reading_room import values

_OTHERS = {"people", "time", "date", "phone", "name"}


@pytest.mark.parametrize(
    ("language", "text", "address"),
    [
        ("en", "a leak, address is 2214 W Cortez St, apt 3R", "2214 W Cortez St, apt 3R"),
        ("en", "we live at 22 Acacia Avenue, London SW1A 1AA", "22 Acacia Avenue, London SW1A 1AA"),
        ("en", "I'm at 14 Elm Street, flat 4A, ring the bell", "14 Elm Street, flat 4A"),
        ("en", "send someone to 7 elm road", "7 elm road"),
        ("en", "my address: 5 High St, 2nd floor", "5 High St, 2nd floor"),
        ("de", "Berliner Straße 44, Hinterhaus, 2. OG", "Berliner Straße 44, Hinterhaus, 2. OG"),
        ("de", "die Adresse ist Lindenweg 12a, 3. Stock links", "Lindenweg 12a, 3. Stock links"),
        ("de", "ich wohne in der Gartenstr. 7", "Gartenstr. 7"),
        ("de", "bitte zur Hauptstraße 5, 80331 München", "Hauptstraße 5, 80331 München"),
        ("de", "meine Anschrift lautet Am Markt 3, Wohnung 12", "Am Markt 3, Wohnung 12"),
        ("es", "la dirección es 1840 S Loomis Ave y no hay timbre", "1840 S Loomis Ave"),
        ("es", "vivo en Gran Vía 3, 4º dcha", "Gran Vía 3, 4º dcha"),
        ("es", "calle Mayor 5, 2º B", "calle Mayor 5, 2º B"),
        ("es", "Avenida de América 12, piso 3", "Avenida de América 12, piso 3"),
        ("es", "mi dirección es Plaza Nueva 8, bajo 1", "Plaza Nueva 8, bajo 1"),
        ("fr", "12 rue des Lilas, 3e étage", "12 rue des Lilas, 3e étage"),
        ("fr", "mon adresse est 3 bis avenue Foch, 75116 Paris", "3 bis avenue Foch, 75116 Paris"),
        ("fr", "j'habite au 8 impasse du Puits, appartement 4", "8 impasse du Puits, appartement 4"),
        ("fr", "l'adresse c'est 27 boulevard Voltaire, bâtiment B", "27 boulevard Voltaire, bâtiment B"),
        ("fr", "5 quai Rambaud, code 1234", "5 quai Rambaud, code 1234"),
        ("en", "una marinara, via natale del grande 8, 00153 roma", "via natale del grande 8, 00153 roma"),
        ("es", "a via del corso 120, 00186 roma. una capricciosa", "via del corso 120, 00186 roma"),
        ("en", "9 Oak Street, 63101 St. Louis", "9 Oak Street, 63101 St. Louis"),
        ("es", "a via cavour 12, 00184 roma una margarita normal", "via cavour 12, 00184 roma"),
        ("fr", "au via sistina 8, 00187 rome svp", "via sistina 8, 00187 rome"),
        ("it", "in via tasso 3, 00185 roma due carbonare", "via tasso 3, 00185 roma"),
        ("de", "Hauptstraße 5, 60311 Frankfurt am Main bitte zwei Pizzen", "Hauptstraße 5, 60311 Frankfurt am Main"),
        ("pt", "rua augusta 15, 1100 lisboa duas pizzas", "rua augusta 15, 1100 lisboa"),
        ("es", "calle mayor 5, 07001 palma de mallorca una pizza", "calle mayor 5, 07001 palma de mallorca"),
        ("en", "to 9 Oak Street, 10001 new york a large pizza", "9 Oak Street, 10001 new york"),
        ("it", "via Garibaldi 12, interno 4", "via Garibaldi 12, interno 4"),
        ("it", "l'indirizzo è corso Italia 10, piano 3", "corso Italia 10, piano 3"),
        ("it", "abito in viale Piave 9, scala B", "viale Piave 9, scala B"),
        ("it", "Piazza San Marco 1, 30124 Venezia", "Piazza San Marco 1, 30124 Venezia"),
        ("it", "il mio indirizzo è via dei Mille 33, citofono Rossi", "via dei Mille 33, citofono Rossi"),
        ("pt", "Rua das Flores 123, apto 45", "Rua das Flores 123, apto 45"),
        ("pt", "o endereço é Avenida Brasil 1578, bloco 2", "Avenida Brasil 1578, bloco 2"),
        ("pt", "moro na Rua Augusta 1500, ap 72", "Rua Augusta 1500, ap 72"),
        ("pt", "a morada é Travessa do Carmo 4, 2º andar", "Travessa do Carmo 4, 2º andar"),
        ("pt", "meu endereço é Alameda Santos 1000, casa 3", "Alameda Santos 1000, casa 3"),
    ],
)
def test_address_is_whole_and_its_numbers_are_nothing_else(language: str, text: str, address: str) -> None:
    found = values(text, language=language, category="local_services")
    assert found["address"] == address
    assert not _OTHERS & found.keys()


@pytest.mark.parametrize(
    ("language", "text", "address"),
    [
        ("en", "2214 W Cortez St, apt 3R", "2214 W Cortez St, apt 3R"),
        ("en", "Rose Cottage, Mill Lane", "Rose Cottage, Mill Lane"),
        ("en", "sure, it's 1600 Pennsylvania Ave NW, Washington. Thanks", "1600 Pennsylvania Ave NW, Washington"),
        ("en", "14 Elm Street, and how much is it?", "14 Elm Street"),
        ("de", "Am Markt 3, 10115 Berlin", "Am Markt 3, 10115 Berlin"),
        ("es", "es en Calle Mayor 5, 2º B", "Calle Mayor 5, 2º B"),
        ("fr", "c'est au 12 rue des Lilas, 3e étage gauche", "12 rue des Lilas, 3e étage gauche"),
        ("it", "via Roma 5 scala B interno 12", "via Roma 5 scala B interno 12"),
        ("pt", "moro na Rua Augusta 1500 ap 72", "Rua Augusta 1500 ap 72"),
        ("en", "what do you need it for?", None),
        ("en", "tomorrow at 5", None),
        ("en", "no", None),
    ],
)
def test_address_asked_for_is_the_answer_as_given(language: str, text: str, address: str | None) -> None:
    assert values(text, "address", language=language, category="local_services").get("address") == address


def test_day_and_hour_after_an_address_are_read() -> None:
    found = values("we live at 22 Acacia Avenue, London SW1A 1AA, come friday at 10am", category="local_services")
    assert (found["address"], found["date"], found["time"]) == (
        "22 Acacia Avenue, London SW1A 1AA", "2026-11-27", "10:00",
    )  # fmt: skip


@pytest.mark.parametrize(
    "text", ["my flat is 4A", "buzzer 12", "we're on the 3rd floor", "room 5 please", "Wohnung 7", "apto 45", "2º piso"]
)
def test_number_of_a_flat_or_floor_is_no_hour_day_or_party(text: str) -> None:
    assert not {"time", "people", "date"} & values(text).keys()
