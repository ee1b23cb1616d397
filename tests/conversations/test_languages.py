"""Customers who write Spanish, French, German, Italian or Portuguese, from the first message to the mail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone, translation

import languages
from businesses.models import Booking, MenuItem, MenuSection, WeeklyHours
from businesses.wording import moments
from conversations import operations
from conversations.models import Message, Status
from tenants.actors import Actor
from tests.businesses import rows
from tests.conversations.talking import Talk, a_day
from workflows.definitions.messages import MailKind
from workflows.mail.rendering import render

if TYPE_CHECKING:
    from collections.abc import Callable

FRIDAY, SUNDAY = a_day(5), a_day(7)


@dataclass(frozen=True)
class Speaker:
    """What a customer says and, of each answer, words that tell it is right; ``{day}`` is a Friday."""

    book: str
    name: str
    yes: str
    hours: str
    cancel: str
    person: str
    free: str
    booked: str
    opens: str
    cancelled: str
    passed_on: str
    subject: str


SPEAKERS = {
    "es": Speaker(
        "Hola, quisiera una mesa para cuatro el {day} a las ocho de la tarde", "Me llamo Lucía Pérez", "sí, por favor",
        "¿A qué hora abren el domingo?", "quiero cancelar mi reserva", "quiero hablar con una persona",
        "Mesa para 4 personas, el {day} a las 20:00", "Su reserva está hecha, Lucía Pérez", "abrimos de 12:00–16:00",
        "reserva cancelada", "personal", "Reservado: Mesa en",
    ),
    "fr": Speaker(
        "Bonjour, je voudrais réserver une table pour 4 personnes le {day} à 20h", "Je m'appelle Marie Dupont", "oui",
        "À quelle heure ouvrez-vous dimanche ?", "je voudrais annuler ma réservation", "je voudrais parler à quelqu'un",
        "Table pour 4 personnes, le {day} à 20h00", "C'est réservé, Marie Dupont", "ouverts : 12h00–16h00",
        "réservation annulée", "équipe", "Réservé : Table chez",
    ),
    "de": Speaker(
        "Guten Tag, einen Tisch für vier am {day} um 20 Uhr bitte", "Mein Name ist Anna Müller", "ja bitte",
        "Wann haben Sie am Sonntag geöffnet?", "ich möchte meine Buchung stornieren",
        "ich möchte mit einem Mitarbeiter sprechen",
        "Tisch für 4 Personen am {day} um 20:00 Uhr", "Ihre Buchung steht, Anna Müller", "von 12:00–16:00 Uhr geöffnet",
        "ist storniert", "Team", "Gebucht: Tisch bei",
    ),
    "it": Speaker(
        "Buongiorno, vorrei prenotare un tavolo per quattro {day} alle 20", "Mi chiamo Giulia Conti", "sì, grazie",
        "A che ora aprite domenica?", "vorrei cancellare la prenotazione", "vorrei parlare con una persona",
        "Tavolo per 4 persone, {day} alle 20:00", "Prenotazione fatta, Giulia Conti", "12:00–16:00",
        "prenotazione annullata", "personale", "Prenotato: Tavolo da",
    ),
    "pt": Speaker(
        "Bom dia, queria reservar uma mesa para quatro na {day} às 20h", "Chamo-me Rita Sousa", "sim, por favor",
        "A que horas abrem no domingo?", "quero cancelar a minha reserva", "quero falar com uma pessoa",
        "Mesa para 4 pessoas, {day} às 20:00", "A sua reserva está feita, Rita Sousa", "12:00–16:00",
        "reserva cancelada", "equipa", "Reservado: Mesa em",
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", SPEAKERS)
def test_customer_books_asks_cancels_and_gets_a_person_in_their_language(talk: Talk, language: str) -> None:
    speaker = SPEAKERS[language]
    with translation.override(language):
        day = moments.day(FRIDAY)
    assert speaker.free.format(day=day) in talk.say(speaker.book.format(day=day))
    assert (talk.turn["locale"], talk.row.locale) == (language, language)
    talk.say(speaker.name)
    assert talk.turn["needs"] == ["phone", "email"]
    talk.say("guest@example.com")
    assert talk.turn["stage"] == "CONFIRMATION"
    reply = talk.say(speaker.yes)
    booking = Booking.objects.get()
    assert speaker.booked in reply
    assert booking.reference in reply
    assert (booking.status, booking.party_size, booking.customer.locale) == ("confirmed", 4, language)
    mail = render(booking, MailKind.CONFIRMATION, written_at=timezone.now())
    assert speaker.subject in mail.subject
    assert f'<html lang="{language}"' in mail.html
    assert day in mail.text
    assert speaker.opens in talk.say(speaker.hours)
    talk.say(speaker.cancel)
    assert talk.turn["stage"] == "CONFIRMATION"
    assert speaker.cancelled in talk.say(speaker.yes)
    booking.refresh_from_db()
    assert booking.status == "cancelled"
    assert speaker.passed_on in talk.say(speaker.person)
    assert talk.turn["handoff"]
    assert talk.row.status == Status.WAITING_FOR_STAFF


@pytest.mark.parametrize("language", SPEAKERS)
def test_quick_replies_are_understood_in_the_language_they_are_in(talk: Talk, language: str) -> None:
    speaker = SPEAKERS[language]
    with translation.override(language):
        day = moments.day(FRIDAY)
    talk.say(speaker.book.format(day=day))
    talk.say(speaker.name)
    talk.say("guest@example.com")
    yes, no = (reply["text"] for reply in talk.turn["reply"]["quick_replies"])
    talk.say(no)
    assert (talk.turn["stage"], Booking.objects.count()) == ("INFORMATION_GATHERING", 0)
    talk.say("21:00")
    assert talk.turn["stage"] == "CONFIRMATION"
    talk.say(yes)
    assert Booking.objects.get().status == "confirmed"


@pytest.mark.parametrize(
    ("category", "language", "text", "service"),
    [
        ("beauty", "es", "Hola, quería cita para cortarme el pelo el {day} a las 11", "Haircut"),
        ("beauty", "fr", "Bonjour, je voudrais une coupe de cheveux {day} à 11h", "Haircut"),
        ("beauty", "de", "Hallo, ich brauche einen Termin zum Haare schneiden am {day} um 11 Uhr", "Haircut"),
        ("automotive", "it", "Vorrei prenotare un tagliando {day} alle 11", "Car service"),
        ("automotive", "pt", "Preciso de uma revisão do carro {day} às 11", "Car service"),
        ("health", "de", "Ich brauche einen Zahnarzttermin am {day} um 11 Uhr", "Check-up"),
        ("health", "es", "Buenos días, quería pedir cita con el dentista el {day} a las 11", "Check-up"),
        ("local_services", "fr", "J'aurais besoin d'une visite {day} à 11h", "Visit"),
    ],
)
def test_service_of_an_english_business_is_named_in_the_customer_s_words(
    talk_to: Callable[..., Talk], category: str, language: str, text: str, service: str
) -> None:
    with translation.override(language):
        day = moments.day(a_day(2))
    talk = talk_to(f"shop{category.replace('_', '')}", category)
    talk.say(text.format(day=day))
    assert talk.turn["needs"] == ["name"]
    talk.say("Eva Klein")
    talk.say("eva@example.com")
    talk.say(talk.turn["reply"]["quick_replies"][0]["text"])
    assert Booking.objects.get().service.name == service


@pytest.mark.parametrize(
    ("language", "lines", "reply"),
    [
        ("pt", ("têm mesa para {day} à noite?", "somos cinco", "às oito e meia", "em nome de Costa"), "telefone"),
        ("de", ("Haben Sie {day} abends was frei?", "wir sind zu fünft", "halb neun", "auf den Namen Vogt"), "Telefon"),
        ("fr", ("une table {day} au soir ?", "nous serons cinq", "20h30", "c'est au nom de Lefèvre"), "téléphone"),
        ("it", ("c'è posto {day} di sera?", "siamo in cinque", "alle otto e mezza", "a nome Rossi"), "telefono"),
        ("es", ("¿tienen sitio el {day} por la noche?", "somos cinco", "a las ocho y media", "Luis Vega"), "teléfono"),
    ],
)
def test_short_answers_are_answers_in_every_language(
    talk: Talk, language: str, lines: tuple[str, ...], reply: str
) -> None:
    with translation.override(language):
        day = moments.day(a_day(6))
    for line in lines:
        last = talk.say(line.format(day=day))
        assert not talk.turn["handoff"], line
    assert reply in last
    talk.say("guest@example.com")
    assert talk.turn["stage"] == "CONFIRMATION"
    assert "5" in talk.turn["reply"]["text"]
    assert "20:30" in talk.turn["reply"]["text"].replace("h", ":")


@pytest.mark.parametrize(
    ("lines", "change", "changed"),
    [
        (("Faire une réservation", "4", "demain soir", "19h", "Luc"), ("Non, autre chose", "à 20h"), "20h00"),
        (("Fazer uma reserva", "dois", "amanhã à noite", "20h30", "João"), ("Não, alterar algo", "21:00"), "às 21:00"),
        (("Tisch für 2", "morgen Abend", "19 Uhr", "Jonas"), ("Nein, etwas ändern", "drei Personen"), "für 3 Personen"),
        (("Fare una prenotazione", "siamo in 6", "domani sera", "alle 20", "Marco"), ("no", "alle 19:30"), "19:30"),
        (("Hacer una reserva", "2", "mañana por la noche", "21:00", "Ana"), ("No, cambiar algo", "somos 3"), "3 per"),
    ],
)  # fmt: skip
def test_one_answer_at_a_time_and_a_change_at_the_end(
    talk_to: Callable[..., Talk], lines: tuple[str, ...], change: tuple[str, ...], changed: str
) -> None:
    talk = talk_to("daily", "food")
    WeeklyHours.objects.all().delete()
    rows.open_daily((12, 15), (18, 23))
    for line in (*lines, "guest@example.com"):
        talk.say(line)
    assert talk.turn["stage"] == "CONFIRMATION"
    assert talk.row.handoff_reason == ""
    for line in change:
        reply = talk.say(line)
    assert talk.turn["stage"] == "CONFIRMATION"
    assert changed in reply
    assert lines[-1] in reply


def test_times_of_a_night_end_at_midnight(talk: Talk) -> None:
    with translation.override("es"):
        talk.say(f"¿tienen mesa para dos el {moments.day(a_day(6))} por la noche?")
    offered = [reply["text"] for reply in talk.turn["reply"]["quick_replies"]]
    assert offered
    assert min(offered) >= "19:00"


def test_name_beside_a_contact_and_a_wish_for_somebody_are_told_apart(talk_to: Callable[..., Talk]) -> None:
    talk = talk_to("salon", "beauty")
    with translation.override("de"):
        talk.say(f"Hallo, ich brauche einen Termin zum Haare schneiden am {moments.day(a_day(2))} um 11 Uhr")
    talk.say("Ein Mensch bitte")
    assert talk.turn["handoff"]
    talk.say("Mein Name ist Anna Müller, anna@example.com")
    assert talk.turn["stage"] == "CONFIRMATION"
    assert "Anna Müller" in talk.turn["reply"]["text"]


def test_short_answers_and_names_keep_the_language(talk: Talk) -> None:
    talk.say("I would like to book a table for 2 people")
    for line in (f"{FRIDAY:%d %B %Y} at 19:00", "Chiara Bianchi", "ciao@example.com", "oui"):
        talk.say(line)
        assert talk.turn["locale"] == "en"


def test_dish_of_the_menu_keeps_the_language(talk: Talk) -> None:
    section = MenuSection.objects.create(name="Primi")
    MenuItem.objects.create(section=section, name="Tagliatelle al ragù della casa")
    talk.say("Hi, what do you have on the menu?")
    talk.say("tagliatelle al ragù della casa")
    assert talk.turn["locale"] == "en"


def test_customer_who_changes_language_is_followed_and_nothing_is_forgotten(talk: Talk) -> None:
    talk.say("Ich hätte gern einen Tisch für drei Personen")
    assert talk.turn["locale"] == "de"
    reply = talk.say("Sorry, can we continue in English please?")
    assert (talk.turn["locale"], talk.turn["needs"]) == ("en", ["date", "time"])
    assert "What day and time would suit you?" in reply
    assert "Mesa para 3 personas" in talk.say("el viernes que viene a las ocho de la tarde, por favor")


def test_page_s_language_is_the_start_and_the_customer_s_own_words_decide(talk: Talk) -> None:
    started = operations.start_conversation(by=Actor("customer", "visitor"), locale="fr-CH")
    assert started.conversation.locale == "fr"
    assert "assistant IA" in started.greeting.text
    by = Actor("customer", f"conversation:{started.conversation.pk}")
    turn = operations.receive_message(
        conversation_id=started.conversation.pk, text="Do you have a table for two tomorrow?", by=by
    )
    assert turn["locale"] == "en"


def test_page_in_a_language_we_do_not_speak_starts_in_the_business_s(talk_to: Callable[..., Talk]) -> None:
    talk_to("wien", "food", locale="de")
    started = operations.start_conversation(by=Actor("customer", "visitor"), locale="nl")
    assert started.conversation.locale == "de"


@pytest.mark.parametrize(
    "text",
    [
        "Goedemiddag, ik wil graag een tafel reserveren voor morgen",
        "Merhaba, yarın akşam için dört kişilik bir masa ayırtmak istiyorum",
        "我想预订明天晚上的桌子",
    ],
)
def test_language_we_do_not_speak_is_answered_with_those_we_do_and_a_person(talk: Talk, text: str) -> None:
    reply = talk.say(text)
    assert "I speak English, Deutsch, Español, Français, Italiano, Português." in reply
    offered = [each["text"] for each in talk.turn["reply"]["quick_replies"]]
    assert offered == ["English", "Deutsch", "Español", "Français", "Italiano", "Português", "Talk to a person"]
    assert Booking.objects.count() == 0
    talk.say(offered[1])
    assert (talk.turn["locale"], talk.row.locale) == ("de", "de")
    talk.say("einen Tisch für zwei bitte")
    assert talk.turn["needs"] == ["date", "time"]


def test_answer_to_a_question_counts_in_any_language(talk: Talk) -> None:
    talk.say(f"a table for 2 people on {FRIDAY:%d %B %Y} at 19:00")
    talk.say("Anna Rossi")
    talk.say("mijn telefoonnummer is 06 1234 5678, bel me alstublieft")
    assert talk.turn["stage"] == "CONFIRMATION"


def test_language_is_kept_through_a_hand_over_and_back(talk: Talk) -> None:
    talk.say("Ich möchte mit einem Mitarbeiter sprechen")
    by = Actor("staff", "1", "Maria")
    operations.take_over(conversation_id=talk.id, by=by)
    operations.hand_back(conversation_id=talk.id, by=by)
    notices = list(Message.objects.filter(conversation=talk.id, role="system").values_list("text", flat=True))
    assert notices[0] == "Maria ist jetzt im Chat und antwortet Ihnen von hier an."
    assert notices[1].startswith("Maria hat den Chat verlassen.")
    talk.say("ok")
    assert talk.turn["locale"] == "de"


def test_customer_who_comes_again_is_written_to_in_the_language_they_booked_in_last(talk: Talk) -> None:
    for line in (f"a table for 2 people on {FRIDAY:%d %B %Y} at 19:00", "Eva Klein", "eva@example.com", "yes"):
        talk.say(line)
    assert Booking.objects.get().customer.locale == "en"
    with translation.override("de"):
        day = moments.day(SUNDAY)
    again = Talk()
    for line in (f"Einen Tisch für zwei am {day} um 13 Uhr bitte", "Eva Klein", "eva@example.com", "ja"):
        again.say(line)
    assert {booking.customer.locale for booking in Booking.objects.all()} == {"de"}
    assert Booking.objects.count() == 2


def test_languages_we_speak_are_those_understanding_reads() -> None:
    assert {"en", *SPEAKERS} == set(languages.codes())
