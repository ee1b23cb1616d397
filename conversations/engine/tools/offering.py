"""One service or dish as it is sold: name, price, time, and the owner's description."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from agents.tools.tools import Arguments, Tool
from conversations.engine.gates.draft import sentences_in
from conversations.engine.questions import is_sold
from conversations.wording import facts

if TYPE_CHECKING:
    from conversations.engine.scene import Scene


class Named(Arguments):
    name: str = Field(max_length=120, description="as it is called here")


def read(named: Named, scene: Scene) -> list[str]:
    wanted, business = named.name.casefold().strip(), scene.business
    for service in scene.desk.services:
        if is_sold(service) and service.name.casefold() == wanted:
            return [f"{facts.service_line(service, business)}.", *sentences_in(service.description)]
    for item in scene.desk.items:
        if item.name.casefold() == wanted:
            return list(sentences_in(facts.item_told(item, business)))
    return []


OFFERING = Tool(
    name="offering",
    about="What one service or dish of the business is, costs and takes.",
    arguments=Named,
    permission=None,
    read=read,
)
