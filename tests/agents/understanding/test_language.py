"""The language of a message, or the conversation's where the message does not tell."""

import pytest

from agents.understanding.language import detect


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("can I come on Tuesday instead?", "en"),
        ("my car won't start", "en"),
        ("quisiera una mesa para dos mañana", "es"),
        ("¿a qué hora cierran?", "es"),
        ("je voudrais annuler mon rendez-vous", "fr"),
        ("une table pour quatre s'il vous plaît", "fr"),
        ("Haben Sie morgen noch etwas frei?", "de"),
        ("ich möchte einen Tisch reservieren", "de"),
        ("vorrei prenotare un tavolo per domani", "it"),
        ("quanto costa un taglio?", "it"),
        ("queria marcar uma consulta amanhã", "pt"),
        ("vocês têm mesa para quatro pessoas?", "pt"),
        ("ik wil graag een tafel reserveren", "nl"),
        ("chciałbym zarezerwować stolik na jutro", "pl"),
        ("yarın için masa ayırtmak istiyorum", "tr"),
        ("можно забронировать столик", "ru"),
        ("你好，我想订位", "zh"),
        ("予約したいです", "ja"),
        ("예약하고 싶어요", "ko"),
        ("أريد حجز طاولة", "ar"),
    ],
)
def test_detect_knows_the_language(text: str, code: str) -> None:
    assert detect(text, "xx") == code


@pytest.mark.parametrize("text", ["19:30", "ok", "", "+49 170 1234567", "anna@example.com", "👍"])
def test_detect_keeps_the_default_where_the_text_does_not_tell(text: str) -> None:
    assert detect(text, "de") == "de"
    assert detect(text, "it") == "it"
