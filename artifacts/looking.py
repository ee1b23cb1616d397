"""Looking things up for a member: in the documents they may be told of, and in what their session has attached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from pgvector import HalfVector
from pgvector.django import MaxInnerProduct

from artifacts.models import AttachedPassage
from artifacts.sources import Source
from knowledge.embedding import MEANINGS
from knowledge.models import Audience, Chunk
from knowledge.pages import address_of
from knowledge.queries import Found, quote, search
from knowledge.queries.quoting import SURE, quoted
from knowledge.queries.scope import Scope

RELATED = 1.8
"""How far a passage must stand out, in deviations, to be about something; a little below what is sure enough to be
quoted as an answer (``knowledge.queries.quoting.SURE``), for who made it reads it before it goes anywhere."""
MOST_PASSAGES = 5
ATTACHED_LOOKED_AT = 5


@dataclass(frozen=True, slots=True)
class Passage:
    """``told`` is its heading or, without one, the document's title."""

    kind: Literal["passage", "attachment"]
    title: str
    told: str
    text: str
    page: int | None
    address: str
    audience: int
    likeness: float

    def as_source(self, n: int) -> Source:
        return Source(n, self.kind, self.title, self.page, self.text, self.address, self.audience)


def passages_about(topic: str, *, audience: int, session: str = "") -> list[Passage]:
    """The best first."""
    found = search(topic, limit=MOST_PASSAGES, scope=Scope(audience))
    related = [each for each in found if each.likeness is not None and each.likeness >= RELATED]
    told = _audiences(related)
    passages = [_passage(each, told[each.chunk]) for each in related]
    passages += [_attached(each) for each in attached(topic, session) if (each.likeness or 0) >= RELATED]
    return sorted(passages, key=lambda each: -each.likeness)[:MOST_PASSAGES]


def _passage(found: Found, audience: int) -> Passage:
    return Passage(
        kind="passage",
        title=found.title,
        told=found.heading.rsplit("\u203a", 1)[-1].strip() or found.title,
        text=found.text,
        page=found.page,
        address=address_of(found.source, found.position) if audience == Audience.PUBLIC else "",
        audience=audience,
        likeness=found.likeness or 0.0,
    )


def _audiences(found: list[Found]) -> dict[int, int]:
    """Who may be told each; one that was taken back meanwhile is the owner's alone."""
    rows = Chunk.objects.filter(pk__in=[each.chunk for each in found]).values_list("pk", "audience")
    return {key: Audience.OWNER if audience is None else audience for key, audience in rows}


def attached(topic: str, session: str) -> list[Found]:
    """What the session has attached and that is nearest to the topic, best first."""
    if not session:
        return []
    vector = MEANINGS.embed([topic])[0]
    rows = AttachedPassage.objects.filter(attachment__session=UUID(session)).select_related("attachment")
    nearest = rows.annotate(far=MaxInnerProduct("meaning", HalfVector(vector))).order_by("far", "pk")
    return [_found(each, -each.far) for each in nearest[:ATTACHED_LOOKED_AT]]


def _found(row: AttachedPassage, cosine: float) -> Found:
    likeness = (float(cosine) - MEANINGS.unlike) / MEANINGS.spread
    return Found(
        chunk=row.pk,
        text=row.text,
        heading=row.heading,
        page=row.page,
        language=row.language,
        source=row.attachment_id,
        position=row.position,
        title=row.attachment.name,
        score=likeness,
        likeness=likeness,
    )


def _attached(found: Found) -> Passage:
    told = found.heading.rsplit("\u203a", 1)[-1].strip() or found.title
    return Passage("attachment", found.title, told, found.text, found.page, "", Audience.PUBLIC, found.likeness or 0.0)


def answer_to(question: str, *, audience: int, asked_in: str, session: str = "") -> Source | None:
    """What is surely about the question, word for word; None where nothing is. What was attached goes first."""
    quotes = [quoted(question, each, asked_in) for each in attached(question, session)]
    best = max(quotes, key=lambda each: each.sureness, default=None)
    if best is not None and best.sureness >= SURE:
        return Source(1, "attachment", best.title, best.page, best.text)
    found = quote(question, scope=Scope(audience), asked_in=asked_in)
    if found is None:
        return None
    told = Chunk.objects.filter(source=found.source, position=found.position).values_list("audience", flat=True)
    who = max((each for each in told if each is not None), default=Audience.OWNER)
    address = address_of(found.source, found.position) if who == Audience.PUBLIC else ""
    return Source(1, "passage", found.title, found.page, found.text, address, who)
