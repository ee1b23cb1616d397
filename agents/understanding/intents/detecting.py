"""What each clause of a message wants: what the catalogue writes out, what the owner taught, the built-in reading."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from agents import catalogue
from agents.understanding import language
from agents.understanding.intents.builtin import read
from agents.understanding.intents.clauses import PART, joined, pieces
from agents.understanding.intents.masking import DAY, TIME, masked
from agents.understanding.intents.written import written
from agents.understanding.talk.cues import cues
from agents.understanding.types import Intent
from languages import known
from languages import pieces as listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agents.understanding.intents.clauses import Clause
    from agents.understanding.intents.model import IntentModel

SURE = 0.5
"""From here on an intent is taken as meant: it goes before those that are guessed."""

LITTLE, AGAIN = 0.9, 5
"""A clause less sure than this, of so many words at most and no verb, puts the question before it again."""

WRITTEN, OF_A_MOMENT = 0.97, 0.3
"""How sure it is what the catalogue writes out, and at most that a moment alone ("and on friday?") is a wish."""

FIRST = ("ask_human",)
KINDS = ("deed", "question", "answer", "courtesy")
SETTLED = frozenset({"answer", "courtesy"})
"""Kinds that an owner's own intents do not take the place of where the catalogue has the very words."""


def detect(
    text: str, *, category: str, flow: str, locale: str, taught: IntentModel | None = None
) -> tuple[Intent, ...]:
    """One intent per clause, each with the clause's offsets into ``text``, which is normalised; never empty.

    The surest deeds come first, then questions, then small talk, then what was guessed; ``out_of_scope`` is a clause in
    which nothing offered fits. ``locale`` is the conversation's language, for messages that do not tell theirs.
    """
    return detect_all([text], category=category, flow=flow, locale=locale, taught=taught)[0]


def detect_all(
    texts: Sequence[str], *, category: str, flow: str, locale: str, taught: IntentModel | None = None
) -> list[tuple[Intent, ...]]:
    """``detect`` for many messages of one business, all at once."""
    spoken = [language.detect(text, locale.split("-")[0]) for text in texts]
    reader = Reader(catalogue.offered(category, flow), taught)
    divided = [pieces(text, code) for text, code in zip(texts, spoken, strict=True)]
    reader.read_all([(part, code) for parts, code in zip(divided, spoken, strict=True) for part in parts])
    return [
        tuple(sorted(_intents(text, parts, code, reader), key=_rank))
        for text, parts, code in zip(texts, divided, spoken, strict=True)
    ]


class Reader:
    """Reads clauses, each once, all together: what ``choice`` offers, and what the owner taught."""

    def __init__(self, choice: frozenset[str], taught: IntentModel | None) -> None:
        self.choice, self.taught = choice, taught
        self._known: dict[tuple[str, str], Intent] = {}

    def intent(self, clause: Clause, code: str) -> Intent:
        if (clause.text, code) not in self._known:
            self.read_all([(clause, code)])
        return replace(self._known[clause.text, code], start=clause.start, end=clause.end)

    def read_all(self, clauses: Sequence[tuple[Clause, str]]) -> None:
        wanted = list(dict.fromkeys((clause.text, code) for clause, code in clauses))
        found = {key: _written(*key, self.choice) for key in wanted}
        open_ = [key for key, known in found.items() if known is None]
        rest = read([text for text, _ in open_], [code for _, code in open_], self.choice)
        found.update((key, _of_a_moment(key, intent)) for key, intent in zip(open_, rest, strict=True))
        for key, own in zip(wanted, self._own([text for text, _ in wanted]), strict=True):
            if known := found[key]:
                self._known[key] = _preferred(known, own)

    def _own(self, texts: list[str]) -> list[Intent | None]:
        if self.taught is None:
            return [None] * len(texts)
        return [
            Intent(verdict.label, verdict.confidence, f"taught: like “{verdict.nearest}”") if verdict.fits else None
            for verdict in self.taught.judge(texts)
        ]


def _written(text: str, code: str, choice: frozenset[str]) -> Intent | None:
    name = written(text, code)
    return Intent(name, WRITTEN, f"says “{text.strip()}”") if name in choice else None


@cache
def _around_a_moment(code: str) -> frozenset[str]:
    """What a moment alone may stand beside, as masked text has it."""
    return frozenset(listed(PART, "around_moment", code, " "))


def _of_a_moment(key: tuple[str, str], intent: Intent) -> Intent:
    """A moment and nothing else tells a detail; what it is asked of, the conversation knows."""
    words = set(masked(*key).strip(" ?¿!.,").split())
    is_one = bool(words & {DAY, TIME}) and words <= {DAY, TIME} | _around_a_moment(known(key[1]))
    if not is_one or _kind(intent.name) == "answer":
        return intent
    return replace(intent, confidence=min(intent.confidence, OF_A_MOMENT))


