"""Understanding as a filter: one JSON object a line in, one a line out, in order, whatever the lines hold.

In: ``{text, requested?: [slot], now?, timezone?}``, ``now`` in ISO 8601 (without an offset: wall time in the zone).
Out: ``{intent, confidence, slots: [{name, start, end, text, value, alternatives?}]}``, or ``{error}`` for a line that
cannot be read. With a menu, ``basket?`` in is the basket so far; ``basket``, ``unknown`` and ``unclear`` out what the
message makes of it (``agents.understanding.orders``).
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from agents.understanding.orders.menu_files import MenuError, basket_from, read_menu, told
from agents.understanding.orders.updating import update_basket
from agents.understanding.types import Context, Json, Slot, Term, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import BinaryIO

    from agents.understanding.orders import Menu

Answer = dict[str, Json]


class LineError(ValueError):
    """What is wrong with a line, for whoever wrote it."""


def default_context() -> Context:
    """No business: UTC, the present moment, no vocabulary."""
    return Context(now=datetime.now(UTC), timezone=ZoneInfo("UTC"))


def answer_all(lines: Iterable[bytes], out: BinaryIO, base: Context, menu: Menu | None = None) -> None:
    """Answers each line as it comes, flushed, so that a program at the other end may hold a conversation."""
    if menu is not None:
        base = replace(base, vocabulary=_with_menu(base.vocabulary, menu))
    for line in lines:
        out.write(json.dumps(answer(line, base, menu)).encode("ascii") + b"\n")
        out.flush()


def _with_menu(vocabulary: Vocabulary, menu: Menu) -> Vocabulary:
    """The vocabulary with the menu's words where it has none of its own."""
    items = tuple(Term(item.key, item.name, item.aliases) for item in menu.items)
    options = (option for group in menu.groups for option in group.options)
    modifiers = tuple({option.key: Term(option.key, option.name, option.aliases) for option in options}.values())
    return replace(vocabulary, items=vocabulary.items or items, modifiers=vocabulary.modifiers or modifiers)


def answer(line: bytes, base: Context, menu: Menu | None = None) -> Answer:
    from agents.understanding.engine import understand  # noqa: PLC0415 - loads the encoder; reading --help must not

    try:
        row = _object(line)
        text, context = read_row(row, base)
        basket = basket_from(row.get("basket") or [], menu) if menu is not None else None
    except (LineError, MenuError) as error:
        return {"error": str(error)}
    understood = understand(text, context)
    slots: list[Json] = [_told(slot) for slot in understood.slots if slot.role != "rejected"]
    found: Answer = {
        "intent": understood.intent.name,
        "confidence": round(understood.intent.confidence, 4),
        "slots": slots,
    }
    if menu is None or basket is None:
        return found
    return found | told(update_basket(basket, text, menu, language=understood.language), menu)


def _told(slot: Slot) -> Answer:
    """A slot as it is told; an ambiguous one with its likeliest value, and all it may be, to be asked about."""
    told: Answer = {"name": slot.name, "start": slot.start, "end": slot.end, "text": slot.text, "value": slot.value}
    if slot.value is None and slot.alternatives:
        told |= {"value": slot.alternatives[0], "alternatives": list(slot.alternatives)}
    return told


def read_row(row: dict[str, object], base: Context) -> tuple[str, Context]:
    """The message and its context; raises ``LineError``."""
    text, requested = row.get("text"), row.get("requested") or []
    if not isinstance(text, str):
        raise LineError("text must be a string")
    if not isinstance(requested, list) or not all(isinstance(name, str) for name in requested):
        raise LineError("requested must be a list of slot names")
    zone = _zone(row.get("timezone"), base.timezone)
    now = _moment(row.get("now"), zone) if row.get("now") is not None else base.now.astimezone(zone)
    return text, replace(base, now=now, timezone=zone, requested=tuple(map(str, requested)))


def _object(line: bytes) -> dict[str, object]:
    try:
        row = json.loads(line.decode("utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise LineError(f"not JSON: {error}") from error
    if not isinstance(row, dict):
        raise LineError("a line must be an object")
    return row


def _zone(name: object, default: ZoneInfo) -> ZoneInfo:
    if name is None:
        return default
    try:
        return ZoneInfo(str(name))
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise LineError(f"unknown time zone {name!r}") from error


def _moment(written: object, zone: ZoneInfo) -> datetime:
    try:
        moment = datetime.fromisoformat(str(written))
        return moment.replace(tzinfo=zone) if moment.tzinfo is None else moment.astimezone(zone)
    except (ValueError, OverflowError) as error:
        raise LineError(f"now is no ISO 8601 time: {written!r}") from error


def main(arguments: list[str]) -> None:
    """The filter on standard input and output, without a business: it needs no settings, no services, no database."""
    parser = argparse.ArgumentParser("manage.py understand", description=__doc__)
    parser.add_argument("--menu", type=Path, help="a menu in the import's JSON, to read orders from")
    path: Path | None = parser.parse_args(arguments).menu
    try:
        answer_all(sys.stdin.buffer, sys.stdout.buffer, default_context(), read_menu(path) if path else None)
    except MenuError as error:
        parser.error(str(error))
    except BrokenPipeError:
        sys.stderr.close()  # the reader left: nothing to tell it, and no trace to print at exit
