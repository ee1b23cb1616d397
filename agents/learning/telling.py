"""What runs, gates and modules are called where people read of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agents.learning.gates import instructions_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.utils.functional import _StrOrPromise

    from agents.learning.models import OptimisationRun

MODULES: dict[str, _StrOrPromise] = {
    "intent": gettext_lazy("What a message asks for"),
    "business_intent": gettext_lazy("What only your business is asked"),
    "agent": gettext_lazy("Which agent speaks"),
    "response": gettext_lazy("The words of a reply"),
    "summary": gettext_lazy("The summary for staff"),
}
STAGES: dict[str, _StrOrPromise] = {
    "waiting": gettext_lazy("waiting for its turn"),
    "before": gettext_lazy("measuring what is in use"),
    "searching": gettext_lazy("looking for a better program"),
    "after": gettext_lazy("measuring what was found"),
    "gates": gettext_lazy("trying attacks on it"),
}
WHY: dict[str, _StrOrPromise] = {
    "calls": gettext_lazy("All calls allowed were made before anything better was found."),
    "dollars": gettext_lazy("The money allowed was spent, or a budget of yours was, before anything better was found."),
    "garbled": gettext_lazy("The model proposed nothing that could be read."),
    "defect": gettext_lazy("It failed again and again for a fault of the product: the log of the worker says which."),
    "unchanged": gettext_lazy("Nothing better than what is in use was found."),
    "over_the_cap": gettext_lazy("The ledger counts more than was allowed: what was found is not kept."),
    "none": gettext_lazy("No language model is set up any longer."),
    "failures": gettext_lazy("Its calls failed surely more often than those of the version in use."),
    "corrections": gettext_lazy("It was corrected surely more often than the version in use."),
}
GATES: dict[str, _StrOrPromise] = {
    "enough": gettext_lazy("Enough examples were held out"),
    "held_out": gettext_lazy("Not worse on what was held out"),
    "language": gettext_lazy("Not worse in a language"),
    "behaviours": gettext_lazy("The fifteen things you rely on"),
    "attacks": gettext_lazy("Attacks it must not fall for"),
    "length": gettext_lazy("Not too long to pay for"),
    "copied": gettext_lazy("Copies nobody's words"),
}


@dataclass(frozen=True, slots=True)
class GateTold:
    """A gate as a page shows it; ``said`` are its figures in words."""

    title: str
    is_passed: bool
    said: str
    cases: list[str]


def why_told(why: str) -> str:
    """Why a run or a trial ended; where no model answered, in the ledger's word."""
    if not why:
        return ""
    return str(WHY[why]) if why in WHY else _("No model answered: %(outcome)s.") % {"outcome": why}


def gates_told(run: OptimisationRun) -> Iterator[GateTold]:
    for gate in run.result.get("gates", []):
        name, _colon, language = str(gate["name"]).partition(":")
        title = f"{GATES[name]}: {language}" if language else str(GATES[name])
        yield GateTold(title, gate["is_passed"], figures_told(name, gate), gate["cases"])


def figures_told(name: str, gate: dict[str, Any]) -> str:
    new, old, bound = gate["new"], gate["old"], gate["bound"]
    if name in ("held_out", "language"):
        return _("%(old)d %% before, %(new)d %% now") % {"old": round(100 * old), "new": round(100 * new)}
    if name == "behaviours":
        return _("%(old)d before, %(new)d now") % {"old": old, "new": new}
    if name == "enough":
        return _("%(new)d, at least %(bound)d") % {"new": new, "bound": bound}
    if name == "attacks":
        return _("%(new)d of %(bound)d withstood") % {"new": new, "bound": bound}
    if name == "length":
        return _("%(new)d characters of at most %(bound)d") % {"new": new, "bound": bound}
    return ""


@dataclass(frozen=True, slots=True)
class ProgramTold:
    """What a program is told, as a person reads it: instructions, and examples as pairs."""

    instructions: str
    examples: list[tuple[str, str]]


def program_told(state: dict[str, Any], told: str, field: str) -> ProgramTold:
    """``told`` is the input and ``field`` the output that examples are shown by."""
    demos = [demo for each in state.values() if isinstance(each, dict) for demo in each.get("demos", [])]
    return ProgramTold(instructions_in(state), [(str(each.get(told, "")), str(each.get(field, ""))) for each in demos])
