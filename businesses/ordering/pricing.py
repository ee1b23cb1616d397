"""What a basket costs: pure functions over the menu as it is sold now."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from businesses.ordering.baskets import MOST_PIECES, WishedOption
from businesses.ordering.errors import BasketNotValid, Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from businesses.ordering.baskets import Sold, SoldGroup, SoldItem, SoldOption, WishedLine

CENT = Decimal("0.01")
HUNDRED = Decimal(100)
FACTORS = {"": Decimal(1), "extra": Decimal(1), "light": Decimal(1), "half": Decimal("0.5"), "double": Decimal(2),
           "triple": Decimal(3)}  # fmt: skip
"""How often an option's price, and its share of what a group takes, counts."""
MOST_OF_ONE = 9


@dataclass(frozen=True, slots=True)
class PricedChoice:
    """``price`` is what it adds to one piece: nothing where it is left out."""

    group: str
    option: str
    option_id: int
    amount: str
    is_left_out: bool
    price: Decimal

    def as_json(self) -> dict[str, Any]:
        return {
            "group": self.group,
            "option": self.option,
            "option_id": self.option_id,
            "amount": self.amount,
            "is_left_out": self.is_left_out,
            "price": f"{self.price:.2f}",
        }


@dataclass(frozen=True, slots=True)
class PricedLine:
    item: int
    name: str
    quantity: int
    choices: tuple[PricedChoice, ...]
    note: str
    unit_price: Decimal
    tax_rate: Decimal

    @property
    def total(self) -> Decimal:
        return self.unit_price * self.quantity


def rounded(amount: Decimal) -> Decimal:
    """To the cent, halves away from zero, as a bill is added up by hand."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def factor_of(amount: str) -> Decimal:
    if amount.isdecimal():
        return Decimal(min(int(amount), MOST_OF_ONE))
    return FACTORS.get(amount, Decimal(1))


def priced(lines: Sequence[WishedLine], sold: Sold) -> tuple[PricedLine, ...]:
    """Each line with what one piece costs; raises ``BasketNotValid`` with all that is wrong."""
    done: list[PricedLine] = []
    faults: dict[int, Fault] = {}
    for place, line in enumerate(lines):
        found = _priced(line, sold)
        if isinstance(found, Fault):
            faults[place] = found
        else:
            done.append(found)
    faults.update(_beyond_stock(lines, sold, skip=faults.keys()))
    if faults or not lines:
        raise BasketNotValid(faults)
    return tuple(done)


def _priced(line: WishedLine, sold: Sold) -> PricedLine | Fault:
    item = sold.items.get(line.item)
    if item is None:
        return Fault("unknown_item", _("This is not on our menu."))
    if not item.is_available:
        return Fault("sold_out", _("%(item)s is sold out.") % {"item": item.name}, left=0)
    if item.served:
        told = _("%(item)s is not served then. It is served: %(when)s.")
        return Fault("not_served", told % {"item": item.name, "when": item.served})
    if not 1 <= line.quantity <= MOST_PIECES:
        return Fault("quantity", _("From one up to %(most)d of each can be ordered here.") % {"most": MOST_PIECES})
    groups = sold.groups_of(item)
    wished = with_defaults(line.options, groups)
    choices = list(_choices(wished, groups))
    if len(choices) != len(wished):
        return Fault("unknown_option", _("%(item)s cannot be had like that.") % {"item": item.name})
    if fault := next(_against_rules(item, wished, groups), None):
        return fault
    is_sized = any(group.least for group in groups)
    if item.price is None and not is_sized:
        return Fault("no_price", _("%(item)s has no price yet. Please ask us.") % {"item": item.name})
    unit = rounded(max((item.price or Decimal(0)) + sum((each.price for each in choices), Decimal(0)), Decimal(0)))
    return PricedLine(item.id, item.name, line.quantity, tuple(choices), line.note, unit, item.tax_rate)


def with_defaults(wished: tuple[WishedOption, ...], groups: Iterable[SoldGroup]) -> tuple[WishedOption, ...]:
    """What a group needs and nobody said is what its owner has said is taken then."""
    added = [
        WishedOption(group.default.id)
        for group in groups
        if group.default is not None and group.least and not _taken_of(group, wished)
    ]
    return (*wished, *added)


def _choices(wished: Iterable[WishedOption], groups: Sequence[SoldGroup]) -> Iterator[PricedChoice]:
    known: dict[int, tuple[SoldGroup, SoldOption]] = {
        option.id: (group, option) for group in groups for option in group.options
    }
    for each in wished:
        if each.option in known:
            group, option = known[each.option]
            price = Decimal(0) if each.is_left_out else rounded(option.price * factor_of(each.amount))
            yield PricedChoice(group.name, option.name, option.id, each.amount, each.is_left_out, price)


def _taken_of(group: SoldGroup, wished: Iterable[WishedOption]) -> Decimal:
    own = {option.id for option in group.options}
    return sum((factor_of(each.amount) for each in wished if each.option in own and not each.is_left_out), Decimal(0))


def _against_rules(item: SoldItem, wished: Sequence[WishedOption], groups: Iterable[SoldGroup]) -> Iterator[Fault]:
    for group in groups:
        taken = _taken_of(group, wished)
        names = {"group": group.name, "item": item.name}
        if taken < group.least:
            told = ngettext(
                "Please choose one of “%(group)s” for %(item)s.",
                "Please choose at least %(count)d of “%(group)s” for %(item)s.",
                group.least,
            )
            yield Fault("too_few", told % {**names, "count": group.least}, group=group.id)
        if group.most is not None and taken > group.most:
            told = ngettext(
                "Only one of “%(group)s” goes with %(item)s.",
                "At most %(count)d of “%(group)s” go with %(item)s.",
                group.most,
            )
            yield Fault("too_many", told % {**names, "count": group.most}, group=group.id)


def _beyond_stock(lines: Sequence[WishedLine], sold: Sold, *, skip: Iterable[int]) -> dict[int, Fault]:
    """The stock of an item is shared by all lines of it; the line that goes beyond it is at fault."""
    faults: dict[int, Fault] = {}
    taken: dict[int, int] = {}
    for place, line in enumerate(lines):
        item = sold.items.get(line.item)
        if place in skip or item is None or item.left is None:
            continue
        taken[item.id] = taken.get(item.id, 0) + line.quantity
        if taken[item.id] > item.left:
            faults[place] = _short_of(item, item.left)
    return faults


def _short_of(item: SoldItem, left: int) -> Fault:
    if not left:
        return Fault("sold_out", _("%(item)s is sold out.") % {"item": item.name}, left=0)
    told = ngettext("Only %(count)d %(item)s is left.", "Only %(count)d %(item)s are left.", left)
    return Fault("too_few_left", told % {"count": left, "item": item.name}, left=left)


def tax_of(lines: Iterable[PricedLine], fee: Decimal, rate: Decimal, *, is_included: bool) -> Decimal:
    """The tax in the lines and the fee (at ``rate``), or on top of them: rounded once a rate, as receipts state it."""
    by_rate: dict[Decimal, Decimal] = {rate: fee}
    for line in lines:
        by_rate[line.tax_rate] = by_rate.get(line.tax_rate, Decimal(0)) + line.total
    if is_included:
        return sum((rounded(part * each / (HUNDRED + each)) for each, part in by_rate.items()), Decimal(0))
    return sum((rounded(part * each / HUNDRED) for each, part in by_rate.items()), Decimal(0))
