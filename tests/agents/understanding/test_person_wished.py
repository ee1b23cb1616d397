"""Who asks for a person is given one, whatever they tell beside it."""

from __future__ import annotations

import pytest

from agents.understanding.engine import understand
from tests.agents.understanding.reading_room import context


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en-GB", "I'd like to speak to a person please, I was charged twice for last month's bill"),
        ("de", "ich möchte bitte mit einem Menschen sprechen, mir wurde die Rechnung zweimal abgebucht"),
        ("es", "quisiera hablar con una persona, me han cobrado dos veces la factura del mes pasado"),
        ("fr", "je voudrais parler à quelqu'un, on m'a débité deux fois la facture du mois dernier"),
        ("it", "vorrei parlare con una persona, mi hanno addebitato due volte la fattura del mese scorso"),
        ("pt", "queria falar com uma pessoa se possível, tenho uma dúvida sobre a fatura, que me cobraram duas vezes"),
    ],
)
def test_a_person_is_wished_for_whatever_is_told_beside(locale: str, text: str) -> None:
    wished = {intent.name: intent.confidence for intent in understand(text, context(locale=locale)).intents}
    assert wished.get("ask_human", 0) >= 0.5
