"""``manage.py call marios``: talk to a business by text as a telephone would, over the API (docs/voice.md).

A line is what was heard. ``~0.4 book a table`` is heard with that confidence, ``book a table | look at table`` may have
been either, ``! wait`` breaks into what is being said, and an empty line is silence. The end of input hangs up.
"""

from __future__ import annotations

import re
import sys
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx
from django.core.management.base import BaseCommand, CommandError

if TYPE_CHECKING:
    from argparse import ArgumentParser

HEARD_WELL = 0.95
LESS_LIKELY = 0.1
"""How much less surely each alternative is heard than the words before it."""
SECONDS = 30.0
LINE = re.compile(r"(?P<breaks>!)?\s*(?:~(?P<confidence>[01](?:\.\d+)?)\s)?\s*(?P<words>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Heard:
    words: tuple[str, ...]
    confidence: float
    breaks_in: bool


def heard_of(line: str) -> Heard:
    found = LINE.fullmatch(line.strip())
    said = found["words"] if found else line
    words = tuple(part.strip() for part in said.split("|"))
    confidence = float(found["confidence"]) if found and found["confidence"] else HEARD_WELL
    return Heard(words, min(confidence, 1.0), bool(found and found["breaks"]))


class Command(BaseCommand):
    help = "Talks to a business by text as a telephone would."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("business", help="the slug of a business that runs here")
        parser.add_argument("--port", type=int, default=8000, help="where the product answers on this machine")
        parser.add_argument("--locale", default="", help="the language of the call, such as de")
        parser.add_argument("--ssml", action="store_true", help="print what is said as SSML, too")

    def handle(self, *args: Any, business: str, port: int, locale: str, ssml: bool, **options: Any) -> None:
        hosts = {"Host": f"{business}.localhost:{port}"}
        with httpx.Client(base_url=f"http://127.0.0.1:{port}/api/v1/", headers=hosts, timeout=SECONDS) as client:
            call = self._ask(client, "conversations/voice", {"locale": locale} if locale else {})
            self._say(call, ssml=ssml)
            client.headers["Authorization"] = f"Bearer {call['token']}"
            saying = call["reply"]
            for line in sys.stdin:
                answer = self._ask(client, f"conversations/{call['id']}/voice", transcript(heard_of(line), saying))
                self._say(answer, ssml=ssml)
                saying = answer["reply"] or saying
            self._ask(client, f"conversations/{call['id']}/end", {})

    def _say(self, answer: dict[str, Any], *, ssml: bool) -> None:
        mark = {"asked": "?", "repeated": "?"}.get(answer.get("heard", ""), "»")
        self.stdout.write(f"{mark} {answer['speech'] or '…'}")
        if ssml and answer["ssml"]:
            self.stdout.write(f"  {answer['ssml']}")

    def _ask(self, client: httpx.Client, path: str, said: dict[str, Any]) -> dict[str, Any]:
        try:
            answer = client.post(path, json=said)
        except httpx.HTTPError as error:
            raise CommandError(f"Nobody answers at {client.base_url}: {error}. Is `make run` running?") from error
        if answer.is_error:
            raise CommandError(f"{answer.status_code}: {answer.text[:500]}")
        found: dict[str, Any] = answer.json()
        return found


def transcript(heard: Heard, saying: str | None) -> dict[str, Any]:
    """As a recogniser hands it in, each with a key of its own."""
    first, *others = heard.words
    less = [max(heard.confidence - LESS_LIKELY * place, 0.0) for place in range(1, len(others) + 1)]
    return {
        "key": uuid.uuid4().hex,
        "text": first,
        "confidence": heard.confidence,
        "alternatives": [{"text": text, "confidence": each} for text, each in zip(others, less, strict=True)],
        "interrupts": saying if heard.breaks_in else None,
    }
