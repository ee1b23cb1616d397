"""Looking around in the parts of a message: what stands before, what follows, and which name a word leads to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agents.understanding.orders.menu import Menu
    from agents.understanding.orders.parts import Part

AMOUNTS = ("extra", "double", "triple", "light", "half")
_BREAKS = ("stop", "asked", "comma")
_HARD = (
    *_BREAKS, "with", "without", "but", "and", "remove", "change", "make", "add", "instead_of", "number", "ordinal",
    "unknown", "of_them", "nothing", "another",
)  # fmt: skip
_SOFT = ("filler", "fixed", "plain", "of_the", "the", "it", "more", "measure", "group")
_STRANGE_WORDS = 2  # words that may stand before a dish and are on no menu: "a gluten-free margherita"


@dataclass(frozen=True, slots=True)
class Sight:
    """Places are indexes of parts; ``None`` is nowhere."""

    parts: Sequence[Part]
    menu: Menu

    def part(self, place: int | None) -> Part | None:
        return self.parts[place] if place is not None and 0 <= place < len(self.parts) else None

    def may(self, place: int | None, *labels: str) -> bool:
        part = self.part(place)
        return part is not None and part.may(*labels)

    def is_soft(self, place: int, *, past_articles: bool = False) -> bool:
        """A word that says nothing of its own here."""
        part = self.parts[place]
        if part.is_name:
            return False
        if past_articles and part.may("article"):
            return True
        return part.may(*_SOFT) and not part.may(*_HARD)

    def after(self, place: int, *, past_articles: bool = True) -> int | None:
        """The next part that says something."""
        for i in range(place + 1, len(self.parts)):
            if not self.is_soft(i, past_articles=past_articles):
                return i
        return None

    def before(self, place: int) -> int | None:
        """The last part before that says something."""
        for i in range(place - 1, -1, -1):
            if not self.is_soft(i):
                return i
        return None

    def is_end(self, place: int | None) -> bool:
        """Whether nothing follows in this stretch: the message's end, or a mark."""
        return place is None or self.parts[place].may(*_BREAKS)

    def option_follows(self, place: int) -> bool:
        """Whether an option is said next, be it after "the", "any" or "with"."""
        i = self.after(place)
        if i is not None and self.parts[i].may("with") and not self.parts[i].is_name:
            i = self.after(i)
        return i is not None and bool(self.parts[i].options)

    def item_follows(self, place: int) -> bool:
        i = self.after(place)
        return i is not None and self.parts[i].is_item and not self.parts[i].options

    def noun(self, place: int, *, is_open: bool = True) -> int | None:
        """The dish that the words from here on lead to: "two large [onion and pepper pizzas]".

        A word that is a dish and an option is the dish only when no other follows: "a cheese pizza".  ``is_open`` lets
        options be joined by "and" and commas, as after a number; without it all must be adjacent.
        """
        strangers, has_option, nearest = 0, False, None
        for i in range(place, len(self.parts)):
            part = self.parts[i]
            if part.is_item and not part.options:
                return i
            if part.options:
                is_dish = part.is_item and (part.is_whole or not has_option)
                nearest = i if is_dish and nearest is None else nearest
                has_option = True
            elif part.may("and", "comma") and is_open and not part.may("number"):
                following = self.after(i, past_articles=False)
                if not has_option or following is None or not self.parts[following].options:
                    return nearest
            elif part.may("unknown") and strangers < _STRANGE_WORDS and is_open:
                strangers += 1
            elif not (self._is_passed(i) and (is_open or not part.may("of_the"))):
                return nearest
        return nearest

    def _is_passed(self, place: int) -> bool:
        part = self.parts[place]
        return self.is_soft(place) or (part.may(*AMOUNTS) and not part.may(*_HARD))

    def shared_noun(self, place: int) -> int | None:
        """The dish of "one large and two small lattes" for the number at this place."""
        i, groups = place + 1, set[str]()
        while i < len(self.parts):
            part = self.parts[i]
            if part.options and not part.items:
                groups |= {group for group, _ in part.options}
            elif groups and part.may("and", "comma"):
                following = self.after(i, past_articles=False)
                if following is None or not self.parts[following].may("number"):
                    return None
                alike = self.after(following)
                if alike is None or groups.isdisjoint(group for group, _ in self.parts[alike].options):
                    return None
                return self.noun(following + 1) or self.shared_noun(following)
            elif not self.is_soft(i):
                return None
            i += 1
        return None

    def list_goes_on(self, place: int) -> bool:
        """Whether the list a comma stands in ends with "and" or "or" and an option: "no onions, peppers or ham"."""
        i = place + 1
        while i < len(self.parts):
            part = self.parts[i]
            if part.may("and") and not part.may("comma"):
                return self.option_follows(i)
            if not (part.options or part.may("comma") or self.is_soft(i)):
                return False
            i += 1
        return False

    def is_definite(self, place: int) -> bool:
        """Whether "the", "my" or "that" stands right before."""
        i = place - 1
        while i >= 0 and (self.parts[i].options or self.parts[i].may("ordinal")):
            i -= 1
        return i >= 0 and self.parts[i].may("the") and not self.parts[i].may("number")

    def _is_pointed(self, number: int) -> bool:
        """ "On one of them", "bei einer bitte"."""
        following = number + 1 if number + 1 < len(self.parts) else None
        return self.is_end(following) or self.may(following, "of_them", "want", "it")

    def target(self, place: int) -> int | None:
        """What "on the second one", "to my latte", "for both" points at: a dish, an ordinal, or a word for lines."""
        is_definite = self.parts[place].may("the", "of_the")
        for i in range(place + 1, min(place + 5, len(self.parts))):
            part = self.parts[i]
            if part.may("number") and self.noun(i + 1) is None and self._is_pointed(i):
                return i
            if part.may("ordinal", "each", "other", "last") or (part.is_item and is_definite):
                return i
            if part.is_name and not part.options:
                return None
            if part.may("the"):
                is_definite = True
            elif not (part.is_name or self.is_soft(i)):
                return None
        return None
