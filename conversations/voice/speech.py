"""A reply as a voice says it: plain words, and the same as SSML for a provider that takes it.

SSML: W3C Speech Synthesis Markup Language 1.1 (2010), https://www.w3.org/TR/speech-synthesis11/. What is written and
what is said stand together there (``sub``), so that a provider's own normaliser has nothing left to guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from businesses.wording.money import SYMBOLS
from conversations.voice import numbers
from languages import known, pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SSML_NAMESPACE = "http://www.w3.org/2001/10/synthesis"
MOST_LISTED = 3
LONGEST_LISTED = 6
"""Words of one thing in a list; longer ones are parts of a sentence, and nothing is left out of those."""
_SIGNS = {sign.strip(): code for code, sign in SYMBOLS.items()}
_SIGN = "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True))
_CODES = "|".join(SYMBOLS)
_AMOUNT = r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3})*[.,]\d{2}|\d+[.,]\d{2}|\d+"
_FOUND = re.compile(
    r"(?P<url>https?://[^\s)]*[^\s).,;:!?])"
    r"|(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<reference>\b(?=[A-Z0-9-]*[A-Z])[A-Z0-9]{3}-[A-Z0-9]{3}\b)"
    rf"|(?P<price>(?:{_SIGN})\s?(?:{_AMOUNT})|(?:{_AMOUNT})[\s\u00a0\u202f]?(?:(?:{_SIGN})|(?:{_CODES})\b))"
    r"|(?P<time>\b(?:[01]?\d|2[0-3]):[0-5]\d(?:[\s\u00a0\u202f]?(?:[ap]m\b|Uhr\b))?|\b(?:1[0-2]|[1-9])[\s\u00a0][ap]m\b)"
    r"|(?P<phone>\+\d[\d\s()/.-]{5,18}\d)"
    r"|(?P<range>(?<=[\d\w])\s?[\u2013\u2014]\s?(?=\d))"
    r"|(?P<mark>\[\d+\]|[*_#`\u201c\u201d\u201e\u00ab\u00bb])"
)
"""What of a text is not said as it is written; the first that fits."""
_WORDS = r"(?:[^.:!?\n,]|[.:](?=\d))+"
_LIST = re.compile(rf"(?P<things>{_WORDS}(?:, {_WORDS}){{3,}})(?P<end>[.!?]|$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Speech:
    text: str
    ssml: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the reply: as written, as said, and the element that says how (``interpret-as``), if any."""

    written: str
    said: str
    how: str = ""


def speech_of(text: str, language: str, *, may_shorten: bool = True) -> Speech:
    """``may_shorten``: a long list is cut to its first, with how many there are more; never what is to be agreed to."""
    plain = shortened(text, language) if may_shorten else text
    paragraphs = [list(pieces_of(part, language)) for part in re.split(r"\n+", plain) if part.strip()]
    said = " ".join(_flat("".join(piece.said for piece in each)) for each in paragraphs)
    body = "".join(f"<p>{''.join(map(_marked, each)).strip()}</p>" for each in paragraphs)
    return Speech(said, f'<speak version="1.1" xmlns="{SSML_NAMESPACE}" xml:lang="{escape(language)}">{body}</speak>')


def pieces_of(text: str, language: str) -> Iterator[Piece]:
    place = 0
    for match in _FOUND.finditer(text):
        if match.start() > place:
            yield _as_written(text[place : match.start()])
        yield SAID[match.lastgroup or "mark"](match[0], language)
        place = match.end()
    if place < len(text):
        yield _as_written(text[place:])


def _as_written(text: str) -> Piece:
    return Piece(text, text)


def _url(text: str, language: str) -> Piece:
    """Only where it leads: nobody writes down an address that is read aloud."""
    host = re.sub(r"^https?://(www\.)?", "", text).split("/")[0].split(":")[0]
    return Piece(text, host.replace(".", f" {numbers.said('dot', language)} "))


def _email(text: str, language: str) -> Piece:
    words = {name: f" {numbers.said(name, language)} " for name in ("at", "dot", "dash", "underscore", "plus")}
    signs = {"@": "at", ".": "dot", "-": "dash", "_": "underscore", "+": "plus"}
    return Piece(text, _flat("".join(words[signs[sign]] if sign in signs else sign for sign in text)))


def _reference(text: str, language: str) -> Piece:
    return Piece(text, numbers.spelled(text, language), "characters")


def _phone(text: str, language: str) -> Piece:
    return Piece(text, numbers.digits(text, language), "telephone")


def _price(text: str, language: str) -> Piece:
    sign = next((sign for sign in _SIGNS if sign in text), "")
    currency = _SIGNS[sign] if sign else re.sub(r"[^A-Z]", "", text)
    found = re.sub(r"[^\d.,]", "", text)
    whole, cents = (found[:-3], found[-2:]) if re.search(r"[.,]\d{2}$", found) else (found, "00")
    value = Decimal(f"{re.sub(r'[.,]', '', whole) or 0}.{cents}")
    return Piece(text, numbers.money(value, currency, language))


def _time(text: str, language: str) -> Piece:
    hour, _colon, minute = re.sub(r"[^\d:]", "", text).partition(":")
    is_pm, is_am = "pm" in text, "am" in text
    told = int(hour) % 12 + 12 * is_pm if is_pm or is_am else int(hour)
    return Piece(text, numbers.hour_of_day(told, int(minute or 0), language))


def _range(text: str, language: str) -> Piece:
    return Piece(text, f" {numbers.said('to', language)} ")


def _mark(text: str, _language: str) -> Piece:
    return Piece(text, "")


SAID: dict[str, Callable[[str, str], Piece]] = {
    "url": _url,
    "email": _email,
    "reference": _reference,
    "price": _price,
    "time": _time,
    "phone": _phone,
    "range": _range,
    "mark": _mark,
}


def shortened(text: str, language: str) -> str:
    """With each list of more than ``MOST_LISTED`` short things cut to so many: "Haircut, Colour, Beard trim and four
    more".
    """
    return _LIST.sub(lambda match: f"{_cut(match['things'], language)}{match['end']}", text)


def _cut(listed: str, language: str) -> str:
    things = listed.split(", ")
    if any(len(thing.split()) > LONGEST_LISTED for thing in things):
        return listed
    *most, last = things
    more = len(most) + len(_last_joint(known(language)).split(last)) - MOST_LISTED
    if more < 1 or not (how_many := numbers.said("more", language)):
        return listed
    return f"{', '.join(things[:MOST_LISTED])} {how_many.replace('{}', numbers.number(more, language))}"


@cache
def _last_joint(code: str) -> re.Pattern[str]:
    """Between the last two things of a list: "and", "or"."""
    words = (*pieces("times", "and", code), *pieces("times", "or", code))
    return re.compile(rf"\s(?:{'|'.join(map(re.escape, words))})\s")


def _marked(piece: Piece) -> str:
    if not piece.said:
        return ""
    if piece.said == piece.written:
        return escape(piece.said)
    if piece.how:
        return f'<say-as interpret-as="{piece.how}">{escape(piece.written.replace("-", ""))}</say-as>'
    return f'<sub alias="{escape(piece.said.strip())}">{escape(piece.written.strip())}</sub>'


def _flat(text: str) -> str:
    """One space between words, none before a stop."""
    return re.sub(r"\s+([.,;:!?])", r"\1", re.sub(r"\s+", " ", text)).strip()
