"""Parts read from left to right into mentions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from agents.understanding.orders.counting import Counting
from agents.understanding.orders.mentions import Deed, Kind, Mention
from agents.understanding.orders.sight import AMOUNTS

if TYPE_CHECKING:
    from agents.understanding.orders.parts import Part

_DEEDS: tuple[Deed, ...] = ("keep", "remove", "change", "make", "add")
_SCOPES: tuple[Kind, ...] = ("each", "other", "last")
_LEADS_TO_A_NAME = (
    "number",
    "with",
    "without",
    "and",
    "comma",
    "want",
    "add",
    "another",
    "more",
    "instead_of",
    *AMOUNTS,
)


class Reader(Counting):
    """Reads the parts of a message, one sentence after the other."""

    def read(self) -> list[Mention]:
        for i, part in enumerate(self.parts):
            if part.is_name:
                self._name(i, part)
            elif part.may("stop", "asked"):
                self._end_sentence(i)
            elif part.may("comma"):
                self._comma(i)
            elif part.may("ordinal"):
                self._ordinal(i, part)
            elif part.may("group"):
                self._group(i, part)
            elif part.may("unknown"):
                self._strange(i, part)
            elif not (part.may("number") and self._number(i, part)):
                self._word(i, part)
        self._end_sentence(len(self.parts))
        return [mention for mention in self.mentions if mention.kind != "strange"]

    def _beside(self, before: int, part: Part) -> None:
        """ "With two spoons": no dish, but something to go with the order."""
        counted = self._sight.part(before)
        if counted is not None and counted.may("number") and self._sight.may(self._sight.before(before), "with"):
            self.beside.append(replace(part, start=counted.start, text=f"{counted.text} {part.text}"))

    def _group(self, at: int, part: Part) -> None:
        """ "One of each scent": a piece of every option of the group."""
        if self._sight.may(at - 1, "every"):
            self._open(Mention("every", self._clause, self._deed, groups=part.groups))

    # Small words

    def _word(self, at: int, part: Part) -> None:
        """The first of these that the word, where it stands, may be."""
        if part.may("nothing"):
            self._open(Mention("everything", self._clause, "remove"))
        elif part.may("instead_of"):
            self._waiting.is_gone = self._waiting.is_swap = True
        elif part.may(*AMOUNTS) and self._is_amount(at, part):
            return
        elif part.may("half_after") and self._loose:
            self._redo(-1, amount="half")
        elif (
            (part.may("no") and self._is_no(at))
            or (part.may("without") and self._is_without(at))
            or (part.may("off") and self._is_off(at))
        ):
            return
        elif part.may("another"):
            self._another(at)
        elif part.may("on") and self._is_pointing(at, part):
            self._waiting.is_target = True
        elif not self._points(at, part):
            self._deeds(at, part)

    def _is_pointing(self, at: int, part: Part) -> bool:
        """ "On the second one": with wishes before it, or at the start of what is said of it."""
        target = self._sight.part(self._sight.target(at))
        is_taken_off = self._deed != "add" or any(wish.negated for _, wish in self._loose)
        if part.may("of_the") and not part.may("the") and (not is_taken_off or self._sight.may(at - 1, "and")):
            return False  # "et des frites" are some fries
        is_free = bool(self._loose) or not self.mentions or part.may("off")
        return target is not None and (is_free or target.may("number"))

    def _is_amount(self, at: int, part: Part) -> bool:
        """ "Extra cheese", "queso extra"."""
        amount = next(name for name in AMOUNTS if part.may(name))
        if amount == "half" and self._is_half_of_pieces(at):
            return True
        is_joint = part.may("and", "with") and self._sight.may(self._sight.before(at), "number")
        if self._sight.option_follows(at) and not is_joint:
            if self._negated is None or self._negated:
                self._negated, self._amount = None, amount
            return not part.may("without")
        previous = self._sight.part(at - 1)
        if previous is not None and previous.options and self._loose and not self._sight.item_follows(at):
            self._redo(-1, amount=amount)
            return True
        return False

    def _is_half_of_pieces(self, at: int) -> bool:
        """ "Six nigiri, half without wasabi"."""
        whole = self.mentions[-1].number if self.mentions else None
        if not whole or whole % 2 or not self._sight.may(self._sight.after(at), "with", "without", "of_them"):
            return False
        self._open(Mention("piece", self._clause, self._deed, number=whole // 2))
        return True

    def _redo(self, place: int, **changes: object) -> None:
        """A wish said again differently, for what follows it tells more of it."""
        mention, wish = self._loose[place]
        new = replace(wish, **changes)  # type: ignore[arg-type]  # the names are Wish's own
        mention.wishes[mention.wishes.index(wish)] = new
        self._loose[place] = (mention, new)

    def _is_without(self, at: int) -> bool:
        following = self._sight.after(at)
        if self._sight.option_follows(at):
            self._negated = frozenset()
            return True
        if self._sight.item_follows(at):
            self._waiting.is_gone = True
            return True
        if self._loose and self._sight.is_end(following) and self._is_beside_option(at):
            self._negate_clause()
            return True
        current = self.mentions[-1] if self.mentions else None
        is_bare = self.parts[at].may("bare_without")
        if is_bare and not self.mentions and self._sight.is_end(following):
            self._open(Mention("it", self._clause, self._deed, is_without=True))  # "actually without"
            return True
        is_last = not self._sight.may(following, "unknown")
        if current is not None and current.kind in {"piece", "other", "item"} and is_last and self._is_beside_item(at):
            current.is_without = True
            return True
        return False

    def _is_no(self, at: int) -> bool:
        """ "No, two": what was said is put right."""
        is_first = at == 0 or self._sight.may(at - 1, "comma", "stop")
        following = at + 1 if at + 1 < len(self.parts) else None
        if not is_first or not (
            self._sight.is_end(following) or self._sight.may(following, "number", "only", "change")
        ):
            return False
        self._end_clause(at)
        self._deed = "change"
        return True

    def _is_beside_option(self, at: int) -> bool:
        before = self._sight.before(at)
        while before is not None and self.parts[before].may("want"):
            before = self._sight.before(before)
        return before is not None and bool(self.parts[before].options)

    def _is_beside_item(self, at: int) -> bool:
        """ "One without": right after the number or the dish."""
        before = self._sight.before(at)
        return before is not None and (
            self.parts[before].is_item or self.parts[before].may("number", "other", "of_them")
        )

    def _negate_clause(self) -> None:
        for place, (mention, _wish) in enumerate(self._loose):
            self._redo(place, negated=True, amount="")
            if mention.clause < self._sentence:  # "oh, and the rocket, leave it off" is of the dish that has some
                wish = self._loose[place][1]
                mention.wishes.remove(wish)
                self._loose[place] = (self._open(Mention("it", self._clause, self._deed, wishes=[wish])), wish)

    def _is_off(self, at: int) -> bool:
        """ "Take the cheese off", "die Zwiebeln weglassen": what stood before in the clause is to leave."""
        here = [mention for mention in self.mentions if mention.clause == self._clause]
        if self._loose:
            self._negate_clause()
        elif here and not self._sight.item_follows(at):
            for mention in here:
                mention.deed = "remove"
        else:
            return False
        if self._sight.target(at) is not None:
            self._waiting.is_target = True
        return True

    def _another(self, at: int) -> None:
        """ "Another latte" is a dish; "another with soy" one more of what was spoken of."""
        noun = self._sight.noun(at + 1)
        self._negated = None
        if noun is not None:
            self._waiting.until, self._waiting.number, self._waiting.is_more = noun, 1, True
        else:
            self._open(Mention("another", self._clause, "add", number=1))

    def _points(self, at: int, part: Part) -> bool:
        """Words for lines: "both", "the other one", "the last one", "the same again"."""
        scope = next((name for name in _SCOPES if part.may(name)), None)
        if scope is not None:
            if scope == "other" and len(self._loose) > 1 and self._loose[-2][1].amount == "half":
                self._redo(-1, amount="half")  # "olives on one half and onions on the other"
                return True
            self._point(Mention(scope, self._clause, self._deed))
            return True
        if part.may("same") and self._is_same(at):
            self._open(Mention("same", self._clause, "add"))
            return True
        return False

    def _is_same(self, at: int) -> bool:
        """ "The same again", "the same for her", and not "the same latte"."""
        following = self._sight.after(at)
        rest = self.parts[at + 1 :]
        is_again = any(part.may("again") for part in rest)
        return (
            is_again
            or following is None
            or self._sight.may(following, "on", "to", "but", "with", "without", "stop", "comma")
        )

    def _deeds(self, at: int, part: Part) -> None:
        if part.may("with"):
            self._negated, self._amount = None, ""
        if part.may("but"):
            self._negated, self._amount = None, ""
        if part.may("only"):
            self._is_only = True
        if part.may("after_all"):
            self._change_after_all("change")
        deed = next((deed for deed in _DEEDS if part.may(deed)), None)
        if deed in {"change", "make"} and self._sight.is_end(self._sight.after(at)):
            self._change_after_all(deed)  # "die Pommes gegen Zwiebelringe tauschen"
        if deed is not None and deed != self._deed:
            self._end_clause(at)
            self._deed = deed
        elif part.may("want") and self._deed == "remove":
            self._end_clause(at)
            self._deed = "add"

    def _change_after_all(self, deed: Deed) -> None:
        """ "A mocha instead": the sentence turns out to be a change."""
        for mention in self.mentions:
            if mention.clause >= self._sentence and mention.deed == "add":
                mention.deed = deed
                mention.is_swap = mention.is_swap or mention.kind in {"it", "piece"}
        if self._deed == "remove" and self.mentions and len({mention.items for mention in self.mentions}) > 1:
            self.mentions[-1].deed, self.mentions[-1].is_swap = "add", True  # "scrap the marinara, ortolana instead"
        self._deed = deed

    # What is on no menu

    def _strange(self, at: int, part: Part) -> None:
        """Kept when it stands where a name should: after a number, "with", "no", or beside a name."""
        if self._sight.may(at - 1, "unknown"):
            if self._is_heard:
                last = self.unknown[-1]
                self.unknown[-1] = replace(last, end=part.end, text=f"{last.text} {part.text}")
            return
        before = at - 1
        while before >= 0 and self.parts[before].may("the") and not self.parts[before].is_name:
            before -= 1
        lead = self._sight.part(before)
        follows = self._sight.part(at + 1)
        is_beside = (lead is not None and lead.is_name) or (follows is not None and follows.is_name)
        is_word = len(part.text) > 1  # "d'Tochter"
        self._is_heard = is_word and (is_beside or (lead is not None and lead.may(*_LEADS_TO_A_NAME)))
        if self._is_heard:
            self.unknown.append(part)
            self._beside(before, part)
            is_measure = self._sight.option_follows(at)  # "a pinch of cinnamon"
            if not is_beside and not is_measure and lead is not None and lead.may("number", "want", "add", "another"):
                self._open(Mention("strange", self._clause, self._deed))
                self._scope, self._loose = None, []
