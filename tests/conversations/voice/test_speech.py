"""What is written as a voice says it, in six languages, and as SSML that a parser reads."""

from __future__ import annotations

from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

import languages
from conversations.voice.numbers import digits, hour_of_day, money, number, spelled
from conversations.voice.speech import SSML_NAMESPACE, speech_of
from conversations.voice.written import as_written

SAID = [
    ("en", "At 7:30 pm for £48.", "At seven thirty pm for forty-eight pounds."),
    ("en", "The reference is K7F-2QM.", "The reference is K, seven, F, two, Q, M."),
    ("de", "Um 19:30 Uhr, 12,50 €.", "Um neunzehn Uhr dreißig, zwölf Euro fünfzig."),
    ("es", "A las 13:05, 1.234,50 €.", "A las trece y cinco, mil doscientos treinta y cuatro euros con cincuenta."),
    ("fr", "Ouvert 9:00\u201318:00 [1].", "Ouvert neuf heures à dix-huit heures."),
    ("it", "Alle 20:15, € 0,80.", "Alle venti e quindici, ottanta centesimi."),
    ("pt", "Às 21:00, £1.", "Às vinte e uma, uma libra."),
    ("en", "Call +39 06 1234 567.", "Call plus three nine, zero six one, two three four, five six seven."),
    ("en", "Write to anna.b@example.com.", "Write to anna dot b at example dot com."),
    ("en", "See https://bella.example.com/b/K7F-2QM/.", "See bella dot example dot com."),
    ("en", "We do Cut, Colour, Shave, Wash and Braids.", "We do Cut, Colour, Shave and two more."),
]


@pytest.mark.parametrize(("language", "written", "said"), SAID)
def test_a_reply_is_said_in_plain_words(language: str, written: str, said: str) -> None:
    assert speech_of(written, language).text == said


def test_what_is_to_be_agreed_to_is_said_in_full() -> None:
    text = "Cut, Colour, Shave, Wash and Braids."
    assert speech_of(text, "en", may_shorten=False).text == text


@pytest.mark.parametrize(
    "text", ["<b>&", "K7F-2QM \u201cat\u201d 19:30 & 5 < 6\n\n12 €", "]]>", "\u0000".strip("\u0000")]
)
def test_ssml_is_xml_whatever_was_written(text: str) -> None:
    root = ET.fromstring(speech_of(text, "en").ssml)  # noqa: S314  # our own words
    assert root.tag == f"{{{SSML_NAMESPACE}}}speak"


def test_ssml_says_how_what_is_spelled_is_read() -> None:
    ssml = speech_of("Reference K7F-2QM at 19:30.", "de").ssml
    assert '<say-as interpret-as="characters">K7F2QM</say-as>' in ssml
    assert '<sub alias="neunzehn Uhr dreißig">19:30</sub>' in ssml


@pytest.mark.parametrize("code", languages.codes())
def test_every_language_counts_tells_the_hour_and_names_money(code: str) -> None:
    said = [number(value, code) for value in (*range(1_200), 9_999)]
    assert len(set(said)) == len(said)
    assert not any(any(sign.isdecimal() for sign in each) or "{" in each for each in said)
    hours = {hour_of_day(hour, minute, code) for hour in range(24) for minute in (0, 5, 30)}
    assert len(hours) == 72
    amounts = {money(Decimal(value), currency, code) for value in ("1", "2.01", "0.01") for currency in ("EUR", "GBP")}
    assert len(amounts) == 6
    assert not any("{" in each for each in hours | amounts)


@pytest.mark.parametrize("code", languages.codes())
def test_what_is_spelled_out_is_written_together_again(code: str) -> None:
    assert as_written(f"code {spelled('K7F-2QM', code).lower()} ok".replace(",", ""), code) == "code K7F-2QM ok"
    assert as_written(digits("+390612345", code), code).replace(" ", "") == "+390612345"


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("it is anna at example dot com", "it is anna@example.com"),
        ("a table for two at seven", "a table for two at seven"),
        ("I am at home", "I am at home"),
        ("at 8 pm for 2", "at 8 pm for 2"),
    ],
)
def test_words_stay_words(said: str, written: str) -> None:
    assert as_written(said, "en") == written
