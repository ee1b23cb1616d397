"""Numbers of a message: how many of a dish, pieces of a line, which line, how much of an option."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from agents.understanding.orders.mentions import Mention
from agents.understanding.orders.naming import Naming
from agents.understanding.orders.parts import PAIR
from agents.understanding.orders.roots import root
from agents.understanding.orders.sight import AMOUNTS
from agents.understanding.slots.spelling import stem
from agents.understanding.tokens import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agents.understanding.orders.parts import Part


class Counting(Naming):
    """What a number, or a word for some of the lines, makes of the mentions."""

    def _number(self, at: int, part: Part) -> bool:
        """Whether the number counts dishes or pieces; otherwise it is read as the word it also is."""
        sight, waiting = self._sight, self._waiting
        if sight.may(at + 1, "group") or sight.may(at - 1, "seat"):
            return True  # "three scoops: chocolate, pistachio and strawberry"; "table 3"
        following = sight.after(at, past_articles=False)
        previous = sight.part(at - 1)
        is_times = previous is not None and previous.text.lower() in {"x", "×"}
        is_after = is_times or (previous is not None and previous.is_item and not part.may("article"))
        measure = self._measure(at + 1)
        last = self.mentions[-1] if self.mentions else None
        is_open = last is not None and last.number is None and last.clause >= self._sentence
        is_measured = bool(measure) or part.may("pair")
        is_after = is_after or (is_measured and is_open and sight.is_end(following))  # "wiper blades, two pairs"
        if is_after and self.mentions and (sight.is_end(following) or sight.may(following, "and")):
            last = self.mentions[-1]
            last.number = last.number or self._pairs(part, last.items or self.asked)
            return True
        noun = None if self._deed == "change" and sight.may(at + 1, "to") else self._counted_noun(at)
        is_more = sight.may(at + 1, "more", "another") and not (noun is not None and self.parts[noun].options)
        if noun is not None:
            self._negated = None
            number = self._pairs(part, self.parts[noun].items)
            waiting.until, waiting.number, waiting.is_more = noun, number, waiting.is_more or is_more
            waiting.measure = measure
            waiting.is_piece = sight.may(at + 1, "of_the", "of_them")
            waiting.is_part = sight.may(at - 1, "of_which")
            return True
        shared = None if sight.may(sight.before(at), "with") else sight.shared_noun(at)
        if shared is not None:
            mention = Mention("item", self._clause, self._deed, number=part.number, is_more=is_more)
            mention.items = self.parts[shared].items or self.parts[shared].kinds
            self._open(mention)
            return True
        if measure and not part.may("article"):
            text = f"{part.text} {self.parts[at + 1].text}"
            self._open(Mention("measured", self._clause, self._deed, text, number=part.number, measure=measure))
            return True
        return self._pieces(at, part, following, is_more=is_more)

    def _counted_noun(self, at: int) -> int | None:
        """What the number at this place counts: "one [of the two] pizzas"."""
        of_them = self._sight.part(at + 2) if self._sight.may(at + 1, "of_them") else None
        return at + 2 if of_them is not None and of_them.is_item else self._sight.noun(at + 1)

    def _measure(self, place: int) -> str:
        """The root of the measure at this place: "jugs"."""
        part = self._sight.part(place)
        return root(fold(part.text).split()[0]) if part is not None and part.may("measure") else ""

    def _pairs(self, part: Part, items: Sequence[str]) -> int:
        """ "A pair of wiper blades", that are sold so, is one; "a pair of pizzas" are two."""
        names = [self.menu.item_by_key[item].name.split()[-1].lower() for item in items]
        is_sold_so = part.may("pair") and bool(names) and all(stem(name) != name for name in names)
        return part.number // PAIR if is_sold_so else part.number

    def _pieces(self, at: int, part: Part, following: int | None, *, is_more: bool) -> bool:
        sight = self._sight
        is_only = self._is_only or sight.may(at + 1, "only")
        is_wanted = not part.may("article") or sight.may(sight.before(at), "want") or sight.may(at - 1, "want")
        if is_more and (sight.is_end(following) or sight.may(following, "of_them", "it", "on", "want", "and", "with")):
            self._open(Mention("another", self._clause, self._deed, number=part.number))
        elif self._is_plain(at, following) and self.mentions:
            self._open(Mention("another", self._clause, "add", number=part.number, is_without=True))
        elif self._is_pieces(at, following, part) or self._waiting.is_target or sight.may(at - 1, "of_which"):
            piece = self._open(Mention("piece", self._clause, self._deed, number=part.number))
            piece.is_known = self._waiting.is_target or sight.may(following, "of_them") or sight.may(at - 1, "of_which")
            piece.wishes += self._let_loose() if self._waiting.is_target else ()
            self._waiting.is_target, self._scope = False, None
        elif sight.may(following, "unknown"):
            return False
        elif sight.option_follows(at) and not sight.may(following, "and", "comma"):
            return self._counted(at, part)
        elif is_only or (not part.may("article") and self._deed in {"make", "change"}):
            self._open(Mention("it", self._clause, self._deed, number=part.number))
        elif self.asked and not self.mentions and is_wanted and sight.is_end(following):
            self._open(Mention("item", self._clause, self._deed, items=self.asked, number=part.number))
        else:
            return False
        self._negated = None
        return True

    def _is_plain(self, at: int, following: int | None) -> bool:
        """ "One decaf latte and one regular"."""
        between = self.parts[at + 1 : following if following is not None else len(self.parts)]
        is_next = self._sight.may(self._sight.before(at), "and", "comma")
        return is_next and any(part.may("plain") for part in between) and self._sight.is_end(following)

    def _is_pieces(self, at: int, following: int | None, part: Part) -> bool:
        """ "One of them", "one with", "one should be decaf", "change one to"."""
        if self._sight.may(at + 1, "be"):
            return self._sight.option_follows(at + 1)
        if self._deed == "change" and self._sight.may(at + 1, "to"):
            return True
        if following is None or self.parts[following].is_name:
            return False
        if self.parts[following].may("change", "make", "after_all") or (
            self.mentions and self.parts[following].may("want")
        ):
            return self._sight.option_follows(following)
        if part.may("article"):
            return self.parts[following].may("of_them", "with", "without")
        return self.parts[following].may("of_them", "with", "without", *AMOUNTS)

    def _counted(self, at: int, part: Part) -> bool:
        """ "Three lattes, one decaf": pieces of them; "with two sugars": so much of it; "a large": a dish unnamed."""
        current = self.mentions[-1] if self.mentions else None
        dish = next((mention for mention in reversed(self.mentions) if mention.items), None)
        part = replace(part, number=self._pairs(part, dish.items)) if dish else part
        before = self._sight.before(at)
        is_many = current is not None and (current.kind == "piece" or (current.number or 1) >= max(2, part.number))
        is_next = self._sight.may(before, "and", "but", "comma")
        is_new = not part.may("article") or (current is not None and self._is_unlike(at, current))
        is_dish = is_next and is_new and part.number == 1 and self._is_single(at)
        if self._is_single(at) and (current is None or not self._is_had(at, current)):
            self._open(Mention("item", self._clause, self._deed, number=part.number))
        elif current and (is_many or is_dish) and not self._sight.may(before, "with"):
            self._open(Mention("piece", self._clause, self._deed, number=part.number))
        elif not part.may("article"):
            self._amount = {1: "", 2: "double", 3: "triple"}.get(part.number, str(part.number))
        return True

    def _is_had(self, at: int, current: Mention) -> bool:
        """Whether the dish spoken of can be had with the option that follows; an unnamed one with anything."""
        following = self._sight.part(self._sight.after(at))
        dish = next((mention for mention in reversed(self.mentions) if mention.items), current)
        return not dish.items or (following is not None and any(self._takes(item, following) for item in dish.items))

    def _is_unlike(self, at: int, current: Mention) -> bool:
        """Whether the dish spoken of is had already as the option that follows excludes: "small ... and a large"."""
        following = self._sight.part(self._sight.after(at))
        groups = {group for group, _ in following.options} if following else set()
        return any(not wish.negated and any(group in groups for group, _ in wish.options) for wish in current.wishes)

    def _is_single(self, at: int) -> bool:
        """Whether a dish has one of the kind of option that follows: "one decaf", and not "one sugar"."""
        following = self._sight.part(self._sight.after(at))
        return following is not None and any(self.menu.group_by_key[group].is_single for group, _ in following.options)

    def _ordinal(self, at: int, part: Part) -> None:
        noun = self._sight.noun(at + 1)
        is_one_more = self._sight.may(at - 1, "article") and part.number > 1 and not self._sight.option_follows(at)
        if is_one_more and any(following.may("same") for following in self.parts[at + 1 : at + 3]):
            return
        if is_one_more and noun is None:
            self._open(Mention("another", self._clause, "add", number=1))  # "and a third one"
        elif noun is not None:
            self._waiting.until, self._waiting.place = noun, part.number
        elif not self._sight.may(at + 1, "comma"):
            self._point(Mention("place", self._clause, self._deed, place=part.number))

    def _point(self, mention: Mention) -> None:
        """What follows is said of these lines; what stood before it too, when it led to them."""
        self._scope = mention
        if self._waiting.is_target:
            mention.wishes += self._let_loose()
            self._waiting.is_target = False
            self._open(mention)
        elif self._deed == "remove":
            self._open(mention)
