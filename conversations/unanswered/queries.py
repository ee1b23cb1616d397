"""What nothing answered in a week: questions that are gaps, and what was not understood; what is alike together."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.models import Flow, Turn
from encoding.encoder import meant
from knowledge.models import Gap
from knowledge.operations import key_of
from knowledge.words import plain_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from businesses.dashboard.periods import Stretch

ALIKE = 0.68
"""Cosine of two sentences' meanings from which they stand together. Of eight pairs that ask the same five are above, of
seven that ask for different things one is ("gluten free" and "vegan" pizza): so every sentence can be left out."""
MOST = 200
"""Sentences of a week that are looked at, those said most often."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A sentence and how often it was said; ``gap`` is its row, None for one that was not understood as a question."""

    text: str
    times: int
    gap: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences that are alike, the one said most often first."""

    sentences: tuple[Unanswered, ...]

    @property
    def title(self) -> str:
        return self.sentences[0].text

    @property
    def times(self) -> int:
        return sum(each.times for each in self.sentences)

    @property
    def gaps(self) -> list[int]:
        return [each.gap for each in self.sentences if each.gap is not None]


def unanswered_in(week: Stretch) -> list[Group]:
    """Three queries; what was asked most first."""
    asked = Gap.objects.filter(answer=None, asked_at__gte=week.start, asked_at__lt=week.end)
    gaps = [Unanswered(each.question, each.asked, each.pk) for each in asked.order_by("-asked", "-asked_at")[:MOST]]
    found = sorted([*gaps, *unread_in(week, {plain_words(each.text) for each in gaps})], key=lambda each: -each.times)
    return sorted(grouped(found[:MOST]), key=lambda each: -each.times)


def unread_in(week: Stretch, known: set[str]) -> list[Unanswered]:
    """What customers said that was not understood, but for what is known already or was answered since."""
    turns = Turn.objects.filter(
        signals__has_key="unread",
        conversation__flow=Flow.DEDICATED,
        created_at__gte=week.start,
        created_at__lt=week.end,
    )
    said = [str(each) for each in turns.order_by("-created_at").values_list("signals__unread", flat=True)[: 5 * MOST]]
    words = {text: plain_words(text) for text in said}
    times = Counter(words[text] for text in said)
    answered = Gap.objects.filter(key__in=map(key_of, times)).values_list("key", flat=True)
    gone = {each for each in times if key_of(each) in set(answered)} | known | {""}
    newest = {words[text]: text for text in reversed(said)}
    return [Unanswered(newest[each], count) for each, count in times.most_common() if each not in gone]


def grouped(sentences: Sequence[Unanswered]) -> list[Group]:
    """Each joins the first group that holds one it is alike."""
    if not sentences:
        return []
    vectors = meant([each.text for each in sentences])
    groups: list[list[int]] = []
    for place in range(len(sentences)):
        near = (each for each in groups if float((vectors[each] @ vectors[place]).max()) >= ALIKE)
        home = next(near, None)
        if home is None:
            groups.append([place])
        else:
            home.append(place)
    return [Group(tuple(sentences[place] for place in each)) for each in groups]
