"""A number put right inside what was told before: "it ends 332, not 323", "è 3415, non 3451"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from conversations.engine.commands import Detail

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conversations.engine.state import Memory

FEWEST = {"phone": 3, "address": 1}
"""Digits from which a number points into what is kept; of an address only a whole number counts."""
_NUMBER = re.compile(r"\d+")


def numbers_put_right(text: str, memory: Memory) -> tuple[Detail, ...]:
    """The details kept with one number for another. Two numbers as long as each other are said, of which one stands in
    what is kept, once, and the other does not: whichever comes first, that one was wrong.
    """
    said = list(dict.fromkeys(_NUMBER.findall(text)))
    if len(said) != 2 or len(said[0]) != len(said[1]):
        return ()
    found = []
    for name, value in kept(memory).items():
        places = {number: place for number in said if (place := place_of(number, value, name)) is not None}
        if len(places) == 1:
            (wrong, place), (right,) = *places.items(), [number for number in said if number not in places]
            changed = f"{value[:place]}{right}{value[place + len(wrong) :]}"
            found.append(Detail(name, changed, text, is_correction=True))
    return tuple(found)


def kept(memory: Memory) -> Mapping[str, str]:
    task = memory.task
    phone = (task.form.phone if task else "") or memory.person.phone
    return {"phone": phone, "address": task.form.address if task else ""}


def place_of(number: str, value: str, name: str) -> int | None:
    """Where the one such number of a value begins."""
    whole = rf"(?<!\d){number}(?!\d)" if name == "address" else number
    places = [match.start() for match in re.finditer(whole, value)] if len(number) >= FEWEST[name] else []
    return places[0] if len(places) == 1 else None