def _preferred(known: Intent, own: Intent | None) -> Intent:
    """What the owner taught goes first where it is as sure as the built-in reading, or sure enough."""
    if own is None or (known.confidence == WRITTEN and _kind(known.name) in SETTLED):
        return known
    return own if own.confidence >= min(SURE, known.confidence) else known


@dataclass(slots=True)
class _Open:
    """The clause that is being put together, and how it reads so far."""

    clause: Clause
    intent: Intent


def _intents(text: str, parts: list[Clause], code: str, reader: Reader) -> list[Intent]:
    found = [_Open(parts[0], reader.intent(parts[0], code))]
    for part in parts[1:]:
        last, new = found[-1], _Open(part, reader.intent(part, code))
        whole = joined(text, last.clause, part)
        is_one = _is_one(last, new, code) or _leads_into(last, new, reader, whole, code)
        if not part.is_begun and (is_one or _asks_together(last, new, reader, whole, code)):
            found[-1] = _Open(whole, _as_sure(reader.intent(whole, code), last.intent))
        elif _asks_again(last, new, code):
            found.append(_Open(part, replace(last.intent, start=part.start, end=part.end)))
        else:
            found.append(new)
    return [each.intent for each in found]


def _is_one(first: _Open, second: _Open, code: str) -> bool:
    """Whether two pieces are one clause: one of them says nothing alone, or both say one thing."""
    if _is_vague(first.intent) or _is_vague(second.intent) or second.intent.name == "tell_details":
        return True
    names = {first.intent.name, second.intent.name}
    if len(names) == 1 or _are_of_one_task(*names):
        return not (_has_moment(first.clause, code) and _has_moment(second.clause, code) and names == {"book"})
    return False


def _leads_into(first: _Open, second: _Open, reader: Reader, whole: Clause, code: str) -> bool:
    """A few words of which little is sure begin what the deed after them ends: "can somebody come and put it up?"."""
    is_short = len(first.clause.text.split()) <= AGAIN and first.intent.confidence < LITTLE
    is_deed = _kind(second.intent.name) == "deed" and second.intent.confidence >= SURE
    return is_short and is_deed and reader.intent(whole, code).name == second.intent.name


def _asks_together(first: _Open, second: _Open, reader: Reader, whole: Clause, code: str) -> bool:
    """Together they ask what neither does: "I'm allergic to nuts, what can I have?"."""
    if _kind(first.intent.name) != "answer" or _kind(second.intent.name) == "answer":
        return False
    together = reader.intent(whole, code)
    is_third = together.name not in {first.intent.name, second.intent.name}
    return is_third and together.confidence >= max(SURE, second.intent.confidence)


def _as_sure(whole: Intent, first: Intent) -> Intent:
    """What was surely wished stays wished, whatever is told after it: "I'd like a person, I was charged twice"."""
    is_drowned = whole.confidence < SURE <= first.confidence and _kind(first.name) in {"deed", "question"}
    return replace(first, start=whole.start, end=whole.end) if is_drowned else whole


def _asks_again(first: _Open, second: _Open, code: str) -> bool:
    """A few words of which little is sure, after a question, ask it of something else: "and the gnocchi?". Who asks in
    a sentence of its own ("and who is it with?") asks that.
    """
    is_short = len(second.clause.text.split()) <= AGAIN and second.intent.confidence < LITTLE
    return is_short and _kind(first.intent.name) == "question" and "elliptic" in cues(second.clause.text, (code,))


def _is_vague(intent: Intent) -> bool:
    return intent.confidence < SURE or intent.name == catalogue.OUT_OF_SCOPE


def _are_of_one_task(name: str, other: str) -> bool:
    """ "I can't make it at five, can we find another time?" cancels nothing."""
    one, two = catalogue.record(name), catalogue.record(other)
    return one is not None and two is not None and one.kind == two.kind == "deed" and one.task == two.task is not None


def _has_moment(clause: Clause, code: str) -> bool:
    plain = masked(clause.text, code)
    return DAY in plain or TIME in plain


def _rank(intent: Intent) -> tuple[bool, int, float]:
    return _is_vague(intent), _place(intent.name), -intent.confidence


def _place(name: str) -> int:
    if name in FIRST:
        return FIRST.index(name)
    return len(FIRST) + KINDS.index(_kind(name))


def _kind(name: str) -> str:
    """What an owner taught is answered like a question."""
    record = catalogue.record(name)
    return record.kind if record else "question"
