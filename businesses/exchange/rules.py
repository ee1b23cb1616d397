"""What the columns of a row owe each other: said before the database would, by column, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from businesses.models import CardAccount

if TYPE_CHECKING:
    from datetime import date

    from django.utils.functional import _StrOrPromise

Cells = dict[str, str]
Rule = Callable[[Cells, Cells, "date"], Iterator[tuple[str, "_StrOrPromise"]]]
"""Given the row as it would be, as it is (empty: a new one) and the day, yields a column and what is wrong with it.

It may fill in what the row leaves to us.
"""


def takes_its_party_and_stands_somewhere(
    row: Cells, _before: Cells, _today: date
) -> Iterator[tuple[str, _StrOrPromise]]:
    least, capacity = int(row.get("min_party") or 1), int(row.get("capacity") or 1)
    if not 1 <= least <= capacity:
        yield "min_party", _("The smallest party is at least one and at most the capacity.")
    if bool(row.get("plan_column")) != bool(row.get("plan_row")):
        yield "plan_row", _("Give both column and row, or neither.")


def most_is_no_less_than_least(row: Cells, _before: Cells, _today: date) -> Iterator[tuple[str, _StrOrPromise]]:
    if row.get("most") and int(row["most"]) < int(row.get("least") or 0):
        yield "most", _("“At most” is at least one, and no less than “at least”.")


def known_allergens_are_dated(row: Cells, before: Cells, today: date) -> Iterator[tuple[str, _StrOrPromise]]:
    """Allergens that a file gives without a date were recorded today."""
    told, day = row.get("allergens", ""), row.get("allergens_recorded_on", "")
    if told and told != before.get("allergens", "") and day == before.get("allergens_recorded_on", ""):
        row["allergens_recorded_on"] = today.isoformat()
    yield from ()


def closes_or_is_closed(row: Cells, _before: Cells, _today: date) -> Iterator[tuple[str, _StrOrPromise]]:
    if bool(row.get("opens")) != bool(row.get("closes")):
        yield "closes", _("Give both times, or none where it is closed all day.")


def deposits_come_to_an_account(row: Cells, before: Cells, _today: date) -> Iterator[tuple[str, _StrOrPromise]]:
    if row.get("deposit", "") not in {"", before.get("deposit", "")} and not CardAccount.objects.exists():
        yield "deposit", _("First enter your account at Stripe, under Card payments: deposits come to it.")


def last_is_no_earlier_than_first(row: Cells, _before: Cells, _today: date) -> Iterator[tuple[str, _StrOrPromise]]:
    if row["last"] < row["first"]:
        yield "last", _("The last day is not before the first.")
    starts, ends = row.get("starts", ""), row.get("ends", "")
    if bool(starts) != bool(ends) or (starts and (row["first"] != row["last"] or ends <= starts)):
        yield "ends", _("Give both hours, the later last, for one day; or none for whole days.")
