"""The figures of some days, beside those before them, for who may see figures."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from pydantic import Field, model_validator

from agents.tools.tools import Arguments, Tool
from conversations.wording import figures as wording
from tenants.permissions import Permission

if TYPE_CHECKING:
    from conversations.engine.scene import Scene

LONGEST = timedelta(days=365)


class Days(Arguments):
    first: date = Field(description="the first day, such as 2026-03-02")
    last: date = Field(description="the last day, no later than today")

    @model_validator(mode="after")
    def _are_in_order(self) -> Self:
        if not self.first <= self.last or self.last - self.first > LONGEST:
            raise ValueError("first comes before last, and not more than a year")
        return self


def read(days: Days, scene: Scene) -> list[str]:
    today = scene.context.today
    first, last = min(days.first, today), min(days.last, today)
    found = scene.context.repository.management.dashboard(first, last)
    return wording.told(found, scene.business).splitlines()


FIGURES = Tool(
    name="figures",
    about="The business's figures of some days, beside those of as many days before, and what changed most.",
    arguments=Days,
    permission=Permission.FIGURES_VIEW,
    read=read,
)
