"""What a message says to something that was put to the customer for a yes.

A small grammar over the words of a language, not a list of sentences. A clause opens with courtesies and agreement in
any mixture; what follows decides how far it goes: nothing more, and the yes is plain; "but", "if", and it is
conditional; a question or a detail, and it is a yes with something beside it. What is said last counts: "yes, no wait".
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from agents.understanding.talk.clauses import clauses
from agents.understanding.talk.reading import ASKS, LEADS, OTHER, likeliest, negates, parts_of
from agents.understanding.types import Consent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agents.understanding.talk.reading import Part
    from agents.understanding.types import Deed

    Kind = Literal["yes", "no", "wait", "open"]

DEEDS: tuple[Deed, ...] = ("book", "move", "cancel")
AGREES, REFUSES = frozenset({"yes", "fine"}), frozenset({"lets_go", "keeps"})
POLITE = frozenset({"please", "courtesy"})
EMPTY = LEADS - {"not"} | {"filler", "object", "request", *DEEDS}
"""What leaves an agreement plain."""
BETWEEN = frozenset({"please", "object", "filler", "courtesy"})
"""What may stand between a negation and what it turns down."""
GOES_ON = frozenset({"condition", ASKS, "filler", "request"})
"""What follows an adjective that agrees ("fine but", "great can I"), not one that describes ("great place")."""


@dataclass(frozen=True)
class Said:
    """What one clause says; ``asks`` tells its question mark, ``is_alone`` that it is the whole message."""

    parts: tuple[Part, ...]
    asks: bool
    is_alone: bool
    language: str

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(part.section for part in self.parts)

    @cached_property
    def lead(self) -> tuple[Part, ...]:
        """The courtesies, agreement and refusal it opens with."""
        count = 0
        while count < len(self.parts) and self._leads(self.parts[count]):
            count += 1
        return self.parts[:count]

    def _leads(self, part: Part) -> bool:
        """A single letter agrees only where nothing else is said: "y", "s"."""
        is_letter = part.section in {"yes", "no"} and len(part.words[0]) == 1 and part.words[0].isalpha()
        others = {each.section for each in self.parts if each is not part}
        return part.section in LEADS | {"wait"} and (not is_letter or (self.is_alone and others <= POLITE))

    @property
    def deed(self) -> Deed | None:
        return next((deed for deed in DEEDS if deed in self.names), None)

    @property
    def is_plain(self) -> bool:
        empty = EMPTY if self.kind in {"yes", "open"} else EMPTY | REFUSES | {"no", "not", "wait"}
        return self.names <= empty and (not self.asks or "request" in self.names)

    @property
    def is_firm(self) -> bool:
        return "yes" in self.names or self.deed in {"book", "move"}

    @cached_property
    def kind(self) -> Kind:
        told = [part.section for part in self.lead if part.section in AGREES | {"no", "wait"}]
        rest = self.parts[len(self.lead) :]
        is_whole = self.names <= EMPTY | {"no"}
        if self.asks and not rest and not self.deed:
            return "open"  # "ok?"
        if "wait" in told:
            return "wait"
        if self._is_denied:
            return "open" if self.is_question else "no"
        if self.names & REFUSES and not self.is_question:
            return "yes" if told[:1] == ["yes"] and "keeps" in self.names else "no"
        if "no" in told:
            return "yes" if told[-1] == "yes" and is_whole and self.is_alone else "no"
        if self._is_negated(rest) and "yes" not in told:
            return "open" if self.is_question else "no"
        agrees = "yes" in told or ("fine" in told and (not rest or is_whole or rest[0].section in GOES_ON))
        return "yes" if agrees or (is_whole and self._agrees_throughout) else "open"

    @property
    def _is_denied(self) -> bool:
        """Whether the agreement itself is turned down: "don't do it", "não confirme", "machen Sie das nicht"."""
        told = [part for part in self.parts if part.section not in BETWEEN]
        for before, part in zip([None, *told], told, strict=False):
            if part.section in AGREES and before is not None and negates(before, self.language):
                return True
        return len(told) > 1 and told[-1].section == "not" and told[-2].section in AGREES

    @property
    def is_question(self) -> bool:
        return self.asks or ASKS in self.names

    @property
    def _agrees_throughout(self) -> bool:
        is_asked = self.asks and "request" not in self.names  # "is it confirmed?"
        return not is_asked and (self.deed in {"book", "move"} or bool(self.names & AGREES))

    def _is_negated(self, rest: tuple[Part, ...]) -> bool:
        is_bare = bool(self.lead) and self.lead[-1].section == "not" and not rest
        return "not" in self.names and (is_bare or self.deed is not None or bool(self.names & AGREES))


def consent(text: str, spoken: Sequence[str]) -> Consent:
    """Heard in the language whose words it is made of; where two know as many, the likelier of ``spoken``."""
    language, heard = likeliest(text, spoken), clauses(text)
    said = [
        Said(without_cry(parts_of(clause.keys, language)), clause.asks, len(heard) == 1, language) for clause in heard
    ]
    kind = _kind(said)
    deed = next((one.deed for one in reversed(said) if one.deed), None)
    is_conditional = kind == "yes" and any("condition" in one.names for one in said)
    is_plain = bool(said) and not is_conditional and all(one.is_plain for one in said)
    return Consent(kind, is_conditional, is_plain and (kind != "open" or deed is not None), deed)


def without_cry(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """ "Sick, yeah do it", "geil ja": one word that is none of the grammar's, before a yes, says no more than that."""
    is_cry = len(parts) > 1 and parts[0].section == OTHER and parts[1].section == "yes"
    return parts[1:] if is_cry else parts


def _kind(said: Sequence[Said]) -> Kind:
    kind: Kind = "open"
    for one in said:
        kind = _after(kind, one)
    if kind == "open" and said and all(one.names <= POLITE and not one.asks for one in said):
        return "yes" if any("please" in one.names for one in said) else "open"
    return "open" if kind == "yes" and any("keeps" in one.names for one in said) else kind


def _after(before: Kind, one: Said) -> Kind:
    """The later counts. But a clause that only opens with agreement takes back no "no" and no "wait", nor does "that's
    fine" take back a no: so people decline.
    """
    if one.kind == "open" or before == "open":
        return before if one.kind == "open" else one.kind
    is_weak = not one.is_plain or (before == "no" and not one.is_firm)
    return before if one.kind == "yes" and is_weak else one.kind
