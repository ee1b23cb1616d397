"""Reading what was fetched page by page: each apart, so that one that cannot be read costs the others nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.blocks import Block
from knowledge.reading.apart import read_apart
from knowledge.reading.faults import Fault, Unreadable
from knowledge.reading.reader import MOST_LETTERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from knowledge.models import DocumentVersion, FetchedPage


def blocks_of_pages(version: DocumentVersion, on_page: Callable[[int], None]) -> tuple[list[Block], str]:
    """Every page under its title, and the media type of the first. What cannot be read is noted at its page.

    Raises ``Unreadable`` where nothing can be.
    """
    blocks: list[Block] = []
    media_type, fault, letters = "", Fault.NO_TEXT, 0
    for page in version.fetched.exclude(content=None).order_by("number"):
        try:
            found, kind = read_apart(bytes(page.content or b""))
            letters += sum(len(block.text) for block in found)
            if letters > MOST_LETTERS:
                raise Unreadable(Fault.LONG)
        except Unreadable as error:
            fault = error.fault
            version.fetched.filter(pk=page.pk).update(hitch=fault)
        else:
            media_type = media_type or kind
            blocks += _under_its_title(page, found)
        on_page(page.number)
    if not blocks:
        raise Unreadable(fault)
    return blocks, media_type


def _under_its_title(page: FetchedPage, blocks: list[Block]) -> Iterator[Block]:
    title = page.title or next((block.text for block in blocks if block.kind == "heading"), "") or page.address
    yield Block(title, "heading", 1, page=page.number)
    for block in blocks:
        if block.kind != "heading":
            yield replace(block, page=page.number)
        elif block.text != title:
            yield replace(block, level=block.level + 1, page=page.number)
