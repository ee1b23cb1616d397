"""The answer to "what name?" is the name, whole and as it was written; a name nobody asked for must be introduced."""

from __future__ import annotations

import pytest

from agents.understanding.engine import understand
from tests.agents.understanding.reading_room import context, slots, values


def _name(text: str, language: str = "en", *requested: str) -> object:
    found = [slot.value for slot in slots(text, *(requested or ("name",)), language=language) if slot.name == "name"]
    assert len(found) <= 1
    return found[0] if found else None


@pytest.mark.parametrize(
    "text",
    [
        "Aoife Ní Bhriain",
        "Prince",
        "J. R. R. Tolkien",
        "Martin Luther King Jr.",
        "e.e. cummings",
        "José Ortega y Gasset",
        "María del Carmen Iglesias de la Fuente",
        "Jean-Baptiste de La Fontaine",
        "Éloïse d'Aubigné",
        "Maria Grazia Dell'Acqua",
        "Conceição dos Santos e Silva",
        "Freiherr von Stein",
        "Prof. Dr. Elke Groß-Lichterfelde",
        "Nguyễn Thị Minh Khai",
        "Σωκράτης Παπαδόπουλος",
        "田中 太郎",
        "김민수",
        "שרה כהן",
        "प्रिया शर्मा",
        "สมชาย ใจดี",
        "Ольга Фёдоровна",
        "will smith",
        "Will",
        "DANA SCOTT",
        "Mr. & Mrs. Okafor",
        "Anna und Peter Vogel",
        "Smith, John",
        "Big Dave",
        "Old Joe Perkins",
        "Little Tony",
        "Tall Sarah",
    ],
)
def test_answer_to_the_question_for_a_name_is_the_name_verbatim(text: str) -> None:
    assert _name(text) == text


