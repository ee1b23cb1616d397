"""What one message does to the basket."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from agents.understanding.orders.changing import Changing
from agents.understanding.orders.meanings import meanings_of
from agents.understanding.orders.parts import Part, parts_of
from agents.understanding.orders.reader import Reader
from agents.understanding.orders.tray import Tray
from agents.understanding.orders.words import spoken_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from agents.understanding.orders.basket import Basket
    from agents.understanding.orders.changing import Unclear
    from agents.understanding.orders.mentions import Mention
    from agents.understanding.orders.menu import Menu

LENGTH = 1_500  # characters read: no order is longer


@dataclass(frozen=True, slots=True)
class Update:
    """The basket after a message; ``unknown`` is what was asked for and is not on the menu, in the customer's words;
    ``unclear`` what may be several dishes; ``beside`` what shall go with it ("2 spoons"); ``names`` where the
    menu's names stand in the text. ``is_called_off`` tells whether the whole order was.
    """

    basket: Basket
    unknown: tuple[str, ...] = ()
    unclear: tuple[Unclear, ...] = ()
    beside: tuple[str, ...] = ()
    is_called_off: bool = False
    names: tuple[tuple[int, int], ...] = ()


def update_basket(basket: Basket, text: str, menu: Menu, *, language: str = "en", about: Sequence[str] = ()) -> Update:
    """The basket after the customer said ``text``.

    Dishes are added with their quantity and options; options alone change what was asked for last; "change", "instead"
    and "no latte" replace and remove. A question ("do you have ...?") changes nothing. ``language`` is the
    conversation's; small words of another of the six decide otherwise. ``about`` are the dishes spoken of last, of
    which "the pizza" is meant.
    """
    text = text[:LENGTH]
    reader, mentions = _read(text, menu, spoken_in(text, language))
    tray = Tray.of(basket, menu)
    if _affirms(reader.parts, mentions, tray):
        return Update(basket)
    changing = Changing(tray, mentions, about=about)
    changing.apply()
    unknown = tuple(dict.fromkeys([*(part.text for part in reader.unknown), *(wish.text for wish in tray.unheard)]))
    return Update(
        tray.basket(),
        unknown,
        tuple(changing.unclear),
        tuple(part.text for part in reader.beside),
        names=tuple((part.start, part.end) for part in reader.parts if part.is_name),
        is_called_off=any(mention.kind == "everything" for mention in mentions),
    )


def _read(text: str, menu: Menu, language: str) -> tuple[Reader, list[Mention]]:
    """What is spoken of; once more, where words that are on no menu mean what is on this one."""
    reader = _reader(text, menu, language)
    mentions = reader.read()
    if not reader.unknown:
        return reader, mentions
    names = [part for part in reader.parts if part.is_name]
    meant = meanings_of(menu).named(text, reader.unknown, names)
    if meant:
        reader = _reader(text, menu, language, meant)
        mentions = reader.read()
    return reader, mentions


def _reader(text: str, menu: Menu, language: str, meant: Sequence[Part] = ()) -> Reader:
    sentences = list(_sentences(parts_of(text, menu, language, meant)))
    parts = [part for sentence in sentences if not _asks(sentence) for part in sentence]
    return Reader(parts, menu, language, _asked_about(sentences))


def _sentences(parts: Sequence[Part]) -> Iterator[list[Part]]:
    sentence: list[Part] = []
    for part in parts:
        sentence.append(part)
        if part.may("stop", "asked"):
            yield sentence
            sentence = []
    yield sentence


def _asks(sentence: Sequence[Part]) -> bool:
    """Whether a sentence only asks: "do you have lattes", "is the diavola hot?"."""
    if any(part.may("asks_about") for part in sentence):
        return True
    if any(part.may("want") for part in sentence):
        return False
    first = next((part for part in sentence if part.is_name or not _is_opening(part)), None)
    if first is not None and first.may("question"):
        return True
    is_asked = bool(sentence) and sentence[-1].may("asked")
    return is_asked and not any(part.may("number", "add", "change", "make", "remove", "another") for part in sentence)


def _asked_about(sentences: Sequence[Sequence[Part]]) -> tuple[str, ...]:
    """The dish of the last question that is about one."""
    named = [part.items for sentence in sentences if _asks(sentence) for part in sentence if len(part.items) == 1]
    return named[-1] if named else ()


def _is_opening(part: Part) -> bool:
    return part.may("filler", "comma", "and", "but", "yes", "add", "without") and not part.may("question", "number")


def _affirms(parts: Sequence[Part], mentions: Sequence[Mention], tray: Tray) -> bool:
    """Whether a yes only repeats what was ordered."""
    if not any(part.may("yes") for part in parts) or not mentions:
        return False
    return all(
        mention.kind == "item" and not mention.is_more and mention.deed == "add" and tray.find(mention.items)
        for mention in mentions
    )
