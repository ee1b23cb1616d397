"""What a model's words went through before they were sent, or were not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Try:
    """``passed`` are the gates that let the words pass, ``stopped`` the one that did not and ``veto`` why; ``outcome``
    is why there were no words at all.
    """

    model: str = ""
    passed: tuple[str, ...] = ()
    stopped: str = ""
    veto: str = ""
    outcome: str = ""


def tries_of(signals: Mapping[str, Any]) -> tuple[Try, ...]:
    return tuple(map(try_of, signals.get("voice", {}).get("tries", ())))


def try_of(kept: Mapping[str, Any]) -> Try:
    verdicts: list[tuple[str, str]] = [(gate, veto) for gate, veto in kept.get("gates", ())]
    stopped, veto = next(((gate, veto) for gate, veto in verdicts if veto), ("", ""))
    return Try(
        model=kept.get("model", ""),
        passed=tuple(label(gate) for gate, veto in verdicts if not veto),
        stopped=label(stopped),
        veto=veto,
        outcome=kept.get("outcome", ""),
    )


def label(gate: str) -> str:
    return {
        "take_over": _("nobody has taken over"),
        "privacy": _("nobody's data"),
        "commitment": _("nothing said to be done"),
        "figures": _("numbers as recorded"),
        "claims": _("nothing but facts"),
        "links": _("links of the business"),
        "tone": _("tone and language"),
        "disclosure": _("does not pass for a person"),
    }.get(gate, gate)
