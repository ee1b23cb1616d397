"""Swearing, insults, hatred, threats and what is sexual are told by name; who is cross, ill or called oddly is not."""

from __future__ import annotations

import time

import pytest

from agents.understanding.safety import assess
from agents.understanding.safety.conduct import conduct_of
from agents.understanding.safety.windows import pieces
from encoding.encoder import meant

SEVERE = {
    "insult": (
        "you're a fucking asshole", "gilipollas de mierda, sois unos hijos de puta", "du verdammtes Arschloch",
        "va te faire foutre connard", "vaffanculo stronzo", "vai se foder seu filho da puta",
    ),
    "threat": (
        "I will kill you and burn your shop down", "te voy a matar cabrón, sé dónde vives", "ich bring dich um",
        "je vais te tuer, je sais où tu habites", "ti ammazzo, so dove abiti", "vou te matar hoje à noite",
    ),
    "hate": (
        "all those dirty immigrants should be shot", "todos los moros de mierda fuera de nuestro país",
        "Ausländer raus, ihr Parasiten", "sales arabes, retournez dans votre pays",
        "sporchi negri, tornate al vostro paese",
        "fora do nosso país, pretos nojentos",
    ),
    "sexual": (
        "send me nudes, I want to fuck you", "mándame fotos desnuda, quiero follarte",
        "schick mir Nacktbilder von dir",
        "envoie des nudes salope, suce ma bite", "mandami foto nuda, succhiami il cazzo",
        "manda nudes, chupa o meu pau",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("category", "text"), [(kind, text) for kind, texts in SEVERE.items() for text in texts])
def test_misconduct_is_told_in_six_languages(category: str, text: str) -> None:
    found = assess(text).conduct
    assert found is not None
    assert found.severity == "severe"
    assert found.category == category or {found.category, category} <= {"insult", "hate", "sexual"}


@pytest.mark.parametrize(
    "text",
    [
        "", "damn, I'm late", "the food was terrible", "this is a ridiculous price", "I killed my battery",
        "slt vous êtes ouverts le dimanche ?", "where are you", "my back is killing me, can I come today?",
        "I have a lump in my breast", "tengo la regla y me duele mucho", "do you do Brazilian waxing?",
        "my name is Dick Cocks", "coq au vin et une tarte", "Zigeunerschnitzel und ein Bier bitte",
        "my husband and I would like a couples massage", "I want my money back or I call my lawyer",
        "Jetzt reicht es mir aber, das war das letzte Mal", "la schiena mi uccide, avete posto oggi?",
        "estou muito chateado com o serviço", "j'ai confondu les jours, que je suis bête",
        "o polvo à lagareiro para dois",
        "ich hätte gern einen Termin am Freitag um neun", "a table for two tomorrow at eight",
    ],
)  # fmt: skip
def test_who_is_cross_ill_or_called_oddly_is_not_marked(text: str) -> None:
    assert assess(text).conduct is None


def test_a_long_text_is_as_bad_as_its_worst_piece() -> None:
    polite = "I had booked a table for four people last Friday, and we waited for an hour before anybody came. " * 3
    assert assess(polite).conduct is None
    found = assess(f"{polite} You are a fucking asshole. {polite}").conduct
    assert found is not None
    assert found.category in {"insult", "profanity"}


def test_what_the_injection_guard_has_read_is_read_at_no_cost_worth_the_name() -> None:
    """The vector is the encoder's from before: beside it a message costs a product of matrices."""
    parts = pieces("a table for two tomorrow at eight, and a high chair please")
    meant(parts)
    conduct_of(parts)
    began = time.thread_time()
    for _ in range(100):
        conduct_of(parts)
    assert (time.thread_time() - began) / 100 < 0.01
