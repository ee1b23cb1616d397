"""Names and numbers of a message become mentions: what is being made of the parts read so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from agents.understanding.orders.basket import Wish
from agents.understanding.orders.mentions import Deed, Mention
from agents.understanding.orders.sight import AMOUNTS, Sight
from agents.understanding.orders.waiting import Waiting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agents.understanding.orders.menu import Menu
    from agents.understanding.orders.parts import Part

_AFTER = frozenset({"es", "fr", "it", "pt"})
"""Languages that say what kind of thing it is after its name: "hamburguesa vegana"."""


@dataclass
class Naming:
    """``mentions`` so far, and what has been said of the next; ``unknown`` are words where a name should stand."""

    parts: Sequence[Part]
    menu: Menu
    language: str = "en"
    asked: tuple[str, ...] = ()
    """The dish a question before was about: "do you have pretzels? I'll take three"."""
    mentions: list[Mention] = field(default_factory=list)
    unknown: list[Part] = field(default_factory=list)
    beside: list[Part] = field(default_factory=list)
    """Things to go with the order that are on no menu, with their number: "2 spoons"."""
    _waiting: Waiting = field(default_factory=Waiting)
    _clause: int = 0
    _began: int = 0
    _sentence: int = 0
    _deed: Deed = "add"
    _negated: frozenset[str] | None = None
    """Groups of the options being left out, empty before the first is named; ``None`` when none are."""
    _amount: str = ""
    _scope: Mention | None = None
    _loose: list[tuple[Mention, Wish]] = field(default_factory=list)
    _is_only: bool = False
    _is_heard: bool = False
    """Whether the last word that is on no menu was kept."""

    def __post_init__(self) -> None:
        self._sight = Sight(self.parts, self.menu)

    # Clauses

    def _end_clause(self, at: int) -> None:
        is_mute = not any(mention.clause == self._clause for mention in self.mentions)
        said = self.parts[self._began : at]
        end = [part for part in said if not part.may("want")][-1:]
        if self._deed == "remove" and is_mute and any(part.may("it", "last") for part in end):
            self._open(Mention("last" if any(part.may("last") for part in end) else "it", self._clause, "remove"))
        self._clause += 1
        self._began = at + 1
        self._negated, self._amount, self._loose = None, "", []
        if self._scope in self.mentions:
            self._scope = None
        self._waiting = Waiting()

    def _end_sentence(self, at: int) -> None:
        self._end_clause(at)
        self._sentence, self._scope = self._clause, None
        self._deed, self._is_only = "add", False

    def _comma(self, at: int) -> None:
        self._loose = []
        if self._waiting.until < at:
            self._waiting = Waiting()
            if not (self._negated and self._sight.list_goes_on(at)):
                self._negated, self._amount = None, ""

    # Names

    def _name(self, at: int, part: Part) -> None:
        if part.options and self._is_option(at, part):
            self._option(at, part)
        elif not self._is_own_part(at, part):
            self._item(at, part)
        else:
            for wish in self._waiting.wishes:  # "with gluten-free pasta"
                self._attach(wish)
            self._waiting.wishes = []

    def _is_own_part(self, at: int, part: Part) -> bool:
        """ "A matcha latte with extra matcha", "carbonara with gluten-free pasta": no dish of its own."""
        before = self._sight.part(at - 1)
        current = self.mentions[-1] if self.mentions else None
        dish = next((mention for mention in reversed(self.mentions) if mention.items), None)
        if current is None or dish is None or before is None:
            return False
        is_with = before.may("with", *AMOUNTS)
        if is_with and not part.is_whole and dish is current and dish.items == part.items:
            return True
        return set(dish.items) <= set(part.kinds) and self._is_led_by_with(at)

    def _is_led_by_with(self, at: int) -> bool:
        """Whether only options and small words stand between "with" and here."""
        at -= 1
        while at >= 0 and not self.parts[at].may("with") and (self.parts[at].options or self._sight.is_soft(at)):
            at -= 1
        return self._sight.may(at, "with")

    def _is_option(self, at: int, part: Part) -> bool:
        """A word that is a dish and an option is what the words around it make it: "with fries", "two fries"."""
        if not part.is_item or (not part.is_whole and not self.mentions and self._waiting.until != at):
            return True
        if self._sight.noun(at + 1, is_open=self._waiting.until > at) is not None and self._waiting.until != at:
            return True
        before = self._sight.before(at)
        is_article = self._sight.may(before, "article")
        if self._waiting.until == at and self._waiting.number and not is_article and part.is_whole:
            return False
        before = self._sight.before(before) if is_article and before is not None else before
        current = self.mentions[-1] if self.mentions else None
        takes = current is not None and (not current.items or any(self._takes(item, part) for item in current.items))
        joints = ("with", "without", *AMOUNTS) if is_article else ("with", "without", "and", "comma", *AMOUNTS)
        is_joined = self._sight.may(before, *joints)
        is_aside = is_joined or self._negated is not None or not part.is_whole
        return takes and is_aside and not self._waiting.is_more

    def _takes(self, item: str, part: Part) -> bool:
        groups = self.menu.item_by_key[item].groups
        return any(group in groups for group, _ in part.options)

    def _option(self, at: int, part: Part) -> None:
        groups = frozenset(group for group, _ in part.options)
        if self._negated and not self._negated & groups:
            self._negated = None
        is_out = self._negated is not None or (self._deed == "remove" and self._waiting.until < at)
        before = self._sight.part(self._sight.before(at))
        is_close = before is not None and before.is_item
        is_out = is_out or self._is_swapped(at, part)
        wish = Wish(part.options, part.text, is_out or self._waiting.is_gone, self._amount, is_close)
        self._amount = ""
        if self._negated is not None:
            self._negated = groups
        if self._is_of_next(at, part):
            self._waiting.wishes.append(wish)
        elif not (self._waiting.is_gone and all(self.menu.group_by_key[group].is_single for group in groups)):
            self._waiting.is_gone = False
            self._attach(wish)
        else:
            self._waiting.is_gone = False  # "oat milk instead of soy": the one takes the other's place

    def _is_swapped(self, at: int, part: Part) -> bool:
        """ "Swap the pistachio for strawberry": of a group of which several are had, the first is left out."""
        to = self._sight.after(at)
        following = self._sight.part(self._sight.after(to)) if to is not None and self._sight.may(to, "to") else None
        groups = {group for group, _ in following.options} if following else set()
        return self._deed == "change" and any(group in groups for group, _ in part.options)

    def _is_of_next(self, at: int, part: Part) -> bool:
        if self._waiting.until > at:
            return True
        noun = self._sight.noun(at + 1, is_open=False)
        if noun is None:
            return False
        return any(self._takes(item, part) for item in (*self.parts[noun].items, *self.parts[noun].kinds))

    def _attach(self, wish: Wish) -> None:
        """To the lines in view, to the dish spoken of last, or to whatever the basket ends with."""
        if self._scope is not None:
            mention = self._scope
            if mention not in self.mentions:
                self._open(mention)
        elif self.mentions and not self._is_afterthought(wish) and self._is_meant(self.mentions[-1]):
            mention = self.mentions[-1]
        else:
            mention = self._open(Mention("it", self._clause, self._deed))
        mention.wishes.append(wish)
        self._loose.append((mention, wish))

    def _is_meant(self, mention: Mention) -> bool:
        return self._deed == "add" or self._is_current(mention)

    def _is_afterthought(self, wish: Wish) -> bool:
        """ "Oh, and no rocket" in a sentence of its own is of the dish that has some, not of the last one named."""
        return wish.negated and self.mentions[-1].clause < self._sentence

    def _is_current(self, mention: Mention) -> bool:
        return mention.clause == self._clause or (mention.kind in {"piece", "other", "another"} and not mention.wishes)

    def _item(self, at: int, part: Part) -> None:
        self._end_change(at)
        waiting = self._waiting
        mention = Mention(
            "item", self._clause, self._deed, part.text, part.items or part.kinds, waiting.number, waiting.place,
            list(waiting.wishes), len(waiting.wishes), is_gone=waiting.is_gone, is_swap=waiting.is_swap,
            is_more=waiting.is_more, is_part=waiting.is_part, measure=waiting.measure,
        )  # fmt: skip
        mention.is_known = waiting.is_target or (self._sight.is_definite(at) and not waiting.is_more)
        mention.is_guess = len(part.kinds) == 1
        if waiting.place:
            mention.kind = "place"
        elif waiting.is_piece:
            mention.kind = "piece"
        elif self._scope is not None and self._scope.kind == "each" and waiting.number is None:
            mention.kind = "each"
        mention.is_only = self._is_only and self._deed == "keep"
        if self._is_only and mention.number and not mention.is_only:
            mention.deed = "make"
        if self._is_strange(at, part):
            mention.kind = "strange"
        if waiting.is_target:
            mention.wishes += self._let_loose()
        self._open(mention)
        self._negated, self._amount, self._scope, self._loose, self._waiting = None, "", None, [], Waiting()

    def _end_change(self, at: int) -> None:
        """ "No, with chicken, and an iced tea": what was to be changed is said, and the dish is one more."""
        start = at - 1
        while start > self._began and not self.parts[start].may("and", "comma"):
            start -= 1
        is_told = any(part.options or part.may("unknown") for part in self.parts[self._began : start])
        is_first = not any(mention.clause == self._clause and mention.items for mention in self.mentions)
        if self._deed == "change" and start > self._began and is_told and is_first:
            waiting = self._waiting
            self._end_clause(at)
            self._deed, self._waiting = "add", waiting

    def _is_strange(self, at: int, part: Part) -> bool:
        """Whether a word that is on no menu makes another dish of a name that is said in part, or of a kind."""
        places = (at - 1, at + 1) if self.language[:2] in _AFTER else (at - 1,)
        beside = [place for place in places if self._sight.may(place, "unknown")]
        is_loose = not part.is_whole or bool(part.kinds) or self._is_kind(part)
        return bool(beside) and is_loose

    def _is_kind(self, part: Part) -> bool:
        """Whether other dishes are named by the same word: "burger" beside "Cheeseburger"."""
        word = part.text.lower()
        return sum(word in item.name.lower() for item in self.menu.items) > 1

    def _let_loose(self) -> list[Wish]:
        """Wishes that turn out to be meant for another line: "no onions on the second one"."""
        taken = []
        for mention, wish in self._loose:
            mention.wishes.remove(wish)
            taken.append(wish)
            if mention.kind == "it" and not mention.wishes and mention in self.mentions:
                self.mentions.remove(mention)
        self._loose = []
        return taken

    def _open(self, mention: Mention) -> Mention:
        self.mentions.append(mention)
        return mention
