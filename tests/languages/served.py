"""What is understood where a language more is served: run as a program with the folder its files are in.

The folder holds ``words`` and ``catalogue``, as the product has them, with the language's files beside the others.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import django

import languages.reading
from agents import catalogue


def _served_from(folder: Path) -> None:
    languages.reading.FOLDER = folder / "words"
    catalogue.FOLDER = folder / "catalogue"


def understood() -> dict[str, object]:
    from django.conf import settings

    from agents.understanding import spoken
    from agents.understanding.engine import understand
    from agents.understanding.orders import Basket, Item, Menu, update_basket
    from agents.understanding.types import Context, Understanding
    from businesses import naming

    zone = ZoneInfo("Europe/Amsterdam")
    context = Context(datetime(2026, 11, 23, 10, 0, tzinfo=zone), zone, "food", "dedicated", "nl")

    def heard(text: str) -> Understanding:
        return understand(text, context)

    def of(text: str) -> dict[str, object]:
        found = heard(text)
        told: dict[str, object] = {slot.name: slot.value for slot in found.slots}
        return told | {"language": found.language, "intent": found.intent.name, "consent": found.consent.kind}

    menu = Menu((Item("soup", "Mushroom soup"), Item("beer", "Beer")))
    basket = update_basket(Basket(), "ik wil graag twee champignon soup", menu, language="nl").basket
    return {
        "greeted in": spoken.surely("goedemiddag", default="en", is_opening=True),
        "asked for": spoken.named("Nederlands graag"),
        "a question": of("waar kan ik parkeren"),
        "a booking": of("een tafel voor vier personen overmorgen om half acht 's avonds graag"),
        "a yes": of("ja hoor"),
        "a wish": of("een tafel voor twee volwassenen en drie kinderen aan het raam, het is mijn verjaardag"),
        "a choice": of("de tweede optie graag"),
        "put right": [(slot.value, slot.role) for slot in heard("nee toch morgen, niet overmorgen").slots],
        "a basket": [(line.item, line.quantity) for line in basket.lines],
        "offered to members": [code for code, _name in settings.LANGUAGES if code == "nl"],
        "a service": sorted({names["nl"][0] for names in naming.usual() if "nl" in names}),
    }


if __name__ == "__main__":
    _served_from(Path(sys.argv[1]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    sys.stdout.write(json.dumps(understood()))
