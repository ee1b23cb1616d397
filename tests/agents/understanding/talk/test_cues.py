"""What the language of a message tells beside its intent, in the six languages served."""

from __future__ import annotations

import pytest

from agents.understanding import language
from agents.understanding.talk.cues import cues

TELLS = {
    "question": (
        "hey so like i wondered could we come in a bit earlier", "whats the code again", "do you tow",
        "wo kann ich parken", "habt ihr sonntags auf", "avete posto domani", "mi ridice il numero", "tenéis terraza",
        "puedo llevar a mi perro", "on peut payer en carte", "vous êtes ouverts dimanche", "têm estacionamento",
        "posso levar o cachorro", "ok and how much is the lasagne", "buongiorno siete aperti oggi",
    ),
    "lets_go": (
        "never mind", "drop it then", "i changed my mind", "vergiss es", "ich hab's mir anders überlegt",
        "laissez tomber", "j'ai changé d'avis", "olvídelo", "he cambiado de idea", "lascia perdere", "non importa",
        "esquece", "mudei de ideia",
    ),
    "keeps": (
        "don't move it", "no, leave it the way it was", "keep my appointment", "i don't want to cancel",
        "nicht verschieben", "ich will den Termin behalten", "ne l'annulez pas", "je garde mon rendez-vous",
        "mejor no la cancele", "déjalo como está", "tenga la prenotazione", "non la cancelli", "não cancele",
        "deixa como está",
    ),
    "is_new": (
        "i haven't booked yet", "I'd like another appointment", "make a new one", "neuen Termin bitte",
        "ich habe noch nichts gebucht", "c'est une nouvelle réservation", "je n'ai pas encore de rendez-vous",
        "es una reserva nueva", "todavía no tengo cita", "non ho ancora prenotato", "una nuova prenotazione",
        "um novo agendamento", "ainda não marquei",
    ),
    "same_again": (
        "same again please", "the usual", "wie immer", "das Gleiche wie letztes Mal", "comme d'habitude",
        "lo de siempre", "il solito", "come l'altra volta", "o de sempre",
    ),
    "no_reference": (
        "i lost my reference", "can't find the confirmation", "never got a confirmation", "habe keine Nummer",
        "weiß ich nicht mehr", "j'ai perdu le code", "no encuentro la referencia", "no me acuerdo",
        "non ho il codice", "l'ho perso", "perdi o código", "não me lembro",
    ),
    "pronoun": (
        "can you move it to 9", "what's in that one", "kann ich ihn verschieben", "l'annuler", "annulez-la",
        "cámbiela", "lo cancelo", "spostarla a domani", "quero mudá-la",
    ),
    "other_one": ("no the other one please", "der andere", "l'autre", "la otra cita", "l'altro", "o outro"),
    "elliptic": (
        "and on monday?", "what about sunday", "und am Montag?", "et lundi ?", "y el lunes?", "e lunedì?",
        "e na segunda?", "and the lasagne?",
    ),
    "for_other": (
        "it's not for me, it's for my mum", "book a check-up for my daughter", "für meine Tochter bitte",
        "pour ma fille", "es para mi marido", "per mio figlio", "para a minha mãe", "on behalf of my boss",
    ),
}  # fmt: skip
TELLS_NOT = {
    "question": (
        "table for 2 at 8", "when i arrive i'll call", "what a lovely place", "ich komme später", "je viens demain",
        "voy a llegar tarde", "mi telefono es 655 123 456", "il mio numero è 347 123456", "o meu nome é Ana",
    ),
    "lets_go": (
        "cancel my booking", "dont forget the onions", "leave out the onions", "laissez-moi réfléchir",
        "no importa la hora", "deixa eu ver",
    ),
    "keeps": ("i want to cancel", "do you keep records", "stornieren bitte", "quiero cancelar", "vorrei annullare"),
    "is_new": ("move my booking", "is there a new menu", "neue Speisekarte", "book a table", "una mesa para dos"),
    "no_reference": ("i don't have a car", "ich habe keine Zeit", "no tengo coche", "no onions", "my code is K7F-2QM"),
    "pronoun": ("cancel my booking", "cancelar la cita", "annuler la réservation", "der Termin", "table for two"),
    "other_one": ("the other day i called", "el otro día", "der andere Tag", "l'autre jour", "another table"),
    "elliptic": ("do you have parking?", "is it open on monday?", "ok?", "yes please", "table for 2"),
    "for_other": ("for my wife and me", "for my car", "für mich und meine Frau", "para mi mujer y yo", "for me"),
}  # fmt: skip


def heard(text: str) -> frozenset[str]:
    return cues(text, (language.detect(text, "en"), "en"))


@pytest.mark.parametrize(("cue", "text"), [(cue, text) for cue, texts in TELLS.items() for text in texts])
def test_cue_is_told(cue: str, text: str) -> None:
    assert cue in heard(text)


@pytest.mark.parametrize(("cue", "text"), [(cue, text) for cue, texts in TELLS_NOT.items() for text in texts])
def test_cue_is_not_told_of_what_looks_alike(cue: str, text: str) -> None:
    assert cue not in heard(text)


@pytest.mark.parametrize("text", ["", "?" * 10_000, "a " * 5_000, "\u200b", "\ud800", "🙃🙃"])
def test_any_text_is_listened_to(text: str) -> None:
    assert heard(text) <= {"question"}


def test_phrase_that_ends_with_the_message_is_heard() -> None:
    assert "for_other" in cues("la torta va bene per lei", ("it",))
