"""Public sentences whose label says a built-in intent, or surely none of them."""

from __future__ import annotations

import random
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from agents.catalogue import OUT_OF_SCOPE
from training.rows import rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EACH = 60
STRANGE_EACH = 8
BARE = 6  # words
CLINC = {
    "restaurant_reservation": "book",
    "schedule_maintenance": "book",
    "cancel_reservation": "cancel",
    "confirm_reservation": "check_booking",
    "order_status": "order_status",
    "how_busy": "ask_availability",
    "greeting": "greet",
    "goodbye": "bye",
    "thank_you": "thank",
    "yes": "affirm",
    "no": "deny",
    "are_you_a_bot": "ask_identity",
    "what_is_your_name": "ask_identity",
}
CLINC_STRANGE = (
    "flip_coin",
    "roll_dice",
    "definition",
    "spelling",
    "translate",
    "tell_joke",
    "fun_fact",
    "meaning_of_life",
    "weather",
    "play_music",
    "next_song",
    "what_song",
    "alarm",
    "timer",
    "calculator",
    "measurement_conversion",
    "exchange_rate",
    "international_visa",
    "plug_type",
    "vaccines",
    "credit_score",
    "improve_credit_score",
    "taxes",
    "w2",
    "rollover_401k",
    "pto_balance",
    "pto_request",
    "smart_home",
    "sync_device",
    "find_phone",
    "whisper_mode",
    "gas_type",
    "mpg",
    "flight_status",
    "lost_luggage",
    "travel_alert",
    "transfer",
    "routing",
    "interest_rate",
    "who_made_you",
    "what_are_your_hobbies",
    "do_you_have_pets",
    "where_are_you_from",
    "todo_list",
    "shopping_list",
    "oos",
)
SGD_ASKED = {"phone_number": "ask_contact", "street_address": "ask_location", "address": "ask_location"}
SGD_SAID = {"AFFIRM": "affirm", "NEGATE": "deny", "THANK_YOU": "thank", "GOODBYE": "bye"}
XSID = ("en", "de", "it")
SGD_BOOKS = ("ReserveRestaurant", "BookAppointment")


def public_examples(data: Path) -> list[tuple[str, str, str, str]]:
    """``(sentence, intent, language, source)``, a few dozen an intent and source."""
    chance = random.Random(5)
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for source, text, intent in (*_clinc(data), *_sgd(data), *_coffee(data)):
        found[source, intent].append(text.lower())
    examples = []
    for (source, intent), texts in sorted(found.items()):
        count = len(CLINC_STRANGE) * STRANGE_EACH if intent == OUT_OF_SCOPE else EACH
        unique = sorted(set(texts))
        examples += [(text, intent, "en", source) for text in chance.sample(unique, min(count, len(unique)))]
    return [*examples, *_xsid(data), *_restaurants(data, chance)]


def _clinc(data: Path) -> Iterator[tuple[str, str, str]]:
    for row in rows(data, "clinc150/train"):
        if row["intent"] in CLINC:
            yield "clinc", str(row["text"]), CLINC[row["intent"]]
        elif row["intent"] in CLINC_STRANGE:
            yield "clinc", str(row["text"]), OUT_OF_SCOPE


def _sgd(data: Path) -> Iterator[tuple[str, str, str]]:
    for dialogue in rows(data, "sgd_booking/train"):
        for turn in dialogue["turns"]:
            if turn["speaker"] == "USER" and (intent := _sgd_intent(turn["frames"][0]["actions"])):
                yield "sgd", str(turn["utterance"]), intent


def _sgd_intent(actions: list[dict[str, Any]]) -> str | None:
    acts = {action["act"] for action in actions}
    if acts == {"REQUEST"}:
        return SGD_ASKED.get(actions[0]["slot"]) if len(actions) == 1 else None
    if "INFORM_INTENT" in acts:
        wanted = next(action for action in actions if action["act"] == "INFORM_INTENT")
        return "book" if wanted["values"] and wanted["values"][0] in SGD_BOOKS else None
    return SGD_SAID.get(acts.pop()) if len(acts) == 1 else None


def _coffee(data: Path) -> Iterator[tuple[str, str, str]]:
    for dialogue in rows(data, "taskmaster_coffee/train"):
        first = next((turn["text"] for turn in dialogue["utterances"] if turn["speaker"].lower() == "user"), "")
        if len(first.split()) > 4:
            yield "coffee", first, "order"


def _xsid(data: Path) -> Iterator[tuple[str, str, str, str]]:
    """Bookings of restaurants; its other intents are asked of assistants at home."""
    for language in XSID:
        for row in rows(data, f"xsid/{language}"):
            intent = "book" if row["intent"] == "BookRestaurant" else OUT_OF_SCOPE
            yield str(row["text"]).lower(), intent, language, "xsid"


def _restaurants(data: Path, chance: random.Random) -> Iterator[tuple[str, str, str, str]]:
    """A few words that hold what was asked for are details."""
    texts = {
        str(row["text"]).lower()
        for row in rows(data, "restaurants8k/train")
        if row["requested"] and row["labels"] and len(str(row["text"]).split()) <= BARE
    }
    for text in chance.sample(sorted(texts), 2 * EACH):
        yield text, "tell_details", "en", "restaurants8k"
