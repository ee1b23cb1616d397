"""What a text says: each sentence a model has worded is one of the facts in other little words, and of no deed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from agents.understanding.talk.clauses import clauses, keys
from agents.understanding.talk.phrasebook import sections
from conversations.wording import claims as anchors
from encoding.encoder import meant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.engine.gates.draft import Draft

DONE = 0.4
"""The cosine with a sentence of a deed from which a sentence is taken to claim one. Of 22 sentences written by hand in
three languages (too few to call it measured) claims had 0.48 to 0.84, others up to 0.32; of what merely speaks of
bookings some are taken, too, and told as the desk words it."""


SHORT = 4
"""Words of content up to which a fact of one clause may be said in another order."""


def likeness(sentence: str, others: Sequence[str]) -> float:
    """The highest cosine with one of the others."""
    return float((meant(list(others)) @ meant([sentence])[0]).max())


def commitment(draft: Draft) -> str:
    """Nothing is said to be done, promised or granted: that is said by sentences of what was committed."""
    claimed = next((each for each in draft.worded if likeness(each, anchors.deeds()) >= DONE), "")
    return f"“{claimed}” says that something was done or granted" if claimed else ""


def claims(draft: Draft) -> str:
    """What is said are facts, and those of the reply are all among them: one that is quoted, without its quotation."""
    if fault := next((fault for each in draft.worded if (fault := unsupported(each, draft))), ""):
        return fault
    said = [draft.content[each] for each in draft.sentences]
    lost = [each for each in draft.kept if not any(words and {*words} <= {*draft.content[each]} for words in said)]
    return f"it leaves out “{lost[0]}”" if lost else ""


def unsupported(sentence: str, draft: Draft) -> str:
    """Why no fact stands behind the sentence; empty where one does.

    It speaks of all that one fact speaks of and of nothing else: who leaves out "on the terrace", adds a pool or mixes
    two facts says something that no row does. Little words are free, but not around a negation; the order is in short
    facts of one clause: "prams in the garden, scooters in the yard" is not to be turned round.
    """
    if is_negated(sentence, draft.language):
        return f"“{sentence}” says no to something and is none of the facts word for word"
    said = draft.content[sentence]
    if not said:
        return f"“{sentence}” says nothing of the facts"
    if any(is_same(said, draft.content[each], each, draft.language) for each in draft.given):
        return ""
    return f"“{sentence}” has not the content words of any one fact"


def is_same(said: tuple[str, ...], told: tuple[str, ...], fact: str, language: str) -> bool:
    """Whether what was said is what the fact tells."""
    joining = {word for phrase in sections(language)["and"] for word in phrase}
    is_short = len(told) <= SHORT and len(clauses(fact)) == 1 and joining.isdisjoint(fact.casefold().split())
    return sorted(said) == sorted(told) if is_short else said == told


def is_negated(text: str, language: str) -> bool:
    return any(word in negations(language) for word in keys(text))


@cache
def negations(language: str) -> frozenset[str]:
    """Words that turn down what follows; those of more words end in one of them."""
    said = sections(language)
    return frozenset(phrase[-1] for phrase in said["not"]) | {phrase[0] for phrase in said["no"] if len(phrase) == 1}
