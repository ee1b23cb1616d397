"""When a model may put a reply into words: questions alone, and never where rows, owners or people speak."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from agents.desk import TAUGHT
from agents.understanding.allergens import allergens_in, speaks_of_allergy
from conversations.engine.commands import Ask, Courtesy
from conversations.engine.gates.draft import sentences_in
from conversations.engine.gates.figures import has_figure
from conversations.engine.gates.statements import is_negated
from conversations.wording import facts

if TYPE_CHECKING:
    from conversations.engine.scene import Scene

Occasion = Literal["", "open", "reword"]

HOSTILE = 0.5
AS_THEY_ARE = frozenset({"ask_identity", "ask_allergen", "ask_diet", "ask_human", "owner_ask_figures"})
"""Questions whose answers are said as they are made."""
LONGEST = 500


def occasion_of(scene: Scene) -> Occasion:
    """``open``: nothing was found for the question, a model may find it among the facts. ``reword``: it is answered.

    Where no sentence of it may be worded otherwise, there is nothing to ask a model for.
    """
    work, said = scene.work, scene.heard.text
    asked = [each for each in scene.commands if isinstance(each, Ask)]
    is_plain = bool(asked) and all(isinstance(each, Ask | Courtesy) for each in scene.commands)
    if not is_plain or scene.task is not None or work.deed or work.hand_off or work.is_handoff or work.error:
        return ""
    if scene.reply.citations or work.tongue != "spoken" or scene.heard.injection >= HOSTILE:
        return ""
    if allergens_in(said, scene.context.locale) or speaks_of_allergy(said, scene.context.locale):
        return ""
    if any(each.intent in AS_THEY_ARE or TAUGHT.of(scene.desk).entry(each.intent) for each in asked):
        return ""
    told = scene.reply.told
    if facts.unknown() in told:
        return "open" if len(told) == 1 else ""
    sentences = sentences_in("\n".join(told))
    is_short = sum(map(len, told)) <= LONGEST and not any("\n" in each for each in told)
    return "reword" if is_short and any(may_be_worded(each, scene) for each in sentences) else ""


def may_be_worded(sentence: str, scene: Scene) -> bool:
    """Figures, and what is not so, are said word for word (``gates``)."""
    language = scene.context.locale.split("-")[0]
    return not has_figure(sentence, scene) and not is_negated(sentence, language)