@pytest.mark.parametrize(
    "text",
    ["Wednesday Addams", "June", "August Strindberg", "Mrs. Friday", "Mai Thi Le", "Ana Gomez", "Margherita Rossi"],
)
def test_words_of_the_name_asked_for_are_nothing_else(text: str) -> None:
    assert set(values(text, "name")) <= {"name", "first_name", "last_name"}
    assert _name(text) == text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Frida"),
        ("en", "Don"),
        ("de", "Otto"),
        ("es", "Asunción"),
        ("es", "Domingo"),
        ("fr", "Noël"),
        ("fr", "Sam"),
        ("it", "Martina"),
        ("it", "Mia Rossi"),
        ("pt", "Amanda"),
    ],
)
def test_name_that_resembles_a_word_of_time_or_of_the_language_is_a_name(language: str, text: str) -> None:
    assert _name(text, language) == text


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "it's under Siobhán O'Connor-Walsh please", "Siobhán O'Connor-Walsh"),
        ("en", "put it down as Beth Orton", "Beth Orton"),
        ("en", "my names kev", "kev"),
        ("en", "ishmael is what they call me", "ishmael"),
        ("en", "book it for my dad, Otto Lindqvist, he's 80", "Otto Lindqvist"),
        ("en", "not me actually, for my gran, Pearl Diver", "Pearl Diver"),
        ("en", "no, it's Kathryn with a y", "Kathryn"),
        ("de", "ich heiße lena", "lena"),
        ("de", "sie heißt Özlem Şahin-Weiß", "Özlem Şahin-Weiß"),
        ("de", "auf den Namen Karl-Heinz Freitag", "Karl-Heinz Freitag"),
        ("de", "für meine Mutter, Elke Sommer", "Elke Sommer"),
        ("de", "Jana Kern ist mein Name", "Jana Kern"),
        ("de", "ja gern, Sabine März", "Sabine März"),
        ("es", "pónlo a nombre de Iker", "Iker"),
        ("es", "me llamo Begoña Goñi", "Begoña Goñi"),
        ("es", "es para mi madre, Dolores Abril", "Dolores Abril"),
        ("es", "soy Julio", "Julio"),
        ("es", "ella se llama Nuria Prats", "Nuria Prats"),
        ("es", "Ximena Paz, por favor", "Ximena Paz"),
        ("fr", "au nom de Lefèvre", "Lefèvre"),
        ("fr", "je m'appelle Noé Dupuis", "Noé Dupuis"),
        ("fr", "c'est pour ma mère, Colette Avril", "Colette Avril"),
        ("fr", "mettez au nom de Roux", "Roux"),
        ("fr", "elle s'appelle Solène Kerbrat", "Solène Kerbrat"),
        ("fr", "Marie Lenoir s'il vous plaît", "Marie Lenoir"),
        ("it", "a nome Di Stefano", "Di Stefano"),
        ("it", "mi chiamo Gianluca De Luca", "Gianluca De Luca"),
        ("it", "è per mia madre, Assunta Maggio", "Assunta Maggio"),
        ("it", "Bianchi grazie", "Bianchi"),
        ("it", "metta Maria Vittoria Dall'Acqua", "Maria Vittoria Dall'Acqua"),
        ("it", "si chiama Nives Zorzi", "Nives Zorzi"),
        ("it", "certo, Ilaria Neri", "Ilaria Neri"),
        ("pt", "em nome de Rui Sá", "Rui Sá"),
        ("pt", "sou a Beatriz", "Beatriz"),
        ("pt", "é para a minha mãe, Fátima Abril", "Fátima Abril"),
        ("pt", "Tiago, por favor", "Tiago"),
        ("pt", "ponha Inês Falcão", "Inês Falcão"),
        ("pt", "meu nome é João Guimarães Rosa", "João Guimarães Rosa"),
    ],
)
def test_framing_of_a_name_is_no_part_of_it(language: str, text: str, name: str) -> None:
    assert _name(text, language) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Rex Odell, is there a car park?", "Rex Odell"),
        ("Ludwig van Beethoven but could we sit outside?", "Ludwig van Beethoven"),
        ("Oscar Mbeki. Thanks!", "Oscar Mbeki"),
        ("Saoirse, 07700 900140", "Saoirse"),
        ("Rita Ora rita@ora.example.com", "Rita Ora"),
        ("Kim 😊", "Kim"),
    ],
)
def test_what_is_said_beside_a_name_is_no_part_of_it(text: str, name: str) -> None:
    assert _name(text) == name


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "do you take dogs?"),
        ("en", "whats the cancellation policy"),
        ("en", "hold up, is the kitchen open late"),
        ("en", "sorry meant thursday"),
        ("en", "actually can we do friday instead"),
        ("en", "wait, make that four people"),
        ("en", "i'd rather not say"),
        ("en", "haircut"),
        ("de", "gibt es Parkplätze?"),
        ("de", "moment, wie lange dauert das"),
        ("de", "nehmen Sie auch Hunde"),
        ("de", "ach nein, lieber Dienstag"),
        ("de", "ja"),
        ("es", "¿tienen aparcamiento?"),
        ("es", "espera, cuánto cuesta"),
        ("es", "perdón, el martes no, el jueves"),
        ("es", "hay terraza"),
        ("es", "no"),
        ("fr", "c'est combien ?"),
        ("fr", "vous avez un parking"),
        ("fr", "en fait plutôt mardi"),
        ("fr", "attendez"),
        ("fr", "oui"),
        ("it", "quanto costa?"),
        ("it", "c'è parcheggio"),
        ("it", "scusi, non lunedì ma martedì"),
        ("it", "aspetti un attimo"),
        ("it", "sì"),
        ("pt", "tem estacionamento?"),
        ("pt", "quanto custa isso"),
        ("pt", "desculpa, quinta não, sexta"),
        ("pt", "espera aí"),
        ("pt", "não"),
    ],
)
def test_question_correction_or_yes_is_no_name(language: str, text: str) -> None:
    found = values(text, "name", language=language)
    assert not {"name", "first_name", "last_name"} & found.keys()


