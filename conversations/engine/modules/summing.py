"""A summary for staff by a program: beside the desk's own, marked as a model's, and true to what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation

from agents.modules.catalogue import SUMMARY
from agents.modules.guesses import SummaryGuess
from agents.modules.predicting import KEPT_HERE, Prediction, note_prediction, predict
from agents.understanding.language import detect
from agents.understanding.numbers import find_numbers
from agents.understanding.safety import assess
from conversations.engine.gates import Draft
from conversations.engine.gates.figures import FIGURE
from conversations.engine.gates.people import links, privacy
from conversations.engine.gates.statements import commitment
from conversations.engine.modules.asking import SURE, asking_of, heard_slots, with_predictions
from conversations.engine.so_far import so_far
from conversations.wording import handoff

if TYPE_CHECKING:
    from conversations.engine.scene import Scene

SECONDS = 4.0
MOST_MESSAGES = 12
LONGEST_LINE, LONGEST = 500, 400
HOSTILE = 0.5


def summed(scene: Scene, local: str) -> tuple[Scene, str]:
    """The summary for staff: ``local``, and below it what the program says, where that says nothing of its own."""
    guess = SummaryGuess(summary=local[:1_500], confidence=1.0)
    if (
        scene.heard.injection >= HOSTILE or scene.work.hand_off == "emergency"
    ):  # whoever is in danger is not kept waiting
        return with_predictions(scene, Prediction(SUMMARY, guess, KEPT_HERE)), local
    said = scene.context.repository.transcript(MOST_MESSAGES)
    lines = [f"{who}: {text[:LONGEST_LINE]}" for who, text in said]
    if len(said) == MOST_MESSAGES:  # what was said before them is told by what came of it
        lines = [f"so far: {' '.join(so_far(scene))}"[:LONGEST_LINE], *lines]
    inputs = {"transcript": lines, "language": scene.business.locale}
    scene.context.repository.keep_claim()
    found = predict(SUMMARY, inputs, asking_of(scene, heard_slots(scene), seconds=SECONDS), lambda: guess)
    if found.source == "local":
        return with_predictions(scene, found), local
    with translation.override(scene.business.locale):
        fault = fault_in(found.guess.summary, lines, scene)
        if not fault and found.guess.confidence >= SURE:
            found = found.taken()
        text = f"{local}\n{handoff.by_a_model(found.guess.summary)}" if found.is_taken else local
    note_prediction(found, fault or "summary")
    return with_predictions(scene, found), text


def fault_in(summary: str, lines: list[str], scene: Scene) -> str:
    """The gate that it does not pass; empty where it does. Figures are those of the transcript, or there are none."""
    draft = Draft(summary, tuple(lines), (), scene)
    safety = assess(summary)
    if not summary or len(summary) > LONGEST or safety.injection >= HOSTILE or safety.conduct:
        return "tone"
    if any(mark not in draft.source for mark in FIGURE.findall(summary)) or amounts(summary) - amounts(draft.source):
        return "figures"
    for gate in (privacy, commitment, links):
        if gate(draft):
            return gate.__name__
    return ""


def amounts(text: str) -> set[object]:
    """The numbers it holds, in digits or words."""
    return {
        each.value for line in text.splitlines() for each in find_numbers(line, detect(line, "en")) if not each.article
    }
