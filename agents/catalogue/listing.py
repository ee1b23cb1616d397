"""The intents of a business as a model is told of them: by name, with a way or two they are said."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from agents.catalogue import OUT_OF_SCOPE, offered, record
from agents.catalogue.records import CATEGORIES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from agents.catalogue import IntentRecord

EXAMPLES = 2
EVERY = frozenset(CATEGORIES)


@cache
def intents(category: str, flow: str) -> str:
    """A line each, of those every business may have; none that is but an answer to a question."""
    known = [record(name) for name in sorted(offered(category, flow) - {OUT_OF_SCOPE})]
    return "\n".join(described(each) for each in known if each is not None and each.kind != "answer")


def described(intent: IntentRecord) -> str:
    examples = "; ".join(intent.examples("en")[:EXAMPLES])
    return f"{intent.name} ({'deed' if intent.task else intent.kind}): {examples}"


def own_intents(taught: Iterable[tuple[str, str]], category: str, flow: str) -> dict[str, str]:
    """What the owner taught, and what only this kind of business is asked, each with a way it is said."""
    own = dict(taught)
    for name in sorted(offered(category, flow) - {OUT_OF_SCOPE}):
        known = record(name)
        if known is not None and known.categories < EVERY:
            own[name] = next(iter(known.examples("en")), name)
    return own