@pytest.mark.parametrize("text", ["\u200b\u200d", "\u3164", "\u2800\u2800", "\u00ad", "🙂", "...", "12345"])
def test_nothing_visible_is_no_name(text: str) -> None:
    assert "name" not in {slot.name for slot in understand(text, context("name")).slots}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Niamh D’Arcy", "Niamh D’Arcy"),
        ("Рео, reo@example.com is my email, thanks", "Рео"),
        ("Zoe\u0308 Kravitz", "Zoë Kravitz"),
        ("Da\u200bna Scott", "Dana Scott"),
        ("it's  Дмитрий\u00a0Ломов", "Дмитрий Ломов"),
    ],
)
def test_name_is_kept_as_it_was_written_composed_and_without_what_is_invisible(text: str, name: str) -> None:
    found = {slot.name: slot.value for slot in understand(text, context("name")).slots}
    assert found["name"] == name


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "table for 2 friday 8pm under Smith", "Smith"),
        ("en", "book under the name Siobhán O'Connor-Walsh for friday at 8", "Siobhán O'Connor-Walsh"),
        ("en", "table for 4 tomorrow at 7, name's jo smith", "jo smith"),
        ("en", "hi, this is Ana Gomez, table for 2", "Ana Gomez"),
        ("en", "sorry, it's Jon with an h", "Jon"),
        ("de", "ein Tisch für zwei auf den Namen Freitag, Samstag 20 Uhr", "Freitag"),
        ("de", "nein, Katharina mit K", "Katharina"),
        ("es", "soy Julio Mayo, quiero cancelar", "Julio Mayo"),
        ("es", "no, es Catalina con C", "Catalina"),
        ("fr", "je suis Marie Lenoir, table pour deux demain", "Marie Lenoir"),
        ("fr", "non, c'est Catherine avec un C", "Catherine"),
        ("it", "vorrei un tavolo, mi chiamo Marta De Conti", "Marta De Conti"),
        ("it", "no, è Caterina con la C", "Caterina"),
        ("pt", "queria marcar, meu nome é Rita d'Ávila", "Rita d'Ávila"),
        ("pt", "não, é Catarina com C", "Catarina"),
        ("en", "My name is Ellen Marsh and I would like a table", "Ellen Marsh"),
        ("en", "A table for six on Friday, please. Yours sincerely, Harold Pym", "Harold Pym"),
        ("en", "a haircut on friday please. Kind regards\nPriya Nair", "Priya Nair"),
        ("de", "Bitte einen Tisch für vier. Mit freundlichen Grüßen, Heide Ostermann", "Heide Ostermann"),
        ("de", "Bitte einen Tisch für vier. Viele Grüße Jens Brandt", "Jens Brandt"),
        ("fr", "Une table pour deux, s'il vous plaît. Cordialement, Odile Garnier", "Odile Garnier"),
        ("es", "Quisiera una mesa para dos. Un cordial saludo, Rosario Peña", "Rosario Peña"),
        ("it", "Vorrei un tavolo per due. Cordiali saluti, Ornella Riva", "Ornella Riva"),
        ("pt", "Queria uma mesa para dois. Com os melhores cumprimentos, Amélia Faria", "Amélia Faria"),
    ],
)
def test_name_nobody_asked_for_is_whole_where_it_is_introduced(language: str, text: str, name: str) -> None:
    assert _name(text, language, "date") == name


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "no it's friday"),
        ("en", "a table under the window"),
        ("en", "I'm allergic to nuts"),
        ("en", "my name is not important"),
        ("de", "auf Montag bitte"),
        ("de", "auf der Terrasse"),
        ("es", "soy alérgico a las nueces"),
        ("fr", "je suis allergique"),
        ("it", "sono allergico"),
        ("pt", "sou vegetariana"),
        ("en", "kind regards to the chef"),
        ("de", "viele Grüße an alle"),
        ("es", "un saludo"),
    ],
)
def test_what_only_sounds_like_an_introduction_gives_no_name(language: str, text: str) -> None:
    assert _name(text, language, "date") is None


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Côme Barbier", "fr", "Côme Barbier"),
        ("Mé Gonçalves", "pt", "Mé Gonçalves"),
        ("Thé Nguyên", "fr", "Thé Nguyên"),
        ("Goñi Solano", "es", "Goñi Solano"),
        ("Ás Ferreira", "pt", "Ás Ferreira"),
    ],
)
def test_accent_tells_a_name_from_an_english_word(text: str, language: str, name: str) -> None:
    assert _name(text, language) == name


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("por cierto, ¿cuánto cuesta la burrata?", "es"),
        ("übrigens, wo kann ich parken?", "de"),
        ("au fait, vous avez une terrasse ?", "fr"),
        ("a proposito, avete il wifi?", "it"),
        ("já agora, têm estacionamento?", "pt"),
        ("by the way, do you take cards?", "en"),
    ],
)
def test_words_beside_a_question_are_no_name(text: str, language: str) -> None:
    assert _name(text, language) is None


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "sorry, autocorrect. first name is spelled Katarzyna, last name Wojcik", "Katarzyna Wojcik"),
        ("en", "surname O'Neil-Grant, first name Jo", "Jo O'Neil-Grant"),
        ("de", "Vorname Jonas, Nachname von der Heide", "Jonas von der Heide"),
        ("fr", "prénom : Léa et nom de famille De Luca", "Léa De Luca"),
        ("es", "nombre: Lucía, apellidos: García Peña", "Lucía García Peña"),
        ("it", "nome Giulia, cognome Dell'Acqua", "Giulia Dell'Acqua"),
        ("pt", "nome Rui, apelido Costa e Silva", "Rui Costa e Silva"),
        ("en", "put it under Chidinma, surname is Okonkwo-Reyes", "Chidinma Okonkwo-Reyes"),
        ("es", "Ainhoa de nombre, apellidos Etxeberria Sáez", "Ainhoa Etxeberria Sáez"),
        ("it", "segni Fiorenza, cognome Dall'Olio", "Fiorenza Dall'Olio"),
        ("pt", "Jéssica com dois s, sobrenome D'Ávila", "Jéssica D'Ávila"),
        ("fr", "mon prénom c'est Anh Thư et le nom Phạm", "Anh Thư Phạm"),
    ],
)
def test_first_and_last_name_told_apart_make_one_name(language: str, text: str, name: str) -> None:
    assert _name(text, language) == name
    assert _name(text, language, "time") == name


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "híjole, a esa hora llevo a mi mamá al doctor"),
        ("fr", "purée, à cette heure-là je dois chercher mon fils"),
        ("de", "menno, da bin ich leider noch auf der Arbeit"),
        ("en", "blimey, i have to fetch the kids then"),
        ("pt", "eita, nessa hora eu levo a minha mãe ao médico"),
    ],
)
def test_cry_before_a_sentence_is_no_name(language: str, text: str) -> None:
    assert _name(text, language) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a haircut on friday, name is Linh Anh Do 718 555 0213", "Linh Anh Do"),
        ("put us down under harriet mills 07700 900208", "harriet mills"),
        ("for collection at six. name colm devlin 07700 900215", "colm devlin"),
        ("a table at six, name maeve o'shea 07700 900217", "maeve o'shea"),
        ("Tadeusz Wróbel, 0171 5550272, a table for two", "Tadeusz Wróbel"),
        ("a table for two please. Ifeoma Eze 07700 900216", "Ifeoma Eze"),
        ("oil change saturday, jack byrne, jack@example.com", "jack byrne"),
    ],
)
def test_a_name_ends_where_a_contact_begins(text: str, name: str) -> None:
    found = [slot.value for slot in slots(text) if slot.name == "name"]
    assert found == [name]


@pytest.mark.parametrize("text", ["Next April", "After June", "do you have name tags", "a brand name shampoo"])
def test_months_and_things_called_names_are_nobody(text: str) -> None:
    assert _name(text) is None
    assert not [slot for slot in slots(text) if slot.name == "name"]
