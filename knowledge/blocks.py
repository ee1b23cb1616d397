"""What a document is read into, whatever its kind: headings, paragraphs and rows of tables, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["heading", "paragraph", "row"]


@dataclass(frozen=True, slots=True)
class Block:
    """``level`` is a heading's, 1 the highest; ``page`` counts from 1, None in kinds without pages.

    Of a table's row ``text`` names the columns: it is understood without the rows above.
    """

    text: str
    kind: Kind = "paragraph"
    level: int = 0
    page: int | None = None


def paragraphs(text: str, page: int | None = None) -> Iterator[Block]:
    """The paragraphs of a plain text, which empty lines part."""
    lines: list[str] = []
    for line in [*text.splitlines(), ""]:
        if line.strip():
            lines.append(line.strip())
        elif lines:
            yield Block(" ".join(lines), page=page)
            lines = []
