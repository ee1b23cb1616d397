"""Prices, hours, days and amounts are said in the very sentences they were given in, and none of those kept is lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from agents.understanding.allergens import allergens_in, speaks_of_allergy
from agents.understanding.numbers import find_numbers
from agents.understanding.time import resolve
from conversations.engine.gates.draft import bare

if TYPE_CHECKING:
    from conversations.engine.gates.draft import Draft
    from conversations.engine.scene import Scene

FIGURE = re.compile(r"\d|[€$£¥%‰]|\b(?:EUR|USD|GBP|CHF)\b")


def figures(draft: Draft) -> str:
    """What is allergenic is told by sentences of rows alone, whatever a model makes of it."""
    if allergens_in(draft.text, draft.language) or speaks_of_allergy(draft.text, draft.language):
        return "it speaks of allergens, which are told as they are recorded"
    for sentence in draft.worded:
        if has_figure(sentence, draft.scene):
            return f"“{sentence}” holds a number, price, day or hour and is none of the facts word for word"
    said = set(map(bare, draft.sentences))
    lost = [each for each in draft.kept if has_figure(each, draft.scene) and bare(each) not in said]
    return f"it leaves out “{lost[0]}”" if lost else ""


def has_figure(sentence: str, scene: Scene) -> bool:
    """In digits or words; "a" is no number, and "now" a day."""
    language = scene.context.locale.split("-")[0]
    if FIGURE.search(sentence) or any(not each.article for each in find_numbers(sentence, language)):
        return True
    return bool(resolve(sentence, now=scene.context.now, timezone=scene.business.zone, language=language))
