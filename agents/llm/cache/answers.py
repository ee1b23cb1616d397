"""Kept answers of the business entered: the same question word for word, or one that is the same in meaning.

An answer is used again only for the same purpose, agent and language and under the same versions of knowledge and
prompt, and only where it would be the same for everybody at any time: nothing that names a person, a day or an hour,
and nothing that asks for a place, is kept or looked up.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from django.db import connection
from django.utils import timezone

from agents.catalogue import record
from agents.llm.models import KeptAnswer
from agents.llm.purposes import PURPOSES
from tenants.context import current_business, current_schema

if TYPE_CHECKING:
    from decimal import Decimal

    from agents.llm.redaction import Redactor
    from agents.llm.values import Request
    from agents.understanding.types import Understanding

SERVES_FOR = timedelta(days=14)
MOST_KEPT, LOOKED_AT = 2_000, 4
OF_SOMEBODY_OR_SOMETIME = frozenset(
    {
        "date",
        "time",
        "duration",
        "people",
        "name",
        "first_name",
        "last_name",
        "phone",
        "email",
        "plate",
        "address",
        "choice",
    }
)
NEAREST = """
SELECT id, question, text, model, cost FROM agents_keptanswer
WHERE family = %s AND expires_at > %s ORDER BY meaning <=> %s::vector LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer that serves, what it cost to make, and by what it was found."""

    text: str
    model: str
    cost: Decimal
    cache: Literal["exact", "semantic"]


def serves_others(request: Request, redactor: Redactor) -> bool:
    """Whether the answer would be the same for everybody, today and tomorrow."""
    if not (PURPOSES[request.purpose].is_cacheable and request.question.strip()) or redactor.hidden:
        return False
    understood = _understood(request)
    if {slot.name for slot in understood.slots} & OF_SOMEBODY_OR_SOMETIME:
        return False
    records = [record(intent.name) for intent in understood.intents]
    return all(each is None or (each.kind == "question" and each.task is None) for each in records)


def _understood(request: Request) -> Understanding:
    from agents.understanding.engine import understand  # noqa: PLC0415  # the runtime: not at start-up
    from agents.understanding.types import Context  # noqa: PLC0415

    business = current_business()
    locale = request.locale or business.locale
    context = Context(timezone.now(), business.zone, category=business.category, locale=locale)
    return understand(request.question, context)


def find_exact(request: Request) -> Kept | None:
    """The answer kept to the same question word for word; there is none to what does not serve others."""
    if not PURPOSES[request.purpose].is_cacheable or not request.question.strip():
        return None
    same = KeptAnswer.objects.filter(key=_key(request), expires_at__gt=timezone.now()).first()
    return Kept(same.text, same.model, same.cost, "exact") if same is not None else None


def find_alike(request: Request) -> Kept | None:
    """The answer kept to a question that means the same, of one that serves others."""
    from agents.llm.cache.sameness import has_unlike_numbers, judged  # noqa: PLC0415  # the runtime: not at start-up

    with connection.cursor() as cursor:
        cursor.execute(NEAREST, [_family(request), timezone.now(), _meaning(request.question), LOOKED_AT])
        rows = [row for row in cursor.fetchall() if not has_unlike_numbers((request.question, row[1]))]
    if not rows:
        return None
    likely = judged([(request.question, question) for _id, question, *_rest in rows])
    (best, threshold), row = max(zip(likely, rows, strict=True), key=lambda each: each[0])
    if best < threshold:
        return None
    _id, _question, text, model, cost = row
    return Kept(text, model, cost, "semantic")


def keep(request: Request, *, text: str, model: str, cost: Decimal) -> None:
    """Keep an answer to the question; beyond ``MOST_KEPT`` the oldest go."""
    now = timezone.now()
    values = {
        "family": _family(request),
        "question": request.question,
        "meaning": _meaning(request.question),
        "text": text,
        "model": model,
        "cost": cost,
        "created_at": now,
        "expires_at": now + SERVES_FOR,
    }
    row, _is_new = KeptAnswer.objects.update_or_create(key=_key(request), defaults=values)
    if row.pk % (MOST_KEPT // 20) == 0:
        newest = KeptAnswer.objects.order_by("-created_at").values("pk")[:MOST_KEPT]
        KeptAnswer.objects.exclude(pk__in=newest).delete()


def forget_answers() -> int:
    """Forget all kept answers of the business entered; how many there were."""
    return KeptAnswer.objects.all().delete()[0]


def _family(request: Request) -> str:
    """What an answer depends on beside the question. The schema is in it though the table is the schema's own."""
    parts = (current_schema(), request.purpose, request.agent, request.locale, request.knowledge, request.prompt)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _key(request: Request) -> str:
    from agents.llm.cache.sameness import plain  # noqa: PLC0415  # the runtime: not at start-up

    return hashlib.sha256(f"{_family(request)}\0{plain(request.question)}".encode()).hexdigest()


def _meaning(question: str) -> list[float]:
    from encoding.encoder import meant  # noqa: PLC0415  # the runtime: not at start-up

    return [float(each) for each in meant([question])[0]]
