"""Where something comes from: rows of the business, or a passage of a document."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Source:
    """``quote`` is word for word what is relied on, of a passage; ``address`` opens it where there is a page.

    ``audience`` is who may be told it, as ``knowledge.models.Audience`` counts; everybody, of rows.
    """

    n: int
    kind: Literal["rows", "passage", "attachment"]
    title: str
    page: int | None = None
    quote: str = ""
    address: str = ""
    audience: int = 0


def as_json(sources: Iterable[Source]) -> list[dict[str, Any]]:
    return [asdict(each) for each in sources]


def from_json(rows: Iterable[Mapping[str, Any]]) -> tuple[Source, ...]:
    return tuple(Source(**each) for each in rows)
